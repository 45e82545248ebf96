//! Who can be reached when: the week of the contacts, and the gaps in it.
//!
//! The service's documentation, contacts: "someone should always be reachable for incident contacts". A contact without
//! hours is reachable at all times.

use super::settings::Contact;
use super::time::{DAY_MS, MINUTE_MS, Timestamp};

/// How long one part of the week is, in minutes.
pub const PART_MINUTES: i64 = 30;
/// How many parts a week has.
pub const WEEK_PARTS: usize = 336;

/// The contacts for incidents in the order in which they are called: by their place in it, then as they are listed.
pub fn call_order(contacts: &[Contact]) -> Vec<&Contact> {
    let mut order: Vec<&Contact> = contacts.iter().filter(|contact| contact.for_incidents).collect();
    order.sort_by_key(|contact| contact.call_order.unwrap_or(u8::MAX));
    order
}

/// Whom one calls at a moment, first to last.
pub fn reachable(contacts: &[Contact], at: Timestamp) -> Vec<&Contact> {
    call_order(contacts).into_iter().filter(|contact| contact.is_on_call(at)).collect()
}

/// A time in which nobody can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// From when.
    pub from: Timestamp,
    /// Up to when, not included.
    pub to: Timestamp,
}

/// The beginnings of the parts of the week that begins at a moment.
pub fn parts(start: Timestamp) -> impl Iterator<Item = Timestamp> {
    (0..7 * DAY_MS / (PART_MINUTES * MINUTE_MS))
        .map(move |part| start.plus_millis(part * PART_MINUTES * MINUTE_MS))
}

/// When nobody is reachable for incidents in the week that begins at `start`, in order.
pub fn gaps(contacts: &[Contact], start: Timestamp) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for from in parts(start) {
        if !reachable(contacts, from).is_empty() {
            continue;
        }
        let to = from.plus_millis(PART_MINUTES * MINUTE_MS);
        match gaps.last_mut().filter(|gap| gap.to == from) {
            Some(gap) => gap.to = to,
            None => gaps.push(Gap { from, to }),
        }
    }
    gaps
}
