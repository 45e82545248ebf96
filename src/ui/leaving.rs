//! Tables that leave a page as files: CSV, JSON, a spreadsheet.

use crate::platform::{clock, files, intl, xlsx};
use crate::report::export::{csv, json_table, shown};
use crate::report::table::{Book, Cell, Table};
use crate::t;
use crate::ui::parts::{Button, ButtonKind, ButtonSize, Glyph, Popover, Tone};
use crate::ui::portal::Portal;
use crate::ui::text::say;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// Longest part of a name that comes from outside, in characters.
const NAME_CHARS: usize = 40;

/// Makes a table of what a page shows, when somebody asks for it.
pub type MakeTable = Callback<(), Table>;

/// The button and what it opens.
#[component]
pub fn Leaving(
    /// The workspace.
    portal: Portal,
    /// What the page lists, as a part of names: `alerts`.
    what: &'static str,
    /// The table.
    #[prop(into)]
    table: MakeTable,
    /// What the button says, where "Export" does not say of what.
    #[prop(optional)]
    label: Option<String>,
) -> impl IntoView {
    let id = format!("{what}-export");
    let controls = id.clone();
    let label = label.unwrap_or_else(|| t!("queue.export"));
    let trigger = move || {
        let (controls, label) = (controls.clone(), label.clone());
        view! {
            <Button label kind=ButtonKind::Subtle size=ButtonSize::S28 icon=Glyph::Download controls/>
        }
    };
    view! {
        <Popover id title=t!("queue.export") trigger>
            <Files portal table/>
        </Popover>
    }
    .into_any()
}

/// The files that a table can leave as.
#[component]
pub fn Files(
    /// The workspace.
    portal: Portal,
    /// The table.
    table: MakeTable,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let made = move || untrack(|| table.run(()));
    let as_csv = move |_| {
        let table = made();
        files::download(&name(&table, "csv"), "text/csv;charset=utf-8", &csv(&table));
    };
    let as_json = move |_| {
        let table = made();
        files::download(&name(&table, "json"), "application/json", &json_table(&table));
    };
    let as_sheet = move |_| spreadsheet(portal, made(), busy);
    view! {
        <div class="stack stack-4">
            <Button label=t!("queue.export.csv") kind=ButtonKind::Subtle size=ButtonSize::S28 on_press=as_csv/>
            <Button label=t!("queue.export.json") kind=ButtonKind::Subtle size=ButtonSize::S28 on_press=as_json/>
            <Button label=t!("queue.export.sheet") kind=ButtonKind::Subtle size=ButtonSize::S28 busy on_press=as_sheet/>
        </div>
    }
    .into_any()
}

/// `watchfloor-alerts-2026-11-19.csv`: what it holds and the reader's day.
fn name(table: &Table, end: &str) -> String {
    let day = clock::reader().zone.day_of(clock::now());
    format!("watchfloor-{}-{day}.{end}", table.key)
}

/// A text as a part of the name of a file: what any system takes, words joined by hyphens.
pub fn part_of_name(text: &str) -> String {
    let words =
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").chars().take(NAME_CHARS).collect()
}

/// Makes a spreadsheet of a table and hands it over. `busy` says meanwhile that it is under way.
fn spreadsheet(portal: Portal, table: Table, busy: RwSignal<bool>) {
    busy.set(true);
    let reader = clock::reader();
    let name = name(&table, "xlsx");
    let book = Book {
        workspace: workspace(portal),
        period: String::new(),
        first_day: None,
        last_day: None,
        zone_minutes: reader.zone.offset_minutes(reader.now),
        filter: String::new(),
        made: clock::now(),
        tables: vec![table],
    };
    spawn_local(async move {
        if !xlsx::download(&name, &book.to_text()).await {
            portal.say(Tone::Error, t!("review.xlsx.failed"));
        }
        busy.set(false);
    });
}

/// The name of the workspace.
pub(super) fn workspace(portal: Portal) -> String {
    portal.glance(|state| state.workspace.as_ref().map(|(_, name)| name.clone()).unwrap_or_default())
}

/// A cell in words, moments in the reader's zone.
pub(super) fn written(cell: &Cell) -> String {
    match cell {
        Cell::Moment(at) => intl::moment(*at),
        cell => say(|say| shown(cell, say)),
    }
}
