//! The rows of the alerts in a grid that shows any number of them.

use super::Alerts;
use super::columns::{self, Room};
use super::detail::category_of;
use super::row_menu::RowMenu;
use crate::analytics::alerts::AlertLine;
use crate::domain::ids::IncidentId;
use crate::domain::text::clip;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::route::{AlertColumn, IncidentTab, Queue, Route};
use crate::t;
use crate::ui::parts::{
    GridControl, GridLayout, GridRow, GridSource, SeverityMark, VirtualGrid, severity_mark,
};
use crate::ui::{detectors, naming};
use crate::view::prelude::*;
use std::sync::Arc;

/// The height of a row, and of a card on a phone.
const ROW_PX: u32 = 32;
const CARD_PX: u32 = 96;
/// Longest number of an incident in a row, in characters.
const NUMBER_CHARS: usize = 40;

/// The grid.
#[component]
pub(super) fn Rows(alerts: Alerts, control: GridControl) -> impl IntoView {
    let portal = alerts.portal;
    let room = Room::watch();
    let drawn = Memo::new(move |_| columns::drawn(portal, room));
    let layout = Memo::new(move |_| {
        let (columns, least_px) = drawn.with(|drawn| columns::template(drawn));
        let cards = room.cards.get();
        GridLayout {
            row_px: if cards { CARD_PX } else { ROW_PX },
            columns,
            least_px: if cards { 0 } else { least_px },
            cards,
        }
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
    follow(alerts, control);
    let menu = RowMenu::new(alerts);
    let row = Arc::new(move |row: GridRow| row_view(alerts, menu, row, room, drawn));
    view! {
        <VirtualGrid
            label=t!("shell.alerts")
            source
            layout
            control
            head=move || columns::heads(portal, drawn)
            row
            on_open=Callback::new(move |number: u32| alerts.open.set(Some(number)))
        />
        {menu.popover()}
    }
    .into_any()
}

/// Another question begins at its top; another order goes on showing the row that one stands on.
fn follow(alerts: Alerts, control: GridControl) {
    let asked = Memo::new(move |_| {
        let asked = super::asked(alerts.portal);
        let question =
            crate::route::Alerts { sort: Default::default(), columns: Default::default(), ..asked.clone() };
        (question, asked.sort)
    });
    Effect::new(move |before: Option<_>| {
        let now = asked.get();
        match &before {
            Some((question, _)) if *question != now.0 => control.begin(),
            Some((_, sort)) if *sort != now.1 => control.show(false),
            _ => {}
        }
        now
    });
}

fn row_view(
    alerts: Alerts,
    menu: RowMenu,
    row: GridRow,
    room: Room,
    drawn: Memo<Vec<AlertColumn>>,
) -> AnyView {
    let portal = alerts.portal;
    let line = Memo::new(move |_| {
        let number = row.id.get();
        portal.read(|state| portal.alerts.glance(|index| index.line(number, state)))
    });
    let content = move || match room.cards.get() {
        true => card(alerts, line, row),
        false => {
            let cell = |column: AlertColumn| {
                let class = if column == AlertColumn::Title { "rows-cell rows-key" } else { "rows-cell" };
                view! { <span class=class role="gridcell">{cell(alerts, line, column, row)}</span> }
            };
            drawn.with(|drawn| drawn.iter().copied().map(cell).collect_view()).into_any()
        }
    };
    // Without a box in a row, a card has its whole width.
    view! { <div class="rows-content rows-content-plain">{content}{menu.button(row)}</div> }.into_any()
}

/// What the row of a slot says, while it shows one.
type Line = Memo<Option<AlertLine>>;

/// The name, which opens the alert.
fn title(alerts: Alerts, line: Line, row: GridRow) -> AnyView {
    let open = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        alerts.open.set(Some(row.id.get_untracked()));
    };
    let title = move || line.with(|line| line.as_ref().map(|line| line.title.clone()).unwrap_or_default());
    view! {
        <button type="button" class="link alerts-open" tabindex=row.tabindex() title=title on:click=open>
            <bdi>{title}</bdi>
        </button>
    }
    .into_any()
}

fn cell(alerts: Alerts, line: Line, column: AlertColumn, row: GridRow) -> AnyView {
    if column == AlertColumn::Title {
        return title(alerts, line, row);
    }
    let said = move || line.with(|line| line.as_ref().map(|line| said(alerts, line, column, row)));
    said.into_any()
}

fn said(alerts: Alerts, line: &AlertLine, column: AlertColumn, row: GridRow) -> AnyView {
    let words = |words: String| view! { <bdi title=words.clone()>{words.clone()}</bdi> }.into_any();
    match column {
        AlertColumn::Title => AnyView::nothing(),
        AlertColumn::Severity => severity_mark(&line.severity, false),
        AlertColumn::Status => naming::alert_status(&line.status).into_any(),
        AlertColumn::Source => naming::source(&line.source).into_any(),
        AlertColumn::Detector if line.detector.is_empty() => t!("incident.not-said").into_any(),
        AlertColumn::Detector => words(detectors::name(&line.detector)),
        AlertColumn::Category => words(category_of(&line.category)),
        AlertColumn::Assets => words(assets(line)),
        AlertColumn::Incident => incident_link(alerts, line, row).into_any(),
        AlertColumn::FirstActivity => moment(line.first_activity).into_any(),
        AlertColumn::LastActivity => moment(line.last_activity).into_any(),
        AlertColumn::Created => intl::moment(line.created).into_any(),
    }
}

/// The assets by name, as many as a line names.
pub(super) fn assets(line: &AlertLine) -> String {
    let named = line.assets.join(", ");
    match (named.is_empty(), line.more_assets) {
        (true, _) => t!("incident.not-said"),
        (false, 0) => named,
        (false, more) => t!("bulk.which.more", which = named, n = more),
    }
}

/// The same on a phone.
fn card(alerts: Alerts, line: Line, row: GridRow) -> AnyView {
    let facts = move || {
        line.with(|line| line.as_ref().map(|line| card_facts(line, incident_link(alerts, line, row))))
    };
    view! {
        <span class="rows-card" role="gridcell">
            {title(alerts, line, row)}
            {facts}
        </span>
    }
    .into_any()
}

fn card_facts(line: &AlertLine, incident: Option<AnyView>) -> AnyView {
    view! {
        <span class="row row-keep">
            <SeverityMark level=line.severity.clone()/>
            <span>{naming::alert_status(&line.status)}</span>
            <span class="push third">{moment(line.first_activity)}</span>
        </span>
        <span class="row row-keep">
            <span class="third">{naming::source(&line.source)}</span>
            <span class="push">{incident}</span>
        </span>
    }
    .into_any()
}

fn moment(at: Option<Timestamp>) -> String {
    at.map_or_else(|| t!("incident.not-said"), intl::moment)
}

fn incident_link(alerts: Alerts, line: &AlertLine, row: GridRow) -> Option<AnyView> {
    let id = alerts.portal.glance(|state| IncidentId::new(state.catalogue.get(line.incident)?.id()))?;
    let name = clip(id.as_str(), NUMBER_CHARS).into_owned();
    let href = Route::Incident { id, tab: IncidentTab::Alerts, queue: Queue::default() }.to_string();
    Some(view! { <a class="link" href=href tabindex=row.tabindex()><bdi>{name}</bdi></a> }.into_any())
}
