// A larger import does not freeze the page, and a cancelled one leaves nothing behind.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { begin, freezes, largeExport, stored, watchFreezes } from "./import-large.mjs";
import { serveFolder } from "./server.mjs";

const MEGABYTES = 24;
/** The goal is 100 ms on an ordinary computer; machines that build are slower and busier. */
const FREEZE_MS_MAX = 400;

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

test("a larger import is taken whole and does not freeze the page", async (t) => {
  const { page } = await openApp(t, site);
  await watchFreezes(page);
  await begin(page, site, file.path);
  await page.locator(".import-counts").waitFor({ timeout: 120_000 });
  const { longest } = await freezes(page, FREEZE_MS_MAX);
  t.diagnostic(`${file.count} incidents, ${MEGABYTES} MB, longest freeze ${longest.toFixed(0)} ms`);
  assert.ok(longest <= FREEZE_MS_MAX, `the page froze for ${longest.toFixed(0)} ms`);
});
