//! Markdown as HTML for documents that stand alone: the same closed tree that the page shows, so text from outside can
//! neither run nor break the document.

use super::html::escaped;
use crate::formats::markdown::{self, Block, Inline, Item};

/// The elements of a text.
pub fn html(text: &str) -> String {
    blocks(&markdown::read(text))
}

fn blocks(list: &[Block]) -> String {
    list.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(words) => format!("<p>{}</p>\n", inlines(words)),
        // No real heading: the document has its own order of headings.
        Block::Heading(words) => format!("<p><strong>{}</strong></p>\n", inlines(words)),
        Block::Quote(inside) => format!("<blockquote>{}</blockquote>\n", blocks(inside)),
        Block::List { start: Some(start), items } => format!("<ol start=\"{start}\">{}</ol>\n", list(items)),
        Block::List { start: None, items } => format!("<ul>{}</ul>\n", list(items)),
        Block::Code(code) => format!("<pre>{}</pre>\n", escaped(code)),
        Block::Table { head, rows } => table(head, rows),
        Block::Rule => "<hr>\n".to_owned(),
    }
}

fn list(items: &[Item]) -> String {
    let one = |item: &Item| {
        let mark = item.done.map_or("", |done| if done { "☑ " } else { "☐ " });
        let inside = match item.blocks.as_slice() {
            [Block::Paragraph(words)] => inlines(words),
            several => blocks(several),
        };
        format!("<li>{mark}{inside}</li>")
    };
    items.iter().map(one).collect()
}

fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
    let heads: String = head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", inlines(cell))).collect();
    let row = |cells: &Vec<Vec<Inline>>| {
        let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", inlines(cell))).collect();
        format!("<tr>{cells}</tr>")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>\n")
}

fn inlines(list: &[Inline]) -> String {
    list.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => escaped(text),
        Inline::Code(code) => format!("<code>{}</code>", escaped(code)),
        Inline::Emphasis(words) => format!("<em>{}</em>", inlines(words)),
        Inline::Strong(words) => format!("<strong>{}</strong>", inlines(words)),
        Inline::Struck(words) => format!("<s>{}</s>", inlines(words)),
        Inline::Link { href, words } => {
            format!(
                "<a href=\"{}\" rel=\"noopener noreferrer nofollow\">{}</a>",
                escaped(href),
                inlines(words)
            )
        }
        Inline::Break => "<br>".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_elements_and_markup_of_outside_does_not() {
        assert_eq!(
            html("# Head\n\n**Bold** & <b>no</b>\n\n- [x] done"),
            "<p><strong>Head</strong></p>\n<p><strong>Bold</strong> &amp; &lt;b&gt;no&lt;/b&gt;</p>\n<ul><li>☑ done</li></ul>\n"
        );
        let risky = html("<script>x</script>\n\n[go](javascript:alert(1)) [on](https://a.example/\"x)");
        assert!(!risky.contains("<script") && !risky.contains("javascript:"), "{risky}");
    }
}
