// What is derived from a workspace is kept, so that it opens at once. With it, without it and with a damaged one the same
// incidents and figures are there.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { loadedAnew, openApp } from "./browser.mjs";
import { importPath, largeExport } from "./graph-large.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

/** Enough that columns are kept and not built in one go. */
const COUNT = 3_000;

/** Does something to what is kept of the workspace: `look`, `damage` or `delete`. Answers the names. */
const withKept = (page, what) =>
  page.evaluate(async (what) => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const names = (await indexedDB.databases()).map((database) => database.name);
    const database = await done(indexedDB.open(names.find((name) => name.startsWith("watchfloor-"))));
    const transaction = database.transaction("caches", "readwrite");
    const ended = new Promise((resolve) => (transaction.oncomplete = resolve));
    const store = transaction.objectStore("caches");
    const kept = (await done(store.getAllKeys())).filter((name) => name.startsWith("kept-"));
    for (const name of what === "look" ? [] : kept) {
      if (what === "delete") {
        store.delete(name);
        continue;
      }
      const bytes = await done(store.get(name));
      bytes[bytes.length >> 1] ^= 4;
      store.put(bytes, name);
    }
    await ended;
    database.close();
    return kept;
  }, what);

/** Waits until both the catalogue and the columns are kept. */
async function kept(page) {
  const isThere = (names) => names.includes("kept-catalogue") && names.includes("kept-columns");
  while (!isThere(await withKept(page, "look"))) await page.waitForTimeout(100);
}

/** What the first rows of the queue, its count and the figures of the overview say. */
async function shown(page) {
  await page.goto(`${site.url}#/incidents?noise=shown`);
  await page.locator(".rows-row:visible").first().waitFor();
  const rows = (await page.locator(".rows-row:visible").allInnerTexts()).slice(0, 10);
  const count = await page.locator(".sheet-bar [role=status]").innerText();
  await page.goto(`${site.url}#/reports`);
  await page.locator(".tile .figure").first().waitFor();
  const figures = await page.locator(".tile .figure").allInnerTexts();
  return { rows, count, figures };
}

test("a workspace opens the same with what was kept, without it and with a damaged one", async (t) => {
  const { page } = await openApp(t, site);
  await importPath(page, site, await largeExport(t, COUNT));
  const first = await shown(page);
  assert.match(first.count.replace(/\D/g, ""), new RegExp(COUNT));
  await kept(page);

  await loadedAnew(page, () => page.reload());
  const left = await page.evaluate(async () => (await globalThis.watchfloorAhead)?.caches.size);
  assert.equal(left, 0, "what was read while the application loaded is what it took");
  assert.deepEqual(await shown(page), first, "with what was kept");

  // A head and at least one part of each.
  assert.ok((await withKept(page, "damage")).length >= 4);
  await loadedAnew(page, () => page.reload());
  assert.deepEqual(await shown(page), first, "with a damaged one");

  await kept(page);
  await withKept(page, "delete");
  await loadedAnew(page, () => page.reload());
  assert.deepEqual(await shown(page), first, "without it");
  await kept(page);
});
