// What was carried out is a fact for both sides, a summary is read as it was published, and what holds is taken back by the
// customer after the incident was resolved.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { loadedAnew, openApp } from "./browser.mjs";
import { ID, accessible, answer, beginInvestigation, button, dialog, life, openIncident, whyNot } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const DAY_MS = 86_400_000;
const panel = (page) => page.getByRole("complementary", { name: "Managed response" });
const card = (page, name) => panel(page).getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });
const inPanel = (page, name) => panel(page).getByRole("tab", { name }).click();

async function write(page, text) {
  await inPanel(page, "Summary");
  const edit = panel(page).getByRole("button", { name: "Edit the summary" });
  const field = panel(page).getByRole("textbox", { name: "What happened" });
  await edit.or(field).first().waitFor();
  if (await edit.isVisible()) await edit.click();
  await field.fill(text);
  await button(page, "Save the summary").click();
  await panel(page).getByText(text).waitFor();
}

async function plan(page, kind, title) {
  await inPanel(page, /^Actions/);
  await button(page, "Plan an action").click();
  await dialog(page).getByRole("combobox", { name: "What to do" }).selectOption({ label: kind });
  if (title) await dialog(page).getByRole("textbox", { name: "Title" }).fill(title);
  await dialog(page).getByRole("button", { name: "Plan it" }).click();
  await dialog(page).waitFor({ state: "hidden" });
}

async function unfold(page, name) {
  const toggle = card(page, name).getByRole("button", { name: `${name}: details` });
  if ((await toggle.getAttribute("aria-expanded")) !== "true") await toggle.click();
}

async function publish(page, label) {
  await panel(page).getByRole("button", { name: label }).click();
  await dialog(page).getByRole("combobox", { name: "Classification" }).selectOption({ label: "True positive" });
  await dialog(page).getByRole("combobox", { name: "Determination" }).selectOption({ label: "Compromised account" });
  await answer(page, "Publish");
}

test("the customer sees what was done, reads what was published, and releases what still holds", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);
  await write(page, "A first draft.");
  await plan(page, "Isolate device");
  const isolate = await panel(page).getByRole("article").getByRole("heading").innerText();
  await plan(page, "Step by hand", "Call i.brandt");
  await unfold(page, isolate);
  await card(page, isolate).getByRole("button", { name: "I've completed this action" }).click();
  await answer(page, "Yes, I've done it");

  await lookAs(page, "analyst");
  assert.deepEqual(await panel(page).getByRole("article").getByRole("heading").allInnerTexts(), [isolate]);
  await panel(page).getByText(/: Isolated since/).waitFor();
  assert.equal(await panel(page).getByText("A first draft.").count(), 0);
  await accessible(page, "what was done before it is published");

  await lookAs(page, "expert");
  await publish(page, "Publish the response");
  await life(page).getByText("Awaiting customer").and(page.locator(".life-now *")).waitFor();
  const again = panel(page).getByRole("button", { name: "Publish the changes" });
  assert.match(await whyNot(page, again), /Nothing would change/);
  await write(page, "A second draft.");
  await panel(page).getByText(/^Changed since it was published\./).waitFor();
  assert.equal(await again.getAttribute("aria-disabled"), null);
  await lookAs(page, "analyst");
  await inPanel(page, "Summary");
  await panel(page).getByText("A first draft.").waitFor();
  await lookAs(page, "expert");
  await publish(page, "Publish the changes");
  await lookAs(page, "analyst");
  await inPanel(page, "Summary");
  await panel(page).getByText("A second draft.").waitFor();
  await page.locator("main").getByText(/Investigation summary changed/).first().waitFor();

  // The last action asks for the note of the resolution, and is taken back with it.
  await inPanel(page, /^Actions/);
  await unfold(page, "Call i.brandt");
  await card(page, "Call i.brandt").getByRole("button", { name: "I've completed this action" }).click();
  assert.match(await whyNot(page, dialog(page).getByRole("button", { name: "Yes, I've done it" })), /resolution note/);
  await dialog(page).getByRole("textbox", { name: "Resolution note" }).fill("He knows.");
  await answer(page, "Yes, I've done it");
  await life(page).getByText("Resolved").and(page.locator(".life-now *")).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await life(page).getByText("Awaiting you").and(page.locator(".life-now *")).waitFor();
  await unfold(page, "Call i.brandt");
  await card(page, "Call i.brandt").getByRole("button", { name: "I've completed this action" }).click();
  await answer(page, "Yes, I've done it", "He knows.");
  await life(page).getByText("Resolved").and(page.locator(".life-now *")).waitFor();

  // A day later Home reminds the customer, who takes the release on.
  await page.clock.setFixedTime(new Date((await page.evaluate(() => Date.now())) + DAY_MS + 60_000));
  await page.goto(`${site.url}#/`);
  await loadedAnew(page, () => page.reload());
  await page.getByText(/has been in force for more than a day/).waitFor();
  await accessible(page, "a reminder to release on Home");
  await openIncident(page, site, ID);
  await panel(page).getByRole("button", { name: "Take the release on" }).click();
  await panel(page).getByText(/^The release is under way/).waitFor();
  await panel(page).getByRole("button", { name: "Show the release" }).click();
  await panel(page).getByRole("button", { name: "I've completed this action" }).click();
  await answer(page, "Yes, I've done it");
  await panel(page).getByText(/: Isolated since/).waitFor({ state: "detached" });
  await life(page).getByText("Resolved").and(page.locator(".life-now *")).waitFor();
});

test("the experts plan a release on a resolved incident, find it on Home, and the evidence says when it was released", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);
  await write(page, "A draft.");
  await plan(page, "Isolate device");
  const isolate = await panel(page).getByRole("article").getByRole("heading").innerText();
  const device = isolate.replace("Isolate ", "");
  await unfold(page, isolate);
  await card(page, isolate).getByRole("button", { name: "I've completed this action" }).click();
  await answer(page, "Yes, I've done it");
  await publish(page, "Publish the response");
  await life(page).getByText("Resolved").and(page.locator(".life-now *")).waitFor();

  await panel(page).getByRole("button", { name: "Plan the release" }).click();
  await page.getByText(/^Planned\. It is on the experts’ list now, and the customer sees it\. The incident stays as it is\./).waitFor();
  await page.goto(`${site.url}#/`);
  const line = page.getByRole("listitem").filter({ hasText: "One planned release is yours to carry out" });
  await accessible(page, "a planned release on Home");
  await line.getByRole("link", { name: "Open the first" }).click();
  const release = `Release ${device} from isolation`;
  await unfold(page, release);
  await card(page, release).getByRole("button", { name: "I've completed this action" }).click();
  await answer(page, "Yes, I've done it");
  await life(page).getByText("Resolved").and(page.locator(".life-now *")).waitFor();
  await openIncident(page, site, ID, "?tab=evidence");
  const row = page.getByRole("row").filter({ hasText: device }).first();
  await row.getByText(/^Isolated, released \d/).waitFor();
});
