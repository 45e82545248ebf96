//! The hunting report: notifications of the experts' hunters, threats by tactic, and what recurs (the service's
//! documentation, hunting report and Defender Experts Notifications).
//!
//! A notification is an incident whose title begins with "Defender Experts". Activities are incidents of any severity;
//! those that were merged into others are none.

use super::chart::Stack;
use super::emerging::{Emerging, EndedHunt, emerging, hunts};
use crate::analytics::activities::Activities;
use crate::analytics::calendar::Reader;
use crate::analytics::columns::Columns;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::engine::rows::Rows;
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::linked::Linked;
use crate::analytics::period::Period;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{Classification, Severity, Status, Tactic};
use std::collections::BTreeMap;

/// How many recurring activities are listed (service.md 1.12, top trending suspicious activities).
pub const TRENDING_MAX: usize = 20;
/// Over how many months they are counted, this one included.
pub const TRENDING_MONTHS: u32 = 3;

/// One notification.
#[derive(Clone, Debug, PartialEq)]
pub struct Notification {
    /// The id of the incident.
    pub id: Box<str>,
    /// Its title.
    pub title: String,
    /// How severe it is.
    pub severity: Severity,
    /// Where it is.
    pub status: Status,
    /// When it was created.
    pub created: Timestamp,
}

/// One threat category by tactic.
#[derive(Clone, Debug, PartialEq)]
pub struct Threat {
    /// The determination of the incidents.
    pub value: Value,
    /// How many incidents there are.
    pub total: usize,
    /// How many of them are notifications.
    pub notified: usize,
    /// How many of them name no tactic; an incident can name several, so a row need not add up.
    pub without: usize,
    /// How many of them name each tactic, in the order of the tactics.
    pub by_tactic: Vec<ThreatCell>,
    /// The filter whose incidents are behind the row.
    pub filter: Filter,
}

/// One cell of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreatCell {
    /// The tactic.
    pub tactic: Tactic,
    /// Incidents.
    pub count: usize,
    /// How many of them are notifications.
    pub notified: usize,
    /// The filter whose incidents are behind the cell.
    pub filter: Filter,
}

/// An activity that recurs: incidents of one title.
#[derive(Clone, Debug, PartialEq)]
pub struct Recurring {
    /// The title.
    pub title: String,
    /// The highest severity among them.
    pub severity: Severity,
    /// How many.
    pub count: usize,
    /// How many of them are notifications.
    pub notified: usize,
    /// When the latest was created.
    pub latest: Timestamp,
    /// The filter whose incidents are behind it. It searches titles, so it also finds longer ones that hold this one.
    pub filter: Filter,
}

/// The hunting report.
#[derive(Clone, Debug, PartialEq)]
pub struct Hunting {
    /// The period.
    pub period: Period,
    /// The notifications, newest first.
    pub notifications: Vec<Notification>,
    /// How many there were in the period before; `None` where there is no such period.
    pub before: Option<usize>,
    /// The notifications of the period, by outcome.
    pub stack: Stack,
    /// The filter whose incidents are the notifications.
    pub filter: Filter,
    /// Threat categories by tactic, the most frequent first. The table does not obey what is chosen in itself.
    pub threats: Vec<Threat>,
    /// How many activities are counted in the table.
    pub in_threats: usize,
    /// How many activities there are under the whole filter.
    pub activities: usize,
    /// The filter whose incidents they are.
    pub activities_filter: Filter,
    /// How many incidents of the period nobody classified, which "suspicious" leaves out.
    pub unclassified: usize,
    /// What recurs over three months, the most severe and most frequent first.
    pub trending: Vec<Recurring>,
    /// Techniques that are new in the period, whatever the kind of activity; `None` where nothing can be said.
    pub emerging: Option<Vec<Emerging>>,
    /// What the hunters looked for and what came of it, the latest first, found or not.
    pub hunts: Vec<EndedHunt>,
}

impl Hunting {
    /// Counts the incidents of a period that a filter lets through.
    pub fn of(
        state: &State,
        columns: &Columns,
        filter: &Filter,
        period: Period,
        activities: Activities,
        reader: &Reader,
    ) -> Self {
        let mut asked = filter.clone();
        asked.clear(Dim::Investigated);
        asked.set_created(period);
        let notified = Activities::Notified.narrow(&asked);
        let linked = Linked::new(columns, &notified, reader);
        let before = period.before(reader.today()).map(|before| {
            let mut filter = notified.clone();
            filter.set_created(before);
            Linked::new(columns, &filter, reader).total()
        });
        let all = Linked::new(columns, &Activities::All.narrow(&asked), reader);
        let unclassified =
            columns.rows_of(Dim::Classification, &Value::word(Classification::Unknown.as_str()), reader.now);
        let narrowed = activities.narrow(&asked);
        let (threats, in_threats) = threats(columns, &narrowed, reader);
        Self {
            period,
            notifications: notifications(state, columns, &linked.rows()),
            before,
            stack: super::overview::stack_of(|outcome| {
                let set = columns.rows_of(Dim::Outcome, &Value::word(outcome.as_str()), reader.now);
                linked.rows().count_with(&set)
            }),
            filter: notified,
            threats,
            in_threats,
            activities: Linked::new(columns, &narrowed, reader).total(),
            unclassified: all.rows().count_with(&unclassified),
            trending: trending(state, columns, &narrowed, reader),
            hunts: hunts(state, period, reader),
            activities_filter: narrowed,
            emerging: emerging(state, columns, &Activities::All.narrow(&asked), period, reader),
        }
    }
}

fn notifications(state: &State, columns: &Columns, rows: &Rows) -> Vec<Notification> {
    let mut found: Vec<Notification> = rows
        .iter()
        .filter_map(|row| {
            let known = state.catalogue.get(columns.catalogue_row(u32::try_from(row).ok()?)?)?;
            let incident = state.incident(known.id())?;
            Some(Notification {
                id: known.id().into(),
                title: known.title().to_owned(),
                severity: known.severity(),
                status: incident.status(),
                created: known.created(),
            })
        })
        .collect();
    found.reverse();
    found
}

fn threats(columns: &Columns, filter: &Filter, reader: &Reader) -> (Vec<Threat>, usize) {
    // A chart obeys all filters except its own, and this one has two dimensions.
    let mut filter = filter.clone();
    filter.clear(Dim::Determination);
    filter.clear(Dim::Tactic);
    let linked = Linked::new(columns, &filter, reader);
    let rows = linked.rows();
    let notified = columns.rows_of(Dim::Notification, &Value::word("yes"), reader.now);
    let counts = columns.count(Dim::Determination, reader.now, &rows);
    let values = columns.dictionary(Dim::Determination).into_iter().flat_map(|dictionary| dictionary.iter());
    let tactics = columns.dictionary(Dim::Tactic);
    let without = tactics.and_then(|tactics| tactics.find(&Value::Missing));
    let mut found: Vec<Threat> = values
        .zip(&counts)
        .filter(|(_, count)| **count > 0)
        .map(|(value, count)| {
            let own = rows.with(&columns.rows_of(Dim::Determination, value, reader.now));
            let by_tactic = columns.count(Dim::Tactic, reader.now, &own);
            let by_notified = columns.count(Dim::Tactic, reader.now, &own.with(&notified));
            let mut narrowed = filter.clone();
            narrowed.set(Dim::Determination, value.clone(), Mark::Asked);
            let cell = |tactic: Tactic| {
                let code = tactics.and_then(|tactics| tactics.find(&Value::word(tactic.as_str())));
                let of = |counts: &[u32]| {
                    code.and_then(|code| counts.get(code as usize)).map_or(0, |count| *count as usize)
                };
                let filter = narrowed.clone().with(Dim::Tactic, tactic.as_str());
                ThreatCell { tactic, count: of(&by_tactic), notified: of(&by_notified), filter }
            };
            Threat {
                value: value.clone(),
                total: *count as usize,
                notified: own.count_with(&notified),
                without: without
                    .and_then(|code| by_tactic.get(code as usize))
                    .map_or(0, |count| *count as usize),
                by_tactic: Tactic::ALL.into_iter().map(cell).collect(),
                filter: narrowed.clone(),
            }
        })
        .collect();
    found.sort_by(|one, other| other.total.cmp(&one.total).then_with(|| one.value.cmp(&other.value)));
    (found, rows.count())
}

/// The months over which recurring activities are counted.
pub(super) fn trending_period(reader: &Reader) -> Period {
    Period::Between(Some(reader.today().month_start(TRENDING_MONTHS - 1)), None)
}

fn titled(filter: &Filter, title: &str) -> Filter {
    let mut filter = filter.clone();
    filter.set_text(title, Mark::Asked);
    filter
}

/// Incidents of one title over three months, whatever the period of the report.
fn trending(state: &State, columns: &Columns, filter: &Filter, reader: &Reader) -> Vec<Recurring> {
    let mut filter = filter.clone();
    filter.set_created(trending_period(reader));
    let linked = Linked::new(columns, &filter, reader);
    let mut groups: BTreeMap<&str, Recurring> = BTreeMap::new();
    linked.rows().for_each(|row| {
        let row = u32::try_from(row).ok().and_then(|row| columns.catalogue_row(row));
        let Some(known) = row.and_then(|row| state.catalogue.get(row)) else { return };
        let group = groups.entry(known.title()).or_insert_with(|| Recurring {
            title: known.title().to_owned(),
            severity: known.severity(),
            count: 0,
            notified: 0,
            latest: known.created(),
            filter: titled(&filter, known.title()),
        });
        group.count += 1;
        group.notified += usize::from(known.is_notification());
        group.latest = group.latest.max(known.created());
        if known.severity().rank() > group.severity.rank() {
            group.severity = known.severity();
        }
    });
    let mut found: Vec<Recurring> = groups.into_values().filter(|group| group.count > 1).collect();
    found.sort_by(|one, other| {
        let key = |it: &Recurring| (std::cmp::Reverse(it.severity.rank()), std::cmp::Reverse(it.count));
        key(one).cmp(&key(other)).then_with(|| one.title.cmp(&other.title))
    });
    found.truncate(TRENDING_MAX);
    found
}
