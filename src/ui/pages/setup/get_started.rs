//! The first step: what will happen and what to have at hand.

use crate::t;
use crate::ui::parts::{Field, Glyph, Icon};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// What the service does and what the set-up asks.
#[component]
pub(super) fn GetStarted() -> impl IntoView {
    let parts = [
        (Glyph::Experts, t!("setup.start.watch"), t!("setup.start.watch.text")),
        (Glyph::Scales, t!("setup.start.decide"), t!("setup.start.decide.text")),
        (Glyph::CheckCircle, t!("setup.start.ready"), t!("setup.start.ready.text")),
    ];
    let parts = parts
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
        .collect_view();
    view! { {parts} <Name/> }
}

/// Who does it, asked where one begins: everything that is done stands in the history under this name.
#[component]
fn Name() -> impl IntoView {
    let portal = Portal::get();
    view! {
        <section class="card card-body stack stack-8" aria-labelledby="name-title">
            <h2 class="card-title" id="name-title">{t!("settings.you")}</h2>
            <Field
                label=t!("shell.perspective.name")
                value=portal.person
                on_input=Callback::new(move |name| portal.call_me(name))
                help=t!("shell.perspective.name.help")
                autocomplete="name"
            />
        </section>
    }
    .into_any()
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
