// The first visit, and the demonstration: a workspace of its own that plays its whole story unattended.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, loadedAnew, openApp } from "./browser.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const strip = (page) => page.getByRole("region", { name: "Demonstration" });
/** Notes every chapter that the strip names, however short it is there. */
async function chaptersSeen(context) {
  const seen = new Set();
  await context.exposeFunction("noteChapter", (number) => seen.add(number));
  await context.addInitScript(() => {
    let last = 0;
    const look = () => {
      const found = /Chapter (\d+) of/.exec(document.querySelector(".demo-strip")?.textContent ?? "");
      const number = found ? Number(found[1]) : last;
      if (number !== last) globalThis.noteChapter((last = number));
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return seen;
}

/** How long a chapter may take on a machine that is busy; a limit against hanging and nothing more. */
const PATIENCE = { timeout: 240_000 };

test("a newcomer is told what this is and opens the demonstration, which leaves the own workspace alone", async (t) => {
  const { page } = await openApp(t, site);
  await page.getByRole("heading", { level: 1, name: "Managed detection and response, in your browser" }).waitFor();
  assert.equal(await page.getByRole("link", { name: /^Start for real/ }).isVisible(), true);
  await expectAccessible(page, "the first visit");
  await page.getByRole("link", { name: "Look at a demonstration" }).click();
  await page.getByRole("heading", { level: 1, name: "Demonstration" }).waitFor();
  await page.getByText("Small office").click();
  await page.getByRole("button", { name: "Open the whole demonstration" }).click();
  await strip(page).waitFor(PATIENCE);
  await appStarted(page);
  // Something waits for the customer, and the phase is the last one.
  await page.getByRole("heading", { level: 1, name: /awaits? your action$/ }).waitFor();
  await page.getByText("Full response", { exact: true }).first().waitFor();
  await expectAccessible(page, "home of the demonstration");
  await page.locator("#perspective").selectOption("expert");
  await strip(page).getByRole("button", { name: "Leave" }).click();
  await page.getByRole("heading", { level: 1, name: "Managed detection and response, in your browser" }).waitFor();
  assert.equal(await page.locator("#perspective").inputValue(), "administrator", "who one is there is nobody here");
  assert.equal(await strip(page).count(), 0);
  // It is there as it was left, and is not made anew to go back.
  await page.getByRole("link", { name: "Look at a demonstration" }).click();
  await page.getByRole("button", { name: "Go on where it was left" }).click();
  await strip(page).waitFor(PATIENCE);
  assert.equal(await page.locator("#perspective").inputValue(), "expert");
});

test("every chapter plays by itself, and the audit, readiness and the report agree at the end", async (t) => {
  const { context, page } = await openApp(t, site, { route: "#/demo" });
  const seen = await chaptersSeen(context);
  await page.getByText("Small office").click();
  await page.getByRole("button", { name: "Play the story from the start" }).click();
  await strip(page).waitFor(PATIENCE);
  // It plays at once, from the mail with which everything begins.
  await page.getByRole("heading", { name: "Set up Defender Experts for XDR" }).waitFor();
  await strip(page).getByRole("button", { name: "Pause" }).click();
  await strip(page).getByRole("link", { name: "Chapters" }).click();
  await page.getByText("Quick", { exact: true }).click();
  await strip(page).getByRole("button", { name: "Play" }).click();
  await strip(page).getByText("The story is at its end").waitFor(PATIENCE);
  // Six months pass in one leap: the chapter of those months is shown, and the next one set up.
  assert.deepEqual([...seen], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  // The audit: every change follows from the one before it.
  await page.goto(`${site.url}#/settings/storage`);
  await page.getByRole("button", { name: "Check everything" }).click();
  await page.getByText(/changes follow one from the other/).waitFor(PATIENCE);
  // Readiness: every condition of the gate is met.
  await page.goto(`${site.url}#/`);
  await page.getByText("3 of 3").first().waitFor();
  // The report opens the review that was written in the last chapter.
  await page.goto(`${site.url}#/reports/review`);
  await page.getByText(/Monthly review 6/).first().waitFor();
});

test("the clock moves, both sides work by themselves, and presenter mode shows nothing of one's own", async (t) => {
  const { page } = await openApp(t, site, { route: "#/settings" });
  await page.getByLabel("Your name").fill("Rosalind Private");
  await page.goto(`${site.url}#/demo`);
  await page.getByText("Small office").click();
  await page.getByRole("button", { name: "Start chapter 6" }).click();
  await strip(page).waitFor(PATIENCE);
  await appStarted(page);
  await strip(page).getByText("Chapter 6 of 10").waitFor();
  await strip(page).getByRole("link", { name: "Chapters" }).click();
  const moment = () => page.getByText(/^The clock of the demonstration/).innerText();
  const before = await moment();
  await page.getByRole("button", { name: "A day on" }).click();
  await page.waitForFunction((before) => !document.body.innerText.includes(before), before);
  await page.getByRole("button", { name: "Let both sides work" }).click();
  await page.getByText(/things were done|thing was done|Nothing is left to do/).first().waitFor(PATIENCE);
  await page.getByText("Presenter mode", { exact: true }).click();
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "19.2px");
  await strip(page).getByText("Chapter 6 of 10").waitFor();
  await page.goto(`${site.url}#/settings`);
  assert.equal(await page.getByLabel("Your name").inputValue(), "");
  await page.goto(`${site.url}#/settings/storage`);
  await page.getByText("Aldermoor Logistics").last().waitFor();
  assert.equal(await page.getByText("My workspace", { exact: true }).isVisible(), false);
});

test("it shows hunts, questions and meetings, goes on step by step, and is made anew and deleted without a trace in the own workspace", async (t) => {
  const { page } = await openApp(t, site, { route: "#/settings" });
  const name = page.locator("form.settings-line input").first();
  await name.fill("Own and unharmed");
  await name.press("Enter");
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
  await page.goto(`${site.url}#/demo`);
  await page.getByText("Small office").click();
  await loadedAnew(page, () => page.getByRole("button", { name: "Start chapter 10" }).click());
  await strip(page).waitFor(PATIENCE);
  for (const [route, text] of [
    ["hunting", "Mailbox rules that hide answers of banks"],
    ["ask", /Question Q-000\d/],
    ["check-ins", "Monthly review"],
  ]) {
    await page.goto(`${site.url}#/${route}`);
    await page.getByText(text).first().waitFor();
    await strip(page).waitFor();
  }
  // One step: somebody does something, and it is said.
  const said = () => strip(page).getByRole("status").innerText();
  const before = await said();
  await strip(page).getByRole("button", { name: "Step" }).click();
  await page.waitForFunction(
    (before) => document.querySelector(".demo-strip [role=status]")?.innerText !== before,
    before,
  );
  // Made anew: what was done in it is gone.
  await page.goto(`${site.url}#/settings`);
  await name.fill("Changed by a visitor");
  await name.press("Enter");
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
  await page.goto(`${site.url}#/demo`);
  await loadedAnew(page, () => page.getByRole("button", { name: "Reset the demonstration" }).click());
  await strip(page).waitFor(PATIENCE);
  await page.goto(`${site.url}#/settings`);
  await name.waitFor();
  assert.equal(await name.inputValue(), "Aldermoor Logistics");
  await page.goto(`${site.url}#/demo`);
  await loadedAnew(page, () => page.getByRole("button", { name: "Delete the demonstration" }).click());
  assert.equal(await strip(page).count(), 0);
  await page.goto(`${site.url}#/settings`);
  await name.waitFor();
  assert.equal(await name.inputValue(), "Own and unharmed");
});

test("a step is seen on its page and keeps the focus, the leap is taken once, and time never goes back", async (t) => {
  const { page } = await openApp(t, site, { route: "#/demo" });
  const said = () => strip(page).getByRole("status").innerText();
  const step = () => strip(page).getByRole("button", { name: "Step" });
  const start = async (chapter) => {
    await page.goto(`${site.url}#/demo`);
    await loadedAnew(page, () => page.getByRole("button", { name: `Start chapter ${chapter}`, exact: true }).click());
    await strip(page).getByText(`Chapter ${chapter} of 10`).waitFor(PATIENCE);
    await appStarted(page);
  };
  await page.getByText("Small office").click();
  await start(5);
  // By the keyboard alone, until the bounds are set.
  await step().focus();
  for (let taken = 0; taken < 14 && !page.url().includes("/approvals"); taken += 1) {
    const before = await said();
    await page.keyboard.press("Enter");
    await page.waitForFunction((before) => document.querySelector(".demo-strip [role=status]").innerText !== before, before);
    // It must stay there: a page that comes later than the words of the strip may not take it.
    await page.evaluate(() => (window.looks = 0));
    await page.waitForFunction(
      () => (window.looks = document.activeElement?.textContent.trim() === "Step" ? window.looks + 1 : 0) >= 6,
      undefined,
      { polling: 50 },
    );
  }
  await page.getByRole("heading", { level: 1, name: "Who acts, and when they ask first" }).waitFor();
  await page.getByRole("columnheader", { name: "Servers" }).waitFor();

  // A presenter who presses again while six months pass.
  await start(7);
  await loadedAnew(page, async () => {
    for (let pressed = 0; pressed < 4; pressed += 1) {
      await step().click({ force: true });
      await page.waitForTimeout(250);
    }
  });
  await strip(page).getByText("Chapter 8 of 10").waitFor(PATIENCE);
  await page.getByRole("heading", { level: 1, name: /Business email compromise/ }).waitFor();

  // What was pressed last may still lead to its page: it is left once nothing moves any more.
  await page.evaluate(async () => {
    const at = () => location.hash + document.querySelector(".demo-strip [role=status]").innerText;
    for (let [seen, looks] = ["", 0]; looks < 30; seen = at()) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      looks = seen === at() ? looks + 1 : 0;
    }
  });
  await page.goto(`${site.url}#/demo`);
  const day = async () => new Date(/\d+ \w+ \d{4}/.exec(await said())[0]).getTime();
  const before = await day();
  const shown = await said();
  await page.getByRole("button", { name: "A day on" }).click();
  await page.waitForFunction((shown) => document.querySelector(".demo-strip [role=status]").innerText !== shown, shown);
  const moved = await day();
  assert.ok(moved > before, "the clock was moved");
  await step().click();
  await page.waitForFunction(() => location.hash.startsWith("#/incidents"), undefined, PATIENCE);
  assert.ok((await day()) >= moved, "a step does not set it back");
});
