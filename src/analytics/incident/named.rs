//! What the sentences of a history name: the titles of actions and alerts, and by which playbook an action came.

use super::history::Read;
use crate::domain::event::{Event, IncidentEvent};
use crate::domain::record::IncidentRecord;
use crate::domain::response::Origin;
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

/// The titles of all actions that the journal speaks of, by id; withdrawn ones keep theirs.
pub fn action_titles(entries: &[Read<'_>]) -> HashMap<String, String> {
    let mut titles = HashMap::new();
    for (entry, _) in entries {
        for event in &entry.events {
            if let Event::Incident {
                what: IncidentEvent::ActionPlanned { action } | IncidentEvent::TaskImported { action, .. },
                ..
            } = event
            {
                titles.insert(action.plan.id.as_str().to_owned(), action.plan.title.clone());
            }
        }
    }
    titles
}
