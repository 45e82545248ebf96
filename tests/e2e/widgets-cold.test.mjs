// How soon a first widget is there: cold cache, a line of 10 Mbit/s, the figures of 100,000 incidents. Printed and no gate.

import assert from "node:assert/strict";
import { readFile, readdir, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { visit } from "./browser.mjs";
import { hostPage, policyFor, servePages } from "./host-page.mjs";
import { DIST } from "./server.mjs";

const INCIDENTS = 100_000;
/** Bytes a second of 10 Mbit/s. */
const LINE = 10_000_000 / 8;
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm" };

/** What leaves only with rows. */
const NAMES = ["asset", "group", "tag"];
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** The numbers of a column as the texts that stand for them: a letter of the upper half says that another follows. */
const numbers = (text) => text.match(/[g-z0-9+/]*[A-Za-f]/g) ?? [];

/** The texts of the rows of a column. */
function rowsOf(text, isSeveral) {
  const all = numbers(text);
  if (!isSeveral) return all;
  const rows = [];
  for (let at = 0; at < all.length; ) {
    const count = LETTERS.indexOf(all[at]) + 1;
    rows.push(all.slice(at, at + count).join(""));
    at += count;
  }
  return rows;
}

/** A snapshot of so many incidents, each like one that is drawn from the sample: it packs as badly as a real one. */
function large(sample, incidents) {
  let seed = 20261128;
  const draw = (count) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % count;
  };
  const drawn = Array.from({ length: incidents }, () => draw(sample.incidents));
  const spread = (rows) => drawn.map((row) => rows[row]).join("");
  const [first] = numbers(sample.created);
  return {
    ...sample,
    incidents,
    created: first + drawn.slice(1).map(() => (draw(6) ? "A" : "B")).join(""),
    score: spread(numbers(sample.score)),
    alerts: spread(numbers(sample.alerts)),
    resolved: spread(numbers(sample.resolved)),
    assumed: "",
    parts: "",
    detail: "figures",
    columns: sample.columns.filter(({ by }) => !NAMES.includes(by)).map((column) => {
      const rows = rowsOf(column.rows, numbers(column.rows).length > sample.incidents);
      assert.equal(rows.length, sample.incidents, column.by);
      return { ...column, rows: spread(rows) };
    }),
    asked: [],
    assets: [],
    rows: [],
  };
}

/** Serves what is under `embed/`, and the snapshot, packed ahead of time as web servers pack what lies still. */
async function servePacked(snapshot) {
  const packed = new Map();
  const pack = (name, body, quality) =>
    packed.set(name, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }));
  pack("snapshot.json", snapshot, 9);
  for (const name of await readdir(join(DIST, "embed"), { recursive: true })) {
    const path = join(DIST, "embed", name);
    if ((await stat(path)).isFile()) pack(`embed/${name}`, await readFile(path), 11);
  }
  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://localhost").pathname.slice(1);
    const headers = { "Access-Control-Allow-Origin": "*", "Content-Encoding": "br", "Content-Type": TYPES[extname(name)] ?? "text/plain" };
    response.writeHead(packed.has(name) ? 200 : 404, headers);
    response.end(packed.get(name));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()));
  return { origin, url: `${origin}/`, close, kilobytes: packed.get("snapshot.json").length / 1000 };
}

/** When the element was near, and when it said that it is ready. */
const WATCHER = `
document.addEventListener("watchfloor-ready", () => (globalThis.readyAt = performance.now()));
globalThis.show = () => {
  globalThis.nearAt = performance.now();
  document.querySelector("watchfloor-chart").scrollIntoView();
};`;

test("a first widget with the figures of 100,000 incidents", async (t) => {
  const sample = JSON.parse(await readFile(join(DIST, "embed", "sample.json"), "utf8"));
  const site = await servePacked(JSON.stringify(large(sample, INCIDENTS)));
  t.after(() => site.close());
  const chart = `<div style="height:4000px"></div><watchfloor-chart kind="severity" period="all" src="${site.url}snapshot.json"></watchfloor-chart>`;
  const other = await servePages({ "/": hostPage(site.url, chart), "/host.js": WATCHER }, `${policyFor(site.origin)}; style-src 'unsafe-inline'`);
  t.after(() => other.close());
  const { page, context } = await visit(t);
  await page.goto(other.url);
  await page.waitForFunction(() => customElements.get("watchfloor-chart") && globalThis.show);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 20, downloadThroughput: LINE, uploadThroughput: LINE });
  await page.evaluate(() => show());
  await page.waitForFunction(() => globalThis.readyAt);
  const took = await page.evaluate(() => readyAt - nearAt);
  const count = await page.locator("watchfloor-chart").getByRole("button", { name: /^Medium:/ }).locator(".n").innerText();
  t.diagnostic(`${took.toFixed(0)} ms from near to visible; the snapshot of ${INCIDENTS} incidents has ${site.kilobytes.toFixed(0)} kB packed`);
  assert.match(count, /^\d{2},\d{3}$/, "the figures are those of the large export");
});
