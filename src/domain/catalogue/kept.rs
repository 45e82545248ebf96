//! The catalogue as bytes and back, so that a workspace opens without its incidents being taken in one by one.
//!
//! In sections of bounded work: names and lists, then the rows in stretches. What the journal says (when batches were
//! taken, which assets are agreed to be critical) is left out: whoever brings a catalogue back has replayed that. Runs
//! follow one another unless a newer record replaced something, so they are kept as lengths and gaps.

use super::assets::Assets;
use super::claims::{Origin, Origins};
use super::ids::Ids;
use super::{Alerts, Catalogue, Fixed, Head, Place, Run, Words};
use crate::domain::brief::AlertKey;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::TacticSet;
use watchfloor_packed::{Packer, Unpacker};

/// A word for the code that makes catalogues and columns out of the journal and the batches: what another version of it
/// has kept is not brought back. The build makes it of the sources (`build.rs`).
pub const DERIVED_FROM: &str = env!("WATCHFLOOR_DERIVED_FROM");

/// Rows in a section: some 20 ms of work.
const SECTION_ROWS: usize = 1 << 16;
/// Rows whose columns stand together: as many as stay in the processor's cache while they become rows again.
const BLOCK_ROWS: usize = 1 << 12;
/// Sections before those of the rows.
const BEFORE_ROWS: usize = 2;
/// Columns of runs (two each), of other numbers and of moments.
const RUNS: usize = 18;
const NUMBERS: usize = 16;
const MOMENTS: usize = 6;

/// Where the next runs begin unless something was replaced.
#[derive(Clone, Copy, Default)]
struct Ends {
    title: u32,
    codes: u32,
    keys: u32,
}

impl Ends {
    fn after(fixed: Option<&Fixed>) -> Self {
        let end = |run: Run| run.start.wrapping_add(run.len);
        fixed.map_or_else(Self::default, |fixed| Self {
            title: end(fixed.head.title),
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
    let [title, title_gap] = pack_run(head.title, &mut ends.title);
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
        title,
        title_gap,
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

fn fixed_of(
    runs: [u32; RUNS],
    numbers: [u32; NUMBERS],
    moments: [i64; MOMENTS],
    ends: &mut Ends,
) -> Option<Fixed> {
    let (runs, _) = runs.as_chunks::<2>();
    let [title, tags, sources, detections, categories, techniques, assets, marks, keys] = runs else {
        return None;
    };
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
    let title = unpack_run(*title, &mut ends.title);
    let mut run = |run: &[u32; 2]| unpack_run(*run, &mut ends.codes);
    let head = Head {
        title,
        created: Timestamp::from_ticks(created),
        updated: Timestamp::from_ticks(updated),
        place: Place { batch, index },
        severity,
        status,
        classification,
        determination,
        assigned_to: assigned_to.checked_sub(1),
        redirect_to: redirect_to.checked_sub(1),
        tags: run(tags),
        priority_score: match priority_score.checked_sub(1) {
            Some(score) => Some(u8::try_from(score).ok()?),
            None => None,
        },
    };
    let alerts = Alerts {
        updated: Timestamp::from_ticks(updated.wrapping_add(alerts_updated)),
        place: Place { batch: batch.wrapping_add(alerts_batch), index: index.wrapping_add(alerts_index) },
        resolved: at(0, resolved),
        first_activity: at(1, first_activity),
        last_activity: at(2, last_activity),
        sources: run(sources),
        detections: run(detections),
        categories: run(categories),
        techniques: run(techniques),
        assets: run(assets),
        marks: run(marks),
        keys: unpack_run(*keys, &mut ends.keys),
        count,
        active,
        covered,
        tactics: TacticSet::from_bits(u16::try_from(tactics).ok()?),
    };
    Some(Fixed { head, alerts })
}

/// Columns become rows: the next value of each, as often as it is asked.
fn next_of<T: Copy + Default, const N: usize>(columns: &mut [std::vec::IntoIter<T>; N]) -> [T; N] {
    columns.each_mut().map(|column| column.next().unwrap_or_default())
}

impl Catalogue {
    /// In how many sections the catalogue is kept.
    pub fn section_count(&self) -> usize {
        BEFORE_ROWS + self.rows.len().div_ceil(SECTION_ROWS)
    }

    /// One section as bytes.
    pub fn section(&self, number: usize) -> Vec<u8> {
        let mut packer = Packer::default();
        match number {
            0 => {
                packer.number(self.rows.len() as u64);
                packer.texts(self.ids.iter());
                packer.bytes(self.titles.as_bytes());
            }
            1 => self.pack_lists(&mut packer),
            _ => {
                let first = (number - BEFORE_ROWS).saturating_mul(SECTION_ROWS);
                let rows = self.rows.get(first..).unwrap_or_default();
                let rows = rows.get(..SECTION_ROWS).unwrap_or(rows);
                let before = first.checked_sub(1).and_then(|row| self.rows.get(row));
                pack_rows(rows, Ends::after(before), &mut packer);
            }
        }
        packer.into_bytes()
    }

    fn pack_lists(&self, packer: &mut Packer) {
        packer.texts(self.words.iter());
        for list in [&self.codes, &self.technique_counts] {
            packer.number(list.len() as u64);
            packer.numbers(list);
        }
        packer.number(self.alert_keys.len() as u64);
        for part in 0..2 {
            let column: Vec<u32> =
                self.alert_keys.iter().filter_map(|key| key.to_parts().into_iter().nth(part)).collect();
            packer.numbers(&column);
        }
        let mut origins: Vec<_> = self.origins.iter().collect();
        origins.sort_unstable_by_key(|(row, _)| **row);
        packer.number(origins.len() as u64);
        packer.numbers(&origins.iter().map(|(row, _)| **row).collect::<Vec<_>>());
        let each = |origins: &Origins| [origins.status, origins.assignment, origins.verdict];
        for place in 0..3 {
            let of = || origins.iter().filter_map(|(_, origins)| each(origins).into_iter().nth(place));
            packer.moments(&of().map(|origin| origin.updated.as_ticks()).collect::<Vec<_>>());
            packer.numbers(&of().map(|origin| origin.batch).collect::<Vec<_>>());
        }
        self.assets.pack(packer);
    }

    /// Takes the place of an empty catalogue, of which it keeps what the journal says; `false`, and nothing is changed,
    /// where the sections are none.
    pub fn restore<S: AsRef<[u8]>>(&mut self, sections: &[S]) -> bool {
        let sections: Vec<&[u8]> = sections.iter().map(AsRef::as_ref).collect();
        let Some(mut found) = unpack(&sections, &self.assets) else { return false };
        found.batches_taken = std::mem::take(&mut self.batches_taken);
        found.generation = self.generation;
        *self = found;
        true
    }
}

/// Columns of so many values each.
fn columns<T, const N: usize>(rows: usize) -> [Vec<T>; N] {
    std::array::from_fn(|_| Vec::with_capacity(rows))
}

fn add<T, const N: usize>(columns: &mut [Vec<T>; N], row: [T; N]) {
    columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
}

fn pack_rows(rows: &[Fixed], mut ends: Ends, packer: &mut Packer) {
    packer.number(rows.len() as u64);
    for block in rows.chunks(BLOCK_ROWS) {
        let mut runs: [_; RUNS] = columns(block.len());
        let mut numbers: [_; NUMBERS] = columns(block.len());
        let mut moments: [_; MOMENTS] = columns(block.len());
        for fixed in block {
            add(&mut runs, runs_of(fixed, &mut ends));
            add(&mut numbers, numbers_of(fixed));
            add(&mut moments, moments_of(fixed));
        }
        runs.iter().chain(&numbers).for_each(|column| packer.numbers(column));
        moments.iter().for_each(|column| packer.moments(column));
    }
}

fn unpack_rows(unpacker: &mut Unpacker<'_>, rows: &mut Vec<Fixed>) -> Option<()> {
    let mut ends = Ends::after(rows.last());
    let mut left = unpacker.count()?;
    while left > 0 {
        let count = left.min(BLOCK_ROWS);
        let mut runs: [std::vec::IntoIter<u32>; RUNS] = Default::default();
        let mut numbers: [std::vec::IntoIter<u32>; NUMBERS] = Default::default();
        let mut moments: [std::vec::IntoIter<i64>; MOMENTS] = Default::default();
        for column in runs.iter_mut().chain(&mut numbers) {
            *column = unpacker.numbers(count)?.into_iter();
        }
        for column in &mut moments {
            *column = unpacker.moments(count)?.into_iter();
        }
        for _ in 0..count {
            let (runs, numbers) = (next_of(&mut runs), next_of(&mut numbers));
            rows.push(fixed_of(runs, numbers, next_of(&mut moments), &mut ends)?);
        }
        left -= count;
    }
    unpacker.is_at_end().then_some(())
}

fn unpack(sections: &[&[u8]], known: &Assets) -> Option<Catalogue> {
    let [names, lists, stretches @ ..] = sections else { return None };
    let mut unpacker = Unpacker::new(names);
    let count = unpacker.count()?;
    let ids = unpacker.texts()?;
    let ids = Ids::of(ids.all, &ids.lengths).filter(|_| ids.len() == count)?;
    let titles = std::str::from_utf8(unpacker.bytes()?).ok()?.to_owned();
    let mut found = unpack_lists(&mut Unpacker::new(lists), known)?;
    let mut rows = Vec::with_capacity(count);
    for stretch in stretches {
        unpack_rows(&mut Unpacker::new(stretch), &mut rows)?;
    }
    (found.ids, found.titles, found.rows) = (ids, titles, rows);
    found.redirected = found.rows.iter().filter(|fixed| !found.is_counted(fixed)).count();
    (unpacker.is_at_end() && found.rows.len() == count).then_some(found)
}

fn unpack_lists(unpacker: &mut Unpacker<'_>, known: &Assets) -> Option<Catalogue> {
    let mut found = Catalogue::default();
    let words = unpacker.texts()?;
    let mut list = Words::default();
    for word in words.iter() {
        list.code(word);
    }
    if list.len() != words.len() {
        return None;
    }
    found.words = list;
    for list in [&mut found.codes, &mut found.technique_counts] {
        let count = unpacker.count()?;
        *list = unpacker.numbers(count)?;
    }
    let count = unpacker.count()?;
    let numbers = unpacker.numbers(count)?.into_iter();
    let parts = numbers.zip(unpacker.numbers(count)?);
    found.alert_keys = parts.map(|(number, said)| AlertKey::from_parts([number, said])).collect();
    let count = unpacker.count()?;
    let rows = unpacker.numbers(count)?;
    let mut column = || Some(unpacker.moments(count)?.into_iter().zip(unpacker.numbers(count)?));
    let each = column()?.zip(column()?).zip(column()?);
    let origin = |(ticks, batch)| Origin { updated: Timestamp::from_ticks(ticks), batch };
    found.origins = rows
        .into_iter()
        .zip(each)
        .map(|(row, ((status, assignment), verdict))| {
            (
                row,
                Origins { status: origin(status), assignment: origin(assignment), verdict: origin(verdict) },
            )
        })
        .collect();
    found.assets = Assets::unpack(unpacker, known)?;
    unpacker.is_at_end().then_some(found)
}
