//! What one alert turned out to be: every pair that exists, as for the incident.

use super::detail::standing_of;
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::ids::IncidentId;
use crate::domain::record::AlertRecord;
use crate::domain::vocabulary::{Classification, Determination};
use crate::t;
use crate::ui::pages::incident::{Verdict, VerdictFields};
use crate::ui::parts::{Button, ButtonKind, Dialog, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The command that classifies an alert.
fn command(alert: &str, verdict: (Classification, Determination)) -> IncidentCommand {
    IncidentCommand::ManageAlert { alert: alert.to_owned(), status: None, verdict: Some(verdict) }
}

/// A verdict other than the present one, to ask whether it may be changed at all.
pub(super) fn probe(alert: &str, known: &(Classification, Determination)) -> IncidentCommand {
    let malware = (Classification::TruePositive, Determination::Malware);
    let other = (Classification::TruePositive, Determination::Phishing);
    command(alert, if *known == malware { other } else { malware })
}

/// The dialog.
pub(super) fn dialog(
    portal: Portal,
    incident: &IncidentId,
    alert: &AlertRecord,
    open: RwSignal<bool>,
) -> AnyView {
    let verdict = Verdict::unset();
    let (_, known) = untrack(|| standing_of(portal, incident, alert));
    let of = StoredValue::new((incident.clone(), alert.id.clone()));
    let is_busy = RwSignal::new(false);
    Effect::new(move |_| {
        if open.get() {
            verdict.begin(known.clone());
        }
    });
    let close = Callback::new(move |()| open.set(false));
    let act = move || of.with_value(|(_, alert)| command(alert, verdict.chosen()));
    let why: MaybeProp<String> =
        Memo::new(move |_| of.with_value(|(incident, _)| portal.why_not_incident(incident, act()))).into();
    let submit = move |()| {
        if why.get_untracked().is_some() || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let incident = of.with_value(|(incident, _)| incident.clone());
        portal.act(Command::Incident { incident, act: untrack(act) }, move |outcome| {
            let _ = is_busy.try_set(false);
            if outcome.is_ok() {
                portal.say(Tone::Good, t!("alert.changed"));
                let _ = open.try_set(false);
            }
        });
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| close.run(())/>
            <Button label=t!("incident.classify.do") kind=ButtonKind::Primary submit=true busy=is_busy disallowed=why/>
        }
    };
    view! {
        <Dialog open on_close=close title=t!("alert.classify.title") on_submit=submit buttons>
            <VerdictFields verdict may_be_unset=true/>
        </Dialog>
    }
    .into_any()
}
