// The page that arguments are marked on, opened from disk: marks and comments stay in this browser,
// and are saved as the sheet that `alliance grade --marks` reads. What students wrote is text only.
(() => {
  const main = document.querySelector("main");
  const find = (selector, within = main) => within.querySelector(selector);
  const all = (selector, within = main) => [...within.querySelectorAll(selector)];
  const papers = all("[data-code]");
  const columns = main.dataset.columns.split(",");
  const texts = new Map(all("[data-part]").map((part) => [part, part.textContent]));
  const MARKS = "alliance marks";
  const PHRASES = "alliance phrases";

  function made(tag, more = {}, ...inside) {
    const node = Object.assign(document.createElement(tag), more);
    node.append(...inside);
    return node;
  }
  function button(text, press, more = {}) {
    const node = made("button", { type: "button", className: "al-btn", ...more }, text);
    node.addEventListener("click", press);
    return node;
  }
  // A key that belongs to a Japanese word on its way; Safari tells of its end by the number alone.
  const composing = (key) => key.isComposing || key.keyCode === 229;
  const bank = made("div");
  const tell = (text) => (find("#al-told").textContent = text);

  // What is kept, by the paper's code: marks by row, the comment, [words, comment] on words; whether
  // it is newer than the sheet. A page that is made anew has new codes, and knows the former ones.
  let refused = false;
  const memory = {};
  function kept(key, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? memory[key] ?? otherwise;
    } catch {
      refused = true;
      return memory[key] ?? otherwise;
    }
  }
  function keep(key, value) {
    memory[key] = value;
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      refused = true;
    }
    if (refused)
      find("#al-kept").textContent =
        "This browser keeps nothing when the page is closed. Before you close it, save the sheet; to go on, load it again below.";
  }
  const blank = () => ({ marks: {}, comment: "", words: [] });
  const state = {};
  const of = (paper) => (state[paper.dataset.code] ??= blank());
  const bears = (paper, code) => code && [paper.dataset.code, ...paper.dataset.former.split(" ")].includes(code);
  function changed(paper, newer = true) {
    of(paper).newer = newer;
    // Read anew: another tab may have marked another paper.
    keep(MARKS, { ...kept(MARKS, {}), [paper.dataset.code]: of(paper) });
    draw();
  }
  const unsaved = () => papers.some((paper) => of(paper).newer);

  // Where the work stands.
  const rows = (paper) => all("[data-row]", paper);
  const missing = (paper) => rows(paper).filter((row) => !of(paper).marks[row.dataset.row]);
  const list = find("#al-all .al-pick");
  const jumps = papers.map((paper, n) => button("", () => show(n)));
  list.append(...jumps);
  let now = 0;
  function draw() {
    const done = papers.filter((paper) => !missing(paper).length).length;
    find("#al-progress").textContent = `${done} of ${papers.length} marked`;
    find("#al-unsaved").textContent = unsaved() ? "Newer than the sheet that you saved." : "";
    Object.assign(find("progress"), { value: done, max: papers.length });
    papers.forEach((paper, n) => {
      const left = missing(paper).length;
      const begun = left < rows(paper).length;
      paper.dataset.state = left ? (begun ? "partly" : "blank") : "recorded";
      jumps[n].textContent = `${left ? (begun ? "◐" : "○") : "✓"} ${n + 1}`;
      const said = left ? (begun ? `${left} unmarked` : "unmarked") : "marked";
      jumps[n].setAttribute("aria-label", `Argument ${n + 1}: ${said}`);
      jumps[n].setAttribute("aria-current", String(n === now));
    });
  }
  function show(n, focus = true) {
    now = (n + papers.length) % papers.length;
    papers.forEach((paper, at) => (paper.hidden = at !== now));
    find(".al-bank", papers[now]).append(bank);
    chosen = "";
    draw();
    if (focus) find("h2", papers[now]).focus();
  }
  function unmarked() {
    const after = papers.map((_, n) => (now + 1 + n) % papers.length);
    const next = after.find((n) => missing(papers[n]).length);
    if (next === undefined) tell("All are marked. Save the sheet.");
    else show(next);
  }

  // Marks.
  function fill(paper) {
    for (const row of rows(paper))
      for (const input of all("input", row)) input.checked = input.value === of(paper).marks[row.dataset.row];
    find("textarea", paper).value = of(paper).comment;
    paint(paper);
  }
  function level(value) {
    const paper = papers[now];
    const row = document.activeElement.closest("[data-row]") ?? missing(paper)[0];
    const input = row && all("input", row).find((one) => one.value === value);
    if (value === "0" && row) delete of(paper).marks[row.dataset.row];
    else if (input) of(paper).marks[row.dataset.row] = value;
    else return;
    fill(paper);
    changed(paper);
    const next = missing(paper)[0];
    if (next) (value === "0" ? find("input", row) : find("input", next)).focus();
    else tell("All rows are marked.");
  }

  // Comments on words: as many words as tell which are meant.
  let chosen = "";
  const LETTER = /[\p{Script=Latin}\p{M}\p{N}’'-]/u;
  const WORD = /[\p{L}\p{N}]/u;
  const joins = (text, at) => LETTER.test(text[at - 1] ?? " ") && LETTER.test(text[at] ?? " ");
  function telling(part, from, to) {
    const text = texts.get(part);
    const whole = all("[data-part]", papers[now]).map((one) => texts.get(one)).join("\n");
    for (;;) {
      while (joins(text, from)) from -= 1;
      while (joins(text, to)) to += 1;
      const words = text.slice(from, to).trim();
      const once = whole.indexOf(words) === whole.lastIndexOf(words);
      if (once || (from === 0 && to === text.length)) return words;
      do from -= 1;
      while (from > 0 && !WORD.test(text[from]));
      do to += 1;
      while (to < text.length && !WORD.test(text[to - 1]));
      from = Math.max(0, from);
      to = Math.min(text.length, to);
    }
  }
  function choose() {
    const range = document.getSelection().rangeCount && document.getSelection().getRangeAt(0);
    const node = range && range.commonAncestorContainer;
    const part = node && (node.closest ? node : node.parentElement).closest("[data-part]");
    if (!papers[now].contains(part || null) || !range.toString().trim()) return;
    const before = range.cloneRange();
    before.setStart(part, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const from = before.toString().length;
    chosen = telling(part, from, from + range.toString().length);
  }
  document.addEventListener("selectionchange", choose); // a click on the button ends the selection
  function onWords() {
    choose(); // a quick key comes before the event
    if (!chosen) return tell("First select words of the argument.");
    const paper = papers[now];
    of(paper).words.push([chosen, ""]);
    chosen = "";
    changed(paper);
    paint(paper);
    all(".al-said input", paper).at(-1).focus();
  }
  function paint(paper) {
    const said = of(paper).words;
    find(".al-said", paper).replaceChildren(...said.map((one, n) => line(paper, one, n)));
    for (const part of all("[data-part]", paper)) {
      const text = texts.get(part);
      const found = said.map(([words], n) => [text.indexOf(words), words.length, n + 1]);
      const nodes = [];
      let at = 0;
      for (const [from, length, n] of found.sort((a, b) => a[0] - b[0])) {
        if (from < at) continue;
        const mark = made("mark", { className: "on" }, text.slice(from, from + length));
        mark.dataset.n = n;
        nodes.push(text.slice(at, from), mark);
        at = from + length;
      }
      part.replaceChildren(...nodes, text.slice(at));
    }
  }
  function line(paper, one, n) {
    const input = made("input", { type: "text", value: one[1] });
    input.setAttribute("list", "al-phrases");
    input.setAttribute("aria-label", `Comment ${n + 1} on “${one[0].slice(0, 60)}”`);
    input.addEventListener("input", () => {
      one[1] = input.value;
      changed(paper);
    });
    input.addEventListener("keydown", (key) => {
      if (key.key === "Enter" && !composing(key)) find("[data-part]", paper).focus();
    });
    const away = () => {
      of(paper).words.splice(n, 1);
      changed(paper);
      paint(paper);
      find("[data-do=words]", paper).focus();
    };
    const gone = button("×", away, { ariaLabel: `Take comment ${n + 1} away` });
    return made("li", {}, made("q", {}, one[0]), made("div", { className: "al-do" }, input, gone));
  }

  // The bank of phrases.
  function insert(phrase) {
    const area = find("textarea", papers[now]);
    area.value += (!area.value || /\s$/.test(area.value) ? "" : " ") + phrase;
    of(papers[now]).comment = area.value;
    changed(papers[now]);
  }
  function phrases(value) {
    if (value) keep(PHRASES, value);
    const there = kept(PHRASES, []);
    find("#al-phrases", document).replaceChildren(...there.map((value) => made("option", { value })));
    const forget = (n) => phrases(there.filter((_, at) => at !== n));
    bank.replaceChildren(
      ...there.map((one, n) =>
        made(
          "div",
          { className: "al-do" },
          button(`${n + 1}  ${one}`, () => insert(one)),
          button("×", () => forget(n), { ariaLabel: `Forget the phrase ${n + 1}` }),
        ),
      ),
      button("Keep this comment as a phrase", () => {
        const said = find("textarea", papers[now]).value.trim();
        if (said && !there.includes(said)) phrases([...there, said]);
      }),
    );
  }

  // The sheet: what a spreadsheet would run gets an apostrophe, as alliance/teaching/spreadsheet.py does it.
  const STARTS = "[=+\\-@＝＋－＠]";
  const FORMULA = new RegExp(`^\\s*(?:${STARTS}|[\\t\\r])`);
  function safe(text) {
    const plain = text.replace(/[^\n\t\P{C}]/gu, (c) => (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(c) ? " " : c));
    const inside = plain.replace(new RegExp(`([;\\t\\n]\\s*)(?=${STARTS})`, "g"), "$1'");
    return (FORMULA.test(inside) ? "'" : "") + inside;
  }
  function unsafe(cell) {
    const bare = cell[0] === "'" && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
    return bare.replace(new RegExp(`([;\\t\\n]\\s*)'(?=\\s*${STARTS})`, "g"), "$1");
  }
  function lines(paper) {
    const { code, question } = paper.dataset;
    const { marks, comment, words } = of(paper);
    const parts = Object.fromEntries(all("[data-part]", paper).map((one) => [one.dataset.part, texts.get(one)]));
    const marked = rows(paper).map((row, n) => ({
      ...(n ? {} : { comment, ...parts }),
      row: row.dataset.row,
      criterion: find("legend", row).textContent,
      levels: row.dataset.levels,
      mark: marks[row.dataset.row],
    }));
    const on = words.filter(([, said]) => said.trim()).map(([words, comment]) => ({ words, comment }));
    return [...marked, ...on].map((one) => columns.map((name) => safe({ code, question, ...one }[name] ?? "")));
  }
  function save() {
    const cells = [columns, ...papers.flatMap(lines)];
    const csv = cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");
    const href = URL.createObjectURL(new Blob([`\ufeff${csv}\n`], { type: "text/csv" }));
    made("a", { href, download: main.dataset.sheet }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
    papers.filter((paper) => of(paper).newer).forEach((paper) => changed(paper, false));
    tell(`Saved as ${main.dataset.sheet}, where your browser puts downloads.`);
  }

  // A sheet or its key, however a spreadsheet has saved it.
  // A spreadsheet may write 2 as 2.0, or as 2,0.
  const whole = (said) => (said ?? "").trim().replace(/[.,]0+$/, "");
  function table(text, mark) {
    const found = [[""]];
    const cells = new RegExp(`"((?:[^"]|"")*)"|(${mark === "\t" ? "\\t" : mark})|\\r?(\\n)|([^"])`, "g");
    for (const [, quoted, next, end, other] of text.matchAll(cells)) {
      if (next) found.at(-1).push("");
      else if (end) found.push([""]);
      else found.at(-1).push(found.at(-1).pop() + (quoted?.replaceAll('""', '"') ?? other));
    }
    const at = found.findIndex((row) => row.includes("code"));
    const named = (row) => Object.fromEntries(found[at].map((head, n) => [head, unsafe(row[n] ?? "")]));
    return at < 0 ? [] : found.slice(at + 1).filter((row) => row.join("")).map(named);
  }
  function bring(theirs) {
    let count = 0;
    const words = new Set();
    for (const one of theirs) {
      const paper = papers.find((paper) => bears(paper, one.code));
      if (!paper) continue;
      const mine = of(paper);
      if (!one.words && one.comment) mine.comment = one.comment;
      if (one.words && one.comment) {
        if (!words.has(paper)) mine.words = [];
        words.add(paper);
        mine.words.push([one.words, one.comment]);
      }
      const row = rows(paper).find((row) => row.dataset.row === whole(one.row));
      const said = whole(one.mark);
      const same = (input) => [input.value, find("span", input.parentElement).textContent].includes(said);
      const input = row && said && all("input", row).find(same);
      if (input) mine.marks[row.dataset.row] = input.value;
      if (input) count += 1;
      fill(paper);
      changed(paper, false);
    }
    return count;
  }
  async function load(file) {
    let text = "";
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      return tell(`${file.name} can't be read here. In a spreadsheet: Save As, “CSV UTF-8”.`);
    }
    const found = [",", ";", "\t"].map((mark) => table(text, mark)).find((rows) => rows.length) ?? [];
    const ours = found.filter((one) => papers.some((paper) => bears(paper, one.code)));
    if (!ours.length) return tell(`${file.name} does not belong to this page: none of its codes is here.`);
    if ("student" in ours[0]) return names(ours);
    tell(`Marks brought in from ${file.name}: ${bring(ours)}.`);
  }
  const switched = find("[data-do=names]");
  function names(key) {
    for (const one of key) {
      const paper = papers.find((paper) => bears(paper, one.code));
      find(".al-who", paper).textContent = `: ${one.student}`;
    }
    switched.hidden = false;
    tell(`Names shown: ${all(".al-who").filter((one) => one.textContent).length}.`);
  }
  function blind() {
    const hide = switched.ariaPressed === "true";
    all(".al-who").forEach((one) => (one.hidden = hide));
    switched.ariaPressed = String(!hide);
    switched.textContent = hide ? "Names are hidden" : "Names are shown";
  }
  function forget() {
    if (!confirm("Forget all marks and comments that this browser keeps of this sheet?")) return;
    const others = Object.entries(kept(MARKS, {})).filter(([code]) => !papers.some((paper) => bears(paper, code)));
    keep(MARKS, Object.fromEntries(others));
    papers.forEach((paper) => {
      state[paper.dataset.code] = blank();
      fill(paper);
    });
    draw();
  }
  function clear() {
    of(papers[now]).marks = {};
    fill(papers[now]);
    changed(papers[now]);
  }

  const steps = { next: () => show(now + 1), back: () => show(now - 1), unmarked, save, clear, forget, names: blind, words: onWords };
  const keys = { n: "next", p: "back", u: "unmarked", s: "save", c: "words" };
  main.addEventListener("click", (press) => steps[press.target.closest("[data-do]")?.dataset.do]?.());
  main.addEventListener("change", ({ target }) => {
    if (target.id === "al-load" && target.files[0]) load(target.files[0]).then(() => (target.value = ""));
    const row = target.closest("[data-row]");
    if (!row) return;
    of(papers[now]).marks[row.dataset.row] = target.value;
    changed(papers[now]);
  });
  main.addEventListener("input", ({ target }) => {
    if (target.matches("textarea")) {
      of(papers[now]).comment = target.value;
      changed(papers[now]);
    }
    if (target.matches("[data-part]")) paint(papers[now]); // an input method writes all the same
  });
  document.addEventListener("keydown", (key) => {
    const typing = key.target.closest("textarea, input[type=text], select");
    if (composing(key)) return;
    if (typing && key.key === "Escape") return find("h2", papers[now]).focus();
    if (typing || key.ctrlKey || key.metaKey || key.altKey || !find("#al-keys").checked) return;
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(key.code)?.[1];
    const phrase = key.shiftKey && kept(PHRASES, [])[digit - 1];
    const step = steps[keys[key.key.toLowerCase()]];
    if (phrase) insert(phrase);
    else if (digit && !key.shiftKey) level(digit);
    else if (key.key.toLowerCase() === "g") find("textarea", papers[now]).focus();
    else if (step) step();
    else return;
    key.preventDefault();
  });
  addEventListener("beforeunload", (closing) => {
    if (refused && unsaved()) closing.preventDefault();
  });

  // Words are selected with the keyboard, too: the text has a caret, and nothing can be written.
  for (const part of texts.keys()) {
    const looks = { contenteditable: "true", role: "textbox", "aria-readonly": "true", "aria-multiline": "true" };
    for (const [name, value] of Object.entries({ ...looks, inputmode: "none", spellcheck: "false" })) part.setAttribute(name, value);
    part.addEventListener("beforeinput", (writing) => writing.preventDefault());
  }
  all(".al-live").forEach((one) => (one.hidden = false));
  find(".al-bare").hidden = true;
  for (const [code, one] of Object.entries(kept(MARKS, {}))) {
    const paper = papers.find((paper) => bears(paper, code));
    if (paper && (code === paper.dataset.code || !state[paper.dataset.code])) state[paper.dataset.code] = one;
  }
  papers.forEach(fill);
  phrases(kept(PHRASES, []));
  show(Math.max(0, papers.findIndex((paper) => missing(paper).length)), false);
})();
