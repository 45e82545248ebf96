// The report: its pages, linked filters with their way back, and what leaves the matrix.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { openApp } from "./browser.mjs";
import { importFile, incident, incidentsExport } from "./graph.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const notification = (number) =>
  incident(number, {
    displayName: "Defender Experts: Credential access on servers",
    severity: "high",
    status: "resolved",
    classification: "truePositive",
    determination: "compromisedAccount",
    systemTags: ["Defender Experts"],
  });

const numberOf = async (locator) => Number((await locator.innerText()).replace(/\D/g, ""));
const tile = (page, name) => page.locator(".tile", { hasText: name });
const figure = (page, name) => tile(page, name).locator(".figure");
const chip = (page) => page.locator(".chip", { hasText: "Severity" });

/** An open report over made-up incidents. */
async function openReport(t, count = 300, options = {}) {
  const { page } = await openApp(t, site, { acceptDownloads: true, ...options });
  await importFile(page, site, "incidents.json", incidentsExport(count, [notification(1), notification(2)]));
  await page.goto(`${site.url}#/reports`);
  await figure(page, "Investigated").waitFor();
  return page;
}

async function saved(page, press) {
  const waiting = page.waitForEvent("download");
  await press();
  const download = await waiting;
  const path = await download.path();
  return { name: download.suggestedFilename(), path, text: await readFile(path, "utf8") };
}

test("every page of the report opens by its tab and is accessible", async (t) => {
  const page = await openReport(t);
  const pages = [
    ["Trends", "By outcome"],
    ["Required your action", "No action was asked of you"],
    ["Most impacted assets", "Most impacted assets"],
    ["ATT&CK matrix", "Initial access"],
    ["Hunting", "Emerging threats"],
    ["Readiness", "Identities"],
    ["Overview", "Incidents by day"],
  ];
  for (const [tab, heading] of pages) {
    await page.getByRole("navigation", { name: "Report" }).getByRole("link", { name: tab, exact: true }).click();
    await page.getByRole("heading", { name: heading }).first().waitFor();
    await expectAccessible(page, tab);
  }
});

test("the provider's people read of the customer where the customer is spoken to", async (t) => {
  const page = await openReport(t);
  const tab = (name) => page.getByRole("navigation", { name: "Report" }).getByRole("link", { name, exact: true });
  await tile(page, "Resolved with your help").waitFor();
  await lookAs(page, "advisor");
  await tile(page, "Resolved with the customer's help").waitFor();
  await page.locator(".legend", { hasText: "With the customer's help" }).first().waitFor();
  await page.getByRole("heading", { name: "Customer action" }).waitFor();
  const main = page.locator("main");
  for (const name of ["Overview", "Trends", "Customer action", "Hunting"]) {
    await tab(name).click();
    await page.locator(`[aria-current="page"]`, { hasText: name }).waitFor();
    const said = await main.innerText();
    assert.doesNotMatch(said.replace(/your (filter|browser|time zone)/g, ""), /\b[Yy]ours?\b|\b[Yy]ou\b/, name);
  }
  await lookAs(page, "analyst");
  await tab("Required your action").waitFor();
});

test("a choice filters the rest, a link brings it back, and undo takes it away", async (t) => {
  const page = await openReport(t);
  const all = await numberOf(figure(page, "Investigated"));
  const bar = page.getByRole("group", { name: "By severity" }).getByRole("button").filter({ hasText: "High" });
  await bar.click();
  await chip(page).waitFor();
  const highs = await numberOf(figure(page, "Investigated"));
  assert.ok(highs > 0 && highs < all);
  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await chip(page).waitFor();
  assert.equal(await numberOf(figure(page, "Investigated")), highs, "the link brings the view back");
  await bar.click();
  await chip(page).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Take the last change back" }).click();
  await chip(page).waitFor();
  assert.equal(await numberOf(figure(page, "Investigated")), highs);
});

test("the brush moves by keys, and a figure leads to as many incidents as it says", async (t) => {
  const page = await openReport(t);
  const before = await numberOf(figure(page, "Investigated"));
  await page.getByRole("slider", { name: "First day" }).focus();
  for (let week = 0; week < 4; week += 1) await page.keyboard.press("Shift+ArrowLeft");
  await page.waitForURL(/period=\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}/);
  assert.ok((await numberOf(figure(page, "Investigated"))) > before);
  await page.getByRole("button", { name: "Take the last change back" }).click();
  assert.equal(await numberOf(figure(page, "Investigated")), before, "the whole drag is one step");
  const count = await numberOf(figure(page, "Resolved directly"));
  await tile(page, "Resolved directly").getByRole("button").first().click();
  await page.getByRole("region", { name: "Figures" }).getByText("Resolved incidents of which no action was the customer's.").waitFor();
  await page.getByRole("link", { name: new RegExp(`Show the ${count} incidents`) }).last().click();
  const foot = page.locator(".sheet-bar [role=status]");
  await foot.waitFor();
  assert.equal(await numberOf(foot), count);
});

test("the ends of the brush are dragged by the mouse, each alone", async (t) => {
  const page = await openReport(t);
  const days = () => Promise.all(["First day", "Last day"].map((name) => page.getByRole("slider", { name }).getAttribute("aria-valuenow").then(Number)));
  const [first, last] = await days();
  const box = await page.getByRole("slider", { name: "First day" }).boundingBox();
  const plot = await page.locator(".brush-plot").boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  assert.deepEqual(await days(), [first, last], "a press alone moves nothing");
  await page.mouse.move(x - plot.width / 8, y, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/period=/);
  const [begin, end] = await days();
  assert.ok(begin < first - 10, "the first day follows the hand");
  assert.equal(end, last, "the last one stays");
});

test("the matrix leaves as a layer of the Navigator", async (t) => {
  const page = await openReport(t);
  await page.goto(`${site.url}#/reports/matrix?period=all`);
  const { text } = await saved(page, () => page.getByRole("button", { name: "Save as a Navigator layer" }).click());
  const layer = JSON.parse(text);
  assert.equal(layer.versions.layer, "4.5");
  const dumping = layer.techniques.find((technique) => technique.techniqueID === "T1003");
  const cell = await page.getByRole("button", { name: /T1003 OS/ }).first().getAttribute("title");
  assert.equal(dumping.score, Number(/: (\d+) incident/.exec(cell)[1]), "a cell and its score are the same");
  assert.match(dumping.comment, /resolved/);
});
