//! Cuts the application's WebAssembly in two: what the first page runs, and the rest, which arrives after it.
//!
//! ```text
//! watchfloor-split plain IN OUT
//!     OUT is IN without the sections that a browser does not read
//! watchfloor-split watch IN OUT
//!     every function of OUT tells its number to the import watchfloor.hit
//! watchfloor-split cut IN RAN LINKED FIRST REST
//!     FIRST keeps the functions whose numbers stand in RAN and the constants that they lead to, REST has the others;
//!     LINKED is what the linker wrote for IN, with --emit-relocs
//! ```
//!
//! Our own, because the tools that exist either need a nightly compiler and relocations (wasm-split of Leptos and
//! Dioxus) or are not in the package of binaryen that the build uses.
//!
//! The cut is right whatever was watched. What leads from the first part into the rest is a call of a function that went
//! there, or a call through the table of functions, and each of them waits first: the function that waits calls the
//! import `watchfloor.load` where the rest has not arrived, and that brings it. A module that uses its table in another
//! way is not cut. A constant goes into the rest only where the linker put no address of it into a kept function, nor into
//! a constant that a kept function leads to.
//!
//! * [`links`] reads which constants there are and what leads to them.
//! * [`survey`] reads what a module consists of and which function names which.
//! * [`watch`] writes the module that tells what it runs.
//! * [`plan`] says what stays and what goes; [`first`] and [`rest`] write the two parts, [`table`] their functions' places,
//!   [`memory`] says what each has in memory. [`plain`] leaves out what only tools read.

mod first;
mod links;
mod memory;
mod plain;
mod plan;
mod rest;
mod survey;
mod table;
#[cfg(test)]
mod tests;
mod watch;

use std::collections::BTreeSet;
use std::fs;
use std::process::ExitCode;

const USAGE: &str = "usage: watchfloor-split plain IN OUT | watchfloor-split watch IN OUT | watchfloor-split cut IN RAN LINKED FIRST REST";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["plain", module, out] => read(module).and_then(|bytes| write(out, &plain::plain(&bytes)?)),
        ["watch", module, out] => read(module).and_then(|bytes| write(out, &watch::watched(&bytes)?)),
        ["cut", module, ran, linked, first, rest] => cut(module, ran, linked, first, rest),
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

fn cut(module: &str, ran: &str, linked: &str, first: &str, rest: &str) -> Result<(), String> {
    let bytes = read(module)?;
    let ran = numbers(&String::from_utf8_lossy(&read(ran)?))?;
    let survey = survey::Survey::of(&bytes)?;
    let links = links::Links::of(&read(linked)?)?;
    let plan = plan::Plan::new(&survey, &ran, &links)?;
    write(first, &first::first_part(&survey, &plan, &bytes)?)?;
    write(rest, &rest::rest_part(&survey, &plan)?)?;
    let length = |pieces: memory::Pieces| pieces.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    println!(
        "{} of {} functions stay in the first part, with {} ways to the rest ({} doors); {} of {} bytes of data stay, {} \
         stretches go",
        plan.kept.len(),
        survey.bodies.len(),
        plan.seats.len(),
        plan.doors.len(),
        length(memory::without(&survey.data, &plan.late)),
        length(survey.data.clone()),
        plan.late.len(),
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
