// What the pages of the service say where nothing else says it: the scope of an incident without a response, groups that
// nobody knows, all that was noted of an action; and where the focus goes when a row is taken away.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { importFile, incident } from "./graph.mjs";
import { serveFolder } from "./server.mjs";
import { atStep, box, choice, submitSetup } from "./tenant.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const button = (page, name) => page.getByRole("button", { name, exact: true });
const dialog = (page) => page.getByRole("dialog");

async function open(page, word) {
  await page.goto(`${site.url}#/service/${word}`);
  await page.locator("main h1").first().waitFor();
}

/** A day as the page writes days. */
const inWords = (page, day) =>
  page.evaluate((day) => {
    const style = { day: "numeric", month: "short", year: "numeric" };
    return new Date(`${day}T12:00`).toLocaleDateString(undefined, style);
  }, day);

async function save(page) {
  await button(page, "Review changes").click();
  await dialog(page).getByRole("button", { name: "Save changes" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await button(page, "Review changes").waitFor({ state: "detached" });
}

test("an incident without a response says whether the experts may look at it, and settings change that", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  const one = incident(7, { severity: "high", status: "active", assignedTo: null });
  await importFile(page, site, "incidents.json", JSON.stringify({ value: [one] }));
  const traced = async () => {
    await page.goto(`${site.url}#/incidents/${one.id}`);
    await page.locator(".trace").waitFor();
    return page.locator(".trace li").allInnerTexts();
  };
  const free = ["The incident is in scope", "The experts may investigate", "The experts may see its devices", "Not yet: the experts begin with the monitoring phase"];
  assert.deepEqual(await traced(), free);

  await open(page, "permissions");
  await page.getByRole("switch", { name: "Coverage limited to two groups" }).click();
  await page.getByText("No import knows a member of the two groups: as it stands the experts would cover no incident.").waitFor();
  await save(page);
  const outside = ["The incident is in scope", "It touches no member of the scoped coverage groups", "So nobody of the service deals with it"];
  assert.deepEqual(await traced(), outside);

  await open(page, "permissions");
  await page.getByRole("switch", { name: "Coverage limited to two groups" }).click();
  await save(page);
  assert.deepEqual(await traced(), free);
});

test("the history tells all that was noted of an action, and what was ticked in the tenant", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await choice(page, "Role assignments").check();
  await open(page, "status");
  await button(page, "Change the state of Turn on tamper protection").click();
  await dialog(page).getByRole("combobox", { name: "State" }).selectOption({ label: "Risk accepted" });
  await dialog(page).getByRole("textbox", { name: "Reason or note" }).fill("Replaced in March");
  // Beyond the years for which the zone is known it is the day that was typed all the same.
  const until = "2099-03-31";
  await dialog(page).getByLabel("Accepted until").fill(until);
  await dialog(page).getByRole("textbox", { name: /^Owner/ }).fill("Mara Lindqvist");
  await dialog(page).getByRole("textbox", { name: /^Evidence/ }).fill("CHG-4711");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });

  await open(page, "history");
  const entry = page.locator(".entry").first();
  await entry.getByText(/^Turn on tamper protection: .+ → Risk accepted: Replaced in March$/).waitFor();
  const rows = (await entry.getByRole("row").allInnerTexts()).map((text) => text.split("\t").map((cell) => cell.trim()));
  assert.deepEqual(rows, [
    ["What", "Before", "After"],
    ["Owner", "None", "Mara Lindqvist"],
    ["Evidence", "None", "CHG-4711"],
    ["Accepted until", "None", await inWords(page, until)],
  ]);
  await page.getByText("Seen in the tenant: Role assignments").waitFor();
});

test("the focus stays in a list when a row is taken away", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await open(page, "exclusions");
  for (const name of ["Alpha", "Beta", "Gamma"]) {
    await box(page, "Name of the device group").fill(name);
    await button(page, "Add exclusion").click();
    await page.locator(".entries").getByText(name, { exact: true }).waitFor();
  }
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await button(page, "Remove Beta").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Remove Gamma");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Remove Alpha");
  await page.keyboard.press("Enter");
  await page.locator(".entries").waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement !== document.body);
  assert.equal(await focused(), null, "the frame of the list");
});

test("what is typed in the wizard is there after a reload at the next moment", async (t) => {
  const { page } = await openApp(t, site, { route: "#/setup/incident-contacts" });
  await atStep(page, "incident-contacts");
  page.on("dialog", (question) => question.accept());
  await box(page, "Name").click();
  await page.keyboard.type("Mara Lindqvist");
  await page.reload();
  await atStep(page, "incident-contacts");
  assert.equal(await box(page, "Name").inputValue(), "Mara Lindqvist");
});

test("a critical asset that no import knows is taken with a hint, and not twice by its short and its full name", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await open(page, "monitoring");
  const card = page.getByRole("region", { name: "Critical assets" });
  const [name, why] = [card.getByRole("textbox", { name: "Name or id" }), card.getByRole("textbox", { name: "Why it is critical" })];
  const add = card.getByRole("button", { name: "Add", exact: true });
  await name.fill("dc-09");
  await page.getByText("No import knows an asset of this name yet. It weighs once one does.").waitFor();
  await why.fill("Signs everybody in");
  await add.click();
  await page.getByText("dc-09", { exact: true }).waitFor();
  await name.fill("DC-09.northwind.example");
  await why.fill("The same one");
  await add.click();
  await card.locator("[aria-invalid=true]").waitFor();
  assert.equal(await name.inputValue(), "DC-09.northwind.example");
});
