//! Playbooks: versions, what they propose, publishing by themselves.

use crate::world::*;
use serde_json::json;
use watchfloor::domain::brief::{AssetKind, Brief};
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::people::Role;
use watchfloor::domain::playbook::{Aim, Conditions, Playbook, PlaybookAction, Publishing, shipped};
use watchfloor::domain::playbook_versions::{Part, Version, versions};
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::response::{ActionKind, ActionPlan, InvestigationSummary, Origin};
use watchfloor::domain::settings::Permissions;
use watchfloor::domain::vocabulary::{Classification, Determination, Severity};
use watchfloor::domain::work::Stage;

/// For whatever is high: isolate each device, then a word by hand.
pub(super) fn own() -> Playbook {
    let step = |kind, title: &str, on, after| PlaybookAction {
        kind,
        title: title.into(),
        instructions: String::new(),
        impact: String::new(),
        on,
        extent: None,
        after,
    };
    Playbook {
        id: "own".into(),
        name: "Own".into(),
        version: 0,
        about: String::new(),
        enabled: true,
        publishing: Publishing::AfterReview,
        conclusion: (Classification::TruePositive, Determination::Malware),
        when: Conditions { severities: vec![Severity::High], ..Default::default() },
        summary: InvestigationSummary { what_happened: "On {devices}".into(), ..Default::default() },
        actions: vec![
            step(ActionKind::IsolateDevice, "Isolate {asset}", Aim::Each, None),
            step(ActionKind::BlockOauthApplication, "Block {asset}", Aim::Each, Some(0)),
            step(ActionKind::Text, "Look around", Aim::Nothing, Some(1)),
        ],
    }
}

pub(super) fn save(playbook: Playbook) -> Step {
    (Role::Expert, Command::SavePlaybook { playbook: Box::new(playbook) })
}

fn apply(id: &str) -> Step {
    expert(Act::ApplyPlaybook { playbook: id.into(), seed: action("s"), found: Vec::new() })
}

#[track_caller]
fn says(world: &mut World, when: Step, then: &str) {
    assert_eq!(told(&world.ask(when)), then);
}

#[test]
fn the_shipped_ones_can_be_read_kept_and_are_at_least_eight() {
    let ids: Vec<&str> = shipped().iter().map(|playbook| playbook.id.as_str()).collect();
    for id in [
        "phishing",
        "malware-device",
        "ransomware",
        "credential-theft",
        "oauth-application",
        "lateral-movement",
        "command-and-control",
        "data-exfiltration",
    ] {
        assert!(ids.contains(&id), "{id} is missing");
    }
    let mut world = World::serving();
    for playbook in shipped() {
        let changed = Playbook { about: "changed".into(), ..playbook.clone() };
        says(&mut world, save(changed), &format!("playbook {} v2", playbook.id));
    }
}

#[test]
fn versions_are_kept_and_nobody_overwrites_a_newer_one() {
    let mut world = World::serving();
    says(
        &mut world,
        (Role::Analyst, Command::SavePlaybook { playbook: Box::new(own()) }),
        "no: needs the role expert",
    );
    says(&mut world, save(own()), "playbook own v1");
    says(
        &mut world,
        save(Playbook { name: "Other".into(), ..own() }),
        "no: somebody kept a newer version meanwhile",
    );
    says(&mut world, save(Playbook { version: 1, ..own() }), "no: nothing would change");
    says(&mut world, save(Playbook { version: 1, name: "Other".into(), ..own() }), "playbook own v2");
    assert_eq!(world.state.playbooks["own"].len(), 2);
    let listed = |world: &World, id: &str| {
        let line = |it: &Version<'_>| {
            let parts: Vec<&str> = it.changed().into_iter().map(Part::as_str).collect();
            let by = it.kept.map_or("the product", |(by, _)| by);
            format!("v{} by {by}: {}", it.playbook.version, parts.join(", "))
        };
        versions(&world.state, id).iter().map(line).collect::<Vec<_>>()
    };
    let expert = actor(Role::Expert).person;
    let kept = [format!("v1 by {expert}: "), format!("v2 by {expert}: name")];
    assert_eq!(listed(&world, "own"), kept);
    assert!(world.state.playbooks["own"].iter().all(|it| it.at <= world.now));
    // One that came with the product is its own first version.
    let came = shipped()[0].clone();
    let mut changed = Playbook { enabled: !came.enabled, ..came.clone() };
    changed.actions.pop();
    world.must(save(changed));
    let kept = ["v1 by the product: ".to_owned(), format!("v2 by {expert}: enabled, steps")];
    assert_eq!(listed(&world, &came.id), kept);
    assert_eq!(world.state.playbook("own").unwrap().name, "Other");
}

#[test]
fn what_cannot_work_is_refused() {
    let mut world = World::serving();
    let no =
        |world: &mut World, playbook: Playbook, why: &str| says(world, save(playbook), &format!("no: {why}"));
    no(&mut world, Playbook { name: " ".into(), ..own() }, "name is missing");
    no(
        &mut world,
        Playbook { when: Conditions::default(), ..own() },
        "a playbook needs at least one condition",
    );
    no(
        &mut world,
        Playbook { summary: Default::default(), ..own() },
        "the summary does not say yet what happened",
    );
    let odd = (Classification::FalsePositive, Determination::Malware);
    no(
        &mut world,
        Playbook { conclusion: odd, ..own() },
        "the determination does not go with the classification",
    );
    let mut steps = own();
    steps.actions[0].after = Some(2);
    no(&mut world, steps, "actions[0].after is out of range");
    let many = Playbook { actions: vec![own().actions[2].clone(); 51], ..own() };
    no(&mut world, many, "there can be at most 50");
}

#[test]
fn it_proposes_a_summary_and_actions_and_leaves_a_snapshot() {
    let mut world = World::serving().given(&worked());
    says(&mut world, apply("own"), "no: there is no such playbook");
    world.must(save(own()));
    says(&mut world, apply("own"), "playbook own v1; summary; planned s-1: experts; planned s-2: customer");
    says(&mut world, apply("own"), "no: nothing would change");
    let response = world.one().response().unwrap().clone();
    assert_eq!(response.summary.what_happened, "On `ws-1`");
    // What the incident does not touch is left out, and its place in the order is filled.
    assert_eq!(response.actions[1].plan.after, Some(action("s-1")));
    let Origin::Playbook { id, version, automatic, .. } = &response.actions[0].plan.origin else { panic!() };
    assert_eq!((id.as_str(), *version, *automatic), ("own", 1, false));
    // A later version does not change what was applied.
    world.must(save(Playbook { version: 1, name: "Other".into(), ..own() }));
    assert_eq!(world.one().response().unwrap().playbooks[0].playbook.name, "Own");
    // What was written by hand stays.
    let mut world = World::serving().given(&worked()).given(&[expert(summary("mine")), save(own())]);
    world.must(apply("own"));
    assert_eq!(world.one().response().unwrap().summary.what_happened, "mine");
}

#[test]
fn it_publishes_by_itself_only_where_the_workspace_allows_it() {
    let by_itself = || save(Playbook { publishing: Publishing::ByItself, ..own() });
    let begin = expert(Act::start());
    let begun = "assigned experts -> experts (Eve); status active -> inProgress";
    let mut world = World::serving().given(&[by_itself()]).given(&taken());
    says(&mut world, begin.clone(), begun);
    let allow = |allowed| (Role::Administrator, Command::AllowAutomation { allowed });
    let mut world = World::serving().given(&[by_itself(), allow(true)]).given(&taken());
    says(
        &mut world,
        (Role::Expert, Command::AllowAutomation { allowed: false }),
        "no: needs the role administrator",
    );
    says(&mut world, allow(true), "no: nothing would change");
    let told_all = told(&world.ask(begin.clone()));
    assert!(
        told_all.starts_with(&format!("{begun}; playbook own v1 by itself; summary; planned auto-")),
        "{told_all}"
    );
    assert!(
        told_all.ends_with("assigned experts (Eve) -> customer; status inProgress -> awaitingAction"),
        "{told_all}"
    );
    assert_eq!(world.one().stage(), Stage::YourTurn);
    let response = world.one().response().unwrap().clone();
    assert!(response.playbooks[0].automatic && response.published.is_some());
    // It published the response, and whoever changes that publishes it then.
    let name = |world: &World| {
        world.one().response().unwrap().published_by_itself().map(|it| it.playbook.id.as_str().to_owned())
    };
    assert_eq!(name(&world).as_deref(), Some("own"));
    let changed = world.clone().given(&[expert(by_hand("more")), expert(publish())]);
    assert_eq!(name(&changed), None);
    // One that is switched off does nothing.
    let off = save(Playbook { publishing: Publishing::ByItself, enabled: false, ..own() });
    let mut world = World::serving().given(&[off, allow(true)]).given(&taken());
    says(&mut world, begin, begun);
}

#[test]
fn conditions_look_at_severity_category_technique_and_evidence() {
    let brief = Brief {
        severity: Severity::High,
        categories: vec!["Ransomware".into()],
        techniques: vec!["T1566.001".into()],
        assets: vec![device("ws-1")],
        ..Brief::of(&incident("1"))
    };
    let fit = |change: fn(&mut Conditions)| {
        let mut when = Conditions::default();
        change(&mut when);
        when.fit(&brief)
    };
    use watchfloor::domain::brief::EvidenceKind;
    assert!(!fit(|_| ()));
    assert!(fit(|when| when.severities = vec![Severity::Low, Severity::High]));
    assert!(!fit(|when| when.severities = vec![Severity::Low]));
    assert!(fit(|when| when.categories = vec!["ransomware".into()]));
    assert!(fit(|when| when.techniques = vec!["T1566".into()]));
    assert!(!fit(|when| when.techniques = vec!["T1566.002".into()]));
    assert!(fit(|when| when.evidence = vec![EvidenceKind::Device]));
    assert!(!fit(|when| {
        when.evidence = vec![EvidenceKind::CloudApp];
        when.severities = vec![Severity::High];
    }));
}

#[test]
fn a_hostile_name_stays_inert_in_a_proposal() {
    let mut world = World::with_permissions(Permissions::default());
    let mut record = incident("1");
    record.display_name = "<script>`x`\n# {devices}".into();
    let brief = Brief::of(&record);
    let playbook = Playbook {
        summary: InvestigationSummary { what_happened: "{title}".into(), ..Default::default() },
        ..own()
    };
    world.must(save(playbook.clone()));
    let summary = playbook.summary_for(&brief, &Default::default(), &[]);
    assert_eq!(summary.what_happened, "`<script> x  # {devices}`");
}

/// A title says what it is on: one asset by its name, several by their kind and count.
#[test]
fn an_action_on_several_assets_says_how_many_of_what() {
    let playbook = |kind, title: &str| {
        let mut playbook = own();
        playbook.actions.truncate(1);
        for step in &mut playbook.actions {
            (step.kind, step.title, step.on) = (kind, title.to_owned(), Aim::All);
        }
        playbook
    };
    let (scan, mail) = (ActionKind::RunAntiVirusScan, ActionKind::SoftDeleteEmail);
    let mut mixed = vec![user("kim"), user("kim")];
    for (at, asset) in mixed.iter_mut().enumerate() {
        asset.kind = if at == 0 { AssetKind::Mailbox } else { AssetKind::User };
    }
    for (kind, title, assets, then) in [
        (scan, "Scan {asset}", vec![device("ws-1")], "Scan ws-1"),
        (scan, "Scan {asset}", vec![device("ws-1"), device("ws-2"), user("kim")], "Scan 2 devices"),
        (mail, "Delete the mail in {asset}", vec![user("kim"), user("ana")], "Delete the mail in 2 accounts"),
        (mail, "Delete the mail in {asset}", mixed, "Delete the mail in 2 assets"),
    ] {
        let brief = Brief { assets, ..Brief::of(&incident("1")) };
        let plans = playbook(kind, title).plans_for(&brief, &action("s"), false);
        assert_eq!(plans.iter().map(|plan| plan.title.as_str()).collect::<Vec<_>>(), [then]);
    }
}

/// The incident `1` with two accounts and two devices.
fn two_of_each() -> IncidentRecord {
    let account = |name: &str| ("user", json!({"userAccount": {"userPrincipalName": name}}));
    let device = |name: &str| ("device", json!({"mdeDeviceId": name, "deviceDnsName": name}));
    let evidence = [account("kim"), account("lee"), device("ws-1"), device("ws-2")];
    IncidentRecord { alerts: vec![alert(&evidence)], ..incident("1") }
}

#[test]
fn a_step_for_each_asset_waits_for_the_one_on_its_own_asset() {
    let steps = |kinds: &[(ActionKind, Aim, Option<usize>)]| {
        let step = |(kind, on, after): &(ActionKind, Aim, Option<usize>)| PlaybookAction {
            kind: *kind,
            title: "{asset}".into(),
            on: *on,
            after: *after,
            ..own().actions[0].clone()
        };
        Playbook { actions: kinds.iter().map(step).collect(), ..own() }
    };
    let brief = Brief::of(&two_of_each());
    let check = |playbook: Playbook, expected: &[(&str, &[&str])]| {
        let plans = playbook.plans_for(&brief, &action("s"), false);
        let found: Vec<(&str, Vec<&str>)> = plans
            .iter()
            .map(|plan| (plan.id.as_str(), plan.firsts().map(|first| first.as_str()).collect()))
            .collect();
        let expected: Vec<(&str, Vec<&str>)> =
            expected.iter().map(|(id, firsts)| (*id, firsts.to_vec())).collect();
        assert_eq!(found, expected);
    };
    let (reset, sign_in) = (ActionKind::ForceUserPasswordReset, ActionKind::RequireSignIn);
    let each = (reset, Aim::Each, None);
    let none: &[&str] = &[];
    check(
        steps(&[each, (sign_in, Aim::Each, Some(0))]),
        &[("s-1", none), ("s-2", none), ("s-3", &["s-1"]), ("s-4", &["s-2"])],
    );
    // All of them together, by hand, or on assets of another kind: all must be done first.
    let both: &[&str] = &["s-1", "s-2"];
    check(steps(&[each, (sign_in, Aim::All, Some(0))]), &[("s-1", none), ("s-2", none), ("s-3", both)]);
    check(
        steps(&[each, (ActionKind::Text, Aim::Nothing, Some(0))]),
        &[("s-1", none), ("s-2", none), ("s-3", both)],
    );
    check(
        steps(&[each, (ActionKind::IsolateDevice, Aim::Each, Some(0))]),
        &[("s-1", none), ("s-2", none), ("s-3", both), ("s-4", both)],
    );
    check(
        steps(&[(reset, Aim::All, None), (sign_in, Aim::Each, Some(0))]),
        &[("s-1", none), ("s-2", &["s-1"]), ("s-3", &["s-1"])],
    );
    // Left out, it hands on what it waited for.
    check(
        steps(&[
            each,
            (ActionKind::BlockOauthApplication, Aim::Each, Some(0)),
            (sign_in, Aim::Each, Some(1)),
        ]),
        &[("s-1", none), ("s-2", none), ("s-3", &["s-1"]), ("s-4", &["s-2"])],
    );
}

#[test]
fn what_waits_for_several_is_refused_until_all_are_settled() {
    let mut world = World::with(two_of_each());
    let more_after = vec![action("b")];
    let last = ActionPlan { after: Some(action("a")), more_after, ..plan("c", ActionKind::Text) };
    let steps = [
        expert(Act::TakeByExperts),
        expert(Act::start()),
        expert(summary("x")),
        expert(by_hand("a")),
        expert(by_hand("b")),
        expert(Act::PlanAction { plan: Box::new(last.clone()) }),
    ];
    for step in steps {
        world.must(step);
    }
    let nowhere = ActionPlan { more_after: vec![action("z")], ..plan("d", ActionKind::Text) };
    says(&mut world, expert(Act::PlanAction { plan: Box::new(nowhere) }), "no: there is no such action");
    assert!(world.ask(expert(Act::WithdrawAction { action: action("b") })).is_err());
    world.must(expert(publish()));
    assert!(world.ask(analyst(complete("c"))).is_err());
    world.must(analyst(complete("a")));
    assert!(world.ask(analyst(complete("c"))).is_err());
    world.must(analyst(complete("b")));
    world.must(analyst(complete("c")));
    // An older reader keeps what it knows, and one without others is written as it always was.
    let text = serde_json::to_string(&ActionPlan { more_after: Vec::new(), ..last }).unwrap();
    assert!(text.contains("\"after\":\"a\"") && !text.contains("moreAfter"), "{text}");
}

#[test]
fn what_is_planned_already_is_left_out_and_what_waited_for_it_waits_for_what_is_there() {
    let mut world = World::serving();
    let wait = PlaybookAction {
        kind: ActionKind::RunAntiVirusScan,
        title: "Scan {asset}".into(),
        after: Some(0),
        ..own().actions[0].clone()
    };
    let isolate = own().actions[0].clone();
    world.must(save(Playbook { actions: vec![isolate, wait], ..own() }));
    let steps =
        [expert(Act::TakeByExperts), expert(Act::start()), expert(one_press("own-isolation")), apply("own")];
    for step in steps {
        world.must(step);
    }
    let planned = |world: &World| -> Vec<(String, Vec<String>)> {
        let actions = &world.one().response().unwrap().actions;
        let firsts = |plan: &ActionPlan| plan.firsts().map(|it| it.as_str().to_owned()).collect();
        actions.iter().map(|it| (it.plan.id.as_str().to_owned(), firsts(&it.plan))).collect()
    };
    let scan = ("s-2".to_owned(), vec!["own-isolation".to_owned()]);
    assert_eq!(planned(&world), [("own-isolation".to_owned(), Vec::new()), scan]);
}
