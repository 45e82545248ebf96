// The report over the demonstration: how a test opens it.

import { openApp } from "./browser.mjs";
import { openDemo as openDemoOn } from "./demo-open.mjs";

/** The page of the small office's demonstration, opened at its end. */
export async function openDemo(t, site) {
  const { page } = await openApp(t, site, { route: "#/demo" });
  await openDemoOn(page);
  return page;
}

/** Goes to a page of the report and waits for the first of what it draws. */
export async function openReport(page, site, route, drawn) {
  await page.goto(`${site.url}${route}`);
  await page.getByRole("navigation", { name: "Report" }).waitFor();
  await drawn.first().waitFor();
}
