//! The onboarding wizard: eight steps, each with one question, kept as they are filled in.

mod contact_find;
mod contacts;
mod exclusions;
mod foot;
mod form;
mod get_started;
mod head;
mod hours;
mod licences;
mod meaning;
mod next_steps;
mod permissions;
mod review;
mod teams;
mod tenant;
mod unsaved;

pub use contacts::{ContactFields, Purpose};
pub use exclusions::{ExclusionFields, known_names, last_day};
pub use form::{Form, role_notice};
pub use hours::{HoursFields, SpanFields, ZoneSelect, hours_text, reader_zone};
pub use licences::{LicenceFields, platform_name};
pub use meaning::Meaning;
pub use permissions::PermissionFields;
pub use teams::TeamsFields;
pub use tenant::{TenantChecklist, tenant_object};
pub use unsaved::Unsaved;

use crate::domain::onboarding::WizardStep;
use crate::domain::wizard::is_skipped;
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::parts::{Banner, ButtonKind, ButtonLink, Tone};
use crate::view::prelude::*;

/// The page of one step.
#[component]
pub fn Setup(
    /// The step.
    step: WizardStep,
) -> impl IntoView {
    let form = Form::of_wizard();
    note_step(form, step);
    on_cleanup(move || form.flush());
    // A tab that is closed or put away does not wait for typing to rest.
    let hidden = window_event_listener(leptos::ev::pagehide, move |_| form.flush());
    on_cleanup(move || hidden.remove());
    let (title, second) = question(step);
    view! {
        <div class="page wizard">
            <head::Head form step/>
            <div class="wizard-grid">
                <head::Steps form step/>
                <div class="stack calm">
                    <div class="wizard-question">
                        <h1 class="title" tabindex="-1">{title}</h1>
                        <p class="second">{second}</p>
                    </div>
                    <Notice form step/>
                    <Content form step/>
                </div>
                <aside class="wizard-side stack calm" aria-label=t!("setup.side")>{side(form, step)}</aside>
            </div>
        </div>
        <foot::Foot form step/>
    }
}

/// Notes the step as the one that was open last, once there is a draft: looking at the first page begins nothing.
fn note_step(form: Form, step: WizardStep) {
    let has_draft = form.portal.glance(|state| state.onboarding.draft.is_some());
    let is_new = form.draft.with_untracked(|draft| draft.step != step || draft.furthest < step);
    if (has_draft || untrack(|| form.is_dirty())) && is_new && step != WizardStep::NextSteps {
        form.edit(|draft| {
            draft.step = step;
            draft.furthest = draft.furthest.max(step);
        });
    }
}

/// The question of a step and the line below it.
fn question(step: WizardStep) -> (String, String) {
    match step {
        WizardStep::GetStarted => (t!("setup.start.title"), t!("setup.start.second")),
        WizardStep::Permissions => (t!("setup.permissions.title"), t!("setup.permissions.second")),
        WizardStep::Exclusions => (t!("setup.exclusions.title"), t!("setup.exclusions.second")),
        WizardStep::IncidentContacts => {
            (t!("setup.incident-contacts.title"), t!("setup.incident-contacts.second"))
        }
        WizardStep::ReviewContacts => (t!("setup.review-contacts.title"), t!("setup.review-contacts.second")),
        WizardStep::Teams => (t!("setup.teams.title"), t!("setup.teams.second")),
        WizardStep::Review => (t!("setup.review.title"), t!("setup.review.second")),
        WizardStep::NextSteps => (t!("setup.next.title"), t!("setup.next.second")),
    }
}

/// Why nothing can be changed here, and where it can.
#[component]
fn Notice(form: Form, step: WizardStep) -> impl IntoView {
    let portal = form.portal;
    let link = move || {
        let href = match step {
            WizardStep::Exclusions => ServicePage::Exclusions,
            WizardStep::IncidentContacts | WizardStep::ReviewContacts | WizardStep::Teams => {
                ServicePage::Contacts
            }
            _ => ServicePage::Permissions,
        };
        let href = Route::Service(href).to_string();
        view! { <ButtonLink label=t!("setup.submitted.change") href kind=ButtonKind::Link/> }
    };
    move || {
        if let Some(why) = role_notice(portal) {
            return Some(view! { <Banner tone=Tone::Info>{why}</Banner> }.into_any());
        }
        (form.locked.get().is_some() && step != WizardStep::NextSteps).then(|| {
            view! { <Banner tone=Tone::Info end=link>{t!("setup.submitted.notice")}</Banner> }.into_any()
        })
    }
}

/// The fields of a step, or what was skipped.
#[component]
fn Content(form: Form, step: WizardStep) -> impl IntoView {
    let skipped = Memo::new(move |_| form.draft.with(|draft| is_skipped(draft, step)));
    move || {
        if skipped.get() {
            return foot::skipped(form, step);
        }
        match step {
            WizardStep::GetStarted => view! { <get_started::GetStarted/> <LicenceFields form/> }.into_any(),
            WizardStep::Permissions => view! { <PermissionFields form/> {finer()} }.into_any(),
            WizardStep::Exclusions => view! { <ExclusionFields form/> }.into_any(),
            WizardStep::IncidentContacts => {
                view! { <ContactFields form purpose=Purpose::Incidents/> }.into_any()
            }
            WizardStep::ReviewContacts => view! { <ContactFields form purpose=Purpose::Reviews/> }.into_any(),
            WizardStep::Teams => view! { <TeamsFields form/> }.into_any(),
            WizardStep::Review => view! { <review::Review form/> }.into_any(),
            WizardStep::NextSteps => next_steps::NextSteps().into_any(),
        }
    }
}

/// The way to the approval matrix.
fn finer() -> AnyView {
    let href = Route::Service(ServicePage::Approvals).to_string();
    view! {
        <section class="card card-dashed card-body stack stack-8">
            <h2 class="card-title">{t!("approval-matrix.preview")}</h2>
            <p class="data second">{t!("approval-matrix.preview.line")}</p>
            <div><ButtonLink label=t!("approval-matrix.preview.open") href/></div>
        </section>
    }
    .into_any()
}

/// What stands beside a step: what the choices mean, or what is good to know.
fn side(form: Form, step: WizardStep) -> AnyView {
    let note = |title: String, lines: Vec<String>| {
        view! {
            <section class="card card-body stack stack-8">
                <h2 class="card-title">{title}</h2>
                <ul class="wizard-notes">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </section>
        }
        .into_any()
    };
    match step {
        WizardStep::Permissions | WizardStep::Review => view! { <Meaning form/> }.into_any(),
        WizardStep::GetStarted => get_started::need(),
        WizardStep::Exclusions => note(
            t!("setup.exclusions.know"),
            vec![
                t!("setup.exclusions.know.act"),
                t!("setup.exclusions.know.users"),
                t!("setup.exclusions.know.end"),
            ],
        ),
        WizardStep::IncidentContacts => note(
            t!("setup.contacts.know"),
            vec![
                t!("setup.contacts.know.reach"),
                t!("setup.contacts.know.phone"),
                t!("setup.contacts.know.told"),
            ],
        ),
        WizardStep::ReviewContacts => note(
            t!("setup.contacts.know"),
            vec![t!("setup.contacts.know.reviews"), t!("setup.contacts.know.told")],
        ),
        WizardStep::Teams => note(
            t!("setup.teams.know"),
            vec![t!("setup.teams.know.reply"), t!("setup.teams.know.files"), t!("setup.teams.know.stop")],
        ),
        WizardStep::NextSteps => view! { <TenantChecklist/> }.into_any(),
    }
}
