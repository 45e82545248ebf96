//! A field for several lines in which people are named: an @ offers them, and arrow keys, Enter and Escape choose.

use super::field::{Names, frame};
use crate::domain::mention::{completed, typed};
use crate::platform::caret;
use crate::t;
use crate::view::prelude::*;
use leptos::ev::KeyboardEvent;

/// A name that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The name.
    pub name: String,
    /// As what that person is known.
    pub second: String,
}

/// The name that is being typed: where its @ stands, where the caret, and what is there of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Typed {
    sign: usize,
    caret: usize,
    words: String,
}

/// What the field and its list have in common.
#[derive(Clone, Copy)]
struct Naming {
    /// The names of the field and of the list.
    field: StoredValue<String>,
    now: RwSignal<Option<Typed>>,
    found: Memo<Vec<Offer>>,
    at: RwSignal<usize>,
    on_input: Callback<String>,
}

impl Naming {
    /// Looks what is typed where the caret stands.
    fn look(self) {
        let found = self.field.with_value(|id| caret::at(id)).and_then(|(text, caret)| {
            let (sign, words) = typed(&text, caret)?;
            Some(Typed { sign, caret, words: words.to_owned() })
        });
        if self.now.with_untracked(|now| *now != found) {
            self.at.set(0);
            self.now.set(found);
        }
    }

    /// Closes the list. The field loses the focus also when the page goes, and with it what the list is made of.
    fn close(self) {
        if self.now.try_with_untracked(Option::is_some) == Some(true) {
            self.now.set(None);
        }
    }

    /// Puts a name in place of what was typed.
    fn choose(self, place: usize) {
        let offer = self.found.with_untracked(|found| found.get(place).cloned());
        let now = self.now.get_untracked();
        let text = self.field.with_value(|id| caret::at(id));
        if let (Some(offer), Some(now), Some((text, _))) = (offer, now, text) {
            let (whole, caret) = completed(&text, now.sign, now.caret, &offer.name);
            self.field.with_value(|id| caret::put(id, &whole, caret));
            self.on_input.run(whole);
        }
        self.close();
    }

    fn keys(self, event: &KeyboardEvent) {
        let count = self.found.with_untracked(Vec::len);
        let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        if count == 0 || has_modifier {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => self.at.update(|at| *at = if *at + 1 >= count { 0 } else { *at + 1 }),
            "ArrowUp" => self.at.update(|at| *at = if *at == 0 { count - 1 } else { *at - 1 }),
            "Enter" | "Tab" => self.choose(self.at.get_untracked()),
            "Escape" => self.close(),
            _ => return,
        }
        // The key has done its work: it sends nothing and closes no dialog.
        event.prevent_default();
        event.stop_propagation();
    }

    fn list_id(self) -> String {
        self.field.with_value(|id| format!("{id}-names"))
    }

    fn option_id(self, place: usize) -> String {
        self.field.with_value(|id| format!("{id}-name-{place}"))
    }
}

/// The field.
#[component]
pub fn NamingArea(
    /// The name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// The text after each key press and after a name was chosen.
    #[prop(into)]
    on_input: Callback<String>,
    /// Whom to offer for what was typed after an @.
    #[prop(into)]
    offers: Callback<String, Vec<Offer>>,
    /// What is wrong with the text.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// An example, shown while the field is empty.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// Keeps the label for assistive technology only.
    #[prop(optional)]
    label_hidden: bool,
    /// How many lines are visible at first.
    #[prop(default = 3)]
    rows: u16,
) -> impl IntoView {
    let names = Names::fresh();
    let now = RwSignal::new(None::<Typed>);
    let found = Memo::new(move |_| now.get().map(|typed| offers.run(typed.words)).unwrap_or_default());
    let field = StoredValue::new(names.input.clone());
    let naming = Naming { field, now, found, at: RwSignal::new(0), on_input };
    let is_open = Memo::new(move |_| found.with(|found| !found.is_empty()));
    let active = move || is_open.get().then(|| naming.option_id(naming.at.get()));
    let area = view! {
        <textarea
            id=names.input.clone()
            class="input"
            rows=rows
            placeholder=move || placeholder.get()
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=names.described_by(MaybeProp::default(), error)
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-controls=move || is_open.get().then(|| naming.list_id())
            aria-activedescendant=active
            prop:value=value
            on:input=move |event| { on_input.run(event_target_value(&event)); naming.look(); }
            on:click=move |_| naming.look()
            on:keyup=move |event| if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight" | "Home" | "End") { naming.look() }
            on:keydown=move |event| naming.keys(&event)
            on:blur=move |_| naming.close()
        ></textarea>
    };
    let list = move || is_open.get().then(|| list(naming));
    let said = move || is_open.get().then(|| t!("comment.names.count", n = found.with(Vec::len)));
    let control = view! { {area} {list} <span class="unseen" role="status">{said}</span> };
    frame(&names, label, false, label_hidden, control.into_any(), MaybeProp::default(), error)
}

fn list(naming: Naming) -> AnyView {
    let options = move || {
        let found = naming.found.get();
        found.into_iter().enumerate().map(|(place, offer)| option(naming, place, offer)).collect_view()
    };
    view! {
        <ul class="naming-list" id=naming.list_id() role="listbox" aria-label=t!("comment.names")>{options}</ul>
    }
    .into_any()
}

fn option(naming: Naming, place: usize, offer: Offer) -> AnyView {
    let is_here = move || (naming.at.get() == place).to_string();
    let key = (place, offer.name.clone());
    view! {
        <li
            id=naming.option_id(place)
            class="palette-item"
            role="option"
            aria-selected=is_here
            // The focus stays in the field, so that the caret does.
            on:pointerdown=move |event| event.prevent_default()
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| naming.choose(place)
        >
            <bdi class="grow cut">{offer.name}</bdi>
            <span class="caption third">{offer.second}</span>
        </li>
    }
    .keyed(key)
}
