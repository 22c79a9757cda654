// The page inside a learning system, by SCORM 1.2: the system says who works here, and keeps marks
// and answers. It promises 4,096 characters of ASCII for the answers; what is longer is said.

const MOST = 4096;

function findSystem(one) {
  for (let i = 0; one && i < 8; i++, one = one.parent) {
    try {
      if (one.API) return one.API;
    } catch {
      return null; // a window of somebody else's
    }
    if (one === one.parent) return null;
  }
  return null;
}
const lmsApi = location.protocol === "file:" ? null : (findSystem(window) ?? findSystem(window.opener));

// What an argument is known by: it has a rubric, and a person marks it.
const isArgument = (id) => Boolean(page.tasks[id]?.rubric);
// A table's heads stand in the question.
const short = (id, answer) => {
  const form = page.tasks[id]?.form;
  return answer?.rows && JSON.stringify([answer.columns, answer.index]) === JSON.stringify([form?.columns, form?.index]) ? { rows: answer.rows } : answer;
};
const long = (id, answer) => {
  const form = page.tasks[id]?.form ?? {};
  return answer?.rows && !answer.columns ? { columns: form.columns, index: form.index, rows: answer.rows } : answer;
};
const ascii = (data) => JSON.stringify(data).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

// Answers as the system keeps them: by number of the question what was answered, begun (`d`) and an
// argument's own marks (`s`). The short ones first, arguments last; what does not fit is listed.
function packed(prefix, all) {
  const data = { v: 1, e: site.course, a: {}, d: {}, s: {} };
  const over = [];
  const size = ([, one]) => ascii([one.answer, one.draft, one.self]).length;
  const order = Object.entries(all).sort((x, y) => isArgument(x[0]) - isArgument(y[0]) || size(x) - size(y));
  for (const [id, one] of order) {
    const n = id.startsWith(prefix) ? id.slice(prefix.length) : id;
    const parts = [["a", short(id, one.answer)], ["d", short(id, one.draft)], ["s", one.self]];
    for (const [part, value] of parts) if (value !== undefined) data[part][n] = value;
    if (ascii(data).length <= MOST) continue;
    for (const [part] of parts) delete data[part][n];
    over.push(id);
  }
  return { text: ascii(data), over };
}
function unpacked(prefix, text) {
  const all = {};
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return all; // nothing there yet, or not ours
  }
  for (const [part, name] of [["a", "answer"], ["d", "draft"], ["s", "self"]])
    for (const [n, value] of Object.entries(data?.[part] ?? {})) {
      const id = /^\d/.test(n) ? prefix + n : n;
      all[id] = { ...all[id], [name]: part === "s" ? value : long(id, value) };
    }
  return all;
}

const lms = {
  begun: Date.now(),
  scores: new Map(), // 0 to 1, by question, of the answer that was checked or restored last
  over: [],
  refused: "",
  saved: "",
  waiting: 0,
  // Who works here, and what this system keeps of them.
  start() {
    const [[prefix, , ids]] = site.units;
    this.prefix = `${prefix}.`;
    this.ids = ids;
    if (!lmsApi || String(lmsApi.LMSInitialize("")) !== "true") this.refused = "none";
    // The standard writes "Last, First".
    const name = this.get("cmi.core.student_name").split(",").reverse().join(" ").trim();
    const held = unpacked(this.prefix, this.get("cmi.suspend_data"));
    if (["not attempted", ""].includes(this.get("cmi.core.lesson_status"))) this.set("cmi.core.lesson_status", "incomplete");
    addEventListener("beforeunload", (event) => this.unsaved().length && event.preventDefault());
    addEventListener("pagehide", () => this.finish());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    return { who: name, people: [name], [`answers ${name}`]: held };
  },
  get(name) {
    return this.refused === "none" ? "" : String(lmsApi.LMSGetValue(name) ?? "");
  },
  set(name, value) {
    if (this.refused === "none") return;
    if (String(lmsApi.LMSSetValue(name, String(value))) !== "true") this.refused = `${name} ${lmsApi.LMSGetLastError()}`;
  },
  // Called at each change; a system that is asked at each key would be slow.
  keep(answered) {
    const { text, over } = packed(this.prefix, answered);
    this.over = over;
    this.text = text;
    this.answered = answered;
    this.soon();
    this.tell();
  },
  judged(id, score) {
    this.scores.set(id, score);
    this.soon();
  },
  soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.commit(), 400);
  },
  commit() {
    clearTimeout(this.waiting);
    if (this.refused === "none") return;
    this.refused = "";
    if (this.text !== undefined) this.set("cmi.suspend_data", this.text);
    const given = (id) => this.answered?.[id]?.answer !== undefined;
    const counted = this.ids.filter((id) => !isArgument(id));
    // Until each answer that came back is judged anew, the mark of last time stands.
    if (this.scores.size && counted.every((id) => !given(id) || this.scores.has(id))) {
      const sum = counted.reduce((all, id) => all + (this.scores.get(id) ?? 0), 0);
      this.set("cmi.core.score.min", 0);
      this.set("cmi.core.score.max", 100);
      this.set("cmi.core.score.raw", Math.round((10000 * sum) / counted.length) / 100);
    }
    if (this.ids.every(given) && this.get("cmi.core.lesson_status") === "incomplete") this.set("cmi.core.lesson_status", "completed");
    if (String(lmsApi.LMSCommit("")) !== "true") this.refused ||= `LMSCommit ${lmsApi.LMSGetLastError()}`;
    this.tell();
  },
  finish() {
    if (this.refused === "none" || this.ended) return;
    this.ended = true;
    const seconds = Math.round((Date.now() - this.begun) / 1000);
    const two = (n) => String(n).padStart(2, "0");
    this.commit();
    this.set("cmi.core.session_time", `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`);
    this.set("cmi.core.exit", "suspend");
    lmsApi.LMSFinish("");
  },
  // What the system does not keep.
  left() {
    return this.refused ? Object.keys(answers()) : this.over;
  },
  // … and what is nowhere but on this page, since it was last saved to a file.
  unsaved() {
    const ids = this.left();
    return ids.length && this.shape(ids) !== this.saved ? ids : [];
  },
  shape: (ids) => JSON.stringify(ids.map((id) => answers()[id])),
  handed() {
    this.saved = this.shape(this.left());
    this.tell();
  },
  tell() {
    const box = document.getElementById("al-over");
    const ids = this.unsaved();
    const words = this.refused ? say("lms-refused", { code: this.refused }) : say("lms-over", { ids: this.over.join(", "), most: MOST });
    if (this.told === (ids.length ? words : "")) return;
    this.told = ids.length ? words : "";
    box.replaceChildren(...(ids.length ? [`${words} `, button(say("save"), () => handIn())] : []));
  },
};
