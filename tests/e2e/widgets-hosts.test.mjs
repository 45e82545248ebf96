// Report widgets in hosts of other makers (React, Vue, Svelte), and what is left of them when they are gone.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { FLAGS, visit } from "./browser.mjs";
import { CORS, LISTENER, hostPage, policyFor, servePages } from "./host-page.mjs";
import { serveFolder } from "./server.mjs";
import { svelteApp } from "./svelte-app.mjs";

const packages = createRequire(import.meta.url);
const fileOf = (name, path) => readFileSync(join(dirname(packages.resolve(`${name}/package.json`)), path), "utf8");

let site;

before(async () => {
  site = await serveFolder({ headers: CORS });
});

after(() => site?.close());

async function host(t, body, pages, options) {
  const other = await servePages({ "/": hostPage(site.url, body), ...pages }, policyFor(site.origin).replace(/; require-.*/, ""));
  t.after(() => other.close());
  const visitor = await visit(t, options);
  await visitor.page.goto(other.url);
  return visitor;
}

/** React comes as CommonJS: each module a function, and the few lines that call them. */
const REACT = () => {
  const modules = {
    react: fileOf("react", "cjs/react.production.js"),
    scheduler: fileOf("scheduler", "cjs/scheduler.production.js"),
    "react-dom": fileOf("react-dom", "cjs/react-dom.production.js"),
    "react-dom/client": fileOf("react-dom", "cjs/react-dom-client.production.js"),
  };
  const listed = Object.entries(modules).map(([name, text]) => `${JSON.stringify(name)}(module, exports, require) {${text}\n}`);
  return `const modules = {${listed.join(",\n")}};
    const done = {};
    const require = (name) => {
      if (!done[name]) { done[name] = { exports: {} }; modules[name](done[name], done[name].exports, require); }
      return done[name].exports;
    };
    const { createElement, useState } = require("react");
    const { createRoot } = require("react-dom/client");`;
};

test("a React host sets properties and hears events", async (t) => {
  const app = `${REACT()}
    const snapshot = await (await fetch("${site.url}embed/sample.json")).json();
    function App() {
      const [filter, setFilter] = useState("severity:high");
      return createElement("div", null,
        createElement("output", null, filter),
        createElement("button", { onClick: () => setFilter("severity:low") }, "Low"),
        createElement("watchfloor-chart", {
          kind: "severity", period: "all", data: snapshot, filter,
          "onwatchfloor-filterchange": (event) => setFilter(event.detail.filter),
        }));
    }
    createRoot(document.querySelector("#app")).render(createElement(App));`;
  const { page } = await host(t, '<div id="app"></div>', { "/host.js": app });
  const chart = page.locator("watchfloor-chart");
  await chart.getByRole("button", { name: "Remove the filter Severity: High" }).waitFor();
  await page.getByRole("button", { name: "Low", exact: true }).first().click();
  await chart.getByRole("button", { name: "Remove the filter Severity: Low" }).waitFor();
  await chart.getByRole("button", { name: /^Medium:/ }).click();
  await page.locator("output", { hasText: "severity:low,medium" }).waitFor();
});

test("a Vue host sets properties and hears events", async (t) => {
  const app = `import { createApp, h, ref } from "/vue.js";
    const snapshot = await (await fetch("${site.url}embed/sample.json")).text();
    createApp({
      setup() {
        const filter = ref("severity:high");
        return () => h("div", [
          h("output", filter.value),
          h("watchfloor-metric", {
            name: "investigated", period: "all", data: snapshot, filter: filter.value,
            "onWatchfloor-filterchange": (event) => (filter.value = event.detail.filter),
          }),
        ]);
      },
    }).mount("#app");`;
  const vue = fileOf("vue", "dist/vue.runtime.esm-browser.prod.js");
  const { page } = await host(t, '<div id="app"></div>', { "/host.js": app, "/vue.js": vue });
  const metric = page.locator("watchfloor-metric");
  await metric.getByRole("button", { name: "Remove the filter Severity: High" }).click();
  await page.waitForFunction(() => document.querySelector("output").textContent === "");
  await metric.locator(".figure").waitFor();
});

test("a Svelte host sets properties and hears events", async (t) => {
  const app = `<script>
    let { snapshot } = $props();
    let filter = $state("severity:high");
  </script>
  <output>{filter}</output>
  <button onclick={() => (filter = "severity:low")}>Low</button>
  <watchfloor-chart kind="severity" period="all" data={snapshot} {filter}
    onwatchfloor-filterchange={(event) => (filter = event.detail.filter)}></watchfloor-chart>`;
  const begin = `import { mount } from "svelte";
    import App from "./app.js";
    const snapshot = await (await fetch("${site.url}embed/sample.json")).json();
    mount(App, { target: document.querySelector("#app"), props: { snapshot } });`;
  const { page } = await host(t, '<div id="app"></div>', svelteApp(app, begin));
  const chart = page.locator("watchfloor-chart");
  await chart.getByRole("button", { name: "Remove the filter Severity: High" }).waitFor();
  await page.getByRole("button", { name: "Low", exact: true }).first().click();
  await chart.getByRole("button", { name: "Remove the filter Severity: Low" }).waitFor();
  await chart.getByRole("button", { name: /^Medium:/ }).click();
  await page.locator("output", { hasText: "severity:low,medium" }).waitFor();
});

const CYCLES = 50;
const SETTLED = 5;
/** So long the engine of scripts compiles and gathers statistics: its heap is compared from then on. */
const WARM = 30;

test("widgets that are gone leave nothing: heap, nodes, listeners and memory of WebAssembly", async (t) => {
  const six = ["report", "chart kind=severity", "chart kind=trend", "metric name=investigated", "queue", "readiness"];
  const listener = `${LISTENER}
    globalThis.cycle = async () => {
      const src = "${site.url}embed/sample.json";
      const here = document.querySelector("#here");
      const before = heard.length;
      for (const widget of ${JSON.stringify(six)}) {
        const [tag, word] = widget.split(" ");
        const element = document.createElement("watchfloor-" + tag);
        if (word) element.setAttribute(...word.split("="));
        element.src = src;
        element.period = "all";
        element.group = "g";
        here.append(element);
      }
      while (heard.slice(before).filter((it) => it.type === "ready").length < ${six.length}) await new Promise((done) => setTimeout(done, 10));
      here.firstChild.filter = "severity:high";
      await new Promise((done) => setTimeout(done));
      here.replaceChildren();
      heard.length = 0;
      await new Promise((done) => setTimeout(done));
    };`;
  const { page, context } = await host(t, '<div id="here"></div>', { "/host.js": listener }, {
    viewport: { width: 1280, height: 4000 },
    args: [...FLAGS, "--js-flags=--expose-gc"],
  });
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  const measure = async () => {
    for (let round = 0; round < 3; round += 1) {
      await devtools.send("HeapProfiler.collectGarbage");
      await page.evaluate(() => new Promise((done) => setTimeout(done)));
    }
    const { metrics } = await devtools.send("Performance.getMetrics");
    const of = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    const version = await page.evaluate(() => customElements.get("watchfloor-report").version);
    const wasm = await page.evaluate(async (url) => (await import(url)).memory(), `${site.url}embed/${version}/widgets.js`);
    return { heap: of.JSHeapUsedSize, nodes: of.Nodes, listeners: of.JSEventListeners, wasm };
  };
  await page.waitForFunction(() => globalThis.cycle && customElements.get("watchfloor-report"));
  for (let round = 0; round < SETTLED; round += 1) await page.evaluate(() => cycle());
  const first = await measure();
  for (let round = SETTLED; round < WARM; round += 1) await page.evaluate(() => cycle());
  const warm = await measure();
  for (let round = 0; round < CYCLES; round += 1) await page.evaluate(() => cycle());
  const last = await measure();
  console.log(`after ${SETTLED} cycles ${JSON.stringify(first)}, after ${WARM} ${JSON.stringify(warm)}, ${CYCLES} later ${JSON.stringify(last)}`);
  assert.equal(last.wasm, first.wasm, "memory of WebAssembly grows");
  assert.ok(last.nodes <= first.nodes + 5, `nodes: ${first.nodes}, then ${last.nodes}`);
  assert.ok(last.listeners <= first.listeners + 2, `listeners: ${first.listeners}, then ${last.listeners}`);
  // Three hundred widgets that stayed would be some megabytes; what is left is what the engine of scripts keeps for itself.
  assert.ok(last.heap <= warm.heap * 1.2, `heap: ${warm.heap}, then ${last.heap}`);
});
