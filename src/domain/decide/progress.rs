//! Rules of putting off and giving away actions, which the real service lacks.
//!
//! Source: service.md section 4, 12 ("skip with a reason, snooze, delegate, reopen") and section 6, clocks ("snooze hides and
//! does not pause").

use super::super::event::IncidentEvent as Happened;
use super::super::ids::ActionId;
use super::super::refusal::Refusal;
use super::super::time::Timestamp;
use super::action::{actionable, handled};
use super::checks::{short_line, text_fits};
use super::incident::{Asked, Decision};

/// Whoever has the action puts it off, or takes it up again. It hides it and stops no clock.
pub(super) fn snooze(asked: &Asked<'_>, id: &ActionId, until: Option<Timestamp>) -> Decision {
    let action = handled(asked, id)?;
    if action.state.is_settled() {
        return Err(Refusal::WrongActionState);
    }
    if until.is_some_and(|until| until <= asked.now) {
        return Err(Refusal::InThePast);
    }
    if action.snoozed.as_ref().map(|snooze| snooze.until) == until {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Happened::ActionSnoozed { action: id.clone(), until }])
}

/// Whoever has the action asks somebody else to carry it out. The side stays answerable, so its people still can.
pub(super) fn delegate(asked: &Asked<'_>, id: &ActionId, to: &str, note: &str) -> Decision {
    let action = actionable(asked, id)?;
    if action.state.is_settled() {
        return Err(Refusal::WrongActionState);
    }
    short_line("to", to)?;
    text_fits(note)?;
    let (to, note) = (to.trim(), note.trim());
    let now = action.delegated.as_ref().map(|it| (it.to.as_str(), it.note.as_str()));
    if now.map_or("", |(to, _)| to) == to && (to.is_empty() || now.is_some_and(|(_, known)| known == note)) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Happened::ActionDelegated { action: id.clone(), to: to.to_owned(), note: note.to_owned() }])
}
