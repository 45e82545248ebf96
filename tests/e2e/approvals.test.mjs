// The settings that bound the experts: the matrix and its simulator, temporary access, a second approval, contacts that
// answer, the history; and that each change is felt on an open incident at once.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { loadedAnew, openApp } from "./browser.mjs";
import { beginInvestigation, button, dialog, openIncident } from "./incident-page.mjs";
import { importFile, incident, middleOfMonth } from "./graph.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";
import { box, choice, submitSetup } from "./tenant.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const select = (page, name) => page.getByRole("combobox", { name, exact: true });
const panel = (page) => page.getByRole("complementary", { name: "Managed response" });

/** Opens a page of the service as its administrator. */
async function openPage(page, word, title) {
  await lookAs(page, "administrator");
  await page.goto(`${site.url}#/service/${word}`);
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

const MATRIX = "Who acts, and when they ask first";
const PERMISSIONS = "What the experts may do";

/** Looks at the difference and saves it. */
async function save(page) {
  await button(page, "Review changes").click();
  await dialog(page).getByRole("button", { name: "Save changes" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await button(page, "Review changes").waitFor({ state: "detached" });
}

/** Sets the cell in hand for high severity at all times. */
async function setHigh(page, said) {
  await select(page, "High, day").selectOption({ label: said });
  await select(page, "High, other times").selectOption({ label: said });
}

/** Plans to isolate the device of the incident at hand. */
async function planIsolation(page) {
  await panel(page).getByRole("tab", { name: /^Actions/ }).click();
  await button(page, "Plan an action").click();
  await dialog(page).getByRole("combobox", { name: "What to do" }).selectOption({ label: "Isolate device" });
  await dialog(page).getByRole("combobox", { name: "On which asset" }).selectOption({ label: "DISP-LT-0417 (Device)" });
  await dialog(page).getByRole("button", { name: "Plan it" }).click();
  await dialog(page).waitFor({ state: "hidden" });
}

test("every change of the settings is felt in the rule trace of an open incident", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);
  await planIsolation(page);

  /** The trace of the planned action, as the rules stand, says all of this. */
  const traceSays = async (...expected) => {
    await lookAs(page, "expert");
    await openIncident(page, site);
    await panel(page).getByRole("tab", { name: /^Actions/ }).click();
    const card = panel(page).getByRole("article").filter({ has: page.getByRole("heading", { name: "Isolate DISP-LT-0417", exact: true }) });
    const toggle = card.getByRole("button", { name: "Isolate DISP-LT-0417: details" });
    if ((await toggle.getAttribute("aria-expanded")) !== "true") await toggle.click();
    for (const text of expected) await card.getByText(text).first().waitFor();
  };
  await traceSays(/^Approval matrix, all others, .*: Experts act$/);

  await openPage(page, "approvals", MATRIX);
  await setHigh(page, "Ask first");
  await select(page, "If nobody answers").selectOption({ label: "Experts act after 15 min" });
  await save(page);
  await traceSays(/Ask first; without an answer the experts act after 15 min$/);

  await openPage(page, "approvals", MATRIX);
  await setHigh(page, "Never");
  await save(page);
  await traceSays(/^Approval matrix, all others, .*: Never$/, "So the customer ruled it out");

  // A group of devices has a cell of its own, which is asked before that of all others.
  await openPage(page, "approvals", MATRIX);
  await box(page, "Name of the group").fill("Laptops");
  await button(page, "Add group").click();
  await page.getByRole("button", { name: /^Isolate device, Laptops/ }).click();
  await setHigh(page, "Guide only");
  await save(page);
  await traceSays(/^Approval matrix, Laptops, .*: Guide only$/, "So the experts guide and the customer acts");

  await openPage(page, "permissions", PERMISSIONS);
  await choice(page, /^Respond directly/).uncheck();
  await save(page);
  await traceSays("Responding directly is not granted");

  await openPage(page, "exclusions", "On what the experts never act");
  await box(page, "Name of the device group").fill("Laptops");
  await button(page, "Add exclusion").click();
  await save(page);
  await traceSays("“Laptops” is excluded");

  await openPage(page, "permissions", PERMISSIONS);
  await page.getByRole("switch", { name: "Access security data from all devices" }).uncheck();
  await save(page);
  await traceSays(/^It touches device group “.*”, and access to all devices is off$/, /^So the experts cannot look at it/);

  await openPage(page, "permissions", PERMISSIONS);
  await choice(page, /^Investigate incidents/).uncheck();
  await save(page);
  await traceSays("Investigating is not granted", /^So the experts cannot look at it/);

  await openPage(page, "permissions", PERMISSIONS);
  await box(page, "Purpose").fill("Night of the move");
  await select(page, "Allows to").selectOption({ label: "Respond" });
  await select(page, "On").selectOption({ label: "Everything" });
  await box(page, "For how many hours").fill("0");
  await button(page, "Grant access").click();
  await page.getByText(/^Write a whole number of hours from 1 to/).waitFor();
  await box(page, "For how many hours").fill("8");
  await button(page, "Grant access").click();
  await save(page);
  await traceSays("The experts may investigate by temporary access “Night of the move”", "“Laptops” is excluded");

  await openPage(page, "exclusions", "On what the experts never act");
  await button(page, "Remove Laptops").click();
  await save(page);
  await traceSays("The experts may respond by temporary access “Night of the move”", /^Approval matrix, Laptops, .*: Guide only$/);

  await openPage(page, "exclusions", "On what the experts never act");
  await page.getByRole("tab", { name: /^Single assets/ }).click();
  await box(page, "Name of the device, user or mailbox").fill("DISP-LT-0417");
  await button(page, "Add exclusion").click();
  await save(page);
  await traceSays("“DISP-LT-0417” is excluded");

  await openPage(page, "permissions", PERMISSIONS);
  await page.getByRole("switch", { name: "Coverage limited to two groups" }).check();
  await save(page);
  await traceSays("It touches no member of the scoped coverage groups");
});

test("a question that nobody answered says so by itself when its time is over", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);
  await openPage(page, "approvals", MATRIX);
  await setHigh(page, "Ask first");
  await select(page, "If nobody answers").selectOption({ label: "Experts act after 15 min" });
  await save(page);
  await lookAs(page, "expert");
  await openIncident(page, site);
  await planIsolation(page);
  const card = panel(page).getByRole("article").filter({ has: page.getByRole("heading", { name: "Isolate DISP-LT-0417", exact: true }) });
  const unfold = async () => {
    const toggle = card.getByRole("button", { name: "Isolate DISP-LT-0417: details" });
    if ((await toggle.getAttribute("aria-expanded")) !== "true") await toggle.click();
  };
  await unfold();
  await card.getByRole("button", { name: "Ask for approval" }).click();
  await dialog(page).getByRole("button", { name: "Ask", exact: true }).click();
  await dialog(page).waitFor({ state: "hidden" });
  // The clock turns to the customer with the question, and not once the page looks at the time again.
  await panel(page).getByText(/left for the customer’s answer$/).waitFor({ timeout: 3_000 });
  await page.clock.install();
  await loadedAnew(page, () => page.reload());
  await lookAs(page, "analyst");
  await panel(page).getByRole("tab", { name: /^Actions/ }).click();
  await card.getByText("Approval asked", { exact: true }).waitFor();
  await panel(page).getByText("The experts wait for your answer to 1 question.").waitFor();
  await panel(page).getByText(/left for your answer$/).waitFor();
  await panel(page).getByText(/^answer due .*; after that the experts may act without it/).waitFor();
  await card.getByText(/asked for your approval, .*; you have not answered yet$/).waitFor();
  await card.getByText(/^Without an answer by \d.* the experts may act$/).waitFor();
  await page.clock.runFor(16 * 60_000);
  await card.getByText("Not answered in time", { exact: true }).waitFor();
  await panel(page).getByText("The experts wait for your answer").waitFor({ state: "detached" });
  await unfold();
  // What the matrix makes of it, as what holds and in the trace of who acts.
  await card.getByText(/^Nobody answered by \d.*, so the experts may act now$/).waitFor();
  await card.getByText(/^No answer came by \d.*: the experts may act now$/).waitFor();
  await page.getByRole("tab", { name: /^Comments/ }).or(page.getByRole("link", { name: /^Comments/ })).first().click();
  await page.getByText("Nobody answered in time: “Isolate DISP-LT-0417”").first().waitFor();
});

test("the simulator counts last month, the draft beside what is in force", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  const lastMonth = new Date(middleOfMonth(1) - 10 * 3_600_000).toISOString();
  const over = { severity: "high", status: "active", createdDateTime: lastMonth, lastUpdateDateTime: lastMonth };
  await importFile(page, site, "incidents.json", JSON.stringify({ value: [1, 2, 3].map((number) => incident(number, over)) }));
  await openPage(page, "approvals", MATRIX);
  await page.getByText("3 incidents: 0 recorded actions, 6 assumed").waitFor();
  const counts = page.getByRole("region", { name: "What would have happened?" }).getByRole("row");
  const row = async (name) => (await counts.filter({ hasText: name }).innerText()).split(/\s+/).slice(-3);
  assert.deepEqual(await row("Experts act"), ["6", "6", "0"]);
  await setHigh(page, "Ask first");
  await page.getByText("3 actions would have gone another way").waitFor();
  assert.deepEqual(await row("Experts act"), ["6", "3", "−3"]);
  assert.deepEqual(await row("Ask first"), ["0", "3", "+3"]);
  await page.getByText("One cell changed, not saved").waitFor();

  await box(page, "Name of the group").fill("Depots");
  await button(page, "Add group").click();
  await page.getByRole("button", { name: /^Isolate device, Depots/ }).waitFor();
  await page.getByRole("button", { name: /^Isolate device, Depots/ }).click();
  await setHigh(page, "Never");
  assert.deepEqual(await row("Never"), ["0", "3", "+3"]);
  await expectAccessible(page, "the matrix with a draft");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page, "the matrix on a phone");
});

test("a second administrator approves what bounds the experts, and the history has it all", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  const callMe = async (name) => {
    await page.goto(`${site.url}#/settings`);
    await box(page, "Your name").fill(name);
  };
  await callMe("Ada");
  await openPage(page, "permissions", PERMISSIONS);
  await page.getByRole("switch", { name: "Second approval of changes" }).check();
  await save(page);
  await choice(page, /^Respond directly/).uncheck();
  await button(page, "Review changes").click();
  await dialog(page).getByRole("button", { name: "Send for second approval" }).click();
  await page.getByText("One change waits for approval").waitFor();
  assert.equal(await choice(page, /^Respond directly/).isChecked(), true, "it does not hold yet");
  assert.equal(await button(page, "Approve").getAttribute("aria-disabled"), "true");
  await expectAccessible(page, "a change that waits");
  await callMe("Ben");
  await openPage(page, "permissions", PERMISSIONS);
  await page.getByText(/^Proposed by Ada on/).waitFor();
  await button(page, "Approve").click();
  await page.getByText("One change waits for approval").waitFor({ state: "detached" });
  assert.equal(await choice(page, /^Respond directly/).isChecked(), false);

  await page.getByRole("link", { name: "History" }).click();
  await page.getByText("Proposed change approved").waitFor();
  const download = page.waitForEvent("download");
  await button(page, "Export JSON").click();
  const records = JSON.parse(await readFile(await (await download).path(), "utf8"));
  assert.deepEqual(records.map((record) => `${record.UserId} ${record.Operation}`).slice(0, 4), [
    "Ben ApproveSettings",
    "Ben UpdateSettings",
    "Ada ProposeSettings",
    "Ada UpdateSettings",
  ]);
  assert.ok(records.every((record) => record.RecordType === 237 && record.Workload === "MicrosoftDefenderExperts"));
  await expectAccessible(page, "the history of the settings");
});

test("contacts have hours and an order, the gaps of the week are named, and a code verifies them", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await openPage(page, "contacts", "Whom the experts reach");
  await page.getByText("Somebody can be reached at all times.").waitFor();
  await button(page, "Edit Security desk").first().click();
  await box(page, "Place in the order of calls").first().fill("first");
  await choice(page, "On call at certain hours only").first().check();
  await button(page, "Change contact").first().click();
  await page.getByText("Write a whole number from 1 to 255.").first().waitFor();
  await box(page, "Place in the order of calls").first().fill("1");
  await button(page, "Change contact").first().click();
  await page.getByText(/^Nobody can be reached: Mon 00:00 to 08:00/).waitFor();
  await save(page);

  const reach = page.getByRole("region", { name: "Told and verified" });
  await reach.getByRole("button", { name: "Security desk was told" }).click();
  await reach.getByText(/^Told by/).waitFor();
  await reach.getByRole("button", { name: "New test code for Security desk" }).click();
  const href = await reach.getByRole("link", { name: "Write the test message" }).getAttribute("href");
  const [code] = decodeURIComponent(href).match(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
  await reach.getByRole("textbox", { name: /^Code that/ }).fill("wrong");
  await reach.getByRole("button", { name: "Check" }).click();
  await reach.getByText("This is not the code that was sent.").waitFor();
  await reach.getByRole("textbox", { name: /^Code that/ }).fill(code);
  await reach.getByRole("button", { name: "Check" }).click();
  await reach.getByText(/Verified on/).waitFor();
  await expectAccessible(page, "contacts on call");
});

test("licences give coverage and a verdict, and the advisor has the welcome mail", async (t) => {
  const { page } = await openApp(t, site, { route: "#/setup/get-started" });
  await page.getByText("Say what you have, and the verdict stands here.").waitFor();
  await select(page, "Entra ID plan of all users").selectOption({ label: "Entra ID P1" });
  await page.getByText(/^Not yet eligible\. No product/).waitFor();
  await select(page, "How Defender for Endpoint is deployed").selectOption({ label: "active mode" });
  await page.getByText("You can start: nothing is missing.").waitFor();
  await select(page, "How Defender for Office 365 is deployed").selectOption({ label: "passive mode" });
  await page.getByText("Guidance only: passive mode").waitFor();
  await select(page, "Cloud of the tenant").selectOption({ label: "Government or sovereign" });
  await page.getByText(/ask your account team/).waitFor();
  await expectAccessible(page, "licences");
  await lookAs(page, "advisor");
  await page.goto(`${site.url}#/settings`);
  const mail = await page.getByRole("textbox", { name: "Welcome mail" }).inputValue();
  assert.ok(mail.includes(`${site.url}#/setup/get-started`), mail);
});

test("what the customer ruled out says so, offers nothing and is nobody's work", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);
  await openPage(page, "approvals", MATRIX);
  await setHigh(page, "Never");
  await save(page);
  await lookAs(page, "expert");
  await openIncident(page, site);
  await panel(page).getByRole("tab", { name: "Summary" }).click();
  await panel(page).getByRole("textbox", { name: "What happened" }).fill("A mailed script.");
  await button(page, "Save the summary").click();
  await planIsolation(page);
  await button(page, "Plan an action").click();
  await dialog(page).getByRole("combobox", { name: "What to do" }).selectOption({ label: "Step by hand" });
  await dialog(page).getByRole("textbox", { name: "Title" }).fill("Call i.brandt");
  await dialog(page).getByRole("button", { name: "Plan it" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await panel(page).getByRole("button", { name: "Publish the response" }).click();
  await dialog(page).getByRole("combobox", { name: "Classification" }).selectOption({ label: "True positive" });
  await dialog(page).getByRole("combobox", { name: "Determination" }).selectOption({ label: "Malware" });
  await dialog(page).getByText("It goes to the customer: 1 action to do.").waitFor();
  await dialog(page).getByRole("button", { name: "Publish", exact: true }).click();
  await dialog(page).waitFor({ state: "hidden" });

  await lookAs(page, "analyst");
  await openIncident(page, site);
  await panel(page).getByRole("heading", { name: "For you 1 action" }).waitFor();
  const card = panel(page).getByRole("article").filter({ has: page.getByRole("heading", { name: "Isolate DISP-LT-0417", exact: true }) });
  await card.getByText("Ruled out by you", { exact: true }).waitFor();
  await card.getByRole("button", { name: "Isolate DISP-LT-0417: details" }).click();
  await card.getByText(/^Approval matrix, all others, .*: Never$/).waitFor();
  assert.equal(await card.getByRole("button").count(), 1, "nothing but the fold");
  await expectAccessible(page, "an action that was ruled out");
  await button(page, "Manage").click();
  await page.getByRole("menuitem", { name: "Resolve" }).click();
  await dialog(page).getByText(/^1 action is still open/).waitFor();
});
