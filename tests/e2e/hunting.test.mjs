// A hunt from its hypothesis to a notification that is an incident, a hunt that found nothing, a sample, and the coverage.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { accessible, button, dialog } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const box = (page, name) => dialog(page).getByRole("textbox", { name });

async function hunt(page, title) {
  await page.goto(`${site.url}#/hunting`);
  await button(page, "New hunt").click();
  await box(page, "Name").fill(title);
  await box(page, "Hypothesis").fill("Tokens of travelling staff are replayed");
  await box(page, "Techniques").fill("T1528, t1550.001");
  await button(page, "Add a query").click();
  await box(page, "KQL of query 1").fill("SigninLogs\n| where RiskLevelDuringSignIn == 'high'");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

test("a hunt becomes a notification, another finds nothing", async (t) => {
  const { page, context } = await openApp(t, site);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await lookAs(page, "expert");
  await hunt(page, "Token theft");
  await page.getByText(/T1528/).first().waitFor();
  await button(page, "Copy Query 1").click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /SigninLogs/);
  await page.getByRole("textbox", { name: "New finding" }).fill("Nine sign-ins of **r.kaminski**");
  await button(page, "Add the finding").click();
  await page.getByText("r.kaminski").waitFor();
  await accessible(page, "a hunt");
  await button(page, "End the hunt").click();
  await dialog(page).getByRole("combobox", { name: "Outcome" }).selectOption({ label: "Suspicious activity found" });
  await box(page, "What came of it").fill("One account is taken over.");
  await dialog(page).getByRole("button", { name: "End the hunt" }).click();
  await page.getByRole("heading", { name: "Suspicious activity found" }).waitFor();
  await button(page, "Notify the customer").click();
  await box(page, "Recommendations").fill("Reset the sessions of r.kaminski.");
  await accessible(page, "a notification before it leaves");
  await dialog(page).getByRole("button", { name: "Notify the customer" }).click();
  await page.getByRole("heading", { level: 1, name: "Defender Experts: Token theft" }).waitFor();
  assert.match(page.url(), /#\/incidents\/H-001-/);
  // The notification says what the hunters recommend and with what to hunt on.
  const details = page.getByRole("region", { name: "Details", exact: true });
  await details.getByText("Reset the sessions of r.kaminski.").waitFor();
  // In the words of the service, with what was found, and back to the hunt.
  await details.getByRole("heading", { name: "Executive summary" }).waitFor();
  await details.getByRole("heading", { name: "Recommendations" }).waitFor();
  await details.getByText(/One account is taken over\.\s+What was found:\s+- Nine sign-ins of/).waitFor();
  await details.getByRole("link", { name: "From hunt H-001: Token theft" }).waitFor();
  await details.locator("pre", { hasText: "SigninLogs" }).waitFor();
  await details.getByRole("button", { name: "Copy Query 1" }).click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^SigninLogs\n/);
  await accessible(page, "what a notification recommends");

  await hunt(page, "Dormant accounts");
  await button(page, "End the hunt").click();
  await box(page, "What came of it").fill("None was used in six months.");
  await dialog(page).getByRole("button", { name: "End the hunt" }).click();
  await page.getByRole("heading", { name: "Nothing found" }).waitFor();
  await lookAs(page, "analyst");
  await page.goto(`${site.url}#/hunting`);
  await page.getByRole("row", { name: /H-001/ }).getByText("Suspicious activity found").waitFor();
  await page.getByRole("row", { name: /^Credential access/ }).waitFor();
  await accessible(page, "the hunts");
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Navigator layer").click()]);
  const layer = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.deepEqual(layer.techniques.map((it) => [it.techniqueID, it.score]), [["T1528", 2], ["T1550.001", 2]]);
  const notified = page.getByRole("region", { name: "Defender Experts Notifications" });
  await notified.getByRole("link", { name: "Defender Experts: Token theft" }).waitFor();
  // Where the browser may show notices, what comes up is shown as one, with a code that the portal knows.
  await page.evaluate(() => {
    window.shown = [];
    window.Notification = class {
      static permission = "granted";
      constructor(title, options) {
        window.shown.push({ title, body: options.body });
      }
    };
  });
  await button(page, "Sample notification").click();
  await dialog(page).getByRole("button", { name: "Make it" }).click();
  await page.getByRole("heading", { level: 1, name: "Defender Experts: Test Notification from Microsoft Defender Experts" }).waitFor();
  await page.waitForFunction(() => window.shown.some(({ title }) => title.includes("Test Notification")));
  const { body } = await page.evaluate(() => window.shown.find(({ title }) => title.includes("Test Notification")));
  const [, code] = body.match(/Code (\w{4}-\w{4})\./);
  await page.goto(`${site.url}#/notifications`);
  await page.getByRole("row", { name: new RegExp(code) }).first().waitFor();
  assert.match(await page.getByRole("row", { name: new RegExp(code) }).first().innerText(), /This browser/);
});
