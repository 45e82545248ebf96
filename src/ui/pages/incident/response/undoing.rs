//! The warning that an action would take back what is not in force: a device that is not isolated, an account that is not
//! disabled.

use super::super::room::Room;
use crate::analytics::in_force::nothing_to_undo;
use crate::domain::brief::Asset;
use crate::domain::response::ActionPlan;
use crate::domain::text::clip;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Glyph, NoteLine, breakable};
use crate::view::prelude::*;

/// Longest name, in characters.
const NAME_CHARS: usize = 80;
/// So many assets are named.
const NAMED_MAX: usize = 5;

/// What is missing, in words; nothing where all of it is in force, or the action takes nothing back.
fn words(room: Room, plan: &ActionPlan) -> Option<String> {
    let undone = plan.kind.undoes()?;
    let is_it = |asset: &Asset| plan.targets().any(|it| it.kind == asset.kind && it.id == asset.id);
    let first = room.of(|it| {
        let mut open = it.response.actions.iter().filter(|it| it.plan.kind == undone && it.is_open());
        open.find(|it| it.left().any(is_it)).map(|it| clip(&it.plan.title, NAME_CHARS).into_owned())
    });
    if let Some(first) = first {
        return Some(t!("response.not-in-force.yet", title = first));
    }
    let (names, left) = room.portal.read(|state| {
        let assets = nothing_to_undo(state, plan);
        let names = assets.iter().take(NAMED_MAX).map(|asset| clip(&asset.name, NAME_CHARS).into_owned());
        (names.collect::<Vec<_>>(), assets.len().saturating_sub(NAMED_MAX))
    });
    if names.is_empty() {
        return None;
    }
    let mut names = names;
    names.extend((left > 0).then(|| t!("assets.more", n = left)));
    Some(t!("response.not-in-force", kind = naming::action_kind(undone), assets = intl::both(&names)))
}

/// The line that warns, where there is something to warn of.
pub(super) fn warning(room: Room, plan: impl Fn() -> Option<ActionPlan> + Send + Sync + 'static) -> AnyView {
    let said = Memo::new(move |_| plan().and_then(|plan| words(room, &plan)));
    let line = move || {
        said.get().map(|said| {
            view! { <NoteLine glyph=Glyph::Warning class="icon-warm"><bdi>{breakable(&said)}</bdi></NoteLine> }
        })
    };
    view! { <div role="status">{line}</div> }.into_any()
}
