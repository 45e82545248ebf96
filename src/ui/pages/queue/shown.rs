//! The list as a table: the columns that are shown, in words, for files and for paper.

use super::chips::{all_parts, period_phrase};
use super::columns::name;
use super::row::RowData;
use super::view::QueueView;
use crate::analytics::period::Period;
use crate::domain::brief::AssetKind;
use crate::domain::state::State;
use crate::domain::text::clip;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{Classification, Determination};
use crate::report::table::{Cell, Head, Table};
use crate::route::Column;
use crate::t;
use crate::ui::clock_face::portal_face;
use crate::ui::naming;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// Longest text of a cell, in characters: a hostile title could be a megabyte.
const TEXT_CHARS: usize = 1_000;

/// All that are listed, in their order; the number comes first.
pub(super) fn table(view: QueueView) -> Table {
    let columns: Vec<Column> =
        view.link.with_untracked(|link| link.columns.iter().map(|it| it.column).collect());
    let number = Head { key: "id".to_owned(), name: t!("queue.print.number") };
    let heads = columns.iter().map(|column| Head { key: column.as_str().to_owned(), name: name(*column) });
    let listed = untrack(|| view.page(0, view.listed.get()));
    let rows = view.portal.glance(|state| {
        let row = |row| {
            let data = RowData::of(row, state)?;
            let id = Cell::text(data.id.as_str());
            let cells = columns.iter().map(|column| cell(&data, *column, state, view.portal));
            Some(std::iter::once(id).chain(cells).collect())
        };
        listed.into_iter().filter_map(row).collect()
    });
    Table {
        key: "incidents-shown".to_owned(),
        title: t!("shell.incidents"),
        heads: std::iter::once(number).chain(heads).collect(),
        rows,
    }
}

/// What narrows the list, in words.
pub(super) fn narrowed(view: QueueView) -> String {
    let filter = view.link.with(|link| link.filter.filter());
    let period = Some(filter.created()).filter(|period| *period != Period::All).map(period_phrase);
    let parts = all_parts(&filter).into_iter().map(|part| part.phrase(view.portal));
    let parts: Vec<String> = parts.chain(period).collect();
    if parts.is_empty() {
        return t!("report.print.no-filter");
    }
    t!("report.print.filters", filters = parts.join("; "))
}

fn cell(data: &RowData, column: Column, state: &State, portal: Portal) -> Cell {
    let text = |text: String| if text.is_empty() { Cell::None } else { Cell::Text(text) };
    let moment = |at: Option<Timestamp>| at.map_or(Cell::None, Cell::Moment);
    let number = |number: u32| Cell::Count(u64::from(number));
    let known = state.incident(data.id.as_str());
    match column {
        Column::Score => number(u32::from(data.score)),
        Column::ImportedScore => data.imported_score.map_or(Cell::None, |score| number(u32::from(score))),
        Column::Incident => {
            text(known.map(|known| clip(known.known.title(), TEXT_CHARS).into_owned()).unwrap_or_default())
        }
        Column::Severity => text(naming::severity(&data.severity)),
        Column::Status => text(naming::status(&data.status, portal.party())),
        Column::Assigned => text(naming::assignment(&data.assignment, portal.party())),
        Column::Classification => match &data.verdict.0 {
            Classification::Unknown => Cell::None,
            known => text(naming::classification(known)),
        },
        Column::Determination => match &data.verdict.1 {
            Determination::Unknown => Cell::None,
            known => text(naming::determination(known)),
        },
        Column::Tags => text(
            known.map(|known| clip(&known.tags().join("; "), TEXT_CHARS).into_owned()).unwrap_or_default(),
        ),
        Column::Sources => {
            let words = known.map(|known| known.known.sources().map(naming::source).collect::<Vec<_>>());
            text(words.unwrap_or_default().join("; "))
        }
        Column::Tactics => text(data.tactics.iter().map(naming::tactic).collect::<Vec<_>>().join("; ")),
        Column::Assets => {
            let kinds = AssetKind::ALL.into_iter().zip(data.assets).filter(|(_, count)| *count > 0);
            let kinds = kinds.map(|(kind, count)| format!("{}: {count}", naming::asset_kinds(kind)));
            text(kinds.collect::<Vec<_>>().join("; "))
        }
        Column::Alerts => number(data.alerts),
        Column::ActiveAlerts => number(data.alerts_active),
        Column::FirstActivity => moment(data.activity.0),
        Column::LastActivity => moment(data.activity.1),
        Column::Created => Cell::Moment(data.created),
        Column::Updated => Cell::Moment(data.updated),
        Column::InState if !data.since.is_likely() => Cell::None,
        Column::InState => Cell::Seconds(portal.now().millis_since(data.since).max(0) as f64 / 1_000.0),
        Column::Due => data.clock.map_or(Cell::None, |clock| {
            let face = portal_face(portal, &clock);
            text(format!("{} {}", face.left, face.word))
        }),
    }
}
