//! Figures of the hunting report: which activities they count, and which of the period they leave out.

use super::{Amount, Behind, Few, Given, Item, Name, Told, count};
use crate::analytics::activities::Activities;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::Filter;
use crate::analytics::linked::Linked;
use crate::analytics::period::Period;
use crate::domain::vocabulary::Classification;
use crate::report::emerging::QUIET_DAYS;
use crate::report::hunting::{Hunting, trending_period};

/// What a figure of the hunting report says.
pub(super) fn of(item: Item, given: &Given<'_>) -> Told {
    let Given { state, columns, filter, period, activities, reader, .. } = *given;
    let hunting = || Hunting::of(state, columns, filter, period, activities, reader);
    match item {
        Item::Notifications => notifications(&hunting(), given),
        Item::Threats | Item::Categories => {
            let counted = Counted::new(given, activities, period, &[Dim::Determination, Dim::Tactic]);
            let mut facts = counted.facts();
            let tactics = columns.rows_of(Dim::Tactic, &Value::Missing, reader.now);
            facts.push(count("withoutTactic", counted.linked.rows().count_with(&tactics)));
            facts.push(count("categories", hunting().threats.len()));
            counted.told(facts)
        }
        Item::Trending => {
            let counted = Counted::new(given, activities, trending_period(reader), &[]);
            let rows = hunting().trending.len();
            (counted.facts(), Few::of(counted.linked.total()), Behind::Here(rows))
        }
        Item::Emerging => emerging(&hunting(), given),
        Item::Hunts => {
            let ended = hunting().hunts.len();
            let all = state.experts.hunts.len();
            (vec![count("hunts", ended), count("huntsElse", all - ended)], None, Behind::Here(ended))
        }
        _ => {
            let counted = Counted::new(given, activities, period, &[]);
            let facts = counted.facts();
            counted.told(facts)
        }
    }
}

/// Activities of a period, and how many incidents of it are none of them: together all of the period.
struct Counted {
    filter: Filter,
    linked: Linked,
    unclassified: usize,
    merged: usize,
    other: usize,
    other_unclassified: usize,
    hidden: usize,
}

impl Counted {
    fn new(given: &Given<'_>, activities: Activities, period: Period, own: &[Dim]) -> Self {
        let Given { columns, reader, .. } = *given;
        let mut asked = given.filter.clone();
        own.iter().for_each(|dim| asked.clear(*dim));
        asked.clear(Dim::Investigated);
        asked.set_created(period);
        let unknown = Value::word(Classification::Unknown.as_str());
        let unknown = columns.rows_of(Dim::Classification, &unknown, reader.now);
        let filter = activities.narrow(&asked);
        let linked = Linked::new(columns, &filter, reader);
        let all = Linked::new(columns, &Activities::All.narrow(&asked), reader);
        let mut everything = Filter::default();
        everything.set_created(period);
        let merged = Linked::new(columns, &everything.clone().with(Dim::Redirected, "yes"), reader).total();
        let everything = Linked::new(columns, &everything, reader).total();
        let unclassified = linked.rows().count_with(&unknown);
        Self {
            unclassified,
            merged,
            other: all.total().saturating_sub(linked.total()),
            other_unclassified: all.rows().count_with(&unknown).saturating_sub(unclassified),
            hidden: everything.saturating_sub(merged + all.total()),
            filter,
            linked,
        }
    }

    fn facts(&self) -> Vec<(Name, Amount)> {
        vec![
            count("countedActivities", self.linked.total()),
            count("unclassified", self.unclassified),
            count("merged", self.merged),
            count("otherActivities", self.other),
            count("otherUnclassified", self.other_unclassified),
            count("hidden", self.hidden),
        ]
    }

    fn told(self, facts: Vec<(Name, Amount)>) -> Told {
        let n = self.linked.total();
        (facts, Few::of(n), Behind::Incidents(self.filter, n))
    }
}

fn notifications(hunting: &Hunting, given: &Given<'_>) -> Told {
    let Given { columns, period, reader, .. } = *given;
    let n = hunting.notifications.len();
    let mut all = Filter::default();
    all.set_created(period);
    let all = all.with(Dim::Notification, "yes");
    let merged = Linked::new(columns, &all.clone().with(Dim::Redirected, "yes"), reader).total();
    let all = Linked::new(columns, &all, reader).total();
    let mut facts = vec![
        count("countedNotifications", n),
        count("open", hunting.stack.open),
        count("merged", merged),
        count("hidden", all.saturating_sub(merged + n)),
    ];
    facts.extend(hunting.before.map(|before| count("before", before)));
    (facts, Few::of(n), Behind::Incidents(hunting.filter.clone(), n))
}

/// Every kind of activity of the period, against those of the time before it.
fn emerging(hunting: &Hunting, given: &Given<'_>) -> Told {
    let counted = Counted::new(given, Activities::All, given.period, &[]);
    let mut facts = counted.facts();
    if let (Some(first), _) = given.period.days(given.reader.today()) {
        let quiet = Period::Between(Some(first.plus_days(-QUIET_DAYS)), Some(first.plus_days(-1)));
        let quiet = Counted::new(given, Activities::All, quiet, &[]);
        facts.push(count("quiet", quiet.linked.total()));
    }
    let rows = hunting.emerging.as_ref().map_or(0, Vec::len);
    (facts, Few::of(counted.linked.total()), Behind::Here(rows))
}
