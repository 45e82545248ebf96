//! The site: served while one works on it, built for release, photographed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::paths::{path_with, root};
use crate::shell::{command, run};
use crate::{offline, parts, policy, setup, sheets, single_file, tools};

/// Builds and serves the site until it is stopped.
pub(crate) fn serve(options: &[&str]) -> Result<(), String> {
    let chosen = read_serve_options(options)?;
    let mut trunk = trunk()?;
    trunk.args(["serve", "--address", &chosen.address, "--port", &chosen.port.to_string()]);
    // Apart from dist/, so that a server which runs does not spoil a release build beside it.
    trunk.arg("--dist").arg(target_folder().join("serve"));
    if chosen.release {
        trunk.arg("--release");
    }
    println!(
        "Watchfloor will be at http://{}:{}/ when it is built; Ctrl C stops it.",
        chosen.address, chosen.port
    );
    run(&mut trunk)
}

struct ServeOptions {
    address: String,
    port: u16,
    release: bool,
}

fn read_serve_options(options: &[&str]) -> Result<ServeOptions, String> {
    let mut chosen = ServeOptions { address: "127.0.0.1".to_owned(), port: 8080, release: false };
    let mut rest = options.iter();
    while let Some(option) = rest.next() {
        let mut value = || rest.next().ok_or_else(|| format!("`{option}` needs a value"));
        match *option {
            "--port" => {
                let port = value()?;
                chosen.port = port.parse().map_err(|_| format!("`{port}` is not a port number"))?;
            }
            "--address" => chosen.address = (*value()?).to_owned(),
            "--release" => chosen.release = true,
            other => {
                return Err(format!(
                    "serve does not know `{other}`: it takes --port, --address and --release"
                ));
            }
        }
    }
    Ok(chosen)
}

/// Writes the release site to dist/ and returns when it is complete.
pub(crate) fn build() -> Result<(), String> {
    release_build()?;
    say_where();
    Ok(())
}

/// Writes a site to dist/ that is quick to build and neither small nor fast, for looking at it and for driving it
/// while one works.
pub(crate) fn build_draft() -> Result<(), String> {
    run(trunk()?.args(["build", "--cargo-profile", "draft"]))?;
    policy::write(&dist())?;
    offline::prepare(&dist())?;
    say_where();
    Ok(())
}

/// Builds the release site and writes it as one page too.
pub(crate) fn single_file() -> Result<(), String> {
    release_build()?;
    single_file_as_built()
}

/// Writes the release site that is in dist/ already as one page too.
pub(crate) fn single_file_as_built() -> Result<(), String> {
    let whole = whole_application();
    single_file::make(&dist(), whole.exists().then_some(whole.as_path()))
}

/// Builds the site in a hurry and writes it as one page too.
pub(crate) fn single_file_draft() -> Result<(), String> {
    build_draft()?;
    single_file::make(&dist(), None)
}

fn say_where() {
    println!("\nThe site is in dist/. Any static server can serve it, under any path.");
}

/// The release build itself.
pub(crate) fn release_build() -> Result<(), String> {
    // Trunk copies every snippet that it finds in its staging folder, also those of an earlier build.
    for stale in [target_folder().join("wasm-bindgen"), dist()] {
        if stale.exists() {
            fs::remove_dir_all(&stale).map_err(|problem| format!("{}: {problem}", stale.display()))?;
        }
    }
    let whole = whole_application();
    if whole.exists() {
        fs::remove_file(&whole).map_err(|problem| format!("{}: {problem}", whole.display()))?;
    }
    run(trunk()?.args(["build", "--release"]).envs(without_folders()))?;
    parts::strip(&dist())?;
    sheets::join(&dist())?;
    match setup::chromium() {
        Ok(chromium) => parts::cut(&dist(), &chromium)?,
        Err(missing) => println!(
            "The application stays in one part, since what its first page runs cannot be watched: {missing}"
        ),
    }
    policy::write(&dist())?;
    offline::prepare(&dist())
}

/// Builds the site and takes a picture of every page in every theme and width.
pub(crate) fn screenshots() -> Result<(), String> {
    release_build()?;
    let chromium = setup::chromium()?;
    run(command("node", &["tests/e2e/screenshots.mjs"]).env("CHROMIUM", chromium))
}

/// Builds the site and kills a browser in the middle of writes, that many times.
pub(crate) fn chaos(kills: &str) -> Result<(), String> {
    release_build()?;
    let chromium = setup::chromium()?;
    run(command("node", &["tests/e2e/chaos.mjs", kills]).env("CHROMIUM", chromium))
}

/// Builds the site and measures the overview over many incidents.
pub(crate) fn overview() -> Result<(), String> {
    release_build()?;
    let chromium = setup::chromium()?;
    run(command("node", &["tests/e2e/report-large.mjs"]).env("CHROMIUM", chromium))
}

/// Builds the site and times how a workspace of so many incidents opens again.
pub(crate) fn opening(count: &str) -> Result<(), String> {
    release_build()?;
    let chromium = setup::chromium()?;
    run(command("node", &["tests/e2e/opening.mjs", count]).env("CHROMIUM", chromium))
}

/// Where the application is kept as it was before a release build cut it in two.
pub(crate) fn whole_application() -> PathBuf {
    target_folder().join("whole.wasm")
}

/// Where the release site is written.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Trunk with everything that it calls on PATH.
fn trunk() -> Result<Command, String> {
    setup::wasm_target()?;
    setup::crates()?;
    setup::npm_packages()?;
    let trunk = tools::trunk()?;
    let path = path_with(&[trunk.clone(), tools::wasm_bindgen()?, setup::npm_programs()])?;
    let mut command = command(trunk.join("trunk"), &[]);
    command.env("PATH", path);
    Ok(command)
}

/// What makes the compiler name the files of libraries without the folder in which they lie here: the messages of their
/// faults stand in the application, and a site tells nothing of the machine that built it. What the configuration
/// says holds beside it. A folder with a space cannot be said in this way.
fn without_folders() -> Option<(&'static str, String)> {
    let own = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let sources = own.or_else(|| Some(std::env::home_dir()?.join(".cargo")))?.join("registry/src");
    let registries = fs::read_dir(sources).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let flags: Vec<String> = registries
        .map(|folder| format!("--remap-path-prefix={}=libraries", folder.display()))
        .filter(|flag| !flag.contains(' '))
        .collect();
    Some(("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.join(" ")))
}

/// Where cargo builds.
pub(crate) fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

#[cfg(test)]
mod tests {
    use super::read_serve_options;

    #[test]
    fn serve_reads_its_options() {
        let chosen = read_serve_options(&["--port", "9000", "--release"]).ok();
        assert_eq!(
            chosen.map(|it| (it.address, it.port, it.release)),
            Some(("127.0.0.1".into(), 9000, true))
        );
        for wrong in [&["--port"][..], &["--port", "high"], &["--open"]] {
            assert!(read_serve_options(wrong).is_err(), "{wrong:?}");
        }
    }
}
