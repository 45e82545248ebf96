//! What stands on paper of a page whose rows are drawn as one scrolls: a head, and a table of all of them.
//!
//! Both are made when the browser is about to print, since only then somebody needs a row that is out of sight.

use super::leaving::{MakeTable, workspace, written};
use crate::platform::{intl, print};
use crate::report::table::{Cell, Table};
use crate::t;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// More rows than a person reads on paper; a file has them all.
const ROWS_MAX: usize = 1_000;

/// Up to so many characters a cell stays on one line.
const SHORT_CHARS: usize = 13;

/// What the head says.
#[derive(Clone, Debug, PartialEq)]
struct Head {
    name: String,
    workspace: String,
    zone: String,
    filter: Option<String>,
    made: String,
}

/// The printed page, or its head alone where the page itself is printed.
#[component]
pub fn Printed(
    /// The workspace.
    portal: Portal,
    /// What is printed.
    #[prop(into)]
    name: Signal<String>,
    /// What narrows it, in words.
    #[prop(optional, into)]
    filter: Option<Signal<String>>,
    /// Its rows.
    #[prop(optional, into)]
    table: Option<MakeTable>,
) -> impl IntoView {
    let now = RwSignal::new(None::<(Head, Option<Table>)>);
    let begin = move || {
        let at = portal.now();
        let revision = portal.desk().read(|session| session.last_seq());
        let head = Head {
            name: name.get(),
            workspace: workspace(portal),
            zone: intl::zone(at),
            filter: filter.map(|filter| filter.get()),
            made: t!("report.print.made", when = intl::moment(at), revision = revision),
        };
        let margin = [&head.name, &head.workspace, &head.zone].map(String::as_str).join(" · ");
        print::set_margins(&margin, &head.made);
        now.set(Some((head, table.map(|table| table.run(())))));
    };
    let before = window_event_listener_untyped("beforeprint", move |_| untrack(begin));
    let after = window_event_listener_untyped("afterprint", move |_| {
        print::clear_margins();
        now.set(None);
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
        print::clear_margins();
    });
    let class = if table.is_some() { "only-print printed printed-list" } else { "only-print printed" };
    let content = move || {
        now.with(|now| {
            now.as_ref().map(|(head, table)| {
                view! {
                    <div class="report-print-head">
                        <p class="page-name">{head.name.clone()}</p>
                        <p><strong>{head.workspace.clone()}</strong> " · " {head.zone.clone()}</p>
                        {head.filter.clone().map(|filter| view! { <p>{filter}</p> })}
                        <p>{head.made.clone()}</p>
                    </div>
                    {table.as_ref().map(rows)}
                }
            })
        })
    };
    view! { <div class=class>{content}</div> }.into_any()
}

fn rows(table: &Table) -> AnyView {
    let is_number = |at: usize| table.rows.iter().filter_map(|row| row.get(at)).any(Cell::is_number);
    let numbers: Vec<bool> = (0..table.heads.len()).map(is_number).collect();
    let heads = table.heads.iter().zip(&numbers).map(|(head, number)| {
        let is_short = head.name.chars().count() <= SHORT_CHARS;
        view! { <th scope="col" class:num=*number class:nowrap=is_short>{head.name.clone()}</th> }
    });
    let rows = table.rows.iter().take(ROWS_MAX).map(|row| {
        let cells = row.iter().zip(&numbers).map(|(cell, number)| {
            let text = written(cell);
            let is_short = cell.is_date() || text.chars().count() <= SHORT_CHARS;
            view! { <td class:num=*number class:nowrap=is_short><bdi>{text}</bdi></td> }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let left = table.rows.len().saturating_sub(ROWS_MAX);
    let more = (left > 0)
        .then(|| view! { <p class="caption">{t!("queue.print.more", first = ROWS_MAX as u64, n = left as u64)}</p> });
    view! {
        <table class="table printed-table">
            <thead><tr>{heads.collect_view()}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        {more}
    }
    .into_any()
}
