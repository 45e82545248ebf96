//! Text keys that views name and catalogues define.

use super::expect_none;
use super::source::{Source, files, is_word, leading_word, matching, product, strings, words};
use std::collections::{BTreeMap, BTreeSet};
use watchfloor::words::Catalogue;

/// The English messages by key, with what is wrong with the files on the way.
fn catalogue() -> (BTreeMap<String, String>, Vec<String>) {
    let mut messages = BTreeMap::new();
    let mut broken = Vec::new();
    for Source { path: file, text: json, .. } in files(&["src/words/en"], &[".json"]) {
        let read: Result<BTreeMap<String, String>, _> = serde_json::from_str(&json);
        let Ok(read) = read else {
            broken.push(format!("{file} is not an object of strings"));
            continue;
        };
        if json.matches("\": \"").count() > read.len() {
            broken.push(format!("{file} has a key twice"));
        }
        for (key, message) in read {
            if message.trim().is_empty() {
                broken.push(format!("{file}: `{key}` is empty"));
            }
            if messages.insert(key.clone(), message).is_some() {
                broken.push(format!("{file}: `{key}` stands in another area as well"));
            }
        }
    }
    (messages, broken)
}

/// The product's sources that are not the catalogue reader itself.
fn speakers() -> Vec<Source> {
    product().into_iter().filter(|it| !it.path.starts_with("src/words/")).collect()
}

/// A key that a source asks for by its full name: where, the key, and the names of the values given with `t!`.
struct Asked {
    offset: usize,
    key: String,
    values: Option<Vec<String>>,
}

fn asked(source: &Source) -> Vec<Asked> {
    let mut found = Vec::new();
    for (name, opener) in [("t", "!("), ("text", "(")] {
        for offset in words(&source.code, name) {
            let after = offset + name.len();
            if !source.code[after..].starts_with(opener) || source.code[..offset].ends_with(['.', '$']) {
                continue;
            }
            let open = after + opener.len() - 1;
            let inside = open + 1..matching(&source.code, open).unwrap_or(source.code.len());
            let Some(literal) = source.plain[inside.clone()].trim_start().strip_prefix('"') else { continue };
            let Some((key, _)) = literal.split_once('"') else { continue };
            let values = (name == "t").then(|| names_of_values(&source.code[inside]));
            found.push(Asked { offset, key: key.to_owned(), values });
        }
    }
    found
}

/// The `name` of each `, name = value` in the arguments of `t!`.
fn names_of_values(arguments: &str) -> Vec<String> {
    let mut depth = 0_i32;
    let mut names = Vec::new();
    for (offset, sign) in arguments.char_indices() {
        match sign {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                let name = leading_word(arguments[offset + 1..].trim_start());
                let is_named =
                    arguments[offset + 1..].trim_start()[name.len()..].trim_start().starts_with('=');
                names.extend((is_named && !name.is_empty()).then(|| name.to_owned()));
            }
            _ => {}
        }
    }
    names
}

/// The names in braces of a message, at any depth of a plural.
fn placeholders(message: &str) -> BTreeSet<String> {
    let names = message.split('{').skip(1).map(|rest| rest.trim_start());
    let names =
        names.map(|rest| rest.chars().take_while(|&sign| is_word(sign) || sign == '-').collect::<String>());
    let ends = message
        .split('{')
        .skip(1)
        .map(|rest| rest.trim_start().trim_start_matches(|it| is_word(it) || it == '-'));
    let is_value = |rest: &str| rest.trim_start().starts_with(['}', ',']);
    // What stands in the branch of a plural is text, `{one}`-like only when a brace or comma follows the name.
    let mut found: BTreeSet<String> = names
        .zip(ends)
        .filter(|(name, rest)| !name.is_empty() && is_value(rest))
        .map(|(name, _)| name)
        .collect();
    found.retain(|name| !is_branch_text(message, name));
    found
}

/// Whether a word in braces is the whole text of a plural's branch, such as `one {day}`, and no value.
fn is_branch_text(message: &str, name: &str) -> bool {
    let branches = ["zero", "one", "two", "few", "many", "other"];
    let opened = format!("{{{name}}}");
    message.contains(&opened)
        && message.match_indices(&opened).all(|(at, _)| {
            let before = message[..at].trim_end();
            branches.iter().any(|branch| before.ends_with(&format!(" {branch}")))
        })
}

#[test]
fn catalogues_are_well_formed() {
    let (messages, broken) = catalogue();
    assert!(!messages.is_empty(), "the English catalogue is empty");
    expect_none("Each key stands once, with a message, in src/words/en.", &broken);
    let english = Catalogue::english();
    let left_out = messages.keys().filter(|key| english.get(key).is_none()).cloned();
    expect_none(
        "Each file in src/words/en is in the catalogue (src/words/mod.rs).",
        &left_out.collect::<Vec<_>>(),
    );
}

#[test]
fn every_key_that_is_asked_for_exists() {
    let (messages, _) = catalogue();
    let mut broken = Vec::new();
    for source in speakers() {
        for Asked { offset, key, values } in asked(&source) {
            match messages.get(&key) {
                None => broken.push(format!("{} asks for `{key}`", source.at(offset))),
                Some(message) => {
                    let Some(values) = values else { continue };
                    for name in placeholders(message).iter().filter(|name| !values.contains(name)) {
                        broken.push(format!("{} gives no `{name}` to `{key}`", source.at(offset)));
                    }
                }
            }
        }
        for (offset, text) in strings(&source) {
            let Some((stem, _)) = text.split_once(".{") else { continue };
            let is_stem = messages.keys().any(|key| key.split('.').next() == stem.split('.').next());
            if is_stem && !messages.keys().any(|key| key.starts_with(&format!("{stem}."))) {
                broken.push(format!("{} asks for keys under `{stem}`", source.at(offset)));
            }
        }
    }
    let rule = "A key that src/words/en does not have is shown to people as it stands, and a value that is not \
                given leaves a hole in the sentence.";
    expect_none(rule, &broken);
}

/// Whether the sources speak a key: by its full name, or by a stem to which they add the rest.
fn is_spoken(key: &str, spoken: &BTreeSet<String>) -> bool {
    spoken.contains(key)
        || key.char_indices().filter(|&(_, sign)| sign == '.').any(|(at, _)| spoken.contains(&key[..at]))
}

/// Every text literal of the sources that can be a key or, before a `.{`, the stem of one.
fn spoken() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for source in speakers() {
        for (_, text) in strings(&source) {
            if let Some((stem, _)) = text.split_once(".{") {
                found.insert(stem.to_owned());
            }
            found.insert(text.to_owned());
        }
    }
    found
}

#[test]
fn every_key_is_used() {
    let (messages, _) = catalogue();
    let spoken = spoken();
    let unused = messages.keys().filter(|key| !is_spoken(key, &spoken));
    let broken: Vec<String> = unused.map(|key| format!("nothing asks for `{key}`")).collect();
    expect_none("A message that nobody reads is translated and downloaded for nothing.", &broken);
    let some = BTreeSet::from(["a.b".to_owned(), "c".to_owned()]);
    assert!(is_spoken("a.b", &some) && is_spoken("a.b.d", &some) && is_spoken("c.x", &some));
    assert!(!is_spoken("a.c", &some) && !is_spoken("cd.x", &some));
}

#[test]
fn keys_and_values_are_read() {
    let text = r#"t!("a.b", n = f(1, x == 2), name = y) + t!(
        "c.d") + text("e.f", &[]) + text(&format!("g.{h}"), &[]) + context("i.j") + row.text("k.l")"#;
    let source = Source::new("src/ui/x.rs".to_owned(), text.to_owned());
    let found: Vec<(String, Option<Vec<String>>)> =
        asked(&source).into_iter().map(|it| (it.key, it.values)).collect();
    let named = |names: &[&str]| Some(names.iter().map(|&name| name.to_owned()).collect());
    let expected = [("a.b", named(&["n", "name"])), ("c.d", named(&[])), ("e.f", None)]
        .map(|(key, it)| (key.to_owned(), it));
    assert_eq!(found, expected);
    for (message, names) in [
        ("{a} of {b-c}", vec!["a", "b-c"]),
        ("{n, plural, one {# row of {total}} other {rows}}", vec!["n", "total"]),
        ("no value", vec![]),
    ] {
        assert_eq!(Vec::from_iter(placeholders(message)), names, "{message}");
    }
}
