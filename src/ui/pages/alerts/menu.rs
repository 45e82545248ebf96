//! What can be done with an alert.

use super::detail::standing_of;
use crate::domain::command::IncidentCommand;
use crate::domain::experts::inquiry::AboutKind;
use crate::domain::ids::IncidentId;
use crate::domain::record::AlertRecord;
use crate::domain::vocabulary::AlertStatus;
use crate::formats::readable::readable_json;
use crate::platform::{dom, files};
use crate::route::{Ask, IncidentTab, Queue, Route};
use crate::t;
use crate::ui::parts::{Button, Glyph, Menu, MenuItem, Tone, fresh_id};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The states that can be set.
const STATES: [AlertStatus; 3] = [AlertStatus::New, AlertStatus::InProgress, AlertStatus::Resolved];
/// The number of the entry that classifies, and of those below it.
const CLASSIFY: usize = STATES.len() + 1;
const COPY: usize = CLASSIFY + 1;
const ASK: usize = COPY + 2;

/// The button with its menu.
pub(in crate::ui::pages) fn alert_menu(portal: Portal, incident: IncidentId, alert: &AlertRecord) -> AnyView {
    let id = fresh_id("alert");
    let target = id.clone();
    let stored = StoredValue::new((incident, alert.id.clone()));
    let raw = StoredValue::new(readable_json(alert));
    let record = StoredValue::new(alert.clone());
    let classifying = RwSignal::new(false);
    let trigger = move || {
        view! { <Button label=t!("alert.actions") icon_end=Glyph::ChevronDown controls=target.clone()/> }
    };
    let items =
        move || stored.with_value(|(incident, _)| record.with_value(|alert| items(portal, incident, alert)));
    let choose = move |number: usize| {
        let (incident, alert) = stored.get_value();
        let of_incident =
            Route::Incident { id: incident.clone(), tab: IncidentTab::default(), queue: Queue::default() };
        if number == 0 {
            portal.go(&of_incident);
        } else if let Some(act) = command(&alert, number) {
            portal.act_on(incident, act, t!("alert.changed"));
        } else if number == CLASSIFY {
            classifying.set(true);
        } else if number == ASK {
            portal.go(&Route::Ask(Ask::about(AboutKind::Alert, &alert, Some(incident))));
        } else if number == COPY {
            spawn_local(async move {
                if dom::copy(&alert).await {
                    portal.say(Tone::Good, t!("alert.copied"));
                }
            });
        } else {
            raw.with_value(|text| files::download("alert.json", "application/json", text));
        }
    };
    let dialog =
        stored.with_value(|(incident, _)| super::classify::dialog(portal, incident, alert, classifying));
    view! {
        <Menu id label=t!("alert.actions") trigger items=Signal::derive(items) on_choose=choose/>
        {dialog}
    }
    .into_any()
}

/// The command of an entry of the menu; nothing for those that only show.
fn command(alert: &str, number: usize) -> Option<IncidentCommand> {
    let status = STATES.get(number.checked_sub(1)?).cloned()?;
    Some(IncidentCommand::ManageAlert { alert: alert.to_owned(), status: Some(status), verdict: None })
}

fn items(portal: Portal, incident: &IncidentId, alert: &AlertRecord) -> Vec<MenuItem> {
    let plain = |label: String, glyph: Glyph, line_above: bool| MenuItem {
        label,
        glyph: Some(glyph),
        line_above,
        ..MenuItem::default()
    };
    let acting = |number: usize, label: String, glyph: Glyph, line_above: bool| MenuItem {
        disallowed: command(&alert.id, number).and_then(|act| portal.why_not_incident(incident, act)),
        ..plain(label, glyph, line_above)
    };
    let (_, known) = standing_of(portal, incident, alert);
    let classify = MenuItem {
        disallowed: portal.why_not_incident(incident, super::classify::probe(&alert.id, &known)),
        ..plain(t!("incident.classify"), Glyph::ShieldCheck, true)
    };
    vec![
        plain(t!("alert.incident", id = incident.as_str()), Glyph::ArrowRight, false),
        acting(1, t!("alert.new"), Glyph::Circle, true),
        acting(2, t!("alert.in-progress"), Glyph::Play, false),
        acting(3, t!("alert.resolve"), Glyph::CheckCircle, false),
        classify,
        plain(t!("alert.copy"), Glyph::Copy, true),
        plain(t!("alert.download"), Glyph::Download, false),
        plain(t!("shell.ask.open"), Glyph::Ask, true),
    ]
}
