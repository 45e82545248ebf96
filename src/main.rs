//! The single-page app: opens the store and mounts the pages.

fn main() {
    watchfloor::platform::crash::install();
}
