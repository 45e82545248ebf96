// The onboarding wizard: nothing that was typed is lost, what does not fit is said at its field, submitting is one step.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, openApp } from "./browser.mjs";
import { importFile } from "./graph.mjs";
import { serveFolder } from "./server.mjs";
import { STEPS, atStep, box, choice, draftSaved, goOn, submitSetup, typeContact } from "./tenant.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const button = (page, name) => page.getByRole("button", { name, exact: true });
const entries = async (page) => (await page.locator(".entry-name").allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " "));

/** Opens the site at a step, as somebody who has begun. */
async function openStep(t, word) {
  const visitor = await openApp(t, site, { route: "#/setup/get-started" });
  await goOn(visitor.page, "permissions");
  await visitor.page.goto(`${site.url}#/setup/${word}`);
  await atStep(visitor.page, word);
  return visitor;
}

async function reload(page, word) {
  await draftSaved(page);
  await page.reload();
  await appStarted(page);
  await atStep(page, word);
}

test("the whole wizard, with a reload at every step", async (t) => {
  const { page } = await openApp(t, site, { route: "#/setup/get-started" });
  await atStep(page, "get-started");
  assert.equal(await page.getByText(/Draft saved/).count(), 0, "looking begins nothing");
  await goOn(page, "permissions");
  // Nothing was said of licences, so their step was seen and is not done.
  await page.getByRole("link", { name: /licences left empty/ }).waitFor();
  await choice(page, /^Respond directly/).check();
  await choice(page, "Role assignments").check();
  await page.getByText("17 of 18 kinds of action").waitFor();
  await reload(page, "permissions");
  assert.equal(await choice(page, /^Respond directly/).isChecked(), true);
  assert.equal(await choice(page, "Role assignments").isChecked(), true);

  await goOn(page, "exclusions");
  await box(page, "Name of the device group").fill("Freight servers");
  await box(page, "Name of the device group").press("Enter");
  await page.getByRole("tab", { name: /^User groups/ }).click();
  await box(page, "Name of the user group").fill("Execu");
  await reload(page, "exclusions");
  assert.equal(await box(page, "Name of the user group").inputValue(), "Execu");
  await box(page, "Name of the user group").fill("Executives");

  await goOn(page, "incident-contacts");
  await page.getByRole("radio", { name: "Team" }).click();
  await typeContact(page, { name: "Security desk", email: "desk@northw", phone: "+49 30" });
  await reload(page, "incident-contacts");
  assert.equal(await box(page, "Name").inputValue(), "Security desk");
  assert.equal(await box(page, "Email").inputValue(), "desk@northw");
  assert.equal(await box(page, /^Phone/).inputValue(), "+49 30");
  assert.equal(await page.getByRole("radio", { name: "Team" }).isChecked(), true);
  await typeContact(page, { name: "Security desk", email: "desk@northwind.example", phone: "+49 30 1234567" });
  await button(page, "Add contact").click();

  await goOn(page, "review-contacts");
  await button(page, "Security desk").click();
  await typeContact(page, { name: "Mara Lindqvist", email: "mara@" });
  await reload(page, "review-contacts");
  assert.deepEqual(await entries(page), ["Security desk Also for incidents"]);
  assert.equal(await box(page, "Email").inputValue(), "mara@");
  await box(page, "Email").fill("mara@northwind.example");

  await goOn(page, "teams");
  await choice(page, /^Communicate on Teams/).check();
  await box(page, /web-hook/).fill("https://hooks.northwind.example/teams/1");
  await reload(page, "teams");
  assert.equal(await box(page, /web-hook/).inputValue(), "https://hooks.northwind.example/teams/1");

  await goOn(page, "review");
  await reload(page, "review");
  const summary = await page.getByRole("region", { name: "Your choices" }).innerText();
  for (const said of [
    "No licences entered",
    "1 of 4 objects seen",
    "respond directly (Security Reader, Security Operator)",
    "Device group: Freight servers",
    "User group: Executives",
    "Security desk: desk@northwind.example, +49 30 1234567",
    "Mara Lindqvist: mara@northwind.example",
    "Cards to https://hooks.northwind.example/teams/1",
  ]) {
    assert.ok(summary.includes(said), `${said} in:\n${summary}`);
  }
  await button(page, "Submit").click();
  await atStep(page, "next-steps");
  await page.getByText(/^Submitted by Customer administrator/).waitFor();
  await page.reload();
  await appStarted(page);
  await page.getByText(/^Submitted by Customer administrator/).waitFor();
  await page.getByRole("link", { name: "View readiness" }).click();
  await page.getByRole("heading", { level: 1, name: "Three conditions hold the gate" }).waitFor();
});

test("what does not fit is said at its field, and nothing is submitted", async (t) => {
  const { page } = await openStep(t, "exclusions");
  await button(page, "Add exclusion").click();
  await page.getByText("Please fill this in.").waitFor();
  await box(page, "Name of the device group").fill("Freight servers");
  await page.getByLabel(/^Last day/).fill("2020-01-31");
  await button(page, "Add exclusion").click();
  await page.getByText("This moment is past.").waitFor();
  await page.getByLabel(/^Last day/).fill("");
  await button(page, "Add exclusion").click();
  await box(page, "Name of the device group").fill("freight servers");
  await page.getByRole("button", { name: "Next: Incident contacts" }).click();
  await page.getByText("This is in the list already.").waitFor();
  assert.match(page.url(), /exclusions$/);
  await box(page, "Name of the device group").fill("");

  await goOn(page, "incident-contacts");
  await typeContact(page, { name: "", email: "desk", phone: "call me" });
  await button(page, "Add contact").click();
  // The focus is where something is to be put right.
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-invalid") === "true");
  assert.equal(await box(page, "Name").evaluate((field) => field === document.activeElement), true);
  for (const [field, said] of [["Name", "Please fill this in."], ["Email", "This is not an email address."], [/^Phone/, "Not a phone number: 3 to 20 digits, with spaces and + ( ) - . between."]]) {
    const input = box(page, field);
    assert.equal(await input.getAttribute("aria-invalid"), "true");
    const described = await input.getAttribute("aria-describedby");
    assert.equal(await page.locator(`#${described}`).innerText(), said);
  }
  await page.getByRole("button", { name: "Next: Service review contacts" }).click();
  assert.match(page.url(), /incident-contacts$/, "what does not fit is not left behind");

  await page.goto(`${site.url}#/setup/teams`);
  await choice(page, /^Communicate on Teams/).check();
  await box(page, /web-hook/).fill("http://hooks.example/1");
  await page.getByRole("button", { name: "Next: Review and submit" }).click();
  await page.getByText("The address must begin with https://.").waitFor();
  await page.goto(`${site.url}#/setup/review`);
  await atStep(page, "review");
  const summary = page.getByRole("region", { name: "Your choices" });
  await summary.getByText("Something is half typed here. It is not submitted.").waitFor();
  await summary.getByText("Nobody yet. Name at least one service review contact.").waitFor();
  await summary.getByText("The address must begin with https://.").waitFor();
  assert.equal(await button(page, "Submit").getAttribute("aria-disabled"), "true");
  await button(page, "Submit").click({ force: true });
  await page.goto(`${site.url}#/service/status`);
  await page.getByRole("heading", { level: 1, name: "The set-up is not submitted yet" }).waitFor();
});

test("a group that nobody has, and a second exclusion that says something else, are refused at the field", async (t) => {
  const { page } = await openStep(t, "exclusions");
  const context = "https://graph.microsoft.com/v1.0/$metadata#groups";
  const groups = [{ id: "g-1", displayName: "Freight desk", securityEnabled: true, groupTypes: [], members: [] }];
  await importFile(page, site, "groups.json", JSON.stringify({ "@odata.context": context, value: groups }));
  await page.goto(`${site.url}#/setup/exclusions`);
  await atStep(page, "exclusions");
  await page.getByRole("tab", { name: /^User groups/ }).click();
  const name = box(page, "Name of the user group");
  const refused = async (said) => {
    await button(page, "Add exclusion").click();
    await page.getByText(said, { exact: true }).waitFor();
    assert.equal(await name.getAttribute("aria-invalid"), "true");
    assert.equal(await page.locator(`#${await name.getAttribute("aria-describedby")}`).innerText(), said);
  };
  await name.fill("Freight dek");
  await refused("No import knows a group of this name.");
  assert.deepEqual(await entries(page), []);
  await name.fill("Freight desk");
  await button(page, "Add exclusion").click();
  await page.locator(".entry-name", { hasText: "Freight desk" }).waitFor();
  await name.fill("freight desk");
  await page.getByLabel(/^Last day/).fill("2099-12-31");
  await refused("This is in the list already and says something else.");
  await name.fill("");
  await page.getByLabel(/^Last day/).fill("");
  await reload(page, "exclusions");
  await page.getByRole("tab", { name: /^User groups/ }).click();
  await page.locator(".entry-name", { hasText: "Freight desk" }).waitFor();
  assert.deepEqual(await entries(page), ["Freight desk"]);
});

test("skip keeps what was entered and gives it back", async (t) => {
  const { page } = await openStep(t, "exclusions");
  await box(page, "Name of the device group").fill("Freight servers");
  await button(page, "Add exclusion").click();
  await box(page, "Name of the device group").fill("Half a na");
  await button(page, "Skip this step").click();
  await atStep(page, "incident-contacts");
  await page.goto(`${site.url}#/setup/review`);
  await page.getByRole("region", { name: "Your choices" }).getByText("Skipped").waitFor();
  await reload(page, "review");
  await page.getByRole("link", { name: "Edit Exclusions" }).click();
  await page.getByText("2 exclusions that you entered are kept here. They are not submitted.").waitFor();
  await button(page, "Restore what you entered").click();
  assert.deepEqual(await entries(page), ["Freight servers"]);
  assert.equal(await box(page, "Name of the device group").inputValue(), "Half a na");
});

test("back loses nothing, not even what was typed a moment ago", async (t) => {
  const { page } = await openStep(t, "incident-contacts");
  await box(page, "Name").fill("Half a name");
  await page.getByRole("link", { name: "Back" }).click();
  await atStep(page, "exclusions");
  await page.goBack();
  await atStep(page, "incident-contacts");
  assert.equal(await box(page, "Name").inputValue(), "Half a name");
  await draftSaved(page);
  await page.goto(`${site.url}#/settings`);
  await page.getByRole("link", { name: "Continue the set-up" }).click();
  await atStep(page, "incident-contacts");
  assert.equal(await box(page, "Name").inputValue(), "Half a name");
});

test("the two access levels hang together, and neither is allowed with a warning", async (t) => {
  const { page } = await openStep(t, "permissions");
  const investigate = choice(page, /^Investigate incidents/);
  const respond = choice(page, /^Respond directly/);
  assert.equal(await investigate.isChecked(), true);
  await page.getByText("Some actions cannot be taken for you").waitFor();
  await page.getByText("With guidance alone").waitFor();
  await respond.check();
  assert.equal(await investigate.getAttribute("aria-disabled"), "true");
  await page.getByText("Stays on while the experts respond directly.").waitFor();
  await respond.uncheck();
  await investigate.uncheck();
  assert.equal(await respond.getAttribute("aria-disabled"), "true");
  await page.getByText("Nobody investigates your incidents while neither is chosen").waitFor();
  await page.getByText("As chosen now, nobody investigates.").waitFor();
  await page.getByRole("switch", { name: "Access security data from all devices" }).uncheck();
  await page.getByText("Incidents that touch a device in a device group are left to you whole.").waitFor();
  await goOn(page, "exclusions");
});

test("another perspective may look, and is told which role is needed", async (t) => {
  const { page } = await openStep(t, "permissions");
  await page.locator("#perspective").selectOption("analyst");
  await page.locator(".banner").getByText("You look as Customer analyst. Changing the set-up needs Customer administrator.").waitFor();
  // Not allowed, but there: a press does nothing.
  await choice(page, /^Respond directly/).click({ force: true });
  assert.equal(await choice(page, /^Respond directly/).isChecked(), false);
  await goOn(page, "exclusions");
  assert.equal(await box(page, "Name of the device group").count(), 0);
  await expectAccessible(page, "a step that is only read");
});

test("what was submitted is read here and changed under Service", async (t) => {
  const { page } = await openApp(t, site);
  await submitSetup(page, site);
  await choice(page, "Partner registration with delegated administration").check();
  await page.goto(`${site.url}#/setup/permissions`);
  await page.getByText("The set-up was submitted. This is what was entered.").waitFor();
  await choice(page, /^Respond directly/).click({ force: true });
  assert.equal(await choice(page, /^Respond directly/).isChecked(), true);
  assert.equal(await choice(page, "Partner registration with delegated administration").isChecked(), true);
  await page.getByRole("link", { name: "Change it under Service" }).click();
  await page.getByRole("heading", { level: 1, name: "What the experts may do" }).waitFor();
});

test("every step by keyboard alone", async (t) => {
  const { page } = await openApp(t, site, { route: "#/setup/get-started" });
  await atStep(page, "get-started");
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.ariaLabel);
  /** Tabs on until the named element has the focus. */
  const tabTo = async (locator) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (await locator.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`the focus never reaches ${locator}, it is at ${await focused()}`);
  };
  const goByKeys = async (word) => {
    const { name } = STEPS.find((step) => step.word === word);
    await tabTo(page.getByRole("button", { name: `Next: ${name}` }));
    await page.keyboard.press("Enter");
    await atStep(page, word);
    await page.waitForFunction(() => document.activeElement.matches("h1"));
  };
  await goByKeys("permissions");
  await tabTo(choice(page, /^Respond directly/));
  await page.keyboard.press("Space");
  await goByKeys("exclusions");
  await tabTo(page.getByRole("tab", { name: /^Device groups/ }));
  await page.keyboard.press("ArrowRight");
  await tabTo(box(page, "Name of the user group"));
  await page.keyboard.type("Executives");
  await page.keyboard.press("Enter");
  await goByKeys("incident-contacts");
  await tabTo(box(page, "Name"));
  await page.keyboard.type("Security desk");
  await page.keyboard.press("Tab");
  await page.keyboard.type("desk@northwind.example");
  await page.keyboard.press("Enter");
  assert.deepEqual(await entries(page), ["Security desk"]);
  await goByKeys("review-contacts");
  await tabTo(button(page, "Security desk"));
  await page.keyboard.press("Enter");
  await goByKeys("teams");
  await goByKeys("review");
  await tabTo(button(page, "Submit"));
  await page.keyboard.press("Enter");
  await atStep(page, "next-steps");
});

for (const colorScheme of ["light", "dark"]) {
  test(`the steps are accessible, ${colorScheme}`, async (t) => {
    const { page } = await openStep(t, "incident-contacts");
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await typeContact(page, { name: "Security desk", email: "desk", phone: "x" });
    await button(page, "Add contact").click();
    await page.getByText("This is not an email address.").waitFor();
    await expectAccessible(page, "fields with problems");
    await typeContact(page, { name: "Security desk", email: "desk@northwind.example" });
    await button(page, "Add contact").click();
    for (const { word } of STEPS) {
      await page.goto(`${site.url}#/setup/${word}`);
      await atStep(page, word);
      await expectAccessible(page, `the step ${word}`);
    }
    await page.setViewportSize({ width: 360, height: 780 });
    for (const { word } of STEPS) {
      await page.goto(`${site.url}#/setup/${word}`);
      await atStep(page, word);
      await expectAccessible(page, `the step ${word} on a phone`);
      const wide = await page.evaluate(() => document.querySelector("#main").scrollWidth - innerWidth);
      assert.ok(wide <= 0, `the step ${word} is ${wide} px wider than a phone`);
    }
  });
}
