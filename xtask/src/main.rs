//! Builds, serves and tests the project, installing what is missing.
//!
//! Hardly any dependencies: this is the first thing that a fresh machine compiles.

mod bench;
mod checks;
mod fuzz;
mod icons;
mod licences;
mod lighthouse;
mod offline;
mod parts;
mod paths;
mod policy;
mod setup;
mod sheets;
mod shell;
mod single_file;
mod site;
mod tally;
mod tools;
mod widgets;
mod words;
mod xlsx;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N] [--address A] [--release]
                     build, serve and build again on every change
  build [--draft]    write the release site to dist/; --draft: built in a hurry, for a look while one works
  single-file [--draft | --as-built]
                     build, and write the whole site as one page, dist/watchfloor.html, that opens without a server
  test [--quick]     run every check; --quick: format, lints and native tests of the pure half
  bench [OPTIONS]    measure the engine against its peers; options go to the benchmark, such as --n 100000
  bench reading      measure how quickly exports are read, natively and in a browser
  bench overview     build, then measure the overview over 100,000 incidents: opening it, and following a brush
  fuzz [MINUTES]     try the readers with damaged and random files (60 minutes)
  chaos [KILLS]      build, then kill a browser in the middle of writes again and again (200 times)
  opening [COUNT]    build, then time how a workspace of that many incidents opens (100000) and how a command is kept
  lighthouse [--as-built]
                     build, then measure the site with Lighthouse; --as-built: what is in dist/
  screenshots        build, then take pictures of every page into target/screenshots/
  xlsx               build the spreadsheet writer into the site; Trunk calls it
  widgets            build the report widgets into the site; Trunk calls it
  licences           check the licences of all libraries and list them in the site; Trunk calls it
  words              write the words of all languages into the site; Trunk calls it
  icons              take the drawings of icons again after their list has changed

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
        ["single-file"] => site::single_file(),
        ["single-file", "--as-built"] => site::single_file_as_built(),
        ["single-file", "--draft"] => site::single_file_draft(),
        ["test"] => return checks::run(checks::Extent::Everything),
        ["test", "--quick"] => return checks::run(checks::Extent::Quick),
        ["bench", "reading"] => bench::reading(),
        ["bench", "overview"] => site::overview(),
        ["fuzz"] => fuzz::run("60"),
        ["fuzz", minutes] => fuzz::run(minutes),
        ["bench", options @ ..] => bench::run(options),
        ["chaos"] => site::chaos("200"),
        ["chaos", kills] => site::chaos(kills),
        ["opening"] => site::opening("100000"),
        ["opening", count] => site::opening(count),
        ["screenshots"] => site::screenshots(),
        ["lighthouse"] => lighthouse::measure(false),
        ["lighthouse", "--as-built"] => lighthouse::measure(true),
        ["licences"] => licences::into_site(),
        ["words"] => words::into_site(),
        ["icons"] => icons::write(),
        ["xlsx"] => xlsx::into_site(),
        ["widgets"] => widgets::into_site(),
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
