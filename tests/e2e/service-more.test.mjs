// What follows the set-up of the service: the directory, hours on call, the coverage map, the inventory, and the simulator
// cell by cell.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, loadedAnew, openApp } from "./browser.mjs";
import { importFile, incident, middleOfMonth } from "./graph.mjs";
import { ID, importAttack } from "./incident-page.mjs";
import { machines, subscriptions } from "./posture.mjs";
import { serveFolder } from "./server.mjs";
import { PEOPLE, box, choice, draftSaved, submitSetup } from "./tenant.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const button = (page, name) => page.getByRole("button", { name, exact: true });
const dialog = (page) => page.getByRole("dialog");
const region = (page, name) => page.getByRole("region", { name });
const select = (page, name) => page.getByRole("combobox", { name, exact: true });

/** Opens a page of the service. */
async function open(page, word) {
  await page.goto(`${site.url}#/service/${word}`);
  await page.locator("main h1").first().waitFor();
}

/** Looks at the difference and saves it. */
async function save(page) {
  await button(page, "Review changes").click();
  await dialog(page).getByRole("button", { name: "Save changes" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await button(page, "Review changes").waitFor({ state: "detached" });
}

test("a table of people fills contacts, groups and owners", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await importFile(page, site, "people.csv", PEOPLE);
  await open(page, "contacts");
  const incidents = page.locator("form.entry-form").first();
  await incidents.getByRole("searchbox", { name: "Search your directory" }).fill("jon");
  await incidents.getByRole("button", { name: "Jon Okafor, Security lead" }).click();
  assert.equal(await incidents.getByRole("textbox", { name: "Email" }).inputValue(), "jon@northwind.example");
  assert.equal(await incidents.getByRole("textbox", { name: /^Phone/ }).inputValue(), "+49 30 7654321");
  // What does not fit is said at its field, and nothing changes.
  const phone = incidents.getByRole("textbox", { name: /^Phone/ });
  await phone.fill("call me");
  await incidents.getByRole("button", { name: "Add contact" }).click();
  assert.equal(await phone.getAttribute("aria-invalid"), "true");
  assert.equal(await page.locator(`#${await phone.getAttribute("aria-describedby")}`).innerText(), "Not a phone number: 3 to 20 digits, with spaces and + ( ) - . between.");
  await phone.fill("+49 30 7654321");
  await incidents.getByRole("button", { name: "Add contact" }).click();
  await save(page);

  await open(page, "exclusions");
  await page.getByRole("tab", { name: /^User groups/ }).click();
  const group = box(page, "Name of the user group");
  await group.fill("Nightshift");
  await button(page, "Add exclusion").click();
  await page.getByText("No import knows a group of this name.").waitFor();
  assert.equal(await group.getAttribute("aria-invalid"), "true");
  // Half typed and refused, it cannot be saved.
  assert.equal(await button(page, "Review changes").getAttribute("aria-disabled"), "true");
  await group.fill("");
  await button(page, "Night shift").click();
  await button(page, "Add exclusion").click();
  await page.locator(".entry-name", { hasText: "Night shift" }).waitFor();
  await save(page);

  await open(page, "status");
  await button(page, "Change the state of Turn on the audit log").click();
  await box(dialog(page), /^Owner/).fill("mara");
  await dialog(page).getByRole("button", { name: "Mara Lindqvist" }).click();
  assert.equal(await box(dialog(page), /^Owner/).inputValue(), "Mara Lindqvist");
  await dialog(page).getByRole("combobox", { name: "State" }).selectOption({ label: "In progress" });
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  const row = page.getByRole("row").filter({ hasText: "Turn on the audit log" });
  await row.getByText("In progress").waitFor();
  assert.match(await row.innerText(), /Mara Lindqvist/);
});

test("a contact answers at several spans of hours, and the week says when nobody does", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await open(page, "contacts");
  await button(page, "Edit Security desk").first().click();
  await choice(page, "On call at certain hours only").first().check();
  await button(page, "Add other hours").first().click();
  const second = page.getByRole("group", { name: "Hours 2" }).first();
  assert.equal(await second.getByRole("checkbox", { name: "Sat" }).isChecked(), true);
  // Hours on no day are none.
  await second.getByRole("checkbox", { name: "Sat" }).uncheck();
  await button(page, "Change contact").first().click();
  await page.locator(".field-error").first().waitFor();
  await second.getByRole("checkbox", { name: "Sat" }).check();
  await button(page, "Change contact").first().click();
  const gaps = page.getByText(/^Nobody can be reached:.*Fri \d\d:\d\d to Sat 09:00; Sat 13:00 to/);
  await gaps.waitFor();
  await expectAccessible(page, "several spans of hours");
  await save(page);
  await page.reload();
  await appStarted(page);
  await gaps.waitFor();
  await button(page, "Edit Security desk").first().click();
  await button(page, "Remove hours 2").first().click();
  assert.equal(await page.getByRole("group", { name: "Hours 2" }).count(), 0);
});

test("the coverage map shows what exclusions leave out, and which of it is under attack", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await open(page, "exclusions");
  const map = region(page, "Coverage map");
  await map.getByText("No asset is known yet.").waitFor();
  await importAttack(page, site);
  await open(page, "exclusions");
  await map.getByText(/known assets\. Excluded: 0\./).waitFor();
  await box(page, "Name of the device group").fill("Freight servers");
  await button(page, "Add exclusion").click();
  await page.getByRole("tab", { name: /^Tags/ }).click();
  await box(page, "Tag").fill("nobody has it");
  await button(page, "Add exclusion").click();
  await map.getByText(/One excluded asset is in an open incident/).waitFor();
  await map.getByText("Covers no known asset: nobody has it.").waitFor();
  await map.getByRole("row", { name: /Devices, Freight servers 1 1/ }).waitFor();
  await map.getByText("Device · Critical · excluded by Freight servers").waitFor();
  await expectAccessible(page, "the coverage map");
  await map.getByRole("link", { name: `Incident ${ID}` }).click();
  await page.waitForURL(/tab=response/);
});

test("the inventory has the devices of an export of machines, and what the directory says of people", async (t) => {
  const { page } = await openApp(t, site);
  await importFile(page, site, "machines.json", machines({ good: 1, cameras: 1 }));
  await importFile(page, site, "people.csv", `${PEOPLE}\nIda Brandt,i.brandt@northwind.example,Dispatcher,+49 30 1,Night shift`);
  await importAttack(page, site);
  await page.goto(`${site.url}#/assets`);
  await button(page, "camera-0.northwind.example").click();
  await dialog(page).getByText("Not onboarded (Can be onboarded)").waitFor();
  await dialog(page).getByRole("link", { name: "Open the page" }).click();
  await page.getByRole("heading", { level: 1, name: "camera-0.northwind.example" }).waitFor();
  await page.getByText("Not onboarded (Can be onboarded)").waitFor();
  await page.goto(`${site.url}#/assets?kind=user`);
  await page.getByRole("button", { name: "i.brandt@northwind.example", exact: true }).click();
  await dialog(page).getByText("Dispatcher").waitFor();
  await dialog(page).getByText("Night shift").waitFor();
});

test("each cell of the matrix says what it would have decided", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  const lastMonth = new Date(middleOfMonth(1) - 10 * 3_600_000).toISOString();
  const over = { severity: "high", status: "active", createdDateTime: lastMonth, lastUpdateDateTime: lastMonth };
  await importFile(page, site, "incidents.json", JSON.stringify({ value: [1, 2, 3].map((number) => incident(number, over)) }));
  await open(page, "approvals");
  const cell = page.getByRole("button", { name: /^Isolate device, / }).first();
  const place = page.locator("td").filter({ has: cell }).first();
  await place.getByText("3 actions", { exact: true }).waitFor();
  await cell.click();
  await select(page, "High, day").selectOption({ label: "Ask first" });
  await select(page, "High, other times").selectOption({ label: "Ask first" });
  await place.getByText("3 actions, 3 asked", { exact: true }).waitFor();
  await region(page, "What would have happened?").getByRole("link", { name: /^1, / }).waitFor();
});

test("licences are taken from imports, and seats that are no number are said at their field", async (t) => {
  const { page } = await openApp(t, site);
  await importFile(page, site, "skus.json", subscriptions(20));
  await importFile(page, site, "machines.json", machines({ good: 15, cameras: 3, kiosks: 2 }));
  await page.goto(`${site.url}#/setup/get-started`);
  const licences = page.getByRole("region", { name: "Licences and coverage" });
  await licences.getByText("Say what you have, and the verdict stands here.").waitFor();
  await licences.getByRole("button", { name: "Take from imports" }).click();
  await licences.getByRole("row", { name: /^Defender for Endpoint/ }).getByText("Full: active").waitFor();
  const seats = licences.getByRole("textbox", { name: "Seats" });
  assert.equal(await seats.inputValue(), "20");
  assert.equal(await licences.getByRole("button", { name: "Take from imports" }).count(), 0, "nothing more is proven");

  await seats.fill("2O0");
  await licences.getByText("Write a whole number, such as 250, or nothing.").waitFor();
  assert.equal(await seats.inputValue(), "2O0", "what was typed stays");
  await expectAccessible(page, "seats that are no number");
  await draftSaved(page);
  await loadedAnew(page, () => page.reload());
  await licences.getByText("Write a whole number, such as 250, or nothing.").waitFor();
  assert.equal(await seats.inputValue(), "2O0", "also after a reload");
  await seats.fill("200");
  await licences.getByText("Write a whole number, such as 250, or nothing.").waitFor({ state: "detached" });
  await draftSaved(page);
  await loadedAnew(page, () => page.reload());
  assert.equal(await seats.inputValue(), "200");
});

test("the wizard tests Teams: a card as a file without an address, a posted card with one", async (t) => {
  // The web-hook of the test is no host of ours.
  const { page, context } = await openApp(t, site, { allowFaults: /hooks\.example/ });
  const posted = [];
  await context.route("https://hooks.example/**", (route) => {
    if (route.request().method() === "POST") posted.push(JSON.parse(route.request().postData()));
    const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
    return route.fulfill({ status: 200, body: "1", headers });
  });
  await page.goto(`${site.url}#/setup/teams`);
  await choice(page, /^Communicate on Teams/).check();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save a test card as a file" }).click();
  const file = JSON.parse(await readFile(await (await saving).path(), "utf8"));
  const card = ({ attachments: [{ contentType, content }] }) => {
    assert.equal(contentType, "application/vnd.microsoft.card.adaptive");
    return content;
  };
  assert.match(JSON.stringify(card(file).body), /This is a test\. Nothing is to be done\./);

  await box(page, /web-hook/).fill("https://hooks.example/teams/1");
  await page.getByRole("button", { name: "Send a test card" }).click();
  await page.waitForFunction(() => !document.querySelector("main [aria-busy=true]"));
  await page.goto(`${site.url}#/notifications`);
  await page.getByRole("region", { name: "What left" }).getByText("Sent", { exact: true }).waitFor();
  assert.equal(posted.length, 1);
  assert.match(JSON.stringify(card(posted[0]).body), /This is a test\. Nothing is to be done\./);
});
