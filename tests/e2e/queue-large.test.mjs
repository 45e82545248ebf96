// A queue of 100,000 incidents: it scrolls without a gap, filters at once, and keeps its place; so does the list of their
// alerts. Frame times come from the browser's own tracing and are printed, not judged: they say as much of the machine as
// of the site.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { importPath, largeExport } from "./graph-large.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const COUNT = 100_000;
const rows = (page) => page.locator(".rows-row:visible");
const matching = async (page) => Number((await page.locator(".sheet-bar [role=status]").innerText()).replace(/\D/g, ""));
const rounded = (list) => list.map((value) => value.toFixed(0)).join(", ");

/** Runs `work` under the browser's tracing and answers the spans between presented frames in ms. */
async function frames(page, work) {
  const client = await page.context().newCDPSession(page);
  const events = [];
  client.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await client.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["disabled-by-default-devtools.timeline.frame", "devtools.timeline", "cc"] },
  });
  await work();
  const complete = new Promise((resolve) => client.once("Tracing.tracingComplete", resolve));
  await client.send("Tracing.end");
  await complete;
  await client.detach();
  const drawn = events.filter((event) => event.name === "DrawFrame").map((event) => event.ts / 1000).sort((one, other) => one - other);
  return drawn.slice(1).map((at, index) => at - drawn[index]).filter((span) => span > 0.5 && span < 2_000);
}

const share = (list, part) => [...list].sort((one, other) => one - other)[Math.min(list.length - 1, Math.floor(list.length * part))] ?? 0;

test("a hundred thousand incidents scroll, filter and are come back to", async (t) => {
  const { page } = await openApp(t, site);
  const path = await largeExport(t, COUNT);
  const started = performance.now();
  await importPath(page, site, path);
  t.diagnostic(`${COUNT} incidents taken in within ${((performance.now() - started) / 1000).toFixed(1)} s`);
  await page.goto(`${site.url}#/incidents?noise=shown`);
  await rows(page).first().waitFor();
  assert.equal(await matching(page), COUNT);
  const grid = page.getByRole("grid");
  assert.equal(await grid.getAttribute("aria-rowcount"), String(COUNT + 1));
  assert.ok((await page.locator(".rows-row").count()) < 120, "rows are drawn for the window only");

  /** Whether every row of the window says something, looked at in the same turn in which it is drawn. */
  const blanks = () =>
    page.evaluate(() => {
      const grid = document.querySelector("[role=grid]");
      const box = grid.getBoundingClientRect();
      let blank = 0;
      for (let y = box.y + 48; y < box.bottom - 8; y += 32) {
        const text = document.elementFromPoint(box.x + 200, y)?.closest(".rows-row")?.innerText ?? "";
        if (text.trim() === "") blank += 1;
      }
      return blank;
    });
  const spans = await frames(page, async () => {
    const box = await grid.boundingBox();
    await page.mouse.move(box.x + 300, box.y + 300);
    for (let turn = 0; turn < 40; turn += 1) {
      await page.mouse.wheel(0, 300);
      assert.equal(await blanks(), 0, "no gap while the wheel turns");
    }
    for (const part of [0.25, 0.5, 0.9, 1, 0.1]) {
      await grid.evaluate((element, to) => {
        element.scrollTop = to * element.scrollHeight;
        return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      }, part);
      assert.equal(await blanks(), 0, `no gap at ${part * 100} %`);
    }
  });
  t.diagnostic(`frames while scrolling: ${spans.length}, median ${share(spans, 0.5).toFixed(1)} ms, 95 % ${share(spans, 0.95).toFixed(1)} ms, longest ${share(spans, 1).toFixed(0)} ms`);

  /** Milliseconds from a press until the next frame shows the new count. */
  const changes = [];
  for (const name of [/^High/, /^Medium/, /^High/, /^Medium/]) {
    const before = await matching(page);
    await page.evaluate(() => {
      window.changed = new Promise((resolve) => {
        const status = document.querySelector(".sheet-bar [role=status]");
        addEventListener("change", () => (window.begun = performance.now()), { once: true, capture: true });
        new MutationObserver((_, look) => {
          look.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - window.begun));
        }).observe(status, { childList: true, characterData: true, subtree: true });
      });
    });
    await page.getByRole("checkbox", { name }).click();
    changes.push(await page.evaluate(() => window.changed));
    assert.notEqual(await matching(page), before);
  }
  t.diagnostic(`a change of filter on the screen after ${rounded(changes)} ms`);

  await grid.evaluate((element) => (element.scrollTop = 640_000));
  await page.waitForFunction(() => document.querySelector(".rows-row [href]"));
  const row = page.locator(".rows-row", { has: page.locator("a.name") }).nth(12);
  await row.click({ position: { x: 500, y: 10 } });
  const title = await page.locator(".rows-row.is-current a.name").innerText();
  const top = await grid.evaluate((element) => element.scrollTop);
  await page.keyboard.press("Enter");
  await page.waitForURL(/incidents\/\d+/);
  await page.keyboard.press("u");
  await page.locator(".rows-row.is-current a.name").waitFor();
  assert.equal(await page.locator(".rows-row.is-current a.name").innerText(), title, "the row is the one that was left");
  assert.equal(await grid.evaluate((element) => element.scrollTop), top, "the list is scrolled as it was");

  // The alerts of all of them: read in slices, searched as they come, none left out.
  const asked = performance.now();
  await page.goto(`${site.url}#/alerts`);
  const scope = page.locator(".sheet-bar > [role=status]");
  await rows(page).first().waitFor();
  const first_ms = performance.now() - asked;
  // Nothing but the oldest alert of all has this in its number.
  await page.getByRole("searchbox").fill("a0");
  await scope.getByText("1 shown from 100,000 incidents").waitFor({ timeout: 300_000 });
  t.diagnostic(`the first alerts after ${first_ms.toFixed(0)} ms, all of them searched after ${((performance.now() - asked) / 1000).toFixed(1)} s`);
  await page.getByRole("searchbox").fill("");
  await scope.getByText("100,000 shown from 100,000 incidents").waitFor();
  for (const part of [0.25, 0.5, 0.9, 1, 0.1]) {
    await grid.evaluate((element, to) => {
      element.scrollTop = to * element.scrollHeight;
      return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }, part);
    assert.equal(await blanks(), 0, `no gap among the alerts at ${part * 100} %`);
  }
});
