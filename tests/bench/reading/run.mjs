// Prints how quickly exports are read in a browser: node run.mjs FOLDER [INCIDENTS], the folder with the bound module.

import { openBrowser } from "../../e2e/browser.mjs";
import { serveFolder } from "../../e2e/server.mjs";

const [folder, incidents = "20000"] = process.argv.slice(2);
const site = await serveFolder({ folder });
const visitor = await openBrowser();
try {
  await visitor.page.route("**/page.html", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Reading</title>" }));
  await visitor.page.goto(`${site.url}page.html`);
  const [megabytes, ours, theirs] = await visitor.page.evaluate(async ([address, incidents]) => {
    const module = await import(`${address}watchfloor_reading.js`);
    await module.default();
    return [...module.speeds(incidents)];
  }, [site.url, Number(incidents)]);
  console.log(
    `In the browser, ${incidents} incidents, ${megabytes.toFixed(0)} MB: import ${ours.toFixed(0)} MB/s, ` +
      `serde_json into IgnoredAny ${theirs.toFixed(0)} MB/s, ${(ours / theirs).toFixed(2)} of it`,
  );
} finally {
  await visitor.close();
  await site.close();
}
