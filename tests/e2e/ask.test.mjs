// Questions to the experts: asked from where one stands, checked, answered, read, rated, made an incident; and what they cost.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { ID, accessible, button, dialog, importAttack, manage, openIncident, partOf } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const compose = (page) => page.getByRole("region", { name: "New question" });
const account = (page) => page.getByRole("region", { name: "Questions left" });
const talk = (page) => page.getByRole("region", { name: "Conversation", exact: true });
const list = (page) => page.getByRole("region", { name: "Conversations" });
const exported = async (page) => {
  await button(page, "Export messages").click();
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Table as CSV").click()]);
  await page.keyboard.press("Escape");
  return readFile(await download.path(), "utf8");
};
const saved = (page) => page.locator("#saved-state", { hasText: "Saved" }).waitFor();

async function ask(page, subject, text) {
  await compose(page).getByRole("textbox", { name: "Subject" }).fill(subject);
  await compose(page).getByRole("textbox", { name: "Question" }).fill(text);
  await compose(page).getByRole("button", { name: "Ask the experts" }).click();
  await talk(page).getByRole("heading", { name: subject }).waitFor();
}

test("a question is asked, answered, rated and becomes an incident", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await importAttack(page, site);
  await lookAs(page, "analyst");
  await openIncident(page, site);
  await manage(page, "Ask an expert");
  await compose(page).getByRole("button", { name: /^Remove / }).waitFor();
  // Subject and purpose follow from where it is asked, until somebody writes another.
  const subject = compose(page).getByRole("textbox", { name: "Subject" });
  assert.match(await subject.inputValue(), /^What is behind “.+”\?$/);
  await account(page).getByText("of 10 this quarter").waitFor({ timeout: 30_000 });
  assert.match(await account(page).innerText(), /\b10\b/);

  // Out of scope costs nothing and says where to turn.
  await compose(page).getByRole("combobox", { name: "What is it?" }).selectOption({ label: "A breach in progress or already happened" });
  await compose(page).getByText("Not in scope:", { exact: true }).waitFor();
  await compose(page).getByText("Not in scope: it cannot be sent and costs nothing").waitFor();
  await compose(page).getByRole("button", { name: "Where to turn now" }).click();
  await dialog(page).getByText("Services Hub").waitFor();
  await accessible(page, "where to turn in a breach");
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await compose(page).getByRole("combobox", { name: "What is it?" }).selectOption({ label: "An alert, an asset or a threat" });
  await compose(page).getByText("In scope:").waitFor();
  await compose(page).getByRole("button", { name: "Use a template" }).click();
  const text = compose(page).getByRole("textbox", { name: "Question" });
  assert.match(await text.inputValue(), /root cause/);
  // Another purpose has another template, in place of one that nobody wrote into, and another subject.
  await compose(page).getByRole("combobox", { name: "What should the answer give you?" }).selectOption({ label: "Is it compromised, and what to do next" });
  assert.match(await text.inputValue(), /^What looks suspicious/);
  assert.doesNotMatch(await text.inputValue(), /root cause/);
  assert.match(await subject.inputValue(), /^Is .+ compromised/);
  await text.fill(`${await text.inputValue()}\nAnd one thing more.`);
  await compose(page).getByRole("combobox", { name: "What should the answer give you?" }).selectOption({ label: "More about an alert or incident: cause and scope" });
  assert.match(await text.inputValue(), /^What looks suspicious[\s\S]*And one thing more\.$/, "what was written stays");
  await accessible(page, "a new question");
  await ask(page, "Is rcl3a.dll on other devices?", "Does it match a **known** family? <img src=x onerror=alert(1)> [here](javascript:alert(1))");
  await talk(page).getByText("Waiting for an expert").waitFor();
  assert.equal(await talk(page).locator("img, a[href^='javascript']").count(), 0);
  await account(page).getByText("1 is kept for a question that waits for an expert.").waitFor();

  await lookAs(page, "expert");
  await page.goto(`${site.url}#/ask`);
  await list(page).getByRole("link", { name: /rcl3a/ }).click();
  await talk(page).getByRole("button", { name: "Take" }).click();
  await talk(page).getByText("With an expert").waitFor();
  await talk(page).getByRole("textbox", { name: "Write a reply" }).fill("It is **Cobalt Strike**. Three devices have it.");
  await talk(page).getByRole("button", { name: "Send" }).click();
  await talk(page).getByText("Three devices have it.").waitFor();
  await saved(page);

  // Whoever looks at the open conversation has read it: the perspective changes elsewhere.
  await page.goto(`${site.url}#/`);
  await lookAs(page, "analyst");
  await page.getByRole("heading", { name: "1 unread message" }).waitFor();
  await accessible(page, "Home with an unread message");
  await page.getByRole("link", { name: /It is/ }).click();
  await talk(page).getByText("Answered").first().waitFor();
  await talk(page).getByRole("button", { name: "Yes, this message helped" }).click();
  await talk(page).locator("[aria-pressed=true]", { hasText: "Yes" }).waitFor();
  await accessible(page, "an answered question");
  await account(page).getByText(/Q-0001 Is rcl3a/).waitFor();
  await list(page).getByRole("button", { name: "Unread 0" }).waitFor();

  await list(page).getByRole("searchbox", { name: "Search all messages" }).fill("cobalt");
  await list(page).getByRole("link", { name: /rcl3a/ }).waitFor();
  await list(page).getByRole("searchbox", { name: "Search all messages" }).fill("nothing like it");
  await list(page).getByText("No conversation matches").waitFor();
  assert.doesNotMatch(await exported(page), /Q-0001/, "the export has what the list shows");
  await list(page).getByRole("searchbox", { name: "Search all messages" }).fill("");
  await list(page).getByRole("combobox", { name: "Last message" }).selectOption({ label: "Last 7 days" });
  const messages = await exported(page);
  assert.match(messages, /question,Q-0001,.*answered,.*Three devices have it.*,1,0\r?\n/);
  assert.match(messages, new RegExp(`question,Q-0001,"?${ID}`), "its incident stands beside it");
  await list(page).getByRole("combobox", { name: "Group by" }).selectOption({ label: "Grouped by reference" });
  await list(page).getByRole("heading", { name: new RegExp(ID) }).waitFor();

  // Whoever answered sees that it helped; what is marked as unread is unread again, also after a reload.
  await saved(page);
  await lookAs(page, "expert");
  await talk(page).getByText(/^This helped /).waitFor();
  await page.goto(`${site.url}#/`);
  await lookAs(page, "analyst");
  await page.goto(`${site.url}#/ask`);
  await list(page).getByRole("link", { name: /rcl3a/ }).click();
  await talk(page).getByRole("button", { name: "Mark as unread" }).click();
  await list(page).getByRole("button", { name: "Unread 1" }).waitFor();
  await saved(page);
  await page.reload();
  await list(page).getByRole("button", { name: "Unread 1" }).waitFor();
  await list(page).getByRole("link", { name: /rcl3a/ }).click();

  await talk(page).getByRole("button", { name: "Make it an incident" }).click();
  await accessible(page, "an incident from a question");
  await dialog(page).getByRole("combobox", { name: "Severity" }).selectOption({ label: "High" });
  await dialog(page).getByRole("button", { name: "Make it an incident" }).click();
  await page.getByRole("heading", { level: 1, name: "Is rcl3a.dll on other devices?" }).waitFor();
  assert.match(page.url(), /#\/incidents\/Q-0001-/);
  // What it is about came along: the incident by its number, and its assets.
  await page.getByRole("region", { name: "Details", exact: true }).getByText(new RegExp(`\\(${ID}\\)`)).waitFor();
  await partOf(page, /^Assets/).click();
  await page.getByText("DISP-LT-0417").first().waitFor();
  await page.goto(`${site.url}#/ask`);
  await list(page).getByRole("link", { name: /rcl3a/ }).click();
  await talk(page).getByRole("link", { name: /^Incident Q-0001-/ }).waitFor();
});

test("chats of incidents stand beside questions, and a phone shows one at a time", async (t) => {
  const { page } = await openApp(t, site, { viewport: { width: 390, height: 844 } });
  await importAttack(page, site);
  await lookAs(page, "expert");
  await openIncident(page, site, ID, "?tab=history");
  const box = page.getByRole("textbox", { name: "Write a comment" });
  await box.fill("Can NWF-FS-02 go offline?");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Can NWF-FS-02 go offline?").first().waitFor();
  await saved(page);
  await lookAs(page, "analyst");
  await page.goto(`${site.url}#/ask`);
  await list(page).getByRole("button", { name: "Unread 1" }).waitFor();
  await accessible(page, "conversations on a phone");
  await list(page).getByRole("link", { name: /NWF-FS-02/ }).click();
  await list(page).waitFor({ state: "hidden" });
  await talk(page).getByRole("textbox", { name: "Write a reply" }).fill("From 18:00 on");
  await talk(page).getByRole("button", { name: "Send" }).click();
  await talk(page).getByText("From 18:00 on").waitFor();
  await page.getByRole("link", { name: "All", exact: true }).click();
  await list(page).getByRole("button", { name: "Unread 0" }).waitFor();
});

test("what was written of a question is there after a reload, and each question is about where it is asked from", async (t) => {
  const { page } = await openApp(t, site, { viewport: { width: 390, height: 844 } });
  await startService(page, site, { excludedGroup: "Freight servers" });
  await importAttack(page, site);
  await lookAs(page, "analyst");
  // On a phone the form comes first, and the list is behind it.
  await page.goto(`${site.url}#/ask?about=incident&id=${ID}`);
  const chip = compose(page).getByRole("button", { name: /^Remove / });
  await chip.waitFor();
  assert.match(await compose(page).getByRole("textbox", { name: "Subject" }).inputValue(), /^What is behind/);
  assert.equal(await list(page).isVisible(), false);
  await accessible(page, "a new question on a phone");
  await page.goto(`${site.url}#/ask?about=device&id=mde-disp-lt-0417`);
  await compose(page).getByRole("button", { name: /^Remove disp-lt-0417/i }).waitFor();
  assert.equal(await chip.count(), 1, "nothing was written: what the page before named is gone");
  assert.match(await compose(page).getByRole("textbox", { name: "Subject" }).inputValue(), /^Is disp-lt-0417 compromised/i);
  assert.equal(await compose(page).getByRole("combobox", { name: "What should the answer give you?" }).inputValue(), "suspicious");
  await compose(page).getByRole("textbox", { name: "Subject" }).fill("Is it safe?");
  await compose(page).getByRole("textbox", { name: "Question" }).fill("It was at a conference.");
  await page.reload();
  await compose(page).getByRole("textbox", { name: "Question" }).waitFor();
  assert.equal(await compose(page).getByRole("textbox", { name: "Question" }).inputValue(), "It was at a conference.");
  assert.equal(await compose(page).getByRole("textbox", { name: "Subject" }).inputValue(), "Is it safe?");
  // Something was written: what is named now is added.
  await page.goto(`${site.url}#/ask?about=incident&id=${ID}`);
  await chip.nth(1).waitFor();
  await page.getByRole("link", { name: "All", exact: true }).click();
  await list(page).getByRole("link", { name: "New question" }).click();
  await compose(page).getByRole("button", { name: "Ask the experts" }).click();
  await talk(page).getByRole("heading", { name: "Is it safe?" }).waitFor();
  // The incident leads to it.
  await openIncident(page, site);
  await page.getByRole("link", { name: "Q-0001" }).click();
  await talk(page).getByRole("heading", { name: "Is it safe?" }).waitFor();
});
