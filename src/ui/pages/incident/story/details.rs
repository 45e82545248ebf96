//! What the source says of the incident, and its dates.

use super::super::head::verdict_words;
use super::super::room::{Room, Standing};
use super::super::texts::long_text;
use super::super::when_here;
use crate::domain::record::IncidentRecord;
use crate::domain::text::clip;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::route::Route;
use crate::t;
use crate::ui::markdown::Markdown;
use crate::ui::naming;
use crate::ui::pages::hunting::kql;
use crate::view::prelude::*;
use std::rc::Rc;

/// The card.
#[component]
pub(super) fn DetailsCard() -> impl IntoView {
    let room = Room::get();
    let show = move |record: Rc<IncidentRecord>| {
        let text = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let part = |label: String, text: String| {
            view! { <h3 class="caption strong">{label}</h3> {long_text(text)} }
        };
        // A name that the heading cuts is here in full.
        let is_cut = room.of(|it| it.title != record.display_name);
        let name = is_cut.then(|| part(t!("incident.name"), record.display_name.clone()));
        // What the hunters notify is worded as the service words it.
        let is_notified = is_notified(room);
        let (says, advises) = match is_notified {
            true => (t!("hunting.executive"), t!("hunting.recommended")),
            false => (t!("incident.description"), t!("incident.recommended")),
        };
        let description = text(&record.description).map(|text| part(says, text));
        let summary = text(&record.summary).map(|text| part(t!("incident.source-summary"), text));
        let closing = text(&record.resolving_comment).map(|text| part(t!("incident.source-note"), text));
        let recommended = record.recommended_actions().map(|text| part(advises, text.to_owned()));
        let queries = record.hunting_queries();
        let queries = (!queries.is_empty()).then(|| {
            let items = queries
                .into_iter()
                .enumerate()
                .map(|(at, text)| kql(room.portal, t!("hunting.query", n = at + 1), text.to_owned()));
            view! {
                <h3 class="caption strong">{t!("incident.hunting-queries")}</h3>
                <ul class="hunt-list">{items.collect_view()}</ul>
            }
        });
        let says_nothing = description.is_none() && summary.is_none() && closing.is_none();
        let none = (says_nothing && recommended.is_none() && queries.is_none())
            .then(|| view! { <p class="second">{t!("incident.description.none")}</p> });
        view! { <div class="stack stack-4">{name}{from_hunt(room)}{description}{summary}{recommended}{queries}{closing}{none}</div> }.into_any()
    };
    let facts = move || room.standing.get().map(|standing| facts(room, &standing));
    view! {
        <section class="card" aria-labelledby="details-title">
            <div class="card-head"><h2 class="card-title" id="details-title">{t!("incident.details")}</h2></div>
            <div class="card-body incident-two">
                <div>{when_here(room, room.record, show)}</div>
                <dl class="facts">{facts}</dl>
            </div>
        </section>
    }
    .into_any()
}

/// Whether the hunters notified of it.
fn is_notified(room: Room) -> bool {
    let id = room.id();
    room.portal.glance(|state| state.incident(id.as_str()).is_some_and(|it| it.known.is_notification()))
}

/// The hunt of which it was made, with what was found and how it was looked for.
fn from_hunt(room: Room) -> Option<AnyView> {
    let id = room.id();
    let (hunt, code, title) = room.portal.glance(|state| {
        let hunt = state.experts.hunts.iter().find(|hunt| hunt.notification.as_ref() == Some(&id))?;
        Some((hunt.id.clone(), hunt.code(), hunt.plan.title.clone()))
    })?;
    let href = Route::Hunt(hunt.as_str().into()).to_string();
    let label = t!("incident.from-hunt", code = code, title = title);
    Some(view! { <p><a class="link" href=href><bdi>{label}</bdi></a></p> }.into_any())
}

fn facts(room: Room, standing: &Standing) -> AnyView {
    let moment = |at: Timestamp| view! { <time datetime=at.to_string()>{intl::moment(at)}</time> }.into_any();
    let none = || t!("incident.not-said").into_any();
    let line = |label: String, value: AnyView| view! { <dt>{label}</dt><dd>{value}</dd> };
    let sources: Vec<String> = standing.sources.iter().map(|word| naming::source(word)).collect();
    let sources =
        if sources.is_empty() { none() } else { view! { <bdi>{intl::both(&sources)}</bdi> }.into_any() };
    let tags: Vec<String> = standing.tags.iter().map(|tag| clip(tag, 100).into_owned()).collect();
    let tags = if tags.is_empty() { none() } else { view! { <bdi>{tags.join(", ")}</bdi> }.into_any() };
    let (classification, determination) = &standing.verdict;
    let resolved = standing.resolved.map(|(at, is_assumed)| {
        let words = if is_assumed { t!("incident.assumed") } else { String::new() };
        line(t!("incident.resolved-at"), view! { {moment(at)} " " {words} }.into_any())
    });
    let note =
        standing.resolution.as_ref().filter(|resolution| !resolution.note.is_empty()).map(|resolution| {
            let text = resolution.note.clone();
            line(t!("incident.resolve.note"), view! { <Markdown text/> }.into_any())
        });
    let forced = standing
        .resolution
        .as_ref()
        .is_some_and(|resolution| resolution.forced)
        .then(|| line(t!("incident.forced"), t!("incident.forced.yes").into_any()));
    view! {
        {line(t!("incident.created"), moment(standing.created))}
        {line(t!("incident.updated"), moment(standing.updated))}
        {line(t!("incident.first-activity"), standing.activity.0.map_or_else(none, moment))}
        {line(t!("incident.last-activity"), standing.activity.1.map_or_else(none, moment))}
        {line(t!("incident.classification"), verdict_words(classification, determination).into_any())}
        {line(t!("incident.assigned"), view! { <bdi>{naming::assignment(&standing.assignment, room.portal.party())}</bdi> }.into_any())}
        {line(t!("incident.tags"), tags)}
        {line(t!("incident.sources"), sources)}
        {line(t!("incident.number"), view! { <bdi>{room.id().as_str().to_owned()}</bdi> }.into_any())}
        {resolved}
        {note}
        {forced}
    }
    .into_any()
}
