//! The boundary to incident response: where it is shown, and where to turn (service.md 1.15).

use crate::t;
use crate::ui::parts::{Button, ButtonKind, Dialog, Glyph, Icon};
use crate::view::prelude::*;

/// Incident response of the vendor for customers with a support contract.
const SERVICES_HUB: &str = "https://serviceshub.microsoft.com/";
/// The form for customers without one.
const FORM: &str = "https://www.microsoft.com/security/business/microsoft-incident-response";

/// The line at the foot of the page.
#[component]
pub(super) fn BoundaryBar() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div class="footer-bar data ask-boundary">
            <Icon glyph=Glyph::Warning class="icon-bad"/>
            <span>
                <strong>{t!("boundary.question")}</strong> " " {t!("boundary.not")} " "
                <Button label=t!("boundary.where") kind=ButtonKind::Link on_press=move |_| open.set(true)/>
            </span>
            <span class="footer-bar-end caption third not-narrow">{t!("ask.kept")}</span>
        </div>
        <BoundaryDialog open/>
    }
    .into_any()
}

/// Where to turn in a breach, with and without a support contract.
#[component]
pub(super) fn BoundaryDialog(open: RwSignal<bool>) -> impl IntoView {
    let buttons = move || {
        view! { <Button label=t!("common.close") kind=ButtonKind::Primary on_press=move |_| open.set(false)/> }
    };
    view! {
        <Dialog
            open
            on_close=Callback::new(move |()| open.set(false))
            title=t!("boundary.where")
            text=t!("boundary.help")
            buttons
        >
            {routes()}
        </Dialog>
    }
    .into_any()
}

/// Where customers with and without a support contract turn, and what they take along.
pub(crate) fn routes() -> AnyView {
    let outside = |href: &'static str, words: String| {
        view! { <a class="link" href=href target="_blank" rel="noopener noreferrer">{words}</a> }
    };
    view! {
        <dl class="ask-routes">
            <dt>{t!("boundary.own")}</dt>
            <dd>{t!("boundary.own.help")}</dd>
            <dt>{t!("boundary.contract")}</dt>
            <dd>{t!("boundary.contract.help")} " " {outside(SERVICES_HUB, t!("boundary.contract.link"))}</dd>
            <dt>{t!("boundary.none")}</dt>
            <dd>{t!("boundary.none.help")} " " {outside(FORM, t!("boundary.none.link"))}</dd>
            <dt>{t!("boundary.bundle")}</dt>
            <dd>{t!("boundary.bundle.help")}</dd>
        </dl>
    }
    .into_any()
}
