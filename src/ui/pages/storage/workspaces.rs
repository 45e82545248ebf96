//! The workspaces of this browser: each in a database of its own, one of them open in this tab.

use super::Section;
use crate::domain::ids::WorkspaceId;
use crate::platform::{clock, intl, random, storage};
use crate::store::known::KnownWorkspace;
use crate::t;
use crate::ui::parts::{Banner, Button, ButtonKind, Dialog, Field, Tone};
use crate::ui::portal::Portal;
use crate::ui::start::switch_to;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The section.
#[component]
pub(super) fn Workspaces() -> impl IntoView {
    let portal = Portal::get();
    let all = RwSignal::new(Vec::<KnownWorkspace>::new());
    let (name, going) = (RwSignal::new(String::new()), RwSignal::new(None::<KnownWorkspace>));
    let read = move || {
        spawn_local(async move { all.set(storage::workspaces().await.unwrap_or_default()) });
    };
    read();
    let open = portal.upkeep().place.to_string();
    let named = Memo::new(move |_| {
        portal.read(|state| state.workspace.as_ref().map(|(_, name)| name.clone())).unwrap_or_default()
    });
    let rows = move || {
        let (open, name) = (open.clone(), named.get());
        let row = move |mut known: KnownWorkspace| {
            // The list on disk follows a new name a moment later.
            if known.place() == open {
                known.name.clone_from(&name);
            }
            row(known, &open, going)
        };
        all.get().into_iter().map(row).collect_view()
    };
    let found = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let named = name.get_untracked().trim().to_owned();
        let Some(id) = WorkspaceId::new(&random::hex_id()).filter(|_| !named.is_empty()) else { return };
        spawn_local(async move {
            let known = KnownWorkspace::new(id, named, clock::now());
            match storage::note_workspace(&known).await {
                Ok(()) => switch_to(known.place()),
                Err(error) => portal.say(Tone::Error, crate::ui::failures::save_failure(&error.into())),
            }
        });
    };
    let missing =
        move || name.with(|name| name.trim().is_empty()).then(|| t!("storage.workspaces.name.missing"));
    view! {
        <Section title=t!("storage.workspaces")>
            <ul class="list">{rows}</ul>
            <form class="settings-line" on:submit=found novalidate=true>
                <Field
                    label=t!("storage.workspaces.name")
                    value=name
                    on_input=Callback::new(move |text| name.set(text))
                />
                <Button label=t!("storage.workspaces.found") disallowed=Signal::derive(missing) submit=true/>
            </form>
        </Section>
        <Delete going on_gone=Callback::new(move |()| read())/>
    }
}

fn row(known: KnownWorkspace, open: &str, going: RwSignal<Option<KnownWorkspace>>) -> AnyView {
    let key = known.place().to_owned();
    let is_open = known.place() == open;
    let (place, deleted) = (known.place().to_owned(), known.clone());
    let opened = t!("storage.workspaces.opened", when = intl::moment(known.opened));
    let kind = if known.is_demo { t!("storage.workspaces.demo") } else { String::new() };
    let switch = (!is_open).then(|| {
        view! { <Button label=t!("storage.workspaces.open") on_press=move |_| switch_to(&place)/> }
    });
    // A room that looks on at the demonstration need not see what else is here.
    let is_private = !known.is_demo;
    view! {
        <li class="list-row" class:is-private=is_private>
            <span class="stack stack-2 grow">
                <bdi class="cut">{known.name.clone()}</bdi>
                <span class="caption third">{opened}" "{kind}</span>
            </span>
            {if is_open { view! { <span class="second">{t!("storage.workspaces.is-open")}</span> }.into_any() } else { switch.into_any() }}
            <Button
                label=t!("storage.workspaces.delete")
                kind=ButtonKind::Subtle
                on_press=move |_| going.set(Some(deleted.clone()))
            />
        </li>
    }
    .keyed(key)
}

/// Asks for the name of the workspace that is to go, after offering a backup.
#[component]
fn Delete(going: RwSignal<Option<KnownWorkspace>>, on_gone: Callback<()>) -> impl IntoView {
    let portal = Portal::get();
    let typed = RwSignal::new(String::new());
    let close = move || {
        typed.set(String::new());
        going.set(None);
    };
    let named =
        move || going.with(|going| going.as_ref().map(|known| known.name.clone()).unwrap_or_default());
    let is_open = move || {
        let place = portal.upkeep().place;
        going.with(|going| going.as_ref().is_some_and(|known| known.place() == &*place))
    };
    let why = move || {
        let is_same = typed.with(|typed| typed.trim() == named().trim());
        (!is_same).then(|| t!("storage.workspaces.delete.type-name"))
    };
    let delete = move || {
        let Some(known) = going.get_untracked() else { return };
        if untrack(why).is_some() {
            return;
        }
        let was_open = untrack(is_open);
        spawn_local(async move {
            if was_open {
                portal.upkeep().tabs.tell_deleted();
                portal.desk().close();
            }
            match storage::delete_workspace(known.place()).await {
                Ok(()) if was_open => crate::platform::location::reload(),
                Ok(()) => on_gone.run(()),
                Err(error) => portal.say(Tone::Error, crate::ui::failures::save_failure(&error.into())),
            }
            close();
        });
    };
    let backup_first = move || {
        if is_open() {
            view! { <Banner tone=Tone::Warning>{t!("storage.workspaces.delete.backup")}</Banner> }.into_any()
        } else {
            let place =
                going.with(|going| going.as_ref().map(|known| known.place().to_owned()).unwrap_or_default());
            let go = move |_| switch_to(&place);
            view! {
                <Banner tone=Tone::Warning>{t!("storage.workspaces.delete.backup-open")}</Banner>
                <div class="row"><Button label=t!("storage.workspaces.open") on_press=go/></div>
            }
            .into_any()
        }
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| close()/>
            <Button label=t!("storage.workspaces.delete") kind=ButtonKind::Primary disallowed=Signal::derive(why) submit=true/>
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || going.with(Option::is_some))
            on_close=Callback::new(move |()| close())
            title=Signal::derive(move || t!("storage.workspaces.delete.title", name = named()))
            on_submit=Callback::new(move |()| delete())
            buttons
        >
            {backup_first}
            <Field
                label=t!("settings.workspace.name")
                value=typed
                on_input=Callback::new(move |text| typed.set(text))
            />
        </Dialog>
    }
}
