// Help: the words by all their names, and a tour for each role that keeps its place and never covers what it explains.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, loadedAnew, openApp } from "./browser.mjs";
import { openDemo } from "./demo-open.mjs";
import { serveFolder } from "./server.mjs";
import { STEPS } from "./tenant.mjs";

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
    ["security delivery expert", "Advisor"],
    ["access security data from all devices", "Exclusion"],
    ["guided response", "Managed response"],
    ["Threat Experts", "Experts"],
    ["awaitingAction", "Awaiting your action"],
  ]) {
    await find.fill(typed);
    await panel(page).getByText(/^\d words?$/).waitFor();
    assert.equal(await panel(page).getByRole("term").first().innerText(), term, typed);
  }
  // A word that stands in many meanings is found in them too, after those that have it in a name.
  await find.fill("hunt");
  await panel(page).getByText(/^\d+ words$/).waitFor();
  assert.equal(await panel(page).getByRole("term").first().innerText(), "Hunt");
  await find.fill("nothing of the kind");
  await panel(page).getByText("No word fits.").waitFor();
  await find.fill("");
  for (const link of await panel(page).getByRole("link", { name: /Microsoft|MITRE/ }).all()) {
    assert.match(await link.getAttribute("href"), /^https:\/\//);
    assert.match(await link.getAttribute("rel"), /noopener/);
  }
  await expectAccessible(page, "help");
});

const ROUTES = [
  "",
  "incidents",
  "alerts",
  "assets",
  "ask",
  "hunting",
  "notifications",
  "check-ins",
  "playbooks",
  ...["", "/trends", "/required", "/assets", "/matrix", "/hunting", "/readiness", "/embed", "/review"].map((it) => `reports${it}`),
  ...["status", "permissions", "exclusions", "contacts", "targets", "approvals", "monitoring", "reviews", "history"].map(
    (it) => `service/${it}`,
  ),
  ...STEPS.map(({ word }) => `setup/${word}`),
  "import",
  "settings",
  "settings/storage",
  "demo",
  "style",
  "nowhere",
];

test("every page has help of its own", async (t) => {
  const { page } = await openApp(t, site);
  const seen = new Map();
  for (const route of ROUTES) {
    await page.goto(`${site.url}#/${route}`);
    await page.locator("main h1").first().waitFor();
    await openHelp(page);
    const texts = await panel(page).getByRole("region", { name: "This page" }).locator("p").allInnerTexts();
    assert.equal(texts.length, 2, route);
    for (const text of texts) {
      assert.match(text, /^[A-Z].*\.$/s, `${route}: ${text}`);
      assert.doesNotMatch(text, /^help\./, route);
    }
    assert.equal(seen.get(texts[0]), undefined, `${route} has the help of ${seen.get(texts[0])}`);
    seen.set(texts[0], route);
    await page.keyboard.press("Escape");
    await panel(page).waitFor({ state: "hidden" });
  }
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

/**
 * Walks the tour of a role to its end by keys alone, sees that no card covers what it explains, and answers the title and
 * the address of each stop.
 */
async function walked(page, role, { width, height }) {
  await page.locator("#perspective").selectOption(role);
  await openHelp(page);
  await panel(page).getByRole("button", { name: "Start the tour" }).press("Enter");
  const count = Number(/of (\d+)/.exec(await card(page).getByText(/^Stop 1 of/).innerText())[1]);
  const stops = [];
  for (let number = 1; number <= count; number++) {
    const [over, target] = await settled(page, number);
    const meets =
      over.left < target.right && target.left < over.right && over.top < target.bottom && target.top < over.bottom;
    assert.ok(!meets, `stop ${number} of the ${role} covers its target: ${JSON.stringify([over, target])}`);
    assert.ok(over.left >= 0 && over.top >= 0 && over.right <= width && over.bottom <= height, `${role} ${number}`);
    if (role === "administrator" && number === 1) await expectAccessible(page, `the tour at ${width} px`);
    stops.push([await card(page).getByRole("heading").innerText(), new URL(page.url()).hash]);
    await page.keyboard.press("ArrowRight");
  }
  await card(page).waitFor({ state: "detached" });
  await page.getByText("That was the tour.").first().waitFor();
  // The focus is where the tour can be begun again.
  await page.waitForFunction(() => document.activeElement?.id === "help");
  return stops;
}

/** The titles of the stops on the response of an incident. */
const onResponse = (stops) => stops.filter(([, hash]) => /^#\/incidents\/.+tab=response/.test(hash)).map(([title]) => title);

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

for (const viewport of SIZES) {
  test(`every tour is walked by keys alone and covers nothing that it explains, at ${viewport.width} px`, async (t) => {
    const { page } = await openApp(t, site, { viewport });
    for (const role of ["administrator", "analyst", "expert", "advisor"]) {
      const stops = await walked(page, role, viewport);
      assert.ok(stops.length >= 5, role);
      // No incident is here, so what speaks of one falls away.
      assert.deepEqual(onResponse(stops), [], role);
    }
  });

  test(`where there are incidents the tours lead through a response, at ${viewport.width} px`, async (t) => {
    const { page } = await openApp(t, site, { viewport, route: "#/demo" });
    await openDemo(page);
    const analyst = onResponse(await walked(page, "analyst", viewport));
    assert.deepEqual(analyst, ["What awaits you", "Do it, then say so", "If it goes another way", "Ask an expert"]);
    const expert = onResponse(await walked(page, "expert", viewport));
    assert.deepEqual(expert, ["Take it and begin", "Write what happened", "Plan the actions", "Publish the response"]);
  });
}

test("where exports are taken in, and where they lack, help says how one gets them", async (t) => {
  const { page } = await openApp(t, site);
  for (const route of ["import", "service/status", "reports/readiness"]) {
    await page.goto(`${site.url}#/${route}`);
    await page.getByRole("button", { name: "How to get this export" }).first().click();
    const how = panel(page).getByRole("region", { name: "How to get an export" });
    await how.getByText("GET https://api.security.microsoft.com/api/machines", { exact: true }).waitFor();
    await how.getByText("Permission: SecurityIdentitiesSensors.Read.All").waitFor();
    assert.equal(await how.getByRole("term").count(), 12, route);
    if (route === "import") await expectAccessible(page, "how one gets exports");
    await page.keyboard.press("Escape");
    await panel(page).waitFor({ state: "hidden" });
  }
});

test("help can be opened in the middle of a tour, which goes on beside it", async (t) => {
  const { page } = await openApp(t, site);
  await openHelp(page);
  await panel(page).getByRole("button", { name: "Start the tour" }).click();
  await settled(page, 1);
  await page.keyboard.press("ArrowRight");
  await settled(page, 2);
  await openHelp(page);
  await page.keyboard.press("Escape");
  // The focus is back on the button that opened it, and the arrows go on with the tour all the same.
  await panel(page).waitFor({ state: "hidden" });
  await card(page).getByText(/^Stop 2 of/).waitFor();
  await page.keyboard.press("ArrowRight");
  await settled(page, 3);
});

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
