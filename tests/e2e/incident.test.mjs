// One incident: what happened, the managed response from both sides, comments, and input that means harm.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { attackExport } from "./attack-export.mjs";
import { expectAccessible } from "./axe.mjs";
import { appStarted, openApp } from "./browser.mjs";
import { importFile } from "./graph.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const ID = "4127";
const TITLE = "Credential theft and lateral movement from DISP-LT-0417";
const dialog = (page) => page.getByRole("dialog");
const button = (page, name) => page.getByRole("button", { name, exact: true });
const panel = (page) => page.getByRole("complementary", { name: "Managed response" });
const card = (page, name) => panel(page).getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });
const life = (page) => page.getByRole("list", { name: "Life of the incident" });
const partOf = (page, name) => page.getByRole("navigation", { name: "Parts of the incident" }).getByRole("link", { name });

async function openIncident(page, id = ID, query = "") {
  await page.goto(`${site.url}#/incidents/${id}${query}`);
  await page.locator("main h1").waitFor();
}

async function importAttack(page) {
  await importFile(page, site, "incidents.json", JSON.stringify(attackExport()));
}

/** Nothing for axe to find, in both themes. */
async function accessible(page, what) {
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    // Colours change within 100 ms; half-way they have no contrast to speak of.
    await page.waitForTimeout(250);
    await expectAccessible(page, `${what}, ${colorScheme}`);
  }
}

/** Why a control may not be used, as assistive technology reads it. */
async function whyNot(page, control) {
  assert.equal(await control.getAttribute("aria-disabled"), "true");
  return page.locator(`#${await control.getAttribute("aria-describedby")}`).textContent();
}

async function manage(page, entry) {
  await button(page, "Manage").click();
  await page.getByRole("menuitem", { name: entry }).click();
}

async function plan(page, { kind, asset, title, impact, after: first }) {
  await button(page, "Plan an action").click();
  const form = dialog(page);
  await form.getByRole("combobox", { name: "What to do" }).selectOption({ label: kind });
  if (asset) await form.getByRole("combobox", { name: "On which asset" }).selectOption({ label: asset });
  if (title) await form.getByRole("textbox", { name: "Title" }).fill(title);
  if (impact) await form.getByRole("textbox", { name: /^Impact/ }).fill(impact);
  if (first) await form.getByRole("combobox", { name: "Order" }).selectOption({ label: first });
  await form.getByRole("button", { name: "Plan it" }).click();
  await form.waitFor({ state: "hidden" });
}

/** Opens the card of an action unless it is open. */
async function unfold(page, name) {
  const toggle = card(page, name).getByRole("button", { name: `${name}: details` });
  if ((await toggle.getAttribute("aria-expanded")) !== "true") await toggle.click();
}

async function answer(page, yes, text) {
  if (text) await dialog(page).getByRole("textbox").fill(text);
  await dialog(page).getByRole("button", { name: yes }).click();
  await dialog(page).waitFor({ state: "hidden" });
}

/** The experts take the incident, investigate, write, plan and publish. */
async function expertsRespond(page) {
  await lookAs(page, "expert");
  await openIncident(page);
  await button(page, "Take").click();
  await button(page, "Start investigation").click();
  await life(page).getByText("In progress").and(page.locator(".life-now *")).waitFor();

  const publish = panel(page).getByRole("button", { name: "Publish the response" });
  assert.match(await whyNot(page, publish), /what happened/);
  await panel(page).getByRole("tab", { name: "Summary" }).click();
  await panel(page).getByRole("textbox", { name: "What happened" }).fill("A mailed script stole **credentials**.");
  await panel(page).getByRole("textbox", { name: "Severity and impact" }).fill("Three depots use the server.");
  await accessible(page, "the summary while it is written");
  await button(page, "Save the summary").click();
  await panel(page).getByText("Three depots use the server.").waitFor();
  assert.equal(await panel(page).locator("strong", { hasText: "credentials" }).count(), 1);

  await panel(page).getByRole("tab", { name: /^Actions/ }).click();
  await plan(page, { kind: "Isolate device", asset: "DISP-LT-0417 (Device)" });
  await plan(page, { kind: "Isolate device", asset: "NWF-FS-02 (Device)", impact: "The shares go offline." });
  await plan(page, { kind: "Step by hand", title: "Call i.brandt" });
  await plan(page, { kind: "Step by hand", title: "Change the svc-routing secret", after: "Isolate NWF-FS-02" });
  await plan(page, { kind: "Step by hand", title: "Not needed after all" });
  await unfold(page, "Not needed after all");
  await card(page, "Not needed after all").getByRole("button", { name: "Withdraw" }).click();
  await card(page, "Not needed after all").waitFor({ state: "detached" });
  // What nothing excludes the experts do themselves; what the customer excluded is the customer's.
  await unfold(page, "Isolate DISP-LT-0417");
  assert.match(await card(page, "Isolate DISP-LT-0417").innerText(), /So the experts act/);
  await card(page, "Isolate DISP-LT-0417").getByRole("button", { name: "I've completed this action" }).click();
  await answer(page, "Yes, I've done it");
  await card(page, "Isolate DISP-LT-0417").getByText("Completed").waitFor();
  await unfold(page, "Isolate NWF-FS-02");
  assert.match(await card(page, "Isolate NWF-FS-02").innerText(), /“Freight servers” is excluded by you/);
}

async function publishResponse(page) {
  await panel(page).getByRole("button", { name: "Publish the response" }).click();
  await dialog(page).getByRole("combobox", { name: "Classification" }).selectOption({ label: "False positive" });
  const determinations = await dialog(page).getByRole("combobox", { name: "Determination" }).locator("option").allInnerTexts();
  assert.deepEqual(determinations, ["Not set", "Not malicious", "Not enough data to validate", "Other"]);
  assert.equal(await dialog(page).getByRole("button", { name: "Publish" }).getAttribute("aria-disabled"), "true");
  await dialog(page).getByRole("combobox", { name: "Classification" }).selectOption({ label: "True positive" });
  await dialog(page).getByRole("combobox", { name: "Determination" }).selectOption({ label: "Compromised account" });
  await dialog(page).getByText("It goes to the customer: 3 actions to do.").waitFor();
  await accessible(page, "the question before publishing");
  await answer(page, "Publish");
  await life(page).getByText("Awaiting customer").and(page.locator(".life-now *")).waitFor();
}

test("the experts respond, the customer acts, and everything is there after a reload", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await importAttack(page);
  await expertsRespond(page);

  // Before it is published the customer sees that the experts work on it, and nothing of what they prepare.
  await lookAs(page, "analyst");
  await panel(page).getByText("The experts are investigating").waitFor();
  assert.equal(await panel(page).getByRole("article").count(), 0);
  assert.doesNotMatch(await page.locator("main").innerText(), /planned|saved the investigation summary/);
  await lookAs(page, "expert");
  await publishResponse(page);

  await lookAs(page, "analyst");
  await panel(page).getByText(/\d h( \d+ min)? left for you/).waitFor();
  assert.match(await panel(page).innerText(), /For you 3 of 4[\s\S]*Done by the experts 1 of 4/);
  await accessible(page, "the response of the customer");
  const first = card(page, "Isolate NWF-FS-02");
  assert.match(await first.innerText(), /You act\. Why\?[\s\S]*“Freight servers” is excluded by you[\s\S]*So the experts guide and you act[\s\S]*The shares go offline\./);
  assert.match(await card(page, "Change the svc-routing secret").innerText(), /After 1/);
  await unfold(page, "Change the svc-routing secret");
  const early = card(page, "Change the svc-routing secret").getByRole("button", { name: "I've completed this action" });
  assert.match(await whyNot(page, early), /“Isolate NWF-FS-02” comes first/);

  await unfold(page, "Isolate NWF-FS-02");
  await first.getByRole("button", { name: "I've completed this action" }).click();
  await answer(page, "Yes, I've done it", "Off since 11:02");
  await first.getByText("Completed").waitFor();

  // Failed, tried again, done.
  const call = card(page, "Call i.brandt");
  await unfold(page, "Call i.brandt");
  await call.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "It failed" }).click();
  assert.match(await whyNot(page, dialog(page).getByRole("button", { name: "It failed" })), /reason/);
  await answer(page, "It failed", "No answer");
  await call.getByText("Failed").waitFor();
  await call.getByRole("button", { name: "Retry" }).click();
  await call.getByText("In progress").waitFor();
  await call.getByRole("button", { name: "I've completed this action" }).click();
  await answer(page, "Yes, I've done it");

  // The last one is skipped with a reason, and the incident is resolved.
  const last = card(page, "Change the svc-routing secret");
  await unfold(page, "Change the svc-routing secret");
  await last.getByRole("button", { name: "Skip" }).click();
  await accessible(page, "the question before skipping");
  await answer(page, "Skip this action", "Rotated last night");
  await life(page).getByText("Resolved").and(page.locator(".life-now *")).waitFor();
  await unfold(page, "Change the svc-routing secret");
  assert.match(await whyNot(page, last.getByRole("button", { name: "Reopen" })), /Finished by experts/);

  await page.reload();
  await appStarted(page);
  await partOf(page, /^Comments & History/).click();
  const history = await page.getByRole("region", { name: "Comments & History" }).innerText();
  const told = [
    "skipped “Change the svc-routing secret”",
    "Rotated last night",
    "Status: Resolved",
    "started “Call i.brandt”",
    "could not complete “Call i.brandt”",
    "No answer",
    "Off since 11:02",
    "published the response: 3 actions for you",
    "Created at the source",
  ];
  for (const text of told) assert.ok(history.includes(text), `the history lacks “${text}”:\n${history}`);
  assert.equal(await life(page).getByRole("listitem").count(), 4);
  await accessible(page, "the history");
});

test("the team manages an incident: assign, tag, classify, resolve with a note, open again", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page);
  await lookAs(page, "expert");
  await openIncident(page);
  assert.match(await whyNot(page, button(page, "Take")), /phase/);
  await lookAs(page, "analyst");
  await manage(page, "Assign to me");
  await page.locator(".incident-labels").getByText("Customer analyst").waitFor();

  await manage(page, "Tags");
  await dialog(page).getByRole("textbox", { name: "New tag" }).fill("VIP");
  await page.keyboard.press("Enter");
  await dialog(page).getByText("VIP", { exact: true }).waitFor();
  await dialog(page).getByRole("button", { name: "Remove the tag Critical asset" }).click();
  await dialog(page).getByText("Critical asset", { exact: true }).waitFor({ state: "detached" });
  await accessible(page, "the tags");
  await page.keyboard.press("Escape");

  await manage(page, "Classify");
  await dialog(page).getByRole("combobox", { name: "Classification" }).selectOption({ label: "Informational, expected activity" });
  await dialog(page).getByRole("combobox", { name: "Determination" }).selectOption({ label: "Security test" });
  await answer(page, "Classify");
  await page.locator(".incident-labels").getByText("Informational, expected activity, Security test").waitFor();

  await manage(page, "Resolve");
  assert.match(await whyNot(page, dialog(page).getByRole("button", { name: "Resolve" })), /note/);
  await answer(page, "Resolve", "It was the red team");
  await life(page).getByText("Resolved").and(page.locator(".life-now *")).waitFor();
  await manage(page, "Open again");
  await answer(page, "Open again", "It was not");
  await life(page).getByText("In progress").and(page.locator(".life-now *")).waitFor();
  await button(page, "Manage").click();
  const again = page.getByRole("menuitem", { name: /^Open again/ });
  assert.match(await again.innerText(), /Not possible while the incident is “With your own team”/);
  await page.keyboard.press("Escape");

  await page.reload();
  await appStarted(page);
  await page.getByText("It was the red team").first().waitFor();
  assert.match(await page.locator(".incident-labels").innerText(), /VIP/);
});

test("comments are Markdown, shared or internal, and bounded", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page);
  await lookAs(page, "analyst");
  await openIncident(page, ID, "?tab=history");
  const box = page.getByRole("textbox", { name: "Write a comment" });
  const said = page.getByRole("region", { name: "Comments & History" });
  await box.fill("See **the log**\n\n- [safe](https://desk.example/7)\n- [trap](javascript:alert(1)) <b>raw</b>\n\n`code`");
  await page.keyboard.press("Control+Enter");
  await said.locator("strong", { hasText: "the log" }).waitFor();
  assert.equal(await said.getByRole("link", { name: "safe" }).getAttribute("rel"), "noopener noreferrer nofollow");
  assert.equal(await said.getByRole("link", { name: "trap" }).count(), 0);
  assert.equal(await said.locator(".markdown b").count(), 0);
  assert.equal(await box.inputValue(), "");

  await page.getByRole("combobox", { name: "Who may read it" }).selectOption("internal");
  await box.fill("Only for the team");
  await button(page, "Comment").click();
  await said.getByText("Only for the team").waitFor();
  await lookAs(page, "expert");
  await said.getByText("Only for the team").waitFor({ state: "detached" });
  await said.getByText("the log").waitFor();
  await lookAs(page, "analyst");
  await said.getByText("Only for the team").waitFor();

  await box.fill("x".repeat(30_001));
  assert.match(await whyNot(page, button(page, "Comment")), /30,000/);
  await box.fill("kept while I look elsewhere");
  await partOf(page, "Alerts").click();
  await page.getByRole("region", { name: "Alerts" }).waitFor();
  await partOf(page, /^Comments & History/).click();
  assert.equal(await page.getByRole("textbox", { name: "Write a comment" }).inputValue(), "kept while I look elsewhere");

  await page.getByRole("radio", { name: "Actions" }).click();
  await said.getByText("Nothing of this kind yet.").waitFor();
  await page.getByRole("radio", { name: "Actions" }).press("ArrowLeft");
  assert.equal(await page.getByRole("radio", { name: "Comments" }).getAttribute("aria-checked"), "true");
  await said.getByText("Only for the team").waitFor();
});

test("the story, alerts, assets and evidence are shown, by keyboard too", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page);
  await openIncident(page);
  await page.getByText("6 of 14 seen").waitFor();
  await page.getByText("LSASS Memory").waitFor();
  await page.getByText("at least 42 groups").waitFor();
  const marks = page.getByRole("list", { name: "Alerts along time" }).getByRole("button");
  assert.equal(await marks.count(), 9);
  await accessible(page, "the story");

  await marks.nth(5).focus();
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("heading", { name: "LSASS was read" }).waitFor();
  await dialog(page).getByText("T1003.001 OS Credential Dumping: LSASS Memory").waitFor();
  await accessible(page, "an alert");
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
  assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), /^6: LSASS was read/);

  await button(page, "Why 85").click();
  assert.match(await dialog(page).innerText(), /Severity High\s+45 of 50[\s\S]*Critical assets\s+11 of 15[\s\S]*The source itself gives 91/);
  await page.keyboard.press("Escape");

  await partOf(page, /^Alerts/).click();
  assert.equal(await page.getByRole("row").count(), 10);
  await accessible(page, "the alerts");
  await partOf(page, /^Assets/).click();
  assert.match(await page.getByRole("row", { name: /NWF-FS-02/ }).innerText(), /Critical[\s\S]*Device[\s\S]*Freight servers[\s\S]*2/);
  await accessible(page, "the assets");
  await partOf(page, /^Evidence 11/).click();
  await button(page, "routing-0").press("Enter");
  await page.getByText("labels.tier[1]").waitFor();
  assert.match(await page.getByRole("row", { name: /^routing-0/ }).innerText(), /Kubernetes pod[\s\S]*No verdict/);
  await accessible(page, "the evidence");
});

test("one goes through the queue, and comes back to it with its filter", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page);
  await page.goto(`${site.url}#/incidents?f=severity:high`);
  await page.getByText(TITLE).first().click();
  await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
  const place = page.locator(".incident-steps .caption");
  assert.match(await place.innerText(), /^1 of 2$/);
  await page.getByRole("link", { name: "Next incident" }).click();
  await page.getByText("2 of 2").waitFor();
  await page.getByRole("link", { name: "Previous incident" }).click();
  await page.getByText("1 of 2").waitFor();
  await page.getByRole("link", { name: "Incidents", exact: true }).last().click();
  await page.locator(".rows-row:visible").first().waitFor();
  assert.match(page.url(), /#\/incidents\?f=severity:high$/);
});

test("unknown and merged incidents say so and lead on", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page);
  await openIncident(page, "nothing");
  await page.getByRole("heading", { level: 1, name: "There is no incident nothing" }).waitFor();
  await accessible(page, "an unknown incident");
  await openIncident(page, "4101");
  await page.getByText("merged into 9999, which no import has brought").waitFor();
  await openIncident(page, "4100");
  await page.getByText("This export holds no alerts").waitFor();
  await accessible(page, "a merged incident");
  await page.getByRole("link", { name: "Open it" }).click();
  await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
});

test("hostile text stays inert and the page stays usable", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page);
  for (const tab of ["story", "alerts", "assets", "evidence", "response", "history"]) {
    await openIncident(page, "666", `?tab=${tab}`);
    await page.getByRole("navigation", { name: "Parts of the incident" }).waitFor();
    assert.equal(await page.locator("main img, main script, main iframe").count(), 0, tab);
    const width = await page.evaluate(() => document.querySelector(".incident-main").scrollWidth - document.querySelector(".incident-main").clientWidth);
    assert.ok(width <= 0, `${tab} is ${width} px too wide`);
  }
  assert.doesNotMatch(await page.title(), /taken/);
  assert.equal(await page.getByRole("link", { name: /Open at the source/ }).count(), 0);
  await openIncident(page, "666", "?tab=evidence");
  await button(page, "Show 302 more").click();
  await button(page, "Vega").click();
  await page.getByText(/^deep\.level59/).waitFor();
  await accessible(page, "a hostile incident");
});

test("on a phone the page opens on the response, and nothing is too wide", async (t) => {
  const { page } = await openApp(t, site, { viewport: { width: 390, height: 844 } });
  await importAttack(page);
  await openIncident(page, ID, "?tab=response");
  await page.getByText("Nobody works on this incident").waitFor();
  const links = await page.getByRole("navigation", { name: "Parts of the incident" }).getByRole("link").allInnerTexts();
  assert.match(links[0], /^Response/);
  for (const tab of ["story", "alerts", "assets", "evidence", "response", "history"]) {
    await openIncident(page, ID, `?tab=${tab}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(width <= 0, `${tab} is ${width} px too wide`);
    await accessible(page, `${tab} on a phone`);
  }
});
