//! Markdown as people write it in comments and summaries, read into a closed tree that holds nothing dangerous.
//!
//! Raw HTML is text like any other, links lead to `http`, `https` and `mailto` only, images are their words, and nesting is
//! bounded, so that a view may walk the tree by recursion. Bare addresses stay text: in an investigation they are
//! often the attacker's, and one press must not lead there.

mod builder;
mod inert;

use builder::Builder;
pub use inert::inert;
use pulldown_cmark::{Options, Parser};

/// Deeper nesting is laid flat.
const DEPTH_MAX: usize = 12;

/// A part of a text that stands on its own lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading of any level.
    Heading(Vec<Inline>),
    /// Somebody else's words.
    Quote(Vec<Block>),
    /// A list; numbered from `start` where it has one.
    List {
        /// The first number.
        start: Option<u64>,
        /// Its items.
        items: Vec<Item>,
    },
    /// Code, with its line breaks.
    Code(String),
    /// A table.
    Table {
        /// The cells of the head.
        head: Vec<Vec<Inline>>,
        /// The cells of each row.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A line across.
    Rule,
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Whether it is ticked, for items of a task list.
    pub done: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A part of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Code.
    Code(String),
    /// Emphasised.
    Emphasis(Vec<Inline>),
    /// Strongly emphasised.
    Strong(Vec<Inline>),
    /// Struck through.
    Struck(Vec<Inline>),
    /// A link that [`safe_link`] has let pass.
    Link {
        /// Where it leads.
        href: String,
        /// Its words.
        words: Vec<Inline>,
    },
    /// The end of a line. Lines that a person typed stay lines.
    Break,
}

/// The host of a link, or the address of a mail, where its words are not the address itself: words must not hide where a link
/// leads.
pub fn hidden_host(href: &str, words: &[Inline]) -> Option<String> {
    let (rest, is_web) = match href.split_once("://") {
        Some((_, rest)) => (rest, true),
        None => (href.strip_prefix("mailto:").unwrap_or(href), false),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    // Before an @ stands the name of a user there, and not the host.
    let host = if is_web { authority.rsplit('@').next().unwrap_or(authority) } else { authority };
    let shown = match words {
        [Inline::Text(text)] => text.trim(),
        _ => "",
    };
    let is_address = [href, rest, rest.trim_end_matches('/'), host].contains(&shown);
    (!is_address).then(|| host.to_owned())
}

/// The address where a link may lead there: `http`, `https` or `mailto`, without control characters.
pub fn safe_link(address: &str) -> Option<&str> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let known = ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let is_mail = scheme.eq_ignore_ascii_case("mailto");
    let leads_somewhere = if is_mail { !rest.is_empty() } else { rest.starts_with("//") && rest.len() > 2 };
    (known && leads_somewhere && !address.chars().any(char::is_control)).then_some(address)
}

/// Reads a text. Never fails: whatever is no Markdown is text.
pub fn read(text: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut builder = Builder::default();
    for event in Parser::new_ext(text, options) {
        builder.take(event);
    }
    builder.finish()
}

/// The words of the first part of a text that has any, without its marks and at most so many characters.
pub fn excerpt(text: &str, chars_max: usize) -> String {
    let mut words = String::new();
    for block in read(text) {
        if !words.trim().is_empty() {
            break;
        }
        block_words(&block, &mut words);
    }
    let words = words.trim();
    match words.char_indices().nth(chars_max) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or(words).trim_end()),
        None => words.to_owned(),
    }
}

fn block_words(block: &Block, out: &mut String) {
    match block {
        Block::Paragraph(inlines) | Block::Heading(inlines) => inline_words(inlines, out),
        Block::Quote(blocks) => blocks.iter().for_each(|block| block_words(block, out)),
        Block::List { items, .. } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|block| block_words(block, out));
        }
        Block::Code(code) => out.push_str(code),
        Block::Table { head, rows } => {
            for cell in head.iter().chain(rows.iter().flatten()) {
                inline_words(cell, out);
                out.push(' ');
            }
        }
        Block::Rule => {}
    }
    out.push(' ');
}

fn inline_words(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(words) | Inline::Strong(words) | Inline::Struck(words) => {
                inline_words(words, out);
            }
            Inline::Link { words, .. } => inline_words(words, out),
            Inline::Break => out.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[track_caller]
    fn check(source: &str, expected: &[Block]) {
        assert_eq!(read(source), expected, "{source}");
    }

    #[test]
    fn words_do_not_hide_where_a_link_leads() {
        let text = |text: &str| vec![Inline::Text(text.to_owned())];
        for (href, words, host) in [
            ("https://evil.example/bank.example", "bank.example", Some("evil.example")),
            ("https://bank.example@evil.example/", "https://bank.example", Some("evil.example")),
            ("https://learn.example/x", "https://learn.example/x", None),
            ("https://learn.example/", "learn.example", None),
            ("mailto:desk@x.example?subject=a", "the desk", Some("desk@x.example")),
            ("mailto:desk@x.example", "desk@x.example", None),
        ] {
            assert_eq!(hidden_host(href, &text(words)).as_deref(), host, "{href}");
        }
        assert_eq!(
            hidden_host("https://a.example", &[Inline::Code("x".into())]).as_deref(),
            Some("a.example")
        );
    }

    #[test]
    fn reads_what_people_write() {
        check(
            "Called **i.brandt**:\nshe `opened` it",
            &[Block::Paragraph(vec![
                text("Called "),
                Inline::Strong(vec![text("i.brandt")]),
                text(":"),
                Inline::Break,
                text("she "),
                Inline::Code("opened".into()),
                text(" it"),
            ])],
        );
        check(
            "3. one\n4. two",
            &[Block::List {
                start: Some(3),
                items: ["one", "two"]
                    .map(|word| Item { done: None, blocks: vec![Block::Paragraph(vec![text(word)])] })
                    .into(),
            }],
        );
        check(
            "- [x] done",
            &[Block::List {
                start: None,
                items: vec![Item { done: Some(true), blocks: vec![Block::Paragraph(vec![text("done")])] }],
            }],
        );
        check(
            "|a|b|\n|-|-|\n|1|2|",
            &[Block::Table {
                head: vec![vec![text("a")], vec![text("b")]],
                rows: vec![vec![vec![text("1")], vec![text("2")]]],
            }],
        );
        check("```\nlet a;\n\nb\n```", &[Block::Code("let a;\n\nb".into())]);
        check(
            "> said\n\n# Head",
            &[Block::Quote(vec![Block::Paragraph(vec![text("said")])]), Block::Heading(vec![text("Head")])],
        );
        check("", &[]);
    }

    #[test]
    fn markup_is_text_and_dangerous_links_are_none() {
        let line = |words: &str| [Block::Paragraph(vec![text(words)])];
        check("<script>alert(1)</script>", &line("<script>alert(1)</script>"));
        check("a <img src=x onerror=alert(1)> b", &line("a <img src=x onerror=alert(1)> b"));
        check("ran <cmd> /c del", &line("ran <cmd> /c del"));
        check("kept <!-- aside --> whole", &line("kept <!-- aside --> whole"));
        check(
            "From: Paul <paul@x.example> to <it-desk>",
            &[Block::Paragraph(vec![text("From: Paul "), text("paul@x.example to <it-desk>")])],
        );
        check(
            "<table>\n<tr><td>1\n\nafter",
            &[
                Block::Paragraph(vec![text("<table>"), Inline::Break, text("<tr><td>1")]),
                Block::Paragraph(vec![text("after")]),
            ],
        );
        let item = |words: &str| Item { done: None, blocks: line(words).into() };
        check("- <a>\n- <b>", &[Block::List { start: None, items: vec![item("<a>"), item("<b>")] }]);
        check("> <host>", &[Block::Quote(line("<host>").into())]);
        assert_eq!(excerpt("<cmd> /c del", 40), "<cmd> /c del");
        check("[press](javascript:alert(1))", &[Block::Paragraph(vec![text("press")])]);
        check("![pixel](data:image/png;base64,AA)", &[Block::Paragraph(vec![text("pixel")])]);
        check("https://evil.example", &[Block::Paragraph(vec![text("https://evil.example")])]);
        check(
            "[ticket](https://desk.example/7)",
            &[Block::Paragraph(vec![Inline::Link {
                href: "https://desk.example/7".into(),
                words: vec![text("ticket")],
            }])],
        );
    }

    #[test]
    fn only_three_schemes_are_links() {
        for good in ["https://a.example", "HTTP://a.example", "mailto:soc@a.example", " https://a.example "] {
            assert!(safe_link(good).is_some(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//a.example",
            "https:",
            "https:a.example",
            "mailto:",
            "https://a\u{0}.example",
            "#/settings",
            "",
        ] {
            assert!(safe_link(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn excerpts_are_words_of_a_bounded_length() {
        assert_eq!(excerpt("---\nsome *loud* words\n\n- more", 12), "some loud wo…");
        assert_eq!(excerpt("# Head\n\nsome words", 12), "Head");
        assert_eq!(excerpt("short", 12), "short");
        assert_eq!(excerpt("", 12), "");
    }

    fn depth(blocks: &[Block]) -> usize {
        let inner = blocks.iter().map(|block| match block {
            Block::Quote(inside) => depth(inside),
            Block::List { items, .. } => items.iter().map(|item| 1 + depth(&item.blocks)).max().unwrap_or(0),
            Block::Paragraph(words) | Block::Heading(words) => inline_depth(words),
            _ => 0,
        });
        1 + inner.max().unwrap_or(0)
    }

    fn inline_depth(inlines: &[Inline]) -> usize {
        let inner = inlines.iter().map(|inline| match inline {
            Inline::Emphasis(words) | Inline::Strong(words) | Inline::Struck(words) => inline_depth(words),
            Inline::Link { words, .. } => inline_depth(words),
            _ => 0,
        });
        1 + inner.max().unwrap_or(0)
    }

    #[test]
    fn nesting_is_bounded_and_loses_no_words() {
        let quotes = format!("{}deep", "> ".repeat(5_000));
        let lists: String = (0..200).map(|level| format!("{}- level{level}\n", "  ".repeat(level))).collect();
        let stars = format!("{}loud{}", "*a **b ".repeat(500), "** *".repeat(500));
        for source in [&quotes, &lists, &stars] {
            assert!(depth(&read(source)) <= DEPTH_MAX + 2);
        }
        assert!(excerpt(&quotes, 100).contains("deep"));
        assert!(excerpt(&lists, 5_000).contains("level199"));
    }

    proptest! {
        #[test]
        fn never_fails_and_never_lets_a_dangerous_link_pass(source in "[ -~\\n\u{202e}]{0,200}|([\\[\\]()<>!*_`#>|:\\- a-z\\n]|javascript:|https://){0,60}") {
            fn links(inlines: &[Inline], found: &mut Vec<String>) {
                for inline in inlines {
                    match inline {
                        Inline::Link { href, words } => {
                            found.push(href.clone());
                            links(words, found);
                        }
                        Inline::Emphasis(words) | Inline::Strong(words) | Inline::Struck(words) => links(words, found),
                        _ => {}
                    }
                }
            }
            fn walk(blocks: &[Block], found: &mut Vec<String>) {
                for block in blocks {
                    match block {
                        Block::Paragraph(words) | Block::Heading(words) => links(words, found),
                        Block::Quote(inside) => walk(inside, found),
                        Block::List { items, .. } => items.iter().for_each(|item| walk(&item.blocks, found)),
                        Block::Table { head, rows } => {
                            head.iter().chain(rows.iter().flatten()).for_each(|cell| links(cell, found));
                        }
                        Block::Code(_) | Block::Rule => {}
                    }
                }
            }
            let mut found = Vec::new();
            walk(&read(&source), &mut found);
            for href in found {
                prop_assert!(safe_link(&href).is_some());
            }
        }
    }
}
