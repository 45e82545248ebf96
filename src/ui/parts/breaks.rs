//! Names of hosts, files and addresses on a narrow line: short ones stay in one piece, long ones break behind their signs and
//! not in the middle of a word. Copied they are what they were.

use crate::domain::text::{runs, unbroken};
use crate::view::prelude::*;

/// A text whose names stay whole where they fit on a line, and whose long words may break behind a dot, a stroke or the like.
pub fn breakable(text: &str) -> AnyView {
    let run = |(is_whole, run): (bool, &str)| match is_whole {
        true => view! { <span class="nowrap">{run.to_owned()}</span> }.into_any(),
        false => broken(run),
    };
    runs(text).into_iter().map(run).collect_view().into_any()
}

fn broken(text: &str) -> AnyView {
    let parts = unbroken(text);
    let last = parts.len().saturating_sub(1);
    let part = |(at, part): (usize, &str)| {
        let may_break = (at < last).then(|| view! { <wbr/> });
        view! { {part.to_owned()} {may_break} }.into_any()
    };
    parts.into_iter().enumerate().map(part).collect_view().into_any()
}
