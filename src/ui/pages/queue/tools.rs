//! What opens at a row: its actions, the parts of its score, its clock. One popover of each for all rows, placed at the
//! button that was pressed, because rows are used again and again while the list scrolls.

use super::view::QueueView;
use crate::analytics::clock::{Clock, ladder};
use crate::analytics::score::{PartKind, Score};
use crate::domain::catalogue::Row;
use crate::domain::ids::IncidentId;
use crate::domain::on_call::call_order;
use crate::domain::people::Party;
use crate::platform::intl;
use crate::t;
use crate::ui::bulk::Bulk;
use crate::ui::clock_face::{moment_of, pause_line, portal_face};
use crate::ui::incident_menu::{self, Entry};
use crate::ui::parts::{CountdownLarge, Floating, FloatingPopover, menu_entry};
use crate::ui::tags::TagsDialog;
use crate::ui::text::text;
use crate::view::prelude::*;
use leptos::ev::MouseEvent;

/// What opens at a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Menu,
    Score,
    Clock,
}

/// The handle of the rows. A copy is the same.
#[derive(Clone, Copy)]
pub(super) struct RowTools {
    pub(super) view: QueueView,
    open: RwSignal<Option<(What, Row)>>,
    floating: Floating,
    /// Whose tags are being changed.
    tagging: RwSignal<Option<IncidentId>>,
}

impl RowTools {
    pub(super) fn new(view: QueueView) -> Self {
        let (open, tagging) = (RwSignal::new(None), RwSignal::new(None));
        Self { view, open, floating: Floating::new(), tagging }
    }

    pub(super) fn open_menu(self, row: Row, event: &MouseEvent) {
        self.show(What::Menu, row, event);
    }

    pub(super) fn open_score(self, row: Row, event: &MouseEvent) {
        self.show(What::Score, row, event);
    }

    pub(super) fn open_clock(self, row: Row, event: &MouseEvent) {
        self.show(What::Clock, row, event);
    }

    fn show(self, what: What, row: Row, event: &MouseEvent) {
        self.floating.place_at(event);
        self.open.set(Some((what, row)));
        self.floating.open();
    }
}

/// The popover.
#[component]
pub(super) fn RowPopover(tools: RowTools) -> impl IntoView {
    let is_menu = Memo::new(move |_| matches!(tools.open.get(), Some((What::Menu, _)) | None));
    let label = move || match tools.open.get() {
        Some((What::Score, _)) => t!("queue.score"),
        Some((What::Clock, _)) => t!("queue.column.due"),
        _ => t!("queue.actions"),
    };
    let content = move || {
        tools.open.get().map(|(what, row)| match what {
            What::Menu => menu(tools, row),
            What::Score => score(tools, row),
            What::Clock => clock(tools, row),
        })
    };
    view! {
        <FloatingPopover
            floating=tools.floating
            label=Signal::derive(label)
            is_menu
            content
        />
        <TagsDialog of=tools.tagging on_close=move |()| tools.tagging.set(None)/>
    }
    .into_any()
}

/// The actions of one incident: the menu of its page.
fn menu(tools: RowTools, row: Row) -> AnyView {
    let Some(id) = tools.view.id(row) else { return ().into_any() };
    let portal = tools.view.portal;
    let bulk = Bulk::get();
    let entries = untrack(|| incident_menu::items(portal, &id));
    let offered = untrack(|| incident_menu::entries(portal, &id));
    let choose = Callback::new(move |number: usize| {
        let Some(entry) = offered.get(number).copied() else { return };
        tools.floating.close();
        if entry == Entry::Tags {
            return tools.tagging.set(Some(id.clone()));
        }
        incident_menu::run_all(portal, bulk, &id, &tools.view.link.get_untracked(), entry);
    });
    entries.into_iter().enumerate().map(|(at, item)| menu_entry(at, item, choose)).collect_view().into_any()
}

/// The parts of a score, which add up to it, and the score of the import beside it.
fn score(tools: RowTools, row: Row) -> AnyView {
    let portal = tools.view.portal;
    let found = portal.read(|state| {
        let known = state.catalogue.get(row)?;
        let incident = state.incident(known.id())?;
        Some((Score::of(incident), known.priority_score()))
    });
    let Some((score, imported)) = found else { return ().into_any() };
    let lines = score
        .parts
        .into_iter()
        .map(|part| {
            let name = text(&format!("score.{}", part_word(part.kind)), &[]);
            view! { <dt>{name}</dt><dd>{t!("score.points", points = part.points, max = part.max)}</dd> }
        })
        .collect_view();
    let source = match imported {
        Some(score) => t!("score.imported", score = score),
        None => t!("score.imported.none"),
    };
    view! {
        <div class="popover-head"><h2>{t!("score.title", score = score.total())}</h2></div>
        <div class="popover-body">
            <dl class="facts">{lines}</dl>
            <p class="caption third">{t!("score.sum")}</p>
            <p class="caption third">{source}</p>
        </div>
    }
    .into_any()
}

/// The key of a part of the score.
pub(crate) fn part_word(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Severity => "severity",
        PartKind::Tactics => "tactics",
        PartKind::CriticalAssets => "critical",
        PartKind::Alerts => "alerts",
        PartKind::Prevalence => "prevalence",
        PartKind::Targeting => "targeting",
    }
}

/// Until when the response is due, why it stands still, and who is to be told when.
fn clock(tools: RowTools, row: Row) -> AnyView {
    let portal = tools.view.portal;
    let found = portal.read(|state| {
        let known = state.catalogue.get(row)?;
        let incident = state.incident(known.id())?;
        let clock = Clock::of(incident, state, state.covers(incident))?;
        // Where a response is awaited a question stands beside it; else it is what the experts wait for.
        let is_beside = !clock.question;
        let clock = clock.running(moment_of(&clock, portal.now()));
        let contacts = call_order(&state.settings.contacts);
        let steps: Vec<_> = ladder(&clock, &state.settings)
            .into_iter()
            .filter_map(|rung| Some((rung.at, (*contacts.get(rung.contact)?).clone())))
            .collect();
        let pause = incident.work.and_then(|work| work.pauses.last().cloned());
        Some((clock, steps, pause, is_beside))
    });
    let Some((clock, steps, pause, is_beside)) = found else { return ().into_any() };
    let face = Signal::derive(move || portal_face(portal, &clock));
    let question = clock.question.then(|| {
        let words = if is_beside { t!("clock.question.sooner") } else { t!("clock.question") };
        view! { <p class="data">{words}</p> }
    });
    let paused = pause.and_then(|pause| pause_line(&clock, &pause, portal.now()));
    let paused = paused.map(|line| view! { <p class="data"><bdi>{line}</bdi></p> });
    let rungs = steps
        .into_iter()
        .map(|(at, contact)| {
            let reach = contact.phone.unwrap_or(contact.email);
            let is_now = move || portal.now() >= at;
            view! {
                <li class:third=move || !is_now()>
                    <span>{intl::moment(at)}</span>
                    <strong>{contact.name}</strong>
                    <span>{reach}</span>
                </li>
            }
        })
        .collect_view();
    let is_customers = clock.party == Party::Customer;
    let escalation = is_customers.then(|| {
        view! { <h3 class="caption">{t!("clock.ladder")}</h3><ol class="ladder">{rungs}</ol> }
    });
    let assumed = clock.assumed.then(|| view! { <p class="caption third">{t!("clock.assumed")}</p> });
    view! {
        <div class="popover-body popover-body-first">
            <CountdownLarge clock=face/>
            {paused}
            {question}
            {assumed}
            {escalation}
            <p class="caption third">{t!("clock.target")}</p>
        </div>
    }
    .into_any()
}
