//! What could not be posted is tried again, and what comes up is posted where the workspace says that posts leave by
//! themselves: for as long as the app is open, whatever page is shown, and by one tab only.

use super::deliver::{address_for, post_to};
use super::wording::message;
use crate::analytics::notices::{Notice, Standing, has_failed};
use crate::domain::experts::delivery::ByItself;
use crate::domain::time::{MINUTE_MS, Timestamp};
use crate::platform::tabs::Part;
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use std::collections::BTreeSet;

/// Who shares the workspace waits so much longer with what somebody else tried last, or said that it leaves by itself:
/// that person's browser tries first.
const OTHERS_WAIT_MS: i64 = 10 * MINUTE_MS;

/// What was tried by this tab: a notice, and the moment for which it was due. One whose line in the log could not be kept
/// is not tried again for the same moment.
type Tried = StoredValue<BTreeSet<(String, Timestamp)>>;

/// Begins to look after it. Called once, above the pages.
pub fn keep_trying(portal: Portal) {
    let busy = RwSignal::new(false);
    let tried = Tried::new(BTreeSet::new());
    Effect::new(move |_| {
        // The part of this tab is told with the storage.
        portal.storage.track();
        let is_free = !busy.get();
        let is_writer = portal.upkeep().tabs.part() == Part::Writer;
        let has_work = portal.read(|state| state.experts.channels.by_itself.is_some() || has_failed(state));
        if has_work && is_writer && is_free {
            try_next(portal, busy, tried);
        }
    });
}

/// A first visit has nothing that failed and no web-hook, so it need not load this.
#[inline(never)]
fn try_next(portal: Portal, busy: RwSignal<bool>, tried: Tried) {
    let now = portal.now();
    // In a workspace that nobody shares it is this browser that tries, whatever name whoever sits at it has taken.
    let me = portal.upkeep().sharing.address().map(|_| portal.actor().person);
    let by_itself = portal.glance(|state| state.experts.channels.by_itself.clone());
    let next = super::current(portal).into_iter().find_map(|it| {
        let due = again(&it, me.as_deref()).or_else(|| first(&it, by_itself.as_ref()?, me.as_deref()))?;
        let mark = (it.key.clone(), due);
        let is_due = mark.1 <= now && tried.with_value(|tried| !tried.contains(&mark));
        (is_due && address_for(portal, &it).is_some()).then_some((it, mark))
    });
    let Some((notice, mark)) = next else { return };
    tried.update_value(|tried| {
        tried.insert(mark);
    });
    busy.set(true);
    let words = untrack(|| message(portal, &notice));
    post_to(portal, notice, words, move || {
        let _ = busy.try_set(false);
    });
}

/// How long `me` leaves it to whoever is named; nobody else is there where `me` is nobody in particular.
fn wait_ms(named: &str, me: Option<&str>) -> i64 {
    if me.is_none_or(|me| me == named) { 0 } else { OTHERS_WAIT_MS }
}

/// When a post leaves here by itself for the first time.
fn first(notice: &Notice, by_itself: &ByItself, me: Option<&str>) -> Option<Timestamp> {
    let is_meant = notice.standing == Standing::Due && notice.to.is_none() && notice.at >= by_itself.since;
    let wait = wait_ms(&by_itself.by, me);
    is_meant.then(|| notice.at.plus_millis(wait))
}

/// When a post is tried again here.
fn again(notice: &Notice, me: Option<&str>) -> Option<Timestamp> {
    let Standing::Failed(_, again, by) = &notice.standing else { return None };
    let wait = wait_ms(by, me);
    notice.to.is_none().then(|| again.plus_millis(wait))
}
