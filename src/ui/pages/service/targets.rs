//! Response targets: per severity for both sides, when they count, when a clock is at risk, who is told next, and what the
//! queue folds as noise. The real service publishes none: these are the workspace's own, called targets and never promises.

use super::targets_change::{self, WORKED};
use crate::domain::command::Command;
use crate::domain::hours::{Coverage, Span};
use crate::domain::refusal::{Problem, Refusal};
use crate::domain::settings::{Settings, Target};
use crate::platform::clock;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, Checkbox, Choice, Field, Select, Tone};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::ui::text::text;
use crate::view::prelude::*;

/// The three rows of the table.
const LEVELS: [&str; 3] = ["high", "medium", "low"];
/// The days of the week as the catalogue names them.
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What was typed, as text; a blank target is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Typed {
    pub(super) experts: [String; 3],
    pub(super) customer: [String; 3],
    pub(super) business: [bool; 3],
    pub(super) days: [bool; 7],
    pub(super) from: String,
    pub(super) to: String,
    pub(super) zone: String,
    pub(super) at_risk: String,
    pub(super) escalate: String,
    pub(super) fold: String,
    pub(super) worked: [bool; 4],
}

impl Typed {
    fn of(settings: &Settings) -> Self {
        let targets = [settings.targets.high, settings.targets.medium, settings.targets.low];
        let minutes = |minutes: Option<u32>| minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
        let hours = &settings.business_hours;
        let span = hours.spans.first().copied().unwrap_or(Span { days: 0, from: 0, to: 0 });
        Self {
            experts: targets.map(|target| minutes(target.experts_minutes)),
            customer: targets.map(|target| minutes(target.customer_minutes)),
            business: targets.map(|target| target.coverage == Coverage::Business),
            days: std::array::from_fn(|day| span.days & (1 << day) != 0),
            from: clock_text(span.from),
            to: clock_text(span.to),
            zone: hours.zone.name.clone(),
            at_risk: settings.at_risk_percent.to_string(),
            escalate: settings.escalate_minutes.to_string(),
            fold: settings.fold_under.to_string(),
            worked: WORKED.map(|severity| settings.worked_severities.contains(&severity)),
        }
    }

    /// The settings with what was typed, or the field that cannot be read.
    fn read(&self, settings: &Settings) -> Result<Settings, &'static str> {
        let mut settings = settings.clone();
        let targets = &mut settings.targets;
        for (at, target) in [&mut targets.high, &mut targets.medium, &mut targets.low].into_iter().enumerate()
        {
            *target = Target {
                experts_minutes: minutes(&self.experts[at]).ok_or("targets")?,
                customer_minutes: minutes(&self.customer[at]).ok_or("targets")?,
                coverage: if self.business[at] { Coverage::Business } else { Coverage::Always },
            };
        }
        if self.zone != settings.business_hours.zone.name {
            settings.business_hours.zone = clock::local_zone(&self.zone).ok_or("hours.zone")?;
        }
        let days = self
            .days
            .iter()
            .enumerate()
            .filter(|(_, works)| **works)
            .fold(0, |days, (day, _)| days | 1 << day);
        let (from, to) = (minute_of(&self.from).ok_or("hours")?, minute_of(&self.to).ok_or("hours")?);
        let span = Span { days, from, to };
        // Further spans, such as a Saturday with hours of its own, stay as they are.
        match settings.business_hours.spans.first_mut() {
            Some(first) => *first = span,
            None => settings.business_hours.spans.push(span),
        }
        settings.at_risk_percent = self.at_risk.trim().parse().map_err(|_| "atRiskPercent")?;
        settings.escalate_minutes = self.escalate.trim().parse().map_err(|_| "escalateMinutes")?;
        settings.fold_under = self.fold.trim().parse().map_err(|_| "foldUnder")?;
        // Words of imports that the page does not list stay as they are.
        settings.worked_severities.retain(|severity| !WORKED.contains(severity));
        let worked = WORKED.into_iter().zip(self.worked).filter(|(_, on)| *on);
        settings.worked_severities.extend(worked.map(|(severity, _)| severity));
        Ok(settings)
    }
}

/// A blank field is no target.
#[expect(
    clippy::option_option,
    reason = "outside: whether it could be read; inside: whether there is a target"
)]
fn minutes(typed: &str) -> Option<Option<u32>> {
    match typed.trim() {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    }
}

fn clock_text(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Minutes after midnight; `24:00` is the end of the day.
fn minute_of(typed: &str) -> Option<u16> {
    let (hours, minutes) = typed.trim().split_once(':')?;
    let (hours, minutes) = (hours.parse::<u16>().ok()?, minutes.parse::<u16>().ok()?);
    (hours <= 24 && minutes < 60).then(|| hours * 60 + minutes)
}

/// The page.
#[component]
pub(super) fn Targets() -> impl IntoView {
    let portal = Portal::get();
    let typed = RwSignal::new(None::<Typed>);
    let kept = Memo::new(move |_| portal.read(|state| Typed::of(&state.settings)));
    let now = Memo::new(move |_| typed.get().unwrap_or_else(|| kept.get()));
    let changes = Memo::new(move |_| {
        kept.with(|kept| now.with(|now| targets_change::changes(kept, now, LEVELS, DAYS)))
    });
    let command = move || {
        let settings = portal.read(|state| now.with(|now| now.read(&state.settings)))?;
        Ok::<_, &'static str>(Command::ChangeSettings { settings: Box::new(settings) })
    };
    let refusal = Memo::new(move |_| command().ok().and_then(|command| portal.refusal(&command)));
    let problem = move |field: &'static str| match command() {
        Err(wrong) if wrong == field => Some(refusals::problem(Problem::OutOfRange)),
        _ => refusal.with(|refusal| refusals::at_field(refusal.as_ref(), field)),
    };
    let why = Memo::new(move |_| match command() {
        Err(_) => Some(refusals::problem(Problem::OutOfRange)),
        Ok(_) => refusal.with(|refusal| refusal.as_ref().map(refusals::refusal)),
    });
    let is_locked =
        Memo::new(move |_| refusal.with(|refusal| matches!(refusal, Some(Refusal::NeedsRole(_)))));
    let edit = move |change: Box<dyn FnOnce(&mut Typed)>| {
        let mut next = now.get_untracked();
        change(&mut next);
        typed.set(Some(next));
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(command) = untrack(command).ok().filter(|_| why.with_untracked(Option::is_none)) {
            portal.act(command, move |outcome| {
                if outcome.is_ok() {
                    typed.set(None);
                    portal.say(Tone::Good, t!("targets.saved"));
                }
            });
        }
    };
    let edit = Edit(StoredValue::new_local(std::rc::Rc::new(edit)));
    let single = move |label: String,
                       help: String,
                       field: &'static str,
                       get: fn(&Typed) -> &String,
                       set: fn(&mut Typed, String)| {
        view! {
            <Field
                label
                help
                value=Signal::derive(move || now.with(|now| get(now).clone()))
                on_input=move |text: String| edit.run(move |typed| set(typed, text))
                readonly=is_locked
                error=Signal::derive(move || problem(field))
            />
        }
    };
    view! {
        <form class="stack calm targets-page" on:submit=save novalidate=true>
            <section class="card card-body stack" aria-labelledby="targets-title">
                <h1 class="section" id="targets-title" tabindex="-1">{t!("targets.title")}</h1>
                <p class="second">{t!("targets.help")}</p>
                {LEVELS.into_iter().enumerate().map(|(at, level)| level_row(at, level, now, edit, is_locked)).collect_view()}
                {move || problem("targets").map(|text| view! { <p class="field-error">{text}</p> })}
            </section>
            <section class="card card-body stack" aria-labelledby="worked-title">
                <h2 class="section" id="worked-title">{t!("targets.worked")}</h2>
                <p class="second">{t!("targets.worked.help")}</p>
                <div class="row row-wide">{(0..4).map(|at| worked_box(at, now, edit)).collect_view()}</div>
            </section>
            <section class="card card-body stack" aria-labelledby="hours-title">
                <h2 class="section" id="hours-title">{t!("targets.hours")}</h2>
                <div class="row row-wide">{(0..7).map(|day| day_box(day, now, edit)).collect_view()}</div>
                <div class="settings-pair">
                    {single(t!("targets.from"), t!("targets.clock"), "hours", |it| &it.from, |it, text| it.from = text)}
                    {single(t!("targets.to"), t!("targets.clock"), "hours", |it| &it.to, |it, text| it.to = text)}
                </div>
                <ZoneField now edit/>
            </section>
            <section class="card card-body stack" aria-labelledby="risk-title">
                <h2 class="section" id="risk-title">{t!("targets.risk")}</h2>
                <div class="settings-pair">
                    {single(t!("targets.at-risk"), t!("targets.at-risk.help"), "atRiskPercent", |it| &it.at_risk, |it, text| it.at_risk = text)}
                    {single(t!("targets.escalate"), t!("targets.escalate.help"), "escalateMinutes", |it| &it.escalate, |it, text| it.escalate = text)}
                </div>
                {single(t!("targets.fold"), t!("targets.fold.help"), "foldUnder", |it| &it.fold, |it, text| it.fold = text)}
            </section>
            {move || targets_change::table(changes.get())}
            <div class="row"><Button label=t!("common.save") kind=ButtonKind::Primary submit=true disallowed=why/></div>
        </form>
    }
}

/// One change of what was typed, and what takes it in.
type Change = Box<dyn FnOnce(&mut Typed)>;
type Taker = std::rc::Rc<dyn Fn(Change)>;

/// Changes one thing of what was typed.
#[derive(Clone, Copy)]
struct Edit(StoredValue<Taker, LocalStorage>);

impl Edit {
    fn run(self, change: impl FnOnce(&mut Typed) + 'static) {
        self.0.get_value()(Box::new(change));
    }
}

fn level_row(at: usize, level: &'static str, now: Memo<Typed>, edit: Edit, is_locked: Memo<bool>) -> AnyView {
    let name = text(&format!("targets.level.{level}"), &[]);
    let help = move |minutes: String| {
        let minutes = minutes.trim().parse::<u32>().ok();
        minutes.map_or_else(
            || t!("targets.none"),
            |minutes| crate::ui::clock_face::span(i64::from(minutes) * 60_000),
        )
    };
    let choices =
        vec![Choice::new("always", t!("targets.always")), Choice::new("business", t!("targets.business"))];
    view! {
        <fieldset class="targets-row">
            <legend class="card-title">{name}</legend>
            <Field
                label=t!("targets.experts")
                help=Signal::derive(move || help(now.with(|now| now.experts[at].clone())))
                value=Signal::derive(move || now.with(|now| now.experts[at].clone()))
                on_input=move |text: String| edit.run(move |typed| typed.experts[at] = text)
                readonly=is_locked
            />
            <Field
                label=t!("targets.customer")
                help=Signal::derive(move || help(now.with(|now| now.customer[at].clone())))
                value=Signal::derive(move || now.with(|now| now.customer[at].clone()))
                on_input=move |text: String| edit.run(move |typed| typed.customer[at] = text)
                readonly=is_locked
            />
            <Select
                label=t!("targets.coverage")
                choices=choices
                value=Signal::derive(move || if now.with(|now| now.business[at]) { "business" } else { "always" }.to_owned())
                on_change=move |word: String| edit.run(move |typed| typed.business[at] = word == "business")
                disabled=is_locked
            />
        </fieldset>
    }
    .into_any()
}

fn day_box(day: usize, now: Memo<Typed>, edit: Edit) -> AnyView {
    let label = DAYS.get(day).map(|day| text(&format!("day.{day}"), &[])).unwrap_or_default();
    view! {
        <Checkbox
            label
            checked=Signal::derive(move || now.with(|now| now.days[day]))
            on_change=move |on: bool| edit.run(move |typed| typed.days[day] = on)
        />
    }
    .into_any()
}

fn worked_box(at: usize, now: Memo<Typed>, edit: Edit) -> AnyView {
    let label = WORKED.get(at).map(naming::severity).unwrap_or_default();
    view! {
        <Checkbox
            label
            checked=Signal::derive(move || now.with(|now| now.worked[at]))
            on_change=move |on: bool| edit.run(move |typed| typed.worked[at] = on)
        />
    }
    .into_any()
}

/// The zone, by its name among those that the browser knows.
#[component]
fn ZoneField(now: Memo<Typed>, edit: Edit) -> impl IntoView {
    let choices = move || {
        let here = now.with(|now| now.zone.clone());
        let mut names = clock::zones();
        if !here.is_empty() && !names.contains(&here) {
            names.push(here);
        }
        let utc = Choice::new("", "UTC".to_owned());
        std::iter::once(utc)
            .chain(names.into_iter().map(|name| Choice::new(name.clone(), name)))
            .collect::<Vec<_>>()
    };
    view! {
        <Select
            label=t!("targets.zone")
            help=t!("targets.zone.help")
            choices=Signal::derive(choices)
            value=Signal::derive(move || now.with(|now| now.zone.clone()))
            on_change=move |word: String| edit.run(move |typed| typed.zone = word)
        />
    }
}
