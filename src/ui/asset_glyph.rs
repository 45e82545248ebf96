//! The icon of a kind of asset.

use super::parts::Glyph;
use crate::domain::brief::AssetKind;

/// The icon of a kind of asset, the same wherever one is named.
pub(in crate::ui) fn asset_glyph(kind: AssetKind) -> Glyph {
    match kind {
        AssetKind::Device => Glyph::Device,
        AssetKind::User => Glyph::Person,
        AssetKind::Mailbox => Glyph::Mail,
        AssetKind::CloudApp => Glyph::App,
    }
}
