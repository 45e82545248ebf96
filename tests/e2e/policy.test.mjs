// The policy of the published site: the same in the page and in what lies ready for servers; what it blocks is explained.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { apacheSite } from "./endpoints.mjs";
import { DIST, serveFolder } from "./server.mjs";

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

for (const place of ["Location", "Directory"]) {
  test(`the header file for Apache works inside ${place}: each file has what it needs and nothing that kills it`, async (t) => {
    const server = await apacheSite(DIST, place);
    t.after(server.close);
    const of = async (path) => {
      const { headers } = await fetch(server.url + path);
      return (name) => headers.get(name) ?? "";
    };
    const hashed = (await readdir(DIST)).find((name) => /^app-[0-9a-f]+\.js$/.test(name));
    const rows = [
      // file, policy, may be read by other pages, must be asked for again
      ["index.html", /script-src 'self'.*frame-ancestors 'none'$/, false, true],
      ["", /script-src 'self'.*frame-ancestors 'none'$/, false, true],
      ["words/de.json", /script-src 'self'/, false, true],
      [hashed, /script-src 'self'/, false, false],
      ["watchfloor.html", /^frame-ancestors 'none'$/, false, true],
      ["embed/embed.js", /^$/, true, true],
      ["embed/gallery.html", /^$/, true, true],
      ["embed/frame.html", /frame-ancestors \*$/, true, true],
    ];
    for (const [path, policy, isOpen, isFresh] of rows) {
      const header = await of(path);
      assert.match(header("content-security-policy"), policy, path);
      assert.equal(header("access-control-allow-origin"), isOpen ? "*" : "", path);
      assert.equal(header("cache-control"), isFresh ? "no-cache" : "", path);
      assert.equal(header("x-content-type-options"), "nosniff", path);
    }
    const { page } = await openApp(t, server);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    // The server stops before the browser, which would miss what is still on its way.
    await page.waitForLoadState("networkidle");
  });
}
