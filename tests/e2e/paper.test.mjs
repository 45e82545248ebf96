// Forms on paper: what they hold is read as text, what is ticked is seen to be ticked, and nothing is left that can only be
// pressed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { serveFolder } from "./server.mjs";
import { startService } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const PAGES = ["settings", "settings/storage", "service/permissions", "service/contacts", "service/targets", "service/exclusions", "service/approvals"];

/** What of a form would be drawn on paper as a control. */
const drawn = (page) =>
  page.locator("main").evaluate((main) => {
    const seen = [...main.querySelectorAll("*")].filter((it) => it.checkVisibility({ visibilityProperty: true }));
    const style = (it) => getComputedStyle(it);
    const boxed = seen.filter((it) => it.matches(".input") && style(it).borderTopWidth !== "0px");
    const pale = seen.filter((it) => it.matches(".checkbox, .switch, .radio") && style(it).printColorAdjust !== "exact");
    const pressed = seen.filter((it) => it.matches(".button, .select > .icon, input[type=password]"));
    return { fields: seen.filter((it) => it.matches(".input")).length, boxed: boxed.length, pale: pale.length, pressed: pressed.length };
  });

test("a page of settings on paper has values and no controls", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  let fields = 0;
  for (const route of PAGES) {
    await page.emulateMedia({ media: "screen" });
    await page.goto(`${site.url}#/${route}`);
    await page.locator("main h1").first().waitFor();
    await page.emulateMedia({ media: "print" });
    const found = await drawn(page);
    assert.deepEqual({ ...found, fields: 0 }, { fields: 0, boxed: 0, pale: 0, pressed: 0 }, route);
    fields += found.fields;
  }
  assert.ok(fields > 10, `${fields} fields`);
});
