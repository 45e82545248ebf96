// Measures the engine alone, in Node.js: node alone.mjs CONTENDER [--n 1000000]. Checks its answers on a small table first.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [file, ...options] = process.argv.slice(2);
const rows = Number(options[options.indexOf('--n') + 1]) || 1_000_000;
const folder = path.dirname(path.resolve(file));
const { initSync } = await import(pathToFileURL(path.join(folder, 'watchfloor_bench.js')));
initSync({ module: fs.readFileSync(path.join(folder, 'watchfloor_bench_bg.wasm')) });
const { default: engine } = await import(pathToFileURL(path.resolve(file)));
await engine.init();

const DAY_MS = 86_400_000;
const START = Date.UTC(2025, 0, 1);
const VALUES = { severity: 4, status: 5, service_source: 8, tactic: 14, technique: 200, device_group: 50 };
const SHOWN = { classification: 4, determination: 12, assigned_to: 20 };

/** Numbers that look random and are the same in every run. */
function chance(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Incidents over a year, frequent values first. */
function generate(n) {
  const next = chance(20_250_101);
  const skewed = (below) => Math.min(next(below), next(below));
  const column = (values) => Uint8Array.from({ length: n }, () => skewed(values));
  const created = Float64Array.from({ length: n }, (_, row) => START + Math.floor((row * 365 * DAY_MS) / n));
  const titles = Array.from({ length: n }, () => `Suspicious sign-in ${next(40)} on WKS-${1000 + next(9000)}`);
  const bytes = titles.map((title) => title.length);
  const columns = {
    n,
    created,
    id: Uint32Array.from({ length: n }, (_, row) => row + 1),
    last_update: created.map((at) => at + next(DAY_MS)),
    affected_assets: Uint16Array.from({ length: n }, () => 1 + skewed(40)),
    time_to_resolve: Float32Array.from({ length: n }, () => (next(10) ? 1 + skewed(20_000) / 3 : NaN)),
    titleBytes: new TextEncoder().encode(titles.join('')),
    titleOffsets: Uint32Array.from([0, ...bytes].map(((sum) => (length) => (sum += length))(0))),
    titles,
  };
  for (const [name, values] of Object.entries({ ...VALUES, ...SHOWN })) columns[name] = column(values);
  return columns;
}

/** What the charts must show: every row looked at, every filter asked. */
function recount(columns, window, chosen) {
  const charts = Object.fromEntries(Object.entries(VALUES).map(([dim, values]) => [dim, new Array(values).fill(0)]));
  for (let row = 0; row < columns.n; row++) {
    const at = columns.created[row];
    if (window && (at < window[0] || at >= window[1])) continue;
    const failed = Object.keys(VALUES).filter((dim) => chosen[dim]?.size && !chosen[dim].has(columns[dim][row]));
    if (failed.length > 1) continue;
    for (const dim of failed.length > 0 ? failed : Object.keys(VALUES)) charts[dim][columns[dim][row]]++;
  }
  return charts;
}

function check() {
  const columns = generate(5_000);
  engine.load(columns);
  const chosen = {};
  const next = chance(7);
  for (let step = 0; step < 60; step++) {
    const dim = Object.keys(VALUES)[next(6)];
    const value = next(Math.min(VALUES[dim], 6));
    const set = (chosen[dim] ??= new Set());
    if (!set.delete(value)) set.add(value);
    const found = engine.toggle(dim, value);
    for (const [name, expected] of Object.entries(recount(columns, null, chosen))) {
      if (expected.some((count, code) => count !== found[name][code])) throw new Error(`step ${step}: ${name} differs`);
    }
  }
  const expected = columns.titles.filter((title) => title.toLowerCase().includes('n wks-10')).length;
  if (engine.search('N wks-10').count !== expected) throw new Error('the search differs');
  console.log('Answers checked against a recount of 5,000 rows.');
}

function timed(steps, act) {
  const times = steps.map((step) => {
    const start = performance.now();
    act(step);
    return performance.now() - start;
  });
  times.sort((one, other) => one - other);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(2);
  return `${at(0.5)} / ${at(0.95)}`;
}

check();
const columns = generate(rows);
const next = chance(99);
const windows = (count, of) => Array.from({ length: count }, (_, step) => of(step).map((day) => START + day * DAY_MS));
const filters = Array.from({ length: 20 }, () => ({ severity: [next(4), next(4)], tactic: [next(5), next(5), next(5)] }));
const table = [];
const load = performance.now();
const { bytesPerIncident } = engine.load(columns);
table.push(['load', (performance.now() - load).toFixed(0)]);
table.push(['brush, a day on', timed(windows(200, (step) => [step, step + 30]), ([from, to]) => engine.brush(from, to, [0, 1]))]);
const jumps = windows(60, () => { const first = next(180); return [first, first + 1 + next(180)]; });
table.push(['brush, jumping', timed(jumps, ([from, to]) => engine.brush(from, to, [0, 1]))]);
engine.brush(null, null, []);
const toggles = Array.from({ length: 50 }, () => [Object.keys(VALUES)[next(6)], next(4)]).flatMap((step) => [step, step]);
table.push(['toggle', timed(toggles, ([dim, value]) => engine.toggle(dim, value))]);
table.push(['page, filtered anew', timed(filters, (filter) => engine.page(filter, 0))]);
table.push(['page, further down', timed(filters.map((_, step) => step * 1_000), (offset) => engine.page(filters[19], offset))]);
table.push(['search', timed(['wks-1', 'SIGN-IN 7 ', 'on wks-99', 'e', 'absent', '4242'], (text) => engine.search(text))]);
table.push(['quantiles', timed(filters, (filter) => engine.ttr(filter))]);
console.log(`\n| ${rows.toLocaleString('en')} incidents | ms, median / 95th percentile |\n|---|--:|`);
for (const [task, time] of table) console.log(`| ${task} | ${time} |`);
console.log(`\n${bytesPerIncident.toFixed(1)} bytes an incident, titles and indexes included`);
