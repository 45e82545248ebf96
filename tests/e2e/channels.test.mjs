// Cards as the reader of Teams parses them, and web-hooks that hide their answer or are down for a while.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import cards from "adaptivecards/dist/adaptivecards.js";
import { incident } from "./attack-export.mjs";
import { openApp } from "./browser.mjs";
import { importFile } from "./graph.mjs";
import { hookServer } from "./hook-server.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

// What a browser says of a receiver that is down or hides its answers is no fault of the site.
const allowFaults = /services\/1|Failed to load resource|CORS/;
const HOSTILE = "Defender Experts: [pay](https://evil.example) **now** <at>all</at> <!channel>";
const outbox = (page) => page.getByRole("region", { name: "Outbox" });
const log = (page) => page.getByRole("region", { name: "What left" });
const channels = (page) => page.getByRole("region", { name: "Channels" });

/** A service in full response whose hunters have just notified. */
async function notified(page) {
  await startService(page, site, { excludedGroup: "Freight servers" });
  const one = incident(Date.now(), "5001", HOSTILE, { severity: "high" });
  await importFile(page, site, "incidents.json", JSON.stringify({ value: [one] }));
}

/** A receiver, and the page of notifications of a service that has something to tell it. */
async function withHook(t) {
  const hook = await hookServer();
  t.after(() => hook.stop());
  const { page, context } = await openApp(t, site, { allowFaults, ignoreHTTPSErrors: true });
  await notified(page);
  await lookAs(page, "administrator");
  await page.goto(`${site.url}#/notifications`);
  return { hook, page, context };
}

/** Makes the receiver the web-hook of the channel. */
async function useHook(page, hook) {
  await channels(page).getByRole("textbox", { name: "Incoming web-hook" }).fill(hook.url);
  await channels(page).locator("form").filter({ hasText: "Incoming web-hook" }).getByRole("button", { name: "Save" }).click();
}

/**
 * Opens an address with a clock after the next attempt. The app is left before the clock jumps: it would post at once, and
 * a tab that is closed in the middle of that keeps no line about it.
 */
async function later(tab, url) {
  await tab.goto("about:blank");
  await tab.clock.install({ time: Date.now() + 61_000 });
  await tab.goto(url);
  await tab.locator("#boot").waitFor({ state: "detached" });
}

/** Every member of a document with the object that it stands in. */
function* members(value) {
  if (value === null || typeof value !== "object") return;
  for (const [name, member] of Object.entries(value)) {
    yield [name, member, value];
    yield* members(member);
  }
}

/** What a card says and where it leads, as the library of its authors reads it; it must have nothing against it. */
function parsed(attachment) {
  assert.equal(attachment.contentType, "application/vnd.microsoft.card.adaptive");
  const context = new cards.SerializationContext(cards.Versions.v1_4);
  const card = new cards.AdaptiveCard();
  card.parse(attachment.content, context);
  const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  assert.deepEqual(events, [], "reading the card");
  assert.deepEqual(card.validateProperties().validationEvents.map((it) => it.message), [], "validating the card");
  const blocks = Array.from({ length: card.getItemCount() }, (_, at) => card.getItemAt(at));
  // Only these blocks show their text as it is; a TextBlock would read it as Markdown.
  assert.ok(blocks.every((block) => block instanceof cards.RichTextBlock));
  const lines = blocks.map((block) => Array.from({ length: block.getInlineCount() }, (_, at) => block.getInlineAt(at).text).join(""));
  const actions = Array.from({ length: card.getActionCount() }, (_, at) => card.getActionAt(at));
  return { lines, links: actions.map((action) => action.url) };
}

test("the card of Teams is one that its library reads, and nothing from outside becomes markup or a link", async (t) => {
  const { page } = await openApp(t, site);
  await notified(page);
  await lookAs(page, "administrator");
  await page.goto(`${site.url}#/service/contacts`);
  await page.getByRole("checkbox", { name: /Communicate on Teams/ }).check();
  await page.getByRole("button", { name: "Review changes" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("One change is saved").waitFor();
  await page.goto(`${site.url}#/notifications`);
  const row = outbox(page).getByRole("listitem").filter({ hasText: "Hunting notification" });
  const [download] = await Promise.all([page.waitForEvent("download"), row.getByRole("button", { name: "Save the card" }).click()]);
  const message = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.equal(message.attachments.length, 1);
  const { lines, links } = parsed(message.attachments[0]);
  assert.equal(lines[0], `Hunting notification: ${HOSTILE}`);
  assert.match(lines[1], /^The hunters found something/);
  assert.ok(lines.includes("Severity: High"), lines.join("\n"));
  assert.match(lines.at(-1), /^Code [0-9A-Z]{4}-[0-9A-Z]{4}\./);
  assert.deepEqual(links, [`${site.url}#/incidents/5001`]);
  const leadsOut = [...members(message)].filter(([name]) => /url|href|selectAction|image|entities/i.test(name) && name !== "contentUrl");
  assert.deepEqual(leadsOut.map(([, value]) => value), links, "the only link is ours");
  await log(page).getByText("Handed over").waitFor();
});

test("a hidden answer is logged as unconfirmed, and what could not leave is there after a reload and leaves by itself", async (t) => {
  const { hook, page } = await withHook(t);
  await useHook(page, hook);
  // The receiver takes what comes and says nothing of other origins: the browser hides its answer.
  await channels(page).getByRole("button", { name: "Send a test" }).click();
  await log(page).getByText("Sent, unconfirmed").waitFor();
  assert.equal(hook.posted.length, 1, "it came once");
  assert.match(JSON.parse(hook.posted[0]).text, /test/i);

  await hook.stop();
  const row = outbox(page).getByRole("listitem").filter({ hasText: "Hunting notification" }).filter({ hasText: "Slack" });
  await row.getByRole("button", { name: "Post now" }).click();
  await log(page).getByText("Not sent").waitFor();
  await row.getByText(/could not be reached\. Tried again at/).waitFor();
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();

  await hook.start();
  hook.answersPages(true);
  await later(page, `${site.url}#/notifications`);
  await log(page).getByText("Sent", { exact: true }).waitFor();
  await row.waitFor({ state: "detached" });
  assert.equal(hook.posted.length, 2, "what failed left once");
  assert.equal(JSON.parse(hook.posted[1]).blocks[0].text.text, `Hunting notification: ${HOSTILE}`);
  await log(page).getByText("Not sent").waitFor();
});

test("a message that left is never posted a second time, whatever the browser shows of the answer", async (t) => {
  const { hook, page } = await withHook(t);
  await useHook(page, hook);
  // The receiver lets the page send, and its answer is hidden all the same: it has the message.
  hook.answersPages("before");
  await channels(page).getByRole("button", { name: "Send a test" }).click();
  await log(page).getByText("Sent, unconfirmed").waitFor();
  assert.equal(hook.posted.length, 1, "it came once");
});

test("what comes up is posted by itself where that is switched on, once, and nothing of before", async (t) => {
  const { hook, page, context } = await withHook(t);
  hook.answersPages(true);
  const byItself = channels(page).getByRole("checkbox", { name: "Post by itself while the app is open" });
  assert.equal(await byItself.count(), 0, "nothing is posted where there is no web-hook");
  await useHook(page, hook);
  assert.equal(await byItself.isChecked(), false, "off until somebody says so");
  await byItself.click();
  await channels(page).getByText(/^Switched on by .+ What comes up since then/).waitFor();
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
  const second = await context.newPage();
  await second.goto(`${site.url}#/incidents`);
  await second.locator("#boot").waitFor({ state: "detached" });

  // What was notified before waits for a press; what is notified now leaves by itself.
  await lookAs(page, "expert");
  await page.goto(`${site.url}#/hunting`);
  await page.getByRole("button", { name: "Sample notification" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make it" }).click();
  await page.getByRole("heading", { level: 1, name: /Test Notification/ }).waitFor();
  await page.goto(`${site.url}#/notifications`);
  await log(page).getByText("Sent", { exact: true }).waitFor();
  await outbox(page).getByRole("listitem").filter({ hasText: "to Slack" }).getByRole("button", { name: "Post now" }).first().waitFor();
  await new Promise((done) => setTimeout(done, 1_500));
  assert.equal(hook.posted.length, 1, "once, by one of two tabs, and nothing of before");
  assert.match(JSON.parse(hook.posted[0]).blocks[0].text.text, /Test Notification/);
});

test("what failed is tried again whatever page is open, and by one of two tabs", async (t) => {
  const { hook, page, context } = await withHook(t);
  await useHook(page, hook);
  await page.getByText("Kept.").waitFor();
  await hook.stop();
  const row = outbox(page).getByRole("listitem").filter({ hasText: "Hunting notification" }).filter({ hasText: "Slack" });
  await row.getByRole("button", { name: "Post now" }).click();
  await log(page).getByText("Not sent").waitFor();
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
  await hook.start();
  hook.answersPages(true);

  // Two tabs, neither of them on the page of notifications, both with a clock after the next attempt.
  const second = await context.newPage();
  for (const tab of [page, second]) await later(tab, `${site.url}#/incidents`);
  while (hook.posted.length === 0) await new Promise((done) => setTimeout(done, 100));
  await page.goto(`${site.url}#/notifications`);
  await log(page).getByText("Sent", { exact: true }).waitFor();
  // Whoever would post it too has had the time to do so.
  for (const tab of [second, page]) await tab.clock.runFor(40_000);
  await second.goto(`${site.url}#/notifications`);
  await log(second).getByText("Sent", { exact: true }).waitFor();
  assert.equal(hook.posted.length, 1, "one of the tabs posted it, once");
});
