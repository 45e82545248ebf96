// The policy of the published site: the same in the page and in what lies ready for servers; what it blocks is explained.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const built = (path) => readFile(new URL(`../../dist/${path}`, import.meta.url), "utf8");
const policyOf = (html) => html.match(/Content-Security-Policy" content="([^"]+)"/)[1];

test("headers for every server bear the policy of the page, and forbid to frame it", async () => {
  const [app, frame] = [policyOf(await built("index.html")), policyOf(await built("embed/frame.html"))];
  assert.match(app, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';/);
  assert.doesNotMatch(app + frame, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')/);
  for (const file of ["_headers", "headers/apache.conf", "headers/nginx.conf"]) {
    const text = await built(file);
    assert.ok(text.includes(`${app}; frame-ancestors 'none'`), file);
    assert.ok(text.includes(`${frame}; frame-ancestors *`), file);
    assert.match(text, /nosniff/, file);
  }
});

test("a connection that the policy blocks is told with the line to add", async (t) => {
  const { page } = await openApp(t, site, { allowFaults: /connect|policy|Content Security/i });
  await page.evaluate(() => fetch("http://192.0.2.1:8080/incidents.json").catch(() => {}));
  await page.getByText("The policy of this site forbids connections to http://192.0.2.1:8080.").waitFor();
});
