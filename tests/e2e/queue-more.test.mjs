// The rest of the queue: all alerts, closing with open actions, what a dialog says before a choice, names of assets and
// techniques, dates at the ends of time, and the palette on the row under the cursor.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectAccessible } from "./axe.mjs";
import { openApp } from "./browser.mjs";
import { openDemo } from "./demo-report.mjs";
import { importFile, incident } from "./graph.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const rows = (page) => page.locator(".rows-row:visible");
const dialog = (page) => page.locator("dialog[open]");
const toast = (page, text) => page.locator(".toast", { hasText: text });
const status = (page) => page.locator(".sheet-bar .push [role=status]");
const scope = (page) => page.locator(".sheet-bar > [role=status]");
const matching = async (page) => Number((await status(page).innerText()).replace(/\D/g, ""));

async function queueOf(page, value, route = "#/incidents") {
  await importFile(page, site, "incidents.json", JSON.stringify({ value }));
  await page.goto(`${site.url}${route}`);
  await rows(page).first().waitFor();
}

test("the alerts of all incidents are listed, filtered and searched, and come back from their address", async (t) => {
  const { page } = await openApp(t, site);
  const value = Array.from({ length: 250 }, (_, at) => incident(1_000 + at, { status: "active", severity: at === 3 ? "high" : "low" }));
  value[7].alerts[0].title = "Golden ticket was used";
  // The oldest of all: what a search over the newest would never find.
  value[7].alerts[0].lastActivityDateTime = value[7].alerts[0].firstActivityDateTime = "2024-01-01T00:00:00Z";
  await queueOf(page, value, "#/alerts");
  await scope(page).getByText("250 shown from 250 incidents").waitFor();
  assert.equal(await page.getByRole("grid").getAttribute("aria-rowcount"), "251");
  assert.ok((await page.locator(".rows-row").count()) < 120, "rows are drawn for the window only");
  await expectAccessible(page, "the alerts");
  await page.getByRole("searchbox").fill("golden TICKET");
  await scope(page).getByText("1 shown").waitFor();
  await page.getByRole("searchbox").fill("");
  await page.getByRole("button", { name: "Severity: Any" }).click();
  await page.getByRole("dialog", { name: "Severity" }).getByRole("checkbox", { name: "High" }).check();
  await scope(page).getByText("1 shown").waitFor();
  await page.keyboard.press("Escape");
  await page.reload();
  await scope(page).getByText("1 shown from 250 incidents").waitFor();
  await page.locator("main h1").focus();
  await page.keyboard.press("j");
  await page.locator(".rows-row.is-current:focus").waitFor();
  await page.keyboard.press("Enter");
  await dialog(page).getByText("alert-1003").waitFor();
  await expectAccessible(page, "an alert beside the list");
  await dialog(page).getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Resolve" }).click();
  await rows(page).first().getByText("Resolved").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Status: Any" }).click();
  await page.getByRole("dialog", { name: "Status" }).getByRole("checkbox", { name: "Resolved" }).check();
  await scope(page).getByText("1 shown").waitFor();
});

test("incidents with open actions are resolved together when that is asked for", async (t) => {
  const page = await openDemo(t, site);
  await page.goto(`${site.url}#/incidents?list=yourTurn`);
  await rows(page).first().waitFor();
  const count = await matching(page);
  await page.getByRole("checkbox", { name: "Select all that are listed" }).check();
  await page.getByRole("button", { name: "Resolve", exact: true }).click();
  const force = dialog(page).getByRole("checkbox", { name: /open actions as well$/ });
  await force.waitFor();
  const offered = Number((await dialog(page).locator(".bulk-force label").innerText()).match(/\d+/)?.[0] ?? 1);
  assert.ok(offered > 0 && offered <= count);
  const before = (await dialog(page).locator(".bulk-preview > p").first().innerText()).match(/^\d+/)[0];
  await expectAccessible(page, "the offer to close with open actions");
  await force.check();
  await dialog(page).getByText(`${Number(before) + offered} of ${count} can be done.`).waitFor();
  await dialog(page).getByRole("textbox", { name: "Resolution note" }).fill("The drill is over");
  await dialog(page).getByRole("button", { name: /^Resolve \d+/ }).click();
  await toast(page, `${Number(before) + offered} of ${count} incidents resolved`).waitFor();
});

test("a dialog says what will change once that is chosen, and nothing before", async (t) => {
  const { page } = await openApp(t, site);
  const value = Array.from({ length: 5 }, (_, at) => incident(1_000 + at, { status: "active", severity: "high" }));
  await queueOf(page, value);
  await page.getByRole("checkbox", { name: "Select all that are listed" }).check();
  await page.getByRole("button", { name: "Classify", exact: true }).click();
  const preview = dialog(page).locator(".bulk-preview");
  await dialog(page).getByRole("combobox", { name: "Classification" }).waitFor();
  assert.equal((await preview.innerText()).trim(), "", "nothing is said before a choice");
  await dialog(page).getByRole("combobox", { name: "Classification" }).selectOption("falsePositive");
  await dialog(page).getByRole("combobox", { name: "Determination" }).selectOption("notMalicious");
  await preview.getByText(/^5 of 5 will be classified as False positive/).waitFor();
  await dialog(page).getByRole("button", { name: "Classify 5" }).click();
  await toast(page, "5 of 5 incidents classified").waitFor();
  await page.getByRole("checkbox", { name: "Select all that are listed" }).check();
  await page.getByRole("button", { name: "Add a tag" }).or(page.getByRole("button", { name: "Tag", exact: true })).first().click();
  await dialog(page).getByRole("textbox", { name: "Tag" }).waitFor();
  assert.equal((await preview.innerText()).trim(), "");
  await dialog(page).getByRole("textbox", { name: "Tag" }).fill("drill");
  await preview.getByText("5 of 5 can be done.").waitFor();
});

test("what a change of many leaves as it is stands over the list until it was read", async (t) => {
  const { page } = await openApp(t, site);
  const value = Array.from({ length: 5 }, (_, at) => incident(1_000 + at, { status: at < 2 ? "resolved" : "active", severity: "high" }));
  await queueOf(page, value, "#/incidents?view=all");
  await page.getByRole("checkbox", { name: "Select all that are listed" }).check();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Open again" }).click();
  await dialog(page).getByRole("textbox", { name: "Reason" }).fill("Seen again");
  await dialog(page).getByRole("button", { name: "Open 2 again" }).click();
  const left = page.getByRole("region", { name: "What was left as it is" });
  await left.getByText("2 of 5 incidents reopened").waitFor();
  assert.equal(await left.getByRole("link").count(), 3, "each incident that was refused is linked");
  await expectAccessible(page, "what was left as it is");
  // It is still there after another page was looked at.
  await left.getByRole("link").first().click();
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.goBack();
  await left.getByRole("button", { name: "Close" }).click();
  await left.waitFor({ state: "detached" });
});

test("one incident is classified and resolved in one step, which is taken back whole", async (t) => {
  const { page } = await openApp(t, site);
  await queueOf(page, [incident(1_000, { status: "active", severity: "high" })]);
  await page.goto(`${site.url}#/incidents/1000`);
  await page.getByRole("button", { name: "Manage" }).click();
  await page.getByRole("menuitem", { name: "Resolve", exact: true }).click();
  const classification = dialog(page).getByRole("combobox", { name: "Classification" });
  await classification.selectOption("truePositive");
  const pairs = await dialog(page).getByRole("combobox", { name: "Determination" }).locator("option").allInnerTexts();
  assert.ok(pairs.some((text) => /Malware/.test(text)) && !pairs.some((text) => /Not malicious/i.test(text)), pairs.join());
  await dialog(page).getByRole("combobox", { name: "Determination" }).selectOption("malware");
  await dialog(page).getByRole("textbox", { name: "Resolution note" }).fill("The drill is over");
  await expectAccessible(page, "the dialog that resolves one");
  await dialog(page).getByRole("button", { name: "Resolve" }).click();
  await toast(page, "Resolved").waitFor();
  await page.locator(".incident-labels").getByText("True positive, malware", { exact: false }).waitFor();
  await toast(page, "Resolved").getByRole("button", { name: "Undo" }).click();
  await page.locator(".incident-labels").getByText("True positive", { exact: false }).waitFor({ state: "detached" });
});

test("assets of more kinds than have room are counted together, and read as a whole", async (t) => {
  const { page } = await openApp(t, site, { viewport: { width: 1440, height: 900 } });
  const value = [incident(1, { status: "active" })];
  const seen = { verdict: "unknown", remediationStatus: "none" };
  const of = (type, more) => ({ "@odata.type": `#microsoft.graph.security.${type}Evidence`, ...seen, ...more });
  value[0].alerts[0].evidence = [
    ...["a", "b"].map((name) => of("device", { deviceDnsName: name })),
    of("user", { userAccount: { userPrincipalName: "kim@northwind.example" } }),
    ...["kim", "lee"].map((name) => of("mailbox", { primaryAddress: `${name}@northwind.example` })),
    of("cloudApplication", { displayName: "Routing", appId: 7 }),
  ];
  await queueOf(page, value, "#/incidents");
  const cell = page.locator(".rows-assets").first();
  const whole = cell.getByRole("img", { name: "Devices: 2, Identities: 1, Mailboxes: 2, Applications: 1", exact: true });
  await whole.waitFor();
  const room = () => cell.evaluate((it) => ({ over: it.scrollWidth - it.clientWidth, text: it.innerText.replace(/\s+/g, " ").trim() }));
  assert.deepEqual(await room(), { over: 0, text: "2 1 +3" });
  // With room all kinds are there.
  await page.goto(`${site.url}#/incidents?columns=incident,assets:220`);
  await page.locator(".rows-assets").first().waitFor();
  assert.deepEqual(await room(), { over: 0, text: "2 1 2 1" });
});

test("assets say their kind, and techniques are found by number and by name", async (t) => {
  const { page } = await openApp(t, site);
  const [first, second] = [incident(1_000, { status: "active", severity: "high" }), incident(1_001, { status: "active", severity: "high" })];
  first.alerts[0].evidence.push(
    { "@odata.type": "#microsoft.graph.security.userEvidence", verdict: "suspicious", remediationStatus: "none", userAccount: { accountName: "maria", userPrincipalName: "maria@northwind.example" } },
    { "@odata.type": "#microsoft.graph.security.mailboxEvidence", verdict: "suspicious", remediationStatus: "none", primaryAddress: "maria@northwind.example" },
  );
  first.alerts[0].mitreTechniques = ["T1003.001"];
  second.alerts[0].mitreTechniques = ["T1105"];
  await queueOf(page, [first, second]);
  await page.getByRole("button", { name: "Asset", exact: true }).click();
  const assets = page.getByRole("group", { name: "Asset" }).locator(".facet-name");
  await assets.filter({ hasText: "maria@northwind.example" }).first().waitFor();
  const named = (await assets.allInnerTexts()).filter((name) => name.startsWith("maria"));
  assert.equal(new Set(named).size, 2, `each says what it is: ${named.join()}`);
  await page.getByRole("button", { name: "Technique", exact: true }).click();
  await page.getByRole("group", { name: "Technique" }).getByText("T1003.001 OS Credential Dumping: LSASS Memory").waitFor();

  await page.getByRole("button", { name: "Add filter" }).click();
  const adding = page.getByRole("dialog", { name: "Add filter" });
  await adding.getByRole("combobox", { name: "By" }).selectOption("technique");
  const value = adding.getByRole("combobox", { name: "Value" });
  for (const typed of ["lsass memory", "t1003"]) {
    await adding.getByRole("textbox", { name: /Find or type/ }).fill(typed);
    await page.waitForFunction((select) => select.options.length === 1, await value.elementHandle());
    assert.match(await value.locator("option").first().innerText(), /^T1003\.001 OS Credential Dumping/);
  }
  await adding.getByRole("button", { name: "Is", exact: true }).click();
  await page.locator(".sheet-bar .chip", { hasText: "LSASS Memory" }).waitFor();
  assert.equal(await matching(page), 1);
  await expectAccessible(page, "a filter by technique");
});

test("dates at the ends of time are written plainly", async (t) => {
  const { page } = await openApp(t, site);
  const far = (number, at) => incident(number, { status: "active", severity: "high", createdDateTime: at, lastUpdateDateTime: at });
  const value = [far(1, "0000-01-01T00:00:00Z"), far(2, "0002-01-01T00:00:00Z"), far(3, "9999-12-31T23:59:59Z")];
  await queueOf(page, value, "#/incidents?noise=shown&columns=incident:300,created,updated,inState,due:200");
  const texts = (await rows(page).allInnerTexts()).join("\n");
  for (const year of ["0000", "0002", "9999"]) assert.match(texts, new RegExp(`(1 Jan|31 Dec) ${year}`), texts);
  assert.doesNotMatch(texts, /10000|\bBC\b|NaN/);
  assert.doesNotMatch(texts, /\d{5,}\s?d/, "no age of hundreds of thousands of days");
});

test("the palette does with the row under the cursor, and with a selection, what their menus do", async (t) => {
  const { page } = await openApp(t, site);
  const value = Array.from({ length: 4 }, (_, at) => incident(1_000 + at, { status: "active", severity: "high" }));
  await queueOf(page, value);
  await page.locator("main h1").focus();
  await page.keyboard.press("j");
  const id = (await page.locator(".rows-row.is-current .rows-name > .third").innerText()).trim();
  const open = async (typed) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: /Search incidents/ }).fill(typed);
  };
  await page.keyboard.press("Control+k");
  const offered = await page.getByRole("option").allInnerTexts();
  for (const name of ["Assign to me", "Open in a new tab", "Copy link", "Resolve", "Classify"]) {
    assert.ok(offered.some((text) => text.includes(name) && text.includes(id)), `${name}: ${offered.join("; ")}`);
  }
  await page.keyboard.press("Escape");
  // What cannot be done says why, where somebody asks for it, and stays undone.
  await open("open again");
  const locked = page.getByRole("option", { name: /^Open again/ });
  assert.equal(await locked.getAttribute("aria-disabled"), "true");
  await expectAccessible(page, "the palette with what cannot be done");
  await page.keyboard.press("Escape");
  await open("assign to me");
  await page.keyboard.press("Enter");
  await toast(page, "Assigned to you.").waitFor();
  await page.locator("main h1").focus();
  for (const key of ["x", "j", "x"]) await page.keyboard.press(key);
  await page.getByText("2 selected").first().waitFor();
  await open("merge");
  await page.getByRole("option", { name: /^Merge/ }).getByText("2 selected").waitFor();
  await expectAccessible(page, "the palette on a selection");
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("combobox", { name: "Into" }).waitFor();
});

test("a key within the moment in which Escape closes a dialog is not lost", async (t) => {
  const { page } = await openApp(t, site);
  await queueOf(page, [incident(1_000, { status: "active", severity: "high" })]);
  const field = page.getByRole("combobox", { name: /Search incidents/ });
  /** While the page is busy both keys wait, and are then told one after the other. */
  const together = (...keys) =>
    Promise.all([
      page.evaluate(() => {
        const end = performance.now() + 500;
        while (performance.now() < end);
      }),
      ...keys.map((key) => page.keyboard.press(key)),
    ]);
  await page.keyboard.press("Control+k");
  await field.waitFor();
  await together("Escape", "Control+k");
  await field.fill("settings");
  await together("Escape", "?");
  await dialog(page).waitFor();
  await together("Escape", "?");
  await dialog(page).waitFor();
  await together("Escape", "Control+k");
  await field.waitFor();
  assert.equal(await page.locator("dialog[open]").count(), 1, "only what was asked for last");
});

test("an incident that has left the list is not acted upon, and a question about one says which", async (t) => {
  const { page } = await openApp(t, site);
  const value = Array.from({ length: 4 }, (_, at) => incident(1_000 + at, { status: "active", severity: at === 0 ? "high" : "low" }));
  await queueOf(page, value, "#/incidents?noise=shown");
  await page.locator("main h1").focus();
  await page.keyboard.press("j");
  await page.keyboard.press("r");
  await dialog(page).getByText("1000", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("checkbox", { name: /^Low/ }).check();
  await page.waitForFunction(() => document.querySelectorAll(".rows-row:not([hidden])").length > 0);
  await page.locator("main h1").focus();
  await page.keyboard.press("r");
  await page.keyboard.press("x");
  assert.equal(await dialog(page).count(), 0, "nothing is at hand");
  assert.equal(await page.locator(".bulk-bar").count(), 0, "nothing is selected");
});

test("incidents with open actions are not merged away, and the dialog says what to do", async (t) => {
  const page = await openDemo(t, site);
  await page.goto(`${site.url}#/incidents?list=yourTurn&snoozed=shown&noise=shown`);
  await rows(page).nth(1).waitFor();
  await page.locator("main h1").focus();
  await page.keyboard.press("A");
  await page.keyboard.press("m");
  await dialog(page).getByText(/An incident with open actions is not merged into another/).waitFor();
  assert.equal(await dialog(page).getByRole("checkbox").count(), 0, "nothing that would force it");
});

test("columns are moved by keyboard alone, and a view that is removed comes back", async (t) => {
  const { page } = await openApp(t, site);
  await queueOf(page, Array.from({ length: 4 }, (_, at) => incident(1_000 + at, { status: "active", severity: "high" })));
  await page.getByRole("button", { name: "Columns" }).focus();
  await page.keyboard.press("Enter");
  const forward = page.getByRole("dialog", { name: "Columns" }).getByRole("button", { name: "Move Alerts forward" });
  await forward.focus();
  for (const before of ["Assets", "Tactics", "Assigned to"]) {
    await page.keyboard.press("Enter");
    const heads = async () => (await page.getByRole("columnheader").allInnerTexts()).map((text) => text.trim());
    await page.waitForFunction((name) => {
      const all = [...document.querySelectorAll("[role=columnheader]")].map((it) => it.innerText.trim());
      return all.indexOf("Alerts") === all.indexOf(name) - 1;
    }, before);
    assert.ok(await forward.evaluate((it) => it === document.activeElement), `the focus stays after ${(await heads()).join()}`);
  }
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Save as a view" }).click();
  await dialog(page).getByRole("textbox", { name: "Name" }).fill("Night watch");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Night watch" }).click();
  await page.getByRole("button", { name: "Always open the queue with Night watch" }).click();
  await toast(page, "The queue opens with “Night watch”.").waitFor();
  await page.getByRole("button", { name: "Remove Night watch" }).focus();
  await page.keyboard.press("Enter");
  await toast(page, "“Night watch” was removed.").waitFor();
  assert.ok(await page.evaluate(() => document.activeElement?.closest(".view-list") !== null), "the focus stays in the list");
  await page.keyboard.press("Escape");
  await toast(page, "“Night watch” was removed.").getByRole("button", { name: "Undo" }).click();
  await toast(page, "It is as before.").waitFor();
  await page.getByRole("button", { name: "Everything" }).or(page.getByRole("button", { name: "What needs attention" })).click();
  await page.getByRole("link", { name: "Night watch" }).waitFor();
});
