//! What was changed of a planned action, in words.

use crate::domain::plan_change::{PlanPart, changes};
use crate::domain::response::{Action, ActionPlan};
use crate::domain::text::clip;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::Glyph;
use crate::ui::text::text;

/// Longest name, in characters.
const NAME_CHARS: usize = 120;
/// So many assets are named.
const NAMED_MAX: usize = 3;

/// The sentence: who changed which action, and what of it.
pub(super) fn telling<'a>(
    action: &Action,
    before: &ActionPlan,
    who: &str,
) -> (Glyph, String, Option<&'a str>) {
    let parts: Vec<String> =
        changes(before, &action.plan).into_iter().map(|part| words(part, &action.plan)).collect();
    let title = clip(&before.title, NAME_CHARS);
    let words = t!("history.action-changed", who = who, title = title.as_ref(), what = intl::both(&parts));
    (Glyph::Edit, words, None)
}

/// A part with what it is now, where that is short.
fn words(part: PlanPart, now: &ActionPlan) -> String {
    match part {
        PlanPart::Title => t!("plan-part.title", title = clip(&now.title, NAME_CHARS).as_ref()),
        PlanPart::Targets if now.target.is_some() => {
            let names = now.targets().map(|asset| clip(&asset.name, NAME_CHARS).into_owned());
            let assets = naming::few(names, now.targets().count(), NAMED_MAX);
            t!("plan-part.targets-now", assets = assets)
        }
        part => text(&format!("plan-part.{}", part.as_str()), &[]),
    }
}
