//! Tables of a report as a spreadsheet: one sheet a table, numbers as numbers, text as text.
//!
//! It reads the tables as the report writes them for programs and knows nothing else of the product, so that the page can
//! load it apart. Text is written as text and never as a formula, whatever it begins with.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

use rust_xlsxwriter::{DocProperties, Format, Workbook, Worksheet, XlsxError};
use serde::Deserialize;
use std::collections::HashSet;

/// Seconds in a day: a spreadsheet counts time in days.
const DAY_S: f64 = 86_400.0;
/// A sheet's name has at most so many characters.
const NAME_CHARS_MAX: usize = 31;
/// Signs that the name of a sheet may not hold.
const NAME_SIGNS: [char; 7] = [':', '\\', '/', '?', '*', '[', ']'];
/// Columns are as wide as their text, between these, in characters.
const WIDTH_MIN: usize = 8;
const WIDTH_MAX: usize = 60;

#[derive(Deserialize)]
struct Book {
    #[serde(default)]
    workspace: String,
    tables: Vec<Table>,
}

#[derive(Deserialize)]
struct Table {
    title: String,
    heads: Vec<Head>,
    rows: Vec<Vec<Cell>>,
}

#[derive(Deserialize)]
struct Head {
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", tag = "is", content = "v")]
enum Cell {
    None,
    Text(String),
    Count(u64),
    Percent(f64),
    Seconds(f64),
    Day(String),
    Moment(String),
}

struct Formats {
    head: Format,
    percent: Format,
    duration: Format,
}

/// Writes the workbook of a book of tables, given as JSON.
///
/// # Errors
/// What is wrong with the JSON, or why no workbook can be made of it.
pub fn workbook(book: &str) -> Result<Vec<u8>, String> {
    let book: Book = serde_json::from_str(book).map_err(|error| error.to_string())?;
    written(&book).map_err(|error| error.to_string())
}

fn written(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(&book.workspace));
    let formats = Formats {
        head: Format::new().set_bold(),
        percent: Format::new().set_num_format("0.0%"),
        duration: Format::new().set_num_format("[h]:mm:ss"),
    };
    let mut names = HashSet::new();
    for table in &book.tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name(&table.title, &mut names))?;
        fill(sheet, table, &formats)?;
    }
    if book.tables.is_empty() {
        workbook.add_worksheet();
    }
    workbook.save_to_buffer()
}

/// A name that a sheet may have and no other sheet has.
fn name(title: &str, taken: &mut HashSet<String>) -> String {
    let clean: String = title
        .chars()
        .map(|sign| if NAME_SIGNS.contains(&sign) || sign.is_control() { ' ' } else { sign })
        .collect();
    let clean = clean.trim().trim_matches('\'');
    let clean = if clean.is_empty() { "Table" } else { clean };
    let mut name: String = clean.chars().take(NAME_CHARS_MAX).collect();
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        let end = format!(" {number}");
        name = clean.chars().take(NAME_CHARS_MAX - end.len()).collect::<String>() + &end;
        number += 1;
    }
    name
}

fn fill(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    let mut widths: Vec<usize> = Vec::new();
    for (column, head) in (0_u16..).zip(&table.heads) {
        sheet.write_string_with_format(0, column, &head.name, &formats.head)?;
        widths.push(head.name.chars().count());
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for ((column, cell), width) in (0_u16..).zip(cells).zip(&mut widths) {
            *width = (*width).max(put(sheet, row, column, cell, formats)?);
        }
    }
    for (column, width) in (0_u16..).zip(&widths) {
        sheet.set_column_width(column, width.saturating_add(2).clamp(WIDTH_MIN, WIDTH_MAX) as f64)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    let last = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(table.heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
    if last > 0 {
        sheet.autofilter(0, 0, last, last_column)?;
    }
    Ok(())
}

/// Writes a cell and answers how wide its text is.
fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    formats: &Formats,
) -> Result<usize, XlsxError> {
    match cell {
        Cell::None => return Ok(0),
        Cell::Text(text) | Cell::Day(text) | Cell::Moment(text) => {
            // A cell holds at most 32,767 characters.
            let text: String = text.chars().take(32_767).collect();
            sheet.write_string(row, column, &text)?;
            return Ok(text.chars().count());
        }
        Cell::Count(count) => sheet.write_number(row, column, *count as f64)?,
        Cell::Percent(percent) => {
            sheet.write_number_with_format(row, column, percent / 100.0, &formats.percent)?
        }
        Cell::Seconds(seconds) => {
            sheet.write_number_with_format(row, column, seconds / DAY_S, &formats.duration)?
        }
    };
    Ok(WIDTH_MIN)
}

/// The door for the page: JSON in, the file's bytes out.
///
/// # Errors
/// The message of [`workbook`].
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(js_name = workbook)]
pub fn workbook_for_page(book: &str) -> Result<Vec<u8>, String> {
    workbook(book)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_short_legal_and_different() {
        let mut taken = HashSet::new();
        assert_eq!(name("By severity", &mut taken), "By severity");
        assert_eq!(name("by SEVERITY", &mut taken), "by SEVERITY 2");
        assert_eq!(name("a/b[c]:d?", &mut taken), "a b c  d");
        assert_eq!(name("'", &mut taken), "Table");
        let long = "Incidents that required your action";
        assert_eq!(name(long, &mut taken).chars().count(), NAME_CHARS_MAX);
        assert_eq!(name(long, &mut taken), "Incidents that required your  2");
    }

    #[test]
    fn a_book_becomes_a_zip_with_a_sheet_a_table() {
        let book = r#"{"workspace":"NWF","tables":[
            {"key":"a","title":"A","heads":[{"key":"x","name":"X"},{"key":"y","name":"Y"}],
             "rows":[[{"is":"text","v":"=1+1"},{"is":"count","v":3}],[{"is":"none"},{"is":"seconds","v":90.0}]]},
            {"key":"b","title":"A","heads":[],"rows":[]}]}"#;
        let bytes = workbook(book).unwrap();
        assert!(bytes.starts_with(b"PK"));
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("xl/worksheets/sheet1.xml") && text.contains("xl/worksheets/sheet2.xml"));
        assert!(workbook("{}").is_err());
    }
}
