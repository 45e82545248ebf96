// Whose turn it is: a question of the experts counts on Home and stops their clock, and what is put off is folded.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { answer, beginInvestigation, button, dialog, openIncident } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const panel = (page) => page.getByRole("complementary", { name: "Managed response" });
const card = (page, name) => panel(page).getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });
const ISOLATE = "Isolate DISP-LT-0417";

async function unfold(page, name) {
  const toggle = card(page, name).getByRole("button", { name: `${name}: details` });
  if ((await toggle.getAttribute("aria-expanded")) !== "true") await toggle.click();
}

async function home(page, title) {
  await page.goto(`${site.url}#/`);
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

test("a question of the experts awaits the customer, and what is put off is folded and counted", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);
  await panel(page).getByRole("tab", { name: "Playbook" }).click();
  const playbook = panel(page).locator("section").filter({ has: page.getByRole("heading", { name: "Lateral movement" }) });
  await playbook.getByRole("button", { name: "Use this playbook" }).click();
  await panel(page).getByText(/^Version 1, applied by/).waitFor();
  await panel(page).getByRole("tab", { name: /^Actions/ }).click();
  await unfold(page, ISOLATE);
  await card(page, ISOLATE).getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Ask for approval" }).click();
  await answer(page, "Ask", "He works at the moment");
  await panel(page).getByText("The customer has not answered 1 question yet.").waitFor();
  await panel(page).getByText(/left for the customer’s answer$/).waitFor();

  await lookAs(page, "analyst");
  await home(page, "1 incident awaits your action");
  await page.getByText("The experts ask to take 1 action:").waitFor();
  // The badge, Home, the list and its count say one number.
  await page.getByRole("navigation", { name: "Pages" }).getByText("1 incident awaits your action").waitFor({ state: "attached" });
  await page.getByRole("link", { name: "Open as a list" }).click();
  await page.waitForURL(/list=yourTurn/);
  const tab = page.getByRole("link", { name: /^Your turn/ });
  await page.locator(".rows-row:visible").first().waitFor();
  assert.match(await tab.innerText(), /Your turn\s*1$/);
  assert.equal(await tab.getAttribute("aria-current"), "page");
  assert.equal(await page.locator(".rows-row:visible").count(), 1);
  await page.goto(`${site.url}#/incidents?f=asked:approval`);
  await page.locator(".rows-row:visible").getByRole("button", { name: /min answer$/ }).click();
  await page.getByText("The experts asked whether they may act: their clock stands still until the answer.").waitFor();
  await page.keyboard.press("Escape");
  await openIncident(page, site);
  await unfold(page, ISOLATE);
  await card(page, ISOLATE).getByRole("button", { name: "Approve" }).click();
  await answer(page, "Approve", "After 18:00");
  await home(page, "Nothing awaits your action");

  await lookAs(page, "expert");
  await openIncident(page, site);
  await panel(page).getByRole("button", { name: "Publish the response" }).click();
  await dialog(page).getByRole("combobox", { name: "Classification" }).selectOption({ label: "True positive" });
  await dialog(page).getByRole("combobox", { name: "Determination" }).selectOption({ label: "Multistage attack" });
  await answer(page, "Publish");
  await lookAs(page, "analyst");
  await home(page, "1 incident awaits your action");
  await openIncident(page, site);
  const names = await panel(page).getByRole("article").getByRole("heading").allInnerTexts();
  for (const name of names) {
    await unfold(page, name);
    const snooze = card(page, name).getByRole("button", { name: "Snooze" });
    if (!(await snooze.isVisible()) || (await snooze.getAttribute("aria-disabled")) === "true") continue;
    await snooze.click();
    await answer(page, "Snooze");
    await card(page, name).locator(".action-line", { hasText: /^Put off until/ }).waitFor();
  }
  await home(page, "Nothing awaits your action");
  await page.goto(`${site.url}#/incidents?list=yourTurn&noise=shown`);
  const shown = page.getByRole("button", { name: "Show snoozed" }).or(page.getByRole("button", { name: "Fold snoozed" }));
  await shown.first().waitFor();
  await page.goto(`${site.url}#/incidents?noise=shown`);
  await page.getByText("1 incident is snoozed. Its time goes on.").waitFor();
  const before = Number(await page.getByRole("grid").getAttribute("aria-rowcount"));
  await page.getByRole("button", { name: "Show snoozed" }).click();
  await page.locator(`[role=grid][aria-rowcount="${before + 1}"]`).waitFor();
  assert.match(page.url(), /snoozed=shown/);
});
