//! Random moves over a small world: few incidents, few actions, every command, every role, a clock that also goes back.

use super::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;
use watchfloor::domain::brief::Asset;
use watchfloor::domain::command::IncidentCommand as Act;
use watchfloor::domain::ids::CommentId;
use watchfloor::domain::imports::ImportSummary;
use watchfloor::domain::people::Party;
use watchfloor::domain::playbook::{Playbook, Publishing, shipped};
use watchfloor::domain::response::{ActionKind, ActionPlan};
use watchfloor::domain::settings::{Exclusion, ExclusionKind};
use watchfloor::domain::vocabulary::{AlertStatus, Classification, Determination, Severity, Status};
use watchfloor::domain::work::Visibility;

/// What happens next, so many minutes later or, when negative, earlier.
#[derive(Clone, Debug)]
pub(crate) struct Move {
    pub(crate) minutes: i64,
    pub(crate) what: What,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    /// Somebody asks.
    Ask(Role, Box<Command>),
    /// The administrator changes one thing in the settings.
    Set(Setting),
    /// An import brings incidents.
    Import(Vec<IncidentRecord>),
}

/// One thing in the settings.
#[derive(Clone, Debug)]
pub(crate) enum Setting {
    Permissions(Permissions),
    Exclusions(Vec<Exclusion>),
    Severities(Vec<Severity>),
    Reviews(bool),
}

impl Setting {
    pub(crate) fn apply(&self, settings: &mut Settings) {
        match self {
            Self::Permissions(permissions) => settings.permissions = *permissions,
            Self::Exclusions(exclusions) => settings.exclusions.clone_from(exclusions),
            Self::Severities(severities) => settings.worked_severities.clone_from(severities),
            Self::Reviews(reviews) => {
                settings.contacts.iter_mut().for_each(|contact| contact.for_reviews = *reviews);
            }
        }
    }
}

/// So many moves at most.
pub(crate) fn moves(most: usize) -> impl Strategy<Value = Vec<Move>> {
    let minutes = prop_oneof![8 => 0..30_i64, 1 => 30..3_000_i64, 1 => -120..0_i64];
    let what = prop_oneof![
        40 => (select(&Role::ALL[..]), incident_command())
            .prop_map(|(role, act)| What::Ask(role, Box::new(act))),
        // The roles that get further.
        40 => incident_command().prop_map(|act| What::Ask(likely_role(&act), Box::new(act))),
        8 => (select(&Role::ALL[..]), service_command())
            .prop_map(|(role, command)| What::Ask(role, Box::new(command))),
        8 => service_command().prop_map(|command| What::Ask(likely_role(&command), Box::new(command))),
        12 => (select(&[Role::Analyst, Role::Expert][..]), together())
            .prop_map(|(role, command)| What::Ask(role, Box::new(command))),
        6 => setting().prop_map(What::Set),
        6 => vec(record(), 1..3).prop_map(What::Import),
    ];
    vec((minutes, what).prop_map(|(minutes, what)| Move { minutes, what }), 1..most)
}

/// A role that may well do this.
fn likely_role(command: &Command) -> Role {
    match command {
        Command::Incident {
            act: Act::AssignToTeam { .. } | Act::Resolve { .. } | Act::Reopen { .. },
            ..
        } => Role::Analyst,
        Command::Incident { act, .. } => match act {
            Act::StartAction { action: id }
            | Act::CompleteAction { action: id, .. }
            | Act::FailAction { action: id, .. }
            | Act::SkipAction { action: id, .. }
            | Act::ReopenAction { action: id }
            | Act::AdvanceAction { action: id, .. }
            | Act::FailActionOn { action: id, .. }
            | Act::SkipActionOn { action: id, .. }
            | Act::SnoozeAction { action: id, .. }
            | Act::DelegateAction { action: id, .. }
            | Act::AnswerApproval { action: id, .. }
                if *id != action("b") =>
            {
                Role::Analyst
            }
            _ => Role::Expert,
        },
        Command::StartMonitoring { .. } | Command::StartFullResponse { .. } => Role::Advisor,
        Command::SavePlaybook { .. } => Role::Expert,
        _ => Role::Administrator,
    }
}

fn incident_command() -> impl Strategy<Value = Command> {
    let id = prop_oneof![20 => Just("1"), 10 => Just("2"), 1 => Just("9")];
    (id, act()).prop_map(|(id, act)| on(id, act))
}

/// What is done to several incidents at once, and what is taken back.
fn together() -> impl Strategy<Value = Command> {
    let ids = || {
        vec(select(vec!["1", "2", "9"]), 1..4)
            .prop_map(|ids| ids.into_iter().map(incident_id).collect::<Vec<_>>())
    };
    prop_oneof![
        4 => (ids(), vec(act(), 1..3), text())
            .prop_map(|(incidents, acts, reason)| Command::Incidents { incidents, acts, reason }),
        2 => (select(vec!["1", "2"]), ids(), text()).prop_map(|(into, incidents, reason)| {
            Command::Merge { into: incident_id(into), incidents, reason }
        }),
        1 => (ids(), text()).prop_map(|(incidents, reason)| Command::Link { incidents, reason }),
        12 => (18..60_u64).prop_map(|seq| {
            let command = watchfloor::domain::ids::CommandId::new(&format!("c-{seq}")).unwrap();
            Command::Undo { command }
        }),
    ]
}

fn incident_id(id: &str) -> watchfloor::domain::ids::IncidentId {
    watchfloor::domain::ids::IncidentId::new(id).unwrap()
}

fn action_id() -> impl Strategy<Value = watchfloor::domain::ids::ActionId> {
    select(vec!["a", "b", "c"]).prop_map(action)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![6 => Just("because".to_owned()), 1 => Just(" ".to_owned()), 1 => "\\PC{0,12}"]
}

fn act() -> impl Strategy<Value = Act> {
    let party = select(vec![None, Some(Party::Experts), Some(Party::Customer)]);
    let verdict = || {
        let classification =
            prop_oneof![6 => Just(Classification::TruePositive), 4 => select(Classification::ALL)];
        let determination = prop_oneof![
            4 => Just(Determination::Other_),
            2 => Just(Determination::Unknown),
            1 => select(Determination::ALL)
        ];
        (classification, determination)
    };
    let tag = || select(vec!["vip", "VIP", "Defender Experts", " "]).prop_map(String::from);
    let visibility = select(vec![Visibility::Shared, Visibility::Internal]);
    let comment = (0..4_u8, text(), visibility).prop_map(|(id, text, visibility)| Act::Comment {
        id: CommentId::new(&id.to_string()).unwrap(),
        text,
        visibility,
    });
    prop_oneof![
        6 => Just(Act::TakeByExperts),
        6 => Just(Act::start()),
        2 => (option::of(text()), party).prop_map(|(person, party)| Act::AssignToTeam { person, party }),
        3 => text().prop_map(|text| summary(&text)),
        6 => plan_of().prop_map(|plan| Act::PlanAction { plan: Box::new(plan) }),
        3 => plan_of().prop_map(|plan| Act::ChangeAction { plan: Box::new(plan) }),
        4 => action_id().prop_map(|action| Act::WithdrawAction { action }),
        6 => verdict().prop_map(|(classification, determination)| Act::Publish { classification, determination }),
        4 => action_id().prop_map(|action| Act::StartAction { action }),
        5 => (action_id(), text()).prop_map(|(action, note)| Act::CompleteAction { action, note }),
        2 => (action_id(), text()).prop_map(|(action, reason)| Act::FailAction { action, reason }),
        2 => (action_id(), text()).prop_map(|(action, reason)| Act::SkipAction { action, reason }),
        4 => action_id().prop_map(|action| Act::ReopenAction { action }),
        2 => verdict().prop_map(|(classification, determination)| Act::Classify { classification, determination }),
        1 => tag().prop_map(|tag| Act::AddTag { tag }),
        1 => tag().prop_map(|tag| Act::RemoveTag { tag }),
        1 => comment,
        2 => (text(), any::<bool>()).prop_map(|(note, force)| Act::Resolve { note, force }),
        3 => text().prop_map(|reason| Act::Reopen { reason }),
        1 => (0..9_i64, text()).prop_map(|(hours, note)| Act::PauseClock {
            until: at(DAWN).plus_millis(hours * 6 * 60 * MINUTE_MS),
            reason: watchfloor::domain::work::PauseReason::Other,
            note,
        }),
        1 => Just(Act::ResumeClock),
        8 => agreement(),
    ]
}

/// What is agreed about actions, and what playbooks and products bring.
fn agreement() -> impl Strategy<Value = Act> {
    let moment = || (-10..3_000_i64).prop_map(|minutes| at(DAWN).plus_millis(minutes * MINUTE_MS));
    let assets = || select(vec![vec!["ws-1".to_owned()], vec!["ws-9".to_owned()], Vec::new()]);
    let playbook = select(vec!["malware-device", "phishing", "none"]);
    prop_oneof![
        (action_id(), assets(), text()).prop_map(|(action, assets, note)| Act::AdvanceAction {
            action,
            assets,
            note
        }),
        (action_id(), assets(), text()).prop_map(|(action, assets, reason)| Act::FailActionOn {
            action,
            assets,
            reason
        }),
        (action_id(), assets(), text()).prop_map(|(action, assets, reason)| Act::SkipActionOn {
            action,
            assets,
            reason
        }),
        (action_id(), option::of(moment())).prop_map(|(action, until)| Act::SnoozeAction { action, until }),
        (action_id(), text(), text()).prop_map(|(action, to, note)| Act::DelegateAction { action, to, note }),
        (action_id(), text()).prop_map(|(action, note)| Act::AskApproval { action, note }),
        (action_id(), any::<bool>(), text()).prop_map(|(action, yes, note)| Act::AnswerApproval {
            action,
            yes,
            note
        }),
        playbook.prop_map(|id| Act::ApplyPlaybook {
            playbook: id.into(),
            seed: action("seed"),
            found: Vec::new()
        }),
        text().prop_map(|text| Act::EditComment { id: CommentId::new("1").unwrap(), text }),
        text().prop_map(|alert| Act::ManageAlert {
            alert,
            status: Some(AlertStatus::Resolved),
            verdict: None
        }),
        (text(), text()).prop_map(|(to, reason)| Act::HandOver { to, reason }),
    ]
}

/// `b` is mostly the experts', the others mostly the customer's.
fn plan_of() -> impl Strategy<Value = ActionPlan> {
    let kind = prop_oneof![4 => Just(None), 1 => select(&ActionKind::ALL[..]).prop_map(Some)];
    let target: fn() -> Vec<Option<Asset>> = || vec![None, Some(device("ws-1")), Some(user("kim"))];
    (action_id(), kind, select(target()), option::of(action_id())).prop_map(|(id, kind, target, after)| {
        let usual = if id == action("b") { ActionKind::IsolateDevice } else { ActionKind::Text };
        let target = kind.map_or(Some(device("ws-1")), |_| target);
        let after = after.filter(|first| *first < id);
        ActionPlan { target, after, ..plan(id.as_str(), kind.unwrap_or(usual)) }
    })
}

fn service_command() -> impl Strategy<Value = Command> {
    let status = select(&ActionStatus::ALL[..]);
    let entry = select(RECOMMENDATIONS).prop_map(|entry| entry.key);
    let draft = || {
        (any::<bool>(), any::<bool>(), exclusions()).prop_map(|(respond, skipped, exclusions)| {
            let permissions = Permissions { respond, ..Permissions::default() };
            Box::new(Draft { permissions, exclusions, exclusions_skipped: skipped, ..draft() })
        })
    };
    prop_oneof![
        text().prop_map(|name| Command::RenameWorkspace { name }),
        draft().prop_map(|draft| Command::SaveOnboardingDraft { draft }),
        draft().prop_map(|draft| Command::SubmitOnboarding { draft }),
        (entry, status, text()).prop_map(|(key, status, reason)| set_action(key, status, &reason)),
        (0..110_u8, option::of(0..120_u32)).prop_map(|(percent, licensed_devices)| {
            let identity_target_percent = percent;
            let parameters =
                ReadinessParameters { licensed_devices, identity_target_percent, ..Default::default() };
            Command::SetReadinessParameters { parameters }
        }),
        any::<bool>().prop_map(|allowed| Command::AllowAutomation { allowed }),
        (0..3_u32, any::<bool>(), text()).prop_map(|(version, itself, about)| {
            let publishing = if itself { Publishing::ByItself } else { Publishing::AfterReview };
            let base = shipped().iter().find(|known| known.id == "malware-device").unwrap().clone();
            Command::SavePlaybook { playbook: Box::new(Playbook { version, publishing, about, ..base }) }
        }),
        text().prop_map(|note| Command::StartMonitoring { note }),
        text().prop_map(|note| Command::StartFullResponse { note }),
        (0..9_u8, 0..120_u32)
            .prop_map(|(id, count)| take(machines_import(&format!("m{id}"), machines(count)))),
        (0..9_u8, 0..4_u32).prop_map(|(id, count)| take(sensors_import(&format!("s{id}"), 3, count))),
        (0..9_u8)
            .prop_map(|id| take(ImportSummary { batches: vec![], ..incidents_import(&format!("e{id}"), 0) })),
    ]
}

fn exclusions() -> impl Strategy<Value = Vec<Exclusion>> {
    let kind = select(&ExclusionKind::ALL[..]);
    let name = select(vec!["ws-1", "Clients", "kim", "Servers", " "]);
    let expires = option::of((0..5_000_i64).prop_map(|minutes| at(DAWN).plus_millis(minutes * MINUTE_MS)));
    let exclusion = (kind, name, expires).prop_map(|(kind, name, expires)| Exclusion {
        kind,
        name: name.into(),
        since: None,
        expires,
    });
    vec(exclusion, 0..3)
}

fn setting() -> impl Strategy<Value = Setting> {
    let permissions = prop_oneof![
        3 => Just((true, true, true)),
        1 => any::<(bool, bool, bool)>()
    ];
    prop_oneof![
        permissions.prop_map(|(investigate, respond, all_devices)| {
            Setting::Permissions(Permissions { investigate, respond, all_devices })
        }),
        exclusions().prop_map(Setting::Exclusions),
        vec(select(Severity::ALL), 0..3).prop_map(Setting::Severities),
        any::<bool>().prop_map(Setting::Reviews),
    ]
}

/// The incidents `1` and `2` as a source may say they are, dated any time, also far away.
fn record() -> impl Strategy<Value = IncidentRecord> {
    let updated = prop_oneof![
        8 => (-2_000..3_000_i64).prop_map(|minutes| at(DAWN).plus_millis(minutes * MINUTE_MS)),
        1 => select(vec![Timestamp::MIN, Timestamp::MAX]),
    ];
    let assigned =
        select(vec![None, Some("Defender Experts"), Some("Customer"), Some("kim@contoso.example")]);
    let status = prop_oneof![6 => select(Status::ALL), 1 => Just(Status::parse("statusOfTomorrow"))];
    let verdict =
        select(vec![Classification::Unknown, Classification::TruePositive, Classification::FalsePositive]);
    let rest = (any::<bool>(), select(vec!["Clients", "Servers", "UnassignedGroup"]), any::<bool>());
    (select(vec!["1", "2"]), updated, status, assigned, verdict, rest).prop_map(
        |(id, updated, status, assigned, classification, (bare, group, tagged))| {
            let facts = json!({"mdeDeviceId": "ws-1", "rbacGroupName": group});
            IncidentRecord {
                last_update_date_time: updated,
                status,
                assigned_to: assigned.map(Into::into),
                classification,
                system_tags: if tagged { vec!["Defender Experts".into()] } else { Vec::new() },
                alerts: if bare { Vec::new() } else { vec![alert(&[("device", facts)])] },
                ..incident(id)
            }
        },
    )
}
