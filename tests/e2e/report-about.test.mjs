// Every figure of the report over the demonstration opens what it means, what it leaves out and how many, and leads to
// as many rows as it counts; choices and ways back of one instant are all kept.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { openDemo, openReport as openReportAt } from "./demo-report.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const PAGES = ["overview", "trends", "required", "assets", "matrix", "hunting", "readiness"];
/** What stands on a page as a figure: tiles, and whatever has a title of a chart. */
const FIGURES = ".report .tile, .report .chart-head";
const numberOf = (text) => Number(text.replace(/\D/g, "")) || 1;
const chip = (page, field) => page.locator(".report-filters .chip", { hasText: field });

const openReport = (page, route) => openReportAt(page, site, route, page.locator(FIGURES).or(page.locator(".matrix")));

/** Opens each definition of a page: the name of its figure, what it says, and where its rows are. */
async function definitions(page) {
  const buttons = page.locator(".report").getByRole("button", { name: /^About / });
  const told = [];
  for (let at = 0; at < (await buttons.count()); at += 1) {
    await buttons.nth(at).click();
    const opened = page.locator(".popover:popover-open");
    await opened.locator(".popover-foot").waitFor({ state: "attached" });
    told.push(
      await opened.evaluate((it) => ({
        name: it.querySelector("h2").innerText,
        formula: it.querySelector(".popover-body p").innerText,
        facts: it.querySelectorAll(".facts dt, .facts-spread tbody tr").length,
        unnamed: [...it.querySelectorAll(".facts :is(dt, dd), .facts-spread tbody :is(th, td)")].filter((one) => !one.innerText.trim()).length,
        text: it.innerText,
        foot: it.querySelector(".popover-foot").innerText,
        href: it.querySelector(".popover-foot a")?.getAttribute("href"),
      })),
    );
    if (at === 0) await expectAccessible(page, "an open definition", { within: ".popover:popover-open" });
    await page.keyboard.press("Escape");
    await opened.waitFor({ state: "detached" });
  }
  return told;
}

test("the figures of the report over the demonstration", async (whole) => {
  const page = await openDemo(whole, site);

  await whole.test("every figure opens its definition, what is left out, and as many rows as it counts", async () => {
    const links = [];
    for (const name of PAGES) {
      await openReport(page, `#/reports/${name}?period=6m`);
      const bare = await page.locator(FIGURES).evaluateAll((all) =>
        all.filter((it) => !it.querySelector("[aria-label^='About ']")).map((it) => it.innerText),
      );
      assert.deepEqual(bare, [], `figures of ${name} without a definition`);
      for (const told of await definitions(page)) {
        assert.ok(told.formula.split(/\s+/).length >= 8, `${name}, ${told.name}: ${told.formula}`);
        assert.ok(told.facts > 0 && told.unnamed === 0, `${name}, ${told.name}: ${told.text}`);
        assert.ok(!/about\.|figure\.|report\./.test(told.text), told.text);
        const isEmpty = /\n0\n|: 0$|–/.test(told.text);
        assert.ok(told.foot.trim() || isEmpty, `${name}, ${told.name} leads to no rows: ${told.text}`);
        if (told.href?.startsWith("#/incidents")) links.push({ ...told, page: name });
      }
    }
    assert.ok(links.length > 20);
    for (const { page: from, name, foot, href } of links) {
      await page.goto(site.url + href);
      const status = page.locator(".sheet-bar [role=status]");
      await status.waitFor();
      await page.waitForFunction(
        ([selector, count]) => (Number(document.querySelector(selector)?.innerText.replace(/\D/g, "")) || 1) === count,
        [".sheet-bar [role=status]", numberOf(foot)],
        { timeout: 5_000 },
      ).catch(async () => assert.fail(`${from}, ${name}: “${foot}” leads to ${await status.innerText()}`));
    }
  });

  await whole.test("the tiles of tasks lead to their tasks, and a link brings the list back", async () => {
    await openReport(page, "#/reports/required?period=6m");
    const tile = page.locator(".tile", { hasText: "Completed" });
    const count = numberOf(await tile.locator(".figure").innerText());
    await tile.locator("a.figure").click();
    await page.waitForURL(/tasks=completed/);
    const list = page.locator(".card", { has: page.getByRole("heading", { name: "Incidents with your actions" }) });
    const scope = list.locator(".chart-scope");
    assert.equal(numberOf((await scope.innerText()).split(",")[1]), count);
    await page.reload();
    await scope.waitFor();
    assert.equal(numberOf((await scope.innerText()).split(",")[1]), count, "the link brings it back");
    assert.equal(await list.getByRole("radio", { name: "Completed" }).getAttribute("aria-checked"), "true");
    // By severity obeys every filter but its own.
    const bars = page.getByRole("group", { name: "By severity" }).getByRole("button");
    const [before, total] = [await bars.count(), await bars.allInnerTexts()];
    await bars.first().click();
    await chip(page, "Severity").waitFor();
    assert.deepEqual([await bars.count(), await bars.allInnerTexts()], [before, total]);
    assert.equal(await bars.first().getAttribute("aria-pressed"), "true");
  });

  await whole.test("durations of a definition stand in a small table", async () => {
    await openReport(page, "#/reports/trends");
    for (const height of [900, 700]) {
      await page.setViewportSize({ width: 1440, height });
      await page.getByRole("button", { name: "About Time to resolve" }).click();
      const opened = page.locator(".popover:popover-open");
      const rows = await opened.locator(".facts-spread tbody tr").evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText)));
      assert.equal(rows.length, 9, "all, both parts and six months");
      assert.ok(rows.every((row) => row.length === 5 && /^\d+$/.test(row[1])), JSON.stringify(rows));
      const { top, bottom } = await opened.evaluate((it) => it.getBoundingClientRect());
      assert.ok(top >= 0 && bottom <= height, "the definition is on the screen");
      await page.keyboard.press("Escape");
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await whole.test("a bar of completed tasks lists them", async () => {
    await openReport(page, "#/reports/trends");
    const card = page.locator(".card", { has: page.getByRole("heading", { name: "Tasks", exact: true }) });
    const bar = card.locator(".chart-mark").filter({ has: page.locator("rect.fill-you") }).first();
    const words = await bar.getAttribute("aria-label");
    await bar.focus();
    await page.keyboard.press("Enter");
    const said = card.getByRole("status").filter({ hasText: words.split(":")[0] });
    await said.waitFor();
    assert.equal(numberOf((await said.innerText()).split(":")[1]), numberOf(/: (\d+)/.exec(words)[1]));
    assert.match(await card.locator(".report-list a").first().getAttribute("href"), /^#\/incidents\/.*tab=response/);
  });

  await whole.test("no line runs through the text of its target", async () => {
    await openReport(page, "#/reports/readiness");
    await page.locator(".line-target").first().waitFor({ state: "attached" });
    const crossed = await page.locator(".chart-svg:has(.line-target)").evaluateAll((plots) =>
      plots.filter((plot) => {
        const text = plot.querySelector(".text-haloed").getBBox();
        const line = plot.querySelector(".line");
        const length = line.getTotalLength();
        return Array.from({ length: 200 }, (_, at) => line.getPointAtLength((length * at) / 199)).some(
          ({ x, y }) => x >= text.x && x <= text.x + text.width && y >= text.y && y <= text.y + text.height,
        );
      }).map((plot) => plot.getAttribute("aria-label")),
    );
    assert.deepEqual(crossed, []);
  });

  await whole.test("what is chosen and taken back in one instant is kept", async () => {
    await openReport(page, "#/reports");
    await page.locator(".bar-rows").first().waitFor();
    const bar = (group) => page.getByRole("group", { name: group }).getByRole("button").first();
    await bar("By severity").click();
    await chip(page, "Severity").waitFor();
    await bar("By source").click();
    await chip(page, "Source").waitFor();
    // Undo, and a choice before the browser has gone back.
    await page.evaluate(() => {
      document.querySelector("[aria-label='Take the last change back']").click();
      document.querySelector("[aria-label='By tactic'] button").click();
    });
    await chip(page, "Tactic").waitFor();
    await page.waitForURL(/tactic/i);
    await page.waitForTimeout(300);
    assert.deepEqual([await chip(page, "Severity").count(), await chip(page, "Source").count(), await chip(page, "Tactic").count()], [1, 0, 1]);
    await page.goBack();
    await chip(page, "Tactic").waitFor({ state: "detached" });
    assert.equal(await chip(page, "Severity").count(), 1, "Back takes the choice back and no more");
    await page.goForward();
    await chip(page, "Tactic").waitFor();
    // Two ways back at once are two steps.
    await page.evaluate(() => {
      const undo = document.querySelector("[aria-label='Take the last change back']");
      undo.click();
      undo.click();
    });
    await page.waitForURL(/#\/reports$/);
    await page.waitForTimeout(300);
    assert.equal(await page.locator(".report-filters .chip").count(), 0);
    assert.match(page.url(), /#\/reports$/);
  });
});
