// A larger import is taken whole, its longest freeze is printed, and a cancelled one leaves nothing behind.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { importPath } from "./graph-large.mjs";
import { begin, freezes, largeExport, stored, watchFreezes } from "./import-large.mjs";
import { serveFolder } from "./server.mjs";

const MEGABYTES = 24;
/** The goal on an ordinary computer; printed and no gate, since machines that build are slower and busier. */
const FREEZE_MS_GOAL = 100;

let [site, folder, file] = [];
before(async () => {
  site = await serveFolder();
  folder = await mkdtemp(join(tmpdir(), "watchfloor-large-"));
  file = await largeExport(folder, MEGABYTES);
});
after(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

test("a cancelled import leaves nothing behind", async (t) => {
  const { page } = await openApp(t, site);
  const empty = await stored(page);
  await begin(page, site, file.path);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Stopped. Nothing was taken in.").waitFor();
  assert.deepEqual(await stored(page), empty);
});

// Wherever it is: at the first batches, in the middle, while the person looks at what was read.
test("leaving the page while it reads, or before anything is taken in, leaves nothing behind", async (t) => {
  const { page } = await openApp(t, site);
  const empty = await stored(page);
  const leftWhen = [
    () => page.getByRole("button", { name: "Cancel" }).waitFor(),
    () => page.locator("progress, [role=progressbar]").first().waitFor().then(() => page.waitForTimeout(700)),
    () => page.getByRole("button", { name: "Take in" }).waitFor(),
  ];
  for (const [number, moment] of leftWhen.entries()) {
    await begin(page, site, file.path);
    await moment();
    await page.evaluate(() => (location.hash = "#/"));
    await page.locator("#main h1").waitFor();
    // What was read is taken away in the background; reading that went on would bring more.
    await page.waitForTimeout(1_000);
    let left = await stored(page);
    for (let tries = 0; tries < 100 && (left.documents > empty.documents || left.caches > empty.caches); tries += 1) {
      await page.waitForTimeout(100);
      left = await stored(page);
    }
    assert.deepEqual(left, empty, `moment ${number}`);
  }
});

test("a larger import is taken whole", async (t) => {
  const { page } = await openApp(t, site);
  await watchFreezes(page);
  await importPath(page, site, file.path);
  const { longest, over } = await freezes(page, FREEZE_MS_GOAL);
  t.diagnostic(`${file.count} incidents, ${MEGABYTES} MB, longest freeze ${longest.toFixed(0)} ms, ${over} over ${FREEZE_MS_GOAL} ms`);
  const counts = await page.locator(".import-counts").innerText();
  assert.ok(counts.includes(file.count.toLocaleString("en-GB")), `${file.count} incidents, and the page says: ${counts}`);
});
