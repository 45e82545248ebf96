// Texts that try to become code stay text: through every import, in addresses, in documents of the command line and in widgets.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { visit } from "./browser.mjs";
import { commandLine } from "./command-line.mjs";
import { CORS, LISTENER, hostPage, policyFor, servePages } from "./host-page.mjs";
import { PARTS, ROUTES } from "./routes.mjs";
import { serveFolder } from "./server.mjs";
import { VECTORS, everyKind, infected, line, vector, watchVectors } from "./vectors.mjs";
import { expectNoFormulas, expectNoMarkup, incidents, openFreely, take, walk } from "./vectors-page.mjs";

let site;
before(async () => (site = await serveFolder({ headers: CORS })));
after(() => site.close());

const run = promisify(execFile);
/** Copies of a record in an export: each bears other vectors. */
const COPIES = 6;
const heading = (page) => page.locator("main h1").first();

/** The export of a kind: copies with vectors in free texts, in words out of a few, and in ids. */
function exportOf(records) {
  const copies = Array.from({ length: COPIES }, (_, at) => records.map((record) => infected(record, { words: at % 2 === 1, names: at % 3 === 2 })));
  return JSON.stringify({ value: copies.flat() });
}

/** A table of incidents and one of people, with vectors in cells and in headings of columns. */
function tables() {
  const cell = (text) => `"${text.replaceAll('"', '""')}"`;
  const heads = ["id", "displayName", "createdDateTime", "status", "severity", "description", "customTags", "assignedTo", line(), line()].map(cell);
  const rows = VECTORS.slice(0, 60).map((text, at) =>
    [`c${at}`, text, new Date().toISOString(), vector(), vector(), vector(), vector(), vector(), vector(), vector()].map(cell).join(","),
  );
  const people = VECTORS.slice(0, 30).map((text) => [text, `${vector()}@x.example`, vector(), vector(), vector()].map(cell).join(","));
  return [[heads.join(","), ...rows].join("\n"), ["Display name,Mail,Job title,Mobile phone,Groups", ...people].join("\n")];
}

const isPlain = (text) => /^[\x20-\x7e]+$/.test(text) && !/ {2}|^ | $/.test(text);

test("every import: nothing runs, no element comes of text, and text is shown as text", async (t) => {
  assert.ok(VECTORS.length > 250, `${VECTORS.length} vectors`);
  const { context, page } = await visit(t);
  const seen = await watchVectors(context);
  await page.goto(site.url);
  await heading(page).waitFor();
  const files = [...(await everyKind())].map(([kind, records]) => [`${kind}.json`, exportOf(records)]);
  const [table, people] = tables();
  await take(page, site, [["<img src=x onerror=alert(1)>.json", JSON.stringify(incidents())], ...files]);
  assert.deepEqual(seen, [], "while it is taken");
  await take(page, site, [["people.csv", people]]);
  await take(page, site, [["incidents.csv", table]]);
  await walk(page, ROUTES.filter((route) => route !== "#/demo"));
  await walk(page, PARTS.map((part) => `#/incidents/big?tab=${part}`));
  assert.deepEqual(seen, [], "on the pages");

  // What stands there is the text, letter by letter.
  const plain = VECTORS.flatMap((text, at) => (isPlain(text) ? [[at, text]] : [])).slice(0, 400);
  for (const [at, text] of plain.filter((_, place) => place % 12 === 0)) {
    await walk(page, [`#/incidents/t${at}`]);
    assert.equal(await heading(page).textContent(), text);
  }
  // Sheets and menus that open over a page.
  for (const route of ["#/alerts", "#/assets", "#/assets?kind=user", "#/assets?kind=file"]) {
    await walk(page, [route]);
    const opener = page.locator("main table button, main [role=grid] button, main .rows-row button").first();
    if (await opener.isVisible()) await opener.click();
    await page.waitForTimeout(100);
    await page.keyboard.press("Escape");
  }
  const named = VECTORS.slice(0, 20).map((id) => `#/incidents/${encodeURIComponent(id)}`);
  await walk(page, named);
  assert.deepEqual(seen, []);
});

test("every address: what stands in it is shown, never run", async (t) => {
  const { context, page } = await visit(t);
  const seen = await watchVectors(context);
  await page.goto(site.url);
  await heading(page).waitFor();
  const places = ["#/V", "#/incidents/V?tab=V", "#/incidents?q=V&f=V&sort=V&list=V", "#/alerts?q=V&severity=V", "#/assets/device/V?q=V", "#/reports?f=tag:V&period=V", "#/hunting/V", "#/playbooks/V", "#/ask?question=V&subject=V", "#/settings?V=V"];
  let tried = 0;
  for (let at = 0; tried < VECTORS.length; at += 1) {
    const address = places[at % places.length].replace(/V/g, () => (at % 2 ? encodeURIComponent(VECTORS[tried++ % VECTORS.length]) : VECTORS[tried++ % VECTORS.length]));
    await page.evaluate((hash) => (location.hash = hash), address);
    await page.evaluate(() => new Promise((done) => setTimeout(done, 8)));
  }
  await heading(page).waitFor();
  assert.deepEqual(seen, []);
});

test("the watch sees what runs and what could run", async (t) => {
  const raw = { "/ran.html": `<!doctype html><title>x</title><p>x</p><script>alert(1)</script>`, "/could.html": `<!doctype html><title>x</title><a href="java\nscript:alert(1)">press</a><p onclick="alert(1)">x</p>` };
  const { seen } = await openFreely(t, raw);
  for (const what of [/alert\(1\) was called/, /an element <script>/, /href=/, /onclick=/]) assert.ok(seen.some((text) => what.test(text)), `${what}: ${seen.join("; ")}`);
  const inside = { "/title.html": "<!doctype html><title>a</title><script>alert(1)</script></title><p>x</p>" };
  assert.ok((await openFreely(t, inside)).seen.length > 1, "a script in the head");
  assert.throws(() => expectNoMarkup("so <b>it</b> is", "a document"));
  assert.throws(() => expectNoMarkup("[press](javascript:alert(1))", "a document"));
  assert.throws(() => expectNoFormulas('1,"=1+1"', "a table"));
});

test("every document of the command line, and widgets with what it published", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "watchfloor-vectors-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const source = join(folder, "incidents.json");
  await writeFile(source, JSON.stringify(incidents()));
  const file = await commandLine();
  const say = async (...words) => (await run(file, words, { maxBuffer: 64 << 20 })).stdout;
  const pages = {};
  for (const widget of ["report", "matrix", "readiness", "queue", "chart:impacted-assets", "chart:category", "chart:source"]) {
    pages[`/${widget.replace(":", "-")}.html`] = await say("publish", "--as", "html", "--widget", widget, "--period", "all", source);
  }
  pages["/figures.html"] = await say("report", "--form", "html", "--period", "all", source);
  assert.deepEqual(await openFreely(t, pages), { seen: [], asked: [] });
  expectNoFormulas(await say("publish", "--as", "csv", source), "the table");
  const { tables: figures } = JSON.parse(await say("report", "--form", "json", "--period", "all", source));
  const worded = Object.keys(figures).filter((name) => /script|alert\(/i.test(JSON.stringify(figures[name])));
  assert.ok(worded.includes("impactedAssets"), worded.join());
  for (const table of worded) expectNoFormulas(await say("report", "--form", "csv", "--table", table, "--period", "all", source), table);

  const rows = await say("publish", "--as", "rows", source);
  const body = ["report", "queue", "matrix", 'chart kind="impacted-assets"', 'chart kind="category"', 'chart kind="source"', 'chart kind="severity"']
    .map((it) => `<watchfloor-${it} src="/rows.json" period="all" group="g"></watchfloor-${it.split(" ")[0]}>`).join("");
  const other = await servePages({ "/": hostPage(site.url, body), "/host.js": LISTENER, "/rows.json": rows }, `${policyFor(site.origin)}; connect-src 'self' ${site.origin}`.replace(/connect-src [^;]*;(?=.*connect-src)/, ""));
  t.after(() => other.close());
  const { context, page } = await visit(t, { viewport: { width: 1280, height: 3000 } });
  const seen = await watchVectors(context);
  await page.goto(other.url);
  await page.waitForFunction(() => heard.filter((it) => it.type === "ready").length === 7);
  assert.deepEqual(seen, []);
  const shown = await page.locator("watchfloor-queue").locator(".incident").first().innerText();
  assert.ok(shown.length > 3, shown);
});
