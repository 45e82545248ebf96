//! The first visit: what this is, and the two ways on.

use crate::domain::onboarding::WizardStep;
use crate::route::Route;
use crate::store::backend::Keeping;
use crate::t;
use crate::ui::parts::{ButtonKind, ButtonLink};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// What a newcomer sees instead of an empty Home.
pub(super) fn first() -> AnyView {
    let keeps = Portal::get().desk().keeping() == Keeping::OnDisk;
    let demo = Route::Demo.to_string();
    let real = Route::Setup(WizardStep::GetStarted).to_string();
    view! {
        <section class="first">
            <h1 class="first-title" tabindex="-1">{t!("home.first")}</h1>
            <p class="first-what">{t!("home.first.what")}</p>
            <div class="first-ways">
                <div class="first-way">
                    <ButtonLink label=t!("home.first.demo") href=demo kind=ButtonKind::Primary/>
                    <p class="second">{t!("home.first.demo.help")}</p>
                </div>
                <div class="first-way">
                    <ButtonLink label=t!("home.first.real") href=real/>
                    <p class="second">{t!("home.first.real.help")}</p>
                </div>
            </div>
            <ul class="first-points">
                <li>{if keeps { t!("home.first.one") } else { t!("home.first.memory") }}</li>
                <li>{t!("home.first.two")}</li>
                <li>{t!("home.first.three")}</li>
            </ul>
        </section>
    }
    .into_any()
}
