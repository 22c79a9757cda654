// Python's own compiler ahead of time: node compile.mjs PYODIDE IN.zip OUT.zip. In OUT the .py files
// of IN are compiled: a browser then starts Python with less than half the work.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, given, made] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: folder });
python.runPython(`
import importlib.util, marshal, zipfile

def compiled(given, made):
    with zipfile.ZipFile(given) as source, zipfile.ZipFile(made, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith(".py"):
                code = compile(data, name, "exec", dont_inherit=True, optimize=2)
                name, data = name + "c", importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code)
            out.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
`);
python.FS.writeFile("/given.zip", new Uint8Array(readFileSync(given)));
python.globals.get("compiled")("/given.zip", "/made.zip");
writeFileSync(made, python.FS.readFile("/made.zip"));
