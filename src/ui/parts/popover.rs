//! Popovers and menus: native ones in the top layer, so that Escape, a press outside and the way back of the focus
//! are the browser's. A button opens one by its name (`controls`), and CSS places it at that button.

use super::button::ButtonSize;
use super::{Glyph, Icon, IconButton};
use crate::platform::{elements, roving};
use crate::t;
use crate::view::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html;

/// A popover with a title and a close button. Its content is made when it opens.
#[component]
pub fn Popover(
    /// The name that its button gives as `controls`.
    #[prop(into)]
    id: String,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// The button that opens it.
    #[prop(into)]
    trigger: ViewFn,
    /// Told whether it is open.
    #[prop(optional, into)]
    open: Option<RwSignal<bool>>,
    /// What stands in its foot: at most one primary button.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// What it says.
    children: ChildrenFn,
) -> impl IntoView {
    let open = open.unwrap_or_else(|| RwSignal::new(false));
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    let close_id = id.clone();
    let content = move || {
        let foot = foot.clone().map(|foot| view! { <div class="popover-foot">{foot.run()}</div> });
        view! {
            <div class="popover-head">
                <h2 id=title_id.clone()>{title}</h2>
                <CloseButton id=close_id.clone()/>
            </div>
            <div class="popover-body">{children()}</div>
            {foot}
        }
        .into_any()
    };
    view! {
        <span class="popover-anchor">
            {trigger.run()}
            <div
                id=id
                class="popover"
                popover="auto"
                role="dialog"
                aria-labelledby=labelled_by
                tabindex="-1"
                autofocus=true
                on:beforetoggle=move |event| if elements::is_opening(&event) { open.set(true) }
                on:toggle=move |event| open.set(elements::is_opening(&event))
            >
                {move || open.get().then(&content)}
            </div>
        </span>
    }
    .into_any()
}

/// The cross that closes the popover of a name; it needs no code, because the browser does it.
#[component]
fn CloseButton(id: String) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button button-subtle button-icon button-24"
            aria-label=t!("common.close")
            popovertarget=id
            popovertargetaction="hide"
        >
            <Icon glyph=Glyph::Close/>
        </button>
    }
}

/// One entry of a [`Menu`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MenuItem {
    /// What it says.
    pub label: String,
    /// A second line.
    pub second: Option<String>,
    /// The icon before the word.
    pub glyph: Option<Glyph>,
    /// Whether it holds, for entries of which one holds.
    pub checked: Option<bool>,
    /// Where it leads, for entries that change the page.
    pub href: Option<String>,
    /// Why it may not be chosen.
    pub disallowed: Option<String>,
    /// Draws a line above.
    pub line_above: bool,
}

impl MenuItem {
    /// An entry with a word alone.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }
}

/// A menu. Arrow keys and first letters move, Enter chooses, Escape closes.
#[component]
pub fn Menu(
    /// The name that its button gives as `controls`.
    #[prop(into)]
    id: String,
    /// What the menu belongs to.
    #[prop(into)]
    label: Signal<String>,
    /// The button that opens it.
    #[prop(into)]
    trigger: ViewFn,
    /// Its entries.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// The number of the entry that was chosen.
    #[prop(into)]
    on_choose: Callback<usize>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let keys = move |event: KeyboardEvent| {
        if let Some(menu) = node.get_untracked() {
            roving::menu_key(&menu, &event);
        }
    };
    // What it lists is there once it is open, and goes once it is closed: the browser gives the focus back from what is there.
    let toggled = move |event| {
        let is_open = elements::is_opening(&event);
        open.set(is_open);
        if let Some(menu) = node.get_untracked().filter(|_| is_open) {
            roving::enter_menu(&menu);
        }
    };
    let menu_id = id.clone();
    let choose = Callback::new(move |at: usize| {
        elements::close_popover(&menu_id);
        on_choose.run(at);
    });
    let entries = move || {
        items.get().into_iter().enumerate().map(|(at, item)| menu_entry(at, item, choose)).collect_view()
    };
    view! {
        <span class="popover-anchor">
            {trigger.run()}
            <div
                node_ref=node
                id=id
                class="popover menu"
                popover="auto"
                role="menu"
                aria-label=label
                tabindex="-1"
                autofocus=true
                on:keydown=keys
                on:beforetoggle=move |event| if elements::is_opening(&event) { open.set(true) }
                on:toggle=toggled
            >
                {move || open.get().then(&entries)}
            </div>
        </span>
    }
    .into_any()
}

/// One entry of a menu, which tells its number when it is chosen.
pub fn menu_entry(at: usize, item: MenuItem, choose: Callback<usize>) -> AnyView {
    let key = item.label.clone();
    let role = if item.checked.is_some() { "menuitemradio" } else { "menuitem" };
    let checked = item.checked.map(|checked| checked.to_string());
    let second = item.disallowed.clone().or(item.second);
    let is_locked = item.disallowed.is_some();
    let mark = if item.checked == Some(true) { Some(Glyph::Check) } else { item.glyph };
    let inside = view! {
        {mark.map(|glyph| view! { <Icon glyph/> })}
        <span>
            {item.label}
            {second.map(|line| view! { <span class="menu-second">{line}</span> })}
        </span>
        {is_locked.then(|| view! { <Icon glyph=Glyph::Lock class="icon-end"/> })}
    };
    let line = item.line_above.then(|| view! { <div class="menu-line" role="separator"></div> });
    let control = match item.href {
        Some(href) if !is_locked => view! {
            <a class="menu-item" role=role aria-checked=checked href=href tabindex="-1" on:click=move |_| choose.run(at)>
                {inside}
            </a>
        }
        .into_any(),
        _ => view! {
            <button
                type="button"
                class="menu-item"
                role=role
                aria-checked=checked
                aria-disabled=is_locked.then_some("true")
                tabindex="-1"
                on:click=move |_| {
                    if !is_locked {
                        choose.run(at);
                    }
                }
            >
                {inside}
            </button>
        }
        .into_any(),
    };
    view! { {line} {control} }.keyed(key)
}

/// The 24 px information button beside a figure and the popover with its definition.
#[component]
pub fn InfoPopover(
    /// The name of the figure.
    #[prop(into)]
    title: Signal<String>,
    /// Told whether it is open.
    #[prop(optional, into)]
    open: Option<RwSignal<bool>>,
    /// What stands in its foot, such as "Show the 186 incidents".
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// The definition.
    children: ChildrenFn,
) -> impl IntoView {
    let id = super::fresh_id("about");
    let open = open.unwrap_or_else(|| RwSignal::new(false));
    let controls = id.clone();
    let label = Signal::derive(move || t!("parts.about", name = title.get()));
    let trigger = move || {
        let controls = controls.clone();
        view! {
            {move || {
                let glyph = if open.get() { Glyph::InfoFilled } else { Glyph::Info };
                view! { <IconButton label glyph size=ButtonSize::S24 controls=controls.clone()/> }
            }}
        }
    };
    view! { <Popover id title trigger open foot=foot.unwrap_or_default()>{children()}</Popover> }.into_any()
}
