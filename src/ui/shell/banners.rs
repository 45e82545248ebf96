//! What must not be missed and stays until it is dealt with: work that is not saved, storage that is missing.

use crate::platform::location;
use crate::store::backend::Keeping;
use crate::store::desk::SaveStatus;
use crate::t;
use crate::ui::failures;
use crate::ui::parts::{Banner, Button, ButtonKind, Tone};
use crate::ui::portal::Portal;
use leptos::prelude::*;

/// The banners of the page.
#[component]
pub fn Banners() -> impl IntoView {
    let portal = Portal::get();
    let in_memory = portal.desk().keeping() == Keeping::InMemory;
    let read_only = move || {
        portal.revision.track();
        portal.desk().read(|session| session.read_only().is_some())
    };
    let failed = move || match portal.save.get() {
        SaveStatus::NotSaved(failure) => Some(failures::save_failure(&failure)),
        SaveStatus::Saved | SaveStatus::Saving => None,
    };
    let reload = || {
        let press = |_| location::reload();
        view! { <Button label=t!("shell.reload") kind=ButtonKind::Link on_press=press/> }
    };
    view! {
        <div class="banners">
            {in_memory.then(|| view! { <Banner tone=Tone::Error>{t!("shell.banner.memory")}</Banner> })}
            {move || failed().map(|reason| {
                view! { <Banner tone=Tone::Error>{t!("shell.banner.failed", reason = reason)}</Banner> }
            })}
            {move || read_only().then(|| {
                view! { <Banner tone=Tone::Warning end=reload>{t!("shell.banner.readonly")}</Banner> }
            })}
        </div>
    }
}
