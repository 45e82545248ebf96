//! Fuzzing of the readers for as long as one likes: the properties of the native tests, with other seeds in each round.

use std::time::{Duration, Instant};

use crate::shell::{command, hear};
use crate::{tally, tools};

/// The properties: what reads foreign files, documents of ours, filters and addresses.
const PROPERTIES: &str = "test(any_bytes_are_read) | test(damaged_files_are_read) | test(cuts_do_not_matter) \
                          | test(helpers_change_nothing) | test(damage_never_makes) | test(no_text_makes) \
                          | test(no_bytes_make)";
/// Runs of each property in a round.
const CASES: u64 = 20_000;
/// The first seed; each round takes the next.
const SEED: u64 = 20_261_128;

/// Runs rounds until the minutes are over, and prints how many executions there were.
#[expect(
    clippy::disallowed_methods,
    reason = "the rule keeps the clock out of the application, not out of its tools"
)]
pub(crate) fn run(minutes: &str) -> Result<(), String> {
    let minutes: u64 = minutes.parse().map_err(|_| format!("`{minutes}` is not a number of minutes"))?;
    let nextest = tools::nextest()?;
    let (start, end) = (Instant::now(), Duration::from_secs(minutes * 60));
    let mut executions = 0;
    for seed in SEED.. {
        let mut round = command(&nextest, &["nextest", "run", "--no-fail-fast", "--hide-progress-bar"]);
        round.args(["--cargo-profile", "fuzz", "--test", "it", "-E", PROPERTIES]);
        let heard =
            hear(round.env("PROPTEST_RNG_SEED", seed.to_string()).env("PROPTEST_CASES", CASES.to_string()))?;
        let tally = tally::read(&heard.lines);
        executions += tally.passed * CASES;
        if let Some(message) = heard.failure {
            return Err(format!("{message}; the seed was {seed}, after {executions} executions"));
        }
        let minutes_gone = start.elapsed().as_secs_f64() / 60.0;
        println!("Seed {seed}: {executions} executions in {minutes_gone:.1} minutes, no fault.");
        if start.elapsed() >= end {
            break;
        }
    }
    Ok(())
}
