//! The bar at the top: product, workspace, search, saved state, zone, perspective.

use crate::domain::people::Role;
use crate::platform::intl;
use crate::platform::sharing::Standing;
use crate::platform::timer;
use crate::route::Route;
use crate::store::desk::SaveStatus;
use crate::t;
use crate::ui::naming;
use crate::ui::pages::notices;
use crate::ui::parts::{Glyph, Icon, Logo};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The bar.
#[component]
pub fn TopBar() -> impl IntoView {
    let portal = Portal::get();
    let workspace = move || {
        portal.read(|state| state.workspace.as_ref().map(|(_, name)| name.clone())).unwrap_or_default()
    };
    let zone = move || intl::zone(portal.now());
    view! {
        <header class="topbar">
            <div class="topbar-start">
                <a class="topbar-mark" href="#/" aria-label=t!("common.product")><Logo size=24/></a>
                <span class="topbar-product not-phone">{t!("common.product")}</span>
                <a class="topbar-item topbar-item-strong" href="#/settings">{workspace}</a>
            </div>
            <Search/>
            <div class="topbar-end">
                <SavedState/>
                <span class="topbar-item not-phone" title=move || t!("shell.zone", zone = zone())>
                    <Icon glyph=Glyph::Clock20/>
                    <span class="topbar-label">{zone}</span>
                </span>
                <Perspective/>
                <Notices/>
                <HelpButton/>
            </div>
        </header>
    }
}

/// Opens the palette, which finds incidents, assets and people and does what can be done.
#[component]
fn Search() -> impl IntoView {
    let palette = crate::ui::palette::Opener::get();
    view! {
        <button type="button" class="topbar-search" id="search" aria-haspopup="dialog" on:click=move |_| palette.open()>
            <Icon glyph=Glyph::Search/>
            <span class="not-phone cut">{t!("shell.search")}</span>
            <span class="unseen only-phone">{t!("shell.search")}</span>
            <kbd class="not-phone" aria-hidden="true">"Ctrl K"</kbd>
        </button>
    }
}

/// "Saved" only when everything is on disk, and at the endpoint where there is one.
#[component]
fn SavedState() -> impl IntoView {
    let portal = Portal::get();
    let keeps = portal.desk().keeping() == crate::store::backend::Keeping::OnDisk;
    let is_shared = Memo::new(move |_| {
        portal.storage.track();
        !matches!(portal.upkeep().sharing.standing(), Standing::Waiting(_) | Standing::Stopped(_))
    });
    let shown = move || match portal.save.get() {
        SaveStatus::Saved if keeps && !is_shared.get() => {
            (Glyph::Warning, t!("shell.not-shared"), "topbar-item topbar-item-bad")
        }
        SaveStatus::Saved if keeps => (Glyph::Check, t!("shell.saved"), "topbar-item"),
        SaveStatus::Saved => (Glyph::Warning, t!("shell.memory"), "topbar-item topbar-item-bad"),
        SaveStatus::Saving => (Glyph::Refresh, t!("shell.saving"), "topbar-item"),
        SaveStatus::NotSaved(_) => (Glyph::Warning, t!("shell.not-saved"), "topbar-item topbar-item-bad"),
    };
    view! {
        <span class=move || shown().2 role="status" id="saved-state">
            {move || view! { <Icon glyph=shown().0/> }}
            <span class="topbar-label">{move || shown().1}</span>
        </span>
    }
}

/// As what the person looks. It guides what is offered and protects nothing: the settings page says so.
#[component]
fn Perspective() -> impl IntoView {
    let portal = Portal::get();
    let choose = move |event| {
        if let Some(role) = Role::parse(&event_target_value(&event)) {
            portal.look_as(role);
        }
    };
    let options = Role::ALL
        .into_iter()
        .map(|role| {
            view! {
                <option value=role.as_str() prop:selected=move || portal.role.get() == role>
                    {naming::role(role)}
                </option>
            }
        })
        .collect_view();
    view! {
        <label class="topbar-item topbar-perspective">
            <Icon glyph=Glyph::Person20/>
            <span class="unseen">{t!("shell.perspective")}</span>
            <span class="topbar-role" aria-hidden="true">
                {move || naming::role_short(portal.role.get())} <Icon glyph=Glyph::ChevronDown/>
            </span>
            <select class="topbar-select" id="perspective" on:change=choose>{options}</select>
        </label>
    }
}

/// So long after a change the outbox is looked at: whoever acts waits for what they do and not for this.
const LOOK_MS: i32 = 400;

/// The way to the outbox, with a dot while messages wait to be sent.
#[component]
fn Notices() -> impl IntoView {
    let portal = Portal::get();
    let waiting = RwSignal::new(0_usize);
    let looks = StoredValue::new(0_u32);
    Effect::new(move |_| {
        portal.revision.track();
        let _ = portal.now();
        let look = looks.get_value() + 1;
        looks.set_value(look);
        spawn_local(async move {
            timer::sleep(LOOK_MS).await;
            // The last of several changes speaks for all; a bar that is gone, as after a change of language, for none.
            if looks.try_get_value() == Some(look) {
                let count = untrack(|| notices::waiting(portal)).triggers.len();
                let _ = waiting.try_set(count);
            }
        });
    });
    let name = move || match waiting.get() {
        0 => t!("shell.notices"),
        n => t!("shell.notices.waiting", n = n),
    };
    view! {
        <a class="topbar-item topbar-icon not-phone" id="notices" href=Route::Notices.to_string() title=name>
            <Icon glyph=Glyph::Bell20/>
            {move || (waiting.get() > 0).then(|| view! { <span class="dot"></span> })}
            <span class="unseen">{name}</span>
        </a>
    }
}

/// Opens the help of the page.
#[component]
fn HelpButton() -> impl IntoView {
    let help = crate::ui::help::Help::get();
    view! {
        <button
            type="button"
            class="topbar-item topbar-icon"
            id="help"
            aria-haspopup="dialog"
            title=t!("shell.help")
            on:click=move |_| help.open()
        >
            <Icon glyph=Glyph::Help20/>
            <span class="unseen">{t!("shell.help")}</span>
        </button>
    }
}
