//! One alert in detail, with what can be done with it.

use crate::domain::brief::asset_of;
use crate::domain::evidence::{kind_words, name_of};
use crate::domain::ids::IncidentId;
use crate::domain::record::{AlertRecord, EvidenceRecord};
use crate::domain::text::{clip, upright};
use crate::domain::vocabulary::{AlertStatus, Classification, Determination, Tactic};
use crate::formats::markdown::safe_link;
use crate::platform::intl;
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::attack;
use crate::ui::detectors;
use crate::ui::naming;
use crate::ui::pages::assets::as_known;
use crate::ui::pages::incident::{kind_glyph, kind_name, long_text, verdict_words};
use crate::ui::parts::{Glyph, Icon, SeverityMark, VerdictMark};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// Longest name, in characters.
const NAME_CHARS: usize = 200;
/// So many pieces of evidence are listed.
const EVIDENCE_MAX: usize = 20;

/// State and verdict of an alert as they stand: what was done here, over what the source says.
pub(in crate::ui::pages) fn standing_of(
    portal: Portal,
    incident: &IncidentId,
    alert: &AlertRecord,
) -> (AlertStatus, (Classification, Determination)) {
    portal.read(|state| match state.incident(incident.as_str()) {
        Some(incident) => (incident.alert_status(alert), incident.alert_verdict(alert)),
        None => (alert.status.clone(), (alert.classification.clone(), alert.determination.clone())),
    })
}

/// To whom an alert is assigned.
pub(in crate::ui::pages) fn assignee(portal: Portal, incident: &IncidentId, alert: &AlertRecord) -> String {
    let assignment = portal.read(|state| Some(state.incident(incident.as_str())?.alert_assignment(alert)));
    naming::assignment(&assignment.unwrap_or_default(), portal.party())
}

/// The tactic in our words, another category in its own.
pub(in crate::ui::pages) fn category(alert: &AlertRecord) -> String {
    category_of(alert.category.as_deref().unwrap_or_default())
}

/// The same of a word alone.
pub(super) fn category_of(word: &str) -> String {
    if word.trim().is_empty() {
        return t!("incident.not-said");
    }
    Tactic::parse(word).map_or_else(|| kind_words(word), naming::tactic)
}

/// The alert in detail.
pub(in crate::ui::pages) fn detail(portal: Portal, incident: &IncidentId, alert: &AlertRecord) -> AnyView {
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
            <h3 class="section"><bdi>{clip(&upright(&alert.title), NAME_CHARS).into_owned()}</bdi></h3>
            <dl class="facts">{facts(portal, incident, alert)}</dl>
            {text(t!("incident.description"), &alert.description)}
            {techniques(alert)}
            {evidence(portal, alert)}
            {text(t!("incident.alert.advice"), &alert.recommended_actions)}
            <div class="row">{super::menu::alert_menu(portal, incident.clone(), alert)}{link}</div>
        </div>
    }
    .into_any()
}

/// The incident that the alert belongs to.
fn of_incident(portal: Portal, id: &IncidentId) -> AnyView {
    let name = portal.glance(|state| state.incident(id.as_str()).map(|it| it.known.title().to_owned()));
    let name = clip(&name.unwrap_or_default(), NAME_CHARS).into_owned();
    let href =
        Route::Incident { id: id.clone(), tab: IncidentTab::Alerts, queue: Queue::default() }.to_string();
    let number = clip(id.as_str(), NAME_CHARS).into_owned();
    view! {
        <dt>{t!("alerts.incident")}</dt>
        <dd><a class="link" href=href><bdi>{number} " " {name}</bdi></a></dd>
    }
    .into_any()
}

fn facts(portal: Portal, incident: &IncidentId, alert: &AlertRecord) -> AnyView {
    let (status, (classification, determination)) = standing_of(portal, incident, alert);
    let line = |label: String, value: String| view! { <dt>{label}</dt><dd><bdi>{value}</bdi></dd> };
    let moment = |label: String, at: Option<crate::domain::time::Timestamp>| {
        at.map(|at| line(label, intl::moment(at)))
    };
    let verdict = verdict_words(&classification, &determination);
    // On its own page the incident is named already.
    let among_all = portal.route.with_untracked(|route| matches!(route, Route::Alerts(_)));
    let of = among_all.then(|| of_incident(portal, incident));
    view! {
        {of}
        <dt>{t!("incident.severity")}</dt>
        <dd class="incident-mark"><SeverityMark level=alert.severity.clone()/></dd>
        {line(t!("incident.status"), naming::alert_status(&status))}
        {line(t!("incident.assigned"), assignee(portal, incident, alert))}
        {line(t!("incident.category"), category(alert))}
        {line(t!("incident.source"), naming::source(alert.service_source.as_str()))}
        {alert.detection_source.as_ref().map(|word| line(t!("incident.detector"), detectors::name(word)))}
        {line(t!("incident.classification"), verdict)}
        {moment(t!("incident.first-activity"), alert.first_activity_date_time)}
        {moment(t!("incident.last-activity"), alert.last_activity_date_time)}
        {moment(t!("incident.created"), Some(alert.created_date_time))}
        {moment(t!("incident.resolved-at"), alert.resolved_date_time)}
        {line(t!("incident.number"), clip(&alert.id, NAME_CHARS).into_owned())}
    }
    .into_any()
}

/// What the alert is about: each piece with what was found out of it; an asset leads to its page.
fn evidence(portal: Portal, alert: &AlertRecord) -> Option<AnyView> {
    if alert.evidence.is_empty() {
        return None;
    }
    let item = move |item: &EvidenceRecord| {
        let (name, detail) = name_of(item);
        let name = match asset_of(item).map(|asset| as_known(portal, asset)) {
            Some(asset) => {
                let href = Route::Asset { kind: asset.kind, id: asset.id.as_str().into() }.to_string();
                view! { <a class="link" href=href><bdi>{name}</bdi></a> }.into_any()
            }
            None => view! { <bdi>{name}</bdi> }.into_any(),
        };
        view! {
            <li class="alert-exhibit">
                <Icon glyph=kind_glyph(&item.kind) label=kind_name(&item.kind)/>
                <span class="alert-exhibit-name">
                    {name}
                    {detail.map(|detail| view! { <bdi class="caption third">{detail}</bdi> })}
                </span>
                <VerdictMark verdict=item.verdict.clone()/>
            </li>
        }
    };
    let count = alert.evidence.len();
    let items = alert.evidence.iter().take(EVIDENCE_MAX).map(item).collect_view();
    let more = count.saturating_sub(EVIDENCE_MAX);
    let more =
        (more > 0).then(|| view! { <li class="caption third">{t!("alert.evidence.more", n = more)}</li> });
    Some(
        view! {
            <h4 class="caption strong">{t!("alert.evidence", n = count)}</h4>
            <ul class="alert-exhibits">{items}{more}</ul>
        }
        .into_any(),
    )
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
