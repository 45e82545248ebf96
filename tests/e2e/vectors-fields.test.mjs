// What is typed into any field stays text: on every page, for every role, and in the documents that leave.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { button, dialog, manage, openIncident } from "./incident-page.mjs";
import { PARTS, ROUTES } from "./routes.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";
import { VECTORS, line, vector, watchVectors } from "./vectors.mjs";
import { expectNoFormulas, expectNoMarkup, incidents, openFreely, take, walk } from "./vectors-page.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

/** Types a vector into every field that stands there and may be changed. */
const fillFields = (page, texts) =>
  page.evaluate((texts) => {
    const fields = [...document.querySelectorAll("input:not([type]), input[type=text], input[type=search], input[type=email], input[type=tel], input[type=url], textarea")];
    let at = 0;
    for (const field of fields.filter((it) => it.checkVisibility() && !it.disabled && !it.readOnly)) {
      const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set;
      set.call(field, texts[at++ % texts.length]);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return at;
  }, texts);

const box = (at, name) => at.getByRole("textbox", { name });
const region = (page, name) => page.getByRole("region", { name });
const saved = (page) => page.locator("#saved-state", { hasText: "Saved" }).waitFor();

/** What experts write of an incident: summary, an action, a comment, tags. */
async function writeResponse(page) {
  await lookAs(page, "expert");
  await openIncident(page, site, "big");
  await button(page, "Take").click();
  await button(page, "Start investigation").click();
  const panel = page.getByRole("complementary", { name: "Managed response" });
  await panel.getByRole("tab", { name: "Summary" }).click();
  await box(panel, "What happened").fill(VECTORS.slice(0, 120).join("\n\n"));
  await box(panel, "Severity and impact").fill(VECTORS.slice(120, 240).join("\n\n"));
  await button(page, "Save the summary").click();
  await saved(page);
  await panel.getByRole("tab", { name: /^Actions/ }).click();
  for (let step = 0; step < 3; step += 1) {
    await button(page, "Plan an action").click();
    await dialog(page).getByRole("combobox", { name: "What to do" }).selectOption({ label: "Step by hand" });
    await box(dialog(page), "Title").fill(line());
    await box(dialog(page), /^Impact/).fill(vector());
    await dialog(page).getByRole("button", { name: "Plan it" }).click();
    await dialog(page).waitFor({ state: "hidden" });
  }
  await panel.getByRole("button", { name: "Publish the response" }).click();
  await dialog(page).getByRole("combobox", { name: "Classification" }).selectOption({ label: "True positive" });
  await dialog(page).getByRole("combobox", { name: "Determination" }).selectOption({ label: "Compromised account" });
  await dialog(page).getByRole("button", { name: "Publish", exact: true }).click();
  await dialog(page).waitFor({ state: "hidden" });
}

/** What the customer writes of an incident: comments with everything, and tags. */
async function writeComments(page) {
  await lookAs(page, "analyst");
  await openIncident(page, site, "big", "?tab=history");
  for (let at = 0; at < VECTORS.length; at += 150) {
    await box(page, "Write a comment").fill(VECTORS.slice(at, at + 150).join("\n\n"));
    await page.keyboard.press("Control+Enter");
    await saved(page);
  }
  await manage(page, "Tags");
  for (let tag = 0; tag < 3; tag += 1) {
    await box(dialog(page), "New tag").fill(line().slice(0, 60));
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Escape");
  await page.goto(`${site.url}#/incidents?noise=shown&q=alert`);
  await button(page, "Save as a view").click();
  await box(dialog(page), "Name").fill("<img src=x onerror=alert(1)>");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "hidden" });
  await page.goto(`${site.url}#/ask`);
  const form = region(page, "New question");
  await box(form, "Subject").fill(line());
  await box(form, "Question").fill(VECTORS.slice(0, 60).join("\n\n"));
  await form.getByRole("button", { name: "Ask the experts" }).click();
  await saved(page);
}

/** What stands about the service: people, groups, hunts, playbooks, names. */
async function writeService(page) {
  await lookAs(page, "administrator");
  await page.goto(`${site.url}#/service/contacts`);
  const contacts = page.locator("form.entry-form").first();
  await box(contacts, "Name").fill("<svg onload=alert(1)>");
  await box(contacts, "Email").fill('"><script>alert(1)</script>@northwind.example');
  await contacts.getByRole("button", { name: "Add contact" }).click();
  await page.goto(`${site.url}#/settings`);
  await box(page, "Name of the workspace").fill(`</title><script>alert(1)</script>`);
  await box(page, "Name of the workspace").press("Enter");
  await box(page, "Your name").fill("<img src=x onerror=alert(1)>");
  await lookAs(page, "expert");
  await page.goto(`${site.url}#/hunting`);
  await button(page, "New hunt").click();
  await box(dialog(page), "Name").fill(line());
  await box(dialog(page), "Hypothesis").fill(VECTORS.slice(0, 40).join("\n\n"));
  await button(page, "Add a query").click();
  await box(dialog(page), "KQL of query 1").fill(vector());
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await page.goto(`${site.url}#/playbooks/phishing`);
  await box(page, "Name").first().fill("<iframe srcdoc='<script>alert(1)</script>'>");
  await box(page.getByRole("listitem", { name: "Step 1" }), "Title").fill("<script>alert(1)</script>");
  await button(page, "Keep as a new version").click();
  await saved(page);
}

/** Presses a button and says what was saved. */
async function leaves(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** The documents that leave by the pages. */
async function documents(page) {
  const left = [];
  await lookAs(page, "advisor");
  await page.goto(`${site.url}#/reports?period=30d`);
  await button(page, "Begin a review of this period").click();
  await box(page, "Title").fill("</title><script>alert(1)</script>");
  await box(page, "Summary").fill(VECTORS.slice(0, 200).join("\n\n"));
  await page.getByRole("button", { name: "Add decision" }).click();
  await fillFields(page, VECTORS.slice(0, 3).map((text) => text.replace(/\s+/g, " ")));
  await saved(page);
  left.push(await leaves(page, () => button(page, "Web page").click()));
  await page.goto(`${site.url}#/reports?period=all`);
  await button(page, "Export").click();
  const tables = await page.getByRole("button", { name: / as CSV$/ }).evaluateAll((all) => all.map((it) => it.getAttribute("aria-label") ?? it.innerText));
  assert.ok(tables.length > 5, tables.join());
  for (const name of tables.filter((name) => /asset|categor|tactic|figure/i.test(name))) left.push(await leaves(page, () => button(page, name).click()));
  await page.goto(`${site.url}#/reports/embed?period=all`);
  for (const widget of ["report", "queue"]) {
    await page.getByRole("combobox", { name: "Widget" }).selectOption(widget);
    left.push(await leaves(page, () => button(page, "Save as a page").click()));
  }
  await page.goto(`${site.url}#/incidents?noise=shown`);
  await button(page, "Export").click();
  left.push(await leaves(page, () => button(page, "All fields as CSV").click()));
  await lookAs(page, "analyst");
  await openIncident(page, site, "big", "?tab=history");
  for (const form of ["Markdown", "CSV"]) {
    await button(page, "Export the history").click();
    await dialog(page).getByRole("radio", { name: form }).click();
    left.push(await leaves(page, () => dialog(page).getByRole("button", { name: "Download" }).click()));
    await dialog(page).waitFor({ state: "hidden" });
  }
  await manage(page, "Hand over to incident response");
  await box(dialog(page), "To whom").fill(line());
  await box(dialog(page), "Reason").fill(vector());
  await dialog(page).getByRole("button", { name: "Hand over", exact: true }).click();
  await button(page, "Download the bundle").click();
  left.push(await leaves(page, () => dialog(page).getByRole("button", { name: "Download", exact: true }).click()));
  await dialog(page).waitFor({ state: "hidden" });
  await page.goto(`${site.url}#/ask`);
  await button(page, "Export messages").click();
  left.push(await leaves(page, () => button(page, "Table as CSV").click()));
  return left;
}

test("every field: what is typed stays text on all pages, and in what leaves", async (t) => {
  // A page of the application's second part, so that it is there: a page that is left cannot fetch it any more.
  const { context, page } = await openApp(t, site, { acceptDownloads: true, route: "#/settings" });
  const seen = await watchVectors(context);
  await page.goto(site.url);
  await page.reload();
  await page.locator("main h1").first().waitFor();
  await startService(page, site, { excludedGroup: "<img src=x onerror=alert(1)>" });
  await take(page, site, [["incidents.json", JSON.stringify(incidents())]]);
  await writeResponse(page);
  await writeComments(page);
  await writeService(page);
  assert.deepEqual(seen, [], "while it is written");
  const texts = VECTORS.map((text) => text.replace(/\s+/g, " "));
  let fields = 0;
  const routes = ROUTES.filter((route) => !/demo|style/.test(route));
  for (const [role, own] of [["administrator", routes], ["expert", routes.filter((route) => /ask|hunting|playbooks|advisor|alerts/.test(route))]]) {
    await lookAs(page, role);
    for (const [at, route] of own.entries()) {
      await walk(page, [route]);
      fields += await fillFields(page, texts.slice(at * 7));
      await page.waitForTimeout(30);
    }
  }
  t.diagnostic(`${VECTORS.length} vectors, ${fields} fields`);
  assert.ok(fields > 40, `${fields} fields`);
  await walk(page, PARTS.map((part) => `#/incidents/big?tab=${part}`));
  assert.deepEqual(seen, [], "on the pages");
  const left = await documents(page);
  t.diagnostic(`left by the pages: ${left.map(({ name }) => name).join(", ")}`);
  for (const { name, text } of left.filter(({ name }) => name.endsWith(".md"))) expectNoMarkup(text, name);
  for (const { name, text } of left.filter(({ name }) => name.endsWith(".csv"))) expectNoFormulas(text, name);
  const opened = left.filter(({ name }) => name.endsWith(".html"));
  assert.ok(opened.length > 2, "the pages left documents");
  const pages = Object.fromEntries(opened.map(({ name, text }, at) => [`/${at}-${name}`, text]));
  assert.deepEqual(await openFreely(t, pages), { seen: [], asked: [] });
});
