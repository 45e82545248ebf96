//! What is said where a workspace cannot be opened: what is safe, what of it can be taken along, and the ways on.

use super::failures;
use super::parts::{Button, ButtonKind};
use super::start::{chosen, open_there, switch_to};
use crate::domain::ids::WorkspaceId;
use crate::platform::{backups, clock, files, location, random, storage};
use crate::store::failure::LoadFailure;
use crate::store::known::KnownWorkspace;
use crate::t;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// Why no workspace was opened.
pub(super) struct Unopened {
    /// The reason in a sentence.
    why: String,
    /// Of a damaged one: which document, and what is whole before it.
    detail: Option<String>,
}

impl From<String> for Unopened {
    fn from(why: String) -> Self {
        Self { why, detail: None }
    }
}

impl From<LoadFailure> for Unopened {
    fn from(failure: LoadFailure) -> Self {
        let said = failures::load_failure(&failure);
        match failure {
            LoadFailure::Backend(_) => said.into(),
            LoadFailure::Document { .. } => Self { why: t!("storage.unopened.damaged"), detail: Some(said) },
        }
    }
}

/// The page.
#[component]
pub(super) fn CannotOpen(why: Unopened) -> impl IntoView {
    let all = RwSignal::new(Vec::<KnownWorkspace>::new());
    let said = RwSignal::new(None::<String>);
    spawn_local(async move { all.set(storage::workspaces().await.unwrap_or_default()) });
    let Unopened { why, detail } = why;
    // What is damaged stays so: loading it once more is no way on.
    let (begin, reload) = match detail {
        Some(_) => (ButtonKind::Primary, ButtonKind::Default),
        None => (ButtonKind::Default, ButtonKind::Primary),
    };
    let detail = detail.map(|detail| {
        view! {
            <details class="caption second">
                <summary>{t!("storage.unopened.details")}</summary>
                <p>{detail}</p>
            </details>
        }
    });
    let take = move |_| spawn_local(take_along(all, said));
    let salvage = move || {
        (!all.with(Vec::is_empty)).then(|| view! { <Button label=t!("storage.salvage") on_press=take/> })
    };
    view! {
        <main class="page unopened" id="main">
            <h1 class="title">{t!("shell.open-failed")}</h1>
            <p>{t!("shell.open-failed.help", reason = why)}</p>
            <p class="second">{t!("storage.unopened.do")}</p>
            <div class="row">
                <Button
                    label=t!("storage.unopened.begin")
                    kind=begin
                    on_press=move |_| spawn_local(begin_beside(said))
                />
                {salvage}
                <Button label=t!("shell.reload") kind=reload on_press=|_| location::reload()/>
            </div>
            <Others all/>
            <p role="status">{said}</p>
            {detail}
        </main>
    }
}

/// The other workspaces of this browser, which may be whole.
#[component]
fn Others(all: RwSignal<Vec<KnownWorkspace>>) -> impl IntoView {
    let buttons = move || {
        let open = all.with(|all| chosen(all)).map(|known| known.place().to_owned());
        let button = |known: KnownWorkspace| {
            let place = known.place().to_owned();
            let label = t!("storage.workspaces.open-named", name = known.name);
            let key = place.clone();
            view! { <Button label on_press=move |_| switch_to(&place)/> }.keyed(key)
        };
        let others = all.get().into_iter().filter(|known| Some(known.place()) != open.as_deref());
        others.map(button).collect_view()
    };
    view! { <div class="row">{buttons}</div> }
}

/// Downloads what can be read of the workspace that was to be opened, and says how much of it that is.
async fn take_along(all: RwSignal<Vec<KnownWorkspace>>, said: RwSignal<Option<String>>) {
    let Some(known) = all.with_untracked(|all| chosen(all)) else { return };
    said.set(Some(match backups::salvage(known.place()).await {
        Ok(file) => {
            files::download("watchfloor-documents.ndjson", "application/x-ndjson", &file.lines);
            t!("storage.salvage.done", whole = file.whole, damaged = file.damaged)
        }
        Err(error) => failures::save_failure(&error.into()),
    }));
}

/// Founds a workspace beside the one that cannot be opened, and goes to where a backup is brought back into this browser.
async fn begin_beside(said: RwSignal<Option<String>>) {
    let Some(id) = WorkspaceId::new(&random::hex_id()) else {
        said.set(Some(t!("failure.no-id")));
        return;
    };
    let known = KnownWorkspace::new(id, t!("storage.unopened.name"), clock::now());
    match storage::note_workspace(&known).await {
        Ok(()) => open_there(known.place()),
        Err(error) => said.set(Some(failures::save_failure(&error.into()))),
    }
}
