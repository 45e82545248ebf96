// The parts on `#/style`: what keys, focus and the pointer do to them, in both themes and from 320 px on.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { openApp } from "./browser.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const LAST = 999_999;
const openStyle = async (t, options) => {
  const visitor = await openApp(t, site, { route: "#/style", ...options });
  await visitor.page.locator(".rows-row").first().waitFor();
  return visitor;
};

/** The names of the rows that lie in the window of the long list, from the top. */
const visibleRows = (page) =>
  page.locator(".rows").evaluate((rows) => {
    const { top, bottom } = rows.getBoundingClientRect();
    const head = rows.querySelector(".rows-head").offsetHeight;
    return [...rows.querySelectorAll(".rows-row")]
      .map((row) => ({ place: row.getBoundingClientRect(), name: row.querySelector(".name").textContent }))
      .filter(({ place }) => place.top >= top + head - 1 && place.bottom <= bottom + 1)
      .sort((a, b) => a.place.top - b.place.top)
      .map(({ name }) => Number(name.replace(/\D/g, "")));
  });

const focusedRow = (page) =>
  page.evaluate(() => {
    const name = document.activeElement?.closest(".rows-row")?.querySelector(".name");
    return name ? Number(name.textContent.replace(/\D/g, "")) : null;
  });

const untilFocused = (page, row) =>
  page.waitForFunction((wanted) => {
    const name = document.activeElement?.closest(".rows-row")?.querySelector(".name");
    return name !== undefined && name !== null && Number(name.textContent.replace(/\D/g, "")) === wanted;
  }, row);

test("keys go through a million rows, and the row in hand stays in view", async (t) => {
  const { page } = await openStyle(t);
  await page.locator(".rows-row").first().click();
  await page.keyboard.press("ArrowDown");
  await untilFocused(page, 1);
  await page.keyboard.press("End");
  await untilFocused(page, LAST);
  assert.equal((await visibleRows(page)).at(-1), LAST);
  await page.keyboard.press("PageUp");
  await page.waitForFunction((last) => document.activeElement?.getAttribute("aria-rowindex") < last, LAST);
  assert.ok((await visibleRows(page)).includes(await focusedRow(page)));
  await page.keyboard.press("Home");
  await untilFocused(page, 0);
  await page.keyboard.press("Space");
  assert.equal(await page.locator('.rows-row[aria-selected="true"]').count(), 1);
  assert.ok((await page.locator(".rows-row").count()) < 60, "rows are drawn for the window and not for the list");
});

test("the thumb goes anywhere, the wheel row by row, and no row is skipped or drawn twice", async (t) => {
  const { page } = await openStyle(t);
  const rows = page.locator(".rows");
  await rows.evaluate((list) => (list.scrollTop = list.scrollHeight / 2));
  await page.waitForFunction(() => Number(document.querySelector(".rows-row").getAttribute("aria-rowindex")) > 400_000);
  const before = await visibleRows(page);
  const bar = await rows.evaluate((list) => list.scrollTop);
  await rows.hover();
  await page.mouse.wheel(0, 64);
  await page.waitForFunction(
    ([row, top]) => {
      const shown = [...document.querySelectorAll(".rows-row")].find((it) => it.getAttribute("aria-rowindex") === row);
      return !shown || shown.getBoundingClientRect().top < top;
    },
    [String(before[1] + 2), await rows.evaluate((list) => list.getBoundingClientRect().top + 33)],
  );
  // After a pause the scroll bar is put where the proportion says: the rows must not move with it.
  await page.waitForFunction((bar) => document.querySelector(".rows").scrollTop < bar + 32, bar);
  const after = await visibleRows(page);
  assert.ok(after[0] - before[0] >= 1 && after[0] - before[0] <= 3, `${before[0]} to ${after[0]}`);
  assert.deepEqual(after, Array.from(after, (_, at) => after[0] + at));
});

test("the focus stays with its row through a new order", async (t) => {
  const { page } = await openStyle(t);
  await page.locator(".rows-row").nth(2).click();
  await page.keyboard.press("ArrowDown");
  await untilFocused(page, 3);
  await page.getByRole("columnheader", { name: "Incident" }).last().getByRole("button").click();
  assert.equal((await visibleRows(page))[0], LAST);
  assert.equal(await page.locator(".rows-row.is-current").count(), 0, "row 3 is far away now");
  await page.locator(".rows").focus();
  await page.keyboard.press("ArrowUp");
  await untilFocused(page, 4);
});

test("a dialog takes the focus and gives it back, and Enter in a field answers", async (t) => {
  const { page } = await openStyle(t);
  const opener = page.getByRole("button", { name: "Dialog", exact: true });
  await opener.click();
  const dialog = page.getByRole("dialog", { name: /^Skip/ });
  await dialog.waitFor();
  const field = dialog.getByRole("textbox");
  assert.ok(await field.evaluate((input) => input === document.activeElement));
  await expectAccessible(page, "the dialog", { within: "dialog[open]" });
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.ok(await opener.evaluate((button) => button === document.activeElement));
  await opener.click();
  await field.press("Enter");
  await dialog.waitFor({ state: "hidden" });
});

test("a popover and a menu open at their buttons and close by Escape", async (t) => {
  const { page } = await openStyle(t);
  const opener = page.getByRole("button", { name: "Popover", exact: true });
  await opener.click();
  const popover = page.locator("#style-popover");
  await popover.getByRole("heading").waitFor();
  const [button, box] = [await opener.boundingBox(), await popover.boundingBox()];
  assert.ok(Math.abs(box.x - button.x) < 4 || Math.abs(box.x + box.width - button.x - button.width) < 4);
  await page.keyboard.press("Escape");
  await popover.waitFor({ state: "hidden" });
  assert.ok(await opener.evaluate((it) => it === document.activeElement));
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  const entries = await page.locator("#style-menu .menu-item").allInnerTexts();
  const untilAt = (at) =>
    page.waitForFunction((wanted) => document.activeElement === document.querySelectorAll("#style-menu .menu-item")[wanted], at);
  await untilAt(0);
  await page.keyboard.press("ArrowUp");
  await untilAt(entries.length - 1);
  await page.keyboard.press("Home");
  await untilAt(0);
  await page.keyboard.press("e");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Export");
  await page.keyboard.press("Enter");
  await page.locator("#style-menu").waitFor({ state: "hidden" });
});

test("a button that is not allowed is reached by keys, says why, and does nothing", async (t) => {
  const { page } = await openStyle(t);
  const locked = page.getByRole("button", { name: "Approve" }).and(page.locator('[aria-disabled="true"]')).first();
  await locked.focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  const tip = page.getByRole("tooltip").filter({ hasText: "Needs Security Operator" }).first();
  await tip.waitFor({ state: "visible" });
  const described = await locked.getAttribute("aria-describedby");
  assert.equal(await tip.getAttribute("id"), described);
});

test("a chart is read by keys, chosen, and shown as a table", async (t) => {
  const { page } = await openStyle(t);
  const chart = page.getByRole("figure").filter({ has: page.getByRole("heading", { name: "Incidents by day" }) });
  const bars = chart.locator(".chart-mark");
  await bars.first().focus();
  await page.keyboard.press("ArrowRight");
  assert.ok(await bars.nth(1).evaluate((bar) => bar === document.activeElement));
  await page.keyboard.press("Enter");
  assert.equal(await bars.nth(1).getAttribute("aria-pressed"), "true");
  assert.equal(await chart.locator(".chart-mark.is-dimmed").count(), 29);
  await page.keyboard.press("Space");
  assert.equal(await chart.locator(".chart-mark.is-dimmed").count(), 0);
  const said = await bars.first().getAttribute("aria-label");
  await chart.getByRole("button", { name: "Show Incidents by day as a table" }).click();
  const cells = await chart.getByRole("row").nth(1).innerText();
  assert.deepEqual(cells.match(/\d+/g), said.match(/\d+/g));
});

test("the ends of the brush move by a day and by a week, and never cross", async (t) => {
  const { page } = await openStyle(t);
  const first = page.getByRole("slider", { name: "First day" });
  const last = page.getByRole("slider", { name: "Last day" });
  assert.equal(await first.getAttribute("aria-valuetext"), "Day 154");
  await first.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowLeft");
  assert.equal(await first.getAttribute("aria-valuetext"), "Day 148");
  await page.keyboard.press("End");
  assert.equal(await first.getAttribute("aria-valuenow"), await last.getAttribute("aria-valuenow"));
  const plot = await page.locator(".brush-plot").boundingBox();
  const grip = await first.boundingBox();
  await page.mouse.move(grip.x + grip.width / 2 - 3, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width / 2, plot.y + 10, { steps: 4 });
  await page.mouse.up();
  const day = Number(await first.getAttribute("aria-valuenow"));
  assert.ok(Math.abs(day - 91) <= 1, `dragged to day ${day}`);
});

for (const colorScheme of ["light", "dark"]) {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ]) {
    test(`axe finds nothing at ${width} px, ${colorScheme}, and nothing scrolls sideways`, async (t) => {
      const { page } = await openStyle(t, { colorScheme, viewport: { width, height }, reducedMotion: "reduce" });
      await expectAccessible(page, `the style page at ${width} px, ${colorScheme}`);
      const wider = await page.locator("main").evaluate((main) => main.scrollWidth - main.clientWidth);
      assert.equal(wider, 0, "px that the page is too wide");
    });
  }
}

test("forced colours keep the marks and the text on buttons", async (t) => {
  const { page } = await openStyle(t, { forcedColors: "active" });
  const primary = page.getByRole("button", { name: "Approve" }).first();
  const { text, ground } = await primary.evaluate((button) => {
    const { color, backgroundColor } = getComputedStyle(button);
    return { text: color, ground: backgroundColor };
  });
  assert.notEqual(text, ground);
  const fills = await page
    .locator("dd .severity-medium")
    .first()
    .evaluate((mark) => [...mark.querySelectorAll("rect")].map((bar) => getComputedStyle(bar).fill));
  assert.equal(fills[0], fills[1]);
  assert.notEqual(fills[1], fills[2], "two of three bars are lit");
});
