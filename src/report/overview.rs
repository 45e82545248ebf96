//! The overview: four figures, three charts by value, one over time, and how long it took.

use super::basis::{Basis, narrow, narrow_to};
use super::chart::{Bar, Bars, DayBar, Stack};
use super::figure::{self, Definition, Figure, LeftOut, Measure};
use crate::analytics::calendar::{CivilDay, Reader};
use crate::analytics::columns::Columns;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::engine::rows::Rows;
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::period::{Period, Window};
use crate::analytics::standing::Outcome;
use std::ops::RangeInclusive;

/// How many days a chart over time can have; longer periods show their last days.
pub const DAYS_MAX: i64 = 3_660;

/// The overview of a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// The period that it covers.
    pub period: Period,
    /// The period just before, which is compared; `None` for a period with an open end.
    pub before: Option<Period>,
    /// The filter of the incidents that it counts.
    pub filter: Filter,
    /// Investigated.
    pub investigated: Figure,
    /// Resolved, as a count.
    pub resolved: Figure,
    /// Resolved, as a share of the investigated.
    pub resolved_share: Figure,
    /// Resolved directly.
    pub resolved_directly: Figure,
    /// Resolved with your help.
    pub resolved_with_help: Figure,
    /// With a signal of another vendor.
    pub third_party: Figure,
    /// Time to resolve.
    pub time_to_resolve: Figure,
    /// The experts' part of it.
    pub time_to_resolve_experts: Figure,
    /// The customer's part of it.
    pub time_to_resolve_customer: Figure,
    /// By severity.
    pub by_severity: Bars,
    /// By source; an incident can have several.
    pub by_source: Bars,
    /// By category of alerts that is no tactic, such as Malware; an incident can have several.
    pub by_category: Bars,
    /// By tactic, in the order of the matrix; an incident can have several.
    pub by_tactic: Bars,
    /// By day of creation, each day of the period.
    pub by_day: Vec<DayBar>,
    /// Incidents by day of the period before, for the comparison; empty where there is none.
    pub before_by_day: Vec<usize>,
}

impl Overview {
    /// Counts everything. `filter` is the reader's: it hides incidents and narrows every figure and chart, except that
    /// a chart does not obey what is chosen in itself.
    pub fn of(columns: &Columns, filter: &Filter, period: Period, reader: &Reader) -> Self {
        let now = Basis::new(columns, filter, period, reader);
        let before = period.before(reader.today());
        let earlier = before.map(|before| Basis::new(columns, filter, before, reader));
        let build = Build { left_out: now.left_out(period, reader), now: &now, earlier: earlier.as_ref() };
        let all = &Outcome::ALL[..];
        let resolved = &[Outcome::ResolvedDirectly, Outcome::ResolvedWithHelp][..];
        let (directly, with_help) = (&[Outcome::ResolvedDirectly][..], &[Outcome::ResolvedWithHelp][..]);
        Self {
            period,
            before,
            filter: now.filter.clone(),
            investigated: build
                .figure(&figure::INVESTIGATED, all, |basis| Measure::Count(basis.rows.count())),
            resolved: build
                .figure(&figure::RESOLVED, resolved, |basis| Measure::Count(basis.resolved_count())),
            resolved_share: build.figure(&figure::RESOLVED_SHARE, resolved, |basis| Measure::Share {
                part: basis.resolved_count(),
                whole: basis.rows.count(),
            }),
            resolved_directly: build.figure(&figure::RESOLVED_DIRECTLY, directly, |basis| {
                Measure::Count(basis.count(Outcome::ResolvedDirectly))
            }),
            resolved_with_help: build.figure(&figure::RESOLVED_WITH_HELP, with_help, |basis| {
                Measure::Count(basis.count(Outcome::ResolvedWithHelp))
            }),
            third_party: build.third_party(columns),
            time_to_resolve: build
                .figure(&figure::TIME_TO_RESOLVE, resolved, |basis| basis.time_to_resolve()),
            time_to_resolve_experts: build
                .figure(&figure::TIME_TO_RESOLVE_EXPERTS, resolved, |basis| basis.experts_part()),
            time_to_resolve_customer: build
                .figure(&figure::TIME_TO_RESOLVE_CUSTOMER, with_help, |basis| basis.customer_part()),
            by_severity: bars(&now, Dim::Severity),
            by_source: bars(&now, Dim::Source),
            by_category: bars(&now, Dim::Category),
            by_tactic: bars(&now, Dim::Tactic),
            by_day: by_day(
                &now,
                period.axis(reader, columns.numbers().days(&reader.zone)),
                &now.linked.rows_at_any_time(),
            ),
            before_by_day: earlier.as_ref().zip(before).map_or_else(Vec::new, |(earlier, before)| {
                let days = by_day(earlier, before.axis(reader, None), &earlier.rows);
                days.into_iter().map(|day| day.stack.total()).collect()
            }),
        }
    }

    /// The same with charts that obey what is chosen in themselves too, as every table must that leaves without them.
    pub fn narrowed(columns: &Columns, filter: &Filter, period: Period, reader: &Reader) -> Self {
        let basis = Basis::new(columns, filter, period, reader);
        let bars = |dim| bars_of(&basis, dim, &basis.rows);
        Self {
            by_severity: bars(Dim::Severity),
            by_source: bars(Dim::Source),
            by_category: bars(Dim::Category),
            by_tactic: bars(Dim::Tactic),
            ..Self::of(columns, filter, period, reader)
        }
    }

    /// The figures in the order of the page.
    pub fn figures(&self) -> [&Figure; 9] {
        [
            &self.investigated,
            &self.resolved,
            &self.resolved_share,
            &self.resolved_directly,
            &self.resolved_with_help,
            &self.third_party,
            &self.time_to_resolve,
            &self.time_to_resolve_experts,
            &self.time_to_resolve_customer,
        ]
    }
}

/// Incidents by day of creation over any days, under all filters except the period: what the brush is drawn on.
pub fn timeline(
    columns: &Columns,
    filter: &Filter,
    days: RangeInclusive<CivilDay>,
    reader: &Reader,
) -> Vec<DayBar> {
    let basis = Basis::new(columns, filter, Period::All, reader);
    let rows = basis.linked.rows_at_any_time();
    by_day(&basis, days, &rows)
}

struct Build<'a> {
    now: &'a Basis<'a>,
    earlier: Option<&'a Basis<'a>>,
    left_out: Vec<LeftOut>,
}

impl Build<'_> {
    fn third_party(&self, columns: &Columns) -> Figure {
        let yes = [Value::word("yes")];
        let rows = |basis: &Basis<'_>| {
            let set = columns.rows_of(Dim::ThirdParty, &Value::word("yes"), basis.linked.reader().now);
            basis.rows.with(&set)
        };
        let behind = rows(self.now);
        Figure {
            definition: &figure::THIRD_PARTY,
            measure: Measure::Count(behind.count()),
            before: self.earlier.map(|earlier| Measure::Count(rows(earlier).count())),
            filter: narrow_to(&self.now.filter, Dim::ThirdParty, &yes),
            behind: behind.count(),
            unclassified: self.now.unclassified(&behind),
            left_out: self.left_out.clone(),
        }
    }

    fn figure(
        &self,
        definition: &'static Definition,
        outcomes: &[Outcome],
        measure: fn(&Basis<'_>) -> Measure,
    ) -> Figure {
        let mut behind = self.now.rows.clone();
        for outcome in Outcome::ALL.into_iter().filter(|outcome| !outcomes.contains(outcome)) {
            behind.take_away(self.now.outcome(outcome));
        }
        Figure {
            definition,
            measure: measure(self.now),
            before: self.earlier.map(measure),
            filter: narrow(&self.now.filter, outcomes),
            behind: behind.count(),
            unclassified: self.now.unclassified(&behind),
            left_out: self.left_out.clone(),
        }
    }
}

/// A stack by its parts.
pub(super) fn stack_of(mut count: impl FnMut(Outcome) -> usize) -> Stack {
    let mut stack = Stack::default();
    for outcome in Outcome::ALL {
        *stack.part_mut(outcome) = count(outcome);
    }
    stack
}

/// A chart of a dimension in the stack of outcomes.
fn bars(basis: &Basis<'_>, dim: Dim) -> Bars {
    bars_of(basis, dim, &basis.linked.rows_for(dim))
}

fn bars_of(basis: &Basis<'_>, dim: Dim, rows: &Rows) -> Bars {
    let reader = basis.linked.reader();
    let counts =
        Outcome::ALL.map(|outcome| basis.columns.count(dim, reader.now, &basis.of_outcome(rows, outcome)));
    let values = basis.columns.dictionary(dim).into_iter().flat_map(|dictionary| dictionary.iter());
    let mut without = 0;
    let mut bars = Vec::new();
    for (code, value) in values.enumerate() {
        let mut stack = Stack::default();
        for (outcome, counts) in Outcome::ALL.into_iter().zip(&counts) {
            *stack.part_mut(outcome) = counts.get(code).map_or(0, |count| *count as usize);
        }
        if *value == Value::Missing {
            without = stack.total();
            continue;
        }
        let mark = basis.filter.mark(dim, value);
        let mut filter = basis.filter.clone();
        filter.clear(dim);
        filter.set(dim, value.clone(), Mark::Asked);
        bars.push(Bar { value: value.clone(), stack, mark, filter });
    }
    Bars { dim, bars, without, incidents: rows.count() }
}

/// A chart over days: rows are in order of time, so a day is a run of rows.
fn by_day(basis: &Basis<'_>, days: RangeInclusive<CivilDay>, rows: &Rows) -> Vec<DayBar> {
    let zone = &basis.linked.reader().zone;
    let (first, last) = (*days.start(), *days.end());
    let first = first.max(last.plus_days(1 - DAYS_MAX));
    let outcomes = Outcome::ALL.map(|outcome| (outcome, basis.of_outcome(rows, outcome)));
    let count = last.days_since(first) + 1;
    (0..count)
        .map(|number| {
            let day = first.plus_days(number);
            let window = Window { from: Some(zone.start_of(day)), to: Some(zone.start_of(day.plus_days(1))) };
            let within = basis.columns.rows_within(window);
            let mut stack = Stack::default();
            for (outcome, rows) in &outcomes {
                *stack.part_mut(*outcome) = rows.count_within(within.clone());
            }
            DayBar { day, stack }
        })
        .collect()
}
