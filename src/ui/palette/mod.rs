//! The command palette: one field that finds incidents, assets and people and does what can be done, by keyboard alone.
//! Ctrl K opens it, as does the field in the top bar.

mod items;

use crate::platform::elements;
use crate::t;
use crate::ui::parts::{Glyph, Icon, cancelled, closed, drive, fresh_id};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use items::Item;
use leptos::ev;
use leptos::html;

/// Whether the palette is open.
#[derive(Clone, Copy)]
pub struct Opener(RwSignal<bool>);

impl Opener {
    /// Takes the handle out of the context.
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// Opens the palette.
    pub fn open(self) {
        self.0.set(true);
    }
}

/// Makes the handle, gives it to the context, and listens to Ctrl K for as long as the app lives.
pub fn provide() {
    let opener = Opener(RwSignal::new(false));
    provide_context(opener);
    let handle = window_event_listener(ev::keydown, move |event| {
        let is_k = event.key().eq_ignore_ascii_case("k");
        if is_k && (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key() {
            event.prevent_default();
            opener.0.update(|open| *open = !*open);
        }
    });
    on_cleanup(move || handle.remove());
}

/// The palette over the page.
#[component]
pub fn Palette() -> impl IntoView {
    let Opener(open) = Opener::get();
    let node = NodeRef::<html::Dialog>::new();
    drive(node, open.into());
    let on_close = Callback::new(move |()| open.set(false));
    // A press on the ground behind closes it.
    let pressed = move |event: ev::MouseEvent| {
        if elements::is_on_itself(&event) {
            open.set(false);
        }
    };
    view! {
        <dialog
            node_ref=node
            class="palette"
            // Said when it opens: the first page of a newcomer has not got these words.
            aria-label=move || open.get().then(|| t!("palette.title"))
            on:cancel=move |event: ev::Event| cancelled(&event, open.into(), on_close)
            on:close=move |_| closed(node, open.into(), on_close)
            on:click=pressed
        >
            {move || open.get().then(|| inside(open))}
        </dialog>
    }
    .into_any()
}

fn inside(open: RwSignal<bool>) -> AnyView {
    let portal = Portal::get();
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let list_id = fresh_id("palette");
    let bulk = crate::ui::bulk::Bulk::get();
    let sheet = crate::ui::shortcuts::Opener::get();
    let found = Memo::new(move |_| typed.with(|typed| items::found(portal, typed)));
    let count = move || found.with(Vec::len);
    let choose = move |place: usize| {
        let item = found.with_untracked(|found| found.get(place).cloned());
        // Why it cannot be done stands in its line, which stays.
        if item.as_ref().is_some_and(|item| item.disallowed.is_some()) {
            return;
        }
        open.set(false);
        if let Some(item) = item {
            items::run(portal, bulk, sheet, &item);
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = if *at >= last { 0 } else { *at + 1 }),
            "ArrowUp" => at.update(|at| *at = if *at == 0 { last } else { *at - 1 }),
            "Enter" => choose(at.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    let option_id = {
        let list_id = list_id.clone();
        move |place: usize| format!("{list_id}-{place}")
    };
    let active = {
        let option_id = option_id.clone();
        move || (count() > 0).then(|| option_id(at.get()))
    };
    let options = move || {
        found
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, item)| option(item, place, at, option_id(place), Callback::new(choose)))
            .collect_view()
    };
    view! {
        <label class="palette-field">
            <Icon glyph=Glyph::Search20/>
            <input
                class="palette-input"
                type="text"
                role="combobox"
                autocomplete="off"
                autofocus=true
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls=list_id.clone()
                aria-activedescendant=active
                aria-label=t!("shell.search")
                placeholder=t!("shell.search")
                prop:value=move || typed.get()
                on:input=move |event| { typed.set(event_target_value(&event)); at.set(0); }
                on:keydown=keys
            />
            <kbd aria-hidden="true">"Esc"</kbd>
        </label>
        <ul class="palette-list" id=list_id role="listbox" aria-label=t!("palette.title")>{options}</ul>
        <p class="unseen" role="status">{move || t!("palette.count", n = count())}</p>
    }
    .into_any()
}

fn option(item: Item, place: usize, at: RwSignal<usize>, id: String, choose: Callback<usize>) -> AnyView {
    let is_here = Memo::new(move |_| at.get() == place);
    let node = NodeRef::<html::Li>::new();
    Effect::new(move |_| {
        if is_here.get()
            && let Some(element) = node.get_untracked()
        {
            elements::scroll_near(&element);
        }
    });
    let Item { glyph, label, second, keys, disallowed, .. } = item;
    let key = (label.clone(), second.clone(), disallowed.clone());
    let why = disallowed.map(|why| {
        let shown = why.clone();
        view! {
            <span class="palette-why caption" title=why>{shown}</span>
            <Icon glyph=Glyph::Lock/>
        }
    });
    let is_locked = why.is_some();
    view! {
        <li
            node_ref=node
            id=id
            class="palette-item"
            role="option"
            aria-selected=move || is_here.get().to_string()
            aria-disabled=is_locked.then_some("true")
            on:pointermove=move |_| if !is_here.get_untracked() { at.set(place) }
            on:click=move |_| choose.run(place)
        >
            <Icon glyph/>
            <bdi class="palette-label cut">{label}</bdi>
            {second.map(|second| view! { <bdi class="caption third">{second}</bdi> })}
            {keys.map(|keys| view! { <kbd aria-hidden="true">{keys}</kbd> })}
            {why}
        </li>
    }
    .keyed(key)
}
