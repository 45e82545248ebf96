// What follows the set-up of the service: the directory, hours on call, the coverage map, the simulator cell by cell,
// planned work, two imports compared, and what monitoring teaches until readiness regresses.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, loadedAnew, openApp } from "./browser.mjs";
import { importFile, incident } from "./graph.mjs";
import { ID, importAttack } from "./incident-page.mjs";
import { machines, subscriptions } from "./posture.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";
import { box, choice, machinesExport, sensorsExport, submitSetup } from "./tenant.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const button = (page, name) => page.getByRole("button", { name, exact: true });
const dialog = (page) => page.getByRole("dialog");
const region = (page, name) => page.getByRole("region", { name });
const select = (page, name) => page.getByRole("combobox", { name, exact: true });
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const PEOPLE = [
  "Display name,Mail,Job title,Mobile phone,Groups",
  "Mara Lindqvist,mara@northwind.example,Head of dispatch,+49 30 1234567,Freight desk",
  "Jon Okafor,jon@northwind.example,Security lead,+49 30 7654321,Freight desk; Night shift",
].join("\n");

/** Opens a page of the service. */
async function open(page, word) {
  await page.goto(`${site.url}#/service/${word}`);
  await page.locator("main h1").first().waitFor();
}

/** Looks at the difference and saves it. */
async function save(page) {
  await button(page, "Review changes").click();
  await dialog(page).getByRole("button", { name: "Save changes" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await button(page, "Review changes").waitFor({ state: "detached" });
}

test("a table of people fills contacts, groups and owners", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await importFile(page, site, "people.csv", PEOPLE);
  await open(page, "contacts");
  const incidents = page.locator("form.entry-form").first();
  await incidents.getByRole("searchbox", { name: "Search your directory" }).fill("jon");
  await incidents.getByRole("button", { name: "Jon Okafor, Security lead" }).click();
  assert.equal(await incidents.getByRole("textbox", { name: "Email" }).inputValue(), "jon@northwind.example");
  assert.equal(await incidents.getByRole("textbox", { name: /^Phone/ }).inputValue(), "+49 30 7654321");
  // What does not fit is said at its field, and nothing changes.
  const phone = incidents.getByRole("textbox", { name: /^Phone/ });
  await phone.fill("call me");
  await incidents.getByRole("button", { name: "Add contact" }).click();
  assert.equal(await phone.getAttribute("aria-invalid"), "true");
  assert.equal(await page.locator(`#${await phone.getAttribute("aria-describedby")}`).innerText(), "Digits, spaces and + only.");
  await phone.fill("+49 30 7654321");
  await incidents.getByRole("button", { name: "Add contact" }).click();
  await save(page);

  await open(page, "exclusions");
  await page.getByRole("tab", { name: /^User groups/ }).click();
  const group = box(page, "Name of the user group");
  await group.fill("Nightshift");
  await button(page, "Add exclusion").click();
  await page.getByText("Your directory has no group of this name.").waitFor();
  assert.equal(await group.getAttribute("aria-invalid"), "true");
  // Half typed and refused, it cannot be saved.
  assert.equal(await button(page, "Review changes").getAttribute("aria-disabled"), "true");
  await group.fill("");
  await button(page, "Night shift").click();
  await button(page, "Add exclusion").click();
  await page.locator(".entry-name", { hasText: "Night shift" }).waitFor();
  await save(page);

  await open(page, "status");
  await button(page, "Change the state of Turn on the audit log").click();
  await box(dialog(page), /^Owner/).fill("mara");
  await dialog(page).getByRole("button", { name: "Mara Lindqvist" }).click();
  assert.equal(await box(dialog(page), /^Owner/).inputValue(), "Mara Lindqvist");
  await dialog(page).getByRole("combobox", { name: "State" }).selectOption({ label: "In progress" });
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  const row = page.getByRole("row").filter({ hasText: "Turn on the audit log" });
  await row.getByText("In progress").waitFor();
  assert.match(await row.innerText(), /Mara Lindqvist/);
});

test("a contact answers at several spans of hours, and the week says when nobody does", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await open(page, "contacts");
  await button(page, "Edit Security desk").first().click();
  await choice(page, "On call at certain hours only").first().check();
  await button(page, "Add other hours").first().click();
  const second = page.getByRole("group", { name: "Hours 2" }).first();
  assert.equal(await second.getByRole("checkbox", { name: "Sat" }).isChecked(), true);
  // Hours on no day are none.
  await second.getByRole("checkbox", { name: "Sat" }).uncheck();
  await button(page, "Change contact").first().click();
  await page.locator(".field-error").first().waitFor();
  await second.getByRole("checkbox", { name: "Sat" }).check();
  await button(page, "Change contact").first().click();
  const gaps = page.getByText(/^Nobody can be reached:.*Fri \d\d:\d\d to Sat 09:00; Sat 13:00 to/);
  await gaps.waitFor();
  await expectAccessible(page, "several spans of hours");
  await save(page);
  await page.reload();
  await appStarted(page);
  await gaps.waitFor();
  await button(page, "Edit Security desk").first().click();
  await button(page, "Remove hours 2").first().click();
  assert.equal(await page.getByRole("group", { name: "Hours 2" }).count(), 0);
});

test("the coverage map shows what exclusions leave out, and which of it is under attack", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await open(page, "exclusions");
  const map = region(page, "Coverage map");
  await map.getByText("No asset is known yet.").waitFor();
  await importAttack(page, site);
  await open(page, "exclusions");
  await map.getByText(/known assets: none is excluded/).waitFor();
  await box(page, "Name of the device group").fill("Freight servers");
  await button(page, "Add exclusion").click();
  await page.getByRole("tab", { name: /^Tags/ }).click();
  await box(page, "Tag").fill("nobody has it");
  await button(page, "Add exclusion").click();
  await map.getByText(/One excluded asset is in an open incident/).waitFor();
  await map.getByText("Covers no known asset: nobody has it.").waitFor();
  await map.getByRole("row", { name: /Devices, Freight servers 1 1/ }).waitFor();
  await map.getByText("Device · Critical · excluded by Freight servers").waitFor();
  await expectAccessible(page, "the coverage map");
  await map.getByRole("link", { name: `Incident ${ID}` }).click();
  await page.waitForURL(/tab=response/);
});

test("the inventory has the devices of an export of machines, and what the directory says of people", async (t) => {
  const { page } = await openApp(t, site);
  await importFile(page, site, "machines.json", machines({ good: 1, cameras: 1 }));
  await importFile(page, site, "people.csv", `${PEOPLE}\nIda Brandt,i.brandt@northwind.example,Dispatcher,+49 30 1,Night shift`);
  await importAttack(page, site);
  await page.goto(`${site.url}#/assets`);
  await button(page, "camera-0.northwind.example").click();
  await dialog(page).getByText("Not onboarded (CanBeOnboarded)").waitFor();
  await dialog(page).getByRole("link", { name: "Open the page" }).click();
  await page.getByRole("heading", { level: 1, name: "camera-0.northwind.example" }).waitFor();
  await page.getByText("Not onboarded (CanBeOnboarded)").waitFor();
  await page.goto(`${site.url}#/assets?kind=user`);
  await page.getByRole("button", { name: /i\.brandt/ }).click();
  await dialog(page).getByText("Dispatcher").waitFor();
  await dialog(page).getByText("Night shift").waitFor();
});

test("each cell of the matrix says what it would have decided", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  const now = new Date();
  const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 15, 2)).toISOString();
  const over = { severity: "high", status: "active", createdDateTime: lastMonth, lastUpdateDateTime: lastMonth };
  await importFile(page, site, "incidents.json", JSON.stringify({ value: [1, 2, 3].map((number) => incident(number, over)) }));
  await open(page, "approvals");
  const cell = page.getByRole("button", { name: /^Isolate device, / }).first();
  const place = page.locator("td").filter({ has: cell }).first();
  await place.getByText("3 actions", { exact: true }).waitFor();
  await cell.click();
  await select(page, "High, day").selectOption({ label: "Ask first" });
  await select(page, "High, other times").selectOption({ label: "Ask first" });
  await place.getByText("3 actions, 3 asked", { exact: true }).waitFor();
  await region(page, "What would have happened?").getByRole("link", { name: /^1, / }).waitFor();
});

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
  await page.getByText("Readiness regressed: one condition no longer holds. The service goes on.").waitFor();
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
