//! The work of the advisor beside meetings: education, what protects the environment, and feedback.

use super::autopilot::{ADMINISTRATOR, ADVISOR, ANALYST};
use super::chapters::Times;
use super::titles::{ADMINISTRATORS, ANALYSTS, EVERYBODY, EVERYBODY_ON_CALL, SERVICE_OWNERS};
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::advisor::education::{LessonPlan, LessonState};
use crate::domain::experts::advisor::environment::{Area, ProductPlan};
use crate::domain::experts::advisor::feedback::{FeedbackKind, Said};
use crate::domain::experts::advisor::{AdvisorCard, AdvisorCommand};
use crate::domain::ids::{FeedbackId, LessonId, ProductId};
use crate::domain::people::Role;
use crate::domain::playbook_words::own;
use crate::domain::readiness::ActionStatus;
use crate::domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// Who does something, and as what.
type By = (&'static str, Role);

const BY_ADVISOR: By = (ADVISOR, Role::Advisor);
const BY_ADMINISTRATOR: By = (ADMINISTRATOR, Role::Administrator);
const BY_ANALYST: By = (ANALYST, Role::Analyst);

/// The items of the education plan: which of the usual ones, what, for whom, and after how many days everybody had it.
const LESSONS: [(&str, &str, &str, Option<i64>); 6] = [
    ("sign-up", "What the service does, and what it does not", EVERYBODY, Some(2)),
    ("readiness", "Readiness: the gate and the actions needed", ADMINISTRATORS, Some(6)),
    ("response", "Read a managed response", ANALYSTS, Some(14)),
    ("actions", "Carry out, skip and put off actions", ANALYSTS, Some(15)),
    ("reports", "Read the reports and prepare the monthly review", SERVICE_OWNERS, Some(40)),
    ("escalation", "Escalate, and hand over to incident response", EVERYBODY_ON_CALL, None),
];

/// What others sell: name, maker, what it protects, whether its alerts reach Defender.
const PRODUCTS: [(&str, &str, Area, bool); 3] = [
    ("Edge firewalls", "Network team", Area::Network, true),
    ("Building control", "Facilities", Area::Industrial, false),
    ("Log archive", "Operations", Area::Records, false),
];

/// Controls of Secure Score that the company works on: which, how far, whose, and in how many days it is due.
const TAKEN_ON: [(&str, ActionStatus, &str, i64); 3] = [
    ("encrypt-devices", ActionStatus::InProgress, ANALYST, 12),
    ("mip_dlp", ActionStatus::ToDo, ADMINISTRATOR, -4),
    ("unused-administrators", ActionStatus::InProgress, ADMINISTRATOR, 25),
];

/// What happens and when, in no particular order.
pub(super) fn advising(times: &Times) -> Vec<(Timestamp, By, Command)> {
    let mut all = Advising { steps: Vec::new() };
    all.advisor(times.start(2).plus_millis(HOUR_MS));
    all.environment(times.start(4).plus_millis(5 * HOUR_MS));
    all.feedback(times.end);
    all.settings(times.end);
    all.steps
}

struct Advising {
    steps: Vec<(Timestamp, By, Command)>,
}

impl Advising {
    fn advise(&mut self, at: Timestamp, by: By, act: AdvisorCommand) {
        self.steps.push((at, by, Command::Experts { act: Act::Advisor { act: Box::new(act) } }));
    }

    fn advisor(&mut self, at: Timestamp) {
        let card = AdvisorCard {
            name: ADVISOR.to_owned(),
            email: "advisor@provider.example".to_owned(),
            phone: Some("+44 20 7946 0190".to_owned()),
            hours: None,
            deputy: "The duty desk of the provider".to_owned(),
            deputy_email: Some("duty-desk@provider.example".to_owned()),
        };
        self.advise(at, BY_ADVISOR, AdvisorCommand::SetCard { card: Box::new(card) });
        for (place, (usual, topic, who, done)) in (1..).zip(LESSONS) {
            let Some(id) = LessonId::new(&format!("lesson-{place}")) else { continue };
            let due = at.plus_millis((done.unwrap_or(220) + 3) * DAY_MS);
            let (usual, topic, who) = (Some(usual.to_owned()), topic.to_owned(), own(who));
            let plan = LessonPlan { topic, usual, who, due: Some(due) };
            let soon = at.plus_millis(place * 2 * MINUTE_MS);
            self.advise(
                soon,
                BY_ADVISOR,
                AdvisorCommand::SaveLesson { id: id.clone(), plan: Box::new(plan) },
            );
            let (then, state) = match done {
                Some(days) => (at.plus_millis(days * DAY_MS), LessonState::Done),
                None => (at.plus_millis(30 * DAY_MS), LessonState::Begun),
            };
            self.advise(then, BY_ADMINISTRATOR, AdvisorCommand::SetLesson { id, state });
        }
    }

    fn environment(&mut self, at: Timestamp) {
        for (place, (name, maker, area, is_connected)) in (1..).zip(PRODUCTS) {
            let Some(id) = ProductId::new(&format!("product-{place}")) else { continue };
            let (name, maker) = (name.to_owned(), maker.to_owned());
            let plan = ProductPlan { name, maker, area, is_connected, note: String::new() };
            let plan = Box::new(plan);
            self.advise(
                at.plus_millis(place * MINUTE_MS),
                BY_ADVISOR,
                AdvisorCommand::SaveProduct { id, plan },
            );
        }
    }

    /// Settings that Secure Score recommends and somebody has taken on, one of them late.
    fn settings(&mut self, end: Timestamp) {
        let taken = end.plus_millis(-18 * DAY_MS);
        for (place, (key, status, owner, due_in_days)) in (0..).zip(TAKEN_ON) {
            let command = Command::SetReadinessAction {
                key: key.to_owned(),
                status,
                reason: String::new(),
                owner: owner.to_owned(),
                due: Some(end.plus_millis(due_in_days * DAY_MS)),
                evidence: String::new(),
                expires: None,
            };
            self.steps.push((taken.plus_millis(place * 3 * MINUTE_MS), BY_ADMINISTRATOR, command));
        }
    }

    fn feedback(&mut self, end: Timestamp) {
        let said = |kind, subject: &str, text: &str| {
            Box::new(Said { kind, subject: subject.to_owned(), text: text.to_owned(), incident: None })
        };
        if let Some(id) = FeedbackId::new("feedback-1") {
            let at = end.plus_millis(-21 * DAY_MS);
            let said = said(FeedbackKind::Suggestion, "Name the device in the subject of mails", "");
            self.advise(at, BY_ANALYST, AdvisorCommand::GiveFeedback { id: id.clone(), said });
            let text = "Good idea; we take it to the team that writes them.".to_owned();
            let answers = AdvisorCommand::AnswerFeedback { id: id.clone(), text };
            self.advise(at.plus_millis(26 * HOUR_MS), BY_ADVISOR, answers);
            let result = "Done since Monday.".to_owned();
            self.advise(
                at.plus_millis(9 * DAY_MS),
                BY_ADVISOR,
                AdvisorCommand::ResolveFeedback { id, result },
            );
        }
        if let Some(id) = FeedbackId::new("feedback-2") {
            let at = end.plus_millis(-5 * HOUR_MS);
            let text = "The call at night went to a number that is no longer ours.";
            let said = said(FeedbackKind::Complaint, "Called on an old number", text);
            self.advise(at, BY_ADMINISTRATOR, AdvisorCommand::GiveFeedback { id, said });
        }
    }
}
