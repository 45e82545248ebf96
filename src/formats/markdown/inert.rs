//! Markdown documents that leave: whoever opens one, in whatever viewer, meets no markup of a page, no picture and no link
//! that runs.

use super::safe_link;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// What is taken away may bring something else to light, each time a little; text that goes on so for longer is laid flat.
const ROUNDS_MAX: usize = 8;

/// The document without anything that a viewer could run or fetch. What is taken out of force stays as text, and code stays
/// as it is.
pub fn inert(document: &str) -> String {
    let mut text = document.to_owned();
    for _ in 0..ROUNDS_MAX {
        let found = live(&text);
        if found.is_empty() {
            return text;
        }
        text = flattened(&text, |at| found.binary_search(&at).is_ok());
    }
    flattened(&text, |_| true)
}

/// The places of the signs by which something is in force, in order.
fn live(text: &str) -> Vec<usize> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut found = Vec::new();
    let mut is_code = false;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let within = |sign: char| {
            let part = text.get(range.clone()).unwrap_or_default();
            part.match_indices(sign).map(|(at, _)| range.start + at).collect::<Vec<_>>()
        };
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Html(_) | Event::InlineHtml(_) => found.extend(within('<')),
            // What is broken markup here may be markup for a viewer that mends it.
            Event::Text(_) if !is_code => {
                found.extend(within('<').into_iter().filter(|at| begins_markup(text, *at)));
            }
            Event::Start(Tag::Image { .. }) => found.extend(within('[').first()),
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => {}
            Event::Start(Tag::Link { dest_url, .. }) if safe_link(&dest_url).is_none() => {
                let first =
                    within('[').first().copied().into_iter().chain(within('<').first().copied()).min();
                found.extend(first);
            }
            _ => {}
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a `<` that is not written as text could begin markup.
fn begins_markup(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let next = after.chars().nth(1);
    let backslashes = before.chars().rev().take_while(|sign| *sign == '\\').count();
    backslashes % 2 == 0 && next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next))
}

/// The text with some of its signs as what they look like. A backslash before one takes nothing back that way.
fn flattened(text: &str, is_meant: impl Fn(usize) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    for (at, sign) in text.char_indices() {
        match sign {
            '<' if is_meant(at) => out.push_str("&lt;"),
            '[' if is_meant(at) => out.push_str("&#91;"),
            _ => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(inert(text), expected);
    }

    #[test]
    fn what_is_only_text_stays_as_it_is() {
        for text in [
            "# Head\n\n- **bold** and `<b>code</b>`\n\n```\n<script>1</script>\n```\n",
            "[the ticket](https://desk.example/7), 1 < 2, a [note] and <https://desk.example>",
            "\\<b> is written so",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn markup_pictures_and_links_that_run_are_text() {
        check("a <b>c</b>", "a &lt;b>c&lt;/b>");
        check("<IMG \"\"\"><SCRIPT>alert(1)", "&lt;IMG \"\"\">&lt;SCRIPT>alert(1)");
        check("> <script>alert(1)</script>\n", "> &lt;script>alert(1)&lt;/script>\n");
        check("\\\\<img src=x onerror=alert(1)>", "\\\\&lt;img src=x onerror=alert(1)>");
        check("[press](javascript:alert(1))", "&#91;press](javascript:alert(1))");
        check("[press](&#106;avascript:alert(1))", "&#91;press](&#106;avascript:alert(1))");
        check("[x]\n\n[x]: data:text/html,1\n", "&#91;x]\n\n[x]: data:text/html,1\n");
        check("<javascript:alert(1)>", "&lt;javascript:alert(1)>");
        check("![x](https://evil.example/seen.png)", "!&#91;x](https://evil.example/seen.png)");
    }

    proptest! {
        #[test]
        fn nothing_is_in_force_whatever_it_is_made_of(parts in proptest::collection::vec(prop_oneof![
            Just("<script>"), Just("</script>"), Just("<!--"), Just("-->"), Just("["), Just("]("), Just("]: "), Just(")"),
            Just("!["), Just("javascript:alert(1)"), Just("`"), Just("```"), Just("\n"), Just("\n\n"), Just("> "), Just("\\"),
            Just("<img src=x>"), Just("    "), Just("- "), Just("x"), Just("&lt;"), Just("<"), Just("https://a.example"),
        ], 0..24)) {
            prop_assert!(live(&inert(&parts.concat())).is_empty());
        }
    }
}
