//! Builds, serves and tests the project, installing what is missing.
//!
//! No dependencies: this is the first thing that a fresh machine compiles.

mod bench;
mod checks;
mod icons;
mod offline;
mod parts;
mod paths;
mod setup;
mod shell;
mod site;
mod tally;
mod tools;
mod xlsx;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N] [--address A] [--release]
                     build, serve and build again on every change
  build [--draft]    write the release site to dist/; --draft: built in a hurry, for a look while one works
  test [--quick]     run every check; --quick: format, lints and native tests of the pure half
  bench [OPTIONS]    measure the engine against its peers; options go to the benchmark, such as --n 100000
  chaos [KILLS]      build, then kill a browser in the middle of writes again and again (200 times)
  screenshots        build, then take pictures of every page into tests/e2e/out/
  xlsx               build the spreadsheet writer into the site; Trunk calls it
  icons              draw the icon sprite again after its list has changed

Each command installs what it needs first and says so.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        [] | ["help" | "--help" | "-h", ..] => {
            println!("{HELP}");
            Ok(())
        }
        ["serve", options @ ..] => site::serve(options),
        ["build"] => site::build(),
        ["build", "--draft"] => site::build_draft(),
        ["test"] => return checks::run(checks::Extent::Everything),
        ["test", "--quick"] => return checks::run(checks::Extent::Quick),
        ["bench", options @ ..] => bench::run(options),
        ["chaos"] => site::chaos("200"),
        ["chaos", kills] => site::chaos(kills),
        ["screenshots"] => site::screenshots(),
        ["icons"] => icons::write(),
        ["xlsx"] => xlsx::into_site(),
        other => Err(format!("cannot read `{}`\n\n{HELP}", other.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nerror: {message}");
            ExitCode::FAILURE
        }
    }
}
