//! What required the customer's action as tables: every action, their numbers by severity and by rule, and how long they
//! took.

use super::table;
use crate::domain::who_acts::Rule;
use crate::report::duration::Durations;
use crate::report::say::Say;
use crate::report::table::{Cell, Table};
use crate::report::tasks::{TaskCounts, TaskState, Tasks};

/// The tables, the single actions first.
pub(super) fn tables(tasks: &Tasks, say: Say<'_>) -> [Table; 4] {
    [actions(tasks, say), by_severity(tasks, say), by_rule(tasks, say), times(tasks, say)]
}

fn actions(tasks: &Tasks, say: Say<'_>) -> Table {
    let columns = ["incident", "title", "severity", "asked", "action", "because", "state", "settled", "took"];
    let rows = tasks.incidents.iter().flat_map(|incident| {
        incident.tasks.iter().map(|task| {
            vec![
                Cell::text(&*incident.id),
                Cell::text(&incident.title),
                Cell::text(incident.severity.as_str()),
                Cell::Moment(incident.asked),
                Cell::text(&task.title),
                Cell::text(say.word("report.because", task.because.map_or("none", Rule::as_str))),
                Cell::text(say.word("task", task.state.as_str())),
                task.settled.map_or(Cell::None, Cell::Moment),
                Cell::seconds(task.took_s.map(f64::from)),
            ]
        })
    });
    table(say, "requiredAction", &columns, rows.collect())
}

/// The columns after the first ones: a count for each state, and all of them.
const COUNTS: [&str; 5] = ["completed", "pending", "skipped", "failed", "actions"];

fn counts(first: Vec<Cell>, counts: &TaskCounts) -> Vec<Cell> {
    let states = [TaskState::Completed, TaskState::Pending, TaskState::Skipped, TaskState::Failed];
    let counted = states.map(|state| counts.of(state)).into_iter().chain([counts.total()]);
    first.into_iter().chain(counted.map(Cell::count)).collect()
}

fn by_severity(tasks: &Tasks, say: Say<'_>) -> Table {
    let rows = tasks.by_severity.iter();
    let rows = rows.map(|(severity, it)| counts(vec![Cell::text(severity.as_str())], it)).collect();
    table(say, "actionsBySeverity", &[&["severity"], &COUNTS[..]].concat(), rows)
}

fn by_rule(tasks: &Tasks, say: Say<'_>) -> Table {
    let row = |(rule, it): &(Option<Rule>, TaskCounts)| {
        let word = rule.map_or("none", Rule::as_str);
        counts(vec![Cell::text(say.word("report.because", word))], it)
    };
    let rows = tasks.by_rule.iter().map(row).collect();
    table(say, "actionsByRule", &[&["because"], &COUNTS[..]].concat(), rows)
}

fn times(tasks: &Tasks, say: Say<'_>) -> Table {
    let row = |key: &str, it: Option<Durations>| {
        let part = |of: fn(Durations) -> f64| Cell::seconds(it.map(of));
        vec![
            Cell::Text(say.key(&format!("report.against.{key}"))),
            Cell::count(it.map_or(0, |it| it.n)),
            part(|it| it.median_s),
            part(|it| it.mean_s),
            part(|it| it.p90_s),
        ]
    };
    let rows = vec![row("now", tasks.time_to_complete), row("before", tasks.time_before)];
    table(say, "actionTimes", &["period", "n", "median", "mean", "p90"], rows)
}
