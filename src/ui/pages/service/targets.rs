//! Response targets: per severity for both sides, when they count, when a clock is at risk, who is told next, and what the
//! queue folds as noise. The real service publishes none: these are the workspace's own, called targets and never promises.

use super::change::Differences;
use crate::domain::command::Command;
use crate::domain::difference::differences;
use crate::domain::experts::advisor::feedback::{FeedbackKind, FeedbackTargets};
use crate::domain::hours::{Coverage, Span};
use crate::domain::refusal::Refusal;
use crate::domain::settings::{Settings, Target};
use crate::domain::vocabulary::Severity;
use crate::platform::clock;
use crate::t;
use crate::ui::naming;
use crate::ui::pages::setup::{SpanFields, Unsaved, ZoneSelect, role_notice};
use crate::ui::parts::{Banner, Button, ButtonKind, Checkbox, Choice, Field, Select, Tone};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::ui::sending::Sending;
use crate::ui::text::text;
use crate::view::prelude::*;

/// The fields of both sides in the three rows, as the rules name them.
const EXPERTS: [&str; 3] =
    ["targets.high.expertsMinutes", "targets.medium.expertsMinutes", "targets.low.expertsMinutes"];
const CUSTOMER: [&str; 3] =
    ["targets.high.customerMinutes", "targets.medium.customerMinutes", "targets.low.customerMinutes"];
/// The three rows of the table.
const LEVELS: [&str; 3] = ["high", "medium", "low"];
/// The severities that can be worked or not.
const WORKED: [Severity; 4] = [Severity::High, Severity::Medium, Severity::Low, Severity::Informational];

/// Feedback that awaits an answer.
const FEEDBACK: [FeedbackKind; 3] =
    [FeedbackKind::Escalation, FeedbackKind::Complaint, FeedbackKind::Suggestion];

/// What was typed, as text; a blank target is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    experts: [String; 3],
    customer: [String; 3],
    business: [bool; 3],
    spans: Vec<Span>,
    worked: Vec<Severity>,
    zone: String,
    at_risk: String,
    escalate: String,
    feedback: [String; 3],
    fold: String,
}

impl Typed {
    fn of(settings: &Settings) -> Self {
        let targets = [settings.targets.high, settings.targets.medium, settings.targets.low];
        let minutes = |minutes: Option<u32>| minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
        let hours = &settings.business_hours;
        Self {
            experts: targets.map(|target| minutes(target.experts_minutes)),
            customer: targets.map(|target| minutes(target.customer_minutes)),
            business: targets.map(|target| target.coverage == Coverage::Business),
            spans: hours.spans.clone(),
            worked: settings.worked_severities.clone(),
            zone: hours.zone.name.clone(),
            at_risk: settings.at_risk_percent.to_string(),
            escalate: settings.escalate_minutes.to_string(),
            feedback: FEEDBACK.map(|kind| minutes(settings.feedback.of(kind))),
            fold: settings.fold_under.to_string(),
        }
    }

    /// The settings with what was typed, or the field that cannot be read.
    fn read(&self, settings: &Settings) -> Result<Settings, &'static str> {
        let mut settings = settings.clone();
        let targets = &mut settings.targets;
        for (at, target) in [&mut targets.high, &mut targets.medium, &mut targets.low].into_iter().enumerate()
        {
            *target = Target {
                experts_minutes: minutes(&self.experts[at]).ok_or(EXPERTS[at])?,
                customer_minutes: minutes(&self.customer[at]).ok_or(CUSTOMER[at])?,
                coverage: if self.business[at] { Coverage::Business } else { Coverage::Always },
            };
        }
        if self.zone != settings.business_hours.zone.name {
            settings.business_hours.zone = clock::local_zone(&self.zone).ok_or("hours.zone")?;
        }
        settings.business_hours.spans.clone_from(&self.spans);
        settings.worked_severities.clone_from(&self.worked);
        settings.at_risk_percent = self.at_risk.trim().parse().map_err(|_| "atRiskPercent")?;
        settings.escalate_minutes = self.escalate.trim().parse().map_err(|_| "escalateMinutes")?;
        let [escalation, complaint, suggestion] = &self.feedback;
        settings.feedback = FeedbackTargets {
            escalation_hours: minutes(escalation).ok_or("feedback.escalationHours")?,
            complaint_hours: minutes(complaint).ok_or("feedback.complaintHours")?,
            suggestion_hours: minutes(suggestion).ok_or("feedback.suggestionHours")?,
        };
        settings.fold_under = self.fold.trim().parse().map_err(|_| "foldUnder")?;
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

/// The page.
#[component]
pub(super) fn Targets() -> impl IntoView {
    let portal = Portal::get();
    // What was typed outlives the page, as on the other pages of the settings.
    let typed = Unsaved::get().targets;
    let kept = Memo::new(move |_| portal.read(|state| Typed::of(&state.settings)));
    let now = Memo::new(move |_| typed.get().unwrap_or_else(|| kept.get()));
    let command = move || {
        let settings = portal.read(|state| now.with(|now| now.read(&state.settings)))?;
        Ok::<_, &'static str>(Command::ChangeSettings { settings: Box::new(settings) })
    };
    let refusal = Memo::new(move |_| command().ok().and_then(|command| portal.refusal(&command)));
    let problem = move |field: &'static str| match command() {
        Err(wrong) if wrong == field => Some(refusals::out_of_range(field)),
        _ => refusal.with(|refusal| refusals::at_field(refusal.as_ref(), field)),
    };
    let why = Memo::new(move |_| match command() {
        Err(wrong) => Some(refusals::out_of_range(wrong)),
        Ok(_) => refusal.with(|refusal| refusal.as_ref().map(refusals::refusal)),
    });
    let locked = Memo::new(move |_| {
        refusal.with(|refusal| {
            refusal.as_ref().filter(|it| matches!(it, Refusal::NeedsRole(_))).map(refusals::refusal)
        })
    });
    let is_locked = Memo::new(move |_| locked.with(Option::is_some));
    let edit = move |change: Box<dyn FnOnce(&mut Typed)>| {
        let mut next = now.get_untracked();
        change(&mut next);
        typed.set(Some(next));
    };
    let is_asking = RwSignal::new(false);
    let changes = Memo::new(move |_| {
        let before = portal.read(|state| state.settings.clone());
        now.with(|now| now.read(&before)).map(|after| differences(&before, &after)).unwrap_or_default()
    });
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        is_asking.set(why.with_untracked(Option::is_none));
    };
    let sending = Sending::new(portal);
    let save = Callback::new(move |()| {
        if let Some(command) = untrack(command).ok().filter(|_| why.with_untracked(Option::is_none)) {
            sending.send(vec![command], move || {
                let _ = typed.try_set(None);
                let _ = is_asking.try_set(false);
                portal.say(Tone::Good, t!("targets.saved"));
            });
        }
    });
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
        <form class="stack calm targets-page" on:submit=ask novalidate=true>
            <div class="wizard-question">
                <h1 class="title" id="targets-title" tabindex="-1">{t!("targets.title")}</h1>
                <p class="second">{t!("targets.help")}</p>
            </div>
            {move || role_notice(portal).map(|text| view! { <Banner tone=Tone::Info>{text}</Banner> })}
            <section class="card card-body stack" aria-labelledby="targets-title">
                <p class="second">{t!("targets.begins")}</p>
                {LEVELS.into_iter().enumerate().map(|(at, level)| {
                    let error = move |field: &'static str| Signal::derive(move || problem(field));
                    level_row(at, level, now, edit, locked, [error(EXPERTS[at]), error(CUSTOMER[at])])
                }).collect_view()}
            </section>
            <section class="card card-body stack" aria-labelledby="worked-title">
                <h2 class="section" id="worked-title">{t!("targets.worked")}</h2>
                <p class="second">{t!("targets.worked.help")}</p>
                <div class="row row-wide">{WORKED.into_iter().map(|it| worked_box(it, now, edit, locked)).collect_view()}</div>
            </section>
            <section class="card card-body stack" aria-labelledby="hours-title">
                <h2 class="section" id="hours-title">{t!("targets.hours")}</h2>
                <SpanFields
                    spans=Signal::derive(move || now.with(|now| now.spans.clone()))
                    on_change=Callback::new(move |spans: Vec<Span>| edit.run(move |typed| typed.spans = spans))
                    problem=Signal::derive(move || problem("businessHours.spans"))
                    disallowed=locked
                />
                <ZoneField now edit locked/>
            </section>
            <section class="card card-body stack" aria-labelledby="risk-title">
                <h2 class="section" id="risk-title">{t!("targets.risk")}</h2>
                <div class="settings-pair">
                    {single(t!("targets.at-risk"), t!("targets.at-risk.help"), "atRiskPercent", |it| &it.at_risk, |it, text| it.at_risk = text)}
                    {single(t!("targets.escalate"), t!("targets.escalate.help"), "escalateMinutes", |it| &it.escalate, |it, text| it.escalate = text)}
                </div>
                {single(t!("targets.fold"), t!("targets.fold.help"), "foldUnder", |it| &it.fold, |it, text| it.fold = text)}
            </section>
            <section class="card card-body stack" aria-labelledby="feedback-title">
                <h2 class="section" id="feedback-title">{t!("targets.feedback")}</h2>
                <p class="second">{t!("targets.feedback.help")}</p>
                <div class="settings-pair">
                    {single(feedback_label(FEEDBACK[0]), t!("targets.feedback.within"), "feedback.escalationHours", |it| &it.feedback[0], |it, text| it.feedback[0] = text)}
                    {single(feedback_label(FEEDBACK[1]), t!("targets.feedback.within"), "feedback.complaintHours", |it| &it.feedback[1], |it, text| it.feedback[1] = text)}
                    {single(feedback_label(FEEDBACK[2]), t!("targets.feedback.within"), "feedback.suggestionHours", |it| &it.feedback[2], |it, text| it.feedback[2] = text)}
                </div>
            </section>
            <div class="row">
                <Button label=t!("service.change.review") kind=ButtonKind::Primary submit=true disallowed=why/>
            </div>
        </form>
        <Differences
            changes
            is_open=is_asking
            on_save=save
            sending
            label=Signal::derive(|| t!("service.change.save"))
            help=Signal::derive(|| t!("service.change.help"))
        />
    }
}

fn feedback_label(kind: FeedbackKind) -> String {
    t!("targets.feedback.hours", kind = naming::feedback_kind(kind))
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

fn level_row(
    at: usize,
    level: &'static str,
    now: Memo<Typed>,
    edit: Edit,
    locked: Memo<Option<String>>,
    [experts, customer]: [Signal<Option<String>>; 2],
) -> AnyView {
    let is_locked = Memo::new(move |_| locked.with(Option::is_some));
    let name = text(&format!("targets.level.{level}"), &[]);
    let help = move |minutes: String| {
        match self::minutes(&minutes) {
            Some(None) => t!("targets.none"),
            Some(Some(minutes)) => crate::ui::clock_face::span(i64::from(minutes) * 60_000),
            // What is wrong is said at the field.
            None => String::new(),
        }
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
                error=experts
            />
            <Field
                label=t!("targets.customer")
                help=Signal::derive(move || help(now.with(|now| now.customer[at].clone())))
                value=Signal::derive(move || now.with(|now| now.customer[at].clone()))
                on_input=move |text: String| edit.run(move |typed| typed.customer[at] = text)
                readonly=is_locked
                error=customer
            />
            <Select
                label=t!("targets.coverage")
                choices=choices
                value=Signal::derive(move || if now.with(|now| now.business[at]) { "business" } else { "always" }.to_owned())
                on_change=move |word: String| edit.run(move |typed| typed.business[at] = word == "business")
                disallowed=locked
            />
        </fieldset>
    }
    .into_any()
}

/// Whether the experts work a severity. Critical counts as worked always.
fn worked_box(severity: Severity, now: Memo<Typed>, edit: Edit, locked: Memo<Option<String>>) -> AnyView {
    let (label, is_worked) = (naming::severity(&severity), severity.clone());
    let change = move |on: bool| {
        let severity = severity.clone();
        edit.run(move |typed| {
            typed.worked.retain(|known| *known != severity);
            if on {
                typed.worked.push(severity);
            }
            typed.worked.sort_by_key(|known| WORKED.iter().position(|severity| severity == known));
        });
    };
    view! {
        <Checkbox
            label
            checked=Signal::derive(move || now.with(|now| now.worked.contains(&is_worked)))
            disallowed=locked
            on_change=change
        />
    }
    .into_any()
}

/// The zone of the business hours.
#[component]
fn ZoneField(now: Memo<Typed>, edit: Edit, locked: Memo<Option<String>>) -> impl IntoView {
    view! {
        <ZoneSelect
            name=Signal::derive(move || now.with(|now| now.zone.clone()))
            on_choose=move |word: String| edit.run(move |typed| typed.zone = word)
            disallowed=locked
        />
    }
}
