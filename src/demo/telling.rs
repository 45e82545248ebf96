//! What leaves as a message: what waits in the outbox is sent some times a day, an expert writes about something outside
//! any incident, and a rule tells the server team of incidents.

use super::autopilot::{ADMINISTRATOR, ANALYST, EXPERTS, actor};
use super::chapters::Times;
use super::onboarding::Fixed;
use crate::analytics::notices::{Found, Notice, RECENT_DAYS, Standing, Subject, Trigger, notices};
use crate::domain::catalogue::Row;
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::delivery::{Channel, Dispatch, Outcome, code_of};
use crate::domain::experts::inquiry::{LetterKind, Purpose, Question};
use crate::domain::experts::mail_rule::MailTerms;
use crate::domain::experts::question_scope::Nature;
use crate::domain::ids::{CommentId, InquiryId, MailRuleId};
use crate::domain::people::{Actor, Role};
use crate::domain::state::State;
use crate::domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use crate::domain::vocabulary::Severity;
use crate::domain::work::Stage;
use crate::formats::script::Deed;

/// So often somebody sends what waits, in hours.
const ROUND_HOURS: i64 = 6;
/// What came up within so many hours before the end still waits.
const LATELY_HOURS: i64 = 20;
/// So many of the latest incidents are looked at beside those that somebody works on; older ones tell nobody anything.
const LATEST_ROWS: usize = 600;
/// Where mails of the company go.
const DESK_MAIL: &str = "desk@aldermoor.example";

/// All of it.
pub(super) fn plan(times: &Times) -> Vec<Fixed> {
    let rule_at = times.end.plus_millis(-2 * DAY_MS);
    let administrator = actor(ADMINISTRATOR, Role::Administrator);
    let hunter = actor(EXPERTS.first().copied().unwrap_or_default(), Role::Expert);
    let acts = [
        rule(rule_at).map(|act| put(rule_at, administrator, act)),
        letter().map(|act| put(times.end.plus_millis(-19 * HOUR_MS - 25 * MINUTE_MS), hunter, act)),
    ];
    acts.into_iter().flatten().chain(sendings(times)).collect()
}

/// Some times a day somebody sends what waits; what came up lately still does.
fn sendings(times: &Times) -> impl Iterator<Item = Fixed> {
    let last = times.end.plus_millis(-LATELY_HOURS * HOUR_MS);
    let rounds = RECENT_DAYS * DAY_MS / (ROUND_HOURS * HOUR_MS);
    (0..=rounds).rev().map(move |round| {
        let deed = Box::new(|_: &_, state: &State, at: Timestamp| {
            let dispatches = sent(state, at);
            (!dispatches.is_empty())
                .then(|| Deed::Ask(Command::Experts { act: Act::RecordAll { dispatches } }))
        });
        let at = last.plus_millis(-round * ROUND_HOURS * HOUR_MS);
        Fixed { at, by: actor(ANALYST, Role::Analyst), deed }
    })
}

/// What waits at a moment, as it leaves.
fn sent(state: &State, at: Timestamp) -> Vec<Dispatch> {
    let catalogue = &state.catalogue;
    let latest: Vec<Row> = catalogue.rows().skip(catalogue.len().saturating_sub(LATEST_ROWS)).collect();
    let worked = || state.work.keys().filter_map(|id| Some((catalogue.row(id)?, state.incident(id)?)));
    let awaiting = worked().filter(|(_, it)| it.stage() == Stage::YourTurn).map(|(row, _)| row).collect();
    let notified = worked().filter(|(_, it)| it.known.is_notification()).map(|(row, _)| row).collect();
    let found = Found { awaiting, notified, recent: latest };
    let due = notices(state, &found, at).into_iter().filter(|it| it.standing == Standing::Due);
    due.map(|notice| dispatch(state, &notice)).collect()
}

fn dispatch(state: &State, notice: &Notice) -> Dispatch {
    let to = match &notice.to {
        Some(to) if notice.channel == Channel::Phone => to.phone.clone().unwrap_or_default(),
        Some(to) => to.email.clone(),
        None => notice.channel.as_str().to_owned(),
    };
    // Any number that is of the notice alone: in a story nobody has to guess it.
    let number = notice.key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |all, byte| {
        (all ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    Dispatch {
        notice: notice.key.clone(),
        channel: notice.channel,
        to,
        subject: subject(state, notice),
        code: code_of(&format!("{number:016x}")),
        outcome: if notice.to.is_some() { Outcome::Handed } else { Outcome::Sent },
    }
}

fn subject(state: &State, notice: &Notice) -> String {
    let what = match &notice.subject {
        Subject::Incident(id) | Subject::Rule(_, id) => {
            state.incident(id.as_str()).map(|it| it.known.title().to_owned()).unwrap_or_default()
        }
        Subject::Inquiry(id) => {
            state.experts.inquiry(id).map(|it| it.question.subject.clone()).unwrap_or_default()
        }
        Subject::CheckIn(id) => {
            state.experts.check_in(id).map(|it| it.plan.title.clone()).unwrap_or_default()
        }
        Subject::Feedback(id) => {
            let known = state.experts.advising.feedback(id);
            known.map(|it| it.said.subject.clone()).unwrap_or_default()
        }
        Subject::Contact(_) => super::company::NAME.to_owned(),
    };
    let kind = match notice.trigger {
        Trigger::BreakGlass => "Call now",
        Trigger::Published => "Response published",
        Trigger::Hunting => "Hunting notification",
        Trigger::Approval => "May the experts act?",
        Trigger::Reminder | Trigger::Feedback => "Your action is awaited",
        Trigger::Release => "Still in force",
        Trigger::Escalation => "Overdue, you are next in line",
        Trigger::Message | Trigger::Letter => "The experts write",
        Trigger::Rule => "Incident",
        Trigger::Named => "You are a contact of",
        Trigger::Mention => "You were named in",
        Trigger::CheckIn => "Check-in",
        Trigger::CheckInOff => "Called off",
        Trigger::FeedbackLate => "Not answered in time",
        Trigger::Answer | Trigger::FeedbackAnswer => "Answered",
    };
    format!("{kind}: {what}")
}

fn put(at: Timestamp, by: Actor, act: Act) -> Fixed {
    let deed = Box::new(move |_: &_, _: &_, _| Some(Deed::Ask(Command::Experts { act: act.clone() })));
    Fixed { at, by, deed }
}

fn rule(from: Timestamp) -> Option<Act> {
    let terms = MailTerms {
        name: "Servers under attack".to_owned(),
        about: "The server team wants to know at once.".to_owned(),
        on: true,
        severities: vec![Severity::Critical, Severity::High],
        from,
        once: true,
        organisation: true,
        link: true,
        recipients: vec!["servers@aldermoor.example".to_owned(), DESK_MAIL.to_owned()],
        ..MailTerms::default()
    };
    Some(Act::SaveMailRule { id: MailRuleId::new("servers")?, terms: Box::new(terms) })
}

fn letter() -> Option<Act> {
    let question = Question {
        purpose: Purpose::Threat,
        nature: Nature::Security,
        subject: "A key of yours stands in a public repository".to_owned(),
        text: "While we hunted for something else we came upon a key of your build account in a public repository. It \
               belongs to no incident: nobody has used it so far.\n\n- Take the key back today\n- Tell us who may have \
               published it, so that we can look at that account"
            .to_owned(),
        about: Vec::new(),
        tell: vec![DESK_MAIL.to_owned()],
    };
    let (id, message) = (InquiryId::new("public-key")?, CommentId::new("public-key-1")?);
    Some(Act::Write { id, kind: LetterKind::Finding, question: Box::new(question), message })
}
