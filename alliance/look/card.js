// The question to click: draws one control per kind and sends plain answers to the kernel.
// It knows no key. Whether an answer is right is decided by the kernel's check, as for a typed one.

const KEY = "alliance_answers"; // in the notebook's metadata; questions/kept_answers.py reads it
const VIEW = "application/vnd.jupyter.widget-view+json";
const MOST_PAST = 12; // earlier answers that are kept
const PATIENCE = 5000; // milliseconds until a kernel that says nothing is called lost

function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && !name.includes("-")) node[name] = value;
    else node.setAttribute(name, value);
  }
  // JupyterLab's own keys ("d d" deletes a cell, arrows walk) must not act while somebody answers.
  // It looks for this mark on the focused element before it looks further up.
  if (["button", "input", "select", "textarea", "summary"].includes(tag)) node.setAttribute("data-lm-suppress-shortcuts", "true");
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// Each widget loads this module anew, so a counter alone would repeat itself on the page.
const mine = Math.random().toString(36).slice(2);
let made = 0;
const fresh = (name) => `al-${name}-${mine}-${++made}`;
const filled = (text, gaps) => text.replace(/\{(\w+)\}/g, (_, name) => gaps[name] ?? "");
const button = (words, press, more = {}) =>
  make("button", { type: "button", className: "al-btn", onclick: press, ...more }, words);

// Enter in a field sends its form. Browsers do that by themselves, but not in a cell of JupyterLab.
function onEnter(form) {
  form.addEventListener("keydown", (event) => {
    // The Enter that ends a Japanese word is none; Safari says so by its number alone.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || composing || event.defaultPrevented || !event.target.matches("input")) return;
    event.preventDefault();
    form.requestSubmit();
  });
  return form;
}

function labelled(text, input) {
  input.id = fresh("field");
  return make("div", {}, make("label", { htmlFor: input.id, className: "al-f" }, text), input);
}

// Authors write `ids` and `code` between backticks.
function coded(text) {
  const parts = text.matchAll(/`([^`\n]+)`|\*([^\s*]|[^\s*][^*\n]*[^\s*])\*(?![\w*])|[^`*]+|[`*]/g);
  return Array.from(parts, ([all, code, stressed]) => (code ? make("code", {}, code) : stressed ? make("em", {}, stressed) : all));
}

// The question: a heading, one level below that of the page's part, so that a voice can go from one
// to the next; of a text of one's own it only names the box.
const promptOf = (task) => make(task.kind === "write" ? "span" : `h${task.level ?? 3}`, {}, ...coded(task.prompt));

// In a card each run of another language says which it is: English (two letters or more) where the
// card's own has another script, Japanese in an English card; the whole element where it holds
// nothing else, a span of its own beside other words.
const ENGLISH = /[A-Za-z][!-~\u00a0-\u024f\u2010-\u2027 ]*[\w.!?”’]/g;
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff][\u3000-\u30ff\u4e00-\u9fff]*/g;
function markRuns(root) {
  const [pattern, lang] = root.lang === "en" ? [JAPANESE, "ja"] : [ENGLISH, "en"];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const runs = [...text.data.matchAll(pattern)];
    const own = text.parentElement;
    if (!runs.length || own.closest("[lang]") !== root) continue;
    if (own.localName === "option" || own.textContent.trim() === runs[0][0]) {
      own.lang = lang;
      continue;
    }
    const parts = [];
    let end = 0;
    for (const run of runs) {
      parts.push(text.data.slice(end, run.index), make("span", { lang }, run[0]));
      end = run.index + run[0].length;
    }
    text.replaceWith(...parts, text.data.slice(end));
  }
}

// Each control: (task, draft, tools) -> { node, read() -> answer, title? }. tools: announce(text) to
// screen readers, changed() after a change that fires no "input", cited(place) -> promise of HTML,
// title: the id of the question. title in what is returned: the control has the question as legend.

function row(type, name, letter, text, chosen) {
  const input = make("input", { type, name, value: letter, checked: chosen });
  return make("label", { className: "al-opt" }, input, make("b", {}, letter), make("span", {}, ...coded(text)));
}

function picks(type) {
  return (task, draft, tools) => {
    const name = fresh("option");
    const chosen = new Set([draft ?? []].flat());
    const rows = Object.entries(task.form.options).map(([letter, text]) => row(type, name, letter, text, chosen.has(letter)));
    const title = make("legend", { className: "al-ask" }, promptOf(task));
    const many = type === "checkbox" ? make("p", { className: "al-s" }) : null;
    const node = make("fieldset", {}, title, ...rows, many);
    const marked = () => [...node.querySelectorAll("input:checked")].map((input) => input.value);
    const count = () => many && (many.textContent = filled(task.words.chosen, { n: marked().length }));
    node.addEventListener("input", count);
    count();
    return { node, title, read: () => (type === "radio" ? (marked()[0] ?? "") : marked()) };
  };
}

// Two clicks: whether it is true, and the reason. The truth alone is sent as true or false.
function truefalse(task, draft) {
  const [truth, reason] = [draft ?? []].flat();
  const marked = (node) => node.querySelector("input:checked")?.value;
  const radios = (legend, options, chosen, letters) => {
    const name = fresh("option");
    const rows = Object.entries(options).map(([value, text]) => {
      const made = row("radio", name, value, text, value === chosen);
      if (!letters) made.querySelector("b").textContent = "";
      return made;
    });
    return make("fieldset", { id: fresh("group") }, make("legend", {}, legend), ...rows);
  };
  const first = radios(task.words.truefalse, { true: task.words.true, false: task.words.false }, String(truth), false);
  const second = radios(task.words.reason, task.form.reasons, reason, true);
  const node = make("div", {}, first, Object.keys(task.form.reasons).length ? second : null);
  const read = () => {
    const said = marked(first) === undefined ? "" : marked(first) === "true";
    return said !== "" && marked(second) ? [said, marked(second)] : said;
  };
  return { node, read };
}

function line(task, draft, tools) {
  const unit = [task.form.scale, task.form.unit].filter(Boolean).join(" ");
  const input = make("input", { type: "text", autocomplete: "off", spellcheck: false, "aria-describedby": tools.help });
  input.value = draft ?? "";
  const node = labelled(unit ? `${task.words.answer} (${unit})` : task.words.answer, input);
  return { node, read: () => input.value.trim() };
}

function order(task, draft, tools) {
  const items = task.form.items;
  const list = make("ol", { className: "al-order", "aria-labelledby": tools.title });
  const given = Array.isArray(draft) ? draft.filter((letter) => letter in items) : [];
  const letters = [...given, ...Object.keys(items).filter((letter) => !given.includes(letter))];
  let touched = given.length > 0;
  let dragged = null;

  function settled(row) {
    for (const one of list.children) {
      const [up, down] = one.querySelectorAll("button");
      up.setAttribute("aria-disabled", String(one === list.firstElementChild));
      down.setAttribute("aria-disabled", String(one === list.lastElementChild));
    }
    if (!row) return;
    touched = true;
    const i = [...list.children].indexOf(row) + 1;
    tools.announce(filled(task.words.position, { item: items[row.dataset.letter], i, n: list.children.length }));
    tools.changed();
  }
  function arrow(row, step, sign, words) {
    const label = `${words}: ${items[row.dataset.letter]}`;
    const press = () => {
      const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
      if (other && step < 0) other.before(row);
      else if (other) other.after(row);
      pressed.focus();
      if (other) settled(row);
    };
    const pressed = button(sign, press, { title: label, "aria-label": label });
    return pressed;
  }
  for (const letter of letters) {
    const one = make("li", { draggable: true });
    one.dataset.letter = letter;
    one.append(
      make("span", {}, ...coded(items[letter])),
      arrow(one, -1, "↑", task.words.up),
      arrow(one, 1, "↓", task.words.down),
    );
    one.addEventListener("dragstart", () => (dragged = one));
    one.addEventListener("dragover", (event) => {
      event.preventDefault();
      if (!dragged || dragged === one) return;
      if (event.offsetY > one.offsetHeight / 2) one.after(dragged);
      else one.before(dragged);
    });
    one.addEventListener("dragend", () => {
      dragged = null;
      settled(one);
    });
    list.append(one);
  }
  settled();
  return { node: list, read: () => (touched ? [...list.children].map((one) => one.dataset.letter) : "") };
}

function options(select, pairs, value) {
  select.replaceChildren(...pairs.map(([key, text]) => make("option", { value: key }, text)));
  select.value = pairs.some(([key]) => String(key) === String(value)) ? value : pairs[0][0];
  return select;
}

const chip = (name, value, text, chosen, label) =>
  make("label", {}, make("input", { type: "radio", name, value, checked: chosen, "aria-label": label }), make("span", {}, text));

// Up to seven partners stand beside each line as letters; more of them in a list below it.
function match(task, draft, tools) {
  const right = Object.entries(task.form.right);
  const abc = make("ul", { className: "al-abc" });
  for (const [letter, text] of right) abc.append(make("li", {}, make("b", {}, letter), make("span", {}, ...coded(text))));
  const list = make("ol", { className: "al-match" });
  const readers = {};
  for (const [key, text] of Object.entries(task.form.left)) {
    const head = make("span", { id: fresh("left") }, make("b", {}, key), " ", ...coded(text)); // the verdict names it by its number
    const name = fresh("match");
    let partner;
    if (right.length > 7) {
      const pairs = [["", "–"], ...right.map(([letter, words]) => [letter, `${letter} · ${words}`])];
      partner = options(make("select", { "aria-labelledby": head.id }), pairs, draft?.[key] ?? "");
      readers[key] = () => partner.value;
    } else {
      const chips = right.map(([letter, words]) => chip(name, letter, letter, draft?.[key] === letter, `${letter}: ${words}`));
      partner = make("div", { className: "al-pick", role: "radiogroup", "aria-labelledby": head.id }, ...chips);
      readers[key] = () => partner.querySelector("input:checked")?.value ?? "";
    }
    const line = make("li", {}, head, partner);
    line.dataset.key = key;
    list.append(line);
  }
  const read = () => Object.fromEntries(Object.entries(readers).map(([key, value]) => [key, value()]));
  return { node: make("div", {}, abc, list), read };
}

const number = (text) => (/^\d+$/.test(text) ? Number(text) : text);

// A source as a chip, then its paragraph as a number; the words that stand there are shown back.
function cite(task, draft, tools) {
  const [id, place] = Array.isArray(draft) ? draft.map(String) : ["", ""];
  const sources = make("div", { id: fresh("sources"), className: "al-pick", role: "radiogroup", "aria-label": task.words.source });
  const places = make("div", { id: fresh("places"), className: "al-pick", role: "radiogroup", "aria-label": task.words.paragraph });
  const shown = make("blockquote", { className: "al-cited", role: "status" });
  const [source, paragraph] = [fresh("source"), fresh("place")];
  sources.append(...task.sources.map((one) => chip(source, one.id, one.short, one.id === id)));
  const chosen = (node) => node.querySelector("input:checked")?.value ?? "";
  function follow(kept) {
    const known = task.sources.find((one) => one.id === chosen(sources));
    places.replaceChildren(...(known ? known.places : []).map(([key, , text]) => chip(paragraph, key, text, String(key) === kept)));
    shown.replaceChildren();
  }
  async function show() {
    shown.innerHTML = await tools.cited([chosen(sources), number(chosen(places))]);
  }
  follow(place);
  sources.addEventListener("input", () => follow(""));
  places.addEventListener("input", show);
  const typed = make("textarea", { rows: 2, value: typeof draft === "string" ? draft : "" });
  const pasted = make("details", { open: Boolean(typed.value) }, make("summary", {}, task.words.paste), typed);
  typed.setAttribute("aria-label", task.words.paste);
  const head = (text) => make("p", { className: "al-s" }, text);
  const node = make("div", {}, head(task.words.source), sources, head(task.words.paragraph), places, shown, pasted);
  const read = () => {
    if (typed.value.trim()) return typed.value.trim();
    if (!chosen(sources)) return "";
    return chosen(places) ? [chosen(sources), number(chosen(places))] : chosen(sources);
  };
  return { node, read };
}

// Words of a passage (of a Japanese one the parts between its commas), chosen by a click on the first
// and the last, by Shift and an arrow, or by dragging over them.
function mark(task, draft, tools) {
  const passage = task.form.passage;
  const spans = [...passage.matchAll(/[^\s、。]+[、。]*/g)].map((m) => [m.index, m.index + m[0].length]);
  const node = make("div", { role: "group", className: "al-passage", "aria-label": task.words.mark });
  const said = make("p", { className: "al-s" });
  let [first, last, open, from] = [-1, -1, false, -1];
  const pieces = spans.map(([start, end], i) => make("button", { type: "button", tabIndex: i ? -1 : 0 }, passage.slice(start, end)));
  const read = () => (first < 0 ? "" : passage.slice(spans[first][0], spans[last][1]));
  function show(tell) {
    pieces.forEach((word, i) => word.setAttribute("aria-pressed", String(first >= 0 && i >= first && i <= last)));
    said.textContent = read() && filled(task.words.marked, { words: read() });
    if (tell) tools.announce(said.textContent);
    if (tell) tools.changed();
  }
  function span(one, other) {
    [first, last] = [Math.min(one, other), Math.max(one, other)];
    show(true);
  }
  function choose(i) {
    if (open) span(Math.min(first, i), Math.max(last, i));
    else span(i, i);
    open = !open;
  }
  pieces.forEach((word, i) => {
    word.addEventListener("click", () => {
      if (from === i) choose(i);
      from = -1; // a finger's next touch enters its word before it presses it
    });
    word.addEventListener("pointerdown", () => (from = i));
    word.addEventListener("pointerenter", (event) => {
      if (event.buttons !== 1 || from < 0 || from === i) return;
      span(from, i);
      open = false;
    });
    word.addEventListener("keydown", (event) => {
      if (["Enter", " "].includes(event.key)) from = i;
    });
  });
  node.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const here = pieces.indexOf(event.target);
    if (!step || here < 0 || !pieces[here + step]) return;
    event.preventDefault();
    pieces[here].tabIndex = -1;
    pieces[here + step].tabIndex = 0;
    pieces[here + step].focus();
    if (!event.shiftKey) return;
    if (first < 0) span(here, here + step);
    else span(first === here && step < 0 ? here + step : first, first === here && step < 0 ? last : here + step);
    open = false;
  });
  pieces.forEach((word, i) => node.append(i ? passage.slice(spans[i - 1][1], spans[i][0]) : "", word));
  const found = typeof draft === "string" && draft ? passage.indexOf(draft) : -1;
  if (found >= 0) {
    first = spans.findIndex(([, end]) => end > found);
    last = spans.findIndex(([, end]) => end >= found + draft.length);
  }
  show(false);
  return { node: make("div", {}, node, said), read };
}

// Where the cells of a pasted text belong, as [row, column, value]: from the cell on in which they
// are pasted, to the right and down; or under the names of columns and behind those of rows that
// stand above and before them.
function pasted(text, shape, row, column) {
  const plain = (name) => String(name).replace(/\s*\(.*/, "").trim().toLowerCase();
  const place = (names, name) => names.findIndex((one) => name.trim() !== "" && plain(one) === plain(name));
  const lines = text.replace(/\s+$/, "").split(/\r?\n/).map((line) => line.split("\t"));
  const heads = lines[0].map((name) => place(shape.columns, name));
  const headed = heads.some((at) => at >= 0) && lines.length > 1;
  const named = lines.slice(headed).every(([name]) => place(shape.index, name) >= 0);
  return lines.slice(headed).flatMap((line, i) =>
    line.slice(named).map((part, j) => {
      const at = headed ? heads[j + named + lines[0].length - line.length] : (named ? 0 : column) + j;
      return [named ? place(shape.index, line[0]) : (headed ? 0 : row) + i, at, part.trim()];
    }),
  );
}

// The cells of a table, under the names of its columns and rows.
function table(task, draft) {
  const shape = { columns: task.form.columns ?? [""], index: task.form.index ?? [""] };
  const body = make("table");
  const value = (text) => (text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text.trim());
  const old = (r, c) => draft?.rows?.[r]?.[c] ?? "";
  const field = (r, c) => {
    const label = `${shape.index[r] || r + 1}, ${shape.columns[c] || c + 1}`;
    const input = make("input", { type: "text", value: String(old(r, c)), "aria-label": label });
    Object.assign(input.dataset, { r, c });
    return make("td", { "data-h": shape.columns[c] }, input);
  };
  const heads = shape.columns.map((name) => make("th", { scope: "col" }, String(name)));
  const rows = shape.index.map((name, r) =>
    make("tr", {}, make("th", { scope: "row" }, String(name)), ...shape.columns.map((_, c) => field(r, c))),
  );
  body.append(make("thead", {}, make("tr", {}, make("td"), ...heads)), make("tbody", {}, ...rows));
  const at = (r, c) => body.querySelector(`input[data-r="${r}"][data-c="${c}"]`);
  body.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text").replace(/\s+$/, "");
    if (!/[\t\n]/.test(text) || !event.target.dataset.r) return;
    event.preventDefault();
    const { r, c } = event.target.dataset;
    for (const [row, column, value] of pasted(text, shape, Number(r), Number(c))) {
      if (at(row, column)) at(row, column).value = value;
    }
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const read = () => {
    const rows = shape.index.map((_, r) => shape.columns.map((__, c) => value(at(r, c).value)));
    return rows.flat().every((one) => one === "") ? "" : { ...shape, rows };
  };
  return { node: make("div", { className: "al-grid" }, body), read };
}

// Source, then paragraph, each in a list: an argument has several of them.
function placeLists(task, draft, purpose) {
  const names = [["", `– ${task.words.source}`], ...task.sources.map((one) => [one.id, one.title])];
  const [id, place] = Array.isArray(draft) ? draft.map(String) : ["", ""];
  const list = (name, words) => make("select", { id: fresh(name), "aria-label": `${purpose} ${words}` });
  const source = options(list("source", task.words.source), names, id);
  const paragraph = list("place", task.words.paragraph);
  const follow = (chosen) => {
    const known = task.sources.find((one) => one.id === source.value);
    options(paragraph, [["", `– ${task.words.paragraph}`], ...(known ? known.places : [])], chosen);
  };
  follow(place);
  source.addEventListener("input", () => follow(""));
  const node = make("div", { className: "al-do" }, source, paragraph);
  const read = () => {
    if (!source.value) return "";
    return paragraph.value ? [source.value, number(paragraph.value)] : source.value;
  };
  return { node, read };
}

// As the kernel counts: where no words are parted, two Japanese characters are one.
const SIGNS = /[\u3040-\u30ff\u3400-\u9fff々〆]/g;
function wordCount(text) {
  const parted = text.replace(SIGNS, " ").replace(/[、。「」]/g, " ").split(/\s+/).filter(Boolean).length;
  return parted + Math.floor((text.match(SIGNS) ?? []).length / 2);
}

function argue(task, draft, tools) {
  const area = (text, rows) => make("textarea", { rows, value: text ?? "" });
  const claim = area(draft?.claim, 2);
  const reasoning = area(draft?.reasoning, 7);
  const all = Array.isArray(draft?.evidence) ? draft.evidence : [];
  const given = all.filter((one) => typeof one !== "string");
  const also = make("input", { type: "text", autocomplete: "off", value: all.filter((one) => !given.includes(one)).join("; ") });
  const nth = (i) => placeLists(task, given[i], `${task.words.evidence} ${i + 1}:`);
  const places = Array.from({ length: Math.max(task.form.cites, given.length) }, (_, i) => nth(i));
  const evidence = make("fieldset", {}, make("legend", {}, task.words.evidence), ...places.map((place) => place.node));
  const more = button(task.words.more, () => {
    places.push(nth(places.length));
    more.before(places.at(-1).node);
    places.at(-1).node.querySelector("select").focus();
  });
  evidence.append(more, labelled(task.words.also, also));
  const against = area(draft?.against?.text, 2);
  const where = placeLists(task, draft?.against?.place, task.words.where);
  const other = make("div", {}, labelled(task.words.against, against), make("p", { className: "al-s" }, task.words.where), where.node);
  const count = make("p", { className: "al-s" });
  const [least, most] = task.form.words;
  const told = () => {
    const n = wordCount(`${claim.value} ${reasoning.value}`);
    count.textContent = filled(task.words.words, { n, least, most });
  };
  const node = make("div", {}, labelled(task.words.claim, claim), evidence, labelled(task.words.reasoning, reasoning), count, other);
  node.addEventListener("input", told);
  told();
  const read = () => {
    const typed = also.value.split(";").map((one) => one.trim());
    const cited = [...places.map((place) => place.read()), ...typed].filter((place) => place !== "");
    const all = { claim: claim.value, evidence: cited, reasoning: reasoning.value };
    const opposed = { text: against.value, place: where.read() };
    if (!isEmpty(opposed)) all.against = opposed;
    return isEmpty(all) ? "" : all;
  };
  return { node, read };
}

// An argument that was kept is marked by its writer alone: one level in each row of the rubric. What
// is chosen is told to marked(marks, whole); show(html) puts the samples below it.
function selfMarking(task, chosen, marked) {
  const marks = { ...chosen };
  const told = make("p", { className: "al-s", role: "status" });
  const samples = make("div");
  const group = (one) => {
    const name = fresh("level");
    const level = (words, i) => row("radio", name, String(i + 1), words, marks[one.row] === i + 1);
    const box = make("fieldset", {}, make("legend", {}, one.criterion), ...one.levels.map(level).reverse());
    box.dataset.row = one.row;
    box.addEventListener("input", (event) => {
      marks[one.row] = Number(event.target.value);
      tell();
      marked(marks, whole());
    });
    return box;
  };
  const whole = () => task.rubric.every((one) => marks[one.row]);
  function tell() {
    const n = task.rubric.filter((one) => marks[one.row]).length;
    told.textContent = whole() ? task.words["self-done"] : filled(task.words["self-count"], { n, of: task.rubric.length });
  }
  const node = make("div", { className: "al-self" }, make("p", { className: "al-ask" }, task.words.self), ...task.rubric.map(group), told, samples);
  node.addEventListener("input", (event) => event.stopPropagation()); // the answer has not changed
  node.addEventListener("keydown", (event) => event.key === "Enter" && event.target.matches("input") && event.preventDefault());
  tell();
  function show(html) {
    samples.innerHTML = html ?? "";
    if (html) told.textContent = task.words["self-samples"];
  }
  return { node, marks, whole, show };
}

// A text of one's own: kept, and judged by nobody.
function write(task, draft, tools) {
  const area = make("textarea", { rows: 5, value: draft ?? "", "aria-labelledby": tools.title });
  const count = make("p", { className: "al-s" });
  const told = () => (count.textContent = filled(task.words.count, { n: area.value.split(/\s+/).filter(Boolean).length }));
  area.addEventListener("input", told);
  told();
  return { node: make("div", {}, area, count), read: () => area.value.trim() };
}

const CONTROLS = { choice: picks("radio"), choices: picks("checkbox"), order, match, cite, mark, table, truefalse, argue, write };

function isEmpty(answer) {
  if (answer !== null && typeof answer === "object") return Object.values(answer).every(isEmpty);
  return answer === "" || answer === null || answer === undefined;
}

// The notebook's own place for answers, where the front end lets a widget write it: JupyterLab,
// Notebook and JupyterLite do. Elsewhere the output of the cell is what keeps them.
function notebook(model) {
  let context;
  try {
    context = model.widget_manager?.context;
  } catch {
    return null;
  }
  const shared = context?.model;
  if (typeof shared?.setMetadata !== "function") return null;
  const told = toldHere(shared, context);
  leaveOutDeadViews(shared);
  let waiting = 0;
  // One save after the other, whichever card asks: JupyterLab takes two at once for two people's.
  const save = () => (shared.allianceSaved = Promise.resolve(shared.allianceSaved).then(() => context.save()).catch(() => {}));
  return {
    read: (id) => folded(shared.getMetadata(KEY), told.all)[id],
    // What the saved file has in a widget's place, from now on.
    store: (html, now) => (shared.allianceShown ??= new Map()).set(html, now),
    write(id, change) {
      if (model.change) return model.change(id, change); // a page of the web keeps them itself
      const all = folded(shared.getMetadata(KEY), told.all);
      all[id] = change(all[id] ?? {});
      if (!Array.isArray(all[id])) told.tell(id, all[id]); // marks are merged one by one
      if (!Object.keys(all[id]).length) delete all[id];
      shared.setMetadata(KEY, all);
      clearTimeout(waiting);
      waiting = setTimeout(save, 800);
    },
    whenKernelEnds(tell) {
      const session = context.sessionContext;
      const heard = (_, status) => ["restarting", "autorestarting", "terminating", "dead"].includes(status) && tell();
      session?.statusChanged?.connect(heard);
      return () => session?.statusChanged?.disconnect(heard);
    },
  };
}

// What is kept once `said` was answered: the answer before it goes to the others of the past, of
// which the first and the latest stay.
function after(old, said) {
  const { draft: _, edition: __, hinted, answer, time, self, tries = 0, past = [], ...rest } = old;
  const last = { answer, time, ...(hinted && { hinted }), ...(self && { self }) };
  const all = answer === undefined ? past : [...past, last];
  const some = all.length > MOST_PAST ? [all[0], ...all.slice(1 - MOST_PAST)] : all;
  return { ...rest, ...said, tries: tries + 1, ...(some.length && { past: some }) };
}

// What was told of each question, here and in other tabs of this kernel: a tab that writes the file
// over, or loads it anew from the disk, loses no answer.
function toldHere(shared, context) {
  if (shared.allianceTold) return shared.allianceTold;
  const all = new Map();
  const kernel = () => context.sessionContext?.session?.kernel?.id;
  const note = (id, entry) => (Object.keys(entry).length ? all.set(id, entry) : all.delete(id));
  const tabs = new BroadcastChannel("alliance");
  tabs.onmessage = ({ data: { of, id, entry } }) => of && of === kernel() && isLater(entry, all.get(id)) && note(id, entry);
  shared.disposed?.connect(() => tabs.close());
  const tell = (id, entry) => {
    note(id, entry);
    tabs.postMessage({ of: kernel(), id, entry });
  };
  return (shared.allianceTold = { all, tell });
}

const isLater = (one, other) => (one.time ?? "") >= (other?.time ?? "");
const folded = (kept, told) => ({ ...kept, ...Object.fromEntries([...told].filter(([id, entry]) => isLater(entry, kept?.[id]))) });

// A widget lives as long as its kernel. In the saved file the card's text stands in its place, or
// whoever opens it later reads "Error displaying widget" where the question was.
function leaveOutDeadViews(shared) {
  if (shared.allianceSaves) return;
  const whole = shared.toJSON.bind(shared);
  shared.allianceSaves = true;
  shared.toJSON = () => {
    const saved = whole();
    const { all } = shared.allianceTold;
    if (all.size) saved.metadata = { ...saved.metadata, [KEY]: folded(saved.metadata?.[KEY], all) };
    for (const cell of saved.cells ?? [])
      for (const { data } of cell.outputs ?? []) {
        const html = [data?.["text/html"] ?? ""].flat().join("");
        if (!data?.[VIEW] || !html.includes("al-stored")) continue;
        delete data[VIEW];
        if (shared.allianceShown?.has(html)) data["text/html"] = shared.allianceShown.get(html);
      }
    return saved;
  };
}

// Whether two answers are one, whatever their writer's marks.
const alike = (one, other) => JSON.stringify({ ...one, self: undefined }) === JSON.stringify({ ...other, self: undefined });

const bare = (text) => text.replace(/\s+/g, "");

// A front end that was reloaded shows this widget but can't write into the cell's output any more.
function watchRecord(node, record, remark, words) {
  const output = node.closest(".jp-OutputArea");
  if (!output || !record) return;
  setTimeout(() => {
    const kept = [...output.querySelectorAll(".al-kept")].some((one) => bare(record).includes(bare(one.firstElementChild.textContent)));
    remark.textContent = kept ? "" : words;
  }, 1500);
}

// A student's own marks: what the kernel said of them is kept, unless something newer is.
const alikeMark = (one, other) => ["source", "p", "words", "layer"].every((name) => one[name] === other[name]);
const listOf = (known) => (Array.isArray(known) ? known : []);
const newerMarks = (known, said) =>
  said.filter((one) => !listOf(known).some((other) => alikeMark(one, other) && (other.time ?? "") >= (one.time ?? "")));
const withMarks = (known, fresh) => [...listOf(known).filter((one) => !fresh.some((other) => alikeMark(one, other))), ...fresh];
function keepMarks(keeps, said) {
  const fresh = newerMarks(keeps?.read("marks"), said);
  if (fresh.length) keeps?.write("marks", (known) => withMarks(known, fresh));
}

// What `al.mark` shows.
function markSaid({ model, el }) {
  const task = model.get("task");
  const box = make("div", { className: "al" });
  box.innerHTML = task.html;
  el.append(box);
  keepMarks(notebook(model), task.marks);
}

const numberOf = (body) => Number(body.firstElementChild.textContent.slice(1)); // it begins with "¶5"

// The words that are selected, and in which paragraph; null where nothing is selected in `text`.
const LETTER = /[\p{L}\p{N}]/u;
function selected(text) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const body = (node) => (node.closest ? node : node.parentElement).closest(".al-para");
  const [first, last] = [body(range.startContainer), body(range.endContainer)];
  if (!first || !text.contains(first)) return null;
  const all = range.toString().trim();
  if (first !== last) range.setEnd(first, first.childNodes.length); // three clicks end in the next one
  if (range.toString().trim() !== all) return { across: true };
  const cut = (node, i) => node.nodeType === Node.TEXT_NODE && LETTER.test(node.data[i - 1] ?? "") && LETTER.test(node.data[i] ?? "");
  while (cut(range.startContainer, range.startOffset)) range.setStart(range.startContainer, range.startOffset - 1);
  while (cut(range.endContainer, range.endOffset)) range.setEnd(range.endContainer, range.endOffset + 1);
  const part = range.cloneContents();
  for (const node of part.querySelectorAll("b, span, em")) node.remove(); // numbers, brackets, remarks
  const words = part.textContent.replace(/\s+/g, " ").trim();
  return words && { p: numberOf(first), words, body: first };
}

// Where a hint names a line of code that shows something, a click shows it, and the code itself, which
// stands in brackets, is for who types. look(line, show) asks.
const LOOK = /^al\.(?:timeline|tables?|kwic|compare_treaties|compare_draft|witnesses|treaty|plots\.\w+(?:\.table)?)\([^…]*\)$/;
function lookable(root, words, look) {
  const lines = [...root.querySelectorAll("code")].filter((code) => code.textContent.startsWith("al."));
  for (const code of lines) {
    const line = code.textContent;
    if (LOOK.test(line)) {
      const label = lines.length > 1 ? `${words}: ${line.match(/"(.*?)"/)?.[1] ?? line}` : words;
      const text = make("div", { className: "al-source", tabIndex: 0, role: "group", "aria-label": label, lang: "en" });
      const box = make("details", { className: "al-look" }, make("summary", {}, label), text);
      box.addEventListener("toggle", () => box.open && !text.childElementCount && look(line, (html) => (text.innerHTML = html)));
      let place = code.closest("p, li") ?? code;
      while (place.nextElementSibling?.matches(".al-look")) place = place.nextElementSibling;
      place.after(box);
    }
    const [before, behind] = [code.previousSibling, code.nextSibling];
    if (!/[(（]$/.test(before?.data) || !/^[)）]/.test(behind?.data)) continue;
    before.data = before.data.replace(/\s*.$/, "");
    behind.data = behind.data.slice(1);
    code.remove();
  }
}

// The form in which words of a source are marked: at the top to write them, below a paragraph in
// which they were selected. ask(message, done) asks the kernel.
function markForm(mine, keeps, ask) {
  const words = mine.words;
  const where = options(make("select"), mine.places.map((p) => [p, `¶${p}`]));
  const marked = make("input", { type: "text", autocomplete: "off" });
  const layer = options(make("select"), Object.entries(mine.layers));
  const note = make("input", { type: "text", autocomplete: "off" });
  const told = make("p", { role: "status", className: "al-s" });
  const list = make("ul", { className: "al-list" });
  const go = make("button", { type: "submit", className: "al-btn al-go" }, words.keep);
  const fields = [labelled(words.where, where), labelled(words.words, marked), labelled(words.layer, layer), labelled(words.note, note)];
  const form = make("form", { noValidate: true }, make("div", { className: "al-fields" }, ...fields), make("div", { className: "al-do" }, go));
  const summary = make("summary", {}, words.open);
  const node = make("details", { className: "al-mine", lang: mine.lang }, summary, make("p", { className: "al-s" }, words.how), form, told, list);
  const take = (message) =>
    ask({ type: "own", ...message }, (said) => {
      told.textContent = said ? said.told : words.lost;
      if (!said?.done) return;
      keepMarks(keeps, said.marks);
      listed(said.mine.listed);
      if (!message.remove) marked.value = note.value = "";
      (message.remove ? summary : go).focus({ preventScroll: true });
    });
  function listed(all) {
    const back = (one) => {
      const label = `${words.back}: ${one.said}`;
      return button(words.back, () => take({ ...one, remove: true }), { "aria-label": label });
    };
    const line = (one) => make("span", {}, one.note ? `${one.said} · ${one.note}` : one.said);
    list.replaceChildren(...all.map((one) => make("li", {}, line(one), back(one))));
  }
  listed(mine.listed);
  onEnter(form).addEventListener("submit", (event) => {
    event.preventDefault();
    take({ p: Number(where.value), words: marked.value, layer: layer.value, note: note.value });
  });
  function choose(found) {
    node.open = true;
    told.textContent = found.across ? words.across : "";
    if (found.across) return;
    where.value = found.p;
    marked.value = found.words;
    found.body.parentElement.after(node);
  }
  return { node, choose };
}

// A source with one layer of marks at a time, and a switch for the others.
function reading({ model, el }) {
  const task = model.get("task");
  const keeps = notebook(model);
  const text = make("div");
  text.innerHTML = task.html;
  const name = fresh("layer");
  const chips = Object.entries(task.layers).map(([layer, words]) => chip(name, layer, words, layer === task.layer));
  const box = make("fieldset", { className: "al-layers", lang: "en" }, make("legend", {}, task.legend), make("div", { className: "al-pick" }, ...chips));
  let sent = 0;
  let waits = null; // who waits for the answer to the last message
  const ask = (message, done) => {
    const n = ++sent;
    waits = done;
    try {
      model.send({ ...message, n });
    } catch {
      // the kernel is gone, and JupyterLab says so
    }
    setTimeout(() => n === sent && waits === done && done(null), PATIENCE);
  };
  box.addEventListener("input", (event) => ask({ type: "layer", layer: event.target.value }, () => {}));
  const mine = task.mine; // none where nobody marks
  const own = mine && keeps && markForm(mine, keeps, ask);
  const home = own ? own.node : make("p", { className: "al-s", lang: mine?.lang, hidden: !mine }, mine?.words.call ?? "");
  const heard = () => {
    const said = model.get("said");
    if (said.n !== sent) return;
    if (said.html) show(said);
    waits?.(said);
    waits = null;
  };
  // The form stays below the paragraph in which it was, unless that was another text's.
  function show(said) {
    const p = text.contains(home) && numberOf(home.previousElementSibling.querySelector(".al-para"));
    text.before(home);
    text.innerHTML = said.html;
    const body = p && said.done && [...text.querySelectorAll(".al-para")].find((one) => numberOf(one) === p);
    if (body) body.parentElement.after(home);
    if (said.done) keeps.store(task.html, said.html);
    if (said.done) box.querySelector('[value="mine"]').checked = true;
  }
  let settling = 0;
  const chosen = () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      const found = own && selected(text);
      if (found) own.choose(found);
    }, 400);
  };
  document.addEventListener("selectionchange", chosen);
  model.on("change:said", heard);
  el.append(make("div", { className: "al" }, box, home, text));
  return () => {
    document.removeEventListener("selectionchange", chosen);
    model.off("change:said", heard);
  };
}

function render({ model, el }) {
  const task = model.get("task");
  if (task.layers) return reading({ model, el });
  if (task.marks) return markSaid({ model, el });
  const words = task.words;
  const keeps = notebook(model);
  // A question that came back begins blank, and what is said to it now is kept beside the answer.
  const kept = task.review ? {} : (keeps?.read(task.id) ?? {});
  const draft = kept.draft ?? kept.answer ?? model.get("draft");
  const help = make("p", { className: "al-s", id: fresh("help") }, task.help);
  const prompt = make("div", { className: "al-ask", id: fresh("prompt") }, promptOf(task));
  const moves = make("p", { className: "al-b", "aria-live": "polite" });
  const verdict = make("div", { role: "status", className: "al-v" });
  const hints = make("div", { role: "status", className: "al-hint", id: fresh("hints"), hidden: true });
  const remark = make("p", { role: "alert", className: "al-remark" });
  const waiting = new Map(); // number of a question to the kernel -> who waits for its answer
  let sent = 0;
  let given = 0; // hints
  let hinted = false;
  let marking = null; // its writer's own, and the answer that it is about
  let about = draft;

  const ask = (message, done) => {
    waiting.set(++sent, done);
    try {
      model.send({ ...message, n: sent });
    } catch {
      setTimeout(lost); // the kernel is gone, and JupyterLab says so
    }
    return sent;
  };
  const tools = {
    announce: (text) => (moves.textContent = text),
    changed: () => edited(),
    cited: (place) => new Promise((done) => ask({ type: "cited", place }, (said) => done(said.html))),
    title: prompt.id,
    help: help.id,
  };
  const own = task.kind === "write" ? { prompt: task.prompt } : {}; // what is kept with an answer
  const isSilent = !own.prompt && draft === words.silent;
  const control = (CONTROLS[task.kind] ?? line)(task, isSilent ? "" : draft, tools);
  if (control.title) control.title.id = prompt.id;
  const check = make("button", { type: "submit", className: "al-btn al-go" }, words.check);
  const hint = button(words.hint, () => nextHint(), { "aria-expanded": "false", "aria-controls": hints.id });
  const reveal = button(words.reveal, () => ask({ type: "reveal" }, (said) => showHint(said.html)), { hidden: true });
  const silence = button(words.silence, () => press(!isPressed()), { "aria-pressed": String(isSilent) });
  const isPressed = () => silence.getAttribute("aria-pressed") === "true";
  silence.classList.add("al-mute");
  // The source lies one click away, beside the question.
  const sources = task.read.map((one) => {
    const text = make("div", { className: "al-source", tabIndex: 0, role: "group", "aria-label": one.short });
    const box = make("details", {}, make("summary", {}, filled(words.read, { names: one.short })), text);
    box.addEventListener("toggle", () => {
      if (!box.open || text.childElementCount) return;
      ask({ type: "read", id: one.id }, (said) => (text.innerHTML = said.html));
      keeps?.write(task.id, (old) => ({ ...old, read: [...new Set([...(old.read ?? []), one.id])] }));
    });
    return box;
  });
  const kick = { className: "al-kick", id: fresh("kick") };
  const form = make(
    "form",
    // Its prompt is a heading, and what the choices are called: as the form's name, too, it was heard three times.
    { className: "al al-card al-q", "aria-labelledby": task.kind === "write" ? prompt.id : kick.id, "data-id": task.id, noValidate: true },
    // The name of a box to write into is for code alone.
    make("p", kick, make("span", {}, task.label.replace(/(?<!·) /g, "\u00a0")), ...(task.kind === "write" ? [] : [" ", make("span", { className: "al-id" }, task.id)])),
    control.title ? null : prompt,
    control.node,
    task.help ? help : null,
    ...sources,
    make("div", { className: "al-do" }, check, ...(task.kind === "write" ? [] : [hint, reveal, silence])),
    verdict,
    remark,
    hints,
    moves,
  );
  const look = (line, show) => ask({ type: "look", line }, (said) => show(said.html ?? words.lost));
  const read = () => (isPressed() ? words.silent : control.read());
  const state = (name) => (form.dataset.state = name);
  const head = (name) => make("p", { className: "al-v-h" }, `○ ${words[name]}`);

  // An old verdict never stands beside a new answer.
  function edited() {
    if (["blank", "chosen", "lost"].includes(form.dataset.state)) {
      state(isEmpty(read()) ? "blank" : "chosen");
      verdict.replaceChildren();
    } else if (form.dataset.state !== "stale") {
      state("stale");
      verdict.prepend(head("stale"));
    }
    keepDraft();
  }
  let begun = 0;
  function forgetDraft() {
    clearTimeout(begun);
    begun = 0;
  }
  function keepDraft() {
    forgetDraft();
    if (!task.review) begun = setTimeout(keepNow, 1000);
  }
  function keepNow() {
    forgetDraft();
    const answer = read();
    keeps?.write(task.id, ({ draft: _, ...old }) => (isEmpty(answer) ? old : { ...old, ...own, draft: answer }));
  }
  // Who follows a link leaves the field first; who closes the page, or looks at another one, does not.
  const left = () => begun && keepNow();
  form.addEventListener("focusout", left);
  addEventListener("pagehide", left, true); // before a learning system is told the last
  document.addEventListener("visibilitychange", left);
  // What was chosen is not chosen beside it, and comes back with a second press; what was typed stays.
  let laidDown = [];
  function press(on) {
    silence.setAttribute("aria-pressed", String(on));
    if (on) laidDown = [...control.node.querySelectorAll("input:checked")];
    for (const input of laidDown) {
      input.checked = !on;
      input.closest("fieldset, .al-pick")?.dispatchEvent(new Event("input"));
    }
    edited();
  }
  form.addEventListener("input", () => {
    silence.setAttribute("aria-pressed", "false");
    edited();
  });
  onEnter(form).addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.dataset.state === "checking") return;
    const answer = read();
    if (isEmpty(answer)) {
      state("blank");
      verdict.replaceChildren(head("empty"));
      return;
    }
    give("check", answer);
  });
  // Of two answers on their way (one restored, one checked before that has come) the later counts.
  let latest;
  function give(type, answer) {
    state("checking");
    check.setAttribute("aria-busy", "true");
    verdict.replaceChildren(make("p", { className: "al-v-h" }, words.checking));
    const n = (latest = sent + 1);
    ask({ type, answer }, (said) => n === latest && tell(said, type === "check" ? answer : undefined));
    setTimeout(() => n === latest && waiting.has(n) && lost(), task.patience ?? PATIENCE);
  }
  // Its writer's marks belong to one answer: to another there are none yet.
  function offer(answer) {
    const begun = marking ? marking.marks : (kept.self ?? about?.self);
    const marks = alike(answer, about) ? begun : {};
    about = answer;
    marking?.node.remove();
    const made = selfMarking(task, marks, (all, whole) => {
      keeps?.write(task.id, (old) => ({ ...old, self: { ...old.self, ...all } }));
      tellKernel(all, whole);
    });
    const tellKernel = (all, whole) => {
      if (whole || !keeps) ask({ type: "mark", answer: { ...answer, self: all } }, (said) => made.show(said.samples));
    };
    marking = made;
    verdict.after(made.node);
    if (!isEmpty(made.marks)) tellKernel(made.marks, made.whole());
  }
  function lost() {
    check.removeAttribute("aria-busy");
    state("lost");
    verdict.replaceChildren(head("lost"));
  }
  function tell(said, answer) {
    forgetDraft();
    const changed = form.dataset.state === "stale";
    check.removeAttribute("aria-busy");
    verdict.innerHTML = said.html ?? "";
    lookable(verdict, words.look, look);
    state(said.status === "not-attempted" ? "blank" : said.status);
    if (answer !== undefined && said.status !== "not-attempted") {
      const entry = { answer, time: said.time, ...(hinted && { hinted }) };
      const again = (old) => ({ ...old, review: [...(old.review ?? []), entry].slice(-MOST_PAST) });
      const same = (old) => (old.self && alike(answer, old.answer) ? { self: old.self } : {});
      const known = (old) => after(old, { ...entry, edition: task.edition, ...own, ...same(old) });
      keeps?.write(task.id, task.review ? again : known);
    }
    reveal.hidden = !said.stuck;
    if (task.rubric && said.status === "recorded") offer(answer ?? kept.answer ?? about);
    if (!keeps) watchRecord(el, said.record, remark, words.rerun);
    if (changed) edited();
  }
  function nextHint() {
    if (hint.getAttribute("aria-expanded") === "false" && given && given === hint.of) return open(true);
    if (given && given === hint.of) return open(false);
    ask({ type: "hint" }, (said) => {
      given = said.i;
      hint.of = said.of;
      showHint(said.html);
      if (given < said.of) hint.textContent = filled(words["hint-next"], { i: given + 1, n: said.of });
      else hint.textContent = words.hint;
    });
  }
  function showHint(html) {
    hinted = true;
    const one = make("div");
    one.innerHTML = html ?? "";
    lookable(one, words.look, look);
    hints.append(one);
    open(true);
  }
  function open(shown) {
    hints.hidden = !shown;
    hint.setAttribute("aria-expanded", String(shown));
  }
  // A reply says which question it answers: one that comes late finds nobody waiting, or the answer
  // changed meanwhile.
  const replies = ["verdict", "hint", "said"].map((name) => {
    const heard = () => {
      const said = model.get(name) ?? {};
      const done = waiting.get(said.n);
      waiting.delete(said.n);
      if (done) done(said);
    };
    model.on(`change:${name}`, heard);
    return [`change:${name}`, heard];
  });
  const ended = keeps?.whenKernelEnds(() => !["blank", "chosen", "lost"].includes(form.dataset.state) && lost());
  form.lang = task.lang;
  markRuns(form);
  el.append(form);
  state("blank");
  const first = model.get("verdict") ?? {};
  const same = JSON.stringify(kept.answer) === JSON.stringify(model.get("draft"));
  if (kept.draft !== undefined) {
    state("stale");
    verdict.replaceChildren(head("begun"));
  } else if (kept.answer !== undefined && !(same && first.html)) give("restore", kept.answer);
  else if (first.html) tell(first);
  return () => {
    ended?.();
    removeEventListener("pagehide", left, true);
    document.removeEventListener("visibilitychange", left);
    for (const [name, heard] of replies) model.off(name, heard);
  };
}

export default { render };
