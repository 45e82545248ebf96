//! The head of the wizard and the list of its steps.

use super::form::Form;
use crate::domain::onboarding::WizardStep;
use crate::domain::time::DAY_MS;
use crate::domain::wizard::{StepState, step_state};
use crate::platform::intl;
use crate::route::Route;
use crate::store::backend::Keeping;
use crate::store::desk::SaveStatus;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{ButtonLink, Glyph, Icon};
use crate::view::prelude::*;

/// The name of the page, where the draft is kept, and the way out.
#[component]
pub(super) fn Head(form: Form, step: WizardStep) -> impl IntoView {
    let number = step as usize + 1;
    let all = WizardStep::ALL.len();
    let is_submitted = form.portal.read(|state| state.onboarding.submitted.is_some());
    let leave = match step {
        WizardStep::NextSteps => t!("setup.close"),
        _ if is_submitted => t!("setup.close"),
        _ => t!("setup.leave"),
    };
    view! {
        <div class="page-head">
            <p class="page-name wizard-name">{t!("setup.name")}</p>
            <p class="wizard-count">
                <span class="caption third">{t!("setup.step-of", n = number, all = all)}</span>
                <span class="page-name">{naming::wizard_step(step)}</span>
            </p>
            <div class="page-head-end">
                <KeptState form/>
                <span class="not-phone"><ButtonLink label=leave href=Route::Home.to_string()/></span>
            </div>
        </div>
        <Progress form step/>
    }
}

/// Where the draft is kept, and since when.
#[component]
fn KeptState(form: Form) -> impl IntoView {
    let portal = form.portal;
    let keeps = portal.desk().keeping() == Keeping::OnDisk;
    move || {
        let (saved, submitted) =
            portal.read(|state| (state.onboarding.draft_saved, state.onboarding.submitted.is_some()));
        // What was submitted is no draft any more: the step says when that was.
        if submitted {
            return None;
        }
        let (glyph, class, text) = if form.is_dirty() {
            match portal.save.get() {
                SaveStatus::NotSaved(_) => (Glyph::Error, "icon-bad", t!("setup.draft.failed")),
                SaveStatus::Saved | SaveStatus::Saving => {
                    (Glyph::Refresh, "icon-quiet", t!("setup.draft.saving"))
                }
            }
        } else {
            let at = saved?;
            let is_recent = portal.now().millis_since(at) < DAY_MS / 2;
            let when = if is_recent { intl::time(at) } else { intl::moment(at) };
            match keeps {
                true => (Glyph::CheckCircleFilled, "icon-good", t!("setup.draft.saved", when = when)),
                false => (Glyph::Warning, "icon-warm", t!("setup.draft.memory")),
            }
        };
        Some(view! { <span class="wizard-kept"><Icon glyph class/>{text}</span> })
    }
}

/// How far the steps are, from the draft on the screen.
fn states(form: Form) -> Memo<[StepState; 8]> {
    let submitted = Memo::new(move |_| form.portal.read(|state| state.onboarding.submitted.is_some()));
    let refusal = super::review::against_submitting(form);
    Memo::new(move |_| {
        form.draft.with(|draft| {
            refusal.with(|refusal| {
                WizardStep::ALL.map(|step| step_state(draft, step, refusal.as_ref(), submitted.get()))
            })
        })
    })
}

/// The class of a step by how far it is.
fn state_class(state: StepState, is_current: bool) -> &'static str {
    match state {
        _ if is_current => "step step-now",
        StepState::ToDo | StepState::Unanswered => "step",
        StepState::Done => "step step-done",
        StepState::Skipped => "step step-skipped",
        StepState::NeedsAttention => "step step-attention",
    }
}

/// The steps as a list of links, at the left of wide screens.
#[component]
pub(super) fn Steps(form: Form, step: WizardStep) -> impl IntoView {
    let states = states(form);
    let items = WizardStep::ALL
        .into_iter()
        .enumerate()
        .map(|(at, this)| item(states, at, this, this == step))
        .collect_view();
    view! { <nav class="steps not-narrow" aria-label=t!("setup.steps")><ol>{items}</ol></nav> }
}

fn item(states: Memo<[StepState; 8]>, at: usize, step: WizardStep, is_current: bool) -> AnyView {
    let state = Memo::new(move |_| states.with(|states| states.get(at).copied().unwrap_or(StepState::ToDo)));
    let mark = move || match state.get() {
        StepState::Done if !is_current => view! { <Icon glyph=Glyph::Check/> }.into_any(),
        StepState::NeedsAttention if !is_current => view! { <Icon glyph=Glyph::Warning/> }.into_any(),
        _ => (at + 1).into_any(),
    };
    let note = move || match state.get() {
        StepState::Skipped => Some(t!("setup.step.skipped")),
        StepState::NeedsAttention => Some(t!("setup.step.attention")),
        StepState::Unanswered => Some(t!("setup.step.unanswered")),
        StepState::Done => None,
        StepState::ToDo => step.is_optional().then(|| t!("setup.step.optional")),
    };
    let done = move || {
        (state.get() == StepState::Done)
            .then(|| view! { <span class="unseen">", " {t!("setup.step.done")}</span> })
    };
    view! {
        <li>
            <a
                class=move || state_class(state.get(), is_current)
                href=Route::Setup(step).to_string()
                aria-current=is_current.then_some("step")
            >
                <span class="step-mark">{mark}</span>
                <span class="step-words">
                    <span>{naming::wizard_step(step)} {done}</span>
                    {move || note().map(|note| view! { <span class="step-note">{note}</span> })}
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// The steps as a line of eight parts, on narrow screens.
#[component]
fn Progress(form: Form, step: WizardStep) -> impl IntoView {
    let states = states(form);
    let parts = move || {
        let states = states.get();
        WizardStep::ALL
            .into_iter()
            .zip(states)
            .map(|(this, state)| view! { <span class=state_class(state, this == step)></span> })
            .collect_view()
    };
    view! { <div class="wizard-line only-narrow" aria-hidden="true">{parts}</div> }
}
