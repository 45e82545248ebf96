//! Length, first lines and banned words.

use super::expect_none;
use super::source::{Source, files, line_of, matching, product, root, words};

const RUST_PLACES: [&str; 5] = ["src", "tests/bench", "tests/it", "tests/web", "xtask/src"];
/// Where scripts and styles are.
const OTHER_PLACES: [&str; 5] = ["style", "public", "src/widgets/host", "tests/bench", "tests/e2e"];
/// Long enough for one job, short enough to be read in one go.
const FILE_LINES_MAX: usize = 400;
/// A style sheet is a list: looked up rather than read through.
const STYLE_LINES_MAX: usize = 1_000;
/// Lines of code in the body of a function, without blank lines, comments and what stands inside `view!`.
const FUNCTION_LINES_MAX: usize = 70;

#[test]
fn every_file_says_its_job_first() {
    let mut broken = Vec::new();
    let others = files(&OTHER_PLACES, &[".css", ".js", ".mjs"]);
    for source in files(&RUST_PLACES, &[".rs"]).iter().chain(&others) {
        let first = source.text.lines().next().unwrap_or_default();
        let sign = match source.path.rsplit('.').next() {
            Some("rs") => "//! ",
            Some("css") => "/* ",
            _ => "// ",
        };
        let said = first.strip_prefix(sign).unwrap_or_default();
        if said.split_whitespace().count() < 2 {
            broken.push(format!("{}:1 begins with `{first}`", source.path));
        }
    }
    expect_none("The first line of a file is a comment that says its job in a few words.", &broken);
}

#[test]
fn files_are_short() {
    let others = files(&OTHER_PLACES, &[".css", ".js", ".mjs"]);
    let broken: Vec<String> = files(&RUST_PLACES, &[".rs"])
        .iter()
        .chain(&others)
        .map(|it| (it, if it.path.ends_with(".css") { STYLE_LINES_MAX } else { FILE_LINES_MAX }))
        .filter(|(it, most)| it.text.lines().count() > *most)
        .map(|(it, most)| format!("{} has {} lines, more than {most}", it.path, it.text.lines().count()))
        .collect();
    expect_none("A long file does more than one job: split it.", &broken);
}

/// The functions of a source: offset, name and lines of code in the body.
fn functions(source: &Source) -> Vec<(usize, String, usize)> {
    let mut code = source.code.clone();
    for (view, _) in source.code.match_indices("view!") {
        let open = view + "view!".len() + source.code[view + "view!".len()..].find(['{', '(']).unwrap_or(0);
        if let Some(close) = matching(&source.code, open) {
            code.replace_range(open..=close, &" ".repeat(close + 1 - open));
        }
    }
    let mut found = Vec::new();
    for start in words(&code, "fn") {
        let name = super::source::leading_word(code[start + 2..].trim_start()).to_owned();
        let Some(open) = body(&code, start) else { continue };
        let Some(close) = matching(&code, open) else { continue };
        // A type such as `fn(u8) -> u8` has no name.
        if !name.is_empty() {
            let lines = code[open + 1..close].lines().filter(|line| !line.trim().is_empty()).count();
            found.push((start, name, lines));
        }
    }
    found
}

/// The offset of the brace that opens the body of a function, or nothing for one without a body.
fn body(code: &str, start: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (offset, byte) in code.bytes().enumerate().skip(start) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b'{' if depth == 0 => return Some(offset),
            b';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

#[test]
fn functions_are_short() {
    let mut broken = Vec::new();
    for source in files(&RUST_PLACES, &[".rs"]) {
        for (offset, name, lines) in functions(&source) {
            if lines > FUNCTION_LINES_MAX {
                broken.push(format!("{} `{name}` has {lines} lines of code", source.at(offset)));
            }
        }
    }
    let rule = format!(
        "A function has at most {FUNCTION_LINES_MAX} lines of code outside `view!`: give its parts names of their own."
    );
    expect_none(&rule, &broken);
}

/// Words that mean unfinished work. Put together here, so that this file does not break its own rule.
fn unfinished() -> Vec<String> {
    [
        ("TO", "DO"),
        ("FIX", "ME"),
        ("XX", "X"),
        ("coming ", "soon"),
        ("lorem ", "ipsum"),
        ("not ", "implemented yet"),
    ]
    .map(|(first, second)| format!("{first}{second}"))
    .to_vec()
}

#[test]
fn nothing_is_left_unfinished() {
    let mut broken = Vec::new();
    for source in everything() {
        for word in unfinished() {
            broken.extend(words(&source.text, &word).map(|at| format!("{} says `{word}`", source.at(at))));
        }
    }
    expect_none("What is in the repository works; what does not is not in it.", &broken);
}

#[test]
fn no_test_is_switched_off() {
    let mut broken = Vec::new();
    for source in files(&RUST_PLACES, &[".rs"]) {
        for attribute in ["#[ignore", "#[should_panic"] {
            let found = source.code.match_indices(attribute);
            broken.extend(found.map(|(at, _)| format!("{} has `{attribute}]`", source.at(at))));
        }
    }
    for source in files(&["tests/e2e"], &[".mjs"]) {
        for call in ["test.skip(", "test.todo(", "test.only(", "skip: true"] {
            broken.extend(
                source.code.match_indices(call).map(|(at, _)| format!("{} has `{call}`", source.at(at))),
            );
        }
    }
    let rule = "A test that does not run proves nothing, and one that wants a panic does not say which.";
    expect_none(rule, &broken);
}

#[test]
fn lints_are_silenced_with_expect() {
    let mut broken = Vec::new();
    for source in files(&RUST_PLACES, &[".rs"]) {
        for attribute in ["#[allow(", "#![allow("] {
            broken.extend(source.code.match_indices(attribute).map(|(at, _)| source.at(at)));
        }
    }
    let rule = "`#[expect(…, reason = \"…\")]` says why and goes away by itself when it is no longer needed; \
                `#[allow]` does neither.";
    expect_none(rule, &broken);
}

#[test]
fn views_hold_to_the_content_security_policy() {
    let mut broken = Vec::new();
    for source in product() {
        for name in ["inner_html", "innerHTML", "outerHTML", "insertAdjacentHTML", "set_inner_html"] {
            broken.extend(words(&source.code, name).map(|at| format!("{} names `{name}`", source.at(at))));
        }
        for at in words(&source.code, "style") {
            let before = source.code[..at].chars().next_back();
            if source.code[at..].starts_with("style=") && before.is_some_and(char::is_whitespace) {
                broken.push(format!("{} sets a style attribute", source.at(at)));
            }
        }
    }
    let page = std::fs::read_to_string(root().join("index.html")).unwrap();
    for forbidden in [" style=", "<style", " onclick=", " onload=", "'unsafe-inline'", "'unsafe-eval'"] {
        broken.extend(
            page.match_indices(forbidden)
                .map(|(at, _)| format!("index.html:{} has `{forbidden}`", line_of(&page, at))),
        );
    }
    let rule = "Text from outside stays text and the policy forbids inline style: build nodes, use classes, and \
                `style:width=…` for a computed value.";
    expect_none(rule, &broken);
}

#[test]
fn nothing_names_the_machine_that_it_was_written_on() {
    let folders = ["root", "work"].map(|folder| format!("/{folder}/"));
    let mut broken = Vec::new();
    for source in everything() {
        for folder in &folders {
            let found = source.text.match_indices(folder.as_str());
            let found = found.filter(|(at, _)| {
                !source.text[..*at].ends_with(|sign: char| sign.is_alphanumeric() || sign == '.')
            });
            broken.extend(found.map(|(at, _)| format!("{} names a folder under {folder}", source.at(at))));
        }
    }
    let lock = std::fs::read_to_string(root().join("package-lock.json")).unwrap();
    for (at, _) in lock.match_indices("\"resolved\"") {
        broken.push(format!(
            "package-lock.json:{} names the registry that it was made with",
            line_of(&lock, at)
        ));
    }
    expect_none("The project builds anywhere: no file names a folder or host of one machine.", &broken);
}

#[test]
fn the_readme_names_what_is_there() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let named = readme.split('`').skip(1).step_by(2).filter(|name| !name.contains([' ', '\n', '*']));
    let tree = ["src/", "tests/", "xtask/", "public/", "style/"];
    let inside: Vec<&str> = named.filter(|name| tree.iter().any(|folder| name.starts_with(folder))).collect();
    assert!(inside.len() > 30, "the README names {} files", inside.len());
    let gone = inside.iter().filter(|name| !root().join(name).exists());
    let gone: Vec<String> = gone.map(|name| format!("README.md names `{name}`")).collect();
    expect_none("Who follows the README finds the file that it names.", &gone);
}

/// Every text that people write, tests and tools included.
fn everything() -> Vec<Source> {
    let places = [
        "src",
        "tests",
        "xtask",
        "style",
        "public",
        ".ci",
        ".cargo",
        "index.html",
        "README.md",
        "Trunk.toml",
        "Cargo.toml",
    ];
    let mut found = files(&places, &[".rs", ".mjs", ".js", ".css", ".html", ".md", ".toml", "/run"]);
    found.retain(|it| !it.path.contains("/fixtures/"));
    found
}

#[test]
fn functions_are_measured_without_views() {
    let text = "fn a() -> [u8; 2] {\n    // why\n\n    let x = view! {\n        <p>{b()}</p>\n        <p/>\n    };\n    x\n}\ntrait T { fn c(); }\nstruct D(fn(u8) -> u8);\n";
    let source = Source::new("src/x.rs".to_owned(), text.to_owned());
    let found: Vec<(String, usize)> =
        functions(&source).into_iter().map(|(_, name, lines)| (name, lines)).collect();
    assert_eq!(found, [("a".to_owned(), 2)]);
}
