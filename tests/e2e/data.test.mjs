// Data in and out: a table whose columns are mapped, an address that is asked again, and records that leave and come back.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { openApp } from "./browser.mjs";
import { importFile, incident, incidentsExport } from "./graph.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const chooser = (page) => page.locator("input[type=file]");
const counts = (page) => page.locator(".import-counts");

const TABLE = ["Ticket;What;Opened;Level", "7;Odd sign-in;2026-05-01 12:00;High", "8;Odd mail;2026-05-02 12:00;Low"].join("\r\n");
const table = (text) => ({ name: "tickets.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

test("a table is mapped in the preview, and the next one with its headings is read the same way", async (t) => {
  const { page } = await openApp(t, site, { route: "#/import" });
  await chooser(page).setInputFiles(table(`id;${TABLE.slice(TABLE.indexOf(";") + 1)}`));
  await page.getByRole("heading", { name: "Columns of the table" }).waitFor();
  await page.getByLabel("What").selectOption("displayName");
  await page.getByLabel("Opened").selectOption("createdDateTime");
  await page.getByLabel("Level").selectOption("severity");
  await page.getByLabel(/zone/i).selectOption("120");
  await page.getByRole("button", { name: "Read again with these columns" }).click();
  await counts(page).getByText("2", { exact: true }).first().waitFor();
  const sample = page.getByRole("table");
  await sample.getByRole("row", { name: /Odd sign-in.*High/ }).waitFor();
  await page.getByRole("button", { name: "Take in" }).click();
  await page.locator("#preview-title").waitFor({ state: "detached" });
  await chooser(page).setInputFiles(table(`id;${TABLE.slice(TABLE.indexOf(";") + 1)}\r\n9;Odd call;2026-05-03 12:00;Medium`));
  await page.locator("#preview-title").waitFor();
  await page.getByRole("row", { name: /Odd call.*Medium/ }).waitFor();
  assert.match(await counts(page).innerText(), /Records\s+3\s+New\s+1/);
});

/** An address that answers with a list, then with nothing new, then refuses; it notes what it was asked. */
async function serveLive(text) {
  const asked = [];
  const server = createServer((request, response) => {
    const cors = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*, Authorization", "Access-Control-Expose-Headers": "ETag" };
    if (request.method === "OPTIONS") return response.writeHead(204, cors).end();
    asked.push(request.headers);
    if (request.headers.authorization !== "Bearer secret") return response.writeHead(401, cors).end();
    if (request.headers["if-none-match"] === '"1"') return response.writeHead(304, cors).end();
    return response.writeHead(200, { ...cors, ETag: '"1"', "Content-Type": "application/json" }).end(text);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()));
  return { url: `http://127.0.0.1:${server.address().port}/incidents`, asked, close };
}

test("a live source is asked again with what is known, and its state is told", async (t) => {
  const live = await serveLive(incidentsExport(5));
  t.after(() => live.close());
  const { page } = await openApp(t, site, { route: "#/import", allowFaults: /401/ });
  await page.clock.install();
  const card = page.getByRole("region", { name: "Live source" });
  await card.getByLabel("Address").fill("ftp://nowhere");
  await card.getByRole("button", { name: "Start" }).click();
  await card.getByText("An address begins with https://").waitFor();
  const begin = async (token) => {
    await card.getByLabel("Address").fill(live.url);
    await card.getByLabel("Bearer token").fill(token);
    await card.getByLabel("How often").selectOption("1");
    await card.getByRole("button", { name: "Start" }).click();
  };
  await begin("secret");
  await card.getByText("5 new, 0 changed").waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.getItem("watchfloor.live-token")), "secret");
  assert.equal(await page.evaluate(() => JSON.stringify(localStorage).includes("secret")), false, "the token goes with the tab");
  await page.clock.runFor(61_000);
  await card.getByText("Nothing new").waitFor();
  assert.deepEqual(live.asked.map((headers) => headers["if-none-match"]), [undefined, '"1"']);
  await card.getByRole("button", { name: "Stop and forget the token" }).click();
  assert.equal(await page.evaluate(() => sessionStorage.getItem("watchfloor.live-token")), null);
  await begin("wrong");
  await card.getByText("The address refused access").waitFor();
  await page.goto(`${site.url}#/incidents`);
  await page.locator(".sheet-bar [role=status]", { hasText: "5" }).waitFor();
});

test("incidents leave in Graph's shape and come back as what they were", async (t) => {
  const { page } = await openApp(t, site);
  const odd = incident(7, { somethingNew: { a: [1, 2.5, null, "ü"] } });
  await importFile(page, site, "incidents.json", incidentsExport(20, [odd]));
  await page.goto(`${site.url}#/incidents`);
  const leave = async () => {
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Microsoft Graph incidents" }).click(),
    ]);
    return readFile(await download.path(), "utf8");
  };
  const first = await leave();
  const { value } = JSON.parse(first);
  assert.deepEqual(value.find(({ id }) => id === "7").somethingNew, { a: [1, 2.5, null, "ü"] });
  await page.goto(`${site.url}#/import`);
  await chooser(page).setInputFiles({ name: "again.json", mimeType: "application/json", buffer: Buffer.from(first) });
  await page.getByText("Everything in here was known already").waitFor();
});
