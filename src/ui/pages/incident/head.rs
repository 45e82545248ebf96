//! The head of the page: the way back, the neighbours, what one can do, the name, and how the incident stands.

use super::life_line::LifeLine;
use super::manage::Manage;
use super::neighbours::{Neighbours, neighbours};
use super::room::Room;
use super::way_back;
use crate::analytics::score::{Part, PartKind};
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::decide::decide;
use crate::domain::event::{Event, IncidentEvent};
use crate::domain::experts::inquiry::AboutKind;
use crate::domain::ids::IncidentId;
use crate::domain::people::{Party, Role};
use crate::domain::vocabulary::{Classification, Determination, Status};
use crate::domain::work::Stage;
use crate::formats::markdown::safe_link;
use crate::platform::dom;
use crate::route::{Ask, Route};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{
    Badge, Breadcrumb, Button, ButtonKind, ButtonSize, Glyph, Icon, Popover, ScoreBadge, SeverityMark,
    StatusMark, fresh_id,
};
use crate::view::prelude::*;

/// So many tags stand in the head; a source may have given it hundreds.
const TAGS_FIRST: usize = 8;

/// The head.
#[component]
pub(super) fn Head(
    /// Opens the hand-over to incident response.
    handing_over: RwSignal<bool>,
) -> impl IntoView {
    let room = Room::get();
    let title = move || room.of(|it| it.title.clone());
    view! {
        <header class="incident-head">
            <div class="incident-way">
                <Breadcrumb
                    from=Signal::derive(move || way_back(room.queue()))
                    here=room.id().as_str().to_owned()
                />
                <Steps/>
                <div class="row push incident-tools">
                    <NextStep/>
                    <AskExperts/>
                    <Manage handing_over/>
                    <AtSource/>
                </div>
            </div>
            <h1 class="title" tabindex="-1"><bdi>{title}</bdi></h1>
            <ToResponse/>
            <div class="incident-line">
                <Score/>
                <SeverityMark level=Signal::derive(move || severity(room))/>
                <LifeLine/>
                <span class="incident-status">
                    <StatusMark
                        status=Signal::derive(move || status(room))
                        reader=Signal::derive(move || room.side())
                    />
                </span>
                <Labels/>
            </div>
            <super::relations::Relations/>
        </header>
    }
    .into_any()
}

fn severity(room: Room) -> crate::domain::vocabulary::Severity {
    use crate::domain::vocabulary::Severity;
    room.standing.with(|it| it.as_ref().map_or(Severity::Unknown, |it| it.severity.clone()))
}

fn status(room: Room) -> Status {
    room.standing.with(|it| it.as_ref().map_or(Status::Active, |it| it.status.clone()))
}

/// One incident back, one further, and the place in the queue.
#[component]
fn Steps() -> impl IntoView {
    let room = Room::get();
    let near = neighbours(room);
    super::keys::listen(room, near);
    let step = move |to: Option<IncidentId>, label: String, glyph: Glyph| {
        let link = to.map(|id| {
            let tab = room.portal.route.with(|route| match route {
                Route::Incident { tab, .. } => *tab,
                _ => Default::default(),
            });
            Route::Incident { id, tab, queue: room.queue() }.to_string()
        });
        // Without a neighbour there is nothing to press, but the place of the other does not move.
        match link {
            Some(href) => view! {
                <a class="button button-subtle button-icon button-28" href=href aria-label=label.clone() title=label>
                    <Icon glyph/>
                </a>
            }
            .into_any(),
            None => view! {
                <span class="button button-subtle button-icon button-28 incident-no-step" aria-hidden="true">
                    <Icon glyph/>
                </span>
            }
            .into_any(),
        }
    };
    let place = move || match near.get().place {
        Some((place, total)) => t!("incident.place", place = place, total = total),
        None => t!("incident.place.left"),
    };
    // Opened by its address and not part of the list, it has no neighbours.
    let is_listed = Memo::new(move |_| near.with(|near| *near != Neighbours::default()));
    view! {
        <Show when=move || is_listed.get()>
            <div class="row row-tight row-keep incident-steps">
                {move || step(near.get().before, t!("incident.before"), Glyph::ChevronUp)}
                {move || step(near.get().after, t!("incident.after"), Glyph::ChevronDown)}
                <span class="caption third">{place}</span>
            </div>
        </Show>
    }
    .into_any()
}

/// What is done next with an incident that nobody works on: by an expert, or by the team with its own.
#[component]
fn NextStep() -> impl IntoView {
    let room = Room::get();
    let shown = Memo::new(move |_| {
        let (stage, status) = room.standing.with(|it| it.as_ref().map(|it| (it.stage, it.status.clone())))?;
        let is_next = match room.portal.role.get() {
            Role::Expert => matches!(stage, Stage::New | Stage::WaitingForExperts),
            // What nobody has may be the experts', so the team is not led to it.
            Role::Administrator | Role::Analyst => stage == Stage::OwnTeam && status == Status::Active,
            _ => false,
        };
        is_next.then_some(stage)
    });
    let is_busy = RwSignal::new(false);
    let press = move |act: IncidentCommand, said: String| {
        is_busy.set(true);
        room.send(act, said, move |_| {
            let _ = is_busy.try_set(false);
        });
    };
    move || {
        let stage = shown.get()?;
        let button = if stage == Stage::New {
            view! {
                <Button
                    label=t!("incident.take")
                    kind=ButtonKind::Primary
                    icon=Glyph::Experts
                    busy=is_busy
                    disallowed=room.why_not(|| IncidentCommand::TakeByExperts)
                    on_press=move |_| press(IncidentCommand::TakeByExperts, t!("incident.taken"))
                />
            }
            .into_any()
        } else {
            view! {
                <Button
                    label=t!("incident.start")
                    kind=ButtonKind::Primary
                    icon=Glyph::Play
                    busy=is_busy
                    disallowed=room.why_not(IncidentCommand::start)
                    on_press=move |_| press(IncidentCommand::start(), begun(room))
                />
            }
            .into_any()
        };
        Some(button)
    }
}

/// What is said of the beginning: where a playbook publishes by itself, the response is out with it.
fn begun(room: Room) -> String {
    let command = Command::Incident { incident: room.id(), act: IncidentCommand::start() };
    let now = room.portal.reader.with_untracked(|reader| reader.now);
    let actor = untrack(|| room.portal.actor());
    let is_out = room.portal.glance(|state| {
        let events = decide(state, &command, &actor, now).unwrap_or_default();
        let is_published = |event: &Event| {
            matches!(event, Event::Incident { what: IncidentEvent::ResponsePublished { .. }, .. })
        };
        events.iter().any(is_published)
    });
    if is_out { t!("incident.started.published") } else { t!("incident.started") }
}

/// The way by key from the heading to the managed response beside the page: without it everything else comes first.
#[component]
fn ToResponse() -> impl IntoView {
    let room = Room::get();
    let go = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        dom::focus(super::PANEL_TITLE);
    };
    view! {
        <Show when=move || room.is_wide.get()>
            <a class="skip-link" href=format!("#{}", super::PANEL_TITLE) on:click=go>{t!("incident.to-response")}</a>
        </Show>
    }
    .into_any()
}

/// The way to a question about the incident, for whoever asks the experts; on a phone it is in the menu alone.
#[component]
fn AskExperts() -> impl IntoView {
    let room = Room::get();
    let href = Route::Ask(Ask::about(AboutKind::Incident, room.id().as_str(), None)).to_string();
    let is_asking = Memo::new(move |_| room.side() == Party::Customer);
    view! {
        <Show when=move || is_asking.get()>
            <a class="button not-phone" href=href.clone()>
                <Icon glyph=Glyph::Ask/>
                <span>{t!("shell.ask.open")}</span>
            </a>
        </Show>
    }
    .into_any()
}

/// The incident in the portal that it came from.
#[component]
fn AtSource() -> impl IntoView {
    let room = Room::get();
    let link = move || {
        room.record.with(|record| {
            let address = record.here()?.incident_web_url.as_deref()?;
            safe_link(address)
                .filter(|link| !link.to_ascii_lowercase().starts_with("mailto:"))
                .map(str::to_owned)
        })
    };
    move || {
        link().map(|href| {
            view! {
                <a
                    class="button button-icon"
                    href=href
                    target="_blank"
                    rel="noopener noreferrer"
                    aria-label=t!("incident.at-source.name")
                    title=t!("incident.at-source.name")
                >
                    <Icon glyph=Glyph::Open/>
                </a>
            }
        })
    }
}

/// The score, and behind it its parts.
#[component]
fn Score() -> impl IntoView {
    let room = Room::get();
    let total = Signal::derive(move || room.standing.with(|it| it.as_ref().map(|it| it.score.total())));
    let id = fresh_id("score");
    let target = id.clone();
    let title = Signal::derive(move || t!("incident.score.why", score = total.get().unwrap_or_default()));
    let trigger = move || {
        view! {
            <button type="button" class="incident-score" popovertarget=target.clone()>
                <ScoreBadge score=total/>
                <span class="link not-phone">{title}</span>
            </button>
        }
    };
    let parts = move || {
        let parts = room.standing.with(|it| it.as_ref().map(|it| (it.score.parts, it.source_score)));
        let Some((parts, source)) = parts else { return ().into_any() };
        let lines = parts.into_iter().map(|part| part_line(room, part)).collect_view();
        let source = source.map(|score| {
            view! { <p class="caption third">{t!("incident.score.source", score = score)}</p> }
        });
        view! { <dl class="facts">{lines}</dl><p>{t!("incident.score.sum")}</p>{source} }.into_any()
    };
    view! { <Popover id title trigger>{parts}</Popover> }.into_any()
}

fn part_line(room: Room, part: Part) -> AnyView {
    let name = match part.kind {
        PartKind::Severity => t!("incident.score.severity", severity = naming::severity(&severity(room))),
        PartKind::Tactics => t!("incident.score.tactics"),
        PartKind::CriticalAssets => t!("incident.score.critical"),
        PartKind::Alerts => t!("incident.score.alerts", n = room.of(|it| it.alerts)),
        PartKind::Prevalence => t!("score.prevalence"),
        PartKind::Targeting => t!("score.targeting"),
    };
    let points = t!("incident.score.points", points = part.points, max = part.max);
    view! { <dt>{name}</dt><dd>{points}</dd> }.into_any()
}

/// Who has it, what it turned out to be, and its tags.
#[component]
fn Labels() -> impl IntoView {
    let room = Room::get();
    let assignment = move || room.of(|it| naming::assignment(&it.assignment, room.portal.party()));
    let verdict = move || {
        room.standing.with(|it| it.as_ref().map(|it| it.verdict.clone())).and_then(
            |(classification, determination)| {
                (classification != Classification::Unknown)
                    .then(|| verdict_words(&classification, &determination))
            },
        )
    };
    let all = RwSignal::new(false);
    let tags = move || {
        let tags = room.of(|it| it.tags.clone());
        let shown = if all.get() { usize::MAX } else { TAGS_FIRST };
        let left = tags.len().saturating_sub(shown);
        let tags = tags
            .into_iter()
            .take(shown)
            .map(|tag| view! { <bdi class="incident-tag"><Badge label=tag outlined=true/></bdi> })
            .collect_view();
        let more = (left > 0).then(|| {
            let label = t!("incident.more-tags", n = left);
            view! { <Button label kind=ButtonKind::Link size=ButtonSize::S28 on_press=move |_| all.set(true)/> }
        });
        (tags, more)
    };
    view! {
        <div class="row row-tight incident-labels">
            <Badge label=Signal::derive(assignment) icon=Glyph::Person/>
            {move || verdict().map(|label| view! { <Badge label outlined=true/> })}
            {tags}
        </div>
    }
    .into_any()
}

/// "True positive, malware", or the classification alone.
pub(in crate::ui) fn verdict_words(classification: &Classification, determination: &Determination) -> String {
    let classification = naming::classification(classification);
    match determination {
        Determination::Unknown => classification,
        known => t!(
            "incident.verdict",
            classification = classification,
            determination = naming::determination(known)
        ),
    }
}
