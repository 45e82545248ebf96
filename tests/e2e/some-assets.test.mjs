// An action on several assets that is settled for some of them, what it costs before it is begun, what an import of machine
// actions does to it, an address that is not understood, and results that leave the bar of a selection free.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { importFile } from "./graph.mjs";
import { accessible, answer, beginInvestigation, button, dialog, life, openIncident, partOf } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const SCAN = "Scan both devices";
const QUICKLY = "The devices are slower for some minutes while the quick scan runs.";
const panel = (page) => page.getByRole("complementary", { name: "Managed response" });
const card = (page, name) => page.getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });
const field = (page, name) => dialog(page).getByRole("textbox", { name });
const choice = (page, name) => dialog(page).getByRole("combobox", { name });

async function unfold(page, name) {
  const toggle = card(page, name).getByRole("button", { name: `${name}: details` });
  if ((await toggle.getAttribute("aria-expanded")) !== "true") await toggle.click();
}

/** Presses a control by keyboard. */
async function press(page, control) {
  await control.focus();
  await page.keyboard.press("Enter");
}

/** The customer has its turn: one scan of two devices, of which one is excluded. */
async function scanOfTwo(page) {
  await beginInvestigation(page, site);
  await panel(page).getByRole("tab", { name: "Summary" }).click();
  await panel(page).getByRole("textbox", { name: "What happened" }).fill("A mailed script stole credentials.");
  await button(page, "Save the summary").click();
  await panel(page).getByRole("tab", { name: /^Actions/ }).click();
  await button(page, "Plan an action").click();
  const impact = () => field(page, /^Impact/).inputValue();
  assert.equal(await impact(), "The device is off the network until it is released.");
  await choice(page, "How much").selectOption({ label: "Selectively: mail and Teams still work" });
  assert.equal(await impact(), "The device reaches nothing but mail and Teams until it is released.");
  await choice(page, "What to do").selectOption({ label: "Run antivirus scan" });
  await choice(page, "How much").selectOption({ label: "Quick scan" });
  await dialog(page).getByRole("checkbox", { name: /^On all 2 of them/ }).check();
  assert.equal(await impact(), QUICKLY);
  await field(page, "Title").fill(SCAN);
  await accessible(page, "planning with the usual impact");
  await answer(page, "Plan it");
  await panel(page).getByRole("button", { name: "Publish the response" }).click();
  await choice(page, "Classification").selectOption({ label: "True positive" });
  await answer(page, "Publish");
  await life(page).getByText("Awaiting customer").and(page.locator(".life-now *")).waitFor();
  await lookAs(page, "analyst");
  await unfold(page, SCAN);
}

test("every kind of action says what it usually means for people, and what was typed stays", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);
  await panel(page).getByRole("tab", { name: /^Actions/ }).click();
  await button(page, "Plan an action").click();
  const kinds = await choice(page, "What to do").locator("option").evaluateAll((all) => all.map((it) => it.value));
  assert.equal(kinds.length, 18);
  const said = new Set();
  for (const kind of kinds) {
    await choice(page, "What to do").selectOption(kind);
    said.add(await field(page, /^Impact/).inputValue());
  }
  assert.equal(said.size, 18, [...said].join("\n"));
  assert.ok([...said].every((it) => it.length > 20 && it.endsWith(".") && !it.startsWith("impact.")), [...said].join("\n"));
  // What is no device does not become slower.
  await choice(page, "What to do").selectOption("triggerInvestigation");
  assert.match(await field(page, /^Impact/).inputValue(), /^The device may be slower/);
  const others = await choice(page, "On which asset").locator("option").evaluateAll((all) => all.map((it) => it.label).filter((it) => /\((?!Device)[^)]+\)$/.test(it)));
  await choice(page, "On which asset").selectOption({ label: others[0] });
  assert.equal(await field(page, /^Impact/).inputValue(), "The investigation may take measures by itself, such as moving messages.");
  await field(page, /^Impact/).fill("Nobody is at work then.");
  await choice(page, "What to do").selectOption("isolateDevice");
  assert.equal(await field(page, /^Impact/).inputValue(), "Nobody is at work then.");
  await answer(page, "Plan it");
  await panel(page).getByText("Nobody is at work then.").waitFor();
});

test("what an action costs is seen before it is begun, and it is settled for one of its assets by keyboard", async (t) => {
  const { page } = await openApp(t, site);
  await scanOfTwo(page);
  const scan = card(page, SCAN);

  await press(page, scan.getByRole("button", { name: "More" }));
  await press(page, page.getByRole("menuitem", { name: "Start" }));
  await page.getByRole("heading", { name: `Start “${SCAN}”?` }).waitFor();
  await dialog(page).getByText(QUICKLY).waitFor();
  await accessible(page, "beginning what has an impact");
  await press(page, dialog(page).getByRole("button", { name: "Cancel" }));
  await scan.getByText("Not started", { exact: true }).waitFor();
  await press(page, scan.getByRole("button", { name: "More" }));
  await press(page, page.getByRole("menuitem", { name: "Start" }));
  await press(page, dialog(page).getByRole("button", { name: "Start" }));
  await scan.getByText("In progress", { exact: true }).waitFor();

  // Nothing is chosen: nothing can be said.
  const failed = scan.getByRole("button", { name: /^Failed on/ });
  assert.equal(await failed.getAttribute("aria-disabled"), "true");
  await scan.getByRole("checkbox", { name: "NWF-FS-02" }).focus();
  await page.keyboard.press("Space");
  await press(page, scan.getByRole("button", { name: "Failed on 1 asset" }));
  await dialog(page).getByText("Only on NWF-FS-02").waitFor();
  await accessible(page, "what failed on one asset");
  await page.keyboard.type("It is switched off");
  await press(page, dialog(page).getByRole("button", { name: "It failed" }));
  await scan.getByText("NWF-FS-02: It is switched off").waitFor();

  await scan.getByRole("checkbox", { name: /^NWF-FS-02: failed, Customer analyst, / }).check();
  await press(page, scan.getByRole("button", { name: "Skip 1 asset" }));
  await page.keyboard.type("It goes back to its maker");
  await press(page, dialog(page).getByRole("button", { name: "Skip this action" }));
  const left = scan.getByRole("listitem").filter({ hasText: "NWF-FS-02" });
  await left.getByText(/^skipped by Customer analyst, .*: It goes back to its maker$/).waitFor();
  assert.equal(await scan.getByRole("checkbox").count(), 1);
  await accessible(page, "an action that is left out on one asset");

  await partOf(page, /^Comments & History/).click();
  const history = page.getByRole("region", { name: "Comments & History" });
  await history.getByText(`Customer analyst skipped “${SCAN}” on NWF-FS-02`).waitFor();
  // What is skipped with its last assets says on which it was open still.
  await unfold(page, SCAN);
  await scan.getByRole("checkbox").check();
  await press(page, scan.getByRole("button", { name: "Skip 1 asset" }));
  await answer(page, "Skip this action", "The other one goes too");
  const whole = history.getByRole("listitem").filter({ hasText: "The other one goes too" });
  await whole.getByText(/On DISP-LT-0417(?!,)/).waitFor();
  // Files name them as well, and mask them where that is asked for.
  const exported = async (form, masked) => {
    await history.getByRole("button", { name: "Export the history" }).click();
    await dialog(page).getByRole("radio", { name: form }).click();
    if (masked) await dialog(page).getByRole("checkbox", { name: "Mask assets of the incident" }).check();
    const [file] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Download" }).click()]);
    return readFile(await file.path(), "utf8");
  };
  for (const form of ["Markdown", "JSON", "CSV"]) {
    assert.match(await exported(form, false), new RegExp(`skipped “${SCAN}” on NWF-FS-02`), form);
  }
  const masked = await exported("Markdown", true);
  assert.match(masked, new RegExp(`skipped “${SCAN}” on Asset \\d`));
  assert.doesNotMatch(masked, /NWF-FS-02|DISP-LT-0417/);
});

test("an import of machine actions says what it does to the responses before and after, and leads there", async (t) => {
  const { page } = await openApp(t, site);
  await scanOfTwo(page);
  const at = new Date(Date.now() + 60_000).toISOString();
  const told = (id, machineId) => ({ id, type: "RunAntiVirusScan", scope: "Quick", requestor: "kim", requestorComment: "done", status: "Succeeded", machineId, computerDnsName: machineId, creationDateTimeUtc: at, lastUpdateDateTimeUtc: at });
  const value = [told("m1", "mde-nwf-fs-02"), told("m2", "mde-unknown")];
  const text = JSON.stringify({ "@odata.context": "https://api.security.microsoft.com/api/$metadata#MachineActions", value });
  await page.goto(`${site.url}#/import`);
  await page.locator("input[type=file]").setInputFiles({ name: "actions.json", mimeType: "application/json", buffer: Buffer.from(text) });
  const sentences = ["The machine actions change 1 response action:", "1 machine action matches no open response action."];
  for (const sentence of sentences) await page.getByText(sentence).waitFor();
  await accessible(page, "what an import would do to the responses");
  await press(page, button(page, "Take in"));
  await page.locator("#preview-title").waitFor({ state: "detached" });
  for (const sentence of sentences) await page.getByText(sentence).waitFor();
  await page.getByRole("listitem").filter({ hasText: SCAN }).filter({ hasText: "done on 1 of 2" }).waitFor();
  await press(page, page.getByRole("listitem").filter({ hasText: SCAN }).getByRole("link", { name: "Incident 4127" }));
  await card(page, SCAN).waitFor();
  await unfold(page, SCAN);
  await card(page, SCAN).getByRole("heading", { name: "Done on 1 of 2 assets" }).waitFor();
  // Nobody pressed it here: the history says who told it.
  await partOf(page, /^Comments & History/).click();
  await page.getByText(`An import told that kim did “${SCAN}” on NWF-FS-02`).first().waitFor();
});

test("an address that is not understood says so over the page until that was read", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);
  const told = page.getByText("Part of the address was not understood");
  await page.goto(`${site.url}#/assets?kind=gadget&why=%3Cb%3E`);
  await page.getByText("Part of the address was not understood: kind=gadget and why=<b>. The page is shown without it.").waitFor();
  await accessible(page, "an address that is not understood");
  await press(page, page.locator(".banners").getByRole("button", { name: "Close" }));
  await told.waitFor({ state: "detached" });
  // It is told once more where it is asked once more, and gone on the next page.
  await page.goto(`${site.url}#/incidents?list=mine`);
  await told.waitFor();
  await page.goto(`${site.url}#/assets?kind=identity`);
  await page.getByRole("link", { name: "Identities", exact: true }).and(page.locator("[aria-current]")).waitFor();
  await told.waitFor({ state: "detached" });
  await page.goto(`${site.url}#/incidents?list=all`);
  await page.getByRole("link", { name: /^All/ }).and(page.locator("[aria-current]")).waitFor();
  assert.equal(await told.count(), 0);
  // A filter with a value that does not exist says which.
  await page.goto(`${site.url}#/incidents?f=tactic:Nonsense`);
  await page.getByText("“Nonsense” is no value of “tactic” (character 8). Everything is shown.").waitFor();
});

test("a result takes the place of the one before it, leaves by itself, and covers no bar of a phone", async (t) => {
  const { page } = await openApp(t, site);
  await beginInvestigation(page, site);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${site.url}#/incidents?list=all`);
  await page.locator(".rows-row").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  const bar = page.getByRole("region", { name: "Selected incidents" });
  await bar.waitFor();
  assert.ok((await bar.boundingBox()).height <= 92, JSON.stringify(await bar.boundingBox()));
  await accessible(page, "a selection on a phone");
  // Something is told while the bar is there.
  const tag = async (word) => {
    await press(page, bar.getByRole("button", { name: "Add a tag" }));
    await dialog(page).getByRole("combobox").or(dialog(page).getByRole("textbox")).first().fill(word);
    await dialog(page).getByRole("button", { name: "Add a tag", exact: true }).click();
    await bar.waitFor({ state: "detached" });
  };
  await tag("Night");
  const toasts = page.locator(".toast");
  await toasts.first().waitFor();
  await page.keyboard.press("x");
  await bar.waitFor();
  const [toast, below] = [await toasts.first().boundingBox(), await bar.boundingBox()];
  assert.ok(toast.y + toast.height <= below.y, JSON.stringify([toast, below]));
  assert.equal(await page.locator(".toasts").getAttribute("aria-live"), "polite");
  const first = await toasts.first().innerText();
  await tag("Day");
  assert.equal(await toasts.count(), 1, `instead of ${first}`);
  // Who looks at it has all the time; then it leaves by itself.
  await toasts.first().hover();
  await page.waitForTimeout(16_000);
  assert.equal(await toasts.count(), 1);
  await page.mouse.move(5, 5);
  await toasts.first().waitFor({ state: "detached", timeout: 20_000 });
});
