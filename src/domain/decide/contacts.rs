//! Rules of what is noted of contacts: told, tested, answered (service.md 1.4, contacts).
//!
//! service.md 1.4: "each added person or team gets a mail that they were named".

use super::super::contact_notes::ContactNote;
use super::super::event::Event;
use super::super::experts::delivery::same_code;
use super::super::ids::ContactId;
use super::super::people::{Actor, Role};
use super::super::refusal::{Problem, Refusal};
use super::super::settings::LINE_CHARS_MAX;
use super::super::state::State;
use super::checks::{Problems, line};
use super::needs;

/// Notes something of a contact. An answer counts only with the code that went to its present address.
pub(super) fn note(
    state: &State,
    id: &ContactId,
    note: &ContactNote,
    actor: &Actor,
) -> Result<Vec<Event>, Refusal> {
    needs(actor, &[Role::Administrator, Role::Advisor])?;
    let mut contacts = state.settings.contacts.iter();
    let contact = contacts.find(|contact| contact.id == *id).ok_or(Refusal::NoSuchContact)?;
    match note {
        ContactNote::Told => {}
        ContactNote::TestSent { code } => line("code", code, LINE_CHARS_MAX)?,
        ContactNote::Answered { code } => {
            line("code", code, LINE_CHARS_MAX)?;
            let sent = state.contact_notes.get(id).and_then(|notes| notes.code(&contact.email));
            if !sent.is_some_and(|sent| same_code(sent, code)) {
                let mut problems = Problems::default();
                problems.add("code", Problem::WrongCode);
                problems.refuse()?;
            }
        }
    }
    let email = contact.email.clone();
    Ok(vec![Event::ContactNoted { contact: id.clone(), email, note: note.clone() }])
}
