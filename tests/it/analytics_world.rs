//! Random workspaces: incidents as imports bring them, and what people did to some of them.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use watchfloor::domain::brief::{AlertKey, Asset, AssetKind, Brief};
use watchfloor::domain::catalogue::Place;
use watchfloor::domain::ids::ActionId;
use watchfloor::domain::people::Party;
use watchfloor::domain::response::{Action, ActionKind, ActionPlan, Publication};
use watchfloor::domain::state::State;
use watchfloor::domain::time::{HOUR_MS, Timestamp};
use watchfloor::domain::vocabulary::{Classification, Determination, Severity, Status, TacticSet};
use watchfloor::domain::work::{Assignment, Resolution, Since, Work};

/// The moment around which everything happens: 2026-11-19 09:42 UTC.
pub(crate) const NOW_MS: i64 = 1_795_081_320_000;

/// So many hours before that moment.
pub(crate) fn hours_ago(hours: i64) -> Timestamp {
    Timestamp::from_millis(NOW_MS - hours * HOUR_MS)
}

/// A brief with nothing in particular.
pub(crate) fn plain(id: &str, created: Timestamp) -> Brief {
    Brief {
        id: id.to_owned(),
        title: format!("Incident {id}"),
        severity: Severity::High,
        status: Status::Active,
        classification: Classification::Unknown,
        determination: Determination::Unknown,
        assigned_to: None,
        created,
        updated: created,
        alerts_resolved: None,
        first_activity: None,
        last_activity: None,
        priority_score: None,
        redirect_to: None,
        tags: Vec::new(),
        sources: Vec::new(),
        detections: Vec::new(),
        tactics: TacticSet::default(),
        categories: Vec::new(),
        techniques: Vec::new(),
        assets: Vec::new(),
        marks: Vec::new(),
        alerts: 0,
        alerts_active: 0,
        alerts_covered: 0,
        alert_keys: Vec::new(),
    }
}

/// Takes briefs into a state.
pub(crate) fn absorb(state: &mut State, briefs: &[Brief]) {
    for (index, brief) in (0..).zip(briefs) {
        state.catalogue.absorb(brief, Place { batch: 0, index });
    }
}

fn some_of(words: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::sample::subsequence(words, 0..=most.min(words.len()))
        .prop_map(|words| words.into_iter().map(str::to_owned).collect())
}

fn asset() -> impl Strategy<Value = Asset> {
    let kind = prop::sample::select(&AssetKind::ALL[..]);
    (kind, 0..90_u8, option::of(prop::sample::select(vec!["Freight", "Office", "Servers"])), any::<bool>())
        .prop_map(|(kind, number, group, critical)| Asset {
            kind,
            id: format!("a{number}"),
            name: format!("NWF-{number:02}"),
            group: group.map(str::to_owned),
            critical: critical && number % 5 == 0,
            agreed: false,
            tags: Vec::new(),
            platform: None,
        })
}

fn severity() -> impl Strategy<Value = Severity> {
    let words = ["high", "medium", "low", "informational", "critical", "unknown", "catastrophic", "minor"];
    prop::sample::select(words.to_vec()).prop_map(Severity::parse)
}

fn status() -> impl Strategy<Value = Status> {
    let words = ["active", "inProgress", "awaitingAction", "resolved", "resolved", "redirected", "odd"];
    prop::sample::select(words.to_vec()).prop_map(Status::parse)
}

/// An incident as an import brings it. Few distinct hours, so that many were created at the same moment.
pub(crate) fn brief() -> impl Strategy<Value = Brief> {
    let words = (
        some_of(&["Defender Experts", "Red team", "red team", "none"], 3),
        some_of(&["microsoftDefenderForEndpoint", "microsoftDefenderForIdentity", "dataLossPrevention"], 2),
        some_of(&["antivirus", "customDetection", "manual"], 2),
        some_of(&["Malware", "Phishing"], 2),
        vec((1000..1100_u16).prop_map(|number| format!("T{number}")), 0..4),
        vec(asset(), 0..4),
    );
    let life = (severity(), status(), 0..12_i64, 0..100_i64, option::of(0..100_i64));
    let verdict = prop::sample::select(vec![
        (Classification::Unknown, Determination::Unknown),
        (Classification::TruePositive, Determination::Phishing),
        (Classification::FalsePositive, Determination::NotMalicious),
        (Classification::parse("verdictOfTomorrow"), Determination::Other_),
    ]);
    let rest = (
        prop::sample::select(vec!["Sign-in from Ülm", "sign-in FROM ülm", "Malware on NWF-07", "x", ""]),
        prop::sample::select(vec![
            None,
            Some("Defender Experts"),
            Some("Customer"),
            Some("m.lind@nwf.example"),
        ]),
        0..0x4000_u16,
        0..40_u32,
        option::of(0..=100_u8),
    );
    (0..180_u32, words, life, verdict, rest).prop_map(|(id, words, life, verdict, rest)| {
        let (tags, sources, detections, categories, techniques, assets) = words;
        let (severity, status, days, changed, alerts_resolved) = life;
        let created = hours_ago(days * 24 + 10);
        let later = |hours: i64| created.plus_millis(hours * HOUR_MS);
        Brief {
            title: rest.0.to_owned(),
            severity,
            status,
            classification: verdict.0,
            determination: verdict.1,
            assigned_to: rest.1.map(str::to_owned),
            updated: later(changed),
            alerts_resolved: alerts_resolved.map(later),
            priority_score: rest.4,
            tags,
            sources,
            detections,
            tactics: TacticSet::from_bits(rest.2 & rest.2.rotate_left(3)),
            categories,
            techniques,
            assets,
            alerts: rest.3,
            alerts_active: rest.3 / 2,
            marks: (0..rest.3 % 4)
                .map(|at| format!("{}{at}", ["os:", "threat:", "target:", "sev:"][at as usize]))
                .collect(),
            alerts_covered: if rest.3 % 4 == 0 { 0 } else { rest.3 },
            alert_keys: (0..rest.3)
                .map(|at| AlertKey::new(&format!("{id}-{at}"), created, at < rest.3 / 2, rest.3 % 4 != 0))
                .collect(),
            ..plain(&id.to_string(), created)
        }
    })
}

/// What people did to one incident.
pub(crate) fn work() -> impl Strategy<Value = Work> {
    let at = || (0..300_i64).prop_map(hours_ago);
    let assignment = prop::sample::select(vec![
        Assignment::default(),
        Assignment::to(Party::Experts),
        Assignment { party: Some(Party::Customer), person: Some("J. Okafor".into()) },
    ]);
    (
        option::of((status(), at())),
        option::of((assignment, at())),
        some_of(&["Defender Experts", "Critical asset", "Watch", "New tag"], 2),
        some_of(&["Red team", "none"], 1),
        option::of((at(), vec(prop::sample::select(vec![Party::Experts, Party::Customer]), 0..3))),
        option::of(at()),
        option::of(at()),
    )
        .prop_map(|(status, assignment, tags_added, tags_removed, response, resolved, taken)| {
            let mut work = Work {
                status: status.map(|(value, at)| Since { value, at, seq: 0 }),
                assignment: assignment.map(|(value, at)| Since { value, at, seq: 0 }),
                tags_added,
                tags_removed,
                taken,
                resolution: resolved.map(|at| Resolution {
                    at,
                    by: "Mara".into(),
                    note: String::new(),
                    forced: false,
                    alerts_before: None,
                }),
                ..Work::default()
            };
            if let Some((at, parties)) = response {
                work.response = published(at, &parties);
            }
            work
        })
}

/// A response published at a moment, with an action for each named party.
pub(crate) fn published(at: Timestamp, parties: &[Party]) -> watchfloor::domain::response::Response {
    let action = |(index, party): (usize, &Party)| {
        let id = ActionId::new(&format!("action-{index}")).unwrap();
        let plan = ActionPlan::new(id, ActionKind::Text, "Do it".into());
        Action { published: true, ..Action::new(plan, *party, Vec::new()) }
    };
    watchfloor::domain::response::Response {
        actions: parties.iter().enumerate().map(action).collect(),
        published: Some(Publication {
            at,
            by: "Tomás Herrera".into(),
            classification: Classification::TruePositive,
            determination: Determination::Other_,
        }),
        ..Default::default()
    }
}
