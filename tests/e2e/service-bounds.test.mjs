// What bounds service and readiness as time goes on: a customer without every product, devices that a list of machines marks
// as high value, an exclusion that is renewed after it was over, and changes of settings that a reload must not lose.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { loadedAnew, openApp } from "./browser.mjs";
import { importFile, incident } from "./graph.mjs";
import { machines } from "./posture.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";
import { atStep, box, choice, goOn, submitSetup, typeContact } from "./tenant.mjs";

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

/** Looks at the difference, which is given back in words, and saves it. */
async function save(page) {
  await button(page, "Review changes").click();
  const rows = await dialog(page).getByRole("row").allInnerTexts();
  await dialog(page).getByRole("button", { name: "Save changes" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await button(page, "Review changes").waitFor({ state: "detached" });
  return rows.slice(1).map((text) => text.split("\t").map((cell) => cell.trim()));
}

async function complete(page, name) {
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
  await button(page, `Change the state of ${name}`).click();
  await dialog(page).getByRole("combobox", { name: "State" }).selectOption({ label: "Completed" });
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
}

test("a customer with Defender for Office 365 alone is not asked for devices and identities, and monitoring starts", async (t) => {
  const { page } = await openApp(t, site, { route: "#/setup/get-started" });
  await select(page, "Entra ID plan of all users").selectOption({ label: "Entra ID P1" });
  await select(page, "How Defender for Office 365 is deployed").selectOption({ label: "active mode" });
  await page.getByText("You can start: nothing is missing.").waitFor();
  await goOn(page, "permissions");
  await choice(page, /^Respond directly/).check();
  // The licences leave devices to the customer, whatever the permission says.
  await page.getByText("You grant responding, but by your licences or your approval matrix isolating stays with you.").waitFor();
  await goOn(page, "exclusions");
  await button(page, "Skip this step").click();
  await atStep(page, "incident-contacts");
  await typeContact(page, { name: "Security desk", email: "desk@northwind.example" });
  await choice(page, "Also for service reviews").check();
  await goOn(page, "review-contacts");
  await goOn(page, "teams");
  await button(page, "Skip this step").click();
  await atStep(page, "review");
  await page.getByText(/^Business hours: .*They are changed later under Approvals\.$/).waitFor();
  await button(page, "Submit").click();
  await atStep(page, "next-steps");

  await open(page, "status");
  const gate = region(page, "Gate");
  await gate.getByText("Not asked: Defender for Endpoint is not licensed").waitFor();
  await gate.getByText("Not asked: Defender for Identity is not licensed").waitFor();
  await button(page, "7 set aside").click();
  await dialog(page).getByText(/^Defender for Endpoint is not licensed, so this does not apply\./).first().waitFor();
  await expectAccessible(page, "set aside without a licence");
  await page.keyboard.press("Escape");
  await complete(page, "Require MFA for administrators");
  await complete(page, "Turn on the audit log");
  await lookAs(page, "advisor");
  await button(page, "Start monitoring").click();
  await dialog(page).getByRole("button", { name: "Start monitoring" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await page.getByRole("heading", { level: 1, name: /Monitoring/ }).waitFor();
  await page.goto(`${site.url}#/`);
  await page.getByText("not asked").first().waitFor();

  // Devices come in: the gate asks for them, and what was set aside applies again.
  await importFile(page, site, "machines.json", machines({ good: 3 }));
  await open(page, "status");
  await gate.getByText("No target yet").waitFor();
  await button(page, "Change the state of Turn on tamper protection").waitFor();

  // What changes of licences tells all of it.
  await lookAs(page, "administrator");
  await open(page, "permissions");
  await select(page, "Cloud of the tenant").selectOption({ label: "Government or sovereign" });
  const [[what, now, then]] = await save(page);
  assert.equal(what, "Licences");
  assert.match(now, /Cloud: Commercial/);
  assert.match(then, /Cloud: Government or sovereign/);
});

test("a device that only a list of machines marks as high value is excluded by its value", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  const list = JSON.parse(machines({ good: 2 }));
  const evidence = { "@odata.type": "#microsoft.graph.security.deviceEvidence", mdeDeviceId: list.value[0].id, deviceDnsName: "laptop-0", verdict: "suspicious", remediationStatus: "active", createdDateTime: new Date().toISOString() };
  const one = incident(7, { severity: "high", status: "active", assignedTo: null });
  one.alerts[0].evidence = [evidence];
  await importFile(page, site, "incidents.json", JSON.stringify({ value: [one] }));
  await open(page, "exclusions");
  await choice(page, "Every device of high value").check();
  await save(page);
  const map = region(page, "Coverage map");
  await map.getByText(/Excluded: 0\./).waitFor();
  list.value[0].deviceValue = "High";
  await importFile(page, site, "machines.json", JSON.stringify(list));
  await open(page, "exclusions");
  await map.getByText(/Excluded: 1\. Critical and excluded: 1\./).waitFor();
  await map.getByText(/One excluded asset is in an open incident/).waitFor();
  // It is the same after the workspace was opened again, from what was kept.
  await loadedAnew(page, () => page.reload());
  await map.getByText(/Excluded: 1\. Critical and excluded: 1\./).waitFor();
  // The next list says otherwise.
  list.value[0].deviceValue = "Normal";
  await importFile(page, site, "machines.json", JSON.stringify(list));
  await open(page, "exclusions");
  await map.getByText(/Excluded: 0\. Critical and excluded: 0\./).waitFor();
});

test("an exclusion that is over is renewed beside it, unknown names get a hint, and a reload keeps what was not saved", async (t) => {
  const { page } = await openApp(t, site);
  await page.clock.install();
  await submitSetup(page, site);
  const inDays = (days) => page.evaluate((days) => new Date(Date.now() + days * 86_400_000).toLocaleDateString("sv"), days);
  const add = async (name, day = "") => {
    await page.getByRole("tab", { name: /^Single assets/ }).click();
    await box(page, "Name of the device, user or mailbox").fill(name);
    await page.getByLabel(/^Last day/).fill(day);
    await button(page, "Add exclusion").click();
  };
  await open(page, "exclusions");
  await add("ws-1", await inDays(2));
  await page.getByText("No import knows it so far. It holds as soon as one does; check the spelling.").waitFor();
  await page.getByText("One change, not saved").waitFor();

  // The browser asks; who leaves all the same finds it again in this tab.
  page.on("dialog", (asked) => asked.accept());
  await loadedAnew(page, () => page.reload());
  await page.getByText("One change, not saved").waitFor();
  await page.locator(".entry-name", { hasText: "ws-1" }).waitFor();
  await save(page);
  await page.clock.fastForward(96 * 3_600_000);
  await loadedAnew(page, () => page.reload());
  await page.getByRole("tab", { name: /^Single assets/ }).click();
  await page.getByText(/, is over$/).waitFor();
  await add("ws-1");
  const told = await save(page);
  assert.deepEqual(told, [["Single asset “ws-1” excluded", "None", "No end"]]);
  assert.equal(await button(page, "Review changes").count(), 0, "nothing is left to save");
  await open(page, "history");
  const newest = page.locator("main ol.entries > li").first();
  assert.match(await newest.innerText(), /ws-1/);
  // Numbers name the range that they must have.
  await open(page, "targets");
  await box(page, /^At risk below/).fill("abc");
  await page.getByText("Write a whole number from 1 to 90.").first().waitFor();
  await box(page, /^At risk below/).fill("25");
  const row = page.locator(".targets-row").first();
  const experts = row.getByRole("textbox").first();
  await experts.fill("0");
  await row.getByText("Write a whole number from 1 to 43,200.").waitFor();
  assert.equal(await experts.getAttribute("aria-invalid"), "true");
  // What was typed is there when the page is opened again.
  await open(page, "exclusions");
  await open(page, "targets");
  assert.equal(await experts.inputValue(), "0");
});

test("an import that is taken back is taken out of the forecast", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await importFile(page, site, "machines.json", machines({ good: 4 }));
  await importFile(page, site, "machines.json", machines({ good: 10 }));
  await open(page, "status");
  const runs = region(page, "Imports over time");
  await runs.getByText(/10 devices protected/).waitFor();
  await page.goto(`${site.url}#/import`);
  await page.getByRole("button", { name: /^Take back/ }).first().click();
  await page.getByText("The import was taken back.").waitFor();
  await open(page, "status");
  await runs.getByText(/4 devices protected/).waitFor();
  assert.equal(await runs.getByText(/10 devices protected/).count(), 0);
});
