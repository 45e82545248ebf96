// The report over the demonstration: one choice of a month and a tactic, the browser's Back, two dates, what the hunting
// report opens, keys in the charts, tables of posture, and paper.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { appStarted, openApp } from "./browser.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const numberOf = async (locator) => Number((await locator.innerText()).replace(/\D/g, ""));
const chip = (page, field) => page.locator(".report-filters .chip", { hasText: field });
const card = (page, name) => page.locator(".card", { has: page.getByRole("heading", { name, exact: true }) }).last();
/** One incident is not counted in words. */
const shown = async (page) => (await numberOf(behind(page))) || 1;
const behind = (page) => page.locator(".report-filters").getByRole("link", { name: /^Show / });
const investigated = (page) => page.locator(".tile", { hasText: "Investigated" }).locator(".figure");

/** The demonstration, made once: a copy of its profile for each test would cost more than the tests. */
let shared;
async function openReport(t, route = "#/reports") {
  shared ??= startDemo(t);
  const page = await shared;
  await page.goto("about:blank");
  await page.goto(site.url + route);
  await page.getByRole("navigation", { name: "Report" }).waitFor();
  return page;
}

async function startDemo(t) {
  const { page } = await openApp(t, site, { route: "#/demo", acceptDownloads: true });
  await page.getByText("Small office").click();
  await page.getByRole("button", { name: "Open the whole demonstration" }).click();
  await page.getByRole("region", { name: "Demonstration" }).waitFor();
  await appStarted(page);
  return page;
}

test("the report over the demonstration", async (whole) => {
  const test = (name, run) => whole.test(name, () => run(whole));


  await test("the incidents with your actions are ordered by what a head says, in both directions", async (t) => {
    const page = await openReport(t, "#/reports/required?period=6m");
    const table = page.locator(".required-table");
    const head = (name) => table.getByRole("columnheader", { name });
    const sorted = async (name) => head(name).getAttribute("aria-sort");
    const texts = (column) => table.locator(`tbody > tr > td:nth-child(${column})`).evaluateAll((cells) => cells.map((it) => it.innerText.toLowerCase()));
    await table.waitFor();
    assert.equal(await sorted("State"), "descending", "what is open comes first, and the head says so");
    const open = (await texts(5)).map((it) => /failed|pending/.test(it));
    assert.deepEqual(open, [...open].sort((one, other) => Number(other) - Number(one)));
    const press = (name) => head(name).getByRole("button").click();
    await press("Incident");
    assert.equal(await sorted("Incident"), "ascending");
    assert.equal(await sorted("State"), "none");
    const names = await texts(2);
    assert.ok(names.length > 5 && names.every((it, at) => at === 0 || names[at - 1].slice(0, 8) <= it.slice(0, 8)), names.join("\n"));
    await press("Incident");
    assert.equal(await sorted("Incident"), "descending");
    assert.notDeepEqual(await texts(2), names);
    for (const name of ["Severity", "Asked", "Tasks", "State"]) {
      await press(name);
      assert.equal(await sorted(name), "descending", name);
      await press(name);
      assert.equal(await sorted(name), "ascending", name);
    }
  });

  await test("a part of a bar of the trends chooses its severity and its month", async (t) => {
    const page = await openReport(t, "#/reports/trends");
    const part = card(page, "By severity").locator(".chart-mark").last().locator(".fill-high");
    await part.click();
    await chip(page, "Severity").waitFor();
    await chip(page, "Month").waitFor();
    assert.match(await chip(page, "Severity").innerText(), /High/);
    await part.click();
    await chip(page, "Month").waitFor({ state: "detached" });
    await chip(page, "Severity").waitFor({ state: "detached" });
  });

  await test("a cell of the trends is one choice of a month and a value, with chips, undo, Back and a link", async (t) => {
    const page = await openReport(t, "#/reports/trends");
    const cells = card(page, "By tactic").locator(".heat-cell");
    const cell = cells.filter({ hasText: /^[1-9]/ }).first();
    await cell.waitFor();
    const words = await cell.getAttribute("title");
    const count = await numberOf(cell);
    await cell.click();
    await chip(page, "Tactic").waitFor();
    await chip(page, "Month").waitFor();
    assert.equal(await shown(page), count, "what is behind the choice is what the cell says");
    assert.equal(await cells.and(page.locator("[aria-pressed=true]")).count(), 1, "one cell is chosen");
    assert.equal(await numberOf(cell), count, "a table does not obey what is chosen in itself");
    const address = page.url();
    await behind(page).click();
    const foot = page.locator(".sheet-bar [role=status]");
    await foot.waitFor();
    assert.equal(await numberOf(foot), count);
    await page.goto("about:blank");
    await page.goto(address);
    const chosen = page.locator(".heat-cell[aria-pressed=true]");
    await chosen.waitFor();
    assert.equal(await chosen.getAttribute("title"), words, "a link brings the choice back");
    await chosen.click();
    await chip(page, "Tactic").waitFor({ state: "detached" });
    assert.equal(await chip(page, "Month").count(), 0, "the same cell takes both back");
    await page.getByRole("button", { name: "Take the last change back" }).click();
    await chip(page, "Month").waitFor();
    await page.goBack();
    await page.waitForURL("about:blank");
  });

  await test("Back takes back one choice after the other, and a whole drag at once", async (t) => {
    const page = await openReport(t);
    const all = await numberOf(investigated(page));
    const bar = (group) => page.getByRole("group", { name: group }).getByRole("button").first();
    await bar("By severity").click();
    await chip(page, "Severity").waitFor();
    const first = await numberOf(investigated(page));
    await bar("By source").click();
    await chip(page, "Source").waitFor();
    await page.getByRole("slider", { name: "First day" }).focus();
    for (let week = 0; week < 3; week += 1) await page.keyboard.press("Shift+ArrowLeft");
    await page.waitForURL(/period=\d{4}/);
    await page.goBack();
    await page.waitForURL((url) => !url.href.includes("period="));
    await chip(page, "Source").waitFor();
    await page.goBack();
    await chip(page, "Source").waitFor({ state: "detached" });
    assert.equal(await numberOf(investigated(page)), first);
    await page.goForward();
    await chip(page, "Source").waitFor();
    await page.getByRole("button", { name: "Take the last change back" }).click();
    await chip(page, "Source").waitFor({ state: "detached" });
    await page.goBack();
    await chip(page, "Severity").waitFor({ state: "detached" });
    assert.equal(await numberOf(investigated(page)), all);
    assert.match(page.url(), /#\/reports$/);
  });

  await test("two dates make the period, and say why they do not", async (t) => {
    const page = await openReport(t);
    await page.locator("#period").selectOption({ label: "Two dates…" });
    const [first, last] = [page.locator(".dates input").first(), page.locator(".dates input").last()];
    const [begin, end] = [await first.inputValue(), await last.inputValue()];
    assert.match(`${begin} ${end}`, /^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/, "the fields begin with the period that is chosen");
    const earlier = new Date(Date.parse(begin) - 14 * 86_400_000).toISOString().slice(0, 10);
    await last.fill(earlier);
    await last.blur();
    assert.equal(await last.getAttribute("aria-invalid"), "true", "the last day lies before the first");
    assert.ok(!page.url().includes(earlier));
    await first.fill(earlier);
    await first.blur();
    await page.waitForURL(new RegExp(`period=${earlier}`));
    assert.equal(await page.getByRole("slider", { name: "First day" }).getAttribute("aria-valuetext").then(Boolean), true);
  });

  await test("arrow keys go from box to box, and each says what it shows", async (t) => {
    const page = await openReport(t);
    const marks = page.locator(".boxes-plot .chart-mark");
    await marks.first().focus();
    const spoken = [];
    for (let row = 0; row < 3; row += 1) {
      if (row > 0) await page.keyboard.press("ArrowDown");
      spoken.push(await page.evaluate(() => document.activeElement.getAttribute("aria-label")));
    }
    assert.equal(new Set(spoken).size, 3);
    for (const words of spoken) assert.match(words, /median/i);
    await page.keyboard.press("ArrowUp");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), spoken[1]);
  });

  await test("the hunting report opens the devices and identities of a category and of what recurs", async (t) => {
    const page = await openReport(t, "#/reports/hunting?period=6m");
    for (const name of ["Threat categories by tactic", "Recurring activities"]) {
      const open = card(page, name).getByRole("button", { name: "Devices and identities" }).first();
      await open.focus();
      await page.keyboard.press("Enter");
      const opened = page.locator(".popover:popover-open");
      await opened.getByRole("heading", { name: /^Devices \d/ }).waitFor();
      await opened.getByRole("heading", { name: /^Identities \d/ }).waitFor();
      assert.match(await opened.getByRole("link", { name: "Show the incidents" }).getAttribute("href"), /^#\/incidents\?/);
      await page.keyboard.press("Escape");
      await opened.waitFor({ state: "detached" });
      assert.equal(await open.evaluate((it) => it === document.activeElement), true, "the focus comes back");
    }
    const mark = page.locator(".heat-cell").filter({ hasText: /\d/ }).first();
    const count = await numberOf(mark);
    await mark.click();
    await chip(page, "Determination").waitFor();
    await chip(page, "Tactic").waitFor();
    assert.equal(await shown(page), count);
  });

  await test("posture and tasks leave as tables", async (t) => {
    const page = await openReport(t, "#/reports/readiness");
    const rows = await card(page, "Required actions").locator("tbody tr").count();
    await page.getByRole("button", { name: "Export" }).click();
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Everything as JSON" }).click();
    const { tables } = JSON.parse(await readFile(await (await waiting).path(), "utf8"));
    assert.equal(tables.requiredActions.length, rows, "the export has the rows of the page");
    assert.ok(tables.secureScore.length > 0 && tables.secureScore.every((it) => it.score > 0 && it.score <= 100));
    const sum = (table) => table.reduce((all, row) => all + row.actions, 0);
    assert.equal(sum(tables.actionsBySeverity), tables.requiredAction.length);
    assert.equal(sum(tables.actionsByRule), tables.requiredAction.length);
    assert.equal(tables.actionTimes.length, 2);
  });

  await test("no table is wider than the paper, and shades are printed with what they mean", async (t) => {
    const page = await openReport(t, "#/reports/required?period=6m");
    const size = page.viewportSize();
    await page.setViewportSize({ width: 680, height: 1_000 });
    await page.emulateMedia({ media: "print" });
    for (const name of ["required", "hunting", "assets", "trends", "readiness"]) {
      await page.goto(`${site.url}#/reports/${name}?period=6m`);
      await page.locator(".report table").first().waitFor();
      const wide = await page.locator(".report table").evaluateAll((tables) =>
        tables.filter((it) => it.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5).map((it) => it.ariaLabel),
      );
      assert.deepEqual(wide, [], name);
      const steps = page.locator(".matrix-step");
      const exact = await steps.evaluateAll((all) => all.map((it) => getComputedStyle(it).printColorAdjust));
      assert.ok(exact.every((it) => it === "exact"), name);
    }
    await page.emulateMedia({ media: null });
    await page.setViewportSize(size);
  });

  await test("Home tells the hunters' month, and leads to its report", async (t) => {
    const page = await openReport(t);
    await page.goto(`${site.url}#/`);
    await page.getByRole("heading", { name: /^Hunting in / }).waitFor();
    await page.getByRole("link", { name: "Open the hunting report" }).click();
    await page.waitForURL(/#\/reports\/hunting\?period=1m$/);
    await page.getByRole("heading", { name: "Defender Experts Notifications" }).waitFor();
  });
});
