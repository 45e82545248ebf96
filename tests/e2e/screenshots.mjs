// Takes a picture of every page in both themes and two widths into tests/e2e/out/, and the one for the README.

import { copyFile, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { appStarted, openBrowser } from "./browser.mjs";
import { serveFolder } from "./server.mjs";

/**
 * The pages: a name, the route, and what to do there first. They are visited in order in one session, so that
 * one can build on what another has done.
 */
const PAGES = [
  { name: "home", route: "#/" },
  { name: "storage", route: "#/settings/storage" },
  { name: "style", route: "#/style" },
];

const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const THEMES = ["light", "dark"];
const README_PICTURE = "home-1440-light.png";

const out = fileURLToPath(new URL("./out/", import.meta.url));
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const site = await serveFolder();
const visitor = await openBrowser();
const { page } = visitor;
await page.goto(site.url);
await appStarted(page);
for (const { name, route, prepare } of PAGES) {
  await page.goto(site.url + route);
  await prepare?.(page);
  for (const size of WIDTHS) {
    await page.setViewportSize(size);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(() => document.fonts.ready);
      const file = `${name}-${size.width}-${colorScheme}.png`;
      await page.screenshot({ path: out + file });
      console.log(`tests/e2e/out/${file}`);
    }
  }
}
await copyFile(out + README_PICTURE, fileURLToPath(new URL("./screenshot.png", import.meta.url)));
console.log(`tests/e2e/screenshot.png (the picture of the README, from ${README_PICTURE})`);
await visitor.close();
await site.close();
if (visitor.faults.length > 0) throw new Error(`the pages have faults:\n${visitor.faults.join("\n")}`);
