// Takes a picture of every page in three widths, light, dark and high contrast, and of Home in every language into target/screenshots/, and the one for the README.
// By hand: node tests/e2e/screenshots.mjs [WORD…], for the pages whose name holds one of the words.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { appStarted, loadedAnew, openBrowser } from "./browser.mjs";
import { answer, button, dialog, ID, importAttack, openIncident } from "./incident-page.mjs";
import { importFile } from "./graph.mjs";
import { controlProfiles, secureScores } from "./posture.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";
import { STEPS } from "./tenant.mjs";

/** The pages of somebody who is here for the first time. */
const EMPTY = [
  { name: "first-home", route: "#/" },
  { name: "first-incidents", route: "#/incidents" },
  { name: "first-alerts", route: "#/alerts" },
  { name: "first-assets", route: "#/assets" },
  { name: "first-reports", route: "#/reports" },
  { name: "first-service", route: "#/service/status" },
  ...STEPS.slice(0, -1).map(({ word }) => ({ name: `setup-${word}`, route: `#/setup/${word}` })),
];

const REPORTS = ["overview", "trends", "required", "assets", "matrix", "hunting", "readiness", "review"];
const SERVICE = ["status", "permissions", "exclusions", "contacts", "monitoring", "reviews", "approvals", "history", "targets"];
const TABS = ["story", "alerts", "assets", "evidence", "response", "history", "similar"];

/** The pages of a service that runs, with incidents of which one has a published response. */
const RUNNING = [
  { name: "home", route: "#/" },
  { name: "incidents", route: "#/incidents" },
  ...TABS.map((tab) => ({ name: `incident-${tab}`, route: `#/incidents/${ID}?tab=${tab}` })),
  { name: "alerts", route: "#/alerts" },
  { name: "assets", route: "#/assets" },
  ...REPORTS.map((page) => ({ name: `reports-${page}`, route: page === "overview" ? "#/reports" : `#/reports/${page}` })),
  ...SERVICE.map((page) => ({ name: `service-${page}`, route: `#/service/${page}` })),
  { name: "playbooks", route: "#/playbooks" },
  { name: "playbook", route: "#/playbooks/phishing" },
  { name: "import", route: "#/import" },
  { name: "settings", route: "#/settings" },
  { name: "storage", route: "#/settings/storage" },
  { name: "style", route: "#/style" },
  { name: "not-found", route: "#/nowhere" },
];

const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
const THEMES = [
  { name: "light", colorScheme: "light", forcedColors: "none" },
  { name: "dark", colorScheme: "dark", forcedColors: "none" },
  { name: "contrast", colorScheme: "dark", forcedColors: "active" },
];
const LANGUAGES = ["de", "es", "ja", "pt", "ar-XB"];
/** What a page does by itself once its heading stands, such as reading records of an import. */
const SETTLE_MS = 400;

const out = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));
const readmePicture = fileURLToPath(new URL("./screenshot.webp", import.meta.url));
const wanted = process.argv.slice(2);

/** Takes the pictures of pages in the workspace as it is. */
async function takeAll(page, site, pages) {
  for (const { name, route } of pages.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)))) {
    for (const size of WIDTHS) {
      await page.setViewportSize(size);
      await page.goto(site.url + route);
      await page.locator("main h1").first().waitFor();
      for (const { name: theme, ...media } of THEMES) {
        await page.emulateMedia({ ...media, reducedMotion: "reduce" });
        await page.waitForTimeout(SETTLE_MS);
        await page.screenshot({ path: `${out}${name}-${size.width}-${theme}.png` });
      }
    }
    console.log(name);
  }
  await page.setViewportSize(WIDTHS[0]);
}

/** A service in full response, with its posture, incidents, and a response that awaits the customer. */
async function fill(page, site) {
  await startService(page, site, { excludedGroup: "Freight servers" });
  await importFile(page, site, "scores.json", secureScores({ days: 30 }));
  await importFile(page, site, "controls.json", controlProfiles());
  await importAttack(page, site);
  await lookAs(page, "expert");
  await openIncident(page, site);
  await button(page, "Take").click();
  await button(page, "Start investigation").click();
  const panel = page.getByRole("complementary", { name: "Managed response" });
  await panel.getByRole("tab", { name: "Summary" }).click();
  const summary = "A mailed script stole credentials of a dispatcher. They were used on two servers.";
  await panel.getByRole("textbox", { name: "What happened" }).fill(summary);
  await panel.getByRole("textbox", { name: "Severity and impact" }).fill("Three depots use the file server.");
  await button(page, "Save the summary").click();
  await panel.getByText("Three depots use the file server.").waitFor();
  await panel.getByRole("tab", { name: /^Actions/ }).click();
  for (const asset of ["DISP-LT-0417 (Device)", "NWF-FS-02 (Device)"]) {
    await button(page, "Plan an action").click();
    await dialog(page).getByRole("combobox", { name: "What to do" }).selectOption({ label: "Isolate device" });
    await dialog(page).getByRole("combobox", { name: "On which asset" }).selectOption({ label: asset });
    await dialog(page).getByRole("button", { name: "Plan it" }).click();
    await dialog(page).waitFor({ state: "hidden" });
  }
  await panel.getByRole("button", { name: "Publish the response" }).click();
  await dialog(page).getByRole("combobox", { name: "Classification" }).selectOption({ label: "True positive" });
  await dialog(page).getByRole("combobox", { name: "Determination" }).selectOption({ label: "Compromised account" });
  await answer(page, "Publish");
  await lookAs(page, "analyst");
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const site = await serveFolder();
const visitor = await openBrowser();
const { page } = visitor;
await page.goto(site.url);
await appStarted(page);
await takeAll(page, site, EMPTY);
await fill(page, site);
// Opened anew, so that nothing covers the pages that was said on the way.
await page.goto("about:blank");
await takeAll(page, site, RUNNING);

for (const tag of LANGUAGES) {
  await page.evaluate((tag) => localStorage.setItem("watchfloor.language", tag), tag);
  await loadedAnew(page, () => page.reload());
  await takeAll(page, site, RUNNING.slice(0, 3).map(({ name, route }) => ({ name: `${tag}-${name}`, route })));
}
await page.evaluate(() => localStorage.removeItem("watchfloor.language"));
await page.goto("about:blank");

// The picture of the README: what a customer sees on whom something waits.
await page.goto(`${site.url}#/incidents/${ID}?tab=story`);
await page.emulateMedia({ colorScheme: "light", forcedColors: "none", reducedMotion: "reduce" });
await page.locator("main h1").waitFor();
await page.waitForTimeout(SETTLE_MS);
// Through the protocol, because Playwright does not write WebP, which is half as large here.
const protocol = await visitor.context.newCDPSession(page);
const { data } = await protocol.send("Page.captureScreenshot", { format: "webp", quality: 80 });
await writeFile(readmePicture, Buffer.from(data, "base64"));
console.log("target/screenshots/, and tests/e2e/screenshot.webp for the README");
await visitor.close();
await site.close();
if (visitor.faults.length > 0) throw new Error(`the pages have faults:\n${visitor.faults.join("\n")}`);
