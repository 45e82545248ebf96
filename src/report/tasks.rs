//! What the customer was asked to do: the actions of published responses that were theirs, and how long they took
//! (service.md 1.12, incidents that required your action; managed response task completion).

use super::basis::Basis;
use super::duration::Durations;
use crate::analytics::calendar::{CivilDay, Reader};
use crate::analytics::clock::asked_since;
use crate::analytics::columns::Columns;
use crate::analytics::dimension::Dim;
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::domain::people::Party;
use crate::domain::response::Action;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Severity;
use crate::domain::who_acts::Rule;
use std::collections::BTreeMap;

pub use crate::analytics::task_state::TaskState;

/// Milliseconds in a second.
const SECOND_MS: i64 = 1_000;

/// How many tasks are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskCounts([usize; 4]);

impl TaskCounts {
    /// One of them.
    pub fn of(&self, state: TaskState) -> usize {
        TaskState::ALL.iter().zip(self.0).find(|(known, _)| **known == state).map_or(0, |(_, count)| count)
    }

    /// All of them.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }

    fn add(&mut self, state: TaskState) {
        for (known, count) in TaskState::ALL.iter().zip(&mut self.0) {
            *count += usize::from(*known == state);
        }
    }
}

/// One incident that required an action of the customer.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedIncident {
    /// The id of the incident.
    pub id: Box<str>,
    /// Its title.
    pub title: String,
    /// How severe it is.
    pub severity: Severity,
    /// When its response was published.
    pub asked: Timestamp,
    /// Its tasks.
    pub tasks: Vec<Task>,
    /// They in numbers.
    pub counts: TaskCounts,
}

/// One task.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// What was to be done.
    pub title: String,
    /// Where it is.
    pub state: TaskState,
    /// When it was settled, for completed and skipped ones.
    pub settled: Option<Timestamp>,
    /// Seconds from the published response until it was completed.
    pub took_s: Option<f32>,
    /// The rule of who acts that made it the customer's; `None` where none of them did, as for an imported task.
    pub because: Option<Rule>,
}

/// The tasks of one month.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskMonth {
    /// The first day of the month in which they were completed.
    pub first: CivilDay,
    /// How many were completed.
    pub completed: usize,
    /// How long they took.
    pub time: Option<Durations>,
}

/// Everything that was asked of the customer in a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Tasks {
    /// The incidents: pending ones first, then by the moment of asking, the latest first.
    pub incidents: Vec<AskedIncident>,
    /// All tasks by state.
    pub counts: TaskCounts,
    /// By severity, highest first; severities without a task are left out. It does not obey what is chosen in itself.
    pub by_severity: Vec<(Severity, TaskCounts)>,
    /// By the rule that made them the customer's, in the order of the rules; those without one come last.
    pub by_rule: Vec<(Option<Rule>, TaskCounts)>,
    /// How long completed tasks took.
    pub time_to_complete: Option<Durations>,
    /// Their number in the period before; `None` where there is no such period.
    pub before: Option<TaskCounts>,
    /// How long they took in the period before.
    pub time_before: Option<Durations>,
}

impl Tasks {
    /// Collects the tasks of the investigated incidents of a period that a filter lets through.
    pub fn of(state: &State, columns: &Columns, filter: &Filter, period: Period, reader: &Reader) -> Self {
        Self::among(&asked(state, columns), columns, filter, period, reader)
    }

    /// The same of everything that was ever asked, with the rows of its incidents: see [`asked`].
    pub fn among(
        everything: &[(u32, AskedIncident)],
        columns: &Columns,
        filter: &Filter,
        period: Period,
        reader: &Reader,
    ) -> Self {
        let incidents = within(everything, &Basis::new(columns, filter, period, reader));
        let before = period.before(reader.today());
        let earlier = before.map(|before| within(everything, &Basis::new(columns, filter, before, reader)));
        let mut counts = TaskCounts::default();
        tasks_of(&incidents).for_each(|task| counts.add(task.state));
        let mut of_any_severity = filter.clone();
        of_any_severity.clear(Dim::Severity);
        let of_any_severity = within(everything, &Basis::new(columns, &of_any_severity, period, reader));
        Self {
            counts,
            by_rule: by_rule(&incidents),
            by_severity: by_severity(&of_any_severity),
            time_to_complete: time_of(tasks_of(&incidents)),
            time_before: earlier.as_ref().and_then(|earlier| time_of(tasks_of(earlier))),
            before: earlier.map(|earlier| {
                let mut counts = TaskCounts::default();
                tasks_of(&earlier).for_each(|task| counts.add(task.state));
                counts
            }),
            incidents,
        }
    }

    /// The tasks completed in each of the last complete months, whenever their incidents were created.
    pub fn by_month(
        state: &State,
        columns: &Columns,
        filter: &Filter,
        months: u16,
        reader: &Reader,
    ) -> Vec<TaskMonth> {
        let today = reader.today();
        let incidents = within(&asked(state, columns), &Basis::new(columns, filter, Period::All, reader));
        let month = |before: u32| {
            let first = today.month_start(before);
            let done = completed(&incidents, first, today.month_start(before - 1), reader);
            TaskMonth { first, completed: tasks_of(&done).count(), time: time_of(tasks_of(&done)) }
        };
        (1..=u32::from(months)).rev().map(month).collect()
    }

    /// The tasks completed from one day until before another, with their incidents, whenever those were created.
    pub fn completed_in(
        state: &State,
        columns: &Columns,
        filter: &Filter,
        (first, end): (CivilDay, CivilDay),
        reader: &Reader,
    ) -> Vec<AskedIncident> {
        let incidents = within(&asked(state, columns), &Basis::new(columns, filter, Period::All, reader));
        completed(&incidents, first, end, reader)
    }
}

/// Of some incidents the tasks that were completed from one day until before another.
fn completed(
    incidents: &[AskedIncident],
    first: CivilDay,
    end: CivilDay,
    reader: &Reader,
) -> Vec<AskedIncident> {
    let is_within = |task: &&Task| {
        let at = task.settled.filter(|_| task.state == TaskState::Completed);
        at.is_some_and(|at| (first..end).contains(&reader.zone.day_of(at)))
    };
    let narrowed = incidents.iter().map(|incident| {
        let tasks: Vec<Task> = incident.tasks.iter().filter(is_within).cloned().collect();
        AskedIncident::of(
            incident.id.clone(),
            incident.title.clone(),
            incident.severity.clone(),
            incident.asked,
            tasks,
        )
    });
    narrowed.filter(|incident| !incident.tasks.is_empty()).collect()
}

/// How long the completed tasks of some incidents took.
pub(super) fn times(incidents: &[AskedIncident]) -> Option<Durations> {
    time_of(tasks_of(incidents))
}

fn tasks_of(incidents: &[AskedIncident]) -> impl Iterator<Item = &Task> {
    incidents.iter().flat_map(|incident| &incident.tasks)
}

fn time_of<'a>(tasks: impl Iterator<Item = &'a Task>) -> Option<Durations> {
    Durations::of_seconds(&tasks.filter_map(|task| task.took_s).collect::<Vec<f32>>(), 0)
}

fn by_severity(incidents: &[AskedIncident]) -> Vec<(Severity, TaskCounts)> {
    let mut groups: BTreeMap<(u8, Severity), TaskCounts> = BTreeMap::new();
    for incident in incidents {
        let key = (u8::MAX - incident.severity.rank(), incident.severity.clone());
        let group = groups.entry(key).or_default();
        incident.tasks.iter().for_each(|task| group.add(task.state));
    }
    groups.into_iter().map(|((_, severity), counts)| (severity, counts)).collect()
}

fn by_rule(incidents: &[AskedIncident]) -> Vec<(Option<Rule>, TaskCounts)> {
    let rules = Rule::ALL.into_iter().map(Some).chain([None]);
    let counted = rules.map(|rule| {
        let mut counts = TaskCounts::default();
        tasks_of(incidents).filter(|task| task.because == rule).for_each(|task| counts.add(task.state));
        (rule, counts)
    });
    counted.filter(|(_, counts)| counts.total() > 0).collect()
}

/// The incidents of a basis with tasks.
fn within(everything: &[(u32, AskedIncident)], basis: &Basis<'_>) -> Vec<AskedIncident> {
    let rows = everything.iter().filter(|(row, _)| basis.rows.contains(*row as usize));
    rows.map(|(_, incident)| incident.clone()).collect()
}

/// Every incident of which something was asked of the customer, with its row of the columns, in the order of
/// [`Tasks::incidents`].
pub fn asked(state: &State, columns: &Columns) -> Vec<(u32, AskedIncident)> {
    let mut found: Vec<(u32, AskedIncident)> = state
        .work
        .iter()
        .filter_map(|(id, work)| {
            let row = columns.row(state.catalogue.row(id)?)?;
            let incident = state.incident(id)?;
            let asked = asked_since(incident)?;
            let customers = work.response.actions.iter().filter(|action| is_task(action));
            let tasks: Vec<Task> = customers.map(|action| task(action, asked)).collect();
            if tasks.is_empty() {
                return None;
            }
            let incident = AskedIncident::of(
                id.clone(),
                incident.known.title().to_owned(),
                incident.severity(),
                asked,
                tasks,
            );
            Some((row, incident))
        })
        .collect();
    // The order of a hash map must not show: the id decides last.
    found.sort_by(|(_, one), (_, other)| {
        let key = |it: &AskedIncident| (it.counts.of(TaskState::Pending) == 0, std::cmp::Reverse(it.asked));
        key(one).cmp(&key(other)).then_with(|| one.id.cmp(&other.id))
    });
    found
}

impl AskedIncident {
    /// An incident with its tasks, counted.
    pub fn of(id: Box<str>, title: String, severity: Severity, asked: Timestamp, tasks: Vec<Task>) -> Self {
        let mut counts = TaskCounts::default();
        tasks.iter().for_each(|task| counts.add(task.state));
        Self { id, title, severity, asked, tasks, counts }
    }
}

/// Whether an action is a task of the customer that they have seen.
pub(super) fn is_task(action: &Action) -> bool {
    action.published && action.party == Party::Customer
}

fn task(action: &Action, published: Timestamp) -> Task {
    let (state, settled) = TaskState::of(action);
    let because = Rule::that_decided(&action.why);
    Task { because, ..Task::of(action.plan.title.clone(), state, settled, published) }
}

impl Task {
    /// A task of a response that was published at a moment.
    pub fn of(title: String, state: TaskState, settled: Option<Timestamp>, published: Timestamp) -> Self {
        let took_s = settled.filter(|_| state == TaskState::Completed).map(|at| {
            // A response that is published again after the work was done gives no negative duration.
            (at.millis_since(published).max(0) / SECOND_MS) as f32
        });
        Self { title, state, settled, took_s, because: None }
    }
}
