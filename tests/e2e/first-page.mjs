// Says which functions of a watched module (see xtask/split) the first page of a newcomer runs, one number a line: on a
// wide screen and on a phone, in zones with and without changes of the clocks. Whoever comes back has both parts of the application already, and waits for both.
// By hand: node tests/e2e/first-page.mjs FOLDER OUT, where FOLDER is a site with the watched module.

import { writeFileSync } from "node:fs";
import { appStarted, openBrowser } from "./browser.mjs";
import { serveFolder } from "./server.mjs";

/** The clock of a zone runs other code where it is never changed, where it is changed the other way round, and in UTC. */
const VISITORS = [
  { viewport: { width: 1440, height: 900 } },
  { viewport: { width: 390, height: 844 } },
  { viewport: { width: 1440, height: 900 }, timezoneId: "UTC", locale: "en-US" },
  { viewport: { width: 1440, height: 900 }, timezoneId: "Asia/Tokyo", locale: "de-DE" },
  { viewport: { width: 1440, height: 900 }, timezoneId: "America/Santiago", locale: "en-US" },
];
/** What Home does by itself once it stands, such as drawing figures that arrive a moment later, and what it does at rest. */
const SETTLE_MS = 4_000;

const [folder, out] = process.argv.slice(2);
const site = await serveFolder({ folder });
const ran = new Set();

/** Lets the module tell what it runs. The counting begins anew with each load of a page. */
const watch = (context) =>
  context.addInitScript(() => {
    const hits = new Set();
    globalThis.watchfloorHits = hits;
    const hit = (number) => hits.add(number);
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const plain = WebAssembly[name];
      WebAssembly[name] = (module, imports) => plain.call(WebAssembly, module, { ...imports, watchfloor: { hit } });
    }
  });

async function openHome(options) {
  const visitor = await openBrowser(options);
  await watch(visitor.context);
  await visitor.page.goto(site.url);
  await appStarted(visitor.page);
  await visitor.page.locator("main h1").waitFor();
  await visitor.page.waitForTimeout(SETTLE_MS);
  for (const number of await visitor.page.evaluate(() => [...globalThis.watchfloorHits])) ran.add(number);
  await visitor.close();
}

for (const options of VISITORS) await openHome(options);
await site.close();
writeFileSync(out, [...ran].sort((a, b) => a - b).join("\n"));
console.log(`the first page runs ${ran.size} functions`);
