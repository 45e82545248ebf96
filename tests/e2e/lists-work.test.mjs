// The lists of alerts and assets are worked in as the queue is: order, filters, columns, the menu of a row, by keys alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { openApp } from "./browser.mjs";
import { openDemo } from "./demo-open.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const rows = (page) => page.locator(".rows-row:visible");
const head = (page, name) => page.getByRole("columnheader", { name, exact: true });
/** The button of a field that takes several values, and one of its boxes. */
const field = (page, name) => page.getByRole("button", { name: new RegExp(`^${name}: `) });
const value = (page, name, one) => page.getByRole("dialog", { name, exact: true }).getByRole("checkbox", { name: one, exact: true });
const select = (page, name) => page.getByRole("combobox", { name, exact: true });

async function demo(t, route, viewport = { width: 1440, height: 900 }) {
  const { page } = await openApp(t, site, { route: "#/demo", viewport });
  await openDemo(page);
  await page.goto(`${site.url}${route}`);
  await rows(page).or(page.locator(".assets-table tbody tr")).first().waitFor();
  return page;
}

/** Columns of the list as they stand, by the places of their cells. */
const column = (page, at) =>
  page.evaluate((at) => {
    const rows = [...document.querySelectorAll(".rows-row")].filter((row) => row.checkVisibility());
    rows.sort((one, other) => Number(one.getAttribute("aria-rowindex")) - Number(other.getAttribute("aria-rowindex")));
    return rows.map((row) => row.querySelectorAll("[role=gridcell]")[at].innerText.trim());
  }, at);

test("alerts are ordered by their heads, and the address brings the order back", async (t) => {
  const page = await demo(t, "#/alerts");
  const before = await column(page, 0);
  // It opens with what began last, and the head says so.
  const began = head(page, "First activity");
  assert.equal(await began.getAttribute("aria-sort"), "descending");
  assert.equal(await page.locator('[role=columnheader]:is([aria-sort=ascending], [aria-sort=descending])').count(), 1);
  const times = (await column(page, 6)).map((text) => Date.parse(text));
  assert.deepEqual(times, times.toSorted((one, other) => other - one));
  const severity = head(page, "Severity");
  assert.equal(await severity.getAttribute("aria-sort"), "none");
  await severity.getByRole("button").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/sort=-severity/);
  assert.equal(await severity.getAttribute("aria-sort"), "descending");
  const most = await column(page, 1);
  assert.match(most.join(), /^(High,)+(Medium,)*(Low,)*(Informational,?)*/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/sort=severity/);
  assert.equal(await severity.getAttribute("aria-sort"), "ascending");
  assert.equal((await column(page, 1))[0], "Informational");
  await page.reload();
  await rows(page).first().waitFor();
  await page.waitForFunction(() => document.querySelector(".rows-row [role=gridcell]:nth-of-type(2)")?.innerText.trim() === "Informational");
  await severity.getByRole("button").click();
  await page.waitForURL((url) => !url.href.includes("sort="));
  assert.equal(await began.getAttribute("aria-sort"), "descending");
  await page.waitForFunction((first) => document.querySelector(".rows-row .alerts-open").innerText === first, before[0]);
  await expectAccessible(page, "the list of alerts");
});

test("alerts are narrowed by when they began, severity, state and product", async (t) => {
  const page = await demo(t, "#/alerts");
  const count = async () => Number((await page.getByRole("status").filter({ hasText: /^[\d,]+ shown from/ }).innerText()).match(/[\d,]+/)[0].replace(",", ""));
  const all = await count();
  await select(page, "First activity").selectOption({ label: "Last 30 days and today" });
  await page.waitForURL(/period=30d\.\./);
  const month = await count();
  assert.ok(month > 0 && month < all, `${month} of ${all}`);
  await field(page, "Product").click();
  await value(page, "Product", "Endpoint").check();
  await page.waitForURL(/source=microsoftDefenderForEndpoint/);
  await page.keyboard.press("Escape");
  assert.ok((await column(page, 3)).every((product) => product === "Endpoint"));
  // Several severities together, with boxes by keys alone; the button says which.
  await field(page, "Severity").focus();
  await page.keyboard.press("Enter");
  await value(page, "Severity", "Informational").focus();
  await page.keyboard.press("Space");
  await page.waitForURL(/severity=informational/);
  const few = await count();
  assert.ok((await column(page, 1)).every((severity) => severity === "Informational"));
  await value(page, "Severity", "High").focus();
  await page.keyboard.press("Space");
  await page.waitForURL(/severity=informational&severity=high/);
  await expectAccessible(page, "severities of alerts");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Severity: High, Informational", exact: true }).waitFor();
  assert.ok((await count()) > few);
  assert.ok((await column(page, 1)).every((severity) => ["Informational", "High"].includes(severity)));
  await page.reload();
  await page.getByRole("button", { name: "Severity: High, Informational", exact: true }).waitFor();
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.waitForURL((url) => url.hash === "#/alerts");
  assert.equal(await count(), all);
});

test("columns of the alerts are chosen; what a row is of stands still", async (t) => {
  const page = await demo(t, "#/alerts", { width: 1024, height: 800 });
  const wide = () => page.evaluate(() => document.querySelector(".rows").scrollWidth - document.querySelector(".rows").clientWidth);
  assert.equal(await wide(), 0, "the usual columns fit");
  await page.getByRole("button", { name: "Columns" }).click();
  const columns = page.getByRole("dialog", { name: "Columns" });
  for (const name of ["Detector", "Assets", "Last activity", "Created"]) await columns.getByRole("checkbox", { name }).check();
  await columns.getByRole("button", { name: "Move Created forward" }).click();
  await expectAccessible(page, "the columns of the alerts");
  await page.keyboard.press("Escape");
  await page.waitForURL(/columns=.*created,lastActivity/);
  assert.ok((await wide()) > 0);
  await page.evaluate(() => (document.querySelector(".rows").scrollLeft = 400));
  const seen = await page.evaluate(() => {
    const list = document.querySelector(".rows").getBoundingClientRect();
    const [name, title] = [document.querySelector(".rows-row .rows-key"), document.querySelector(".rows-head .rows-key")].map((it) => it.getBoundingClientRect());
    const front = document.elementFromPoint(name.left + 40, name.top + name.height / 2);
    return { name: name.left - list.left, title: title.left - list.left, front: front.closest(".rows-key") !== null };
  });
  assert.deepEqual(seen, { name: 0, title: 0, front: true });
});

test("the menu of an alert opens it, its incident and a question, by keys", async (t) => {
  const page = await demo(t, "#/alerts");
  const menu = page.getByRole("menu", { name: "Actions" });
  const open = async () => {
    await page.keyboard.press("Shift+F10");
    await page.waitForFunction(() => document.activeElement?.closest(".row-popover .menu-item") !== null);
  };
  await page.keyboard.press("j");
  await page.waitForFunction(() => document.activeElement?.closest(".rows-row") !== null);
  const title = await page.evaluate(() => document.activeElement.querySelector(".alerts-open").innerText);
  await open();
  await expectAccessible(page, "the menu of an alert");
  const offered = await menu.getByRole("menuitem").allInnerTexts();
  assert.match(offered.join("|"), /^Open the alert\|Open incident \d+\|Set to new.*\|Classify.*\|Copy the number\|Download as JSON\|Ask an expert$/s);
  await page.keyboard.press("Enter");
  const flyout = page.getByRole("dialog", { name: "Alert" });
  await flyout.getByRole("heading", { name: title }).waitFor();
  await page.keyboard.press("Escape");
  await flyout.waitFor({ state: "hidden" });
  await page.locator(".rows-row.is-current").focus();
  await open();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/ask/);
  await page.goBack();
  await rows(page).first().waitFor();
  await rows(page).first().getByRole("button", { name: /^Actions for the alert/ }).click();
  await menu.getByRole("menuitem", { name: /^Open incident/ }).click();
  await page.waitForURL(/#\/incidents\/\d+/);
});

test("the inventory fits at 1024 px and each row has the menu of its page", async (t) => {
  const page = await demo(t, "#/assets", { width: 1024, height: 800 });
  for (const kind of ["", "?kind=user", "?kind=mailbox"]) {
    await page.goto(`${site.url}#/assets${kind}`);
    await page.locator(".assets-table tbody tr").first().waitFor();
    const wide = await page.evaluate(() => document.querySelector(".table-frame").scrollWidth - document.querySelector(".table-frame").clientWidth);
    assert.equal(wide, 0, kind);
  }
  await page.goto(`${site.url}#/assets`);
  const row = page.locator(".assets-table tbody tr").first();
  const name = (await row.locator(".story-open").innerText()).trim();
  await row.getByRole("button", { name: `Actions for ${name}` }).focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("menu", { name: "Actions" });
  const ofRow = await menu.getByRole("menuitem").allInnerTexts();
  await page.keyboard.press("Escape");
  await row.locator(".story-open").click();
  await page.getByRole("link", { name: "Open the page" }).click();
  await page.waitForURL(/#\/assets\/device\//);
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  assert.deepEqual(await menu.getByRole("menuitem").allInnerTexts(), ofRow);
});

test("the page of a device says whose each of two states is, and once what both sources say", async (t) => {
  const page = await demo(t, "#/assets");
  await page.getByRole("searchbox").fill("lap-0013");
  await page.locator(".assets-table .story-open").filter({ hasText: "lap-0013" }).click();
  await page.getByRole("link", { name: "Open the page" }).click();
  const known = page.getByRole("region", { name: "What is known" });
  await known.getByRole("heading", { name: /^Latest export of machines, / }).waitFor();
  await known.getByRole("heading", { name: /^Latest alert that names it, / }).waitFor();
  // The lines of each list by the head above it.
  const lines = await known.evaluate((card) =>
    [...card.querySelectorAll("h3")].filter((head) => head.innerText.startsWith("Latest")).map((head) => {
      const list = head.nextElementSibling;
      const values = [...list.querySelectorAll("dd")];
      return Object.fromEntries([...list.querySelectorAll("dt")].map((name, at) => [name.innerText.trim(), values[at].innerText.trim()]));
    }),
  );
  assert.equal(lines.length, 2);
  const [machine, alert] = lines;
  assert.deepEqual([machine.Risk, alert.Risk], ["Low", "Medium"]);
  assert.equal(machine.Onboarding, "Onboarded");
  assert.ok(!("Onboarding" in alert), JSON.stringify(alert));
  await expectAccessible(page, "the page of a device with two sources");
});
