//! Cuts the application of a release site in two parts: what the first page runs, and the rest.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{command, run};
use crate::site::{target_folder, whole_application};

/// The ending of the module that wasm-bindgen writes, and of the rest beside it.
const MODULE_END: &str = "_bg.wasm";
const REST_END: &str = "_rest.wasm";

/// Takes out of the module of the site what the linker wrote for the cut: a browser does not read it.
pub(crate) fn strip(dist: &Path) -> Result<(), String> {
    let module = shown(&app_module(dist)?);
    split(&["plain", &module, &module])
}

/// Watches in a browser which functions the first page runs, and leaves only those in the module of the site.
pub(crate) fn cut(dist: &Path, chromium: &Path) -> Result<(), String> {
    let module = app_module(dist)?;
    let name = file_name(&module);
    let watched_site = target_folder().join("watched");
    let ran = target_folder().join("first-page.txt");
    if watched_site.exists() {
        fs::remove_dir_all(&watched_site)
            .map_err(|problem| format!("{}: {problem}", watched_site.display()))?;
    }
    copy_folder(dist, &watched_site)?;
    // Kept, so that the cut can be worked on without building again.
    let whole = whole_application();
    fs::copy(&module, &whole).map_err(|problem| format!("{}: {problem}", whole.display()))?;
    println!("Watching which functions the first page runs …");
    split(&["watch", &shown(&module), &shown(&watched_site.join(&name))])?;
    let mut watch = command("node", &["tests/e2e/first-page.mjs"]);
    run(watch.arg(format!("{}/", watched_site.display())).arg(&ran).env("CHROMIUM", chromium))?;
    let rest = name.replace(MODULE_END, REST_END);
    let (module, rest_module) = (shown(&module), shown(&dist.join(&rest)));
    let linked = target_folder().join("wasm32-unknown-unknown/release/app.wasm");
    split(&["cut", &module, &shown(&ran), &shown(&linked), &module, &rest_module])?;
    name_rest(&dist.join("index.html"), &rest)
}

/// Runs the tool of xtask/split.
fn split(arguments: &[&str]) -> Result<(), String> {
    let mut cargo = command("cargo", &["run", "--quiet", "--package", "watchfloor-split", "--"]);
    run(cargo.args(arguments))
}

/// Tells the page of the rest, by the attribute that boot.js looks for.
fn name_rest(page: &Path, rest: &str) -> Result<(), String> {
    let html = fs::read_to_string(page).map_err(|problem| format!("{}: {problem}", page.display()))?;
    let named = html.replacen(" data-wasm=", &format!(" data-rest=\"./{rest}\" data-wasm="), 1);
    if named == html {
        return Err(format!("{} has no script with data-wasm", page.display()));
    }
    fs::write(page, named).map_err(|problem| format!("{}: {problem}", page.display()))
}

/// The module of the app: the one whose name begins with `app-`.
fn app_module(dist: &Path) -> Result<PathBuf, String> {
    let entries = fs::read_dir(dist).map_err(|problem| format!("{}: {problem}", dist.display()))?;
    let mut paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths
        .find(|path| file_name(path).starts_with("app-") && file_name(path).ends_with(MODULE_END))
        .ok_or_else(|| format!("{} has no module of the app", dist.display()))
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), String> {
    let failed = |path: &Path, problem: std::io::Error| format!("{}: {problem}", path.display());
    fs::create_dir_all(to).map_err(|problem| failed(to, problem))?;
    for entry in fs::read_dir(from).map_err(|problem| failed(from, problem))? {
        let path = entry.map_err(|problem| failed(from, problem))?.path();
        let target = to.join(file_name(&path));
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(|problem| failed(&path, problem))?;
        }
    }
    Ok(())
}
