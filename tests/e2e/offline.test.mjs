// Without network: after the first visit the site opens from what the service worker keeps, whole or not at all.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { appStarted, loadedAnew, visit } from "./browser.mjs";
import { DIST, serveFolder } from "./server.mjs";

/** What a browser says when there is nobody to answer; everything else is a fault. */
const GONE =
  /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|Failed to update a ServiceWorker|An unknown error occurred when fetching the script/;

const home = (page) => page.getByRole("heading", { level: 1, name: "Managed detection and response, in your browser" });
const version = (page) => page.evaluate(() => document.querySelector("script[data-version]").dataset.version);
const visitor = (t) => visit(t, { allowFaults: GONE, keepsSite: true });

/** Opens the site and waits until the worker has all of it; the next load of the page comes from there. */
async function openAndKeep(page, site) {
  await page.goto(site.url);
  await home(page).waitFor();
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === "activated");
}

/** A copy of the built site that a test may change, and its server. */
async function copyOfSite(t) {
  const folder = await mkdtemp(join(tmpdir(), "watchfloor-update-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  // The widgets for other people's pages and the single file are not what is tried here.
  const filter = (path) => !/dist.(embed|watchfloor\.html)/.test(path);
  await cp(DIST, folder, { recursive: true, filter });
  const site = await serveFolder({ folder });
  t.after(() => site.close());
  return { folder, site };
}

/** The same build under another version and with another file name, as a next release would be. */
async function restamp(folder) {
  const page = await readFile(join(folder, "index.html"), "utf8");
  const worker = await readFile(join(folder, "worker.js"), "utf8");
  const [, script] = /data-js="\.\/([^"]+)"/.exec(page);
  const renamed = script.replace(/\.js$/, "-next.js");
  await rename(join(folder, script), join(folder, renamed));
  const text = page.replaceAll(script, renamed).replace(/data-version="[^"]+"/, 'data-version="next"');
  await writeFile(join(folder, "index.html"), text);
  const files = JSON.parse(/const FILES = (\{[^}]*\})/.exec(worker)[1].replace(/,\s*\}$/, "}"));
  files[renamed] = files[script];
  delete files[script];
  files["index.html"] = createHash("sha256").update(text).digest("hex");
  const stamped = worker
    .replace(/const FILES = \{[^}]*\}/, `const FILES = ${JSON.stringify(files)}`)
    .replace(/const VERSION = "[^"]+"/, 'const VERSION = "next"');
  await writeFile(join(folder, "worker.js"), stamped);
  return { before: script, after: renamed };
}

/** Makes the browser look for another version now. */
const lookForUpdate = (page) => page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));

test("it opens with the network off and says so", async (t) => {
  const site = await serveFolder();
  t.after(() => site.close());
  const { context, page } = await visitor(t);
  await openAndKeep(page, site);
  await context.setOffline(true);
  await loadedAnew(page, () => page.reload());
  await home(page).waitFor();
  await page.getByText("There is no network.").waitFor();
  // Every page is there, also those whose code and styles the first page had not asked for.
  await page.getByRole("link", { name: "Reports" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Reports" }).waitFor();
  await context.setOffline(false);
  await page.getByText("There is no network.").waitFor({ state: "detached" });
});

test("it opens when the server is gone, and keeps what is done then", async (t) => {
  const site = await serveFolder();
  const { page } = await visitor(t);
  await openAndKeep(page, site);
  await site.close();
  await page.goto("about:blank");
  await page.goto(`${site.url}#/settings`);
  await appStarted(page);
  await page.getByLabel("Name of the workspace").fill("Harbour");
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByRole("link", { name: "Harbour" }).waitFor();
  await loadedAnew(page, () => page.reload());
  await page.getByRole("link", { name: "Harbour" }).waitFor();
});

test("an update waits until it is asked for and nothing is unsaved, and then is whole", async (t) => {
  const { folder, site } = await copyOfSite(t);
  const { context, page } = await visitor(t);
  await openAndKeep(page, site);
  await loadedAnew(page, () => page.reload());
  const before = await version(page);
  const names = await restamp(folder);
  await lookForUpdate(page);
  await page.getByText("A new version is here.").waitFor();
  // Until it is asked for, the old version answers, whole, whatever lies on the server.
  await loadedAnew(page, () => page.reload());
  assert.equal(await version(page), before);
  assert.equal(await page.evaluate(async (name) => (await fetch(name)).ok, names.before), true);
  // Another page still runs the old one: the change waits for it.
  const other = await context.newPage();
  await other.goto(site.url);
  await appStarted(other);
  await page.getByRole("button", { name: "Update now" }).click();
  await page.getByText("Close the other pages of Watchfloor first").waitFor();
  assert.equal(await version(page), before);
  await other.close();
  await loadedAnew(page, () => page.getByRole("button", { name: "Update now" }).click());
  await home(page).waitFor();
  assert.equal(await version(page), "next");
  const kept = await page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("watchfloor "));
    const cache = await caches.open(names[0]);
    return { names, files: (await cache.keys()).map((request) => request.url.split("/").pop()) };
  });
  assert.equal(kept.names.length, 1);
  assert.ok(kept.names[0].endsWith(" next") && kept.files.includes(names.after) && !kept.files.includes(names.before));
});

test("what is written and not sent holds an update up", async (t) => {
  const { folder, site } = await copyOfSite(t);
  const { page } = await visitor(t);
  await openAndKeep(page, site);
  await loadedAnew(page, () => page.reload());
  await restamp(folder);
  await page.goto(`${site.url}#/service/exclusions`);
  await lookForUpdate(page);
  await page.getByText("A new version is here.").waitFor();
  const before = await version(page);
  await page.goto(`${site.url}#/service/permissions`);
  await page.getByRole("checkbox", { name: /Respond directly/ }).first().check();
  await page.getByRole("button", { name: "Update now" }).click();
  await page.getByText(/First save or send what you have written/).first().waitFor();
  assert.equal(await version(page), before);
});

test("a half-finished release is not taken", async (t) => {
  const { folder, site } = await copyOfSite(t);
  const { page } = await visitor(t);
  await openAndKeep(page, site);
  const before = await version(page);
  await restamp(folder);
  // One file of the release before lies there still.
  await cp(join(DIST, "index.html"), join(folder, "index.html"));
  const outcome = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const settled = new Promise((resolve) => {
      registration.addEventListener("updatefound", () => {
        const worker = registration.installing;
        worker.addEventListener("statechange", () => resolve(worker.state));
      });
    });
    await registration.update();
    return settled;
  });
  assert.equal(outcome, "redundant");
  await loadedAnew(page, () => page.reload());
  assert.equal(await version(page), before);
});

test("a file that the installed application was opened with is read", async (t) => {
  const site = await serveFolder();
  t.after(() => site.close());
  const { context, page } = await visitor(t);
  await context.addInitScript(() => {
    // As the browser hands it over: a queue that waits for whoever takes from it.
    const text = JSON.stringify({ value: [{ "@odata.type": "#microsoft.graph.security.incident", id: "77", displayName: "Mailbox rule", createdDateTime: "2026-11-01T08:00:00Z", lastUpdateDateTime: "2026-11-01T09:00:00Z", severity: "high", status: "active" }] });
    const handle = { getFile: async () => new File([text], "incidents.json", { type: "application/json" }) };
    const queue = { setConsumer: (take) => take({ files: [handle] }) };
    Object.defineProperty(globalThis, "launchQueue", { value: queue });
  });
  await page.goto(site.url);
  await page.getByRole("heading", { level: 1, name: "Import" }).waitFor();
  await page.getByRole("button", { name: /^Import 1 / }).waitFor();
});

test("the manifest names icons that are there, and what it opens", async (t) => {
  const site = await serveFolder();
  t.after(() => site.close());
  const { page } = await visit(t);
  await page.goto(site.url);
  const manifest = await page.evaluate(async () => (await fetch(document.querySelector("link[rel=manifest]").href)).json());
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(async (src) => {
      const image = await createImageBitmap(await (await fetch(src)).blob());
      return `${image.width}x${image.height}`;
    }, src);
    assert.equal(size, sizes, src);
  }
  assert.deepEqual(manifest.file_handlers[0].accept, { "application/json": [".json"] });
});
