// A storage that takes nothing: dialogs say so themselves and keep what was typed, and the next try keeps it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { openApp } from "./browser.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const dialog = (page) => page.getByRole("dialog");
const box = (page, name) => dialog(page).getByRole("textbox", { name });
const verb = (page) => dialog(page).getByRole("button").last();
const go = (page, path) => page.goto(`${site.url}#/${path}`);
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Lets the storage refuse every document from now on, as a full disk does, or take them again. */
const fill = (page, isFull) =>
  page.evaluate((isFull) => {
    const kept = (globalThis.keptPut ??= IDBObjectStore.prototype.put);
    IDBObjectStore.prototype.put = isFull
      ? () => {
          throw new DOMException("full", "QuotaExceededError");
        }
      : kept;
  }, isFull);

/** Answers while the storage is full, finds the text and the reason in the dialog, and answers again when there is room. */
async function survives(page, field, typed) {
  await fill(page, true);
  await verb(page).click();
  await dialog(page).getByRole("alert").getByText(/no room on the disk/).waitFor();
  assert.equal(await field.inputValue(), typed, "what was typed is still there");
  await fill(page, false);
  await verb(page).click();
  await dialog(page).waitFor({ state: "hidden" });
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
}

test("a full disk takes nothing of what was typed", async (t) => {
  const { page } = await openApp(t, site, { route: "#/demo" });
  await page.getByText("Small office").click();
  await page.getByRole("button", { name: "Open the whole demonstration" }).click();
  await page.getByRole("region", { name: "Demonstration" }).waitFor();

  // Feedback to the advisor.
  await go(page, "advisor/feedback");
  await page.getByRole("button", { name: "Give feedback" }).click();
  const subject = box(page, "In one line");
  await subject.fill("Thank you for last night");
  await survives(page, subject, "Thank you for last night");
  const thanks = page.getByRole("listitem").filter({ hasText: "Thank you for last night" });
  await thanks.first().waitFor();
  assert.equal(await thanks.count(), 1, "what was tried twice was kept once");

  // A check-in: a day more, and what was tried with other words is not there twice.
  await lookAs(page, "advisor");
  await go(page, "check-ins");
  await page.getByRole("button", { name: "Plan a check-in" }).click();
  await dialog(page).getByLabel("Day").fill(inDays(40));
  const agenda = box(page, "Agenda");
  await agenda.fill("First words");
  await fill(page, true);
  await verb(page).click();
  await dialog(page).getByRole("alert").getByText(/no room on the disk/).waitFor();
  await expectAccessible(page, "a dialog that could not be kept");
  await agenda.fill("Other words");
  await survives(page, agenda, "Other words");
  await page.getByRole("region", { name: "Planned" }).getByText("Other words").waitFor();
  assert.equal(await page.getByText("First words").count(), 0);
  assert.equal(await page.getByText("Not saved").count(), 0, "nothing is left to be sent again");

  // A hunt.
  await lookAs(page, "expert");
  await go(page, "hunting");
  await page.getByRole("button", { name: "New hunt" }).click();
  await box(page, "Name").fill("Night shift");
  const hypothesis = box(page, "Hypothesis");
  await hypothesis.fill("Accounts are used at night");
  await survives(page, hypothesis, "Accounts are used at night");
  await page.getByRole("heading", { level: 1, name: "Night shift" }).waitFor();

  // The subscription of questions.
  await lookAs(page, "administrator");
  await go(page, "ask");
  await page.getByRole("button", { name: "End of the subscription" }).click();
  const day = dialog(page).getByLabel("Last day");
  const end = inDays(300);
  await day.fill(end);
  await survives(page, day, end);
});
