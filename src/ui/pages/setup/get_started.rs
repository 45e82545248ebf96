//! The first step: what will happen and what to have at hand.

use crate::t;
use crate::ui::parts::{Glyph, Icon};
use crate::view::prelude::*;

/// What the service does and what the set-up asks.
#[component]
pub(super) fn GetStarted() -> impl IntoView {
    let parts = [
        (Glyph::Experts, t!("setup.start.watch"), t!("setup.start.watch.text")),
        (Glyph::Scales, t!("setup.start.decide"), t!("setup.start.decide.text")),
        (Glyph::CheckCircle, t!("setup.start.ready"), t!("setup.start.ready.text")),
    ];
    parts
        .into_iter()
        .map(|(glyph, title, text)| {
            view! {
                <section class="card card-body wizard-part">
                    <Icon glyph class="icon-quiet"/>
                    <div>
                        <h2 class="card-title">{title}</h2>
                        <p class="data second">{text}</p>
                    </div>
                </section>
            }
        })
        .collect_view()
}

/// What to have at hand.
pub(super) fn need() -> AnyView {
    let lines = [
        t!("setup.need.role"),
        t!("setup.need.entra"),
        t!("setup.need.product"),
        t!("setup.need.people"),
        t!("setup.need.scope"),
    ];
    view! {
        <section class="card card-body stack stack-8">
            <h2 class="card-title">{t!("setup.need")}</h2>
            <ul class="wizard-notes">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        </section>
    }
    .into_any()
}
