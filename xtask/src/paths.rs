//! Where things are: the project, the per-user cache of tools, programs on PATH.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the project, which is the folder above xtask. Cargo names it to what it runs: a folder that was copied with
/// what is built in it stands for itself.
pub(crate) fn root() -> PathBuf {
    let xtask =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    xtask.parent().map_or_else(|| xtask.clone(), Path::to_path_buf)
}

/// The folder that holds the tools which cargo installs for this project, one folder per version.
pub(crate) fn tool_root(name: &str, version: &str) -> Result<PathBuf, String> {
    let cache = match env::var_os("XDG_CACHE_HOME").filter(|dir| !dir.is_empty()) {
        Some(dir) => PathBuf::from(dir),
        None => env::home_dir().ok_or("no home folder to keep tools in: set XDG_CACHE_HOME")?.join(".cache"),
    };
    Ok(cache.join("watchfloor").join("tools").join(format!("{name}-{version}")))
}

/// The first program on PATH that has one of these names.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| {
        env::split_paths(&path).map(|dir| dir.join(name)).find(|candidate| candidate.is_file())
    })
}

/// PATH with these folders searched first.
pub(crate) fn path_with(first: &[PathBuf]) -> Result<std::ffi::OsString, String> {
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths(first.iter().cloned().chain(env::split_paths(&rest)))
        .map_err(|problem| format!("cannot put a folder on PATH: {problem}"))
}

/// The version of a package in Cargo.lock.
pub(crate) fn locked_version(package: &str) -> Result<String, String> {
    let lock = root().join("Cargo.lock");
    let text = std::fs::read_to_string(&lock).map_err(|problem| format!("{}: {problem}", lock.display()))?;
    version_in_lock(&text, package).ok_or_else(|| format!("Cargo.lock does not name {package}"))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::version_in_lock;

    #[test]
    fn the_lock_file_tells_a_version() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"1.2.3\"\n\n[[package]]\nname = \"a\"\nversion = \"4.5.6\"\n";
        assert_eq!(version_in_lock(lock, "a").as_deref(), Some("4.5.6"));
        assert_eq!(version_in_lock(lock, "a-b").as_deref(), Some("1.2.3"));
        assert_eq!(version_in_lock(lock, "b"), None);
    }
}
