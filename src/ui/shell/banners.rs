//! What must not be missed and stays until it is dealt with: work that is not saved, storage that is missing, a backup
//! that is due.

use crate::domain::text::clip;
use crate::platform::backups::{self, Packing};
use crate::platform::offline::{self, Update};
use crate::platform::{clock, files, intl, location, storage, tabs};
use crate::route::Route;
use crate::store::backend::Keeping;
use crate::store::desk::SaveStatus;
use crate::store::known::is_backup_due;
use crate::store::session::lines_of;
use crate::t;
use crate::ui::failures;
use crate::ui::pages::incident;
use crate::ui::pages::setup::Unsaved;
use crate::ui::parts::{Banner, Button, ButtonKind, ButtonLink, ButtonSize, Glyph, IconButton, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// Longest part of an address that is told, in characters.
const WORD_CHARS: usize = 60;

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
    let take_along = move || {
        let press = move |_| download(portal);
        view! { <Button label=t!("storage.download") kind=ButtonKind::Link on_press=press/> }
    };
    view! {
        <div class="banners">
            {in_memory.then(|| view! {
                <Banner tone=Tone::Error end=take_along>{t!("shell.banner.memory")}</Banner>
            })}
            {(!tabs::is_secure()).then(|| view! { <Banner tone=Tone::Warning>{t!("storage.insecure")}</Banner> })}
            {move || failed().map(|reason| unsaved(portal, reason))}
            {move || read_only().then(|| {
                view! { <Banner tone=Tone::Warning end=reload>{t!("shell.banner.readonly")}</Banner> }
            })}
            {(!in_memory).then(|| view! { <Reminder/> })}
            <Network/>
            <Misread/>
        </div>
    }
}

/// That there is no network, and that another version is ready. It takes over when the person says so and everything is
/// saved: what is typed and not saved would be lost.
#[component]
fn Network() -> impl IntoView {
    let portal = Portal::get();
    let is_offline = RwSignal::new(offline::is_offline());
    let update = RwSignal::new(offline::update());
    offline::on_change(move || {
        is_offline.set(offline::is_offline());
        update.set(offline::update());
    });
    let typed = Unsaved::get();
    let why_not = move || {
        let is_saved = portal.save.with(|save| *save == SaveStatus::Saved) && !typed.is_any();
        (!is_saved || portal.unsaved.with(|unsaved| !unsaved.is_empty())).then(|| t!("shell.update.unsaved"))
    };
    let take = move || {
        // Comments and messages that are begun tell nobody, so they are looked at now.
        let press = move |_| match untrack(why_not) {
            None if !incident::has_drafts() => offline::take_over(),
            _ => portal.say(Tone::Warning, t!("shell.update.unsaved")),
        };
        view! {
            <Button
                label=t!("shell.update.take")
                kind=ButtonKind::Link
                disallowed=Signal::derive(why_not)
                on_press=press
            />
        }
    };
    let version = move || match update.get() {
        Update::No => None,
        Update::Ready => Some(view! { <Banner end=take>{t!("shell.update.ready")}</Banner> }.into_any()),
        Update::OtherPages => {
            let text = t!("shell.update.other-pages");
            Some(view! { <Banner tone=Tone::Warning end=take>{text}</Banner> }.into_any())
        }
    };
    view! {
        {move || is_offline.get().then(|| view! { <Banner>{t!("shell.offline")}</Banner> })}
        {version}
    }
}

/// That the address has words which nobody understood: the page shows something else than was asked for.
#[component]
fn Misread() -> impl IntoView {
    let portal = Portal::get();
    let close = move || {
        let press = move |_| portal.misread.set(Vec::new());
        view! { <IconButton label=t!("common.close") glyph=Glyph::Close size=ButtonSize::S24 on_press=press/> }
    };
    move || {
        let words = portal.misread.get();
        (!words.is_empty()).then(|| {
            let words: Vec<_> = words.iter().map(|it| clip(it, WORD_CHARS).into_owned()).collect();
            view! { <Banner end=close><bdi>{t!("shell.address.misread", words = intl::both(&words))}</bdi></Banner> }
        })
    }
}

/// Work that the storage did not take: it can be sent again or taken along as a file.
fn unsaved(portal: Portal, reason: String) -> AnyView {
    let again = move |_| {
        spawn_local(async move {
            for ask in portal.unsaved.get_untracked() {
                let _ = portal.send_again(ask).await;
            }
        });
    };
    let take = move |_| {
        let lines = portal.unsaved.with_untracked(|asks| lines_of(asks));
        files::download("watchfloor-unsaved.ndjson", "application/x-ndjson", &lines);
    };
    let end = move || {
        view! {
            <Button label=t!("shell.banner.retry") kind=ButtonKind::Link on_press=again/>
            <Button label=t!("storage.unsaved.download") kind=ButtonKind::Link on_press=take/>
        }
    };
    view! { <Banner tone=Tone::Error end>{t!("shell.banner.failed", reason = reason)}</Banner> }.into_any()
}

/// Hands out what is in memory as a backup.
fn download(portal: Portal) {
    spawn_local(async move {
        if let Ok(file) = backups::make(&portal.desk(), &Packing::default()).await {
            files::download_blob(&file.name, &file.blob);
        }
    });
}

/// Reminds of a backup that is due.
#[component]
fn Reminder() -> impl IntoView {
    let portal = Portal::get();
    let is_due = RwSignal::new(false);
    let look = move || {
        let place = portal.upkeep().place;
        spawn_local(async move {
            let all = storage::workspaces().await.unwrap_or_default();
            let Some(known) = all.into_iter().find(|known| known.place() == &*place) else { return };
            let desk = portal.desk();
            let seq = desk.read(|session| session.last_seq());
            let first =
                desk.window(1, 1).await.ok().and_then(|entries| entries.first().map(|one| one.entry().at));
            let now = clock::now();
            is_due.set(!known.is_demo && is_backup_due(known.backed_up, first.unwrap_or(now), seq, now));
        });
    };
    look();
    Effect::new(move |_| {
        portal.storage.track();
        look();
    });
    let end = || view! { <ButtonLink label=t!("storage.backup.due.go") href=Route::Storage.to_string() kind=ButtonKind::Link/> };
    move || is_due.get().then(|| view! { <Banner end>{t!("storage.backup.due")}</Banner> })
}
