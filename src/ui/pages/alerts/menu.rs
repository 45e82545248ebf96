//! What can be done with an alert.

use crate::domain::command::IncidentCommand;
use crate::domain::experts::inquiry::AboutKind;
use crate::domain::ids::IncidentId;
use crate::domain::record::AlertRecord;
use crate::domain::vocabulary::{AlertStatus, Classification, Determination};
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
/// The verdicts that are one press away; the others are set with the incident.
const VERDICTS: [(Classification, Determination); 3] = [
    (Classification::TruePositive, Determination::Malware),
    (Classification::InformationalExpectedActivity, Determination::ConfirmedActivity),
    (Classification::FalsePositive, Determination::NotMalicious),
];

/// The button with its menu.
pub(in crate::ui::pages) fn alert_menu(portal: Portal, incident: IncidentId, alert: &AlertRecord) -> AnyView {
    let id = fresh_id("alert");
    let target = id.clone();
    let stored = StoredValue::new((incident, alert.id.clone()));
    let raw = StoredValue::new(readable_json(alert));
    let trigger = move || {
        view! { <Button label=t!("alert.actions") icon_end=Glyph::ChevronDown controls=target.clone()/> }
    };
    let items = move || stored.with_value(|(incident, alert)| items(portal, incident, alert));
    let choose = move |number: usize| {
        let (incident, alert) = stored.get_value();
        let of_incident =
            Route::Incident { id: incident.clone(), tab: IncidentTab::default(), queue: Queue::default() };
        if number == 0 {
            portal.go(&of_incident);
        } else if let Some(act) = command(&alert, number) {
            portal.act_on(incident, act, t!("alert.changed"));
        } else if number == STATES.len() + VERDICTS.len() + 3 {
            portal.go(&Route::Ask(Ask::about(AboutKind::Alert, &alert, Some(incident))));
        } else if number == STATES.len() + VERDICTS.len() + 1 {
            spawn_local(async move {
                if dom::copy(&alert).await {
                    portal.say(Tone::Good, t!("alert.copied"));
                }
            });
        } else {
            raw.with_value(|text| files::download("alert.json", "application/json", text));
        }
    };
    view! { <Menu id label=t!("alert.actions") trigger items=Signal::derive(items) on_choose=choose/> }
        .into_any()
}

/// The command of an entry of the menu; nothing for those that only show.
fn command(alert: &str, number: usize) -> Option<IncidentCommand> {
    let at = number.checked_sub(1)?;
    let status = STATES.get(at).cloned();
    let verdict = at.checked_sub(STATES.len()).and_then(|at| VERDICTS.get(at).cloned());
    (status.is_some() || verdict.is_some()).then(|| IncidentCommand::ManageAlert {
        alert: alert.to_owned(),
        status,
        verdict,
    })
}

fn items(portal: Portal, incident: &IncidentId, alert: &str) -> Vec<MenuItem> {
    let plain = |label: String, glyph: Glyph, line_above: bool| MenuItem {
        label,
        glyph: Some(glyph),
        line_above,
        ..MenuItem::default()
    };
    let acting = |number: usize, label: String, glyph: Glyph, line_above: bool| MenuItem {
        disallowed: command(alert, number).and_then(|act| portal.why_not_incident(incident, act)),
        ..plain(label, glyph, line_above)
    };
    vec![
        plain(t!("alert.incident", id = incident.as_str()), Glyph::ArrowRight, false),
        acting(1, t!("alert.new"), Glyph::Circle, true),
        acting(2, t!("alert.in-progress"), Glyph::Play, false),
        acting(3, t!("alert.resolve"), Glyph::CheckCircle, false),
        acting(4, t!("alert.true"), Glyph::Warning, true),
        acting(5, t!("alert.expected"), Glyph::Info, false),
        acting(6, t!("alert.false"), Glyph::ShieldCheck, false),
        plain(t!("alert.copy"), Glyph::Copy, true),
        plain(t!("alert.download"), Glyph::Download, false),
        plain(t!("shell.ask.open"), Glyph::Ask, true),
    ]
}
