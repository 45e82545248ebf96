//! The figures of a review, in the words of the customer for whom it is written: tables with a bar beside each total,
//! and what the figures mean.

use super::super::series_for;
use crate::domain::people::Party;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::report::export::{columns, read};
use crate::report::html::{defined, is_long, rows_read};
use crate::report::table::{Book, Cell, Table};
use crate::t;
use crate::ui::charts::StackedBar;
use crate::ui::text::say;
use crate::view::prelude::*;

/// The table that leads.
const FIGURES: &str = "figures";

/// Where a table has the three parts of a total, and the largest total in it.
struct Bars {
    parts: [usize; 3],
    most: f64,
}

impl Bars {
    /// `None` for a table without parts, or with nothing in them.
    fn of(table: &Table) -> Option<Self> {
        let place = |key: &str| table.heads.iter().position(|head| head.key == key);
        let parts = [place("directly")?, place("withHelp")?, place("open")?];
        let mut bars = Self { parts, most: 0.0 };
        bars.most = table.rows.iter().map(|row| bars.amounts(row).iter().sum()).fold(0.0, f64::max);
        (bars.most > 0.0).then_some(bars)
    }

    fn amounts(&self, row: &[Cell]) -> Vec<f64> {
        let count = |at: &usize| match row.get(*at) {
            Some(Cell::Count(count)) => *count as f64,
            _ => 0.0,
        };
        self.parts.iter().map(count).collect()
    }

    fn of_row(&self, row: &[Cell]) -> AnyView {
        let parts = self.amounts(row);
        let words = series_for(Party::Customer)
            .into_iter()
            .zip(&parts)
            .map(|(series, n)| t!("review.fact", name = series.name, value = intl::number(*n)));
        let words = words.collect::<Vec<_>>().join(", ");
        let (most, series) = (self.most, Signal::derive(move || series_for(Party::Customer)));
        view! { <StackedBar series parts=Signal::derive(move || parts.clone()) whole=MaybeProp::derive(move || Some(most)) words=Signal::derive(move || words.clone()) class="bar-10"/> }
        .into_any()
    }
}

/// A cell in words, days and moments in the reader's zone.
fn written(key: &str, cell: &Cell) -> String {
    match cell {
        Cell::Moment(at) => intl::moment(*at),
        Cell::Day(month) if key == "month" => {
            // The middle of a month is in it in every zone.
            Timestamp::parse(&format!("{month}-15T12:00:00Z")).map_or_else(|| month.clone(), intl::month)
        }
        cell => say(|say| read(key, cell, 0, say)),
    }
}

/// The tables as people read them.
pub(super) fn tables(book: &Book) -> AnyView {
    let table = |table: &Table| {
        let places = columns(table);
        let is_number = |at: usize| table.rows.iter().filter_map(|row| row.get(at)).any(Cell::is_number);
        let heads = places.iter().map(|at| {
            let name = table.heads.get(*at).map(|head| head.name.clone());
            view! { <th scope="col" class:num=is_number(*at)>{name}</th> }
        });
        let (read_rows, more) = rows_read(table);
        let bars = Bars::of(table);
        let bar_head = bars.as_ref().map(|_| view! { <td class="review-bar"></td> });
        let rows = read_rows.into_iter().map(|row| {
            let bar = bars.as_ref().map(|bars| view! { <td class="review-bar">{bars.of_row(row)}</td> });
            let cells = places.iter().map(|at| {
                let key = table.heads.get(*at).map_or("", |head| head.key.as_str());
                let text = row.get(*at).map(|cell| written(key, cell)).unwrap_or_default();
                // A name without a space may break anywhere; words stay whole.
                let is_long = is_long(&text);
                let is_date = row.get(*at).is_some_and(Cell::is_date);
                let is_day = matches!(row.get(*at), Some(Cell::Day(_)));
                let name = table.heads.get(*at).map(|head| head.name.clone());
                view! { <td data-label=name class:num=is_number(*at) class:cell-long=is_long class:cell-date=is_date class:cell-day=is_day>{text}</td> }
            });
            view! { <tr>{cells.collect_view()} {bar}</tr> }
        });
        // The figures themselves stand right below the head that says so.
        let title =
            (table.key != FIGURES).then(|| view! { <h3 class="chart-title">{table.title.clone()}</h3> });
        view! {
            <section>
                {title}
                <div class="table-frame" tabindex="0" role="region" aria-label=table.title.clone()>
                    <table class="table table-cards review-table">
                        <thead><tr>{heads.collect_view()} {bar_head}</tr></thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
                {(more > 0).then(|| view! { <p class="caption third">{t!("report.more-in-export", n = more)}</p> })}
            </section>
        }
    };
    book.tables.iter().filter(|it| !rows_read(it).0.is_empty()).map(table).collect_view().into_any()
}

/// The definitions of the figures close the document, as in the page that leaves.
pub(super) fn definitions(book: &Book) -> AnyView {
    let defined = defined(book)
        .into_iter()
        .map(|(name, formula)| view! { <dt class="strong">{name}</dt><dd>{formula}</dd> });
    view! {
        <section>
            <h3 class="chart-title">{t!("html.definitions")}</h3>
            <dl class="review-definitions caption">{defined.collect_view()}</dl>
        </section>
    }
    .into_any()
}
