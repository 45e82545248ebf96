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

/// What can be done with one alert. A copy is the same.
#[derive(Clone, Copy)]
pub(super) struct AlertDeeds {
    portal: Portal,
    /// Which; the menu of a row learns it when it is opened.
    pub(super) of: RwSignal<Option<(IncidentId, AlertRecord)>>,
    classifying: RwSignal<bool>,
}

impl AlertDeeds {
    pub(super) fn new(portal: Portal, of: Option<(IncidentId, AlertRecord)>) -> Self {
        Self { portal, of: RwSignal::new(of), classifying: RwSignal::new(false) }
    }

    /// The entries, each with what stands against it now.
    pub(super) fn items(self) -> Vec<MenuItem> {
        let items = |(incident, alert): &(IncidentId, AlertRecord)| items(self.portal, incident, alert);
        self.of.with(|of| of.as_ref().map(items).unwrap_or_default())
    }

    /// Does what an entry says.
    pub(super) fn choose(self, number: usize) {
        let portal = self.portal;
        let Some((incident, record)) = self.of.get_untracked() else { return };
        let alert = record.id.clone();
        let of_incident =
            Route::Incident { id: incident.clone(), tab: IncidentTab::default(), queue: Queue::default() };
        if number == 0 {
            portal.go(&of_incident);
        } else if let Some(act) = command(&alert, number) {
            portal.act_on(incident, act, t!("alert.changed"));
        } else if number == CLASSIFY {
            self.classifying.set(true);
        } else if number == ASK {
            portal.go(&Route::Ask(Ask::about(AboutKind::Alert, &alert, Some(incident))));
        } else if number == COPY {
            spawn_local(async move {
                if dom::copy(&alert).await {
                    portal.say(Tone::Good, t!("alert.copied"));
                }
            });
        } else {
            files::download("alert.json", "application/json", &readable_json(&record));
        }
    }

    /// The dialog that classifies it.
    pub(super) fn dialog(self) -> AnyView {
        let dialog = move || {
            self.of.with(|of| {
                let (incident, alert) = of.as_ref()?;
                Some(super::classify::dialog(self.portal, incident, alert, self.classifying))
            })
        };
        dialog.into_any()
    }
}

/// The button with its menu.
pub(in crate::ui::pages) fn alert_menu(portal: Portal, incident: IncidentId, alert: &AlertRecord) -> AnyView {
    let id = fresh_id("alert");
    let target = id.clone();
    let deeds = AlertDeeds::new(portal, Some((incident, alert.clone())));
    let trigger = move || {
        view! { <Button label=t!("alert.actions") icon_end=Glyph::ChevronDown controls=target.clone()/> }
    };
    view! {
        <Menu
            id
            label=t!("alert.actions")
            trigger
            items=Signal::derive(move || deeds.items())
            on_choose=move |number: usize| deeds.choose(number)
        />
        {deeds.dialog()}
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
