//! Comments & History: one line of both sides, filters, and the place to write.

mod agreed;
mod changed;
mod comment;
mod export;
mod masking;
mod moment;
mod together;
mod write;

use super::room::{JournalSignal, Loaded, RecordSignal, Room};
use super::taken::{Brought, Journals};
use super::when_here;
use crate::analytics::incident::history::{Kind, Moment, Read, time_line};
use crate::analytics::incident::joined::{begins, joined};
use crate::analytics::incident::lapsed::with_lapsed;
use crate::analytics::incident::named::{
    action_origins, action_planners, action_targets, action_titles, alert_titles, origin_key, planner_key,
    target_key,
};
use crate::domain::brief::Asset;
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::threads::{Thread, naming_in};
use crate::domain::ids::IncidentId;
use crate::domain::people::Party;
use crate::domain::record::IncidentRecord;
use crate::domain::time::Timestamp;
use crate::formats::document::JournalEntry;
use crate::platform::{dom, intl};
use crate::route::IncidentTab;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Banner, Button, ButtonKind, Choice, Field, Glyph, Segment, Segmented, Select, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use comment::{EditDialog, Editing};
pub(super) use export::whole;
pub(super) use masking::Masking;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use write::CommentBox;

/// How many moments the card of the story shows.
const CARD_MOMENTS: usize = 5;
/// How many are shown at first, and with each press for more.
const STEP: usize = 100;

/// The entries of the journal as readings take them; none while they are awaited.
pub(super) fn entries(journal: &Loaded<Vec<Rc<JournalEntry>>>) -> Vec<Read<'_>> {
    journal.here().map(|entries| reads(entries)).unwrap_or_default()
}

fn reads(entries: &[Rc<JournalEntry>]) -> Vec<Read<'_>> {
    entries.iter().map(|entry| (entry.entry(), entry.unknown())).collect()
}

/// The line and the titles of the actions that it speaks of.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) moments: Vec<Moment>,
    titles: HashMap<String, String>,
    /// The assets at which those actions aim.
    targets: Vec<Asset>,
}

/// The line as the side that looks may read it, with those of what the incident took in; nothing until record and journal
/// are there.
pub(super) fn read_line(
    portal: Portal,
    (record, journal): (RecordSignal, JournalSignal),
    (brought, journals): (RwSignal<Brought, LocalStorage>, RwSignal<Journals, LocalStorage>),
) -> Memo<Option<Arc<Line>>> {
    Memo::new(move |_| {
        let (side, now) = (portal.party(), portal.now());
        let mut line = Line::default();
        let mut others = Vec::new();
        brought.with(|brought| {
            journals.with(|journals| {
                for (from, record) in brought {
                    let entries = journals.get(from).map(|entries| reads(entries)).unwrap_or_default();
                    others.push((from.clone(), line.read(record, &entries, (side, now))));
                }
            });
        });
        record.with(|record| {
            let record = record.here()?;
            journal.with(|journal| {
                journal.here()?;
                let own = line.read(record, &entries(journal), (side, now));
                line.moments = joined(own, others);
                Some(Arc::new(line))
            })
        })
    })
}

impl Line {
    /// The moments of one incident; the titles of which they speak are noted.
    fn read(
        &mut self,
        record: &IncidentRecord,
        entries: &[Read<'_>],
        (side, now): (Party, Timestamp),
    ) -> Vec<Moment> {
        self.titles.extend(action_titles(entries));
        self.titles.extend(alert_titles(entries, record));
        let origins = action_origins(entries);
        self.titles
            .extend(origins.filter_map(|(id, origin)| Some((origin_key(id), naming::origin(origin)?))));
        for asset in action_targets(entries) {
            let is_new = self.titles.insert(target_key(&asset.id), asset.name.clone()).is_none();
            self.targets.extend(is_new.then(|| asset.clone()));
        }
        let planners = action_planners(entries);
        self.titles.extend(planners.map(|(id, who)| (planner_key(id), who.to_owned())));
        with_lapsed(time_line(record, entries, side), entries, record.id.as_str(), now)
    }
}

/// The address of the history where that of one which was merged into the incident begins.
pub(super) fn link_to(room: Room, taken: &IncidentId) -> String {
    let at = room.line.with(|line| begins(&line.as_ref()?.moments, taken));
    room.link(at.map_or(IncidentTab::History, |at| IncidentTab::At(at.into())))
}

/// How many moments there are, once they are there.
pub(super) fn count(room: Room) -> Option<usize> {
    room.line.with(|line| line.as_ref().map(|line| line.moments.len()))
}

/// The part of the page.
#[component]
pub(super) fn HistoryTab() -> impl IntoView {
    let room = Room::get();
    let chosen = RwSignal::new(0_usize);
    let most = RwSignal::new(STEP);
    let segments = move || {
        [t!("history.all"), t!("history.comments"), t!("history.actions"), t!("history.status")]
            .map(Segment::new)
            .to_vec()
    };
    let kind = move || match chosen.get() {
        1 => Some(Kind::Comment),
        2 => Some(Kind::Action),
        3 => Some(Kind::Status),
        _ => None,
    };
    let who = RwSignal::new(String::new());
    let text = RwSignal::new(String::new());
    let side = room.side();
    let titles =
        move || room.line.with(|line| line.as_ref().map(|line| line.titles.clone()).unwrap_or_default());
    let list = move |_| {
        let (kind, who, text, titles) = (kind(), who.get(), text.get().trim().to_lowercase(), titles());
        let is_shown = move |moment: &&Moment| {
            kind.is_none_or(|kind| moment.is_about(kind))
                && is_by(moment, &who)
                && (text.is_empty() || speaks_of(moment, &titles, side, &text))
        };
        items(room, is_shown, most.get())
    };
    let more = move || {
        let all = room.line.with(|line| line.as_ref().map_or(0, |line| line.moments.len()));
        let left = all.saturating_sub(most.get());
        (left > 0).then(|| {
            let label = t!("incident.more", n = left);
            view! { <Button label kind=ButtonKind::Subtle on_press=move |_| most.update(|most| *most += STEP)/> }
        })
    };
    let editing = Editing(RwSignal::new(None));
    provide_context(editing);
    let is_exporting = RwSignal::new(false);
    open_export(room, is_exporting);
    go_to_moment(room, most);
    see_names(room);
    view! {
        <section class="card" aria-labelledby="history-title">
            <div class="card-head">
                <h2 class="card-title" id="history-title">{t!("incident.history")}</h2>
                <div class="push" class:not-print=move || chosen.get() == 0>
                    <Segmented
                        label=t!("history.filter")
                        segments=Signal::derive(segments)
                        chosen
                        on_choose=move |at| chosen.set(at)
                    />
                </div>
            </div>
            <div class="card-body stack stack-16">
                {move || is_missing(room).then(|| no_such_moment(room))}
                <CommentBox/>
                <div class="alerts-filters" class:not-print=move || who.with(String::is_empty) && text.with(String::is_empty)>
                    <Select
                        label=t!("history.by")
                        choices=sides(side)
                        value=who
                        on_change=move |word: String| who.set(word)
                    />
                    <Field
                        label=t!("history.search")
                        kind="search"
                        value=text
                        icon=Glyph::Search
                        on_input=move |now: String| text.set(now)
                    />
                    <div class="history-export">
                        <Button label=t!("incident.export") icon=Glyph::Download on_press=move |_| is_exporting.set(true)/>
                    </div>
                </div>
                {when_here(room, room.journal, list)}
                {more}
            </div>
        </section>
        <EditDialog editing/>
        <export::ExportDialog open=is_exporting/>
    }
    .into_any()
}

/// The sides that can be asked for.
fn sides(reader: Party) -> Vec<Choice> {
    vec![
        Choice::new("", t!("history.by.all")),
        Choice::new("experts", naming::party(Some(Party::Experts), reader)),
        Choice::new("customer", naming::party(Some(Party::Customer), reader)),
        Choice::new("source", t!("history.source")),
    ]
}

fn is_by(moment: &Moment, side: &str) -> bool {
    let of = match moment.role.map(|role| role.party()) {
        Some(Party::Experts) => "experts",
        Some(Party::Customer) => "customer",
        None => "source",
    };
    side.is_empty() || side == of
}

/// Whether the sentence of a moment or what was said with it holds a text in lower case.
fn speaks_of(moment: &Moment, titles: &HashMap<String, String>, side: Party, text: &str) -> bool {
    let (words, said) = moment::words_of(moment, titles, side);
    let from = moment.from.as_ref().map(|id| t!("incident.from", id = id.as_str())).unwrap_or_default();
    [words, said, from].iter().any(|words| words.to_lowercase().contains(text))
}

/// A link to a moment shows it, wherever in the line it is.
fn go_to_moment(room: Room, most: RwSignal<usize>) {
    let wanted = Memo::new(move |_| match room.tab() {
        IncidentTab::At(at) => Some(at.to_string()),
        _ => None,
    });
    Effect::new(move |_| {
        let Some(key) = wanted.get() else { return };
        let place = room.line.with(|line| line.as_ref()?.moments.iter().position(|moment| moment.key == key));
        if let Some(place) = place {
            most.update(|most| *most = (*most).max(place + 1));
            // It is in the document after this turn.
            request_animation_frame(|| {
                dom::focus_first(".moment-here");
            });
        }
    });
}

/// The menu of an incident leads here to export, from wherever it was opened.
fn open_export(room: Room, is_exporting: RwSignal<bool>) {
    let wanted = room.portal.exporting;
    Effect::new(move |_| {
        if wanted.with(|wanted| wanted.as_ref() == Some(&room.id())) {
            wanted.set(None);
            is_exporting.set(true);
        }
    });
}

/// Whether the address names a moment that the line does not have.
fn is_missing(room: Room) -> bool {
    let IncidentTab::At(at) = room.tab() else { return false };
    let key = at.to_string();
    room.line
        .with(|line| line.as_ref().is_some_and(|line| line.moments.iter().all(|moment| moment.key != key)))
}

/// Says so, and what can be done about it.
fn no_such_moment(room: Room) -> AnyView {
    let end = move || {
        let href = room.link(IncidentTab::History);
        view! { <a class="link nowrap" href=href>{t!("history.no-moment.all")}</a> }
    };
    view! { <Banner tone=Tone::Warning small=true end>{t!("history.no-moment")}</Banner> }.into_any()
}

/// Says that what names the reader was read, once it is on the screen.
fn see_names(room: Room) {
    let portal = room.portal;
    Effect::new(move |_| {
        let Some(line) = room.line.get() else { return };
        let actor = portal.actor();
        let named = portal.glance(|state| {
            let id = room.id();
            let named = naming_in(state, id.as_str(), &actor);
            named.iter().map(|it| it.at).max()
        });
        let is_shown = |at: Timestamp| line.moments.iter().any(|moment| moment.at >= at);
        let Some(upto) = named.filter(|at| is_shown(*at)) else { return };
        let see = Act::See { thread: Thread::Incident(room.id()), upto };
        portal.act(Command::Experts { act: see }, |_| ());
    });
}

/// The latest moments, with the place to write and the way to all of them.
#[component]
pub(super) fn HistoryCard() -> impl IntoView {
    let room = Room::get();
    let number =
        move || count(room).map(|count| intl::number(f64::from(u32::try_from(count).unwrap_or(u32::MAX))));
    let list = move |_| items(room, |_: &&Moment| true, CARD_MOMENTS);
    view! {
        <section class="card incident-talk" aria-labelledby="talk-title">
            <div class="card-head">
                <h2 class="card-title" id="talk-title">{t!("incident.history")}</h2>
                <span class="caption">{number}</span>
                <a class="link push" href=move || room.link(IncidentTab::History)>{t!("incident.show-all")}</a>
            </div>
            <div class="card-body grow">{when_here(room, room.journal, list)}</div>
            <div class="card-foot"><CommentBox/></div>
        </section>
    }
    .into_any()
}

fn items(room: Room, is_shown: impl Fn(&&Moment) -> bool, most: usize) -> AnyView {
    let now = room.portal.now();
    let Some(line) = room.line.get() else { return ().into_any() };
    let shown: Vec<AnyView> = line
        .moments
        .iter()
        .filter(is_shown)
        .take(most)
        .map(|moment| moment::view(room, moment, &line.titles, now))
        .collect();
    if shown.is_empty() {
        return view! { <p class="second">{t!("history.none")}</p> }.into_any();
    }
    view! { <ol class="timeline">{shown}</ol> }.into_any()
}
