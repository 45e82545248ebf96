// Speed as it is felt, printed and never judged: the first visit over a slow line, steps from page to page, and how long the
// page is deaf meanwhile. What is judged is that every page comes. By hand, on a machine at rest: node --test tests/e2e/felt.test.mjs

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readdir } from "node:fs/promises";
import { appStarted, openBrowser, visit } from "./browser.mjs";
import { openDemo } from "./demo-open.mjs";
import { PARTS, ROUTES } from "./routes.mjs";
import { DIST, serveFolder } from "./server.mjs";

let site;
before(async () => {
  site = await serveFolder({ packed: true });
  // Compressed before anybody visits, as on a server with visitors.
  for (const file of await readdir(DIST)) await fetch(site.url + file);
});
after(() => site.close());

const VISITS = 3;
/** A line of 10 Mbit/s, with the way there and back of one within a country. */
const LINE = { offline: false, downloadThroughput: 10_000_000 / 8, uploadThroughput: 10_000_000 / 8, latency: 20 };
/** A task that lasts longer is felt. */
const LONG_MS = 100;

const share = (list, part) => list.toSorted((one, other) => one - other)[Math.floor((list.length - 1) * part)];
const rounded = (list) => list.map((ms) => Math.round(ms)).join(", ");

/** Runs in the page, before anything else there: when the page can be used, and every task that lasts. */
function watching() {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) longTasks.push({ startTime, duration });
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    if (document.querySelector("#main h1") && !document.querySelector("#boot")) globalThis.usableAt ??= performance.now();
    else requestAnimationFrame(look);
  };
  addEventListener("DOMContentLoaded", look);
}

/** A first visit with an empty cache: when the shell is painted, and when the page can be used. */
async function firstVisit() {
  const visitor = await openBrowser();
  try {
    await visitor.context.addInitScript(watching);
    const session = await visitor.context.newCDPSession(visitor.page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", LINE);
    // Not until everything has loaded: what counts is when the page can be used.
    await visitor.page.goto(site.url, { waitUntil: "commit" });
    await visitor.page.waitForFunction(() => globalThis.usableAt);
    return await visitor.page.evaluate(() => ({
      painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
      usable: usableAt,
      longest: Math.max(0, ...longTasks.map(({ duration }) => duration)),
    }));
  } finally {
    // A browser that stays open would keep all tests from ending.
    await visitor.close();
  }
}

test("the first visit over 10 Mbit/s", async (t) => {
  const visits = [];
  for (let visits_left = VISITS; visits_left > 0; visits_left -= 1) visits.push(await firstVisit());
  const of = (name) => visits.map((it) => it[name]);
  t.diagnostic(`the shell is painted after ${rounded(of("painted"))} ms (wanted: under 300)`);
  t.diagnostic(`the first page can be used after ${rounded(of("usable"))} ms (wanted: under 1,000)`);
  t.diagnostic(`the longest task meanwhile: ${rounded(of("longest"))} ms (wanted: under ${LONG_MS})`);
  assert.ok(of("painted").every((ms) => ms > 0), "every visit painted something");
});

/** Goes to a page within the application; answers how long until it is painted with its heading. */
const step = (page, fragment) =>
  page.evaluate(
    (fragment) =>
      new Promise((done) => {
        const before = document.querySelector("main h1");
        const began = performance.now();
        const painted = () => setTimeout(() => done({ took: performance.now() - began, began }));
        // Some pages keep their heading and change what is below it: they stand two frames after the address has changed.
        let frames = -1;
        addEventListener("hashchange", () => (frames = 0), { once: true });
        const look = () => {
          const now = document.querySelector("main h1");
          if (frames >= 0) frames += 1;
          if (now && ((now !== before && frames > 0) || frames > 2)) painted();
          else requestAnimationFrame(look);
        };
        location.hash = fragment;
        requestAnimationFrame(look);
      }),
    fragment,
  );

test("from page to page of a company in full service", async (t) => {
  const { context, page } = await visit(t);
  await context.addInitScript(watching);
  await page.goto(`${site.url}#/demo`);
  await appStarted(page);
  await openDemo(page);
  await page.goto(`${site.url}#/reports/required`);
  const link = page.locator("main a[href^='#/incidents/']").first();
  await link.waitFor({ state: "attached" });
  const [incident] = (await link.getAttribute("href")).split("?");
  const all = [...ROUTES, ...PARTS.map((part) => `${incident}?tab=${part}`)];
  // The first time a page may fetch what it needs; whoever works here comes again.
  for (const round of ["the first time", "again"]) {
    const steps = [];
    await page.evaluate(() => (longTasks.length = 0));
    for (const route of all) {
      const { took, began } = await step(page, route || "#/");
      await page.waitForTimeout(150);
      const tasks = await page.evaluate((began) => longTasks.filter((it) => it.startTime >= began - 1).map((it) => it.duration), began);
      steps.push({ route: route || "#/", took, longest: Math.max(0, ...tasks) });
    }
    const times = steps.map(({ took }) => took);
    const slow = steps.toSorted((one, other) => other.took - one.took).slice(0, 4);
    const deaf = steps.filter(({ longest }) => longest > LONG_MS).toSorted((one, other) => other.longest - one.longest);
    t.diagnostic(`${round}: ${steps.length} pages, painted after ${rounded([share(times, 0.5)])} ms at the median, ${rounded([share(times, 0.95)])} at the 95th percentile (wanted: under 100)`);
    t.diagnostic(`  slowest: ${slow.map(({ route, took }) => `${route} ${Math.round(took)}`).join(", ")}`);
    t.diagnostic(`  pages with a task over ${LONG_MS} ms: ${deaf.map(({ route, longest }) => `${route} ${Math.round(longest)}`).join(", ") || "none"}`);
    assert.equal(steps.length, all.length);
  }
});
