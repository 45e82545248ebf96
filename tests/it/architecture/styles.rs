//! Classes that views name and style sheets define.

use super::expect_none;
use super::source::{Source, files, is_word, matching, product, strings, words};
use std::collections::BTreeSet;

/// Every class that a style sheet has a rule for.
fn defined() -> BTreeSet<String> {
    files(&["style"], &[".css"]).iter().flat_map(|sheet| classes_of_sheet(&sheet.text)).collect()
}

fn classes_of_sheet(sheet: &str) -> BTreeSet<String> {
    let mut rest = sheet;
    let mut bare = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    // A dot before a digit belongs to a number, not to a class.
    bare.split('.').skip(1).map(leading_class).filter(|name| name.starts_with(char::is_alphabetic)).collect()
}

fn leading_class(text: &str) -> String {
    text.chars().take_while(|&sign| is_word(sign) || sign == '-').collect()
}

/// The class lists that a view writes down, each with its byte offset. A list may end in `{` and the like where
/// the name is put together: then only what stands before it counts.
fn named(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for offset in words(&source.code, "class") {
        let rest = &source.plain[offset + "class".len()..];
        if let Some(toggled) = rest.strip_prefix(':') {
            found.push((offset, leading_class(toggled)));
        } else if let Some(value) = rest.strip_prefix("=(") {
            let literal = value.trim_start().strip_prefix('"').and_then(|it| it.split_once('"'));
            found.extend(literal.map(|(list, _)| (offset, list.to_owned())));
        }
    }
    // `class="…"`, and every string in the value of `class={…}`, `class=move || …` and of a function that is
    // named for the class which it gives.
    let values = spans_of_values(source);
    for (offset, text) in strings(source) {
        if values.iter().any(|span| span.contains(&offset)) {
            found.push((offset, text.to_owned()));
        }
    }
    found
}

/// Where the source writes values that are classes.
fn spans_of_values(source: &Source) -> Vec<std::ops::Range<usize>> {
    let code = &source.code;
    let mut spans = Vec::new();
    for offset in words(code, "class") {
        let start = offset + "class".len();
        if code[start..].starts_with('=') && !code[start..].starts_with("==") {
            spans.push(start..end_of_value(code, start + 1));
        }
    }
    for offset in words(code, "fn") {
        let name: String =
            code[offset + 2..].trim_start().chars().take_while(|&sign| is_word(sign)).collect();
        if name == "class" || name.ends_with("_class") {
            let open = code[offset..].find('{').map(|at| offset + at);
            spans.extend(open.and_then(|open| Some(open..matching(code, open)?)));
        }
    }
    spans
}

/// Where the value of an attribute ends: at its closing quote, before the next attribute or the end of the tag.
fn end_of_value(code: &str, start: usize) -> usize {
    if code[start..].starts_with('"') {
        return code[start + 1..].find('"').map_or(code.len(), |at| start + 2 + at);
    }
    let mut depth = 0_i32;
    for (at, sign) in code[start..].char_indices() {
        match sign {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '>' if depth == 0 && !code[..start + at].ends_with(['-', '=']) => return start + at,
            _ if depth == 0 && sign.is_whitespace() && is_attribute(&code[start + at..]) => {
                return start + at;
            }
            _ => {}
        }
        if depth < 0 {
            return start + at;
        }
    }
    code.len()
}

/// Whether a text begins with blanks and `name=`.
fn is_attribute(text: &str) -> bool {
    let text = text.trim_start();
    let rest = text.trim_start_matches(|sign| is_word(sign) || sign == ':' || sign == '-');
    rest.len() < text.len() && rest.starts_with('=') && !rest.starts_with("==") && !rest.starts_with("=>")
}

/// Whether a style sheet knows the class, or a class that begins so where the rest is put in later.
fn is_defined(class: &str, defined: &BTreeSet<String>) -> bool {
    match class.split_once('{') {
        None => defined.contains(class),
        Some((stem, _)) => stem.is_empty() || defined.iter().any(|name| name.starts_with(stem)),
    }
}

#[test]
fn every_class_has_a_style() {
    let defined = defined();
    let mut broken = Vec::new();
    for source in product() {
        for (offset, list) in named(&source) {
            for class in list.split_whitespace().filter(|class| !is_defined(class, &defined)) {
                broken.push(format!("{} names the class `{class}`", source.at(offset)));
            }
        }
    }
    let rule = "A class that no sheet in style/ defines is a slip of the pen or a style that was forgotten.";
    expect_none(rule, &broken);
}

#[test]
fn the_page_itself_has_styles() {
    let defined = defined();
    let page = files(&["index.html"], &[".html"]).remove(0);
    let lists = page.text.split(" class=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0));
    let broken: Vec<String> = lists
        .flat_map(str::split_whitespace)
        .filter(|class| !is_defined(class, &defined))
        .map(|class| format!("index.html names the class `{class}`"))
        .collect();
    expect_none("A class that no sheet in style/ defines is a slip of the pen.", &broken);
}

#[test]
fn classes_are_read_in_every_spelling() {
    let sheet = "/* .no */ .a, .b-c:hover > .d { margin: .5em 1.5px } @media (x) { .e.f {} }";
    assert_eq!(Vec::from_iter(classes_of_sheet(sheet)), ["a", "b-c", "d", "e", "f"]);
    let rows = [
        (r#"<p class="a b">"#, vec!["a b"]),
        (r#"<p class:is-on=x title="t">"#, vec!["is-on"]),
        (r#"<p class=("c d", x) title="t">"#, vec!["c d"]),
        (r#"<p class={if x { "e" } else { "f" }} title="t">"#, vec!["e", "f"]),
        (r#"<p class=move || if x { "g" } else { "h" } >"#, vec!["g", "h"]),
        (r#"fn class(self) -> &'static str { match self { A => "i" } } let y = "z";"#, vec!["i"]),
        (r#"<p class=format!("j-{k}") />"#, vec!["j-{k}"]),
        (r#"<p class=f("l", m) role=n aria-hidden=o.then_some("true")>"#, vec!["l"]),
        (r#"if class == "x" {}"#, vec![]),
    ];
    for (text, expected) in rows {
        let source = Source::new("src/ui/x.rs".to_owned(), text.to_owned());
        let mut lists: Vec<String> = named(&source).into_iter().map(|(_, list)| list).collect();
        lists.dedup();
        assert_eq!(lists, expected, "{text}");
    }
    let defined = BTreeSet::from(["j-one".to_owned()]);
    assert!(is_defined("j-{k}", &defined) && !is_defined("k-{j}", &defined) && !is_defined("j-", &defined));
}
