// A workspace in which every page has something to show: the demonstration of a small office, made up here.

import { appStarted } from "./browser.mjs";

/** Making it up may take this long on a machine that is busy. */
const PATIENCE = { timeout: 240_000 };

/** Opens it from the page `#/demo`. */
export async function openDemo(page) {
  await page.getByText("Small office").click();
  await page.getByRole("button", { name: "Open the whole demonstration" }).click();
  await page.getByRole("region", { name: "Demonstration" }).waitFor(PATIENCE);
  await appStarted(page);
}
