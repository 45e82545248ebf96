// From one version of the site to the next: never a mixture of two, nothing lost that was typed, and without a network or a
// server the one that is there.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { appStarted, loadedAnew, openBrowser } from "./browser.mjs";
import { restamp } from "./restamp.mjs";
import { serveFolder } from "./server.mjs";
import { submitSetup } from "./tenant.mjs";

let root;
let older;
let newer;
before(async () => {
  root = await mkdtemp(join(tmpdir(), "watchfloor-versions-"));
  [older, newer] = await Promise.all([restamp(join(root, "older"), "older"), restamp(join(root, "newer"), "newer")]);
});
after(() => rm(root, { recursive: true, force: true }));

/** A server whose version can be changed while pages are open. */
async function serveVersions(t, folder) {
  let site = await serveFolder({ folder });
  const { url } = site;
  const port = Number(new URL(url).port);
  let isOpen = true;
  const stop = async () => {
    if (isOpen) await site.close();
    isOpen = false;
  };
  t.after(stop);
  const change = async (to) => {
    await stop();
    site = await serveFolder({ folder: to, port });
    isOpen = true;
  };
  return { url, stop, change };
}

/** Opens the site in a browser that keeps it, and waits until pages come from what is kept. */
async function openKept(t, url) {
  const visitor = await openBrowser({ keepsSite: true });
  t.after(visitor.close);
  const { page } = visitor;
  await page.goto(url);
  await appStarted(page);
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const isActive = (resolve) => active.state === "activated" && resolve();
    await new Promise((resolve) => {
      active.addEventListener("statechange", () => isActive(resolve));
      isActive(resolve);
    });
  });
  await loadedAnew(page, () => page.reload());
  return visitor;
}

/** The versions of everything that the page consists of: one, unless two are mixed. */
async function versionsOf(page) {
  const found = await page.evaluate(async () => {
    const files = performance.getEntriesByType("resource").map(({ name }) => /-(older|newer)[0-9a-f]+[._]/.exec(name)?.[1]);
    const start = await (await fetch("./boot.js")).text();
    return [
      document.documentElement.dataset.build,
      document.querySelector("script[data-version]").dataset.version,
      getComputedStyle(document.documentElement).getPropertyValue("--build").trim(),
      globalThis.buildOfScript,
      /buildOfScript = "(\w+)"/.exec(start)[1],
      ...files.filter(Boolean),
    ];
  });
  assert.ok(found.length > 8, `${found.length} parts are known`);
  return [...new Set(found)];
}

const lookForUpdate = (page) => page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
const banner = (page) => page.getByText("A new version is here.");
const takeUpdate = (page) => page.getByRole("button", { name: "Update now" });

test("a version that is ready waits for what is not saved, and takes over as a whole", async (t) => {
  const site = await serveVersions(t, older);
  const { context, page } = await openKept(t, site.url);
  assert.deepEqual(await versionsOf(page), ["older"]);
  await submitSetup(page, site);
  await page.goto(`${site.url}#/service/exclusions`);
  const group = page.getByRole("textbox", { name: "Name of the device group" });
  await group.fill("Freight servers");
  await group.press("Enter");
  await page.getByText("One change, not saved").waitFor();

  await site.change(newer);
  assert.equal(await banner(page).count(), 0);
  await lookForUpdate(page);
  await banner(page).waitFor();
  // The button says why it does nothing, and nothing that was typed is lost.
  assert.equal(await takeUpdate(page).getAttribute("aria-disabled"), "true");
  await takeUpdate(page).click({ force: true });
  await page.getByText("One change, not saved").waitFor();
  await page.goto(`${site.url}#/reports/matrix`);
  await page.locator("main h1").first().waitFor();
  assert.deepEqual(await versionsOf(page), ["older"], "a page that is opened meanwhile is of the same version");

  await page.goto(`${site.url}#/service/exclusions`);
  await page.getByRole("button", { name: "Review changes" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save changes" }).click();
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
  await page.getByText("One change, not saved").waitFor({ state: "detached" });

  // A second page runs the old version still, which needs its files.
  const second = await context.newPage();
  await second.goto(`${site.url}#/settings`);
  await appStarted(second);
  assert.deepEqual(await versionsOf(second), ["older"]);
  await takeUpdate(page).click();
  await page.getByText(/^Close the other pages of Watchfloor first/).waitFor();
  assert.deepEqual(await versionsOf(page), ["older"]);
  await second.close();

  await loadedAnew(page, () => takeUpdate(page).click());
  assert.deepEqual(await versionsOf(page), ["newer"]);
  await page.getByText("Freight servers", { exact: true }).first().waitFor();
  assert.equal(await banner(page).count(), 0);
  const kept = await page.evaluate(() => caches.keys());
  assert.equal(kept.length, 1, `only the new version is kept: ${kept}`);

  // The new version opens without network, and says so, and without its server.
  await context.setOffline(true);
  await loadedAnew(page, () => page.reload());
  await page.getByText(/^There is no network\./).waitFor();
  assert.deepEqual(await versionsOf(page), ["newer"]);
  await context.setOffline(false);
  await page.getByText(/^There is no network\./).waitFor({ state: "detached" });
  await site.stop();
  await loadedAnew(page, () => page.reload());
  await page.getByText("Freight servers", { exact: true }).first().waitFor();
  assert.deepEqual(await versionsOf(page), ["newer"]);
});

test("a version that lies on the server in half is not taken, also when the server goes away", async (t) => {
  const site = await serveVersions(t, older);
  const { page } = await openKept(t, site.url);
  // While files are copied to a server it has the new list of files, and one of the files is not the one that is named.
  const script = join(newer, "boot.js");
  const whole = await readFile(script);
  await writeFile(script, "// half of it");
  await site.change(newer);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const isOver = new Promise((resolve) => {
      registration.addEventListener("updatefound", () => {
        const worker = registration.installing;
        worker.addEventListener("statechange", () => worker.state === "redundant" && resolve());
      });
    });
    await registration.update();
    await isOver;
  });
  assert.equal(await banner(page).count(), 0);
  await loadedAnew(page, () => page.reload());
  assert.deepEqual(await versionsOf(page), ["older"]);
  await site.stop();
  await loadedAnew(page, () => page.reload());
  assert.deepEqual(await versionsOf(page), ["older"]);
  // When the rest has arrived the version is ready.
  await writeFile(script, whole);
  await site.change(newer);
  await lookForUpdate(page);
  await banner(page).waitFor();
  await loadedAnew(page, () => takeUpdate(page).click());
  assert.deepEqual(await versionsOf(page), ["newer"]);
});

test("the manifest names icons of their sizes, and a file that the system opens with it is offered for import", async (t) => {
  const site = await serveVersions(t, newer);
  const { page, context, close } = await openBrowser();
  t.after(close);
  await context.addInitScript(() => {
    const value = { setConsumer: (consume) => (globalThis.openWith = consume) };
    Object.defineProperty(globalThis, "launchQueue", { value });
  });
  await page.goto(site.url);
  await appStarted(page);
  const manifest = await (await fetch(new URL("app.webmanifest", site.url))).json();
  assert.deepEqual(manifest.file_handlers[0].accept["application/json"], [".json"]);
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(async (src) => {
      const { width, height } = await createImageBitmap(await (await fetch(src)).blob());
      return `${width}x${height}`;
    }, new URL(src, site.url).href);
    assert.equal(size, sizes, src);
  }
  await page.waitForFunction(() => globalThis.openWith);
  await page.evaluate(() => {
    const file = new File(['{"value":[]}'], "incidents-of-november.json", { type: "application/json" });
    return globalThis.openWith({ files: [{ getFile: async () => file }] });
  });
  await page.getByText("incidents-of-november.json").first().waitFor();
  assert.equal(new URL(page.url()).hash, "#/import");
});
