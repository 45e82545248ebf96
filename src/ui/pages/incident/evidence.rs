//! The evidence of the incident: what it is, what was found about it, what was done about it.

use super::assets::page_of;
use super::evidence_sieve::Sieve;
use super::life_line::time_of_day;
use super::room::Room;
use super::taken::mark;
use super::{nothing, when_here, without_alerts};
use crate::analytics::handled::{Handled, Handlings};
use crate::domain::brief::{Asset, asset_of};
use crate::domain::evidence::{Exhibit, facts_of, kind_words};
use crate::domain::people::Party;
use crate::domain::record::IncidentRecord;
use crate::domain::response::ActionPlan;
use crate::domain::text::clip;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Remediation;
use crate::platform::intl;
use crate::route::IncidentTab;
use crate::t;
use crate::ui::extent;
use crate::ui::facts::{fact_name, fact_value};
use crate::ui::naming;
use crate::ui::pages::assets::as_known;
use crate::ui::parts::{Glyph, Icon, VerdictMark, breakable};
use crate::view::prelude::*;
use std::rc::Rc;

/// How many rows are shown at first, and with each press for more.
const STEP: usize = 100;
/// How many rows the card of the story shows.
const CARD_ROWS: usize = 7;
/// How many deeds about one piece are told.
const DEEDS_MAX: usize = 3;
/// Longest name of a person, in characters.
const NAME_CHARS: usize = 80;

/// How many pieces there are, once the record is there.
pub(super) fn count(room: Room) -> Option<usize> {
    room.exhibits.with(|exhibits| exhibits.as_ref().map(|list| list.len()))
}

/// One thing that was done about a piece, apart from the state.
#[derive(Clone, Debug, PartialEq)]
struct Deed {
    plan: ActionPlan,
    party: Party,
    by: String,
    at: Timestamp,
    part: Option<(usize, usize)>,
    ended: Option<Timestamp>,
}

impl Deed {
    fn of(it: &Handled<'_>) -> Self {
        let by = clip(it.by, NAME_CHARS).into_owned();
        let (plan, party) = (it.action.plan.clone(), it.action.party);
        Self { plan, party, by, at: it.at, part: it.part, ended: it.ended }
    }
}

/// What was done about each piece, in the order of the pieces. It may be taken back in another incident, so the whole
/// state is asked.
fn deeds(room: Room) -> Memo<Vec<Vec<Deed>>> {
    Memo::new(move |_| {
        let list = room.exhibits.get().unwrap_or_default();
        let response = room.of(|it| it.response.clone());
        if response.actions.is_empty() {
            return Vec::new();
        }
        room.record
            .with(|record| {
                let record = record.here()?;
                Some(room.portal.read(|state| {
                    let handlings = Handlings::of(state, &response, record);
                    list.iter().map(|it| handlings.about(it).iter().map(Deed::of).collect()).collect()
                }))
            })
            .unwrap_or_default()
    })
}

/// The part of the page.
#[component]
pub(super) fn EvidenceTab() -> impl IntoView {
    let room = Room::get();
    let deeds = deeds(room);
    let most = RwSignal::new(STEP);
    // The numbers of the rows whose facts are shown.
    let open = RwSignal::new(Vec::<usize>::new());
    let sieve = Sieve::new(room);
    // The numbers of those that are listed.
    let kept = Memo::new(move |_| {
        let list = room.exhibits.get().unwrap_or_default();
        let numbered = list.iter().enumerate().filter(|(_, exhibit)| sieve.lets_through(exhibit));
        numbered.map(|(at, _)| at).collect::<Vec<_>>()
    });
    let listed = move || kept.get();
    let show = move |record: Rc<IncidentRecord>| {
        let list = room.exhibits.get().unwrap_or_default();
        if list.is_empty() {
            return none(room, &record);
        }
        let kept = listed();
        let left = kept.len().saturating_sub(most.get());
        let deeds = deeds.get();
        let done = |at: usize| deeds.get(at).map(Vec::as_slice).unwrap_or_default();
        let shown = kept.iter().take(most.get()).filter_map(|at| Some((*at, list.get(*at)?)));
        let rows = shown.map(|(at, exhibit)| full_row(room, at, exhibit, done(at), open));
        if kept.is_empty() {
            return nothing(t!("evidence.no-match"), t!("evidence.no-match.help"));
        }
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
            {sieve.fields(Memo::new(move |_| kept.with(Vec::len)))}
            {when_here(room, room.record, show)}
        </section>
    }
    .into_any()
}

fn none(room: Room, record: &IncidentRecord) -> AnyView {
    if record.alerts.is_empty() {
        without_alerts(room, t!("incident.evidence.none"))
    } else {
        nothing(t!("incident.evidence.none"), t!("incident.evidence.none.help"))
    }
}

/// The first rows, with the way to all of them.
#[component]
pub(super) fn EvidenceCard() -> impl IntoView {
    let room = Room::get();
    let deeds = deeds(room);
    let number =
        move || count(room).map(|count| intl::number(f64::from(u32::try_from(count).unwrap_or(u32::MAX))));
    let show = move |record: Rc<IncidentRecord>| {
        let list = room.exhibits.get().unwrap_or_default();
        if list.is_empty() {
            return none(room, &record);
        }
        let deeds = deeds.get();
        let rows = list.iter().take(CARD_ROWS).enumerate().map(|(at, exhibit)| {
            let done = deeds.get(at).map(Vec::as_slice).unwrap_or_default();
            view! {
                <tr>
                    <td>{name_line(room, exhibit)}</td>
                    <td><VerdictMark verdict=exhibit.verdict.clone()/></td>
                    <td>{outcome(room, exhibit, done, true)}</td>
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

/// The asset that a piece of evidence is, where it is one that has a page.
fn asset_at(room: Room, (alert, item): (usize, usize)) -> Option<Asset> {
    let asset = room.record.with(|record| asset_of(record.here()?.alerts.get(alert)?.evidence.get(item)?));
    asset.map(|asset| as_known(room.portal, asset))
}

/// Icon and name; the name gives way at its end. That of an asset leads to its page.
fn name_line(room: Room, exhibit: &Exhibit) -> AnyView {
    let name = exhibit.name.clone();
    let cut = match asset_at(room, exhibit.place) {
        Some(asset) => view! {
            <a class="link cut" href=page_of(&asset) title=name.clone()><bdi>{name.clone()}</bdi></a>
        }
        .into_any(),
        None => view! { <bdi class="cut" title=name.clone()>{name.clone()}</bdi> }.into_any(),
    };
    view! {
        <span class="row row-keep incident-item">
            <Icon glyph=kind_glyph(&exhibit.kind) label=kind_name(&exhibit.kind)/>
            {cut}
        </span>
    }
    .into_any()
}

fn full_row(
    room: Room,
    at: usize,
    exhibit: &Exhibit,
    handled: &[Deed],
    open: RwSignal<Vec<usize>>,
) -> AnyView {
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
    let name = &exhibit.name;
    // What the incident saw itself is its own, whoever saw it as well.
    let origin = exhibit.alerts.first().and_then(|alert| room.origin(*alert));
    view! {
        <tr>
            <td data-label=t!("incident.evidence.item")>
                <div>
                    <button
                        type="button"
                        class="link incident-item"
                        aria-expanded=move || is_open.get().to_string()
                        on:click=toggle
                    >
                        <Icon glyph=kind_glyph(&exhibit.kind)/>
                        <bdi>{breakable(name)}</bdi>
                    </button>
                    {mark(origin)}
                    {exhibit.detail.clone().map(|detail| view! { <bdi class="line-2">{detail}</bdi> })}
                    {asset_at(room, place).map(|asset| view! {
                        <span class="line-2">
                            <a class="link" href=page_of(&asset) aria-label=t!("evidence.page.of", name = exhibit.name.as_str())>
                                {t!("assets.page")}
                            </a>
                        </span>
                    })}
                </div>
            </td>
            <td data-label=t!("incident.evidence.type") class="cell-type">{kind_name(&exhibit.kind)}</td>
            <td data-label=t!("incident.evidence.verdict")><VerdictMark verdict=exhibit.verdict.clone()/></td>
            <td data-label=t!("incident.evidence.remediation")><div>{outcome(room, exhibit, handled, false)}</div></td>
            <td data-label=t!("incident.alerts") class="num">{exhibit.alerts.len()}</td>
        </tr>
        {facts}
    }
    .into_any()
}

/// Every fact of a piece.
fn facts_row(room: Room, (alert, item): (usize, usize)) -> AnyView {
    let (facts, more) = room.record.with(|record| {
        let found = record.here().and_then(|record| record.alerts.get(alert)?.evidence.get(item));
        found.map(facts_of).unwrap_or_default()
    });
    let lines = facts
        .into_iter()
        .map(|fact| view! { <dt>{fact_name(&fact.path)}</dt><dd><bdi>{fact_value(&fact)}</bdi></dd> })
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

/// What was done about it; what was dealt with is green, what is under way is said plainly. What the response did is
/// said with who did it, and stands in the place of a source that knows of nothing.
fn outcome(room: Room, exhibit: &Exhibit, handled: &[Deed], is_short: bool) -> AnyView {
    let value = &exhibit.remediation;
    let is_done = matches!(value, Remediation::Remediated | Remediation::Prevented | Remediation::Blocked);
    let told = (is_done || handled.is_empty())
        .then(|| view! { <span class:text-good=is_done><bdi>{naming::remediation(value)}</bdi></span> });
    let deeds = handled.iter().take(DEEDS_MAX).map(|done| deed(room, done, is_short)).collect_view();
    view! { {told} {deeds} }.into_any()
}

/// One deed of the response, which leads to its card. What was taken back since protects no more.
fn deed(room: Room, Deed { plan, party, by, at, part, ended }: &Deed, is_short: bool) -> AnyView {
    let now = room.portal.reader.with(|reader| reader.now);
    let when = time_of_day(*at, now);
    let words = match is_short {
        true => t!("evidence.handled.short", who = by.as_str()),
        false => {
            let party = naming::party(Some(*party), room.portal.party());
            t!("evidence.handled", who = by.as_str(), party = party, when = when)
        }
    };
    let done = extent::done_until(plan, *part, ended.map(|ended| time_of_day(ended, now)).as_deref());
    let is_whole = ended.is_none() && part.is_none();
    view! {
        <span class="incident-deed">
            <span class:text-good=is_whole>{done}</span>
            <a class="line-2 link" href=room.link(IncidentTab::Response) title=intl::moment(*at)><bdi>{words}</bdi></a>
        </span>
    }
    .into_any()
}

/// The same in one line, for what leaves.
pub(super) fn outcome_words(exhibit: &Exhibit, handled: &[Handled<'_>], side: Party) -> String {
    let deeds = handled.iter().map(|Handled { action, by, at, part, ended }| {
        let who = clip(by, NAME_CHARS).into_owned();
        let party = naming::party(Some(action.party), side);
        let words = t!("evidence.handled", who = who, party = party, when = intl::moment(*at));
        format!("{} {words}", extent::done_until(&action.plan, *part, ended.map(intl::moment).as_deref()))
    });
    let told = (exhibit.remediation != Remediation::None || handled.is_empty())
        .then(|| naming::remediation(&exhibit.remediation));
    told.into_iter().chain(deeds).collect::<Vec<_>>().join("; ")
}

/// The kind in our words, or in the source's made readable.
pub(in crate::ui::pages) fn kind_name(kind: &str) -> String {
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

pub(in crate::ui::pages) fn kind_glyph(kind: &str) -> Glyph {
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
