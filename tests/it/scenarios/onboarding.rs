//! The wizard: drafts that survive, skipped steps that can be restored, and a submission that names every bad field.
//!
//! service.md 1.2 (the steps of the wizard; "Skip discards the additions") and section 6: ours keeps a draft that can be
//! restored.

use crate::world::*;
use watchfloor::domain::command::Command;
use watchfloor::domain::ids::ContactId;
use watchfloor::domain::onboarding::{Draft, TenantObject, WizardStep};
use watchfloor::domain::people::Role::{self, Administrator, Advisor, Analyst, Expert};
use watchfloor::domain::phase::Phase;
use watchfloor::domain::settings::{Contact, Exclusion, ExclusionKind, Permissions, Teams};

/// Given these steps in a new workspace, when this is asked, then this is the answer.
#[track_caller]
fn check(given: &[Step], when: Step, then: &str) -> World {
    let mut world = World::new().given(given);
    assert_eq!(told(&world.ask(when)), then);
    world
}

/// Submitting this draft names these fields.
#[track_caller]
fn check_fields(draft: Draft, then: &str) {
    check(&[], submit(Administrator, draft), then);
}

fn save(role: Role, draft: Draft) -> Step {
    (role, Command::SaveOnboardingDraft { draft: Box::new(draft) })
}

fn submit(role: Role, draft: Draft) -> Step {
    (role, Command::SubmitOnboarding { draft: Box::new(draft) })
}

fn device_group(name: &str) -> Exclusion {
    Exclusion { kind: ExclusionKind::DeviceGroup, name: name.into(), since: None, expires: None }
}

#[test]
fn a_draft_is_kept_as_it_is() {
    let unfinished = Draft {
        step: WizardStep::IncidentContacts,
        contacts: vec![Contact { email: "not yet".into(), ..contact("a") }],
        teams: Teams { enabled: true, webhook: Some("http".into()) },
        ..Draft::default()
    };
    let world = check(&[], save(Administrator, unfinished.clone()), "draft saved; phase Onboarding");
    assert_eq!(world.state.onboarding.draft, Some(unfinished.clone()));
    assert_eq!(world.state.onboarding.draft_saved, Some(world.now));
    assert_eq!(world.state.settings.contacts, [], "a draft changes no setting");
    check(
        &[save(Administrator, unfinished.clone())],
        save(Administrator, unfinished.clone()),
        "no: nothing would change",
    );
    check(&[save(Administrator, unfinished)], save(Administrator, draft()), "draft saved");
    for role in [Analyst, Expert, Advisor] {
        check(&[], save(role, draft()), "no: needs the role administrator");
    }
}

#[test]
fn a_draft_cannot_outgrow_the_journal() {
    let long = "x".repeat(30_001);
    let too_long = "no: the text is longer than 30000 characters";
    let with = |change: &dyn Fn(&mut Draft)| {
        let mut draft = Draft { exclusions: vec![device_group("a")], ..draft() };
        change(&mut draft);
        save(Administrator, draft)
    };
    check(&[], with(&|draft| draft.contacts[0].name.clone_from(&long)), too_long);
    check(&[], with(&|draft| draft.contacts[0].email.clone_from(&long)), too_long);
    check(&[], with(&|draft| draft.contacts[0].phone = Some(long.clone())), too_long);
    check(&[], with(&|draft| draft.exclusions[0].name.clone_from(&long)), too_long);
    check(&[], with(&|draft| draft.teams.webhook = Some(long.clone())), too_long);
    let many = "no: there can be at most 1000";
    check(&[], with(&|draft| draft.contacts = vec![contact("a"); 1_001]), many);
    check(&[], with(&|draft| draft.exclusions = vec![device_group("a"); 1_001]), many);
}

#[test]
fn submitting_applies_everything_as_one() {
    let entered = Draft {
        step: WizardStep::Review,
        permissions: Permissions { investigate: true, respond: true, all_devices: false },
        exclusions: vec![device_group("Servers")],
        teams: Teams { enabled: true, webhook: Some("https://contoso.example/hook".into()) },
        ..draft()
    };
    let world = check(
        &[],
        submit(Administrator, entered.clone()),
        "draft saved; phase Onboarding; submitted; phase Readiness",
    );
    let settings = &world.state.settings;
    assert_eq!(settings.permissions, entered.permissions);
    assert_eq!(settings.exclusions, [Exclusion { since: Some(world.now), ..device_group("Servers") }]);
    assert_eq!(settings.contacts, entered.contacts);
    assert_eq!(settings.teams, entered.teams);
    assert_eq!(world.state.onboarding.submitted, Some((world.now, "Ada".into())));
    assert_eq!(world.state.onboarding.draft, Some(entered.clone()));
    assert_eq!(world.state.phase(), Phase::Readiness);
    // What was saved just so is not saved again.
    check(
        &[save(Administrator, entered.clone())],
        submit(Administrator, entered),
        "submitted; phase Readiness",
    );
    for role in [Analyst, Expert, Advisor] {
        check(&[], submit(role, draft()), "no: needs the role administrator");
    }
}

#[test]
fn what_was_skipped_stays_in_the_draft() {
    let skipped = Draft {
        exclusions: vec![device_group("Servers")],
        exclusions_skipped: true,
        teams: Teams { enabled: true, webhook: Some("not a link".into()) },
        teams_skipped: true,
        ..draft()
    };
    let world = check(
        &[],
        submit(Administrator, skipped.clone()),
        "draft saved; phase Onboarding; submitted; phase Readiness",
    );
    assert_eq!(world.state.settings.exclusions, []);
    assert_eq!(world.state.settings.teams, Teams::default());
    assert_eq!(world.state.onboarding.draft, Some(skipped), "restorable");
}

#[test]
fn it_is_submitted_once() {
    let done = [submit(Administrator, draft())];
    check(&done, submit(Administrator, draft()), "no: nothing would change");
    let other = Draft { contacts: vec![contact("other")], ..draft() };
    check(&done, submit(Administrator, other.clone()), "no: not possible during readiness");
    // Leaving the wizard on another step is still kept.
    check(&done, save(Administrator, Draft { step: WizardStep::NextSteps, ..draft() }), "draft saved");
}

#[test]
fn neither_permission_may_be_granted_and_the_gate_stays_closed() {
    let none = Permissions { investigate: false, respond: false, all_devices: true };
    let world = check(
        &[],
        submit(Administrator, Draft { permissions: none, ..draft() }),
        "draft saved; phase Onboarding; submitted; phase Readiness",
    );
    assert!(!world.state.gate(world.now).actions.holds());
    check_fields(
        Draft { permissions: Permissions { respond: true, ..none }, ..draft() },
        "no: permissions.respond needs the permission to investigate",
    );
}

#[test]
fn somebody_is_reachable_for_both() {
    let only =
        |incidents, reviews| Contact { for_incidents: incidents, for_reviews: reviews, ..contact("a") };
    check_fields(Draft::default(), "no: contacts.incident is missing; contacts.review is missing");
    check_fields(Draft { contacts: vec![only(true, false)], ..draft() }, "no: contacts.review is missing");
    check_fields(Draft { contacts: vec![only(false, true)], ..draft() }, "no: contacts.incident is missing");
    check_fields(
        Draft { contacts: vec![only(false, false), contact("b")], ..draft() },
        "no: contacts[0].purpose is missing",
    );
}

#[test]
fn what_is_missing_is_named_beside_what_does_not_fit() {
    check_fields(
        Draft {
            exclusions: vec![device_group(" ")],
            contacts: vec![Contact { for_reviews: false, email: "soc".into(), ..contact("a") }],
            ..Draft::default()
        },
        "no: exclusions[0].name is missing; contacts[0].email is not an e-mail address; contacts.review is missing",
    );
}

#[test]
fn every_bad_contact_names_its_field() {
    let one = |change: &dyn Fn(&mut Contact)| {
        let mut bad = contact("b");
        change(&mut bad);
        Draft { contacts: vec![contact("a"), bad], ..Draft::default() }
    };
    check_fields(one(&|c| c.name = "  ".into()), "no: contacts[1].name is missing");
    check_fields(one(&|c| c.name = "x".repeat(201)), "no: contacts[1].name is longer than 200 characters");
    check_fields(one(&|c| c.email = String::new()), "no: contacts[1].email is missing");
    for email in [
        "nobody",
        "@contoso.example",
        "a@b",
        "a@@b.example",
        "a b@c.example",
        "a@c..example",
        "a@c.example,b@c.example",
        "<a@b.example>",
    ] {
        check_fields(one(&|c| c.email = email.into()), "no: contacts[1].email is not an e-mail address");
    }
    check_fields(one(&|c| c.email = "A@contoso.EXAMPLE".into()), "no: contacts[1].email is there already");
    for phone in
        ["12", "call me", "+49 30 x", "１２３４", &"1".repeat(21), &format!("123{}", " ".repeat(300) + "4")]
    {
        check_fields(
            one(&|c| c.phone = Some(phone.into())),
            "no: contacts[1].phone is not a telephone number",
        );
    }
    check_fields(one(&|c| c.id = ContactId::new("a").unwrap()), "no: contacts[1].id is there already");
    check_fields(
        one(&|c| {
            c.name = String::new();
            c.email = "x".into();
            c.phone = Some("y".into());
        }),
        "no: contacts[1].name is missing; contacts[1].email is not an e-mail address; \
         contacts[1].phone is not a telephone number",
    );
}

#[test]
fn what_was_typed_is_tidied() {
    let typed = Contact {
        name: " Security desk ".into(),
        email: " soc@contoso.example ".into(),
        phone: Some("  ".into()),
        ..contact("a")
    };
    let entered = Draft {
        contacts: vec![typed],
        exclusions: vec![device_group(" Servers ")],
        teams: Teams { enabled: true, webhook: Some(" ".into()) },
        ..Draft::default()
    };
    let world = check(
        &[],
        submit(Administrator, entered),
        "draft saved; phase Onboarding; submitted; phase Readiness",
    );
    let settings = &world.state.settings;
    assert_eq!(settings.contacts[0].name, "Security desk");
    assert_eq!(settings.contacts[0].email, "soc@contoso.example");
    assert_eq!(settings.contacts[0].phone, None);
    assert_eq!(settings.exclusions[0].name, "Servers");
    assert_eq!(settings.teams, Teams { enabled: true, webhook: None });
}

#[test]
fn phones_of_the_world_pass() {
    for phone in ["112", "+49 (0)30 1234-567", "030.123.4567"] {
        let entered =
            Draft { contacts: vec![Contact { phone: Some(phone.into()), ..contact("a") }], ..draft() };
        check(
            &[],
            submit(Administrator, entered),
            "draft saved; phase Onboarding; submitted; phase Readiness",
        );
    }
}

#[test]
fn bad_exclusions_name_their_field() {
    let with = |exclusions: &[Exclusion]| Draft { exclusions: exclusions.to_vec(), ..draft() };
    check_fields(with(&[device_group(" ")]), "no: exclusions[0].name is missing");
    check_fields(
        with(&[device_group(&"x".repeat(201))]),
        "no: exclusions[0].name is longer than 200 characters",
    );
    check_fields(
        with(&[device_group("Servers"), device_group(" servers ")]),
        "no: exclusions[1].name is there already",
    );
    let ends = |text| Exclusion { expires: Some(at(text)), ..device_group("Servers") };
    check_fields(with(&[ends("2026-04-30T00:00:00Z")]), "no: exclusions[0].expires is in the past");
    check_fields(
        with(&[Exclusion { since: Some(at("2026-01-01T00:00:00Z")), ..ends("2026-04-30T00:00:00Z") }]),
        "no: exclusions[0].expires is in the past",
    );
    let user = Exclusion { kind: ExclusionKind::UserGroup, ..device_group("Servers") };
    check(
        &[],
        submit(Administrator, with(&[device_group("Servers"), user, ends("2026-06-01T00:00:00Z")][..2])),
        "draft saved; phase Onboarding; submitted; phase Readiness",
    );
}

#[test]
fn a_bad_web_hook_names_its_field() {
    let with =
        |enabled, webhook: &str| Draft { teams: Teams { enabled, webhook: Some(webhook.into()) }, ..draft() };
    let long = format!("https://contoso.example/{}", "x".repeat(2_048));
    for webhook in
        ["http://contoso.example", "https://", "https:// x", "https://:443/", "javascript:alert(1)"]
    {
        check_fields(with(true, webhook), "no: teams.webhook is not an https address");
    }
    check_fields(with(true, &long), "no: teams.webhook is longer than 2048 characters");
    // Teams is off: what is left in its field stops nobody.
    let world = check(
        &[],
        submit(Administrator, with(false, "half an addr")),
        "draft saved; phase Onboarding; submitted; phase Readiness",
    );
    assert_eq!(world.state.settings.teams, Teams::default());
}

/// The four objects that provider access creates (service.md 1.2): the administrator says which are there, before and
/// after submitting, and says it anew. It grants nothing and stands in nobody's way.
#[test]
fn objects_of_the_tenant_are_ticked_by_the_administrator() {
    use TenantObject::{ConditionalAccess, CrossTenantPolicy, PartnerRegistration, RoleAssignments};
    let seeing = |seen: &[TenantObject]| Draft { tenant_seen: seen.iter().copied().collect(), ..draft() };
    let nothing_new = "no: nothing would change";
    let kept: &[Step] = &[save(Administrator, seeing(&[RoleAssignments]))];
    check(&[], save(Administrator, seeing(&[PartnerRegistration])), "draft saved; phase Onboarding");
    check(kept, save(Administrator, seeing(&[RoleAssignments, CrossTenantPolicy])), "draft saved");
    check(kept, save(Administrator, seeing(&[])), "draft saved");
    check(kept, save(Administrator, seeing(&[RoleAssignments])), nothing_new);
    for role in [Analyst, Expert, Advisor] {
        check(kept, save(role, seeing(&[ConditionalAccess])), "no: needs the role administrator");
    }
    // All four are made by submitting, so that they are looked for afterwards.
    let submitted: &[Step] = &[submit(Administrator, draft())];
    let all = seeing(&TenantObject::ALL);
    check(submitted, save(Administrator, all.clone()), "draft saved");
    let mut world = World::new();
    world.must(submit(Administrator, draft()));
    let settings = world.state.settings.clone();
    world.must(save(Administrator, all));
    assert_eq!(world.state.settings, settings);
    assert_eq!(world.state.onboarding.draft.as_ref().unwrap().tenant_seen.len(), 4);
}
