// Without a network: the site after a first visit when its server is gone, and the whole of it as one file from a folder.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { newProfile, openBrowser, removeProfile } from "./browser.mjs";
import { DIST, serveFolder } from "./server.mjs";

/** The name of the workspace, under Settings. */
const nameField = (page) => page.locator("form.settings-line input").first();

async function rename(page, name) {
  await nameField(page).fill(name);
  await nameField(page).press("Enter");
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
  // There is nothing left to rename when the new name is on disk.
  await page.locator('form.settings-line button[aria-disabled="true"]').first().waitFor();
}

test("the site opens and keeps what is done when its server is gone", async (t) => {
  const site = await serveFolder();
  const { page, close } = await openBrowser({ keepsSite: true });
  t.after(close);
  await page.goto(`${site.url}#/settings`);
  await nameField(page).waitFor();
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const isActive = (resolve) => active.state === "activated" && resolve();
    await new Promise((resolve) => {
      active.addEventListener("statechange", () => isActive(resolve));
      isActive(resolve);
    });
  });
  await site.close();
  await page.reload();
  await nameField(page).waitFor();
  await rename(page, "Kept without a server");
  await page.reload();
  await nameField(page).waitFor();
  assert.equal(await nameField(page).inputValue(), "Kept without a server");
});

test("the one file opens from a folder and keeps what is done", async (t) => {
  const file = join(DIST, "watchfloor.html");
  assert.ok(existsSync(file), "cargo xtask single-file writes it");
  const profile = await newProfile();
  t.after(() => removeProfile(profile));
  const address = `${pathToFileURL(file)}#/settings`;
  for (const [before, after] of [[undefined, "Kept in one file"], ["Kept in one file", "Kept twice"]]) {
    const { page, close } = await openBrowser({ profile });
    await page.goto(address);
    await nameField(page).waitFor();
    if (before) assert.equal(await nameField(page).inputValue(), before);
    await rename(page, after);
    await close();
  }
});
