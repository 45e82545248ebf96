// Work in the queue: keys alone, many at once with the way back, merging, views, columns, the palette, hostile input.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, openApp } from "./browser.mjs";
import { importFile, incident, incidentsExport } from "./graph.mjs";
import { importPath, largeExport } from "./graph-large.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const rows = (page) => page.locator(".rows-row:visible");
const matching = async (page) => Number((await page.locator(".sheet-bar [role=status]").innerText()).replace(/\D/g, ""));
const toast = (page, text) => page.locator(".toast", { hasText: text });
const dialog = (page) => page.getByRole("dialog").and(page.locator("dialog[open]"));

/** Incidents that the customer's own team has: all open, high or medium. */
const open = (count, more = []) => {
  const value = Array.from({ length: count }, (_, at) => incident(1_000 + at, { status: "active", severity: at % 2 ? "high" : "medium" }));
  return JSON.stringify({ value: [...value, ...more] });
};

async function queueOf(page, text, route = "#/incidents") {
  await importFile(page, site, "incidents.json", text);
  await page.goto(`${site.url}${route}`);
  await rows(page).first().waitFor();
}

test("ten incidents are cleared with the keyboard alone, and taken back", async (t) => {
  const { page } = await openApp(t, site);
  await queueOf(page, open(10), "#/incidents?f=status:active");
  await page.locator("main h1").focus();
  for (let number = 0; number < 10; number += 1) await page.keyboard.press(number === 0 ? "j" : "x").then(() => number > 0 && page.keyboard.press("j"));
  await page.keyboard.press("x");
  await page.getByText("10 selected").waitFor();
  await page.keyboard.press("r");
  await dialog(page).getByText("10 of 10 can be done.").waitFor();
  await expectAccessible(page, "the dialog that resolves many");
  const note = dialog(page).getByRole("textbox", { name: "Resolution note" });
  while (!(await note.evaluate((field) => field === document.activeElement))) await page.keyboard.press("Tab");
  await page.keyboard.type("Drill of the red team, j k x ?");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await toast(page, "10 of 10 incidents resolved").waitFor();
  await page.getByRole("heading", { name: "No incident matches these filters" }).waitFor();
  await page.keyboard.press("z");
  await toast(page, "10 incidents are as before").waitFor();
  assert.equal(await matching(page), 10);
  await page.reload();
  await appStarted(page);
  await rows(page).first().waitFor();
  assert.equal(await matching(page), 10, "what was taken back stays so after a reload");
});

test("ten thousand that match are resolved at once and taken back, each durable", async (t) => {
  const { page } = await openApp(t, site);
  await importPath(page, site, await largeExport(t, 10_000));
  await page.goto(`${site.url}#/incidents?noise=shown`);
  await rows(page).first().waitFor();
  assert.equal(await matching(page), 10_000);
  await page.getByRole("checkbox", { name: "Select all that are listed" }).check();
  await page.getByText("10,000 selected").waitFor();
  await page.getByRole("button", { name: "Resolve", exact: true }).click();
  await dialog(page).getByText("10,000 of 10,000 can be done.").waitFor();
  await dialog(page).getByRole("textbox", { name: "Resolution note" }).fill("Closed after the drill");
  /** Milliseconds from a press until the toast says that it is on disk. */
  const timed = async (press, said) => {
    await page.evaluate(() => {
      window.told = new Promise((resolve) => {
        const begin = performance.now();
        const look = new MutationObserver(() => resolve(performance.now() - begin));
        look.observe(document.querySelector(".toasts"), { childList: true });
      });
    });
    await press();
    await toast(page, said).waitFor();
    return page.evaluate(() => window.told);
  };
  const done_ms = await timed(() => dialog(page).getByRole("button", { name: "Resolve 10,000" }).click(), "10,000 of 10,000 incidents resolved");
  const undone_ms = await timed(() => toast(page, "resolved").getByRole("button", { name: "Undo" }).click(), "10,000 incidents are as before");
  t.diagnostic(`resolving 10,000 took ${done_ms.toFixed(0)} ms until durable, taking it back ${undone_ms.toFixed(0)} ms`);
  await page.reload();
  await appStarted(page);
  await page.goto(`${site.url}#/incidents?f=status:active&noise=shown`);
  await rows(page).first().waitFor();
  assert.equal(await matching(page), 10_000);
});

test("what is refused for some is done for the others, with the reasons", async (t) => {
  const { page } = await openApp(t, site);
  const withExperts = incident(5_000, { status: "active", severity: "high", assignedTo: "Defender Experts" });
  await queueOf(page, open(3, [withExperts]));
  await page.getByRole("checkbox", { name: "Select all that are listed" }).check();
  await page.getByRole("button", { name: "Resolve", exact: true }).click();
  await dialog(page).getByText("3 of 4 can be done.").waitFor();
  await dialog(page).getByText(/waits for the experts/).waitFor();
  await dialog(page).getByRole("textbox", { name: "Resolution note" }).fill("Drill");
  await dialog(page).getByRole("button", { name: "Resolve 3" }).click();
  await toast(page, "3 of 4 incidents resolved").waitFor();
  await toast(page, "1 of 4 refused").waitFor();
  const left = page.getByRole("region", { name: "What was left as it is" });
  await left.getByText(/waits for the experts/).waitFor();
  await left.getByRole("link", { name: "5000" }).waitFor();
});

test("incidents are merged, the old number leads on, and the merge is taken back", async (t) => {
  const { page } = await openApp(t, site);
  await queueOf(page, open(3));
  await page.getByRole("checkbox", { name: "Select all that are listed" }).check();
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await dialog(page).getByText("2 of 2 can be done.").waitFor();
  const into = await dialog(page).getByRole("combobox", { name: "Into" }).inputValue();
  await dialog(page).getByRole("button", { name: "Merge 2" }).click();
  await toast(page, "2 of 2 incidents merged").waitFor();
  assert.equal(await matching(page), 1, "merged incidents are not counted");
  const other = ["1000", "1001", "1002"].find((id) => id !== into);
  // The one that goes on counts the alerts of all, and is found by what it took in.
  const alerts = () => rows(page).first().locator(".num").last().innerText();
  const together = Number(await alerts());
  const find = page.getByRole("searchbox", { name: "Name, number or asset" });
  await find.fill(other);
  await page.waitForURL(/text:/);
  await rows(page).first().getByText(into, { exact: true }).waitFor();
  assert.equal(await matching(page), 1, "an old number finds the incident that goes on");
  await find.fill("");
  await page.waitForURL((url) => !url.href.includes("text:"));
  await page.goto(`${site.url}#/incidents/${other}`);
  await toast(page, `Incident ${other} was merged into ${into}.`).waitFor();
  assert.match(page.url(), new RegExp(`incidents/${into}`));
  await page.getByRole("button", { name: "Undo the merge" }).click();
  await toast(page, "3 incidents are as before").waitFor();
  await page.goto(`${site.url}#/incidents`);
  await rows(page).nth(2).waitFor();
  assert.equal(await matching(page), 3);
  assert.ok(Number(await rows(page).filter({ hasText: into }).locator(".num").last().innerText()) < together, "each has its own alerts again");
});

test("whoever acts by keyboard goes on at the row where it was", async (t) => {
  const { page } = await openApp(t, site);
  await queueOf(page, open(6), "#/incidents?f=status:active");
  const titles = await rows(page).locator(".rows-name").allInnerTexts();
  /** The row with the focus, as it is called. */
  const here = () => page.evaluate(() => document.activeElement?.closest(".rows-row")?.querySelector(".rows-name")?.innerText ?? document.activeElement?.tagName);
  const stands = async (title, when) => {
    await page.waitForFunction((title) => document.activeElement?.closest(".rows-row")?.querySelector(".rows-name")?.innerText === title, title, { timeout: 5_000 }).catch(() => {});
    assert.equal(await here(), title, when);
  };
  await page.locator("main h1").focus();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await stands(titles[2], "j moves");
  await page.keyboard.press("a");
  await dialog(page).waitFor();
  await page.keyboard.press("Escape");
  await stands(titles[2], "what was called off gives the focus back");
  await page.keyboard.press("t");
  await dialog(page).getByRole("combobox").or(dialog(page).getByRole("textbox")).first().fill("Drill");
  await page.keyboard.press("Enter");
  await toast(page, /tag/i).first().waitFor();
  await stands(titles[2], "a tag changes nothing of the place");
  await page.keyboard.press("r");
  await dialog(page).getByRole("textbox", { name: "Resolution note" }).fill("Drill");
  // Of one alone nothing is counted.
  assert.doesNotMatch(await dialog(page).innerText(), /1 of 1|Resolve 1/);
  await dialog(page).getByRole("button", { name: "Resolve", exact: true }).click();
  await toast(page, "Incident resolved").first().waitFor();
  await stands(titles[3], "the row behind it takes its place");
  // Of several that leave the list the first behind them.
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("r");
  await dialog(page).getByRole("textbox", { name: "Resolution note" }).fill("Drill");
  await dialog(page).getByRole("button", { name: "Resolve 2" }).click();
  await stands(titles[5], "the row behind those that were chosen");
});

test("a view is kept, is the default, and its link brings everything back", async (t) => {
  const { page } = await openApp(t, site);
  await queueOf(page, incidentsExport(120));
  await page.getByRole("checkbox", { name: /^High/ }).check();
  await page.getByRole("button", { name: "Exclude Low" }).click({ force: true });
  await page.getByRole("button", { name: "Columns" }).click();
  const columns = page.getByRole("dialog", { name: "Columns" });
  await columns.getByRole("checkbox", { name: "Tags" }).check();
  await columns.getByRole("checkbox", { name: "Tactics" }).uncheck();
  await columns.getByRole("button", { name: "Move Severity forward" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Compact" }).click();
  await page.getByRole("separator", { name: "Width of Status" }).focus();
  await page.keyboard.press("ArrowRight");
  const heads = await page.getByRole("columnheader").allInnerTexts();
  assert.ok(heads.includes("Tags") && !heads.includes("Tactics") && heads.indexOf("Severity") < heads.indexOf("Incident"), heads.join());
  assert.match(page.url(), /columns=.*status:\d+.*rows=roomy/);
  const count = await matching(page);
  await page.getByRole("button", { name: "Save as a view" }).click();
  await dialog(page).getByRole("textbox", { name: "Name" }).fill("Night watch");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await toast(page, "The view was saved.").waitFor();
  await page.getByRole("button", { name: "Night watch" }).click();
  await page.getByRole("button", { name: "Always open the queue with Night watch" }).click();
  await page.getByText("default", { exact: true }).waitFor();
  await page.goto(`${site.url}#/`);
  await page.getByRole("columnheader").first().waitFor({ state: "hidden" });
  await page.goto(`${site.url}#/incidents`);
  await page.getByRole("button", { name: "Night watch" }).waitFor();
  await rows(page).first().waitFor();
  assert.equal(await matching(page), count);
  assert.deepEqual(await page.getByRole("columnheader").allInnerTexts(), heads);
  await expectAccessible(page, "the queue in a saved view");
});

test("the palette and the sheet of shortcuts work by keyboard and stay out of fields", async (t) => {
  const { page } = await openApp(t, site);
  await queueOf(page, open(20));
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: /Search incidents/ });
  await field.fill("1007");
  await page.getByRole("option", { name: /^1007/ }).waitFor();
  await expectAccessible(page, "the palette");
  // Every room is found by its name.
  for (const room of ["Alerts", "Identities", "Playbooks", "Trends", "Exclusions", "Storage"]) {
    await field.fill(room.toLowerCase());
    await page.getByRole("option", { name: new RegExp(room) }).filter({ hasText: "Page" }).first().waitFor();
  }
  await field.fill("1007");
  await page.getByRole("option", { name: /^1007/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/incidents\/1007/);
  await page.keyboard.press("j");
  await page.waitForURL((url) => !url.href.includes("/1007"));
  await page.keyboard.press("u");
  await rows(page).first().waitFor();
  await page.keyboard.press("?");
  await page.getByRole("heading", { name: "Shortcuts" }).waitFor();
  await expectAccessible(page, "the sheet of shortcuts");
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type("?xrz");
  assert.equal(await page.locator("#queue-find").inputValue(), "?xrz", "letters belong to the field");
  assert.equal(await dialog(page).count(), 0);
});

test("the parts of a score add up, a clock is paused, and noise is folded and counted", async (t) => {
  const { page } = await openApp(t, site);
  const noise = Array.from({ length: 4 }, (_, at) => incident(7_000 + at, { severity: "informational", alerts: [] }));
  await queueOf(page, open(6, noise), "#/incidents?view=all");
  assert.equal(await matching(page), 10);
  await page.getByText("4 low-noise incidents are folded").waitFor();
  assert.equal(await page.getByRole("grid").getAttribute("aria-rowcount"), "7");
  await page.getByRole("button", { name: "Show them" }).click();
  await page.locator('[role=grid][aria-rowcount="11"]').waitFor();
  await rows(page).first().locator(".rows-score").first().click();
  const parts = page.getByRole("dialog", { name: "Parts of the score" });
  const points = await parts.locator("dd").allInnerTexts();
  const total = Number((await parts.locator("h2").innerText()).match(/\d+/)[0]);
  assert.equal(points.reduce((sum, text) => sum + Number(text.split(" ")[0]), 0), total);
  await page.keyboard.press("Escape");
});

test("a hostile export is inert and usable", async (t) => {
  const { page } = await openApp(t, site);
  const hostile = [
    incident(1, { id: "h1", displayName: `<img src=x onerror="document.title='owned'">${"A".repeat(1_000_000)}`, status: "active", severity: "high" }),
    incident(2, { id: "h2", displayName: "\u202Egpj.exe\u202C <script>document.title='owned'</script>", status: "active", severity: "high" }),
    incident(3, { id: "h3", displayName: "Year nought", status: "active", severity: "high", createdDateTime: "0000-01-01T00:00:00Z", lastUpdateDateTime: "0000-01-01T00:00:00Z" }),
    incident(4, { id: "h4", displayName: "The end of time", status: "active", severity: "high", createdDateTime: "9999-12-31T23:59:59Z", lastUpdateDateTime: "9999-12-31T23:59:59Z" }),
    incident(5, { id: "h5", displayName: "Twice, first", status: "active", severity: "high" }),
    incident(5, { id: "h5", displayName: "Twice, second", status: "active", severity: "high", customTags: ["x".repeat(5_000), "\u202Egat"] }),
  ];
  await queueOf(page, JSON.stringify({ value: hostile }), "#/incidents?columns=score,incident,tags,created,updated,inState,due");
  assert.equal(await matching(page), 5);
  assert.equal(await page.locator(".rows-row img, .rows-row script").count(), 0);
  const texts = await rows(page).allInnerTexts();
  assert.ok(texts.every((text) => text.length < 2_000), "a megabyte is not drawn");
  await page.locator("#queue-find").fill("h5");
  assert.equal(await matching(page), 1);
  await page.locator("#queue-find").fill("");
  await page.getByRole("checkbox", { name: "Select all that are listed" }).check();
  await page.getByRole("button", { name: "Resolve", exact: true }).click();
  await dialog(page).getByRole("textbox", { name: "Resolution note" }).fill("\u202E<b>note</b>");
  await dialog(page).getByRole("button", { name: "Resolve 5" }).click();
  await toast(page, "5 of 5 incidents resolved").waitFor();
  assert.notEqual(await page.title(), "owned");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  assert.ok(wide, "nothing scrolls sideways");
});
