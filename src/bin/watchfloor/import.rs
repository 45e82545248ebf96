//! `watchfloor import`: takes files into a workspace that lies in a folder, or says what it would take.

use crate::common::print;
use crate::folder::Folder;
use crate::workspace::{Taken, Workspace};
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use watchfloor::domain::imports::ImportSummary;
use watchfloor::store::memory::Memory;
use watchfloor::words::{Catalogue, English};

/// The arguments.
#[derive(Args)]
pub(crate) struct Import {
    /// The folder of the workspace; it is made when it is not there. Without it the files are only looked at.
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
    /// The name of a workspace that is made.
    #[arg(long, default_value = "Imported")]
    name: String,
    /// Say what would be taken, and take nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print one object of JSON.
    #[arg(long)]
    json: bool,
    /// Files to read; `-` is the standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Runs the subcommand.
pub(crate) fn run(import: &Import) -> ExitCode {
    let taken = match &import.into {
        Some(folder) if !import.dry_run || folder.exists() => Folder::open(folder, !import.dry_run)
            .map_err(|error| format!("{}: {error}", folder.display()))
            .and_then(|folder| Workspace::open(folder, Some(&import.name)))
            .and_then(|mut workspace| workspace.import(&import.files, import.dry_run)),
        _ => Workspace::open(Memory::new(), Some(&import.name))
            .and_then(|mut workspace| workspace.import(&import.files, import.dry_run)),
    };
    match taken {
        Ok(taken) => match tell(import, &taken) {
            Ok(()) => ExitCode::from(u8::from(taken.outcome.files.iter().any(|file| !file.is_readable()))),
            Err(_) => ExitCode::from(1),
        },
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(1)
        }
    }
}

fn tell(import: &Import, taken: &Taken) -> io::Result<()> {
    let words = Catalogue::english();
    let mut out = io::stdout().lock();
    let kept = import.into.is_some() && !import.dry_run;
    if import.json {
        let line = serde_json::json!({
            "taken": kept && taken.is_new,
            "summary": taken.outcome.summary.as_ref().map(|summary| &summary.counts),
            "files": taken.outcome.files.iter().map(|report| {
                let line = watchfloor::formats::check::json_line(report, &words, &English);
                serde_json::from_str::<serde_json::Value>(&line).unwrap_or_default()
            }).collect::<Vec<_>>(),
        });
        return writeln!(out, "{line}");
    }
    for report in &taken.outcome.files {
        print(&mut out, report, &words)?;
    }
    let Some(summary) = &taken.outcome.summary else {
        return writeln!(out, "Nothing in here can be taken in.");
    };
    counts(&mut out, summary)?;
    match (kept, taken.is_new) {
        (true, true) => writeln!(out, "Taken in."),
        (true, false) => writeln!(out, "Everything in here was known already."),
        (false, _) => writeln!(out, "Nothing was taken in: this was a look."),
    }
}

fn counts(out: &mut impl Write, summary: &ImportSummary) -> io::Result<()> {
    let counts = summary.counts;
    for (count, word) in [
        (counts.new, "new"),
        (counts.changed, "changed"),
        (counts.unchanged, "unchanged"),
        (counts.repeated, "repeated in the files"),
        (counts.redirected, "merged into others"),
        (counts.out_of_scope, "out of scope"),
        (counts.skipped, "skipped"),
        (u32::try_from(summary.machine_actions.len()).unwrap_or(u32::MAX), "machine actions"),
        (u32::try_from(summary.tasks.len()).unwrap_or(u32::MAX), "tasks"),
        (u32::try_from(summary.recommendations.len()).unwrap_or(u32::MAX), "recommendations"),
        (u32::try_from(summary.layers.len()).unwrap_or(u32::MAX), "layers"),
    ] {
        if count > 0 {
            writeln!(out, "{count} {word}")?;
        }
    }
    if let Some(devices) = summary.devices {
        writeln!(out, "{} of {} device records are protected", devices.protected, devices.records)?;
    }
    Ok(())
}
