//! The columns: how wide they are, which of them are drawn, and their heads with order and width.

use super::fit::Fit;
use super::row::is_number;
use super::view::QueueView;
use crate::platform::{dom, elements};
use crate::route::{Column, ColumnSet, Shown};
use crate::t;
use crate::ui::column_chooser::choose_columns;
use crate::ui::parts::{Checkbox, ColumnHead, SortDirection};
use crate::ui::text::text;
use crate::view::prelude::*;
use leptos::ev::{KeyboardEvent, PointerEvent};

/// The incident takes what the others leave, but never less.
const INCIDENT_PX_MIN: u32 = 220;
/// Up to this width it comes before others that would be wider than they must.
const INCIDENT_PX_WANTED: u32 = 400;
/// The space at both ends.
const ENDS_PX: u32 = 2 * 16;
/// The box and the space at both ends. The menu lies over the end of its row.
const FRAME_PX: u32 = 24 + ENDS_PX;
/// The gap between columns.
const GAP_PX: u32 = 12;
/// One press of an arrow key makes a column so much wider or narrower.
const STEP_PX: i32 = 16;

/// The name of a column.
pub(super) fn name(column: Column) -> String {
    text(&format!("queue.column.{}", column.as_str()), &[])
}

/// A width that is being dragged and not yet part of the address.
pub(super) type Drag = RwSignal<Option<(Column, u16)>>;

/// The width of a column as it is drawn; none takes what is left.
fn width(shown: Shown, drag: Option<(Column, u16)>) -> Option<u16> {
    match drag {
        Some((column, width_px)) if column == shown.column => Some(width_px),
        _ => shown.width_px.or_else(|| shown.column.width_px()),
    }
}

/// The columns as `grid-template-columns` writes them, and the least width of the grid in px. What nobody has drawn wider or
/// narrower is as wide as its words want it, and where no words decide it, in percent of the usual.
pub(super) fn template(
    columns: &ColumnSet,
    drag: Option<(Column, u16)>,
    fit: &Fit,
    percent: u16,
) -> (String, u32) {
    let mut template = "24px".to_owned();
    let mut least_px = FRAME_PX;
    for shown in columns.iter() {
        let is_drawn = shown.width_px.is_some() || drag.is_some_and(|(column, _)| column == shown.column);
        match width(shown, drag) {
            Some(width_px) => {
                let usual_px = width_px * percent / 100;
                let (narrow_px, wide_px) = match fit.of(shown.column) {
                    _ if is_drawn => (width_px, width_px),
                    Some(range) => range,
                    None => (usual_px, usual_px),
                };
                template.push_str(&format!(" minmax({narrow_px}px, {wide_px}px)"));
                least_px += u32::from(narrow_px) + GAP_PX;
            }
            None => {
                template.push_str(" minmax(INCIDENT, 1fr)");
                least_px += INCIDENT_PX_MIN + GAP_PX;
            }
        }
    }
    let others_px = least_px.saturating_sub(INCIDENT_PX_MIN + ENDS_PX);
    let incident = format!("clamp({INCIDENT_PX_MIN}px, 100% - {others_px}px, {INCIDENT_PX_WANTED}px)");
    (template.replace("INCIDENT", &incident), least_px)
}

/// Below this width the filters open as a drawer, and of the usual columns those stay that say what is to be done when.
const NARROW_QUERY: &str = "(max-width: 1199.98px)";
/// Those that go.
const ROOMY_ONLY: [Column; 3] = [Column::Tactics, Column::Assets, Column::Alerts];

/// Whether the window is narrow, as it changes.
pub(super) fn narrow() -> RwSignal<bool> {
    let is_narrow = RwSignal::new(dom::media(NARROW_QUERY));
    let watcher = StoredValue::new_local(None);
    watcher.set_value(elements::MediaObserver::new(NARROW_QUERY, move |now| is_narrow.set(now)));
    is_narrow
}

/// The columns that are drawn. Whoever chose his own has all of them, also where they are pushed sideways.
pub(super) fn drawn(view: QueueView) -> ColumnSet {
    let mut columns = view.link.with(|link| link.columns.clone());
    if view.is_narrow.get() && columns == ColumnSet::default() {
        ROOMY_ONLY.into_iter().filter(|it| ColumnSet::default().has(*it)).for_each(|it| columns.toggle(it));
    }
    columns
}

/// The heads.
pub(super) fn heads(view: QueueView, drag: Drag) -> AnyView {
    let columns = Memo::new(move |_| drawn(view).iter().map(|it| it.column).collect::<Vec<_>>());
    let some = Signal::derive(move || {
        let count = view.chosen.with(Vec::len);
        count > 0 && count < view.listed.get() as usize
    });
    let all = Signal::derive(move || {
        let count = view.chosen.with(Vec::len);
        count > 0 && count >= view.listed.get() as usize
    });
    let toggle = move |on: bool| if on { view.pick_all() } else { view.pick_none() };
    let list = move || columns.get().into_iter().map(|column| head(view, column, drag)).collect_view();
    view! {
        <div class="rows-cell rows-check" role="columnheader">
            <Checkbox label=t!("queue.select-all") checked=all some on_change=toggle label_hidden=true/>
        </div>
        {list}
        <div class="rows-more" role="columnheader"><span class="unseen">{t!("queue.actions")}</span></div>
    }
    .into_any()
}

fn head(view: QueueView, column: Column, drag: Drag) -> AnyView {
    let class = match column {
        Column::Incident => "rows-head-cell rows-key",
        column if is_number(column) => "rows-head-cell num",
        _ => "rows-head-cell",
    };
    let end = move || resizer(view, column, drag);
    let Some(key) = column.sort() else {
        return view! { <ColumnHead label=name(column) class end/> }.keyed(column);
    };
    let sorted = Signal::derive(move || {
        let sort = view.link.with(|link| link.sort);
        (sort.key == key).then_some(if sort.descending {
            SortDirection::Descending
        } else {
            SortDirection::Ascending
        })
    });
    let sort = Callback::new(move |()| view.sort_by(key));
    view! { <ColumnHead label=name(column) sorted on_sort=sort class end/> }.keyed(column)
}

/// The handle at the end of a head. Dragging is drawn at once and becomes part of the address when it is let go.
fn resizer(view: QueueView, column: Column, drag: Drag) -> AnyView {
    let start = StoredValue::new(None::<(i32, f64)>);
    let set = move |width_px: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the range of a column"
        )]
        let width_px = width_px.round().clamp(40.0, 1_200.0) as u16;
        width_px
    };
    let down = move |event: PointerEvent| {
        event.prevent_default();
        event.stop_propagation();
        elements::capture_pointer(&event);
        start.set_value(Some((event.client_x(), elements::width_around(&event))));
    };
    let moved = move |event: PointerEvent| {
        if let Some((from, width)) = start.get_value() {
            drag.set(Some((column, set(width + f64::from(event.client_x() - from)))));
        }
    };
    let commit = move || {
        start.set_value(None);
        if let Some((column, width_px)) = drag.get_untracked() {
            drag.set(None);
            view.go(|link| link.columns.resize(column, width_px));
        }
    };
    let keys = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" => -STEP_PX,
            "ArrowRight" => STEP_PX,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        let width_px = set(elements::width_around(&event) + f64::from(step));
        view.go(|link| link.columns.resize(column, width_px));
    };
    let now = move || {
        view.link.with(|link| {
            let shown = link.columns.iter().find(|shown| shown.column == column)?;
            width(shown, drag.get())
        })
    };
    view! {
        <span
            class="rows-resize"
            role="separator"
            aria-orientation="vertical"
            aria-label=t!("queue.resize", column = name(column))
            aria-valuemin="40"
            aria-valuemax="1200"
            aria-valuenow=move || now().unwrap_or(220)
            tabindex="0"
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| commit()
            on:pointercancel=move |_| commit()
            on:keydown=keys
            on:click=move |event| event.stop_propagation()
        ></span>
    }
    .into_any()
}

/// Which columns are shown, in which order.
#[component]
pub(super) fn ColumnChooser(view: QueueView) -> impl IntoView {
    let columns = Signal::derive(move || view.link.with(|link| link.columns.clone()));
    let change = Callback::new(move |columns: ColumnSet| view.go(|link| link.columns = columns));
    choose_columns(columns, change, name)
}
