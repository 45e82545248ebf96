// Says which functions of a watched module (see xtask/split) the first page runs, one number a line: as a newcomer and
// as somebody with a service and incidents, on a wide screen and on a phone.
// By hand: node tests/e2e/first-page.mjs FOLDER OUT, where FOLDER is a site with the watched module.

import { writeFileSync } from "node:fs";
import { attackExport } from "./attack-export.mjs";
import { appStarted, newProfile, openBrowser, removeProfile } from "./browser.mjs";
import { importFile } from "./graph.mjs";
import { serveFolder } from "./server.mjs";
import { submitSetup } from "./tenant.mjs";

const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
/** What Home does by itself once it stands, such as drawing figures that arrive a moment later. */
const SETTLE_MS = 1_500;

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

async function openHome(page) {
  for (const size of WIDTHS) {
    await page.setViewportSize(size);
    await page.goto("about:blank");
    await page.goto(site.url);
    await appStarted(page);
    await page.locator("main h1").waitFor();
    await page.waitForTimeout(SETTLE_MS);
    for (const number of await page.evaluate(() => [...globalThis.watchfloorHits])) ran.add(number);
  }
}

const profile = await newProfile();
const visitor = await openBrowser({ profile });
await watch(visitor.context);
await openHome(visitor.page);
const asNewcomer = ran.size;
await visitor.page.setViewportSize(WIDTHS[0]);
await submitSetup(visitor.page, site);
await importFile(visitor.page, site, "incidents.json", JSON.stringify(attackExport()));
await openHome(visitor.page);
await visitor.close();
await removeProfile(profile);
await site.close();
writeFileSync(out, [...ran].sort((a, b) => a - b).join("\n"));
console.log(`the first page runs ${ran.size} functions, ${asNewcomer} of them on a first visit`);
