// A visitor: a real Chromium with a fresh profile, whose every complaint is a fault of the site.

import { mkdtemp, rm } from "node:fs/promises";
import { accessSync, constants } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

// The sandbox of Chromium does not start as root, as in most containers; nothing here visits a foreign page.
export const FLAGS = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
];

/** How long anything may take to appear. */
const PATIENCE_MS = 90_000;

export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const file of NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here: the next one.
    }
  }
  throw new Error("Chromium is missing: install it or set CHROMIUM to its path");
}

/**
 * Opens a browser for one test. When the test ends the browser is closed, and every fault of the site that
 * `allowFaults` (a regular expression) does not match fails the test. The rest is as with `openBrowser`.
 */
export async function visit(test, { allowFaults, ...options } = {}) {
  const visitor = await openBrowser(options);
  test.after(async () => {
    await visitor.close();
    const faults = visitor.faults.filter((fault) => !allowFaults?.test(fault));
    assert.deepEqual(faults, [], "the page has faults");
  });
  return visitor;
}

/**
 * Opens the application for one test and waits until it has taken the place of the drawn shell. `site` comes from
 * `serveFolder`; `route` is a fragment such as "#/incidents".
 */
export async function openApp(test, site, { route = "", ...options } = {}) {
  const visitor = await visit(test, options);
  await visitor.page.goto(site.url + route);
  await appStarted(visitor.page);
  return visitor;
}

/**
 * Waits until the application runs and has opened its workspace: after opening the site, and after a reload. Before that
 * the page says only that it opens.
 */
export async function appStarted(page) {
  await page.locator("#boot").waitFor({ state: "detached" });
  await page.locator("#main").waitFor({ state: "attached" });
}

/** Does what makes the page load itself anew, and waits until the application runs again. */
export async function loadedAnew(page, act) {
  await Promise.all([page.waitForEvent("load"), act()]);
  await appStarted(page);
}

/**
 * Starts a browser session on a profile folder. Without `profile` it is a fresh one, removed on close; with one
 * (see `newProfile`) a second session finds what the first has stored. With `keepsSite` the site may keep itself for a
 * visit without network; otherwise it cannot, since a test looks at the files that lie on the server now.
 *
 * Returns the context, the page, `faults` (every console error, uncaught error, policy violation, failed or
 * foreign request so far) and `close()`.
 */
export async function openBrowser({ profile, keepsSite = false, ...options } = {}) {
  const folder = profile ?? (await newProfile());
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: findChromium(),
    args: FLAGS,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    ...options,
  });
  // Machines that run tests are busy: only what does not come at all fails.
  context.setDefaultTimeout(Number(process.env.PATIENCE ?? PATIENCE_MS));
  const faults = [];
  await watchPolicy(context, faults);
  if (!keepsSite) await context.addInitScript(() => delete Navigator.prototype.serviceWorker);
  context.on("page", (page) => watchPage(page, faults));
  const page = context.pages()[0] ?? (await context.newPage());
  watchPage(page, faults);
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await context.close();
    if (!profile) await removeProfile(folder);
  };
  return { context, page, faults, close };
}

/** A new, empty profile folder. */
export const newProfile = () => mkdtemp(join(tmpdir(), "watchfloor-e2e-"));

/** Removes a profile folder. */
export const removeProfile = (folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 });

/** Hears every violation of the Content Security Policy, also those that print nothing. */
async function watchPolicy(context, faults) {
  await context.exposeFunction("reportPolicyViolation", (text) => faults.push(`policy: ${text}`));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      reportPolicyViolation(`${event.violatedDirective} blocked ${event.blockedURI} at ${event.sourceFile ?? ""}`);
    });
  });
}

const watched = new WeakSet();

function watchPage(page, faults) {
  if (watched.has(page)) return;
  watched.add(page);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.stack ?? error}`));
  page.on("requestfailed", (request) => {
    // A page that is left gives up what it was still loading.
    if (request.failure()?.errorText === "net::ERR_ABORTED") return;
    faults.push(`request failed: ${request.url()} ${request.failure()?.errorText ?? ""}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`status ${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    const isLocal = hostname === "127.0.0.1" || hostname === "localhost";
    if (protocol.startsWith("http") && !isLocal) faults.push(`request to another host: ${request.url()}`);
  });
}
