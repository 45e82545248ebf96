//! The attack story: tactics in order, alerts along time, what the source says, and what came of it last.

mod chart;
mod details;
mod held;
mod list;
mod tactics;

use super::evidence::EvidenceCard;
use super::history::HistoryCard;
use super::room::Room;
use super::{when_here, without_alerts};
use crate::analytics::incident::story::Story;
use crate::domain::brief::Asset;
use crate::domain::record::IncidentRecord;
use crate::domain::text::clip;
use crate::platform::intl;
use crate::t;
pub(in crate::ui::pages) use crate::ui::asset_glyph::asset_glyph as glyph_of;
use crate::ui::naming;
use crate::ui::parts::{Segment, Segmented};
use crate::view::prelude::*;
use chart::chart;
use std::rc::Rc;

/// The part of the page.
#[component]
pub(super) fn StoryTab() -> impl IntoView {
    let room = Room::get();
    let has_alerts = Memo::new(move |_| room.of(|it| it.alerts > 0));
    move || {
        if has_alerts.get() {
            return view! {
                <tactics::TacticsCard/>
                <StoryCard/>
                <div class="incident-two">
                    <EvidenceCard/>
                    <HistoryCard/>
                </div>
                <details::DetailsCard/>
            }
            .into_any();
        }
        view! {
            <section class="card" aria-label=t!("incident.story")>{without_alerts(room, t!("incident.alerts.none"))}</section>
            <details::DetailsCard/>
            <HistoryCard/>
        }
        .into_any()
    }
}

/// Alerts along time, a lane an asset, or as a list.
#[component]
fn StoryCard() -> impl IntoView {
    let room = Room::get();
    let has_line = Memo::new(move |_| {
        room.record.with(|record| record.here().is_some_and(|record| Story::is_told(record)))
    });
    let is_list = RwSignal::new(false);
    let shown_as_list = Memo::new(move |_| is_list.get() || !has_line.get());
    let switch = move || {
        has_line.get().then(|| {
            view! {
                <div class="push not-phone">
                    <Segmented
                        label=t!("incident.story.as")
                        segments=vec![Segment::new(t!("incident.story.lanes")), Segment::new(t!("incident.story.list"))]
                        chosen=Signal::derive(move || usize::from(shown_as_list.get()))
                        on_choose=move |at| is_list.set(at == 1)
                    />
                </div>
            }
        })
    };
    let show = move |record: Rc<IncidentRecord>| {
        let alerts = record.alerts.len();
        let drawn = move || {
            if shown_as_list.get() {
                return view! { <list::AlertList/> }.into_any();
            }
            // A lane needs room: on a phone the list says the same.
            view! {
                <div class="not-phone">{chart(room)}</div>
                <div class="only-phone"><list::AlertList/></div>
            }
            .into_any()
        };
        let days = days(&record);
        view! {
            <p class="caption third incident-scope">{move || scope(room, alerts, &days)}</p>
            {drawn}
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="story-title">
            <div class="card-head">
                <h2 class="card-title" id="story-title">{t!("incident.story")}</h2>
                {switch}
            </div>
            {when_here(room, room.record, show)}
        </section>
    }
    .into_any()
}

/// Longest name of an asset in a sentence, in characters.
const NAME_CHARS: usize = 80;
/// So many assets of an alert are named.
const NAMED_MAX: usize = 3;

/// The first of so many assets by name, and how many more there are. One whose name another kind has too, as a user and a
/// mailbox have it, says its kind.
fn names_of<'a>(assets: impl Iterator<Item = &'a Asset>, count: usize, among: &[Asset]) -> String {
    let named = |asset: &Asset| {
        let name = clip(&asset.name, NAME_CHARS).into_owned();
        let is_shared = among.iter().any(|it| it.kind != asset.kind && it.name == asset.name);
        if is_shared { format!("{name} ({})", naming::asset_kind(asset.kind)) } else { name }
    };
    naming::few(assets.map(named), count, NAMED_MAX)
}

/// The day on which the alerts began, or the first and the last of them; nothing where none says when.
fn days(record: &IncidentRecord) -> String {
    let began =
        || record.alerts.iter().filter_map(|it| it.first_activity_date_time).filter(|at| at.is_likely());
    let (Some(first), Some(last)) = (began().min(), began().max()) else { return String::new() };
    let (first, last) = (intl::day(first), intl::day(last));
    if first == last { first } else { t!("incident.story.days", from = first, to = last) }
}

/// "9 alerts on 4 assets", with their days and the zone of the times.
fn scope(room: Room, alerts: usize, days: &str) -> String {
    let assets = room.of(|it| it.assets.len());
    let zone = intl::zone(room.portal.now());
    if days.is_empty() {
        return t!("incident.story.scope", alerts = alerts, assets = assets, zone = zone);
    }
    t!("incident.story.scope.days", alerts = alerts, assets = assets, days = days, zone = zone)
}
