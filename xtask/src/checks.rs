//! Every check in the order of its price: the first that fails ends the run.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::paths::root;
use crate::shell::{command, hear, run as run_command};
use crate::tally::{self, Tally};
use crate::{setup, site, tools};

/// How much to check.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Format, lints and native tests of the pure half: seconds, for while one works.
    Quick,
    /// Everything that must hold before a change lands.
    Everything,
}

/// One check: its name and what it does.
struct Step {
    name: &'static str,
    check: fn() -> Result<Tally, Failure>,
}

/// Why a check did not pass, and what its tests had counted by then.
struct Failure {
    message: String,
    tally: Tally,
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self { message, tally: Tally::default() }
    }
}

const QUICK: [Step; 4] = [
    Step { name: "Format", check: format },
    Step { name: "Lints, pure half", check: lint_pure_half },
    Step { name: "Native tests", check: native_tests },
    Step { name: "Documentation and its examples", check: documentation },
];

const SLOW: [Step; 6] = [
    Step { name: "Endpoints on real servers", check: server_tests },
    Step { name: "Lints, web half", check: lint_web_half },
    Step { name: "Tests in the browser", check: browser_tests },
    Step { name: "Release build, also as one file", check: release_build },
    Step { name: "Sizes", check: sizes },
    Step { name: "End-to-end tests on the release build", check: end_to_end_tests },
];

/// Runs the checks. The last line is the sum of all tests, `N passed, N failed`.
#[expect(
    clippy::disallowed_methods,
    reason = "the rule keeps the clock out of the application, not out of its tools"
)]
pub(crate) fn run(extent: Extent) -> ExitCode {
    let slow = if extent == Extent::Everything { SLOW.as_slice() } else { &[] };
    let steps: Vec<&Step> = QUICK.iter().chain(slow).collect();
    let start = Instant::now();
    let mut sum = Tally::default();
    let mut took = Vec::new();
    println!(
        "{}\n{}",
        tools::version_line("rustc", &["--version"]),
        tools::version_line("cargo", &["--version"])
    );
    for (index, step) in steps.iter().enumerate() {
        println!("\n== {}/{} {}", index + 1, steps.len(), step.name);
        let step_start = Instant::now();
        let outcome = (step.check)();
        let seconds = step_start.elapsed().as_secs_f64();
        took.push((step.name, seconds));
        match outcome {
            Ok(tally) => {
                println!("-- {}: done in {seconds:.1} s", step.name);
                sum.add(tally);
            }
            Err(Failure { message, tally }) => {
                println!("\nerror: the check `{}` failed after {seconds:.1} s: {message}", step.name);
                sum.add(tally);
                // A check that is no test, such as the format, counts as one.
                println!("\n{} passed, {} failed", sum.passed, sum.failed.max(1));
                return ExitCode::FAILURE;
            }
        }
    }
    println!("\nAll checks passed in {:.0} s:", start.elapsed().as_secs_f64());
    for (name, seconds) in took {
        println!("{seconds:8.1} s  {name}");
    }
    println!("\n{} passed, {} failed", sum.passed, sum.failed);
    ExitCode::SUCCESS
}

fn format() -> Result<Tally, Failure> {
    setup::lint_tools()?;
    plain(&mut command("cargo", &["fmt", "--all", "--check"]))
}

/// Without any feature first: this is what proves that the pure half needs nothing of the web half.
fn lint_pure_half() -> Result<Tally, Failure> {
    for features in [&["--no-default-features"][..], &["--features", "watchfloor/cli,watchfloor/servers"]] {
        let mut clippy = command("cargo", &["clippy", "--workspace", "--all-targets", "--quiet"]);
        run_command(clippy.args(features).args(["--", "-D", "warnings"]))?;
    }
    Ok(Tally::default())
}

/// The variable from which property tests read the seed of what they draw.
const SEED: &str = "PROPTEST_RNG_SEED";
/// What they draw from where it is not set: the same tree passes or fails the same way on every machine.
const SEED_DEFAULT: &str = "20261128";

/// How many runs each of the four chaos tests does: 10,000 in all.
const CHAOS_RUNS: &str = "2500";

/// With the command line, which only adds to what the default features build and test.
fn native_tests() -> Result<Tally, Failure> {
    let seed = std::env::var(SEED).unwrap_or_else(|_| SEED_DEFAULT.to_owned());
    println!("Property tests draw from {SEED}={seed}; set another one to look further.");
    println!(
        "Chaos: four tests with {CHAOS_RUNS} runs each from seed 20261128 on; see tests/it/store/chaos.rs."
    );
    let mut nextest = command(tools::nextest()?, &["nextest", "run", "--workspace", "--no-fail-fast"]);
    nextest.args(["--features", "watchfloor/cli", "--status-level", "slow", "--hide-progress-bar"]);
    counted(nextest.env(SEED, seed).env("WATCHFLOOR_CHAOS_RUNS", CHAOS_RUNS))
}

/// Apache httpd and PouchDB Server are started by the tests themselves.
fn server_tests() -> Result<Tally, Failure> {
    setup::apache()?;
    setup::npm_packages()?;
    let mut nextest = command(tools::nextest()?, &["nextest", "run", "--no-fail-fast", "--test", "servers"]);
    counted(nextest.args(["--features", "servers", "--status-level", "slow", "--hide-progress-bar"]))
}

/// A link in the documentation that leads nowhere fails, and so does an example that does not hold.
fn documentation() -> Result<Tally, Failure> {
    run_command(command("cargo", &["doc", "--quiet", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))?;
    counted(&mut command("cargo", &["test", "--quiet", "--doc", "--features", "cli"]))
}

/// The widgets alone first: in other people's pages nothing of the web half comes with them.
fn lint_web_half() -> Result<Tally, Failure> {
    setup::wasm_target()?;
    let mut clippy = command("cargo", &["clippy", "--quiet", "--lib", "--bin", "widgets"]);
    run_command(clippy.args(WIDGETS).args(["--", "-D", "warnings"]))?;
    let mut clippy = command("cargo", &["clippy", "--quiet", "--lib", "--bins", "--test", "web"]);
    plain(clippy.args(WEB).args(["--", "-D", "warnings"]))
}

/// What selects the widgets.
const WIDGETS: [&str; 4] = ["--target", "wasm32-unknown-unknown", "--features", "widgets"];

/// What selects the web half.
const WEB: [&str; 4] = ["--target", "wasm32-unknown-unknown", "--features", "web"];

fn browser_tests() -> Result<Tally, Failure> {
    let runner = tools::wasm_bindgen()?.join("wasm-bindgen-test-runner");
    let capabilities = site::target_folder().join("webdriver.json");
    std::fs::write(&capabilities, capabilities_json(&setup::chromium()?))
        .map_err(|problem| format!("{}: {problem}", capabilities.display()))?;
    let mut test = command("cargo", &["test", "--test", "web"]);
    test.args(WEB)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", setup::chromedriver()?)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
    counted(&mut test)
}

/// What ChromeDriver is asked for; the test runner adds headless mode and what a container needs.
fn capabilities_json(chromium: &Path) -> String {
    let path = chromium.display().to_string().replace('\\', "\\\\").replace('"', "\\\"");
    let flags = r#"["disable-background-networking", "disable-component-update", "no-first-run"]"#;
    format!(r#"{{"goog:chromeOptions": {{"binary": "{path}", "args": {flags}}}}}"#)
}

fn release_build() -> Result<Tally, Failure> {
    site::single_file()?;
    Ok(Tally::default())
}

fn sizes() -> Result<Tally, Failure> {
    plain(&mut command("node", &["tests/e2e/sizes.mjs"]))
}

fn end_to_end_tests() -> Result<Tally, Failure> {
    // Two at a time: a browser waits for its disk and its timers much of the time.
    let options = ["--test", "--test-concurrency=2", "--test-reporter=spec", "--test-timeout=1800000"];
    let mut node = command("node", &options);
    node.args(end_to_end_files()?).env("CHROMIUM", setup::chromium()?);
    // Built with the native tests; where it is not, the test that calls it builds it.
    counted(node.env("WATCHFLOOR_CLI", site::target_folder().join("debug").join("watchfloor")))
}

/// The test files of Node: every `*.test.mjs` in tests/e2e.
fn end_to_end_files() -> Result<Vec<PathBuf>, String> {
    let folder = root().join("tests/e2e");
    let entries = std::fs::read_dir(&folder).map_err(|problem| format!("{}: {problem}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_str().is_some_and(|path| path.ends_with(".test.mjs")))
        .collect();
    files.sort();
    if files.is_empty() { Err("tests/e2e has no test file".to_owned()) } else { Ok(files) }
}

/// Runs a check that counts no tests.
fn plain(command: &mut Command) -> Result<Tally, Failure> {
    run_command(command)?;
    Ok(Tally::default())
}

/// Runs a test runner and reads how many tests passed and failed.
fn counted(command: &mut Command) -> Result<Tally, Failure> {
    let heard = hear(command)?;
    let tally = tally::read(&heard.lines);
    match heard.failure {
        None => Ok(tally),
        Some(message) => Err(Failure { message, tally }),
    }
}
