//! Small things that several pages of the report share.

use super::View;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::Mark;
use crate::domain::brief::AssetKind;
use crate::ui::parts::Glyph;

/// Asks for a value, or for it no more.
pub(super) fn toggle(view: View, dim: Dim, word: &str) {
    let value = Value::word(word);
    view.change(|filter| {
        let mark = if filter.mark(dim, &value) == Mark::Asked { Mark::Free } else { Mark::Asked };
        filter.set(dim, value, mark);
    });
}

/// The icon of a kind of asset.
pub(super) fn asset_glyph(kind: AssetKind) -> Glyph {
    match kind {
        AssetKind::Device => Glyph::Device,
        AssetKind::User => Glyph::Person,
        AssetKind::Mailbox => Glyph::Mail,
        AssetKind::CloudApp => Glyph::App,
    }
}

/// How dark a count is, from 0 for none to 7: the steps of the amount scale (look, colour).
pub(super) fn amount_step(count: usize) -> usize {
    match count {
        0 => 0,
        1 => 1,
        2..=3 => 2,
        4..=7 => 3,
        8..=14 => 4,
        15..=24 => 5,
        25..=40 => 6,
        _ => 7,
    }
}

/// The class of a step.
pub(super) fn amount_class(step: usize) -> &'static str {
    match step {
        0 => "amount-0",
        1 => "amount-1",
        2 => "amount-2",
        3 => "amount-3",
        4 => "amount-4",
        5 => "amount-5",
        6 => "amount-6",
        _ => "amount-7",
    }
}
