//! One moment of the line in words.

use super::super::head::verdict_words;
use super::super::life_line::time_of_day;
use super::super::room::Room;
use super::super::taken::mark as mark_of;
use super::super::texts::long_text;
use crate::analytics::incident::history::{Moment, What};
use crate::analytics::incident::moment_key::MomentKey;
use crate::analytics::incident::named::{origin_key, planner_key};
use crate::domain::event::IncidentEvent;
use crate::domain::ids::{ActionId, IncidentId};
use crate::domain::people::Party;
use crate::domain::response::{Action, ActionState};
use crate::domain::text::clip;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::route::IncidentTab;
use crate::t;
use crate::ui::markdown::Markdown;
use crate::ui::naming;
use crate::ui::parts::{self, Glyph, Icon, MomentMark, hue_of_role};
use crate::view::prelude::*;
use std::collections::HashMap;

/// Longest name of a person or action in a sentence, in characters.
pub(super) const NAME_CHARS: usize = 120;

pub(super) type Titles = HashMap<String, String>;

/// A moment as a sentence, and what was said with it, as it was written.
pub(super) fn words_of(moment: &Moment, titles: &Titles, side: Party) -> (String, String) {
    let who = moment.by.as_deref().map(|name| clip(name, NAME_CHARS).into_owned()).unwrap_or_default();
    match &moment.what {
        What::Created => (t!("history.created"), String::new()),
        What::UpdatedAtSource if who.is_empty() => (t!("history.updated"), String::new()),
        What::UpdatedAtSource => (t!("history.updated.by", who = who), String::new()),
        What::NotKnown(count) => (t!("history.unknown", n = *count), String::new()),
        What::SourceComment { text } => (t!("history.wrote", who = who), text.clone()),
        What::Happened { event, also } => {
            if let IncidentEvent::Commented { comment } = &**event {
                return (t!("history.wrote", who = who), comment.text.clone());
            }
            let (_, words, said) = telling(event, &who, titles, side);
            let followed = also.iter().filter_map(|event| consequence(event, side, titles));
            let words: Vec<String> =
                [words].into_iter().chain(came_by(event, titles)).chain(followed).collect();
            (words.join(" · "), said.unwrap_or_default().to_owned())
        }
    }
}

/// The item of the list.
pub(super) fn view(room: Room, moment: &Moment, titles: &Titles, now: Timestamp) -> AnyView {
    let side = room.side();
    let who = moment.by.as_deref().map(|name| clip(name, NAME_CHARS).into_owned());
    let party = moment.role.and_then(hue_of_role);
    let (mark, text) = match &moment.what {
        What::Created => (MomentMark::Event(Glyph::Add), sentence(t!("history.created"))),
        What::UpdatedAtSource => {
            let words = match &who {
                Some(who) => t!("history.updated.by", who = who.as_str()),
                None => t!("history.updated"),
            };
            (MomentMark::Event(Glyph::Refresh), sentence(words))
        }
        What::NotKnown(count) => (MomentMark::Event(Glyph::Box), sentence(t!("history.unknown", n = *count))),
        What::SourceComment { text } => {
            let name = who.unwrap_or_else(|| t!("history.source"));
            (MomentMark::Person(name), long_text(text.clone()))
        }
        What::Happened { event, .. } if matches!(&**event, IncidentEvent::Commented { .. }) => {
            commented(room, event, moment.from.clone())
        }
        What::Happened { event, also } => happened(event, also, &who.unwrap_or_default(), titles, side),
    };
    let (here, link) = link(room, moment).unzip();
    let from = mark_of(moment.from.clone());
    view! {
        <parts::Moment
            mark
            party
            time=time_of_day(moment.at, now)
            at=moment.at
            internal=moment.is_internal()
            link
        >
            {here}
            {text}
            " "
            {from}
        </parts::Moment>
    }
    .into_any()
}

fn commented(room: Room, event: &IncidentEvent, from: Option<IncidentId>) -> (MomentMark, AnyView) {
    match event {
        IncidentEvent::Commented { comment } => {
            let name = clip(&comment.by, NAME_CHARS).into_owned();
            (MomentMark::Person(name), super::comment::body(room, comment, from))
        }
        _ => (MomentMark::Event(Glyph::Box), ().into_any()),
    }
}

/// The address of the moment, and where the reader came by it a mark that takes the focus.
fn link(room: Room, moment: &Moment) -> Option<(AnyView, AnyView)> {
    let at: MomentKey = moment.key.parse().ok()?;
    let is_here = room.tab() == IncidentTab::At(at);
    let here = is_here.then(|| view! { <span class="moment-here" tabindex="-1">{t!("history.here")}</span> });
    let label = t!("history.link", when = intl::moment(moment.at));
    let href = room.link(IncidentTab::At(at));
    let link = view! {
        <a class="moment-link" href=href aria-label=label.clone() title=label><Icon glyph=Glyph::Link/></a>
    };
    Some((view! { {here} }.into_any(), link.into_any()))
}

fn sentence(words: String) -> AnyView {
    view! { <bdi>{parts::breakable(&words)}</bdi> }.into_any()
}

/// What was done here: a sentence, what was said with it, and what followed.
fn happened(
    event: &IncidentEvent,
    also: &[IncidentEvent],
    who: &str,
    titles: &Titles,
    side: Party,
) -> (MomentMark, AnyView) {
    let itself = published_by(event, also);
    let (glyph, words, said) = telling(event, itself.as_deref().unwrap_or(who), titles, side);
    let said = said.filter(|said| !said.trim().is_empty()).map(|said| {
        // The note of a resolution is written as comments are.
        let said = match event {
            IncidentEvent::Resolved { .. } => view! { <Markdown text=said.to_owned()/> }.into_any(),
            _ => long_text(said.to_owned()),
        };
        view! { <div class="moment-said">{said}</div> }
    });
    let origin = came_by(event, titles);
    let followed: Vec<String> =
        origin.into_iter().chain(also.iter().filter_map(|event| consequence(event, side, titles))).collect();
    let followed = (!followed.is_empty()).then(|| {
        view! { <div class="caption third"><bdi>{followed.join(" · ")}</bdi></div> }
    });
    (MomentMark::Event(glyph), view! { <bdi>{parts::breakable(&words)}</bdi> {said} {followed} }.into_any())
}

/// The playbook that published by itself what somebody's command led to: they did not publish it.
fn published_by(event: &IncidentEvent, also: &[IncidentEvent]) -> Option<String> {
    let IncidentEvent::ResponsePublished { .. } = event else { return None };
    also.iter().find_map(|event| match event {
        IncidentEvent::PlaybookApplied { playbook, automatic: true } => {
            Some(t!("playbook.called", name = clip(&playbook.name, NAME_CHARS).as_ref()))
        }
        _ => None,
    })
}

/// The sentence of an event, and what the person said with it.
fn telling<'a>(
    event: &'a IncidentEvent,
    who: &str,
    titles: &Titles,
    side: Party,
) -> (Glyph, String, Option<&'a str>) {
    use IncidentEvent as E;
    let title = |id: &ActionId| {
        titles
            .get(id.as_str())
            .map_or_else(|| t!("history.some-action"), |title| clip(title, NAME_CHARS).into_owned())
    };
    match event {
        E::ActionStarted { action } => {
            (Glyph::Play, t!("history.action-started", who = who, title = title(action)), None)
        }
        E::ActionCompleted { action, note } => {
            (Glyph::Check, t!("history.action-completed", who = who, title = title(action)), Some(note))
        }
        E::ActionFailed { action, reason, .. } => {
            (Glyph::Error, t!("history.action-failed", who = who, title = title(action)), Some(reason))
        }
        E::ActionSkipped { action, reason } => {
            (Glyph::ArrowRight, t!("history.action-skipped", who = who, title = title(action)), Some(reason))
        }
        E::ActionReopened { action } => {
            (Glyph::Undo, t!("history.action-reopened", who = who, title = title(action)), None)
        }
        E::ActionReconciled { action, state, .. } => reconciled(&title(action), state),
        E::TaskImported { action, .. } => {
            let title = clip(&action.plan.title, NAME_CHARS);
            (Glyph::Add, t!("history.task-imported", title = title.as_ref()), None)
        }
        E::ActionPlanned { action } => {
            let title = clip(&action.plan.title, NAME_CHARS);
            (Glyph::Add, t!("history.action-planned", who = who, title = title.as_ref()), None)
        }
        E::ActionChanged { action, before } => super::changed::telling(action, before, who),
        E::ActionWithdrawn { action } => {
            (Glyph::Delete, t!("history.action-withdrawn", who = who, title = title(action)), None)
        }
        E::SummarySaved { .. } => (Glyph::Note, t!("history.summary", who = who), None),
        E::ResponsePublished { actions, .. } => (Glyph::Send, published(actions, who, side), None),
        E::Resolved { note, forced } => {
            let words = if *forced {
                t!("history.resolved.forced", who = who)
            } else {
                t!("history.resolved", who = who)
            };
            (Glyph::CheckCircle, words, Some(note))
        }
        // Only taking the resolution back gives no reason.
        E::Reopened { reason } if reason.trim().is_empty() => {
            (Glyph::Undo, t!("history.resolution-taken-back", who = who), None)
        }
        E::Reopened { reason } => (Glyph::Undo, t!("history.reopened", who = who), Some(reason)),
        other => remark(other, who, side, titles),
    }
}

/// What an import told of an action.
fn reconciled<'a>(title: &str, state: &'a ActionState) -> (Glyph, String, Option<&'a str>) {
    match state {
        ActionState::Completed { by, note, .. } => {
            (Glyph::Check, t!("history.reconciled.completed", title = title, who = by.as_str()), Some(note))
        }
        ActionState::Failed { by, reason, .. } => {
            (Glyph::Error, t!("history.reconciled.failed", title = title, who = by.as_str()), Some(reason))
        }
        _ => (Glyph::Play, t!("history.reconciled.started", title = title), None),
    }
}

/// The sentence of a change that says little by itself.
fn remark<'a>(
    event: &'a IncidentEvent,
    who: &str,
    side: Party,
    titles: &Titles,
) -> (Glyph, String, Option<&'a str>) {
    use IncidentEvent as E;
    let (glyph, words) = match event {
        E::StatusChanged { to, .. } => {
            (Glyph::Flash, t!("history.status-changed", who = who, status = naming::status(to, side)))
        }
        E::Assigned { to, .. } if to.party.is_none() => (Glyph::Assign, t!("history.unassigned", who = who)),
        E::Assigned { to, .. } => (
            Glyph::Assign,
            t!(
                "history.assigned",
                who = who,
                whom = clip(&naming::assignment(to, side), NAME_CHARS).as_ref()
            ),
        ),
        E::Classified { classification, determination } => {
            let verdict = verdict_words(classification, determination);
            (Glyph::ShieldCheck, t!("history.classified", who = who, verdict = verdict))
        }
        E::TagAdded { tag } => (Glyph::Tag, t!("history.tagged", who = who, tag = tag.as_str())),
        E::TagRemoved { tag } => (Glyph::Tag, t!("history.untagged", who = who, tag = tag.as_str())),
        other => {
            let together = super::together::telling(other, who);
            return together.unwrap_or_else(|| super::agreed::telling(other, who, titles));
        }
    };
    (glyph, words, None)
}

fn published(actions: &[Action], who: &str, side: Party) -> String {
    let open = actions.iter().filter(|action| action.party == Party::Customer && action.is_open()).count();
    let asked = actions.iter().filter(|action| action.is_to_be_asked()).count();
    match (side, asked) {
        (Party::Customer, 0) => t!("history.published.you", who = who, n = open),
        (Party::Experts, 0) => t!("history.published.customer", who = who, n = open),
        (Party::Customer, asked) => t!("history.published.asks.you", who = who, n = open, asked = asked),
        (Party::Experts, asked) => t!("history.published.asks.customer", who = who, n = open, asked = asked),
    }
}

/// By which playbook came what somebody carried out, where it came by one.
pub(super) fn origin_of<'a>(event: &IncidentEvent, titles: &'a Titles) -> Option<&'a String> {
    titles.get(&origin_key(action_of(event)?.as_str()))
}

/// The same, or who planned it by hand: where that is said of the planning itself, its own sentence says who.
fn came_by(event: &IncidentEvent, titles: &Titles) -> Option<String> {
    let by_hand = || {
        let who = titles.get(&planner_key(action_of(event)?.as_str()))?;
        Some(match event {
            IncidentEvent::ActionPlanned { .. } => t!("history.by-hand"),
            _ => t!("history.by-hand.by", who = clip(who, NAME_CHARS).as_ref()),
        })
    };
    origin_of(event, titles).cloned().or_else(by_hand)
}

/// The action whose origin is told with an event.
fn action_of(event: &IncidentEvent) -> Option<&ActionId> {
    use IncidentEvent as E;
    Some(match event {
        E::ActionPlanned { action } | E::ActionChanged { action, .. } => &action.plan.id,
        E::ActionStarted { action }
        | E::ActionCompleted { action, .. }
        | E::ActionFailed { action, .. }
        | E::ActionSkipped { action, .. }
        | E::ActionAdvanced { action, .. }
        | E::ActionSkippedOn { action, .. }
        | E::ActionReconciled { action, .. }
        | E::ApprovalAsked { action, .. } => action,
        _ => return None,
    })
}

/// What followed from an event, in a few words.
fn consequence(event: &IncidentEvent, side: Party, titles: &Titles) -> Option<String> {
    use IncidentEvent as E;
    Some(match event {
        E::StatusChanged { to, .. } => t!("history.also.status", status = naming::status(to, side)),
        E::Assigned { to, .. } => {
            t!("history.also.assigned", whom = clip(&naming::assignment(to, side), NAME_CHARS).as_ref())
        }
        E::Classified { classification, determination } => verdict_words(classification, determination),
        E::TagAdded { tag } => t!("history.also.tagged", tag = tag.as_str()),
        E::SummarySaved { .. } => t!("history.also.summary"),
        E::ActionPlanned { action } => {
            t!("history.also.planned", title = clip(&action.plan.title, NAME_CHARS).as_ref())
        }
        E::ActionAdvanced { assets, .. } | E::ActionSkippedOn { assets, .. } => {
            t!("history.also.on", assets = super::agreed::named(assets, titles))
        }
        E::PlaybookApplied { playbook, automatic: true } => {
            let name = clip(&playbook.name, NAME_CHARS);
            t!("history.playbook-itself", name = name.as_ref(), version = playbook.version)
        }
        _ => return None,
    })
}
