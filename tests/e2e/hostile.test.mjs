// One incident with everything an enemy could put in it: shown as text, in bounds, and still to be worked with.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { importFile, incident } from "./graph.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const MARKUP = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
const OVERRIDE = "\u202Egpj.exe\u202C";
const EVIDENCE = 10_000;

/** An object in an object, as deep as it is asked for. */
const nested = (depth) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

/** The export: evidence without end, names of a megabyte, twice the same id, dates at both ends of time. */
function hostile() {
  const evidence = Array.from({ length: EVIDENCE }, (_, at) => ({
    "@odata.type": "#microsoft.graph.security.fileEvidence",
    createdDateTime: at % 2 ? "0000-01-01T00:00:00Z" : "9999-12-31T23:59:59Z",
    verdict: "malicious",
    remediationStatus: "active",
    detectionStatus: MARKUP,
    fileDetails: { fileName: `${at} ${MARKUP}${OVERRIDE}`, filePath: "C:\\".padEnd(260, "x"), sha1: String(at).padStart(40, "0") },
  }));
  const one = incident(1, {
    id: "h1",
    displayName: `${MARKUP}${OVERRIDE}${"A".repeat(1_000_000)}`,
    status: "active",
    severity: "high",
    createdDateTime: "0000-01-01T00:00:00Z",
    lastUpdateDateTime: "9999-12-31T23:59:59Z",
    customTags: [MARKUP, OVERRIDE, "x".repeat(50_000)],
    incidentWebUrl: "javascript:document.title='owned'",
    description: `[press](javascript:document.title='owned') ${MARKUP}`,
    comments: [{ comment: `${MARKUP} [x](javascript:alert(1)) ${OVERRIDE}`, createdByDisplayName: OVERRIDE, createdDateTime: "9999-12-31T23:59:59Z" }],
  });
  const [alert] = one.alerts;
  one.alerts = [{ ...alert, title: MARKUP, evidence }, { ...alert, title: "The same id again" }];
  const text = JSON.stringify({ value: [one, { ...one, displayName: "Twice", alerts: [] }, incident(2, { id: "h2", status: `odd${OVERRIDE}`, assignedTo: OVERRIDE, severity: "low" })] });
  return text.replace('"displayName":"Twice"', `"displayName":"Twice","deep":${nested(400)}`);
}

/** What must hold on every page: nothing ran, no element came of text, nothing scrolls sideways. */
async function inert(page, where) {
  const found = await page.evaluate(() => ({
    title: document.title,
    made: document.querySelectorAll("main img, main script, main iframe").length,
    links: [...document.querySelectorAll("a[href]")].map((link) => link.href).filter((href) => /^(javascript|data):/i.test(href)),
    wide: document.documentElement.scrollWidth > innerWidth,
    turned: [document.body.innerText, ...[...document.querySelectorAll("[title], [aria-label]")].flatMap((it) => [it.title, it.getAttribute("aria-label") ?? ""])]
      .filter((text) => /[\u202a-\u202e\u2066-\u2069]/.test(text)).length,
    longest: [...document.querySelectorAll("main *")].filter((it) => !it.children.length).reduce((most, it) => Math.max(most, it.textContent.length), 0),
  }));
  assert.notEqual(found.title, "owned", where);
  const { made, links, wide, turned } = found;
  assert.deepEqual({ made, links, wide, turned }, { made: 0, links: [], wide: false, turned: 0 }, where);
  assert.ok(found.longest < 60_000, `${where} draws a text of ${found.longest} characters`);
}

test("a device whose names turn the direction of text is shown by their numbers", async (t) => {
  const { page } = await openApp(t, site);
  const one = incident(3, { id: "h3", status: "active", severity: "high" });
  const device = { "@odata.type": "#microsoft.graph.security.deviceEvidence", createdDateTime: "2026-11-19T08:00:00Z", verdict: "malicious", remediationStatus: "active", mdeDeviceId: `id${OVERRIDE}`, deviceDnsName: `dns${OVERRIDE}`, hostName: `host${OVERRIDE}`, rbacGroupName: `group${OVERRIDE}` };
  one.alerts = [{ ...one.alerts[0], evidence: [device] }];
  await importFile(page, site, "hostile.json", JSON.stringify({ value: [one] }));
  await page.goto(`${site.url}#/incidents/h3?tab=assets`);
  await page.locator("td .code").first().waitFor();
  await inert(page, "the assets of the incident");
  assert.equal(await page.locator('td[data-label="Alerts"]').innerText(), "1", "what is shown by its numbers is counted all the same");
  await page.goto(`${site.url}#/assets`);
  await page.locator(".story-open").first().click();
  await page.locator("dialog[open]").getByText("[U+202E]").first().waitFor();
  await inert(page, "the flyout of the device");
  await page.locator("dialog[open]").getByRole("link", { name: "Open the page" }).or(page.locator("dialog[open] a.button")).first().click();
  await page.getByText("Host name").waitFor();
  await inert(page, "the page of the device");
});

test("every part of an incident stays inert, and it can be worked with", async (t) => {
  const { page } = await openApp(t, site);
  await importFile(page, site, "hostile.json", hostile());
  const at = (tab) => page.goto(`${site.url}#/incidents/h1${tab && `?tab=${tab}`}`);
  // Twice the same id is one alert, in the tab as in its table.
  await at("alerts");
  await page.getByRole("navigation", { name: "Parts of the incident" }).getByRole("link", { name: "Alerts 1", exact: true }).waitFor();
  await page.locator("main tbody tr").first().waitFor();
  assert.equal(await page.locator("main tbody tr").count(), 1);
  for (const tab of ["", "alerts", "assets", "evidence", "similar", "history", "response"]) {
    await at(tab);
    await page.locator("h1.title").waitFor();
    await inert(page, `the incident at ${tab || "its story"}`);
  }
  await page.getByText("[U+202E]gpj.exe[U+202C]").first().waitFor();
  // A status that no list has and a person beside it turn nothing either, in the row, the facets and the header.
  await page.goto(`${site.url}#/incidents/h2`);
  await page.locator("h1.title").waitFor();
  await page.getByText("odd[U+202E]gpj.exe[U+202C]").first().waitFor();
  await page.getByText(/^\[U\+202E\]gpj\.exe\[U\+202C\]$/).first().waitFor();
  await inert(page, "an incident of an unknown status");
  for (const route of ["#/incidents?noise=shown", "#/alerts", "#/assets", "#/"]) {
    await page.goto(`${site.url}${route}`);
    await page.locator("main h1, main h2").first().waitFor();
    await inert(page, route);
  }
  await at("");
  await page.getByRole("button", { name: "Manage" }).click();
  await page.getByRole("menuitem", { name: "Assign to me" }).click();
  await page.locator(".toast", { hasText: "Assigned to you." }).waitFor();
});

test("words and names without end leave room for what stands beside them", async (t) => {
  const { page } = await openApp(t, site);
  const one = incident(4, { id: "h4", status: "active", severity: "high", displayName: `${"Z\u0351\u0352\u0353".repeat(400)}${"A".repeat(1_000_000)}` });
  const word = "verdictThatNobodyKnows".repeat(40);
  const user = one.alerts[0].evidence[1];
  const device = { ...one.alerts[0].evidence[0], verdict: word, mdeDeviceId: "h4", deviceDnsName: `host${"y".repeat(380)}` };
  one.alerts = [{ ...one.alerts[0], title: "A title of several words", serviceSource: word, evidence: [device, { ...user, verdict: word }] }];
  await page.goto(`${site.url}#/import`);
  await page.locator("input[type=file]").setInputFiles({ name: "words.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ value: [one] })) });
  await page.locator(".import-sample").waitFor();
  await inert(page, "the preview of an import");
  const sample = await page.locator(".import-sample").evaluate((table) => ({
    wide: table.getBoundingClientRect().width,
    high: table.querySelector("tbody tr").getBoundingClientRect().height,
    cut: getComputedStyle(table.querySelector("tbody td:nth-child(2) bdi")).overflowY,
  }));
  assert.ok(sample.wide < 1_400 && sample.high < 90 && sample.cut === "hidden", JSON.stringify(sample));
  await page.getByRole("button", { name: "Take in" }).click();
  await page.locator("#preview-title").waitFor({ state: "detached" });

  await page.goto(`${site.url}#/incidents/h4`);
  const cells = await page.locator(".incident-evidence tbody tr").first().evaluate((row) => {
    const [, verdict, done] = row.cells;
    return verdict.querySelector(".mark").getBoundingClientRect().right - done.getBoundingClientRect().left;
  });
  assert.ok(cells <= 0, `a verdict reaches ${cells} px into what was done`);
  await page.goto(`${site.url}#/incidents/h4?tab=alerts`);
  const title = page.locator("td .story-open").first();
  await title.waitFor();
  const room = await title.evaluate((it) => it.closest("td").getBoundingClientRect().width);
  assert.ok(room >= 200, `the title has ${room} px`);
  await title.click();
  const items = page.locator("dialog[open] .alert-exhibit");
  await items.first().waitFor();
  const found = await items.evaluateAll((all) => all.map((item) => {
    const panel = item.closest("dialog").getBoundingClientRect();
    const inside = [...item.querySelectorAll("*")].map((it) => it.getBoundingClientRect().right);
    return { name: item.querySelector(".alert-exhibit-name").getBoundingClientRect().width, out: Math.max(...inside) - panel.right };
  }));
  assert.ok(found.every(({ name, out }) => name > 120 && out <= 0), JSON.stringify(found));
});

test("on a phone the card of an incident with assets of every kind draws nothing over anything", async (t) => {
  const { page } = await openApp(t, site, { viewport: { width: 390, height: 844 } });
  const one = incident(5, { id: "h5", status: "inProgress", severity: "high" });
  const more = [
    { "@odata.type": "#microsoft.graph.security.mailboxEvidence", verdict: "suspicious", remediationStatus: "none", primaryAddress: "a@northwind.example" },
    { "@odata.type": "#microsoft.graph.security.cloudApplicationEvidence", verdict: "suspicious", remediationStatus: "none", appId: 7, displayName: "Docs" },
  ];
  one.alerts[0].evidence.push(...more);
  await importFile(page, site, "card.json", JSON.stringify({ value: [one] }));
  await page.goto(`${site.url}#/incidents?list=all`);
  const line = page.locator(".rows-card > .row:last-child").first();
  await line.waitFor();
  const over = await line.evaluate((row) => {
    const text = row.querySelector(".status > span:last-child, .status");
    const range = document.createRange();
    range.selectNodeContents(text);
    const icons = [...row.children[1].querySelectorAll("svg")].map((it) => it.getBoundingClientRect().left);
    return { icons: icons.length, over: range.getBoundingClientRect().right - Math.min(...icons) };
  });
  assert.ok(over.icons >= 3 && over.over <= 0, JSON.stringify(over));
});
