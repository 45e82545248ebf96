// The report over the demonstration: nothing jumps when it opens or is filtered, every chart has a table that says the
// same, months and sub-techniques are chosen in place, and how long the matrix takes to draw.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { openDemo, openReport as openReportAt } from "./demo-report.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const numberOf = (text) => Number(text.replace(/\D/g, "")) || 1;
const numberAt = (text) => Number(text.replace(/\D/g, ""));
const chip = (page, field) => page.locator(".report-filters .chip", { hasText: field });
const behind = (page) => page.locator(".report-filters").getByRole("link", { name: /^Show / });
const card = (page, name) => page.locator(".card", { has: page.getByRole("heading", { name, exact: true }) }).last();
const charts = (page) => page.locator(".report figure.chart");

const openReport = (page, route) => openReportAt(page, site, route, charts(page));

/** Hears every move of what stands on the page, whoever caused it. */
const hearMoves = (page) =>
  page.evaluate(() => {
    globalThis.moves = [];
    globalThis.mover?.disconnect();
    globalThis.mover = new PerformanceObserver((list) => {
      for (const move of list.getEntries()) {
        globalThis.moves.push({ value: move.value, of: move.sources.map((it) => it.node?.className ?? it.node?.nodeName).join() });
      }
    });
    globalThis.mover.observe({ type: "layout-shift", buffered: false });
  });
/** What moved since, once everything is drawn. */
async function moved(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 300)))));
  return page.evaluate(() => globalThis.moves.splice(0));
}
/** Where the cards stand and how tall they are, from the top of the page. */
const places = (page) =>
  page.locator(".report .card, .report .tile").evaluateAll((all) => {
    const top = document.querySelector(".report").getBoundingClientRect().top;
    return all.map((it) => {
      const { y, height } = it.getBoundingClientRect();
      return `${it.innerText.split("\n")[0]}: ${Math.round(y - top)}, ${Math.round(height)}`;
    });
  });

test("the report stands still", async (whole) => {
  const page = await openDemo(whole, site);

  await whole.test("moves are heard at all", async () => {
    await openReport(page, "#/reports");
    await hearMoves(page);
    await page.evaluate(() => document.querySelector(".report .stack").style.setProperty("padding-top", "90px"));
    assert.ok((await moved(page)).length > 0, "a page that is pushed down is heard");
  });

  await whole.test("nothing moves while the pages of the report open", async () => {
    await page.goto(site.url);
    await page.locator("main h1").waitFor();
    for (const name of ["overview", "trends", "required", "assets", "matrix", "hunting", "readiness"]) {
      await page.evaluate(() => (location.hash = "#/"));
      await page.locator(".report").waitFor({ state: "detached" });
      await moved(page).catch(() => {});
      await hearMoves(page);
      await page.evaluate((name) => (location.hash = `#/reports${name === "overview" ? "" : `/${name}`}`), name);
      await charts(page).first().waitFor();
      const moves = (await moved(page)).filter(({ value }) => value > 0.001);
      assert.deepEqual(moves, [], name);
    }
  });

  await whole.test("a filter changes numbers and moves no chart", async () => {
    await openReport(page, "#/reports?period=6m");
    const before = await places(page);
    assert.ok(before.length > 10);
    for (const [group, at] of [["By severity", 0], ["By source", 0], ["By tactic", 4]]) {
      await page.getByRole("group", { name: group }).getByRole("button").nth(at).click();
      await chip(page, group.replace("By ", "").replace(/^./, (first) => first.toUpperCase())).waitFor();
      assert.deepEqual(await places(page), before, group);
    }
    await page.getByRole("button", { name: "Clear all" }).click();
    await chip(page, "Severity").waitFor({ state: "detached" });
    assert.deepEqual(await places(page), before, "nor does taking it back");
  });

  await whole.test("a bar, a box and a task of the trends choose their month in place", async () => {
    await openReport(page, "#/reports/trends");
    const before = await places(page);
    const bars = card(page, "By outcome").locator(".chart-mark");
    const words = await bars.nth(4).getAttribute("aria-label");
    await bars.nth(4).focus();
    await page.keyboard.press("Enter");
    await chip(page, "Month").waitFor();
    assert.match(page.url(), /#\/reports\/trends\?period=/, "the page stays");
    assert.equal(numberOf(await behind(page).innerText()), numberOf(/: (\d+)/.exec(words)[1]), "the rows are those of the bar");
    for (const name of ["By outcome", "By severity", "Time to resolve", "Tasks"]) {
      const pressed = card(page, name).locator(".chart-mark[aria-pressed=true]");
      assert.equal(await pressed.count(), 1, `${name} marks the month`);
    }
    assert.deepEqual(await places(page), before, "nothing moves");
    const overview = page.getByRole("link", { name: /^Overview of / });
    assert.match(await overview.getAttribute("href"), /#\/reports\?period=\d{4}-\d{2}-01\.\.\d{4}-\d{2}-\d{2}$/);
    await expectAccessible(page, "a month that is chosen");
    // Once more lets it go; a box chooses as a bar does, and keeps the focus.
    await bars.nth(4).click();
    await chip(page, "Month").waitFor({ state: "detached" });
    const box = card(page, "Time to resolve").locator(".chart-mark").nth(3);
    await box.focus();
    await page.keyboard.press("Enter");
    await chip(page, "Month").waitFor();
    assert.equal(await box.evaluate((it) => it === document.activeElement), true, "the focus stays");
    await page.getByRole("button", { name: "Take the last change back" }).click();
    await chip(page, "Month").waitFor({ state: "detached" });
  });

  await whole.test("every chart has a table that says the same", async () => {
    let told = 0;
    for (const name of ["overview", "trends", "required", "assets", "matrix", "hunting", "readiness"]) {
      await openReport(page, `#/reports/${name}?period=6m`);
      for (const chart of await charts(page).all()) {
        const title = await chart.locator(".chart-title").first().innerText();
        const drawn = await chart.evaluate((it) => ({
          bars: [...it.querySelectorAll(".bar-row")].map((row) => [row.querySelector(".mark").innerText.trim(), row.querySelector(".num").innerText]),
          heat: [...it.querySelectorAll(".heat tbody tr")].map((row) => [row.querySelector("th").innerText, ...[...row.querySelectorAll(".heat-cell")].map((cell) => cell.firstChild?.textContent || "0")]),
          boxes: [...it.querySelectorAll(".boxes-names > li > .strong")].map((name) => name.innerText),
        }));
        const toggle = chart.getByRole("button", { name: /as a table$/i });
        await toggle.click();
        const table = chart.locator(".chart-table table");
        await table.waitFor();
        const rows = await table.locator("tbody tr").evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText)));
        const heads = await table.locator("thead th").count();
        assert.ok(heads > 1 && rows.every((row) => row.length === heads), `${name}, ${title}: heads and cells`);
        if (drawn.bars.length) {
          assert.deepEqual(rows.map((row) => row[0]), drawn.bars.map(([name]) => name), `${name}, ${title}`);
          // The total has a column, or is the sum of those that there are.
          const says = ([, ...cells], total) => cells.includes(total) || cells.reduce((sum, cell) => sum + numberAt(cell), 0) === numberAt(total);
          drawn.bars.forEach(([bar, total], at) => assert.ok(says(rows[at], total), `${name}, ${title}, ${bar}: ${total}, ${rows[at]}`));
        }
        if (drawn.heat.length && name !== "hunting") {
          assert.deepEqual(rows.map((row) => row.slice(0, drawn.heat[0].length)), drawn.heat, `${name}, ${title}`);
        }
        if (drawn.boxes.length) assert.deepEqual(rows.map((row) => row[0]), drawn.boxes, `${name}, ${title}`);
        if (told === 0) await expectAccessible(page, "a chart as a table");
        await chart.getByRole("button", { name: /as a chart$/i }).click();
        await table.waitFor({ state: "detached" });
        told += 1;
      }
    }
    assert.ok(told >= 15, `${told} charts`);
  });

  await whole.test("the bar of a sub-technique filters by it", async () => {
    await openReport(page, "#/reports/matrix?period=all");
    const opened = page.locator(".popover:popover-open");
    const bars = opened.getByRole("group", { name: "Sub-techniques" }).getByRole("button");
    const cells = page.locator(".matrix-cell:not(.is-unseen)");
    let bar;
    for (let at = 0; at < (await cells.count()) && !bar; at += 1) {
      await cells.nth(at).click();
      await opened.waitFor();
      const counted = bars.filter({ has: page.locator(".num", { hasText: /[1-9]/ }) });
      if (await counted.count()) bar = counted.first();
      else await page.keyboard.press("Escape");
    }
    assert.ok(bar, "some technique has a sub-technique that was seen");
    const [id] = /T\d+\.\d+/.exec(await bar.getAttribute("title"));
    const count = numberOf(await bar.locator(".num").innerText());
    await bar.click();
    await chip(page, "Technique").waitFor();
    assert.ok(decodeURIComponent(page.url()).includes(`technique:${id}`), page.url());
    await page.goto(page.url().replace("/matrix", ""));
    await page.locator(".tile", { hasText: "Investigated" }).waitFor();
    assert.equal(numberOf(await page.locator(".tile", { hasText: "Investigated" }).locator(".figure").innerText()), count);
  });

  await whole.test("the matrix is drawn, and how long that takes is told", async (t) => {
    await openReport(page, "#/reports?period=all");
    const draw = () =>
      page.evaluate(
        () =>
          new Promise((done) => {
            const begun = performance.now();
            const look = () => (document.querySelector(".matrix-cell") ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun))) : requestAnimationFrame(look));
            document.querySelector(".report .tabs a[href*='/matrix']").click();
            look();
          }),
      );
    const took = [];
    for (let round = 0; round < 5; round += 1) {
      took.push(await draw());
      assert.ok((await page.locator(".matrix-cell").count()) > 40);
      await page.goBack();
      await page.locator(".tile").first().waitFor();
    }
    // What is told is not judged: the machine is shared. The first time brings the facts of ATT&CK.
    t.diagnostic(`the matrix after a press, first ${took[0].toFixed(0)} ms, then ${Math.min(...took.slice(1)).toFixed(0)} to ${Math.max(...took.slice(1)).toFixed(0)} ms (wanted: under 200)`);
  });
});
