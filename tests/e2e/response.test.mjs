// The managed response from both sides: investigated, written, planned, published, carried out, failed, skipped, resolved.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { appStarted, loadedAnew, openApp } from "./browser.mjs";
import { accessible, answer, beginInvestigation, button, dialog, importAttack, life, manage, openIncident, partOf, whyNot } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const panel = (page) => page.getByRole("complementary", { name: "Managed response" });
const card = (page, name) => panel(page).getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });

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

/** The experts take the incident, investigate, write, plan and publish. */
async function expertsRespond(page) {
  await lookAs(page, "expert");
  await openIncident(page, site);
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
  assert.match(await card(page, "Isolate NWF-FS-02").innerText(), /“Freight servers” is excluded/);
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
  assert.match(await whyNot(page, panel(page).getByRole("button", { name: "Publish the changes" })), /Nothing would change/);
}

/** On a phone one comes for the response: the page opens on it, and its first button is in reach. */
async function opensOnResponse(page) {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${site.url}#/incidents`);
  await page.locator(".rows-row:visible").first().waitFor();
  await openIncident(page, site);
  await page.getByRole("heading", { name: "Isolate NWF-FS-02" }).waitFor();
  assert.match(page.url(), /tab=response/);
  assert.ok(await button(page, "I've completed this action").evaluate((it) => it.getBoundingClientRect().bottom < innerHeight));
  await accessible(page, "the response on a phone");
  await page.setViewportSize({ width: 1440, height: 900 });
  await panel(page).waitFor();
}

/** What was typed in an open dialog is there again after the page was loaded anew and the dialog opened again. */
async function halfTyped(page, open) {
  const field = dialog(page).getByRole("textbox");
  await field.fill("No ans");
  await loadedAnew(page, () => page.reload());
  await open();
  assert.equal(await field.inputValue(), "No ans", "the tab keeps what was typed");
  await field.fill("");
  const kept = await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes("incident-drafts")));
  assert.deepEqual(kept, [], "emptied, it is forgotten");
}

/** What the response did about the evidence is said there, with who did it. */
async function evidenceFollows(page) {
  await page.getByRole("link", { name: /^Evidence/ }).click();
  const row = (name) => page.locator("main tbody tr", { hasText: name }).first();
  await row("DISP-LT-0417").getByText("Isolated", { exact: true }).waitFor();
  assert.match(await row("DISP-LT-0417").innerText(), /Isolated\s+by .+ \(Experts\)/);
  assert.match(await row("NWF-FS-02").innerText(), /Isolated\s+by .+ \(Your team\)/);
  await accessible(page, "evidence with what was done about it");
  await row("NWF-FS-02").getByRole("link", { name: /^by / }).click();
  await page.waitForURL(/tab=response/);
}

test("the experts respond, the customer acts, and everything is there after a reload", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await importAttack(page, site);
  await expertsRespond(page);

  // Before it is published the customer sees that the experts work on it and what they did, and nothing of what they plan.
  await lookAs(page, "analyst");
  await panel(page).getByText("The experts are investigating").waitFor();
  assert.deepEqual(await panel(page).getByRole("article").getByRole("heading").allInnerTexts(), ["Isolate DISP-LT-0417"]);
  await panel(page).getByText(/^DISP-LT-0417: Isolated since/).waitFor();
  assert.equal(await panel(page).getByRole("tab").count(), 1);
  assert.doesNotMatch(await page.locator("main").innerText(), /planned|saved the investigation summary/);
  await lookAs(page, "expert");
  await publishResponse(page);

  await lookAs(page, "analyst");
  await panel(page).getByText(/\d\sh(\s\d+\smin)? left for you/).waitFor();
  assert.match(await panel(page).innerText(), /For you 3 actions\n[\s\S]*Done by the experts 1 action\n/);
  await accessible(page, "the response of the customer");
  const first = card(page, "Isolate NWF-FS-02");
  assert.match(await first.innerText(), /You act\. Why\?[\s\S]*“Freight servers” is excluded[\s\S]*So the experts guide and you act[\s\S]*The shares go offline\./);
  assert.match(await card(page, "Change the svc-routing secret").innerText(), /After 1/);
  await unfold(page, "Change the svc-routing secret");
  const early = card(page, "Change the svc-routing secret").getByRole("button", { name: "I've completed this action" });
  assert.match(await whyNot(page, early), /“Isolate NWF-FS-02” comes first/);

  await opensOnResponse(page);
  await unfold(page, "Isolate NWF-FS-02");
  await first.getByRole("button", { name: "I've completed this action" }).click();
  await answer(page, "Yes, I've done it", "Off since 11:02");
  await first.getByText("Completed").waitFor();
  await evidenceFollows(page);

  // Failed, tried again, done.
  const call = card(page, "Call i.brandt");
  await unfold(page, "Call i.brandt");
  await call.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "It failed" }).click();
  await halfTyped(page, async () => {
    await unfold(page, "Call i.brandt");
    await call.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "It failed" }).click();
  });
  assert.match(await whyNot(page, dialog(page).getByRole("button", { name: "It failed" })), /reason/);
  await answer(page, "It failed", "No answer");
  await call.getByText("Failed").waitFor();
  await call.getByRole("button", { name: "Retry" }).click();
  await answer(page, "Retry");
  await call.getByText("In progress").waitFor();
  await call.getByRole("button", { name: "I've completed this action" }).click();
  await answer(page, "Yes, I've done it");

  // Whoever resolves is told what is open and what goes on.
  await manage(page, "Resolve");
  await dialog(page).getByRole("listitem").filter({ hasText: /^NWF-FS-02: Isolated since / }).waitFor();
  await dialog(page).getByRole("listitem").filter({ hasText: "Change the svc-routing secret" }).waitFor();
  await dialog(page).getByText(/active alerts? (is|are) resolved with it\.$/).waitFor();
  await dialog(page).getByRole("button", { name: "Cancel" }).click();

  // The last one is skipped with a reason, and the incident is resolved.
  const last = card(page, "Change the svc-routing secret");
  await unfold(page, "Change the svc-routing secret");
  await last.getByRole("button", { name: "Skip" }).click();
  await dialog(page).getByText("This is the last open action: the incident is resolved with it.").waitFor();
  await accessible(page, "the question before skipping");
  await answer(page, "Skip this action", "Rotated last night");
  await page.getByText("Skipped. The incident is resolved.").waitFor();
  await life(page).getByText("Resolved").and(page.locator(".life-now *")).waitFor();
  await unfold(page, "Change the svc-routing secret");
  assert.match(await whyNot(page, last.getByRole("button", { name: "Reopen" })), /the incident is resolved/);

  await page.reload();
  await appStarted(page);
  await partOf(page, /^Comments & History/).click();
  const history = page.getByRole("region", { name: "Comments & History" });
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
  // What is on disk is read after the page is drawn.
  for (const text of told) await history.filter({ hasText: text }).waitFor();
  assert.equal(await life(page).getByRole("listitem").count(), 4);
  await accessible(page, "the history");
});

test("an action names what it is about, a release waits for its isolation, and the device's page says what is in force", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);

  // A file is chosen from the evidence; without one the action is refused in words.
  await button(page, "Plan an action").click();
  const form = dialog(page);
  await form.getByRole("combobox", { name: "What to do" }).selectOption({ label: "Stop and quarantine file" });
  await form.getByText("Please fill this in.", { exact: true }).waitFor();
  assert.equal(await form.getByRole("button", { name: "Plan it" }).getAttribute("aria-disabled"), "true");
  const about = form.getByRole("combobox", { name: "About which evidence" });
  const offered = await about.locator("option").allInnerTexts();
  assert.equal(offered[0], "Choose from the evidence");
  assert.ok(offered.some((it) => /\(File, Malicious\)/.test(it)), offered.join());
  assert.equal(offered.at(-1), "Something else, written by hand");
  await about.selectOption("Something else, written by hand");
  await form.getByRole("textbox", { name: "File hash, indicator or message" }).fill("a1b2c3");
  await about.selectOption({ index: 1 });
  assert.equal(await form.getByRole("textbox", { name: "File hash, indicator or message" }).count(), 0);
  await accessible(page, "planning an action about evidence");
  // A window that crosses a width moves the panel, and not what is being written.
  await page.setViewportSize({ width: 800, height: 800 });
  await page.waitForTimeout(600);
  await form.getByRole("textbox", { name: "Title" }).waitFor();
  await page.setViewportSize({ width: 1440, height: 900 });
  assert.match(await about.locator("option:checked").innerText(), /File/);
  // On several devices the title still says which file.
  const named = await about.locator("option:checked").innerText();
  const file = named.slice(0, named.indexOf(" ("));
  const title = () => form.getByRole("textbox", { name: "Title" }).inputValue();
  assert.equal(await title(), `Stop and quarantine ${file} on DISP-LT-0417`);
  await form.getByRole("checkbox", { name: /^On all \d of them/ }).check();
  assert.match(await title(), /^Stop and quarantine .* on \d assets$/);
  assert.ok((await title()).includes(file), await title());
  await form.getByRole("checkbox", { name: /^On all \d of them/ }).uncheck();
  // What finds no asset here stands last and says so.
  const kinds = await form.getByRole("combobox", { name: "What to do" }).locator("option").allInnerTexts();
  const without = kinds.map((it) => it.endsWith("(no asset for it here)"));
  assert.ok(without.includes(true) && !without[0], kinds.join());
  assert.equal(without.indexOf(true), without.lastIndexOf(false) + 1, kinds.join());
  await form.getByRole("textbox", { name: "Title" }).fill("Quarantine the script");
  await form.getByRole("button", { name: "Plan it" }).click();
  await form.waitFor({ state: "hidden" });
  await unfold(page, "Quarantine the script");
  await card(page, "Quarantine the script").getByText(/^About \S+.* \(9f2c41be.*\)$/).waitFor();

  // Nothing is released that is not isolated: it is said, and the release waits for the isolation.
  const warning = /“Isolate device” is not in force on DISP-LT-0417/;
  await button(page, "Plan an action").click();
  await form.getByRole("combobox", { name: "What to do" }).selectOption({ label: "Release device from isolation" });
  await form.getByText(warning).waitFor();
  await form.getByRole("button", { name: "Cancel" }).click();
  await plan(page, { kind: "Isolate device", asset: "DISP-LT-0417 (Device)" });
  await plan(page, { kind: "Release device from isolation", asset: "DISP-LT-0417 (Device)" });
  const release = "Release DISP-LT-0417 from isolation";
  await unfold(page, release);
  await card(page, release).getByText("“Isolate DISP-LT-0417” comes first.").first().waitFor();
  assert.match(await whyNot(page, card(page, release).getByRole("button", { name: "I've completed this action" })), /Isolate DISP-LT-0417/);
  await unfold(page, "Isolate DISP-LT-0417");
  await card(page, "Isolate DISP-LT-0417").getByRole("button", { name: "I've completed this action" }).click();
  await answer(page, "Yes, I've done it");
  await unfold(page, release);
  await card(page, release).getByText(warning).waitFor({ state: "detached" });

  // The page of the device says so, by whom, and where.
  await page.goto(`${site.url}#/assets`);
  await page.getByRole("button", { name: "DISP-LT-0417", exact: true }).click();
  await dialog(page).getByText(/^Isolated since/).waitFor();
  await dialog(page).getByRole("link", { name: "Open the page" }).click();
  await page.getByRole("heading", { level: 1, name: "DISP-LT-0417" }).waitFor();
  await page.getByText(/^Isolated since/).waitFor();
  for (const once of ["Windows 11", "Laptops"]) assert.equal(await page.locator("dd").getByText(once, { exact: true }).count(), 1, `${once} is said once`);
  await page.getByText(/^Incident 4127 · Last activity /).waitFor();
  await page.getByRole("region", { name: "Response actions" }).getByText(/incident 4127 · Expert · /).first().waitFor();
  await accessible(page, "the page of an isolated device");
  await page.setViewportSize({ width: 390, height: 844 });
  const columns = await page.locator(".asset-cards").evaluate((it) => getComputedStyle(it).gridTemplateColumns.split(" ").length);
  assert.equal(columns, 1, "on a phone one card stands below the other");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("link", { name: /^by Expert, incident 4127/ }).click();
  await page.waitForURL(/incidents\/4127\?tab=response/);
});
