//! What lies over a page, banners and empty states of the style page.

use super::card;
use crate::t;
use crate::ui::parts::{
    Banner, Button, ButtonKind, ButtonSize, Dialog, Drawer, EmptyState, Field, Glyph, Icon, Menu, MenuItem,
    Popover, Tone,
};
use crate::view::prelude::*;

/// A toast, a tooltip and a dialog as they look, and the buttons that open real ones.
#[component]
pub(super) fn Overlays() -> impl IntoView {
    let reason = RwSignal::new(t!("style.reason-text"));
    let body = view! {
        <div class="row row-top">
            <div class="toast toast-sample">
                <Icon glyph=Glyph::CheckCircleFilled class="icon-good"/>
                <div class="grow">
                    <div class="toast-title">{t!("style.toast")}</div>
                    <div class="toast-text">{t!("style.toast-second")}</div>
                </div>
                <Button label=t!("parts.undo") size=ButtonSize::S24/>
            </div>
            <span class="tip is-shown">{t!("style.why-not")}</span>
        </div>
        <div class="dialog dialog-sample">
            <div class="dialog-form">
                <h3 class="dialog-title">{t!("style.dialog")}</h3>
                <p class="dialog-text">{t!("style.dialog-text")}</p>
                <Field label=t!("style.reason") value=reason on_input=move |text| reason.set(text)/>
                <div class="dialog-buttons">
                    <Button label=t!("style.keep")/>
                    <Button label=t!("style.skip-action") kind=ButtonKind::Primary/>
                </div>
            </div>
        </div>
        <Openers reason/>
    };
    card(t!("style.overlays"), body.into_any())
}

/// Buttons that open a dialog, a drawer, a popover and a menu.
#[component]
fn Openers(reason: RwSignal<String>) -> impl IntoView {
    let dialog = RwSignal::new(false);
    let drawer = RwSignal::new(false);
    let items = vec![
        MenuItem { glyph: Some(Glyph::Copy), ..MenuItem::new(t!("style.menu-copy")) },
        MenuItem { glyph: Some(Glyph::Download), ..MenuItem::new(t!("style.menu-export")) },
        MenuItem {
            disallowed: Some(t!("style.why-not")),
            line_above: true,
            ..MenuItem::new(t!("style.approve"))
        },
    ];
    let popover_button =
        || view! { <Button label=t!("style.open-popover") size=ButtonSize::S28 controls="style-popover"/> };
    let menu_button = || {
        view! {
            <Button
                label=t!("style.open-menu")
                size=ButtonSize::S28
                icon_end=Glyph::ChevronDown
                controls="style-menu"
            />
        }
    };
    let buttons = move || {
        view! {
            <Button label=t!("style.keep") on_press=move |_| dialog.set(false)/>
            <Button label=t!("style.skip-action") kind=ButtonKind::Primary submit=true/>
        }
    };
    view! {
        <div class="row">
            <Button label=t!("style.open-dialog") size=ButtonSize::S28 on_press=move |_| dialog.set(true)/>
            <Button label=t!("style.open-drawer") size=ButtonSize::S28 on_press=move |_| drawer.set(true)/>
            <Popover id="style-popover" title=t!("style.popover") trigger=popover_button>
                <p>{t!("style.popover-text")}</p>
            </Popover>
            <Menu id="style-menu" label=t!("style.open-menu") trigger=menu_button items on_choose=|_| ()/>
        </div>
        <Dialog
            open=dialog
            on_close=move |()| dialog.set(false)
            on_submit=move |()| dialog.set(false)
            title=t!("style.dialog")
            text=t!("style.dialog-text")
            buttons
        >
            <Field label=t!("style.reason") value=reason on_input=move |text| reason.set(text)/>
        </Dialog>
        <Drawer open=drawer on_close=move |()| drawer.set(false) title=t!("style.open-drawer")>
            <p>{t!("style.popover-text")}</p>
        </Drawer>
    }
    .into_any()
}

/// The three tones of a banner.
#[component]
pub(super) fn Banners() -> impl IntoView {
    let link = |word: String| move || view! { <a class="link" href="#/style">{word.clone()}</a> };
    let body = view! {
        <Banner>{t!("style.banner-info")}</Banner>
        <Banner tone=Tone::Warning end=link(t!("style.see-them"))>
            <strong>{t!("style.banner-warning-name")}</strong>
            " "
            {t!("style.banner-warning")}
        </Banner>
        <Banner tone=Tone::Error end=link(t!("style.download-them"))>
            <strong>{t!("style.banner-error-name")}</strong>
            " "
            {t!("style.banner-error")}
        </Banner>
        <Banner tone=Tone::Good>{t!("style.banner-good")}</Banner>
    };
    card(t!("style.banners"), body.into_any())
}

/// An empty state.
#[component]
pub(super) fn Empty() -> impl IntoView {
    view! {
        <section class="card">
            <EmptyState title=t!("style.empty") text=t!("style.empty-text")>
                <div class="row">
                    <Button label=t!("style.clear-filters") size=ButtonSize::S28/>
                    <Button label=t!("style.default-view") size=ButtonSize::S28 kind=ButtonKind::Subtle/>
                </div>
            </EmptyState>
        </section>
    }
    .into_any()
}
