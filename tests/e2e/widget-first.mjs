// How long until the first widget of a page is seen: a cold cache, 10 Mbit/s, and the figures of 100,000 incidents. By hand,
// on a release of the site: node tests/e2e/widget-first.mjs [SNAPSHOT [SITE]]

import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import { openBrowser } from "./browser.mjs";
import { commandLine } from "./command-line.mjs";
import { CORS, hostPage, policyFor, servePages } from "./host-page.mjs";
import { DIST, serveFolder } from "./server.mjs";

const INCIDENTS = 100_000;
const VISITS = 5;
/** A line of 10 Mbit/s, with the way there and back of one within a country. */
const LINE = { offline: false, downloadThroughput: 10_000_000 / 8, uploadThroughput: 10_000_000 / 8, latency: 20 };

/** The text of a snapshot of made-up incidents, figures only. */
async function made() {
  const folder = await mkdtemp(join(tmpdir(), "watchfloor-"));
  const run = promisify(execFile);
  const [incidents, snapshot] = [join(folder, "incidents.json"), join(folder, "snapshot.json")];
  try {
    const program = await commandLine();
    await run(program, ["synth", "--incidents", String(INCIDENTS), "--out", incidents]);
    await run(program, ["publish", "--as", "figures", "--out", snapshot, incidents]);
    return await readFile(snapshot, "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs in the page: from the moment at which the widget comes near the viewport until it is painted with its figures. */
const watched = () =>
  new Promise((resolve) => {
    const widget = document.querySelector("watchfloor-chart");
    const near = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) return;
      const from = performance.now();
      near.disconnect();
      widget.addEventListener("watchfloor-ready", () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from))));
    }, { rootMargin: "300px" });
    near.observe(widget);
    widget.scrollIntoView();
  });

const [snapshotFile, folder = DIST] = process.argv.slice(2);
const text = snapshotFile ? await readFile(snapshotFile, "utf8") : await made();
const body = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
const site = await serveFolder({ folder, headers: CORS, packed: true });
const figures = createServer((_, response) =>
  response.writeHead(200, { ...CORS, "Content-Encoding": "br", "Content-Type": "application/json" }).end(body),
);
await new Promise((resolve) => figures.listen(0, "127.0.0.1", resolve));
const source = `http://127.0.0.1:${figures.address().port}`;
const above = "<p>Somebody else's words.</p>".repeat(300);
const page = hostPage(site.url, `${above}<watchfloor-chart kind="severity" src="${source}/snapshot.json"></watchfloor-chart>`);
const host = await servePages({ "/": page }, policyFor(`${site.origin} ${source}`));
const times = [];
for (let visit = 0; visit <= VISITS; visit += 1) {
  const { context, page: tab, close } = await openBrowser();
  // A browser that has just begun is busy with itself, on a core that the page needs.
  await tab.waitForTimeout(3_000);
  const session = await context.newCDPSession(tab);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", LINE);
  await tab.goto(host.url);
  await tab.evaluate(() => customElements.whenDefined("watchfloor-chart").then(() => true));
  const time = await tab.evaluate(watched);
  // The first visit only lets the server compress what it serves.
  if (visit > 0) times.push(Math.round(time));
  await close();
}
console.log(`${JSON.parse(text).incidents.toLocaleString("en")} incidents, ${(body.length / 1000).toFixed(0)} kB of figures: the first widget is painted after ${times.join(", ")} ms (wanted: under 1,000)`);
figures.close();
figures.closeAllConnections();
await Promise.all([site.close(), host.close()]);
