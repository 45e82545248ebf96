//! A table to read: its frame scrolls sideways by itself, by keys too, and its heads say what the columns are.

use crate::view::prelude::*;

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    text: String,
    class: &'static str,
}

impl Heading {
    /// A column of words.
    pub fn new(text: String) -> Self {
        Self { text, class: "" }
    }

    /// A column of numbers, which stand at its end.
    pub fn number(text: String) -> Self {
        Self { text, class: "num" }
    }

    /// A column of links and buttons, which paper has no use for. Its cells say `not-print` too.
    pub fn off_paper(text: String) -> Self {
        Self { text, class: "not-print" }
    }
}

/// The table in its frame.
#[component]
pub fn ReadingTable(
    /// What it lists, for who hears the page.
    #[prop(into)]
    label: Signal<String>,
    /// The heads of its columns in order.
    heads: Vec<Heading>,
    /// Its rows.
    rows: AnyView,
    /// Whether its rows are cards on a phone: each begins with a head and its cells name their columns (`data-label`).
    #[prop(optional)]
    cards: bool,
) -> impl IntoView {
    let heads = heads
        .into_iter()
        .map(|head| view! { <th scope="col" class=head.class>{head.text}</th> })
        .collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="group" aria-label=label>
            <table class="table" class:table-cards=cards>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
