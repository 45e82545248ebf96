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
const foot = (page) => page.locator(".sheet-bar [role=status]");
const tab = (page, name) => page.getByRole("navigation", { name: "Lists" }).getByRole("link", { name });

/** The number of incidents that match, folded ones among them. */
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
  await page.goto(`${site.url}#/incidents?view=all`);
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
  await page.goto(`${site.url}#/incidents?view=all`);
  await rows(page).first().waitFor();
  assert.equal(await count(page), 300);
  const high = page.getByRole("checkbox", { name: /^High/ });
  await high.check();
  const highs = await count(page);
  assert.ok(highs > 0 && highs < 300);
  assert.match(page.url(), /severity/);
  await page.getByRole("columnheader", { name: "Status" }).getByRole("button").click();
  assert.match(page.url(), /sort=/);
  // The name alone: how long a row has been in its state goes on meanwhile.
  const name = () => rows(page).first().locator("a.name").innerText();
  const first = await name();
  await page.reload();
  await appStarted(page);
  await rows(page).first().waitFor();
  assert.equal(await count(page), highs);
  assert.equal(await name(), first);
  await page.locator("#queue-find").fill("nothing is called so");
  await page.getByRole("heading", { name: "No incident matches these filters" }).waitFor();
  await expectAccessible(page, "a queue without a match");
  await page.getByRole("button", { name: "Clear all filters" }).click();
  assert.equal(await count(page), 300);
  await tab(page, /Finished by experts/).click();
  await tab(page, /Finished by experts/).and(page.locator("[aria-current]")).waitFor();
  assert.ok((await count(page)) < 300);
});

test("the queue opens with what is open, and says how to see the rest", async (t) => {
  const { page } = await openApp(t, site);
  await importFile(page, site, "incidents.json", incidentsExport(300));
  await page.goto(`${site.url}#/incidents`);
  await rows(page).first().waitFor();
  const counts = async (name) => Number((await tab(page, name).innerText()).replace(/\D/g, ""));
  const [open, all] = [await counts(/^Open/), await counts(/^All/)];
  assert.ok(open > 0 && open < all && all === 300, `${open} of ${all}`);
  assert.equal(await count(page), open);
  await page.getByRole("button", { name: "What needs attention" }).waitFor();
  const statuses = await rows(page).evaluateAll((all) => all.map((row) => row.innerText));
  assert.ok(statuses.length > 0 && statuses.every((text) => !/Resolved/.test(text)), "nothing resolved is listed");
  // What the list leaves out is counted where it can be asked for, and asking leaves the list.
  const resolved = page.getByRole("checkbox", { name: /^Resolved/ });
  const row = page.locator(".facets-column label", { has: resolved });
  assert.equal(Number((await row.innerText()).replace(/\D/g, "")), all - open);
  await resolved.check();
  await tab(page, /^All/).and(page.locator("[aria-current]")).waitFor();
  assert.equal(await count(page), all - open);
  await page.goto(`${site.url}#/incidents?list=open`);
  await page.locator("#queue-find").fill("nothing is called so");
  await page.getByText("Look among all incidents, resolved ones too").waitFor();
  await page.locator("#queue-find").fill("");
  await tab(page, /^All/).click();
  await tab(page, /^All/).and(page.locator("[aria-current]")).waitFor();
  assert.equal(await count(page), all, "the list of all is not the default one");
  // A change of order is looked at from its beginning.
  const grid = page.getByRole("grid");
  await grid.evaluate((it) => (it.scrollTop = 2_000));
  await page.getByRole("columnheader", { name: "Severity" }).getByRole("button").click();
  await page.waitForFunction(() => document.querySelector("[role=grid]").scrollTop === 0);
});

test("the queue works by keyboard alone and shows both themes without a violation", async (t) => {
  const { page } = await openApp(t, site);
  await importFile(page, site, "incidents.json", incidentsExport(120));
  await page.goto(`${site.url}#/incidents`);
  await rows(page).first().waitFor();
  await page.locator("main h1").focus();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const at = (row) => page.locator(`.rows-row.is-current[aria-rowindex="${row}"]`).waitFor();
  await at(3);
  await page.keyboard.press("k");
  await at(2);
  await page.keyboard.press("End");
  const last = Number(await page.getByRole("grid").getAttribute("aria-rowcount"));
  await at(last);
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
