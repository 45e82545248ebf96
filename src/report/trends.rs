//! Trends: six complete months side by side, by severity, tactic and classification, with the durations of each month.

use super::basis::Basis;
use super::chart::Stack;
use super::duration::Durations;
use super::figure::Measure;
use super::overview::stack_of;
use crate::analytics::calendar::{CivilDay, Reader};
use crate::analytics::columns::Columns;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::engine::rows::Rows;
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::period::Period;
use crate::analytics::standing::Outcome;

/// How many months the trends cover (service.md 1.12, trends).
pub const MONTHS: u16 = 6;

/// The dimensions that the trends show.
const DIMS: [Dim; 3] = [Dim::Severity, Dim::Tactic, Dim::Classification];

/// One month.
#[derive(Clone, Debug, PartialEq)]
pub struct Month {
    /// Its first day.
    pub first: CivilDay,
    /// The period that it is.
    pub period: Period,
    /// The incidents created in it that were investigated, by outcome.
    pub stack: Stack,
    /// How long the resolved ones took.
    pub time_to_resolve: Option<Durations>,
    /// The experts' part of it.
    pub experts: Option<Durations>,
    /// The customer's part of it.
    pub customer: Option<Durations>,
    /// The filter whose incidents are behind the month.
    pub filter: Filter,
}

/// One value over the months.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The value.
    pub value: Value,
    /// Its incidents, month by month.
    pub counts: Vec<usize>,
    /// How the reader's filter marks it.
    pub mark: Mark,
    /// The filter whose incidents of all months are behind the line.
    pub filter: Filter,
}

/// One dimension over the months. It obeys all filters except its own.
#[derive(Clone, Debug, PartialEq)]
pub struct ByMonth {
    /// By what.
    pub dim: Dim,
    /// The values in the order of the dimension; those that no month has are left out.
    pub lines: Vec<Line>,
}

/// The trends.
#[derive(Clone, Debug, PartialEq)]
pub struct Trends {
    /// The months in order, the oldest first.
    pub months: Vec<Month>,
    /// By severity.
    pub by_severity: ByMonth,
    /// By tactic.
    pub by_tactic: ByMonth,
    /// By classification.
    pub by_classification: ByMonth,
    /// The filter of all incidents that are counted.
    pub filter: Filter,
}

impl Trends {
    /// Counts the complete months before this one.
    pub fn of(columns: &Columns, filter: &Filter, reader: &Reader) -> Self {
        let today = reader.today();
        let starts: Vec<CivilDay> =
            (1..=u32::from(MONTHS)).rev().map(|before| today.month_start(before)).collect();
        let bases: Vec<(CivilDay, Period, Basis<'_>)> = starts
            .into_iter()
            .map(|first| {
                let period = period_of(first);
                (first, period, Basis::new(columns, filter, period, reader))
            })
            .collect();
        let months = bases.iter().map(|(first, period, basis)| month(*first, *period, basis)).collect();
        let whole = Basis::new(columns, filter, Period::Months(MONTHS), reader).filter;
        let [by_severity, by_tactic, by_classification] =
            DIMS.map(|dim| by_month(columns, dim, &whole, bases.iter().map(|(_, _, basis)| basis)));
        Self { months, by_severity, by_tactic, by_classification, filter: whole }
    }

    /// The same with values that obey what is chosen among themselves too, as every table must that leaves.
    pub fn narrowed(columns: &Columns, filter: &Filter, reader: &Reader) -> Self {
        let mut trends = Self::of(columns, filter, reader);
        let bases: Vec<Basis<'_>> =
            trends.months.iter().map(|month| Basis::new(columns, filter, month.period, reader)).collect();
        let [by_severity, by_tactic, by_classification] = DIMS.map(|dim| {
            let counts = bases.iter().map(|basis| counts_of(columns, dim, basis, &basis.rows));
            lines(columns, dim, &trends.filter, &counts.collect::<Vec<_>>())
        });
        (trends.by_severity, trends.by_tactic, trends.by_classification) =
            (by_severity, by_tactic, by_classification);
        trends
    }
}

fn month(first: CivilDay, period: Period, basis: &Basis<'_>) -> Month {
    let durations = |measure: Measure| match measure {
        Measure::Duration(durations) => durations,
        Measure::Count(_) | Measure::Share { .. } => None,
    };
    Month {
        first,
        period,
        stack: stack_of(|outcome| basis.count(outcome)),
        time_to_resolve: durations(basis.time_to_resolve()),
        experts: durations(basis.experts_part()),
        customer: durations(basis.customer_part()),
        filter: basis.filter.clone(),
    }
}

fn by_month<'b, 'a: 'b>(
    columns: &Columns,
    dim: Dim,
    whole: &Filter,
    bases: impl Iterator<Item = &'b Basis<'a>>,
) -> ByMonth {
    let months: Vec<Vec<u32>> =
        bases.map(|basis| counts_of(columns, dim, basis, &basis.linked.rows_for(dim))).collect();
    lines(columns, dim, whole, &months)
}

fn counts_of(columns: &Columns, dim: Dim, basis: &Basis<'_>, rows: &Rows) -> Vec<u32> {
    columns.count(dim, basis.linked.reader().now, rows)
}

/// The values that some month has, with their counts.
fn lines(columns: &Columns, dim: Dim, whole: &Filter, months: &[Vec<u32>]) -> ByMonth {
    let values = columns.dictionary(dim).into_iter().flat_map(|dictionary| dictionary.iter());
    let line = |(code, value): (usize, &Value)| {
        let counts: Vec<usize> =
            months.iter().map(|counts| counts.get(code).map_or(0, |count| *count as usize)).collect();
        let mark = whole.mark(dim, value);
        let is_shown =
            *value != Value::Missing && (mark != Mark::Free || counts.iter().any(|count| *count > 0));
        is_shown.then(|| {
            let mut filter = whole.clone();
            filter.clear(dim);
            filter.set(dim, value.clone(), Mark::Asked);
            Line { value: value.clone(), counts, mark, filter }
        })
    };
    ByMonth { dim, lines: values.enumerate().filter_map(line).collect() }
}

/// The period of a month, from its first day to its last.
pub fn period_of(first: CivilDay) -> Period {
    // The 32nd day after the first always lies in the next month.
    Period::Between(Some(first), Some(first.plus_days(31).month_start(0).plus_days(-1)))
}

/// The month that a period is, where it is one of those that the trends show: its first day. "The last 30 days" are a whole
/// month on one day of the year or another, and nobody has chosen that month.
pub fn month_of(period: Period, today: CivilDay) -> Option<CivilDay> {
    if matches!(period, Period::Days(_) | Period::Since(_)) {
        return None;
    }
    let mut months = (1..=u32::from(MONTHS)).map(|before| today.month_start(before));
    months.find(|first| period_of(*first).days(today) == period.days(today))
}

/// The sum of the stacks of some months.
pub fn total(months: &[Month]) -> Stack {
    stack_of(|outcome: Outcome| months.iter().map(|month| month.stack.part(outcome)).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_before_today_are_no_month_that_somebody_chose() {
        let today = CivilDay::parse("2026-12-01").unwrap();
        let november = CivilDay::parse("2026-11-01").unwrap();
        assert_eq!(month_of(Period::Months(1), today), Some(november));
        assert_eq!(month_of(period_of(november), today), Some(november));
        assert_eq!(Period::Days(30).days(today), period_of(november).days(today));
        assert_eq!(month_of(Period::Days(30), today), None);
    }
}
