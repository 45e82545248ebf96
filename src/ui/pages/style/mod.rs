//! `#/style`: every part in every state. It is what the tests of the look take pictures of.

mod charts;
mod colour;
mod controls;
mod marks;
mod overlays;
mod tables;

use crate::t;
use crate::view::prelude::*;

/// The page.
#[component]
pub fn StylePage() -> impl IntoView {
    view! {
        <div class="page">
            <div class="page-head">
                <h1 class="page-name" tabindex="-1">{t!("style.title")}</h1>
                <p class="data second">{t!("style.about")}</p>
            </div>
            <div class="style-columns">
                <div class="stack">
                    <colour::Colours/>
                    <colour::TypeScale/>
                    <tables::Rows/>
                    <tables::LongList/>
                    <overlays::Banners/>
                </div>
                <div class="stack">
                    <controls::Buttons/>
                    <controls::Fields/>
                    <overlays::Overlays/>
                    <controls::TabsAndTags/>
                </div>
                <div class="stack">
                    <marks::Marks/>
                    <marks::ActionStates/>
                    <marks::ChartEncodings/>
                    <overlays::Empty/>
                </div>
            </div>
            <charts::Charts/>
        </div>
    }
    .into_any()
}

/// A card of the page.
fn card(title: String, body: AnyView) -> AnyView {
    view! {
        <section class="card">
            <div class="card-body stack stack-8">
                <h2 class="card-title">{title}</h2>
                {body}
            </div>
        </section>
    }
    .into_any()
}
