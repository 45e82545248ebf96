//! The education plan: what is learned, by whom, by when, and how far it is.

use super::card::ROW_BUTTON;
use super::command;
use crate::analytics::calendar::CivilDay;
use crate::domain::experts::advisor::AdvisorCommand as Act;
use crate::domain::experts::advisor::education::{Lesson, LessonPlan, LessonState, USUAL, lacking};
use crate::domain::ids::LessonId;
use crate::domain::time::DAY_MS;
use crate::platform::{intl, random};
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::parts::{Button, ButtonKind, Choice, EmptyState, Field, Glyph, Hue, IconButton, Pill, Select};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::ui::text::text;
use crate::view::prelude::*;

/// The card.
#[component]
pub(super) fn Lessons() -> impl IntoView {
    let portal = Portal::get();
    let editing = RwSignal::new(None::<(LessonId, LessonPlan)>);
    let all = Memo::new(move |_| portal.read(|state| state.experts.advising.lessons.clone()));
    let probe = command(Act::SaveLesson {
        id: random::lesson_id(),
        plan: Box::new(LessonPlan { topic: "-".to_owned(), ..LessonPlan::default() }),
    });
    let why = Memo::new(move |_| portal.why_not(&probe));
    let count = move || {
        let done = all.with(|all| all.iter().filter(|it| it.state == LessonState::Done).count());
        t!("lessons.count", done = done, all = all.with(Vec::len))
    };
    let rows = move || {
        let all = all.get();
        if all.is_empty() {
            let usual = move |_| add_usual(portal, &USUAL);
            return view! {
                <EmptyState title=t!("lessons.none") text=t!("lessons.none.help")>
                    <Button label=t!("lessons.usual") kind=ButtonKind::Primary disallowed=why on_press=usual/>
                </EmptyState>
            }
            .into_any();
        }
        let rows = all.into_iter().map(|it| row(portal, it, editing)).collect_view();
        view! {
            <div class="table-frame">
                <table class="table table-48 table-cards">
                    <caption class="unseen">{t!("lessons.title")}</caption>
                    <thead><tr>
                        <th scope="col">{t!("lessons.topic")}</th>
                        <th scope="col">{t!("lessons.who")}</th>
                        <th scope="col">{t!("lessons.due")}</th>
                        <th scope="col">{t!("lessons.state")}</th>
                        <th scope="col"><span class="unseen">{t!("lessons.change")}</span></th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    // What of the usual plan is not there yet, known by its subject and not by its words.
    let rest = move || {
        let lacks = all.with(|all| if all.is_empty() { Vec::new() } else { lacking(all) });
        let n = lacks.len();
        (n > 0 && n < USUAL.len()).then(|| {
            let press = move |_| add_usual(portal, &lacks);
            view! { <Button label=t!("lessons.rest", n = n) kind=ButtonKind::Link disallowed=why on_press=press/> }
        })
    };
    let dialog = move || editing.get().map(|(id, plan)| view! { <LessonDialog id plan editing/> });
    view! {
        <section class="card" aria-labelledby="lessons-title">
            <div class="card-head card-head-lined">
                <h2 class="section" id="lessons-title">{t!("lessons.title")}</h2>
                <span class="caption">{count}</span>
                <span class="push row row-tight">
                    {rest}
                    <Button label=t!("lessons.add") size=ROW_BUTTON icon=Glyph::Add disallowed=why on_press=move |_| editing.set(Some((random::lesson_id(), LessonPlan::default())))/>
                </span>
            </div>
            {rows}
        </section>
        {dialog}
    }
    .into_any()
}

/// What is learned: of the usual plan in the words of the interface.
fn topic(plan: &LessonPlan) -> String {
    match plan.usual.as_deref().filter(|key| USUAL.contains(key)) {
        Some(key) => text(&format!("lessons.usual.{key}"), &[]),
        None => plan.topic.clone(),
    }
}

/// Plans what most customers learn, from sign-up to escalation, one item a week.
fn add_usual(portal: Portal, subjects: &[&str]) {
    let zone = portal.reader.with_untracked(|reader| reader.zone.clone());
    let today = zone.start_of(zone.day_of(untrack(|| portal.now())));
    for (at, key) in subjects.iter().enumerate() {
        let weeks = i64::try_from(at).unwrap_or(0) + 1;
        let plan = LessonPlan {
            topic: text(&format!("lessons.usual.{key}"), &[]),
            usual: Some((*key).to_owned()),
            who: text(&format!("lessons.usual.{key}.who"), &[]),
            due: Some(today.plus_millis((weeks * 7 + 1) * DAY_MS)),
        };
        portal.act(command(Act::SaveLesson { id: random::lesson_id(), plan: Box::new(plan) }), |_| ());
    }
}

fn state_name(state: LessonState) -> String {
    text(&format!("lessons.state.{}", state.as_str()), &[])
}

fn row(portal: Portal, it: Lesson, editing: RwSignal<Option<(LessonId, LessonPlan)>>) -> AnyView {
    let key = format!("{} {} {}", it.id, it.state.as_str(), it.changed.1);
    let late = it.is_late(portal.now()).then(|| {
        view! { <Pill label=t!("lessons.late") hue=Hue::Medium icon=Glyph::Clock small=true/> }
    });
    // The day before its end: a due date holds until the day is over.
    let due = it.plan.due.map_or_else(|| "–".to_owned(), |due| intl::day_short(intl::last_of(due)));
    let who = if it.plan.who.trim().is_empty() { "–".to_owned() } else { it.plan.who.clone() };
    let id = it.id.clone();
    let choose = move |word: String| {
        let state = LessonState::ALL.into_iter().find(|it| it.as_str() == word).unwrap_or_default();
        portal.act(command(Act::SetLesson { id: id.clone(), state }), |_| ());
    };
    let other = if it.state == LessonState::Done { LessonState::Begun } else { LessonState::Done };
    let probe = command(Act::SetLesson { id: it.id.clone(), state: other });
    let why = Memo::new(move |_| portal.why_not(&probe));
    let choices: Vec<_> =
        LessonState::ALL.iter().map(|it| Choice::new(it.as_str(), state_name(*it))).collect();
    let drop = command(Act::DropLesson { id: it.id.clone() });
    let gone = drop.clone();
    let why_drop = Memo::new(move |_| portal.why_not(&drop));
    let stored = StoredValue::new((it.id.clone(), LessonPlan { topic: topic(&it.plan), ..it.plan.clone() }));
    let topic = topic(&it.plan);
    let state = it.state.as_str();
    view! {
        <tr>
            <th scope="row"><bdi>{topic.clone()}</bdi></th>
            <td data-label=t!("lessons.who")><bdi>{who}</bdi></td>
            <td data-label=t!("lessons.due")><span class="row row-tight row-keep">{due}{late}</span></td>
            <td data-label=t!("lessons.state")>
                <Select label=t!("lessons.state.of", topic = topic.as_str()) label_hidden=true small=true disallowed=why choices=Signal::stored(choices) value=Signal::stored(state.to_owned()) on_change=choose/>
            </td>
            <td>
                <span class="row row-tight row-keep">
                    <IconButton label=t!("lessons.edit", topic = topic.as_str()) glyph=Glyph::Edit disallowed=why_drop on_press=move |_| editing.set(Some(stored.get_value()))/>
                    <IconButton label=t!("lessons.drop", topic = topic.as_str()) glyph=Glyph::Delete disallowed=why_drop on_press=move |_| portal.act(gone.clone(), |_| ())/>
                </span>
            </td>
        </tr>
    }
    .keyed(key)
}

/// What is learned.
#[component]
fn LessonDialog(
    id: LessonId,
    plan: LessonPlan,
    editing: RwSignal<Option<(LessonId, LessonPlan)>>,
) -> impl IntoView {
    let portal = Portal::get();
    let is_new = plan.topic.is_empty();
    let zone = portal.reader.with_untracked(|reader| reader.zone.clone());
    let first = plan.due.map(|due| zone.day_of(due.plus_millis(-60_000)).to_string()).unwrap_or_default();
    let day = RwSignal::new(first);
    let plan = RwSignal::new(plan);
    let stored = StoredValue::new(id);
    let act = move || {
        let zone = portal.reader.with(|reader| reader.zone.clone());
        let due = CivilDay::parse(&day.get()).map(|day| zone.start_of(day).plus_millis(DAY_MS));
        let plan = LessonPlan { due, ..plan.get() };
        command(Act::SaveLesson { id: stored.get_value(), plan: Box::new(plan) })
    };
    let refusal = Memo::new(move |_| portal.refusal(&act()));
    let error = MaybeProp::derive(move || refusal.with(|it| refusals::at_field(it.as_ref(), "topic")));
    let title = if is_new { t!("lessons.add") } else { t!("lessons.change") };
    view! {
        <CommandDialog
            open=Signal::stored(true)
            on_close=move |_| editing.set(None)
            title
            verb=t!("common.save")
            command=Signal::derive(move || Some(act()))
        >
            <Field label=t!("lessons.topic") error value=Signal::derive(move || plan.with(|it| it.topic.clone())) on_input=move |text| plan.update(|it| { it.topic = text; it.usual = None; })/>
            <Field label=t!("lessons.who") optional=true value=Signal::derive(move || plan.with(|it| it.who.clone())) on_input=move |text| plan.update(|it| it.who = text)/>
            <Field label=t!("lessons.due") kind="date" optional=true value=day on_input=move |text| day.set(text)/>
        </CommandDialog>
    }
    .into_any()
}
