// The service: readiness up to full response, settings with the difference shown, and the settings of the workspace.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, openApp } from "./browser.mjs";
import { importFile } from "./graph.mjs";
import { serveFolder } from "./server.mjs";
import { box, choice, machinesExport, sensorsExport, submitSetup, typeContact } from "./tenant.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const button = (page, name) => page.getByRole("button", { name, exact: true });
const dialog = (page) => page.getByRole("dialog");
const answer = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();
const BY_HAND = ["Require MFA for administrators", "Run Defender Antivirus in active mode", "Turn on tamper protection", "Turn on the audit log"];

async function openStatus(page) {
  await page.goto(`${site.url}#/service/status`);
  await page.getByRole("region", { name: "Gate" }).waitFor();
}

async function lookAs(page, role) {
  await page.locator("#perspective").selectOption(role);
}

/** Says in the dialog how far a recommendation is. */
async function setState(page, name, state, { reason = "", owner = "", until = "" } = {}) {
  await button(page, `Change the state of ${name}`).click();
  await dialog(page).getByRole("combobox", { name: "State" }).selectOption({ label: state });
  if (reason) await dialog(page).getByRole("textbox", { name: "Reason or note" }).fill(reason);
  if (until) await dialog(page).getByLabel("Accepted until").fill(until);
  if (owner) await dialog(page).getByRole("textbox", { name: /^Owner/ }).fill(owner);
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
}

async function enterLicences(page, count) {
  await button(page, "Enter licensed devices").click();
  await dialog(page).getByRole("textbox", { name: "Licensed devices" }).fill(String(count));
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
}

const condition = (page, name) => page.locator(".gate-condition").filter({ hasText: name }).innerText();
const row = (page, name) => page.getByRole("row").filter({ hasText: name });

test("from the set-up over readiness to full response, and everything is there after a reload", async (t) => {
  const { page } = await openApp(t, site, { route: "#/service/status" });
  await answer(page, "The service is not set up yet");
  await submitSetup(page, site);
  await openStatus(page);
  await answer(page, "Three conditions hold the gate");
  assert.match(await condition(page, "Required actions"), /4\s+of 8[\s\S]*4 still open/);
  for (const name of BY_HAND) await setState(page, name, "Completed", { owner: "J. Okafor" });
  await answer(page, "Two conditions hold the gate");
  assert.match(await row(page, "Turn on the audit log").innerText(), /J\. Okafor[\s\S]*Completed/);

  await enterLicences(page, 20);
  await page.getByText("Target = 98% of 20 licensed devices = 20.").waitFor();
  await importFile(page, site, "machines.json", machinesExport({ protectedCount: 17, antivirusOff: 1, silent: 1, notOnboarded: 1, duplicates: 2 }));
  await importFile(page, site, "sensors.json", sensorsExport({ controllers: 2, healthy: 2 }));
  await openStatus(page);
  await answer(page, "One condition holds the gate");
  assert.match(await condition(page, "Protected devices"), /17\s+of 20[\s\S]*3 more needed/);
  assert.match(await condition(page, "Identities"), /2\s+of 2[\s\S]*All controllers covered/);
  await page.getByText("Left out: 0 merged, 2 duplicate, 0 excluded of 22 records.").waitFor();
  assert.equal(await button(page, "Start monitoring").getAttribute("aria-disabled"), "true");
  await lookAs(page, "advisor");
  const why = await button(page, "Start monitoring").getAttribute("aria-describedby");
  assert.match(await page.locator(`#${why}`).textContent(), /2 of 3 conditions are met/);

  await importFile(page, site, "machines.json", machinesExport({ protectedCount: 20 }));
  await openStatus(page);
  await answer(page, "The gate is open");
  await lookAs(page, "administrator");
  const role = await button(page, "Start monitoring").getAttribute("aria-describedby");
  assert.match(await page.locator(`#${role}`).textContent(), /Advisor/);
  await lookAs(page, "advisor");
  await button(page, "Start monitoring").click();
  await dialog(page).getByRole("textbox", { name: "Note" }).fill("All three were met on Monday");
  await dialog(page).getByRole("button", { name: "Start monitoring" }).click();
  await answer(page, "Monitoring is running");
  await button(page, "Start full response").click();
  await dialog(page).getByRole("button", { name: "Start full response" }).click();
  await answer(page, "The experts respond in full");
  await page.reload();
  await appStarted(page);
  await answer(page, "The experts respond in full");
  const history = await page.getByRole("region", { name: "Phase history" }).innerText();
  assert.match(history, /Full response[\s\S]*Monitoring[\s\S]*All three were met on Monday[\s\S]*Readiness[\s\S]*Onboarding/);

  // A regression is told, and the service goes on.
  await importFile(page, site, "machines.json", machinesExport({ protectedCount: 12, silent: 8 }));
  await openStatus(page);
  await page.getByText("Readiness regressed: one condition is no longer met. The service goes on.").waitFor();
  await answer(page, "The experts respond in full");
});

test("each change counts while the one before is still being kept, on a slow machine", async (t) => {
  const { page } = await openApp(t, site, { route: "#/service/status" });
  await submitSetup(page, site);
  await openStatus(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  for (const state of ["In progress", "Completed"]) {
    for (const name of BY_HAND) await setState(page, name, state);
  }
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  for (const name of BY_HAND) await row(page, name).getByText("Completed").waitFor();
  assert.match(await condition(page, "Required actions"), /8\s+of 8/);
});

test("what is typed into a dialog key by key stays, and so does the focus", async (t) => {
  const { page } = await openApp(t, site, { route: "#/service/status" });
  await submitSetup(page, site);
  await openStatus(page);
  await button(page, "Change the state of Turn on the audit log").click();
  const reason = dialog(page).getByRole("textbox", { name: "Reason or note" });
  await reason.click();
  await page.keyboard.type("Planned for June");
  assert.equal(await reason.inputValue(), "Planned for June");
  assert.ok(await reason.evaluate((field) => field === document.activeElement));
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
});

test("a risk is accepted by the customer and with a reason", async (t) => {
  const { page } = await openApp(t, site, { route: "#/service/status" });
  await submitSetup(page, site);
  await openStatus(page);
  const name = "Turn on tamper protection";
  await button(page, `Change the state of ${name}`).click();
  const save = dialog(page).getByRole("button", { name: "Save" });
  await dialog(page).getByRole("combobox", { name: "State" }).selectOption({ label: "Risk accepted" });
  assert.equal(await save.getAttribute("aria-disabled"), "true");
  await dialog(page).getByText("Needed to accept a risk or to resolve it another way.").waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
  assert.match(await row(page, name).innerText(), /Complete now/);
  await setState(page, name, "Risk accepted", { reason: "Replaced in March", until: "2099-03-31" });
  await row(page, name).getByText("Replaced in March").waitFor();
  assert.match(await row(page, name).innerText(), /Replaced in March[\s\S]*Risk accepted/);
  await lookAs(page, "advisor");
  await button(page, "Change the state of Turn on the audit log").click();
  await dialog(page).getByRole("combobox", { name: "State" }).selectOption({ label: "Risk accepted" });
  await dialog(page).getByRole("textbox", { name: "Reason or note" }).fill("Not mine to say");
  assert.equal(await save.getAttribute("aria-disabled"), "true");
  await page.keyboard.press("Escape");
  await lookAs(page, "analyst");
  const change = button(page, "Change the state of Turn on the audit log");
  assert.equal(await change.getAttribute("aria-disabled"), "true");
});

test("numbers that make no sense get a message at their field", async (t) => {
  const { page } = await openApp(t, site, { route: "#/service/status" });
  await button(page, "Enter licensed devices").click();
  const licensed = dialog(page).getByRole("textbox", { name: "Licensed devices" });
  for (const text of ["many", "0", "-3"]) {
    await licensed.fill(text);
    assert.equal(await licensed.getAttribute("aria-invalid"), "true", text);
  }
  await licensed.fill("1820");
  const percent = dialog(page).getByRole("textbox", { name: /^Devices that must be protected/ });
  await percent.fill("101");
  assert.equal(await percent.getAttribute("aria-invalid"), "true");
  await percent.fill("98");
  await expectAccessible(page, "the dialog of the targets");
  await licensed.press("Enter");
  await page.getByText("Target = 98% of 1,820 licensed devices = 1,784.").waitFor();
});

test("what is known of the assets is stale after a day", async (t) => {
  const { page } = await openApp(t, site);
  await importFile(page, site, "machines.json", machinesExport({ protectedCount: 3 }));
  await openStatus(page);
  await page.getByText(/^Last known/).waitFor();
  await page.clock.install({ time: Date.now() + 25 * 3_600_000 });
  await page.reload();
  await appStarted(page);
  await page.getByText(/^Stale, 1\sd\s1\sh$/).waitFor();
});

test("a change of settings shows its difference before it is saved", async (t) => {
  const { page } = await openApp(t, site);
  await page.goto(`${site.url}#/service/permissions`);
  await page.locator(".banner").getByText("The set-up was not submitted yet. Until then this is filled in there.").waitFor();
  await submitSetup(page, site);
  await page.goto(`${site.url}#/service/permissions`);
  await choice(page, /^Respond directly/).uncheck();
  await page.getByRole("navigation", { name: "Service" }).getByRole("link", { name: "Exclusions" }).click();
  await box(page, "Name of the device group").fill("Freight servers");
  await button(page, "Add exclusion").click();
  await page.getByRole("navigation", { name: "Service" }).getByRole("link", { name: "Contacts" }).click();
  const incidents = page.locator("form.entry-form").first();
  await incidents.getByRole("textbox", { name: "Name" }).fill("Mara Lindqvist");
  await page.getByText("2 changes, not saved").waitFor();
  assert.equal(await button(page, "Review changes").getAttribute("aria-disabled"), "true", "half typed");
  await incidents.getByRole("textbox", { name: "Email" }).fill("mara@northwind.example");
  await incidents.getByRole("button", { name: "Add contact" }).click();
  await button(page, "Review changes").click();
  const rows = (await dialog(page).getByRole("row").allInnerTexts()).map((text) => text.split("\t").map((cell) => cell.trim()));
  assert.deepEqual(rows, [
    ["What", "Now", "Then"],
    ["Respond directly to active threats", "On", "Off"],
    ["Device group “Freight servers” excluded", "None", "No end"],
    ["Contact Mara Lindqvist", "None", "Mara Lindqvist, Person, mara@northwind.example, incidents"],
  ]);
  await expectAccessible(page, "the difference");
  await button(page, "Back to editing").click();
  await button(page, "Review changes").click();
  await button(page, "Save changes").click();
  await page.getByText("3 changes are saved").waitFor();
  assert.equal(await button(page, "Review changes").count(), 0);
  await page.reload();
  await appStarted(page);
  await page.locator(".entries").first().getByText("Mara Lindqvist", { exact: true }).waitFor();
  const named = await page.locator(".entries").first().locator(".entry-name").allInnerTexts();
  assert.deepEqual(named.map((text) => text.replaceAll(/\s+/g, " ")), ["Security desk Also for service reviews", "Mara Lindqvist"]);

  await page.goto(`${site.url}#/service/permissions`);
  await choice(page, /^Respond directly/).check();
  await button(page, "Discard").click();
  assert.equal(await choice(page, /^Respond directly/).isChecked(), false);
  await lookAs(page, "expert");
  await page.locator(".banner").getByText("You look as Expert. Changing the set-up needs Customer administrator.").waitFor();
  await choice(page, /^Respond directly/).click({ force: true });
  assert.equal(await choice(page, /^Respond directly/).isChecked(), false);
});

test("the workspace has a name, the person too, and the theme is kept", async (t) => {
  const { page } = await openApp(t, site, { route: "#/settings" });
  await box(page, "Name of the workspace").fill("Northwind Freight");
  await box(page, "Name of the workspace").press("Enter");
  await page.getByRole("banner").getByText("Northwind Freight").waitFor();
  await box(page, "Your name").fill("Mara Lindqvist");
  await page.getByRole("radio", { name: "Dark" }).click();
  await page.reload();
  await appStarted(page);
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.equal(await box(page, "Your name").inputValue(), "Mara Lindqvist");
  assert.equal(await box(page, "Name of the workspace").inputValue(), "Northwind Freight");
  await page.getByText("Everything is kept on this device's disk").waitFor();
  await page.getByRole("link", { name: "Get started" }).click();
  await page.getByRole("button", { name: "Next: Permissions" }).click();
  await openStatus(page);
  await page.getByRole("region", { name: "Phase history" }).getByText(/Mara Lindqvist/).waitFor();
  assert.match(await page.getByRole("region", { name: "Phase history" }).innerText(), /Onboarding\s+Mara Lindqvist/);
  await page.goto(`${site.url}#/settings`);
  await lookAs(page, "analyst");
  assert.equal(await button(page, "Rename").getAttribute("aria-disabled"), "true");
});

for (const colorScheme of ["light", "dark"]) {
  test(`the pages are accessible, ${colorScheme}`, async (t) => {
    const { page } = await openApp(t, site);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await openStatus(page);
    await expectAccessible(page, "an empty status");
    await submitSetup(page, site);
    await importFile(page, site, "machines.json", machinesExport({ protectedCount: 5, antivirusOff: 2, silent: 1, notOnboarded: 1 }));
    await openStatus(page);
    await enterLicences(page, 8);
    await button(page, "Change the state of Turn on the audit log").click();
    await expectAccessible(page, "the dialog of an action");
    await page.keyboard.press("Escape");
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 844 });
      for (const route of ["service/status", "service/permissions", "service/exclusions", "service/contacts", "service/monitoring", "service/reviews", "settings", "nowhere"]) {
        await page.goto(`${site.url}#/${route}`);
        await page.locator("main h1").waitFor();
        await expectAccessible(page, `${route} at ${width} px`);
        const wide = await page.evaluate(() => document.querySelector("#main").scrollWidth - document.querySelector("#main").clientWidth);
        assert.ok(wide <= 0, `${route} is ${wide} px wider than its ${width} px`);
      }
    }
  });
}
