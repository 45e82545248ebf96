// What stands in the way of a start is said on a calm page, with a way on: a browser too old for a script or for the
// application, a storage that does not answer. And nothing blank stands between the drawn shell and the application.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { expectAccessible } from "./axe.mjs";
import { appStarted, openApp, visit } from "./browser.mjs";
import { DIST, serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const tooOld = (page) => page.locator("#cannot-start-browser");

test("a browser that does not read the script is told that it is too old", async (t) => {
  // The fault of a module that is not read has no stack.
  const { page } = await visit(t, { allowFaults: /SyntaxError|Unexpected|^error: $/ });
  await page.route("**/boot.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "const it = {};\nit?.?.name;\n" }),
  );
  await page.goto(site.url);
  await tooOld(page).waitFor();
  assert.match(await tooOld(page).innerText(), /This browser cannot run Watchfloor[^]*Edge, Chrome, Firefox or Safari/);
  assert.equal(await page.locator("#boot").isVisible(), false);
  await expectAccessible(page, "a browser that is too old", { within: "#cannot-start-browser" });
});

test("a browser that does not compile the application is told so, in its language, and no reload is promised to help", async (t) => {
  const { page } = await visit(t, { allowFaults: /CompileError|WebAssembly|wasm/i, locale: "de-DE" });
  // Eight right bytes, and then a section that no version of WebAssembly has.
  const body = Buffer.from([0, 97, 115, 109, 1, 0, 0, 0, 99, 1, 0]);
  await page.route("**/*.wasm", (route) => route.fulfill({ contentType: "application/wasm", body }));
  await page.goto(site.url);
  await tooOld(page).waitFor();
  assert.match(await tooOld(page).innerText(), /Dieser Browser kann Watchfloor nicht ausführen/);
  assert.equal(await page.locator("#crash").isVisible(), false);
});

test("a storage that does not answer is told after a while, and one can go on without it", async (t) => {
  const { page } = await visit(t, {});
  await page.addInitScript(() => {
    // Requests that never come to anything, as in a profile that is damaged.
    IDBFactory.prototype.open = () => new EventTarget();
    IDBFactory.prototype.databases = () => new Promise(() => {});
  });
  await page.goto(site.url);
  const told = page.getByRole("alert").filter({ hasText: "does not answer" });
  await told.waitFor({ timeout: 60_000 });
  assert.match(await told.innerText(), /still on this device, and nothing has been changed/);
  await expectAccessible(page, "a storage that does not answer");
  assert.equal(await told.getByRole("button", { name: "Reload" }).count(), 1);
  await told.getByRole("button", { name: "Go on without storage" }).click();
  await appStarted(page);
  assert.match(await page.locator("#saved-state").innerText(), /Not kept/);
  await page.getByText("what you do here is gone when the page is closed").first().waitFor();
});

/** Runs in the page: cuts the end off the document that every workspace of this browser begins with. */
async function damage() {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  let cut = 0;
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    if (database.objectStoreNames.contains("head")) {
      const head = database.transaction("head", "readwrite").objectStore("head");
      const text = await done(head.get("text"));
      await done(head.put(text.slice(0, -40), "text"));
      cut += 1;
    }
    database.close();
  }
  return cut;
}

test("of a damaged workspace it is said plainly what is safe; it can be taken along, and a new one begins beside it", async (t) => {
  const { page } = await openApp(t, site, { acceptDownloads: true });
  // A page that is left while its second part is on its way gives that up.
  await page.waitForLoadState("networkidle");
  await page.route("**/nothing.html", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Nothing</title>" }));
  await page.goto(`${site.url}nothing.html`);
  assert.equal(await page.evaluate(damage), 1);
  await page.goto(site.url);
  const told = page.getByRole("main").filter({ hasText: "The workspace could not be opened" });
  await told.waitFor();
  assert.match(await told.innerText(), /is damaged and cannot be read[^]*Nothing was deleted or changed[^]*restore your last backup/);
  assert.doesNotMatch(await told.innerText(), /digest|head\.json/, "what only who mends it needs is folded");
  await expectAccessible(page, "a workspace that cannot be opened");
  await told.getByText("Technical details").click();
  assert.match(await told.innerText(), /head\.json/);
  const take = told.getByRole("button", { name: "Download what can be read" });
  const [download] = await Promise.all([page.waitForEvent("download"), take.click()]);
  assert.equal(download.suggestedFilename(), "watchfloor-documents.ndjson");

  await told.getByRole("button", { name: "Begin a new workspace" }).click();
  await appStarted(page);
  await page.getByRole("button", { name: "Choose a backup" }).waitFor();
  const damaged = page.getByRole("listitem").filter({ hasText: "My workspace" });
  await page.getByRole("listitem").filter({ hasText: "New workspace" }).waitFor();
  await page.waitForLoadState("networkidle");
  // The damaged one is still there, and so is the way back.
  await damaged.getByRole("button", { name: "Open it" }).click();
  await told.waitFor();
  await told.getByRole("button", { name: "Open “New workspace”" }).click();
  await appStarted(page);
});

test("the drawn shell stays until the application has drawn its own", async (t) => {
  const { page } = await openApp(t, site);
  // A page that is left while its second part is on its way gives that up.
  await page.waitForLoadState("networkidle");
  // Looked at in every frame of the next visit: something is drawn at all times.
  await page.addInitScript(() => {
    // From the moment at which the shell is there: a page that is still arriving may have a body and nothing in it.
    globalThis.blank = 0;
    let wasDrawn = false;
    const look = () => {
      const isDrawn = document.querySelector("#boot:not([hidden]), .shell, .opening-slow") !== null;
      if (wasDrawn && !isDrawn) globalThis.blank += 1;
      wasDrawn ||= isDrawn;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.reload();
  await appStarted(page);
  assert.equal(await page.evaluate(() => globalThis.blank), 0);
});

test("the window is named by the part that is open", async (t) => {
  const { page } = await openApp(t, site, { route: "#/reports/trends" });
  for (const [route, title] of [
    ["#/reports/trends", "Trends · Reports · Watchfloor"],
    ["#/reports/matrix", "ATT&CK matrix · Reports · Watchfloor"],
    ["#/service/targets", "Targets · Service · Watchfloor"],
    ["#/setup/permissions", "Permissions · Set up the service · Watchfloor"],
    ["#/assets?kind=user", "Identities · Assets · Watchfloor"],
    ["#/", "Home · Watchfloor"],
  ]) {
    await page.goto(site.url + route);
    await page.waitForFunction((title) => document.title === title, title, { timeout: 10_000 }).catch(() => {});
    assert.equal(await page.title(), title);
  }
});

test("in the wizard what has the focus does not lie under the bar", async (t) => {
  const { page } = await openApp(t, site, { route: "#/setup/get-started", viewport: { width: 1024, height: 600 } });
  await page.locator("main h1").waitFor();
  const hidden = [];
  for (let at = 0; at < 40; at += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      const bar = document.querySelector(".footer-bar")?.getBoundingClientRect();
      if (!element || !bar || !element.closest("main") || element.closest(".footer-bar")) return undefined;
      const box = element.getBoundingClientRect();
      return box.top >= bar.top - 1 ? (element.getAttribute("aria-label") ?? element.id) || element.outerHTML.slice(0, 80) : undefined;
    });
    if (found) hidden.push(found);
  }
  assert.deepEqual(hidden, []);
});

test("opened from a folder on disk, it says so on a page with its style, and names the file that needs no server", async (t) => {
  const { page } = await visit(t, { allowFaults: /file:|integrity|CORS|ERR_FAILED|preload assets/ });
  await page.goto(pathToFileURL(`${DIST}index.html`).href);
  const notice = page.locator("#cannot-start-file");
  await notice.waitFor();
  assert.match(await notice.innerText(), /Open Watchfloor from a web server[^]*watchfloor\.html/);
  assert.equal(await page.locator("#boot").isVisible(), false);
  await page.waitForFunction(() => {
    const notice = document.querySelector("#cannot-start-file");
    return getComputedStyle(notice).position === "fixed" && getComputedStyle(notice.querySelector("h1")).fontSize === "24px";
  });
  await expectAccessible(page, "opened from disk", { within: "#cannot-start-file" });
});
