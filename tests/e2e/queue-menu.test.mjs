// The actions menu of a row is that of the incident's page; a view gets another name; targets show what changes.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { openApp } from "./browser.mjs";
import { importFile, incident } from "./graph.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const rows = (page) => page.locator(".rows-row:visible");
const dialog = (page) => page.locator("dialog[open]");
const toast = (page, text) => page.locator(".toast", { hasText: text });
const words = async (menu) => (await menu.getByRole("menuitem").allInnerTexts()).map((text) => text.split("\n")[0].trim());

test("a row has the actions of the page, and each says why not", async (t) => {
  const { page } = await openApp(t, site);
  const value = [1, 2].map((number) => incident(1_000 + number, { status: "active", severity: "high" }));
  await importFile(page, site, "incidents.json", JSON.stringify({ value }));
  await page.goto(`${site.url}#/incidents`);
  await rows(page).first().waitFor();
  await page.getByRole("button", { name: /^Actions for incident/ }).first().click();
  const ofRow = page.locator(".row-popover");
  await expectAccessible(page, "the menu of a row");
  const inRow = await words(ofRow);
  assert.ok(inRow.length > 12, inRow.join());
  assert.equal(await ofRow.getByRole("menuitem", { name: /Open again/ }).getAttribute("aria-disabled"), "true");
  await ofRow.getByRole("menuitem", { name: "Assign to me" }).click();
  await toast(page, "Assigned to you.").waitFor();
  // What somebody has can be given to nobody.
  await page.getByRole("button", { name: /^Actions for incident/ }).first().click();
  const inRowOfMine = await words(ofRow);
  assert.deepEqual(inRowOfMine.filter((words) => words !== "Assign to nobody"), inRow);
  assert.equal(inRowOfMine.length, inRow.length + 1);
  await page.keyboard.press("Escape");
  await rows(page).first().locator("a.name").click();
  await page.getByRole("button", { name: "Manage" }).click();
  const ofPage = page.getByRole("menu", { name: "Manage" });
  // The same but for the ways to the page that is open.
  const ways = ["Open", "Open in a new tab", "Open the response"];
  assert.deepEqual(inRowOfMine.slice(0, 3), ways);
  assert.deepEqual(await words(ofPage), inRowOfMine.slice(3));
  await page.keyboard.press("Escape");
  await page.goBack();
  await page.getByRole("button", { name: /^Actions for incident/ }).first().click();
  await ofRow.getByRole("menuitem", { name: "Hand over to incident response" }).click();
  await dialog(page).getByText(/incident response/i).first().waitFor();
});

test("by keys from the field to the rows, to the menu of a row, and on", async (t) => {
  const { page } = await openApp(t, site, { viewport: { width: 1440, height: 800 } });
  const value = Array.from({ length: 60 }, (_, at) => incident(1_000 + at, { status: "active", severity: "high" }));
  await importFile(page, site, "incidents.json", JSON.stringify({ value }));
  await page.goto(`${site.url}#/incidents`);
  await rows(page).first().waitFor();
  const untilInRow = () => page.waitForFunction(() => document.activeElement?.closest(".rows-row") !== null);
  await page.keyboard.press("/");
  await page.keyboard.type("10");
  await page.keyboard.press("Enter");
  await untilInRow();
  await page.keyboard.press("Shift+F10");
  await page.waitForFunction(() => document.activeElement?.closest(".row-popover .menu-item") !== null);
  assert.equal((await page.evaluate(() => document.activeElement.innerText)).trim(), "Open");
  await page.keyboard.press("Escape");
  await untilInRow();
  // One alone is merged into another, which the dialog finds.
  await page.keyboard.press("m");
  await dialog(page).getByText(/Merge/).first().waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
  // The bar of the selection takes its place from the rows: the row in hand is still seen.
  const place = () =>
    page.evaluate(() => {
      const row = document.querySelector(".rows-row.is-current").getBoundingClientRect();
      const list = document.querySelector(".rows").getBoundingClientRect();
      return { row: row.bottom, list: list.bottom, window: list.height };
    });
  await page.locator("main h1").focus();
  for (let at = 0; at < 40; at += 1) {
    const { row, list } = await place();
    if (list - row < 8) break;
    await page.keyboard.press("j");
  }
  const before = await place();
  assert.ok(before.list - before.row < 40, "the row in hand is the last that is seen");
  await page.keyboard.press("x");
  await page.locator(".bulk-bar").waitFor();
  await page.waitForFunction((height) => document.querySelector(".rows").clientHeight < height - 8, before.window);
  await page.waitForFunction(() => {
    const row = document.querySelector(".rows-row.is-current").getBoundingClientRect();
    return row.bottom <= document.querySelector(".rows").getBoundingClientRect().bottom + 1;
  });
});

test("on a phone cards are selected and have their menu", async (t) => {
  const { page } = await openApp(t, site, { viewport: { width: 390, height: 844 } });
  const value = [1, 2, 3].map((number) => incident(1_000 + number, { status: "active", severity: "high" }));
  await importFile(page, site, "incidents.json", JSON.stringify({ value }));
  await page.goto(`${site.url}#/incidents`);
  await rows(page).first().waitFor();
  for (const target of [rows(page).first().locator(".rows-check .check"), page.getByRole("button", { name: /^Actions for incident/ }).first()]) {
    const { width, height } = await target.boundingBox();
    assert.ok(width >= 44 && height >= 44, `${width} by ${height}`);
  }
  await rows(page).first().getByRole("checkbox").click();
  await rows(page).nth(1).getByRole("checkbox").click();
  await expectAccessible(page, "two cards are selected");
  await page.getByRole("button", { name: "Select all 3 that match" }).click();
  await page.getByRole("button", { name: "Assign", exact: true }).click();
  assert.deepEqual(await dialog(page).locator("option").allInnerTexts(), ["Me", "Customer team", "Nobody"]);
  await dialog(page).getByRole("button", { name: /^Assign/ }).click();
  await toast(page, "3 of 3 incidents assigned").waitFor();
  await page.getByRole("button", { name: /^Actions for incident/ }).last().click();
  await page.locator(".row-popover").getByRole("menuitem", { name: /Start investigating/ }).click();
  await dialog(page).getByRole("button", { name: /^Start investigating/ }).click();
  await rows(page).last().getByText("In progress").waitFor();
});

test("the menu of any row lies inside the window", async (t) => {
  for (const viewport of [
    { width: 390, height: 844 },
    { width: 1440, height: 900 },
    { width: 1440, height: 600 },
    { width: 1024, height: 700 },
  ]) {
    const { page } = await openApp(t, site, { viewport });
    const value = Array.from({ length: 16 }, (_, number) => incident(1_000 + number, { status: "active", severity: "high" }));
    await importFile(page, site, "incidents.json", JSON.stringify({ value }));
    await page.goto(`${site.url}#/incidents`);
    await rows(page).first().waitFor();
    const buttons = page.getByRole("button", { name: /^Actions for incident/ });
    for (const at of [0, 3, 6]) {
      await buttons.nth(at).click();
      const inside = () => {
        const { left, top, right, bottom } = document.querySelector(".row-popover").getBoundingClientRect();
        return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && bottom - top > 100;
      };
      await page.waitForFunction(inside);
      const last = page.locator(".row-popover").getByRole("menuitem").last();
      await last.scrollIntoViewIfNeeded();
      assert.ok(await last.evaluate((item) => {
        const { left, top, width, height } = item.getBoundingClientRect();
        return item.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      }), `${viewport.width} × ${viewport.height}, row ${at}`);
      await page.keyboard.press("Escape");
    }
  }
});

test("a view gets another name", async (t) => {
  const { page } = await openApp(t, site);
  await importFile(page, site, "incidents.json", JSON.stringify({ value: [incident(1, { status: "active", severity: "high" })] }));
  await page.goto(`${site.url}#/incidents?f=severity:high`);
  await rows(page).first().waitFor();
  await page.getByRole("button", { name: "Save as a view" }).click();
  await dialog(page).getByRole("textbox", { name: "Name" }).fill("Night watch");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Night watch" }).click();
  await page.getByRole("button", { name: "Rename Night watch" }).click();
  await expectAccessible(page, "the dialog that renames a view");
  await dialog(page).getByRole("textbox", { name: "Name" }).fill("Early watch");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await toast(page, "The view was renamed.").waitFor();
  await page.getByRole("button", { name: "Early watch" }).waitFor();
});

test("targets show what changes before it is saved", async (t) => {
  const { page } = await openApp(t, site, { route: "#/service/targets" });
  await page.getByRole("heading", { name: "Response targets" }).waitFor();
  await page.getByRole("checkbox", { name: "Low", exact: true }).check();
  await page.getByRole("textbox", { name: "Experts, minutes" }).first().fill("45");
  await page.getByRole("button", { name: "Review changes" }).click();
  await dialog(page).getByRole("row", { name: /Experts: 45 min|Experts: 45/ }).waitFor();
  await dialog(page).getByRole("row", { name: /Severities that the experts work/ }).waitFor();
  await expectAccessible(page, "the targets with a change");
  await dialog(page).getByRole("button", { name: "Save changes" }).click();
  await toast(page, "The targets were saved.").waitFor();
});
