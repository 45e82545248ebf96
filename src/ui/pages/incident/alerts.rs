//! The alerts of the incident: a table, and one in detail.

use super::room::Room;
use super::texts::long_text;
use super::{when_here, without_alerts};
use crate::domain::evidence::kind_words;
use crate::domain::record::{AlertRecord, IncidentRecord};
use crate::domain::text::clip;
use crate::domain::vocabulary::{ServiceSource, Tactic};
use crate::formats::markdown::safe_link;
use crate::platform::intl;
use crate::t;
use crate::ui::attack;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, Drawer, Glyph, Icon, SeverityMark};
use leptos::prelude::*;
use std::rc::Rc;

/// How many rows are shown at first, and with each press for more.
const STEP: usize = 100;
/// Longest name in a row, in characters.
const NAME_CHARS: usize = 200;

/// The part of the page.
#[component]
pub(super) fn AlertsTab() -> impl IntoView {
    let room = Room::get();
    let open = RwSignal::new(None::<usize>);
    let most = RwSignal::new(STEP);
    let show = move |record: Rc<IncidentRecord>| {
        if record.alerts.is_empty() {
            return without_alerts(t!("incident.alerts.none"));
        }
        let left = record.alerts.len().saturating_sub(most.get());
        let rows = record.alerts.iter().take(most.get()).enumerate().map(|(at, alert)| row(at, alert, open));
        let more = (left > 0).then(|| more_row(left, most, STEP));
        view! {
            <div class="table-frame">
                <table class="table table-40 table-cards">
                    <thead>
                        <tr>
                            <th scope="col">{t!("incident.alert")}</th>
                            <th scope="col">{t!("incident.severity")}</th>
                            <th scope="col">{t!("incident.status")}</th>
                            <th scope="col">{t!("incident.source")}</th>
                            <th scope="col">{t!("incident.category")}</th>
                            <th scope="col">{t!("incident.first-activity")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            {more}
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="alerts-title">
            <div class="card-head"><h2 class="card-title" id="alerts-title">{t!("incident.alerts")}</h2></div>
            {when_here(room, room.record, show)}
        </section>
        <AlertFlyout open/>
    }
    .into_any()
}

/// A row that shows more rows.
pub(super) fn more_row(left: usize, most: RwSignal<usize>, step: usize) -> AnyView {
    let label = t!("incident.more", n = left);
    view! {
        <div class="card-row">
            <Button label kind=ButtonKind::Subtle on_press=move |_| most.update(|most| *most += step)/>
        </div>
    }
    .into_any()
}

fn row(at: usize, alert: &AlertRecord, open: RwSignal<Option<usize>>) -> AnyView {
    let title = clip(&alert.title, NAME_CHARS).into_owned();
    let first = alert.first_activity_date_time.map_or_else(|| t!("incident.not-said"), intl::moment);
    view! {
        <tr>
            <td data-label=t!("incident.alert")>
                <button type="button" class="link story-open" on:click=move |_| open.set(Some(at))>
                    <bdi>{title}</bdi>
                </button>
            </td>
            <td data-label=t!("incident.severity")><SeverityMark level=alert.severity.clone()/></td>
            <td data-label=t!("incident.status")>{naming::alert_status(&alert.status)}</td>
            <td data-label=t!("incident.source")>{naming::source(alert.service_source.as_str())}</td>
            <td data-label=t!("incident.category")><bdi>{category(alert)}</bdi></td>
            <td data-label=t!("incident.first-activity") class="nowrap">{first}</td>
        </tr>
    }
    .into_any()
}

/// The tactic in our words, another category in its own.
fn category(alert: &AlertRecord) -> String {
    let Some(word) = alert.category.as_deref().filter(|word| !word.trim().is_empty()) else {
        return t!("incident.not-said");
    };
    Tactic::parse(word).map_or_else(|| kind_words(word), naming::tactic)
}

/// Detectors that are products have the product's name; the others are made readable.
fn detector(word: &str) -> String {
    if ServiceSource::parse(word).is_known() { naming::source(word) } else { kind_words(word) }
}

/// One alert in detail, over the page.
#[component]
pub(super) fn AlertFlyout(
    /// The number of the alert in the record; nothing while none is open.
    open: RwSignal<Option<usize>>,
) -> impl IntoView {
    let room = Room::get();
    let is_open = Signal::derive(move || open.get().is_some());
    let close = Callback::new(move |()| open.set(None));
    let content = move || {
        let at = open.get()?;
        room.record.with(|record| Some(detail(record.here()?.alerts.get(at)?)))
    };
    view! { <Drawer open=is_open on_close=close title=t!("incident.alert")>{content}</Drawer> }.into_any()
}

fn detail(alert: &AlertRecord) -> AnyView {
    let text = |label: String, text: &Option<String>| {
        let text = text.clone().filter(|text| !text.trim().is_empty())?;
        Some(view! { <h4 class="caption strong">{label}</h4> {long_text(text)} })
    };
    let link = alert.extra.get("alertWebUrl").and_then(|link| link.as_str()).and_then(safe_link);
    let link = link.filter(|link| !link.to_ascii_lowercase().starts_with("mailto:")).map(|href| {
        view! {
            <a class="button" href=href.to_owned() target="_blank" rel="noopener noreferrer" aria-label=t!("incident.at-source.name")>
                <Icon glyph=Glyph::Open/>
                <span>{t!("incident.at-source")}</span>

            </a>
        }
    });
    view! {
        <div class="stack stack-8">
            <h3 class="section"><bdi>{clip(&alert.title, NAME_CHARS).into_owned()}</bdi></h3>
            <dl class="facts">{facts(alert)}</dl>
            {text(t!("incident.description"), &alert.description)}
            {techniques(alert)}
            {text(t!("incident.alert.advice"), &alert.recommended_actions)}
            <div class="row">{link}</div>
        </div>
    }
    .into_any()
}

fn facts(alert: &AlertRecord) -> AnyView {
    let line = |label: String, value: String| view! { <dt>{label}</dt><dd><bdi>{value}</bdi></dd> };
    let moment = |label: String, at: Option<crate::domain::time::Timestamp>| {
        at.map(|at| line(label, intl::moment(at)))
    };
    let verdict = super::head::verdict_words(&alert.classification, &alert.determination);
    view! {
        <dt>{t!("incident.severity")}</dt>
        <dd class="incident-mark"><SeverityMark level=alert.severity.clone()/></dd>
        {line(t!("incident.status"), naming::alert_status(&alert.status))}
        {line(t!("incident.category"), category(alert))}
        {line(t!("incident.source"), naming::source(alert.service_source.as_str()))}
        {alert.detection_source.as_ref().map(|word| line(t!("incident.detector"), detector(word)))}
        {line(t!("incident.classification"), verdict)}
        {moment(t!("incident.first-activity"), alert.first_activity_date_time)}
        {moment(t!("incident.last-activity"), alert.last_activity_date_time)}
        {moment(t!("incident.created"), Some(alert.created_date_time))}
        {moment(t!("incident.resolved-at"), alert.resolved_date_time)}
        {line(t!("incident.evidence"), intl::number(f64::from(u32::try_from(alert.evidence.len()).unwrap_or(u32::MAX))))}
        {line(t!("incident.number"), clip(&alert.id, NAME_CHARS).into_owned())}
    }
    .into_any()
}

fn techniques(alert: &AlertRecord) -> Option<AnyView> {
    if alert.mitre_techniques.is_empty() {
        return None;
    }
    let facts = attack::facts();
    let ids: Vec<String> =
        alert.mitre_techniques.iter().take(50).map(|id| clip(id, 40).into_owned()).collect();
    let items = move || {
        let facts = facts.get();
        let named = ids.iter().map(|id| {
            let name = facts.as_ref().and_then(|facts| facts.full_name(id));
            let words = name
                .map_or_else(|| id.clone(), |name| t!("incident.technique", id = id.as_str(), name = name));
            view! { <li><bdi>{words}</bdi></li> }
        });
        named.collect_view()
    };
    Some(
        view! { <h4 class="caption strong">{t!("incident.techniques")}</h4><ul class="data">{items}</ul> }
            .into_any(),
    )
}
