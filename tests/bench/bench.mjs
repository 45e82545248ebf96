// The engine of the reports as a contender of the incident benchmark: passes columns in and answers out.
import init, { Incidents } from './watchfloor_bench.js';

const SLOTS = ['severity', 'status', 'service_source', 'tactic', 'technique', 'device_group'];
const VALUES = { severity: 4, status: 5, service_source: 8, tactic: 14, technique: 200, device_group: 50 };
const SHOWN = ['classification', 'determination', 'assigned_to'];
const CHARTS = [['day', 365], ...SLOTS.map((slot) => [slot, VALUES[slot]]), ['ttr', 30]];
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2025, 0, 1);
const DAYS = Float64Array.from({ length: 366 }, (_, day) => FIRST_DAY + day * DAY_MS);
const MONTHS = Float64Array.from({ length: 13 }, (_, month) => Date.UTC(2025, month, 1));
const BIN_EDGES = Float64Array.from({ length: 30 }, (_, bin) => 10 ** (bin / 6));

let memory;
let incidents;
const chosen = SLOTS.map(() => new Set());

/** The filter of a page as the engine takes it: for each slot how many values, then these. */
function values(filter) {
  return Uint8Array.from(SLOTS.flatMap((slot) => {
    const own = filter[slot] ?? [];
    return [own.length, ...own];
  }));
}

function charts() {
  const counts = incidents.charts();
  const found = {};
  let at = 0;
  for (const [name, size] of CHARTS) {
    found[name] = counts.subarray(at, (at += size));
  }
  return found;
}

/** Filters by some values of a slot, unless it does so already. */
function choose(slot, set) {
  const own = chosen[slot];
  if (own.size === set.size && [...set].every((value) => own.has(value))) return;
  chosen[slot] = set;
  incidents.filter(slot, Uint8Array.from(set));
}

let listed = null;
let total = 0;

export default {
  name: 'watchfloor',
  thread: 'main',
  notes: { engine: 'one bit a row and value, rows in order of time, counts follow what changes' },

  async init() {
    memory = (await init()).memory;
  },

  load(columns) {
    incidents = new Incidents(columns.created, columns.id, DAYS, MONTHS);
    for (const slot of SLOTS) incidents.chart(columns[slot], VALUES[slot]);
    incidents.durations(columns.time_to_resolve, BIN_EDGES);
    for (const category of SHOWN) incidents.show(columns[category]);
    incidents.details(columns.last_update, columns.affected_assets);
    incidents.titles(columns.titleBytes, columns.titleOffsets);
    return { bytesPerIncident: incidents.bytes() / columns.n };
  },

  brush(from, to, severities) {
    incidents.window(from ?? NaN, to ?? NaN);
    choose(0, new Set(severities));
    return charts();
  },

  toggle(dim, value) {
    const slot = SLOTS.indexOf(dim);
    const set = new Set(chosen[slot]);
    if (!set.delete(value)) set.add(value);
    choose(slot, set);
    return charts();
  },

  page(filter, offset) {
    const key = JSON.stringify(filter);
    if (key !== listed) {
      total = incidents.list(filter.from ?? NaN, filter.to ?? NaN, values(filter));
      listed = key;
    }
    const numbers = incidents.page(offset);
    const titles = numbers.length > 0 ? incidents.page_titles().split('\n') : [];
    return { total, rows: titles.map((title, row) => rowOf(numbers, row * 14, title)) };
  },

  search(text) {
    const [count, ...ids] = incidents.search(text);
    const titles = ids.length > 0 ? incidents.found_titles().split('\n') : [];
    return { count, rows: titles.map((title, row) => ({ id: ids[row], title })) };
  },

  ttr(filter) {
    const found = incidents.quantiles(filter.from ?? NaN, filter.to ?? NaN, values(filter));
    return { median: found.subarray(0, 48), p90: found.subarray(48) };
  },

  memory() {
    return { wasm: memory.buffer.byteLength };
  },
};

function rowOf(numbers, at, title) {
  const duration = numbers[at + 4];
  return {
    id: numbers[at],
    created: numbers[at + 1],
    last_update: numbers[at + 2],
    affected_assets: numbers[at + 3],
    time_to_resolve: Number.isNaN(duration) ? null : duration,
    severity: numbers[at + 5],
    status: numbers[at + 6],
    service_source: numbers[at + 7],
    tactic: numbers[at + 8],
    technique: numbers[at + 9],
    device_group: numbers[at + 10],
    classification: numbers[at + 11],
    determination: numbers[at + 12],
    assigned_to: numbers[at + 13],
    title,
  };
}
