// Files come by drop and by paste, are looked at, and are left or taken; and every role is told what it may not do and why.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { appStarted, openApp } from "./browser.mjs";
import { importFile, incident, incidentsExport } from "./graph.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const button = (page, name) => page.getByRole("button", { name, exact: true });
const preview = (page) => page.locator("#preview-title");

/** Drops files on the page's place for files, as a person does who drags them out of a folder. */
async function drop(page, files) {
  const data = await page.evaluateHandle((files) => {
    const data = new DataTransfer();
    for (const [name, text] of files) data.items.add(new File([text], name, { type: "application/json" }));
    return data;
  }, files);
  const place = page.locator(".drop").first();
  await place.dispatchEvent("dragenter", { dataTransfer: data });
  await place.and(page.locator(".is-over")).waitFor();
  await place.dispatchEvent("dragover", { dataTransfer: data });
  await place.dispatchEvent("drop", { dataTransfer: data });
}

/** Puts text on the clipboard and presses the keys that paste it. */
async function paste(page, text) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.keyboard.press("Control+V");
}

test("files come by drop and by paste, and what is left after a look changes nothing", async (t) => {
  const { page } = await openApp(t, site, { route: "#/import" });
  await drop(page, [["one.json", incidentsExport(3)], ["two.ndjson", JSON.stringify(incident(70)) + "\n" + JSON.stringify(incident(71))]]);
  await preview(page).waitFor();
  assert.match(await page.locator(".import-counts").innerText(), /Records\s+5\s+New\s+5/);
  await button(page, "Discard").click();
  await preview(page).waitFor({ state: "detached" });
  await page.goto(`${site.url}#/incidents`);
  await page.getByRole("heading", { name: "No incidents yet" }).waitFor();

  await page.goto(`${site.url}#/import`);
  await button(page, "Choose files").focus();
  await paste(page, JSON.stringify([incident(80), incident(81), incident(82)]));
  await preview(page).waitFor();
  assert.match(await page.locator(".import-counts").innerText(), /Records\s+3\s+New\s+3/);
  await button(page, "Take in").click();
  await page.getByText("Taken in and saved").waitFor();

  // A bare object into the field, by keyboard alone.
  await page.getByText("Paste text", { exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await paste(page, JSON.stringify(incident(90)));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await preview(page).waitFor();
  await button(page, "Take in").focus();
  await page.keyboard.press("Enter");
  await page.getByText("Taken in and saved").waitFor();
  // The button is gone, and the focus is not at the top of the page for that.
  await page.waitForFunction(() => document.querySelector("#main").contains(document.activeElement));
  await page.goto(`${site.url}#/incidents?noise=shown`);
  await page.locator(".rows-row:visible").nth(3).waitFor();
});

/** What stands there and may not be pressed: its name and the reason that a reader of the screen hears. */
const locked = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main [aria-disabled="true"], main :disabled')]
      .filter((it) => it.checkVisibility() && !(it instanceof HTMLOptionElement))
      .map((it) => {
        const ids = it.getAttribute("aria-describedby")?.split(" ") ?? [];
        const why = ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();
        const name = it.getAttribute("aria-label") ?? it.labels?.[0]?.innerText ?? it.textContent;
        return { name: name.trim(), why, html: it.outerHTML.slice(0, 300) };
      }),
  );

test("in every role what may not be pressed says why", async (t) => {
  const { page } = await openApp(t, site);
  await importFile(page, site, "incidents.json", JSON.stringify({ value: [incident(1, { status: "active", severity: "high" })] }));
  const found = new Map();
  for (const role of ["administrator", "analyst", "expert", "advisor"]) {
    for (const route of ["#/service", "#/service/permissions", "#/service/contacts", "#/service/exclusions", "#/service/targets", "#/incidents/1", "#/report", "#/settings"]) {
      await page.goto(site.url + route);
      await appStarted(page);
      await lookAs(page, role);
      await page.locator("main h1").first().waitFor();
      for (const { name, why, html } of await locked(page)) {
        assert.ok(why.length > 8, `${role} at ${route}: “${name}” does not say why it is locked: ${html}`);
        found.set(role, [...(found.get(role) ?? []), `${route} ${name}: ${why}`]);
      }
    }
  }
  assert.match(found.get("analyst").join("\n"), /Customer administrator/);
  assert.match(found.get("administrator").join("\n"), /The set-up comes first/);
});
