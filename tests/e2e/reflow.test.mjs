// Every page of a service that runs, enlarged, in forced colours and without motion: nothing is cut, lost or too small.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { atRest, expectAccessible } from "./axe.mjs";
import { openApp } from "./browser.mjs";
import { openDemo } from "./demo-open.mjs";
import { layoutFaults } from "./layout.mjs";
import { PARTS, ROUTES } from "./routes.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

/** Opens the demonstration: every page has something to show there. */
async function openFilled(t, options) {
  const visitor = await openApp(t, site, { route: "#/demo", ...options });
  await openDemo(visitor.page);
  return visitor;
}

/** The pages, and the parts of an incident that the experts answered. */
async function addresses(page) {
  await page.goto(`${site.url}#/reports/required`);
  const link = page.locator("main a[href^='#/incidents/']").first();
  await link.waitFor({ state: "attached" });
  const [incident] = (await link.getAttribute("href")).split("?");
  return [...ROUTES, ...PARTS.map((part) => `${incident}?tab=${part}`), "#/assets?kind=user"];
}

async function open(page, route) {
  await page.goto(`${site.url}${route}`);
  await page.locator("main h1").first().waitFor();
  // The page of styles shows one for good.
  if (route !== "#/style") await page.locator("main .skeleton").first().waitFor({ state: "detached" }).catch(() => {});
  await atRest(page);
  await page.waitForTimeout(80);
}

// 1280 px of CSS at 400 % are 320, at 200 % they are 640 (WCAG 2.2, 1.4.10 and 1.4.4).
for (const [width, height, percent] of [[320, 640, 400], [640, 450, 200]]) {
  test(`at ${percent} % nothing scrolls sideways, no text is cut off, no target is too small`, async (t) => {
    const { page } = await openFilled(t, { viewport: { width, height } });
    const found = [];
    for (const route of await addresses(page)) {
      await open(page, route);
      found.push(...(await layoutFaults(page)).map((fault) => `${route}: ${fault}`));
    }
    assert.deepEqual(found, []);
  });
}

test("on a phone the tables of the report are read without pushing them sideways", async (t) => {
  const { page } = await openFilled(t, { viewport: { width: 390, height: 844 } });
  const pushed = () =>
    [...document.querySelectorAll("main .table-frame")].filter((it) => it.checkVisibility() && it.scrollWidth > it.clientWidth + 1).map((it) => `${it.getAttribute("aria-label")} by ${it.scrollWidth - it.clientWidth} px`);
  const found = [];
  for (const route of ["#/reports/assets", "#/reports/required", "#/reports/hunting", "#/reports/readiness"]) {
    await open(page, route);
    await page.locator("main .table-frame").first().waitFor();
    found.push(...(await page.evaluate(pushed)).map((fault) => `${route}: ${fault}`));
  }
  assert.deepEqual(found, []);
});

/** Runs in the page: what is chosen and looks like its neighbour that is not. `forced-colors` leaves no shadow and no tint. */
function alikeChosen() {
  const CHOSEN = "[aria-selected=true], [aria-pressed=true], [aria-current]:not([aria-current=false]), [aria-checked=true]";
  const LOOK = ["color", "backgroundColor", "borderTopColor", "borderTopWidth", "borderBottomColor", "borderBottomWidth", "borderInlineStartColor", "borderInlineStartWidth", "outlineStyle", "outlineColor", "outlineWidth", "textDecorationLine", "fontWeight"];
  const PART = [...LOOK, "content", "display", "width", "height", "opacity", "visibility"];
  const lookOf = (element) =>
    [[element, null, LOOK], [element, "::before", PART], [element, "::after", PART]].flatMap(([it, part, names]) => {
      const style = getComputedStyle(it, part);
      return names.map((name) => style[name]);
    }).join("|");
  const whole = (element) => [element, ...element.querySelectorAll("*")].map(lookOf).join("\n");
  const faults = [];
  // The class of a drawing is an object.
  const classOf = (it) => (it.getAttribute("class") ?? "").split(" ")[0];
  for (const chosen of document.querySelectorAll(CHOSEN)) {
    if (!chosen.checkVisibility() || chosen.contains(document.activeElement)) continue;
    const kind = (it) => it.tagName === chosen.tagName && it.getAttribute("role") === chosen.getAttribute("role") && classOf(it) === classOf(chosen);
    const around = chosen.closest("ul, ol, nav, [role=tablist], [role=radiogroup], [role=listbox], [role=toolbar], tbody") ?? chosen.parentElement;
    const other = [...around.querySelectorAll(chosen.tagName)].find((it) => it !== chosen && kind(it) && !it.matches(CHOSEN) && it.checkVisibility());
    if (other && whole(other) === whole(chosen)) faults.push(`${chosen.tagName.toLowerCase()}.${chosen.className} “${chosen.textContent.trim().slice(0, 40)}” looks like “${other.textContent.trim().slice(0, 40)}”`);
  }
  return faults;
}

/** Runs in the page: why what has the focus does not show it, or null. */
function focusFault() {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  // The browser draws the ring of the button inside a field for a date.
  if (it.type === "date" && !it.matches(":focus-visible")) return null;
  // A mark of a chart draws its ring; a field or a card may show it on its frame.
  const ring = it.querySelector(":scope > .ring-outer");
  if (ring && getComputedStyle(ring).display !== "none") return null;
  for (let box = it; box && box !== document.body; box = box.parentElement) {
    const style = getComputedStyle(box);
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) return null;
    if (box !== it && !box.matches(":focus-within")) break;
    if (box.matches("label, .field, .input, .check, .choice, .choice-lead") === false && box !== it) break;
  }
  return `${it.tagName.toLowerCase()}.${it.getAttribute("class")} type ${it.type} “${(it.getAttribute("aria-label") ?? it.textContent).trim().slice(0, 40)}”`;
}

test("in forced colours the focus and what is chosen are seen, and axe finds nothing", async (t) => {
  const { page } = await openFilled(t, { viewport: { width: 1280, height: 900 } });
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  const found = [];
  for (const route of await addresses(page)) {
    await open(page, route);
    found.push(...(await page.evaluate(alikeChosen)).map((fault) => `${route}: ${fault}`));
    for (let press = 0; press < (route === "#/style" ? 120 : 14); press += 1) {
      await page.keyboard.press("Tab");
      const fault = await page.evaluate(focusFault);
      if (fault) found.push(`${route}: no ring on ${fault}`);
    }
  }
  assert.deepEqual([...new Set(found)], []);
  for (const route of ["", "#/incidents", "#/reports", "#/style"]) {
    await open(page, route);
    await expectAccessible(page, `${route} in forced colours`);
  }
});

test("who wants no motion gets none that lasts", async (t) => {
  const { page } = await openFilled(t, { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  const moving = () =>
    document.getAnimations().flatMap((it) => {
      const { activeDuration } = it.effect.getComputedTiming();
      const { target } = it.effect;
      return it.playState === "running" && activeDuration > 150 ? [`${target?.tagName}.${target?.getAttribute("class")} for ${activeDuration} ms: ${it.animationName ?? it.transitionProperty}`] : [];
    });
  const found = new Set();
  for (const route of await addresses(page)) {
    await page.goto(`${site.url}${route}`);
    for (let look = 0; look < 4; look += 1) {
      for (const fault of await page.evaluate(moving)) found.add(`${route}: ${fault}`);
      await page.waitForTimeout(20);
    }
  }
  assert.deepEqual([...found], []);
});
