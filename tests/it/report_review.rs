//! The business review: what a new one proposes, which reviews overlap, and what people read of its tables.

use crate::analytics_world::{NOW_MS, absorb, hours_ago, plain, published};
use watchfloor::analytics::calendar::{Reader, Zone};
use watchfloor::analytics::columns::Columns;
use watchfloor::analytics::filter::Filter;
use watchfloor::analytics::period::Period;
use watchfloor::domain::brief::{Brief, EXPERTS_TAG};
use watchfloor::domain::business_review::{KnownReview, Point, PointKind, Review, SignOff};
use watchfloor::domain::ids::{ContactId, ReviewId};
use watchfloor::domain::people::Party;
use watchfloor::domain::response::{ActionState, Delegation};
use watchfloor::domain::settings::Contact;
use watchfloor::domain::state::State;
use watchfloor::domain::time::{HOUR_MS, Timestamp};
use watchfloor::domain::vocabulary::{Severity, Status};
use watchfloor::domain::work::Work;
use watchfloor::report::book::Source;
use watchfloor::report::html::rows_read;
use watchfloor::report::notable::{chosen, offer, offers};
use watchfloor::report::proposed::{ACTIONS_MAX, NOTABLE_MAX, begun, overlapping};
use watchfloor::report::say::Say;
use watchfloor::report::table::{Cell, Head, Table};
use watchfloor::words::{Catalogue, English};

/// The incident of a review is named by its id, by what is offered while one types, or by the only title that has the words.
#[test]
fn an_incident_is_found_by_its_id_and_by_its_title() {
    let mut briefs = vec![
        experts("40", 1, Severity::High),
        experts("41", 2, Severity::High),
        experts("7", 3, Severity::High),
    ];
    briefs[0].title = "Ransomware on a server".into();
    briefs[1].title = "Phishing, then ransomware".into();
    briefs[2].title = "Mailbox rule".into();
    let state = state(&briefs);
    let offered = |typed: &str| offers(&state, typed).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    let chosen = |typed: &str| chosen(&state, typed).map(|(id, _)| id);
    assert_eq!(offered("RANSOM"), ["40", "41"], "the newest first");
    assert_eq!(offered("4"), ["40", "41"]);
    assert!(offered(" ").is_empty() && offered("nothing").is_empty());
    let whole = offer("41", "Phishing, then ransomware");
    assert!(offered(&whole).is_empty(), "what was chosen is not offered again");
    for (typed, expected) in [
        (" 40 ", Some("40")),
        (whole.as_str(), Some("41")),
        ("mailbox", Some("7")),
        ("ransomware", None),
        ("", None),
        ("99", None),
    ] {
        assert_eq!(chosen(typed).as_deref(), expected, "{typed}");
    }
}

fn id(text: &str) -> ReviewId {
    ReviewId::new(text).unwrap()
}

fn reader() -> Reader {
    Reader { now: Timestamp::from_millis(NOW_MS), zone: Zone::fixed(60) }
}

fn state(briefs: &[Brief]) -> State {
    let mut state = State::default();
    absorb(&mut state, briefs);
    state
}

/// An open incident of the experts of some severity, created so many days ago.
fn experts(id: &str, days: i64, severity: Severity) -> Brief {
    Brief { tags: vec![EXPERTS_TAG.into()], severity, ..plain(id, hours_ago(days * 24)) }
}

/// A resolved one of medium severity that took so many hours.
fn resolved(id: &str, days: i64, hours: i64) -> Brief {
    let open = experts(id, days, Severity::Medium);
    let at = open.created.plus_millis(hours * HOUR_MS);
    Brief { status: Status::Resolved, updated: at, alerts_resolved: Some(at), ..open }
}

/// What a review of a period proposes.
fn draft(state: &State, period: &str, filter: &str) -> Review {
    let catalogue = Catalogue::english();
    let source = Source {
        state,
        columns: &Columns::build(state),
        facts: None,
        filter: &filter.parse::<Filter>().unwrap(),
        period: Period::parse(period).unwrap(),
        reader: &reader(),
        say: Say { catalogue: &catalogue, locale: &English },
    };
    begun(&source, id("new"), "New".into())
}

/// The ids of the incidents and why they are worth a word.
fn notable(state: &State, period: &str, filter: &str) -> Vec<(String, String)> {
    let review = draft(state, period, filter);
    assert!(review.notable.iter().all(|it| it.proposed));
    review.notable.into_iter().map(|it| (it.incident.as_str().to_owned(), it.text)).collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(id, why)| ((*id).to_owned(), (*why).to_owned())).collect()
}

#[test]
fn incidents_are_proposed_with_their_reasons() {
    let high = || Severity::High;
    let hunters = |id: &str, days| Brief {
        title: "Defender Experts: Hands on keyboard".into(),
        ..resolved(id, days, 2)
    };
    let slow = "Took longest to resolve: 5 h.";
    type Proposed<'a> = &'a [(&'a str, &'a str)];
    let cases: [(&str, Vec<Brief>, Proposed<'_>); 6] = [
        ("nothing gives nothing", vec![], &[]),
        ("one that was resolved is not the longest of anything", vec![resolved("1", 3, 5)], &[]),
        ("of two the longer", vec![resolved("1", 3, 5), resolved("2", 2, 1)], &[("1", slow)]),
        (
            "the strongest reasons come first",
            vec![
                resolved("1", 4, 5),
                experts("2", 3, high()),
                hunters("3", 5),
                experts("4", 2, Severity::Low),
                resolved("5", 2, 1),
            ],
            &[("2", "High severity. Still open."), ("3", "The hunters notified you of it."), ("1", slow)],
        ),
        (
            "another period is not of it",
            vec![experts("1", 40, high()), experts("2", 0, high()), experts("3", 1, high())],
            &[("3", "High severity. Still open.")],
        ),
        (
            "many of one kind do not hide the only one of another",
            (0..9)
                .map(|at| experts(&at.to_string(), 9 + at, high()))
                .chain([resolved("slow", 3, 5), resolved("quick", 2, 1), hunters("told", 20)])
                .collect(),
            &[
                ("0", "High severity. Still open."),
                ("1", "High severity. Still open."),
                ("2", "High severity. Still open."),
                ("told", "The hunters notified you of it."),
                ("slow", slow),
            ],
        ),
    ];
    for (what, briefs, expected) in cases {
        assert_eq!(notable(&state(&briefs), "30d", ""), pairs(expected), "{what}");
        assert!(expected.len() <= NOTABLE_MAX);
    }
    let both = state(&[experts("1", 3, high()), experts("2", 2, Severity::Medium)]);
    assert_eq!(notable(&both, "30d", "severity:medium"), pairs(&[("2", "Still open.")]), "the filter holds");
    assert_eq!(draft(&both, "30d", "severity:medium").filter, "severity:medium");
}

/// A contact for incidents.
fn contact(name: &str, call_order: u8) -> Contact {
    Contact {
        id: ContactId::new(name).unwrap(),
        name: name.into(),
        email: format!("{name}@example.com"),
        phone: None,
        is_team: false,
        for_incidents: true,
        for_reviews: false,
        call_order: Some(call_order),
        hours: None,
        directory_id: None,
    }
}

fn asked(state: &mut State, incident: &str, hours: i64, act: impl FnOnce(&mut Work)) {
    let response = published(hours_ago(hours), &[Party::Customer, Party::Experts]);
    let mut work = Work { response, ..Work::default() };
    act(&mut work);
    state.work.insert(incident.into(), work);
}

#[test]
fn actions_that_wait_for_the_customer_are_proposed_with_owner_and_day() {
    let mut state = state(&[
        experts("1", 9, Severity::High),
        experts("2", 8, Severity::High),
        experts("3", 7, Severity::High),
        experts("4", 60, Severity::High),
        experts("5", 1, Severity::High),
    ]);
    state.settings.contacts = vec![contact("Second", 2), contact("First", 1)];
    asked(&mut state, "1", 1, |_| ());
    asked(&mut state, "2", 100, |work| {
        work.response.actions[0].delegated =
            Some(Delegation { to: "Ines".into(), by: "First".into(), at: hours_ago(2), note: String::new() });
    });
    asked(&mut state, "3", 50, |work| {
        work.response.actions[0].state =
            ActionState::Completed { by: "First".into(), at: hours_ago(40), note: String::new() };
    });
    asked(&mut state, "4", 1_400, |work| {
        work.response.actions[0].state =
            ActionState::Failed { by: "First".into(), at: hours_ago(30), reason: "No access".into() };
    });
    let points = draft(&state, "30d", "").points;
    let told: Vec<_> =
        points.iter().map(|it| (it.text.as_str(), it.owner.as_str(), it.due.as_str())).collect();
    let late = [("Do it (incident 4)", "First", "2026-09-22"), ("Do it (incident 2)", "Ines", "2026-11-15")];
    // What was asked within the hour is not of a period that ended yesterday.
    assert_eq!(told, late, "what is late comes first, the oldest before the others");
    assert!(points.iter().all(|it| it.proposed && it.kind == PointKind::OpenAction && !it.done));
    let points = draft(&state, "30d..", "").points;
    assert_eq!(points.len(), 3);
    assert_eq!(points[2].text, "Do it (incident 1)", "what still has time comes last");

    for number in 0..30 {
        let name = format!("more-{number}");
        absorb(&mut state, &[experts(&name, 5, Severity::High)]);
        asked(&mut state, &name, 30, |_| ());
    }
    assert_eq!(draft(&state, "30d", "").points.len(), ACTIONS_MAX);
}

fn known(review: Review, signed_days_ago: Option<i64>) -> KnownReview {
    let signed = signed_days_ago.map(|days| SignOff {
        by: "Marcus".into(),
        at: hours_ago(days * 24),
        figures: serde_json::Value::Null,
    });
    KnownReview { review, saved: hours_ago(1), by: "Marcus".into(), signed }
}

fn review(name: &str, period: &str, points: &[(PointKind, &str, bool)]) -> Review {
    let point = |(kind, text, done): &(PointKind, &str, bool)| Point {
        kind: *kind,
        text: (*text).to_owned(),
        owner: "Ines".into(),
        due: String::new(),
        done: *done,
        since: None,
        proposed: false,
    };
    Review { points: points.iter().map(point).collect(), ..Review::new(id(name), name.into(), period.into()) }
}

#[test]
fn a_new_review_goes_on_with_what_the_last_signed_one_left_open() {
    let mut state = State::default();
    let running = [
        (PointKind::Recommendation, "Block legacy sign-in", false),
        (PointKind::OpenAction, "Onboard 40 devices", true),
        (PointKind::Decision, "Keep the exclusion", false),
    ];
    state.reviews = vec![
        known(review("september", "2026-09-01..2026-09-30", &running), Some(10)),
        known(review("august", "2026-08-01..2026-08-31", &[(PointKind::Decision, "Old", false)]), Some(40)),
        known(review("draft", "2026-10-01..2026-10-31", &[(PointKind::Decision, "Not yet", false)]), None),
    ];
    let next = draft(&state, "2026-10-01..2026-10-31", "");
    let texts: Vec<_> = next.points.iter().map(|point| point.text.as_str()).collect();
    assert_eq!(texts, ["Block legacy sign-in", "Keep the exclusion"]);
    assert!(next.points.iter().all(|point| point.since == Some(id("september")) && !point.proposed));
    assert_eq!(next.previous, Some(id("september")), "carrying it over leads here");
    state.reviews.push(known(next, None));
    assert_eq!(draft(&state, "2026-11-01..2026-11-30", "").previous, None, "one review goes on with it");
}

#[test]
fn reviews_of_the_same_days_and_filter_overlap() {
    let mut state = State::default();
    let filtered = Review { filter: "severity:high".into(), ..review("high", "2026-10-01..2026-10-31", &[]) };
    state.reviews =
        vec![known(review("october", "2026-10-01..2026-10-31", &[]), Some(3)), known(filtered, None)];
    let today = reader().today();
    let found = |period: &str, filter: &str| {
        let period = Period::parse(period).unwrap();
        overlapping(&state, period, filter, today).map(|known| known.review.title.clone())
    };
    let cases = [
        ("2026-10-01..2026-10-31", "", Some("october")),
        ("1m", "", Some("october")),
        ("2026-10-31..2026-11-12", "", Some("october")),
        ("2026-11-01..2026-11-30", "", None),
        ("..2026-09-30", "", None),
        ("..2026-10-01", "", Some("october")),
        ("all", "", Some("october")),
        ("1m", "severity:high", Some("high")),
        ("1m", "severity:low", None),
    ];
    for (period, filter, expected) in cases {
        assert_eq!(found(period, filter).as_deref(), expected, "{period} {filter}");
    }
}

#[test]
fn people_read_no_rows_of_nothing_and_the_ten_most_touched_assets() {
    let table = |key: &str, heads: &[&str], rows: Vec<Vec<Cell>>| Table {
        key: key.into(),
        title: key.into(),
        heads: heads.iter().map(|head| Head { key: (*head).into(), name: (*head).into() }).collect(),
        rows,
    };
    let counted = |name: &str, count: usize| vec![Cell::text(name), Cell::count(count)];
    let severities = table("bySeverity", &["name", "total"], vec![counted("High", 3), counted("Low", 0)]);
    assert_eq!(rows_read(&severities), (vec![&severities.rows[0]], 0));
    let assets = (0..15).map(|at| counted(&at.to_string(), 15 - at)).collect();
    let assets = table("impactedAssets", &["name", "incidents"], assets);
    let (rows, more) = rows_read(&assets);
    assert_eq!((rows.len(), more), (10, 5));
    let months = table("byMonth", &["month", "total"], vec![counted("2026-09", 0), counted("2026-10", 2)]);
    assert_eq!(rows_read(&months).0.len(), 2, "a month without anything stands in its row");
}
