//! The sheet of shortcuts, opened by `?` wherever nobody types.

use super::parts::{Button, Dialog};
use crate::platform::elements;
use crate::t;
use crate::ui::text::text;
use crate::view::prelude::*;
use leptos::ev;

/// The key of what is done and the keys that do it.
type Keys = &'static [(&'static str, &'static [&'static str])];

/// Keys and what they do, by the place where they do it: the key of the words, and the keys.
const KEYS: [(&str, Keys); 4] = [
    ("anywhere", &[("palette", &["Ctrl", "K"]), ("sheet", &["?"])]),
    (
        "queue",
        &[
            ("move", &["j", "k"]),
            ("open", &["Enter"]),
            ("select", &["x"]),
            ("range", &["Shift", "x"]),
            ("all", &["Shift", "a"]),
            ("none", &["Esc"]),
            ("find", &["/"]),
            ("assign", &["a"]),
            ("classify", &["c"]),
            ("tag", &["t"]),
            ("merge", &["m"]),
            ("resolve", &["r"]),
            ("undo", &["z"]),
        ],
    ),
    (
        "incident",
        &[
            ("next", &["j"]),
            ("previous", &["k"]),
            ("back", &["u"]),
            ("assign", &["a"]),
            ("classify", &["c"]),
            ("tag", &["t"]),
            ("merge", &["m"]),
            ("resolve", &["r"]),
            ("undo", &["z"]),
        ],
    ),
    ("list", &[("move", &["j", "k"]), ("open", &["Enter"]), ("menu", &["Shift", "F10"])]),
];

/// The handle by which the sheet is opened.
#[derive(Clone, Copy)]
pub struct Opener(RwSignal<bool>);

impl Opener {
    /// Makes the handle and gives it to the context.
    pub fn provide() {
        provide_context(Self(RwSignal::new(false)));
    }

    /// Takes the handle out of the context.
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// Opens the sheet.
    pub fn open(self) {
        self.0.set(true);
    }
}

/// The sheet.
#[component]
pub fn Sheet() -> impl IntoView {
    let Opener(open) = Opener::get();
    let handle = window_event_listener(ev::keydown, move |event| {
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if event.key() == "?" && is_plain && !elements::is_taken(&event) {
            event.prevent_default();
            open.set(true);
        }
    });
    on_cleanup(move || handle.remove());
    let buttons = move || view! { <Button label=t!("common.close") on_press=move |_| open.set(false)/> };
    // Said when it opens: the first page of a newcomer has not got these words.
    let title = Signal::derive(|| t!("keys.title"));
    let text = MaybeProp::derive(|| Some(t!("keys.help")));
    view! {
        <Dialog open on_close=Callback::new(move |()| open.set(false)) title text buttons>
            {KEYS.into_iter().map(|(place, keys)| group(place, keys)).collect_view()}
        </Dialog>
    }
    .into_any()
}

fn group(place: &'static str, keys: Keys) -> AnyView {
    let lines = keys
        .iter()
        .map(|(what, keys)| {
            let pressed = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view();
            view! { <dt>{text(&format!("keys.{place}.{what}"), &[])}</dt><dd>{pressed}</dd> }
        })
        .collect_view();
    view! {
        <h3 class="caption">{text(&format!("keys.{place}"), &[])}</h3>
        <dl class="facts">{lines}</dl>
    }
    .into_any()
}
