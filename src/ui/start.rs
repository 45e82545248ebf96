//! Opens the workspace of this browser and mounts the app over it.

use super::app::App;
use super::board::{Board, COLUMNS};
use super::parts::{Button, ButtonKind, Tone};
use super::portal::Portal;
use super::unopened::{CannotOpen, Unopened};
use super::{failures, language, naming};
use crate::domain::ids::{CommandId, WorkspaceId};
use crate::domain::people::{Actor, Role};
use crate::platform::storage::{self, Place};
use crate::platform::upkeep::{self, Upkeep};
use crate::platform::yielding::Slices;
use crate::platform::{clock, demo, dom, prefs, random, timer};
use crate::route::Route;
use crate::store::both::both;
use crate::store::desk::Desk;
use crate::store::failure::SaveFailure;
use crate::store::kept::{self, Kept};
use crate::store::known::KnownWorkspace;
use crate::store::open::{Founding, create, open};
use crate::store::session::Session;
use crate::t;
use crate::view::prelude::*;
use crate::words::Language;
use leptos::task::spawn_local;
use std::pin::Pin;

/// Where the app is mounted.
const MOUNT_ID: &str = "app";
/// Preference: the theme.
pub const PREF_THEME: &str = "theme";
/// What this tab keeps: the place of the workspace that it opens.
pub(super) const TAB_PLACE: &str = "place";
/// How often the present moment moves on. Clocks show minutes.
const TICK_MS: i32 = 30_000;

/// So long opening takes at most where the storage answers at all; a million incidents take two seconds.
const SILENT_MS: i32 = 15_000;

/// Starts the app: the frame is mounted at once and filled when the workspace is open.
pub fn start() {
    dom::set_theme(prefs::get(PREF_THEME).as_deref().unwrap_or("auto"));
    let Some(mount) = dom::mount_point(MOUNT_ID) else { return };
    crate::view::mount(&mount, Root).forget();
}

/// What is there until the workspace is open, then the app, or why it could not be opened.
#[component]
fn Root() -> impl IntoView {
    let opened = RwSignal::new_local(None);
    // The first that opens is the workspace of this page; the storage may still answer after one has gone on without it.
    let is_open = StoredValue::new(false);
    let open = move |asks: bool| {
        spawn_local(async move {
            language::begin().await;
            let found = open_workspace(asks).await;
            if !is_open.get_value() {
                is_open.set_value(true);
                opened.set(Some(found));
            }
        });
    };
    open(true);
    let is_silent = RwSignal::new(false);
    spawn_local(async move {
        timer::sleep(SILENT_MS).await;
        is_silent.set(!is_open.get_value());
    });
    // Taken out and not copied: the board is large.
    let take = move || {
        opened.track();
        opened.try_update_untracked(Option::take).flatten()
    };
    move || match take() {
        // Nothing is said before the words of the reader's language are there.
        None if is_silent.get() => silent(move || open(false)),
        None => {
            let loading = (language::wanted() == Language::English).then(|| t!("shell.loading"));
            view! { <p class="opening" role="status">{loading}</p> }.into_any()
        }
        Some(Ok((desk, upkeep, board))) => {
            let portal = Portal::new(desk, upkeep, board);
            timer::every(TICK_MS, move || portal.tick());
            if language::take_missing() {
                portal.say(Tone::Warning, t!("failure.words"));
            }
            view! { <App portal/> }.into_any()
        }
        Some(Err(why)) => view! { <CannotOpen why/> }.into_any(),
    }
}

/// The workspace that this tab has chosen, else the one that was opened last, founded on the first visit. Where there
/// is no storage, or it `asks` none, it lives in memory, and a banner says so for as long as it does.
async fn open_workspace(asks: bool) -> Result<(Desk<Place>, Upkeep, Board), Unopened> {
    let known = if asks { chosen(&storage::workspaces().await.unwrap_or_default()) } else { None };
    let is_listed = known.is_some();
    let fresh = || WorkspaceId::new(&random::hex_id());
    let found = || Some(KnownWorkspace::new(fresh()?, t!("shell.first-workspace"), clock::now()));
    let mut known = known.or_else(found).ok_or_else(|| t!("failure.no-id"))?;
    let opened = match asks {
        true => Place::open(known.place()).await,
        false => Ok(Place::without_storage(t!("shell.silent.why"))),
    };
    let (place, in_memory) = opened.map_err(|error| failures::save_failure(&error.into()))?;
    if known.is_demo {
        demo::restore_clock();
    }
    // The columns are on their way while the journal is read and the catalogue brought back. Through a pointer: a first
    // visit has none, and need not load the code that reads them.
    let columns = async {
        if !is_listed {
            return None;
        }
        let reading: Pin<Box<dyn Future<Output = Option<Kept>> + '_>> =
            Box::pin(kept::read(&place, COLUMNS, |_| true));
        reading.await
    };
    let opening = open_or_found(&place, known.id.clone(), known.name.clone());
    let (session, kept) = both(opening, columns).await;
    let session = session?;
    known.name = session.name().to_owned();
    known.opened = clock::wall();
    // The list only helps to find the workspace; one that cannot be listed is still open. One that is listed already is
    // not waited for: that would be a write to disk before the first page.
    let listed = known.clone();
    let listing = async move { drop(storage::note_workspace(&listed).await) };
    if is_listed {
        spawn_local(listing);
    } else if asks {
        listing.await;
    }
    if asks {
        prefs::set_of_tab(TAB_PLACE, Some(known.place()));
    }
    let slices = Slices::default();
    let board = Board::open(kept, &session, &async || slices.pause().await).await;
    let desk = Desk::new(place, session);
    let upkeep = upkeep::begin(&desk, &known, in_memory);
    Ok((desk, upkeep, board))
}

/// The workspace that this tab opens: its own choice, else the one that was opened last.
pub(super) fn chosen(all: &[KnownWorkspace]) -> Option<KnownWorkspace> {
    let chosen = prefs::of_tab(TAB_PLACE);
    let of_tab = all.iter().find(|known| chosen.as_deref() == Some(known.place()));
    of_tab.or(all.first()).cloned()
}

/// Goes to another workspace: this tab opens it from now on.
pub fn switch_to(place: &str) {
    switch_at(place, &Route::Home);
}

/// The same at its storage: one that was joined at an endpoint asks for the token there, which no page leaves to the
/// next, and into a new one beside a damaged one a backup is brought back there.
pub fn open_there(place: &str) {
    switch_at(place, &Route::Storage);
}

fn switch_at(place: &str, page: &Route) {
    prefs::set_of_tab(TAB_PLACE, Some(place));
    crate::platform::location::replace(&page.to_string());
    crate::platform::location::reload();
}

async fn open_or_found(place: &Place, id: WorkspaceId, name: String) -> Result<Session, Unopened> {
    let slices = Slices::default();
    if let Some(session) = open(place, &async || slices.pause().await, |_| ()).await? {
        return Ok(session);
    }
    let founding = Founding {
        workspace: id,
        name,
        command: CommandId::new(&random::hex_id()).ok_or_else(|| t!("failure.no-id"))?,
        by: Actor { person: naming::role(Role::Administrator), role: Role::Administrator },
        at: clock::now(),
    };
    match create(place, founding).await {
        Ok(session) => Ok(session),
        // Another tab was first: its workspace is ours too.
        Err(SaveFailure::Contended) => {
            let opened = open(place, &async || slices.pause().await, |_| ()).await?;
            opened.ok_or_else(|| failures::save_failure(&SaveFailure::Contended).into())
        }
        Err(failure) => Err(failures::save_failure(&failure).into()),
    }
}

/// What is said while a storage does not answer: what is safe, and the ways on.
fn silent(go_on: impl Fn() + Send + Sync + 'static) -> AnyView {
    let reload = |_| crate::platform::location::reload();
    view! {
        <div class="opening-slow page" role="alert">
            <h1 class="title">{t!("shell.silent")}</h1>
            <p class="second">{t!("shell.silent.help")}</p>
            <div class="row">
                <Button label=t!("shell.reload") kind=ButtonKind::Primary on_press=reload/>
                <Button label=t!("shell.silent.go-on") on_press=move |_| go_on()/>
            </div>
        </div>
    }
    .into_any()
}
