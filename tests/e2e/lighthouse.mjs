// Lighthouse on the built site, desktop preset, median of five visits with an empty browser each.
// By hand: cargo xtask lighthouse, or node tests/e2e/lighthouse.mjs FOLDER, where FOLDER has lighthouse installed.

import { join, resolve } from "node:path";
import { createServer } from "node:net";
import { readdir } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { FLAGS, findChromium } from "./browser.mjs";
import { DIST, serveFolder } from "./server.mjs";

const VISITS = 5;
const LEAST = 95;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

const module = pathToFileURL(join(resolve(process.argv[2]), "node_modules/lighthouse/core/index.js"));
const { default: lighthouse, desktopConfig } = await import(module);

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

async function visit(url) {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [...FLAGS, `--remote-debugging-port=${port}`],
  });
  try {
    const options = { port, output: "json", logLevel: "error", onlyCategories: CATEGORIES };
    const { lhr } = await lighthouse(url, options, desktopConfig);
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return lhr;
  } finally {
    await browser.close();
  }
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/** What kept a category from being whole, once each. */
function shortcomings(lhr, category) {
  const refs = lhr.categories[category].auditRefs.filter(({ weight }) => weight > 0);
  const audits = refs.map(({ id }) => lhr.audits[id]).filter(({ score }) => score !== null && score < 0.9);
  return audits.map(({ title, displayValue }) => `${title}${displayValue ? `: ${displayValue}` : ""}`);
}

const site = await serveFolder({ packed: true });
// Compressed before anybody visits, as on a server with visitors.
for (const file of await readdir(DIST)) await fetch(site.url + file);
const all = [];
for (let visits = 0; visits < VISITS; visits++) all.push(await visit(site.url));
await site.close();
console.log(`Lighthouse ${all[0].lighthouseVersion}, desktop, median of ${VISITS} visits:`);
let isGood = true;
for (const category of CATEGORIES) {
  const scores = all.map((lhr) => Math.round(lhr.categories[category].score * 100));
  const score = median(scores);
  isGood &&= score >= LEAST;
  console.log(`  ${category.padEnd(15)} ${score}   (${scores.join(", ")})`);
  if (score < 100) for (const line of shortcomings(all[0], category)) console.log(`      ${line}`);
}
for (const id of ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "speed-index"]) {
  console.log(`  ${id.padEnd(25)} ${Math.round(median(all.map((lhr) => lhr.audits[id].numericValue)))} ms`);
}
if (!isGood) {
  console.error(`A category is below ${LEAST}.`);
  process.exit(1);
}
