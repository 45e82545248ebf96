//! Pages and their links: each link brings the same page back.

use crate::analytics_strategies::{filter, period, text};
use proptest::prelude::*;
use watchfloor::analytics::activities::Activities;
use watchfloor::analytics::alerts::AlertSort;
use watchfloor::analytics::dimension::stage_word;
use watchfloor::analytics::incident::moment_key::{Beside, MomentKey};
use watchfloor::analytics::period::Period;
use watchfloor::analytics::sort::{Sort, SortKey};
use watchfloor::analytics::task_state::TaskState;
use watchfloor::domain::brief::AssetKind;
use watchfloor::domain::ids::IncidentId;
use watchfloor::domain::onboarding::WizardStep;
use watchfloor::domain::work::Stage;
use watchfloor::route::{
    AdvisorPage, AlertColumns, Alerts, Column, ColumnSet, Counted, FilterParam, IncidentTab, List,
    MatrixLook, Queue, Report, ReportPage, Route, ServicePage,
};

#[track_caller]
fn reads(fragment: &str, route: &Route) {
    assert_eq!(Route::parse(fragment), *route, "{fragment}");
}

#[track_caller]
fn both_ways(fragment: &str, route: &Route) {
    reads(fragment, route);
    assert_eq!(route.to_string(), fragment);
}

fn incident(id: &str, tab: IncidentTab) -> Route {
    Route::Incident { id: IncidentId::new(id).unwrap(), tab, queue: Queue::default() }
}

#[test]
fn links_are_short_and_readable() {
    both_ways("#/", &Route::Home);
    both_ways("#/incidents", &Route::Incidents(Queue::default()));
    let queue = Queue {
        filter: FilterParam::parse("severity:high,medium -tag:\"Red team\""),
        sort: Sort { key: SortKey::Created, descending: true },
        list: List::YourTurn,
        ..Queue::default()
    };
    both_ways(
        "#/incidents?f=severity:high,medium%20-tag:%22Red%20team%22&sort=-created&list=yourTurn",
        &Route::Incidents(queue),
    );
    both_ways("#/incidents/29", &incident("29", IncidentTab::Front));
    both_ways("#/incidents/29?tab=story", &incident("29", IncidentTab::Story));
    both_ways("#/incidents/a%2Fb%20%25%3F%23?tab=history", &incident("a/b %?#", IncidentTab::History));
    both_ways("#/reports", &Route::Reports(Report::default()));
    both_ways("#/service/permissions", &Route::Service(ServicePage::Permissions));
    both_ways("#/setup/incident-contacts", &Route::Setup(WizardStep::IncidentContacts));
    both_ways("#/incidents/29?tab=similar", &incident("29", IncidentTab::Similar));
    both_ways("#/incidents/29?tab=history&at=7", &incident("29", IncidentTab::At(7.into())));
    let asked = MomentKey { entry: 7, beside: Some((Beside::Asked, 1)), from: None };
    both_ways("#/incidents/29?tab=history&at=7-asked-1", &incident("29", IncidentTab::At(asked)));
    let merged = MomentKey { from: Some(31), ..asked };
    both_ways("#/incidents/29?tab=history&at=7-asked-1-from-31", &incident("29", IncidentTab::At(merged)));
    let alerts = Alerts { text: "a b".into(), severities: vec!["high".into()], ..Alerts::default() };
    both_ways("#/alerts?q=a%20b&severity=high", &Route::Alerts(alerts));
    let alerts = Alerts {
        severities: vec!["medium".into(), "high".into()],
        states: vec!["new".into(), "inProgress".into()],
        sources: vec!["Contoso, Inc".into(), "microsoftSentinel".into()],
        period: Period::Since(7),
        sort: AlertSort::parse("-severity").unwrap(),
        columns: AlertColumns::parse("title,assets,created").unwrap(),
        ..Alerts::default()
    };
    both_ways(
        "#/alerts?severity=medium&severity=high&status=new&status=inProgress&source=Contoso,%20Inc&source=microsoftSentinel&period=7d..&sort=-severity&columns=title,assets,created",
        &Route::Alerts(alerts),
    );
    both_ways("#/assets", &Route::Assets(AssetKind::Device));
    both_ways("#/assets?kind=user", &Route::Assets(AssetKind::User));
    both_ways("#/assets/device/a%2Fb", &Route::Asset { kind: AssetKind::Device, id: "a/b".into() });
    both_ways("#/playbooks", &Route::Playbooks);
    both_ways("#/playbooks/phishing", &Route::Playbook("phishing".into()));
    both_ways("#/import", &Route::Import);
    both_ways("#/settings", &Route::Settings);
    both_ways("#/demo", &Route::Demo);
    both_ways("#/style", &Route::Style);
    both_ways("#/about", &Route::About);
}

#[test]
fn near_misses_still_lead_somewhere() {
    reads("", &Route::Home);
    reads("#", &Route::Home);
    reads("/incidents/", &Route::Incidents(Queue::default()));
    let once = Alerts { states: vec!["new".into()], ..Alerts::default() };
    reads("#/alerts?status=new&status=&status=new&sort=-firstActivity", &Route::Alerts(once));
    reads("#/alerts?period=soon&sort=assets&columns=what&severity=", &Route::Alerts(Alerts::default()));
    reads("#/incidents?sort=upwards&list=mine&extra=1", &Route::Incidents(Queue::default()));
    reads("#/incidents/29?tab=unheard-of", &incident("29", IncidentTab::Front));
    reads("#/service", &Route::Service(ServicePage::Status));
    reads("#/setup", &Route::Setup(WizardStep::GetStarted));
    reads("#/reports?period=yesterday", &Route::Reports(Report::default()));
    reads("#/assets?kind=identity", &Route::Assets(AssetKind::User));
    reads("#/assets?kind=Devices", &Route::Assets(AssetKind::Device));
}

#[test]
fn all_incidents_are_meant_by_whoever_writes_so() {
    let everything = Queue { view: Some(Queue::EVERYTHING.into()), ..Queue::default() };
    reads("#/incidents?list=all", &Route::Incidents(everything.clone()));
    reads("#/incidents?view=all", &Route::Incidents(everything));
    let mine = Queue { view: Some("mine".into()), ..Queue::default() };
    reads("#/incidents?list=all&view=mine", &Route::Incidents(mine));
    let (_, left) = Route::read("#/incidents?f=tactic:None");
    assert!(left.is_empty());
    let none = Queue { filter: FilterParam::parse("tactic:none"), ..Queue::default() };
    reads("#/incidents?f=tactic:None", &Route::Incidents(none));
}

#[test]
fn what_is_left_out_of_an_address_is_told() {
    let cases: [(&str, &[&str]); 11] = [
        ("#/incidents?sort=upwards&list=mine&extra=1", &["sort=upwards", "list=mine", "extra=1"]),
        ("#/incidents?list=open&sort=-created&rows=roomy&noise=shown", &[]),
        ("#/incidents?rows=dense", &["rows=dense"]),
        ("#/incidents/29?tab=unheard-of", &["tab=unheard-of"]),
        ("#/incidents/29?tab=history&at=7", &[]),
        ("#/assets?kind=gadget", &["kind=gadget"]),
        ("#/reports?period=yesterday&f=severity:high", &["period=yesterday"]),
        ("#/ask?incident=29&why", &["why"]),
        ("#/alerts?q=a&q=b", &["q=b"]),
        ("#/hunting?x=%3Cb%3E", &["x=<b>"]),
        ("#/nowhere?x=1", &[]),
    ];
    for (fragment, left) in cases {
        assert_eq!(Route::read(fragment).1, left, "{fragment}");
    }
}

#[test]
fn what_leads_nowhere_keeps_its_text() {
    for text in [
        "/nowhere?x=1",
        "/incidents/29/more",
        "/incidents/%00",
        "/service/nothing",
        "/setup/nothing",
        "anchor",
    ] {
        both_ways(&format!("#{text}"), &Route::NotFound(text.into()));
    }
}

#[test]
fn a_filter_that_cannot_be_read_is_kept_for_mending() {
    let Route::Incidents(queue) = Route::parse("#/incidents?f=severity:hgih") else {
        panic!("not the queue")
    };
    let FilterParam::Bad(text, error) = &queue.filter else { panic!("{queue:?}") };
    assert_eq!((&**text, error.at), ("severity:hgih", 9));
    assert!(queue.filter.filter().is_empty());
    assert_eq!(Route::Incidents(queue).to_string(), "#/incidents?f=severity:hgih");
}

#[test]
fn merged_incidents_are_left_out_unless_they_are_asked_for() {
    for (filter, are_left_out) in [
        ("", true),
        ("severity:high", true),
        ("-status:active", true),
        ("status:active", false),
        ("status:redirected", false),
        ("redirected:yes", false),
    ] {
        let asked = Queue { filter: FilterParam::parse(filter), ..Queue::default() }.asked();
        assert_eq!(asked.to_string().contains("redirected:no"), are_left_out, "{filter}");
    }
}

#[test]
fn open_incidents_leave_out_what_is_done_and_know_when_it_is_asked_for() {
    let open =
        |filter: &str| Queue { filter: FilterParam::parse(filter), list: List::Open, ..Queue::default() };
    let words = "-stage:finishedByExperts,redirected,resolved redirected:no";
    assert_eq!(open("").asked().to_string(), words);
    assert!(open("").folds() && open("").folds_snoozed());
    // A closed stage of the filter gives way to the list, as on the other lists; an open one narrows it.
    assert_eq!(open("stage:resolved").asked().to_string(), words);
    assert_eq!(open("stage:new,resolved").asked().to_string(), "stage:new redirected:no");
    let without = "-stage:finishedByExperts,new,redirected,resolved redirected:no";
    assert_eq!(open("-stage:new").asked().to_string(), without);
    for (filter, is_contradicted) in
        [("", false), ("status:active", false), ("status:resolved", true), ("status:active,redirected", true)]
    {
        assert_eq!(open(filter).contradicts(), is_contradicted, "{filter}");
        let all = Queue { list: List::All, ..open(filter) };
        assert!(!all.contradicts(), "{filter}");
    }
    let held = |list: List| Stage::ALL.into_iter().filter(|stage| list.holds(*stage)).count();
    assert_eq!(List::ALL.map(held), [5, 0, 1, 1, 1, 8]);
}

/// A tab counts what its list holds: also where the filter asks for some stages only, as the experts' Home does.
#[test]
fn the_tab_of_a_list_counts_the_stages_that_its_rows_have() {
    let held = |list: List, filter: &str| {
        let link = Queue { filter: FilterParam::parse(filter), list, ..Queue::default() };
        Stage::ALL.into_iter().filter(|stage| link.lists(*stage)).collect::<Vec<_>>()
    };
    let waiting = [Stage::New, Stage::WaitingForExperts].map(stage_word).join(",");
    let asks = format!("stage:{waiting}");
    for list in [List::Open, List::All] {
        let found = held(list, &asks);
        assert_eq!(found.len(), 2, "{list:?}: {found:?}");
        assert!(found.contains(&Stage::New) && found.contains(&Stage::WaitingForExperts));
        let left_out = held(list, &format!("-{asks}"));
        assert!(!left_out.is_empty() && left_out.iter().all(|stage| !found.contains(stage)));
    }
    assert!(!held(List::Open, &format!("-{asks}")).contains(&Stage::Resolved));
    // A list of one stage is of that stage, whatever stage the filter asks for.
    assert_eq!(held(List::BeingWorked, &asks), [Stage::BeingWorked]);
    assert_eq!(List::ALL.map(|list| held(list, "").len()), [5, 8, 1, 1, 1, 8]);
}

/// The list of the customer's turn goes by what is asked, as the badge and Home do, and not by the stage alone.
#[test]
fn the_customers_turn_holds_what_awaits_an_action_or_an_answer() {
    let all = "redirected:no asked:action,approval,snoozed";
    for (filter, asked, listed) in [
        ("", all, "redirected:no asked:action,approval -asked:snoozed"),
        ("stage:resolved", all, "redirected:no asked:action,approval -asked:snoozed"),
        ("asked:approval", "redirected:no asked:approval", "redirected:no asked:approval"),
        ("asked:snoozed", "redirected:no asked:snoozed", "redirected:no asked:snoozed"),
        ("-asked:action", "redirected:no asked:approval,snoozed", "redirected:no asked:approval,snoozed"),
        ("asked:none", all, all),
    ] {
        let turns = Queue { filter: FilterParam::parse(filter), list: List::YourTurn, ..Queue::default() };
        assert_eq!(
            (turns.asked().to_string(), turns.listed().to_string()),
            (asked.into(), listed.into()),
            "{filter}"
        );
    }
}

fn filter_param() -> impl Strategy<Value = FilterParam> {
    prop_oneof![
        3 => filter().prop_map(FilterParam::Good),
        1 => text().prop_map(|text| FilterParam::parse(&text)),
    ]
}

fn queue() -> impl Strategy<Value = Queue> {
    (
        filter_param(),
        prop::sample::select(&SortKey::ALL[..]),
        any::<bool>(),
        prop::sample::select(&List::ALL[..]),
        (
            prop::collection::vec((prop::sample::select(&Column::ALL[..]), 0..2_000_u16), 0..6),
            any::<[bool; 3]>(),
        ),
        prop::option::of(text().prop_filter("a view has a name", |text| !text.is_empty())),
    )
        .prop_map(|(filter, key, descending, list, (columns, [roomy, noise, snoozed]), view)| {
            let mut set = ColumnSet::default();
            for (column, width_px) in columns {
                set.toggle(column);
                set.resize(column, width_px);
                set.shift(column, isize::try_from(width_px % 7).unwrap() - 3);
            }
            let sort = Sort { key, descending };
            Queue { filter, sort, list, columns: set, roomy, noise, snoozed, view: view.map(Into::into) }
        })
}

fn report() -> impl Strategy<Value = Report> {
    let page = prop::sample::select(&ReportPage::ALL[..]);
    let look = (prop::sample::select(&Counted::ALL[..]), any::<bool>(), any::<bool>(), any::<bool>());
    let activities = prop::sample::select(&Activities::ALL[..]);
    let review = proptest::option::of("[a-z0-9]{1,8}".prop_map(|id| Box::from(id.as_str())));
    let tasks = proptest::option::of(prop::sample::select(&TaskState::ALL[..]));
    let kind = proptest::option::of(prop::sample::select(&AssetKind::ALL[..]));
    let all = (page, filter_param(), period(), look, activities, (tasks, kind), review);
    all.prop_map(|(page, filter, period, look, activities, (tasks, kind), review)| {
        let (counted, by_prevalence, seen_only, subs) = look;
        let matrix = MatrixLook { counted, by_prevalence, seen_only, subs };
        Report { page, filter, period, matrix, activities, tasks, kind, review }
    })
}

fn route() -> impl Strategy<Value = Route> {
    let id = text().prop_filter_map("not every text is an id", |text| IncidentId::new(&text));
    prop_oneof![
        queue().prop_map(Route::Incidents),
        (id, prop::sample::select(&IncidentTab::ALL[..]), queue())
            .prop_map(|(id, tab, queue)| Route::Incident { id, tab, queue }),
        report().prop_map(Route::Reports),
        prop::sample::select(&ServicePage::ALL[..]).prop_map(Route::Service),
        prop::sample::select(&AdvisorPage::ALL[..]).prop_map(Route::Advisor),
        prop::sample::select(&WizardStep::ALL[..]).prop_map(Route::Setup),
        any::<String>().prop_map(|text| Route::parse(&text)),
    ]
}

proptest! {
    #[test]
    fn a_link_brings_the_same_page_back(route in route()) {
        prop_assert_eq!(Route::parse(&route.to_string()), route);
    }
}
