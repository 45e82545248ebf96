//! Markdown as views: every node is built by us, so text from outside can neither run nor break the page.

use crate::analytics::whom::people;
use crate::domain::indicator::moment_in;
use crate::domain::mention::{Piece, means, mentions, pieces};
use crate::domain::technique::is_technique;
use crate::domain::text::clip;
use crate::formats::markdown::{self, Block, Inline, Item};
use crate::platform::intl;
use crate::ui::attack;
use crate::ui::portal::Portal;
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
    // Only a text that names somebody needs to know who there is.
    let portal = named.then(Portal::get);
    let known = move |text: &str| {
        let portal = portal.filter(|_| !mentions(text).is_empty())?;
        let actor = untrack(|| portal.actor());
        let others = portal.glance(|state| people(state, &actor));
        Some(others.into_iter().map(|it| it.name).chain([actor.person]).collect::<Vec<_>>())
    };
    view! { <div class="markdown" dir="auto">{move || text.with(|text| blocks(markdown::read(text), known(text).as_deref()))}</div> }
        .into_any()
}

/// Who may be meant by a name after an @; `None` where no name is marked.
type Names<'n> = Option<&'n [String]>;

fn blocks(list: Vec<Block>, names: Names<'_>) -> Vec<AnyView> {
    list.into_iter().map(|it| block(it, names)).collect()
}

fn block(block: Block, names: Names<'_>) -> AnyView {
    match block {
        Block::Paragraph(words) => view! { <p>{inlines(words, names)}</p> }.into_any(),
        // No real heading: the page has its own order of headings.
        Block::Heading(words) => view! { <p class="strong">{inlines(words, names)}</p> }.into_any(),
        Block::Quote(inside) => view! { <blockquote>{blocks(inside, names)}</blockquote> }.into_any(),
        Block::List { start: Some(start), items } => {
            view! { <ol start=start.to_string()>{list_items(items, names)}</ol> }.into_any()
        }
        Block::List { start: None, items } => view! { <ul>{list_items(items, names)}</ul> }.into_any(),
        Block::Code(code) => view! { <pre tabindex="0"><code>{code}</code></pre> }.into_any(),
        Block::Table { head, rows } => table(head, rows, names),
        Block::Rule => view! { <hr/> }.into_any(),
    }
}

fn list_items(items: Vec<Item>, names: Names<'_>) -> Vec<AnyView> {
    items
        .into_iter()
        .map(|item| {
            let mark = item.done.map(|done| if done { "☑ " } else { "☐ " });
            // A lone paragraph stands beside its bullet, without the space of a paragraph.
            let mut inside = item.blocks;
            let content = match (inside.len(), inside.pop()) {
                (1, Some(Block::Paragraph(words))) => inlines(words, names),
                (_, last) => blocks(inside.into_iter().chain(last).collect(), names),
            };
            view! { <li>{mark}{content}</li> }.into_any()
        })
        .collect()
}

fn table(head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>>, names: Names<'_>) -> AnyView {
    let head =
        head.into_iter().map(|cell| view! { <th scope="col">{inlines(cell, names)}</th> }).collect_view();
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row.into_iter().map(|cell| view! { <td>{inlines(cell, names)}</td> }).collect_view();
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

fn inlines(list: Vec<Inline>, names: Names<'_>) -> Vec<AnyView> {
    list.into_iter().map(|it| inline(it, names)).collect()
}

fn inline(inline: Inline, names: Names<'_>) -> AnyView {
    match inline {
        Inline::Text(text) if names.is_some() => with_names(&text, names),
        Inline::Text(text) => text.into_any(),
        Inline::Code(code) => code_view(code),
        Inline::Emphasis(words) => view! { <em>{inlines(words, names)}</em> }.into_any(),
        Inline::Strong(words) => view! { <strong>{inlines(words, names)}</strong> }.into_any(),
        Inline::Struck(words) => view! { <s>{inlines(words, names)}</s> }.into_any(),
        // The host stands behind the words and the address is the tooltip, so that words cannot hide where a link leads.
        Inline::Link { href, words } => {
            let host = markdown::hidden_host(&href, &words).map(|host| {
                view! { " " <span class="third">"(" <bdi>{host}</bdi> ")"</span> }
            });
            view! {
                <a href=href.clone() title=href target="_blank" rel="noopener noreferrer nofollow">{inlines(words, names)}</a>
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

/// Running text with its names marked: those of people who are known. Others are no more than what was written.
fn with_names(text: &str, names: Names<'_>) -> AnyView {
    let is_known = |name: &str| names.is_some_and(|names| names.iter().any(|person| means(name, person)));
    let part = |piece: Piece<'_>| match piece {
        Piece::Text(text) => text.to_owned().into_any(),
        Piece::Name(name) if !is_known(name) => format!("@{}", clip(name, NAME_CHARS)).into_any(),
        Piece::Name(name) => {
            let name = clip(name, NAME_CHARS);
            view! { <span class="mention">"@" <bdi>{name.into_owned()}</bdi></span> }.into_any()
        }
    };
    pieces(text).into_iter().map(part).collect_view().into_any()
}
