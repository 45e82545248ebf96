//! The conversations that are listed as a table for programs.

use super::narrow::Narrow;
use crate::domain::experts::threads::messages;
use crate::domain::people::Party;
use crate::report::table::{Cell, Head, Table};
use crate::t;
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

/// The messages of the conversations that are listed as one table.
pub(super) fn table(portal: Portal, narrow: Narrow) -> Table {
    let found = untrack(|| narrow.found(portal));
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
