//! Text from imports, which may be of any length and direction.

use crate::domain::text::clip;
use crate::t;
use crate::view::prelude::*;

/// How much of a long text is shown at first, in characters.
const FIRST_CHARS: usize = 600;
/// How much is shown at most: a text beyond it is no text to be read.
const CHARS_MAX: usize = 20_000;

/// A text with its line breaks; a long one is folded.
pub(in crate::ui::pages) fn long_text(text: String) -> AnyView {
    let is_long = text.chars().nth(FIRST_CHARS).is_some();
    let is_open = RwSignal::new(false);
    let text = StoredValue::new(text);
    let shown = move || {
        let most = if is_open.get() { CHARS_MAX } else { FIRST_CHARS };
        text.with_value(|text| clip(text, most).into_owned())
    };
    let button = is_long.then(|| {
        let label = move || if is_open.get() { t!("incident.fold") } else { t!("incident.unfold") };
        view! {
            <button
                type="button"
                class="link"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                {label}
            </button>
        }
    });
    view! { <div class="plain-text"><p dir="auto">{shown}</p>{button}</div> }.into_any()
}
