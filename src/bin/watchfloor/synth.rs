//! `watchfloor synth`: writes an export of made-up incidents, for benchmarks and for a look.

use crate::workspace::now;
use clap::Args;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use watchfloor::demo::synth::Synth as Incidents;
use watchfloor::domain::time::Timestamp;
use watchfloor::formats::export::graph::GraphList;

/// The arguments.
#[derive(Args)]
pub(crate) struct Synth {
    /// How many incidents.
    #[arg(long, short = 'n', default_value_t = 1_000)]
    incidents: u64,
    /// The same number gives the same incidents.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Over how many days they are spread.
    #[arg(long, default_value_t = 180)]
    days: u64,
    /// When the last one was created: a moment with a zone; now without it.
    #[arg(long, value_parser = moment)]
    end: Option<Timestamp>,
    /// One incident a line and no list around them.
    #[arg(long)]
    ndjson: bool,
    /// A file; the standard output without it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn moment(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| "not a moment such as 2026-11-01T00:00:00Z".to_owned())
}

/// Runs the subcommand.
pub(crate) fn run(synth: &Synth) -> ExitCode {
    let written = match &synth.out {
        Some(path) => File::create(path).and_then(|file| write(synth, BufWriter::new(file))),
        None => write(synth, BufWriter::new(io::stdout().lock())),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of our output has enough, as `head` has.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(1)
        }
    }
}

fn write(synth: &Synth, mut out: impl Write) -> io::Result<()> {
    let incidents = Incidents::new(synth.seed, synth.incidents, synth.days, synth.end.unwrap_or_else(now));
    if synth.ndjson {
        for line in incidents {
            writeln!(out, "{line}")?;
        }
        return out.flush();
    }
    let list = GraphList::new();
    out.write_all(list.head().as_bytes())?;
    for (at, line) in incidents.enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        out.write_all(line.as_bytes())?;
    }
    out.write_all(list.foot().as_bytes())?;
    out.flush()
}
