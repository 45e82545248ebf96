//! Who can be reached when: the week of the contacts, and the gaps in it.
//!
//! service.md 1.4, contacts: "someone should always be reachable for incident contacts". A contact without
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

/// Whom one calls at every minute of a part of the week, first to last: at the minute at which they are fewest.
pub fn reachable_throughout(contacts: &[Contact], part: Timestamp) -> Vec<&Contact> {
    let minutes = (0..PART_MINUTES).map(|minute| reachable(contacts, part.plus_millis(minute * MINUTE_MS)));
    minutes.min_by_key(Vec::len).unwrap_or_default()
}

/// When nobody is reachable for incidents in the week that begins at `start`, in order and to the minute, as hours are
/// entered.
pub fn gaps(contacts: &[Contact], start: Timestamp) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for minute in 0..7 * DAY_MS / MINUTE_MS {
        let from = start.plus_millis(minute * MINUTE_MS);
        let is_reached = contacts.iter().any(|contact| contact.for_incidents && contact.is_on_call(from));
        if is_reached {
            continue;
        }
        let to = from.plus_millis(MINUTE_MS);
        match gaps.last_mut().filter(|gap| gap.to == from) {
            Some(gap) => gap.to = to,
            None => gaps.push(Gap { from, to }),
        }
    }
    gaps
}
