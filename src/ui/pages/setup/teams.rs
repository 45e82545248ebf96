//! Whether managed responses are posted to Teams, and where.

use super::form::Form;
use crate::domain::onboarding::Draft;
use crate::t;
use crate::ui::failures::blocked;
use crate::ui::pages::notices::teams_test;
use crate::ui::parts::{ChoiceCard, Consequence, Field, Glyph};
use crate::view::prelude::*;

/// The fields of Teams.
#[component]
pub fn TeamsFields(
    /// The form that they belong to.
    form: Form,
) -> impl IntoView {
    let teams = Memo::new(move |_| form.draft.with(|draft| draft.teams.clone()));
    let consequences = vec![
        Consequence { glyph: Glyph::Check, class: "icon-good", text: t!("setup.teams.posts") },
        Consequence { glyph: Glyph::Lock, class: "icon-quiet", text: t!("setup.teams.secret") },
    ];
    let is_on = Memo::new(move |_| teams.with(|teams| teams.enabled));
    let problem = move || {
        let webhook = teams.with(|teams| teams.webhook.clone()).unwrap_or_default();
        let told = || form.is_tried.get().then(|| form.problem_at("teams.webhook")).flatten();
        blocked(form.portal, &webhook).or_else(told)
    };
    let input = move |text: String| {
        form.edit(|draft| draft.teams.webhook = (!text.trim().is_empty()).then_some(text));
    };
    // What does not fit is not posted to.
    let fitting = Signal::derive(move || {
        let webhook = teams.with(|teams| teams.webhook.clone());
        webhook.filter(|_| form.problem_at("teams.webhook").is_none())
    });
    let address = move || {
        is_on.get().then(|| {
            view! {
                <div class="card card-body stack stack-8">
                    <Field
                        label=t!("setup.teams.webhook")
                        kind="url"
                        optional=true
                        value=Signal::derive(move || teams.with(|teams| teams.webhook.clone().unwrap_or_default()))
                        on_input=Callback::new(input)
                        on_change=Callback::new(move |_| form.is_tried.set(true))
                        help=t!("setup.teams.webhook.help")
                        error=Signal::derive(problem)
                        readonly=Signal::derive(move || form.locked.with(Option::is_some))
                    />
                    <div class="row">{teams_test(form.portal, fitting)}</div>
                </div>
            }
        })
    };
    view! {
        <ChoiceCard
            name=t!("setup.teams.enabled")
            line=t!("setup.teams.enabled.line")
            consequences=consequences
            checked=is_on
            disallowed=form.locked
            on_change=Callback::new(move |on| form.edit(|draft| draft.teams.enabled = on))
        />
        {address}
    }
}

/// Before the step is left: shows what is wrong with the address. Answers whether nothing is.
pub(super) fn finish(form: Form) -> bool {
    let fits = untrack(|| form.problem_at("teams.webhook").is_none());
    form.is_tried.set(!fits);
    fits
}

/// Teams in words, for a summary.
pub(super) fn summary(draft: &Draft) -> Vec<String> {
    match (&draft.teams.enabled, &draft.teams.webhook) {
        (false, _) => vec![t!("setup.review.teams-off")],
        (true, None) => vec![t!("setup.review.teams-file")],
        (true, Some(address)) => vec![t!("setup.review.teams-on", address = address)],
    }
}
