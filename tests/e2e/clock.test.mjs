// The clock of the pages moves on by itself. Nothing that can be pressed or typed in is made anew by that, so that no menu
// closes and no focus is lost under the hand.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { appStarted, loadedAnew, openApp } from "./browser.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const SERVICE = ["status", "permissions", "exclusions", "contacts", "targets", "approvals", "monitoring", "reviews", "history"];
const REPORTS = ["trends", "required", "assets", "matrix", "hunting", "readiness", "review"];
const PARTS = ["story", "alerts", "assets", "evidence", "response", "history", "similar"];
const OTHERS = ["", "incidents", "alerts", "assets", "reports", "playbooks", "import", "settings", "settings/storage", "ask", "hunting", "notifications", "check-ins", "demo"];
const CONTROLS = "main :is(button, a, input, select, textarea, summary), header :is(button, a, input, select)";
/** Two moves of the clock. */
const MINUTE_MS = 61_000;

/** The names of the controls of a page that are not there any more after a minute. */
async function lostInAMinute(page) {
  await page.evaluate((controls) => {
    const name = (it) => it.getAttribute("aria-label") || it.innerText || it.name || it.tagName;
    globalThis.controls = [...document.querySelectorAll(controls)].map((it) => [it, name(it)]);
  }, CONTROLS);
  await page.clock.runFor(MINUTE_MS);
  return page.evaluate(async () => {
    // Effects of the tick run in tasks of their own.
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => queueMicrotask(resolve));
    const lost = globalThis.controls.filter(([it]) => !it.isConnected).map(([, name]) => name.trim());
    return [globalThis.controls.length, lost];
  });
}

test("no control of any page is made anew when the clock moves on", async (t) => {
  const { page } = await openApp(t, site, { route: "#/demo" });
  await page.getByText("Small office").click();
  await page.getByRole("button", { name: "Open the whole demonstration" }).click();
  await page.getByRole("region", { name: "Demonstration" }).waitFor({ timeout: 240_000 });
  await appStarted(page);
  await page.clock.install();
  await loadedAnew(page, () => page.reload());
  await page.locator("#perspective").selectOption("analyst");
  await page.goto(`${site.url}#/incidents?list=yourTurn`);
  const incident = (await page.locator(".rows-row a").first().getAttribute("href")).split("?")[0].replace(/^.*#/, "#");
  const routes = [
    ...OTHERS.map((word) => `#/${word}`),
    ...SERVICE.map((word) => `#/service/${word}`),
    ...REPORTS.map((word) => `#/reports/${word}`),
    ...PARTS.map((word) => `${incident}?tab=${word}`),
  ];
  const faults = [];
  for (const route of routes) {
    await page.goto(`${site.url}${route}`);
    await page.locator("main h1").first().waitFor();
    // What a page does by itself once it is there.
    await page.clock.runFor(2_000);
    const panel = page.getByRole("complementary", { name: "Managed response" });
    for (const toggle of await panel.getByRole("button", { name: /: details$/, expanded: false }).all()) await toggle.click();
    const [count, lost] = await lostInAMinute(page);
    assert.ok(count > 5, `${route} has controls`);
    if (lost.length > 0) faults.push(`${route}: ${lost.length} of ${count}, such as ${lost[0]}`);
  }
  assert.deepEqual(faults, []);
});
