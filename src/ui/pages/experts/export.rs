//! The conversations that are listed as a table for programs.

use super::narrow::Narrow;
use crate::domain::experts::threads::{Summary, messages};
use crate::domain::people::Party;
use crate::platform::{clock, files};
use crate::report::export::csv;
use crate::report::table::{Cell, Head, Table};
use crate::t;
use crate::ui::parts::Tone;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// Of a message: in which conversation, when, by whom, what, and how many of its readers said that it helped or did not.
const KEYS: [&str; 12] = [
    "kind",
    "reference",
    "incident",
    "subject",
    "askedBy",
    "state",
    "at",
    "by",
    "side",
    "text",
    "helped",
    "didNotHelp",
];

/// The messages of conversations as one table.
fn table(portal: Portal, found: Vec<Summary>) -> Table {
    let mut rows = Vec::new();
    portal.glance(|state| {
        for it in found {
            for message in messages(state, &it.thread) {
                let side = if message.party == Party::Experts { "experts" } else { "customer" };
                let thumbs = |up: bool| {
                    let known = state.experts.ratings_of(&message.id).filter(|(_, it)| *it == up);
                    Cell::count(known.count())
                };
                rows.push(vec![
                    Cell::text(it.kind()),
                    Cell::text(it.code.as_str()),
                    Cell::text(it.incident.as_ref().map_or("", |id| id.as_str())),
                    Cell::text(it.title.as_str()),
                    Cell::text(it.asker.as_deref().unwrap_or_default()),
                    Cell::text(it.standing()),
                    Cell::Moment(message.at),
                    Cell::text(message.by),
                    Cell::text(side),
                    Cell::text(message.text),
                    thumbs(true),
                    thumbs(false),
                ]);
            }
        }
    });
    let heads = KEYS.iter().map(|key| Head { key: (*key).to_owned(), name: (*key).to_owned() }).collect();
    Table { key: "messages".to_owned(), title: t!("ask.title"), heads, rows }
}

/// Hands the messages of the conversations that are listed to the person's downloads.
pub(super) fn download(portal: Portal, narrow: Narrow) {
    let found = untrack(|| narrow.found(portal));
    let count = found.len();
    let day: String = clock::now().to_string().chars().take(10).collect();
    files::download(&format!("messages-{day}.csv"), "text/csv;charset=utf-8", &csv(&table(portal, found)));
    portal.say(Tone::Good, t!("ask.exported", n = count));
}
