// What leaves beside reminders: calls along the call priorities, contacts that are named, rules of incident mails, letters
// of the experts, test messages, and what need not leave.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import cards from "adaptivecards/dist/adaptivecards.js";
import PostalMime from "postal-mime";
import { attack, incident } from "./attack-export.mjs";
import { openApp } from "./browser.mjs";
import { importFile } from "./graph.mjs";
import { accessible, button, dialog } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const HOSTILE = "Ransomware: [pay](https://evil.example) <!channel>\r\nBcc: evil@evil.example";
const region = (page, name) => page.getByRole("region", { name, exact: true });
const outbox = (page) => region(page, "Outbox");
const log = (page) => region(page, "What left");
const row = (page, text) => outbox(page).getByRole("listitem").filter({ hasText: text });

async function taken(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFile(await download.path(), "utf8");
}

const mailOf = async (page, press) => PostalMime.parse(await taken(page, press));
const codeOf = (mail) => /Code ([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(mail.text)[1];

/** The code is known here, and the check says to whom it went. */
async function checked(page, code, to) {
  const check = region(page, "Is a message from here?");
  await check.getByRole("textbox").fill(code);
  await check.getByRole("button", { name: "Check" }).click();
  await check.getByText(`went to ${to}`).waitFor();
}

/** A mail of ours holds only our headers, whatever the incident is called. */
function onlyOurs(mail, to) {
  assert.deepEqual(mail.to.map((it) => it.address), to);
  assert.equal(mail.bcc, undefined);
  assert.equal(mail.html, undefined);
  const names = mail.headers.map((it) => it.key).sort();
  assert.deepEqual(names, ["content-transfer-encoding", "content-type", "mime-version", "subject", "to", "x-unsent"]);
}

async function addContact(page, name, email, { phone, order }) {
  const form = page.locator("form.entry-form").first();
  await form.getByRole("textbox", { name: "Name" }).fill(name);
  await form.getByRole("textbox", { name: "Email" }).fill(email);
  await form.getByRole("textbox", { name: "Phone" }).fill(phone);
  await form.getByRole("textbox", { name: /^Place in the order/ }).fill(order);
  await form.getByRole("button", { name: "Add contact" }).click();
}

test("ransomware calls the contacts one after the other, and each contact was told that it was named", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await lookAs(page, "administrator");
  await page.goto(`${site.url}#/service/contacts`);
  await addContact(page, "Night desk", "night@northwind.example", { phone: "+49 30 2", order: "2" });
  await addContact(page, "Ada Lind", "ada@northwind.example", { phone: "+49 30 111", order: "1" });
  await button(page, "Review changes").click();
  await button(page, "Save changes").click();
  await page.getByText("2 changes are saved").waitFor();
  await importFile(page, site, "incidents.json", JSON.stringify({ value: [incident(Date.now(), "6001", HOSTILE, { severity: "high" })] }));
  await lookAs(page, "expert");
  await page.goto(`${site.url}#/notifications`);

  // The call: who is first, what is said, and the next when nobody answers.
  const call = row(page, "Call: it cannot wait");
  await call.getByText("to Ada Lind").waitFor();
  assert.equal(await call.count(), 1, "one is called at a time");
  assert.equal(await call.getByRole("link", { name: "Call +49 30 111" }).getAttribute("href"), "tel:+4930111");
  const [, code] = (await call.getByText(/^Say the code/).innerText()).match(/code (\S{9})/);
  await accessible(page, "the outbox with a call");
  await call.getByRole("button", { name: "No answer" }).click();
  await row(page, "to Night desk").filter({ hasText: "Call now" }).getByRole("button", { name: "Reached" }).click();
  await log(page).getByText("Nobody answered. The next contact is called.").waitFor();
  await checked(page, code, "+49 30 111");
  await row(page, "to Night desk").filter({ hasText: "Call now" }).waitFor({ state: "detached" });

  // Everybody who was added is told so, with a code.
  const named = row(page, "Named as a contact").filter({ hasText: "to Ada Lind" });
  const mail = await mailOf(page, () => named.getByRole("button", { name: "Take as a file" }).click());
  onlyOurs(mail, ["ada@northwind.example"]);
  assert.match(mail.subject, /^You are a contact of /);
  assert.match(mail.text, /Told of: incidents[\s\S]*Called as number: 1/);
  await named.waitFor({ state: "detached" });
  await checked(page, codeOf(mail), "ada@northwind.example");
  await page.goto(`${site.url}#/service/contacts`);
  const told = region(page, "Told and verified").getByRole("listitem").filter({ hasText: "Ada Lind" });
  await told.getByText(/^Told by/).waitFor();
  await region(page, "Told and verified").getByRole("listitem").filter({ hasText: "Night desk" }).getByText(/^Not told yet/).waitFor();
});

test("a rule tells chosen people of chosen incidents, once, and can be tested, changed, switched off and removed", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await lookAs(page, "administrator");
  const value = [{ ...attack(Date.now(), "7001"), displayName: HOSTILE }, incident(Date.now(), "7002", "Sign-in from afar", { severity: "low" })];
  await importFile(page, site, "incidents.json", JSON.stringify({ value }));
  await page.goto(`${site.url}#/notifications`);
  const rules = region(page, "Mails about incidents");
  await rules.getByRole("button", { name: "New rule" }).click();
  await dialog(page).getByRole("textbox", { name: "Name" }).fill("Servers");
  await dialog(page).getByRole("textbox", { name: "Recipients" }).fill("ops@northwind.example; lead@northwind.example");
  await dialog(page).getByText(/^One incident of the last 30 days/).waitFor();
  await dialog(page).getByRole("checkbox", { name: "Name the organisation in the mail" }).uncheck();
  await accessible(page, "a new rule");
  const trial = await mailOf(page, () => dialog(page).getByRole("button", { name: "Test mail as a file" }).click());
  onlyOurs(trial, ["ops@northwind.example", "lead@northwind.example"]);
  assert.match(trial.subject, /^Test: Ransomware/);
  assert.match(trial.text, /test of the rule "Servers"/);
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await rules.getByText("one mail for each incident").waitFor();

  const told = row(page, "Rule of incident mails");
  await told.getByText("ops@northwind.example, lead@northwind.example").waitFor();
  assert.equal(await told.count(), 1, "one mail to all, and nothing of the low one");
  assert.match(await told.getByRole("link", { name: "Write the mail" }).getAttribute("href"), /^mailto:ops%40northwind\.example,lead%40northwind\.example\?subject=/);
  const mail = await mailOf(page, () => told.getByRole("button", { name: "Take as a file" }).click());
  onlyOurs(mail, ["ops@northwind.example", "lead@northwind.example"]);
  assert.match(mail.subject, /^Incident: Ransomware/);
  assert.match(mail.text, /meets the rule "Servers"[\s\S]*Severity: High[\s\S]*Source: /);
  assert.match(mail.text, /#\/incidents\/7001/);
  assert.doesNotMatch(mail.text, /^Workspace:/m, "the organisation is not named");
  await told.waitFor({ state: "detached" });
  await checked(page, codeOf(mail), "ops@northwind.example, lead@northwind.example");
  await checked(page, codeOf(trial), "ops@northwind.example, lead@northwind.example");

  // Low as well, without a link; what left is not sent again.
  await rules.getByRole("button", { name: "Change rule Servers" }).click();
  await dialog(page).getByRole("checkbox", { name: "Low" }).check();
  await dialog(page).getByRole("checkbox", { name: "Put a link to the incident into the mail" }).uncheck();
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await told.getByRole("link", { name: "Incident: Sign-in from afar" }).waitFor();
  assert.equal(await told.count(), 1);
  await rules.getByRole("switch", { name: "Rule Servers is on" }).click();
  await told.waitFor({ state: "detached" });
  await rules.getByRole("switch", { name: "Rule Servers is on" }).click();
  const low = await mailOf(page, () => told.getByRole("button", { name: "Take as a file" }).click());
  assert.doesNotMatch(low.text, /#\/incidents/);
  await rules.getByRole("button", { name: "Remove rule Servers" }).click();
  await rules.getByText("No rule yet").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await rules.getByText("Servers").first().waitFor();
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
  assert.equal(await told.count(), 0, "nobody is told twice");
  await lookAs(page, "analyst");
  assert.equal(await rules.getByRole("button", { name: "New rule" }).getAttribute("aria-disabled"), "true");
});

test("an expert writes by themselves, and the customer answers", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await lookAs(page, "expert");
  await page.goto(`${site.url}#/ask`);
  const form = region(page, "New letter");
  await form.getByRole("combobox", { name: "What is it about?" }).selectOption({ label: "A finding outside any incident" });
  await form.getByRole("textbox", { name: "Subject" }).fill("A key in a public place");
  await form.getByRole("textbox", { name: "Letter" }).fill("We found a key.\n\n**Take it back.**");
  await form.getByRole("textbox", { name: "Tell by mail" }).fill("desk@northwind.example");
  await accessible(page, "a letter of an expert");
  await form.getByRole("button", { name: "Write to the customer" }).click();
  await region(page, "Conversation").getByText("Take it back.").waitFor();
  await region(page, "Conversation").getByText("Awaits your answer").waitFor();
  await page.goto(`${site.url}#/notifications`);
  const letter = row(page, "The experts write: A key in a public place");
  const mail = await mailOf(page, () => letter.getByRole("button", { name: "Take as a file" }).click());
  onlyOurs(mail, ["desk@northwind.example"]);
  assert.match(mail.text, /We found a key\.\s+\*\*Take it back\.\*\*[\s\S]*Letter: L-0001/);
  await checked(page, codeOf(mail), "desk@northwind.example");

  await lookAs(page, "analyst");
  await page.goto(`${site.url}#/ask`);
  await region(page, "Questions left").getByText("of 10 this quarter").waitFor();
  await page.getByRole("link", { name: /Letter L-0001/ }).click();
  await page.getByRole("textbox", { name: "Write a reply" }).fill("Done. It was a build account.");
  await button(page, "Send").click();
  await region(page, "Conversation").getByText("Done. It was a build account.").waitFor();
  await region(page, "Conversation").getByText("With an expert").waitFor();
});

test("what need not leave has a reason, stays in the log and comes back", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await lookAs(page, "administrator");
  await importFile(page, site, "incidents.json", JSON.stringify({ value: [incident(Date.now(), "5001", "Defender Experts: Token theft", { severity: "high" })] }));
  await page.goto(`${site.url}#/notifications`);
  const hunting = row(page, "Hunting notification: Defender Experts: Token theft");
  const more = hunting.getByRole("button", { name: /^More for Hunting/ });

  // The card is there as a file, without any address.
  await more.click();
  const message = JSON.parse(await taken(page, () => page.getByRole("menuitem", { name: "Card for Teams as a file" }).click()));
  const context = new cards.SerializationContext(cards.Versions.v1_4);
  const card = new cards.AdaptiveCard();
  card.parse(message.attachments[0].content, context);
  assert.equal(context.eventCount, 0);
  assert.ok(Array.from({ length: card.getItemCount() }, (_, at) => card.getItemAt(at)).every((it) => it instanceof cards.RichTextBlock));
  await more.click();
  const slack = JSON.parse(await taken(page, () => page.getByRole("menuitem", { name: "Card for Slack as a file" }).click()));
  assert.equal(slack.blocks[0].text.type, "plain_text");
  await hunting.getByRole("button", { name: "Take as a file" }).waitFor();

  // By keyboard: the menu, the dialog, the reason.
  await more.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: /^Not needed/ }).waitFor();
  await page.waitForFunction(() => document.activeElement.getAttribute("role") === "menuitem");
  await page.keyboard.press("n");
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("button", { name: "Not needed" }).waitFor();
  assert.equal(await dialog(page).getByRole("button", { name: "Not needed" }).getAttribute("aria-disabled"), "true");
  await dialog(page).getByRole("textbox", { name: "Reason" }).fill("Told in the stand-up");
  await accessible(page, "why a message need not leave");
  await dialog(page).getByRole("button", { name: "Not needed" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await hunting.getByText("Not needed: Told in the stand-up").waitFor();
  await log(page).getByText("Told in the stand-up").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await hunting.getByRole("button", { name: "Take as a file" }).waitFor();
  await log(page).getByText("Put back").waitFor();

  // All that wait, at once.
  await more.click();
  await page.getByRole("menuitem", { name: /^Not needed/ }).click();
  await dialog(page).getByRole("combobox", { name: "Which messages" }).selectOption({ label: "All 2 that wait to be sent" });
  await dialog(page).getByRole("textbox", { name: "Reason" }).fill("A rehearsal");
  await dialog(page).getByRole("button", { name: "Not needed" }).click();
  await page.getByRole("heading", { level: 1, name: "Nothing waits to be sent" }).waitFor();
  await hunting.getByRole("button", { name: "Put back" }).click();
  await page.getByRole("heading", { level: 1, name: "One message waits to be sent" }).waitFor();
});

test("what nobody sent in time is listed as too old, Home says so, and it is noted off with a reason", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await lookAs(page, "administrator");
  await page.goto(`${site.url}#/notifications`);
  await row(page, "Named as a contact").getByRole("link", { name: "Write the mail" }).waitFor();
  // Nobody who is named can be called: it is said, with the way to the contacts.
  await outbox(page).getByText(/^No contact for incidents has a telephone number/).waitFor();
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
  await page.clock.install({ time: Date.now() + 31 * 86_400_000 });
  await page.goto(`${site.url}#/`);
  await page.reload();
  await page.getByText(/^1 message was not sent within 30 days/).waitFor();
  await page.getByRole("link", { name: "Open the outbox" }).last().click();
  const lapsed = outbox(page).locator("details", { hasText: "too old to send" });
  await lapsed.locator("summary").focus();
  await page.keyboard.press("Enter");
  const named = lapsed.getByRole("listitem").filter({ hasText: "Named as a contact" });
  await named.getByText(/^Not sent since/).waitFor();
  assert.equal(await named.getByRole("link", { name: "Write the mail" }).count(), 0, "it can no longer be sent");
  await accessible(page, "what is too old to send");
  await named.getByRole("button", { name: "Not needed" }).click();
  await dialog(page).getByRole("textbox", { name: "Reason" }).fill("Told in person");
  await dialog(page).getByRole("button", { name: "Not needed" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await lapsed.waitFor({ state: "detached" });
  await log(page).getByText("Told in person").waitFor();
});

test("every channel has a test, and who is told what can be changed", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await lookAs(page, "administrator");
  await page.goto(`${site.url}#/notifications`);
  const channels = region(page, "Channels");
  const mail = await mailOf(page, () => channels.getByRole("button", { name: "Test mail as a file" }).click());
  onlyOurs(mail, ["desk@northwind.example"]);
  await checked(page, codeOf(mail), "desk@northwind.example");
  await channels.getByRole("combobox", { name: "Test to" }).selectOption({ label: "Another address" });
  await channels.getByRole("textbox", { name: "Address" }).fill("me@northwind.example");
  const other = await mailOf(page, () => channels.getByRole("button", { name: "Test mail as a file" }).click());
  assert.equal(other.to[0].address, "me@northwind.example");
  assert.notEqual(codeOf(other), codeOf(mail));
  const teams = JSON.parse(await taken(page, () => channels.getByRole("button", { name: "Test card for Teams as a file" }).click()));
  assert.equal(teams.attachments[0].contentType, "application/vnd.microsoft.card.adaptive");
  const slack = JSON.parse(await taken(page, () => channels.getByRole("button", { name: "Test card for Slack as a file" }).click()));
  const [, code] = slack.blocks.at(-1).elements[0].text.match(/Code (\S{9})\./);
  await checked(page, code, "Slack");

  // Hunting notifications go to one more person and no longer by the usual mail.
  const told = region(page, "Who is told what");
  const kind = told.getByRole("listitem").filter({ hasText: "Notification of the hunters" });
  await kind.getByText("First contact on call, by Mail.").waitFor();
  await kind.getByRole("button", { name: /^Change who is told/ }).click();
  await dialog(page).getByRole("checkbox", { name: "Security desk" }).check();
  await accessible(page, "who is told of a kind");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await kind.getByText("Also Security desk.").waitFor();
  await told.getByRole("checkbox", { name: "Named as a contact" }).click();
  await row(page, "Named as a contact").waitFor({ state: "detached" });
});
