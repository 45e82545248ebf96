//! What the subject of a notice is called, what is known of it, and where it has its page.

use crate::analytics::notices::{Notice, Subject, Trigger};
use crate::domain::break_glass::danger;
use crate::domain::ids::{CheckInId, ContactId, FeedbackId, IncidentId, InquiryId, MailRuleId};
use crate::domain::people::Party;
use crate::domain::response::Response;
use crate::domain::state::{Incident, State};
use crate::domain::text::clip;
use crate::platform::intl;
use crate::route::{AdvisorPage, Ask, IncidentTab, Queue, Route, ServicePage};
use crate::t;
use crate::ui::naming;
use crate::ui::portal::Portal;
use crate::ui::text::text;
use std::collections::BTreeSet;

/// Longest title in a subject, in characters.
const TITLE_CHARS: usize = 120;
/// Longest text of a letter in a mail, in characters: links to write a mail have an end.
const LETTER_CHARS: usize = 1_500;
/// So many device groups a mail names.
const GROUPS_MAX: usize = 5;

/// What a message says of its subject.
pub(super) struct Parts {
    pub(super) what: String,
    pub(super) facts: Vec<(String, String)>,
    pub(super) route: Route,
    /// In place of the usual sentence of the trigger.
    pub(super) text: Option<String>,
}

impl Parts {
    fn new(what: String, facts: Vec<(String, String)>, route: Route) -> Self {
        Self { what, facts, route, text: None }
    }
}

/// The parts of a notice.
pub(super) fn parts(portal: Portal, notice: &Notice) -> Parts {
    match &notice.subject {
        Subject::Incident(id) => of_incident(portal, id, notice.trigger),
        Subject::Rule(rule, id) => of_rule(portal, rule, id),
        Subject::Inquiry(id) => of_inquiry(portal, id, notice),
        Subject::CheckIn(id) => of_check_in(portal, id),
        Subject::Feedback(id) => of_feedback(portal, id),
        Subject::Contact(id) => of_contact(portal, id),
    }
}

fn incident_route(id: &IncidentId, tab: IncidentTab) -> Route {
    Route::Incident { id: id.clone(), tab, queue: Queue::default() }
}

fn of_incident(portal: Portal, id: &IncidentId, trigger: Trigger) -> Parts {
    let tab = match trigger {
        Trigger::Message | Trigger::Mention => IncidentTab::History,
        Trigger::Hunting | Trigger::BreakGlass => IncidentTab::default(),
        _ => IncidentTab::Response,
    };
    let route = incident_route(id, tab);
    let known = portal.glance(|state| {
        let incident = state.incident(id.as_str())?;
        Some((title(incident), facts(incident), danger(state, incident)))
    });
    let Some((title, mut facts, danger)) = known else {
        return Parts::new(id.as_str().to_owned(), Vec::new(), route);
    };
    if let Some(danger) = danger.filter(|_| trigger == Trigger::BreakGlass) {
        let why = text(&format!("notices.danger.{}", danger.as_str()), &[]);
        facts.insert(0, (t!("notices.danger"), why));
    }
    if trigger == Trigger::Published {
        let counts =
            portal.glance(|state| state.incident(id.as_str()).and_then(Incident::response).map(counts));
        if let Some((done, asked)) = counts {
            facts.push((t!("notices.done"), done.to_string()));
            facts.push((t!("notices.asked"), asked.to_string()));
        }
    }
    Parts::new(title, facts, route)
}

fn title(incident: Incident<'_>) -> String {
    clip(incident.known.title(), TITLE_CHARS).into_owned()
}

fn facts(incident: Incident<'_>) -> Vec<(String, String)> {
    vec![
        (t!("notices.incident"), incident.id().to_owned()),
        (t!("incident.severity"), naming::severity(&incident.severity())),
        (t!("incident.status"), naming::status(&incident.status(), Party::Customer)),
    ]
}

/// How many actions of a published response are settled, and how many await the customer.
fn counts(response: &Response) -> (usize, usize) {
    let settled = response.actions.iter().filter(|it| it.state.is_settled()).count();
    let asked = response.open_for(Party::Customer).count();
    (settled, asked)
}

fn of_rule(portal: Portal, rule: &MailRuleId, id: &IncidentId) -> Parts {
    let route = incident_route(id, IncidentTab::default());
    let known = portal.glance(|state| {
        let incident = state.incident(id.as_str())?;
        Some((title(incident), incident_facts(incident), rule_name(state, rule)))
    });
    let Some((title, facts, name)) = known else {
        return Parts::new(id.as_str().to_owned(), Vec::new(), route);
    };
    let text = Some(t!("notices.body.rule", what = name));
    Parts { text, ..Parts::new(title, facts, route) }
}

fn rule_name(state: &State, rule: &MailRuleId) -> String {
    state.experts.mail_rule(rule).map(|it| it.terms.name.clone()).unwrap_or_default()
}

/// What a mail of a rule says of an incident.
pub(super) fn incident_facts(incident: Incident<'_>) -> Vec<(String, String)> {
    let known = incident.known;
    let mut facts = facts(incident);
    let sources: BTreeSet<String> = known.sources().map(naming::source).collect();
    let groups: BTreeSet<&str> = known.assets().filter_map(|asset| asset.group.as_deref()).collect();
    let named: Vec<&str> = groups.into_iter().take(GROUPS_MAX).collect();
    let listed = [
        (t!("notices.source"), sources.into_iter().collect::<Vec<_>>().join(", ")),
        (t!("notices.groups"), named.join(", ")),
        (t!("notices.created"), format!("{} {}", intl::moment(known.created()), intl::zone(known.created()))),
    ];
    facts.extend(listed.into_iter().filter(|(_, value)| !value.is_empty()));
    facts
}

fn of_inquiry(portal: Portal, id: &InquiryId, notice: &Notice) -> Parts {
    let route = Route::Ask(Ask::of(crate::domain::experts::threads::Thread::Inquiry(id.clone())));
    let known = portal.glance(|state| state.experts.inquiry(id).cloned());
    let Some(known) = known else { return Parts::new(String::new(), Vec::new(), route) };
    let subject = clip(&known.question.subject, TITLE_CHARS).into_owned();
    let Some(kind) = known.letter else {
        return Parts::new(subject, vec![(t!("notices.question"), known.code())], route);
    };
    // A letter is what the expert wrote; whoever reads the mail need not open anything to know.
    let said = known.messages.iter().find(|it| it.party == Party::Experts && it.at == notice.at);
    let said = said.map(|it| clip(&it.text, LETTER_CHARS).into_owned());
    let facts = vec![
        (t!("notices.letter"), known.code()),
        (t!("notices.letter.kind"), text(&format!("ask.letter.{}", kind.as_str()), &[])),
        (t!("notices.said-by"), known.by.person.clone()),
    ];
    Parts { text: said, ..Parts::new(subject, facts, route) }
}

fn of_contact(portal: Portal, id: &ContactId) -> Parts {
    let route = Route::Service(ServicePage::Contacts);
    let known = portal.glance(|state| state.settings.contacts.iter().find(|it| it.id == *id).cloned());
    let workspace = super::wording::workspace(portal);
    let Some(contact) = known else { return Parts::new(workspace, Vec::new(), route) };
    let serves = [
        contact.for_incidents.then(|| t!("notices.named.incidents")),
        contact.for_reviews.then(|| t!("notices.named.reviews")),
    ];
    let serves: Vec<String> = serves.into_iter().flatten().collect();
    let order = contact.call_order.filter(|_| contact.for_incidents);
    let mut facts = vec![(t!("notices.named.for"), serves.join(", "))];
    facts.extend(order.map(|order| (t!("notices.named.order"), order.to_string())));
    let body = t!("reach.told.body", name = contact.name.as_str(), workspace = workspace.as_str());
    Parts { text: Some(body), ..Parts::new(workspace, facts, route) }
}

fn of_feedback(portal: Portal, id: &FeedbackId) -> Parts {
    let route = Route::Advisor(AdvisorPage::Feedback);
    let known = portal.glance(|state| {
        let known = state.experts.advising.feedback(id)?.clone();
        let due = known.due(&state.settings.feedback);
        Some((known, due))
    });
    let Some((known, due)) = known else { return Parts::new(String::new(), Vec::new(), route) };
    let mut facts = vec![
        (t!("feedback.kind"), naming::feedback_kind(known.said.kind)),
        (t!("notices.said-by"), known.by.clone()),
    ];
    facts.extend(due.map(|due| (t!("notices.due-by"), format!("{} {}", intl::moment(due), intl::zone(due)))));
    facts.extend(known.said.incident.map(|incident| (t!("notices.incident"), incident.as_str().to_owned())));
    Parts::new(clip(&known.said.subject, TITLE_CHARS).into_owned(), facts, route)
}

fn of_check_in(portal: Portal, id: &CheckInId) -> Parts {
    let known = portal.glance(|state| state.experts.check_in(id).cloned());
    let Some(known) = known else { return Parts::new(String::new(), Vec::new(), Route::CheckIns) };
    let starts = known.plan.starts;
    let facts = vec![
        (t!("check-in.when"), format!("{} {}", intl::moment(starts), intl::zone(starts))),
        (t!("check-in.host"), known.plan.host.clone()),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect();
    Parts::new(clip(&known.plan.title, TITLE_CHARS).into_owned(), facts, Route::CheckIns)
}
