// Without network: after the first visit the site opens from what the service worker keeps, whole or not at all.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { appStarted, visit } from "./browser.mjs";
import { DIST, serveFolder } from "./server.mjs";

/** What a page asks for when there is nobody to answer; everything else is a fault. */
const GONE = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|Failed to update a ServiceWorker|An unknown error occurred when fetching the script/;

const isKept = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return registration.active.state;
  });

/** Waits until the worker has everything; the next load of the page comes from it. */
async function kept(page) {
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === "activated");
  assert.equal(await isKept(page), "activated");
}

const home = (page) => page.getByRole("heading", { level: 1, name: "Managed detection and response, in your browser" });

test("it opens with the network off and says so", async (t) => {
  const site = await serveFolder();
  t.after(() => site.close());
  const { context, page } = await visit(t, { allowFaults: GONE });
  await page.goto(site.url);
  await home(page).waitFor();
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await appStarted(page);
  await home(page).waitFor();
  await page.getByText("There is no network.").waitFor();
  await context.setOffline(false);
  await page.getByText("There is no network.").waitFor({ state: "detached" });
});

test("it opens when the server is gone", async (t) => {
  const site = await serveFolder();
  const { page } = await visit(t, { allowFaults: GONE });
  await page.goto(site.url);
  await home(page).waitFor();
  await kept(page);
  await site.close();
  await page.goto("about:blank");
  await page.goto(`${site.url}#/settings`);
  await appStarted(page);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
});

/** The same build under another version and with other file names, as a next release would be. */
async function restamp(folder) {
  const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");
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
  files["index.html"] = digest(text);
  const stamped = worker
    .replace(/const FILES = \{[^}]*\}/, `const FILES = ${JSON.stringify(files)}`)
    .replace(/const VERSION = "[^"]+"/, 'const VERSION = "next"');
  await writeFile(join(folder, "worker.js"), stamped);
}

test("an update waits until it is asked for, and then is whole", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "watchfloor-update-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await cp(DIST, folder, { recursive: true });
  const site = await serveFolder({ folder });
  t.after(() => site.close());
  const { page } = await visit(t, { allowFaults: GONE });
  await page.goto(site.url);
  await home(page).waitFor();
  await kept(page);
  await page.reload();
  await home(page).waitFor();
  const version = () => page.evaluate(() => document.querySelector("script[data-version]").dataset.version);
  const before = await version();
  await restamp(folder);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await page.getByText("A new version is here.").waitFor();
  // Until it is asked for, the old version answers, whole, whatever lies on the server.
  await page.reload();
  await home(page).waitFor();
  assert.equal(await version(), before);
  await page.getByText("A new version is here.").waitFor();
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Update now" }).click()]);
  await home(page).waitFor();
  assert.equal(await version(), "next");
  const names = await page.evaluate(() => caches.keys());
  assert.deepEqual(names.filter((name) => name.startsWith("watchfloor-")), ["watchfloor-next"]);
});

test("a half-finished release is not taken", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "watchfloor-update-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await cp(DIST, folder, { recursive: true });
  const site = await serveFolder({ folder });
  t.after(() => site.close());
  const { page } = await visit(t, { allowFaults: GONE });
  await page.goto(site.url);
  await kept(page);
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
  await page.reload();
  await home(page).waitFor();
});
