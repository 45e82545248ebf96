//! A card with entries of one kind, such as those that are open or those that are over, and what stands there when there
//! are none.

use super::parts::EmptyState;
use crate::view::prelude::*;

/// Two cards below one another: the entries that are open, then those that are over, each with its head, what it says
/// when it is empty, and its order. `id` tells the cards from others of the page.
pub fn open_and_over<T: 'static>(
    id: &'static str,
    words: [Words; 2],
    entries: impl Fn(bool) -> Vec<T> + Copy + Send + Sync + 'static,
    row: impl Fn(T) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    let parts = words.into_iter().zip([false, true]).map(|(words, is_over)| {
        let heading = format!("{id}-{}", if is_over { "over" } else { "open" });
        let Words { title, none, help } = words;
        let rows = move || {
            let all = entries(is_over);
            if all.is_empty() {
                return view! { <EmptyState title=none.clone() text=help.clone()/> }.into_any();
            }
            view! { <ul class="notices">{all.into_iter().map(row).collect_view()}</ul> }.into_any()
        };
        view! {
            <section class="card" aria-labelledby=heading.clone()>
                <div class="card-head"><h2 class="section" id=heading.clone()>{title}</h2></div>
                {rows}
            </section>
        }
        .into_any()
    });
    view! { <div class="stack calm">{parts.collect_view()}</div> }.into_any()
}

/// What one of the cards says.
pub struct Words {
    /// Its head.
    pub title: String,
    /// That it is empty.
    pub none: String,
    /// What brings something into it.
    pub help: String,
}
