// Lists that leave: files and paper hold what the list shows, all of its rows and the columns that are chosen.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { openDemo } from "./demo-open.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";

let site;

before(async () => (site = await serveFolder()));
after(() => site.close());

const button = (page, name) => page.getByRole("button", { name, exact: true });
const lines = (csv) => csv.trim().split("\r\n");

/** What a press hands to the downloads. */
async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The files that the export of the page in sight offers. */
async function files(page, label = "Export") {
  await button(page, label).click();
  const csv = await saved(page, "Table as CSV");
  const json = await saved(page, "Table as JSON");
  const sheet = await saved(page, "Table as a spreadsheet");
  await page.keyboard.press("Escape");
  assert.match(csv.name, /^watchfloor-.*\.csv$/);
  assert.equal(sheet.bytes.subarray(0, 2).toString(), "PK", "a spreadsheet is an archive");
  const rows = JSON.parse(json.bytes);
  assert.equal(lines(csv.bytes.toString()).length, rows.length + 1, "as many rows in both");
  return rows;
}

/** What stands on paper when the browser is about to print. */
async function onPaper(page) {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const table = page.locator(".printed-table");
  await table.waitFor();
  const read = await page.evaluate(() => ({
    head: document.querySelector(".printed .report-print-head").innerText,
    heads: [...document.querySelectorAll(".printed-table th")].map((head) => head.innerText),
    rows: document.querySelectorAll(".printed-table tbody tr").length,
    others: [...document.querySelectorAll(".page > :not(.printed-list)")].filter((it) => it.offsetParent).length,
  }));
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await table.waitFor({ state: "detached" });
  return read;
}

async function demo(t) {
  const { page } = await openApp(t, site, { route: "#/demo" });
  await openDemo(page);
  return page;
}

test("the queue leaves with its filter and its columns, on paper too", async (t) => {
  const page = await demo(t);
  await page.goto(`${site.url}#/incidents?view=all&f=severity:high&columns=score,incident,sources`);
  await page.locator(".rows-row").first().waitFor();
  const foot = await page.getByText(/^\d+ to \d+ of \d+$/).first().innerText();
  const count = Number(foot.match(/of (\d+)$/)[1]);
  const rows = await files(page);
  assert.equal(rows.length, count, "every incident that is listed");
  assert.deepEqual(Object.keys(rows[0]), ["id", "score", "incident", "sources"]);
  const first = page.locator(".rows-row").first();
  assert.equal(String(rows[0].score), (await first.locator(".score").first().innerText()).split("\n")[0], "the score of the screen");

  await button(page, "Export").click();
  const whole = JSON.parse((await saved(page, "All fields as JSON")).bytes);
  await page.keyboard.press("Escape");
  const same = whole.find(({ id }) => id === rows[0].id);
  assert.equal(same.watchfloorScore, rows[0].score, "ours stands beside the imported one");

  const paper = await onPaper(page);
  assert.equal(paper.rows, count);
  assert.match(paper.head, /Aldermoor Logistics[^]*Filters: .*High/);
  assert.equal(paper.heads.length, 4);
  assert.equal(paper.others, 0, "the rows of the screen are not on paper");
});

test("alerts, assets, messages and what is needed leave the same way", async (t) => {
  const page = await demo(t);
  await page.goto(`${site.url}#/alerts?severity=high`);
  await page.locator(".rows-row").first().waitFor();
  const said = page.getByRole("status").filter({ hasText: /^\d+ shown/ });
  await said.waitFor();
  const alerts = await files(page);
  assert.equal(alerts.length, Number((await said.innerText()).match(/\d+/)[0]));
  assert.ok(alerts.every((alert) => alert.severity === "High"), "the filter holds");
  const paper = await onPaper(page);
  assert.equal(paper.rows, alerts.length);

  await page.goto(`${site.url}#/assets`);
  const scope = await page.getByText(/^\d+ of \d+, those in open incidents first$/).innerText();
  const devices = await files(page);
  assert.equal(devices.length, Number(scope.match(/^\d+/)[0]));
  assert.equal((await onPaper(page)).rows, devices.length);

  await page.goto(`${site.url}#/ask`);
  assert.ok((await files(page, "Export messages")).length > 0);
});

/** The number of the incident that awaits the customer soonest: which one that is depends on the hour. */
async function soonest(page) {
  await page.goto(`${site.url}#/`);
  const link = page.getByRole("region", { name: "Your turn" }).locator("a[href*='#/incidents/']").first();
  return (await link.getAttribute("href")).match(/incidents\/(\d+)/)[1];
}

test("an incident is printed with its response, however narrow the sheet", async (t) => {
  const page = await demo(t);
  const id = await soonest(page);
  await page.goto(`${site.url}#/incidents/${id}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.setViewportSize({ width: 720, height: 1000 });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const panel = page.getByRole("complementary", { name: "Managed response" });
  await panel.waitFor();
  const box = await panel.boundingBox();
  const inside = await panel.locator(".panel-body").evaluate((body) => body.scrollHeight <= body.clientHeight + 1);
  assert.ok(box.height > 300 && inside, "nothing of the response is cut");
  assert.match(await page.locator(".printed").innerText(), new RegExp(`Incident ${id}[^]*Aldermoor Logistics`));
});

test("an alert's card on a phone has its whole width", async (t) => {
  const page = await demo(t);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${site.url}#/alerts`);
  const title = page.locator(".rows-card .alerts-open").first();
  await title.waitFor();
  const [name, card] = [await title.boundingBox(), await page.locator(".rows-row").first().boundingBox()];
  assert.ok(name.width > 150 && card.width > 340, `${name.width} of ${card.width}`);
  const cut = await title.evaluate((it) => it.scrollWidth > it.clientWidth + 1);
  assert.equal(cut, false, "its name is whole");
});

test("next from Home goes through the list of Home", async (t) => {
  const page = await demo(t);
  await page.goto(`${site.url}#/`);
  const turns = page.getByRole("region", { name: "Your turn" });
  await turns.getByRole("link", { name: /^Open / }).nth(1).waitFor();
  const ids = await turns.locator("a[href*='#/incidents/']").evaluateAll((all) => all.map((it) => it.getAttribute("href").match(/incidents\/(\d+)/)[1]));
  const order = [...new Set(ids)];
  await turns.locator(`a[href*='#/incidents/${order[0]}']`).first().click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator(".incident-steps").getByText(/^1 of \d+$/).waitFor();
  await page.keyboard.press("j");
  await page.waitForURL(new RegExp(`incidents/${order[1]}`));
});

test("what is put off is counted apart, in the tab and on the page alike", async (t) => {
  const page = await demo(t);
  await page.goto(`${site.url}#/incidents?list=yourTurn`);
  await page.locator(".rows-row").first().waitFor();
  const tab = page.getByRole("link", { name: /^Your turn/ });
  const count = async () => Number((await tab.innerText()).match(/\d+/)[0]);
  const before = await count();
  await page.getByRole("status").filter({ hasText: new RegExp(`^${before} incidents$`) }).waitFor();
  await page.goto(`${site.url}#/incidents/${await soonest(page)}`);
  await page.getByRole("button", { name: "Snooze", exact: true }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Snooze", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.goto(`${site.url}#/incidents?list=yourTurn`);
  await page.getByText(/^1 incident is snoozed/).waitFor();
  assert.equal(await count(), before - 1);
  await page.getByRole("status").filter({ hasText: new RegExp(`^${before - 1} incidents$`) }).waitFor();
  await button(page, "Show snoozed").click();
  await page.getByRole("status").filter({ hasText: new RegExp(`^${before} incidents$`) }).waitFor();
  assert.equal(await count(), before);
});

test("a playbook that was downloaded fills the form of another, and anything else is refused", async (t) => {
  const page = await demo(t);
  await page.goto(`${site.url}#/playbooks`);
  await lookAs(page, "expert");
  await page.getByRole("link", { name: "Ransomware" }).first().click();
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Download").click()]);
  assert.match(download.suggestedFilename(), /^playbook-Ransomware\.json$/);
  const text = await readFile(await download.path());
  await page.goto(`${site.url}#/playbooks`);
  await button(page, "New playbook").click();
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await name.waitFor();
  const picker = page.locator("input[type=file]");
  await picker.setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from('{\n "id": 7 }') });
  await page.getByText(/This file is no playbook: it does not fit at line 2, column 8/).waitFor();
  assert.equal(await name.inputValue(), "");
  await picker.setInputFiles({ name: "x.json", mimeType: "application/json", buffer: text });
  await page.getByText("The form says what the file says.").waitFor();
  assert.equal(await name.inputValue(), "Ransomware");
  await name.fill("Ransomware, taken in");
  await button(page, "Keep as a new version").click();
  await page.goto(`${site.url}#/playbooks`);
  await page.getByRole("link", { name: "Ransomware, taken in" }).waitFor();
});
