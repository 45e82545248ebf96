// The built site opens from a plain static server under a sub-path, and complains about nothing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, loadedAnew, openApp, visit } from "./browser.mjs";
import { importFile, incident } from "./graph.mjs";
import { serveFolder, SUB_PATH } from "./server.mjs";
import { firstLoad } from "./sizes.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

test("it starts under a sub-path without a fault", async (t) => {
  const { page } = await openApp(t, site);
  assert.equal(await page.locator("#crash").isVisible(), false);
  assert.equal(new URL(page.url()).pathname, SUB_PATH);
});

test("it loads no file before the first page that the size check does not count", async (t) => {
  const { page } = await visit(t);
  const loaded = [];
  page.on("response", (response) => loaded.push(new URL(response.url()).pathname));
  await page.goto(site.url, { waitUntil: "networkidle" });
  const counted = new Set(firstLoad());
  // The rest of the application and the sheets of other pages come by themselves; the first page waits for neither.
  const sheets = await page.locator("link[rel=stylesheet]").evaluateAll((links) => links.map((link) => link.href));
  const later = new Set(sheets.map((href) => new URL(href).pathname.slice(SUB_PATH.length)).filter((file) => !counted.has(file)));
  assert.ok([...later].every((file) => file.startsWith("page-")), [...later].join(", "));
  const files = loaded
    .map((path) => path.slice(SUB_PATH.length) || "index.html")
    // What keeps the site for a visit without network begins once nothing else is to do, and so does the browser's own look
    // at the icons that the manifest names.
    .filter((file) => !file.endsWith("_rest.wasm") && file !== "offline.js" && !file.startsWith("icons/") && !later.has(file));
  assert.deepEqual(
    files.filter((file) => !counted.has(file)),
    [],
  );
  assert.ok(files.some((file) => file.endsWith(".wasm")));
});

test("a newcomer's first page needs nothing of the rest, and what is pressed before it has arrived works", async (t) => {
  const { context, page } = await visit(t);
  await context.addInitScript(() => {
    const { fetch: plain } = globalThis;
    const { open } = XMLHttpRequest.prototype;
    globalThis.askedAtOnce = [];
    globalThis.fetch = (url, ...more) => (String(url).includes("_rest.wasm") ? new Promise(() => {}) : plain(url, ...more));
    XMLHttpRequest.prototype.open = function (method, url, ...more) {
      askedAtOnce.push(String(url));
      return open.call(this, method, url, ...more);
    };
  });
  await page.goto(site.url);
  await appStarted(page);
  await page.getByRole("heading", { level: 1, name: "Managed detection and response, in your browser" }).waitFor();
  const rest = await page.locator("script[data-rest]").count();
  assert.deepEqual(await page.evaluate(() => askedAtOnce), []);
  await page.getByRole("link", { name: "Incidents" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Incidents" }).waitFor();
  const modules = await page.evaluate(() => askedAtOnce.filter((url) => url.endsWith(".wasm")));
  assert.equal(modules.length, rest);
});

test("a crash shows what to do, and reload starts again", async (t) => {
  const { page } = await openApp(t, site);
  await page.evaluate(() => dispatchEvent(new CustomEvent("watchfloor-crash", { detail: "index out of range" })));
  const notice = page.locator("#crash");
  await notice.waitFor({ state: "visible" });
  await expectAccessible(page, "the crash notice", { within: "#crash" });
  await page.getByText("Details", { exact: true }).click();
  assert.match(await page.locator("#crash-details").innerText(), /index out of range/);
  await loadedAnew(page, () => page.getByRole("button", { name: "Reload" }).click());
  assert.equal(await notice.isVisible(), false);
});

test("a crash offers a backup that can be restored, and a report that names nobody", async (t) => {
  const { page } = await openApp(t, site);
  const text = JSON.stringify({ value: [incident(1, { displayName: "Kept through the crash" })] });
  await importFile(page, site, "incidents.json", text);
  await page.goto(`${site.url}#/incidents?q=ada%20lovelace`);
  await page.evaluate(() => dispatchEvent(new CustomEvent("watchfloor-crash", { detail: "index out of range" })));
  await page.locator("#crash").waitFor({ state: "visible" });
  assert.doesNotMatch(await page.locator("#crash-details").textContent(), /ada|lovelace/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save a backup" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /\.watchfloor\.json$/);
  const buffer = await readFile(await download.path());
  await loadedAnew(page, () => page.getByRole("button", { name: "Reload" }).click());
  await page.goto(`${site.url}#/settings/storage`);
  const restore = page.locator("section", { has: page.getByRole("heading", { name: "Restore a backup" }) });
  await restore.locator("input[type=file]").setInputFiles({ name: "crash.watchfloor.json", mimeType: "application/json", buffer });
  await page.getByText("Every document is there and whole.").waitFor();
  await loadedAnew(page, () => restore.getByRole("button", { name: "Restore as a new workspace" }).click());
  await page.goto(`${site.url}#/incidents?view=all`);
  await page.getByText("Kept through the crash").first().waitFor();
});

test("a visitor without scripts is told that they are needed, in every language", async (t) => {
  const { page } = await visit(t, { javaScriptEnabled: false, allowFaults: /\.js csp$/ });
  await page.goto(site.url);
  assert.equal(await page.getByRole("heading", { name: "Watchfloor needs JavaScript" }).isVisible(), true);
  for (const tag of ["de", "es", "ja", "pt"]) assert.equal(await page.locator(`p[lang=${tag}]`).isVisible(), true, tag);
});

test("a browser without WebAssembly is told what is missing", async (t) => {
  const { context, page } = await visit(t);
  await context.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto(site.url);
  await page.getByRole("heading", { name: "This browser cannot run Watchfloor" }).waitFor();
});

test("what is said when the application does not run is in the language of the browser, or the chosen one", async (t) => {
  const { context, page } = await visit(t, { locale: "de-AT" });
  await page.goto(site.url);
  await appStarted(page);
  const crash = () => page.evaluate(() => dispatchEvent(new CustomEvent("watchfloor-crash", { detail: "index out of range" })));
  await crash();
  await page.getByRole("heading", { name: "Watchfloor wurde angehalten" }).waitFor();
  await expectAccessible(page, "the crash notice in German", { within: "#crash" });
  await page.evaluate(() => localStorage.setItem("watchfloor.language", "ja"));
  await loadedAnew(page, () => page.getByRole("button", { name: "Neu laden" }).click());
  await crash();
  await page.getByRole("heading", { name: "Watchfloor が停止しました" }).waitFor();
  assert.equal(await page.locator("#crash h1").getAttribute("lang"), "ja");
  await context.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto(`${site.url}?anew`);
  await page.getByRole("heading", { name: "Dieser Browser kann Watchfloor nicht ausführen" }).waitFor();
});

test("the policy forbids inline script", async (t) => {
  const { page, faults } = await openApp(t, site, { allowFaults: /script-src/ });
  const violation = page.evaluate(
    () => new Promise((resolve) => addEventListener("securitypolicyviolation", (it) => resolve(it.violatedDirective))),
  );
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'taken over'";
    document.head.append(script);
  });
  assert.equal(await violation, "script-src-elem");
  assert.notEqual(await page.title(), "taken over");
  assert.ok(faults.some((fault) => fault.startsWith("policy: script-src")), faults.join("\n"));
});
