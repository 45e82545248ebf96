//! Makes a site work without network: every file is named with its digest in the service worker, and the page says which
//! version it is. Runs last, since any later change of a file would make another version.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::single_file;

/// What the worker does not keep: itself, what stands in other people's pages, what is for servers, and the site as one
/// file.
const LEFT_OUT: [&str; 5] = ["worker.js", "embed/", "_headers", "headers/", single_file::NAME];
/// The attribute of the start script that tells the page its version.
const VERSION_ATTRIBUTE: &str = "data-version";

/// Writes the version into the page and the list of files into the worker.
pub(crate) fn prepare(dist: &Path) -> Result<(), String> {
    let page = dist.join("index.html");
    let html = read_text(&page)?;
    let files = digests(dist)?;
    let version = version_of(&files);
    let stamped = html.replacen(" data-js=", &format!(" {VERSION_ATTRIBUTE}=\"{version}\" data-js="), 1);
    if stamped == html {
        return Err(format!("{} has no script with data-js", page.display()));
    }
    write(&page, &stamped)?;
    let mut files = files;
    files.insert("index.html".to_owned(), hex(&Sha256::digest(stamped.as_bytes())));
    let list: Vec<String> = files.iter().map(|(name, digest)| format!("  {name:?}: \"{digest}\",")).collect();
    let worker = dist.join("worker.js");
    let text = read_text(&worker)?;
    let filled = text
        .replacen("const VERSION = \"\";", &format!("const VERSION = \"{version}\";"), 1)
        .replacen("const FILES = {};", &format!("const FILES = {{\n{}\n}};", list.join("\n")), 1);
    if filled == text {
        return Err(format!("{} has no place for the list of files", worker.display()));
    }
    write(&worker, &filled)
}

/// The digests of the files of a site by their paths in it.
fn digests(dist: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dist.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|problem| failed(&folder, &problem))?;
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = name_in(dist, &path);
            if !LEFT_OUT.iter().any(|left_out| name.starts_with(left_out)) {
                let bytes = fs::read(&path).map_err(|problem| failed(&path, &problem))?;
                found.insert(name, hex(&Sha256::digest(&bytes)));
            }
        }
    }
    Ok(found)
}

/// The path of a file inside the site, with slashes on every system.
fn name_in(dist: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(dist).unwrap_or(path);
    inside
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join("/")
}

/// A version is what its files are.
fn version_of(files: &BTreeMap<String, String>) -> String {
    let mut all = Sha256::new();
    for (name, digest) in files {
        all.update(name);
        all.update(digest);
    }
    hex(&all.finalize()).chars().take(16).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|problem| failed(path, &problem))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|problem| failed(path, &problem))
}

fn failed(path: &Path, problem: &std::io::Error) -> String {
    format!("{}: {problem}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_file_is_another_version() {
        let files = |text: &str| BTreeMap::from([("a.js".to_owned(), text.to_owned())]);
        assert_eq!(version_of(&files("1")), version_of(&files("1")));
        assert_ne!(version_of(&files("1")), version_of(&files("2")));
        assert_eq!(version_of(&files("1")).len(), 16);
    }

    #[test]
    fn the_worker_and_the_page_are_stamped() {
        let dist = std::env::temp_dir().join(format!("watchfloor-offline-{}", std::process::id()));
        fs::create_dir_all(dist.join("embed")).unwrap();
        fs::write(dist.join("index.html"), "<script src=\"./boot.js\" data-js=\"./a.js\"></script>").unwrap();
        fs::write(dist.join("embed/w.js"), "").unwrap();
        fs::write(dist.join("a.js"), "1").unwrap();
        fs::write(dist.join("worker.js"), "const VERSION = \"\";\nconst FILES = {};\n").unwrap();
        prepare(&dist).unwrap();
        let worker = fs::read_to_string(dist.join("worker.js")).unwrap();
        assert!(worker.contains("\"a.js\": ") && worker.contains("\"index.html\": "), "{worker}");
        assert!(!worker.contains("w.js\"") && !worker.contains("VERSION = \"\""), "{worker}");
        assert!(fs::read_to_string(dist.join("index.html")).unwrap().contains("data-version="));
        fs::remove_dir_all(dist).unwrap();
    }
}
