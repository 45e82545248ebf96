//! Measures the built site with Lighthouse, as a visitor at a desk gets it from a server that compresses.

use crate::paths::root;
use crate::shell::{command, run};
use crate::{setup, site};

/// Held, so that figures can be compared.
const LIGHTHOUSE: &str = "lighthouse@13.5.0";

/// Measures the site in dist/, which is built first unless `as_built` says that it is there.
pub(crate) fn measure(as_built: bool) -> Result<(), String> {
    if !as_built {
        site::release_build()?;
    }
    setup::npm_packages()?;
    // Apart from the packages of the tests: it brings a hundred of its own, and nothing else needs them.
    let folder = site::target_folder().join("lighthouse");
    if !folder.join("node_modules/lighthouse/package.json").exists() {
        println!("Installing {LIGHTHOUSE} …");
        let mut install =
            command("npm", &["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"]);
        run(install.arg("--prefix").arg(&folder).arg(LIGHTHOUSE))?;
    }
    let mut node = command("node", &["tests/e2e/lighthouse.mjs"]);
    run(node.current_dir(root()).arg(&folder).env("CHROMIUM", setup::chromium()?))
}
