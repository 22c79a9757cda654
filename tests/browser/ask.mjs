// Answers questions in JupyterLab as a reader would, and prints what was seen as one JSON document.
// usage: ask.mjs URL PLAN.json OUT   (ALLIANCE_BROWSER names the folder that holds node_modules)
import { createRequire } from "node:module";
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(join(process.env.ALLIANCE_BROWSER, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core"), "utf-8");
const [url, planFile, out] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, "utf-8"));
const flags =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const seen = { errors: [], outside: [], cards: {}, axe: {}, steps: {} };
mkdirSync(out, { recursive: true });

const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "alliance-")), {
  executablePath: process.env.ALLIANCE_CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: flags.split(" "),
  viewport: { width: 1100, height: 1500 },
});
const page = context.pages()[0];
page.on("pageerror", (error) => seen.errors.push(String(error)));
page.on("request", (request) => {
  const { protocol, hostname } = new URL(request.url());
  if (protocol.startsWith("http") && hostname !== "127.0.0.1") seen.outside.push(request.url());
});

const lab = (body) => page.evaluate(body);
const card = (id) => page.locator(".alliance-ask", { hasText: `${id} ·` });
const said = (id) => card(id).locator(".alliance-verdict");

async function open() {
  await page.goto(url);
  await page.waitForFunction(() => window.jupyterapp?.shell?.currentWidget?.context?.isReady, null, { timeout: 60000 });
  await idle();
}
async function idle() {
  await page.waitForFunction(
    () => window.jupyterapp.shell.currentWidget.sessionContext?.session?.kernel?.status === "idle",
    null,
    { timeout: 60000 },
  );
}
async function runAll() {
  await lab(() => window.jupyterapp.commands.execute("notebook:run-all-cells"));
  await page.waitForFunction((n) => document.querySelectorAll(".alliance-ask").length >= n, plan.length, { timeout: 60000 });
  await idle();
}
const save = () => lab(() => window.jupyterapp.commands.execute("docmanager:save"));
const press = (...keys) => keys.reduce((last, key) => last.then(() => page.keyboard.press(key)), Promise.resolve());

// Tab until the focus is inside a matching element of this card; the mouse is never used.
async function tabTo(id, selector) {
  for (let i = 0; i < 400; i++) {
    const there = await card(id).evaluate(
      (node, wanted) => node.contains(document.activeElement) && document.activeElement.matches(wanted),
      selector,
    );
    if (there) return;
    await press("Tab");
  }
  const stuck = await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200));
  throw new Error(`${id}: Tab never reaches ${selector}; the focus is in ${stuck}`);
}
const focusCard = (id) => card(id).evaluate((node) => { node.tabIndex = -1; node.focus(); });
async function choose(id, selector, value) {
  await tabTo(id, selector);
  const labels = await page.evaluate(() => [...document.activeElement.options].map((one) => one.value));
  const at = await page.evaluate(() => document.activeElement.selectedIndex);
  const steps = labels.indexOf(String(value)) - at;
  for (let i = 0; i < Math.abs(steps); i++) await press(steps > 0 ? "ArrowDown" : "ArrowUp");
}
async function enter(id, selector) {
  await focusCard(id);
  await tabTo(id, selector);
  await press("Enter");
}

const byKeyboard = {
  async choice(id, answer) {
    await tabTo(id, "input[type=radio]");
    await press("Space");
    for (let i = 0; i < 20; i++) {
      if ((await page.evaluate(() => document.activeElement.value)) === answer) return;
      await press("ArrowDown");
    }
  },
  async choices(id, answer) {
    for (const letter of answer) {
      await tabTo(id, `input[value="${letter}"]`);
      await press("Space");
    }
  },
  async line(id, answer) {
    await tabTo(id, "input[type=text]");
    await page.keyboard.insertText(String(answer));
  },
  async order(id, answer) {
    for (let place = 0; place < answer.length; place++) {
      for (let i = 0; i < 20; i++) {
        const here = await card(id).evaluate(
          (node, letter) => [...node.querySelectorAll("li")].findIndex((row) => row.dataset.letter === letter),
          answer[place],
        );
        if (here === place) break;
        await focusCard(id);
        await tabTo(id, `li[data-letter="${answer[place]}"] button:first-of-type`);
        await press("Enter");
      }
    }
  },
  async match(id, answer) {
    const count = Object.keys(answer).length;
    for (let i = 0; i < count; i++) {
      const [key, value] = Object.entries(answer)[i];
      const field = await card(id).evaluate(
        (node, wanted) => [...node.querySelectorAll("label")].find((one) => one.textContent.startsWith(`${wanted} ·`)).htmlFor,
        key,
      );
      await choose(id, `#${field}`, value);
    }
  },
  async cite(id, [source, place]) {
    const fields = await card(id).evaluate((node) => [...node.querySelectorAll("select")].map((one) => one.id));
    await choose(id, `#${fields[0]}`, source);
    await choose(id, `#${fields[1]}`, place);
  },
  async mark(id, answer) {
    const [first, last] = await card(id).evaluate((node, words) => {
      const text = [...node.querySelectorAll(".alliance-passage button")].map((one) => one.textContent);
      const from = text.join(" ").slice(0, text.join(" ").toLowerCase().indexOf(words.toLowerCase())).split(" ").length - 1;
      return [from, from + words.split(" ").length - 1];
    }, answer);
    await tabTo(id, ".alliance-passage button");
    for (let i = 0; i < first; i++) await press("ArrowRight");
    await press("Enter");
    for (let i = first; i < last; i++) await press("ArrowRight");
    await press("Enter");
  },
  async argue(id, { claim, evidence, reasoning }) {
    await tabTo(id, "textarea");
    await page.keyboard.insertText(claim);
    const fields = await card(id).evaluate((node) => [...node.querySelectorAll("select")].map((one) => one.id));
    for (let i = 0; i < evidence.length; i++) {
      await choose(id, `#${fields[2 * i]}`, evidence[i][0]);
      await choose(id, `#${fields[2 * i + 1]}`, evidence[i][1]);
    }
    const areas = await card(id).evaluate((node) => [...node.querySelectorAll("textarea")].map((one) => one.id));
    await tabTo(id, `#${areas.at(-1)}`);
    await page.keyboard.insertText(reasoning);
  },
  async table(id, { columns, index, rows }) {
    for (let i = 1; i < rows.length; i++) await enter(id, ".alliance-row button:first-of-type");
    for (let i = 1; i < columns.length; i++) await enter(id, ".alliance-row button:last-of-type");
    const values = ["", ...columns, ...rows.flatMap((row, r) => [index[r], ...row])].slice(1);
    await focusCard(id);
    await tabTo(id, "input");
    for (const value of values) {
      await page.keyboard.insertText(String(value));
      await press("Tab");
    }
  },
};

async function submit(id) {
  await tabTo(id, "button[type=submit]");
  await press("Enter");
  await page.waitForFunction((n) => n.textContent.trim() !== "", await said(id).elementHandle(), { timeout: 15000 });
}

async function scenario() {
  await open();
  await runAll();
  const cellsBefore = await page.locator(".jp-CodeCell").count();
  for (const { id, kind, answer } of plan) {
    await focusCard(id);
    await (byKeyboard[kind] ?? byKeyboard.line)(id, answer);
    await submit(id);
    seen.cards[id] = (await said(id).textContent()).slice(0, 200);
  }

  // "d d" deletes a cell in JupyterLab; on a button of ours it must not.
  await card(plan[0].id).locator("button[type=submit]").focus();
  await press("d", "d", "b", "x", "Escape");
  seen.steps.cells = [cellsBefore, await page.locator(".jp-CodeCell").count()];

  // By mouse: a hint, another choice, a line dragged to the top.
  const choice = plan.find((row) => row.kind === "choice");
  await card(choice.id).getByRole("button", { name: "Hint" }).click();
  await card(choice.id).getByText("Hint 1 of").waitFor();
  const other = card(choice.id).locator(`input:not([value="${choice.answer}"])`).first();
  await other.click();
  await card(choice.id).getByRole("button", { name: "Check" }).click();
  await said(choice.id).getByText("Not right").waitFor();
  await card(choice.id).locator(`input[value="${choice.answer}"]`).click();
  await card(choice.id).getByRole("button", { name: "Check" }).click();
  await said(choice.id).getByText("Right").waitFor();
  const order = plan.find((row) => row.kind === "order");
  const lines = card(order.id).locator("li");
  const last = await lines.last().textContent();
  await lines.last().dragTo(lines.first(), { targetPosition: { x: 100, y: 2 } });
  seen.steps.dragged = (await lines.first().textContent()) === last;

  for (const theme of ["JupyterLab Light", "JupyterLab Dark"]) {
    await page.evaluate((name) => window.jupyterapp.commands.execute("apputils:change-theme", { theme: name }), theme);
    await page.waitForTimeout(1500);
    await page.evaluate(axe);
    seen.axe[theme] = await page.evaluate(async () => {
      const { violations } = await window.axe.run([...document.querySelectorAll(".alliance-ask")]);
      return violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)} ${one.nodes[0].any[0]?.message ?? ""}`);
    });
    for (const { id } of plan) {
      await card(id).scrollIntoViewIfNeeded();
      await card(id).screenshot({ path: join(out, `${id}-${theme.split(" ")[1].toLowerCase()}.png`) });
    }
  }
  await save();
  await idle();

  // After a reload the widget still answers, but the notebook can't keep it: the reader is told.
  await open();
  await page.waitForTimeout(3000);
  const first = card(plan[0].id);
  if (await first.count()) {
    await first.locator("button[type=submit]").click();
    await page.waitForTimeout(3000);
    seen.steps.reloaded = await first.locator(".alliance-remark").textContent();
  }
  // Running the notebook again from the top loses nothing.
  await runAll();
  await page.waitForTimeout(1000);
  seen.steps.restored = await card(choice.id).locator(`input[value="${choice.answer}"]`).isChecked();
  await save();
  await idle();
  await page.screenshot({ path: join(out, "page.png") });
}

try {
  await scenario();
} catch (error) {
  await page.screenshot({ path: join(out, "failed.png") });
  throw new Error(`${error.message}\n${JSON.stringify(seen)}`);
}
await context.close();
console.log(JSON.stringify(seen));
