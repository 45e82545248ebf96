//! Table rows of the style page: at rest, hovered, selected, with focus, and not there yet.

use crate::domain::vocabulary::{Severity, Status};
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{
    Checkbox, ColumnHead, GridControl, GridLayout, GridRow, GridSource, RowView, ScoreBadge, SeverityMark,
    Skeleton, SortDirection, StatusMark, VirtualGrid,
};
use crate::view::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rows in their states.
#[component]
pub(super) fn Rows() -> impl IntoView {
    let row = |class: &'static str, score: u8, name: String, severity: Severity, status: Status| {
        let selected = RwSignal::new(class == "is-selected");
        view! {
            <tr class=class aria-selected=move || selected.get().then_some("true")>
                <td><Checkbox label=name.clone() label_hidden=true checked=selected on_change=move |to| selected.set(to)/></td>
                <td><ScoreBadge score=Some(score)/></td>
                <td>{name}</td>
                <td><SeverityMark level=severity/></td>
                <td><StatusMark status=status/></td>
            </tr>
        }
    };
    let all = RwSignal::new(false);
    view! {
        <section class="card">
            <div class="card-head"><h2>{t!("style.rows")}</h2></div>
            <div class="table-frame">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">
                                <Checkbox label=t!("style.all") label_hidden=true checked=all some=true on_change=move |to| all.set(to)/>
                            </th>
                            <th scope="col">{t!("style.score")}</th>
                            <th scope="col">{t!("style.incident")}</th>
                            <th scope="col">{t!("style.severity")}</th>
                            <th scope="col">{t!("style.status")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {row("", 78, t!("style.row-rest"), Severity::Medium, Status::Active)}
                        {row("is-hovered", 74, t!("style.row-hover"), Severity::Medium, Status::InProgress)}
                        {row("is-selected", 91, t!("style.row-selected"), Severity::High, Status::AwaitingAction)}
                        {row("is-current", 12, t!("style.row-focus"), Severity::Low, Status::Resolved)}
                        <tr aria-hidden="true">
                            <td><Skeleton/></td>
                            <td><Skeleton/></td>
                            <td><Skeleton width=70/></td>
                            <td><Skeleton/></td>
                            <td><Skeleton/></td>
                        </tr>
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// How many rows the long list has: as many as the product promises to scroll.
const LONG_LIST_ROWS: u32 = 1_000_000;

/// A grid of a million rows, to try scrolling, keys and selection.
#[component]
pub(super) fn LongList() -> impl IntoView {
    let descending = RwSignal::new(false);
    let turned = move |place: u32| if descending.get() { LONG_LIST_ROWS - 1 - place } else { place };
    let source = GridSource {
        count: Signal::stored(LONG_LIST_ROWS),
        page: Callback::new(move |(from, len): (u32, u32)| {
            (from..from.saturating_add(len).min(LONG_LIST_ROWS)).map(turned).collect()
        }),
        rank: Callback::new(move |id: u32| (id < LONG_LIST_ROWS).then(|| turned(id))),
    };
    let layout = Signal::stored(GridLayout {
        row_px: 32,
        columns: "24px 96px minmax(0, 1fr) 64px".to_owned(),
        least_px: 320,
        cards: false,
    });
    let chosen = RwSignal::new(BTreeSet::<u32>::new());
    let toggle = Callback::new(move |id: u32| {
        chosen.update(|chosen| {
            if !chosen.remove(&id) {
                chosen.insert(id);
            }
        });
    });
    let row: RowView = Arc::new(move |row: GridRow| long_row(row, chosen, toggle));
    let sorted = Signal::derive(move || {
        Some(if descending.get() { SortDirection::Descending } else { SortDirection::Ascending })
    });
    let head = move || {
        view! {
            <div class="rows-cell" role="columnheader"><span class="unseen">{t!("style.selected")}</span></div>
            <ColumnHead label=t!("style.incident") sorted on_sort=move |()| descending.update(|down| *down = !*down)/>
            <ColumnHead label=t!("style.severity")/>
            <ColumnHead label=t!("style.score") class="num"/>
        }
    };
    view! {
        <section class="card long-list">
            <div class="card-head">
                <h2>{t!("style.long-list")}</h2>
                <span class="caption">{t!("style.long-list-keys")}</span>
            </div>
            <VirtualGrid
                label=t!("style.long-list")
                source
                layout
                control=GridControl::new()
                head
                row
                is_selected=move |id| chosen.with(|chosen| chosen.contains(&id))
                on_open=move |_| ()
                on_toggle=move |(id, _)| toggle.run(id)
            />
        </section>
    }
    .into_any()
}

fn long_row(row: GridRow, chosen: RwSignal<BTreeSet<u32>>, toggle: Callback<u32>) -> AnyView {
    let id = row.id;
    let name = Signal::derive(move || intl::number(f64::from(id.get())));
    let level = Signal::derive(move || match id.get() % 4 {
        0 => Severity::High,
        1 => Severity::Medium,
        2 => Severity::Low,
        _ => Severity::Informational,
    });
    let score = Signal::derive(move || u8::try_from(id.get() % 101).ok());
    view! {
        <div class="rows-cell" role="gridcell">
            <Checkbox
                label=name
                label_hidden=true
                checked=Signal::derive(move || chosen.with(|chosen| chosen.contains(&id.get())))
                on_change=move |_| toggle.run(id.get_untracked())
                tabindex=row.tabindex()
            />
        </div>
        <div class="rows-cell name" role="gridcell">{name}</div>
        <div class="rows-cell" role="gridcell"><SeverityMark level/></div>
        <div class="rows-cell num" role="gridcell"><ScoreBadge score/></div>
    }
    .into_any()
}
