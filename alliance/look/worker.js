// The judge: Python in the browser. It says how far it has come, then answers a card's messages.
import { loadPyodide } from "./pyodide/pyodide.js";

const here = (name) => new URL(name, import.meta.url).href;
const fetched = async (name) => {
  const answer = await fetch(here(name));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.arrayBuffer();
};
// A browser compiles the engine only where it comes as application/wasm, and Pyodide waits for ever
// for one that fails. Moodle sends it under another name, as a server does that has no name for it.
const loaded = (options) =>
  new Promise((done, fail) => {
    const compiled = WebAssembly.instantiateStreaming.bind(WebAssembly);
    WebAssembly.instantiateStreaming = async (sent, imports) => {
      try {
        const { ok, status, body } = await sent;
        if (!ok) throw new Error(`pyodide.asm.wasm: ${status}`);
        return await compiled(new Response(body, { headers: { "Content-Type": "application/wasm" } }), imports);
      } catch (fault) {
        fail(fault);
        throw fault;
      }
    };
    loadPyodide(options).then(done, fail);
  });
const FOLDER = "/course";
const known = new Map(); // the questions of a unit -> a promise that they are there
let python;
const unpacked = new Map(); // an archive -> a promise that it is there
const unpack = (name) => {
  const take = async () => python.unpackArchive(await fetched(name), "zip", { extractDir: FOLDER });
  if (!unpacked.has(name)) unpacked.set(name, take());
  return unpacked.get(name);
};

function units(names) {
  const write = async (name) =>
    python.FS.writeFile(`${FOLDER}/alliance/data/questions/${name}.json`, new Uint8Array(await known.get(name)));
  for (const name of names) if (!known.has(name)) known.set(name, fetched(`${name}.json`));
  return async () => {
    for (const name of names) await write(name);
  };
}

async function start({ language, units: names }) {
  const [code, written] = [fetched("judge.zip"), units(names)];
  postMessage({ step: 1 });
  python = await loaded({ indexURL: here("pyodide/") });
  postMessage({ step: 2 });
  python.unpackArchive(await code, "zip", { extractDir: FOLDER });
  python.FS.mkdirTree(`${FOLDER}/alliance/data/questions`);
  await written();
  python.runPython(`import sys; sys.path.insert(0, "${FOLDER}")`);
  const judge = python.pyimport("alliance.web.judge").begin(FOLDER, language);
  postMessage({ step: 3 });
  return judge;
}

let started;
onmessage = async ({ data }) => {
  try {
    started ??= start(data);
    const judge = await started;
    if (data.start) return;
    await units(data.units)();
    if (data.more) await unpack(data.more);
    postMessage({ n: data.n, reply: JSON.parse(judge.reply(JSON.stringify(data.message))) });
  } catch (fault) {
    postMessage({ n: data.n, failed: String(fault) });
  }
};
