//! The words of a business review as tables, so that a spreadsheet of it holds what was said and decided and not the
//! figures alone.

use super::say::Say;
use super::table::{Book, Cell, Head, Table};
use crate::domain::business_review::{Point, PointKind, Review, SignOff};

/// A book with the words of its review before its figures: one table for the summary, the notable incidents and each
/// kind of point, empty ones too, so that a sheet says that nothing was decided.
pub fn with_words(book: Book, review: &Review, signed: Option<&SignOff>, say: Say<'_>) -> Book {
    let mut tables = vec![summary(review, signed, say), notable(review, say)];
    tables.extend(PointKind::ALL.map(|kind| points(review, kind, say)));
    tables.extend(book.tables);
    Book { tables, ..book }
}

/// A table whose heads are the words that the page has for them.
fn table(key: &str, title: String, heads: &[(&str, &str)], rows: Vec<Vec<Cell>>, say: Say<'_>) -> Table {
    let head = |(key, word): &(&str, &str)| Head { key: (*key).to_owned(), name: say.key(word) };
    Table { key: key.to_owned(), title, heads: heads.iter().map(head).collect(), rows }
}

fn summary(review: &Review, signed: Option<&SignOff>, say: Say<'_>) -> Table {
    let line = |word: &str, cell: Cell| vec![Cell::Text(say.key(word)), cell];
    let mut rows = vec![
        line("review.title", Cell::text(&review.title)),
        line("review.period", Cell::text(&review.period)),
        line("review.summary", Cell::text(&review.summary)),
    ];
    if let Some(signed) = signed {
        rows.push(line("review.signed.by", Cell::text(&signed.by)));
        rows.push(line("review.signed.at", Cell::Moment(signed.at)));
    }
    let heads = [("what", "review.what"), ("text", "review.text")];
    table("summary", say.key("review.summary"), &heads, rows, say)
}

fn notable(review: &Review, say: Say<'_>) -> Table {
    let rows = review
        .notable
        .iter()
        .map(|it| vec![Cell::text(it.incident.as_str()), Cell::text(&it.title), Cell::text(&it.text)]);
    let heads = [("incident", "column.incident"), ("title", "column.title"), ("text", "review.notable.why")];
    table("notable", say.key("review.notable"), &heads, rows.collect(), say)
}

fn points(review: &Review, kind: PointKind, say: Say<'_>) -> Table {
    let row = |point: &Point| {
        let due = if point.due.is_empty() { Cell::None } else { Cell::Day(point.due.clone()) };
        let state = say.key(if point.done { "review.done" } else { "review.open" });
        vec![Cell::text(&point.text), Cell::text(&point.owner), due, Cell::Text(state)]
    };
    let heads = [
        ("what", "review.what"),
        ("owner", "review.owner"),
        ("due", "review.due"),
        ("state", "review.state"),
    ];
    let title = say.key(&format!("review.points.{}", kind.as_str()));
    let rows =
        review.points.iter().filter(|point| point.kind == kind && !point.is_blank()).map(row).collect();
    table(kind.as_str(), title, &heads, rows, say)
}
