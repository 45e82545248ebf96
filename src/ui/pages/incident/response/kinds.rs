//! The kinds of action that a plan can choose: what finds an asset in the incident, and what does not.

use super::super::room::Room;
use crate::domain::brief::AssetKind;
use crate::domain::response::ActionKind;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::Choice;
use crate::view::prelude::*;

/// The kind that fits the assets of the incident: what cannot be aimed at anything is no good beginning.
pub(super) fn usual(room: Room) -> ActionKind {
    let has = |kind: AssetKind| untrack(|| room.of(|it| it.assets.iter().any(|asset| asset.kind == kind)));
    let fitting = [
        (AssetKind::Device, ActionKind::IsolateDevice),
        (AssetKind::User, ActionKind::ForceUserPasswordReset),
        (AssetKind::Mailbox, ActionKind::SoftDeleteEmail),
        (AssetKind::CloudApp, ActionKind::BlockOauthApplication),
    ];
    fitting.into_iter().find(|(asset, _)| has(*asset)).map_or(ActionKind::Text, |(_, kind)| kind)
}

/// The kinds: first those that find an asset here or need none, then the others, which say that they do not.
pub(super) fn choices(room: Room) -> Vec<Choice> {
    let here = room.of(|it| it.assets.iter().map(|asset| asset.kind).collect::<Vec<_>>());
    let (fits, others): (Vec<_>, Vec<_>) =
        ActionKind::ALL.into_iter().partition(|kind| kind.can_aim_at(&here));
    let fits = fits.into_iter().map(|kind| Choice::new(kind.as_str(), naming::action_kind(kind)));
    let others = others.into_iter().map(|kind| {
        Choice::new(kind.as_str(), t!("response.plan.kind.none", kind = naming::action_kind(kind)))
    });
    fits.chain(others).collect()
}
