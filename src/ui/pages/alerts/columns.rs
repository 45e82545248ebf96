//! The columns of the alerts: which are drawn, how wide, their heads, and where they are chosen.

use super::asked;
use crate::analytics::alerts::AlertSort;
use crate::platform::{dom, elements};
use crate::route::{AlertColumn, AlertColumns, Route};
use crate::t;
use crate::ui::column_chooser::choose_columns;
use crate::ui::parts::{ColumnHead, SortDirection};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The name takes what the others leave, but never less.
const TITLE_PX_MIN: u32 = 220;
/// The gap between columns, and the space at both ends.
const GAP_PX: u32 = 12;
const ENDS_PX: u32 = 2 * 16;
/// Below this width rows are cards.
const CARDS_QUERY: &str = "(max-width: 639.98px)";
/// Below this width those of the usual columns go that the flyout says too.
const NARROW_QUERY: &str = "(max-width: 1199.98px)";
/// Those that go.
const ROOMY_ONLY: [AlertColumn; 2] = [AlertColumn::Source, AlertColumn::Category];

/// The name of a column.
pub(super) fn name(column: AlertColumn) -> String {
    match column {
        AlertColumn::Title => t!("incident.alert"),
        AlertColumn::Severity => t!("incident.severity"),
        AlertColumn::Status => t!("incident.status"),
        AlertColumn::Source => t!("incident.source"),
        AlertColumn::Detector => t!("incident.detector"),
        AlertColumn::Category => t!("incident.category"),
        AlertColumn::Assets => t!("incident.assets"),
        AlertColumn::Incident => t!("alerts.incident"),
        AlertColumn::FirstActivity => t!("incident.first-activity"),
        AlertColumn::LastActivity => t!("incident.last-activity"),
        AlertColumn::Created => t!("incident.created"),
    }
}

/// How much room there is, as it changes.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// Rows are cards.
    pub(super) cards: RwSignal<bool>,
    narrow: RwSignal<bool>,
}

impl Room {
    pub(super) fn watch() -> Self {
        Self { cards: media(CARDS_QUERY), narrow: media(NARROW_QUERY) }
    }
}

fn media(query: &'static str) -> RwSignal<bool> {
    let holds = RwSignal::new(dom::media(query));
    let watcher = StoredValue::new_local(None);
    watcher.set_value(elements::MediaObserver::new(query, move |now| holds.set(now)));
    holds
}

/// The columns that are drawn. Whoever chose his own has all of them, also where they are pushed sideways.
pub(super) fn drawn(portal: Portal, room: Room) -> Vec<AlertColumn> {
    let mut columns = asked(portal).columns;
    if room.narrow.get() && columns == AlertColumns::default() {
        ROOMY_ONLY.into_iter().for_each(|column| columns.toggle(column));
    }
    columns.iter().map(|shown| shown.column).collect()
}

/// The columns as `grid-template-columns` writes them, and what they need at least, in px.
pub(super) fn template(columns: &[AlertColumn]) -> (String, u32) {
    let width = |column: &AlertColumn| match column.width_px() {
        Some(px) => (format!("{px}px"), px),
        None => (format!("minmax({TITLE_PX_MIN}px, 1fr)"), TITLE_PX_MIN),
    };
    let (template, widths): (Vec<String>, Vec<u32>) = columns.iter().map(width).unzip();
    let gaps = u32::try_from(columns.len().saturating_sub(1)).unwrap_or_default() * GAP_PX;
    (template.join(" "), widths.into_iter().sum::<u32>() + gaps + ENDS_PX)
}

/// The heads. A press orders by a column, the next the other way round, the third as the list opens.
pub(super) fn heads(portal: Portal, columns: Memo<Vec<AlertColumn>>) -> AnyView {
    let list = move || columns.get().into_iter().map(|column| head(portal, column)).collect_view();
    view! {
        {list}
        <div class="rows-more" role="columnheader"><span class="unseen">{t!("alert.actions")}</span></div>
    }
    .into_any()
}

fn head(portal: Portal, column: AlertColumn) -> AnyView {
    let class = if column == AlertColumn::Title { "rows-head-cell rows-key" } else { "rows-head-cell" };
    let Some(key) = column.sort() else {
        return view! { <ColumnHead label=name(column) class/> }.keyed(column);
    };
    let sorted = Signal::derive(move || {
        let sort = asked(portal).sort;
        let direction = if sort.descending { SortDirection::Descending } else { SortDirection::Ascending };
        (sort.key == key).then_some(direction)
    });
    let press = Callback::new(move |()| {
        let mut asked = untrack(|| asked(portal));
        asked.sort = AlertSort::pressed(asked.sort, key);
        portal.replace(Route::Alerts(asked));
    });
    view! { <ColumnHead label=name(column) sorted on_sort=press class/> }.keyed(column)
}

/// Which columns are shown, in which order.
pub(super) fn chooser(portal: Portal) -> AnyView {
    let columns = Signal::derive(move || asked(portal).columns);
    let change = Callback::new(move |columns: AlertColumns| {
        let asked = crate::route::Alerts { columns, ..untrack(|| asked(portal)) };
        portal.replace(Route::Alerts(asked));
    });
    choose_columns(columns, change, name)
}
