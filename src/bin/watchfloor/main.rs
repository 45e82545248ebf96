//! The command line: reads, checks, imports and writes natively what the browser reads and writes.

mod check;
mod common;
mod folder;
mod import;
mod publish;
mod report;
mod source;
mod synth;
mod workspace;

use clap::{CommandFactory, Parser, Subcommand};
use std::io;
use std::process::ExitCode;

/// A managed detection and response portal that runs entirely in the browser: its command line.
///
/// Ends with 0 when everything could be done, with 1 when a file could not be read or a result not be written, and with 2
/// for a wrong use. Progress is told on the standard error when a person looks at it.
#[derive(Parser)]
#[command(name = "watchfloor", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read files and say what they hold, what was assumed and what is wrong, with line and column.
    ///
    /// Ends with 0 when every file could be read, with 1 when one could not, and with 2 for a wrong use.
    Check(check::Check),
    /// Take files into a workspace that lies in a folder, or say what would be taken.
    ///
    /// Ends with 0 when every file could be read, with 1 when one could not or nothing could be kept.
    Import(import::Import),
    /// Write what a workspace or a set of exports holds in the shape that others read.
    ///
    /// Ends with 0 when it was written, with 1 when it could not be.
    Publish(publish::Publish),
    /// Write the figures of the report: the same numbers as its pages, by the same functions.
    ///
    /// Ends with 0 when it was written, with 1 when a file could not be read or the report not be written.
    Report(report::Report),
    /// Write an export of made-up incidents.
    Synth(synth::Synth),
    /// Write completions for a shell to the standard output.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Check(check) => check::run(&check),
        Command::Import(import) => import::run(&import),
        Command::Publish(publish) => publish::run(&publish),
        Command::Report(report) => report::run(&report),
        Command::Synth(synth) => synth::run(&synth),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "watchfloor", &mut io::stdout());
            ExitCode::SUCCESS
        }
    }
}
