// The service over time: planned work, two imports compared, what monitoring teaches until readiness regresses, and a
// workspace for another customer.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, loadedAnew, openApp } from "./browser.mjs";
import { importFile, incident } from "./graph.mjs";
import { machines, subscriptions } from "./posture.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";
import { PEOPLE, box, machinesExport, submitSetup } from "./tenant.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const button = (page, name) => page.getByRole("button", { name, exact: true });
const dialog = (page) => page.getByRole("dialog");
const region = (page, name) => page.getByRole("region", { name });
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Opens a page of the service. */
async function open(page, word) {
  await page.goto(`${site.url}#/service/${word}`);
  await page.locator("main h1").first().waitFor();
}

test("work is planned with an owner and a day, imports say how far it is, and any two are compared", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await importFile(page, site, "people.csv", PEOPLE);
  await importFile(page, site, "skus.json", subscriptions(20));
  await importFile(page, site, "machines.json", machines({ good: 15, cameras: 3, kiosks: 2 }));
  await open(page, "status");
  const forecast = region(page, "Forecast");
  await forecast.getByRole("checkbox", { name: /^Onboard 3 devices \(Depots\)/ }).check();
  await forecast.getByRole("button", { name: "Plan it" }).click();
  const plan = dialog(page).getByRole("button", { name: "Plan it" });
  assert.equal(await plan.getAttribute("aria-disabled"), "true", "a plan has a day");
  await dialog(page).getByLabel("Due date").fill("2020-01-01");
  await dialog(page).locator(".field-error").first().waitFor();
  await dialog(page).getByLabel("Due date").fill(inDays(7));
  await box(dialog(page), /^Owner/).fill("jon");
  await dialog(page).getByRole("button", { name: "Jon Okafor" }).click();
  await expectAccessible(page, "planning");
  await plan.click();
  await dialog(page).waitFor({ state: "hidden" });
  await forecast.getByText(/^Jon Okafor · by .* · 3 are still missing\.$/).waitFor();
  await page.getByRole("row").filter({ hasText: "Onboard 3 devices (Depots)" }).getByText("In progress").waitFor();
  await page.reload();
  await appStarted(page);
  await forecast.getByText(/3 are still missing/).waitFor();

  await importFile(page, site, "machines.json", machines({ good: 18, cameras: 1 }));
  await open(page, "status");
  await forecast.getByText(/One is still missing/).waitFor();
  await importFile(page, site, "machines.json", machines({ good: 20 }));
  await open(page, "status");
  await forecast.getByText(/Nothing of it is missing any more/).waitFor();

  const runs = region(page, "Imports over time");
  await runs.getByRole("button", { name: "Compare two imports" }).click();
  const compared = runs.locator("[aria-live=polite]");
  await compared.getByText("5 new devices:").waitFor();
  await compared.getByText("5 devices no longer there:").waitFor();
  const [newest, middle] = await runs.getByRole("combobox", { name: "To" }).locator("option").evaluateAll((all) => all.map((it) => it.value));
  await runs.getByRole("combobox", { name: "From" }).selectOption(middle);
  assert.equal(await runs.getByRole("combobox", { name: "To" }).inputValue(), newest);
  await compared.getByText("2 new devices:").waitFor();
  await runs.getByRole("combobox", { name: "From" }).selectOption(newest);
  await compared.getByText("Nothing changed between them.").waitFor();
  await expectAccessible(page, "two imports compared");
  await forecast.getByRole("button", { name: /^Take back: Onboard/ }).click();
  await forecast.getByText(/Nothing of it is missing/).waitFor({ state: "detached" });
});

test("monitoring teaches what is normal, risks are settled, newcomers ask for a review, and Home calls when readiness regresses", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  const harmless = (number) =>
    incident(number, { displayName: `Backup job reads many files on WS-${1000 + number}`, status: "resolved", severity: "low", classification: "falsePositive", determination: "notMalicious", assignedTo: null });
  const value = [...[1, 2, 3, 4].map(harmless), incident(9, { status: "active", severity: "high" })];
  await importFile(page, site, "incidents.json", JSON.stringify({ value }));
  await open(page, "monitoring");
  await page.getByRole("heading", { level: 1, name: /^Monitoring took/ }).waitFor();
  const normal = region(page, "What is normal here");
  await normal.getByText("5 incidents, 4 of them classified.").waitFor();
  await normal.getByRole("row", { name: /Backup job reads many files on # 4 100/ }).waitFor();

  await lookAs(page, "expert");
  const risks = region(page, "Latent threats and sources of risk");
  await risks.getByRole("button", { name: "Record one" }).click();
  const keep = dialog(page).getByRole("button", { name: "Save" });
  assert.equal(await keep.getAttribute("aria-disabled"), "true");
  await box(dialog(page), "In one line").fill("A scanner account with a weak password");
  await keep.click();
  await risks.getByText("A scanner account with a weak password").waitFor();
  await risks.getByRole("button", { name: "Settle" }).click();
  await box(dialog(page), "How it was settled").fill("Its password was changed");
  await dialog(page).getByRole("button", { name: "Settle" }).click();
  await risks.getByText(/Settled by .*Its password was changed/).waitFor();

  // What both sides agree on weighs in the priority.
  const score = async () => {
    await page.goto(`${site.url}#/incidents?noise=shown&f=severity:high`);
    return Number(await page.locator(".rows-row:visible .rows-score [aria-hidden=true]").first().innerText());
  };
  const before = await score();
  await open(page, "monitoring");
  await box(page, "Name or id").fill("WS-1009");
  await box(page, "Why it is critical").fill("Runs the depot");
  await button(page, "Add").click();
  await lookAs(page, "administrator");
  await button(page, "Agree").click();
  await page.getByText(/^Agreed by/).waitFor();
  assert.ok((await score()) > before, "a critical asset weighs");

  await page.goto(`${site.url}#/`);
  await page.getByText("A review of readiness is due").waitFor({ state: "detached" });
  await importFile(page, site, "machines.json", machinesExport({ protectedCount: 12, silent: 9 }));
  await page.goto(`${site.url}#/`);
  await page.getByText("A review of readiness is due").waitFor();
  await page.getByText("Readiness regressed: one condition is no longer met. The service goes on.").waitFor();
  await expectAccessible(page, "Home with its calls");
  await page.locator(".banner").getByRole("link", { name: "Reviews" }).click();
  await page.getByText(/brought .*new devices\.$/).waitFor();
  await lookAs(page, "advisor");
  await button(page, "Record a review").click();
  await box(dialog(page), "Result").fill("Kiosks are woken until Friday");
  await dialog(page).getByRole("button", { name: "Record a review" }).click();
  await region(page, "Reviews held").getByText("Kiosks are woken until Friday").waitFor();
  await page.goto(`${site.url}#/`);
  await page.getByText("Readiness regressed").waitFor();
  assert.equal(await page.getByText("A review of readiness is due").count(), 0);
  await page.locator(".banner").getByRole("link", { name: "Service status" }).click();
  await page.getByRole("row").filter({ hasText: "Restore readiness" }).first().waitFor();
});

test("the advisor opens a workspace for a customer and has the welcome mail as a file", async (t) => {
  const { page } = await openApp(t, site, { route: "#/settings/storage" });
  await lookAs(page, "advisor");
  await box(page, "Name of a new workspace").fill("Contoso Freight");
  await loadedAnew(page, () => button(page, "Create workspace").click());
  await page.getByRole("banner").getByText("Contoso Freight").waitFor();
  await page.goto(`${site.url}#/settings`);
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save as .eml").click()]);
  assert.equal(download.suggestedFilename(), "welcome.eml");
  const text = await readFile(await download.path(), "utf8");
  assert.match(text, /^Subject: Welcome: set up your security service\r$/m);
  const body = text.split("\r\n\r\n").slice(1).join("\n\n").replaceAll("=\r\n", "");
  assert.ok(body.includes("Contoso Freight"), body);
  const [link] = body.match(/http\S+get-started/) ?? [];
  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Bring in the experts" }).waitFor();
});
