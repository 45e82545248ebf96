//! The benchmark: the engine of the reports in a browser against the libraries that one could pick instead.

use std::fs;
use std::path::{Path, PathBuf};

use crate::paths::root;
use crate::shell::{command, run as run_command};
use crate::{setup, site, tools};

/// Builds the engine as a contender and runs the comparison. Where the benchmark is not beside the project, the engine
/// is measured alone.
pub(crate) fn run(options: &[&str]) -> Result<(), String> {
    let folder = site::target_folder().join("bench");
    let contender = build(&folder)?;
    let benchmark = root().join("..").join("shared").join("bench");
    if benchmark.join("run.mjs").is_file() {
        compare(&benchmark, &folder.join("peers"), &contender, options)
    } else {
        println!("There is no benchmark in {}: the engine is measured alone.", benchmark.display());
        setup::npm()?;
        run_command(command("node", &["tests/bench/alone.mjs"]).arg(&contender).args(options))
    }
}

/// Builds the WebAssembly module with its bindings and returns the contender's file.
fn build(folder: &Path) -> Result<PathBuf, String> {
    setup::wasm_target()?;
    let bindgen = tools::wasm_bindgen()?.join("wasm-bindgen");
    let mut cargo = command("cargo", &["build", "--release", "--package", "watchfloor-bench"]);
    run_command(cargo.args(["--target", "wasm32-unknown-unknown"]))?;
    let module = site::target_folder().join("wasm32-unknown-unknown/release/watchfloor_bench.wasm");
    let contender = folder.join("contender");
    let mut bind = command(bindgen, &["--target", "web", "--no-typescript", "--out-dir"]);
    run_command(bind.arg(&contender).arg(module))?;
    let file = contender.join("bench.mjs");
    copy(&root().join("tests/bench/bench.mjs"), &file)?;
    Ok(file)
}

/// Runs the benchmark from a copy of it, since it installs packages and writes results where it is.
fn compare(benchmark: &Path, peers: &Path, contender: &Path, options: &[&str]) -> Result<(), String> {
    setup::npm()?;
    setup::chromium()?;
    copy_folder(benchmark, peers)?;
    if !peers.join("node_modules").is_dir() {
        println!("Installing the peers …");
        let mut install = command("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        run_command(install.current_dir(peers))?;
    }
    let extra = format!("watchfloor={}", contender.display());
    let mut comparison = command("node", &["run.mjs", "--extra", &extra]);
    run_command(comparison.args(options).current_dir(peers))
}

/// Copies the files of a folder and of the folders in it, packages left out.
fn copy_folder(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|problem| format!("{}: {problem}", to.display()))?;
    let entries = fs::read_dir(from).map_err(|problem| format!("{}: {problem}", from.display()))?;
    for entry in entries {
        let source = entry.map_err(|problem| format!("{}: {problem}", from.display()))?.path();
        let Some(name) = source.file_name().filter(|name| *name != "node_modules") else { continue };
        let target = to.join(name);
        if source.is_dir() { copy_folder(&source, &target)? } else { copy(&source, &target)? }
    }
    Ok(())
}

/// Copies one file. Its content alone: a copy of a read-only file can be replaced by the next.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let content = fs::read(from).map_err(|problem| format!("{}: {problem}", from.display()))?;
    fs::write(to, content).map_err(|problem| format!("{}: {problem}", to.display()))
}
