//! The benchmark: the engine of the reports in a browser against the libraries that one could pick instead.

use std::fs;
use std::path::{Path, PathBuf};

use crate::paths::root;
use crate::shell::{command, read, run as run_command};
use crate::{setup, site, tools};

/// Builds the engine as a contender and runs the comparison. Where the benchmark is not beside the project, the engine
/// is measured alone.
pub(crate) fn run(options: &[&str]) -> Result<(), String> {
    let folder = site::target_folder().join("bench");
    let contender = build(&folder)?;
    if let Some(benchmark) = beside().into_iter().find(|folder| folder.join("run.mjs").is_file()) {
        compare(&benchmark, &folder.join("peers"), &contender, options)
    } else {
        println!("There is no ../shared/bench beside the repository: the engine is measured alone.");
        setup::npm()?;
        run_command(command("node", &["tests/bench/alone.mjs"]).arg(&contender).args(options))
    }
}

/// Where the benchmark may be: `../shared/bench` beside this folder, or beside the repository that this is a worktree of.
fn beside() -> Vec<PathBuf> {
    let shared = |repository: &Path| repository.join("..").join("shared").join("bench");
    let mut git = command("git", &["rev-parse", "--path-format=absolute", "--git-common-dir"]);
    let main = read(&mut git).ok().and_then(|path| Some(Path::new(path.trim()).parent()?.to_path_buf()));
    std::iter::once(root()).chain(main).map(|repository| shared(&repository)).collect()
}

/// Measures how quickly exports are read: natively, and in a browser as the release site is built.
pub(crate) fn reading() -> Result<(), String> {
    run_command(&mut command("cargo", &["bench", "--profile", "native", "--bench", "import"]))?;
    let folder = site::target_folder().join("bench").join("reading");
    bind("watchfloor-reading", "watchfloor_reading", &folder)?;
    setup::npm_packages()?;
    let mut node = command("node", &["tests/bench/reading/run.mjs"]);
    run_command(node.arg(&folder).env("CHROMIUM", setup::chromium()?))
}

/// Builds the contender and returns its file.
fn build(folder: &Path) -> Result<PathBuf, String> {
    let contender = folder.join("contender");
    bind("watchfloor-bench", "watchfloor_bench", &contender)?;
    let file = contender.join("bench.mjs");
    copy(&root().join("tests/bench/bench.mjs"), &file)?;
    Ok(file)
}

/// Builds a package to WebAssembly as the release site is built, with its bindings.
fn bind(package: &str, module: &str, folder: &Path) -> Result<(), String> {
    setup::wasm_target()?;
    let bindgen = tools::wasm_bindgen()?.join("wasm-bindgen");
    let mut cargo = command("cargo", &["build", "--release", "--package", package]);
    run_command(cargo.args(["--target", "wasm32-unknown-unknown"]))?;
    let module = site::target_folder().join(format!("wasm32-unknown-unknown/release/{module}.wasm"));
    let mut bind = command(bindgen, &["--target", "web", "--no-typescript", "--out-dir"]);
    run_command(bind.arg(folder).arg(module))
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
    run_command(comparison.args(options).current_dir(peers))?;
    let out = options.iter().position(|option| *option == "--out").and_then(|at| options.get(at + 1));
    let results = peers.join(out.unwrap_or(&"results.json"));
    run_command(command("node", &["tests/bench/against.mjs"]).arg(results))
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
