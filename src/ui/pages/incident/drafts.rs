//! What was typed and not sent yet, kept for as long as the app is open, so that a look at another page loses nothing.

use crate::domain::ids::IncidentId;
use crate::view::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;

thread_local! {
    static KEPT: RefCell<HashMap<(IncidentId, &'static str), String>> = RefCell::new(HashMap::new());
}

/// A text that survives leaving the page. Emptied, it is forgotten.
pub(super) fn draft(id: IncidentId, field: &'static str) -> RwSignal<String> {
    let key = (id, field);
    let text = RwSignal::new(KEPT.with_borrow(|kept| kept.get(&key).cloned()).unwrap_or_default());
    Effect::new(move |_| {
        let now = text.get();
        KEPT.with_borrow_mut(
            |kept| if now.is_empty() { kept.remove(&key) } else { kept.insert(key.clone(), now) },
        );
    });
    text
}

/// Whether anything was typed at any incident and not sent yet.
pub(super) fn is_any() -> bool {
    KEPT.with_borrow(|kept| !kept.is_empty())
}

/// Forgets a text that was sent, wherever the person is by now.
pub(super) fn forget(id: IncidentId, field: &'static str) {
    KEPT.with_borrow_mut(|kept| kept.remove(&(id, field)));
}
