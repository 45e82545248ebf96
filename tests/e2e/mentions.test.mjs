// Naming people in comments: an @ offers them, the keyboard chooses, the name is marked, and whoever is named is told.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { ID, accessible, importAttack, openIncident } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

test("a person is named with the keyboard alone, is told on Home and in the messages, and reads it", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await importAttack(page, site);
  const box = page.getByRole("textbox", { name: "Write a comment" });
  const said = page.getByRole("region", { name: "Comments & History" });
  const list = page.getByRole("listbox", { name: "People who can be named" });

  // The expert speaks first, so that there is somebody to name.
  await lookAs(page, "expert");
  await openIncident(page, site, ID, "?tab=history");
  await box.fill("Looking at it.");
  await page.keyboard.press("Control+Enter");
  await said.getByText("Looking at it.").waitFor();

  await lookAs(page, "analyst");
  await box.click();
  await page.keyboard.type("Thanks, @");
  await list.waitFor();
  assert.deepEqual(await list.getByRole("option").locator("bdi").allInnerTexts(), ["Security desk", "Expert"]);
  await accessible(page, "people offered while a comment is written");
  await page.keyboard.type("exp");
  assert.deepEqual(await list.getByRole("option").locator("bdi").allInnerTexts(), ["Expert"]);
  const active = await box.getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`[id="${active}"]`).getAttribute("aria-selected"), "true");
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "detached" });
  await page.keyboard.press("Backspace");
  await list.waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await box.inputValue(), "Thanks, @Expert ");
  await page.keyboard.type("and @sec");
  await list.waitFor();
  await list.getByRole("option", { name: /Security desk/ }).click();
  assert.equal(await box.inputValue(), "Thanks, @Expert and @[Security desk] ");
  await page.keyboard.type("please call @nobody");
  await page.keyboard.press("Control+Enter");
  await said.locator(".mention", { hasText: "@Security desk" }).waitFor();
  assert.deepEqual(await said.locator(".mention").allInnerTexts(), ["@Expert", "@Security desk"]);
  assert.match(await said.innerText(), /Thanks, @Expert and @Security desk please call @nobody/, "a name that nobody has is text");

  // The contact has a mail in the outbox.
  await page.goto(`${site.url}#/notifications`);
  await page.getByText(/^You were named in:/).first().waitFor();

  // Whoever is named sees it on Home and among the messages until it was read.
  await lookAs(page, "expert");
  await page.goto(`${site.url}#/`);
  await page.getByText("You were named in a comment that you have not read").waitFor();
  await page.goto(`${site.url}#/ask`);
  await page.getByText("Names you").waitFor();
  await page.goto(`${site.url}#/`);
  await page.getByRole("link", { name: "Read the latest" }).click();
  await page.waitForURL(/tab=history/);
  await said.locator(".mention", { hasText: "@Expert" }).waitFor();
  await page.goto(`${site.url}#/`);
  await page.getByRole("heading", { name: "What awaits the experts" }).waitFor();
  await page.getByText("You were named in a comment that you have not read").waitFor({ state: "detached" });
});

test("an incident is given to somebody of one's own side by name", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await importAttack(page, site);
  await lookAs(page, "analyst");
  await openIncident(page, site);
  await page.getByRole("button", { name: "Manage" }).click();
  await page.getByRole("menuitem", { name: "Assign to somebody else" }).click();
  const dialog = page.getByRole("dialog");
  const whom = dialog.getByRole("combobox");
  assert.deepEqual(await whom.locator("option").allInnerTexts(), ["Me", "Security desk", "Customer team", "Nobody"]);
  await whom.selectOption({ label: "Security desk" });
  await dialog.getByRole("button", { name: /^Assign/ }).click();
  await page.locator("main").getByText("Security desk").first().waitFor();
});
