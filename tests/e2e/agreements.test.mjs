// What both sides agree about a response: playbooks, approvals, snooze, delegation, some of several assets; and the pages
// of alerts, assets and playbooks, the history as a file, and the hand-over to incident response.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { ID, accessible, answer, button, dialog, importAttack, life, manage, openIncident, partOf } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const panel = (page) => page.getByRole("complementary", { name: "Managed response" });
const card = (page, name) => panel(page).getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });
const inPanel = (page, name) => panel(page).getByRole("tab", { name }).click();

async function unfold(page, name) {
  const toggle = card(page, name).getByRole("button", { name: `${name}: details` });
  if ((await toggle.getAttribute("aria-expanded")) !== "true") await toggle.click();
}

async function more(page, name, entry) {
  await card(page, name).getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}

/** The experts take the incident and what the playbook proposes. */
async function propose(page) {
  await lookAs(page, "expert");
  await openIncident(page, site);
  await button(page, "Take").click();
  await button(page, "Start investigation").click();
  await life(page).getByText("In progress").and(page.locator(".life-now *")).waitFor();
  await inPanel(page, "Playbook");
  const playbook = panel(page).locator("section").filter({ has: page.getByRole("heading", { name: "Lateral movement" }) });
  await playbook.getByRole("button", { name: "Use this playbook" }).click();
  await panel(page).getByText(/^Version 1, applied by Expert/).waitFor();
  await accessible(page, "the playbooks of an incident");
  await inPanel(page, "Summary");
  await panel(page).getByText(/An attacker moved between devices/).waitFor();
  await inPanel(page, /^Actions/);
}

test("a playbook is proposed, a question answered, and actions are put off, given away and done in parts", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await importAttack(page, site);
  await propose(page);

  await unfold(page, "Isolate DISP-LT-0417");
  const edge = (name) => card(page, name).evaluate((it) => getComputedStyle(it).borderInlineStartColor);
  const expertsEdge = await edge("Isolate DISP-LT-0417");
  await card(page, "Isolate DISP-LT-0417").getByRole("img", { name: /^Action \d, by the experts$/ }).waitFor();
  assert.equal(await card(page, "Isolate DISP-LT-0417").locator("h3 .nowrap").innerText(), "DISP-LT-0417");
  assert.match(await card(page, "Isolate DISP-LT-0417").innerText(), /From the playbook “Lateral movement”, version 1/);
  await more(page, "Isolate DISP-LT-0417", "Ask for approval");
  await answer(page, "Ask", "He works at the moment");
  await panel(page).getByText("The customer has not answered 1 question yet.").waitFor();

  await lookAs(page, "analyst");
  await panel(page).getByText("The experts wait for your answer to 1 question.").waitFor();
  await unfold(page, "Isolate DISP-LT-0417");
  const asked = card(page, "Isolate DISP-LT-0417");
  await asked.getByText("Approval asked", { exact: true }).waitFor();
  await asked.getByText("An expert chose to ask. Why may the experts act?").waitFor();
  await asked.getByText("So the experts may act; Expert chose to ask first").waitFor();
  await accessible(page, "a question to the customer");
  await card(page, "Isolate DISP-LT-0417").getByRole("button", { name: "Approve" }).click();
  await answer(page, "Approve", "After 18:00");
  await panel(page).getByText("The experts wait for your answer").waitFor({ state: "detached" });

  await lookAs(page, "expert");
  await unfold(page, "Isolate DISP-LT-0417");
  await card(page, "Isolate DISP-LT-0417").getByText(/^Approved by Customer analyst/).waitFor();
  await card(page, "Isolate DISP-LT-0417").getByRole("button", { name: "I've completed this action" }).click();
  await answer(page, "Yes, I've done it");
  await panel(page).getByText(/^Reminder to release/).waitFor();
  await panel(page).getByRole("button", { name: "Plan the release" }).click();
  await card(page, "Release DISP-LT-0417 from isolation").waitFor();
  // It is planned once: what holds says so and leads there.
  await panel(page).getByText("The release is planned: “Release DISP-LT-0417 from isolation”").waitFor();
  assert.equal(await panel(page).getByRole("button", { name: "Plan the release" }).count(), 0);
  await panel(page).getByRole("button", { name: "Show the release" }).click();
  await card(page, "Release DISP-LT-0417 from isolation").getByRole("button", { expanded: true }).waitFor();

  await panel(page).getByRole("button", { name: "Publish the response" }).click();
  await dialog(page).getByRole("combobox", { name: "Classification" }).selectOption({ label: "True positive" });
  await dialog(page).getByRole("combobox", { name: "Determination" }).selectOption({ label: "Multistage attack" });
  await answer(page, "Publish");
  await life(page).getByText("Awaiting customer").and(page.locator(".life-now *")).waitFor();

  await lookAs(page, "analyst");
  const own = "Isolate NWF-FS-02";
  await unfold(page, own);
  assert.notEqual(await edge(own), expertsEdge, "an open card has the colour of its side");
  await card(page, own).getByRole("img", { name: /^Your action \d$/ }).waitFor();
  await card(page, own).getByRole("button", { name: "Snooze" }).click();
  await dialog(page).getByRole("combobox").selectOption("1h");
  assert.equal(await dialog(page).getByText(/^That is after it is due/).count(), 0);
  await dialog(page).getByRole("combobox").selectOption("7d");
  await dialog(page).getByText(/^That is after it is due/).waitFor();
  await accessible(page, "putting off");
  await answer(page, "Snooze");
  await card(page, own).locator(".action-line", { hasText: /^Put off until/ }).waitFor();
  await more(page, own, "Take up again");
  await card(page, own).locator(".action-line", { hasText: /^Put off until/ }).waitFor({ state: "detached" });
  await card(page, own).getByRole("button", { name: "Delegate" }).click();
  await dialog(page).getByRole("combobox", { name: "A contact" }).selectOption("Security desk");
  await accessible(page, "giving away");
  await dialog(page).getByRole("button", { name: "Delegate" }).click();
  await card(page, own).locator(".action-line", { hasText: /^Given to Security desk$/ }).waitFor();
  await more(page, own, "Show the request");
  await dialog(page).getByText(/machines\/mde-nwf-fs-02\/isolate/).waitFor();
  await dialog(page).getByRole("button", { name: "Close" }).click();

  // One action on two devices: one of them is excluded, so the customer does it.
  const scan = "Scan 2 devices";
  await card(page, own).getByRole("button", { name: "I've completed this action" }).click();
  await answer(page, "Yes, I've done it");
  await unfold(page, scan);
  await card(page, scan).getByRole("checkbox", { name: "NWF-FS-02" }).check();
  await card(page, scan).getByRole("button", { name: "Done on 1 asset" }).click();
  await card(page, scan).getByText("1 of 2", { exact: true }).waitFor();
  await card(page, scan).getByRole("heading", { name: "Done on 1 of 2 assets" }).waitFor();
  // The tick stands beside the name.
  const done = card(page, scan).getByRole("listitem").filter({ hasText: "NWF-FS-02" });
  const [tick, name] = [await done.locator("svg").boundingBox(), await done.locator("bdi").boundingBox()];
  assert.ok(Math.abs(tick.y - name.y) < 8 && tick.x < name.x, JSON.stringify([tick, name]));
  await accessible(page, "an action that is partly done");

  // A failure keeps what was done.
  await more(page, scan, "It failed");
  await answer(page, "It failed", "The other one is off");
  await card(page, scan).locator(".action-line", { hasText: /; done on 1 of 2$/ }).waitFor();

  // What the experts concluded stays theirs while the customer resolves.
  await manage(page, "Resolve");
  assert.equal(await dialog(page).getByRole("combobox", { name: "Classification" }).isDisabled(), true);
  await accessible(page, "resolving with the experts' conclusion");
  assert.match(await dialog(page).getByRole("listitem").allInnerTexts().then((all) => all.join("\n")), /NWF-FS-02/, "what is open is named");
  await dialog(page).getByText(/active alerts? (is|are) resolved with it\.$/).waitFor();

  // Closed all the same, what was left open is not taken for work to do.
  await dialog(page).getByRole("textbox", { name: "Resolution note" }).fill("The rest is accepted");
  await dialog(page).getByRole("button", { name: "Resolve anyway" }).click();
  await panel(page).getByText(/^Resolved by Customer analyst, .*, with \d open actions?\. .* no longer work to do\.$/).waitFor();
});

test("the history is changed, linked, filtered, masked and taken away", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page, site);
  await lookAs(page, "analyst");
  await openIncident(page, site, ID, "?tab=history");
  const said = page.getByRole("region", { name: "Comments & History" });
  const box = page.getByRole("textbox", { name: "Write a comment" });
  await box.fill("Called @Mara at 10.0.0.7 about DISP-LT-0417");
  await page.keyboard.press("Control+Enter");
  // Nobody here is called so: it is no mention.
  await said.getByText("Called @Mara").waitFor();
  assert.equal(await said.locator(".mention").count(), 0);
  await said.getByRole("button", { name: "Change", exact: true }).click();
  await dialog(page).getByRole("textbox", { name: "Comment" }).fill("Called @Mara at 10.0.0.8 about DISP-LT-0417 of Ingrid Brandt");
  await dialog(page).getByRole("button", { name: "Save the change" }).click();
  await said.getByText("Changed once", { exact: true }).waitFor();
  await said.getByText(/10\.0\.0\.8/).waitFor();

  const link = await said.getByRole("link", { name: /^Link to/ }).first().getAttribute("href");
  assert.match(link, /tab=history&at=\d+/);
  await page.goto(`${site.url}${link}`);
  await said.getByText("You followed a link to this moment").waitFor();
  await said.getByRole("searchbox", { name: "Search the history" }).fill("nothing of the sort");
  await said.getByText("Nothing of this kind yet.").waitFor();
  await said.getByRole("searchbox", { name: "Search the history" }).fill("");
  await said.getByRole("combobox", { name: "By" }).selectOption("source");
  await said.getByText(/10\.0\.0\.8/).waitFor({ state: "detached" });

  await said.getByRole("button", { name: "Export the history" }).click();
  for (const name of ["Mask people", "Mask assets of the incident", "Mask mail and network addresses and links"]) {
    await dialog(page).getByRole("checkbox", { name }).check();
  }
  await accessible(page, "the export of the history");
  const [download] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Download" }).click()]);
  const text = await readFile(await download.path(), "utf8");
  assert.match(text, /Address \d about Asset \d of Person \d/);
  assert.doesNotMatch(text, /10\.0\.0\.8|DISP-LT-0417|Ingrid|Brandt/);

  // The menu opens it too, where one is already and from elsewhere.
  await manage(page, "Export the history");
  await dialog(page).getByRole("button", { name: "Download" }).waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
  await partOf(page, "Similar").click();
  await page.getByRole("region", { name: "Similar incidents" }).waitFor();
  await manage(page, "Export the history");
  await dialog(page).getByRole("button", { name: "Download" }).waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });

  await partOf(page, "Similar").click();
  await page.getByRole("region", { name: "Similar incidents" }).waitFor();
  await accessible(page, "similar incidents");
  await manage(page, "Hand over to incident response");
  await dialog(page).getByRole("textbox", { name: "To whom" }).fill("Responders, Ada");
  await dialog(page).getByRole("textbox", { name: "Reason" }).fill("The server is encrypted");
  await accessible(page, "the hand-over");
  await dialog(page).getByRole("button", { name: "Hand over", exact: true }).click();
  await page.getByText(/^Handed over to Responders, Ada by Customer analyst/).waitFor();
  await manage(page, "Export the history");
  await dialog(page).getByRole("checkbox", { name: "Mask people" }).check();
  const [masked] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Download" }).click()]);
  assert.doesNotMatch(await readFile(await masked.path(), "utf8"), /Responders/);
  await button(page, "Download the bundle").click();
  await accessible(page, "the bundle");
  const downloaded = () => Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Download", exact: true }).click()]);
  const [bundle] = await downloaded();
  assert.match(await readFile(await bundle.path(), "utf8"), /^# Incident \d+: hand-over[\s\S]*Why: The server is encrypted[\s\S]*## Indicators[\s\S]*## In force now[\s\S]*## Time line/);
  await button(page, "Download the bundle").click();
  await dialog(page).getByRole("checkbox", { name: "Mask people" }).check();
  const [shared] = await downloaded();
  assert.doesNotMatch(await readFile(await shared.path(), "utf8"), /Responders|Ada/);
});

test("alerts, assets and playbooks have pages of their own", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page, site);
  await lookAs(page, "analyst");
  await page.getByRole("link", { name: "Alerts", exact: true }).first().click();
  const alerts = page.getByRole("region", { name: "Alerts", exact: true });
  await alerts.getByRole("button", { name: "LSASS was read", exact: true }).waitFor();
  await accessible(page, "the alerts of all incidents");
  await page.getByRole("searchbox").fill("lsass");
  await alerts.getByText(/^1 shown/).waitFor();
  assert.match(page.url(), /#\/alerts\?q=lsass/);
  await alerts.getByRole("button", { name: "LSASS was read", exact: true }).click();
  await dialog(page).getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Resolve" }).click();
  await alerts.getByRole("row", { name: /LSASS was read/ }).getByText("Resolved").waitFor();
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "Assets", exact: true }).first().click();
  await page.getByRole("button", { name: "NWF-FS-02", exact: true }).click();
  await accessible(page, "an asset beside the inventory");
  await dialog(page).getByRole("link", { name: "Open the page" }).click();
  await page.getByRole("heading", { level: 1, name: "NWF-FS-02" }).waitFor();
  await page.getByText("Device value").waitFor();
  await accessible(page, "the page of a device");
  await page.goto(`${site.url}#/assets?kind=user`);
  await page.getByRole("button", { name: /i\.brandt/ }).first().waitFor();

  await lookAs(page, "expert");
  await page.goto(`${site.url}#/playbooks`);
  await page.getByRole("link", { name: "Ransomware" }).waitFor();
  await accessible(page, "the playbooks");
  await page.getByRole("link", { name: "Ransomware" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Ransomware, ours");
  await accessible(page, "a playbook");
  await button(page, "Keep as a new version").click();
  await page.getByRole("listitem").filter({ hasText: "Version 2" }).first().waitFor();
  // An older version comes back with its lists, and a step without its title says so where it stands.
  const categories = page.getByRole("textbox", { name: "Other categories" });
  const before = await categories.inputValue();
  assert.equal(await page.getByRole("checkbox", { name: "Impact", exact: true }).isChecked(), true);
  await categories.fill("Malware");
  await button(page, "Keep as a new version").click();
  const newest = page.getByRole("listitem").filter({ hasText: "Version 3" });
  await newest.getByText(/^Expert, /).waitFor();
  await newest.getByText("Changed: when it fits").waitFor();
  await page.getByRole("listitem").filter({ hasText: "Version 2" }).getByText("Changed: name").waitFor();
  await page.getByRole("listitem").filter({ hasText: "Version 1" }).getByText("Came with the product").waitFor();
  await button(page, "Take version 2 into the form").click();
  assert.equal(await categories.inputValue(), before);
  // What is not kept outlives a look at another page, and can be given up.
  await page.getByText("You have changes that are not kept as a version yet.").waitFor();
  await page.goto(`${site.url}#/playbooks`);
  await page.getByRole("link", { name: "Ransomware, ours" }).click();
  await page.getByText("You have changes that are not kept as a version yet.").waitFor();
  assert.equal(await categories.inputValue(), before);
  await button(page, "Discard them").click();
  assert.equal(await categories.inputValue(), "Malware");
  await button(page, "Take version 1 into the form").click();
  assert.equal(await page.getByRole("textbox", { name: "Name", exact: true }).inputValue(), "Ransomware");
  const first = page.getByRole("listitem", { name: "Step 1" });
  await first.getByRole("textbox", { name: "Title" }).fill("");
  await first.getByText("Please fill this in.", { exact: true }).waitFor();
  // How much of an isolation is chosen with its step; other kinds have no such choice.
  assert.equal(await first.getByRole("combobox", { name: "How much" }).inputValue(), "full");
  await first.getByRole("combobox", { name: "What to do" }).selectOption("text");
  assert.equal(await first.getByRole("combobox", { name: "How much" }).count(), 0);
  // A new step says what its kind usually means for people, until something else is written.
  const added = page.getByRole("listitem", { name: `Step ${(await page.getByRole("listitem", { name: /^Step \d+$/ }).count()) + 1}` });
  await button(page, "Add a step").click();
  const impact = added.getByRole("textbox", { name: "Impact" });
  assert.equal(await impact.inputValue(), "What changes for people depends on the steps.");
  await added.getByRole("combobox", { name: "What to do" }).selectOption("isolateDevice");
  assert.equal(await impact.inputValue(), "The device is off the network until it is released.");
  await added.getByRole("combobox", { name: "How much" }).selectOption("limited");
  assert.equal(await impact.inputValue(), "The device reaches nothing but mail and Teams until it is released.");
  await impact.fill("Nobody works then.");
  await added.getByRole("combobox", { name: "What to do" }).selectOption("disableUser");
  assert.equal(await impact.inputValue(), "Nobody works then.");
  await button(page, "Discard them").click();
  await page.goto(`${site.url}#/playbooks`);
  await page.getByRole("link", { name: "Ransomware, ours" }).waitFor();
  // The customer reads it.
  await lookAs(page, "analyst");
  await page.getByRole("link", { name: "Ransomware, ours" }).click();
  await page.locator(".note-line").getByText("Only the experts change playbooks.").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Name", exact: true }).getAttribute("readonly"), "");
  await accessible(page, "a playbook that can only be read");
});
