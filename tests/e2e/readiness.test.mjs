// Readiness from the prerequisites to monitoring, interrupted by a reload at every step: nothing is lost. Then what
// monitoring teaches, critical assets, risks, reviews, and exports of another kind.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, openApp } from "./browser.mjs";
import { importFile } from "./graph.mjs";
import { controlProfiles, machines, secureScores, subscriptions } from "./posture.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";
import { sensorsExport, submitSetup } from "./tenant.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const button = (page, name) => page.getByRole("button", { name, exact: true });
const dialog = (page) => page.getByRole("dialog");
const row = (page, name) => page.getByRole("row").filter({ hasText: name });
const answer = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();
const condition = (page, name) => page.locator(".gate-condition").filter({ hasText: name }).innerText();

/** The page is left and opened again, as if the browser had been closed. */
async function interrupted(page) {
  await page.reload();
  await appStarted(page);
}

async function openStatus(page) {
  await page.goto(`${site.url}#/service/status`);
  await page.getByRole("region", { name: "Gate" }).waitFor();
}

async function openDialog(page, name) {
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
  await button(page, `Change the state of ${name}`).click();
  await dialog(page).getByRole("combobox", { name: "State" }).waitFor();
}

async function save(page) {
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
}

const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("from the prerequisites to monitoring, with a reload at every step", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await interrupted(page);
  await openStatus(page);
  await answer(page, "Three conditions hold the gate");

  // Secure Score: what it measures as done needs nobody's word, the rest is ranked with the service's own.
  await importFile(page, site, "scores.json", secureScores());
  await importFile(page, site, "profiles.json", controlProfiles());
  await openStatus(page);
  await interrupted(page);
  assert.match(await condition(page, "Required actions"), /6\s+of 8[\s\S]*2 still open/);
  assert.match(await row(page, "Turn on the audit log").innerText(), /Completed/);
  assert.match(await row(page, "Turn on the sign-in risk policy").innerText(), /7[\s\S]*Medium[\s\S]*Resolved by third party/);
  await page.getByText("achievable with your licences").waitFor();
  assert.equal(await row(page, "Block legacy authentication").count(), 1, "a control and a recommendation are one action");

  // What does not apply is set aside by itself, with the reason.
  await button(page, "2 set aside").click();
  await dialog(page).getByText("Secure Score does not use this control any more.").waitFor();
  await dialog(page).getByText(/its product is not licensed/).waitFor();
  await page.keyboard.press("Escape");

  // The dialog tells what it is about as text: HTML of an export is never shown as HTML.
  await openDialog(page, "Require MFA for administrators");
  await dialog(page).getByText("Go to the settings of AdminMFAV2 & turn it on.").waitFor();
  assert.equal(await dialog(page).locator("script, b, ul").count(), 0);
  await dialog(page).getByRole("combobox", { name: "State" }).selectOption({ label: "In progress" });
  await dialog(page).getByRole("textbox", { name: /^Owner/ }).fill("J. Okafor");
  await dialog(page).getByLabel(/^Due date/).fill(inDays(5));
  await dialog(page).getByRole("textbox", { name: /^Evidence/ }).fill("CHG-1042");
  await expectAccessible(page, "the dialog of an action");
  await save(page);
  await openDialog(page, "Turn on tamper protection");
  await dialog(page).getByRole("combobox", { name: "State" }).selectOption({ label: "In progress" });
  await dialog(page).getByLabel(/^Due date/).fill(inDays(9));
  await save(page);
  await interrupted(page);
  assert.match(await row(page, "Require MFA for administrators").innerText(), /J\. Okafor[\s\S]*In progress/);
  await openDialog(page, "Require MFA for administrators");
  assert.equal(await dialog(page).getByLabel(/^Due date/).inputValue(), inDays(5));
  assert.equal(await dialog(page).getByRole("textbox", { name: /^Evidence/ }).inputValue(), "CHG-1042");
  await page.keyboard.press("Escape");

  // The order is changed with a note.
  await openDialog(page, "End idle sessions in SharePoint");
  await dialog(page).getByRole("textbox", { name: /^Place in the order/ }).fill("1");
  assert.equal(await dialog(page).getByRole("button", { name: "Save" }).getAttribute("aria-disabled"), "true");
  await dialog(page).getByRole("textbox", { name: /^Why there/ }).fill("asked by audit");
  await save(page);
  await page.getByText(/Placed here by .*: asked by audit/).waitFor();
  await interrupted(page);
  assert.match(await row(page, "End idle sessions in SharePoint").innerText(), /^\s*1\s/);

  // Protected assets: the target follows from the licences.
  await importFile(page, site, "skus.json", subscriptions(20));
  await importFile(page, site, "machines.json", machines({ good: 15, cameras: 3, kiosks: 2 }));
  await importFile(page, site, "sensors.json", sensorsExport({ controllers: 2, healthy: 1 }));
  await openStatus(page);
  await interrupted(page);
  await page.getByText(/Target = 98% of 20 licensed devices = 20\. Counted from the subscriptions/).waitFor();
  assert.match(await condition(page, "Protected devices"), /15\s+of 20[\s\S]*5 more needed/);
  await button(page, "Missing, by asset").click();
  await dialog(page).getByText("6 assets").waitFor();
  assert.match(await dialog(page).innerText(), /dc-1\.northwind\.example[\s\S]*Health issues[\s\S]*camera-0\.northwind\.example[\s\S]*Can be onboarded · Depots/);
  await dialog(page).getByRole("combobox", { name: "What is missing" }).selectOption({ label: "Sensor silent" });
  await dialog(page).getByText("2 assets").waitFor();
  await expectAccessible(page, "what is missing");
  await page.keyboard.press("Escape");

  // What if: all of it opens the gate.
  const whatIf = page.getByRole("region", { name: "Forecast" });
  for (const label of await whatIf.getByRole("checkbox").all()) await label.check();
  await whatIf.getByText("The gate opens.").waitFor();
  await whatIf.getByRole("checkbox", { name: /^Onboard 3 devices/ }).uncheck();
  await whatIf.getByText("Remaining: 3 devices.").waitFor();

  // The next exports show what was done; the difference is told.
  await importFile(page, site, "machines.json", machines({ good: 20 }));
  await importFile(page, site, "sensors.json", sensorsExport({ controllers: 2, healthy: 2 }));
  await importFile(page, site, "scores.json", secureScores({ days: 1, done: ["AdminMFAV2", "scid_2003"] }));
  await openStatus(page);
  await interrupted(page);
  await answer(page, "The gate is open");
  await page.getByText("All three conditions are met. Your advisor starts monitoring.").waitFor();
  // An open gate asks for nothing.
  assert.equal(await whatIf.getByRole("checkbox").count(), 0);
  await whatIf.getByText("The gate is open.").waitFor();
  const runs = page.getByRole("region", { name: "Imports over time" });
  assert.equal(await runs.getByRole("listitem").filter({ hasText: "licensed devices" }).count(), 1);
  await runs.locator("summary").first().click();
  await runs.getByText(/2 controls with more points:/).waitFor();
  await expectAccessible(page, "readiness with an open gate");
  await lookAs(page, "advisor");
  await page.getByText("All three conditions are met. Monitoring can start.").waitFor();
  await button(page, "Start monitoring").click();
  await dialog(page).getByRole("textbox", { name: "Note" }).fill("All three are met");
  await dialog(page).getByRole("button", { name: "Start monitoring" }).click();
  await answer(page, "Monitoring is running");
  await interrupted(page);
  await answer(page, "Monitoring is running");
  await page.goto(`${site.url}#/service/monitoring`);
  await answer(page, "Monitoring began today");
  await page.getByText("All three are met").waitFor();
});

test("critical assets, risks and reviews are kept, and newcomers ask for a review", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await page.goto(`${site.url}#/service/monitoring`);
  await answer(page, "Monitoring has not begun");
  await lookAs(page, "expert");
  await button(page, "Add").click();
  await page.getByText("Must be filled in").or(page.locator("[aria-invalid=true]")).first().waitFor();
  await page.getByRole("textbox", { name: "Name or id" }).fill("laptop-0");
  await page.getByRole("textbox", { name: "Why it is critical" }).fill("Runs the depot");
  await button(page, "Add").click();
  await page.getByText(/^Proposed by/).waitFor();
  assert.equal(await button(page, "Agree").getAttribute("aria-disabled"), "true", "the customer agrees");
  await lookAs(page, "administrator");
  await button(page, "Agree").click();
  await page.getByText(/^Agreed by/).waitFor();
  assert.equal(await button(page, "Record one").getAttribute("aria-disabled"), "true");
  await interrupted(page);
  await page.getByText(/^Agreed by/).waitFor();
  await expectAccessible(page, "monitoring");
  await page.goto(`${site.url}#/service/reviews`);
  await answer(page, "No review yet");
  await expectAccessible(page, "reviews");
});

test("an export of another kind gets a message and changes nothing", async (t) => {
  const { page } = await openApp(t, site, { route: "#/import" });
  const before = "No import says anything of readiness yet.";
  for (const [name, text, message] of [
    ["profile.json", JSON.stringify({ state: "Reviewed", comment: "x", vendorInformation: { provider: "SecureScore" } }), /control update body/],
    ["broken.json", secureScores().replace(/"currentScore":[-\d.]+/g, '"currentScore":"currentScore.value"'), /currentScore/],
    ["notes.json", '{"a":1}', /./],
  ]) {
    await page.goto(`${site.url}#/import`);
    await page.locator("input[type=file]").first().setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
    await page.getByRole("heading", { level: 2, name }).waitFor();
    assert.match(await page.locator("main").innerText(), message, name);
  }
  await openStatus(page);
  await page.getByText(before).waitFor();
});
