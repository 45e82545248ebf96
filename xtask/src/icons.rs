//! `cargo xtask icons`: makes the sprite `public/icons.svg` from the list in `src/ui/parts/icon.rs` and the files of
//! the npm package `@fluentui/svg-icons`.
//!
//! The sprite is committed and the package is no dependency of the project: its twenty thousand files are wanted only
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
const SPRITE: &str = "public/icons.svg";

/// Writes the sprite and says how many icons it has.
///
/// # Errors
/// A sentence that names the file which could not be read, understood or written.
pub(crate) fn write() -> Result<(), String> {
    let files = install()?;
    let list = read(&root().join(LIST))?;
    let mut names: Vec<&str> = list.lines().filter_map(file_of_line).collect();
    names.sort_unstable();
    names.dedup();
    let mut sprite = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
    for name in &names {
        let path = files.join(format!("{name}.svg"));
        let file = read(&path)?;
        let (view_box, drawing) =
            parts_of(&file).ok_or_else(|| format!("{} has no drawing", path.display()))?;
        // Writing into a string cannot fail.
        let _ = writeln!(sprite, "<symbol id=\"{name}\" viewBox=\"{view_box}\">{drawing}</symbol>");
    }
    sprite.push_str("</svg>\n");
    let target = root().join(SPRITE);
    fs::write(&target, &sprite).map_err(|error| format!("cannot write {}: {error}", target.display()))?;
    println!("{SPRITE}: {} icons, {} bytes", names.len(), sprite.len());
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

/// The view box of an SVG file and what is inside it.
fn parts_of(svg: &str) -> Option<(&str, &str)> {
    let (_, after) = svg.split_once("viewBox=\"")?;
    let (view_box, after) = after.split_once('"')?;
    let (_, inside) = after.split_once('>')?;
    let (inside, _) = inside.rsplit_once("</svg>")?;
    Some((view_box, inside.trim()))
}
