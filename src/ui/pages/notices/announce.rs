//! Notices of the browser: what comes up while the app is open is shown as one, where the person allowed that.
//!
//! Each carries a code and has its line in the log, as every other message that leaves.

use super::deliver::record;
use super::wording::message;
use crate::analytics::notices::{Notice, Standing, Trigger};
use crate::domain::experts::delivery::{Channel, Outcome};
use crate::domain::people::{Party, Role};
use crate::domain::time::Timestamp;
use crate::platform::{clock, notify};
use crate::t;
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use std::collections::BTreeSet;

/// So many are shown for one change at most; more are in the outbox.
const SHOWN_MAX: usize = 3;

/// Shows what comes up from now on. Called once, above the pages.
pub fn announce(portal: Portal) {
    let since = clock::now();
    let seen = StoredValue::new(BTreeSet::<String>::new());
    Effect::new(move |before: Option<()>| {
        portal.revision.track();
        let role = portal.role.get();
        // Nothing has come up since now: the first page does not wait for the browser's answer.
        if before.is_some() && notify::permission() == notify::Permission::Granted {
            show_new(portal, role, since, seen);
        }
    });
}

/// A first visit seldom allows notices, so it need not load this.
#[inline(never)]
fn show_new(portal: Portal, role: Role, since: Timestamp, seen: StoredValue<BTreeSet<String>>) {
    let mut shown = 0;
    let me = untrack(|| portal.actor()).person;
    let due = super::current(portal).into_iter().filter(|it| it.at >= since && is_for(role, &me, it));
    for notice in due {
        // One that goes by several channels, or to several people, is one notice here.
        let key = once_key(&notice);
        let is_new = seen.try_update_value(|seen| seen.insert(key.clone())).unwrap_or(false);
        if is_new && shown < SHOWN_MAX {
            shown += 1;
            show(portal, &key, &notice);
        }
    }
}

/// Whether a notice is for whoever looks: those of the service for the advisor, calls for the experts, the others for the
/// customer.
fn is_for(role: Role, me: &str, notice: &Notice) -> bool {
    // A rule tells addresses and not whoever looks.
    if notice.trigger == Trigger::Rule || notice.trigger == Trigger::Named {
        return false;
    }
    let names_me = notice.to.as_ref().is_some_and(|to| to.name == me);
    if notice.trigger == Trigger::Mention && !names_me {
        return false;
    }
    let for_role = match (notice.trigger, notice.channel) {
        (Trigger::Feedback | Trigger::FeedbackLate, _) => role == Role::Advisor,
        // It is the experts who call.
        (_, Channel::Phone) => role == Role::Expert,
        _ => role.party() == Party::Customer,
    };
    for_role && matches!(notice.standing, Standing::Due)
}

fn once_key(notice: &Notice) -> String {
    format!("browser {} {:?} {}", notice.trigger.as_str(), notice.subject, notice.at)
}

fn show(portal: Portal, key: &str, notice: &Notice) {
    let words = untrack(|| message(portal, notice));
    notify::show(&words.subject, &format!("{}\n{}", words.text, words.proof()));
    record(portal, key, Channel::Browser, &t!("notices.channel.browser"), &words, Outcome::Handed);
}
