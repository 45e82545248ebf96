//! What was agreed about actions, playbooks, alerts and hand-over, in words.

use super::moment::Titles;
use crate::analytics::incident::named::{alert_key, target_key};
use crate::domain::event::IncidentEvent as E;
use crate::domain::ids::ActionId;
use crate::domain::text::clip;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::Glyph;

/// Longest name of a person or action in a sentence, in characters.
const NAME_CHARS: usize = 120;
/// So many assets are named.
const NAMED_MAX: usize = 3;

/// The sentence of an event, and what the person said with it.
pub(super) fn telling<'a>(event: &'a E, who: &str, titles: &Titles) -> (Glyph, String, Option<&'a str>) {
    let title = |id: &ActionId| {
        titles
            .get(id.as_str())
            .map_or_else(|| t!("history.some-action"), |title| clip(title, NAME_CHARS).into_owned())
    };
    match event {
        E::ActionAdvanced { action, assets, note, told } => {
            let (title, assets) = (title(action), named(assets, titles));
            let words = match told {
                Some(told) => {
                    t!("history.reconciled.on", title = title, who = told.by.as_str(), assets = assets)
                }
                None => t!("history.action-advanced", who = who, title = title, assets = assets),
            };
            (Glyph::Check, words, Some(note))
        }
        E::ActionSkippedOn { action, assets, reason } => {
            let words = t!(
                "history.action-skipped-on",
                who = who,
                title = title(action),
                assets = named(assets, titles)
            );
            (Glyph::ArrowRight, words, Some(reason))
        }
        E::ActionSnoozed { action, until: Some(until) } => {
            let until = intl::moment(*until);
            (
                Glyph::Snooze,
                t!("history.action-snoozed", who = who, title = title(action), until = until),
                None,
            )
        }
        E::ActionSnoozed { action, until: None } => {
            (Glyph::Bell, t!("history.action-woken", who = who, title = title(action)), None)
        }
        E::ActionDelegated { action, to, note } if !to.is_empty() => {
            let to = clip(to, NAME_CHARS);
            let words = t!("history.action-delegated", who = who, title = title(action), to = to.as_ref());
            (Glyph::Delegated, words, Some(note))
        }
        E::ActionDelegated { action, .. } => {
            (Glyph::Undo, t!("history.action-taken-back", who = who, title = title(action)), None)
        }
        E::ApprovalAsked { action, note, .. } => {
            (Glyph::Ask, t!("history.approval-asked", who = who, title = title(action)), Some(note))
        }
        E::ApprovalAnswered { action, yes: true, note } => {
            (Glyph::CheckCircle, t!("history.approval-given", who = who, title = title(action)), Some(note))
        }
        E::ApprovalAnswered { action, note, .. } => {
            (Glyph::Prohibited, t!("history.approval-refused", who = who, title = title(action)), Some(note))
        }
        E::ApprovalExpired { action } => {
            (Glyph::Clock, t!("history.approval-expired", title = title(action)), None)
        }
        other => rest(other, who, titles),
    }
}

/// The first of some assets by name, and how many more there are; by its number one whose plan is not known.
pub(super) fn named(assets: &[String], titles: &Titles) -> String {
    let name = |id: &String| clip(titles.get(&target_key(id)).unwrap_or(id), NAME_CHARS).into_owned();
    naming::few(assets.iter().map(name), assets.len(), NAMED_MAX)
}

/// The title of an alert; its id where the record does not have it any more.
fn alert_name(id: &str, titles: &Titles) -> String {
    let title = titles.get(&alert_key(id)).map_or(id, String::as_str);
    clip(title, NAME_CHARS).into_owned()
}

fn rest<'a>(event: &'a E, who: &str, titles: &Titles) -> (Glyph, String, Option<&'a str>) {
    match event {
        E::PlaybookApplied { playbook, automatic } => {
            let name = clip(&playbook.name, NAME_CHARS);
            let words = match automatic {
                true => t!("history.playbook-itself", name = name.as_ref(), version = playbook.version),
                false => t!("history.playbook", who = who, name = name.as_ref(), version = playbook.version),
            };
            (Glyph::Bookmark, words, None)
        }
        E::AlertManaged { alert, status: Some(status), .. } => {
            let (alert, status) = (alert_name(alert, titles), naming::alert_status(status));
            let words = t!("history.alert-status", who = who, alert = alert, status = status);
            (Glyph::Bell, words, None)
        }
        E::AlertManaged { alert, verdict: Some((classification, determination)), .. } => {
            let verdict = super::super::head::verdict_words(classification, determination);
            let alert = alert_name(alert, titles);
            let words = t!("history.alert-verdict", who = who, alert = alert, verdict = verdict);
            (Glyph::ShieldCheck, words, None)
        }
        E::HandedOver { to, reason } => {
            let to = clip(to, NAME_CHARS);
            (Glyph::Experts, t!("history.handed-over", who = who, to = to.as_ref()), Some(reason))
        }
        _ => (Glyph::Box, t!("history.unknown", n = 1), None),
    }
}
