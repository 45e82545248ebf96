// Report widgets in other people's pages: another origin, a strict policy, and a host that hears what is chosen.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { visit } from "./browser.mjs";
import { expectAccessible } from "./axe.mjs";
import { CORS, LISTENER, hostPage, policyFor, servePages } from "./host-page.mjs";
import { serveFolder } from "./server.mjs";

let site;

before(async () => {
  site = await serveFolder({ headers: CORS });
});

after(() => site?.close());

const SIX = (src) => `
  <watchfloor-report id="report" src="${src}" period="all" group="g"></watchfloor-report>
  <watchfloor-chart id="severity" kind="severity" src="${src}" period="all" group="g"></watchfloor-chart>
  <watchfloor-chart id="trend" kind="trend" src="${src}" period="all" group="g"></watchfloor-chart>
  <watchfloor-metric id="metric" name="investigated" src="${src}" period="all" group="g"></watchfloor-metric>
  <watchfloor-queue id="queue" src="${src}" period="all" group="g"></watchfloor-queue>
  <watchfloor-matrix id="matrix" src="${src}" period="all" group="g"></watchfloor-matrix>`;

async function host(t, body, { script, policy = policyFor(site.origin), pages = {}, ...options } = {}) {
  const other = await servePages({ "/": hostPage(site.url, body, script), "/host.js": LISTENER, ...pages }, policy);
  t.after(() => other.close());
  const visitor = await visit(t, { viewport: { width: 1280, height: 4000 }, ...options });
  await visitor.page.goto(other.url);
  return { ...visitor, other };
}

const ready = (page, ids) =>
  page.waitForFunction((ids) => ids.every((id) => heard.some((it) => it.type === "ready" && it.target === id)), ids);

test("six linked widgets in a page of another origin with a strict policy", async (t) => {
  const { page } = await host(t, SIX(`${site.url}embed/sample.json`));
  await ready(page, ["report", "severity", "trend", "metric", "queue", "matrix"]);
  const figure = () => page.locator("#metric").locator(".figure").innerText();
  const all = await figure();
  await page.locator("#severity").getByRole("button", { name: /^High:/ }).click();
  for (const id of ["report", "severity", "trend", "metric", "queue", "matrix"]) {
    await page.locator(`#${id}`).getByRole("button", { name: "Remove the filter Severity: High" }).waitFor();
    assert.equal(await page.locator(`#${id}`).getAttribute("filter"), "severity:high");
  }
  const high = await figure();
  assert.notEqual(high, all);
  // The chart does not obey what is chosen in itself: its bar for high says what the metric says.
  assert.equal(await page.locator("#severity").getByRole("button", { name: /^High:/ }).locator(".n").innerText(), high);
  const changes = await page.evaluate(() => heard.filter((it) => it.type === "filterchange"));
  assert.deepEqual(new Set(changes.map((it) => it.target)), new Set(["report", "severity", "trend", "metric", "queue", "matrix"]));
  assert.deepEqual(
    changes.filter((it) => it.source === "user").map(({ target, filter, version }) => ({ target, filter, version })),
    [{ target: "severity", filter: "severity:high", version: 1 }],
  );
  // The host takes the filter back through one element.
  await page.evaluate(() => (document.querySelector("#metric").filter = ""));
  await page.waitForFunction((text) => document.querySelector("#metric").shadowRoot.querySelector(".figure").textContent === text, all);
  assert.equal(await page.locator("#queue").getAttribute("filter"), null);
  // A row leads to where the host decides.
  await page.locator("#queue").locator(".incident").first().click();
  const went = await page.evaluate(() => heard.findLast((it) => it.type === "navigate"));
  assert.equal(went.to, "incident");
});

test("what is open is hatched in the bars as in the legend, and a severity has its mark", async (t) => {
  const { page } = await host(t, SIX(`${site.url}embed/sample.json`));
  await ready(page, ["severity", "trend"]);
  for (const id of ["severity", "trend"]) {
    const fills = await page.locator(`#${id}`).locator("rect.open").evaluateAll((all) => all.map((it) => getComputedStyle(it).fill));
    assert.ok(fills.length > 0 && fills.every((fill) => fill.includes("#hatch")), `${id}: ${fills}`);
  }
  assert.equal(await page.locator("#severity").locator(".row .severity").count(), 5);
  assert.equal(await page.locator("#severity").locator(".foot .logo").count(), 1);
});

test("by keyboard, saved and given back, moved and taken away", async (t) => {
  const { page } = await host(t, SIX(`${site.url}embed/sample.json`));
  await ready(page, ["trend", "metric"]);
  const column = page.locator("#trend").getByRole("button", { name: /resolved directly/ }).first();
  await column.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /^created:/.test(document.querySelector("#metric").filter));
  const saved = await page.evaluate(() => document.querySelector("#trend").save());
  assert.equal(saved.version, 1);
  await page.evaluate(() => (document.querySelector("#trend").filter = null));
  await page.evaluate((saved) => document.querySelector("#trend").restore(saved), saved);
  assert.equal(await page.locator("#metric").getAttribute("filter"), saved.filter);
  // The twin says the same in a table.
  await page.locator("#severity").locator("summary").click();
  await page.locator("#severity").getByRole("row", { name: /^High/ }).waitFor();
  await page.evaluate(() => document.body.prepend(document.querySelector("#metric")));
  await page.locator("#metric").locator(".figure").waitFor();
  await page.evaluate(() => document.querySelector("#metric").remove());
  assert.equal(await page.locator("#metric").count(), 0);
});

test("faults stay inside the frame of the widget, with a retry", async (t) => {
  const snapshot = (document) => JSON.stringify(document);
  const pages = {};
  const other = await serveFolder({ headers: CORS });
  t.after(() => other.close());
  const { page } = await host(
    t,
    `<watchfloor-chart id="away" kind="severity" src="${site.url}embed/nothing.json"></watchfloor-chart>
     <watchfloor-chart id="newer" kind="severity"></watchfloor-chart>
     <watchfloor-chart id="text" kind="severity"></watchfloor-chart>
     <watchfloor-chart id="kind" kind="pie" src="${site.url}embed/sample.json"></watchfloor-chart>
     <watchfloor-chart id="filter" kind="severity" filter="severity:" src="${site.url}embed/sample.json"></watchfloor-chart>`,
    { pages, allowFaults: /nothing\.json|404|ERR_FAILED/ },
  );
  await page.evaluate(
    ([newer]) => {
      document.querySelector("#newer").data = newer;
      document.querySelector("#text").data = '{"format":';
    },
    [snapshot({ format: "watchfloor", document: "snapshot", schema: 99 })],
  );
  const says = (id, words) => page.locator(`#${id}`).getByText(words).waitFor();
  await says("away", "The snapshot did not answer");
  await says("newer", "of schema 99, newer than this widget");
  await says("text", "no snapshot that can be read");
  await says("kind", "kind: `pie`");
  await says("filter", "a value is missing");
  for (const id of ["away", "newer", "text", "kind", "filter"]) {
    await page.locator(`#${id}`).getByRole("button", { name: "Try again" }).waitFor();
  }
  await page.evaluate((src) => (document.querySelector("#away").src = src), `${site.url}embed/sample.json`);
  await page.locator("#away").getByRole("button", { name: /^High:/ }).waitFor();
});

test("a widget speaks the language of its host, and another one as soon as it is named", async (t) => {
  const src = `${site.url}embed/sample.json`;
  const widget = `<watchfloor-chart id="one" kind="severity" lang="de-AT" src="${src}" period="all"></watchfloor-chart>`;
  const { page } = await host(t, widget);
  await ready(page, ["one"]);
  const word = async (tag, area, key) => {
    const text = await readFile(new URL(`../../src/words/${tag}/${area}.json`, import.meta.url), "utf8");
    return JSON.parse(text)[key];
  };
  for (const tag of ["de", "ja", "pt"]) {
    await page.evaluate((tag) => (document.querySelector("#one").lang = tag), tag);
    await page.locator("#one").locator(".title", { hasText: await word(tag, "figures", "report.by-severity") }).waitFor();
  }
  await page.evaluate(() => (document.querySelector("#one").lang = "fr"));
  await page.locator("#one").locator(".title", { hasText: await word("en", "figures", "report.by-severity") }).waitFor();
});

test("forced colours and reduced motion hold inside a widget", async (t) => {
  const { page } = await host(t, `<watchfloor-chart id="one" kind="severity" filter="severity:high" src="${site.url}embed/sample.json" period="all"></watchfloor-chart>`);
  await ready(page, ["one"]);
  const look = () =>
    page.locator("#one").evaluate(({ shadowRoot }) => {
      const probe = document.body.appendChild(document.createElement("p"));
      probe.style.color = "CanvasText";
      const system = getComputedStyle(probe).color;
      probe.remove();
      const of = (selector) => getComputedStyle(shadowRoot.querySelector(selector));
      const row = of('.row[aria-pressed="true"]');
      return {
        isSystem: of(".title").color === system && row.color === system,
        outline: row.outlineStyle,
        bars: of(".bar").forcedColorAdjust,
        // Which side resolved it is told without a colour: plain, or dotted by a pattern that is there.
        isPlain: of("rect.directly").fill === system,
        isDotted: /#dots/.test(of("rect.help").fill) && shadowRoot.querySelector("pattern#dots") !== null,
        moves: row.transitionDuration !== "0s",
      };
    });
  await page.emulateMedia({ reducedMotion: "no-preference" });
  assert.deepEqual(await look(), { isSystem: false, outline: "none", bars: "auto", isPlain: false, isDotted: false, moves: true });
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  // Words take the colours of the system, what is chosen is outlined, and the parts of bars are told apart by patterns.
  assert.deepEqual(await look(), { isSystem: true, outline: "solid", bars: "none", isPlain: true, isDotted: true, moves: false });
});

test("in a page from right to left the words of a figure keep their order", async (t) => {
  const { page } = await host(t, `<div dir="rtl"><watchfloor-metric id="one" name="resolved-share" src="${site.url}embed/sample.json" period="all"></watchfloor-metric></div>`);
  await ready(page, ["one"]);
  const places = await page.locator("#one").evaluate(({ shadowRoot }) => {
    const texts = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() && !/\d of \d/.test(texts.currentNode.data));
    const text = texts.currentNode;
    return [/\d+ of/, /\d+\D*$/].map((number) => {
      const range = document.createRange();
      const at = text.data.search(number);
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect().left;
    });
  });
  assert.ok(places[0] < places[1], `the part stands at ${places[0]}, the whole at ${places[1]}`);
});

test("a snapshot is asked for while the module is on its way, once for all who show it, and again after a fault", async (t) => {
  const text = await readFile(new URL("../../src/widgets/host/sample.json", import.meta.url), "utf8");
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const fails = request.url === "/late.json" && asked.filter((url) => url === request.url).length === 1;
    response.writeHead(fails ? 503 : 200, { ...CORS, "Content-Type": "application/json" }).end(fails ? "" : text);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const origin = `http://127.0.0.1:${server.address().port}`;
  const widget = (id, file) => `<watchfloor-metric id="${id}" name="investigated" period="all" src="${origin}/${file}.json"></watchfloor-metric>`;
  const visitor = await visit(t, { allowFaults: /503|late\.json/ });
  // The module waits until both snapshots were asked for: it would wait for ever if they waited for it.
  let open;
  const isAsked = new Promise((resolve) => (open = resolve));
  await visitor.page.route(/\/widgets\.js/, async (route) => {
    await isAsked;
    await route.continue();
  });
  server.on("request", () => asked.includes("/one.json") && asked.includes("/late.json") && open());
  const other = await servePages(
    { "/": hostPage(site.url, widget("a", "one") + widget("b", "one") + widget("c", "late")), "/host.js": LISTENER },
    policyFor(`${site.origin} ${origin}`),
  );
  t.after(() => other.close());
  await visitor.page.goto(other.url);
  await ready(visitor.page, ["a", "b"]);
  assert.deepEqual(asked.sort(), ["/late.json", "/one.json"]);
  await visitor.page.locator("#c").getByRole("button", { name: "Try again" }).click();
  await ready(visitor.page, ["c"]);
  assert.deepEqual(asked.sort(), ["/late.json", "/late.json", "/one.json"]);
  // Another address is asked for at once.
  await Promise.all([
    visitor.page.waitForResponse(`${origin}/two.json`),
    visitor.page.evaluate((src) => (document.querySelector("#a").src = src), `${origin}/two.json`),
  ]);
  assert.equal(asked.filter((url) => url === "/two.json").length, 1);
});

test("a chart is drawn before all of a large snapshot is there, and taken back where the rest is none", async (t) => {
  const sample = JSON.parse(await readFile(new URL("../../src/widgets/host/sample.json", import.meta.url), "utf8"));
  const incidents = 60_000;
  const column = (by, word, letters = "B") => ({ by, words: [word], rows: letters.repeat(incidents) });
  const text = JSON.stringify({
    ...{ format: "watchfloor", document: "snapshot", schema: 2, made: sample.made, detail: "figures", incidents },
    created: sample.created.slice(0, 5) + "A".repeat(incidents - 1),
    columns: [
      column("outcome", "open"), column("investigated", "yes"), column("severity", "high"),
      column("source", "microsoftDefenderForEndpoint", "BA"), column("status", "active"),
    ],
    ...{ resolved: "A".repeat(incidents), assumed: "", parts: "", alerts: "B".repeat(incidents), score: "A".repeat(incidents) },
    ...{ asked: [], readiness: sample.readiness },
  });
  const cut = text.indexOf(',"resolved"');
  const rest = { "/whole.json": text.slice(cut), "/broken.json": '"!' };
  let goOn;
  const isSeen = new Promise((resolve) => (goOn = resolve));
  const server = createServer(async (request, response) => {
    response.writeHead(200, { ...CORS, "Content-Type": "application/json" }).write(text.slice(0, cut));
    await isSeen;
    response.end(rest[request.url]);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const origin = `http://127.0.0.1:${server.address().port}`;
  const widget = (id, tag, file) => `<watchfloor-${tag} id="${id}" period="all" src="${origin}/${file}.json"></watchfloor-${tag}>`;
  const body = widget("chart", 'chart kind="severity"', "whole") + widget("figure", 'metric name="investigated"', "whole") + widget("broken", 'chart kind="source"', "broken");
  const visitor = await visit(t);
  const other = await servePages({ "/": hostPage(site.url, body.replace(/<\/watchfloor-(\w+)[^>]*>/g, "</watchfloor-$1>")), "/host.js": LISTENER }, policyFor(`${site.origin} ${origin}`));
  t.after(() => other.close());
  await visitor.page.goto(other.url);
  await ready(visitor.page, ["chart", "broken"]);
  const bar = (id, name) => visitor.page.locator(`#${id}`).getByRole("button", { name });
  await bar("chart", /^High: 60,000/).waitFor();
  await bar("broken", /: 60,000/).waitFor();
  assert.equal(await visitor.page.locator("#figure .figure").count(), 0, "a figure of what is not there");
  goOn();
  await ready(visitor.page, ["figure"]);
  await bar("chart", /^High: 60,000/).waitFor();
  await bar("broken", "Try again").waitFor();
});

test("a second script yields to the first and says so", async (t) => {
  const { page } = await host(t, `<watchfloor-metric id="metric" name="investigated" src="${site.url}embed/sample.json"></watchfloor-metric>`);
  await ready(page, ["metric"]);
  const said = page.waitForEvent("console", (message) => /is already on this page and stays/.test(message.text()));
  await page.evaluate((url) => import(`${url}embed/embed.js?again`).then(() => import(url + "embed/" + customElements.get("watchfloor-report").version + "/embed.js?again")), site.url);
  await said;
});

test("a frame where the policy forbids WebAssembly: height, filters both ways, no foreign message", async (t) => {
  const src = `${site.url}embed/sample.json`;
  const { page } = await host(
    t,
    `<watchfloor-frame id="one" widget="chart" kind="severity" period="all" group="g" src="${src}"></watchfloor-frame>
     <watchfloor-frame id="two" widget="metric" name="investigated" period="all" group="g" src="${src}"></watchfloor-frame>`,
    { script: "host", policy: `default-src 'none'; script-src 'self' ${site.origin}; frame-src ${site.origin}` },
  );
  const inside = (id) => page.frameLocator(`#${id} iframe`);
  await inside("one").getByRole("button", { name: /^High:/ }).click();
  await inside("two").getByRole("button", { name: "Remove the filter Severity: High" }).waitFor();
  assert.equal(await page.locator("#two").getAttribute("filter"), "severity:high");
  assert.ok(await page.evaluate(() => heard.some((it) => it.type === "filterchange" && it.filter === "severity:high")));
  const height = await page.locator("#one iframe").evaluate((frame) => frame.getBoundingClientRect().height);
  assert.ok(height > 170, `the frame is ${height} px high`);
  assert.equal(await page.locator("#one iframe").getAttribute("sandbox"), "allow-scripts allow-same-origin");
  // A message that does not come from the page around changes nothing.
  await page.frames().find((frame) => frame.url().includes("widget=metric")).evaluate(() => {
    postMessage({ watchfloor: 1, type: "set", values: { filter: "severity:low" } }, "*");
  });
  await page.evaluate(() => (document.querySelector("#one").filter = ""));
  await inside("one").getByRole("button", { name: "Remove the filter" }).waitFor({ state: "detached" });
  await inside("two").getByRole("button", { name: "Remove the filter" }).waitFor({ state: "detached" });
});

test("the gallery shows every widget and axe finds nothing", async (t) => {
  // The browser warns of a sandboxed frame of the page's own origin, which only the gallery has: hosts are elsewhere.
  const allowFaults = /An iframe which has both allow-scripts and allow-same-origin/;
  const { page } = await visit(t, { viewport: { width: 1280, height: 5000 }, allowFaults });
  for (const theme of ["light", "dark"]) {
    await page.goto(`${site.url}embed/gallery.html?theme=${theme}`);
    await page.locator("watchfloor-matrix").getByRole("button").first().waitFor();
    await page.locator("watchfloor-queue").getByRole("button").first().waitFor();
    await page.locator("watchfloor-report").getByRole("button").first().waitFor();
    await expectAccessible(page, `the gallery in ${theme}`);
  }
});
