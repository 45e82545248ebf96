// The same workspace gives the same figures on the page, in each form of its export, and on the command line: every
// table, over imported incidents and over the demonstration with its responses, hunts and readiness.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";
import { appStarted, openApp } from "./browser.mjs";
import { commandLine } from "./command-line.mjs";
import { importFile, incidentsExport } from "./graph.mjs";
import { serveFolder } from "./server.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const words = JSON.parse(await readFile(`${ROOT}src/words/en/tables.json`, "utf8"));
// Clocks change in any half year there, and the command line knows when.
const timezoneId = "Europe/Berlin";

/** What the first sheet of a book says of it. */
const ABOUT = ["workspace", "period", "first-day", "last-day", "zone", "filter", "made"];

/** What a press saves. The browser swallows every eleventh file of many in a row, and is asked once more. */
async function saved(page, press) {
  const once = (timeout) => Promise.all([page.waitForEvent("download", { timeout }), press()]);
  const [download] = await once(8_000).catch(() => once(60_000));
  const path = await download.path();
  return { path, bytes: await readFile(path) };
}

/** The files of a ZIP archive as text. */
function unzipped(bytes) {
  const files = new Map();
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, name, extra, comment] = [bytes.readUInt32LE(at + 20), ...[28, 30, 32].map((it) => bytes.readUInt16LE(at + it))];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    const content = bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed;
    files.set(bytes.toString("utf8", at + 46, at + 46 + name), content.toString("utf8"));
    at += 46 + name + extra + comment;
  }
  return files;
}

const plain = (xml) =>
  xml.replace(/<[^>]*>/g, "").replace(/&(lt|gt|quot|apos|amp);|_x([0-9A-F]{4})_/g, (whole, name, code) =>
    name ? { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" }[name] : String.fromCharCode(parseInt(code, 16)),
  );

/** The sheets of a workbook: name, and rows of cells by the letters of their columns. */
function sheets(bytes) {
  const files = unzipped(bytes);
  const texts = [...(files.get("xl/sharedStrings.xml") ?? "").matchAll(/<si>([\s\S]*?)<\/si>/g)].map(([, text]) => plain(text));
  const names = [...files.get("xl/workbook.xml").matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => plain(name));
  return names.map((name, at) => {
    const xml = files.get(`xl/worksheets/sheet${at + 1}.xml`);
    assert.ok(!xml.includes("<f>"), `${name} has no formula`);
    const rows = [...xml.matchAll(/<row [^>]*?(?:\/>|>([\s\S]*?)<\/row>)/g)].map(([, row = ""]) =>
      Object.fromEntries(
        [...row.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)].map(([, column, attributes, value = ""]) => {
          const number = /<v>([^<]*)<\/v>/.exec(value)?.[1];
          return [column, /t="s"/.test(attributes) ? texts[Number(number)] : Number(number)];
        }),
      ),
    );
    return { name, rows };
  });
}

/** A number of the JSON as a spreadsheet has it: shares and days in parts of one. */
function isSame(json, cell, head) {
  if (json === null || json === "") return cell === undefined || cell === "";
  if (typeof json === "string") return cell === json;
  return [1, 1 / 100, 1 / 86_400].some((unit) => Math.abs(json * unit - cell) <= (unit === 1 ? 1e-9 : 0.51 * unit)) || assert.fail(`${head}: ${json}, ${cell}`);
}

const BEFORE_DAYS = new RegExp(`^${words["column.before-days"].replace(/\{\w+\}/g, ".+ \\d{4}")}$`);

function compareSheets(tables, workbook) {
  const found = new Map(workbook.map((sheet) => [sheet.name, sheet.rows]));
  const about = found.get(words["table.about"]) ?? assert.fail("no sheet says what the book is of");
  assert.deepEqual(about.slice(1).map((row) => row.A), ABOUT.map((key) => words[`about-sheet.${key}`]));
  assert.equal(found.size, Object.keys(tables).length + 1, "one sheet a table, and one about all");
  for (const [key, rows] of Object.entries(tables)) {
    const [head, ...cells] = found.get(words[`table.${key}`].slice(0, 31)) ?? assert.fail(`${key} has no sheet`);
    assert.equal(cells.length, rows.length, key);
    // Its head says which days were before.
    const keyOf = (name) => (BEFORE_DAYS.test(name) ? words["column.before"] : name);
    const columns = new Map(Object.entries(head).map(([column, name]) => [keyOf(name), column]));
    rows.forEach((row, at) => {
      for (const [column, value] of Object.entries(row)) {
        const cell = cells[at][columns.get(words[`column.${column}`])];
        assert.ok(isSame(value, cell, `${key}.${column}`), `${key}.${column}: ${value}, ${cell}`);
      }
    });
  }
}

/** The fields of a CSV file. */
function parsed(text) {
  const rows = [[]];
  for (const [, quoted, bare, end] of text.replace(/^\ufeff/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((row) => row.length > 1 || row[0]);
}

const signs = /^[ \u00a0\n]*[=+\-@\t\r]/;

function compareCsv(name, rows, text) {
  const [heads, ...lines] = parsed(text);
  assert.equal(lines.length, rows.length, name);
  lines.forEach((line, at) => {
    heads.forEach((head, column) => {
      const value = rows[at][head];
      const guarded = typeof value === "string" && signs.test(value) ? `'${value}` : `${value ?? ""}`;
      assert.equal(line[column], guarded, `${name}.${head}`);
    });
  });
}

/** Every form of what the report exports, and the command line over a backup of the same workspace. */
async function compareAll(page) {
  await page.getByRole("button", { name: "Export" }).click();
  const exported = JSON.parse((await saved(page, () => page.getByRole("button", { name: "Everything as JSON" }).click())).bytes);
  const book = await saved(page, () => page.getByRole("button", { name: "Spreadsheet" }).click());
  compareSheets(exported.tables, sheets(book.bytes));
  for (const [key, rows] of Object.entries(exported.tables)) {
    const name = words[`table.${key}`];
    const press = (form) => () => page.getByRole("button", { name: `${name} as ${form}`, exact: true }).click();
    compareCsv(key, rows, (await saved(page, press("CSV"))).bytes.toString("utf8"));
    assert.deepEqual(JSON.parse((await saved(page, press("JSON"))).bytes), rows, key);
  }
  await page.keyboard.press("Escape");
  return exported;
}

async function compareCommandLine(page, exported, filter = "") {
  await page.goto(`${site.url}#/settings/storage`);
  const backup = await saved(page, () => page.getByRole("button", { name: "Make a backup" }).click());
  const asked = ["--form", "json", "--period", exported.period, "--filter", filter, "--now", exported.made, "--zone", timezoneId];
  const { stdout } = await run(await commandLine(), ["report", ...asked, backup.path], { maxBuffer: 1 << 28 });
  const told = JSON.parse(stdout);
  for (const key of Object.keys(exported.tables)) assert.deepEqual(told.tables[key], exported.tables[key], key);
  assert.deepEqual(told, exported);
}

const number = (text) => Number(text.replace(/\D/g, ""));

/** The table twins of the overview have the rows of the export. */
async function compareTwins(page, tables) {
  for (const [title, key] of [["By severity", "bySeverity"], ["By source", "bySource"], ["By tactic", "byTactic"], ["By category", "byCategory"]]) {
    const toggle = page.getByRole("button", { name: `Show ${title} as a table` });
    await toggle.click();
    const card = page.locator(".card", { has: page.getByRole("heading", { name: title, exact: true }) }).last();
    const rows = await card.locator("tbody tr").evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.innerText)));
    const expected = tables[key].filter((row) => row.total > 0 || key === "byTactic");
    assert.deepEqual(
      rows.map(([name, ...counts]) => [name, ...counts.map(number)]),
      expected.map((row) => [row.name, row.directly, row.withHelp, row.open, row.total]),
      title,
    );
  }
  const day = page.locator(".card", { has: page.getByRole("heading", { name: "Incidents by day" }) }).last();
  await page.getByRole("button", { name: "Show Incidents by day as a table" }).click();
  const all = await day.locator("tbody tr td:last-child").allInnerTexts();
  assert.deepEqual(all.map(number), tables.byDay.map((row) => row.total).filter((count) => count > 0));
  const figures = Object.fromEntries(tables.figures.map((row) => [row.figure, row]));
  for (const [name, figure] of [["Investigated", "investigated"], ["Resolved directly", "resolvedDirectly"], ["Resolved with your help", "resolvedWithHelp"], ["Third-party enriched", "thirdParty"]]) {
    const tile = page.locator(".tile", { hasText: name }).locator(".figure");
    assert.equal(number(await tile.innerText()), figures[figure].value, name);
  }
}

test("imported incidents: the page, its exports and the command line tell the same", async (t) => {
  const { page } = await openApp(t, site, { acceptDownloads: true, timezoneId });
  await importFile(page, site, "incidents.json", incidentsExport(300, []));
  await page.goto(`${site.url}#/reports`);
  await page.locator(".tile").first().waitFor();
  const exported = await compareAll(page);
  await compareTwins(page, exported.tables);
  await compareCommandLine(page, exported);
});

test("the demonstration, filtered: the page, its exports and the command line tell the same", async (t) => {
  const { page } = await openApp(t, site, { route: "#/demo", acceptDownloads: true, timezoneId });
  await page.getByText("Small office").click();
  await page.getByRole("button", { name: "Open the whole demonstration" }).click();
  await page.getByRole("region", { name: "Demonstration" }).waitFor();
  await appStarted(page);
  const filter = "severity:high,medium";
  await page.goto(`${site.url}#/reports?f=${encodeURIComponent(filter)}&period=6m`);
  await page.locator(".tile").first().waitFor();
  const exported = await compareAll(page);
  const empty = Object.entries(exported.tables).filter(([, rows]) => rows.length === 0).map(([key]) => key);
  assert.ok(exported.tables.requiredAction.length > 0 && exported.tables.hunts.length > 0, `empty: ${empty}`);
  await compareCommandLine(page, exported, exported.filter);
});
