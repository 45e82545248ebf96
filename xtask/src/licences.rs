//! The licences of the libraries that the site carries: checked, and written into the site for its page About.
//!
//! Our own few lines and not `cargo deny`, which takes a fresh machine longer to compile than the product itself: what is
//! asked is only whether each library may be used under a licence of the list.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::paths::root;
use crate::shell::command;

/// Where Trunk gathers the files of the site before they become it.
const STAGING: &str = "TRUNK_STAGING_DIR";
/// Licences that ask for no more than to be named.
const ALLOWED: [&str; 10] = [
    "MIT",
    "Apache-2.0",
    "0BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "Unicode-3.0",
    "Zlib",
];

/// A library.
#[derive(Debug, PartialEq, Eq)]
struct Library {
    licence: String,
    source: String,
}

/// Writes the list into the site that Trunk is putting together; Trunk calls this after its own build.
pub(crate) fn into_site() -> Result<(), String> {
    let staging = std::env::var_os(STAGING)
        .map(PathBuf::from)
        .ok_or_else(|| format!("{STAGING} is not set: Trunk calls this while it builds the site"))?;
    let file = staging.join("licences.json");
    fs::write(&file, json(&libraries()?)).map_err(|problem| format!("{}: {problem}", file.display()))
}

/// All libraries of the application, the spreadsheet writer and the widgets, each with a licence that is allowed.
fn libraries() -> Result<BTreeMap<(String, String), Library>, String> {
    let mut tree =
        command("cargo", &["tree", "--workspace", "--edges", "normal", "--features", "watchfloor/web"]);
    tree.args(["--target", "wasm32-unknown-unknown", "--prefix", "none", "--format", "{p}|{l}|{r}"]);
    let heard = tree.output().map_err(|problem| format!("cannot run cargo tree: {problem}"))?;
    if !heard.status.success() {
        return Err(format!("cargo tree failed: {}", String::from_utf8_lossy(&heard.stderr)));
    }
    let found = read(&String::from_utf8_lossy(&heard.stdout), &root().display().to_string())?;
    if found.len() < 20 { Err(format!("cargo tree names only {} libraries", found.len())) } else { Ok(found) }
}

fn read(text: &str, own: &str) -> Result<BTreeMap<(String, String), Library>, String> {
    let mut found = BTreeMap::new();
    for line in text.lines().map(|line| line.trim_end_matches(" (*)")) {
        let mut pieces = line.split('|');
        let (Some(package), Some(licence), source) = (pieces.next(), pieces.next(), pieces.next()) else {
            continue;
        };
        let mut words = package.split(' ');
        let (Some(name), Some(version)) = (words.next(), words.next()) else { continue };
        // Ours lie in folders.
        if package.contains(own) {
            continue;
        }
        if !is_allowed(licence) {
            return Err(format!(
                "{name} {version} has the licence `{licence}`, which is not on the list of xtask/src/licences.rs"
            ));
        }
        let version = version.trim_start_matches('v').to_owned();
        let library = Library { licence: licence.to_owned(), source: source.unwrap_or_default().to_owned() };
        found.insert((name.to_owned(), version), library);
    }
    Ok(found)
}

/// Whether an SPDX expression can be met with the list: every part of an AND, one of an OR (or of the older `/`).
fn is_allowed(expression: &str) -> bool {
    let expression = expression.trim();
    if let Some(parts) = split(expression, " AND ") {
        return parts.into_iter().all(is_allowed);
    }
    if let Some(parts) = split(expression, " OR ").or_else(|| split(expression, "/")) {
        return parts.into_iter().any(is_allowed);
    }
    match expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => is_allowed(inside),
        None => ALLOWED.contains(&expression),
    }
}

/// The parts between a word that stands outside of all brackets; nothing where it does not.
fn split<'a>(expression: &'a str, word: &str) -> Option<Vec<&'a str>> {
    let mut depth = 0_i32;
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, sign) in expression.char_indices() {
        depth += match sign {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth == 0 && at >= from && expression[at..].starts_with(word) {
            parts.push(&expression[from..at]);
            from = at + word.len();
        }
    }
    parts.push(&expression[from..]);
    (parts.len() > 1).then_some(parts)
}

/// An array of `[name, version, licence, source]`.
fn json(libraries: &BTreeMap<(String, String), Library>) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let row = |((name, version), library): (&(String, String), &Library)| {
        let cells = [name, version, &library.licence, &library.source].map(|text| quoted(text));
        format!("[{}]", cells.join(","))
    };
    format!("[\n{}\n]\n", libraries.iter().map(row).collect::<Vec<_>>().join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_weighed() {
        for allowed in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Unlicense OR (Zlib AND ISC)",
        ] {
            assert!(is_allowed(allowed), "{allowed}");
        }
        for refused in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Zlib) AND AGPL-3.0", "GPL-2.0/MPL-2.0"] {
            assert!(!is_allowed(refused), "{refused}");
        }
    }

    #[test]
    fn a_list_is_read() {
        let text = "watchfloor v0.1.0 (/home/x)|MIT|\nserde v1.0.2|MIT OR Apache-2.0|https://a.example\nserde v1.0.2|MIT OR Apache-2.0|https://a.example (*)\n";
        let found = read(text, "/home/x").unwrap();
        assert_eq!(json(&found), "[\n[\"serde\",\"1.0.2\",\"MIT OR Apache-2.0\",\"https://a.example\"]\n]\n");
        assert!(read("evil v1.0.0|GPL-3.0|", "/home/x").is_err());
    }
}
