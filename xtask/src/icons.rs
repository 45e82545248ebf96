//! `cargo xtask icons`: makes the sprite `public/icons.svg` from the list in `src/ui/parts/icon.rs` and the files of
//! the npm package `@fluentui/svg-icons`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The list of icons, below the root of the project.
const LIST: &str = "src/ui/parts/icon.rs";
/// The files, below the root of the project.
const FILES: &str = "node_modules/@fluentui/svg-icons/icons";
/// What is written, below the root of the project.
const SPRITE: &str = "public/icons.svg";

/// Writes the sprite and says how many icons it has.
///
/// # Errors
/// A sentence that names the file which could not be read, understood or written.
pub fn write(root: &Path) -> Result<(), String> {
    let list = read(&root.join(LIST))?;
    let mut names: Vec<&str> = list.lines().filter_map(file_of_line).collect();
    names.sort_unstable();
    names.dedup();
    let mut sprite = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
    for name in &names {
        let path = root.join(FILES).join(format!("{name}.svg"));
        let file = read(&path)?;
        let (view_box, drawing) = parts_of(&file).ok_or_else(|| format!("{} has no drawing", path.display()))?;
        // Writing into a string cannot fail.
        let _ = writeln!(sprite, "<symbol id=\"{name}\" viewBox=\"{view_box}\">{drawing}</symbol>");
    }
    sprite.push_str("</svg>\n");
    let target = root.join(SPRITE);
    fs::write(&target, &sprite).map_err(|error| format!("cannot write {}: {error}", target.display()))?;
    println!("{SPRITE}: {} icons, {} bytes", names.len(), sprite.len());
    Ok(())
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
