//! The register of actions needed as the page shows it: each action with its words.

use crate::analytics::concerns::{Concerns, concerns};
use crate::domain::estate::score::Control;
use crate::domain::readiness::{ActionRecord, ActionStatus, Area, Level};
use crate::domain::register::{Aside, Basis, Needed, RankReason, ScoreOutlook, outlook, register};
use crate::platform::intl;
use crate::report::needed::NeededRow;
use crate::t;
use crate::ui::naming;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// An action as the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui::pages) struct Row {
    pub(in crate::ui::pages) key: String,
    pub(in crate::ui::pages) title: String,
    pub(in crate::ui::pages) required: bool,
    pub(in crate::ui::pages) derived: bool,
    /// Whether it is planned work of the what-if, which is changed there.
    pub(in crate::ui::pages) is_plan: bool,
    pub(in crate::ui::pages) area: Area,
    pub(in crate::ui::pages) points: Option<f64>,
    pub(in crate::ui::pages) earned: Option<f64>,
    pub(in crate::ui::pages) effort: Option<Level>,
    pub(in crate::ui::pages) user_impact: Option<Level>,
    pub(in crate::ui::pages) status: ActionStatus,
    /// Why it has its state.
    pub(in crate::ui::pages) basis: String,
    /// Whether the risk was accepted until a day that is over.
    pub(in crate::ui::pages) is_expired: bool,
    pub(in crate::ui::pages) record: ActionRecord,
    /// Why it is set aside, and whether a person did it.
    pub(in crate::ui::pages) aside: Option<(String, bool)>,
    pub(in crate::ui::pages) rank: usize,
    /// Why it has its rank.
    pub(in crate::ui::pages) reason: String,
    /// The rank and note that a person gave it.
    pub(in crate::ui::pages) placed: Option<(u32, String)>,
    /// What it is about, how it is done, what it changes: a heading and its text.
    pub(in crate::ui::pages) about: Vec<(String, String)>,
    /// Where it is set.
    pub(in crate::ui::pages) url: Option<String>,
}

/// The register and the three scores.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::ui::pages) struct Sheet {
    /// What applies, by rank.
    pub(in crate::ui::pages) rows: Vec<Row>,
    /// What is set aside.
    pub(in crate::ui::pages) aside: Vec<Row>,
    pub(in crate::ui::pages) scores: Option<ScoreOutlook>,
}

impl Sheet {
    /// The row of an action.
    pub(in crate::ui::pages) fn find(&self, key: &str) -> Option<&Row> {
        self.rows.iter().chain(&self.aside).find(|row| row.key == key)
    }
}

/// The register, and again when the state or the moment changes.
pub(in crate::ui::pages) fn sheet(portal: Portal) -> Memo<Sheet> {
    // Counting incidents does not depend on the minute.
    let counted = Memo::new(move |_| {
        let now = untrack(|| portal.now());
        portal.read(|state| concerns(state, now))
    });
    Memo::new(move |_| {
        let now = portal.now();
        counted.with(|counted| {
            portal.read(|state| {
                let all = register(state, now, &|entry| Concerns::of(counted, entry));
                let scores = outlook(state, &all);
                let rows = all.iter().map(row);
                let (rows, aside) = rows.partition(|row| row.aside.is_none());
                Sheet { rows, aside, scores }
            })
        })
    })
}

fn row(it: &Needed<'_>) -> Row {
    let title = match (it.own, it.plan, it.control) {
        (Some(own), ..) => naming::recommendation(own.key),
        (None, Some(plan), _) => super::what_if::work_name(&plan.work, plan.assets),
        (None, None, Some(control)) => control.title.clone(),
        (None, None, None) => it.key.to_owned(),
    };
    let planned = it.plan.map(|plan| ActionRecord {
        owner: plan.owner.clone(),
        due: Some(plan.due),
        reason: plan.note.clone(),
        ..ActionRecord::default()
    });
    let placed = match it.reason {
        RankReason::Placed(place) => Some((place.rank, place.note.clone())),
        _ => None,
    };
    Row {
        key: it.key.to_owned(),
        title,
        required: it.required,
        derived: it.own.is_some_and(|own| own.derived),
        is_plan: it.plan.is_some(),
        area: it.area,
        points: it.points,
        earned: it.earned,
        effort: it.effort,
        user_impact: it.user_impact,
        status: it.status,
        basis: basis(it.basis, it.status),
        is_expired: matches!(it.basis, Basis::Expired(_)),
        record: planned.or_else(|| it.record.cloned()).unwrap_or_default(),
        aside: it.aside.as_ref().map(aside),
        rank: it.rank,
        reason: reason(it),
        placed,
        about: about(it),
        url: it.control.and_then(|control| control.url.clone()),
    }
}

fn basis(basis: Basis, status: ActionStatus) -> String {
    match basis {
        Basis::Settings => t!("service.basis.settings"),
        Basis::Measured(at) if status == ActionStatus::Completed => {
            t!("service.basis.measured", day = intl::day(at))
        }
        Basis::Measured(at) => t!("service.basis.not-measured", day = intl::day(at)),
        Basis::Said(at) => t!("service.basis.said", day = intl::day(at)),
        Basis::Unconfirmed(at) => t!("service.basis.unconfirmed", day = intl::day(at)),
        Basis::Portal => t!("service.basis.portal"),
        Basis::Expired(at) => t!("service.basis.expired", day = intl::day(at)),
        Basis::Regressed => t!("service.basis.regressed"),
        Basis::Planned(0) => t!("service.basis.plan-done"),
        Basis::Planned(n) => t!("service.basis.planned", n = n),
        Basis::Nothing => t!("service.basis.nothing"),
    }
}

fn aside(aside: &Aside<'_>) -> (String, bool) {
    match aside {
        Aside::By(by) => (t!("service.aside.by", who = &by.by, reason = &by.reason), true),
        Aside::Deprecated => (t!("service.aside.deprecated"), false),
        Aside::NotScored => (t!("service.aside.not-scored"), false),
        Aside::NotLicensed(product) => {
            (t!("service.aside.not-licensed", product = naming::workload(*product)), false)
        }
    }
}

fn reason(it: &Needed<'_>) -> String {
    match it.reason {
        RankReason::Blocks => t!("service.rank.blocks"),
        RankReason::Regressed => t!("service.rank.regressed"),
        RankReason::Planned(due) => t!("service.rank.planned", day = intl::day(intl::last_of(due))),
        RankReason::Placed(place) => t!("service.rank.placed", who = &place.by, note = &place.note),
        RankReason::Incidents(n) => t!("service.rank.incidents", n = n),
        RankReason::Settled => t!("service.rank.settled"),
        RankReason::Worth => match (it.points.map(|_| it.points_left()), it.effort) {
            (Some(points), Some(effort)) if points > 0.0 => {
                t!("service.rank.worth", left = points_left(points), effort = naming::level(effort))
            }
            (Some(points), None) if points > 0.0 => t!("service.rank.points", left = points_left(points)),
            _ => t!("service.rank.no-points"),
        },
    }
}

fn points_left(points: f64) -> String {
    if (points - 1.0).abs() < f64::EPSILON {
        t!("service.rank.left.one")
    } else {
        t!("service.rank.left", points = intl::number(points))
    }
}

fn about(it: &Needed<'_>) -> Vec<(String, String)> {
    let mut about = Vec::new();
    let mut say = |heading: String, text: &str| {
        if !text.is_empty() {
            about.push((heading, text.to_owned()));
        }
    };
    if let Some(own) = it.own {
        say(t!("service.about"), &naming::recommendation_detail(own.key));
    }
    if let Some(score) = it.score {
        say(t!("service.about.state"), &score.state);
        if it.own.is_none() {
            say(t!("service.about"), &score.text);
        }
        if let Some((count, all)) = score.count {
            say(t!("service.about.count"), &t!("service.met-of", met = count, target = all));
        }
    }
    if let Some(Control { remediation, impact, threats, standards, .. }) = it.control {
        say(t!("service.about.how"), remediation);
        say(t!("service.about.impact"), impact);
        say(t!("service.about.threats"), &threats.join(", "));
        say(t!("service.about.standards"), &standards.join(", "));
    }
    about
}

/// The register as rows to take along: what applies, then what is set aside.
pub(super) fn told(sheet: &Sheet) -> Vec<NeededRow> {
    let level = |level: Option<Level>| level.map(naming::level).unwrap_or_default();
    let one = |row: &Row| {
        let aside = row.aside.as_ref().map(|(why, _)| why.clone());
        let state = match &aside {
            Some(_) => t!("service.action.aside"),
            None => naming::readiness_state(row.status, row.required),
        };
        NeededRow {
            rank: row.rank,
            key: row.key.clone(),
            action: row.title.clone(),
            area: naming::area(row.area),
            state: [state, row.basis.clone(), aside.unwrap_or_else(|| row.reason.clone())],
            points: [row.points, row.earned],
            levels: [level(row.effort), level(row.user_impact)],
            owner: row.record.owner.clone(),
            due: row.record.due,
            said: [row.record.reason.clone(), row.record.evidence.clone()],
        }
    };
    sheet.rows.iter().chain(&sheet.aside).map(one).collect()
}
