// Messages that leave: who is told when nobody answers, a web-hook that is down, mails and calendar files as other programs
// read them, and the check of a code.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import ICAL from "ical.js";
import PostalMime from "postal-mime";
import { openApp } from "./browser.mjs";
import { accessible, answer, button, dialog, importAttack, life, openIncident } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const HOOK = "https://hooks.example/services/1";
// The web-hook of the test is no host of ours, and what it refuses is said by the browser too.
const allowFaults = /hooks\.example|Failed to load resource|CORS/;
const outbox = (page) => page.getByRole("region", { name: "Outbox" });
const log = (page) => page.getByRole("region", { name: "What left" });
const channels = (page) => page.getByRole("region", { name: "Channels" });
const panel = (page) => page.getByRole("complementary", { name: "Managed response" });

/** The experts publish a response with what the playbook proposes. */
async function publish(page) {
  await lookAs(page, "expert");
  await openIncident(page, site);
  await button(page, "Take").click();
  await button(page, "Start investigation").click();
  await life(page).getByText("In progress").and(page.locator(".life-now *")).waitFor();
  await panel(page).getByRole("tab", { name: "Playbook" }).click();
  const playbook = panel(page).locator("section").filter({ has: page.getByRole("heading", { name: "Lateral movement" }) });
  await playbook.getByRole("button", { name: "Use this playbook" }).click();
  await panel(page).getByText(/^Version 1, applied by Expert/).waitFor();
  await panel(page).getByRole("button", { name: "Publish the response" }).click();
  await dialog(page).getByRole("combobox", { name: "Classification" }).selectOption({ label: "True positive" });
  await dialog(page).getByRole("combobox", { name: "Determination" }).selectOption({ label: "Multistage attack" });
  await answer(page, "Publish");
  await life(page).getByText("Awaiting customer").and(page.locator(".life-now *")).waitFor();
}

async function taken(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFile(await download.path(), "utf8");
}

test("who does not answer is reminded, a web-hook that is down loses nothing, and every message has a code", async (t) => {
  const { page, context } = await openApp(t, site, { allowFaults });
  await startService(page, site, { excludedGroup: "Freight servers" });
  await importAttack(page, site);
  await publish(page);

  let reply = (route) => route.abort("connectionrefused");
  const posted = [];
  await context.route("https://hooks.example/**", (route) => {
    if (route.request().method() === "POST") posted.push(route.request().postData());
    return reply(route);
  });
  await lookAs(page, "administrator");
  await page.goto(`${site.url}#/notifications`);
  await outbox(page).getByRole("listitem").getByText("Response published", { exact: true }).waitFor();
  await outbox(page).getByRole("listitem").getByText("Reminder: action awaited").waitFor();
  await accessible(page, "the outbox");
  await channels(page).getByRole("textbox", { name: "Incoming web-hook" }).fill(HOOK);
  await channels(page).locator("form").filter({ hasText: "Incoming web-hook" }).getByRole("button", { name: "Save" }).click();
  const post = outbox(page).getByRole("listitem").filter({ hasText: "Response published" }).getByRole("button", { name: "Post now" });
  await post.click();
  await outbox(page).getByText("Could not be sent").waitFor();
  await log(page).getByText("Not sent").waitFor();
  // Down it answered nothing; now it is there again.
  reply = (route) => route.fulfill({ status: 200, body: "ok", headers: { "access-control-allow-origin": "*", "access-control-allow-headers": "*" } });
  await post.click();
  await log(page).getByText("Sent", { exact: true }).first().waitFor();
  await channels(page).getByRole("button", { name: "Send a test" }).click();
  await log(page).getByText("Sent", { exact: true }).nth(1).waitFor();
  const slack = JSON.parse(posted.at(-1));
  assert.equal(slack.blocks[0].text.type, "plain_text");

  const eml = await taken(page, () => outbox(page).getByRole("listitem").filter({ hasText: "Response published:" }).getByRole("button", { name: "Take as a file" }).click());
  const mail = await PostalMime.parse(eml);
  assert.equal(mail.to[0].address, "desk@northwind.example");
  assert.match(mail.subject, /^Response published: Credential theft/);
  const code = /Code ([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(mail.text)[1];
  const check = page.getByRole("region", { name: "Is a message from here?" });
  await check.getByRole("textbox").fill(code.toLowerCase());
  await check.getByRole("button", { name: "Check" }).click();
  await check.getByText(/went to desk@northwind.example/).waitFor();
  await check.getByRole("textbox").fill("AAAA-AAAA");
  await check.getByRole("button", { name: "Check" }).click();
  await check.getByText(/Treat it as forged/).waitFor();
  await accessible(page, "the log of messages");
});

test("a review is planned, told, put into a calendar and held, and the next one follows", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await page.goto(`${site.url}#/check-ins`);
  await page.getByRole("button", { name: "Plan a check-in" }).click();
  await dialog(page).getByLabel("Day").fill("2027-01-28");
  await dialog(page).getByLabel("Agenda").fill("- Figures; costs, risks\n- END:VEVENT");
  await accessible(page, "planning a check-in");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  const planned = page.getByRole("region", { name: "Planned" });
  await planned.getByRole("heading", { name: "Monthly business review" }).waitFor();
  const text = await taken(page, () => planned.getByRole("button", { name: "Add to calendar" }).click());
  const calendar = new ICAL.Component(ICAL.parse(text));
  const [event, ...others] = calendar.getAllSubcomponents("vevent").map((it) => new ICAL.Event(it));
  assert.equal(others.length, 0);
  assert.equal(event.summary, "Monthly business review");
  assert.match(event.description, /^- Figures; costs, risks\n- END:VEVENT\n\nCode \w{4}-\w{4}\. /);
  assert.equal(event.startDate.toJSDate().toISOString(), "2027-01-28T13:00:00.000Z");
  assert.equal(event.duration.toSeconds(), 45 * 60);
  await page.goto(`${site.url}#/notifications`);
  await outbox(page).getByRole("listitem").getByText("Check-in planned").waitFor();

  await page.goto(`${site.url}#/`);
  await page.getByRole("region", { name: "Next check-in" }).getByText("Monthly business review").waitFor();
  await page.goto(`${site.url}#/check-ins`);
  await planned.getByRole("button", { name: "It was held" }).click();
  await dialog(page).getByRole("textbox", { name: "Notes and decisions" }).fill("Named location for the carrier");
  await dialog(page).getByRole("button", { name: "It was held" }).click();
  await page.getByRole("region", { name: "Past check-ins" }).getByText("Named location for the carrier").waitFor();
  await planned.getByText(/25 February 2027/).waitFor();
  await accessible(page, "check-ins");
});

test("who does not answer is reminded, and when the time is over the next contact is told", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await lookAs(page, "administrator");
  await page.goto(`${site.url}#/service/contacts`);
  const incidents = page.locator("form.entry-form").first();
  await incidents.getByRole("textbox", { name: "Name" }).fill("Night desk");
  await incidents.getByRole("textbox", { name: "Email" }).fill("night@northwind.example");
  await incidents.getByRole("button", { name: "Add contact" }).click();
  await button(page, "Review changes").click();
  await button(page, "Save changes").click();
  await page.getByText("One change is saved").waitFor();
  await importAttack(page, site);
  await publish(page);
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
  await page.goto(`${site.url}#/notifications`);
  const escalation = outbox(page).getByRole("listitem").filter({ hasText: "Escalation: nobody answered in time" });
  await escalation.getByText("to Night desk").waitFor();
  assert.equal(await escalation.getByRole("button").count(), 0, "its time has not come");

  // High severity: three hours for the customer.
  await page.clock.install({ time: Date.now() + 3.5 * 3_600_000 });
  await page.reload();
  await outbox(page).getByRole("listitem").filter({ hasText: "Reminder: action awaited" }).getByText("to Security desk").waitFor();
  const mail = await PostalMime.parse(await taken(page, () => escalation.getByRole("button", { name: "Take as a file" }).click()));
  assert.equal(mail.to[0].address, "night@northwind.example");
  assert.match(mail.subject, /^Overdue, you are next in line: Credential theft/);
  await log(page).getByText("night@northwind.example").waitFor();
  await escalation.waitFor({ state: "detached" });
});
