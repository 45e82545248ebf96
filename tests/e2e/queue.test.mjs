// Import, queue and report: what comes in is listed, filtered, counted, and leads back to its incidents.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, openApp } from "./browser.mjs";
import { importFile, incident, incidentsExport } from "./graph.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const rows = (page) => page.locator(".rows-row:visible");
const foot = (page) => page.locator(".sheet-foot [role=status]");
const tab = (page, name) => page.getByRole("navigation", { name: "Lists" }).getByRole("link", { name });

/** The number in the status line under the rows. */
async function count(page) {
  return Number((await foot(page).innerText()).replace(/\D/g, ""));
}

test("an import is summed up, and the same file again changes nothing", async (t) => {
  const { page } = await openApp(t, site, { route: "#/import" });
  const merged = incident(1, { status: "redirected", redirectIncidentId: "1000" });
  const broken = { displayName: "No id", severity: "high", createdDateTime: "2026-01-01T00:00:00Z" };
  const text = incidentsExport(40, [merged, broken]);
  await importFile(page, site, "incidents.json", text);
  assert.match(await page.locator(".import-counts").innerText(), /Records\s+42\s+New\s+41\s+Merged into others\s+1\s+Skipped\s+1/);
  assert.match(await page.locator("main").innerText(), /Taken in and saved/);
  await expectAccessible(page, "the import summary");
  await importFile(page, site, "incidents.json", text);
  await page.getByText("Everything in here was known already").waitFor();
  await page.goto(`${site.url}#/incidents`);
  await rows(page).first().waitFor();
  assert.equal(await count(page), 40, "merged incidents are not counted");
});

test("what is not JSON is refused with its place, and nothing changes", async (t) => {
  const { page } = await openApp(t, site, { route: "#/import" });
  const file = { name: "broken.json", mimeType: "application/json", buffer: Buffer.from('{"value":[\n{"id": "1", x}]}') };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByText(/Line 2, column/).first().waitFor({ state: "attached" });
  await page.goto(`${site.url}#/incidents`);
  await page.getByRole("heading", { name: "No incidents yet" }).waitFor();
});

test("the queue filters, orders, keeps its state in the address, and comes back", async (t) => {
  const { page } = await openApp(t, site);
  await importFile(page, site, "incidents.json", incidentsExport(300));
  await page.goto(`${site.url}#/incidents`);
  await rows(page).first().waitFor();
  assert.equal(await count(page), 300);
  const high = page.getByRole("checkbox", { name: /^High/ });
  await high.check();
  const highs = await count(page);
  assert.ok(highs > 0 && highs < 300);
  assert.match(page.url(), /severity/);
  await page.getByRole("columnheader", { name: "Status" }).getByRole("button").click();
  assert.match(page.url(), /sort=/);
  const first = await rows(page).first().innerText();
  await page.reload();
  await appStarted(page);
  await rows(page).first().waitFor();
  assert.equal(await count(page), highs);
  assert.equal(await rows(page).first().innerText(), first);
  await page.locator("#queue-find").fill("nothing is called so");
  await page.getByRole("heading", { name: "No incident matches these filters" }).waitFor();
  await expectAccessible(page, "a queue without a match");
  await page.getByRole("button", { name: "Clear all" }).last().click();
  assert.equal(await count(page), 300);
  await tab(page, /Finished by experts/).click();
  assert.ok((await count(page)) < 300);
});

test("the queue works by keyboard alone and shows both themes without a violation", async (t) => {
  const { page } = await openApp(t, site);
  await importFile(page, site, "incidents.json", incidentsExport(120));
  await page.goto(`${site.url}#/incidents`);
  await rows(page).first().waitFor();
  await page.locator("main h1").focus();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const current = page.locator(".rows-row.is-current");
  assert.equal(await current.getAttribute("aria-rowindex"), "3");
  await page.keyboard.press("k");
  assert.equal(await current.getAttribute("aria-rowindex"), "2");
  await page.keyboard.press("End");
  assert.equal(await current.getAttribute("aria-rowindex"), "121");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "queue-find");
  await page.keyboard.type("jjk");
  assert.equal(await page.locator("#queue-find").inputValue(), "jjk", "letters belong to the field");
  await page.locator("#queue-find").fill("");
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `the queue, ${colorScheme}`);
  }
});

test("many thousand rows scroll without a gap", async (t) => {
  const { page } = await openApp(t, site, { route: "#/import" });
  const text = incidentsExport(20_000);
  const started = performance.now();
  await importFile(page, site, "many.json", text);
  const imported_s = (performance.now() - started) / 1000;
  t.diagnostic(`20,000 incidents (${(text.length / 1e6).toFixed(0)} MB) taken in within ${imported_s.toFixed(1)} s`);
  await page.goto(`${site.url}#/incidents`);
  await rows(page).first().waitFor();
  assert.equal(await count(page), 20_000);
  const grid = page.getByRole("grid");
  assert.equal(await grid.getAttribute("aria-rowcount"), "20001");
  assert.ok((await page.locator(".rows-row").count()) < 120, "rows are drawn for the window only");
  for (const share of [0.25, 0.5, 0.9, 1]) {
    await grid.evaluate((element, part) => (element.scrollTop = part * element.scrollHeight), share);
    await page.waitForTimeout(120);
    const visible = await page.evaluate(() => {
      const box = document.querySelector("[role=grid]").getBoundingClientRect();
      const at = document.elementFromPoint(box.x + 200, box.y + box.height / 2);
      return at.closest(".rows-row")?.innerText ?? "";
    });
    assert.ok(visible.trim().length > 0, `rows at ${share * 100} %`);
  }
});

test("the report counts, filters its charts by one another, and leads to the incidents", async (t) => {
  const { page } = await openApp(t, site);
  await page.goto(`${site.url}#/reports`);
  await page.getByRole("heading", { name: "Nothing to report yet" }).waitFor();
  await expectAccessible(page, "an empty report");
  await importFile(page, site, "incidents.json", incidentsExport(400));
  await page.goto(`${site.url}#/reports`);
  const investigated = page.locator(".tile", { hasText: "Investigated" }).locator(".figure");
  await investigated.waitFor();
  const all = Number((await investigated.innerText()).replace(/\D/g, ""));
  assert.ok(all > 0);
  const bar = (level) => page.getByRole("group", { name: "By severity" }).getByRole("button").filter({ hasText: level });
  await bar("High").click();
  const highs = Number((await investigated.innerText()).replace(/\D/g, ""));
  assert.ok(highs > 0 && highs < all, "choosing a bar filters the figures");
  assert.equal(await bar("Medium").isVisible(), true, "its own chart keeps its bars");
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `the report, ${colorScheme}`);
  }
  await investigated.click();
  await rows(page).first().waitFor();
  assert.equal(await count(page), highs, "the incidents behind the number are as many as it says");
});
