// How long a workspace takes to open again, and a command until it is on disk. Printed, never judged.
// By hand: node tests/e2e/opening.mjs [INCIDENTS]

import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { appStarted, newProfile, openBrowser, removeProfile } from "./browser.mjs";
import { importPath, largeExport } from "./graph-large.mjs";
import { serveFolder } from "./server.mjs";

const COUNT = Number(process.argv[2] ?? 100_000);
const OPENINGS = 5;
const COMMANDS = 100;
/** Until the caches are written, with room for a slow machine. */
const REST_MS = 15_000;
/** A browser that has just begun is busy with itself, on a core that the page needs. */
const SETTLE_MS = 4_000;
/** An import of this many takes minutes on a slow machine. */
const TIMEOUT_MS = 900_000;

const share = (list, part) => [...list].sort((one, other) => one - other)[Math.floor((list.length - 1) * part)];
const shown = (list) => `${share(list, 0.5).toFixed(0)} ms at the median, ${share(list, 0.95).toFixed(0)} ms at the 95th percentile`;

/** Notes when the scripts begin and when the first row of the queue stands. */
function watchOpening() {
  const look = () => {
    const row = document.querySelector(".rows-row");
    if (row?.innerText.trim()) window.openedAt = performance.now();
    else requestAnimationFrame(look);
  };
  addEventListener("DOMContentLoaded", look);
}

/** Notes when each transaction that writes with strict durability is complete, which is when the browser says it is on disk. */
function watchWrites() {
  window.written = [];
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function transaction(...wanted) {
    const begun = begin.apply(this, wanted);
    if (begun.mode === "readwrite" && begun.durability === "strict") {
      begun.addEventListener("complete", () => written.push(performance.now()));
    }
    return begun;
  };
}

/** Renames the workspace again and again; answers how long each took until it was on disk, and until the page said so. */
async function renames(count) {
  const form = document.querySelector("form.settings-line");
  const [field, button] = [form.querySelector("input"), form.querySelector("button")];
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  const times = [];
  for (let number = 0; number < count; number += 1) {
    const name = `Name ${Date.now()} ${number}`;
    field.value = name;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    written.length = 0;
    const began = performance.now();
    form.requestSubmit();
    // There is nothing left to rename when the new name is on disk.
    while (field.value !== name || button.getAttribute("aria-disabled") !== "true") await turn();
    times.push({ disk: written[0] - began, page: performance.now() - began });
  }
  return times;
}

/** Opens the queue again and again, each time in a browser that has just begun; answers how long each took in ms. */
async function openings(options) {
  const times = [];
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    const again = await openBrowser({ profile, ...options });
    await again.page.waitForTimeout(SETTLE_MS);
    await again.context.addInitScript(watchOpening);
    await again.page.goto(`${site.url}#/incidents?noise=shown`);
    await again.page.waitForFunction(() => window.openedAt, undefined, { timeout: TIMEOUT_MS });
    const script = () => performance.getEntriesByType("resource").find((entry) => entry.name.endsWith("boot.js"))?.responseEnd ?? 0;
    times.push(await again.page.evaluate(`window.openedAt - (${script})()`));
    await again.close();
  }
  return times;
}

const site = await serveFolder();
const profile = await newProfile();
const path = await largeExport({ after() {} }, COUNT);
try {
  const first = await openBrowser({ profile });
  await first.context.addInitScript(watchWrites);
  const began = Date.now();
  await first.page.goto(site.url);
  await appStarted(first.page);
  await importPath(first.page, site, path, TIMEOUT_MS);
  console.log(`${COUNT} incidents taken in within ${((Date.now() - began) / 1000).toFixed(1)} s`);
  await first.page.goto(`${site.url}#/settings`);
  await first.page.locator("form.settings-line").first().waitFor();
  const times = await first.page.evaluate(renames, COMMANDS);
  console.log(`a command until it is on disk: ${shown(times.map(({ disk }) => disk))}`);
  console.log(`until the page says so: ${shown(times.map(({ page }) => page))}`);
  // The caches are written when nothing has happened for a while.
  await first.page.waitForTimeout(REST_MS);
  await first.close();

  console.log(`opened again until the first row stands, from the start of the script: ${shown(await openings())}`);
  // A visitor who came before has the site itself in the browser too.
  const visitor = await openBrowser({ profile, keepsSite: true });
  await visitor.page.goto(site.url);
  await appStarted(visitor.page);
  await visitor.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await visitor.page.waitForTimeout(REST_MS);
  await visitor.close();
  console.log(`and with the site kept for a visit without network: ${shown(await openings({ keepsSite: true }))}`);
} finally {
  await site.close();
  await removeProfile(profile);
  await rm(dirname(path), { recursive: true, force: true });
}
