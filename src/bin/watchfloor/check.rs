//! `watchfloor check`: says what files hold and what is wrong with them.

use crate::common::{HELPERS, Progress, print, read};
use clap::Args;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use watchfloor::formats::check::{Check as Reading, json_line};
use watchfloor::formats::file::FileReport;
use watchfloor::words::{Catalogue, English};

/// The arguments.
#[derive(Args)]
pub(crate) struct Check {
    /// Print one line of JSON a file.
    #[arg(long)]
    json: bool,
    /// Files to read; `-` is the standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Runs the subcommand.
pub(crate) fn run(check: &Check) -> ExitCode {
    let words = Catalogue::english();
    let mut out = io::stdout().lock();
    let mut all_readable = true;
    for path in &check.files {
        let name = path.display().to_string();
        let printed = match read_one(path, &name) {
            Ok(reports) => {
                all_readable &= reports.iter().all(FileReport::is_readable);
                reports.iter().try_for_each(|report| {
                    if check.json {
                        writeln!(out, "{}", json_line(report, &words, &English))
                    } else {
                        print(&mut out, report, &words)
                    }
                })
            }
            Err(error) => {
                all_readable = false;
                if check.json {
                    unread_line(&mut out, &name, &error)
                } else {
                    writeln!(out, "{name}: {error}")
                }
            }
        };
        if printed.is_err() {
            // The reader of our output went away, as `head` does; there is nobody to tell.
            return ExitCode::from(1);
        }
    }
    ExitCode::from(u8::from(!all_readable))
}

fn read_one(path: &Path, name: &str) -> io::Result<Vec<FileReport>> {
    let mut reading = Reading::with_helpers(name, HELPERS);
    read(path, &mut Progress::new(), |piece| {
        reading.feed(piece);
        !reading.is_broken()
    })?;
    Ok(reading.finish())
}

/// A file that could not be opened, in the shape of the others.
fn unread_line(out: &mut impl Write, name: &str, error: &io::Error) -> io::Result<()> {
    let line = serde_json::json!({
        "file": name, "kind": "unknown", "records": 0, "accepted": 0, "redirected": 0, "warnings": [],
        "error": { "line": 1, "column": 1, "message": error.to_string() },
    });
    writeln!(out, "{line}")
}
