//! Tables as CSV, JSON and plain text. Text from outside cannot become a formula of a spreadsheet.

use super::say::Say;
use super::table::{Book, Cell, Table};
use crate::domain::text::printable;
use crate::domain::time::MINUTE_MS;
use serde_json::{Map, Value, json};

/// With these a spreadsheet begins a formula.
const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Text that no spreadsheet takes for a formula: an apostrophe goes before what would begin one, and control characters but
/// tabs and line breaks are left out.
pub fn harmless(text: &str) -> String {
    let text = printable(text);
    if text.trim_start_matches([' ', '\u{a0}', '\n']).starts_with(FORMULA_SIGNS) {
        format!("'{text}")
    } else {
        text.into_owned()
    }
}

/// A table as CSV after RFC 4180, with the names of programs in its head and lines ended by CR LF.
pub fn csv(table: &Table) -> String {
    let mut out = String::new();
    line(&mut out, table.heads.iter().map(|head| head.key.clone()));
    for row in &table.rows {
        line(&mut out, row.iter().map(csv_cell));
    }
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        if cell.contains(['"', ',', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

fn csv_cell(cell: &Cell) -> String {
    match cell {
        Cell::None => String::new(),
        // A day can be what somebody typed or a file brought.
        Cell::Text(text) | Cell::Day(text) => harmless(text),
        Cell::Count(count) => count.to_string(),
        Cell::Percent(percent) => rounded(*percent).to_string(),
        Cell::Seconds(seconds) => seconds.round().to_string(),
        Cell::Moment(at) => at.to_string(),
    }
}

/// A percentage as it is written everywhere: one fraction digit.
fn rounded(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}

/// A book as JSON for programs: rows are objects by the stable names of the columns.
pub fn json(book: &Book) -> String {
    let tables: Map<String, Value> =
        book.tables.iter().map(|table| (table.key.clone(), json_rows(table))).collect();
    let value = json!({
        "format": "watchfloor.report",
        "schema": 1,
        "workspace": book.workspace,
        "period": book.period,
        "firstDay": book.first_day,
        "lastDay": book.last_day,
        "zoneMinutes": book.zone_minutes,
        "filter": book.filter,
        "made": book.made,
        "tables": tables,
    });
    pretty(&value)
}

/// One table as JSON: an array of objects.
pub fn json_table(table: &Table) -> String {
    pretty(&json_rows(table))
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn json_rows(table: &Table) -> Value {
    let row = |cells: &Vec<Cell>| {
        let named = table.heads.iter().zip(cells);
        Value::Object(named.map(|(head, cell)| (head.key.clone(), json_cell(cell))).collect())
    };
    Value::Array(table.rows.iter().map(row).collect())
}

fn json_cell(cell: &Cell) -> Value {
    match cell {
        Cell::None => Value::Null,
        Cell::Text(text) | Cell::Day(text) => json!(text),
        Cell::Count(count) => json!(count),
        Cell::Percent(percent) => json!(rounded(*percent)),
        Cell::Seconds(seconds) => json!(seconds.round()),
        Cell::Moment(at) => json!(at),
    }
}

/// A cell for people.
pub fn shown(cell: &Cell, say: Say<'_>) -> String {
    match cell {
        Cell::None => "–".to_owned(),
        Cell::Text(text) | Cell::Day(text) => text.clone(),
        Cell::Count(count) => say.number(*count as f64),
        Cell::Percent(percent) => say.percent(rounded(*percent)),
        Cell::Seconds(seconds) => say.seconds(*seconds),
        Cell::Moment(at) => at.to_string().replace('T', " "),
    }
}

/// Columns that programs need and people do not.
const FOR_PROGRAMS: [&str; 4] = ["figure", "reason", "formula", "unit"];
/// The table of the figures, whose value is the number and not the word of a source.
const FIGURES: &str = "figures";

/// The columns of a table that people read: of a thing with a name, neither its id nor the word of its source.
pub fn columns(table: &Table) -> Vec<usize> {
    let has_name = table.heads.iter().any(|head| head.key == "name");
    let is_read = |key: &str| match key {
        "value" => !has_name || table.key == FIGURES,
        "id" => !has_name,
        key => !FOR_PROGRAMS.contains(&key),
    };
    let read = table.heads.iter().enumerate().filter(|(_, head)| is_read(&head.key));
    read.map(|(at, _)| at).collect()
}

/// A cell of a column for people: words of sources in words, moments to the minute in a zone so many minutes from UTC.
pub fn read(column: &str, cell: &Cell, zone_minutes: i32, say: Say<'_>) -> String {
    let stem = match column {
        "severity" => "severity",
        "status" => "status",
        "kind" => "asset",
        _ => "",
    };
    match cell {
        Cell::Text(word) if !stem.is_empty() => say.word(stem, word),
        Cell::Moment(at) => {
            let local = at.plus_millis(i64::from(zone_minutes) * MINUTE_MS).to_string();
            let (day, time) = local.split_once('T').unwrap_or((&local, ""));
            format!("{} {}", day_of(day, say), time.get(..MINUTE_CHARS).unwrap_or(time))
        }
        Cell::Day(day) => day_of(day, say),
        cell => shown(cell, say),
    }
}

/// A day or a month as people write it. Lines break before and after it, not within.
fn day_of(iso: &str, say: Say<'_>) -> String {
    say.day(iso).replace(' ', "\u{a0}")
}

/// So many characters of a time in ISO form tell it to the minute.
const MINUTE_CHARS: usize = 5;

/// Columns that are wider are cut in plain text, which has no second line.
const TEXT_WIDTH_MAX: usize = 60;

/// A table as plain text in columns. Control characters of outside text are replaced, so that they cannot drive a
/// terminal.
pub fn text(table: &Table, say: Say<'_>) -> String {
    let clean = |text: String| {
        let text: String =
            text.chars().map(|sign| if sign.is_control() { '\u{fffd}' } else { sign }).collect();
        if text.chars().count() > TEXT_WIDTH_MAX {
            text.chars().take(TEXT_WIDTH_MAX - 1).chain(['…']).collect()
        } else {
            text
        }
    };
    let mut lines: Vec<Vec<String>> = vec![table.heads.iter().map(|head| clean(head.name.clone())).collect()];
    lines.extend(table.rows.iter().map(|row| row.iter().map(|cell| clean(shown(cell, say))).collect()));
    let width = |column: usize| {
        lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.heads.len()).map(width).collect();
    let right: Vec<bool> = (0..table.heads.len())
        .map(|column| table.rows.iter().filter_map(|row| row.get(column)).any(Cell::is_number))
        .collect();
    let mut out = format!("{}\n", table.title);
    for line in &lines {
        let cells = line.iter().zip(&widths).zip(&right).map(|((cell, width), right)| {
            if *right { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
        });
        let joined = cells.collect::<Vec<_>>().join("  ");
        out.push_str("  ");
        out.push_str(joined.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::table::Head;
    use super::*;

    fn table(cells: Vec<Cell>) -> Table {
        let heads = (0..cells.len()).map(|at| Head { key: format!("c{at}"), name: format!("C {at}") });
        Table { key: "t".into(), title: "T".into(), heads: heads.collect(), rows: vec![cells] }
    }

    #[test]
    fn text_that_would_be_a_formula_is_made_harmless() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1"] {
            assert_eq!(harmless(text), format!("'{text}"), "{text:?}");
        }
        for text in ["", "a=b", "1+1", "x@y.example", "Sign-in"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn control_characters_do_not_leave_in_a_cell() {
        for (text, then) in [
            ("in\0voice\u{1b}\u{7f}\u{85}", "invoice"),
            ("one\ttwo\r\nthree", "one\ttwo\r\nthree"),
            ("\0=1+1", "'=1+1"),
        ] {
            assert_eq!(harmless(text), then, "{text:?}");
        }
        assert_eq!(
            csv(&table(vec![Cell::text("a\0b"), Cell::Day("\u{1}c".to_owned())])),
            "c0,c1\r\nab,c\r\n"
        );
    }

    #[test]
    fn csv_quotes_what_would_break_a_line() {
        let cells = vec![
            Cell::text("a,b"),
            Cell::text("say \"hi\""),
            Cell::text("=cmd|' /C calc'!A0, x"),
            Cell::Percent(95.161),
            Cell::Seconds(2_460.4),
            Cell::None,
            Cell::Day("=1+1".to_owned()),
        ];
        let text = csv(&table(cells));
        let expected = "c0,c1,c2,c3,c4,c5,c6\r\n\"a,b\",\"say \"\"hi\"\"\",\"'=cmd|' /C calc'!A0, x\",95.2,2460,,'=1+1\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn json_has_numbers_as_numbers() {
        let text =
            json_table(&table(vec![Cell::Count(3), Cell::text("=x"), Cell::None, Cell::Percent(50.0)]));
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value, json!([{ "c0": 3, "c1": "=x", "c2": null, "c3": 50.0 }]));
    }
}
