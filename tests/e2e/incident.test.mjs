// One incident: the story with its alerts, assets and evidence, managing it, comments, and input that means harm.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { appStarted, openApp } from "./browser.mjs";
import { ID, TITLE, accessible, answer, button, dialog, importAttack, life, manage, openIncident, partOf, whyNot } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

test("the team manages an incident: assign, tag, classify, resolve with a note, open again", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page, site);
  await lookAs(page, "expert");
  await openIncident(page, site);
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

  // `z` takes back what was done last, here as on the queue.
  await manage(page, "Assign to nobody");
  await page.locator(".incident-labels").getByText("Customer analyst").waitFor({ state: "detached" });
  await page.keyboard.press("z");
  await page.getByText("1 incident is as before").first().waitFor();
  await page.locator(".incident-labels").getByText("Customer analyst").waitFor();

  // The team begins with its own.
  await button(page, "Start investigation").click();
  await life(page).getByText("In progress").and(page.locator(".life-now *")).waitFor();
  await button(page, "Start investigation").waitFor({ state: "detached" });

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
  assert.match(await again.innerText(), /Not possible while the customer's own team has the incident/);
  await page.keyboard.press("Escape");

  await page.reload();
  await appStarted(page);
  await page.getByText("It was the red team").first().waitFor();
  assert.match(await page.locator(".incident-labels").innerText(), /VIP/);
});

test("comments are Markdown, shared or internal, and bounded", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page, site);
  await lookAs(page, "analyst");
  await openIncident(page, site, ID, "?tab=history");
  const box = page.getByRole("textbox", { name: "Write a comment" });
  const said = page.getByRole("region", { name: "Comments & History" });
  await box.fill("See **the log**\n\n- [safe](https://desk.example/7)\n- [trap](javascript:alert(1)) <b>raw</b>\n\n`code`");
  await page.keyboard.press("Control+Enter");
  await said.locator("strong", { hasText: "the log" }).waitFor();
  assert.equal(await said.getByRole("link", { name: "safe" }).getAttribute("rel"), "noopener noreferrer nofollow");
  assert.equal(await said.getByRole("link", { name: "trap" }).count(), 0);
  assert.equal(await said.locator(".markdown b").count(), 0);
  await said.getByText("<b>raw</b>").waitFor();
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
  await page.getByText("1 character too many", { exact: true }).waitFor();
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
  await importAttack(page, site);
  await openIncident(page, site);
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
  assert.match(await page.evaluate(() => document.activeElement.textContent), /LSASS was read/);

  await page.getByRole("button", { name: /Why 78$/ }).click();
  assert.match(await dialog(page).innerText(), /Severity High\s+40 of 45[\s\S]*Critical assets\s+10 of 14[\s\S]*The source itself gives 91/);
  await page.keyboard.press("Escape");

  await partOf(page, /^Alerts/).click();
  await page.getByRole("row").nth(9).waitFor();
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

  // What each choice counts follows the other one.
  const choice = (name) => page.getByRole("combobox", { name, exact: true });
  const counts = async (name) => (await choice(name).locator("option").allInnerTexts()).slice(1).map((text) => Number(text.match(/\d+/g).at(-1)));
  const sum = (list) => list.reduce((all, n) => all + n, 0);
  assert.equal(sum(await counts("Verdict")), 11);
  const [first] = await counts("Type");
  await choice("Type").selectOption({ index: 1 });
  await page.getByRole("status").getByText(`${first} of 11`).waitFor();
  assert.equal(sum(await counts("Verdict")), first, "the verdicts of the chosen type");
  assert.equal(sum(await counts("Type")), 11, "a choice does not narrow itself");
});

test("one goes through the queue, and comes back to it with its filter", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page, site);
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
  await importAttack(page, site);
  await openIncident(page, site, "nothing");
  await page.getByRole("heading", { level: 1, name: "There is no incident nothing" }).waitFor();
  await accessible(page, "an unknown incident");
  await openIncident(page, site, "4101");
  await page.getByText("merged into 9999, which no import has brought").waitFor();
  await openIncident(page, site, "4100");
  await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
});

test("hostile text stays inert and the page stays usable", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page, site);
  for (const tab of ["story", "alerts", "assets", "evidence", "response", "history", "similar"]) {
    await openIncident(page, site, "666", `?tab=${tab}`);
    await page.getByRole("navigation", { name: "Parts of the incident" }).waitFor();
    assert.equal(await page.locator("main img, main script, main iframe").count(), 0, tab);
    const width = await page.evaluate(() => document.querySelector(".incident-main").scrollWidth - document.querySelector(".incident-main").clientWidth);
    assert.ok(width <= 0, `${tab} is ${width} px too wide`);
  }
  for (const address of ["alerts", "assets"]) {
    await page.goto(`${site.url}#/${address}`);
    await page.getByRole("table").or(page.getByRole("grid")).first().waitFor();
    assert.equal(await page.locator("main img, main script, main iframe").count(), 0, address);
    const width = await page.evaluate(() => document.querySelector("main").scrollWidth - document.querySelector("main").clientWidth);
    assert.ok(width <= 0, `${address} is ${width} px too wide`);
  }
  await openIncident(page, site, "666");
  assert.doesNotMatch(await page.title(), /taken/);
  assert.equal(await page.getByRole("link", { name: /Open at the source/ }).count(), 0);
  await openIncident(page, site, "666", "?tab=evidence");
  await button(page, "Show 9,902 more").click();
  await button(page, "Vega").click();
  await page.getByText(/^deep\.level59/).waitFor();
  await accessible(page, "a hostile incident");
});

test("on a phone the page opens on the response, and nothing is too wide", async (t) => {
  const { page } = await openApp(t, site, { viewport: { width: 390, height: 844 } });
  await importAttack(page, site);
  await openIncident(page, site, ID, "?tab=response");
  await page.getByText("Nobody works on this incident").waitFor();
  const links = await page.getByRole("navigation", { name: "Parts of the incident" }).getByRole("link").allInnerTexts();
  assert.match(links[0], /^Response/);
  for (const tab of ["story", "alerts", "assets", "evidence", "response", "history"]) {
    await openIncident(page, site, ID, `?tab=${tab}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(width <= 0, `${tab} is ${width} px too wide`);
    await accessible(page, `${tab} on a phone`);
  }
});
