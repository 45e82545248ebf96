//! Two things that the code cannot say of itself.
//!
//! * The linker tells, beside the release app, where the addresses of constants stand: `cargo xtask build` cuts the app in
//!   two by that (xtask/split).
//! * A word for the sources out of which columns and catalogues are made, so that what another version of them kept in a
//!   browser is made anew and never believed.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::{env, fs, io};

/// The sources that decide what columns and catalogues hold.
const DERIVING: [&str; 6] =
    ["src/analytics", "src/domain", "src/engine", "src/formats", "src/packed", "src/store"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|it| it == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
    }
    let mut hasher = DefaultHasher::new();
    for folder in DERIVING {
        println!("cargo::rerun-if-changed={folder}");
        hash(Path::new(folder), &mut hasher)?;
    }
    println!("cargo::rustc-env=WATCHFLOOR_DERIVED_FROM={:016x}", hasher.finish());
    Ok(())
}

/// Takes in the names and contents of all files in a folder, in order of their names.
fn hash(folder: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            hash(&path, hasher)?;
        } else {
            entry.file_name().hash(hasher);
            fs::read(&path)?.hash(hasher);
        }
    }
    Ok(())
}
