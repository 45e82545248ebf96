//! What a newcomer does first: set the service up and bring incidents in.

use crate::domain::onboarding::WizardStep;
use crate::domain::phase::Phase;
use crate::route::Route;
use crate::t;
use crate::ui::parts::{ButtonKind, ButtonLink, Glyph};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The card with the steps that are not done yet.
pub(super) fn start() -> AnyView {
    let portal = Portal::get();
    let (phase, step, is_empty) = portal.read(|state| {
        let step = state.onboarding.draft.as_ref().map_or(WizardStep::GetStarted, |draft| draft.step);
        (state.phase(), step, state.catalogue.is_empty())
    });
    let setup = (phase < Phase::Readiness).then(|| {
        let label =
            if phase == Phase::NotStarted { t!("home.start.setup") } else { t!("home.start.continue") };
        let href = Route::Setup(step).to_string();
        view! {
            <li class="start-step">
                <p class="grow">{t!("home.start.setup.help")}</p>
                <ButtonLink label href kind=ButtonKind::Primary/>
            </li>
        }
    });
    let import = is_empty.then(|| {
        let kind = if phase < Phase::Readiness { ButtonKind::Default } else { ButtonKind::Primary };
        view! {
            <li class="start-step">
                <p class="grow">{t!("home.start.import.help")}</p>
                <ButtonLink label=t!("home.start.import") href=Route::Import.to_string() kind icon=Glyph::Import/>
            </li>
        }
    });
    view! {
        <section class="card" aria-labelledby="start-title">
            <div class="card-head"><h2 class="section" id="start-title">{t!("home.start")}</h2></div>
            <ul class="start-steps">{setup}{import}</ul>
        </section>
    }
    .into_any()
}
