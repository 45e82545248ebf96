// The product speaks the reader's language: as the browser prefers, as chosen, after a change at once and without network
// too; and a language for trials, from right to left, shows text that is in no catalogue and what is laid out one way only.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { appStarted, loadedAnew, openApp, openBrowser, visit } from "./browser.mjs";
import { openDemo } from "./demo-open.mjs";
import { PAGES } from "./routes.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

/** A message of a language as the sources have it. */
async function word(tag, area, key) {
  const text = await readFile(new URL(`../../src/words/${tag}/${area}.json`, import.meta.url), "utf8");
  return JSON.parse(text)[key];
}

const languageOf = (page) => page.evaluate(() => [document.documentElement.lang, document.dir || "ltr"]);
const heading = (page) => page.locator("main h1").first();

test("a browser that prefers German is addressed in German, with German numbers and dates", async (t) => {
  const { page } = await openApp(t, site, { locale: "de-AT", route: "#/incidents" });
  assert.deepEqual(await languageOf(page), ["de", "ltr"]);
  await page.getByText(await word("de", "queue", "queue.empty"), { exact: true }).first().waitFor();
  await page.goto(`${site.url}#/settings`);
  await page.getByRole("heading", { name: await word("de", "shell", "shell.settings"), exact: true }).waitFor();
  assert.equal(await page.title(), `${await word("de", "shell", "shell.settings")} · Watchfloor`);
  await expectAccessible(page, "the settings in German");
});

test("a language without words is English", async (t) => {
  const { page } = await openApp(t, site, { locale: "fr-FR" });
  assert.deepEqual(await languageOf(page), ["en", "ltr"]);
});

test("the choice of a language takes hold at once, loses nothing, and stays", async (t) => {
  const { page } = await openApp(t, site, { route: "#/settings" });
  // What is typed and not saved is in this tab alone.
  await page.getByLabel("Your name").fill("Ada");
  const choice = page.locator(".settings-language select");
  for (const tag of ["de", "es", "pt", "ja"]) {
    await choice.selectOption(tag);
    await page.getByRole("heading", { name: await word(tag, "shell", "shell.settings"), exact: true }).waitFor();
    assert.deepEqual(await languageOf(page), [tag, "ltr"]);
    await page.waitForFunction(() => document.activeElement?.closest(".settings-language"));
    assert.equal(await choice.inputValue(), tag);
    await page.goto(`${site.url}#/reports/readiness`);
    await page.getByRole("heading", { name: await word(tag, "report", "report.title"), exact: true }).waitFor();
    await expectAccessible(page, `a page with charts in ${tag}`);
    await page.goto(`${site.url}#/settings`);
    await choice.waitFor();
  }
  assert.equal(await page.locator("input[autocomplete=name]").inputValue(), "Ada");
  await loadedAnew(page, () => page.reload());
  await page.getByRole("heading", { name: await word("ja", "shell", "shell.settings"), exact: true }).waitFor();
  await choice.selectOption("browser");
  await page.getByRole("heading", { name: "Settings", exact: true }).waitFor();
  assert.deepEqual(await languageOf(page), ["en", "ltr"]);
});

test("playbooks that came with the product speak the reader's language, and what is changed of them stays as it was typed", async (t) => {
  const { page } = await openApp(t, site, { route: "#/demo" });
  await openDemo(page);
  await lookAs(page, "expert");
  const speak = async (tag) => {
    await page.goto(`${site.url}#/settings`);
    await page.locator(".settings-language select").selectOption(tag);
    await page.getByRole("heading", { name: await word(tag, "shell", "shell.settings"), exact: true }).waitFor();
    await page.goto(`${site.url}#/playbooks`);
  };
  const open = async (tag, name) => {
    await page.getByRole("link", { name: await word(tag, "playbooks", name), exact: true }).click();
    await page.getByRole("textbox", { name: await word(tag, "response", "playbook.about"), exact: true }).waitFor();
  };
  await speak("de");
  await open("de", "Lateral movement");
  const name = async (tag) => page.getByRole("textbox", { name: await word(tag, "response", "playbook.name"), exact: true });
  assert.equal(await (await name("de")).inputValue(), "Laterale Bewegung");
  const about = async (tag) => page.getByRole("textbox", { name: await word(tag, "response", "playbook.about"), exact: true });
  assert.equal(await page.getByText(await word("de", "response", "playbook.unsaved")).count(), 0);
  await (await about("de")).fill("Nur in Bremen.");
  await page.getByText(await word("de", "response", "playbook.unsaved")).waitFor();
  // What is typed and not kept comes along, and only that stays German.
  await speak("ja");
  await open("ja", "Lateral movement");
  await page.getByText(await word("ja", "response", "playbook.unsaved")).waitFor();
  assert.equal(await (await name("ja")).inputValue(), "横移動");
  assert.equal(await (await about("ja")).inputValue(), "Nur in Bremen.");
  await page.getByRole("button", { name: await word("ja", "response", "playbook.save"), exact: true }).click();
  await page.getByText(await word("ja", "response", "playbook.unsaved")).waitFor({ state: "detached" });
  await expectAccessible(page, "a playbook in Japanese");
  await speak("en");
  await page.getByRole("link", { name: "Lateral movement", exact: true }).click();
  await page.getByText("Changed: what it is for").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Name", exact: true }).inputValue(), "Lateral movement");
});

test("the demonstration says in another language than English that its people write English", async (t) => {
  const said = await word("de", "demo", "demo.english");
  const german = await openApp(t, site, { locale: "de-DE", route: "#/demo" });
  await german.page.getByText(said, { exact: true }).waitFor();
  const english = await openApp(t, site, { route: "#/demo" });
  await english.page.getByRole("button", { name: "Open the whole demonstration" }).waitFor();
  assert.equal(await english.page.getByText(await word("en", "demo", "demo.english")).count(), 0);
});

test("words that do not come are told, and English stands in", async (t) => {
  const visitor = await openBrowser({ locale: "es-MX" });
  t.after(() => visitor.close());
  await visitor.context.route("**/words/*.json", (route) => route.abort());
  await visitor.page.goto(site.url);
  await appStarted(visitor.page);
  await visitor.page.getByText("The words of your language could not be loaded").waitFor();
  assert.deepEqual(await languageOf(visitor.page), ["en", "ltr"]);
});

/**
 * Text that is not between the marks of the language for trials: English letters in a row, outside of what is data (names
 * from imports, addresses, code) and of fields. And what reaches beyond the page sideways.
 */
const strange = (page) =>
  page.evaluate(() => {
    const DATA = "[data-raw], code, pre, kbd, svg title, option, textarea, .brand, .logo, [translate=no], bdi, time";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    let depth = 0;
    while (walker.nextNode()) {
      const { parentElement: parent, data } = walker.currentNode;
      if (!parent || parent.closest(`script, style, noscript, #crash, .boot-notice, ${DATA}`)) continue;
      const plain = data.replace(/⟦[^⟦⟧]*⟧/g, "").replace(/⟦[^⟦⟧]*⟧/g, "");
      if (/[a-z]{3}/.test(plain) && !/[⟦⟧]/.test(data)) found.push(`${parent.tagName.toLowerCase()}.${parent.className}: ${data.trim()}`);
    }
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return { found: [...new Set(found)], wide };
  });

for (const [width, colorScheme] of [[1440, "light"], [390, "dark"]]) {
  test(`every page in the language for trials: no plain English, nothing too wide, accessible at ${width} px, ${colorScheme}`, async (t) => {
    const { context, page } = await visit(t, { viewport: { width, height: 900 }, colorScheme });
    await context.addInitScript(() => localStorage.setItem("watchfloor.language", "ar-XB"));
    await page.goto(site.url);
    await appStarted(page);
    assert.deepEqual(await languageOf(page), ["ar-XB", "rtl"]);
    const faults = [];
    for (const route of PAGES) {
      await page.goto(`${site.url}${route}`);
      await heading(page).waitFor();
      await page.waitForTimeout(100);
      const { found, wide } = await strange(page);
      faults.push(...found.map((text) => `${route} at ${width} px: ${text}`));
      if (wide > 0) faults.push(`${route} at ${width} px is ${wide} px too wide`);
      // A word within a sentence has marks of its own here, so that no name holds the visible word.
      const but = ["label-content-name-mismatch"];
      await expectAccessible(page, `${route} from right to left at ${width} px, ${colorScheme}`, { but });
    }
    assert.deepEqual(faults, []);
  });
}
