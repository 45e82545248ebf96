//! The spreadsheet writer: WebAssembly of its own beside the application, loaded when somebody asks for a spreadsheet.

use std::path::PathBuf;

use crate::shell::{command, run};
use crate::{setup, site, tools};

/// Where Trunk gathers the files of the site before they become it.
const STAGING: &str = "TRUNK_STAGING_DIR";

/// Builds the writer into the site that Trunk is putting together; Trunk calls this after its own build.
pub(crate) fn into_site() -> Result<(), String> {
    let staging = std::env::var_os(STAGING)
        .map(PathBuf::from)
        .ok_or_else(|| format!("{STAGING} is not set: Trunk calls this while it builds the site"))?;
    setup::wasm_target()?;
    let bindgen = tools::wasm_bindgen()?.join("wasm-bindgen");
    let mut cargo = command("cargo", &["build", "--quiet", "--release", "--package", "watchfloor-xlsx"]);
    run(cargo.args(["--target", "wasm32-unknown-unknown"]))?;
    let module = site::target_folder().join("wasm32-unknown-unknown/release/watchfloor_xlsx.wasm");
    let folder = staging.join("xlsx");
    let mut bind = command(bindgen, &["--target", "web", "--no-typescript", "--out-dir"]);
    run(bind.arg(&folder).arg(module))?;
    let bound = folder.join("watchfloor_xlsx_bg.wasm");
    let optimiser = setup::npm_programs().join("wasm-opt");
    run(command(optimiser, &["-Oz"]).arg(&bound).arg("-o").arg(&bound))
}
