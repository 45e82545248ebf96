//! Emerging threats: techniques that incidents of a period name and that none named in the three months before (service.md 1.12, hunting report).
//!
//! Beside what is new in the data stand the hypotheses that the hunters followed, with what came of each, also where
//! that was nothing (service.md 1.12, emerging threats).

use crate::analytics::calendar::Reader;
use crate::analytics::columns::Columns;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::Filter;
use crate::analytics::linked::Linked;
use crate::analytics::period::Period;
use crate::domain::experts::hunt::HuntOutcome;
use crate::domain::ids::HuntId;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Severity;
use std::collections::BTreeMap;

/// For so many days before the period nobody named what emerges in it: three months.
pub const QUIET_DAYS: i64 = 91;

/// A technique that is new.
#[derive(Clone, Debug, PartialEq)]
pub struct Emerging {
    /// Its id, as the incidents name it.
    pub id: String,
    /// When the first incident that names it was created.
    pub first: Timestamp,
    /// How many incidents of the period name it.
    pub count: usize,
    /// How many of them are notifications of the hunters.
    pub notified: usize,
    /// The highest severity among them.
    pub severity: Severity,
    /// The filter whose incidents are behind it.
    pub filter: Filter,
}

/// A hunt that ended: a hypothesis and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct EndedHunt {
    /// Its id.
    pub id: HuntId,
    /// Its number as people say it.
    pub code: String,
    /// Its name.
    pub title: String,
    /// What would have been so.
    pub hypothesis: String,
    /// What came of it, in Markdown.
    pub summary: String,
    /// How it ended.
    pub outcome: HuntOutcome,
    /// When.
    pub at: Timestamp,
}

/// The hunts that ended in a period, the latest first. No filter of incidents says anything of them.
pub fn hunts(state: &State, period: Period, reader: &Reader) -> Vec<EndedHunt> {
    let window = period.window(reader);
    let ended = state.experts.hunts.iter().filter_map(|hunt| {
        let end = hunt.ended.as_ref().filter(|end| window.contains(end.at))?;
        Some(EndedHunt {
            id: hunt.id.clone(),
            code: hunt.code(),
            title: hunt.plan.title.clone(),
            hypothesis: hunt.plan.hypothesis.clone(),
            summary: end.summary.clone(),
            outcome: end.outcome,
            at: end.at,
        })
    });
    let mut found: Vec<EndedHunt> = ended.collect();
    found.sort_by_key(|hunt| std::cmp::Reverse(hunt.at));
    found
}

/// What emerges in a period among the incidents that a filter lets through, the most severe and most frequent first.
/// `None` where nothing can be said: the period has no beginning, or no incident is known from the time before it.
pub fn emerging(
    state: &State,
    columns: &Columns,
    filter: &Filter,
    period: Period,
    reader: &Reader,
) -> Option<Vec<Emerging>> {
    let (Some(first), _) = period.days(reader.today()) else { return None };
    let mut before = filter.clone();
    before.set_created(Period::Between(Some(first.plus_days(-QUIET_DAYS)), Some(first.plus_days(-1))));
    let before = Linked::new(columns, &before, reader).rows();
    if before.count() == 0 {
        return None;
    }
    let known = columns.count(Dim::Technique, reader.now, &before);
    let mut filter = filter.clone();
    filter.set_created(period);
    let rows = Linked::new(columns, &filter, reader).rows();
    let dictionary = columns.dictionary(Dim::Technique)?;
    let mut found: BTreeMap<u32, Emerging> = BTreeMap::new();
    columns.with_column(Dim::Technique, reader.now, |column| {
        rows.for_each(|row| {
            let incident = u32::try_from(row).ok().and_then(|row| columns.catalogue_row(row));
            let Some(incident) = incident.and_then(|row| state.catalogue.get(row)) else { return };
            column.for_each_of(row, |code| {
                let is_new = known.get(code as usize).is_none_or(|count| *count == 0);
                let Some(Value::Word(id)) = dictionary.value(code).filter(|_| is_new) else { return };
                let one = found.entry(code).or_insert_with(|| Emerging {
                    id: id.to_string(),
                    first: incident.created(),
                    count: 0,
                    notified: 0,
                    severity: incident.severity(),
                    filter: narrowed(&filter, id),
                });
                one.count += 1;
                one.notified += usize::from(incident.is_notification());
                one.first = one.first.min(incident.created());
                if incident.severity().rank() > one.severity.rank() {
                    one.severity = incident.severity();
                }
            });
        });
    });
    let mut found: Vec<Emerging> = found.into_values().collect();
    found.sort_by(|one, other| {
        let key = |it: &Emerging| (std::cmp::Reverse(it.severity.rank()), std::cmp::Reverse(it.count));
        key(one).cmp(&key(other)).then_with(|| one.id.cmp(&other.id))
    });
    Some(found)
}

fn narrowed(filter: &Filter, id: &str) -> Filter {
    let mut filter = filter.clone();
    filter.clear(Dim::Technique);
    filter.with(Dim::Technique, id)
}
