//! Markdown as views: every node is built by us, so text from outside can neither run nor break the page.

use crate::domain::indicator::moment_in;
use crate::domain::mention::{Piece, pieces};
use crate::domain::playbook::is_technique;
use crate::domain::text::clip;
use crate::formats::markdown::{self, Block, Inline, Item};
use crate::platform::intl;
use crate::ui::attack;
use crate::view::prelude::*;

/// Longest name, in characters.
const NAME_CHARS: usize = 100;

/// The views of a text.
#[component]
pub fn Markdown(
    /// The text as it was written.
    #[prop(into)]
    text: Signal<String>,
    /// Marks the names after an @: whoever is named is told.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    view! { <div class="markdown" dir="auto">{move || text.with(|text| blocks(markdown::read(text), named))}</div> }
        .into_any()
}

fn blocks(list: Vec<Block>, named: bool) -> Vec<AnyView> {
    list.into_iter().map(|it| block(it, named)).collect()
}

fn block(block: Block, named: bool) -> AnyView {
    match block {
        Block::Paragraph(words) => view! { <p>{inlines(words, named)}</p> }.into_any(),
        // No real heading: the page has its own order of headings.
        Block::Heading(words) => view! { <p class="strong">{inlines(words, named)}</p> }.into_any(),
        Block::Quote(inside) => view! { <blockquote>{blocks(inside, named)}</blockquote> }.into_any(),
        Block::List { start: Some(start), items } => {
            view! { <ol start=start.to_string()>{list_items(items, named)}</ol> }.into_any()
        }
        Block::List { start: None, items } => view! { <ul>{list_items(items, named)}</ul> }.into_any(),
        Block::Code(code) => view! { <pre tabindex="0"><code>{code}</code></pre> }.into_any(),
        Block::Table { head, rows } => table(head, rows, named),
        Block::Rule => view! { <hr/> }.into_any(),
    }
}

fn list_items(items: Vec<Item>, named: bool) -> Vec<AnyView> {
    items
        .into_iter()
        .map(|item| {
            let mark = item.done.map(|done| if done { "☑ " } else { "☐ " });
            // A lone paragraph stands beside its bullet, without the space of a paragraph.
            let mut inside = item.blocks;
            let content = match (inside.len(), inside.pop()) {
                (1, Some(Block::Paragraph(words))) => inlines(words, named),
                (_, last) => blocks(inside.into_iter().chain(last).collect(), named),
            };
            view! { <li>{mark}{content}</li> }.into_any()
        })
        .collect()
}

fn table(head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>>, named: bool) -> AnyView {
    let head =
        head.into_iter().map(|cell| view! { <th scope="col">{inlines(cell, named)}</th> }).collect_view();
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row.into_iter().map(|cell| view! { <td>{inlines(cell, named)}</td> }).collect_view();
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

fn inlines(list: Vec<Inline>, named: bool) -> Vec<AnyView> {
    list.into_iter().map(|it| inline(it, named)).collect()
}

fn inline(inline: Inline, named: bool) -> AnyView {
    match inline {
        Inline::Text(text) if named => with_names(&text),
        Inline::Text(text) => text.into_any(),
        Inline::Code(code) => code_view(code),
        Inline::Emphasis(words) => view! { <em>{inlines(words, named)}</em> }.into_any(),
        Inline::Strong(words) => view! { <strong>{inlines(words, named)}</strong> }.into_any(),
        Inline::Struck(words) => view! { <s>{inlines(words, named)}</s> }.into_any(),
        // The host stands behind the words and the address is the tooltip, so that words cannot hide where a link leads.
        Inline::Link { href, words } => {
            let host = markdown::hidden_host(&href, &words).map(|host| {
                view! { " " <span class="third">"(" <bdi>{host}</bdi> ")"</span> }
            });
            view! {
                <a href=href.clone() title=href target="_blank" rel="noopener noreferrer nofollow">{inlines(words, named)}</a>
                {host}
            }
            .into_any()
        }
        Inline::Break => view! { <br/> }.into_any(),
    }
}

/// Code. What playbooks write as such is told in the reader's words: moments in his own time, and techniques with their
/// names once these are known, since their numbers tell little to who does not know them by heart.
fn code_view(code: String) -> AnyView {
    if let Some(at) = moment_in(&code) {
        return view! { <time title=code>{intl::moment(at)}</time> }.into_any();
    }
    let name = is_technique(&code).then(|| {
        let (facts, id) = (attack::facts(), code.clone());
        move || facts.with(|facts| facts.as_ref()?.full_name(&id)).map(|name| format!(" {name}"))
    });
    view! { <code>{code}</code>{name} }.into_any()
}

/// Running text with its names marked.
fn with_names(text: &str) -> AnyView {
    let part = |piece: Piece<'_>| match piece {
        Piece::Text(text) => text.to_owned().into_any(),
        Piece::Name(name) => {
            let name = clip(name, NAME_CHARS);
            view! { <span class="mention">"@" <bdi>{name.into_owned()}</bdi></span> }.into_any()
        }
    };
    pieces(text).into_iter().map(part).collect_view().into_any()
}
