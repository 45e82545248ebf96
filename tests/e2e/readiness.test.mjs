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
  await button(page, `Change the state of ${name}`).click();
  await dialog(page).getByRole("combobox", { name: "State" }).waitFor();
}

async function save(page) {
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
}

const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

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
