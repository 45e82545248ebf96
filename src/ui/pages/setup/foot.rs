//! The bar below a step: back, skip, on; and what stands in place of a step that was skipped.

use super::contacts::{self, Purpose};
use super::exclusions;
use super::form::Form;
use super::review;
use crate::domain::onboarding::WizardStep;
use crate::domain::wizard::is_skipped;
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, ButtonLink, ButtonSize, Glyph};
use crate::view::prelude::*;

/// The bar.
#[component]
pub(super) fn Foot(form: Form, step: WizardStep) -> impl IntoView {
    let back = step.previous().map(|previous| {
        let href = Route::Setup(previous).to_string();
        view! { <ButtonLink label=t!("common.back") href size=ButtonSize::S40 icon=Glyph::ChevronLeft/> }
    });
    let skips = Memo::new(move |_| {
        let open = form.draft.with(|draft| !is_skipped(draft, step));
        step.is_optional() && open && form.locked.with(Option::is_none)
    });
    let all = (step != WizardStep::Review && step != WizardStep::NextSteps).then(|| {
        let href = Route::Setup(WizardStep::Review).to_string();
        view! {
            <span class="not-narrow">
                <ButtonLink label=t!("setup.review-all") href kind=ButtonKind::Subtle size=ButtonSize::S40/>
            </span>
        }
    });
    view! {
        <div class="footer-bar wizard-foot">
            {back}
            <p class="caption second not-narrow">{t!("setup.later")}</p>
            <div class="footer-bar-end">
                {all}
                {move || skips.get().then(|| skip(form, step))}
                {main_action(form, step)}
            </div>
        </div>
    }
}

fn skip(form: Form, step: WizardStep) -> AnyView {
    let press = move |_| {
        form.edit(|draft| set_skipped(draft, step, true));
        leave(form, step);
    };
    view! { <Button label=t!("setup.skip") size=ButtonSize::S40 class="wizard-skip" on_press=press/> }
        .into_any()
}

/// The next thing to do: go on, submit, or look at readiness.
fn main_action(form: Form, step: WizardStep) -> AnyView {
    match step.next() {
        None => {
            let href = Route::Service(ServicePage::Status).to_string();
            let (kind, size) = (ButtonKind::Primary, ButtonSize::S40);
            view! { <ButtonLink label=t!("setup.next.readiness") href kind size icon_end=Glyph::ChevronRight/> }
                .into_any()
        }
        Some(WizardStep::NextSteps) => review::submit_button(form),
        Some(next) => {
            let label = t!("setup.go-on", step = naming::wizard_step(next));
            let press = move |_| {
                if finish(form, step) {
                    leave(form, step);
                }
            };
            view! {
                <Button
                    label
                    kind=ButtonKind::Primary
                    size=ButtonSize::S40
                    icon_end=Glyph::ChevronRight
                    class="wizard-on"
                    on_press=press
                />
            }
            .into_any()
        }
    }
}

/// Takes what is being typed into its list; answers whether nothing is left that does not fit.
fn finish(form: Form, step: WizardStep) -> bool {
    let skipped = form.draft.with_untracked(|draft| is_skipped(draft, step));
    if skipped || form.locked.with_untracked(Option::is_some) {
        return true;
    }
    match step {
        WizardStep::Exclusions => exclusions::finish(form),
        WizardStep::IncidentContacts => contacts::finish(form, Purpose::Incidents),
        WizardStep::ReviewContacts => contacts::finish(form, Purpose::Reviews),
        WizardStep::Teams => super::teams::finish(form),
        _ => true,
    }
}

/// Goes to the next step; the draft says so and is kept at once.
fn leave(form: Form, step: WizardStep) {
    let Some(next) = step.next() else { return };
    form.edit(|draft| {
        draft.step = next;
        draft.furthest = draft.furthest.max(next);
    });
    form.flush();
    form.portal.go(&Route::Setup(next));
}

fn set_skipped(draft: &mut crate::domain::onboarding::Draft, step: WizardStep, skipped: bool) {
    match step {
        WizardStep::Exclusions => draft.exclusions_skipped = skipped,
        WizardStep::Teams => draft.teams_skipped = skipped,
        _ => {}
    }
}

/// What stands in place of a step that was skipped: that nothing was lost, and the way back.
pub(super) fn skipped(form: Form, step: WizardStep) -> AnyView {
    let kept = move || {
        form.draft.with(|draft| match step {
            WizardStep::Exclusions => {
                let typed = usize::from(!draft.exclusion_entry.name.trim().is_empty());
                t!("setup.skipped.exclusions", n = draft.exclusions.len() + typed)
            }
            _ if draft.teams.webhook.is_some() || draft.teams.enabled => t!("setup.skipped.teams"),
            _ => t!("setup.skipped.nothing"),
        })
    };
    let has_input = move || {
        form.draft.with(|draft| match step {
            WizardStep::Exclusions => {
                !draft.exclusions.is_empty() || !draft.exclusion_entry.name.trim().is_empty()
            }
            _ => draft.teams.webhook.is_some() || draft.teams.enabled,
        })
    };
    let label = move || if has_input() { t!("setup.restore") } else { t!("setup.unskip") };
    let locked = Signal::derive(move || form.locked.get());
    let press = move |_| form.edit(|draft| set_skipped(draft, step, false));
    view! {
        <section class="card card-dashed card-body stack stack-8">
            <h2 class="card-title">{t!("setup.skipped")}</h2>
            <p class="second">{kept}</p>
            <div class="row">
                <Button label=Signal::derive(label) icon=Glyph::Undo disallowed=locked on_press=press/>
            </div>
        </section>
    }
    .into_any()
}
