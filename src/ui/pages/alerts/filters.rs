//! The filters of the alerts: a text, severities, states, products, and when they began.

use super::choose::{Choose, Offer};
use super::{Alerts, asked};
use crate::analytics::period::Period;
use crate::domain::vocabulary::{AlertStatus, Severity};
use crate::route::{self, Route};
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Choice, Field, Glyph, Select};
use crate::ui::portal::Portal;
use crate::ui::{naming, periods};
use crate::view::prelude::*;

/// The severities that are always offered, whether one occurs or not.
const SEVERITIES: [Severity; 4] = [Severity::High, Severity::Medium, Severity::Low, Severity::Informational];

/// Changes what the address asks for.
pub(super) fn change(portal: Portal, change: impl FnOnce(&mut route::Alerts)) {
    let mut asked = untrack(|| asked(portal));
    change(&mut asked);
    portal.replace(Route::Alerts(asked));
}

/// The fields. What is typed or chosen holds at once.
pub(super) fn filters(alerts: Alerts) -> AnyView {
    let portal = alerts.portal;
    let is_narrowed = Memo::new(move |_| {
        let asked = asked(portal);
        asked != asked.unfiltered()
    });
    let clear = move |_| change(portal, |asked| *asked = asked.unfiltered());
    view! {
        <div class="alerts-find">
            <Field
                label=t!("alerts.search")
                placeholder=t!("alerts.search")
                label_hidden=true
                small=true
                value=Signal::derive(move || asked(portal).text.to_string())
                icon=Glyph::Search
                kind="search"
                on_input=move |text: String| change(portal, |asked| asked.text = text.as_str().into())
            />
        </div>
        <Select
            label=t!("incident.first-activity")
            label_hidden=true
            small=true
            choices=Signal::derive(move || began(asked(portal).period))
            value=Signal::derive(move || asked(portal).period.to_string())
            on_change=move |word: String| {
                change(portal, |asked| asked.period = Period::parse(&word).unwrap_or_default());
            }
        />
        <Choose portal field=t!("incident.severity") part=|asked| &mut asked.severities offered=Signal::derive(move || severities(portal))/>
        <Choose portal field=t!("incident.status") part=|asked| &mut asked.states offered=Signal::derive(states)/>
        <Choose portal field=t!("incident.source") part=|asked| &mut asked.sources offered=Signal::derive(move || sources(portal))/>
        <Show when=move || is_narrowed.get()>
            <Button label=t!("queue.clear") kind=ButtonKind::Link on_press=clear/>
        </Show>
    }
    .into_any()
}

/// When they began; a period of an address is among them.
fn began(now: Period) -> Vec<Choice> {
    let extra = (!periods::UNTIL_NOW.contains(&now)).then_some(now);
    let offered = periods::UNTIL_NOW.into_iter().chain(extra);
    offered.map(|period| Choice::new(period.to_string(), periods::name(period))).collect()
}

/// The severities that are known, and others that occur or that the address asks for.
fn severities(portal: Portal) -> Vec<Offer> {
    let wanted = asked(portal).severities;
    let mut known = portal.alerts.read(crate::analytics::alerts::AlertIndex::severities);
    let others = SEVERITIES.into_iter().chain(wanted.iter().map(|word| Severity::parse(word)));
    known.extend(others.filter(|it| !known.contains(it)).collect::<Vec<_>>());
    known.sort_by_key(|severity| std::cmp::Reverse(severity.rank()));
    known.dedup();
    known.iter().map(|it| (it.as_str().to_owned(), naming::severity(it))).collect()
}

fn states() -> Vec<Offer> {
    let known = [AlertStatus::New, AlertStatus::InProgress, AlertStatus::Resolved];
    known.map(|it| (it.as_str().to_owned(), naming::alert_status(&it))).to_vec()
}

/// The products that occur, and those that the address asks for.
fn sources(portal: Portal) -> Vec<Offer> {
    let wanted = asked(portal).sources;
    let mut known = portal.alerts.read(crate::analytics::alerts::AlertIndex::sources);
    let others: Vec<String> =
        wanted.into_iter().map(String::from).filter(|word| !known.contains(word)).collect();
    known.extend(others);
    let mut named: Vec<Offer> = known.into_iter().map(|word| (word.clone(), naming::source(&word))).collect();
    named.sort_by(|one, other| one.1.cmp(&other.1));
    named
}
