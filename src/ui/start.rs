//! Opens the workspace of this browser and mounts the app over it.

use super::app::App;
use super::parts::{Button, ButtonKind};
use super::portal::Portal;
use super::{failures, naming};
use crate::domain::ids::{CommandId, WorkspaceId};
use crate::domain::people::{Actor, Role};
use crate::platform::storage::{self, Place};
use crate::platform::{clock, dom, prefs, random, timer};
use crate::store::desk::Desk;
use crate::store::failure::{LoadFailure, SaveFailure};
use crate::store::known::KnownWorkspace;
use crate::store::open::{Founding, create, open};
use crate::store::session::Session;
use crate::t;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Where the app is mounted.
const MOUNT_ID: &str = "app";
/// Preference: the theme.
pub const PREF_THEME: &str = "theme";
/// How often the present moment moves on. Clocks show minutes.
const TICK_MS: i32 = 30_000;

/// Starts the app: the frame is mounted at once and filled when the workspace is open.
pub fn start() {
    dom::set_theme(prefs::get(PREF_THEME).as_deref().unwrap_or("auto"));
    let Some(mount) = dom::mount_point(MOUNT_ID) else { return };
    leptos::mount::mount_to(mount, Root).forget();
}

/// What is there until the workspace is open, then the app, or why it could not be opened.
#[component]
fn Root() -> impl IntoView {
    let opened = RwSignal::new_local(None);
    spawn_local(async move {
        opened.set(Some(open_workspace().await.map(|(place, session)| run(place, session))))
    });
    move || match opened.get() {
        None => view! { <p class="opening" role="status">{t!("shell.loading")}</p> }.into_any(),
        Some(Ok(desk)) => {
            let portal = Portal::new(desk);
            timer::every(TICK_MS, move || portal.tick());
            view! { <App portal/> }.into_any()
        }
        Some(Err(why)) => failure(why),
    }
}

/// The workspace of this browser that was opened last, founded on the first visit. Where there is no storage it lives
/// in memory, and a banner says so for as long as it does.
async fn open_workspace() -> Result<(Place, Session), String> {
    let known = storage::workspaces().await.unwrap_or_default().into_iter().next();
    let fresh = || WorkspaceId::new(&random::hex_id());
    let id = known.map(|known| known.id).or_else(fresh).ok_or_else(|| t!("failure.no-id"))?;
    let (place, _) = Place::open(&id).await.map_err(|error| failures::save_failure(&error.into()))?;
    let session = open_or_found(&place, id).await?;
    // The list only helps to find the workspace; one that cannot be listed is still open.
    let listed = KnownWorkspace {
        id: session.workspace().clone(),
        name: session.name().to_owned(),
        opened: clock::now(),
    };
    let _ = storage::note_workspace(&listed).await;
    Ok((place, session))
}

async fn open_or_found(place: &Place, id: WorkspaceId) -> Result<Session, String> {
    let said = |failure: LoadFailure| failures::save_failure(&failure.into());
    if let Some(session) = open(place, &timer::give_way, |_| ()).await.map_err(said)? {
        return Ok(session);
    }
    let founding = Founding {
        workspace: id,
        name: t!("shell.first-workspace"),
        command: CommandId::new(&random::hex_id()).ok_or_else(|| t!("failure.no-id"))?,
        by: Actor { person: naming::role(Role::Administrator), role: Role::Administrator },
        at: clock::now(),
    };
    match create(place, founding).await {
        Ok(session) => Ok(session),
        // Another tab was first: its workspace is ours too.
        Err(SaveFailure::Contended) => {
            let opened = open(place, &timer::give_way, |_| ()).await.map_err(said)?;
            opened.ok_or_else(|| failures::save_failure(&SaveFailure::Contended))
        }
        Err(failure) => Err(failures::save_failure(&failure)),
    }
}

/// A desk with a task that does its jobs.
fn run(place: Place, session: Session) -> Desk<Place> {
    let desk = Desk::new(place, session);
    let worker = desk.clone();
    spawn_local(async move { worker.run(&timer::give_way).await });
    desk
}

fn failure(why: String) -> AnyView {
    let reload = |_| crate::platform::location::reload();
    view! {
        <main class="page" id="main">
            <h1 class="title">{t!("shell.open-failed")}</h1>
            <p class="second">{t!("shell.open-failed.help", reason = why)}</p>
            <Button label=t!("shell.reload") kind=ButtonKind::Primary on_press=reload/>
        </main>
    }
    .into_any()
}
