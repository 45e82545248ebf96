//! The last open action: the incident is resolved with it, which is said before it is settled and after.

use super::super::resolve::in_force_after;
use super::super::room::Room;
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::decide::decide;
use crate::domain::event::{Event, IncidentEvent};
use crate::platform::clock;
use crate::t;
use crate::ui::parts::{Glyph, NoteLine};
use crate::view::prelude::*;

/// Whether the rules resolve the incident with this.
fn resolves(room: Room, act: IncidentCommand) -> bool {
    let command = Command::Incident { incident: room.id(), act };
    let actor = room.portal.actor();
    let events = room.portal.read(|state| decide(state, &command, &actor, clock::now()));
    let is_end =
        |event: &Event| matches!(event, Event::Incident { what: IncidentEvent::Resolved { .. }, .. });
    events.is_ok_and(|events| events.iter().any(is_end))
}

/// Whether the incident goes with something that somebody is about to do.
pub(super) fn is_last(
    room: Room,
    act: impl Fn() -> Option<IncidentCommand> + Send + Sync + 'static,
) -> Memo<bool> {
    Memo::new(move |_| act().is_some_and(|act| resolves(room, act)))
}

/// Says so beforehand, that what is written becomes the note of the resolution, and what stays in force after it.
pub(super) fn warning(room: Room, is_last: Memo<bool>) -> AnyView {
    let words = || format!("{} {}", t!("response.last"), t!("response.last.note"));
    let line =
        move || is_last.get().then(|| view! { <NoteLine glyph=Glyph::CheckCircle>{words()}</NoteLine> });
    view! { {line} {move || is_last.get().then(|| in_force_after(room))} }.into_any()
}

/// What is said once it is done, with the incident where that went with it.
pub(super) fn done(room: Room, act: &IncidentCommand, said: String) -> String {
    if untrack(|| resolves(room, act.clone())) { t!("response.last.done", said = said) } else { said }
}
