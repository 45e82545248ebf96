//! The menu of the views: those that every workspace has and those that were kept, one of them the default of one's side.

use super::view::QueueView;
use crate::domain::command::Command;
use crate::domain::ids::ViewId;
use crate::domain::views::ATTENTION;
use crate::platform::dom;
use crate::route::{List, Queue, Route};
use crate::t;
use crate::ui::bulk;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::parts::{
    Button, ButtonKind, ButtonSize, Field, Glyph, Icon, IconButton, Popover, Tone, fresh_id,
};
use crate::ui::portal::{Portal, mint};
use crate::ui::saved_views::{Listed, default_key, default_link, listed};
use crate::view::prelude::*;

/// A link as it was when its view was kept, for comparison.
fn is_as_kept(link: &Queue, kept: &str) -> bool {
    link.to_words() == Queue::of_words(kept).to_words()
}

/// Opens the default view of one's side whenever the address says nothing.
pub(super) fn open_default(portal: Portal) {
    let is_bare = Memo::new(move |_| {
        portal.route.with(|route| matches!(route, Route::Incidents(link) if *link == Queue::default()))
    });
    Effect::new(move |_| {
        if !is_bare.get() {
            return;
        }
        portal.replace(Route::Incidents(default_link(portal)));
    });
}

/// The button with the name of the view, its menu, and "Save as a view" while something differs.
#[component]
pub(super) fn Views(view: QueueView) -> impl IntoView {
    let portal = view.portal;
    let id = fresh_id("views");
    let controls = id.clone();
    let views = Memo::new(move |_| listed(portal));
    let current = Memo::new(move |_| {
        let link = view.link.get();
        let usual = match link.list {
            List::Open => ATTENTION,
            List::All => Queue::EVERYTHING,
            list => list.as_str(),
        };
        let key = link.view.as_deref().unwrap_or(usual);
        let found = views.with(|views| views.iter().find(|view| view.key == key).cloned());
        found.map(|found| {
            let edited = !is_as_kept(&link, &found.link);
            (found, edited)
        })
    });
    let name = Signal::derive(move || {
        current.with(|current| {
            current.as_ref().map_or_else(|| t!("view.unnamed"), |(view, _)| view.name.clone())
        })
    });
    let is_edited =
        Memo::new(move |_| current.with(|current| current.as_ref().is_none_or(|(_, edited)| *edited)));
    let saving = RwSignal::new(false);
    let renaming = RwSignal::new(None::<Listed>);
    let trigger = move || {
        view! {
            <Button label=name size=ButtonSize::S28 icon=Glyph::Bookmark icon_end=Glyph::ChevronDown controls=controls.clone()/>
        }
    };
    let list_id = id.clone();
    let lines = move || {
        let here = current.with(|current| current.as_ref().map(|(view, _)| view.key.clone()));
        views
            .get()
            .into_iter()
            .map(|one| {
                let is_here = here.as_ref() == Some(&one.key);
                line(portal, one, is_here, list_id.clone(), renaming)
            })
            .collect_view()
    };
    let own = Memo::new(move |_| {
        current
            .with(|current| current.as_ref().and_then(|(view, edited)| view.own.clone().filter(|_| *edited)))
    });
    let keep = move |_| {
        let Some(id) = own.get_untracked() else { return };
        let name = name.get_untracked();
        let link = view.link.with_untracked(Queue::to_words);
        portal.act(Command::SaveView { id, name, link }, move |outcome| {
            if outcome.is_ok() {
                portal.say(Tone::Good, t!("view.kept"));
            }
        });
    };
    view! {
        <div class="row row-keep queue-views">
            <Popover id title=t!("view.title") trigger>
                <ul class="view-list">{lines.clone()}</ul>
            </Popover>
            <Show when=move || is_edited.get()>
                <span class="caption third not-phone">{t!("view.edited")}</span>
                <Show when=move || own.get().is_some()>
                    <Button label=t!("view.keep") kind=ButtonKind::Link on_press=keep/>
                </Show>
                <Button label=t!("view.save-as") kind=ButtonKind::Link class="not-phone" on_press=move |_| saving.set(true)/>
            </Show>
        </div>
        <SaveDialog view open=saving/>
        <RenameDialog view=renaming/>
    }
    .into_any()
}

fn line(
    portal: Portal,
    one: Listed,
    is_here: bool,
    popover: String,
    renaming: RwSignal<Option<Listed>>,
) -> AnyView {
    let href = one.route().to_string();
    let is_default = one.key == default_key(portal);
    let list = popover.clone();
    let close = move |_| crate::platform::elements::close_popover(&list);
    let chosen = one.key.clone();
    let name = one.name.clone();
    let make_default = {
        let said = t!("view.is-default", name = name.as_str());
        let press = move |_| {
            let id = ViewId::new(&chosen).filter(|id| id.as_str() != ATTENTION);
            bulk::act(portal, Command::SetDefaultView { id }, said.clone(), |_| ());
        };
        let label = t!("view.make-default", name = name);
        view! {
            <IconButton label glyph=if is_default { Glyph::StarFilled } else { Glyph::Star } size=ButtonSize::S24 pressed=Signal::derive(move || is_default) on_press=press/>
        }
    };
    let renamed = one.clone();
    let rename = one.own.is_some().then(|| {
        let label = t!("view.rename", name = one.name.clone());
        let press = move |_| {
            crate::platform::elements::close_popover(&popover);
            renaming.set(Some(renamed.clone()));
        };
        view! { <IconButton label glyph=Glyph::Edit size=ButtonSize::S24 on_press=press/> }
    });
    let remove = one.own.clone().map(|id| {
        let said = t!("view.removed", name = one.name.as_str());
        let press = move |_| {
            let removed = id.clone();
            let place = dom::ListPlace::here();
            bulk::act(portal, Command::RemoveView { id: id.clone() }, said.clone(), move |outcome| {
                if outcome.is_err() {
                    return;
                }
                place.into_iter().for_each(dom::ListPlace::go_back);
                // What it showed stays, without its name.
                let Route::Incidents(link) = portal.route.get_untracked() else { return };
                if link.view.as_deref() == Some(removed.as_str()) {
                    portal.replace(Route::Incidents(Queue { view: Some(Queue::EVERYTHING.into()), ..link }));
                }
            });
        };
        view! { <IconButton label=t!("view.remove", name = one.name.clone()) glyph=Glyph::Delete size=ButtonSize::S24 on_press=press/> }
    });
    let note = is_default.then(|| view! { <span class="caption third">{t!("view.default")}</span> });
    view! {
        <li class="row row-keep">
            <span class="view-here">{is_here.then(|| view! { <Icon glyph=Glyph::Check/> })}</span>
            <a class="link grow" href=href aria-current=is_here.then_some("true") on:click=close><bdi>{one.name.clone()}</bdi></a>
            {note} {make_default} {rename} {remove}
        </li>
    }
    .keyed(one.key)
}

/// Asks for the name of a new view.
#[component]
fn SaveDialog(view: QueueView, open: RwSignal<bool>) -> impl IntoView {
    let portal = view.portal;
    let name = RwSignal::new(String::new());
    let id = RwSignal::new(None::<ViewId>);
    Effect::new(move |_| {
        if open.get() {
            id.set(mint(ViewId::new));
        }
    });
    let command = Signal::derive(move || {
        let name = Some(name.get()).filter(|name| !name.trim().is_empty())?;
        Some(Command::SaveView { id: id.get()?, name, link: view.link.with(Queue::to_words) })
    });
    let on_close = move |kept| {
        open.set(false);
        if kept {
            let mut link = view.link.get_untracked();
            link.view = id.with_untracked(|id| id.as_ref().map(|id| id.as_str().into()));
            portal.replace(Route::Incidents(link));
            name.set(String::new());
        }
    };
    view! {
        <CommandDialog
            open
            narrow=true
            on_close
            title=t!("view.save-as")
            text=t!("view.save-as.help")
            verb=t!("common.save")
            command
            missing=t!("view.name.missing")
            done=t!("view.saved")
        >
            <Field label=t!("view.name") value=name on_input=move |text| name.set(text)/>
        </CommandDialog>
    }
    .into_any()
}

/// Asks for another name of a view that was kept.
#[component]
fn RenameDialog(view: RwSignal<Option<Listed>>) -> impl IntoView {
    let typed = RwSignal::new(None::<String>);
    let name = Signal::derive(move || {
        let kept = move || view.with(|view| view.as_ref().map(|view| view.name.clone()).unwrap_or_default());
        typed.get().unwrap_or_else(kept)
    });
    let command = Signal::derive(move || {
        let (id, link) = view.get().and_then(|view| Some((view.own?, view.link)))?;
        let name = Some(name.get()).filter(|name| !name.trim().is_empty())?;
        Some(Command::SaveView { id, name, link })
    });
    let on_close = move |_| {
        view.set(None);
        typed.set(None);
    };
    view! {
        <CommandDialog
            open=Signal::derive(move || view.with(Option::is_some))
            narrow=true
            on_close
            title=t!("view.rename.title")
            verb=t!("common.save")
            command
            missing=t!("view.name.missing")
            done=t!("view.renamed")
        >
            <Field label=t!("view.name") value=name on_input=move |text| typed.set(Some(text))/>
        </CommandDialog>
    }
    .into_any()
}
