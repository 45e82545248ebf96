// What the tests with vectors have in common: incidents that bear them, pages walked through, and documents opened freely.

import assert from "node:assert/strict";
import { attack } from "./attack-export.mjs";
import { visit } from "./browser.mjs";
import { servePages } from "./host-page.mjs";
import { button } from "./incident-page.mjs";
import { VECTORS, infected, vector, watchVectors } from "./vectors.mjs";

const heading = (page) => page.locator("main h1").first();

/** Incidents of which each has a vector as its title; one has the attack with everything in it, and one a vector as its id. */
export function incidents() {
  const now = Date.now();
  const big = attack(now, "big");
  const alerts = Array.from({ length: 8 }, (_, copy) => big.alerts.map((alert) => ({ ...infected(alert, { words: copy % 2 === 1 }), id: `alert-${copy}-${alert.id}`, displayName: vector() })));
  const { alerts: few, ...plain } = attack(now, "small");
  // The experts investigated them, so that reports count them.
  const ours = () => ({ systemTags: ["Defender Experts", vector()], status: "resolved", severity: "high" });
  const titles = VECTORS.map((displayName, at) => ({ ...infected(plain), ...ours(), id: `t${at}`, displayName, alerts: at < 60 ? infected(few.slice(at % 8, (at % 8) + 2), { words: at % 2 === 1 }) : [] }));
  const named = VECTORS.slice(0, 20).map((id) => ({ ...infected(plain, { words: true }), id, alerts: [] }));
  return { value: [{ ...infected(big), id: "big", status: "active", severity: "high", alerts: alerts.flat() }, ...titles, ...named] };
}

/** Hands over files and takes in what can be taken. */
export async function take(page, site, files) {
  await page.goto(`${site.url}#/import`);
  await page.locator("input[type=file]").setInputFiles(files.map(([name, text]) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) })));
  await page.locator(".import-counts").waitFor();
  await button(page, "Take in").click();
  await page.locator("#preview-title").waitFor({ state: "detached" });
  await page.locator(".import-counts").waitFor();
}

/** Opens pages by their fragment, in the page as it stands, and lets each draw. */
export async function walk(page, fragments) {
  for (const fragment of fragments) {
    await page.evaluate((fragment) => (location.hash = fragment), fragment);
    await heading(page).waitFor();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60))));
  }
}

/** A spreadsheet would run a cell that begins so. */
export function expectNoFormulas(csv, what) {
  const cells = [...csv.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"\r\n]*))/gm)].map(([, quoted, bare]) => quoted ?? bare);
  const live = cells.filter((cell) => /^[=@\t\r]|^[+-](?![\d.]+$)/.test(cell));
  assert.deepEqual(live, [], `${what} has cells that are formulas`);
}

/** Outside of code, Markdown takes `<` for markup and `](` for a link; lines with marks of code are tried by the native tests. */
export function expectNoMarkup(markdown, what) {
  const said = markdown.split("\n").filter((text) => !text.includes("`")).join("\n");
  assert.ok(said.trim().length > 0, what);
  const markup = said.split("\n").filter((text) => /(?<!\\)<[a-z/!?]/i.test(text));
  assert.deepEqual(markup.slice(0, 5), [], `${what} has markup`);
  assert.doesNotMatch(said, /(?<!&#91;[^[\]]*)\]\(\s*<?\s*(javascript|data|vbscript):/i, `${what} has a link that runs`);
}

/** Opens documents from another origin without any policy, and says what they do. */
export async function openFreely(t, pages) {
  const free = Object.fromEntries(Object.entries(pages).map(([path, text]) => [path, text.replace(/<meta[^>]*Content-Security-Policy[^>]*>/gi, "")]));
  const other = await servePages({ ...free, "/favicon.ico": "" }, "img-src *");
  t.after(() => other.close());
  const { context, page } = await visit(t);
  const seen = await watchVectors(context);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  for (const path of Object.keys(free)) {
    await page.goto(new URL(path, other.url).href);
    await page.evaluate(() => new Promise((done) => setTimeout(done, 150)));
  }
  return { seen, asked: asked.filter((url) => !Object.keys(free).some((path) => url.endsWith(path)) && !/favicon/.test(url)) };
}
