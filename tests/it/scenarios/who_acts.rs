//! Who carries out an action and why: every rule, in order; the first that decides ends the trace.
//!
//! service.md section 6, who acts: order of rules. "The first rule that decides ends the trace."

use crate::world::*;
use watchfloor::domain::brief::{Asset, AssetKind, Brief};
use watchfloor::domain::directory::Directory;
use watchfloor::domain::response::ActionKind;
use watchfloor::domain::settings::{Exclusion, ExclusionKind, Permissions, Settings};
use watchfloor::domain::who_acts::{Facts, Verdict, may_investigate, who_acts};

/// Everything granted, nothing excluded.
fn granted() -> Settings {
    let permissions = Permissions { investigate: true, respond: true, all_devices: true };
    Settings { permissions, ..Settings::default() }
}

fn excluding(kind: ExclusionKind, name: &str) -> Settings {
    let exclusion = Exclusion { kind, name: name.into(), since: None, expires: None };
    Settings { exclusions: vec![exclusion], ..granted() }
}

/// With these settings, an action on this asset gets this answer: the rules as they were asked, then the verdict.
#[track_caller]
fn check(settings: &Settings, kind: ActionKind, target: Option<&Asset>, then: &str) {
    check_of(&Brief::of(&incident("1")), settings, kind, target, then);
}

#[track_caller]
fn check_of(brief: &Brief, settings: &Settings, kind: ActionKind, target: Option<&Asset>, then: &str) {
    let directory = Directory::default();
    let (verdict, trace) =
        who_acts(Facts { settings, directory: &directory, brief, now: at(DAWN) }, kind, target);
    let steps = trace.iter().map(|step| {
        let subject = step.subject.as_deref().map(|subject| format!(" ({subject})")).unwrap_or_default();
        format!("{:?} {}{subject}", step.rule, if step.holds { "yes" } else { "no" })
    });
    let told = steps.chain([format!("{verdict:?}")]).collect::<Vec<_>>().join(", ");
    assert_eq!(told, then);
    let undecided = trace.iter().rev().skip(1).all(|step| step.holds);
    assert!(undecided, "only the last rule decides");
    assert_eq!(Verdict::of(&trace), verdict, "the trace alone says the verdict");
}

const ISOLATE: ActionKind = ActionKind::IsolateDevice;

#[test]
fn nothing_stands_against_the_experts() {
    check(
        &granted(),
        ISOLATE,
        Some(&device_in("ws-1", "Clients")),
        "IncidentInScope yes, InvestigateGranted yes, DeviceAccess yes, AssetInScope yes, ProductActive yes, AssetNotExcluded yes, RespondGranted yes, \
         HasAutomation yes, ApprovalMatrix yes, ExpertsAct",
    );
}

#[test]
fn an_incident_out_of_scope_is_nobodys() {
    let mut record = incident("1");
    record.alerts[0].detection_source = Some("customDetection".into());
    // Whatever else would decide is not asked.
    let settings =
        Settings { permissions: Permissions { investigate: false, ..granted().permissions }, ..granted() };
    for settings in [granted(), settings] {
        check_of(
            &Brief::of(&record),
            &settings,
            ISOLATE,
            Some(&device("ws-1")),
            "IncidentInScope no, Nobody",
        );
    }
}

#[test]
fn without_investigate_the_customer_acts() {
    let permissions = Permissions { investigate: false, respond: false, all_devices: false };
    check(
        &Settings { permissions, ..granted() },
        ISOLATE,
        Some(&device("ws-1")),
        "IncidentInScope yes, InvestigateGranted no, CustomerActs",
    );
}

#[test]
fn a_hidden_device_group_is_named() {
    let permissions = Permissions { all_devices: false, ..granted().permissions };
    let settings = Settings { permissions, ..excluding(ExclusionKind::Asset, "ws-1") };
    let directory = Directory::default();
    check(
        &settings,
        ISOLATE,
        Some(&device("ws-1")),
        "IncidentInScope yes, InvestigateGranted yes, DeviceAccess no (Clients), CustomerActs",
    );
    // A user of a group is no device in a device group.
    let mut brief = Brief::of(&incident("1"));
    brief.assets = vec![Asset { group: Some("Finance".into()), ..user("kim") }, device("ws-1")];
    let facts = Facts { settings: &settings, directory: &directory, brief: &brief, now: at(DAWN) };
    assert!(may_investigate(facts).0);
}

#[test]
fn an_excluded_asset_is_the_customers() {
    let excluded = |name: &str| {
        format!(
            "IncidentInScope yes, InvestigateGranted yes, DeviceAccess yes, AssetInScope yes, ProductActive yes, AssetNotExcluded no ({name}), CustomerActs"
        )
    };
    let not = "IncidentInScope yes, InvestigateGranted yes, DeviceAccess yes, AssetInScope yes, ProductActive yes, AssetNotExcluded yes, RespondGranted yes, \
               HasAutomation yes, ApprovalMatrix yes, ExpertsAct";
    let group = |name: &str| excluding(ExclusionKind::DeviceGroup, name);
    let target = device_in("ws-1", "Clients");
    check(&group("clients"), ISOLATE, Some(&target), &excluded("clients"));
    check(&group(" Clients "), ISOLATE, Some(&target), &excluded(" Clients "));
    check(&group("Servers"), ISOLATE, Some(&target), not);
    check(&group("Clients"), ISOLATE, Some(&device("ws-1")), not);
    // A device is not of a user group, a user not of a device group.
    let member = Asset { group: Some("Finance".into()), ..user("kim") };
    check(&excluding(ExclusionKind::UserGroup, "Clients"), ISOLATE, Some(&target), not);
    check(&group("Finance"), ActionKind::DisableUser, Some(&member), not);
    check(
        &excluding(ExclusionKind::UserGroup, "finance"),
        ActionKind::DisableUser,
        Some(&member),
        &excluded("finance"),
    );
    // A single asset, by id or by name, of any kind.
    let named = Asset { kind: AssetKind::Mailbox, name: "Board@contoso.example".into(), ..device("m-7") };
    for name in ["m-7", "M-7", "board@contoso.example"] {
        let settings = excluding(ExclusionKind::Asset, name);
        check(&settings, ActionKind::SoftDeleteEmail, Some(&named), &excluded(name));
    }
    check(&excluding(ExclusionKind::Asset, "m"), ActionKind::SoftDeleteEmail, Some(&named), not);
}

#[test]
fn an_exclusion_ends_by_itself() {
    let ending = |expires: &str| {
        let mut settings = excluding(ExclusionKind::Asset, "ws-1");
        settings.exclusions[0].expires = Some(at(expires));
        settings
    };
    let trace = |rest: &str| {
        format!(
            "IncidentInScope yes, InvestigateGranted yes, DeviceAccess yes, AssetInScope yes, ProductActive yes, {rest}"
        )
    };
    check(
        &ending("2026-05-01T08:00:00.001Z"),
        ISOLATE,
        Some(&device("ws-1")),
        &trace("AssetNotExcluded no (ws-1), CustomerActs"),
    );
    check(
        &ending(DAWN),
        ISOLATE,
        Some(&device("ws-1")),
        &trace("AssetNotExcluded yes, RespondGranted yes, HasAutomation yes, ApprovalMatrix yes, ExpertsAct"),
    );
}

#[test]
fn without_respond_the_customer_acts() {
    let settings = Settings { permissions: Permissions::default(), ..granted() };
    check(
        &settings,
        ActionKind::Text,
        None,
        "IncidentInScope yes, InvestigateGranted yes, DeviceAccess yes, AssetInScope yes, ProductActive yes, AssetNotExcluded yes, RespondGranted no, \
         CustomerActs",
    );
}

#[test]
fn only_text_is_done_by_hand() {
    for kind in ActionKind::ALL {
        let end =
            if kind == ActionKind::Text { "no, CustomerActs" } else { "yes, ApprovalMatrix yes, ExpertsAct" };
        check(
            &granted(),
            kind,
            None,
            &format!(
                "IncidentInScope yes, InvestigateGranted yes, DeviceAccess yes, AssetInScope yes, ProductActive yes, AssetNotExcluded yes, \
                 RespondGranted yes, HasAutomation {end}"
            ),
        );
    }
}

#[test]
fn what_nobody_of_the_service_does_is_the_customers() {
    use watchfloor::domain::people::Party;
    assert_eq!(Verdict::ExpertsAct.party(), Party::Experts);
    assert_eq!(Verdict::CustomerActs.party(), Party::Customer);
    assert_eq!(Verdict::Nobody.party(), Party::Customer);
}
