// The question to click: draws one control per kind and sends plain answers to the kernel.
// It knows no key. Whether an answer is right is decided by the kernel's check, as for a typed one.

function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && !name.includes("-")) node[name] = value;
    else node.setAttribute(name, value);
  }
  // JupyterLab's own keys ("d d" deletes a cell, arrows walk) must not act while somebody answers.
  // It looks for this mark on the focused element before it looks further up.
  if (["button", "input", "select", "textarea"].includes(tag)) node.setAttribute("data-lm-suppress-shortcuts", "true");
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// Each widget loads this module anew, so a counter alone would repeat itself on the page.
const mine = Math.random().toString(36).slice(2);
let made = 0;
const fresh = (name) => `alliance-${name}-${mine}-${++made}`;

function labelled(text, input, hidden = false) {
  input.id = fresh("field");
  const label = make("label", { htmlFor: input.id, className: hidden ? "alliance-hidden" : "" });
  label.textContent = text;
  return make("span", { className: "alliance-field" }, label, input);
}

// Authors write `ids` and `code` between backticks.
function coded(text) {
  return text.split("`").map((part, i) => (i % 2 ? make("code", {}, part) : part));
}

function group(legend, ...children) {
  return make("fieldset", { id: fresh("group") }, make("legend", {}, legend), ...children);
}

// Each control: (task, draft, announce) -> { node, read() -> answer }

function picks(type) {
  return (task, draft) => {
    const name = fresh("option");
    const chosen = new Set([draft ?? []].flat());
    const inputs = Object.entries(task.form.options).map(([letter, text]) => {
      const input = make("input", { type, name, value: letter, checked: chosen.has(letter) });
      return make("label", { className: "alliance-option" }, input, ` ${letter} · ${text}`);
    });
    const node = group(task.words[task.kind], ...inputs);
    const marked = () => [...node.querySelectorAll("input:checked")].map((input) => input.value);
    return { node, read: () => (type === "radio" ? (marked()[0] ?? "") : marked()) };
  };
}

// Two clicks: whether it is true, and the reason. The truth alone is sent as true or false.
function truefalse(task, draft) {
  const [truth, reason] = [draft ?? []].flat();
  const both = { true: task.words.true, false: task.words.false };
  const marked = (node) => node.querySelector("input:checked")?.value;
  const radios = (legend, options, chosen) => {
    const name = fresh("option");
    const inputs = Object.entries(options).map(([value, text]) => {
      const input = make("input", { type: "radio", name, value, checked: value === chosen });
      return make("label", { className: "alliance-option" }, input, ` ${text}`);
    });
    return group(legend, ...inputs);
  };
  const first = radios(task.words.truefalse, both, String(truth));
  const reasons = Object.entries(task.form.reasons).map(([key, text]) => [key, `${key} · ${text}`]);
  const second = radios(task.words.reason, Object.fromEntries(reasons), reason);
  const node = make("div", {}, first, reasons.length ? second : null);
  const read = () => {
    const said = marked(first) === undefined ? "" : marked(first) === "true";
    return said !== "" && marked(second) ? [said, marked(second)] : said;
  };
  return { node, read };
}

// A line to type in, and a box for the answer that no source gives.
function line(task, draft) {
  const silent = task.words.silent;
  const input = make("input", { type: "text", autocomplete: "off", spellcheck: false });
  input.value = draft === silent ? "" : (draft ?? "");
  const none = make("input", { type: "checkbox", checked: draft === silent });
  const toggle = () => (input.disabled = none.checked);
  none.addEventListener("change", toggle);
  toggle();
  const unit = make("span", {}, [task.form.scale, task.form.unit].filter(Boolean).join(" "));
  const node = make(
    "div",
    {},
    make("div", { className: "alliance-row" }, labelled(task.words.answer, input), unit),
    task.silence ? make("label", { className: "alliance-option" }, none, ` ${silent}`) : null,
  );
  return { node, read: () => (none.checked ? silent : input.value) };
}

function order(task, draft, announce) {
  const items = task.form.items;
  const list = make("ol", { "aria-label": task.words.order });
  const given = Array.isArray(draft) ? draft.filter((letter) => letter in items) : [];
  const letters = [...given, ...Object.keys(items).filter((letter) => !given.includes(letter))];
  let dragged = null;

  function move(row, step) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    settled();
    tell(row);
  }
  function tell(row) {
    const place = [...list.children].indexOf(row) + 1;
    announce(`${items[row.dataset.letter]}: ${place} / ${list.children.length}`);
  }
  function settled() {
    for (const one of list.children) {
      const [up, down] = one.querySelectorAll("button");
      up.setAttribute("aria-disabled", String(one === list.firstElementChild));
      down.setAttribute("aria-disabled", String(one === list.lastElementChild));
    }
  }
  function arrow(row, step, sign, words) {
    const label = `${words}: ${items[row.dataset.letter]}`;
    const press = () => {
      move(row, step);
      button.focus();
    };
    const button = make("button", { type: "button", title: label, "aria-label": label, onclick: press });
    button.textContent = sign;
    return button;
  }
  for (const letter of letters) {
    const row = make("li", { draggable: true });
    row.dataset.letter = letter;
    row.append(
      arrow(row, -1, "↑", task.words.up),
      arrow(row, 1, "↓", task.words.down),
      make("span", {}, ` ${letter} · ${items[letter]}`),
    );
    row.addEventListener("dragstart", () => (dragged = row));
    row.addEventListener("dragover", (event) => {
      event.preventDefault();
      if (!dragged || dragged === row) return;
      const below = event.offsetY > row.offsetHeight / 2;
      if (below) row.after(dragged);
      else row.before(dragged);
    });
    row.addEventListener("dragend", () => {
      dragged = null;
      settled();
      tell(row);
    });
    list.append(row);
  }
  settled();
  return { node: list, read: () => [...list.children].map((row) => row.dataset.letter) };
}

function options(select, pairs, value) {
  select.replaceChildren(...pairs.map(([key, text]) => make("option", { value: key }, text)));
  select.value = pairs.some(([key]) => key === value) ? value : pairs[0][0];
  return select;
}

function match(task, draft) {
  const { left, right } = task.form;
  const pairs = [["", "–"], ...Object.entries(right).map(([key, text]) => [key, `${key} · ${text}`])];
  const selects = {};
  const rows = Object.entries(left).map(([key, text]) => {
    selects[key] = options(make("select"), pairs, draft?.[key] ?? "");
    return make("div", { className: "alliance-row" }, labelled(`${key} · ${text}`, selects[key]));
  });
  const read = () =>
    Object.fromEntries(Object.entries(selects).map(([key, select]) => [key, select.value]));
  return { node: group(task.words.match, ...rows), read };
}

// Source, then paragraph; the second list follows the first.
function places(task, draft, silent) {
  const extra = silent ? [[silent, silent]] : [];
  const names = [["", "–"], ...task.sources.map((one) => [one.id, one.title]), ...extra];
  const [id, place] = Array.isArray(draft) ? draft.map(String) : [draft === silent ? silent : "", ""];
  const source = options(make("select"), names, id);
  const paragraph = make("select");
  function follow(chosen) {
    const known = task.sources.find((one) => one.id === source.value);
    options(paragraph, [["", "–"], ...(known ? known.places : [])], chosen);
  }
  follow(place);
  source.addEventListener("input", () => follow(""));
  const node = make(
    "div",
    { className: "alliance-row" },
    labelled(task.words.source, source),
    labelled(task.words.paragraph, paragraph),
  );
  const number = (text) => (/^\d+$/.test(text) ? Number(text) : text);
  const read = () => {
    if (!source.value || source.value === silent) return source.value;
    return paragraph.value ? [source.value, number(paragraph.value)] : source.value;
  };
  return { node, read };
}

function cite(task, draft) {
  const pasted = typeof draft === "string" && draft !== task.words.silent ? draft : "";
  const place = places(task, pasted ? null : draft, task.silence ? task.words.silent : "");
  const words = make("textarea", { rows: 2, value: pasted });
  const node = make("div", {}, place.node, labelled(task.words.paste, words));
  return { node, read: () => words.value.trim() || place.read() };
}

// Words of a passage: first word, then last word. Arrow keys walk, Space or Enter sets.
function mark(task, draft, announce) {
  const passage = task.form.passage;
  const spans = [...passage.matchAll(/\S+/g)].map((m) => [m.index, m.index + m[0].length]);
  const node = make("div", { role: "group", className: "alliance-passage", "aria-label": task.words.mark });
  let first = -1;
  let last = -1;
  let open = false;
  const words = spans.map(([start, end], i) =>
    make("button", { type: "button", tabIndex: i ? -1 : 0, onclick: () => choose(i) }, passage.slice(start, end)),
  );
  const read = () => (first < 0 ? "" : passage.slice(spans[first][0], spans[last][1]));
  function show() {
    words.forEach((word, i) => word.setAttribute("aria-pressed", String(i >= first && i <= last && first >= 0)));
    announce(read() && task.words.marked.replace("{words}", read()));
  }
  function choose(i) {
    if (open) [first, last] = [Math.min(first, i), Math.max(last, i)];
    else first = last = i;
    open = !open;
    show();
  }
  node.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const here = words.indexOf(event.target);
    if (!step || here < 0 || !words[here + step]) return;
    event.preventDefault();
    words[here].tabIndex = -1;
    words[here + step].tabIndex = 0;
    words[here + step].focus();
  });
  words.forEach((word, i) => node.append(i ? " " : "", word));
  const found = typeof draft === "string" && draft ? passage.indexOf(draft) : -1;
  if (found >= 0) {
    first = spans.findIndex(([, end]) => end > found);
    last = spans.findIndex(([, end]) => end >= found + draft.length);
  }
  show();
  return { node, read };
}

function table(task, draft) {
  const body = make("table");
  const number = (text) => (text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text.trim());
  const shape = { columns: [""], index: [""], rows: [[""]], ...(draft ?? {}) };
  const cell = (value, label) =>
    make("input", { type: "text", size: 12, value: String(value ?? ""), "aria-label": label });
  function draw({ columns, index, rows }) {
    const head = columns.map((name, c) => make("th", {}, cell(name, `${task.words.column} ${c + 1}`)));
    const lines = rows.map((row, r) => {
      const values = row.map((v, c) => make("td", {}, cell(v, `${task.words.row} ${r + 1}, ${task.words.column} ${c + 1}`)));
      return make("tr", {}, make("th", {}, cell(index[r], `${task.words.row} ${r + 1}`)), ...values);
    });
    body.replaceChildren(make("tr", {}, make("td"), ...head), ...lines);
  }
  function read() {
    const [top, ...lines] = [...body.rows].map((row) =>
      [...row.querySelectorAll("input")].map((input) => number(input.value)),
    );
    return { columns: top, index: lines.map((row) => row[0]), rows: lines.map((row) => row.slice(1)) };
  }
  const grow = (words, change) =>
    make("button", { type: "button", onclick: () => draw(change(read())) }, words);
  draw(shape);
  const wider = (t) => ({ ...t, columns: [...t.columns, ""], rows: t.rows.map((row) => [...row, ""]) });
  const longer = (t) => ({ ...t, index: [...t.index, ""], rows: [...t.rows, t.columns.map(() => "")] });
  const node = make(
    "div",
    {},
    body,
    make("div", { className: "alliance-row" }, grow(`+ ${task.words.row}`, longer), grow(`+ ${task.words.column}`, wider)),
  );
  const empty = (t) => [t.columns, t.index, ...t.rows].flat().every((value) => value === "");
  return { node, read: () => (empty(read()) ? "" : read()) };
}

function argue(task, draft) {
  const area = (text, rows) => make("textarea", { rows, value: text ?? "" });
  const claim = area(draft?.claim, 2);
  const reasoning = area(draft?.reasoning, 6);
  const places_ = Array.from({ length: task.form.cites }, (_, i) => places(task, draft?.evidence?.[i], ""));
  const node = make(
    "div",
    {},
    labelled(task.words.claim, claim),
    group(task.words.evidence, ...places_.map((place) => place.node)),
    labelled(task.words.reasoning, reasoning),
  );
  const read = () => ({
    claim: claim.value,
    evidence: places_.map((place) => place.read()).filter((place) => place !== ""),
    reasoning: reasoning.value,
  });
  return { node, read };
}

const CONTROLS = {
  choice: picks("radio"),
  choices: picks("checkbox"),
  order,
  match,
  cite,
  mark,
  table,
  truefalse,
  argue,
};

// A front end that was reloaded shows this widget but can't write into the cell's output any more.
function watchRecord(node, record, remark, words) {
  const output = node.closest(".jp-OutputArea");
  if (!output || !record) return;
  setTimeout(() => {
    const kept = [...output.querySelectorAll(".jp-OutputArea-output")].some((one) => one.textContent.includes(record));
    remark.textContent = kept ? "" : words;
  }, 1500);
}

function render({ model, el }) {
  const task = model.get("task");
  const title = make("p", { className: "alliance-prompt", id: fresh("prompt") }, ...coded(task.prompt));
  const moves = make("p", { className: "alliance-hidden", "aria-live": "polite" });
  const verdict = make("div", { role: "status", "aria-live": "polite", className: "alliance-verdict" });
  const hints = make("div", { role: "status", "aria-live": "polite" });
  const remark = make("p", { role: "alert", className: "alliance-remark" });
  const announce = (text) => (moves.textContent = text);
  const control = (CONTROLS[task.kind] ?? line)(task, model.get("draft"), announce);
  const check = make("button", { type: "submit", className: "alliance-check" }, task.words.check);
  const hint = make("button", { type: "button", onclick: () => model.send({ type: "hint" }) }, task.words.hint);
  const form = make(
    "form",
    { className: "alliance-ask", "aria-labelledby": title.id, noValidate: true },
    make("p", { className: "alliance-label" }, task.label),
    title,
    control.node,
    make("p", { className: "alliance-help" }, task.help),
    make("div", { className: "alliance-row" }, check, hint),
    verdict,
    remark,
    hints,
    moves,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    model.send({ type: "check", answer: control.read() });
  });
  function tell() {
    const { html, record } = model.get("verdict");
    verdict.innerHTML = html ?? "";
    // The box around it is announced already; twice would be once too often.
    for (const node of verdict.querySelectorAll("output")) {
      node.setAttribute("role", "group");
      node.setAttribute("aria-live", "off");
    }
    watchRecord(el, record, remark, task.words.rerun);
  }
  function help() {
    hints.innerHTML = model.get("hint").html ?? "";
  }
  model.on("change:verdict", tell);
  model.on("change:hint", help);
  el.append(form);
  tell();
  return () => {
    model.off("change:verdict", tell);
    model.off("change:hint", help);
  };
}

export default { render };
