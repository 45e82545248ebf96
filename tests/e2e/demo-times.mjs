// Says how long the demonstration of each size takes to be made, kept and opened in a browser: the company alone, which is
// made in pieces between which it is taken in; from the press of the button to the page that loads anew; and until Home
// stands. It measures and decides nothing.
// By hand: node tests/e2e/demo-times.mjs [VISITS] [FOLDER]

import { appStarted, openBrowser } from "./browser.mjs";
import { DIST, serveFolder } from "./server.mjs";

const SIZES = ["Small office", "Company", "Large company", "A million incidents"];
const visits = Number(process.argv[2] ?? 3);
const site = await serveFolder({ folder: process.argv[3] ?? DIST });
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

async function measure(size) {
  const { page, context, close } = await openBrowser();
  page.setDefaultTimeout(600_000);
  let generated = 0;
  // The page loads anew at the end, and its measurements go with it.
  await context.exposeFunction("tellMeasure", (name, took) => {
    if (name === "demo-generated") generated = took;
  });
  await context.addInitScript(() => {
    const tell = (list) => list.getEntries().forEach(({ name, duration }) => globalThis.tellMeasure(name, duration));
    new PerformanceObserver(tell).observe({ type: "measure" });
  });
  await page.goto(`${site.url}#/demo`);
  await appStarted(page);
  await page.getByText(size, { exact: true }).click();
  const open = page.getByRole("button", { name: "Open the whole demonstration" });
  const begun = performance.now();
  await Promise.all([page.waitForEvent("load"), open.click()]);
  const made = performance.now() - begun;
  await page.getByRole("region", { name: "Demonstration" }).waitFor();
  await page.locator("main h1").first().waitFor();
  const stood = performance.now() - begun;
  await close();
  return [generated, made, stood];
}

for (const size of SIZES) {
  const all = [];
  for (let visit = 0; visit < visits; visit++) all.push(await measure(size));
  const [generated, made, stood] = [0, 1, 2].map((at) => (median(all.map((times) => times[at])) / 1000).toFixed(2));
  console.log(
    `${size.padEnd(20)} generated in ${generated} s, kept after ${made} s, Home after ${stood} s (median of ${visits})`,
  );
}
await site.close();
