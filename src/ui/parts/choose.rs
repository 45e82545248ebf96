//! One of a few: segments and the tabs of a panel. Arrow keys move and choose, as in a group of radio buttons.

use super::{Glyph, Icon};
use crate::platform::elements;
use crate::view::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html;

/// One of the choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// What it says.
    pub label: String,
    /// The icon before the word.
    pub glyph: Option<Glyph>,
    /// A count or "1 new" after the word, for tabs.
    pub count: Option<String>,
}

impl Segment {
    /// A segment with a word alone.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }
}

/// A few choices side by side, one of which holds.
#[component]
pub fn Segmented(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// The choices.
    #[prop(into)]
    segments: Signal<Vec<Segment>>,
    /// The number of the one that holds.
    #[prop(into)]
    chosen: Signal<usize>,
    /// The number of the one that the reader chose.
    #[prop(into)]
    on_choose: Callback<usize>,
) -> impl IntoView {
    group(&GROUP_OF_SEGMENTS, label, segments, chosen, on_choose)
}

/// Tabs that change a part of the page and not its address.
#[component]
pub fn PanelTabs(
    /// What the tabs belong to.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Segment>>,
    /// The number of the one that is open.
    #[prop(into)]
    chosen: Signal<usize>,
    /// The number of the one that the reader opened.
    #[prop(into)]
    on_choose: Callback<usize>,
) -> impl IntoView {
    group(&GROUP_OF_TABS, label, tabs, chosen, on_choose)
}

/// How a group differs for assistive technology and in its classes.
struct Roles {
    group: &'static str,
    item: &'static str,
    group_class: &'static str,
    item_class: &'static str,
    is_tabs: bool,
}

static GROUP_OF_SEGMENTS: Roles = Roles {
    group: "radiogroup",
    item: "radio",
    group_class: "segmented",
    item_class: "segment",
    is_tabs: false,
};
static GROUP_OF_TABS: Roles =
    Roles { group: "tablist", item: "tab", group_class: "tabs tabs-lined", item_class: "tab", is_tabs: true };

fn group(
    roles: &'static Roles,
    label: Signal<String>,
    segments: Signal<Vec<Segment>>,
    chosen: Signal<usize>,
    on_choose: Callback<usize>,
) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let keys = move |event: KeyboardEvent| {
        let count = segments.with_untracked(Vec::len);
        if let Some(next) = step(&event.key(), chosen.get_untracked(), count) {
            event.prevent_default();
            on_choose.run(next);
            if let Some(group) = node.get_untracked() {
                elements::focus_child(&group, next);
            }
        }
    };
    let items = move || {
        let items = segments.get();
        items
            .into_iter()
            .enumerate()
            .map(|(at, segment)| {
                let is_chosen = Memo::new(move |_| chosen.get() == at);
                let said = move || is_chosen.get().to_string();
                let key = segment.label.clone();
                view! {
                    <button
                        type="button"
                        class=roles.item_class
                        role=roles.item
                        aria-checked=(!roles.is_tabs).then_some(said)
                        aria-selected=roles.is_tabs.then_some(said)
                        tabindex=move || if is_chosen.get() { "0" } else { "-1" }
                        on:click=move |_| on_choose.run(at)
                    >
                        {segment.glyph.map(|glyph| view! { <Icon glyph/> })}
                        {segment.label}
                        {segment.count.map(|count| view! { <span class="tab-count">{count}</span> })}
                    </button>
                }
                .keyed(key)
            })
            .collect_view()
    };
    view! {
        <div node_ref=node class=roles.group_class role=roles.group aria-label=label on:keydown=keys>{items}</div>
    }
    .into_any()
}

/// The number of the item that a key moves to; the ends are joined.
fn step(key: &str, at: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" | "ArrowDown" => Some(if at >= last { 0 } else { at + 1 }),
        "ArrowLeft" | "ArrowUp" => Some(at.checked_sub(1).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}
