// The main job, end to end: set up, get ready, import, work the queue with the experts, answer a managed response, read
// the report, close the browser, come back and find everything.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, newProfile, openBrowser, removeProfile } from "./browser.mjs";
import { importFile, incident, incidentsExport, machinesExport, sensorsExport } from "./graph.mjs";
import { serveFolder } from "./server.mjs";

const TITLE = "Credential theft and lateral movement from DISP-LT-0417";
const INCIDENT = "5000";
const STEPS = ["Change the secret of svc-routing", "Call the dispatcher"];

let site, profile;
before(async () => {
  site = await serveFolder();
  profile = await newProfile();
});
after(async () => {
  await site.close();
  await removeProfile(profile);
});

const button = (page, name) => page.getByRole("button", { name, exact: true });
const next = (page) => page.getByRole("button", { name: /^Next: / });

async function lookAs(page, role) {
  await page.locator("#perspective").selectOption(role);
}

/** Waits until nothing is on its way to disk any more. */
async function saved(page) {
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
}

async function goTo(page, route) {
  await page.goto(site.url + route);
  await page.locator("main h1").first().waitFor();
}

/** Reloads in the wizard, as a person who was interrupted does, and finds the same question again. */
async function interrupted(page) {
  await page.getByText("Saving draft").waitFor({ state: "detached" });
  await page.getByText(/^Draft saved on this device/).waitFor();
  await saved(page);
  const heading = await page.locator("main h1").innerText();
  await page.reload();
  await appStarted(page);
  await page.locator("main h1", { hasText: heading }).waitFor();
}

async function addContact(page, name, email) {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Email", { exact: true }).fill(email);
  await button(page, "Add contact").click();
  await page.getByText(email).first().waitFor();
}

async function onboard(page) {
  await goTo(page, "#/");
  await page.getByRole("link", { name: "Set up the service" }).click();
  await next(page).click();
  await page.getByRole("checkbox", { name: /Respond directly to active threats/ }).check();
  await expectAccessible(page, "the permissions step");
  await interrupted(page);
  assert.equal(await page.getByRole("checkbox", { name: /Respond directly to active threats/ }).isChecked(), true);
  await next(page).click();
  await button(page, "Skip this step").click();
  await page.getByRole("heading", { level: 1 }).filter({ hasText: /Whom/ }).waitFor();
  await addContact(page, "Mara Lindqvist", "mara@northwind.example");
  await interrupted(page);
  await page.getByText("mara@northwind.example").first().waitFor();
  await next(page).click();
  await addContact(page, "Jon Okafor", "jon@northwind.example");
  await next(page).click();
  await button(page, "Skip this step").click();
  await page.getByRole("heading", { name: "Is everything right?" }).waitFor();
  await expectAccessible(page, "the review step");
  await button(page, "Submit").click();
  await page.getByRole("heading", { name: "What comes now" }).waitFor();
  await saved(page);
}

async function settle(page, name) {
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
  await page.getByRole("button", { name: `Change the state of ${name}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("State").selectOption({ label: "Completed" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
}

async function getReady(page) {
  await importFile(page, site, "machines.json", machinesExport(20, 1));
  await importFile(page, site, "sensors.json", sensorsExport(2));
  await goTo(page, "#/service/status");
  await button(page, "Enter licensed devices").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Licensed devices").fill("20");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  const actions = [
    "Require MFA for administrators",
    "Run Defender Antivirus in active mode",
    "Turn on tamper protection",
    "Turn on the audit log",
  ];
  for (const name of actions) await settle(page, name);
  await page.getByRole("heading", { name: "The gate is open" }).waitFor();
  await expectAccessible(page, "readiness with an open gate");
  await lookAs(page, "advisor");
  for (const name of ["Start monitoring", "Start full response"]) {
    await button(page, name).first().click();
    await page.getByRole("dialog").getByRole("button", { name }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  }
  await page.getByRole("heading", { name: "The experts respond in full" }).waitFor();
}

const panelTab = (page, name) => page.getByRole("tab", { name });

/** Plans a step that the customer does by hand. */
async function plan(page, title) {
  await button(page, "Plan an action").first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What to do").selectOption({ label: "Step by hand" });
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByRole("button", { name: "Plan it" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText(title).first().waitFor();
}

/** The expert takes the incident, investigates, writes the summary, plans two steps and publishes them. */
async function investigate(page) {
  await lookAs(page, "expert");
  await goTo(page, `#/incidents/${INCIDENT}?tab=response`);
  await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
  await button(page, "Take").click();
  await button(page, "Start investigation").click();
  await panelTab(page, /^Summary/).click();
  await page.getByLabel("What happened").fill("A mailed script stole credentials on a dispatch laptop.");
  await button(page, "Save the summary").click();
  await button(page, "Edit the summary").waitFor();
  await panelTab(page, /^Actions/).click();
  for (const title of STEPS) await plan(page, title);
  await button(page, "Publish the response").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Classification").selectOption({ label: "True positive" });
  await dialog.getByLabel("Determination").selectOption({ label: "Multistage attack" });
  await dialog.getByText("It goes to the customer: 2 actions to do.").waitFor();
  await dialog.getByRole("button", { name: "Publish" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("Awaiting customer").first().waitFor();
}

/** The customer's analyst finds the request on Home, completes one action and skips the other. */
async function answer(page) {
  await lookAs(page, "analyst");
  await goTo(page, "#/");
  await page.getByRole("heading", { level: 1, name: "1 incident awaits your action" }).waitFor();
  await expectAccessible(page, "Home with a request");
  await page.getByRole("link", { name: "Open response" }).click();
  await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
  await expectAccessible(page, "an incident with a managed response");
  await button(page, "I've completed this action").first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Yes, I've done it" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.getByText(STEPS[1]).first().click();
  await button(page, "Skip").last().click();
  const dialog = page.getByRole("dialog");
  // The last action resolves the incident, so what is written is its resolution note.
  await dialog.getByLabel("Resolution note").fill("The key was rotated yesterday.");
  await dialog.getByRole("button", { name: "Skip this action" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("Resolved", { exact: true }).first().waitFor();
  await saved(page);
}

/** What must be found again: the incident's state and history, the report, the settings. */
async function findEverything(page) {
  await goTo(page, `#/incidents/${INCIDENT}?tab=history`);
  await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
  const history = page.locator("main");
  await history.getByText(/skipped “/).first().waitFor();
  for (const words of [/published the response/, /completed “/, /skipped “/]) {
    assert.ok(await history.getByText(words).first().isVisible(), String(words));
  }
  await goTo(page, "#/reports");
  const tile = (name) => page.locator(".tile", { hasText: name }).locator(".figure");
  await tile("Resolved with your help").waitFor();
  assert.equal(await tile("Resolved with your help").innerText(), "1");
  await goTo(page, "#/service/contacts");
  await page.getByText("mara@northwind.example").first().waitFor();
  await goTo(page, "#/service/status");
  await page.getByRole("heading", { name: "The experts respond in full" }).waitFor();
}

test("the main job, from the first visit to the return", async (t) => {
  const first = await openBrowser({ profile });
  t.after(first.close);
  const { page } = first;
  await page.goto(site.url);
  await appStarted(page);
  await onboard(page);
  await getReady(page);
  const created = new Date(Date.now() - 3 * 86_400_000).toISOString();
  const over = { displayName: TITLE, severity: "high", status: "active", createdDateTime: created, lastUpdateDateTime: created };
  await importFile(page, site, "incidents.json", incidentsExport(60, [incident(Number(INCIDENT), over)]));
  await investigate(page);
  await answer(page);
  await findEverything(page);
  await page.reload();
  await appStarted(page);
  await findEverything(page);
  await first.close();
  assert.deepEqual(first.faults, [], "the first session has faults");

  const second = await openBrowser({ profile });
  t.after(second.close);
  await second.page.goto(site.url);
  await appStarted(second.page);
  await findEverything(second.page);
  assert.deepEqual(second.faults, [], "the second session has faults");
});
