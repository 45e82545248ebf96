//! What was typed of a playbook and not kept as a version: the tab has it, so that neither a look at another page nor
//! loading the page anew loses it.

use super::form::{Form, Typed, blank, untouched};
use crate::domain::people::Role;
use crate::domain::playbook::Playbook;
use crate::formats::left_draft::{left_draft, read_left_draft};
use crate::platform::prefs;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// What the tab keeps it under.
fn left_behind(id: &str) -> String {
    format!("playbook-draft.{id}")
}

/// The newest version; one that is not there is new.
pub(super) fn newest(portal: Portal, id: &str) -> Playbook {
    portal.glance(|state| state.playbook(id).map(Playbook::spoken)).unwrap_or_else(|| blank(id))
}

/// What the form begins with: for an expert what was typed before, else the newest version.
pub(super) fn begin(portal: Portal, id: &str, role: Role) -> Typed {
    let left = || {
        let text = prefs::of_tab(&left_behind(id))?;
        let left = portal.glance(|state| read_left_draft::<Typed>(&state.workspace.as_ref()?.0, &text));
        left.map(|(playbook, categories, techniques)| (playbook.spoken(), categories, techniques))
    };
    (role == Role::Expert).then(left).flatten().unwrap_or_else(|| untouched(newest(portal, id)))
}

/// Forgets what was typed.
pub(super) fn forget(id: &str) {
    prefs::set_of_tab(&left_behind(id), None);
}

/// Keeps what is typed for as long as it says something else than the newest version. The other side sees the version
/// and never what is typed.
pub(super) fn keep(portal: Portal, id: String, form: Form, is_changed: Memo<bool>) {
    let of = id.clone();
    Effect::new(move |before: Option<Role>| {
        let role = portal.role.get();
        if before.is_some_and(|before| before != role) {
            form.take(begin(portal, &of, role));
        }
        role
    });
    Effect::new(move |_| {
        // What came with the product is kept as it came: the language may change before it is read again.
        let (playbook, categories, techniques) = form.typed();
        let (typed, is_changed) = ((playbook.original(), categories, techniques), is_changed.get());
        if portal.role.get_untracked() != Role::Expert {
            return;
        }
        let text = is_changed
            .then(|| portal.glance(|state| left_draft(&state.workspace.as_ref()?.0, &typed)))
            .flatten();
        prefs::set_of_tab(&left_behind(&id), text.as_deref());
    });
}
