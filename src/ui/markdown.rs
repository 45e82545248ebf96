//! Markdown as views: every node is built by us, so text from outside can neither run nor break the page.

use crate::formats::markdown::{self, Block, Inline, Item};
use crate::view::prelude::*;

/// The views of a text.
#[component]
pub fn Markdown(
    /// The text as it was written.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! { <div class="markdown" dir="auto">{move || text.with(|text| blocks(markdown::read(text)))}</div> }
        .into_any()
}

fn blocks(list: Vec<Block>) -> Vec<AnyView> {
    list.into_iter().map(block).collect()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(words) => view! { <p>{inlines(words)}</p> }.into_any(),
        // No real heading: the page has its own order of headings.
        Block::Heading(words) => view! { <p class="strong">{inlines(words)}</p> }.into_any(),
        Block::Quote(inside) => view! { <blockquote>{blocks(inside)}</blockquote> }.into_any(),
        Block::List { start: Some(start), items } => {
            view! { <ol start=start.to_string()>{list_items(items)}</ol> }.into_any()
        }
        Block::List { start: None, items } => view! { <ul>{list_items(items)}</ul> }.into_any(),
        Block::Code(code) => view! { <pre tabindex="0"><code>{code}</code></pre> }.into_any(),
        Block::Table { head, rows } => table(head, rows),
        Block::Rule => view! { <hr/> }.into_any(),
    }
}

fn list_items(items: Vec<Item>) -> Vec<AnyView> {
    items
        .into_iter()
        .map(|item| {
            let mark = item.done.map(|done| if done { "☑ " } else { "☐ " });
            // A lone paragraph stands beside its bullet, without the space of a paragraph.
            let mut inside = item.blocks;
            let content = match (inside.len(), inside.pop()) {
                (1, Some(Block::Paragraph(words))) => inlines(words),
                (_, last) => blocks(inside.into_iter().chain(last).collect()),
            };
            view! { <li>{mark}{content}</li> }.into_any()
        })
        .collect()
}

fn table(head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>>) -> AnyView {
    let head = head.into_iter().map(|cell| view! { <th scope="col">{inlines(cell)}</th> }).collect_view();
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row.into_iter().map(|cell| view! { <td>{inlines(cell)}</td> }).collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="table-frame" tabindex="0">
            <table class="table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

fn inlines(list: Vec<Inline>) -> Vec<AnyView> {
    list.into_iter().map(inline).collect()
}

fn inline(inline: Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.into_any(),
        Inline::Code(code) => view! { <code>{code}</code> }.into_any(),
        Inline::Emphasis(words) => view! { <em>{inlines(words)}</em> }.into_any(),
        Inline::Strong(words) => view! { <strong>{inlines(words)}</strong> }.into_any(),
        Inline::Struck(words) => view! { <s>{inlines(words)}</s> }.into_any(),
        // The host stands behind the words and the address is the tooltip, so that words cannot hide where a link leads.
        Inline::Link { href, words } => {
            let host = markdown::hidden_host(&href, &words).map(|host| {
                view! { " " <span class="third">"(" <bdi>{host}</bdi> ")"</span> }
            });
            view! {
                <a href=href.clone() title=href target="_blank" rel="noopener noreferrer nofollow">{inlines(words)}</a>
                {host}
            }
            .into_any()
        }
        Inline::Break => view! { <br/> }.into_any(),
    }
}
