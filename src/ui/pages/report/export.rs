//! What leaves the report: every table as CSV or JSON, all of them in one file, and the printed page.

use super::View;
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::domain::time::Timestamp;
use crate::platform::{clock, dom, files, xlsx};
use crate::report::book::{Source, about, book};
use crate::report::export::{csv, json, json_table};
use crate::report::table::{Book, Table};
use crate::t;
use crate::ui::attack;
use crate::ui::parts::{Button, ButtonKind, ButtonSize, Glyph, Popover, Tone};
use crate::ui::portal::Portal;
use crate::ui::text::say;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The report as it is filtered now.
fn make(view: View) -> Book {
    let link = view.link.get_untracked();
    make_for(view, &link.filter.filter(), link.period)
}

/// The report under any filter and period.
pub(super) fn make_for(view: View, filter: &Filter, period: Period) -> Book {
    with_source(view, filter, period, book)
}

/// Makes something of the figures under any filter and period; it gets the name of the workspace too.
pub(super) fn with_source<R>(
    view: View,
    filter: &Filter,
    period: Period,
    make: impl FnOnce(&Source<'_>, &str) -> R,
) -> R {
    let facts = attack::facts().get_untracked();
    let reader = view.portal.reader.get_untracked();
    untrack(|| {
        view.portal.board(|board| {
            view.portal.glance(|state| {
                say(|say| {
                    let source = Source {
                        state,
                        columns: &board.columns,
                        facts: facts.as_deref(),
                        filter,
                        period,
                        reader: &reader,
                        say,
                    };
                    let name = state.workspace.as_ref().map_or("", |(_, name)| name.as_str());
                    make(&source, name)
                })
            })
        })
    })
}

/// `watchfloor-report-2026-11-19`, with what it holds and the reader's day.
pub(super) fn file_name(what: &str, made: Timestamp, end: &str) -> String {
    let day = clock::reader().zone.day_of(made);
    format!("watchfloor-{what}-{day}.{end}")
}

/// Makes a spreadsheet of a book and hands it over. `busy` says meanwhile that it is under way.
pub(super) fn spreadsheet(portal: Portal, what: &'static str, book: Book, busy: RwSignal<bool>) {
    busy.set(true);
    spawn_local(async move {
        let name = file_name(what, clock::now(), "xlsx");
        let mut book = book;
        book.tables.insert(0, say(|say| about(&book, say)));
        if !xlsx::download(&name, &book.to_text()).await {
            portal.say(Tone::Error, t!("review.xlsx.failed"));
        }
        busy.set(false);
    });
}

/// The button and what it opens.
#[component]
pub(super) fn Export(
    view: View,
    /// What leaves, where that is not the report as it is filtered now; spreadsheet and paper are offered beside it then.
    #[prop(optional, into)]
    of: Option<Callback<(), Option<Book>>>,
) -> impl IntoView {
    // The facts are asked for now, so that they are there when somebody exports.
    let _ = attack::facts();
    let trigger = || {
        view! {
            <Button
                label=t!("report.export")
                kind=ButtonKind::Subtle
                icon=Glyph::Download
                controls="report-export"
            />
        }
    };
    view! {
        <Popover id="report-export" title=t!("report.export") trigger>
            <Choices view of/>
        </Popover>
    }
}

#[component]
fn Choices(view: View, of: Option<Callback<(), Option<Book>>>) -> impl IntoView {
    let book = match of {
        Some(of) => untrack(|| of.run(())),
        None => Some(make(view)),
    };
    let Some(book) = book else { return ().into_any() };
    let made = StoredValue::new(book);
    let all_json = move |_| {
        made.with_value(|book| {
            files::download(&file_name("report", clock::now(), "json"), "application/json", &json(book));
        });
    };
    let busy = RwSignal::new(false);
    let sheet = move |_| spreadsheet(view.portal, "report", made.get_value(), busy);
    let rows = made.with_value(|book| {
        let scope = scope_of(book);
        book.tables.iter().cloned().map(|table| row(table, &scope)).collect_view()
    });
    let rest = of.is_none().then(|| {
        view! {
            <Button label=t!("review.xlsx") size=ButtonSize::S28 icon=Glyph::Table busy on_press=sheet/>
            <Button label=t!("report.export.print") size=ButtonSize::S28 icon=Glyph::File on_press=|_| dom::print()/>
        }
    });
    view! {
        <p class="caption third">{t!("report.export.help")}</p>
        <div class="row">
            <Button label=t!("report.export.all-json") size=ButtonSize::S28 icon=Glyph::Download on_press=all_json/>
            {rest}
        </div>
        <ul class="report-exports">{rows}</ul>
    }
    .into_any()
}

/// Which period a table is of, and whether a filter narrows it: a file that is passed on has nothing else that says so.
fn scope_of(book: &Book) -> String {
    let days = [&book.first_day, &book.last_day].into_iter().flatten().cloned().collect::<Vec<_>>().join("_");
    let days = if days.is_empty() { String::new() } else { format!("-{days}") };
    let filtered = if book.filter.is_empty() { "" } else { "-filtered" };
    format!("{days}{filtered}")
}

fn row(table: Table, scope: &str) -> impl IntoView + use<> {
    let scope = StoredValue::new(scope.to_owned());
    let title = table.title.clone();
    let count = table.rows.len();
    let table = StoredValue::new(table);
    let save = move |end: &'static str, media: &'static str, write: fn(&Table) -> String| {
        let scope = scope.get_value();
        table.with_value(|table| {
            files::download(
                &file_name(&format!("{}{scope}", table.key), clock::now(), end),
                media,
                &write(table),
            );
        });
    };
    view! {
        <li>
            <span>{title.clone()} <span class="third">" " {count}</span></span>
            <button
                type="button"
                class="link"
                aria-label=t!("report.export.as", name = &title, format = "CSV")
                on:click=move |_| save("csv", "text/csv;charset=utf-8", csv)
            >
                "CSV"
            </button>
            <button
                type="button"
                class="link"
                aria-label=t!("report.export.as", name = &title, format = "JSON")
                on:click=move |_| save("json", "application/json", json_table)
            >
                "JSON"
            </button>
        </li>
    }
}
