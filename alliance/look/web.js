// A page of the course on the web: its cards, who works here, what this browser keeps.
// Without a judge (a page opened as a file, a site made without one) answers are kept all the same.

const OPEN = 60000; // milliseconds that a first answer waits for the judge to load
const DONE = ["right", "defensible", "recorded"];
let page = JSON.parse(document.getElementById("al-data").textContent);
const base = new URL(page.root || ".", document.baseURI);
const at = (name) => new URL(name, base);
const say = (word, gaps = {}) => filled(site.words[word], gaps);

// What is kept: by name, in the browser's storage; in memory alone where it refuses, and in a
// learning system, which keeps it itself.
const STORE = `alliance ${base.pathname} `; // what it is called there, before the key
const memory = lms?.start() ?? {};
let refused = false;
const kindOf = (value) => (Array.isArray(value) ? "list" : typeof value);
const unkept = new Set(); // what did not fit: in memory alone, and newer than what the storage has
function kept(key, otherwise) {
  if (lms || unkept.has(key)) return memory[key] ?? otherwise;
  try {
    const held = JSON.parse(localStorage.getItem(STORE + key));
    // What has another form is not of these pages.
    return (kindOf(held) === kindOf(otherwise) ? held : memory[key]) ?? otherwise;
  } catch {
    refused = true;
    return memory[key] ?? otherwise;
  }
}
function keep(key, value) {
  memory[key] = value;
  if (lms) {
    lms.keep(answers());
    return;
  }
  try {
    localStorage.setItem(STORE + key, JSON.stringify(value));
    unkept.delete(key);
  } catch {
    unkept.add(key);
    refused = true;
    keeping();
  }
}
const who = () => kept("who", "");
const people = () => kept("people", [""]);
const isEntry = ([, one]) => one && typeof one === "object";
const answers = (name = who()) => Object.fromEntries(Object.entries(kept(`answers ${name}`, {})).filter(isEntry));
const standing = (name = who()) => kept(`standing ${name}`, {});
function change(id, changed) {
  const all = answers(); // read anew: another tab may have written
  all[id] = changed(all[id] ?? {});
  if (!Object.keys(all[id]).length) delete all[id];
  keep(`answers ${who()}`, all);
}

// The judge lives in a worker as long as this page does; links swap what is shown (see `visit`).
const asked = new Map();
let worker;
let broken = "";
let count = 0;
const foot = document.getElementById("al-judge").appendChild(make("span"));
const why = () => (!site.judge ? "no-judge" : location.protocol === "file:" ? "file" : broken);

function failed() {
  broken = "failed";
  foot.className = "";
  foot.textContent = say("failed");
  for (const done of asked.values()) done(null);
  asked.clear();
}
function judge() {
  if (worker || why()) return;
  try {
    worker = new Worker(at("assets/worker.js"), { type: "module" });
  } catch {
    failed();
    return;
  }
  foot.textContent = say("loading", { i: 1, n: 3 });
  worker.onerror = failed;
  worker.onmessage = ({ data }) => {
    if (data.step) {
      foot.className = data.step < 3 ? "" : "al-done";
      foot.textContent = data.step < 3 ? say("loading", { i: data.step + 1, n: 3 }) : say("ready");
      if (data.step === 3) stayOffline();
    } else if (data.failed && data.n === undefined) failed();
    else {
      asked.get(data.n)?.(data.failed ? null : data.reply);
      asked.delete(data.n);
    }
  };
  worker.postMessage({ start: true, language: site.language, units: [...new Set(Object.keys(page.tasks).map(unit))].filter(Boolean) });
}
const unit = (id) => site.units.map(([one]) => one).find((one) => id.startsWith(`${one}.`)) ?? "";
function request(message, units, more) {
  if (why()) return Promise.resolve(null);
  judge();
  return new Promise((done) => {
    asked.set(++count, done);
    worker.postMessage({ n: count, message, units, more });
  });
}

// A model as anywidget gives it in a notebook: send(message, tell) answers by telling changes.
function modelOf(task, send) {
  const values = { task, draft: "" };
  const heard = new Map();
  const tell = (changes) => {
    for (const [name, value] of Object.entries(changes)) {
      values[name] = value;
      for (const one of heard.get(`change:${name}`) ?? []) one();
    }
  };
  const shared = {
    getMetadata: () => answers(),
    setMetadata: () => {},
    toJSON: () => ({}),
  };
  return {
    get: (name) => values[name],
    on: (name, done) => heard.set(name, [...(heard.get(name) ?? []), done]),
    off: (name, done) => heard.set(name, (heard.get(name) ?? []).filter((one) => one !== done)),
    widget_manager: { context: { model: shared, save: async () => {} } },
    change,
    send: (message) => send(message, tell),
  };
}
// What a hint names in code is there ready-made: what draws it needs more than the judge has.
let looks;
async function looked({ n, line }) {
  looks ??= fetch(at("assets/looks.json")).then((answer) => answer.json());
  const html = await looks.then((all) => all[line]).catch(() => (looks = undefined));
  return { said: { n, html } };
}
// "3 of 17", where a question is one of its unit's and has not come back alone.
function placed(task) {
  const [, , ids] = site.units.find(([prefix]) => prefix === unit(task.id)) ?? [, , []];
  const i = ids.indexOf(task.id) + 1;
  return i && !task.review ? `${say("place", { i, n: ids.length })} · ${task.label}` : task.label;
}
function cardOf(task) {
  const words = { ...task.words, lost: say("lost") };
  const shown = { ...task, words, label: placed(task), edition: site.edition, patience: OPEN, level: page.name.startsWith("lessons/") ? 3 : 2 };
  const alone = (message, tell) => {
    const time = new Date().toISOString();
    const words = say(site.graded ? "graded" : "kept");
    const more = site.graded ? "" : ` ${say(why() || "failed")}`;
    if (["check", "restore", "mark"].includes(message.type))
      tell({ verdict: { n: message.n, status: "recorded", time, html: `<p class="al-v-h">■ ${words}</p><p>${more}</p>` } });
    else if (message.type === "hint") tell({ hint: { n: message.n, i: 1, of: 1, html: `<p>${more}</p>` } });
    else {
      const there = !lms && task.read.find((one) => one.id === message.id);
      const path = there?.id.startsWith("doc-") ? `documents.html#${there.id}` : `sources/${there?.id}.html`;
      const html = there ? `<a href="${at(path)}">${there.short}</a>` : more;
      tell({ said: { n: message.n, html: `<p>${html}</p>` } });
    }
  };
  return modelOf(shown, async (message, tell) => {
    if (message.type === "look") return tell(await looked(message));
    const about = task.kind === "write" ? { prompt: task.prompt } : {};
    const reply = await request({ ...message, ...about, review: task.review, question: task.id }, [unit(task.id)].filter(Boolean));
    if (!reply) {
      alone(message, tell);
      return stands();
    }
    // Where it stands is a way there; in a learning system there is no other page.
    const link = /<a href="at:[^>]*>(.*?)<\/a>/g;
    if (reply.verdict) reply.verdict.html = lms ? reply.verdict.html.replace(link, "$1") : reply.verdict.html.replaceAll('href="at:', `href="${base.href}`);
    if (lms && reply.verdict) lms.judged(task.id, reply.verdict.score);
    // What was kept while nothing could be checked counts when it is judged.
    if (["check", "restore"].includes(message.type) && reply.verdict && !about.prompt) {
      const known = standing();
      if (known[task.id] !== reply.verdict.status) keep(`standing ${who()}`, { ...known, [task.id]: reply.verdict.status });
    }
    tell(reply);
    stands();
  });
}

const drawn = new Map(); // by its place, the end of a card that stands on the page
function draw(wanted = () => true) {
  for (const [place, end] of drawn) {
    if (place.isConnected && !wanted(place.dataset.id)) continue;
    end();
    drawn.delete(place);
  }
  for (const place of document.querySelectorAll(".al-live")) {
    const task = page.tasks[place.dataset.id];
    if (!task || drawn.has(place)) continue;
    place.replaceChildren();
    drawn.set(place, card.render({ model: cardOf(task), el: place }));
  }
}

// A table whose squares are the reader's to tick, in a lesson: what is ticked is kept as words of their
// own, a line for each square, and handed in as they are.
function squares() {
  for (const [n, table] of document.querySelectorAll(".al-fig table").entries()) {
    const id = `${page.name.match(/\d+/)}.squares-${n}`;
    const prompt = table.closest(".al-fig").querySelector("p").textContent;
    const ticked = (answers()[id]?.answer ?? "").split("\n");
    for (const row of table.tBodies[0].rows) {
      const own = [...row.cells].filter((cell) => cell.textContent.includes("☐"));
      const about = [...row.cells].filter((cell) => !own.includes(cell)).map((cell) => cell.textContent).join(", ");
      for (const cell of own) {
        const boxes = cell.textContent.split("☐").slice(1).map((text) => {
          const value = `${about}: ${text.trim() || cell.dataset.h}`;
          const box = make("input", { type: "checkbox", value, checked: ticked.includes(value), "aria-label": value });
          return make("label", { className: "al-square" }, box, text.trim());
        });
        cell.replaceChildren(...boxes);
      }
    }
    table.addEventListener("input", () => {
      const answer = [...table.querySelectorAll("input:checked")].map(({ value }) => value).join("\n");
      change(id, () => (answer ? { prompt, answer, time: new Date().toISOString() } : {}));
    });
  }
}

// Who works here. Answers lie apart by name; somebody else starts empty.
function choose(name) {
  if (!people().includes(name)) keep("people", [...people(), name]);
  keep("who", name);
  session(true);
  location.reload();
}
function session(begun) {
  try {
    if (begun) sessionStorage.setItem(STORE, "1");
    return sessionStorage.getItem(STORE) === "1";
  } catch {
    return begun === true;
  }
}
function named(name) {
  const old = who();
  if (!old && Object.keys(answers("")).length) {
    keep(`answers ${name}`, merged(answers(name), answers("")).all);
    keep(`standing ${name}`, { ...standing(""), ...standing(name) });
    keep("answers ", {});
    keep("standing ", {});
  }
  choose(name);
}
function another() {
  if (!who() && Object.keys(answers("")).length) {
    const apart = `– ${new Date().toLocaleString()}`;
    keep(`answers ${apart}`, answers(""));
    keep(`standing ${apart}`, standing(""));
    keep("people", [...people(), apart]);
    keep("answers ", {});
    keep("standing ", {});
  }
  choose("");
}
const plainly = (name) => String(name).normalize("NFKC").trim().toLowerCase();
const alikeNames = (one, other) => plainly(one) === plainly(other);
function asking() {
  if (lms) return true; // the system knows
  const others = people().filter((name) => name && name !== who());
  const open = !session() && (who() || others.length);
  const box = document.getElementById("al-who");
  const input = make("input", { type: "text", autocomplete: "off", maxLength: 80, required: true });
  const name = make("label", {}, `${say("name")} `, input);
  const same = make("div", { className: "al-do", role: "status" });
  const form = make("form", { className: "al-do" }, name, make("button", { type: "submit", className: "al-btn" }, say("begin")), same);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = (input.value = input.value.trim());
    const there = people().find((one) => one && alikeNames(one, wanted) && Object.keys(answers(one)).length);
    if (there) same.replaceChildren(make("p", {}, say("same", { name: there })), button(say("goon", { name: there }), () => named(there)));
    else if (input.reportValidity()) named(wanted);
  });
  const on = (name) => button(say("goon", { name }), () => choose(name));
  const now = open ? say("is-it") : who() ? say("who", { name: who() }) : say("who-none");
  const other = button(say("else"), another);
  const moves = make("p", { className: "al-do" }, ...(open && who() ? [on(who())] : []), ...others.map(on), other);
  const more = [...(who() && !open ? [] : [form]), moves];
  // What needs no answer now is one line that opens.
  box.replaceChildren(open ? make("p", {}, now) : make("details", {}, make("summary", {}, now), ...more), ...(open ? more : []));
  if (!open) {
    document.getElementById("al-keep").before(box); // a page begins with what it is about
    // Answers of an earlier visit that bear no name may be somebody else's.
    const left = !session() && !who() && Object.keys(answers()).length;
    if (left) document.getElementById("al-page").prepend(make("section", { className: "al-left" }, make("p", {}, say("left")), button(say("else"), another)));
    session(true);
  }
  box.hidden = false;
  return !open;
}

// A file to keep and to hand in; `alliance grade` reads it.
const when = (entry) => Date.parse(entry.time ?? "") || 0;
function merged(old, more) {
  const all = { ...old };
  let [n, older] = [0, 0];
  for (const [id, entry] of Object.entries(more)) {
    if (!entry || typeof entry !== "object") continue;
    if (Array.isArray(entry)) {
      const fresh = newerMarks(all[id], entry);
      n += fresh.length;
      all[id] = withMarks(all[id], fresh);
      continue;
    }
    if (all[id] && when(all[id]) > when(entry)) older += 1;
    else if (JSON.stringify(all[id]) !== JSON.stringify(entry)) {
      all[id] = entry;
      n += 1;
    }
  }
  return { all, n, older };
}
function saveAs(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
function handIn() {
  const mine = answers();
  const given = Object.entries(mine).filter(([, one]) => "answer" in one && !("prompt" in one));
  const file = {
    student: who() || undefined,
    edition: site.course,
    answers: Object.fromEntries(given.map(([id, one]) => [id, one.answer])),
    standing: standing(),
    metadata: { [KEY]: mine },
  };
  const name = `alliance-${(who() || "answers").replace(/[^\p{L}\p{N}]+/gu, "-")}.json`;
  saveAs(name, JSON.stringify(file, null, 1), "application/json");
  lms?.handed();
  return name;
}
// A file bears a name. With another one here it is taken in only by who says so, `again`.
async function takeIn(chosen, again) {
  try {
    const file = JSON.parse(await chosen.text());
    // Without the one and the other it is none of ours: what is asked of nothing throws.
    const plain = () => Object.fromEntries(Object.entries(file.answers).map(([id, answer]) => [id, { answer }]));
    const held = file.metadata?.[KEY] ?? plain();
    const name = file.student;
    if (again && name && who() && !alikeNames(name, who())) {
      return [say("file-of", { name, me: who() }), " ", button(say("file-take"), again)];
    }
    if (!lms && name && !who() && !Object.keys(answers()).length && !people().some((one) => alikeNames(one, name))) {
      keep("people", [...people(), name]);
      keep("who", name);
      asking();
    }
    const { all, n, older } = merged(answers(), held);
    keep(`answers ${who()}`, all);
    keep(`standing ${who()}`, { ...(file.standing ?? {}), ...standing() });
    return say("loaded", { n, old: older });
  } catch {
    return say("not-a-file");
  }
}
// Answers to what these pages do not ask: of an older edition, or of other lessons.
function unasked() {
  const asked = new Set(site.units.flatMap(([, , ids]) => ids));
  const given = Object.entries(answers()).filter(([id, one]) => "answer" in one && !("prompt" in one) && !asked.has(id));
  return given.length ? [make("p", {}, say("unasked", { n: given.length, ids: given.map(([id]) => id).join(", ") }))] : [];
}
function keeping() {
  const box = document.getElementById("al-keep");
  if (!box) return;
  const told = make("p", { role: "status" });
  const input = make("input", { type: "file", accept: ".json", "aria-label": say("load") });
  const load = async (chosen, again) => {
    told.replaceChildren(...[await takeIn(chosen, again)].flat());
    for (const place of document.querySelectorAll(".al-live")) place.replaceChildren();
    draw();
    stands();
    marks?.();
  };
  input.addEventListener("change", () => {
    const [chosen] = input.files;
    input.value = "";
    load(chosen, () => load(chosen));
  });
  // Without a name nobody knows whose the file is.
  const unnamed = () => {
    const folded = document.querySelector("#al-who details");
    if (folded) folded.open = true;
    document.querySelector("#al-who input").focus();
  };
  const save = button(say("save"), () => {
    told.textContent = say(who() || lms ? "handed" : "handed-unnamed", { name: handIn() });
    if (!who() && !lms) told.append(" ", button(say("who-none"), unnamed));
  });
  box.replaceChildren(
    make("p", {}, say(lms ? "lms" : refused ? "refused" : "forget")),
    ...unasked(),
    make("p", { className: "al-do" }, save, make("label", {}, `${say("load")} `, input)),
    told,
  );
  box.hidden = false;
}

// Home and "Where I stand".
function stands() {
  const known = standing();
  const mine = answers();
  for (const place of document.querySelectorAll("[data-unit]")) {
    const [, , ids] = site.units.find(([prefix]) => prefix === place.dataset.unit);
    const tried = ids.filter((id) => "answer" in (mine[id] ?? {})).length;
    const done = ids.filter((id) => DONE.includes(known[id])).length;
    const bar = make("progress", { max: ids.length, value: done });
    const words = say("stands", { done, n: ids.length, tried });
    bar.setAttribute("aria-label", words);
    place.replaceChildren(...(tried ? [`${done === ids.length ? "✓" : "◐"} ${words}`, bar] : []));
  }
  // A part of a lesson is done when all that it asks is.
  const isDone = ({ dataset: { id } }) => DONE.includes(known[id]) || Boolean(mine[id]?.prompt && mine[id].answer);
  for (const link of document.querySelectorAll(".al-steps a")) {
    const cards = [...document.getElementById(link.hash.slice(1)).querySelectorAll(".al-live")];
    link.classList.toggle("al-done", cards.length > 0 && cards.every(isDone));
  }
}
// Where somebody was: the first question there, or behind it, that has no answer.
function following() {
  const mine = answers();
  const given = Object.keys(mine).filter((id) => unit(id) && "answer" in mine[id]);
  const last = given.sort((one, other) => when(mine[one]) - when(mine[other])).pop();
  if (!last) return {};
  const behind = site.units.slice(site.units.findIndex(([prefix]) => prefix === unit(last)));
  const open = behind.map(([prefix, title, ids]) => [prefix, title, ids.find((id) => !("answer" in (mine[id] ?? {})))]);
  const [prefix, title, id] = open.find(([, , id]) => way(id)) ?? [];
  return { prefix, title, id, address: way(id) };
}
// Home: the way back to it.
function goOn() {
  const place = document.getElementById("al-on");
  const { prefix, title, address } = following();
  if (!place || !address) return;
  const link = place.querySelector("a");
  place.querySelector(".al-kick").textContent = say("go-on");
  place.querySelector(".al-on-name").textContent = title;
  place.querySelector(".al-stands").dataset.unit = prefix;
  link.href = address;
  link.textContent = say("continue");
  for (const one of document.querySelectorAll(`[data-arc~="${prefix}"]`)) one.classList.add("al-now");
}
// A lesson: which of its parts is being read.
function steps() {
  const links = [...document.querySelectorAll(".al-steps a")];
  const now = links.findLast((one) => document.getElementById(one.hash.slice(1)).getBoundingClientRect().top < innerHeight / 3);
  for (const one of links) one.ariaCurrent = one === now ? "step" : null;
}
addEventListener("scroll", steps, { passive: true });
addEventListener("hashchange", () => location.hash && arrive());
async function report() {
  const place = document.getElementById("al-me");
  if (!place) return;
  const mine = answers();
  const own = Object.values(mine).filter((one) => one.prompt && (one.answer ?? one.draft));
  const begun = site.units.filter(([, , ids]) => ids.some((id) => "answer" in (mine[id] ?? {})));
  const texts = own.flatMap((one) => [make("h2", {}, one.prompt), make("div", { className: "answer" }, String(one.answer ?? one.draft))]);
  const head = make("h1", {}, say("report"));
  if (!begun.length && !own.length) {
    const begin = make("a", { href: at("index.html"), className: "al-btn al-go" }, say("start-go"));
    place.replaceChildren(head, make("p", {}, say("nothing")), make("p", {}, begin));
    return;
  }
  const bars = make("div", {});
  for (const [prefix, title] of begun) bars.append(make("h2", {}, title), make("p", { "data-unit": prefix }));
  place.replaceChildren(head, bars, ...texts);
  stands();
  const reply = await asks("report");
  if (!reply?.html) return;
  bars.innerHTML = reply.html;
  leadOn(bars);
}
// What to try next is a way there, the same as from the first page; where nothing is open behind the
// last answer, it is the first that is open at all.
function leadOn(bars) {
  const last = [...bars.querySelectorAll("p")].pop();
  const { title, id, address } = following();
  const [first] = last?.textContent.match(/\b\w+\.\d+\b/) ?? [];
  const words = address ? `${say("continue")}: ${title} (${id})` : last?.textContent;
  if (address ?? way(first)) last.replaceChildren(make("a", { href: address ?? way(first) }, words));
}
// Where a question is asked, if it is one of the exercises.
function way(id) {
  const set = site.units.find(([, , ids]) => ids.includes(id))?.[3];
  return set && at(`exercises/${set}.html#${id}`);
}
const asks = (type, more) => request({ type, kept: answers() }, site.units.map(([prefix]) => prefix), more);

// What comes back today: cards that begin blank. What is answered there is kept beside the answer.
async function again() {
  const place = document.getElementById("al-again");
  if (!place) return;
  place.append(make("p", {}, say("marking")));
  const reply = await asks("review");
  const told = make("div", {});
  told.innerHTML = reply?.html ?? `<p>${say(why() || "failed")}</p>`;
  const cards = (reply?.tasks ?? []).map((task) => {
    page.tasks[task.id] = task;
    const live = make("div", { className: "al-live" });
    live.dataset.id = task.id;
    return live;
  });
  place.replaceChildren(place.firstElementChild, told, ...cards);
  draw();
}

// What was made and learnt, as a page that can be kept: the one that a notebook writes.
async function record() {
  const place = document.getElementById("al-record");
  if (!place) return;
  place.append(make("p", {}, say("marking")));
  const reply = await asks("portfolio", "record.zip");
  const told = make("div", {});
  if (reply?.page) {
    const save = button(say("record-save"), () => saveAs("my-portfolio.html", reply.page, "text/html"));
    const frame = make("iframe", { title: say("record"), srcdoc: reply.page });
    // It is as long as what it shows, and says itself what it is.
    frame.onload = () => {
      const shown = frame.contentDocument;
      for (const one of shown.querySelectorAll(".al-id")) {
        const [href, id] = [way(one.textContent), one.textContent];
        if (href) one.replaceChildren(make("a", { href, target: "_top" }, id));
      }
      frame.style.height = `${shown.documentElement.scrollHeight + 2}px`;
    };
    place.firstElementChild.className = "al-b";
    told.append(make("p", { className: "al-do" }, save), frame);
  } else told.innerHTML = reply?.html ?? `<p>${say(why() || "failed")}</p>`;
  place.replaceChildren(place.firstElementChild, told);
}

// Each place of the course that has all the words looked for, first where they stand as they are
// written. The index is a script, since a page that is opened as a file may read nothing else.
const MOST_FOUND = 40;
const BEFORE = 60; // letters before the first word that was found
// Telephones write ’ for '.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/[‐‑–]/g, "-").toLowerCase();
// The word of the course that looks most like one that stands nowhere, by the pairs of letters that
// both have.
const LIKE = 0.55;
function nearest(word, places) {
  const pairs = (one) => new Set([...one.slice(1)].map((letter, i) => one[i] + letter));
  const mine = pairs(word);
  const like = (one) => (2 * [...pairs(one)].filter((pair) => mine.has(pair)).length) / (mine.size + pairs(one).size);
  const known = new Set(places.flatMap(({ plain }) => plain.flatMap((text) => text.match(/\p{L}{4,}/gu) ?? [])));
  const ranked = [...known].map((one) => [like(one), one]).filter(([share]) => share > LIKE);
  return ranked.sort(([one], [other]) => other - one)[0]?.[1];
}
let index; // a promise of its places, each with its texts also as they are looked for
function find() {
  const place = document.getElementById("al-find");
  if (!place) return;
  const loaded = (done, lost) => document.head.append(make("script", { src: at("assets/find.js"), onload: done, onerror: lost }));
  const input = make("input", { type: "search", autocomplete: "off", value: fragment() });
  const told = make("p", { role: "status" });
  const list = make("ul", { className: "al-found", lang: "en" });
  const show = async () => {
    const words = plain(input.value).match(/[^\s,;]+/g) ?? [];
    let places;
    try {
      places = await (index ??= new Promise(loaded).then(() => alFind.map(([to, ...texts]) => ({ to, texts, plain: texts.map(plain) }))));
    } catch {
      index = undefined;
      told.textContent = say("find-lost");
      return;
    }
    const whole = plain(input.value.trim());
    const rank = (place) => (place.plain.findIndex((text) => text.includes(whole)) + 3) % 3;
    const has = (place) => words.every((one) => place.plain.some((text) => text.includes(one)));
    const found = words.length ? places.filter(has).sort((one, other) => rank(one) - rank(other)) : [];
    list.replaceChildren(...found.slice(0, MOST_FOUND).map((one) => entry(one.to, ...one.texts, [whole, ...words])));
    const many = found.length > MOST_FOUND ? "find-most" : found.length ? "find-count" : "find-none";
    told.textContent = words.length ? say(many, { n: found.length, most: MOST_FOUND }) : "";
    const strange = found.length ? undefined : words.find((one) => !places.some(({ plain }) => plain.some((text) => text.includes(one))));
    const meant = strange && nearest(strange, places);
    if (meant) told.append(" ", button(say("find-near", { word: meant }), () => {
      input.value = plain(input.value).replace(strange, meant);
      input.dispatchEvent(new Event("input"));
    }));
  };
  input.addEventListener("input", () => {
    history.replaceState(null, "", `#${encodeURIComponent(input.value)}`);
    show();
  });
  const form = make("form", { role: "search", onsubmit: (event) => event.preventDefault() }, make("label", {}, say("find-what"), input));
  place.replaceChildren(place.firstElementChild, form, told, list);
  show();
}
function entry(address, name, text, words) {
  const first = plain(text).indexOf(words.find((one) => plain(text).includes(one)));
  const from = Math.max(text.lastIndexOf(" ", Math.max(first - BEFORE, 0)), 0);
  const shown = make("p", {}, from ? "… " : "");
  const to = `${text} `.lastIndexOf(" ", from + 4 * BEFORE);
  for (const word of text.slice(from, to).split(/(?=\s)|(?<=\s)/)) {
    shown.append(words.some((one) => plain(word).includes(one)) ? make("mark", { className: "on" }, word) : word);
  }
  if (to < text.length) shown.append(" …");
  return make("li", {}, make("a", { href: at(address) }, name), shown);
}

// A text with one layer of marks at a time. Whoever is `known` marks words in it: the judge says
// where they stand, this page keeps them.
let leave; // stops listening to what is selected
let marks; // shows this text with the marks that are kept
function layered(known) {
  const place = document.getElementById("al-text");
  leave = marks = leave?.();
  if (!place) return;
  const { source, ...switched } = page.reading;
  const { mine, ...alone } = switched.layers;
  const layers = new Map([...place.querySelectorAll("[data-layer]")].map((one) => [one.dataset.layer, one.innerHTML]));
  const [, first] = layers.keys();
  const ask = (message) => request({ ...message, source, kept: answers() }, [], "record.zip");
  const answer = async (message, tell) => {
    const html = message.type === "layer" && layers.get(message.layer);
    const type = message.type === "layer" ? "marks" : message.type;
    tell({ said: { n: message.n, ...(html ? { html } : ((await ask({ ...message, type })) ?? { told: say("lost") })) } });
  };
  const show = (more) => {
    leave?.();
    place.replaceChildren();
    leave = card.render({ model: modelOf({ ...switched, ...more }, answer), el: place });
  };
  show({ layers: alone, layer: first, html: layers.get(first) });
  if (!known || why()) return;
  const begin = make("button", { type: "button", className: "al-btn" }, say("mark"));
  marks = async () => {
    begin.disabled = true;
    begin.textContent = say("marking");
    const reply = await ask({ type: "marks" });
    begin.remove(); // without a reply the foot says why
    if (!reply) return;
    const marked = reply.mine.listed.length > 0;
    show({ layer: marked ? "mine" : first, html: marked ? reply.html : layers.get(first), mine: reply.mine });
    place.querySelector(".al-mine").open = true;
  };
  begin.addEventListener("click", marks);
  place.before(begin);
  if ((answers().marks ?? []).some((one) => one.source === source && !one.gone)) marks();
}

// From page to page without loading the judge anew. Of two links the one pressed last counts; who
// goes `back` finds the page where it was left.
let shown = location.pathname;
let turns = 0;
async function visit(address, back) {
  const turn = ++turns;
  document.body.ariaBusy = "true";
  const text = await fetch(address).then((answer) => answer.text()).catch(() => "");
  if (turn !== turns) return;
  document.body.ariaBusy = null;
  const next = new DOMParser().parseFromString(text, "text/html");
  if (!next.getElementById("al-page")) {
    location.href = address;
    return;
  }
  page = JSON.parse(next.getElementById("al-data").textContent);
  if (!back) {
    history.replaceState({ y: scrollY }, "");
    history.pushState(null, "", address);
  }
  shown = location.pathname;
  document.title = next.title;
  document.getElementById("al-page").replaceWith(next.getElementById("al-page"));
  const top = document.querySelector(".al-top");
  top.replaceWith(next.querySelector(".al-top"));
  begin();
  const there = arrive();
  if (back?.y !== undefined || !there) scrollTo(0, back?.y ?? 0);
}
// What stands behind # in the address, also where it is no right encoding.
const fragment = () => new URLSearchParams(`#=${location.hash.slice(1)}`).get("#");
// Where a link leads to: a part that may be folded, a paragraph, a fact, a question, the row of a
// word; else the page's field or heading. Who walks by keyboard or hears the page goes on from there.
function arrive() {
  const named = fragment();
  const row = () => [...document.querySelectorAll("main th[scope=row]")].find((head) => head.textContent === named);
  const there = named ? (document.getElementById(named) ?? document.querySelector(`[data-id="${CSS.escape(named)}"]`) ?? row()) : null;
  const place = there ?? document.querySelector("#al-find input") ?? document.querySelector("#al-page h1");
  if (there?.firstElementChild?.localName === "details") there.firstElementChild.open = true;
  document.querySelector(".al-here")?.classList.remove("al-here");
  there?.classList.add("al-here");
  there?.scrollIntoView();
  if (place?.localName !== "input") place?.setAttribute("tabindex", "-1");
  place?.focus({ preventScroll: true });
  return Boolean(there);
}
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || link.download) return;
  const to = new URL(link.href);
  const here = to.pathname === location.pathname && to.hash;
  if (!worker || broken || renewed || here || !to.href.startsWith(base.href) || !/(\.html|\/)$/.test(to.pathname)) return;
  event.preventDefault();
  visit(to.href);
});
addEventListener("popstate", ({ state }) => {
  if (location.pathname !== shown) return worker ? visit(location.href, state ?? {}) : location.reload();
  turns += 1; // another part of this page, see `arrive`: what was on its way is not wanted any more
  document.body.ariaBusy = null;
});
// What another tab wrote. Where somebody else works there now, nobody goes on here in the old name.
addEventListener("storage", ({ key, oldValue, newValue }) => {
  if (key === `${STORE}who`) location.reload();
  else if (key === `${STORE}answers ${who()}`) {
    const [before, now] = [oldValue, newValue].map((text) => JSON.parse(text) ?? {});
    draw((id) => before[id]?.time !== now[id]?.time); // an old verdict is not that answer's
  }
  if (key?.startsWith(STORE)) stands();
});

// A new edition has come meanwhile: the next page is loaded whole, its script with it.
let renewed = false;
if (navigator.serviceWorker?.controller) navigator.serviceWorker.addEventListener("controllerchange", () => (renewed = true));
function stayOffline() {
  if (lms || !navigator.serviceWorker || location.protocol === "file:") return;
  navigator.serviceWorker.register(at("sw.js")).catch(() => {});
  navigator.serviceWorker.ready.then(() => (foot.textContent = `${why() ? say(why()) : say("ready")} ${say("offline")}`));
}

function begin() {
  find();
  const asks = Object.keys(page.tasks).length || page.reading || ["index", "me", "again", "record"].includes(page.name);
  if (!asks) return;
  const known = asking();
  keeping();
  layered(known);
  if (!known) return;
  goOn();
  stands();
  draw();
  squares();
  for (const show of [report, again, record]) show();
  if (Object.keys(page.tasks).length) judge();
  if (why()) foot.textContent = say(why());
}
begin();
if (location.hash) arrive();
lms?.tell();
if (!site.judge) {
  foot.className = "al-done"; // it is so for good
  stayOffline();
}
