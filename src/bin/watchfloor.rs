//! The command line: reads, checks and reports natively what the browser reads.

use clap::{Parser, Subcommand};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use watchfloor::formats::check::{Check, json_line};
use watchfloor::formats::file::FileReport;
use watchfloor::words::{Catalogue, English};

/// Bytes read at a time.
const SLICE_BYTES: usize = 1 << 20;
/// Findings of one file that are printed; the others are counted.
const FINDINGS_SHOWN_MAX: usize = 50;

/// A managed detection and response portal that runs entirely in the browser: its command line.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read files and say what they hold, what was assumed and what is wrong, with line and column.
    ///
    /// Ends with 0 when every file could be read, with 1 when one could not, and with 2 for a wrong use.
    Check {
        /// Print one line of JSON a file.
        #[arg(long)]
        json: bool,
        /// Files to read; `-` is the standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

fn main() -> ExitCode {
    let Command::Check { json, files } = Arguments::parse().command;
    let words = Catalogue::english();
    let mut out = io::stdout().lock();
    let mut all_readable = true;
    for path in &files {
        let name = path.display().to_string();
        let printed = match check(path, &name) {
            Ok(report) => {
                all_readable &= report.is_readable();
                if json {
                    writeln!(out, "{}", json_line(&report, &words, &English))
                } else {
                    print(&mut out, &report, &words)
                }
            }
            Err(error) => {
                all_readable = false;
                if json { unread_line(&mut out, &name, &error) } else { writeln!(out, "{name}: {error}") }
            }
        };
        if printed.is_err() {
            // The reader of our output went away, as `head` does; there is nobody to tell.
            return ExitCode::from(1);
        }
    }
    ExitCode::from(u8::from(!all_readable))
}

fn check(path: &Path, name: &str) -> io::Result<FileReport> {
    let mut input: Box<dyn Read> =
        if path == Path::new("-") { Box::new(io::stdin().lock()) } else { Box::new(File::open(path)?) };
    let mut check = Check::new(name);
    let mut slice = vec![0; SLICE_BYTES];
    loop {
        match input.read(&mut slice) {
            Ok(0) => return Ok(check.finish()),
            Ok(bytes) => check.feed(&slice[..bytes]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A file that could not be opened, in the shape of the others.
fn unread_line(out: &mut impl Write, name: &str, error: &io::Error) -> io::Result<()> {
    let line = serde_json::json!({
        "file": name, "kind": "unknown", "records": 0, "accepted": 0, "redirected": 0, "warnings": [],
        "error": { "line": 1, "column": 1, "message": error.to_string() },
    });
    writeln!(out, "{line}")
}

fn print(out: &mut impl Write, report: &FileReport, words: &Catalogue) -> io::Result<()> {
    let name = &report.name;
    writeln!(out, "{name}: {}", report.kind.map_or("unknown records", |kind| kind.name()))?;
    write!(out, "  {} found, {} accepted", records(report.records), report.accepted)?;
    if report.redirected > 0 {
        write!(out, ", {} redirected", report.redirected)?;
    }
    if report.refused > 0 {
        write!(out, ", {} refused", report.refused)?;
    }
    writeln!(out)?;
    if let Some(kind) = report.kind.filter(|kind| !kind.is_imported()) {
        writeln!(out, "  recognised ({kind}), not imported by the app yet")?;
    }
    let findings = report.findings.list();
    for problem in findings.iter().take(FINDINGS_SHOWN_MAX) {
        let at = problem.at;
        writeln!(out, "  {name}:{}:{}: {}", at.line, at.column, problem.sentence(words, &English))?;
    }
    let more = findings.len().saturating_sub(FINDINGS_SHOWN_MAX) as u64 + report.findings.more();
    if more > 0 {
        writeln!(out, "  … and {more} more")?;
    }
    if let Some(error) = &report.error {
        let at = error.at;
        writeln!(out, "  error: {name}:{}:{}: {}", at.line, at.column, error.sentence(words, &English))?;
    }
    Ok(())
}

fn records(count: u64) -> String {
    if count == 1 { "1 record".to_owned() } else { format!("{count} records") }
}
