//! Everything on one page, with a way back to each choice, and submitting as one command.

use super::contacts::{self, Purpose};
use super::form::Form;
use super::hours::hours_text;
use super::unsaved::Unsaved;
use super::{exclusions, licences, teams};
use crate::domain::command::Command;
use crate::domain::onboarding::{Draft, TenantObject, WizardStep};
use crate::domain::refusal::Refusal;
use crate::domain::wizard::{is_skipped, is_unfinished, problems_of};
use crate::route::Route;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, ButtonSize, Glyph, Icon};
use crate::ui::{naming, refusals};
use crate::view::prelude::*;

/// What stands against submitting the draft as it is on the screen.
pub(super) fn against_submitting(form: Form) -> Memo<Option<Refusal>> {
    Memo::new(move |_| form.portal.refusal(&submitting(form.draft.get())))
}

fn submitting(draft: Draft) -> Command {
    Command::SubmitOnboarding { draft: Box::new(draft) }
}

/// The steps that hold choices.
const CHOSEN: [WizardStep; 6] = [
    WizardStep::GetStarted,
    WizardStep::Permissions,
    WizardStep::Exclusions,
    WizardStep::IncidentContacts,
    WizardStep::ReviewContacts,
    WizardStep::Teams,
];

/// The summary.
#[component]
pub(super) fn Review(form: Form) -> impl IntoView {
    let refusal = against_submitting(form);
    let rows = CHOSEN.into_iter().map(|step| row(form, refusal, step)).collect_view();
    view! { <section class="card" aria-label=t!("setup.review.summary")><dl>{rows}</dl></section> }
}

fn row(form: Form, refusal: Memo<Option<Refusal>>, step: WizardStep) -> AnyView {
    let lines = move || {
        let lines = form.draft.with(|draft| summary(draft, step));
        lines.into_iter().map(|line| view! { <p><bdi>{line}</bdi></p> }).collect_view()
    };
    let troubles = move || {
        let found = form.draft.with(|draft| refusal.with(|refusal| troubles(draft, step, refusal.as_ref())));
        found
            .into_iter()
            .map(|text| view! { <p class="field-error"><Icon glyph=Glyph::Error/><span>{text}</span></p> })
            .collect_view()
    };
    let name = naming::wizard_step(step);
    view! {
        <div class="summary-row">
            <dt>{name.clone()}</dt>
            <dd>{lines}{troubles}</dd>
            <dd class="summary-edit">
                <a class="link" href=Route::Setup(step).to_string() aria-label=t!("setup.edit", name = name)>
                    {t!("setup.review.edit")}
                </a>
            </dd>
        </div>
    }
    .into_any()
}

/// What was chosen on a step, in words.
fn summary(draft: &Draft, step: WizardStep) -> Vec<String> {
    if is_skipped(draft, step) {
        return vec![t!("setup.review.skipped")];
    }
    let lines = match step {
        WizardStep::GetStarted => licences::summary(draft),
        WizardStep::Permissions => permissions(draft),
        WizardStep::Exclusions => exclusions::summary(draft),
        WizardStep::IncidentContacts => contacts::summary(draft, Purpose::Incidents),
        WizardStep::ReviewContacts => contacts::summary(draft, Purpose::Reviews),
        WizardStep::Teams => teams::summary(draft),
        WizardStep::Review | WizardStep::NextSteps => Vec::new(),
    };
    if lines.is_empty() { vec![t!("common.none")] } else { lines }
}

fn permissions(draft: &Draft) -> Vec<String> {
    let chosen = draft.permissions;
    let mut lines =
        vec![t!("setup.review.provider", n = draft.tenant_seen.len(), all = TenantObject::ALL.len())];
    lines.push(match (chosen.investigate, chosen.respond) {
        (true, true) => t!("setup.review.respond"),
        (true, false) => t!("setup.review.investigate"),
        (false, _) => t!("setup.review.nothing"),
    });
    lines.push(if chosen.all_devices {
        t!("setup.review.all-devices")
    } else {
        t!("setup.review.not-all-devices")
    });
    lines.push(t!("setup.review.hours", hours = hours_text(&draft.business_hours)));
    lines
}

/// What stands against submitting on a step, each once.
fn troubles(draft: &Draft, step: WizardStep, refusal: Option<&Refusal>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for problem in problems_of(draft, step, refusal) {
        let text = match problem.field.as_str() {
            "contacts.incident" => t!("setup.contacts.none.incidents"),
            "contacts.review" => t!("setup.contacts.none.reviews"),
            _ => refusals::problem(problem.problem),
        };
        if !found.contains(&text) {
            found.push(text);
        }
    }
    if is_unfinished(draft, step) {
        found.push(t!("setup.review.unfinished"));
    }
    found
}

/// On which steps something stands against submitting, and what; `None` where it is on none of them.
fn steps_in_words(draft: &Draft, refusal: &Refusal) -> Option<String> {
    let said: Vec<String> = CHOSEN
        .into_iter()
        .filter_map(|step| {
            let found = troubles(draft, step, Some(refusal));
            let what = (!found.is_empty()).then(|| found.join(" "))?;
            Some(t!("setup.review.at", step = naming::wizard_step(step), what = what))
        })
        .collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// The button that submits; while something stands against it, it says what.
pub(super) fn submit_button(form: Form) -> AnyView {
    let portal = form.portal;
    let refusal = against_submitting(form);
    let unsaved = Unsaved::get();
    let busy = RwSignal::new(false);
    let why = move || {
        let against = |refusal: &Refusal| {
            let found = form.draft.with(|draft| steps_in_words(draft, refusal));
            found.unwrap_or_else(|| refusals::refusal(refusal))
        };
        form.locked.get().or_else(|| refusal.with(|refusal| refusal.as_ref().map(against)))
    };
    let submit = move |_| {
        busy.set(true);
        let draft = form.draft.get_untracked();
        let sent = Draft { step: WizardStep::NextSteps, furthest: WizardStep::NextSteps, ..draft.clone() };
        portal.act(submitting(sent), move |outcome| {
            let _ = busy.try_set(false);
            if outcome.is_ok() {
                unsaved.is_kept(&draft);
                portal.go(&Route::Setup(WizardStep::NextSteps));
            }
        });
    };
    view! {
        <Button
            label=t!("setup.submit")
            kind=ButtonKind::Primary
            size=ButtonSize::S40
            class="wizard-on"
            busy=busy
            disallowed=Signal::derive(why)
            on_press=submit
        />
    }
    .into_any()
}
