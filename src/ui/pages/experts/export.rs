//! All conversations as a table for programs.

use crate::domain::experts::threads::{Thread, messages, summaries};
use crate::platform::{clock, files};
use crate::report::export::csv;
use crate::report::table::{Cell, Head, Table};
use crate::t;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

const KEYS: [&str; 8] = ["kind", "reference", "subject", "state", "at", "by", "side", "text"];

/// The messages of all conversations as one table.
fn table(portal: Portal) -> Table {
    let actor = untrack(|| portal.actor());
    let mut rows = Vec::new();
    portal.glance(|state| {
        for it in summaries(state, &actor) {
            let kind = if matches!(it.thread, Thread::Inquiry(_)) { "question" } else { "incident" };
            let standing = it.state.map_or("", |state| state.as_str());
            for message in messages(state, &it.thread) {
                let side = if message.party == crate::domain::people::Party::Experts {
                    "experts"
                } else {
                    "customer"
                };
                rows.push(vec![
                    Cell::text(kind),
                    Cell::text(it.code.as_str()),
                    Cell::text(it.title.as_str()),
                    Cell::text(standing),
                    Cell::Moment(message.at),
                    Cell::text(message.by),
                    Cell::text(side),
                    Cell::text(message.text),
                ]);
            }
        }
    });
    let heads = KEYS.iter().map(|key| Head { key: (*key).to_owned(), name: (*key).to_owned() }).collect();
    Table { key: "messages".to_owned(), title: t!("ask.title"), heads, rows }
}

/// Hands the messages of all conversations to the person's downloads.
pub(super) fn download(portal: Portal) {
    let day: String = clock::now().to_string().chars().take(10).collect();
    files::download(&format!("messages-{day}.csv"), "text/csv;charset=utf-8", &csv(&table(portal)));
}
