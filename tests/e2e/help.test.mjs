// Help: the words by all their names, and a tour for each role that keeps its place and never covers what it explains.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, loadedAnew, openApp } from "./browser.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const panel = (page) => page.getByRole("dialog", { name: "Help", exact: true });
const card = (page) => page.getByRole("dialog", { name: /^Guided tour/ });

async function openHelp(page) {
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await panel(page).waitFor();
}

test("help says what the page is for and finds words by their other names", async (t) => {
  const { page } = await openApp(t, site, { route: "#/reports" });
  await openHelp(page);
  await panel(page).getByText("Figures of a period, each with its definition").waitFor();
  const find = panel(page).getByLabel("Find a word");
  for (const [typed, term] of [
    ["SDM", "Advisor"],
    ["SDX", "Advisor"],
    ["guided response", "Managed response"],
    ["Threat Experts", "Experts"],
    ["awaitingAction", "Awaiting your action"],
  ]) {
    await find.fill(typed);
    await panel(page).getByText("1 word", { exact: true }).waitFor();
    assert.equal(await panel(page).getByRole("term").innerText(), term, typed);
  }
  await find.fill("nothing of the kind");
  await panel(page).getByText("No word fits.").waitFor();
  await find.fill("");
  for (const link of await panel(page).getByRole("link", { name: /Microsoft|MITRE/ }).all()) {
    assert.match(await link.getAttribute("href"), /^https:\/\//);
    assert.match(await link.getAttribute("rel"), /noopener/);
  }
  await expectAccessible(page, "help");
});

/** Waits until the card has come to rest beside its stop and holds the focus, and answers where both are. */
async function settled(page, number) {
  await card(page).getByText(`Stop ${number} of`).waitFor();
  const places = await page.waitForFunction(() => {
    const [card, ring] = [document.querySelector("#tour-card"), document.querySelector(".tour-ring")];
    if (!card || !ring || !card.contains(document.activeElement)) return false;
    const place = (element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return { left, top, right, bottom };
    };
    const now = JSON.stringify([place(card), place(ring)]);
    const before = globalThis.tourPlaces;
    globalThis.tourPlaces = now;
    return before === now && JSON.parse(now);
  });
  return places.jsonValue();
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
]) {
  test(`every tour is walked by keys alone and covers nothing that it explains, at ${width} px`, async (t) => {
    const { page } = await openApp(t, site, { viewport: { width, height } });
    for (const role of ["administrator", "analyst", "expert", "advisor"]) {
      await page.locator("#perspective").selectOption(role);
      await openHelp(page);
      await panel(page).getByRole("button", { name: "Start the tour" }).press("Enter");
      const count = Number(/of (\d+)/.exec(await card(page).getByText(/^Stop 1 of/).innerText())[1]);
      assert.ok(count >= 5, role);
      for (let number = 1; number <= count; number++) {
        const [over, target] = await settled(page, number);
        const meets =
          over.left < target.right && target.left < over.right && over.top < target.bottom && target.top < over.bottom;
        assert.ok(!meets, `stop ${number} of the ${role} covers its target: ${JSON.stringify([over, target])}`);
        assert.ok(over.left >= 0 && over.top >= 0 && over.right <= width && over.bottom <= height, `${role} ${number}`);
        if (number === 1) await expectAccessible(page, `the tour of the ${role} at ${width} px`);
        await page.keyboard.press("ArrowRight");
      }
      await card(page).waitFor({ state: "detached" });
      await page.getByText("That was the tour.").first().waitFor();
    }
  });
}

test("a tour that is left goes on where it was, also after a reload", async (t) => {
  const { page } = await openApp(t, site);
  await openHelp(page);
  await panel(page).getByRole("button", { name: "Start the tour" }).click();
  await settled(page, 1);
  await page.keyboard.press("ArrowRight");
  await settled(page, 2);
  await page.keyboard.press("ArrowRight");
  await settled(page, 3);
  await page.keyboard.press("ArrowLeft");
  await settled(page, 2);
  await page.keyboard.press("Escape");
  await card(page).waitFor({ state: "detached" });
  await loadedAnew(page, () => page.reload());
  await openHelp(page);
  await panel(page).getByRole("button", { name: "Go on at stop 2" }).click();
  await settled(page, 2);
  await page.getByRole("button", { name: "Leave the tour" }).click();
  await card(page).waitFor({ state: "detached" });
  await appStarted(page);
});
