//! The evidence of the incident: what it is, what was found about it, what was done about it.

use super::room::Room;
use super::{nothing, when_here, without_alerts};
use crate::domain::evidence::{Exhibit, facts_of, kind_words};
use crate::domain::record::IncidentRecord;
use crate::domain::vocabulary::Remediation;
use crate::platform::intl;
use crate::route::IncidentTab;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Glyph, Icon, VerdictMark};
use crate::view::prelude::*;
use std::rc::Rc;

/// How many rows are shown at first, and with each press for more.
const STEP: usize = 100;
/// How many rows the card of the story shows.
const CARD_ROWS: usize = 7;

/// How many pieces there are, once the record is there.
pub(super) fn count(room: Room) -> Option<usize> {
    room.exhibits.with(|exhibits| exhibits.as_ref().map(|list| list.len()))
}

/// The part of the page.
#[component]
pub(super) fn EvidenceTab() -> impl IntoView {
    let room = Room::get();
    let most = RwSignal::new(STEP);
    // The numbers of the rows whose facts are shown.
    let open = RwSignal::new(Vec::<usize>::new());
    let show = move |record: Rc<IncidentRecord>| {
        let list = room.exhibits.get().unwrap_or_default();
        if list.is_empty() {
            return none(&record);
        }
        let left = list.len().saturating_sub(most.get());
        let rows =
            list.iter().take(most.get()).enumerate().map(|(at, exhibit)| full_row(room, at, exhibit, open));
        let more = (left > 0).then(|| super::alerts::more_row(left, most, STEP));
        view! {
            <div class="table-frame">
                <table class="table table-40 table-cards">
                    <thead>
                        <tr>
                            <th scope="col">{t!("incident.evidence.item")}</th>
                            <th scope="col">{t!("incident.evidence.type")}</th>
                            <th scope="col">{t!("incident.evidence.verdict")}</th>
                            <th scope="col">{t!("incident.evidence.remediation")}</th>
                            <th scope="col" class="num">{t!("incident.alerts")}</th>
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
        <section class="card" aria-labelledby="evidence-title">
            <div class="card-head"><h2 class="card-title" id="evidence-title">{t!("incident.evidence")}</h2></div>
            {when_here(room, room.record, show)}
        </section>
    }
    .into_any()
}

fn none(record: &IncidentRecord) -> AnyView {
    if record.alerts.is_empty() {
        without_alerts(t!("incident.evidence.none"))
    } else {
        nothing(t!("incident.evidence.none"), t!("incident.evidence.none.help"))
    }
}

/// The first rows, with the way to all of them.
#[component]
pub(super) fn EvidenceCard() -> impl IntoView {
    let room = Room::get();
    let number =
        move || count(room).map(|count| intl::number(f64::from(u32::try_from(count).unwrap_or(u32::MAX))));
    let show = move |record: Rc<IncidentRecord>| {
        let list = room.exhibits.get().unwrap_or_default();
        if list.is_empty() {
            return none(&record);
        }
        let rows = list.iter().take(CARD_ROWS).map(|exhibit| {
            view! {
                <tr>
                    <td>{name_line(exhibit)}</td>
                    <td><VerdictMark verdict=exhibit.verdict.clone()/></td>
                    <td>{remediation(&exhibit.remediation)}</td>
                </tr>
            }
        });
        view! {
            <div class="table-frame">
                <table class="table incident-evidence">
                    <thead>
                        <tr>
                            <th scope="col">{t!("incident.evidence.item")}</th>
                            <th scope="col">{t!("incident.evidence.verdict")}</th>
                            <th scope="col">{t!("incident.evidence.remediation")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="evidence-card-title">
            <div class="card-head">
                <h2 class="card-title" id="evidence-card-title">{t!("incident.evidence")}</h2>
                <span class="caption">{number}</span>
                <a class="link push" href=move || room.link(IncidentTab::Evidence)>{t!("incident.show-all")}</a>
            </div>
            {when_here(room, room.record, show)}
        </section>
    }
    .into_any()
}

/// Icon and name; the name gives way at its end.
fn name_line(exhibit: &Exhibit) -> AnyView {
    let name = exhibit.name.clone();
    view! {
        <span class="row row-keep incident-item">
            <Icon glyph=kind_glyph(&exhibit.kind) label=kind_name(&exhibit.kind)/>
            <bdi class="cut" title=name.clone()>{name.clone()}</bdi>
        </span>
    }
    .into_any()
}

fn full_row(room: Room, at: usize, exhibit: &Exhibit, open: RwSignal<Vec<usize>>) -> AnyView {
    let is_open = Memo::new(move |_| open.with(|open| open.contains(&at)));
    let toggle = move |_| {
        open.update(|open| {
            if open.contains(&at) {
                open.retain(|known| *known != at);
            } else {
                open.push(at);
            }
        });
    };
    let place = exhibit.place;
    let facts = move || is_open.get().then(|| facts_row(room, place));
    let name = exhibit.name.clone();
    view! {
        <tr>
            <td data-label=t!("incident.evidence.item")>
                <button
                    type="button"
                    class="link incident-item"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=toggle
                >
                    <Icon glyph=kind_glyph(&exhibit.kind)/>
                    <bdi>{name}</bdi>
                </button>
                {exhibit.detail.clone().map(|detail| view! { <bdi class="line-2">{detail}</bdi> })}
            </td>
            <td data-label=t!("incident.evidence.type")>{kind_name(&exhibit.kind)}</td>
            <td data-label=t!("incident.evidence.verdict")><VerdictMark verdict=exhibit.verdict.clone()/></td>
            <td data-label=t!("incident.evidence.remediation")>{remediation(&exhibit.remediation)}</td>
            <td data-label=t!("incident.alerts") class="num">{exhibit.alerts.len()}</td>
        </tr>
        {facts}
    }
    .into_any()
}

/// Every fact of a piece, in the source's own words.
fn facts_row(room: Room, (alert, item): (usize, usize)) -> AnyView {
    let (facts, more) = room.record.with(|record| {
        let found = record.here().and_then(|record| record.alerts.get(alert)?.evidence.get(item));
        found.map(facts_of).unwrap_or_default()
    });
    let lines = facts
        .into_iter()
        .map(|fact| view! { <dt><bdi class="code">{fact.path}</bdi></dt><dd><bdi>{fact.value}</bdi></dd> })
        .collect_view();
    let more =
        (more > 0).then(|| view! { <p class="caption third">{t!("incident.evidence.more", n = more)}</p> });
    view! {
        <tr class="incident-facts">
            <td colspan="5"><dl class="facts facts-start">{lines}</dl>{more}</td>
        </tr>
    }
    .into_any()
}

/// What was done about it; what was dealt with is green, what is under way is said plainly.
fn remediation(value: &Remediation) -> AnyView {
    let is_done = matches!(value, Remediation::Remediated | Remediation::Prevented | Remediation::Blocked);
    view! { <span class:text-good=is_done><bdi>{naming::remediation(value)}</bdi></span> }.into_any()
}

/// The kind in our words, or in the source's made readable.
fn kind_name(kind: &str) -> String {
    match kind {
        "device" => t!("evidence.device"),
        "user" => t!("evidence.user"),
        "mailbox" => t!("evidence.mailbox"),
        "process" => t!("evidence.process"),
        "file" => t!("evidence.file"),
        "ip" => t!("evidence.ip"),
        "url" => t!("evidence.url"),
        "analyzedMessage" => t!("evidence.message"),
        "mailCluster" => t!("evidence.messages"),
        "registryKey" => t!("evidence.registry-key"),
        "registryValue" => t!("evidence.registry-value"),
        "cloudApplication" => t!("evidence.cloud-app"),
        "oauthApplication" => t!("evidence.oauth-app"),
        "securityGroup" => t!("evidence.group"),
        other => kind_words(other),
    }
}

fn kind_glyph(kind: &str) -> Glyph {
    match kind {
        "device" => Glyph::Device,
        "user" => Glyph::Person,
        "securityGroup" => Glyph::People,
        "mailbox" | "analyzedMessage" | "mailCluster" => Glyph::Mail,
        "process" => Glyph::Console,
        "file" => Glyph::File,
        "ip" | "url" => Glyph::Globe,
        "registryKey" | "registryValue" => Glyph::Registry,
        "cloudApplication" | "oauthApplication" => Glyph::App,
        _ => Glyph::Box,
    }
}
