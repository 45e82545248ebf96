//! What happens at its time whatever incidents come: the way through the wizard, readiness and monitoring, and what is
//! done every month afterwards.

use super::autopilot::{ADMINISTRATOR, ADVISOR, ANALYST, actor};
use super::chapters::Times;
use super::company::{BEFORE_ONBOARDING, Company, EXECUTIVES, Progress};
use crate::domain::approvals::{Approval, AssetGroup, Band, ByTime, Cell};
use crate::domain::brief::AssetKind;
use crate::domain::command::Command;
use crate::domain::contact_notes::ContactNote;
use crate::domain::coverage::{EntraPlan, Mode, Platform, Prerequisites, Workload};
use crate::domain::ids::{ContactId, RiskId};
use crate::domain::onboarding::{Draft, TenantObject, WizardStep};
use crate::domain::people::{Actor, Role};
use crate::domain::readiness::{ActionStatus, RECOMMENDATIONS};
use crate::domain::response::ActionKind;
use crate::domain::settings::{Contact, Exclusion, ExclusionKind, Permissions, Settings};
use crate::domain::state::State;
use crate::domain::steering::{RiskKind, SteeringCommand};
use crate::domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use crate::formats::script::Deed;

/// What is done, for the company and the state as it is then.
type Making = Box<dyn Fn(&Company, &State, Timestamp) -> Option<Deed>>;

/// A step at its time.
pub(super) struct Fixed {
    pub(super) at: Timestamp,
    pub(super) by: Actor,
    pub(super) deed: Making,
}

const DESK: &str = "desk";
const LEAD: &str = "lead";

/// All of them.
pub(super) fn plan(times: &Times) -> Vec<Fixed> {
    let mut plan = Plan { fixed: Vec::new(), at: times.start(2) };
    plan.wizard();
    plan.at = times.start(3);
    plan.estate();
    plan.at = times.start(4);
    plan.gaps();
    plan.at = times.start(5);
    plan.monitoring();
    plan.at = times.start(6);
    plan.response();
    plan.months(times);
    for (at, by, command) in super::advising::advising(times) {
        plan.at = at;
        plan.ask(0, by, command);
    }
    plan.fixed
}

struct Plan {
    fixed: Vec<Fixed>,
    at: Timestamp,
}

impl Plan {
    fn then(&mut self, minutes: i64, (person, role): (&str, Role), deed: Making) {
        self.at = self.at.plus_millis(minutes * MINUTE_MS);
        self.fixed.push(Fixed { at: self.at, by: actor(person, role), deed });
    }

    fn ask(&mut self, minutes: i64, by: (&str, Role), command: Command) {
        self.then(minutes, by, Box::new(move |_, _, _| Some(Deed::Ask(command.clone()))));
    }

    fn wizard(&mut self) {
        let by = (ADMINISTRATOR, Role::Administrator);
        let full = draft();
        for (minutes, draft) in on_the_way(&full) {
            self.ask(minutes, by, Command::SaveOnboardingDraft { draft: Box::new(draft) });
        }
        self.ask(4, by, Command::SubmitOnboarding { draft: Box::new(full) });
        for contact in [DESK, LEAD] {
            let Some(contact) = ContactId::new(contact) else { continue };
            let note = |note| Command::NoteContact { contact: contact.clone(), note };
            let code = "harbour-42".to_owned();
            self.ask(20, (ADVISOR, Role::Advisor), note(ContactNote::Told));
            self.ask(1, (ADVISOR, Role::Advisor), note(ContactNote::TestSent { code: code.clone() }));
            self.ask(35, (ADVISOR, Role::Advisor), note(ContactNote::Answered { code }));
        }
    }

    /// The exports of a day.
    fn exports(&mut self, minutes: i64, permille: u64, silent: usize, (days, shift): (i64, i64)) {
        let deed: Making = Box::new(move |company, _, at| {
            // A small office has so few devices that one more would miss the target.
            let protected_permille =
                if permille > 900 && company.devices.len() < 200 { 1_000 } else { permille };
            let how = Progress { protected_permille, silent_sensors: silent };
            let file = |name: &str, text: String| (format!("{name}.json"), text);
            Some(Deed::TakeFiles(vec![
                file("subscriptions", company.licences()),
                file("users", company.directory()),
                file("groups", company.groups()),
                file("machines", company.machines(at, how)),
                file("sensors", company.sensors(how)),
                file("secure-scores", company.scores(at, days, shift)),
                file("control-profiles", company.profiles()),
            ]))
        });
        self.then(minutes, (ADVISOR, Role::Advisor), deed);
    }

    fn estate(&mut self) {
        self.exports(25, 710, 1, (30, BEFORE_ONBOARDING));
        let by = (ADVISOR, Role::Advisor);
        for entry in RECOMMENDATIONS.iter().filter(|entry| entry.required && !entry.derived) {
            self.ask(6, by, set(entry.key, ActionStatus::InProgress, "", None));
        }
        let until = self.at.plus_millis(365 * DAY_MS);
        let why = "The scanners in the warehouse cannot run it; they are on a network of their own.";
        self.ask(
            18,
            (ADMINISTRATOR, Role::Administrator),
            set("network-protection", ActionStatus::RiskAccepted, why, Some(until)),
        );
    }

    fn gaps(&mut self) {
        let by = (ADMINISTRATOR, Role::Administrator);
        for entry in RECOMMENDATIONS.iter().filter(|entry| entry.required && !entry.derived) {
            self.ask(95, by, set(entry.key, ActionStatus::Completed, "", None));
        }
        self.at = self.at.plus_millis(DAY_MS);
        self.exports(30, 860, 0, (3, 0));
        self.at = self.at.plus_millis(20 * HOUR_MS);
        self.exports(30, 994, 0, (2, 0));
    }

    fn monitoring(&mut self) {
        let advisor = (ADVISOR, Role::Advisor);
        let steer = |act| Command::Steer { act };
        let note = "Every condition of the gate is met.".to_owned();
        self.ask(45, advisor, Command::StartMonitoring { note });
        let critical = [
            (AssetKind::Device, "dc-0001.aldermoor.example", "Domain controller of the head office."),
            (AssetKind::Device, "srv-0021.aldermoor.example", "Runs the planning of all routes."),
        ];
        for (kind, name, why) in critical {
            let (name, why) = (name.to_owned(), why.to_owned());
            self.ask(160, advisor, steer(SteeringCommand::NameCritical { kind, name: name.clone(), why }));
            let agree = steer(SteeringCommand::AgreeCritical { kind, name });
            self.ask(50, (ADMINISTRATOR, Role::Administrator), agree);
        }
        if let Some(id) = RiskId::new("old-service-account") {
            let title = "A service account signs in to every server with a password from 2019".to_owned();
            let detail = "Seen while learning what is normal; no sign of misuse.".to_owned();
            let kind = RiskKind::LatentThreat;
            self.ask(
                1_400,
                advisor,
                steer(SteeringCommand::RecordRisk { id: id.clone(), kind, title, detail }),
            );
            let note = "The password was changed and the account may sign in to two servers only.".to_owned();
            self.ask(2_100, advisor, steer(SteeringCommand::SettleRisk { id, note }));
        }
    }

    /// The bounds are set first, so that they hold from the first incident on.
    fn response(&mut self) {
        self.at = self.at.plus_millis(-3 * HOUR_MS);
        let bounds: Making = Box::new(|_, state, _| {
            let settings = Settings { approvals: approvals(&state.settings), ..state.settings.clone() };
            Some(Deed::Ask(Command::ChangeSettings { settings: Box::new(settings) }))
        });
        self.then(55, (ADMINISTRATOR, Role::Administrator), bounds);
        let note = "Normal activity is known and the critical assets are agreed.".to_owned();
        self.ask(155, (ADVISOR, Role::Advisor), Command::StartFullResponse { note });
    }

    /// The exports of every month and those of the last day, and the reviews of the service.
    fn months(&mut self, times: &Times) {
        for month in 1..=5 {
            self.at = times.start(7).plus_millis(month * 30 * DAY_MS + 8 * HOUR_MS);
            self.exports(5, 994, 0, (1, 180 - month * 30));
            if month == 3 {
                let note =
                    "Held with the service desk: one more team is to be told of the contacts.".to_owned();
                let act = SteeringCommand::HoldReview { note };
                self.ask(300, (ADVISOR, Role::Advisor), Command::Steer { act });
            }
        }
        self.at = times.start(10);
        self.exports(10, 996, 0, (90, 0));
        let on = times.end.plus_millis(40 * DAY_MS);
        let act = SteeringCommand::PlanReview { on, note: "With the owners of the warehouses.".to_owned() };
        self.ask(15, (ADVISOR, Role::Advisor), Command::Steer { act });
    }
}

fn set(key: &str, status: ActionStatus, reason: &str, expires: Option<Timestamp>) -> Command {
    Command::SetReadinessAction {
        key: key.to_owned(),
        status,
        reason: reason.to_owned(),
        owner: ANALYST.to_owned(),
        due: None,
        evidence: String::new(),
        expires,
    }
}

fn draft() -> Draft {
    let contact = |id: &str, name: &str, phone: &str, (for_incidents, for_reviews): (bool, bool)| {
        Some(Contact {
            id: ContactId::new(id)?,
            name: name.to_owned(),
            email: format!("{id}@aldermoor.example"),
            phone: Some(phone.to_owned()),
            is_team: id == DESK,
            for_incidents,
            for_reviews,
            call_order: for_incidents.then_some(if id == DESK { 1 } else { 2 }),
            hours: None,
            directory_id: None,
        })
    };
    let contacts = [
        contact(DESK, "Security desk", "+44 20 7946 0100", (true, false)),
        contact(LEAD, ADMINISTRATOR, "+44 20 7946 0101", (true, true)),
    ];
    // The management stays with the customer: its devices and its accounts.
    let excluded = [ExclusionKind::DeviceGroup, ExclusionKind::UserGroup].map(|kind| Exclusion {
        kind,
        name: EXECUTIVES.to_owned(),
        since: None,
        expires: None,
    });
    Draft {
        step: WizardStep::Review,
        furthest: WizardStep::Review,
        permissions: Permissions { investigate: true, respond: true, all_devices: true },
        tenant_seen: TenantObject::ALL.into_iter().collect(),
        exclusions: excluded.to_vec(),
        contacts: contacts.into_iter().flatten().collect(),
        teams_skipped: true,
        prerequisites: Some(prerequisites()),
        ..Draft::default()
    }
}

/// The wizard as it is kept on the way through its steps, with the minutes that each takes.
fn on_the_way(full: &Draft) -> Vec<(i64, Draft)> {
    let at = |step| Draft { step, furthest: step, ..full.clone() };
    let began =
        Draft { step: WizardStep::Permissions, furthest: WizardStep::Permissions, ..Draft::default() };
    let permissions = Draft {
        exclusions: Vec::new(),
        contacts: Vec::new(),
        teams_skipped: false,
        ..at(WizardStep::Exclusions)
    };
    let excluded = Draft { contacts: Vec::new(), teams_skipped: false, ..at(WizardStep::IncidentContacts) };
    let mut reached = Draft { teams_skipped: false, ..at(WizardStep::ReviewContacts) };
    reached.contacts.iter_mut().for_each(|contact| contact.for_reviews = false);
    let named = Draft { teams_skipped: false, ..at(WizardStep::Teams) };
    vec![(12, began), (3, permissions), (2, excluded), (4, reached), (2, named), (1, full.clone())]
}

/// Everything is licensed and acts; phones are there and not covered.
fn prerequisites() -> Prerequisites {
    Prerequisites {
        entra: EntraPlan::P2,
        workloads: Workload::ALL.into_iter().map(|workload| (workload, Mode::Active)).collect(),
        platforms: [Platform::Windows, Platform::MacOs, Platform::Linux, Platform::Ios].into_iter().collect(),
        ..Prerequisites::default()
    }
}

/// On servers the experts ask before they isolate; else they act.
fn approvals(settings: &Settings) -> crate::domain::approvals::Approvals {
    let servers = AssetGroup { kind: ExclusionKind::DeviceGroup, name: "Servers".to_owned() };
    let mut approvals = settings.approvals.clone();
    approvals.columns.push(servers.clone());
    let mut cell = Cell::new(ActionKind::IsolateDevice, Some(servers));
    Band::ALL.into_iter().for_each(|band| cell.set(band, ByTime::always(Approval::AskFirst)));
    approvals.set(cell);
    approvals
}
