// The report over the demonstration: how a test opens it.

import { appStarted, openApp } from "./browser.mjs";

/** The page of the small office's demonstration, opened at its end. */
export async function openDemo(t, site) {
  const { page } = await openApp(t, site, { route: "#/demo" });
  await page.getByText("Small office").click();
  await page.getByRole("button", { name: "Open the whole demonstration" }).click();
  await page.getByRole("region", { name: "Demonstration" }).waitFor();
  await appStarted(page);
  return page;
}

/** Goes to a page of the report and waits for the first of what it draws. */
export async function openReport(page, site, route, drawn) {
  await page.goto(`${site.url}${route}`);
  await page.getByRole("navigation", { name: "Report" }).waitFor();
  await drawn.first().waitFor();
}
