// A playbook shows what it would plan for an incident, as it stands in its form, and changes nothing by that.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { openApp } from "./browser.mjs";
import { openDemo } from "./demo-open.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

test("evidence of any kind is a condition, and a preview says what would be planned", async (t) => {
  const { page } = await openApp(t, site, { route: "#/demo" });
  await openDemo(page);
  await lookAs(page, "expert");
  await page.goto(`${site.url}#/playbooks`);
  await page.locator("table a.link").first().click();
  const conditions = page.getByRole("region", { name: "Fits when" });
  for (const name of ["Informational", "File", "Process", "IP address", "URL", "Email"]) {
    await conditions.getByRole("checkbox", { name, exact: true }).waitFor();
  }
  const preview = page.getByRole("region", { name: "Preview" });
  const incident = preview.getByRole("combobox", { name: "Incident" });
  await incident.focus();
  await page.keyboard.press("ArrowDown");
  await preview.getByText(/its conditions hold|it would not be proposed/i).first().waitFor();
  const planned = preview.locator(".playbook-preview > li");
  await planned.first().waitFor();
  const before = await planned.count();
  assert.match(await planned.first().innerText(), /For the customer|By the experts/);
  await expectAccessible(page, "the preview of a playbook");
  // What is typed counts at once: without its steps it plans nothing, and where it asks for more it says what is missing.
  await page.getByRole("button", { name: /^Remove step/ }).first().click();
  await page.waitForFunction((before) => document.querySelectorAll(".playbook-preview > li").length < before, before);
  await page.getByRole("textbox", { name: "Techniques" }).fill("T9999");
  await preview.getByText(/What does not hold: .*Techniques/).waitFor();
  // Nothing was kept and nothing planned.
  await page.getByText("You have changes that are not kept as a version yet.").waitFor();
});
