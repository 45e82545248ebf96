// The business review: its period, what leaves with it, what goes on to the next month, and how it lies on paper.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { expectAccessible } from "./axe.mjs";
import { openApp } from "./browser.mjs";
import { importFile, incidentsExport } from "./graph.mjs";
import { dialog } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const title = (page) => page.getByRole("textbox", { name: "Title" });
const period = (page) => page.getByRole("combobox", { name: "Period", exact: true });
const point = (page) => page.locator(".review-point");

/** A workspace with incidents, looked at by the advisor, with the report open on a period of two dates. */
/** A report of more days than any month has: 30 are a month when a month of 30 ended yesterday. */
async function openReport(t) {
  const { page } = await openApp(t, site, { acceptDownloads: true });
  await importFile(page, site, "incidents.json", incidentsExport(200, []));
  await lookAs(page, "advisor");
  await page.goto(`${site.url}#/reports?period=32d`);
  await page.locator(".tile").first().waitFor();
  return page;
}

async function begin(page) {
  await page.getByRole("button", { name: "Begin a review of this period" }).click();
  await title(page).waitFor();
}

async function add(page, what, text) {
  await page.getByRole("button", { name: what }).click();
  const last = point(page).filter({ has: page.getByRole("combobox", { name: "Owner" }) }).last();
  await last.getByRole("textbox", { name: "What" }).fill(text);
  await last.getByRole("combobox", { name: "Owner" }).fill("Mara");
}

/** The texts of a workbook: its shared strings and the names of its sheets. */
function workbookTexts(bytes) {
  const texts = [];
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, name, extra, comment] = [bytes.readUInt32LE(at + 20), ...[28, 30, 32].map((it) => bytes.readUInt16LE(at + it))];
    const path = bytes.toString("utf8", at + 46, at + 46 + name);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    if (/sharedStrings|workbook\.xml$/.test(path)) texts.push((bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString("utf8"));
    at += 46 + name + extra + comment;
  }
  return texts.join("\n");
}

test("a review begins with the period of the report and is of a month or two dates, nothing else", async (t) => {
  const page = await openReport(t);
  await begin(page);
  assert.equal(await period(page).inputValue(), "dates", "32 days are two dates");
  const [first, last] = [page.getByLabel("First day"), page.getByLabel("Last day")];
  const days = [await first.inputValue(), await last.inputValue()];
  assert.equal((Date.parse(days[1]) - Date.parse(days[0])) / 86_400_000, 31, "the 32 days of the report");
  await last.fill("2020-01-01");
  await last.blur();
  await page.getByText("The last day lies before the first.").waitFor();
  await expectAccessible(page, "a review with a wrong day");
  await page.reload();
  await title(page).waitFor();
  assert.equal(await last.inputValue(), days[1], "what makes no period was not kept");
  const month = await period(page).locator("option").nth(1).getAttribute("value");
  await period(page).selectOption(month);
  const name = await period(page).locator("option:checked").innerText();
  await page.getByRole("button", { name: "All reviews" }).click();
  await page.getByRole("link", { name, exact: true }).click();
  await title(page).waitFor();
  assert.equal(await period(page).inputValue(), month);
  assert.equal(await title(page).inputValue(), name, "the title follows the month");
});

test("the words of a review leave with its spreadsheet, and open decisions go on once", async (t) => {
  const page = await openReport(t);
  await begin(page);
  const last = Date.parse(await page.getByLabel("Last day").inputValue());
  await page.getByRole("textbox", { name: "Summary" }).fill("A **quiet** month.");
  await add(page, "Add decision", "Keep the exclusion of the scanners");
  await add(page, "Add action", "Onboard the warehouse laptops");
  await page.getByRole("status").filter({ hasText: /^Saved .* by / }).waitFor();
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Spreadsheet" }).click();
  const download = await waiting;
  assert.match(download.suggestedFilename(), /^watchfloor-review-/);
  const texts = workbookTexts(await readFile(await download.path()));
  for (const text of ["A **quiet** month.", "Keep the exclusion of the scanners", "Onboard the warehouse laptops", "Notable incidents", "Decisions", "Investigated"]) {
    assert.ok(texts.includes(text), `the workbook says “${text}”`);
  }
  await page.getByRole("button", { name: "Sign off" }).click();
  await dialog(page).getByRole("button", { name: "Sign off" }).click();
  await page.getByText(/^Signed off by/).first().waitFor();
  assert.equal(await page.locator(".markdown strong").first().innerText(), "quiet", "signed, the summary is set");
  assert.equal(await page.locator("article").getByRole("checkbox").or(page.locator(".review-point")).count(), 0, "what is signed is not filled in");
  const decided = page.locator("section", { has: page.getByRole("heading", { name: "Decisions" }) }).last();
  assert.match(await decided.innerText(), /Keep the exclusion of the scanners\s+Owner: Mara · Open/);
  const signed = page.url();
  const carry = page.getByRole("button", { name: "Carry over to the next month" });
  await carry.click();
  await page.getByText("carried over", { exact: true }).first().waitFor();
  const whats = await page.getByRole("textbox", { name: "What" }).evaluateAll((list) => list.map((it) => it.value));
  assert.deepEqual(whats, ["Keep the exclusion of the scanners", "Onboard the warehouse laptops"]);
  const next = page.url();
  // On the first of a month what follows is that month, as one choice and without two dates.
  const chosen = await period(page).inputValue();
  const first = chosen === "dates" ? await page.getByLabel("First day").inputValue() : chosen.slice(0, 10);
  const begins = Date.parse(first);
  assert.equal((begins - last) / 86_400_000, 1, "the next month begins where this one ended");
  await page.goto(signed);
  await carry.click();
  await page.getByText("carried over", { exact: true }).first().waitFor();
  assert.equal(page.url(), next, "there is one next review");
});

test("on paper nothing is cut, and the head says what the page shows", async (t) => {
  const page = await openReport(t);
  await begin(page);
  await page.getByRole("heading", { name: "Six months" }).waitFor();
  const decision = `${"Every administrator of the depots signs in with a key of their own. ".repeat(3)}So it is.`;
  await add(page, "Add decision", decision);
  // The width that A4 leaves between its margins.
  await page.setViewportSize({ width: 680, height: 1_000 });
  await page.emulateMedia({ media: "print" });
  const wide = await page.locator(".review-table").evaluateAll((tables) =>
    tables.filter((it) => it.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5).map((it) => it.innerText.slice(0, 80)),
  );
  assert.deepEqual(wide, [], "tables that the paper cuts");
  assert.equal(await page.locator("article :is(input, textarea, select, button):visible").count(), 0, "paper has no fields");
  const printed = await page.locator(".review-printed:visible").last().innerText();
  assert.ok(printed.includes(decision) && printed.includes("Mara"), printed);
  assert.ok(!/\d{4}-\d{2}-\d{2}T/.test(await page.locator("article").innerText()), "moments are in words");

  const head = page.locator(".report-print-head p");
  await page.goto(`${site.url}#/reports/trends?period=30d`);
  await page.locator(".heat").first().waitFor();
  const today = new Date();
  const year = (back) => String(new Date(today.getFullYear(), today.getMonth() - back, 1).getFullYear());
  assert.equal(await head.first().innerText(), "Trends", "paper is titled by its page");
  const trends = await head.nth(1).innerText();
  await page.goto(`${site.url}#/reports?period=6m`);
  await page.locator(".tile").first().waitFor();
  assert.equal(trends, await head.nth(1).innerText(), "the trends are those of six months");
  assert.ok(trends.includes(year(6)));
  await page.goto(`${site.url}#/reports/readiness?period=30d`);
  await page.getByText("every import until now").waitFor();
  assert.equal(await page.locator(".report-filters .field:visible, .chart-tip:visible").count(), 0);

  const revision = await head.last().innerText();
  await page.reload();
  await head.last().waitFor();
  const numberIn = (text) => /revision (\d+)/.exec(text)[1];
  assert.equal(numberIn(await head.last().innerText()), numberIn(revision), "a page that opens anew has the same revision");
  assert.ok(Number(numberIn(revision)) > 1);
});

test("a review begins with proposals, and its tables leave with its own days", async (t) => {
  const page = await openReport(t);
  await begin(page);
  const notable = page.locator(".review-notable");
  assert.equal(await notable.count(), 5, "five incidents are worth a word");
  const first = notable.first();
  const why = first.getByRole("textbox", { name: "Why it is worth a word" });
  assert.match(await why.inputValue(), /High severity\./);
  await first.getByText("proposed", { exact: true }).waitFor();
  await why.fill("It came through the front door.");
  await first.getByText("proposed", { exact: true }).waitFor({ state: "detached" });
  await notable.nth(1).getByRole("button", { name: /^Remove/ }).click();
  assert.equal(await notable.count(), 4);
  await expectAccessible(page, "a review with proposals");
  const month = await period(page).locator("option").nth(1).getAttribute("value");
  await period(page).selectOption(month);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Figures as CSV", exact: true }).click();
  assert.ok((await waiting).suggestedFilename().startsWith(`watchfloor-figures-${month.replace("..", "_")}-`), month);
});

test("a sign-off says what is missing and leaves empty points out", async (t) => {
  const page = await openReport(t);
  await begin(page);
  for (let left = await page.locator(".review-notable").count(); left > 0; left -= 1) {
    await page.locator(".review-notable").last().getByRole("button", { name: /^Remove/ }).click();
  }
  await page.getByRole("button", { name: "Add recommendation" }).click();
  await page.getByRole("button", { name: "Add action" }).click();
  await page.getByRole("textbox", { name: "What" }).last().fill("Onboard the warehouse laptops");
  await page.getByRole("button", { name: "Sign off" }).click();
  const said = await dialog(page).locator("li").allInnerTexts();
  assert.deepEqual(said, [
    "There is no summary.",
    "1 open point has no owner.",
    "1 open action or recommendation has no due date.",
    "1 empty point will be left out.",
  ]);
  await expectAccessible(page, "the sign-off of a review with gaps");
  await dialog(page).getByRole("textbox", { name: "Your name" }).fill("Marcus Webb");
  await dialog(page).getByRole("button", { name: "Sign off" }).click();
  await page.getByText(/^Signed off by Marcus Webb/).first().waitFor();
  const heads = await page.locator("article h2:visible").allInnerTexts();
  assert.deepEqual(heads, ["Open actions", "Figures"], "no heading of nothing");
});

test("a draft is deleted and comes back, another of the same days is asked about, and the customer reads it", async (t) => {
  const page = await openReport(t);
  await begin(page);
  await page.getByRole("textbox", { name: "Summary" }).fill("Quiet.");
  await page.goto(`${site.url}#/reports?period=32d`);
  await page.getByRole("button", { name: "Begin a review of this period" }).click();
  await dialog(page).getByText(/covers some of these days/).waitFor();
  await expectAccessible(page, "two reviews of the same days");
  const primary = dialog(page).locator(".button-primary");
  assert.deepEqual(await primary.allInnerTexts(), ["Open that one"]);
  await primary.click();
  await title(page).waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Summary" }).inputValue(), "Quiet.");
  // An incident is added by words of its title.
  const field = page.getByRole("combobox", { name: "Id or title of the incident" });
  await field.fill("no such words");
  await page.getByRole("button", { name: "Add incident" }).click();
  await page.getByText("No incident has this id or title.").waitFor();
  const before = await page.locator(".review-notable").count();
  await field.fill("sign");
  const offered = await page.locator("datalist option").first().getAttribute("value");
  await field.fill(offered);
  await page.getByRole("button", { name: "Add incident" }).click();
  await page.locator(".review-notable").getByRole("link", { name: offered }).waitFor();
  assert.equal(await page.locator(".review-notable").count(), before + 1);
  // Fields stand in one line with what has no label, however high they grow.
  const lines = await page.locator(".review-notable").last().evaluate((row) => {
    const middle = (it, high) => it.getBoundingClientRect().top + high / 2;
    return [middle(row.querySelector("textarea"), 32), middle(row.lastElementChild, row.lastElementChild.getBoundingClientRect().height)];
  });
  assert.ok(Math.abs(lines[0] - lines[1]) < 2, lines.join(" "));
  const name = await title(page).inputValue();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByText("No review yet").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name, exact: true }).click();
  await title(page).waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Summary" }).inputValue(), "Quiet.");
  await lookAs(page, "administrator");
  await page.getByText(/^The advisor writes this draft\./).waitFor();
  assert.equal(await page.locator("article").locator("textarea, select, input:not([readonly])").count(), 0);
  assert.equal(await page.getByRole("button", { name: "Delete", exact: true }).count(), 0);
  await page.locator("article").getByText("Quiet.").waitFor();
});

test("a review of a filtered report says its filter, and counts without it until it is signed", async (t) => {
  const page = await openReport(t);
  await page.goto(`${site.url}#/reports?period=30d&f=severity%3Amedium`);
  await page.locator(".report-chips .chip", { hasText: "Severity" }).waitFor();
  await begin(page);
  await page.locator("article").getByText("Filters: Severity: Medium", { exact: true }).waitFor();
  const bySeverity = page.locator(".review-table", { hasText: "Medium" }).first();
  await bySeverity.waitFor();
  assert.doesNotMatch(await bySeverity.innerText(), /^High/m, "the table obeys the filter too, and has no row of nothing");
  // What stands on every printed sheet.
  const margins = await page.evaluate(() => document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join("\n"));
  assert.match(margins, /Filters: Severity: Medium/);
  assert.match(margins, /revision \d+/);
  await page.getByRole("button", { name: "Without the filter" }).click();
  await page.locator("article").getByText("Filters: Severity: Medium", { exact: true }).waitFor({ state: "detached" });
});

test("undo outlives a look at the incidents and another page of the report", async (t) => {
  const page = await openReport(t);
  const chip = page.locator(".report-chips .chip", { hasText: "Severity" });
  await page.getByRole("group", { name: "By severity" }).getByRole("button").filter({ hasText: "Medium" }).click();
  await chip.waitFor();
  await page.getByRole("link", { name: "Customer action", exact: true }).first().click();
  await page.getByRole("button", { name: "Take the last change back", exact: true }).waitFor();
  await chip.waitFor();
  await page.getByRole("link", { name: /^Show the \d+ incident/ }).first().click();
  await page.getByRole("heading", { level: 1, name: "Incidents" }).waitFor();
  await page.goBack();
  await chip.waitFor();
  await page.getByRole("button", { name: "Take the last change back", exact: true }).click();
  await chip.waitFor({ state: "detached" });
  assert.match(page.url(), /reports\/required/);
});
