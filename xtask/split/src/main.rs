//! Cuts the application's WebAssembly in two: what the first page runs, and the rest, which arrives after it.
//!
//! ```text
//! watchfloor-split watch IN OUT           every function of OUT tells its number to the import watchfloor.hit
//! watchfloor-split cut IN RAN FIRST REST  FIRST keeps the functions whose numbers stand in RAN, REST has the others
//! ```
//!
//! Our own, because the tools that exist either need a nightly compiler and relocations (wasm-split of Leptos and
//! Dioxus) or are not in the package of binaryen that the build uses. The cut is safe whatever was watched: a function
//! that went into the rest leaves a door in the first part, and a door that is opened before the rest has arrived
//! calls the import `watchfloor.load`, which brings it.
//!
//! * [`survey`] reads what a module consists of and which function names which.
//! * [`watch`] writes the module that tells what it runs.
//! * [`first`] and [`rest`] write the two parts.

mod first;
mod plan;
mod rest;
mod survey;
mod watch;

use std::collections::BTreeSet;
use std::fs;
use std::process::ExitCode;

const USAGE: &str = "usage: watchfloor-split watch IN OUT | watchfloor-split cut IN RAN FIRST REST";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["watch", module, out] => read(module).and_then(|bytes| write(out, &watch::watched(&bytes)?)),
        ["cut", module, ran, first, rest] => cut(module, ran, first, rest),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn cut(module: &str, ran: &str, first: &str, rest: &str) -> Result<(), String> {
    let bytes = read(module)?;
    let ran = numbers(&String::from_utf8_lossy(&read(ran)?))?;
    let survey = survey::Survey::of(&bytes)?;
    let plan = plan::Plan::new(&survey, &ran);
    write(first, &first::first_part(&survey, &plan, &bytes)?)?;
    write(rest, &rest::rest_part(&survey, &plan)?)?;
    println!(
        "{} of {} functions stay in the first part, with doors to {} of the others",
        plan.kept_count(),
        survey.bodies.len(),
        plan.doors.len()
    );
    Ok(())
}

/// The numbers of a text, one a line.
fn numbers(text: &str) -> Result<BTreeSet<u32>, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| line.parse().map_err(|_| format!("`{line}` is no number of a function"))).collect()
}

fn read(path: &str) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|problem| format!("{path}: {problem}"))
}

fn write(path: &str, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|problem| format!("{path}: {problem}"))
}
