//! Set-up of a fresh machine: the wasm target, npm packages and Debian's programs.

use std::fs;
use std::path::PathBuf;

use crate::paths::{find_program, root};
use crate::shell::{command, read, run};

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Adds rustfmt and clippy where the toolchain lacks them.
pub(crate) fn lint_tools() -> Result<(), String> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if read(&mut command("cargo", &[subcommand, "--version"])).is_err() {
            println!("Adding {component} to the Rust toolchain …");
            run(&mut command("rustup", &["component", "add", component]))?;
        }
    }
    Ok(())
}

/// Adds the standard library for WebAssembly where the toolchain lacks it.
pub(crate) fn wasm_target() -> Result<(), String> {
    let library = read(&mut command("rustc", &["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if PathBuf::from(library.trim()).is_dir() {
        return Ok(());
    }
    println!("Adding the target {WASM_TARGET} to the Rust toolchain …");
    run(&mut command("rustup", &["target", "add", WASM_TARGET])).map_err(|problem| {
        format!("{problem}\nThe site needs the Rust target {WASM_TARGET}; install it with your toolchain.")
    })
}

/// Fetches the crates of Cargo.lock that are not here yet: Trunk builds without the network.
pub(crate) fn crates() -> Result<(), String> {
    run(&mut command("cargo", &["fetch", "--quiet", "--locked"]))
}

/// The oldest Node.js whose test runner has what the end-to-end tests ask of it.
const NODE_MAJOR_MIN: u32 = 20;

/// Finds Node.js and npm, or says what brings them.
pub(crate) fn npm() -> Result<(), String> {
    debian_program(&["npm"], &["nodejs", "npm"], "Node.js 20 or newer with npm")?;
    let version = read(&mut command("node", &["--version"]))?;
    match node_major(&version) {
        Some(major) if major >= NODE_MAJOR_MIN => Ok(()),
        _ => Err(format!("Node.js {NODE_MAJOR_MIN} or newer is needed, and this one is {}", version.trim())),
    }
}

/// 20 of "v20.20.2".
fn node_major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Installs the npm packages of package-lock.json into node_modules, once per lock file.
pub(crate) fn npm_packages() -> Result<(), String> {
    npm()?;
    let lock_path = root().join("package-lock.json");
    let lock = fs::read_to_string(&lock_path).map_err(|problem| format!("package-lock.json: {problem}"))?;
    let stamp = root().join("node_modules").join(".watchfloor-lock.json");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("Installing npm packages …");
    let install = || {
        // Packages that unpack a program of their own are not among ours, so no script needs to run.
        run(&mut command("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
    };
    if let Err(problem) = install() {
        println!("{problem}; trying once more …");
        install()?;
    }
    fs::write(&stamp, lock).map_err(|problem| format!("{}: {problem}", stamp.display()))
}

/// The folder with the programs of the npm packages.
pub(crate) fn npm_programs() -> PathBuf {
    root().join("node_modules").join(".bin")
}

/// A Chromium to drive. CHROMIUM names another one.
pub(crate) fn chromium() -> Result<PathBuf, String> {
    if let Some(chosen) = std::env::var_os("CHROMIUM") {
        return Ok(PathBuf::from(chosen));
    }
    let names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    debian_program(&names, &["chromium"], "Chromium (or set CHROMIUM to its path)")
}

/// A ChromeDriver that fits the Chromium. CHROMEDRIVER names another one.
pub(crate) fn chromedriver() -> Result<PathBuf, String> {
    if let Some(chosen) = std::env::var_os("CHROMEDRIVER") {
        return Ok(PathBuf::from(chosen));
    }
    debian_program(&["chromedriver"], &["chromium-driver"], "ChromeDriver (or set CHROMEDRIVER to its path)")
}

/// Apache httpd with mod_dav, for the tests of endpoints.
pub(crate) fn apache() -> Result<(), String> {
    debian_program(&["apache2"], &["apache2"], "Apache httpd with mod_dav").map(drop)
}

/// Finds a program, or installs its Debian packages where that is possible.
fn debian_program(names: &[&str], packages: &[&str], wanted: &str) -> Result<PathBuf, String> {
    if let Some(found) = find_program(names) {
        return Ok(found);
    }
    let packages_shown = packages.join(" ");
    let missing = || format!("{wanted} is missing: install it (on Debian: apt-get install {packages_shown})");
    let may_install = find_program(&["apt-get"]).is_some() && is_root();
    if !may_install {
        return Err(missing());
    }
    println!("Installing {packages_shown} with apt-get …");
    let apt =
        |arguments: &[&str]| run(command("apt-get", arguments).env("DEBIAN_FRONTEND", "noninteractive"));
    apt(&["update", "-qq"])?;
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
    install.extend_from_slice(packages);
    apt(&install)?;
    find_program(names).ok_or_else(missing)
}

fn is_root() -> bool {
    read(&mut command("id", &["-u"])).is_ok_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::node_major;

    #[test]
    fn the_version_of_node_is_read() {
        assert_eq!(node_major("v20.20.2\n"), Some(20));
        assert_eq!(node_major("20"), None);
    }
}
