//! `cargo xtask icons`: makes the drawings `src/ui/parts/icons.txt` from the list in `src/ui/parts/icon.rs` and the files
//! of the npm package `@fluentui/svg-icons`.
//!
//! They are committed and the package is no dependency of the project: its twenty thousand files are wanted only
//! when the list changes, so they are installed into `target/` then.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::paths::root;
use crate::setup::npm;
use crate::shell::{command, run};

/// The package that the drawings come from.
const PACKAGE: &str = "@fluentui/svg-icons";
/// Its version; a newer one may redraw icons, which is to be looked at.
const PACKAGE_VERSION: &str = "1.1.343";
/// The list of icons, below the root of the project.
const LIST: &str = "src/ui/parts/icon.rs";
/// Where the package is installed, below the root of the project.
const INSTALLED: &str = "target/icons";
/// What is written, below the root of the project.
const DRAWINGS: &str = "src/ui/parts/icons.txt";

/// Writes the drawings, one a line: name, edge of the box, path. Says how many there are.
///
/// # Errors
/// A sentence that names the file which could not be read, understood or written.
pub(crate) fn write() -> Result<(), String> {
    let files = install()?;
    let list = read(&root().join(LIST))?;
    let mut names: Vec<&str> = list.lines().filter_map(file_of_line).collect();
    names.sort_unstable();
    names.dedup();
    let mut drawings = String::new();
    for name in &names {
        let path = files.join(format!("{name}.svg"));
        let file = read(&path)?;
        let (edge, drawing) = parts_of(&file)
            .ok_or_else(|| format!("{} is more than paths in a square box", path.display()))?;
        // Writing into a string cannot fail.
        let _ = writeln!(drawings, "{name} {edge} {drawing}");
    }
    let target = root().join(DRAWINGS);
    fs::write(&target, &drawings).map_err(|error| format!("cannot write {}: {error}", target.display()))?;
    println!("{DRAWINGS}: {} icons, {} bytes", names.len(), drawings.len());
    Ok(())
}

/// Installs the package and answers the folder of its drawings.
fn install() -> Result<PathBuf, String> {
    let prefix = root().join(INSTALLED);
    let package = prefix.join("node_modules").join(PACKAGE);
    let has_version = |text: String| text.contains(&format!("\"version\": \"{PACKAGE_VERSION}\""));
    if !fs::read_to_string(package.join("package.json")).is_ok_and(has_version) {
        npm()?;
        println!("Installing {PACKAGE} {PACKAGE_VERSION} …");
        fs::create_dir_all(&prefix).map_err(|error| format!("cannot make {}: {error}", prefix.display()))?;
        let wanted = format!("{PACKAGE}@{PACKAGE_VERSION}");
        let arguments =
            ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", ".", &wanted];
        run(command("npm", &arguments).current_dir(&prefix))?;
    }
    Ok(package.join("icons"))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// The file of a line such as `Home20 = (20, "home_20_regular"),`.
fn file_of_line(line: &str) -> Option<&str> {
    let (_, tuple) = line.trim().split_once(" = (")?;
    let (_, file) = tuple.strip_suffix("\"),")?.split_once(", \"")?;
    Some(file)
}

/// The edge of the box of an SVG file, and the paths inside it as one.
fn parts_of(svg: &str) -> Option<(&str, String)> {
    let (_, after) = svg.split_once("viewBox=\"0 0 ")?;
    let (view_box, after) = after.split_once('"')?;
    let (width, height) = view_box.split_once(' ')?;
    let (_, inside) = after.split_once('>')?;
    let (inside, _) = inside.rsplit_once("</svg>")?;
    let shapes = inside.trim().strip_suffix("\"/>")?.split("\"/>");
    let paths: Option<Vec<&str>> = shapes.map(|shape| shape.strip_prefix("<path d=\"")).collect();
    let paths = paths.filter(|paths| width == height && !paths.iter().any(|path| path.contains('"')))?;
    // One path goes on where the one before ended, unless it says where it begins.
    let are_apart = paths.iter().skip(1).all(|path| path.starts_with('M'));
    let paths = are_apart.then_some(paths)?;
    Some((width, paths.join(" ")))
}
