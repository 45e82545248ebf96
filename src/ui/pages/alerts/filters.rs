//! The filters of the alerts: a text, a severity, a state, a product, and when they began.

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
fn change(portal: Portal, change: impl FnOnce(&mut route::Alerts)) {
    let mut asked = untrack(|| asked(portal));
    change(&mut asked);
    portal.replace(Route::Alerts(asked));
}

/// The fields. What is typed or chosen holds at once.
pub(super) fn filters(alerts: Alerts) -> AnyView {
    let portal = alerts.portal;
    let some = |word: String| (!word.is_empty()).then(|| word.into_boxed_str());
    let word = move |part: fn(route::Alerts) -> Option<Box<str>>| {
        Signal::derive(move || part(asked(portal)).map(String::from).unwrap_or_default())
    };
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
        <Select
            label=t!("incident.severity")
            label_hidden=true
            small=true
            choices=Signal::derive(move || severities(portal))
            value=word(|asked| asked.severity)
            on_change=move |word: String| change(portal, |asked| asked.severity = some(word))
        />
        <Select
            label=t!("incident.status")
            label_hidden=true
            small=true
            choices=states()
            value=word(|asked| asked.status)
            on_change=move |word: String| change(portal, |asked| asked.status = some(word))
        />
        <Select
            label=t!("incident.source")
            label_hidden=true
            small=true
            choices=Signal::derive(move || sources(portal))
            value=word(|asked| asked.source)
            on_change=move |word: String| change(portal, |asked| asked.source = some(word))
        />
        <Show when=move || is_narrowed.get()>
            <Button label=t!("queue.clear") kind=ButtonKind::Link on_press=clear/>
        </Show>
    }
    .into_any()
}

/// The choices after the one that asks for any, which says what is chosen of.
fn any(known: impl IntoIterator<Item = Choice>, field: String) -> Vec<Choice> {
    let all = Choice::new("", format!("{field}: {}", t!("alerts.any")));
    [all].into_iter().chain(known).collect()
}

/// When they began; a period of an address is among them.
fn began(now: Period) -> Vec<Choice> {
    let extra = (!periods::UNTIL_NOW.contains(&now)).then_some(now);
    let offered = periods::UNTIL_NOW.into_iter().chain(extra);
    offered.map(|period| Choice::new(period.to_string(), periods::name(period))).collect()
}

/// The severities that are known, and others that occur or that the address asks for.
fn severities(portal: Portal) -> Vec<Choice> {
    let wanted = asked(portal).severity.map(|word| Severity::parse(&word));
    let mut known = portal.alerts.read(crate::analytics::alerts::AlertIndex::severities);
    known.extend(SEVERITIES.into_iter().chain(wanted).filter(|it| !known.contains(it)).collect::<Vec<_>>());
    known.sort_by_key(|severity| std::cmp::Reverse(severity.rank()));
    known.dedup();
    any(known.iter().map(|it| Choice::new(it.as_str(), naming::severity(it))), t!("incident.severity"))
}

fn states() -> Vec<Choice> {
    let known = [AlertStatus::New, AlertStatus::InProgress, AlertStatus::Resolved];
    any(known.map(|it| Choice::new(it.as_str(), naming::alert_status(&it))), t!("incident.status"))
}

/// The products that occur, and the one that the address asks for.
fn sources(portal: Portal) -> Vec<Choice> {
    let wanted = asked(portal).source.map(String::from);
    let mut known = portal.alerts.read(crate::analytics::alerts::AlertIndex::sources);
    known.extend(wanted.filter(|word| !known.contains(word)));
    let mut named: Vec<(String, String)> =
        known.into_iter().map(|word| (naming::source(&word), word)).collect();
    named.sort();
    any(named.into_iter().map(|(name, word)| Choice::new(word, name)), t!("incident.source"))
}
