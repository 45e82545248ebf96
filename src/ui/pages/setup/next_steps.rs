//! What comes after submitting: who does what until the service runs.

use crate::domain::onboarding::WizardStep;
use crate::platform::intl;
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::parts::{Banner, ButtonKind, ButtonLink, Glyph, Icon, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The step.
#[component]
pub(super) fn NextSteps() -> impl IntoView {
    let portal = Portal::get();
    let submitted = move || portal.read(|state| state.onboarding.submitted.clone());
    let review = move || {
        let href = Route::Setup(WizardStep::Review).to_string();
        view! { <ButtonLink label=t!("setup.next.review") href kind=ButtonKind::Link/> }
    };
    let told = move || match submitted() {
        Some((at, who)) => {
            let text = t!("setup.next.submitted", who = who, when = intl::moment(at));
            view! { <Banner tone=Tone::Good>{text}</Banner> }.into_any()
        }
        None => view! { <Banner tone=Tone::Warning end=review>{t!("setup.next.not-submitted")}</Banner> }
            .into_any(),
    };
    let parts = [
        (
            Glyph::CheckCircle,
            t!("setup.next.actions"),
            t!("setup.next.actions.text"),
            Route::Service(ServicePage::Status),
        ),
        (Glyph::Device, t!("setup.next.assets"), t!("setup.next.assets.text"), Route::Import),
        (
            Glyph::Experts,
            t!("setup.next.monitoring"),
            t!("setup.next.monitoring.text"),
            Route::Service(ServicePage::Status),
        ),
    ];
    let parts = parts
        .into_iter()
        .map(|(glyph, title, text, route)| {
            view! {
                <section class="card card-body wizard-part">
                    <Icon glyph class="icon-quiet"/>
                    <div>
                        <h2 class="card-title"><a class="link" href=route.to_string()>{title}</a></h2>
                        <p class="data second">{text}</p>
                    </div>
                </section>
            }
        })
        .collect_view();
    view! { {told} {parts} }
}
