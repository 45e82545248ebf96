//! A report or a business review as a page that stands alone: no scripts, nothing loaded, readable in any browser and on
//! paper.

use super::export::{columns, read};
use super::say::Say;
use super::table::{Book, Cell, Table};
use crate::domain::business_review::{Point, PointKind, Review, SignOff};
use crate::words::Arg;
use std::fmt::Write;

/// Rows of one table; a document is read by people, the other exports have all rows.
const ROWS_MAX: usize = 100;
/// Assets that the most incidents touch are listed to see the most touched ones.
const ASSETS_MAX: usize = 10;
const ASSETS: &str = "impactedAssets";
/// The table whose last column is the formula, which goes to the end of the document.
const FIGURES: &str = "figures";

const LOOK: &str = "\
:root{color-scheme:light;font:14px/20px 'Segoe UI',system-ui,sans-serif;color:#1d2329}\
body{max-width:960px;margin:32px auto;padding:0 24px}h1{font-size:24px;line-height:32px}\
h2{font-size:16px;line-height:22px;margin:28px 0 8px;break-after:avoid}p{margin:4px 0}\
.meta{color:#5a646f}.text{white-space:pre-wrap}table{border-collapse:collapse;width:100%;font-size:13px}\
th,td{padding:4px 10px 4px 0;border-bottom:1px solid #e0e5ea;text-align:left;vertical-align:top}\
th{color:#5a646f;font-weight:600}thead{display:table-header-group}tr{break-inside:avoid}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.n,.d{white-space:nowrap}td.l{overflow-wrap:anywhere}.bar{display:flex;gap:1px;height:10px;margin-top:5px;border-radius:2px;min-width:2px;overflow:hidden}\
.bar>span{min-width:1px}.p{background:#5c68c4}.p0{background:#0b6f69}.p1{background:#8fbdea}.p2{background:repeating-linear-gradient(-45deg,#fff 0 2px,#5a646f 2px 4px)}\
th .w{display:inline-block;width:9px;height:9px;margin-right:5px;border-radius:2px}td.b{width:30%}dt{font-weight:600;margin-top:8px}dd{margin:0;color:#414a54}.done{color:#5a646f}\
@media screen and (max-width:640px){body{padding:0 12px}table{display:block;overflow-x:auto}}\
@page{margin:15mm}@media print{body{margin:0;padding:0;max-width:none}h2{margin-top:16px}.p,.p0,.p1,.p2{print-color-adjust:exact}}";

/// What a document says beside its figures.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The review.
    pub review: &'a Review,
    /// Its sign-off.
    pub signed: Option<&'a SignOff>,
    /// Its period and the filter of its figures, as its page says them.
    pub covers: [&'a str; 2],
}

/// Writes the document.
pub fn document(book: &Book, words: Option<Words<'_>>, say: Say<'_>) -> String {
    let title = words.map_or_else(|| say.key("report.title"), |words| words.review.title.clone());
    let language = say.key("common.language");
    let mut out = String::new();
    put(
        &mut out,
        format_args!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
            escaped(&language)
        ),
    );
    out.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    put(
        &mut out,
        format_args!(
            "<title>{} · {}</title>\n<style>{LOOK}</style>\n</head>\n<body>\n",
            escaped(&title),
            escaped(&book.workspace)
        ),
    );
    put(&mut out, format_args!("<h1>{}</h1>\n", escaped(&title)));
    head(&mut out, book, words.map(|words| words.covers), say);
    if let Some(words) = words {
        review(&mut out, words, book.zone_minutes, say);
    }
    for table in book.tables.iter().filter(|table| !rows_read(table).0.is_empty()) {
        section(&mut out, table, book.zone_minutes, say);
    }
    definitions(&mut out, book, say);
    out.push_str("</body>\n</html>\n");
    out
}

/// A zone by its distance from UTC: `UTC+01:00`.
fn zone(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}

fn head(out: &mut String, book: &Book, covers: Option<[&str; 2]>, say: Say<'_>) {
    let days = match (covers, &book.first_day, &book.last_day) {
        (Some([period, _]), ..) => period.to_owned(),
        (None, Some(first), Some(last)) => say
            .with("report.days", &[("first", Arg::from(say.day(first))), ("last", Arg::from(say.day(last)))]),
        _ => book.period.clone(),
    };
    put(out, format_args!("<p class=\"meta\">{} · {}</p>\n", escaped(&book.workspace), escaped(&days)));
    let filter = match covers {
        Some([_, filter]) => filter.to_owned(),
        None if book.filter.is_empty() => say.key("report.print.no-filter"),
        None => say.with("report.print.filters", &[("filters", Arg::from(&book.filter))]),
    };
    put(out, format_args!("<p class=\"meta\">{}</p>\n", escaped(&filter)));
    let when = read("made", &Cell::Moment(book.made), book.zone_minutes, say);
    let made = say.with("html.made", &[("when", Arg::from(format!("{when} {}", zone(book.zone_minutes))))]);
    put(out, format_args!("<p class=\"meta\">{}</p>\n", escaped(&made)));
}

fn review(out: &mut String, Words { review, signed, .. }: Words<'_>, zone_minutes: i32, say: Say<'_>) {
    if let Some(signed) = signed {
        let when = read("signed", &Cell::Moment(signed.at), zone_minutes, say);
        let when = format!("{when} {}", zone(zone_minutes));
        let args = [("by", Arg::from(&signed.by)), ("when", Arg::from(when))];
        put(out, format_args!("<p><strong>{}</strong></p>\n", escaped(&say.with("html.signed", &args))));
    }
    if !review.summary.trim().is_empty() {
        put(
            out,
            format_args!(
                "<h2>{}</h2>\n{}",
                escaped(&say.key("review.summary")),
                super::prose::html(&review.summary)
            ),
        );
    }
    if !review.notable.is_empty() {
        put(out, format_args!("<h2>{}</h2>\n<dl>\n", escaped(&say.key("review.notable"))));
        for notable in &review.notable {
            let title = format!("{} {}", notable.incident, notable.title);
            put(
                out,
                format_args!(
                    "<dt>{}</dt><dd class=\"text\">{}</dd>\n",
                    escaped(&title),
                    escaped(&notable.text)
                ),
            );
        }
        out.push_str("</dl>\n");
    }
    for kind in PointKind::ALL {
        let points: Vec<&Point> =
            review.points.iter().filter(|point| point.kind == kind && !point.is_blank()).collect();
        if points.is_empty() {
            continue;
        }
        put(
            out,
            format_args!(
                "<h2>{}</h2>\n<table><thead><tr>",
                escaped(&say.key(&format!("review.points.{}", kind.as_str())))
            ),
        );
        for key in ["review.what", "review.owner", "review.due", "review.state"] {
            put(out, format_args!("<th scope=\"col\">{}</th>", escaped(&say.key(key))));
        }
        out.push_str("</tr></thead><tbody>\n");
        for point in points {
            let state = say.key(if point.done { "review.done" } else { "review.open" });
            let cells = [&point.text, &point.owner, &say.day(&point.due), &state]
                .map(|cell| format!("<td>{}</td>", escaped(cell)));
            put(
                out,
                format_args!(
                    "<tr{}>{}</tr>\n",
                    if point.done { " class=\"done\"" } else { "" },
                    cells.concat()
                ),
            );
        }
        out.push_str("</tbody></table>\n");
    }
}

fn section(out: &mut String, table: &Table, zone_minutes: i32, say: Say<'_>) {
    put(out, format_args!("<h2>{}</h2>\n<table><thead><tr>", escaped(&table.title)));
    let places = columns(table);
    let outcomes = outcomes_of(table);
    let is_number = |at: usize| table.rows.iter().filter_map(|row| row.get(at)).any(Cell::is_number);
    for at in &places {
        let name = table.heads.get(*at).map_or("", |head| head.name.as_str());
        let class = if is_number(*at) { " class=\"n\"" } else { "" };
        let part = outcomes.iter().flatten().position(|place| place == at);
        let swatch = part.map(|part| format!("<span class=\"w p{part}\"></span>")).unwrap_or_default();
        put(out, format_args!("<th scope=\"col\"{class}>{swatch}{}</th>", escaped(name)));
    }
    let total = table.heads.iter().position(|head| head.key == "total");
    let most =
        total.map_or(0, |at| table.rows.iter().filter_map(|row| count_of(row.get(at))).max().unwrap_or(0));
    if most > 0 {
        out.push_str("<th></th>");
    }
    out.push_str("</tr></thead><tbody>\n");
    let (rows, more) = rows_read(table);
    for row in rows {
        out.push_str("<tr>");
        for at in &places {
            let key = table.heads.get(*at).map_or("", |head| head.key.as_str());
            let text = row.get(*at).map(|cell| read(key, cell, zone_minutes, say)).unwrap_or_default();
            let class = if is_number(*at) {
                " class=\"n\""
            } else if is_long(&text) {
                " class=\"l\""
            } else {
                ""
            };
            let is_date = row.get(*at).is_some_and(Cell::is_date);
            put(out, format_args!("<td{class}>{}</td>", if is_date { whole(&text) } else { escaped(&text) }));
        }
        if most > 0 {
            let count = total.and_then(|at| count_of(row.get(at))).unwrap_or(0);
            bar(out, count as f64 * 100.0 / most as f64, outcomes.map(|places| places.map(|at| row.get(at))));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table>\n");
    if more > 0 {
        let text = say.with("report.more-in-export", &[("n", Arg::from(more))]);
        put(out, format_args!("<p class=\"meta\">{}</p>\n", escaped(&text)));
    }
}

/// The columns that add up to the incidents of a row, by how each was resolved.
const OUTCOMES: [&str; 3] = ["directly", "withHelp", "open"];

fn outcomes_of(table: &Table) -> Option<[usize; 3]> {
    let [directly, with_help, open] = OUTCOMES.map(|key| table.heads.iter().position(|head| head.key == key));
    Some([directly?, with_help?, open?])
}

/// The bar of a row, so many hundredths of its cell wide, in the parts of its incidents where the table has them.
fn bar(out: &mut String, percent: f64, parts: Option<[Option<&Cell>; 3]>) {
    out.push_str("<td class=\"b\">");
    if percent > 0.0 {
        put(out, format_args!("<span class=\"bar\" style=\"width:{percent:.1}%\">"));
        match parts {
            None => out.push_str("<span class=\"p\" style=\"flex:1\"></span>"),
            Some(parts) => parts.into_iter().enumerate().for_each(|(at, cell)| {
                if let Some(count) = count_of(cell).filter(|count| *count > 0) {
                    put(out, format_args!("<span class=\"p{at}\" style=\"flex:{count}\"></span>"));
                }
            }),
        }
        out.push_str("</span>");
    }
    out.push_str("</td>");
}

/// The rows of a table that people read, and how many more there are: no value that nothing has, and of a long list its
/// beginning. Months stand in a row, those without anything among them.
pub fn rows_read(table: &Table) -> (Vec<&Vec<Cell>>, usize) {
    let place = |key: &str| table.heads.iter().position(|head| head.key == key);
    let count = place("name").and_then(|_| place("total").or_else(|| place("incidents")));
    let says = |row: &&Vec<Cell>| count.is_none_or(|at| count_of(row.get(at)) != Some(0));
    let mut rows: Vec<&Vec<Cell>> = table.rows.iter().filter(says).collect();
    let most = if table.key == ASSETS { ASSETS_MAX } else { ROWS_MAX };
    let more = rows.len().saturating_sub(most);
    rows.truncate(most);
    (rows, more)
}

/// Day and time of a moment: between them a line may break, within them not.
fn whole(text: &str) -> String {
    let parts = text.split(' ').map(|part| format!("<span class=\"d\">{}</span>", escaped(part)));
    parts.collect::<Vec<_>>().join(" ")
}

/// A word with more characters may break, so that it is not cut; words of people stay whole.
const WORD_CHARS_MAX: usize = 24;

/// Whether a text has a word that no column has room for.
pub fn is_long(text: &str) -> bool {
    text.split_whitespace().any(|word| word.chars().count() > WORD_CHARS_MAX)
}

fn count_of(cell: Option<&Cell>) -> Option<u64> {
    match cell {
        Some(Cell::Count(count)) => Some(*count),
        _ => None,
    }
}

/// The definitions of the figures close the document.
fn definitions(out: &mut String, book: &Book, say: Say<'_>) {
    let defined = defined(book);
    if defined.is_empty() {
        return;
    }
    put(out, format_args!("<h2>{}</h2>\n<dl>\n", escaped(&say.key("html.definitions"))));
    for (name, formula) in defined {
        put(out, format_args!("<dt>{}</dt><dd>{}</dd>\n", escaped(&name), escaped(&formula)));
    }
    out.push_str("</dl>\n");
}

/// The figures of a book with their formulas in words.
pub fn defined(book: &Book) -> Vec<(String, String)> {
    let Some(figures) = book.table(FIGURES) else { return Vec::new() };
    let place = |key: &str| figures.heads.iter().position(|head| head.key == key);
    let (Some(name), Some(formula)) = (place("name"), place("formula")) else { return Vec::new() };
    let text = |row: &Vec<Cell>, at: usize| match row.get(at) {
        Some(Cell::Text(text)) => text.clone(),
        _ => String::new(),
    };
    figures.rows.iter().map(|row| (text(row, name), text(row, formula))).collect()
}

/// Text that cannot become markup.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_words_of_people_stay_whole() {
        assert_eq!(
            whole("2026-11-29 19:06"),
            "<span class=\"d\">2026-11-29</span> <span class=\"d\">19:06</span>"
        );
        assert!(is_long("Malicious file on C:\\ProgramData\\Updates\\svchost.exe"));
        assert!(!is_long("Business email compromise: mailbox of Amara Bakker"));
    }

    #[test]
    fn text_from_outside_stays_text() {
        assert_eq!(escaped("<b a='1' c=\"2\">&"), "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
    }
}
