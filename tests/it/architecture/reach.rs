//! Files that nothing includes.

use super::expect_none;
use super::source::{Source, files, leading_word, words};
use std::collections::BTreeSet;

/// The files that cargo starts from.
const STARTS: [&str; 14] = [
    "src/lib.rs",
    "src/main.rs",
    "src/bin/",
    "src/engine/lib.rs",
    "src/packed/lib.rs",
    "src/text/lib.rs",
    "src/view/macros/lib.rs",
    "src/xlsx/lib.rs",
    "tests/bench/import.rs",
    "tests/bench/lib.rs",
    "tests/bench/reading/lib.rs",
    "tests/it/main.rs",
    "tests/web/main.rs",
    "xtask/src/main.rs",
];

/// The files that may hold the modules which a source declares.
fn declared(source: &Source) -> Vec<String> {
    let (folder, file) = source.path.rsplit_once('/').unwrap();
    let is_root = STARTS.iter().any(|start| source.path.starts_with(start));
    let base = if file == "mod.rs" || is_root {
        folder.to_owned()
    } else {
        source.path.trim_end_matches(".rs").to_owned()
    };
    words(&source.code, "mod")
        .filter_map(|offset| {
            let rest = source.code[offset + 3..].trim_start();
            let name = leading_word(rest);
            rest[name.len()..].trim_start().starts_with(';').then_some(name)
        })
        .flat_map(|name| [format!("{base}/{name}.rs"), format!("{base}/{name}/mod.rs")])
        .collect()
}

#[test]
fn every_file_is_part_of_the_program() {
    let sources = files(&["src", "tests/bench", "tests/it", "tests/web", "xtask/src"], &[".rs"]);
    let declared: BTreeSet<String> = sources.iter().flat_map(declared).collect();
    let broken: Vec<String> = sources
        .iter()
        .filter(|it| !declared.contains(&it.path) && !STARTS.iter().any(|start| it.path.starts_with(start)))
        .map(|it| it.path.clone())
        .collect();
    expect_none("A file that no `mod` line names is not compiled and its tests do not run.", &broken);
}

#[test]
fn modules_are_found_where_rust_looks() {
    let rows = [
        ("src/lib.rs", "pub mod a;", "src/a.rs"),
        ("src/a/mod.rs", "mod b;", "src/a/b.rs"),
        ("src/a.rs", "mod b;", "src/a/b/mod.rs"),
        ("tests/it/main.rs", "mod c;", "tests/it/c.rs"),
    ];
    for (path, text, expected) in rows {
        let source = Source::new(path.to_owned(), text.to_owned());
        assert!(declared(&source).contains(&expected.to_owned()), "{path}: {text}");
    }
    assert!(declared(&Source::new("src/lib.rs".to_owned(), "mod a { fn b() {} }".to_owned())).is_empty());
}
