//! The engine of the reports behind the contract of the incident benchmark: columns in, charts, pages and quantiles out.
//!
//! Nothing here counts, sorts or searches: that is the engine's. Rows are kept in order of creation, as the engine wants
//! them; what is only shown (titles, ids) stays in the order of arrival.

use js_sys::{Float64Array, Uint32Array};
use wasm_bindgen::prelude::wasm_bindgen;
use watchfloor_engine::bins::Bins;
use watchfloor_engine::bits::Bits;
use watchfloor_engine::column::Column;
use watchfloor_engine::haystack::Haystack;
use watchfloor_engine::order::{Order, page};
use watchfloor_engine::quantile::quantiles;
use watchfloor_engine::rows::Rows;
use watchfloor_engine::sort::ascending;
use watchfloor_engine::view::View;

/// The slot of the chart of durations, which nothing filters by.
const DURATION_SLOT: usize = 6;
const SLOTS: usize = 7;
/// The slot of the severity, by which pages are ordered and quantiles are grouped.
const SEVERITY_SLOT: usize = 0;
const SEVERITIES: usize = 4;
/// Rows on a page.
const PAGE_ROWS: usize = 100;

/// All incidents.
#[wasm_bindgen]
#[derive(Default)]
pub struct Incidents {
    /// Creation times in ascending order, milliseconds.
    created: Vec<f64>,
    /// The place of arrival of each row, where rows did not arrive in order.
    arrived: Option<Vec<u32>>,
    charts: Vec<Column>,
    durations: Vec<f32>,
    /// The rows at which days and months begin, and the end of the last.
    days: Vec<usize>,
    months: Vec<usize>,
    view: View,
    /// What the last filter of pages lets through, and the rows of the last page.
    listed: Rows,
    page: Vec<u32>,
    // In the order of arrival.
    id: Vec<u32>,
    updated: Vec<f64>,
    assets: Vec<u16>,
    shown: Vec<Vec<u8>>,
    titles: Haystack,
}

#[wasm_bindgen]
impl Incidents {
    /// Takes creation times and ids in the order of arrival, and the moments at which days and months begin.
    #[wasm_bindgen(constructor)]
    pub fn new(created: Vec<f64>, id: Vec<u32>, days: &[f64], months: &[f64]) -> Self {
        let mut incidents = Self { id, view: View::new(created.len(), SLOTS), ..Self::default() };
        if created.is_sorted() {
            incidents.created = created;
        } else {
            // Milliseconds since 1970 are whole numbers.
            let keys: Vec<u64> = created.iter().map(|created| *created as u64).collect();
            let arrived = ascending(&keys);
            incidents.created = arrived.iter().map(|place| created[*place as usize]).collect();
            incidents.arrived = Some(arrived);
        }
        incidents.days = incidents.rows_at(days);
        incidents.months = incidents.rows_at(months);
        incidents
    }

    /// Takes the next chart's codes, in the order of the slots.
    pub fn chart(&mut self, codes: Vec<u8>, values: usize) {
        self.charts.push(Column::narrow(self.in_order(codes), values));
    }

    /// Takes the next category that is only shown.
    pub fn show(&mut self, codes: Vec<u8>) {
        self.shown.push(codes);
    }

    /// Takes durations in minutes, NaN for none, and the lower edges of their bins.
    pub fn durations(&mut self, minutes: Vec<f32>, edges: &[f64]) {
        let minutes = self.in_order(minutes);
        let bins = Bins::new(edges);
        self.charts
            .push(Column::narrow(minutes.iter().map(|minutes| bins.of(*minutes)).collect(), bins.len() + 1));
        self.durations = minutes;
    }

    /// Takes times of change and numbers of assets.
    pub fn details(&mut self, updated: Vec<f64>, assets: Vec<u16>) {
        self.updated = updated;
        self.assets = assets;
    }

    /// Takes titles: all their bytes, and where each begins and ends.
    pub fn titles(&mut self, bytes: Vec<u8>, starts: Vec<u32>) {
        self.titles = Haystack::from_texts(bytes, starts);
    }

    /// Filters the charts by creation time; NaN is no bound.
    pub fn window(&mut self, from: f64, to: f64) {
        let window = (!from.is_nan()).then(|| self.rows_between(from, to));
        self.view.set_window(window);
    }

    /// Filters the charts by the values of a slot; no value is no filter.
    pub fn filter(&mut self, slot: usize, values: &[u8]) {
        let set = self.set_of(slot, values);
        self.view.set_slot(slot, set);
    }

    /// The counts of all charts, one after the other: days, the slots in order, durations.
    pub fn charts(&mut self) -> Uint32Array {
        let mut counts = self.view.counts_by_time(&self.days).to_vec();
        for (slot, column) in self.charts.iter().enumerate() {
            counts.extend_from_slice(self.view.counts(slot, column));
        }
        counts.pop();
        Uint32Array::from(counts.as_slice())
    }

    /// Filters for pages. `values` holds, for each slot, how many values are asked for and then these. Answers how many
    /// incidents pass.
    pub fn list(&mut self, from: f64, to: f64, values: &[u8]) -> usize {
        self.listed = self.passing(from, to, values);
        self.listed.count()
    }

    /// A page in order of severity and creation, the newest first. Fourteen numbers a row: id, created, updated, assets,
    /// duration, and the categories: those of the charts in the order of the slots, then those that are only shown.
    pub fn page(&mut self, offset: usize) -> Float64Array {
        let sets = (0..SEVERITIES).filter_map(|code| self.charts[SEVERITY_SLOT].set_of(code)).collect();
        self.page = page(&self.listed, &Order::Groups(sets), true, offset, PAGE_ROWS);
        let mut numbers = Vec::with_capacity(PAGE_ROWS * 14);
        for row in &self.page {
            let (row, arrived) = (*row as usize, self.arrived_at(*row as usize));
            numbers.push(f64::from(self.id[arrived]));
            numbers.push(self.created[row]);
            numbers.push(self.updated[arrived]);
            numbers.push(f64::from(self.assets[arrived]));
            numbers.push(f64::from(self.durations[row]));
            let charts = self.charts.iter().take(DURATION_SLOT);
            numbers.extend(charts.map(|column| f64::from(column.first(row).unwrap_or(0))));
            numbers.extend(self.shown.iter().map(|codes| f64::from(codes[arrived])));
        }
        Float64Array::from(numbers.as_slice())
    }

    /// The titles of the last page, a line each.
    pub fn page_titles(&self) -> String {
        self.lines(self.page.iter().map(|row| self.arrived_at(*row as usize)))
    }

    /// Searches the titles: how many have the text, then the ids of the first hundred of them in the order of arrival.
    pub fn search(&mut self, text: &str) -> Uint32Array {
        let found = self.titles.search(text);
        let rows = Rows::common(0..found.len(), std::iter::once(&found));
        self.page = rows.iter().take(PAGE_ROWS).filter_map(|row| u32::try_from(row).ok()).collect();
        let mut answer = vec![u32::try_from(rows.count()).unwrap_or(u32::MAX)];
        answer.extend(self.page.iter().map(|place| self.id[*place as usize]));
        Uint32Array::from(answer.as_slice())
    }

    /// The titles that the last search found first, a line each.
    pub fn found_titles(&self) -> String {
        self.lines(self.page.iter().map(|place| *place as usize))
    }

    /// Median and 90th percentile of the durations by month and severity, NaN for none: all medians, then all others.
    pub fn quantiles(&self, from: f64, to: f64, values: &[u8]) -> Float64Array {
        let groups = self.months.len().saturating_sub(1) * SEVERITIES;
        let mut answer = vec![f64::NAN; 2 * groups];
        let sets = self.sets(values);
        let within = self.window_of(from, to);
        for (month, pair) in self.months.windows(2).enumerate() {
            let window = pair[0].max(within.start)..pair[1].min(within.end);
            if window.is_empty() {
                continue;
            }
            let rows = Rows::common(window, sets.iter());
            let severity = |row: usize| self.charts[SEVERITY_SLOT].first(row).unwrap_or(0) as usize;
            let found = quantiles(&rows, &self.durations, SEVERITIES, severity, &[0.5, 0.9]);
            for (group, (_, found)) in found.iter().enumerate() {
                if let [median, ninth] = found.as_slice() {
                    answer[month * SEVERITIES + group] = *median;
                    answer[groups + month * SEVERITIES + group] = *ninth;
                }
            }
        }
        Float64Array::from(answer.as_slice())
    }

    /// Bytes that the incidents take, titles and indexes included.
    pub fn bytes(&self) -> usize {
        let charts: usize = self.charts.iter().map(Column::bytes).sum();
        let shown: usize = self.shown.iter().map(Vec::capacity).sum();
        let times = (self.created.capacity() + self.updated.capacity()) * 8;
        let arrived = self.arrived.as_ref().map_or(0, Vec::capacity) * 4;
        let numbers = (self.id.capacity() + self.durations.capacity()) * 4 + self.assets.capacity() * 2;
        charts + shown + times + arrived + numbers + self.titles.bytes()
    }
}

impl Incidents {
    fn arrived_at(&self, row: usize) -> usize {
        self.arrived.as_ref().map_or(row, |arrived| arrived[row] as usize)
    }

    /// Puts a column into the order of the rows.
    fn in_order<T: Copy>(&self, column: Vec<T>) -> Vec<T> {
        match &self.arrived {
            Some(arrived) => arrived.iter().map(|place| column[*place as usize]).collect(),
            None => column,
        }
    }

    fn rows_at(&self, moments: &[f64]) -> Vec<usize> {
        moments.iter().map(|at| self.created.partition_point(|created| created < at)).collect()
    }

    fn rows_between(&self, from: f64, to: f64) -> std::ops::Range<usize> {
        let place = |at: f64| self.created.partition_point(|created| *created < at);
        place(from)..place(to)
    }

    fn window_of(&self, from: f64, to: f64) -> std::ops::Range<usize> {
        if from.is_nan() { 0..self.created.len() } else { self.rows_between(from, to) }
    }

    fn set_of(&self, slot: usize, values: &[u8]) -> Option<Bits> {
        let column = self.charts.get(slot)?;
        let mut wanted = vec![false; column.values()];
        values.iter().for_each(|value| wanted[usize::from(*value)] = true);
        (!values.is_empty()).then(|| column.any_of(&wanted))
    }

    /// The sets of all slots that `values` filters.
    fn sets(&self, mut values: &[u8]) -> Vec<Bits> {
        let mut sets = Vec::new();
        for slot in 0..DURATION_SLOT {
            let Some((count, rest)) = values.split_first() else { break };
            let (own, rest) = rest.split_at(usize::from(*count));
            sets.extend(self.set_of(slot, own));
            values = rest;
        }
        sets
    }

    fn passing(&self, from: f64, to: f64, values: &[u8]) -> Rows {
        Rows::common(self.window_of(from, to), self.sets(values).iter())
    }

    /// The titles of some places of arrival, a line each.
    fn lines(&self, arrived: impl Iterator<Item = usize>) -> String {
        let mut lines = String::with_capacity(PAGE_ROWS * 64);
        for (index, place) in arrived.enumerate() {
            if index > 0 {
                lines.push('\n');
            }
            lines.push_str(self.titles.texts(place));
        }
        lines
    }
}
