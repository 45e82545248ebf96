//! Programs that cargo installs, each at one version in a per-user cache, so that projects do not disturb
//! each other and a second run finds them.

use std::path::PathBuf;

use crate::paths::{find_program, locked_version, tool_root};
use crate::shell::{command, read, run};

/// The newest Trunk that builds with the Rust version of Cargo.toml.
const TRUNK_VERSION: &str = "0.21.14";
const NEXTEST_VERSION: &str = "0.9.143";

/// The folder with `trunk`.
pub(crate) fn trunk() -> Result<PathBuf, String> {
    installed("trunk", TRUNK_VERSION, "trunk")
}

/// The folder with `wasm-bindgen` and `wasm-bindgen-test-runner`.
///
/// Their version must be the one of the library in Cargo.lock: the two speak a private format.
pub(crate) fn wasm_bindgen() -> Result<PathBuf, String> {
    installed("wasm-bindgen-cli", &locked_version("wasm-bindgen")?, "wasm-bindgen")
}

/// The program `cargo-nextest`; one that is on PATH already is good enough.
pub(crate) fn nextest() -> Result<PathBuf, String> {
    match find_program(&["cargo-nextest"]) {
        Some(found) => Ok(found),
        None => Ok(installed("cargo-nextest", NEXTEST_VERSION, "cargo-nextest")?.join("cargo-nextest")),
    }
}

/// The folder with the programs of a package, which is installed first if it is not there.
fn installed(package: &str, version: &str, program: &str) -> Result<PathBuf, String> {
    let root = tool_root(package, version)?;
    let programs = root.join("bin");
    if programs.join(program).is_file() {
        return Ok(programs);
    }
    println!("Installing {package} {version} (a few minutes, once) …");
    std::fs::create_dir_all(&root).map_err(|problem| format!("{}: {problem}", root.display()))?;
    if let Err(problem) = cargo_install(package, version, &root, true) {
        // A lock file that names a withdrawn crate cannot be honoured; newer compatible crates can do.
        println!("{problem}; trying without the lock file of {package} …");
        cargo_install(package, version, &root, false)?;
    }
    Ok(programs)
}

fn cargo_install(package: &str, version: &str, root: &PathBuf, locked: bool) -> Result<(), String> {
    let mut install = command("cargo", &["install", package, "--version", version, "--root"]);
    install.arg(root);
    if locked {
        install.arg("--locked");
    }
    // Outside the project neither its target folder nor its cargo settings have a say. A tool that runs for seconds
    // is not worth the minutes and gigabytes that optimising it across all its crates takes.
    install
        .current_dir(root)
        .env_remove("CARGO_TARGET_DIR")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    run(&mut install)
}

/// Says which version of a program answers, for the record at the top of a run.
pub(crate) fn version_line(program: &str, arguments: &[&str]) -> String {
    match read(&mut command(program, arguments)) {
        Ok(text) => text.lines().next().unwrap_or_default().trim().to_owned(),
        Err(_) => format!("{program}: not found"),
    }
}
