// Python's own files and the product's, as the page holds them: what is loaded at its start is compiled beforehand.
//
// node compile_for_browser.mjs PYODIDE FILES OUT reads the product's files from FILES (see browser_parts.py), and writes
// xl_send.files and python_stdlib.zip into the folder OUT. The same files give the same bytes.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide, files, out] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")).href);
const lockFileContents = { ...JSON.parse(readFileSync(join(pyodide, "pyodide-lock.json"), "utf8")), packages: {} };
const python = await loadPyodide({ lockFileContents });
for (const [name, path] of [["files", files], ["stdlib", join(pyodide, "python_stdlib.zip")]]) {
  python.FS.writeFile(`/${name}`, new Uint8Array(readFileSync(path)));
}
python.FS.writeFile("/compiling.py", new Uint8Array(readFileSync(new URL("compiling.py", import.meta.url))));
try {
  python.runPython("import sys; sys.path.insert(0, '/'); import compiling; compiling.compile_all()");
} catch (error) {
  process.stderr.write(String(error.message));
  process.exit(1);
}
for (const name of ["xl_send.files", "python_stdlib.zip"]) writeFileSync(join(out, name), python.FS.readFile(`/compiled/${name}`));
