//! The hint that an automated investigation may already do what is planned or about to be done (service.md 1.8: "before
//! acting, check that automated investigation is not already doing it").

use super::super::room::Room;
use crate::domain::investigation::investigating;
use crate::domain::response::ActionPlan;
use crate::domain::text::clip;
use crate::t;
use crate::ui::parts::{Glyph, NoteLine, breakable};
use crate::view::prelude::*;

/// Longest name, in characters.
const NAME_CHARS: usize = 120;

/// The line, where an alert tells of one on an asset of the plan.
pub(super) fn hint(room: Room, plan: impl Fn() -> Option<ActionPlan> + Send + Sync + 'static) -> AnyView {
    let found = Memo::new(move |_| {
        let plan = plan()?;
        room.record.with(|record| investigating(record.here()?, &plan))
    });
    let line = move || {
        let found = found.get()?;
        let (alert, asset) = (clip(&found.alert, NAME_CHARS), clip(&found.asset.name, NAME_CHARS));
        let said = match found.waits {
            true => t!("response.investigated.waits", asset = asset.as_ref(), alert = alert.as_ref()),
            false => t!("response.investigated.runs", asset = asset.as_ref(), alert = alert.as_ref()),
        };
        Some(view! { <NoteLine glyph=Glyph::Search><bdi>{breakable(&said)}</bdi></NoteLine> })
    };
    view! { <div role="status">{line}</div> }.into_any()
}
