//! The tables of the last six months.

use super::{Source, stacked, table};
use crate::analytics::calendar::CivilDay;
use crate::report::duration::Durations;
use crate::report::say::Say;
use crate::report::table::{Cell, Table};
use crate::report::tasks::{TaskMonth, Tasks};
use crate::report::trends::{ByMonth, MONTHS, Trends};

/// All of them, by month, by month and value, and each duration.
pub(super) fn tables(source: &Source<'_>) -> Vec<Table> {
    let Source { state, columns, filter, reader, say, .. } = *source;
    let trends = Trends::narrowed(columns, filter, reader);
    let tasks = Tasks::by_month(state, columns, filter, MONTHS, reader);
    let rows = trends.months.iter().zip(&tasks).map(|(month, tasks)| {
        let median =
            |durations: &Option<Durations>| Cell::seconds(durations.map(|durations| durations.median_s));
        let mut cells = stacked(month_cell(month.first), month.stack);
        cells.extend([
            median(&month.time_to_resolve),
            median(&month.experts),
            median(&month.customer),
            Cell::count(tasks.completed),
            median(&tasks.time),
        ]);
        cells
    });
    let heads = [
        "month",
        "directly",
        "withHelp",
        "open",
        "total",
        "medianToResolve",
        "medianExperts",
        "medianCustomer",
        "tasksCompleted",
        "medianTask",
    ];
    let mut tables =
        vec![table(say, "byMonth", &heads, rows.collect()), times_by_month(&trends, &tasks, say)];
    let by_value = [
        ("severityByMonth", &trends.by_severity),
        ("tacticByMonth", &trends.by_tactic),
        ("classificationByMonth", &trends.by_classification),
    ];
    tables.extend(by_value.map(|(key, by_month)| value_by_month(key, by_month, &trends, say)));
    tables
}

/// Each duration of each month, as its chart has them.
fn times_by_month(trends: &Trends, tasks: &[TaskMonth], say: Say<'_>) -> Table {
    let rows = trends.months.iter().zip(tasks).flat_map(|(month, tasks)| {
        let named = [
            ("report.times.all", &month.time_to_resolve),
            ("party.experts", &month.experts),
            ("report.times.you", &month.customer),
            ("times.task", &tasks.time),
        ];
        named.map(|(name, durations)| {
            let part = |of: fn(Durations) -> f64| Cell::seconds(durations.map(of));
            vec![
                month_cell(month.first),
                Cell::text(say.key(name)),
                Cell::count(durations.map_or(0, |it| it.n)),
                part(|it| it.median_s),
                part(|it| it.mean_s),
                part(|it| it.p90_s),
            ]
        })
    });
    table(say, "timesByMonth", &["month", "name", "n", "median", "mean", "p90"], rows.collect())
}

/// One row a month and value: programs want it long, not wide.
fn value_by_month(key: &str, by_month: &ByMonth, trends: &Trends, say: Say<'_>) -> Table {
    let rows = trends.months.iter().enumerate().flat_map(|(at, month)| {
        by_month.lines.iter().map(move |line| {
            vec![
                month_cell(month.first),
                Cell::text(line.value.as_str()),
                Cell::text(say.value(by_month.dim, &line.value)),
                Cell::count(line.counts.get(at).copied().unwrap_or(0)),
            ]
        })
    });
    table(say, key, &["month", "value", "name", "incidents"], rows.collect())
}

fn month_cell(first: CivilDay) -> Cell {
    let (year, month, _) = first.ymd();
    Cell::Day(format!("{year:04}-{month:02}"))
}
