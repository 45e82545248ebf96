//! There is a drawing for each icon of the list and no other, and the list is where icons are named.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn there_are_drawings_for_the_icons_of_the_list() {
    let list = read("src/ui/parts/icon.rs");
    let listed: BTreeSet<&str> = list
        .lines()
        .filter_map(|line| line.trim().split_once(" = (")?.1.split_once(", \"")?.1.strip_suffix("\"),"))
        .collect();
    assert!(listed.len() > 50, "the list has another shape than this test reads");
    let drawings = read("src/ui/parts/icons.txt");
    let drawn: BTreeSet<&str> = drawings.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(listed, drawn, "run `cargo xtask icons` after a change of the list");
}

#[test]
fn drawings_are_a_box_and_a_path() {
    for line in read("src/ui/parts/icons.txt").lines() {
        let mut parts = line.splitn(3, ' ').skip(1);
        let edge: Option<u32> = parts.next().and_then(|edge| edge.parse().ok());
        assert!(edge.is_some_and(|edge| (12..=32).contains(&edge)), "{line} has no edge");
        let path = parts.next().unwrap_or_default();
        assert!(path.starts_with(['M', 'm']), "{line} has no path");
        let is_known = |sign: char| sign.is_ascii_digit() || " .,-MmLlHhVvCcSsQqTtAaZze".contains(sign);
        assert!(path.chars().all(is_known), "{line} is more than a path");
    }
}
