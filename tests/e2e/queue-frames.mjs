// Prints how fast the queue is over many incidents, from the browser's own tracing. It prints and judges nothing.
// By hand: node tests/e2e/queue-frames.mjs [INCIDENTS] [CLOSED] [FOLDER], FOLDER being a built site, else the last one.

import { appStarted, openBrowser } from "./browser.mjs";
import { importPath, largeExport } from "./graph-large.mjs";
import { serveFolder } from "./server.mjs";

const [incidents = 100_000, closed = 10_000] = process.argv.slice(2, 4).map(Number);
const folder = process.argv[4];
const IMPORT_MS = 600_000;
/** A frame at 60 Hz. */
const FRAME_MS = 1_000 / 60;

const after = [];
const test = { after: (step) => after.push(step) };
const site = await serveFolder(folder ? { folder } : {});
const rows = (page) => page.locator(".rows-row:visible");
const ms = (value) => `${value.toFixed(1)} ms`;
const say = (name, text) => console.log(`${name.padEnd(46)} ${text}`);

/** What the browser traced while something was done: events of its main thread and drawn frames. */
async function traced(page, step) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const categories = ["devtools.timeline", "disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.frame"];
  await session.send("Tracing.start", { traceConfig: { includedCategories: categories }, transferMode: "ReportEvents" });
  const result = await step();
  const complete = new Promise((done) => session.once("Tracing.tracingComplete", done));
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  return { events, result };
}

/**
 * From the press of the pointer or a key until the next frame was drawn, and how long the processor worked for it on the
 * main thread, which does not depend on what else the machine does.
 */
function interactions(events, types) {
  const drawn = events.filter((it) => it.name === "DrawFrame").map((it) => it.ts).sort((a, b) => a - b);
  const tasks = events.filter((it) => it.name === "RunTask" && it.dur);
  return events
    .filter((it) => it.name === "EventDispatch" && types.includes(it.args?.data?.type) && it.dur)
    .map(({ ts, dur, tdur }) => {
      const frame = drawn.find((at) => at >= ts + dur) ?? ts + dur;
      const busy = tasks.filter((it) => it.ts + it.dur > ts && it.ts < frame).reduce((sum, it) => sum + (it.tdur ?? it.dur), 0);
      return { shown: (frame - ts) / 1_000, handler: (tdur ?? dur) / 1_000, busy: busy / 1_000 };
    });
}

/** Times between drawn frames while something moved. */
function frames(events) {
  const drawn = events.filter((it) => it.name === "DrawFrame").map((it) => it.ts / 1_000).sort((a, b) => a - b);
  return drawn.slice(1).map((at, index) => at - drawn[index]);
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const largest = (values) => values.reduce((most, value) => Math.max(most, value), 0);

function sayShown(name, found) {
  const shown = found.map((it) => it.shown);
  const handler = found.map((it) => it.handler);
  const busy = found.map((it) => it.busy);
  say(name, `shown after ${ms(middle(shown))} (longest ${ms(largest(shown))}); of the processor: handler ${ms(middle(handler))}, all ${ms(middle(busy))} (longest ${ms(largest(busy))})`);
}

/** Watches for rows that are not there yet, in every frame, until it is told to stop. */
const watchBlanks = (page) =>
  page.evaluate(() => {
    const watch = { frames: 0, blanks: 0, on: true };
    globalThis.blankWatch = watch;
    const grid = document.querySelector("[role=grid]").getBoundingClientRect();
    const look = () => {
      if (!watch.on) return;
      watch.frames += 1;
      for (const share of [0.2, 0.5, 0.8]) {
        const hit = document.elementFromPoint(grid.left + grid.width / 2, grid.top + grid.height * share);
        if (!hit?.closest(".rows-row")?.innerText.trim()) watch.blanks += 1;
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
const blanksSeen = (page) => page.evaluate(() => ((globalThis.blankWatch.on = false), globalThis.blankWatch));

async function filters(page) {
  const boxes = ["High", "Medium", "Low"].map((name) => page.getByRole("checkbox", { name: new RegExp(`^${name}`) }));
  const { events } = await traced(page, async () => {
    for (const box of [...boxes, ...boxes]) {
      await box.click();
      await page.waitForTimeout(400);
    }
  });
  sayShown("a value of a facet is chosen", interactions(events, ["click"]));
  const typed = await traced(page, async () => {
    await page.locator("#queue-find").pressSequentially("ws-77", { delay: 300 });
    await page.waitForTimeout(400);
  });
  sayShown("a letter of a free text is typed", interactions(typed.events, ["input"]));
  await page.locator("#queue-find").fill("");
  const heads = await traced(page, async () => {
    for (const name of ["Severity", "Status", "Severity", "Incident"]) {
      await page.getByRole("columnheader", { name }).getByRole("button").first().click();
      await page.waitForTimeout(400);
    }
  });
  sayShown("another order", interactions(heads.events, ["click"]));
}

async function scrolling(page) {
  const grid = await page.getByRole("grid").boundingBox();
  await page.mouse.move(grid.x + grid.width / 2, grid.y + grid.height / 2);
  await watchBlanks(page);
  const { events } = await traced(page, async () => {
    for (let step = 0; step < 120; step += 1) {
      await page.mouse.wheel(0, step % 10 === 9 ? 20_000 : 400);
      await page.waitForTimeout(16);
    }
  });
  const { frames: looked, blanks } = await blanksSeen(page);
  const between = frames(events);
  const late = between.filter((time) => time > 2 * FRAME_MS).length;
  say("scrolling", `${between.length} frames, median ${ms(middle(between))}, longest ${ms(largest(between))}, ${late} over two frames`);
  say("rows that were blank while scrolling", `${blanks} of ${looked * 3} looks`);
}

/** Opens a row and comes back: the row and the place must be the same. */
async function roundTrip(page) {
  const place = () =>
    page.evaluate(() => {
      const current = document.querySelector(".rows-row[aria-current], .rows-row.is-current");
      const scroller = [...document.querySelectorAll("main *")].find((it) => it.scrollHeight > it.clientHeight + 1_000);
      return { px: Math.round(scroller?.scrollTop ?? 0), row: current?.innerText.slice(0, 60) ?? "" };
    });
  await rows(page).nth(6).locator("a.name").click();
  await page.locator("h1.title").waitFor();
  const { events } = await traced(page, async () => {
    await page.goBack();
    await rows(page).first().waitFor();
  });
  const tasks = events.filter((it) => it.name === "RunTask").map((it) => (it.dur ?? 0) / 1_000);
  const before = await place();
  await page.waitForTimeout(300);
  const then = await place();
  say("back in the queue", `longest task ${ms(largest(tasks))}, at ${then.px} px, row "${then.row.replace(/\s+/g, " ")}" ${before.px === then.px ? "" : "(moved)"}`);
}

async function closeMany(count) {
  const { page, close } = await openBrowser();
  await importPath(page, site, await largeExport(test, count), IMPORT_MS);
  await page.goto(`${site.url}#/incidents?noise=shown&f=status:active`);
  await rows(page).first().waitFor();
  await page.getByRole("checkbox", { name: "Select all that are listed" }).click();
  await page.getByRole("button", { name: "Resolve", exact: true }).click();
  const dialog = page.locator("dialog[open]");
  await dialog.getByRole("textbox", { name: "Resolution note" }).fill("Drill of the red team");
  const button = dialog.getByRole("button", { name: /^Resolve [\d,.]+/ });
  const timed = async (step, toast) => {
    const start = performance.now();
    await step();
    await page.locator(".toast", { hasText: toast }).waitFor();
    return performance.now() - start;
  };
  say(`${count} closed at once`, `durable after ${ms(await timed(() => button.click(), "incidents resolved"))}`);
  say("and taken back", `durable after ${ms(await timed(() => page.locator(".toast", { hasText: "incidents resolved" }).getByRole("button", { name: "Undo" }).click(), "as before"))}`);
  await close();
}

try {
  const { page, close } = await openBrowser();
  const start = performance.now();
  await importPath(page, site, await largeExport(test, incidents), IMPORT_MS);
  say(`${incidents} incidents taken in`, ms(performance.now() - start));
  await page.goto(`${site.url}#/incidents?noise=shown`);
  await appStarted(page);
  await rows(page).first().waitFor();
  await filters(page);
  await scrolling(page);
  await roundTrip(page);
  await close();
  await closeMany(closed);
} finally {
  for (const step of after) await step();
  await site.close();
}
