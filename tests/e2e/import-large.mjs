// A large import: how long the page freezes at most, how much memory it takes, and whether a cancelled one leaves
// anything behind. By hand, for an export of 300 MB: node tests/e2e/import-large.mjs 300

import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { appStarted, openBrowser } from "./browser.mjs";
import { incident } from "./graph.mjs";
import { serveFolder } from "./server.mjs";

/** Writes an export of about so many megabytes; answers its path and how many incidents it has. */
export async function largeExport(folder, megabytes) {
  const path = join(folder, "incidents.json");
  const out = createWriteStream(path);
  let [bytes, count] = [0, 0];
  const write = async (text) => {
    bytes += text.length;
    if (!out.write(text)) await once(out, "drain");
  };
  await write('{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#security/incidents(alerts())","value":[');
  while (bytes < megabytes * 1e6) {
    count += 1;
    await write((count > 1 ? "," : "") + JSON.stringify(incident(count)));
  }
  await write("]}");
  out.end();
  await once(out, "finish");
  return { path, count, bytes };
}

/** Begins to note how long the page does not answer. */
export async function watchFreezes(page) {
  await page.evaluate(() => {
    window.freezes = [];
    new PerformanceObserver((list) => window.freezes.push(...list.getEntries().map((task) => task.duration))).observe({
      entryTypes: ["longtask"],
    });
  });
}

/** The longest freeze so far and how many lasted longer than a limit, in milliseconds. */
export const freezes = (page, limit) =>
  page.evaluate((limit) => ({ longest: Math.max(0, ...window.freezes), over: window.freezes.filter((ms) => ms > limit).length }), limit);

/** How many documents and caches the only workspace of a page has. */
export const stored = (page) =>
  page.evaluate(async () => {
    // The application opens its database only after the first drawing: one that is opened too soon would be empty.
    const named = async () => (await indexedDB.databases()).map((one) => one.name).find((name) => name.startsWith("watchfloor-"));
    let name = await named();
    for (; !name; name = await named()) await new Promise((resolve) => setTimeout(resolve, 20));
    const opened = indexedDB.open(name);
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const count = async (store) => {
      const request = opened.result.transaction(store).objectStore(store).count();
      await new Promise((resolve) => (request.onsuccess = resolve));
      return request.result;
    };
    const counts = { documents: await count("documents"), caches: await count("caches") };
    opened.result.close();
    return counts;
  });

/** Hands a file to the import page. */
export async function begin(page, site, path) {
  await page.goto(`${site.url}#/import`);
  await page.locator("input[type=file]").setInputFiles(path);
}

/** The freezes since the last look, in words. */
async function frozen(page, what) {
  const { longest, over } = await freezes(page, 100);
  await page.evaluate(() => (window.freezes.length = 0));
  return `${what}: longest freeze ${longest.toFixed(0)} ms, ${over} of more than 100 ms`;
}

async function byHand(megabytes) {
  const folder = await mkdtemp(join(tmpdir(), "watchfloor-large-"));
  const site = await serveFolder();
  const visitor = await openBrowser();
  try {
    const file = await largeExport(folder, megabytes);
    console.log(`${(file.bytes / 1e6).toFixed(0)} MB, ${file.count} incidents`);
    const { page } = visitor;
    await page.goto(site.url);
    await appStarted(page);
    await watchFreezes(page);
    await begin(page, site, file.path);
    await page.getByRole("button", { name: "Cancel" }).waitFor();
    await page.waitForTimeout(3_000);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Stopped. Nothing was taken in.").waitFor();
    console.log("cancelled after 3 s; left behind:", await stored(page));
    await frozen(page, "");
    let heap = 0;
    const sampled = setInterval(async () => {
      const used = await page.evaluate(() => performance.memory.usedJSHeapSize).catch(() => 0);
      heap = Math.max(heap, used);
    }, 1_000);
    let began = Date.now();
    const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
    await begin(page, site, file.path);
    await page.locator("#preview-title").waitFor({ timeout: 1_800_000 });
    console.log(await frozen(page, `read in ${seconds()}`));
    began = Date.now();
    await page.getByRole("button", { name: "Take in" }).click();
    await page.locator("#preview-title").waitFor({ state: "detached", timeout: 1_800_000 });
    await page.locator(".import-counts").waitFor({ timeout: 1_800_000 });
    console.log(await frozen(page, `taken in within ${seconds()}`));
    clearInterval(sampled);
    console.log(`JavaScript heap at most ${(heap / 1e6).toFixed(0)} MB`);
    // What opens the workspace at once is kept when nothing has happened for a while.
    await page.waitForTimeout(15_000);
    console.log(await frozen(page, "at rest"));
    for (const [name, route] of [["Home", "#/"], ["the queue", "#/incidents?noise=shown"]]) {
      await page.goto(site.url + route);
      await page.waitForTimeout(3_000);
      console.log(await frozen(page, name));
    }
    const reopened = Date.now();
    await page.reload();
    await appStarted(page);
    await page.getByRole("heading", { level: 1 }).waitFor();
    console.log(`opened again in ${Date.now() - reopened} ms`);
  } finally {
    await visitor.close();
    await site.close();
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await byHand(Number(process.argv[2] ?? 300));
