// The site as one page: opened from a folder by double click, where there is neither fetch nor a service worker, it works
// and keeps its data.

import assert from "node:assert/strict";
import { access, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, loadedAnew, newProfile, openBrowser, removeProfile } from "./browser.mjs";
import { DIST } from "./server.mjs";

let folder;
let address;
before(async () => {
  const built = join(DIST, "watchfloor.html");
  await access(built).catch(() => assert.fail(`${built} is missing: cargo xtask single-file writes it`));
  // Alone in its folder: whatever it would load from beside it is not there.
  folder = await mkdtemp(join(tmpdir(), "watchfloor-file-"));
  const file = join(folder, "Watchfloor of Aldermoor.html");
  await cp(built, file);
  address = pathToFileURL(file).href;
});
after(() => rm(folder, { recursive: true, force: true }));

/** Opens the page of the file with a profile, and fails for every request that leaves it. */
async function openFile(t, profile, route = "") {
  const visitor = await openBrowser({ profile });
  const asked = [];
  visitor.context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("data:") && !url.startsWith("blob:") && url.split("#")[0] !== address) asked.push(url);
  });
  t.after(async () => {
    await visitor.close();
    assert.deepEqual(visitor.faults, [], "the page has faults");
    assert.deepEqual(asked, [], "the page asked for more than itself");
  });
  await visitor.page.goto(address + route);
  await appStarted(visitor.page);
  return visitor;
}

test("it opens from a folder and keeps what is done", async (t) => {
  const profile = await newProfile();
  t.after(() => removeProfile(profile));
  const { page, close } = await openFile(t, profile, "#/settings");
  await page.getByLabel("Name of the workspace").fill("From a folder");
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByRole("link", { name: "From a folder" }).waitFor();
  await loadedAnew(page, () => page.reload());
  await page.getByRole("link", { name: "From a folder" }).waitFor();
  await close();
  // Another start of the browser finds it too.
  const again = await openFile(t, profile);
  await again.page.getByRole("link", { name: "From a folder" }).waitFor();
});

test("everything that a server would send later is inside", async (t) => {
  const profile = await newProfile();
  t.after(() => removeProfile(profile));
  const { page } = await openFile(t, profile, "#/demo");
  await page.getByText("Small office").click();
  await page.getByRole("button", { name: "Open the whole demonstration" }).click();
  await page.getByRole("region", { name: "Demonstration" }).waitFor();
  await expectAccessible(page, "home in the single file");
  // Icons are drawn from the page itself.
  const icon = page.locator(".rail .icon").first();
  assert.match(await icon.locator("use").getAttribute("href"), /^#/);
  const box = await icon.locator("use").evaluate((use) => use.getBBox().width);
  assert.ok(box > 0, "the icon is empty");
  // The facts of ATT&CK, which a server sends when they are first needed: names of techniques are shown.
  await page.goto(`${address}#/reports/matrix`);
  await page.getByText("Phishing", { exact: false }).first().waitFor();
  // The spreadsheet writer.
  await page.goto(`${address}#/reports`);
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Spreadsheet" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /\.xlsx$/);
});
