//! The report widgets for other people's pages: `embed/` of the site, with everything of one version in a folder of its
//! name and a script beside it that always names the newest.

use std::fs;
use std::path::{Path, PathBuf};

use crate::paths::{locked_version, root};
use crate::shell::{command, run};
use crate::{setup, site, tools, words};

/// Where Trunk gathers the files of the site before they become it.
const STAGING: &str = "TRUNK_STAGING_DIR";
/// What Trunk builds: `release` or anything else.
const PROFILE: &str = "TRUNK_PROFILE";
/// The version in the script that defines the elements.
const PLACE: &str = "@VERSION@";
/// Scripts and styles that belong to one version.
const OF_VERSION: [&str; 4] = ["embed.js", "widgets.js", "widgets.css", "locale.js"];
/// What lies beside them under names that stay.
const STABLE: [&str; 7] =
    ["gallery.html", "gallery.js", "gallery.css", "sample.json", "frame.html", "frame.js", "host.js"];

/// Builds the widgets into the site that Trunk is putting together; Trunk calls this after its own build.
pub(crate) fn into_site() -> Result<(), String> {
    let staging = std::env::var_os(STAGING)
        .map(PathBuf::from)
        .ok_or_else(|| format!("{STAGING} is not set: Trunk calls this while it builds the site"))?;
    let is_release = std::env::var(PROFILE).is_ok_and(|profile| profile == "release");
    let folder = staging.join("embed");
    let version = locked_version("watchfloor")?;
    let own = folder.join(&version);
    make(&own)?;
    engine(&own, is_release)?;
    let source = root().join("src/widgets/host");
    for file in OF_VERSION {
        let text = read(&source.join(file))?.replace(PLACE, &version);
        write(&own.join(file), &if is_release { spare(&text) } else { text })?;
    }
    write(&own.join("attack.json"), &facts(&read(&root().join("public/attack.json"))?)?)?;
    words::of_widgets(&own)?;
    for file in STABLE {
        write(&folder.join(file), &read(&source.join(file))?.replace(PLACE, &version))?;
    }
    write(&folder.join("embed.js"), &format!("import \"./{version}/embed.js\";\n"))
}

/// The WebAssembly with what binds it. A hurried build takes the library as the application was built with, so that it
/// is not compiled twice; what it does not need is left out only of a release.
fn engine(folder: &Path, is_release: bool) -> Result<(), String> {
    setup::wasm_target()?;
    let (profile, features) = if is_release { ("widgets", "widgets") } else { ("draft", "web") };
    let mut cargo = command("cargo", &["build", "--quiet", "--bin", "widgets", "--profile", profile]);
    run(cargo.args(["--features", features, "--target", "wasm32-unknown-unknown"]))?;
    let module = site::target_folder().join("wasm32-unknown-unknown").join(profile).join("widgets.wasm");
    let bindgen = tools::wasm_bindgen()?.join("wasm-bindgen");
    let mut bind =
        command(bindgen, &["--target", "web", "--no-typescript", "--out-name", "engine", "--out-dir"]);
    run(bind.arg(folder).arg(module))?;
    if !is_release {
        return Ok(());
    }
    let bound = folder.join("engine_bg.wasm");
    let optimiser = setup::npm_programs().join("wasm-opt");
    run(command(optimiser, &["-Oz"]).arg(&bound).arg("-o").arg(&bound))?;
    let bridge = folder.join("engine.js");
    write(&bridge, &spare(&read(&bridge)?))
}

/// A script or a sheet without what is written for people: comments in lines of their own, empty lines, indentation.
fn spare(text: &str) -> String {
    let mut out = String::new();
    let mut is_comment = false;
    for line in text.lines().map(str::trim) {
        is_comment |= line.starts_with("/*");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    out
}

/// The facts of ATT&CK that a matrix shows: techniques, and ids that were replaced.
fn facts(all: &str) -> Result<String, String> {
    without(&without(all, "\"fields\":{", "},\n")?, "\"mitigations\":[", "],\n")
}

/// A text without what stands from one word to the end of another.
fn without(text: &str, from: &str, to: &str) -> Result<String, String> {
    let missing = || format!("attack.json has no `{from}`");
    let (before, rest) = text.split_once(from).ok_or_else(missing)?;
    let (_, after) = rest.split_once(to).ok_or_else(missing)?;
    Ok(format!("{before}{after}"))
}

fn make(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|problem| format!("{}: {problem}", folder.display()))
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|problem| format!("{}: {problem}", file.display()))
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|problem| format!("{}: {problem}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::{facts, spare};

    #[test]
    fn what_is_written_for_people_stays_here() {
        let text = "// What it is.\n\n/** One line. */\nconst a = 1; // why\n  /*\n   * Several.\n   */\n  a(`x //y`);\n";
        assert_eq!(spare(text), "const a = 1; // why\na(`x //y`);\n");
    }

    #[test]
    fn a_matrix_brings_no_mitigations() {
        let all = "{\"source\":\"S\",\"fields\":{\"a\":\"b\"},\n\"techniques\":[\n{}\n],\n\"mitigations\":[\n{\"t\":[]}\n],\n\"revoked\":{}}\n";
        assert_eq!(facts(all).unwrap(), "{\"source\":\"S\",\"techniques\":[\n{}\n],\n\"revoked\":{}}\n");
        assert!(facts("{}").is_err());
    }
}
