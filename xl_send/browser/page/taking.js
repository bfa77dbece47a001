// What a person drops or chooses, as files by name. A folder is taken without the folders in it, as the command line
// does; what a browser cannot hold is kept out with its reason, and never stops the rest.

function mayBeReturn(name) {
  const lower = name.toLowerCase();
  return LIMITS.endings.some((ending) => lower.endsWith(ending)) && !name.startsWith("~$") && !name.startsWith(".~");
}

// A page from a file may read what is dropped in one way in Chromium (a handle) and in another in Firefox (an entry).
async function filesInHandle(handle) {
  const found = [];
  for await (const [name, one] of handle.entries()) {
    if (one.kind === "file" && mayBeReturn(name)) found.push(await one.getFile());
  }
  return found;
}

async function filesInEntry(entry) {
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((read, failed) => reader.readEntries(read, failed));
    if (!some.length) break;
    found.push(...some.filter((one) => one.isFile && mayBeReturn(one.name)));
  }
  return Promise.all(found.map((one) => new Promise((read, failed) => one.file(read, failed))));
}

async function folderOf(handle, entry) {
  try {
    if (handle) return await filesInHandle(await handle);
  } catch {
    // Then the other way.
  }
  return filesInEntry(entry);
}

// What was dropped must be asked for at once: a browser forgets it after the event.
function droppedThings(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  return Promise.all(
    items.map(async (item) => {
      const entry = item.webkitGetAsEntry();
      if (!entry?.isDirectory) {
        const file = item.getAsFile();
        return { name: file.name, file };
      }
      const files = folderOf(item.getAsFileSystemHandle?.(), entry);
      return { name: entry.name, ...(await files.then((folder) => ({ folder }), () => ({ shut: true }))) };
    }),
  );
}

function chosenThings(input) {
  const files = [...input.files];
  if (!input.webkitdirectory) return files.map((file) => ({ name: file.name, file }));
  const folder = files.filter((file) => file.webkitRelativePath.split("/").length === 2 && mayBeReturn(file.name));
  const name = files.length ? files[0].webkitRelativePath.split("/")[0] : "folder";
  return [{ name, folder }];
}

function freeName(name, taken) {
  const dot = name.lastIndexOf(".");
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${stem} (${number})${ending}`;
  taken.add(free);
  return free;
}

class Taking {
  constructor() {
    this.names = [];
    this.files = [];
    this.keptOut = [];
    this.room = LIMITS.most_together;
  }

  async add(name, file) {
    const why = file.size > LIMITS.most ? LIMITS.too_large : file.size > this.room ? LIMITS.too_many : "";
    if (why) {
      this.keptOut.push([name, why]);
      return false;
    }
    try {
      this.files.push({ name, bytes: new Uint8Array(await file.arrayBuffer()) });
    } catch {
      this.keptOut.push([name, LIMITS.unreachable]);
      return false;
    }
    this.room -= file.size;
    return true;
  }

  static async of(things) {
    const taking = new Taking();
    const taken = new Set();
    for (const { name, file, folder, shut } of things) {
      const free = freeName(name, taken);
      let some = false;
      if (shut) taking.keptOut.push([free, LIMITS.folder_shut]);
      else if (file) some = await taking.add(free, file);
      else for (const one of folder) some = (await taking.add(`${free}/${one.name}`, one)) || some;
      if (some) taking.names.push(free);
      else if (folder && !folder.length) taking.keptOut.push([free, LIMITS.no_workbook]);
    }
    taking.names.sort();
    return taking;
  }
}
