//! The words of the languages beside English: one file a language for the application, and a small one for the widgets.

use std::fs;
use std::path::{Path, PathBuf};

use crate::paths::root;

/// Where Trunk gathers the files of the site before they become it.
const STAGING: &str = "TRUNK_STAGING_DIR";
/// English is in the application itself.
const INSIDE: &str = "en";
/// The areas that the widgets speak, as `Catalogue::for_widgets` has them.
const OF_WIDGETS: [&str; 4] = ["common.json", "values.json", "figures.json", "widgets.json"];

/// Writes the words of all languages into the site that Trunk is putting together; Trunk calls this after its own build.
pub(crate) fn into_site() -> Result<(), String> {
    let staging = std::env::var_os(STAGING)
        .map(PathBuf::from)
        .ok_or_else(|| format!("{STAGING} is not set: Trunk calls this while it builds the site"))?;
    write_all(&staging.join("words"), |_| true)
}

/// Writes what the widgets say in all languages into their folder.
pub(crate) fn of_widgets(folder: &Path) -> Result<(), String> {
    write_all(&folder.join("words"), |area| OF_WIDGETS.contains(&area))
}

/// The tags of the languages that have files, in order.
pub(crate) fn languages() -> Result<Vec<String>, String> {
    let mut tags: Vec<String> =
        names_in(&root().join("src/words"))?.into_iter().filter(|name| name != INSIDE).collect();
    tags.retain(|tag| root().join("src/words").join(tag).is_dir());
    Ok(tags)
}

fn write_all(folder: &Path, is_wanted: impl Fn(&str) -> bool) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|problem| failed(folder, &problem))?;
    for tag in languages()? {
        let source = root().join("src/words").join(&tag);
        let mut areas = Vec::new();
        for area in names_in(&source)?.into_iter().filter(|area| is_wanted(area)) {
            let file = source.join(area);
            areas.push(fs::read_to_string(&file).map_err(|problem| failed(&file, &problem))?);
        }
        let target = folder.join(format!("{tag}.json"));
        fs::write(&target, joined(&areas)?).map_err(|problem| failed(&target, &problem))?;
    }
    Ok(())
}

/// One flat object out of several. As text: this is the first thing that a fresh machine compiles, and a test of the
/// product reads every file properly.
fn joined(areas: &[String]) -> Result<String, String> {
    let mut lines = Vec::new();
    for area in areas {
        let inside = area.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let inside = inside.ok_or("a file of words is no object")?.trim();
        lines.extend(
            (!inside.is_empty()).then(|| inside.lines().map(str::trim).collect::<Vec<_>>().join("\n")),
        );
    }
    Ok(format!("{{\n{}\n}}\n", lines.join(",\n")))
}

fn names_in(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|problem| failed(folder, &problem))?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

fn failed(path: &Path, problem: &std::io::Error) -> String {
    format!("{}: {problem}", path.display())
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn several_objects_become_one() {
        let areas =
            ["{\n  \"a\": \"1\",\n  \"b\": \"{n}\"\n}\n", "{}", "{\n  \"c\": \"3\"\n}\n"].map(str::to_owned);
        assert_eq!(joined(&areas).unwrap(), "{\n\"a\": \"1\",\n\"b\": \"{n}\",\n\"c\": \"3\"\n}\n");
        assert!(joined(&["[]".to_owned()]).is_err());
    }
}
