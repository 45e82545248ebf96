// Ways on from an incident: to the pages of its assets, to other incidents by its menu, and what one alert turned out to be.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { importFile, incident } from "./graph.mjs";
import { ID, accessible, beginInvestigation, button, dialog, importAttack, manage, openIncident, partOf, whyNot } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

test("assets and evidence lead to the pages of devices and people, with their menu", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page, site);
  await lookAs(page, "analyst");
  await openIncident(page, site, ID, "?tab=assets");
  await accessible(page, "the assets of an incident");
  await button(page, "Actions for NWF-FS-02").click();
  await page.getByRole("menuitem", { name: "Ask an expert" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "NWF-FS-02", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "NWF-FS-02" }).waitFor();

  await openIncident(page, site, ID, "?tab=evidence");
  await page.getByRole("button", { name: "DISP-LT-0417", exact: true }).click();
  await page.getByText("Defender for Endpoint device ID").waitFor();
  // What nobody has a name for stays as it came.
  await page.getByRole("button", { name: "routing-0" }).click();
  await page.getByText("labels.app", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Open the page of DISP-LT-0417" }).click();
  await page.getByRole("heading", { level: 1, name: "DISP-LT-0417" }).waitFor();
});

test("an incident is linked and merged from its own menu", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page, site);
  const more = incident(4_500, { displayName: "Payload on a build server", status: "active", severity: "high" });
  await importFile(page, site, "more.json", JSON.stringify({ value: [more] }));
  await lookAs(page, "analyst");
  await openIncident(page, site);
  await manage(page, "Link with others");
  assert.match(await whyNot(page, dialog(page).getByRole("button", { name: "Next" })), /Choose at least one incident/);
  await dialog(page).getByRole("searchbox").fill("4002");
  await dialog(page).getByRole("checkbox", { name: /^4002 · Malware was prevented/ }).check();
  // What was chosen stays while something else is looked for; one that was merged away is not offered.
  await dialog(page).getByRole("searchbox").fill("sign-in");
  await dialog(page).getByText("4100").waitFor({ state: "detached" });
  assert.equal(await dialog(page).getByRole("checkbox", { name: /^4002/ }).isChecked(), true);
  await accessible(page, "the choice of incidents to link");
  await dialog(page).getByRole("button", { name: "Next" }).click();
  await dialog(page).getByRole("button", { name: /^Link/ }).click();
  await page.getByText("Linked with").waitFor();
  await page.locator(".incident-relations").getByRole("link", { name: "4002" }).waitFor();

  await manage(page, "Merge with others");
  await dialog(page).getByRole("searchbox").fill("server payload");
  await dialog(page).getByRole("checkbox", { name: /^4500/ }).check();
  await dialog(page).getByRole("button", { name: "Next" }).click();
  await dialog(page).getByText("takes over the alerts, assets and evidence").waitFor();
  await dialog(page).getByRole("button", { name: /^Merge/ }).click();
  await partOf(page, /^Alerts/).click();
  await page.getByText("from 4500").first().waitFor();
  await page.getByRole("button", { name: "Undo the merge" }).click();
  await page.getByText("from 4500").first().waitFor({ state: "detached" });
});

test("an alert is classified with every pair that exists, and its history says its name", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page, site);
  await lookAs(page, "analyst");
  await openIncident(page, site, ID, "?tab=alerts");
  await page.getByRole("button", { name: "LSASS was read" }).click();
  await dialog(page).getByText("Evidence (3)").waitFor();
  await dialog(page).getByRole("link", { name: "DISP-LT-0417" }).waitFor();
  await accessible(page, "an alert with its evidence");
  await dialog(page).getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Classify" }).click();
  const asked = page.getByRole("dialog", { name: "What did this alert turn out to be?" });
  await asked.getByRole("combobox", { name: "Classification" }).selectOption({ label: "Informational, expected activity" });
  await asked.getByRole("combobox", { name: "Determination" }).selectOption({ label: "Line-of-business application" });
  await asked.getByRole("button", { name: "Classify" }).click();
  await asked.waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await partOf(page, /History/).click();
  await page.getByText(/classified the alert LSASS was read: /).first().waitFor();
});

test("the alerts of an incident are assigned with it", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);
  await openIncident(page, site, ID, "?tab=alerts");
  await page.getByRole("row", { name: /LSASS was read/ }).getByRole("cell", { name: "Expert", exact: true }).waitFor();
});

test("the history of what was merged goes on in the other's, and old links lead there", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page, site);
  const more = incident(4_500, { displayName: "Payload on a build server", status: "active", severity: "high" });
  await importFile(page, site, "more.json", JSON.stringify({ value: [more] }));
  await lookAs(page, "analyst");
  await openIncident(page, site, "4500", "?tab=history");
  const said = page.getByRole("region", { name: "Comments & History" });
  await page.getByRole("textbox", { name: "Write a comment" }).fill("The server is ours");
  await button(page, "Comment").click();
  const moment = said.locator(".moment", { hasText: "The server is ours" });
  const old = await moment.locator(".moment-link").getAttribute("href");
  await openIncident(page, site);
  await manage(page, "Merge with others");
  await dialog(page).getByRole("searchbox").fill("server payload");
  await dialog(page).getByRole("checkbox", { name: /^4500/ }).check();
  await dialog(page).getByRole("button", { name: "Next" }).click();
  await dialog(page).getByRole("button", { name: /^Merge/ }).click();

  // The number leads to where its history begins.
  await page.locator(".incident-relations").getByRole("link", { name: "4500" }).click();
  await moment.getByText("from 4500").waitFor();
  await moment.getByText("You followed a link to this moment").waitFor();
  await accessible(page, "a history with moments of a merged incident");
  await page.goto(`${site.url}#/incidents`);
  await page.getByRole("heading", { level: 1, name: "Incidents" }).waitFor();
  await page.goto(`${site.url}${old}`);
  await moment.getByText("You followed a link to this moment").waitFor();
  assert.match(page.url(), new RegExp(`/incidents/${ID}\\?`));

  // Its comment is still its writer's to change.
  await moment.getByRole("button", { name: "Change", exact: true }).click();
  await dialog(page).getByRole("textbox", { name: "Comment" }).fill("The server is ours: build-7");
  await button(page, "Save the change").click();
  await moment.getByText("build-7").waitFor();

  await said.getByRole("button", { name: "Export the history" }).click();
  await dialog(page).getByRole("checkbox", { name: "Keep internal comments in" }).check();
  const [file] = await Promise.all([page.waitForEvent("download"), button(page, "Download").click()]);
  assert.match(await readFile(await file.path(), "utf8"), /\(from 4500\).*\n {2}> The server is ours: build-7/);
  await said.getByRole("button", { name: "Export the history" }).click();
  assert.equal(await dialog(page).getByRole("checkbox", { name: "Keep internal comments in" }).isChecked(), false);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Undo the merge" }).click();
  await moment.waitFor({ state: "detached" });
  await openIncident(page, site, "4500", "?tab=history");
  await moment.getByText("build-7").waitFor();
});

test("an alert that two incidents hold counts once when they are merged", async (t) => {
  const { page } = await openApp(t, site);
  const over = { status: "active", severity: "high" };
  const one = incident(4_501, { displayName: "Payload on the first host", ...over });
  const other = incident(4_502, { displayName: "Payload on the second host", ...over });
  other.alerts = [other.alerts[0], structuredClone(one.alerts[0])];
  const gone = incident(4_503, { displayName: "Payload at the source", redirectIncidentId: "4501", ...over });
  await importFile(page, site, "shared.json", JSON.stringify({ value: [one, other, gone] }));
  await lookAs(page, "analyst");
  await openIncident(page, site, "4501");
  await page.locator(".incident-relations").getByText("At the source, 1 incident was merged into this one: 4503.").waitFor();
  await partOf(page, /^Alerts 1$/).waitFor();
  await manage(page, "Merge with others");
  await dialog(page).getByRole("searchbox").fill("second host");
  await dialog(page).getByRole("checkbox", { name: /^4502/ }).check();
  await dialog(page).getByRole("button", { name: "Next" }).click();
  await dialog(page).getByRole("combobox", { name: "Into" }).selectOption("4501");
  await dialog(page).getByRole("button", { name: /^Merge/ }).click();
  await page.locator(".incident-relations").getByRole("link", { name: "4502" }).waitFor();
  await partOf(page, /^Alerts 2$/).click();
  await page.locator("main tbody tr").nth(1).waitFor();
  assert.equal(await page.locator("main tbody tr").count(), 2);
  // The tab of assets counts what the tab of alerts lists.
  await partOf(page, /^Assets/).click();
  const counts = await page.locator('main tbody td[data-label="Alerts"]').allInnerTexts();
  assert.ok(counts.length > 1 && counts.every((count) => /^[12]$/.test(count)), String(counts));
  await page.goto(`${site.url}#/incidents?noise=shown`);
  const row = page.locator(".rows-row:visible", { hasText: "4501" });
  await row.waitFor();
  assert.equal(await row.locator(".num").last().innerText(), "2");
});

test("a link to a moment that is not there says so and leads to what there is", async (t) => {
  const { page } = await openApp(t, site);
  await importAttack(page, site);
  await openIncident(page, site, ID, "?tab=history&at=987654");
  await page.getByText(/^This link leads to a moment that is not in this incident/).waitFor();
  await accessible(page, "a link to a moment that is not there");
  await page.getByRole("link", { name: "Show the history without it" }).click();
  await page.getByText(/^This link leads to a moment/).waitFor({ state: "detached" });
  assert.doesNotMatch(page.url(), /at=/);
  await page.locator(".moment").first().waitFor();
});
