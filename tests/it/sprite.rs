//! The icon sprite has exactly the icons of the list, and the list is where icons are named.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_sprite_holds_the_icons_of_the_list() {
    let list = read("src/ui/parts/icon.rs");
    let listed: BTreeSet<&str> = list
        .lines()
        .filter_map(|line| line.trim().split_once(" = (")?.1.split_once(", \"")?.1.strip_suffix("\"),"))
        .collect();
    assert!(listed.len() > 50, "the list has another shape than this test reads");
    let sprite = read("public/icons.svg");
    let drawn: BTreeSet<&str> =
        sprite.split("<symbol id=\"").skip(1).filter_map(|symbol| symbol.split('"').next()).collect();
    assert_eq!(listed, drawn, "run `cargo xtask icons` after a change of the list");
}

#[test]
fn icons_take_the_colour_of_the_text() {
    for symbol in read("public/icons.svg").lines().filter(|line| line.starts_with("<symbol")) {
        assert!(!symbol.contains(" fill=\"#"), "{symbol} has a colour of its own");
        assert!(!symbol.contains("<style") && !symbol.contains("href="), "{symbol} is more than a drawing");
    }
}
