//! The last open action: the incident is resolved with it, which is said before it is settled and after.

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

/// Says beforehand that the incident goes with it, and where a note can be written that it becomes that of the resolution.
pub(super) fn warning(
    room: Room,
    has_note: bool,
    act: impl Fn() -> Option<IncidentCommand> + Send + Sync + 'static,
) -> AnyView {
    let is_last = Memo::new(move |_| act().is_some_and(|act| resolves(room, act)));
    let words = move || match has_note {
        true => format!("{} {}", t!("response.last"), t!("response.last.note")),
        false => t!("response.last"),
    };
    let line =
        move || is_last.get().then(|| view! { <NoteLine glyph=Glyph::CheckCircle>{words()}</NoteLine> });
    view! { {line} }.into_any()
}

/// What is said once it is done: the incident, where it went with it, is not taken back with the action.
pub(super) fn done(room: Room, act: &IncidentCommand, said: String) -> String {
    if untrack(|| resolves(room, act.clone())) { t!("response.last.done", said = said) } else { said }
}
