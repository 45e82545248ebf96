// Where one is in the queue: a new list begins at its top, returning keeps row and scroll, names stand still; the keys of the
// queue work on the page of an incident; any view opens the queue and is found by its name.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { openApp } from "./browser.mjs";
import { importFile, incident, incidentsExport } from "./graph.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const rows = (page) => page.locator(".rows-row:visible");
const dialog = (page) => page.locator("dialog[open]");
const toast = (page, text) => page.locator(".toast", { hasText: text });
const scrolled = (page) => page.evaluate(() => Math.round(document.querySelector(".rows").scrollTop));

async function queue(t, value, route = "#/incidents?list=all&view=all") {
  const { page } = await openApp(t, site, { viewport: { width: 1440, height: 800 } });
  await importFile(page, site, "incidents.json", typeof value === "string" ? value : JSON.stringify({ value }));
  await page.goto(`${site.url}${route}`);
  await rows(page).first().waitFor();
  return page;
}

const many = () => Array.from({ length: 200 }, (_, at) => incident(1_000 + at, { status: "active", severity: at % 2 ? "high" : "medium" }));

test("another filter or list begins at its top, and returning keeps row and scroll", async (t) => {
  const page = await queue(t, many(), "#/incidents?view=all&noise=shown");
  for (let at = 0; at < 60; at += 1) await page.keyboard.press("j");
  await page.waitForFunction(() => document.querySelector(".rows").scrollTop > 800);
  const before = await scrolled(page);
  const at = await page.evaluate(() => document.querySelector(".rows-row.is-current").innerText);
  await page.keyboard.press("Enter");
  await page.waitForURL(/incidents\/\d+/);
  await page.keyboard.press("u");
  await page.waitForFunction((px) => Math.abs((document.querySelector(".rows")?.scrollTop ?? 0) - px) < 2, before);
  assert.equal(await page.evaluate(() => document.querySelector(".rows-row.is-current").innerText), at);
  // Another order goes on showing the row.
  await page.getByRole("columnheader", { name: "Severity" }).getByRole("button").click();
  await page.waitForURL(/sort=/);
  await page.waitForFunction((row) => document.querySelector(".rows-row.is-current")?.innerText === row, at);
  // Another filter is another list.
  await page.evaluate(() => (document.querySelector(".rows").scrollTop = 900));
  await page.getByRole("checkbox", { name: /^High/ }).check();
  await page.waitForFunction(() => document.querySelector(".rows").scrollTop === 0);
  await page.evaluate(() => (document.querySelector(".rows").scrollTop = 900));
  await page.waitForFunction(() => document.querySelector(".rows").scrollTop > 800);
  await page.getByRole("link", { name: /^Open/ }).first().click();
  await page.waitForURL(/list=open/);
  await page.waitForFunction(() => document.querySelector(".rows").scrollTop === 0);
});

test("with every column on, box and name of a row stand still", async (t) => {
  const columns = "score,importedScore,severity,incident,status,assigned,classification,determination,tags,sources,tactics,assets,alerts,activeAlerts,firstActivity,lastActivity,created,updated,inState,due";
  const page = await queue(t, incidentsExport(60), `#/incidents?view=all&columns=${columns}`);
  await page.evaluate(() => (document.querySelector(".rows").scrollLeft = 700));
  await page.waitForFunction(() => document.querySelector(".rows").scrollLeft > 600);
  const seen = await page.evaluate(() => {
    const list = document.querySelector(".rows").getBoundingClientRect();
    const left = (name) => document.querySelector(name).getBoundingClientRect().left - list.left;
    return [left(".rows-row .rows-check"), left(".rows-head .rows-check"), left(".rows-row .rows-key"), left(".rows-head .rows-key")];
  });
  assert.deepEqual(seen.map(Math.round), [0, 0, 40, 40]);
  // Where all fits nothing is held.
  await page.goto(`${site.url}#/incidents?view=all`);
  await page.waitForFunction(() => document.querySelector(".rows:not(.rows-wide)") !== null);
});

test("the letters of the queue work on an incident's page, and not while one types", async (t) => {
  const page = await queue(t, many().slice(0, 3));
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1 }).waitFor();
  for (const [key, title] of [["a", /^Assign this incident/], ["c", /^What did it turn out to be/], ["t", /^Tags$/], ["m", /^Merge with which/], ["r", /^Resolve this incident/]]) {
    await page.keyboard.press(key);
    await dialog(page).getByRole("heading", { name: title }).first().waitFor();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "hidden" });
    // The browser tells the page a moment later that it has closed the dialog: no hand is as quick as this one.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
  }
  await page.keyboard.press("?");
  const sheet = dialog(page);
  await sheet.getByRole("heading", { name: "In an incident" }).waitFor();
  const listed = await sheet.locator("dl.facts").nth(2).innerText();
  for (const word of ["Assign", "Classify", "Tag", "Merge", "Resolve"]) assert.ok(listed.includes(word), `${word} in ${listed}`);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: /^Comments/ }).click();
  const comment = page.getByRole("textbox").first();
  await comment.fill("");
  await comment.pressSequentially("a crtm");
  assert.equal(await comment.inputValue(), "a crtm");
  assert.equal(await dialog(page).count(), 0);
});

test("any view opens the queue, and a view is found by its name", async (t) => {
  const page = await queue(t, many().slice(0, 12), "#/incidents");
  await page.getByRole("button", { name: "What needs attention" }).click();
  await page.getByRole("button", { name: "Always open the queue with Last 30 days, high and medium" }).click();
  await toast(page, "The queue opens with “Last 30 days, high and medium”.").waitFor();
  await page.keyboard.press("Escape");
  await page.goto(`${site.url}#/`);
  await page.goto(`${site.url}#/incidents`);
  await page.waitForURL(/view=month/);
  await page.getByRole("button", { name: "Last 30 days, high and medium" }).click();
  await page.getByRole("button", { name: "Always open the queue with Your turn" }).click();
  await toast(page, "The queue opens with “Your turn”.").waitFor();
  await page.goto(`${site.url}#/`);
  await page.goto(`${site.url}#/incidents`);
  await page.waitForURL(/list=yourTurn/);
  // One that was kept is found and opened by its name alone.
  await page.goto(`${site.url}#/incidents?f=severity:high&view=all`);
  await page.getByRole("button", { name: "Save as a view" }).click();
  await dialog(page).getByRole("textbox", { name: "Name" }).fill("Night watch");
  await page.keyboard.press("Enter");
  await toast(page, "The view was saved.").waitFor();
  await page.goto(`${site.url}#/`);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("night w");
  await page.getByRole("option", { name: /Night watch.*View/s }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/f=severity:high/);
  await page.getByRole("button", { name: "Night watch" }).waitFor();
});

test("what is not there is not offered: nothing to fold, nothing alike to merge with", async (t) => {
  const page = await queue(t, [incident(1_000, { status: "active", severity: "high" }), incident(1_001, { status: "active", severity: "high", displayName: "Quite another thing" })], "#/incidents?view=all&noise=shown");
  assert.equal(await page.getByRole("button", { name: "Fold them" }).count(), 0);
  await page.keyboard.press("j");
  await page.keyboard.press("m");
  await dialog(page).getByRole("heading", { name: "Merge with which incidents?" }).waitFor();
  const search = dialog(page).getByRole("searchbox");
  await search.fill("zzzz");
  await dialog(page).getByText("No other incident is found. Try its number.").waitFor();
});

test("what is selected is selected again on coming back, and in another list it is not", async (t) => {
  const page = await queue(t, many());
  const picked = page.locator(".bulk-bar").getByText("2 selected");
  for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
  await picked.waitFor();
  for (const back of [() => page.keyboard.press("u"), () => page.goBack()]) {
    await page.keyboard.press("Enter");
    await page.waitForURL(/incidents\/\d+/);
    await back();
    await picked.waitFor();
    await page.locator(".rows-row.is-current:focus").waitFor();
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(/incidents\/\d+/);
  await page.goto(`${site.url}#/incidents?list=open&view=all`);
  await rows(page).first().waitFor();
  assert.equal(await page.locator(".bulk-bar").count(), 0);
});

test("a press on a chip opens what it asks for, to be chosen again", async (t) => {
  const page = await queue(t, many(), "#/incidents?list=all&view=all&f=severity:high");
  const chip = page.locator(".sheet-bar .chip");
  await chip.getByRole("button", { name: /^Severity is High/ }).focus();
  await page.keyboard.press("Enter");
  const choices = page.getByRole("dialog", { name: "Severity is" });
  // On a phone the line of chips is pushed sideways, and what a chip opens lies within the window all the same.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForFunction(() => {
    const place = document.querySelector(".popover:popover-open")?.getBoundingClientRect();
    return place && place.left >= 0 && place.right <= 390;
  });
  await page.setViewportSize({ width: 1440, height: 800 });
  await expectAccessible(page, "the values of a chip");
  await choices.getByRole("checkbox", { name: "Medium (100)" }).check();
  await chip.getByText("High, Medium").waitFor();
  await page.waitForURL(/medium/);
  assert.ok(await choices.isVisible(), "it stays open for more");
  await choices.getByRole("checkbox", { name: "High (100)" }).uncheck();
  // With the last one the chip goes.
  await choices.getByRole("checkbox", { name: "Medium (100)" }).click();
  await chip.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "queue-find");
});
