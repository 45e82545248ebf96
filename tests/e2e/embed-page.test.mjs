// The page that makes widgets for other pages: what is chosen is seen as it will be, each of the three snippets is copied,
// and together with the published file it shows the same in somebody else's page.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openApp, visit } from "./browser.mjs";
import { openDemo } from "./demo-open.mjs";
import { CORS, servePages } from "./host-page.mjs";
import { serveFolder } from "./server.mjs";

let site;

before(async () => {
  site = await serveFolder({ headers: CORS });
});

after(() => site?.close());

/** The name of a bar by severity. */
const BAR = /^(High|Medium|Low|Informational): /;

const choose = (page, label, value) => page.getByRole("combobox", { name: label, exact: true }).selectOption(value);

/** The widget that the page shows. */
const preview = (page) => page.locator(".embed watchfloor-chart");

/** What the bars of a chart by severity say, such as `High: 12 …`: the same wherever it is shown. */
const bars = (chart) => chart.getByRole("button", { name: BAR }).locator(".spoken").allTextContents();

/** What a button puts on the clipboard. */
async function copied(page, button) {
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await button.click();
  const text = await page.waitForFunction(() => navigator.clipboard.readText());
  return text.jsonValue();
}

/** What a button saves: its name and text. */
async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** A plain page of another origin with what was copied, and a server of that origin which has the file. */
async function hostOf(t, pages, policy) {
  const served = await servePages(pages, policy);
  t.after(() => served.close());
  const { page } = await visit(t);
  await page.goto(served.url);
  return page;
}

test("choose a widget, see it, copy each snippet, publish, and find it in another page", async (t) => {
  const { page, context } = await openApp(t, site, { route: "#/demo", acceptDownloads: true });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openDemo(page);
  await page.goto(`${site.url}#/reports/embed?period=all`);
  await page.locator(".embed watchfloor-report").getByRole("button").first().waitFor();

  // What is chosen is seen at once.
  await choose(page, "Widget", "chart:severity");
  await preview(page).getByRole("button", { name: BAR }).first().waitFor();
  const all = await bars(preview(page));
  await choose(page, "Theme", "dark");
  await page.locator(".embed watchfloor-chart[theme=dark]").waitFor();
  await choose(page, "Period", "6m");
  await page.locator('.embed watchfloor-chart[period="6m"]').waitFor();
  await page.getByRole("button", { name: "Add filter" }).click();
  await page.getByRole("dialog").getByRole("combobox", { name: "Field" }).selectOption("source");
  await page.getByRole("dialog").getByRole("combobox", { name: "Value" }).selectOption({ index: 1 });
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  await page.locator(".embed watchfloor-chart[filter^='source:']").waitFor();
  await preview(page).getByRole("button", { name: BAR }).first().waitFor();
  const chosen = await bars(preview(page));
  assert.ok(chosen.length > 0);
  assert.notDeepEqual(chosen, all, "period and filter are heard");

  // What leaves is said before it leaves, and the file is what was shown.
  const leaves = page.locator(".embed pre").last();
  assert.match(await page.locator(".embed").innerText(), /No titles, names or ids\./);
  await choose(page, "What is published", "rows");
  await page.getByText("Whoever can read the file can read them.").waitFor();
  await choose(page, "What is published", "figures");
  await page.getByText("No titles, names or ids.").waitFor();
  const shown = await leaves.innerText();
  const snapshot = await saved(page, "Save the snapshot");
  assert.ok(snapshot.text.startsWith(shown.trimEnd().replace(/…$/, "")), "the file begins as shown");
  assert.equal(JSON.parse(snapshot.text).detail, "figures");

  // Saving comes first and near the head of the page, then the snippets.
  const order = [
    page.getByRole("heading", { name: "1. Save the snapshot" }),
    page.getByRole("button", { name: "Save the snapshot" }),
    page.getByRole("heading", { name: "2. Copy the snippet into your page" }),
    page.locator(".embed").getByRole("button", { name: "Copy" }).first(),
  ];
  const tops = await Promise.all(order.map(async (it) => (await it.boundingBox()).y));
  assert.deepEqual([...tops].sort((one, other) => one - other), tops);
  const below = tops[1] - (await page.locator(".embed").boundingBox()).y;
  assert.ok(below < 500, `saving is ${Math.round(below)} px below the choices`);

  // The three ways; where the file lies is typed.
  const copies = page.locator(".embed").getByRole("button", { name: "Copy" });
  assert.equal(await copies.count(), 3);
  const still = await copied(page, copies.nth(2));
  assert.equal((await saved(page, "Save as a page")).text, still);
  assert.doesNotMatch(still, /<script/i);

  const where = await serveSnapshot(t, snapshot);
  await page.getByRole("textbox", { name: "Address of the snapshot" }).fill(where);
  await page.locator(".embed pre", { hasText: where }).first().waitFor();
  const element = await copied(page, copies.nth(0));
  const frame = await copied(page, copies.nth(1));
  for (const snippet of [element, frame]) assert.ok(snippet.includes(`src="${where}"`) && snippet.includes('theme="dark"'), snippet);

  const plain = (body) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The Depot</title></head><body>${body}</body></html>`;
  const origin = new URL(where).origin;
  const scripts = `default-src 'none'; script-src ${site.origin} 'wasm-unsafe-eval'; connect-src ${site.origin} ${origin}`;
  const one = await hostOf(t, { "/": plain(element) }, scripts);
  await one.locator("watchfloor-chart").getByRole("button", { name: BAR }).first().waitFor();
  assert.deepEqual(await bars(one.locator("watchfloor-chart")), chosen, "script and element");
  const two = await hostOf(t, { "/": plain(frame) }, `default-src 'none'; script-src ${site.origin}; frame-src ${site.origin}`);
  const inside = two.frameLocator("watchfloor-frame iframe").locator("watchfloor-chart");
  await inside.getByRole("button", { name: BAR }).first().waitFor();
  assert.deepEqual(await bars(inside), chosen, "frame");
  const three = await hostOf(t, { "/": still }, "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
  const [, name, count] = /^(\w+): ([\d,.]*\d)/.exec(chosen[0]);
  await three.locator(".name", { hasText: name }).first().waitFor();
  const row = three.locator(".row", { has: three.locator(".name", { hasText: name }) });
  assert.equal(await row.locator(".n").innerText(), count, "without scripts");
});

/** Puts the file on a server of its own, as its owner would; answers its address. */
async function serveSnapshot(t, { name, text }) {
  const server = createServer((request, response) => {
    const is = request.url === `/${name}`;
    response.writeHead(is ? 200 : 404, { ...CORS, "Content-Type": "application/json" }).end(is ? text : "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}/${name}`;
}
