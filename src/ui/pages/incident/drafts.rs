//! What was typed and not sent yet: kept in the tab, so that neither a look at another page nor loading the page anew
//! loses anything.

use crate::domain::ids::{IncidentId, WorkspaceId};
use crate::formats::left_draft::{left_draft, read_left_draft};
use crate::platform::prefs;
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The texts of a workspace, by incident and field.
#[derive(Default)]
struct Kept {
    of: Option<WorkspaceId>,
    texts: BTreeMap<(IncidentId, String), String>,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::new(Kept::default());
}

/// What the tab keeps the texts of a workspace under.
fn left_behind(workspace: &WorkspaceId) -> String {
    format!("incident-drafts.{}", workspace.as_str())
}

/// Opens the texts of the workspace that is open, as the tab keeps them.
fn with<T>(portal: Portal, act: impl FnOnce(&mut Kept) -> T) -> T {
    let workspace = portal.glance(|state| state.workspace.as_ref().map(|(id, _)| id.clone()));
    KEPT.with_borrow_mut(|kept| {
        if kept.of != workspace {
            let left = workspace.as_ref().and_then(|id| {
                read_left_draft::<Vec<(IncidentId, String, String)>>(id, &prefs::of_tab(&left_behind(id))?)
            });
            let texts = left.into_iter().flatten().map(|(id, field, text)| ((id, field), text)).collect();
            *kept = Kept { of: workspace, texts };
        }
        act(kept)
    })
}

/// What was typed in a field and not sent.
pub(super) fn typed(portal: Portal, id: &IncidentId, field: &str) -> String {
    with(portal, |kept| kept.texts.get(&(id.clone(), field.to_owned())).cloned().unwrap_or_default())
}

/// Keeps what was typed in a field. Emptied, it is forgotten.
pub(super) fn keep(portal: Portal, id: &IncidentId, field: &str, text: &str) {
    with(portal, |kept| {
        let key = (id.clone(), field.to_owned());
        let before =
            if text.is_empty() { kept.texts.remove(&key) } else { kept.texts.insert(key, text.to_owned()) };
        if before.as_deref().unwrap_or_default() == text {
            return;
        }
        let Some(workspace) = &kept.of else { return };
        let all: Vec<_> = kept.texts.iter().map(|((id, field), text)| (id, field, text)).collect();
        let text = (!all.is_empty()).then(|| left_draft(workspace, &all)).flatten();
        prefs::set_of_tab(&left_behind(workspace), text.as_deref());
    });
}

/// A text that is kept as it is typed.
pub(super) fn draft(portal: Portal, id: IncidentId, field: impl Into<String>) -> RwSignal<String> {
    let field = field.into();
    let text = RwSignal::new(typed(portal, &id, &field));
    Effect::new(move |_| text.with(|text| keep(portal, &id, &field, text)));
    text
}

/// A text of a field that changes with what is asked; where nothing is asked, nothing is kept. It begins with what was
/// typed before, else with what is known.
pub(super) fn draft_of(
    portal: Portal,
    id: IncidentId,
    field: impl Fn() -> Option<String> + Send + Sync + 'static,
    known: impl Fn() -> String + Copy + Send + Sync + 'static,
) -> RwSignal<String> {
    let text = RwSignal::new(String::new());
    let field = Memo::new(move |_| field());
    let of = id.clone();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let typed = typed(portal, &of, &field);
            text.set(if typed.is_empty() { untrack(known) } else { typed });
        }
    });
    Effect::new(move |_| {
        let now = text.get();
        if let Some(field) = field.get_untracked() {
            let is_typed = now != untrack(known);
            keep(portal, &id, &field, if is_typed { &now } else { "" });
        }
    });
    text
}

/// Whether anything was typed at any incident and not sent yet.
pub(super) fn is_any() -> bool {
    KEPT.with_borrow(|kept| !kept.texts.is_empty())
}

/// Forgets a text that was sent, wherever the person is by now.
pub(super) fn forget(portal: Portal, id: &IncidentId, field: &str) {
    keep(portal, id, field, "");
}
