// The overview over many incidents, measured and printed: how long it takes to be on the screen after opening, and how
// it follows a brush: how the frames of the screen ended by the browser's own trace, and those for which it called the
// page. No gate: node tests/e2e/report-large.mjs [INCIDENTS]

import { fileURLToPath } from "node:url";
import { appStarted, newProfile, openBrowser, removeProfile } from "./browser.mjs";
import { importPath, largeExport } from "./graph-large.mjs";
import { serveFolder } from "./server.mjs";

/** Moves of the hand over the brush. */
const MOVES = 240;
/** Until what was derived is kept, with room for a slow machine. */
const REST_MS = 15_000;
/** Without this tag no incident counts as investigated, and the overview would have nothing to count. */
const WITH_EXPERTS = "Defender Experts";
const OPENINGS = 5;
const FRAME_MS = 1_000 / 60;
/** What is drawn last of the overview. */
const LAST_PART = "#impacted .chart-title";
/** A browser that has just begun is busy with itself, on a core that the page needs. */
const SETTLE_MS = 4_000;

/** Waits until something is drawn, not only in the document. */
const painted = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** How a frame of the screen can end for a page, the best first: a page that is late can have two pictures under way in one. */
const ENDS = [
  ["whole", /^STATE_PRESENTED_ALL/],
  ["partly", /^STATE_PRESENTED/],
  ["dropped", /^STATE_DROPPED/],
  ["same", /./],
];

/** The frames of the screen between two times, by how each ended for the page: with all that was new, with a part of it, with nothing of it, or because nothing was new. */
function framesOf(events, pid, from, to) {
  const ends = new Map();
  for (const event of events) {
    if (event.name !== "PipelineReporter" || event.ph !== "b" || event.pid !== pid) continue;
    if (event.ts < from || event.ts > to) continue;
    const { frame_sequence, state } = event.args.frame_reporter;
    const end = ENDS.findIndex(([, pattern]) => pattern.test(state));
    ends.set(frame_sequence, Math.min(end, ends.get(frame_sequence) ?? end));
  }
  return Object.fromEntries(ENDS.map(([name], at) => [name, [...ends.values()].filter((end) => end === at).length]));
}

const gapsOf = (times) => times.slice(1).map((time, index) => time - times[index]).sort((one, other) => one - other);

/** What the trace says between two marks: the frames of the screen, and how long the page was busy. */
export function read(trace) {
  const events = trace.traceEvents.toSorted((one, other) => one.ts - other.ts);
  const mark = (name) => events.find((event) => event.name === name && event.cat.includes("blink.user_timing"));
  const [from, to] = [mark("brush-begins"), mark("brush-ends")];
  const within = (event) => event.pid === from.pid && event.ts >= from.ts && event.ts <= to.ts;
  const tasks = events.filter((event) => event.name === "RunTask" && event.tid === from.tid && within(event));
  const durations = tasks.map((task) => (task.dur ?? 0) / 1_000).sort((one, other) => one - other);
  return {
    seconds: (to.ts - from.ts) / 1e6,
    frames: framesOf(events, from.pid, from.ts, to.ts),
    busy_ms: durations.reduce((sum, task) => sum + task, 0),
    longest_ms: at(durations, 1),
  };
}

/** Frames and the times between them, in words. */
function said(frames, gaps) {
  const late = gaps.filter((gap) => gap > FRAME_MS * 1.5).length;
  return `${frames} frames, from one to the next p50 ${at(gaps, 0.5).toFixed(1)} ms, p95 ${at(gaps, 0.95).toFixed(1)} ms, ${late} late`;
}

async function open(site, profile, route) {
  const visitor = await openBrowser({ profile });
  visitor.page.setDefaultTimeout(600_000);
  await visitor.page.waitForTimeout(SETTLE_MS);
  const began = performance.now();
  await visitor.page.goto(`${site.url}${route}`);
  return { visitor, began };
}

/** Opens the overview over all incidents; answers the page and how long it took until its figures and until all was drawn. */
async function openOverview(site, profile) {
  const { visitor, began } = await open(site, profile, "#/reports?period=all");
  await visitor.page.locator(".tile .figure").first().waitFor();
  await painted(visitor.page);
  const figures_ms = performance.now() - began;
  await visitor.page.locator(LAST_PART).waitFor();
  await painted(visitor.page);
  return { visitor, figures_ms, whole_ms: performance.now() - began };
}

/** Moves the brush, from a mark to another; answers when the browser called the page for a frame meanwhile. */
async function brush(page) {
  const plot = page.locator(".brush-plot");
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  const y = box.y + box.height / 2;
  const place = (move) => box.x + box.width * (0.85 - (0.6 * move) / MOVES);
  await page.mouse.move(place(0), y);
  await page.mouse.down();
  await page.evaluate(() => {
    performance.mark("brush-begins");
    globalThis.framesCalled = [];
    const call = (time) => void (framesCalled.push(time), requestAnimationFrame(call));
    requestAnimationFrame(call);
  });
  // One move a frame, as a hand gives them: whoever waits until each is heard gives fewer than a frame needs.
  const input = await page.context().newCDPSession(page);
  const heard = [];
  const began = performance.now();
  for (let move = 1; move <= MOVES; move += 1) {
    await new Promise((done) => setTimeout(done, began + move * FRAME_MS - performance.now()));
    heard.push(input.send("Input.dispatchMouseEvent", { type: "mouseMoved", x: place(move), y, button: "left", buttons: 1 }));
  }
  await Promise.all(heard);
  await painted(page);
  const called = await page.evaluate(() => {
    performance.mark("brush-ends");
    return framesCalled;
  });
  await page.mouse.up();
  return called;
}

async function measure(count) {
  const made = [];
  const path = await largeExport({ after: (act) => made.push(act) }, count, "resolved", [WITH_EXPERTS]);
  const [site, profile] = [await serveFolder(), await newProfile()];
  try {
    const first = await open(site, profile, "");
    await appStarted(first.visitor.page);
    await importPath(first.visitor.page, site, path, 600_000);
    await first.visitor.close();

    const again = await openOverview(site, profile);
    const drawn = ({ figures_ms, whole_ms }) => `${figures_ms.toFixed(0)} (all of it ${whole_ms.toFixed(0)})`;
    const investigated = await again.visitor.page.locator(".tile .figure").first().innerText();
    console.log(`${investigated} of ${count} incidents are investigated`);
    console.log(`${count} incidents: the overview is on the screen ${drawn(again)} ms after opening, nothing kept`);
    await again.visitor.page.waitForTimeout(REST_MS);
    await again.visitor.close();

    const openings = [];
    for (let opening = 1; opening < OPENINGS; opening += 1) {
      const opened = await openOverview(site, profile);
      openings.push(opened);
      await opened.visitor.close();
    }
    const last = await openOverview(site, profile);
    const sorted = [...openings, last].sort((one, other) => one.figures_ms - other.figures_ms);
    console.log(`with what was kept: ${sorted.map(drawn).join(", ")} ms`);
    const { visitor } = last;
    const { page } = visitor;
    await page.goto(`${site.url}#/reports`);
    await page.locator(".brush-plot").waitFor();
    let called;
    const trace = await traced(page, async () => {
      called = await brush(page);
    });
    const told = read(trace);
    const { whole, partly, same, dropped } = told.frames;
    const all = whole + partly + same + dropped;
    console.log(
      `the brush, ${told.seconds.toFixed(1)} s: of ${all} frames of the screen ${whole} showed all that was new, ${partly} a part of it, ${dropped} nothing of it; in ${same} nothing was new (trace)`,
    );
    console.log(`the page was called for ${said(called.length, gapsOf(called))} (requestAnimationFrame)`);
    console.log(`it is busy ${(told.busy_ms / MOVES).toFixed(1)} ms a move, at most ${told.longest_ms.toFixed(1)} ms at once`);
    await visitor.close();
  } finally {
    await site.close();
    await removeProfile(profile);
    for (const act of made) await act();
  }
}

/** Records a trace while something is done. */
async function traced(page, act) {
  const session = await page.context().newCDPSession(page);
  const pieces = [];
  session.on("Tracing.dataCollected", ({ value }) => pieces.push(...value));
  const done = new Promise((resolve) => session.on("Tracing.tracingComplete", resolve));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      includedCategories: [
        "devtools.timeline",
        "disabled-by-default-devtools.timeline",
        "disabled-by-default-devtools.timeline.frame",
        "blink.user_timing",
        "toplevel",
      ],
    },
  });
  await act();
  await session.send("Tracing.end");
  await done;
  return { traceEvents: pieces };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await measure(Number(process.argv[2] ?? 100_000));
