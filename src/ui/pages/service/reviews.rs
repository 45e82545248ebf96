//! Reviews of readiness: when the next one is, what asks for one before its time, and those that were held.

use crate::analytics::calendar::CivilDay;
use crate::domain::command::Command;
use crate::domain::review::{self, Newcomers};
use crate::domain::steering::SteeringCommand;
use crate::platform::intl;
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::parts::{Banner, Button, ButtonKind, Field, TextArea, Tone};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::view::prelude::*;

/// The page below the tabs.
#[component]
pub(super) fn Reviews() -> impl IntoView {
    let portal = Portal::get();
    let (planning, holding) = (RwSignal::new(false), RwSignal::new(false));
    let next = Memo::new(move |_| portal.read(review::next));
    let is_due = Memo::new(move |_| {
        let now = portal.now();
        portal.read(|state| review::is_due(state, now))
    });
    let title = move || match next.get() {
        None => t!("service.reviews.not-yet"),
        Some(_) if is_due.get() => t!("service.reviews.due"),
        Some(next) => t!("service.reviews.next", day = intl::day_long(next.on)),
    };
    let second = move || match next.get() {
        None => t!("service.reviews.not-yet.help"),
        Some(next) => match next.planned {
            Some(note) if !note.is_empty() => {
                t!("service.reviews.planned", day = intl::day(next.on), note = note)
            }
            Some(_) => t!("service.reviews.planned-plain", day = intl::day(next.on)),
            None => {
                let days = portal.read(|state| state.settings.readiness.review_days);
                t!("service.reviews.rhythm", day = intl::day(next.on), n = days)
            }
        },
    };
    let newcomers = Memo::new(move |_| portal.read(review::newcomers));
    let probe = Command::Steer { act: SteeringCommand::HoldReview { note: "probe".to_owned() } };
    let no_hold = Memo::new(move |_| portal.why_not(&probe));
    view! {
        <div class="settings-page stack calm">
            <div class="wizard-question stack stack-8">
                <h1 class="title" tabindex="-1">{title}</h1>
                <p class="second">{second}</p>
                {move || newcomers.get().into_iter().map(asked).collect_view()}
                <div class="row">
                    <Button
                        label=t!("service.reviews.hold")
                        kind=ButtonKind::Primary
                        disallowed=no_hold
                        on_press=move |_| holding.set(true)
                    />
                    <Button label=t!("service.reviews.plan") on_press=move |_| planning.set(true)/>
                </div>
            </div>
            <HeldReviews/>
        </div>
        <PlanDialog open=planning/>
        <HoldDialog open=holding/>
    }
}

/// An import that asks for a review.
fn asked(it: Newcomers) -> AnyView {
    let parts = [
        (it.devices > 0).then(|| t!("service.reviews.newcomers.devices", n = it.devices)),
        (it.controllers > 0).then(|| t!("service.reviews.newcomers.controllers", n = it.controllers)),
    ];
    let what = intl::both(&parts.into_iter().flatten().collect::<Vec<_>>());
    let said = t!("service.reviews.newcomers", when = intl::moment(it.at), what = what);
    view! { <Banner tone=Tone::Warning>{said}</Banner> }.into_any()
}

/// The reviews so far, the latest first.
#[component]
fn HeldReviews() -> impl IntoView {
    let portal = Portal::get();
    let rows = move || {
        let held = portal.read(|state| state.steering.held.clone());
        if held.is_empty() {
            return view! { <p class="card-row third data">{t!("service.reviews.none")}</p> }.into_any();
        }
        let rows = held.into_iter().rev().map(|it| {
            view! {
                <li class="entry">
                    <div class="grow">
                        <p class="entry-name">{t!("service.reviews.met", n = it.met)}</p>
                        <p class="data second">{it.note}</p>
                        <p class="caption third">
                            {t!("service.history.line", who = it.by, when = intl::moment(it.at))}
                        </p>
                    </div>
                </li>
            }
        });
        view! { <ol class="entries">{rows.collect_view()}</ol> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="held-title">
            <div class="card-head"><h2 id="held-title">{t!("service.reviews.held")}</h2></div>
            {rows}
        </section>
    }
}

/// When the next one is, and what it is about.
#[component]
fn PlanDialog(open: RwSignal<bool>) -> impl IntoView {
    let portal = Portal::get();
    let (day, note) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let command = Signal::derive(move || {
        let zone = portal.reader.with(|reader| reader.zone.clone());
        let on = zone.start_of(CivilDay::parse(&day.get())?);
        Some(Command::Steer { act: SteeringCommand::PlanReview { on, note: note.get() } })
    });
    let problem = move || {
        let refusal = command.get().and_then(|command| portal.refusal(&command));
        refusals::at_field(refusal.as_ref(), "on")
    };
    let on_close = move |kept| {
        open.set(false);
        if kept {
            day.set(String::new());
            note.set(String::new());
        }
    };
    view! {
        <CommandDialog
            open
            on_close
            title=t!("service.reviews.plan.question")
            verb=t!("common.save")
            command
            missing=t!("service.reviews.no-day")
            done=t!("service.reviews.plan.done")
        >
            <Field
                label=t!("service.reviews.day")
                kind="date"
                value=day
                on_input=Callback::new(move |text| day.set(text))
                error=Signal::derive(problem)
            />
            <TextArea
                label=t!("service.reviews.about")
                value=note
                on_input=Callback::new(move |text| note.set(text))
            />
        </CommandDialog>
    }
}

/// What came of a review.
#[component]
fn HoldDialog(open: RwSignal<bool>) -> impl IntoView {
    let note = RwSignal::new(String::new());
    let command = move || Some(Command::Steer { act: SteeringCommand::HoldReview { note: note.get() } });
    let on_close = move |kept| {
        open.set(false);
        if kept {
            note.set(String::new());
        }
    };
    view! {
        <CommandDialog
            open
            on_close
            title=t!("service.reviews.hold.question")
            text=t!("service.reviews.hold.help")
            verb=t!("service.reviews.hold")
            command=Signal::derive(command)
            done=t!("service.reviews.hold.done")
        >
            <TextArea
                label=t!("service.reviews.result")
                value=note
                on_input=Callback::new(move |text| note.set(text))
            />
        </CommandDialog>
    }
}
