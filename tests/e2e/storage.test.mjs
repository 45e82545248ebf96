// Where the workspace is kept: several tabs, backups, other workspaces, and endpoints on real servers.

import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, loadedAnew, openApp } from "./browser.mjs";
import { apache, pouchdb } from "./endpoints.mjs";
import { serveFolder } from "./server.mjs";

let site;
/** What stops the endpoints: when all pages that look at them are closed. */
const stops = [];
before(async () => (site = await serveFolder()));
after(async () => {
  for (const stop of stops) await stop();
  await site.close();
});

// What is not there yet is asked for, and a conflict is an answer.
const allowFaults = /status (404|409|412)|Failed to load resource/;

const nameField = (page) => page.getByRole("textbox", { name: "Name of the workspace" });
/** Waits until a fact about the storage reads so. */
const fact = (page, name, hasText) => page.locator(`[data-fact="${name}"]`, { hasText }).waitFor();

async function storage(page) {
  await page.goto(`${site.url}#/settings/storage`);
  await page.getByRole("heading", { level: 1, name: "Storage" }).waitFor();
}

async function rename(page, name) {
  await page.goto(`${site.url}#/settings`);
  await nameField(page).fill(name);
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByText("The workspace is renamed").last().waitFor();
}

/** Waits until a page shows a name that another one gave. */
async function named(page, name) {
  await page.goto(`${site.url}#/settings`);
  await page.waitForFunction(
    (wanted) => [...document.querySelectorAll("form.settings-line input")].some((field) => field.value === wanted),
    name,
  );
}

test("it says where everything is kept, and the page is accessible", async (t) => {
  const { page } = await openApp(t, site);
  await storage(page);
  await fact(page, "part", "Writes for all tabs");
  await fact(page, "promise", "asked when you first save");
  await rename(page, "Contoso");
  await storage(page);
  await fact(page, "promise", /^(Yes|No)/);
  await expectAccessible(page, "storage");
  await page.getByRole("button", { name: "Check everything" }).click();
  await page.getByText("2 changes follow one from the other").waitFor();
});

test("a second tab writes through the first, and takes over when that is gone", async (t) => {
  const { context, page } = await openApp(t, site);
  const second = await context.newPage();
  await second.goto(site.url);
  await appStarted(second);
  await storage(second);
  await fact(second, "part", "Writes through another tab");
  await rename(second, "Through the writer");
  await named(page, "Through the writer");
  await page.close();
  await storage(second);
  await fact(second, "part", "Writes for all tabs");
  await rename(second, "On its own");
});

test("a backup is sealed, shown and restored as a workspace of its own", async (t) => {
  const { page } = await openApp(t, site);
  await rename(page, "Fabrikam");
  await storage(page);
  await page.getByLabel(/^Passphrase/).first().fill("correct horse");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Make a backup" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^Fabrikam-.*\.watchfloor\.json\.gz\.sealed$/);
  const file = await download.path();
  const restore = page.locator("section", { has: page.getByRole("heading", { name: "Restore a backup" }) });
  await restore.locator("input[type=file]").setInputFiles(file);
  await restore.getByLabel("Passphrase of the file").fill("wrong horse");
  await restore.getByRole("button", { name: "Open it" }).click();
  await page.getByText("The passphrase is another one").waitFor();
  await restore.getByLabel("Passphrase of the file").fill("correct horse");
  await restore.getByRole("button", { name: "Open it" }).click();
  await page.getByText("Every document is there and whole.").waitFor();
  assert.match(await restore.locator("dl").innerText(), /Fabrikam/);
  await loadedAnew(page, () => restore.getByRole("button", { name: "Restore as a new workspace" }).click());
  await named(page, "Fabrikam");
});

for (const [name, start] of [["Apache httpd with mod_dav", apache], ["PouchDB Server", pouchdb]]) {
  test(`two browsers work on one endpoint: ${name}`, async (t) => {
    const server = await start();
    stops.push(server.close);
    const connect = async (page) => {
      await storage(page);
      await page.getByRole("textbox", { name: "Address" }).fill(server.url);
      await page.getByRole("button", { name: "Connect" }).click();
    };
    const inStep = (page) => page.locator("[data-standing]").getByText("In step").waitFor();
    const { page: one } = await openApp(t, site, { allowFaults });
    await rename(one, "Shared");
    await connect(one);
    await inStep(one);
    const { page: other } = await openApp(t, site, { allowFaults });
    await connect(other);
    await other.getByText("The endpoint holds another workspace, “Shared”. Nothing was changed.").waitFor();
    await loadedAnew(other, () => other.getByRole("button", { name: "Open that workspace here" }).click());
    await named(other, "Shared");
    await rename(other, "By the other");
    await storage(other);
    await inStep(other);
    await storage(one);
    await one.getByRole("button", { name: "Bring in step now" }).click();
    await named(one, "By the other");
    await rename(one, "By the first again");
    await named(other, "By the first again");
  });
}

test("a token stays in memory, and what the endpoint does not have yet is told on every page", async (t) => {
  const server = await apache();
  let isUp = true;
  const stop = async () => {
    if (isUp) await server.close();
    isUp = false;
  };
  stops.push(stop);
  const { page } = await openApp(t, site, { allowFaults: /status (404|409|412)|Failed to load resource|ERR_/ });
  await storage(page);
  const kept = page.locator("section", { has: page.getByRole("heading", { name: "Where it is kept" }) });
  await kept.getByText("Nothing leaves it.").waitFor();
  await page.getByRole("textbox", { name: "Address" }).fill(server.url);
  await page.getByLabel("Access token").fill("secret-token-of-one");
  await page.getByRole("button", { name: "Connect" }).click();
  await page.locator("[data-standing]").getByText("In step").waitFor();
  await kept.getByText("shared with the endpoint below").waitFor();
  const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  assert.doesNotMatch(stored, /secret-token/);
  await stop();
  await rename(page, "Not shared yet");
  await page.locator("#saved-state", { hasText: "Saved here only" }).waitFor();
});

test("without a secure context tabs take turns by a lease, and what is missing is said", async (t) => {
  const address = Object.values(networkInterfaces()).flat().find((one) => one.family === "IPv4" && !one.internal)?.address;
  if (!address) return t.skip("this machine has no address beside the loopback one");
  const open = await serveFolder({ host: "0.0.0.0" });
  t.after(() => open.close());
  const url = open.url.replace("127.0.0.1", address);
  const { context, page } = await openApp(t, { url }, { allowFaults: /request to another host|trustworthy|insecure/ });
  assert.equal(await page.evaluate(() => isSecureContext), false);
  await page.getByText("served over plain http").first().waitFor();
  await page.goto(`${url}#/settings/storage`);
  await fact(page, "part", "Writes for all tabs");
  const second = await context.newPage();
  await second.goto(`${url}#/settings/storage`);
  await fact(second, "part", "Writes through another tab");
  await page.close();
  await fact(second, "part", "Writes for all tabs");
});

test("an address that the policy of the site blocks is told at its field, with the line to add", async (t) => {
  const { page } = await openApp(t, site, { allowFaults: /^policy: / });
  await storage(page);
  const address = page.getByRole("textbox", { name: "Address", exact: true });
  await address.fill("http://192.0.2.1:8080/watchfloor/");
  assert.equal(await address.getAttribute("aria-invalid"), null);
  // The browser tells the page so where it has blocked a connection.
  await page.evaluate(() => {
    const blocked = { bubbles: true, effectiveDirective: "connect-src", blockedURI: "http://192.0.2.1:8080/watchfloor/" };
    document.dispatchEvent(new SecurityPolicyViolationEvent("securitypolicyviolation", blocked));
  });
  const field = page.locator(".field", { has: address });
  await field.getByText("adds the line “http://192.0.2.1:8080” to connect.list").waitFor();
  assert.equal(await address.getAttribute("aria-invalid"), "true");
  await address.fill("http://192.0.2.2/");
  await field.locator(".field-error").waitFor({ state: "detached" });
});
