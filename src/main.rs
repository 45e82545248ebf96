//! The single-page app: opens the workspace of this browser and mounts the pages over it.

fn main() {
    watchfloor::platform::crash::install();
    watchfloor::ui::start::start();
}
