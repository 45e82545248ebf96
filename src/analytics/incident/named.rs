//! What the sentences of a history name: titles of actions and alerts, the playbook of an action, assets and people.

use super::history::{Moment, Read, What};
use crate::domain::brief::Asset;
use crate::domain::event::{Entry, Event, IncidentEvent};
use crate::domain::record::IncidentRecord;
use crate::domain::response::{Action, ActionState, Origin};
use crate::domain::work::Assignment;
use std::collections::HashMap;

/// What the title of an alert is kept under: an action may have the same id.
pub fn alert_key(id: &str) -> String {
    format!("alert {id}")
}

/// The titles of the alerts that the journal speaks of, each under its key.
pub fn alert_titles(entries: &[Read<'_>], record: &IncidentRecord) -> HashMap<String, String> {
    let mut titles = HashMap::new();
    for event in entries.iter().flat_map(|(entry, _)| &entry.events) {
        let Event::Incident { what: IncidentEvent::AlertManaged { alert, .. }, .. } = event else { continue };
        if let Some(known) = record.alerts.iter().find(|known| known.id == *alert) {
            titles.insert(alert_key(alert), known.title.clone());
        }
    }
    titles
}

/// What the origin of an action is kept under, beside its title.
pub fn origin_key(id: &str) -> String {
    format!("origin {id}")
}

/// The playbook of each action that came by one, with whether it ran by itself, by the id of the action.
pub fn action_origins<'a>(entries: &'a [Read<'_>]) -> impl Iterator<Item = (&'a str, &'a Origin)> {
    let events = entries.iter().flat_map(|(entry, _)| &entry.events);
    let planned = events.filter_map(|event| match event {
        Event::Incident { what: IncidentEvent::ActionPlanned { action }, .. } => Some(&action.plan),
        _ => None,
    });
    planned.filter(|plan| !plan.origin.is_person()).map(|plan| (plan.id.as_str(), &plan.origin))
}

/// What the person who planned an action by hand is kept under.
pub fn planner_key(id: &str) -> String {
    format!("planner {id}")
}

/// Who planned each action that a person planned, by the id of the action.
pub fn action_planners<'a>(entries: &'a [Read<'_>]) -> impl Iterator<Item = (&'a str, &'a str)> {
    let planned = |entry: &'a Entry| {
        entry.events.iter().filter_map(move |event| match event {
            Event::Incident { what: IncidentEvent::ActionPlanned { action }, .. } => {
                Some((entry, &action.plan))
            }
            _ => None,
        })
    };
    let all = entries.iter().flat_map(move |(entry, _)| planned(entry));
    all.filter(|(_, plan)| plan.origin.is_person())
        .map(|(entry, plan)| (plan.id.as_str(), entry.by.person.as_str()))
}

/// The titles of all actions that the journal speaks of, by id; withdrawn ones keep theirs.
pub fn action_titles(entries: &[Read<'_>]) -> HashMap<String, String> {
    let mut titles = HashMap::new();
    for (entry, _) in entries {
        for event in &entry.events {
            if let Event::Incident {
                what:
                    IncidentEvent::ActionPlanned { action }
                    | IncidentEvent::ActionChanged { action, .. }
                    | IncidentEvent::TaskImported { action, .. },
                ..
            } = event
            {
                titles.insert(action.plan.id.as_str().to_owned(), action.plan.title.clone());
            }
        }
    }
    titles
}

/// What the name of an asset is kept under at which an action aims.
pub fn target_key(id: &str) -> String {
    format!("target {id}")
}

/// The assets at which the actions aim that the journal speaks of; one may come several times.
pub fn action_targets<'a>(entries: &'a [Read<'_>]) -> impl Iterator<Item = &'a Asset> {
    let events = entries.iter().flat_map(|(entry, _)| &entry.events);
    let planned = events.filter_map(|event| match event {
        Event::Incident {
            what:
                IncidentEvent::ActionPlanned { action }
                | IncidentEvent::ActionChanged { action, .. }
                | IncidentEvent::TaskImported { action, .. },
            ..
        } => Some(&action.plan),
        _ => None,
    });
    planned.flat_map(|plan| plan.targets())
}

/// Whom the sentences of a moment name beside its author: who got an action or the incident, and whom an import told of.
/// Where several stand in one field, each of them too.
pub fn people_of(moment: &Moment) -> Vec<&str> {
    let What::Happened { event, also } = &moment.what else { return Vec::new() };
    let fields = std::iter::once(&**event).chain(also).flat_map(named_by);
    let all = fields.flat_map(|field| std::iter::once(field).chain(field.split([',', ';', '/'])));
    let mut names: Vec<&str> =
        all.map(str::trim).filter(|name| name.chars().count() >= NAME_CHARS_MIN).collect();
    names.dedup();
    names
}

/// What is shorter is found in too many words to be taken for a name.
const NAME_CHARS_MIN: usize = 3;

fn named_by(event: &IncidentEvent) -> Vec<&str> {
    use IncidentEvent as E;
    match event {
        E::Assigned { from, to } => [from, to].into_iter().filter_map(has_it).collect(),
        E::ActionDelegated { to, .. } | E::HandedOver { to, .. } => vec![to.as_str()],
        E::ActionAdvanced { told: Some(told), .. } => vec![told.by.as_str()],
        E::ActionReconciled { state, .. } => actor_of(state).into_iter().collect(),
        E::ActionPlanned { action } | E::ActionChanged { action, .. } => of_action(action),
        E::TaskImported { action, publication, .. } => {
            of_action(action).into_iter().chain([publication.by.as_str()]).collect()
        }
        E::ResponsePublished { actions, .. } => actions.iter().flat_map(of_action).collect(),
        E::Commented { comment } => vec![comment.by.as_str()],
        _ => Vec::new(),
    }
}

fn has_it(assignment: &Assignment) -> Option<&str> {
    assignment.person.as_deref()
}

fn of_action(action: &Action) -> Vec<&str> {
    let delegated = action.delegated.iter().flat_map(|it| [it.to.as_str(), it.by.as_str()]);
    delegated.chain(actor_of(&action.state)).collect()
}

/// Who brought an action to where it is.
fn actor_of(state: &ActionState) -> Option<&str> {
    match state {
        ActionState::NotStarted => None,
        ActionState::InProgress { by, .. }
        | ActionState::Partly { by, .. }
        | ActionState::Completed { by, .. }
        | ActionState::Failed { by, .. }
        | ActionState::Skipped { by, .. } => Some(by),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ActionId;
    use crate::domain::people::Party;
    use crate::domain::time::Timestamp;

    #[track_caller]
    fn names(event: IncidentEvent, expected: &[&str]) {
        let moment = Moment {
            key: "1".into(),
            at: Timestamp::default(),
            by: Some("Mara Lindqvist".into()),
            role: None,
            from: None,
            what: What::Happened { event: Box::new(event), also: Vec::new() },
        };
        assert_eq!(people_of(&moment), expected);
    }

    #[test]
    fn whoever_a_sentence_names_beside_its_author_is_known() {
        let action = ActionId::new("a").unwrap();
        let to_whom = |to: &str| IncidentEvent::ActionDelegated {
            action: action.clone(),
            to: to.into(),
            note: "please".into(),
        };
        names(to_whom("Petra Vogel"), &["Petra Vogel"]);
        names(to_whom(""), &[]);
        let over = IncidentEvent::HandedOver { to: "Contoso IR, Max Muster".into(), reason: "x".into() };
        names(over, &["Contoso IR, Max Muster", "Contoso IR", "Max Muster"]);
        let to = Assignment { party: Some(Party::Customer), person: Some("Night shift Kim".into()) };
        names(IncidentEvent::Assigned { from: Assignment::default(), to }, &["Night shift Kim"]);
        let state =
            ActionState::Failed { by: "Jo Berg".into(), at: Timestamp::default(), reason: "offline".into() };
        names(IncidentEvent::ActionReconciled { action, source: "m".into(), state }, &["Jo Berg"]);
    }

    #[test]
    fn who_planned_by_hand_is_known_and_who_used_a_playbook_did_not() {
        use crate::domain::ids::{CommandId, IncidentId};
        use crate::domain::people::{Actor, Role};
        use crate::domain::response::{ActionKind, ActionPlan};
        let planned = |id: &str, origin: Origin| {
            let plan = ActionPlan {
                origin,
                ..ActionPlan::new(ActionId::new(id).unwrap(), ActionKind::Text, "Call".into())
            };
            let action = Box::new(Action::new(plan, Party::Customer, Vec::new()));
            Event::Incident {
                incident: IncidentId::new("7").unwrap(),
                what: IncidentEvent::ActionPlanned { action },
            }
        };
        let by_playbook =
            Origin::Playbook { id: "p".into(), name: "Phishing".into(), version: 1, automatic: false };
        let entry = Entry {
            seq: 1,
            at: Timestamp::default(),
            by: Actor { person: "Mara".into(), role: Role::Expert },
            command: CommandId::new("c").unwrap(),
            events: vec![planned("a", Origin::Person), planned("b", by_playbook)],
        };
        let entries = [(&entry, 0)];
        assert_eq!(action_planners(&entries).collect::<Vec<_>>(), [("a", "Mara")]);
        assert_eq!(action_origins(&entries).map(|(id, _)| id).collect::<Vec<_>>(), ["b"]);
    }
}
