// Prints how quickly exports are read in a browser: node run.mjs FOLDER [INCIDENTS], the folder with the bound module.

import { openBrowser } from "../../e2e/browser.mjs";
import { serveFolder } from "../../e2e/server.mjs";

const [folder, incidents = "20000"] = process.argv.slice(2);
const site = await serveFolder({ folder });
const visitor = await openBrowser();
try {
  await visitor.page.route("**/page.html", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Reading</title>" }));
  await visitor.page.goto(`${site.url}page.html`);
  const [megabytes, reading, imported, nothing] = await visitor.page.evaluate(async ([address, incidents]) => {
    const module = await import(`${address}watchfloor_reading.js`);
    await module.default();
    return [...module.speeds(incidents)];
  }, [site.url, Number(incidents)]);
  console.log(
    `In the browser, ${incidents} incidents, ${megabytes.toFixed(0)} MB: recognised, parsed and normalised at ` +
      `${reading.toFixed(0)} MB/s, imported at ${imported.toFixed(0)} MB/s, serde_json into IgnoredAny ` +
      `${nothing.toFixed(0)} MB/s; reading is ${(reading / nothing).toFixed(2)} of that`,
  );
} finally {
  await visitor.close();
  await site.close();
}
