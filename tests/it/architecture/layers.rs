//! Which modules import which, and what the pure half must not touch.

use super::expect_none;
use super::source::{Source, is_word, leading_word, product, root, words};

/// A layer, the layers that it may import beside itself, and the libraries that it may use beside `std`.
struct Layer {
    name: &'static str,
    sees: &'static [&'static str],
    libraries: &'static [&'static str],
}

const PURE: [&str; 12] = [
    "packed",
    "text",
    "engine",
    "domain",
    "formats",
    "analytics",
    "store",
    "route",
    "report",
    "demo",
    "words",
    "widgets",
];

/// The import table of the architecture chapter in `src/lib.rs`. A new line or word here is a decision.
const LAYERS: [Layer; 15] = [
    Layer { name: "packed", sees: &[], libraries: &["foldhash", "hashbrown"] },
    Layer { name: "text", sees: &[], libraries: &["memchr"] },
    Layer { name: "engine", sees: &[], libraries: &["watchfloor_packed"] },
    Layer {
        name: "domain",
        sees: &[],
        libraries: &["chrono", "foldhash", "serde", "serde_json", "watchfloor_packed", "watchfloor_text"],
    },
    Layer {
        name: "formats",
        sees: &["domain", "words"],
        libraries: &[
            "csv_core",
            "flate2",
            "memchr",
            "pulldown_cmark",
            "serde",
            "serde_json",
            "sha2",
            "watchfloor_text",
        ],
    },
    Layer {
        name: "analytics",
        sees: &["domain"],
        libraries: &["chrono", "foldhash", "watchfloor_engine", "watchfloor_packed"],
    },
    Layer {
        name: "store",
        sees: &["domain", "formats"],
        libraries: &["serde", "serde_json", "futures_channel", "watchfloor_packed"],
    },
    Layer { name: "route", sees: &["domain", "analytics"], libraries: &["percent_encoding"] },
    Layer {
        name: "report",
        sees: &["domain", "formats", "analytics", "words"],
        libraries: &["serde", "serde_json", "watchfloor_packed", "watchfloor_text"],
    },
    Layer { name: "demo", sees: &["domain", "formats", "analytics"], libraries: &[] },
    Layer { name: "words", sees: &[], libraries: &["watchfloor_text"] },
    Layer {
        name: "widgets",
        sees: &["domain", "formats", "analytics", "report", "words"],
        libraries: &["watchfloor_text"],
    },
    Layer {
        name: "platform",
        sees: &PURE,
        libraries: &[
            "console_error_panic_hook",
            "futures_channel",
            "js_sys",
            "serde",
            "serde_json",
            "wasm_bindgen",
            "wasm_bindgen_futures",
            "web_sys",
        ],
    },
    Layer {
        name: "view",
        sees: &[],
        libraries: &["any_spawner", "js_sys", "leptos", "wasm_bindgen", "watchfloor_view_macros", "web_sys"],
    },
    Layer {
        name: "ui",
        sees: &[
            "domain",
            "formats",
            "analytics",
            "store",
            "route",
            "report",
            "demo",
            "words",
            "widgets",
            "platform",
            "view",
        ],
        libraries: &["leptos"],
    },
];

/// What speaks to the browser itself: the layer that is there for it, and the one that makes elements of views. The
/// widgets' bridge has the few functions of the browser that it needs from `src/widgets/host/widgets.js`.
const BROWSER_SPEAKERS: [&str; 2] = ["src/platform/", "src/view/"];

/// The layer of a file; the binaries and `src/lib.rs` stand above all layers.
fn layer_of(path: &str) -> Option<&'static Layer> {
    let name = path.strip_prefix("src/")?.split(['/', '.']).next()?;
    LAYERS.iter().find(|layer| layer.name == name)
}

/// The top-level modules of the crate that a source names, each with its byte offset.
fn crate_imports(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for start in words(&source.code, "crate").chain(words(&source.code, "watchfloor")) {
        if let Some(path) =
            source.code[start..].split_once("::").filter(|(head, _)| head.trim_end().len() < 11)
        {
            let offset = start + path.0.len() + 2;
            found.extend(heads(&source.code[offset..]).into_iter().map(|name| (start, name)));
        }
    }
    // `super` often enough reaches the root of the crate as well.
    let depth = module_depth(&source.path);
    for start in words(&source.code, "super") {
        let mut rest = &source.code[start..];
        let mut steps = 0;
        while let Some(further) = rest.strip_prefix("super").and_then(|it| it.trim_start().strip_prefix("::"))
        {
            (steps, rest) = (steps + 1, further.trim_start());
        }
        if steps >= depth && steps > 0 {
            found.extend(heads(rest).into_iter().map(|name| (start, name)));
        }
    }
    found.sort();
    found
}

/// How many steps of `super` lead from a file to the root of the crate.
fn module_depth(path: &str) -> usize {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    inside.split('/').count()
}

/// The first names of a path: one, or those of a group in braces.
fn heads(path: &str) -> Vec<String> {
    let path = path.trim_start();
    let Some(group) = path.strip_prefix('{') else { return vec![leading_word(path).to_owned()] };
    let mut depth = 0_i32;
    let mut names = vec![String::new()];
    for sign in group.chars() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            _ if depth == 0 => names.last_mut().unwrap().push(sign),
            _ => {}
        }
    }
    names.iter().map(|name| leading_word(name.trim()).to_owned()).filter(|name| !name.is_empty()).collect()
}

/// The libraries of Cargo.toml, in the spelling of code.
fn libraries() -> Vec<String> {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut names = Vec::new();
    let mut is_list = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_list = line == "[dependencies]";
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| is_list && !line.starts_with(' ')) {
            names.push(name.trim().replace('-', "_"));
        }
    }
    names
}

/// The libraries that a source names, each with its byte offset.
fn library_uses<'a>(source: &Source, known: &'a [String]) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for name in known {
        for offset in words(&source.code, name) {
            let before = source.code[..offset].trim_end();
            let is_path = source.code[offset + name.len()..].starts_with("::");
            let is_use = before.ends_with("use") || before.ends_with("extern crate");
            // A module of ours may have the name of a library: `super::csv::…` and `mod csv;` are not the library.
            if (is_path || is_use) && !before.ends_with("::") {
                found.push((offset, name.as_str()));
            }
        }
    }
    found
}

#[test]
fn layers_import_only_what_lies_below() {
    let mut broken = Vec::new();
    for source in product() {
        let Some(layer) = layer_of(&source.path) else { continue };
        for (offset, name) in crate_imports(&source) {
            let is_layer = LAYERS.iter().any(|other| other.name == name);
            if is_layer && name != layer.name && !layer.sees.contains(&name.as_str()) {
                broken.push(format!("{} imports `{name}`", source.at(offset)));
            }
        }
    }
    let rule = "A layer imports only the layers that the table in tests/it/architecture/layers.rs names: that is \
                what keeps the rules of the service testable without a browser.";
    expect_none(rule, &broken);
}

#[test]
fn layers_use_only_their_libraries() {
    let known = libraries();
    assert!(known.iter().any(|name| name == "serde_json"), "Cargo.toml was not read: {known:?}");
    let mut broken = Vec::new();
    for source in product() {
        let Some(layer) = layer_of(&source.path) else { continue };
        for (offset, name) in library_uses(&source, &known) {
            if !layer.libraries.contains(&name) {
                broken.push(format!("{} uses `{name}`", source.at(offset)));
            }
        }
    }
    let rule = "A layer uses only the libraries that the table in tests/it/architecture/layers.rs names, so that \
                a library can be replaced in one place.";
    expect_none(rule, &broken);
}

#[test]
fn only_the_platform_speaks_to_the_browser() {
    let mut broken = Vec::new();
    for source in product() {
        let may = BROWSER_SPEAKERS.iter().any(|speaker| source.path.starts_with(speaker));
        for name in ["web_sys", "js_sys", "gloo_net"] {
            if !may {
                broken
                    .extend(words(&source.code, name).map(|at| format!("{} names `{name}`", source.at(at))));
            }
        }
    }
    let rule = "Only src/platform and src/view name the browser's interfaces; the rest calls \
                functions of src/platform that say what is wanted.";
    expect_none(rule, &broken);
}

#[test]
fn the_pure_half_has_no_outside_world() {
    let mut broken = Vec::new();
    for source in product().iter().filter(|it| layer_of(&it.path).is_some_and(|it| PURE.contains(&it.name))) {
        for module in ["fs", "net", "env", "process", "thread", "time", "io"] {
            let path = format!("std::{module}");
            broken.extend(words(&source.code, &path).map(|at| format!("{} names `{path}`", source.at(at))));
        }
        for grouped in source.code.match_indices("use std::{").map(|(at, _)| at) {
            broken.push(format!("{} groups modules of std: name them one by one", source.at(grouped)));
        }
    }
    let rule =
        "The pure half knows no clock, no files, no network and no threads: what it needs is an argument.";
    expect_none(rule, &broken);
}

#[test]
fn widgets_see_no_pages() {
    let mut broken = Vec::new();
    for source in product().iter().filter(|it| it.path.starts_with("src/widgets/")) {
        for path in ["ui::pages", "ui::app", "ui::context"] {
            broken.extend(
                source.code.match_indices(path).map(|(at, _)| format!("{} names {path}", source.at(at))),
            );
        }
    }
    let rule =
        "A widget stands in somebody else's page: it sees parts, charts and words, not pages or the session.";
    expect_none(rule, &broken);
}

#[test]
fn the_pure_half_cannot_panic() {
    let lints = ["unwrap_used", "expect_used", "panic", "indexing_slicing", "string_slice"];
    let mut broken = Vec::new();
    for layer in PURE {
        let source = product().into_iter().find(|it| {
            ["/mod.rs", "/lib.rs", ".rs"].map(|end| format!("src/{layer}{end}")).contains(&it.path)
        });
        let source = source.unwrap_or_else(|| panic!("the layer {layer} has no file"));
        let squeezed: String = source.code.split_whitespace().collect();
        let denied = squeezed.split_once("#![cfg_attr(not(test),deny(").map_or("", |(_, rest)| rest);
        let denied = denied.split_once(')').map_or("", |(list, _)| list);
        for lint in lints.map(|lint| format!("clippy::{lint}")) {
            if !denied.split(',').any(|it| it == lint) {
                broken.push(format!("{} does not deny {lint} outside tests", source.path));
            }
        }
    }
    let rule = "Input from outside must never stop the program: each pure layer begins with the same \
                `#![cfg_attr(not(test), deny(…))]` as src/domain/mod.rs.";
    expect_none(rule, &broken);
}

#[test]
fn the_architecture_chapter_tells_the_same_table() {
    let chapter = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let rows: Vec<(String, String)> = chapter
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("//! |")?.split('|').map(str::trim);
            Some((cells.next()?.trim_matches(['[', ']', '`']).to_owned(), cells.next()?.to_owned()))
        })
        .collect();
    let mut broken = Vec::new();
    for layer in LAYERS {
        let told = rows.iter().find(|(name, _)| name == layer.name).map(|(_, sees)| sees.as_str());
        let names = if layer.sees.is_empty() { "nothing of ours".to_owned() } else { layer.sees.join(", ") };
        let is_told = told.is_some_and(|told| !PURE.contains(&layer.name) || told == names);
        if !is_told {
            broken.push(format!("`{}` may import {names}; src/lib.rs says {told:?}", layer.name));
        }
    }
    expect_none("The table in src/lib.rs is the one that these tests hold.", &broken);
}

/// The layers in the picture, with how far down each stands.
fn pictured() -> Vec<(String, u32)> {
    let picture = std::fs::read_to_string(root().join("src/architecture.svg")).unwrap();
    let layer = |line: &str| {
        let (place, name) = line.strip_prefix("<text class=\"wf-layer\" ")?.split_once('>')?;
        let down = place.split_once("y=\"")?.1.split_once('"')?.0.parse().ok()?;
        Some((name.strip_suffix("</text>")?.to_owned(), down))
    };
    picture.lines().filter_map(layer).collect()
}

#[test]
fn the_picture_has_each_layer_above_what_it_imports() {
    let pictured = pictured();
    let down = |name: &str| pictured.iter().find(|(it, _)| it == name).map(|(_, down)| *down);
    let mut broken = Vec::new();
    for layer in LAYERS {
        let own = down(layer.name);
        if own.is_none() {
            broken.push(format!("`{}` is not in it", layer.name));
        }
        let higher = layer.sees.iter().filter(|seen| down(seen) <= own);
        broken.extend(higher.map(|seen| format!("`{seen}` is not below `{}`", layer.name)));
    }
    expect_none("src/architecture.svg shows the layers that these tests hold.", &broken);
    assert_eq!(pictured.len(), LAYERS.len(), "the picture has a layer that is none: {pictured:?}");
}

#[test]
fn imports_are_read_in_every_spelling() {
    let rows = [
        ("src/domain/a.rs", "use crate::ui::parts;", vec!["ui"]),
        ("src/domain/a.rs", "use crate::{domain::b, ui::{c, d}, words};", vec!["domain", "ui", "words"]),
        ("src/domain/a.rs", "fn f(x: crate::store::Session) {}", vec!["store"]),
        ("src/domain/a.rs", "use super::super::store::Session;", vec!["store"]),
        ("src/domain/mod.rs", "use super::store::Session;", vec!["store"]),
        ("src/domain/a/b.rs", "use super::super::store::Session;", vec![]),
        ("src/route.rs", "use super::{ui, domain};", vec!["domain", "ui"]),
        ("src/domain/a.rs", "// use crate::ui;\nlet x = \"crate::ui\";", vec![]),
    ];
    for (path, text, expected) in rows {
        let source = Source::new(path.to_owned(), text.to_owned());
        let mut names: Vec<String> = crate_imports(&source).into_iter().map(|(_, name)| name).collect();
        names.sort();
        assert_eq!(names, expected, "{text}");
    }
    let known = ["csv".to_owned()];
    for (text, count) in
        [("use csv;", 1), ("csv::Reader::new()", 1), ("use super::csv::read;", 0), ("mod csv;", 0)]
    {
        let source = Source::new("src/x.rs".to_owned(), text.to_owned());
        assert_eq!(library_uses(&source, &known).len(), count, "{text}");
    }
    assert!(is_word('_') && !is_word(':'));
}
