//! The facts of ATT&CK for the whole app: loaded when a page first asks, ids are shown meanwhile.

use crate::formats::attack::AttackFacts;
use crate::platform::fetch;
use crate::view::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::sync::Arc;

/// Where the site carries them.
const FILE: &str = "attack.json";

thread_local! {
    // Not owned by any page, since it outlives the one that asked first.
    static FACTS: ArcRwSignal<Option<Arc<AttackFacts>>> = ArcRwSignal::new(None);
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// The facts, or nothing while they load or cannot be loaded. A later page asks again after a failure.
pub fn facts() -> ArcRwSignal<Option<Arc<AttackFacts>>> {
    let facts = FACTS.with(ArcRwSignal::clone);
    if !ASKED.replace(true) {
        let signal = facts.clone();
        spawn_local(async move {
            match fetch::text(FILE).await.ok().and_then(|text| AttackFacts::read(&text)) {
                Some(read) => signal.set(Some(Arc::new(read))),
                None => ASKED.set(false),
            }
        });
    }
    facts
}
