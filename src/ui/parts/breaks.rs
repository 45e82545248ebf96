//! Names of hosts, files and addresses on a narrow line: they break behind their signs and not in the middle of a word.

use crate::domain::text::unbroken;
use crate::view::prelude::*;

/// A text whose long words may break behind a dot, a stroke or the like.
pub fn breakable(text: &str) -> AnyView {
    let parts = unbroken(text);
    let last = parts.len().saturating_sub(1);
    let part = |(at, part): (usize, &str)| {
        let may_break = (at < last).then(|| view! { <wbr/> });
        view! { {part.to_owned()} {may_break} }.into_any()
    };
    parts.into_iter().enumerate().map(part).collect_view().into_any()
}
