//! What came of it, in words: for how many it was done, why not for the others, and the way back.

use super::{Kind, Left};
use crate::domain::decide::Outcome;
use crate::domain::ids::{CommandId, IncidentId};
use crate::domain::text::clip;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Toast, Tone};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::ui::text::text;
use crate::view::prelude::*;

/// So many numbers of incidents stand behind a reason; the rest is counted.
const NAMED_MAX: usize = 5;
/// Longest title of an incident beside its number, in characters.
const TITLE_CHARS: usize = 80;
/// So many reasons are listed.
pub(super) const REASONS_MAX: usize = 8;

/// The reasons of what is refused, each with how many and some of their numbers.
pub(super) fn reasons(outcome: &Outcome) -> Vec<String> {
    // Two rules may say the same in words.
    let mut refused: Vec<(String, Vec<&IncidentId>)> = Vec::new();
    for one in &outcome.refused {
        let why = refusals::refusal(&one.refusal);
        match refused.iter_mut().find(|(known, _)| *known == why) {
            Some((_, incidents)) => incidents.extend(&one.incidents),
            None => refused.push((why, one.incidents.iter().collect())),
        }
    }
    refused.sort_by_key(|(_, incidents)| std::cmp::Reverse(incidents.len()));
    refused
        .into_iter()
        .take(REASONS_MAX)
        .map(|(why, incidents)| {
            let count = incidents.len();
            let named: Vec<String> =
                incidents.iter().take(NAMED_MAX).map(|id| id.as_str().to_owned()).collect();
            let more = count - named.len();
            let mut which = intl::both(&named);
            if more > 0 {
                which = t!("bulk.which.more", which = named.join(", "), n = more);
            }
            t!("bulk.reason", n = count, why = why, which = which)
        })
        .collect()
}

/// How many incidents a command changed, as the journal has it.
fn changed(portal: Portal, command: &CommandId) -> Option<usize> {
    portal.glance(|state| state.undo.find(command).map(crate::domain::undo::Undoable::count))
}

/// Which incident a command changed, where it was one and the way back is offered: the result may still be told when
/// another one is looked at.
fn named(portal: Portal, command: &CommandId) -> Option<String> {
    let (id, title) = portal.glance(|state| {
        let known = state.undo.find(command)?;
        let mut changed = known.single.iter().map(|it| &it.incident);
        let mut of_groups = known.groups.iter().flat_map(|group| &group.incidents);
        let id = changed.next().or_else(|| of_groups.next())?;
        let is_one = known.count() == 1;
        let incident = state.incident(id.as_str()).filter(|_| is_one)?;
        Some((id.clone(), clip(incident.known.title(), TITLE_CHARS).into_owned()))
    })?;
    Some(t!("bulk.at", id = id.as_str(), title = title))
}

/// Says what was done, with the reasons for what was not and the way back.
pub(super) fn tell_done(portal: Portal, kind: Kind, command: &CommandId, expected: &Outcome) {
    let undoable = changed(portal, command);
    // A merge counts the one that goes on, which is not merged itself.
    let goes_on = usize::from(kind == Kind::Merge);
    let done = undoable.unwrap_or_else(|| expected.done_count()).saturating_sub(goes_on);
    let refused = expected.refused_count();
    let all = done + refused;
    let stem = format!("bulk.{}.done", kind.word());
    let title = match done {
        // Somebody else was first.
        0 => t!("bulk.refused", n = refused, all = all),
        _ => text(&stem, &[("n", done.into()), ("all", all.into())]),
    };
    let at = named(portal, command).filter(|_| refused == 0);
    portal.left.set(Left::of(title.clone(), expected));
    let command = command.clone();
    let undo = undoable.is_some().then(|| Callback::new(move |()| super::undo(portal, command.clone())));
    portal.tell(Toast {
        id: 0,
        tone: if refused == 0 { Tone::Good } else { Tone::Warning },
        text: title,
        second: at.or_else(|| (refused > 0 && done > 0).then(|| t!("bulk.refused", n = refused, all = all))),
        // They stand over the list, where nothing takes them away before they are read.
        reasons: Vec::new(),
        undo,
    });
}

/// Says that one thing was done, with the way back where there is one.
pub(super) fn tell_one(portal: Portal, command: CommandId, said: String) {
    let second = named(portal, &command);
    let undo = changed(portal, &command)
        .is_some()
        .then(|| Callback::new(move |()| super::undo(portal, command.clone())));
    portal.tell(Toast { id: 0, tone: Tone::Good, text: said, second, reasons: Vec::new(), undo });
}

/// Says what was taken back.
pub(super) fn tell_undone(portal: Portal, command: &CommandId, expected: Option<&Outcome>) {
    let done = changed(portal, command).unwrap_or_default();
    let refused = expected.map_or(0, Outcome::refused_count);
    // Nothing of incidents: then it was a change beside them, which is taken back whole or not at all.
    // What was offered to be taken back before is now old.
    portal.toasts.update(|list| list.retain(|toast| toast.undo.is_none()));
    let is_change = expected.is_some_and(|expected| expected.done_count() + refused == 0);
    let refused_title = t!("bulk.undone.refused", n = refused);
    portal.left.set(expected.and_then(|expected| Left::of(refused_title, expected)));
    portal.tell(Toast {
        id: 0,
        tone: if refused == 0 { Tone::Good } else { Tone::Warning },
        text: if is_change { t!("bulk.undone.change") } else { t!("bulk.undone", n = done) },
        second: match refused {
            0 => named(portal, command),
            _ => Some(t!("bulk.undone.refused", n = refused)),
        },
        reasons: expected.map(reasons).unwrap_or_default(),
        undo: None,
    });
}
