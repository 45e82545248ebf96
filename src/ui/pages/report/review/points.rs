//! The points of a review, recommendations, decisions and open actions, and the incidents worth a word.

use super::document::Editing;
use crate::analytics::calendar::{CivilDay, Zone};
use crate::domain::business_review::{Notable, Point, PointKind, Review};
use crate::domain::ids::IncidentId;
use crate::platform::intl;
use crate::report::notable::{chosen, offer, offers};
use crate::t;
use crate::ui::parts::{Button, ButtonKind, ButtonSize, Checkbox, Field, Glyph, IconButton, TextArea};
use crate::ui::text::text;
use crate::view::prelude::*;

/// The points of one kind.
#[component]
pub(super) fn Points(editing: Editing, kind: PointKind) -> impl IntoView {
    let review = editing.review;
    // Places in the whole list: a point keeps its place while others of its kind are added.
    let places = Memo::new(move |_| {
        review.with(|review| {
            let of_kind = review.points.iter().enumerate().filter(|(_, point)| point.kind == kind);
            of_kind.map(|(at, _)| at).collect::<Vec<_>>()
        })
    });
    let add = move |_| {
        editing.edit(|review| {
            review.points.push(Point {
                kind,
                text: String::new(),
                owner: String::new(),
                due: String::new(),
                done: false,
                since: None,
                proposed: false,
            });
        });
    };
    let name = move |what: &str| text(&format!("review.{what}.{}", kind.as_str()), &[]);
    let label = name("add");
    // Whether there is nothing to read: neither the paper nor whoever only reads is shown a heading of nothing.
    let is_bare = move || {
        review.with(|review| !review.points.iter().any(|point| point.kind == kind && !point.is_blank()))
    };
    view! {
        <section class="review-section" class:not-print=is_bare hidden=move || is_bare() && editing.is_fixed()>
            <div class="chart-head">
                <h2 class="section">{name("points")}</h2>
                <span class="chart-end">
                    <Show when=move || !editing.is_fixed()>
                        <Button label=label.clone() size=ButtonSize::S28 icon=Glyph::Add on_press=add/>
                    </Show>
                </span>
            </div>
            <ul class="review-points">
                <For each=move || places.get() key=|at| *at children=move |at| one(editing, at)/>
            </ul>
        </section>
    }
}

/// Where a point comes from, until somebody makes it their own.
fn origin_of(point: &Point) -> Option<String> {
    match (point.proposed, &point.since) {
        (true, _) => Some(t!("review.proposed")),
        (false, Some(_)) => Some(t!("review.carried")),
        (false, None) => None,
    }
}

/// Who may answer for a point: the contacts, and whoever writes.
fn people(editing: Editing) -> Vec<String> {
    let portal = editing.view.portal;
    let mut names: Vec<String> =
        portal.read(|state| state.settings.contacts.iter().map(|contact| contact.name.clone()).collect());
    names.push(portal.actor().person);
    names.sort();
    names.dedup();
    names
}

fn one(editing: Editing, at: usize) -> AnyView {
    let review = editing.review;
    let fixed = Signal::derive(move || editing.is_fixed());
    let get = move |of: fn(&Point) -> String| {
        Signal::derive(move || review.with(|review| review.points.get(at).map(of).unwrap_or_default()))
    };
    let set = move |put: fn(&mut Point, String)| {
        move |text: String| {
            editing.edit(|review: &mut Review| {
                if let Some(point) = review.points.get_mut(at) {
                    put(point, text);
                    point.proposed = false;
                }
            });
        }
    };
    let done =
        Signal::derive(move || review.with(|review| review.points.get(at).is_some_and(|point| point.done)));
    let origin = move || review.with(|review| review.points.get(at).and_then(origin_of));
    let toggle = move |on: bool| {
        editing.edit(|review| {
            if let Some(point) = review.points.get_mut(at) {
                point.done = on;
                point.proposed = false;
            }
        });
    };
    let text = get(|point| point.text.clone());
    let remove_name = Signal::derive(move || t!("review.remove", name = text.get()));
    let remove = move |_| {
        editing.edit(|review| {
            if at < review.points.len() {
                review.points.remove(at);
            }
        });
    };
    let printed = move || {
        review.with(|review| {
            review
                .points
                .get(at)
                .map(|point| editing.view.portal.reader.with(|reader| on_paper(point, &reader.zone)))
        })
    };
    view! {
        <li>
            <Show when=move || !fixed.get()>
                <div class="review-point not-print">
                    <TextArea label=t!("review.what") grows=true value=text on_input=set(|point, text| point.text = text)/>
                    <Field label=t!("review.owner") suggestions=Signal::derive(move || people(editing)) value=get(|point| point.owner.clone()) on_input=set(|point, text| point.owner = text)/>
                    <Field label=t!("review.due") kind="date" value=get(|point| point.due.clone()) on_input=set(|point, text| point.due = text)/>
                    <Checkbox label=t!("review.done") checked=done on_change=toggle/>
                    <span class="caption third">{origin}</span>
                    <IconButton label=remove_name glyph=Glyph::Delete size=ButtonSize::S28 on_press=remove/>
                </div>
            </Show>
            // What is signed is read and not filled in, on the screen as on paper.
            <div class="review-printed" class:only-print=move || !fixed.get()>{printed}</div>
        </li>
    }
    .into_any()
}

/// A point as it is read: the whole text, and who, by when and where it is below. An empty one is not printed.
fn on_paper(point: &Point, zone: &Zone) -> AnyView {
    if point.text.trim().is_empty() {
        return ().into_any();
    }
    let named = |name: String, value: &str| {
        (!value.trim().is_empty()).then(|| t!("review.fact", name = name, value = value.trim()))
    };
    let day = CivilDay::parse(&point.due).map(|day| intl::day(zone.start_of(day)));
    let state = if point.done { t!("review.done") } else { t!("review.open") };
    let carried = point.since.is_some().then(|| t!("review.carried"));
    let facts = [
        named(t!("review.owner"), &point.owner),
        named(t!("review.due"), day.as_deref().unwrap_or(&point.due)),
        Some(state),
        carried,
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <p class="strong">{point.text.clone()}</p>
        <p class="caption second">{facts}</p>
    }
    .into_any()
}

/// The incidents worth a word, and one more by its id.
#[component]
pub(super) fn NotableList(editing: Editing) -> impl IntoView {
    let review = editing.review;
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let count = Memo::new(move |_| review.with(|review| review.notable.len()));
    let has_proposals = move || {
        let is_proposed = review.with(|review| {
            review.notable.iter().any(|it| it.proposed) || review.points.iter().any(|it| it.proposed)
        });
        is_proposed && !editing.is_fixed()
    };
    let offered = Signal::derive(move || {
        let typed = typed.get();
        let found = editing.view.portal.read(|state| offers(state, &typed));
        found.into_iter().map(|(id, title)| offer(&id, &title)).collect::<Vec<_>>()
    });
    let add = move || {
        let typed_text = typed.get_untracked();
        let found = editing.view.portal.glance(|state| chosen(state, &typed_text));
        match found.and_then(|(id, title)| Some((IncidentId::new(&id)?, title))) {
            Some((incident, title)) => {
                typed.set(String::new());
                error.set(None);
                editing.edit(|review| {
                    let text = String::new();
                    review.notable.push(Notable { incident, title, text, proposed: false });
                });
            }
            None => error.set(Some(t!("review.notable.unknown"))),
        }
    };
    view! {
        <section class="review-section" class:not-print=move || count.get() == 0 hidden=move || count.get() == 0 && editing.is_fixed()>
            <div class="chart-head"><h2 class="section">{t!("review.notable")}</h2></div>
            <Show when=has_proposals><p class="caption third not-print">{t!("review.proposed.help")}</p></Show>
            <ul class="review-points">
                <For each=move || 0..count.get() key=|at| *at children=move |at| notable(editing, at)/>
            </ul>
            <Show when=move || !editing.is_fixed()>
                <div class="row review-add not-print">
                    <Field
                        label=t!("review.notable.id")
                        value=typed
                        suggestions=offered
                        on_input=move |text: String| typed.set(text)
                        error=error
                    />
                    <Button label=t!("review.notable.add") kind=ButtonKind::Default icon=Glyph::Add on_press=move |_| add()/>
                </div>
            </Show>
        </section>
    }
}

fn notable(editing: Editing, at: usize) -> AnyView {
    let review = editing.review;
    let fixed = Signal::derive(move || editing.is_fixed());
    let name = Signal::derive(move || {
        review.with(|review| {
            review.notable.get(at).map(|it| format!("{} {}", it.incident, it.title)).unwrap_or_default()
        })
    });
    let why = Signal::derive(move || {
        review.with(|review| review.notable.get(at).map(|it| it.text.clone()).unwrap_or_default())
    });
    let href = move || {
        review.with(|review| {
            review.notable.get(at).and_then(|it| super::super::side::incident_of(it.incident.as_str()))
        })
    };
    let proposed = move || {
        let is_proposed = review.with(|review| review.notable.get(at).is_some_and(|it| it.proposed));
        is_proposed.then(|| t!("review.proposed"))
    };
    let remove_name = Signal::derive(move || t!("review.remove", name = name.get()));
    let put = move |text: String| {
        editing.edit(|review| {
            if let Some(it) = review.notable.get_mut(at) {
                it.text = text;
                it.proposed = false;
            }
        });
    };
    let remove = move |_| {
        editing.edit(|review| {
            if at < review.notable.len() {
                review.notable.remove(at);
            }
        });
    };
    view! {
        <li>
            <Show when=move || !fixed.get()>
                <div class="review-point review-notable not-print">
                    <a class="link" href=href>{name}</a>
                    <TextArea label=t!("review.notable.why") grows=true value=why on_input=put/>
                    <span class="caption third">{proposed}</span>
                    <IconButton label=remove_name glyph=Glyph::Delete size=ButtonSize::S28 on_press=remove/>
                </div>
            </Show>
            <div class="review-printed" class:only-print=move || !fixed.get()>
                <p class="strong"><a class="link" href=href>{name}</a></p>
                <p>{why}</p>
            </div>
        </li>
    }
    .into_any()
}
