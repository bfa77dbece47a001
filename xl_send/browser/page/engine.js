// The engine: Python and the product, unpacked from the page itself. It runs in a worker, or in the page where a
// browser allows no worker from a file; then it pauses between its steps, so that the page goes on drawing.

// A name that leads nowhere. Python's loader asks for its parts by it and is answered from memory.
const NOWHERE = "http://inline.invalid/";
const RETURNS = "/returns";
// Milliseconds of work before a page without a worker may draw again.
const TURN = 40;

function bytesOf(letters) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(letters);
  const binary = atob(letters);
  const bytes = new Uint8Array(binary.length);
  for (let place = 0; place < binary.length; place += 1) bytes[place] = binary.charCodeAt(place);
  return bytes;
}

async function unpacked(letters) {
  const packed = new Blob([bytesOf(letters)]).stream();
  return new Uint8Array(await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

async function imported(script) {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

// Nothing is ever fetched: what is not a part of the page is refused here, and by the page's policy too.
function answerFromMemory(parts) {
  const kinds = { wasm: "application/wasm", zip: "application/zip" };
  globalThis.fetch = async (asked) => {
    const name = String(asked?.url ?? asked).split("/").pop();
    if (!parts.has(name)) throw new TypeError("This page fetches nothing.");
    return new Response(parts.get(name), { headers: { "Content-Type": kinds[name.split(".").pop()] } });
  };
}

// The product's files in one: a line of JSON with their names and sizes, then one after the other.
function layProduct(packed, fs) {
  const end = packed.indexOf("\n".charCodeAt(0));
  const folders = new Set();
  let place = end + 1;
  for (const [name, size] of JSON.parse(new TextDecoder().decode(packed.subarray(0, end)))) {
    const path = `/app/${name}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!folders.has(folder)) fs.mkdirTree(folder);
    folders.add(folder);
    fs.writeFile(path, packed.subarray(place, place + size));
    place += size;
  }
}

async function startPython(letters, tell) {
  tell("Unpacking Python");
  const names = Object.keys(letters);
  const contents = await Promise.all(names.map((name) => unpacked(letters[name])));
  const parts = new Map(names.map((name, place) => [name, contents[place]]));
  answerFromMemory(parts);
  tell("Starting Python");
  const { loadPyodide } = await imported(parts.get("pyodide.mjs"));
  const { default: createPyodideModule } = await imported(parts.get("pyodide.asm.mjs"));
  const lockFileContents = JSON.parse(new TextDecoder().decode(parts.get("lock.json")));
  const python = await loadPyodide({ indexURL: NOWHERE, createPyodideModule, lockFileContents });
  tell("Unpacking xl_send");
  layProduct(parts.get("xl_send.files"), python.FS);
  parts.clear();
  return python;
}

const PAUSE = `
def pausing(due, rest):
    from pyodide.ffi import can_run_sync, run_sync
    def pause():
        if due() and can_run_sync():
            run_sync(rest())
    return pause
pausing
`;

function pauseIn(python, inWorker) {
  if (inWorker) return () => undefined;
  let since = performance.now();
  const due = () => performance.now() - since > TURN;
  const rest = () =>
    new Promise((resume) => {
      setTimeout(() => {
        since = performance.now();
        resume();
      });
    });
  return python.runPython(PAUSE)(due, rest);
}

// What lay there before is taken away first: the page holds what was put in last, and nothing else.
function lay(files, fs) {
  const empty = (folder) => {
    for (const name of fs.readdir(folder).filter((one) => one !== "." && one !== "..")) {
      const path = `${folder}/${name}`;
      if (fs.isDir(fs.stat(path).mode)) {
        empty(path);
        fs.rmdir(path);
      } else fs.unlink(path);
    }
  };
  fs.chdir("/");
  empty(RETURNS);
  for (const { name, bytes } of files) {
    const path = `${RETURNS}/${name}`;
    fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    fs.writeFile(path, bytes);
  }
}

// The engine as the page sees it: `ask` takes a question, and files to lay ready first, and gives the answer.
async function startEngine(letters, tell, inWorker) {
  const python = await startPython(letters, tell);
  tell("Loading xl_send");
  python.runPython("import sys; sys.path.insert(0, '/app')");
  const bridge = python.pyimport("xl_send.browser.bridge").page_bridge(tell, pauseIn(python, inWorker));
  return {
    async ask(question, files) {
      if (files) lay(files, python.FS);
      const asked = JSON.stringify(question);
      const answered = inWorker ? bridge.answer(asked) : await bridge.answer.callPromising(asked);
      const answer = JSON.parse(answered);
      if (!answer.path) return answer;
      const bytes = python.FS.readFile(answer.path);
      python.FS.unlink(answer.path);
      return { ...answer, bytes };
    },
  };
}

function serve() {
  let engine;
  const say = (message, moved) => globalThis.postMessage(message, moved ?? []);
  globalThis.onmessage = async ({ data }) => {
    try {
      if (data.letters) {
        engine = await startEngine(data.letters, (text) => say({ tell: text }), true);
        say({ ready: true });
      } else {
        const answer = await engine.ask(data.question, data.files);
        say({ number: data.number, answer }, answer.bytes ? [answer.bytes.buffer] : []);
      }
    } catch (error) {
      say({ broken: String(error?.message ?? error).split("\n")[0] });
    }
  };
}

if (globalThis.WorkerGlobalScope && globalThis instanceof globalThis.WorkerGlobalScope) {
  // Chromium refuses a module as a worker of a page from a file; Pyodide refuses a worker that imports scripts.
  globalThis.importScripts = () => {
    throw new TypeError("This page loads nothing.");
  };
  serve();
} else globalThis.startEngine = startEngine;
