//! The rows of the alerts in a grid that shows any number of them.

use super::Alerts;
use super::detail::category_of;
use crate::analytics::alerts::AlertLine;
use crate::domain::ids::IncidentId;
use crate::domain::text::clip;
use crate::platform::{dom, elements, intl};
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{
    ColumnHead, GridControl, GridLayout, GridRow, GridSource, SeverityMark, VirtualGrid, severity_mark,
};
use crate::view::prelude::*;
use std::sync::Arc;

/// The height of a row, and of a card on a phone.
const ROW_PX: u32 = 32;
const CARD_PX: u32 = 96;
/// Below this width rows are cards.
const CARDS_QUERY: &str = "(max-width: 639.98px)";
/// The columns: name, severity, state, source, category, incident, first activity.
const COLUMNS: &str = "minmax(220px, 1fr) 112px 92px 172px 148px 84px 168px";
/// What they need at least, gaps and ends included.
const LEAST_PX: u32 = 220 + 112 + 92 + 172 + 148 + 84 + 168 + 6 * 12 + 32;
/// Longest number of an incident in a row, in characters.
const NUMBER_CHARS: usize = 40;

/// The grid.
#[component]
pub(super) fn Rows(alerts: Alerts, control: GridControl) -> impl IntoView {
    let is_narrow = RwSignal::new(dom::media(CARDS_QUERY));
    let watcher = StoredValue::new_local(None);
    watcher.set_value(elements::MediaObserver::new(CARDS_QUERY, move |now| is_narrow.set(now)));
    let layout = Memo::new(move |_| GridLayout {
        row_px: if is_narrow.get() { CARD_PX } else { ROW_PX },
        columns: COLUMNS.to_owned(),
        least_px: if is_narrow.get() { 0 } else { LEAST_PX },
        cards: is_narrow.get(),
    });
    let shown = alerts.shown;
    let source = GridSource {
        count: alerts.count.into(),
        page: Callback::new(move |(first, len): (u32, u32)| {
            shown.with(|shown| shown.iter().skip(first as usize).take(len as usize).copied().collect())
        }),
        rank: Callback::new(move |number: u32| {
            let place = shown.with(|shown| shown.iter().position(|known| *known == number));
            place.and_then(|place| u32::try_from(place).ok())
        }),
    };
    // Another question begins at its top.
    let asked = Memo::new(move |_| super::asked(alerts.portal));
    Effect::new(move |before: Option<()>| {
        let _ = asked.get();
        if before.is_some() {
            control.show(false);
        }
    });
    let row = Arc::new(move |row: GridRow| row_view(alerts, row, is_narrow));
    view! {
        <VirtualGrid
            label=t!("alerts.list")
            source
            layout
            control
            head=heads
            row
            on_open=Callback::new(move |number: u32| alerts.open.set(Some(number)))
        />
    }
    .into_any()
}

fn heads() -> AnyView {
    let heads = [
        t!("incident.alert"),
        t!("incident.severity"),
        t!("incident.status"),
        t!("incident.source"),
        t!("incident.category"),
        t!("alerts.incident"),
        t!("incident.first-activity"),
    ];
    heads.map(|label| view! { <ColumnHead label/> }).into_iter().collect_view().into_any()
}

fn row_view(alerts: Alerts, row: GridRow, is_narrow: RwSignal<bool>) -> AnyView {
    let portal = alerts.portal;
    let line = Memo::new(move |_| {
        let number = row.id.get();
        portal.read(|state| portal.alerts.glance(|index| index.line(number, state)))
    });
    let open = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        alerts.open.set(Some(row.id.get_untracked()));
    };
    let name = move || {
        let title =
            move || line.with(|line| line.as_ref().map(|line| line.title.clone()).unwrap_or_default());
        view! {
            <button type="button" class="link alerts-open" tabindex=row.tabindex() title=title on:click=open>
                <bdi>{title}</bdi>
            </button>
        }
        .into_any()
    };
    let incident = move || line.with(|line| line.as_ref().and_then(|line| incident_link(alerts, line, row)));
    let drawn = move || {
        if is_narrow.get() {
            let facts = move || {
                let incident = incident();
                line.with(|line| line.as_ref().map(|line| card_facts(line, incident)))
            };
            return view! {
                <span class="rows-card" role="gridcell">
                    {name()}
                    {facts}
                </span>
            }
            .into_any();
        }
        let cells = move || line.with(|line| line.as_ref().map(cells));
        let last = move || line.with(|line| line.as_ref().map(first_activity).unwrap_or_default());
        view! {
            <span class="rows-cell" role="gridcell">{name()}</span>
            {cells}
            <span class="rows-cell" role="gridcell">{incident}</span>
            <span class="rows-cell" role="gridcell">{last}</span>
        }
        .into_any()
    };
    // Without a box and a menu in a row, a card has its whole width.
    view! { <div class="rows-content rows-content-plain">{drawn}</div> }.into_any()
}

fn cells(line: &AlertLine) -> AnyView {
    let category = category_of(&line.category);
    view! {
        <span class="rows-cell" role="gridcell">{severity_mark(&line.severity, false)}</span>
        <span class="rows-cell" role="gridcell">{naming::alert_status(&line.status)}</span>
        <span class="rows-cell" role="gridcell">{naming::source(&line.source)}</span>
        <span class="rows-cell" role="gridcell" title=category.clone()><bdi>{category.clone()}</bdi></span>
    }
    .into_any()
}

fn card_facts(line: &AlertLine, incident: Option<AnyView>) -> AnyView {
    view! {
        <span class="row row-keep">
            <SeverityMark level=line.severity.clone()/>
            <span>{naming::alert_status(&line.status)}</span>
            <span class="push third">{first_activity(line)}</span>
        </span>
        <span class="row row-keep">
            <span class="third">{naming::source(&line.source)}</span>
            <span class="push">{incident}</span>
        </span>
    }
    .into_any()
}

fn first_activity(line: &AlertLine) -> String {
    line.first_activity.map_or_else(|| t!("incident.not-said"), intl::moment)
}

fn incident_link(alerts: Alerts, line: &AlertLine, row: GridRow) -> Option<AnyView> {
    let id = alerts.portal.glance(|state| IncidentId::new(state.catalogue.get(line.incident)?.id()))?;
    let name = clip(id.as_str(), NUMBER_CHARS).into_owned();
    let href = Route::Incident { id, tab: IncidentTab::Alerts, queue: Queue::default() }.to_string();
    Some(view! { <a class="link" href=href tabindex=row.tabindex()><bdi>{name}</bdi></a> }.into_any())
}
