// The order of the marks in the chart of an attack, and why the clock of an incident stands still.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { ID, accessible, answer, beginInvestigation, button, dialog, life, manage, openIncident, partOf } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const panel = (page) => page.getByRole("complementary", { name: "Managed response" });

test("the marks of an attack are read, numbered and reached in the order of time", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);
  await partOf(page, /^Attack story/).click();
  const marks = page.getByRole("list", { name: "Alerts along time" }).getByRole("button");
  await marks.first().waitFor();
  const found = await marks.evaluateAll((all) => all.map((it) => ({ x: it.getBoundingClientRect().x, sign: it.firstElementChild.textContent, words: it.textContent })));
  assert.ok(found.length > 3, JSON.stringify(found));
  const places = found.map(({ x }) => x);
  assert.deepEqual(places, places.toSorted((one, other) => one - other), "from the first to the last");
  // A mark of several alerts says how many: the next number counts them.
  let before = 0;
  for (const { sign } of found) {
    if (!sign.startsWith("×")) assert.equal(Number(sign), before + 1, JSON.stringify(found));
    before += sign.startsWith("×") ? Number(sign.slice(1)) : 1;
  }
  await marks.first().focus();
  for (const { words } of found) {
    assert.equal(await page.evaluate(() => document.activeElement.textContent), words);
    await page.keyboard.press("Tab");
  }
});

test("a clock that stands still says who paused it, until when and why, beside the clock and in the queue", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);
  await panel(page).getByRole("tab", { name: "Summary" }).click();
  await panel(page).getByRole("textbox", { name: "What happened" }).fill("A mailed script stole credentials.");
  await button(page, "Save the summary").click();
  await panel(page).getByRole("tab", { name: /^Actions/ }).click();
  await button(page, "Plan an action").click();
  await dialog(page).getByRole("combobox", { name: "What to do" }).selectOption({ label: "Step by hand" });
  await answer(page, "Plan it");
  await panel(page).getByRole("button", { name: "Publish the response" }).click();
  await dialog(page).getByRole("combobox", { name: "Classification" }).selectOption({ label: "True positive" });
  await answer(page, "Publish");
  await life(page).getByText("Awaiting customer").and(page.locator(".life-now *")).waitFor();
  await lookAs(page, "analyst");
  const why = /^Customer analyst paused it until .+: Waiting for a change window\. The press is open on Friday$/;
  assert.equal(await panel(page).getByText(why).count(), 0);

  await manage(page, "Pause the clock");
  await dialog(page).getByRole("combobox", { name: "Why" }).selectOption({ label: "Waiting for a change window" });
  await dialog(page).getByRole("textbox").last().fill("The press is open on Friday");
  await dialog(page).getByRole("button", { name: /^Pause the clock/ }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await panel(page).getByText(why).waitFor();
  await accessible(page, "a clock that stands still");

  await page.goto(`${site.url}#/incidents?list=yourTurn`);
  const row = page.locator(".rows-row").filter({ hasText: ID });
  await row.first().waitFor();
  const clock = row.getByRole("button", { name: /paused/ }).first();
  await clock.focus();
  await page.keyboard.press("Enter");
  await page.getByText(why).last().waitFor();
  await openIncident(page, site);
  await manage(page, /^Resume the clock/);
  await answer(page, /^Resume the clock/);
  await panel(page).getByText(why).waitFor({ state: "detached" });
});
