//! What a message says.

use crate::analytics::notices::{Notice, Subject, Trigger};
use crate::domain::experts::check_in::CheckInPlan;
use crate::domain::experts::delivery::code_of;
use crate::domain::ids::{CheckInId, FeedbackId, IncidentId, InquiryId};
use crate::domain::text::clip;
use crate::formats::cards::Card;
use crate::platform::{intl, location, random};
use crate::route::{AdvisorPage, Ask, IncidentTab, Queue, Route};
use crate::t;
use crate::ui::naming;
use crate::ui::portal::Portal;
use crate::ui::text::text;

/// Longest title in a subject, in characters.
const TITLE_CHARS: usize = 120;

/// A message before it leaves.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Message {
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) facts: Vec<(String, String)>,
    pub(super) link: String,
    pub(super) code: String,
}

impl Message {
    /// The text of a mail: everything in plain words.
    pub(super) fn mail(&self) -> String {
        let facts: String = self.facts.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        format!("{}\n\n{facts}\n{}\n\n{}\n", self.text, self.link, self.proof())
    }

    /// The line with the code.
    pub(super) fn proof(&self) -> String {
        t!("notices.proof", code = self.code.as_str())
    }

    /// The message as a card; `proof` and `open` are its words.
    pub(super) fn card<'a>(&'a self, proof: &'a str, open: &'a str) -> Card<'a> {
        let link = Some((open, self.link.as_str()));
        Card { title: &self.subject, text: &self.text, facts: &self.facts, link, code: proof }
    }
}

/// A code that nobody can guess.
pub(super) fn fresh_code() -> String {
    code_of(&random::hex_id())
}

/// What a notice says.
pub(super) fn message(portal: Portal, notice: &Notice) -> Message {
    let workspace =
        portal.glance(|state| state.workspace.as_ref().map(|(_, name)| name.clone()).unwrap_or_default());
    let (what, mut facts, route) = match &notice.subject {
        Subject::Incident(id) => of_incident(portal, id, notice.trigger),
        Subject::Inquiry(id) => of_inquiry(portal, id),
        Subject::CheckIn(id) => of_check_in(portal, id),
        Subject::Feedback(id) => of_feedback(portal, id),
    };
    facts.insert(0, (t!("notices.workspace"), workspace));
    let stem = notice.trigger.as_str();
    let subject = text(&format!("notices.subject.{stem}"), &[("what", what.as_str().into())]);
    let body = text(&format!("notices.body.{stem}"), &[("what", what.as_str().into())]);
    Message { subject, text: body, facts, link: location::address_of(&route.to_string()), code: fresh_code() }
}

/// A check-in as a calendar has it, with a code of its own.
pub(super) fn invitation(plan: &CheckInPlan, link: String) -> Message {
    let subject = text("notices.subject.checkIn", &[("what", plan.title.as_str().into())]);
    Message { subject, text: plan.agenda.clone(), facts: Vec::new(), link, code: fresh_code() }
}

type Parts = (String, Vec<(String, String)>, Route);

fn of_incident(portal: Portal, id: &IncidentId, trigger: Trigger) -> Parts {
    let known = portal.glance(|state| {
        let incident = state.incident(id.as_str())?;
        let title = clip(incident.known.title(), TITLE_CHARS).into_owned();
        Some((title, incident.severity(), incident.status()))
    });
    let tab = match trigger {
        Trigger::Message => IncidentTab::History,
        Trigger::Hunting => IncidentTab::Story,
        _ => IncidentTab::Response,
    };
    let route = Route::Incident { id: id.clone(), tab, queue: Queue::default() };
    let Some((title, severity, status)) = known else { return (id.as_str().to_owned(), Vec::new(), route) };
    let facts = vec![
        (t!("notices.incident"), id.as_str().to_owned()),
        (t!("incident.severity"), naming::severity(&severity)),
        (t!("incident.status"), naming::status(&status, crate::domain::people::Party::Customer)),
    ];
    (title, facts, route)
}

fn of_inquiry(portal: Portal, id: &InquiryId) -> Parts {
    let route = Route::Ask(Ask::of(crate::domain::experts::threads::Thread::Inquiry(id.clone())));
    let known = portal.glance(|state| {
        state.experts.inquiry(id).map(|it| (it.code(), clip(&it.question.subject, TITLE_CHARS).into_owned()))
    });
    let (code, subject) = known.unwrap_or_default();
    (subject, vec![(t!("notices.question"), code)], route)
}

fn of_feedback(portal: Portal, id: &FeedbackId) -> Parts {
    let route = Route::Advisor(AdvisorPage::Feedback);
    let known = portal.glance(|state| {
        let known = state.experts.advising.feedback(id)?.clone();
        let due = known.due(&state.settings.feedback);
        Some((known, due))
    });
    let Some((known, due)) = known else { return (String::new(), Vec::new(), route) };
    let mut facts = vec![
        (t!("feedback.kind"), naming::feedback_kind(known.said.kind)),
        (t!("notices.said-by"), known.by.clone()),
    ];
    facts.extend(due.map(|due| (t!("notices.due-by"), format!("{} {}", intl::moment(due), intl::zone(due)))));
    facts.extend(known.said.incident.map(|incident| (t!("notices.incident"), incident.as_str().to_owned())));
    (clip(&known.said.subject, TITLE_CHARS).into_owned(), facts, route)
}

fn of_check_in(portal: Portal, id: &CheckInId) -> Parts {
    let known = portal.glance(|state| state.experts.check_in(id).cloned());
    let Some(known) = known else { return (String::new(), Vec::new(), Route::CheckIns) };
    let facts = vec![
        (
            t!("check-in.when"),
            format!("{} {}", intl::moment(known.plan.starts), intl::zone(known.plan.starts)),
        ),
        (t!("check-in.host"), known.plan.host.clone()),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect();
    (clip(&known.plan.title, TITLE_CHARS).into_owned(), facts, Route::CheckIns)
}
