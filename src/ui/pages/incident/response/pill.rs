//! The state of an action in a word, at the end of its card.

use super::super::room::Room;
use super::card::Lock;
use super::cards::missed;
use crate::domain::people::Party;
use crate::domain::response::{Action, ActionState};
use crate::domain::who_acts::Verdict;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Glyph, Hue, Pill};
use crate::view::prelude::*;

/// Why an action is for nobody to do.
fn withheld(verdict: Verdict, reader: Party) -> String {
    match (verdict, reader) {
        (Verdict::RuledOut, Party::Customer) => t!("response.ruled-out.you"),
        (Verdict::RuledOut, Party::Experts) => t!("response.ruled-out.customer"),
        _ => t!("response.reported-only"),
    }
}

/// The state of an action as it is seen on its card.
pub(super) fn state_pill(room: Room, action: &Action, lock: Option<Lock>) -> AnyView {
    let (reader, now) = (room.side(), room.portal.now());
    let side = if action.party == Party::Customer { Hue::You } else { Hue::Experts };
    let label = naming::action_state(&action.state);
    let pill = |label: String, hue: Hue, icon: Glyph| view! { <Pill label hue icon small=true/> }.into_any();
    if let Some(verdict) = action.withheld() {
        return pill(withheld(verdict, reader), Hue::Neutral, Glyph::Prohibited);
    }
    match (&action.state, lock) {
        (ActionState::NotStarted | ActionState::Failed { .. }, _)
            if action.is_refused() && action.party == Party::Experts =>
        {
            pill(t!("response.refused"), Hue::Neutral, Glyph::Prohibited)
        }
        // Nobody waits for an answer any more once the incident is closed.
        (ActionState::NotStarted, _) if action.is_asked(now) && !room.is_closed() => {
            pill(t!("approval.asked"), Hue::You, Glyph::Ask)
        }
        (ActionState::NotStarted, None) if missed(action, now).is_some() => {
            pill(t!("approval.missed"), Hue::Neutral, Glyph::Clock)
        }
        (ActionState::NotStarted, Some(Lock { number: Some(number), .. })) => {
            pill(t!("response.after.number", n = number), Hue::Neutral, Glyph::Lock)
        }
        (ActionState::NotStarted, Some(_)) => pill(t!("response.after"), Hue::Neutral, Glyph::Lock),
        (ActionState::NotStarted, None) if action.is_snoozed(now) => {
            pill(t!("asked.snoozed"), Hue::Neutral, Glyph::Snooze)
        }
        (ActionState::NotStarted, None) if action.delegated.is_some() => {
            pill(t!("response.given"), Hue::Neutral, Glyph::Delegated)
        }
        (ActionState::NotStarted, None) => pill(label, Hue::Neutral, Glyph::Circle),
        (ActionState::InProgress { .. }, _) => pill(label, side, Glyph::Refresh),
        (ActionState::Partly { .. }, _) => pill(label, side, Glyph::CircleHalf),
        (ActionState::Completed { .. }, _) => pill(label, Hue::Good, Glyph::CheckCircle),
        (ActionState::Failed { .. }, _) => pill(label, Hue::High, Glyph::Error),
        (ActionState::Skipped { .. }, _) => match action.progress() {
            Some((done, of)) => {
                pill(t!("action-state.rest-skipped", done = done, of = of), Hue::Neutral, Glyph::CircleHalf)
            }
            None => pill(label, Hue::Neutral, Glyph::ArrowRight),
        },
    }
}
