// What the tests of an incident's page have in common: opening it, its parts, and why a control may not be used.

import assert from "node:assert/strict";
import { attackExport } from "./attack-export.mjs";
import { expectAccessible } from "./axe.mjs";
import { importFile } from "./graph.mjs";
import { lookAs, startService } from "./service-start.mjs";

export const ID = "4127";
export const TITLE = "Credential theft and lateral movement from DISP-LT-0417";
export const dialog = (page) => page.getByRole("dialog");
export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const life = (page) => page.getByRole("list", { name: "Life of the incident" });
export const partOf = (page, name) => page.getByRole("navigation", { name: "Parts of the incident" }).getByRole("link", { name });

/** Opens an incident; `query` such as "?tab=history". */
export async function openIncident(page, site, id = ID, query = "") {
  await page.goto(`${site.url}#/incidents/${id}${query}`);
  await page.locator("main h1").waitFor();
}

/** Imports the attack and what stands around it. */
export async function importAttack(page, site) {
  await importFile(page, site, "incidents.json", JSON.stringify(attackExport()));
}

/** A service that runs, with the attack imported and taken by an expert, who has begun to investigate it. */
export async function beginInvestigation(page, site) {
  await startService(page, site, { excludedGroup: "Freight servers" });
  await importAttack(page, site);
  await lookAs(page, "expert");
  await openIncident(page, site);
  await button(page, "Take").click();
  await button(page, "Start investigation").click();
  await life(page).getByText("In progress").and(page.locator(".life-now *")).waitFor();
}

/** Nothing for axe to find, in both themes. */
export async function accessible(page, what) {
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${what}, ${colorScheme}`);
  }
}

/** Why a control may not be used, as assistive technology reads it. */
export async function whyNot(page, control) {
  assert.equal(await control.getAttribute("aria-disabled"), "true");
  return page.locator(`#${await control.getAttribute("aria-describedby")}`).textContent();
}

/** Chooses an entry of the menu of the incident. */
export async function manage(page, entry) {
  await button(page, "Manage").click();
  await page.getByRole("menuitem", { name: entry }).click();
}

/** Answers the question of a dialog, with a text where one is asked for. */
export async function answer(page, yes, text) {
  if (text) await dialog(page).getByRole("textbox").fill(text);
  await dialog(page).getByRole("button", { name: yes }).click();
  await dialog(page).waitFor({ state: "hidden" });
}
