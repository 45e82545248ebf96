//! Rows of the catalogue as bytes and back, a block at a time.
//!
//! Runs follow one another unless a newer record replaced something, so they are kept as lengths and gaps.

use super::rows::BLOCK_ROWS;
use super::{Alerts, Fixed, Head, Place, Run};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::TacticSet;
use watchfloor_packed::{Packer, Unpacker};

/// Columns of runs (two each), of other numbers and of moments.
const RUNS: usize = 16;
const NUMBERS: usize = 16;
const MOMENTS: usize = 6;

/// Where the next runs begin unless something was replaced.
#[derive(Clone, Copy, Default)]
pub(super) struct Ends {
    codes: u32,
    keys: u32,
}

impl Ends {
    pub(super) fn after(fixed: Option<&Fixed>) -> Self {
        let end = |run: Run| run.start.wrapping_add(run.len);
        fixed.map_or_else(Self::default, |fixed| Self {
            codes: end(fixed.alerts.marks),
            keys: end(fixed.alerts.keys),
        })
    }
}

fn pack_run(run: Run, end: &mut u32) -> [u32; 2] {
    let gap = run.start.wrapping_sub(*end);
    *end = run.start.wrapping_add(run.len);
    [run.len, gap]
}

fn unpack_run([len, gap]: [u32; 2], end: &mut u32) -> Run {
    let start = end.wrapping_add(gap);
    *end = start.wrapping_add(len);
    Run { start, len }
}

/// 0 for none.
fn or_none(value: Option<u32>) -> u32 {
    value.map_or(0, |value| value.saturating_add(1))
}

/// The runs of a row, two numbers each.
fn runs_of(fixed: &Fixed, ends: &mut Ends) -> [u32; RUNS] {
    let Fixed { head, alerts } = fixed;
    let mut run = |run| pack_run(run, &mut ends.codes);
    let [tags, tags_gap] = run(head.tags);
    let [sources, sources_gap] = run(alerts.sources);
    let [detections, detections_gap] = run(alerts.detections);
    let [categories, categories_gap] = run(alerts.categories);
    let [techniques, techniques_gap] = run(alerts.techniques);
    let [assets, assets_gap] = run(alerts.assets);
    let [marks, marks_gap] = run(alerts.marks);
    let [keys, keys_gap] = pack_run(alerts.keys, &mut ends.keys);
    [
        tags,
        tags_gap,
        sources,
        sources_gap,
        detections,
        detections_gap,
        categories,
        categories_gap,
        techniques,
        techniques_gap,
        assets,
        assets_gap,
        marks,
        marks_gap,
        keys,
        keys_gap,
    ]
}

fn numbers_of(fixed: &Fixed) -> [u32; NUMBERS] {
    let Fixed { head, alerts } = fixed;
    [
        head.place.batch,
        head.place.index,
        alerts.place.batch.wrapping_sub(head.place.batch),
        alerts.place.index.wrapping_sub(head.place.index),
        head.severity,
        head.status,
        head.classification,
        head.determination,
        or_none(head.assigned_to),
        or_none(head.redirect_to),
        or_none(head.priority_score.map(u32::from)),
        alerts.count,
        alerts.active,
        alerts.covered,
        u32::from(alerts.tactics.bits()),
        presence([alerts.resolved, alerts.first_activity, alerts.last_activity]),
    ]
}

/// Which of some moments are there, a bit each.
fn presence(moments: [Option<Timestamp>; 3]) -> u32 {
    moments.into_iter().rev().fold(0, |bits, moment| bits << 1 | u32::from(moment.is_some()))
}

/// Moments as distances from others that are near, so that few bytes hold them.
fn moments_of(fixed: &Fixed) -> [i64; MOMENTS] {
    let Fixed { head, alerts } = fixed;
    let created = head.created.as_ticks();
    let since =
        |moment: Option<Timestamp>| moment.map_or(0, |moment| moment.as_ticks().wrapping_sub(created));
    [
        created,
        head.updated.as_ticks().wrapping_sub(created),
        alerts.updated.as_ticks().wrapping_sub(head.updated.as_ticks()),
        since(alerts.resolved),
        since(alerts.first_activity),
        since(alerts.last_activity),
    ]
}

fn fixed_of(runs: [u32; RUNS], numbers: [u32; NUMBERS], moments: [i64; MOMENTS], ends: &mut Ends) -> Fixed {
    let mut runs = runs.as_chunks::<2>().0.iter().copied();
    let mut next = || runs.next().unwrap_or_default();
    let mut run = || unpack_run(next(), &mut ends.codes);
    let [
        batch,
        index,
        alerts_batch,
        alerts_index,
        severity,
        status,
        classification,
        determination,
        rest @ ..,
    ] = numbers;
    let [assigned_to, redirect_to, priority_score, count, active, covered, tactics, there] = rest;
    let [created, updated, alerts_updated, resolved, first_activity, last_activity] = moments;
    let updated = created.wrapping_add(updated);
    let at = |bit: u32, ticks: i64| {
        (there >> bit & 1 == 1).then(|| Timestamp::from_ticks(created.wrapping_add(ticks)))
    };
    let head = Head {
        created: Timestamp::from_ticks(created),
        updated: Timestamp::from_ticks(updated),
        place: Place { batch, index },
        severity,
        status,
        classification,
        determination,
        assigned_to: assigned_to.checked_sub(1),
        redirect_to: redirect_to.checked_sub(1),
        tags: run(),
        priority_score: priority_score.checked_sub(1).and_then(|score| u8::try_from(score).ok()),
    };
    let alerts = Alerts {
        updated: Timestamp::from_ticks(updated.wrapping_add(alerts_updated)),
        place: Place { batch: batch.wrapping_add(alerts_batch), index: index.wrapping_add(alerts_index) },
        resolved: at(0, resolved),
        first_activity: at(1, first_activity),
        last_activity: at(2, last_activity),
        sources: run(),
        detections: run(),
        categories: run(),
        techniques: run(),
        assets: run(),
        marks: run(),
        keys: unpack_run(next(), &mut ends.keys),
        count,
        active,
        covered,
        tactics: TacticSet::from_bits(u16::try_from(tactics).unwrap_or_default()),
    };
    Fixed { head, alerts }
}

/// Columns become rows: the next value of each, as often as it is asked.
fn next_of<T: Copy + Default, const N: usize>(columns: &mut [std::vec::IntoIter<T>; N]) -> [T; N] {
    columns.each_mut().map(|column| column.next().unwrap_or_default())
}

/// Columns of so many values each.
fn columns<T, const N: usize>(rows: usize) -> [Vec<T>; N] {
    std::array::from_fn(|_| Vec::with_capacity(rows))
}

fn add<T, const N: usize>(columns: &mut [Vec<T>; N], row: [T; N]) {
    columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
}

/// A block of rows as bytes that are read without any other: how many there are, where their runs begin, then the columns.
pub(super) fn pack_rows(rows: &[Fixed], mut ends: Ends) -> Vec<u8> {
    let mut packer = Packer::default();
    packer.number(rows.len() as u64);
    [ends.codes, ends.keys].into_iter().for_each(|end| packer.number(u64::from(end)));
    let mut runs: [_; RUNS] = columns(rows.len());
    let mut numbers: [_; NUMBERS] = columns(rows.len());
    let mut moments: [_; MOMENTS] = columns(rows.len());
    for fixed in rows {
        add(&mut runs, runs_of(fixed, &mut ends));
        add(&mut numbers, numbers_of(fixed));
        add(&mut moments, moments_of(fixed));
    }
    runs.iter().chain(&numbers).for_each(|column| packer.numbers(column));
    moments.iter().for_each(|column| packer.moments(column));
    packer.into_bytes()
}

/// How many rows a block has, and where their runs begin.
fn begin_rows(unpacker: &mut Unpacker<'_>) -> Option<(usize, Ends)> {
    let count = unpacker.count().filter(|count| *count <= BLOCK_ROWS)?;
    let mut end = || u32::try_from(unpacker.number()?).ok();
    Some((count, Ends { codes: end()?, keys: end()? }))
}

/// How many rows bytes hold; `None` where they are no block.
pub(super) fn holds_rows(bytes: &[u8]) -> Option<usize> {
    let mut unpacker = Unpacker::new(bytes);
    let (count, _) = begin_rows(&mut unpacker)?;
    (0..RUNS + NUMBERS).try_for_each(|_| unpacker.pass_numbers(count))?;
    (0..MOMENTS).try_for_each(|_| unpacker.pass_moments(count))?;
    unpacker.is_at_end().then_some(count)
}

/// The rows of a block again.
pub(super) fn unpack_rows(bytes: &[u8]) -> Option<Vec<Fixed>> {
    let mut unpacker = Unpacker::new(bytes);
    let (count, mut ends) = begin_rows(&mut unpacker)?;
    let mut runs: [std::vec::IntoIter<u32>; RUNS] = Default::default();
    let mut numbers: [std::vec::IntoIter<u32>; NUMBERS] = Default::default();
    let mut moments: [std::vec::IntoIter<i64>; MOMENTS] = Default::default();
    for column in runs.iter_mut().chain(&mut numbers) {
        *column = unpacker.numbers(count)?.into_iter();
    }
    for column in &mut moments {
        *column = unpacker.moments(count)?.into_iter();
    }
    let row = |_| fixed_of(next_of(&mut runs), next_of(&mut numbers), next_of(&mut moments), &mut ends);
    Some((0..count).map(row).collect())
}
