//! `watchfloor report`: the figures of the report from files, by the functions that the pages use.

use crate::source::{self, Source};
use crate::workspace::now;
use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use watchfloor::analytics::calendar::{Reader, Zone};
use watchfloor::analytics::columns::Columns;
use watchfloor::analytics::filter::Filter;
use watchfloor::analytics::period::Period;
use watchfloor::domain::state::State;
use watchfloor::domain::time::Timestamp;
use watchfloor::formats::attack::AttackFacts;
use watchfloor::report::book::book;
use watchfloor::report::export::{csv, json, text};
use watchfloor::report::html::document;
use watchfloor::report::say::Say;
use watchfloor::report::table::Book;
use watchfloor::words::{Catalogue, English};

/// The facts of ATT&CK that the site carries too.
const ATTACK: &str = include_str!("../../../public/attack.json");

/// In which form the report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Tables for a terminal.
    Text,
    /// Everything as one JSON object.
    Json,
    /// One table; `--table` says which, else the figures.
    Csv,
    /// A page that stands alone.
    Html,
}

/// The arguments.
#[derive(Args)]
pub(crate) struct Report {
    /// The period by day of creation: `30d`, `1m`, `2026-10-20..2026-11-18`, `all`.
    #[arg(long, default_value = "30d", value_parser = parse_period)]
    period: Period,
    /// A filter as in the links of the app: `severity:high -tag:"Red team"`.
    #[arg(long, default_value = "", value_name = "FILTER")]
    filter: String,
    /// The moment of the report, in ISO form; now where none is given.
    #[arg(long, value_name = "MOMENT", value_parser = parse_moment)]
    now: Option<Timestamp>,
    /// The reader's time zone by its name, such as `Europe/Berlin`; UTC where none is given.
    #[arg(long, value_name = "ZONE", value_parser = parse_zone, conflicts_with = "zone_minutes")]
    zone: Option<Tz>,
    /// The reader's offset from UTC in minutes, held throughout; for a place whose clocks never change.
    #[arg(long, default_value_t = 0, allow_hyphen_values = true, value_name = "MINUTES")]
    zone_minutes: i32,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    form: Form,
    /// Only these tables, such as `figures` or `byDay`.
    #[arg(long = "table", value_name = "TABLE")]
    tables: Vec<String>,
    /// A file; the standard output without it.
    #[arg(long = "out", value_name = "FILE")]
    output: Option<PathBuf>,
    /// The folder of a workspace, a backup of one, or exports to read; `-` is the standard input.
    #[arg(required = true, value_name = "FILE")]
    sources: Vec<PathBuf>,
}

fn parse_period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| "not a period: 30d, 6m, 2026-10-20..2026-11-18 or all".to_owned())
}

fn parse_moment(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| "not a moment such as 2026-11-19T09:42:00Z".to_owned())
}

fn parse_zone(text: &str) -> Result<Tz, String> {
    text.parse().map_err(|_| "not a time zone such as Europe/Berlin or America/New_York".to_owned())
}

/// By how many minutes the zone is ahead of UTC, and when that changes, over the years that a report can be about.
fn zone_of(report: &Report, now: Timestamp) -> Zone {
    let Some(name) = report.zone else { return Zone::fixed(report.zone_minutes) };
    let ahead_minutes = |at: Timestamp| {
        let Some(utc) = DateTime::from_timestamp_millis(at.as_millis()) else { return 0 };
        name.offset_from_utc_datetime(&utc.naive_utc()).fix().local_minus_utc() / 60
    };
    Zone::around(now, ahead_minutes)
}

/// Runs the subcommand.
pub(crate) fn run(report: &Report) -> ExitCode {
    let written = source::open(&report.sources, "Report").and_then(|(source, all_readable)| {
        let text = match source {
            Source::Folder(workspace) => written(report, workspace.session.state()),
            Source::Memory(workspace) => written(report, workspace.session.state()),
        }?;
        put(report.output.as_deref(), &text).map_err(|error| error.to_string())?;
        Ok(all_readable)
    });
    match written {
        Ok(all_readable) => ExitCode::from(u8::from(!all_readable)),
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// The reader of our output may have enough, as `head` has.
fn put(output: Option<&Path>, text: &str) -> io::Result<()> {
    match output {
        Some(path) if path != Path::new("-") => fs::write(path, text),
        _ => match io::stdout().lock().write_all(text.as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        },
    }
}

fn written(report: &Report, state: &State) -> Result<String, String> {
    let filter: Filter = report.filter.parse().map_err(|error| format!("the filter: {error}"))?;
    let catalogue = Catalogue::english();
    let say = Say { catalogue: &catalogue, locale: &English };
    let mut book = counted(report, state, &filter, say)?;
    let wanted: BTreeSet<&str> = report.tables.iter().map(String::as_str).collect();
    if let Some(unknown) = wanted.iter().find(|key| book.table(key).is_none()) {
        let known: Vec<&str> = book.tables.iter().map(|table| table.key.as_str()).collect();
        return Err(format!("there is no table `{unknown}`; there are {}", known.join(", ")));
    }
    if !wanted.is_empty() {
        book.tables.retain(|table| wanted.contains(table.key.as_str()));
    }
    Ok(match report.form {
        Form::Json => json(&book),
        Form::Csv => book.tables.first().map(csv).unwrap_or_default(),
        Form::Html => document(&book, None, say),
        Form::Text => {
            let tables = book.tables.iter().filter(|table| !table.rows.is_empty());
            tables.map(|table| text(table, say)).collect::<Vec<_>>().join("\n")
        }
    })
}

/// The book of the page's export, by its own function.
fn counted(report: &Report, state: &State, filter: &Filter, say: Say<'_>) -> Result<Book, String> {
    let facts = AttackFacts::read(ATTACK).ok_or("the facts of ATT&CK cannot be read")?;
    let now = report.now.unwrap_or_else(now);
    let reader = Reader { now, zone: zone_of(report, now) };
    let columns = Columns::build(state);
    let source = watchfloor::report::book::Source {
        state,
        columns: &columns,
        facts: Some(&facts),
        filter,
        period: report.period,
        reader: &reader,
        say,
    };
    let name = state.workspace.as_ref().map_or("", |(_, name)| name.as_str());
    Ok(book(&source, name))
}
