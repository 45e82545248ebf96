// The order of the marks in the chart of an attack, and why the clock of an incident stands still.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { ID, accessible, answer, beginInvestigation, button, dialog, life, manage, openIncident, partOf } from "./incident-page.mjs";
import { importFile, incident } from "./graph.mjs";
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

test("an alert stands at every asset that it names, in the chart and in the list", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);
  await partOf(page, /^Attack story/).click();
  const story = page.getByRole("region", { name: "Attack story" });
  await story.getByText(/a smaller mark at every other asset it names/).waitFor();
  const lanes = await story.locator(".story-name .strong").allInnerTexts();
  assert.deepEqual(lanes, ["i.brandt@northwind.example", "DISP-LT-0417", "svc-routing@northwind.example", "NWF-FS-02"]);
  // Each smaller mark lies on the line of an asset, under the mark of its alert.
  const middle = (all) => all.map((it) => it.getBoundingClientRect()).map((box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }));
  const marks = await story.locator(".story-mark .story-button").evaluateAll(middle);
  const others = await story.locator(".story-reach").evaluateAll(middle);
  const names = await story.locator(".story-name").evaluateAll(middle);
  const near = (one, other) => Math.abs(one - other) < 2;
  assert.equal(others.length, 2, "LSASS was read and Share was written also name the service account");
  for (const other of others) {
    assert.ok(near(other.y, names[2].y), JSON.stringify({ other, names }));
    assert.ok(marks.some((mark) => near(mark.x, other.x) && !near(mark.y, other.y)), JSON.stringify({ other, marks }));
  }
  await story.getByRole("button", { name: /^Share was written, High, .*, also on svc-routing@northwind\.example$/ }).waitFor();
  await accessible(page, "an alert at several assets");
  await story.locator(".story-reach").last().click();
  await dialog(page).getByRole("heading", { name: "Share was written" }).waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
  await story.getByRole("radio", { name: "List" }).click();
  const item = story.getByRole("listitem").filter({ hasText: "Share was written" });
  await item.getByText("NWF-FS-02, svc-routing@northwind.example", { exact: true }).waitFor();

  // A user and a mailbox of one name are told apart, in the mark and in the list.
  const one = incident(5001, { status: "active" });
  const seen = { verdict: "unknown", remediationStatus: "none" };
  one.alerts[0].title = "Rule forwards mail";
  one.alerts[0].evidence = [
    { "@odata.type": "#microsoft.graph.security.userEvidence", ...seen, userAccount: { userPrincipalName: "kim@northwind.example" } },
    { "@odata.type": "#microsoft.graph.security.mailboxEvidence", ...seen, primaryAddress: "kim@northwind.example" },
  ];
  await importFile(page, site, "mailbox.json", JSON.stringify({ value: [one] }));
  await openIncident(page, site, one.id, "?tab=story");
  await story.getByRole("button", { name: /, also on kim@northwind\.example \(Mailbox\)$/ }).waitFor();
  await story.getByRole("radio", { name: "List" }).click();
  await story.getByText("kim@northwind.example (User), kim@northwind.example (Mailbox)", { exact: true }).waitFor();
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
