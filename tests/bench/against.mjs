// Prints the engine against the fastest peer of a run, task by task: node against.mjs RESULTS. No gate: machines differ.
import fs from 'node:fs';

const results = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const OURS = 'watchfloor';
const TASKS = [
  ['load', (one) => one.load],
  ['brush, a day on', (one) => one.T2?.p50],
  ['brush, jumping', (one) => one.T2j?.p50],
  ['toggle', (one) => one.T3?.p50],
  ['page, filtered anew', (one) => one.T4?.cold50],
  ['page, further down', (one) => one.T4?.p50],
  ['search', (one) => one.T5?.p50],
  ['quantiles', (one) => one.T6?.p50],
];
const shown = (ms) => (ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(2));

for (const [n, contenders] of Object.entries(results.summary)) {
  const ours = contenders[OURS];
  if (!ours) continue;
  console.log(`\n${Number(n).toLocaleString('en')} incidents, order ${results.order}, ${results.rounds} round(s): medians in ms`);
  console.log('\n| task | watchfloor | fastest peer | | times as fast |\n|---|--:|--:|---|--:|');
  for (const [task, of] of TASKS) {
    const peers = Object.entries(contenders).filter(([name, one]) => name !== OURS && of(one) != null);
    if (of(ours) == null || peers.length === 0) continue;
    const [name, best] = peers.map(([name, one]) => [name, of(one)]).sort((one, other) => one[1] - other[1])[0];
    console.log(`| ${task} | ${shown(of(ours))} | ${shown(best)} | ${name} | ${(best / of(ours)).toFixed(1)} |`);
  }
  const p95 = (task) => (ours[task] ? shown(ours[task].p95) : '–');
  console.log(`\n95th percentile: brush ${p95('T2')} ms, toggle ${p95('T3')} ms; ${ours.loadDetail?.bytesPerIncident?.toFixed(1)} bytes an incident`);
}
