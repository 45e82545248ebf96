// A planned action that is changed before anybody read it, what an automated investigation does already, and what stays in
// sight of an incident that goes back and forth: failed actions, the life line, who has it, its note and the way back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { attackExport } from "./attack-export.mjs";
import { openApp } from "./browser.mjs";
import { importFile } from "./graph.mjs";
import { ID, TITLE, accessible, answer, button, dialog, life, manage, openIncident, partOf } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const panel = (page) => page.getByRole("complementary", { name: "Managed response" });
const card = (page, name) => page.getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });
const toggle = (page, name) => card(page, name).getByRole("button", { name: `${name}: details` });
const isOpen = async (page, name) => (await toggle(page, name).getAttribute("aria-expanded")) === "true";
const field = (page, name) => dialog(page).getByRole("textbox", { name });
const choice = (page, name) => dialog(page).getByRole("combobox", { name });

async function unfold(page, name) {
  if (!(await isOpen(page, name))) await toggle(page, name).click();
}

/** The experts investigate the attack; an automated investigation of its first device is running. */
async function investigated(page) {
  await startService(page, site, { excludedGroup: "Freight servers" });
  const attack = attackExport();
  const incident = attack.value.find((it) => it.id === ID);
  const names = (alert) => JSON.stringify(alert.evidence).includes("DISP-LT-0417");
  incident.alerts.find(names).investigationState = "running";
  await importFile(page, site, "incidents.json", JSON.stringify(attack));
  await lookAs(page, "expert");
  await openIncident(page, site);
  await button(page, "Take").click();
  await button(page, "Start investigation").click();
  await life(page).getByText("In progress").and(page.locator(".life-now *")).waitFor();
}

/** Plans an action; answers the title that stood there before anything was typed. */
async function plan(page, { kind, asset, extent, title }) {
  await button(page, "Plan an action").click();
  await choice(page, "What to do").selectOption({ label: kind });
  if (asset) await choice(page, "On which asset").selectOption({ label: asset });
  if (extent) await choice(page, "How much").selectOption({ label: extent });
  const usual = await field(page, "Title").inputValue();
  if (title) await field(page, "Title").fill(title);
  await answer(page, "Plan it");
  return usual;
}

async function historySays(page, texts) {
  await partOf(page, /^Comments & History/).click();
  const history = page.getByRole("region", { name: "Comments & History" });
  for (const text of texts) await history.filter({ hasText: text }).waitFor();
}

test("a planned action is changed by keyboard and on a phone, and the history says what, and who planned it", async (t) => {
  const { page } = await openApp(t, site);
  await investigated(page);

  // What an automated investigation may do already is said before, and of nothing else.
  await button(page, "Plan an action").click();
  await choice(page, "On which asset").selectOption({ label: "DISP-LT-0417 (Device)" });
  const hint = dialog(page).getByText(/^An automated investigation of DISP-LT-0417 is under way/);
  await hint.waitFor();
  await accessible(page, "planning what an investigation may do already");
  await choice(page, "On which asset").selectOption({ label: "NWF-FS-02 (Device)" });
  await hint.waitFor({ state: "detached" });
  await dialog(page).getByRole("button", { name: "Cancel" }).click();

  // The title tells how much.
  const selective = { kind: "Isolate device", asset: "DISP-LT-0417 (Device)", extent: "Selectively: mail and Teams still work" };
  assert.equal(await plan(page, selective), "Isolate DISP-LT-0417 selectively");
  const scan = { kind: "Run antivirus scan", asset: "NWF-FS-02 (Device)", extent: "Quick scan" };
  assert.equal(await plan(page, scan), "Scan NWF-FS-02 quickly for malware");
  await plan(page, { kind: "Step by hand", title: "Call i.brandt" });

  // By keyboard: a title that was filled in follows what is chosen.
  await unfold(page, "Isolate DISP-LT-0417 selectively");
  await card(page, "Isolate DISP-LT-0417 selectively").getByRole("button", { name: "More" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Change" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Change “Isolate DISP-LT-0417 selectively”" }).waitFor();
  assert.equal(await dialog(page).getByRole("button", { name: "Save the changes" }).getAttribute("aria-disabled"), "true", "nothing is changed yet");
  await accessible(page, "changing a planned action");
  await choice(page, "How much").selectOption({ label: "Fully" });
  assert.equal(await field(page, "Title").inputValue(), "Isolate DISP-LT-0417");
  await field(page, /^Impact/).fill("The dispatcher cannot work.");
  await dialog(page).getByRole("button", { name: "Save the changes" }).press("Enter");
  await dialog(page).waitFor({ state: "hidden" });
  await card(page, "Isolate DISP-LT-0417").getByText("The dispatcher cannot work.").waitFor();

  await card(page, "Isolate DISP-LT-0417").getByRole("button", { name: "I've completed this action" }).click();
  await hint.waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });

  // On a phone: the customer's step waits for it, and its new words are there.
  await page.setViewportSize({ width: 390, height: 844 });
  await partOf(page, /^Response/).click();
  await unfold(page, "Call i.brandt");
  await card(page, "Call i.brandt").getByRole("button", { name: "Change" }).click();
  await field(page, /^Instructions/).fill("Ask about the **mail**.");
  await choice(page, "Order").selectOption({ label: "Isolate DISP-LT-0417" });
  await accessible(page, "changing a planned action on a phone");
  await answer(page, "Save the changes");
  await card(page, "Call i.brandt").locator("strong", { hasText: "mail" }).waitFor();
  await page.setViewportSize({ width: 1440, height: 900 });
  // The page is another one at this width: a press on what goes with the narrow one would be lost.
  await page.getByRole("complementary", { name: "Managed response" }).waitFor();

  await historySays(page, [
    "Expert changed the planned action “Isolate DISP-LT-0417 selectively”: title, now “Isolate DISP-LT-0417”, how much and impact",
    "Expert changed the planned action “Call i.brandt”: instructions and order",
    "Expert planned “Call i.brandt”",
    "By hand",
    "Planned by hand by Expert",
  ]);
});

/** The customer has its turn: three steps by hand; the experts have theirs of these kinds. */
async function yourTurn(page, kinds = []) {
  await investigated(page);
  await panel(page).getByRole("tab", { name: "Summary" }).click();
  await panel(page).getByRole("textbox", { name: "What happened" }).fill("A mailed script stole credentials.");
  await button(page, "Save the summary").click();
  await panel(page).getByRole("tab", { name: /^Actions/ }).click();
  for (const title of ["Call i.brandt", "Change the secret", "Read the log"]) await plan(page, { kind: "Step by hand", title });
  for (const kind of kinds) await plan(page, { kind, asset: "DISP-LT-0417 (Device)" });
  await panel(page).getByRole("button", { name: "Publish the response" }).click();
  await choice(page, "Classification").selectOption({ label: "True positive" });
  await answer(page, "Publish");
  await life(page).getByText("Awaiting customer").and(page.locator(".life-now *")).waitFor();
  await lookAs(page, "analyst");
}

async function settle(page, name, deed, yes, text) {
  await unfold(page, name);
  const button = card(page, name).getByRole("button", { name: deed });
  if (await button.count()) await button.click();
  else {
    await card(page, name).getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: deed }).click();
  }
  await answer(page, yes, text);
}

test("what failed stays open, what was reached stays reached, and going back changes neither who has it nor what is undone", async (t) => {
  const { page } = await openApp(t, site);
  await yourTurn(page);

  // Failed, it stays open with its reason and the way to try again, whichever card is in hand.
  await settle(page, "Change the secret", "It failed", "It failed", "The vault is locked");
  await unfold(page, "Read the log");
  assert.ok(await isOpen(page, "Change the secret"));
  await card(page, "Change the secret").getByText("The vault is locked").waitFor();
  await card(page, "Change the secret").getByRole("button", { name: "Retry" }).waitFor();
  await accessible(page, "a failed action beside the one in hand");
  await toggle(page, "Change the secret").click();
  assert.ok(!(await isOpen(page, "Change the secret")), "the reader may close it");
  // Left out, it has no place in the order.
  await settle(page, "Read the log", "Skip", "Skip this action", "Nothing in it");
  await card(page, "Read the log").getByText("Skipped").waitFor();
  assert.equal(await card(page, "Read the log").getByRole("img", { name: /action \d$/ }).count(), 0);

  // Resolved and opened again the side has it that had it, and the note reads as comments do.
  await manage(page, "Resolve");
  await answer(page, "Resolve anyway", "Cleaned by **Kim**.");
  await life(page).getByText("Resolved").and(page.locator(".life-now *")).waitFor();
  await page.locator("main dd strong", { hasText: "Kim" }).waitFor();
  const toast = page.locator(".toast").filter({ has: page.getByRole("button", { name: "Undo" }) }).last();
  assert.match(await toast.innerText(), new RegExp(`Incident ${ID}: ${TITLE}`));
  await accessible(page, "a result with its incident");
  await manage(page, "Open again");
  await answer(page, "Open again", "It came back");
  await life(page).getByText("Awaiting you").and(page.locator(".life-now *")).waitFor();
  await page.locator(".incident-labels").getByText("Your team", { exact: true }).waitFor();
  const reached = life(page).getByRole("listitem").filter({ hasText: "Resolved" });
  assert.match(await reached.innerText(), /reached before/);
  assert.equal(await reached.locator("time").count(), 1);
  await partOf(page, /^Comments & History/).click();
  await page.getByRole("region", { name: "Comments & History" }).locator(".moment-said strong", { hasText: "Kim" }).waitFor();
});

test("what the customer refused is left to it at a press, and the console says nothing", async (t) => {
  const { page } = await openApp(t, site);
  await yourTurn(page, ["Isolate device"]);
  const name = "Isolate DISP-LT-0417";
  await lookAs(page, "expert");
  await settle(page, name, "Ask for approval", "Ask", "May we?");
  await lookAs(page, "analyst");
  await settle(page, name, "Refuse", "Refuse", "He works");
  await lookAs(page, "expert");
  await unfold(page, name);
  await card(page, name).getByRole("button", { name: /^Leave/ }).click();
  await card(page, name).getByRole("img", { name: /^Action \d, for the customer$/ }).waitFor();
});
