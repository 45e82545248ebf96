//! Buttons in their kinds and sizes. One that is not allowed stays reachable and says who may.

use super::id::fresh_id;
use super::{Glyph, Icon};
use crate::view::prelude::*;
use leptos::ev::MouseEvent;

/// How loud a button is. A view has at most one primary one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The next thing that most people should do.
    Primary,
    /// Any other action.
    #[default]
    Default,
    /// An action of a tool row or of second rank.
    Subtle,
    /// Looks like a link, acts at once.
    Link,
    /// Takes something away.
    Danger,
    /// Takes something away, in the dialog that asks once more.
    DangerConfirm,
}

impl ButtonKind {
    /// The classes of the kind.
    pub fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Default => "button",
            Self::Subtle => "button button-subtle",
            Self::Link => "button button-link",
            Self::Danger => "button button-danger",
            Self::DangerConfirm => "button button-danger-filled",
        }
    }
}

/// The height of a button in px: 24 in rows, 28 in tool rows, 32, 40 in the wizard, 44 on a phone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say the height in px")]
pub enum ButtonSize {
    S24,
    S28,
    #[default]
    S32,
    S40,
    S44,
}

impl ButtonSize {
    /// The class of the size.
    pub fn class(self) -> &'static str {
        match self {
            Self::S24 => "button-24",
            Self::S28 => "button-28",
            Self::S32 => "",
            Self::S40 => "button-40",
            Self::S44 => "button-44",
        }
    }
}

/// A button. While `disallowed` holds a reason it does nothing, shows a lock, and the reason is its tooltip and its
/// description; the button of a form shows none, since there the reason is mostly what is not filled in yet. While `busy` it does nothing and its icon turns.
#[component]
pub fn Button(
    /// What it says: a verb.
    #[prop(into)]
    label: Signal<String>,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// How high it is.
    #[prop(optional)]
    size: ButtonSize,
    /// The icon before the word.
    #[prop(default = None, into)]
    icon: Option<Glyph>,
    /// The icon after the word, such as a chevron.
    #[prop(default = None, into)]
    icon_end: Option<Glyph>,
    /// Whether it works just now.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it may not be pressed: the missing role and who has it.
    #[prop(optional, into)]
    disallowed: MaybeProp<String>,
    /// More classes.
    #[prop(optional)]
    class: &'static str,
    /// Submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// What happens.
    #[prop(optional, into)]
    on_press: Option<Callback<MouseEvent>>,
    /// The name of the element it opens, for assistive technology and for native popovers.
    #[prop(optional, into)]
    controls: Option<String>,
) -> impl IntoView {
    let tip_id = fresh_id("why");
    let described_by = tip_id.clone();
    let is_locked = Memo::new(move |_| disallowed.get().is_some());
    let press = move |event: MouseEvent| {
        if is_locked.get_untracked() || busy.get_untracked() {
            event.prevent_default();
            event.stop_propagation();
        } else if let Some(on_press) = on_press {
            on_press.run(event);
        }
    };
    let lead = move || {
        if busy.get() {
            Some(view! { <Icon glyph=Glyph::Refresh class="is-turning"/> }.into_any())
        } else {
            icon.map(|glyph| view! { <Icon glyph/> }.into_any())
        }
    };
    let button = view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=format!("{} {} {class}", kind.class(), size.class())
            aria-disabled=move || is_locked.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-describedby=move || is_locked.get().then(|| described_by.clone())
            popovertarget=controls
            on:click=press
        >
            {lead}
            <span>{label}</span>
            {icon_end.map(|glyph| view! { <Icon glyph/> })}
            <Show when=move || is_locked.get() && !submit>
                <Icon glyph=Glyph::Lock class="icon-lock"/>
            </Show>
        </button>
    };
    tipped(button.into_any(), tip_id, disallowed).into_any()
}

/// A button that shows only an icon; its word is its name and its tooltip.
#[component]
pub fn IconButton(
    /// What it says to assistive technology and as a tooltip.
    #[prop(into)]
    label: Signal<String>,
    /// What it shows.
    glyph: Glyph,
    /// How loud it is.
    #[prop(optional, default = ButtonKind::Subtle)]
    kind: ButtonKind,
    /// How high and wide it is.
    #[prop(optional)]
    size: ButtonSize,
    /// Why it may not be pressed.
    #[prop(optional, into)]
    disallowed: MaybeProp<String>,
    /// More classes.
    #[prop(optional)]
    class: &'static str,
    /// Whether it is switched on, for buttons that toggle.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// What happens.
    #[prop(optional, into)]
    on_press: Option<Callback<MouseEvent>>,
    /// The name of the popover it opens.
    #[prop(optional, into)]
    controls: Option<String>,
) -> impl IntoView {
    let tip_id = fresh_id("tip");
    let described_by = tip_id.clone();
    let is_locked = Memo::new(move |_| disallowed.get().is_some());
    let tip = MaybeProp::derive(move || Some(disallowed.get().unwrap_or_else(|| label.get())));
    let press = move |event: MouseEvent| {
        if is_locked.get_untracked() {
            event.prevent_default();
            event.stop_propagation();
        } else if let Some(on_press) = on_press {
            on_press.run(event);
        }
    };
    let button = view! {
        <button
            type="button"
            class=format!("{} button-icon {} {class}", kind.class(), size.class())
            aria-label=label
            aria-disabled=move || is_locked.get().then_some("true")
            aria-describedby=move || is_locked.get().then(|| described_by.clone())
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            popovertarget=controls
            on:click=press
        >
            <Icon glyph/>
        </button>
    };
    tipped(button.into_any(), tip_id, tip).into_any()
}

/// A link that looks like a button: it changes the page and does nothing else.
#[component]
pub fn ButtonLink(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Its name for assistive technology, where several say the same: what it says, and of what.
    #[prop(optional, into)]
    named: MaybeProp<String>,
    /// Where it leads: the fragment of a route.
    #[prop(into)]
    href: Signal<String>,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// How high it is.
    #[prop(optional)]
    size: ButtonSize,
    /// The icon before the word.
    #[prop(default = None, into)]
    icon: Option<Glyph>,
    /// The icon after the word.
    #[prop(default = None, into)]
    icon_end: Option<Glyph>,
    /// More classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <a class=format!("{} {} {class}", kind.class(), size.class()) href=href aria-label=move || named.get()>
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span>{label}</span>
            {icon_end.map(|glyph| view! { <Icon glyph class="icon-turns"/> })}
        </a>
    }
    .into_any()
}

/// Puts a tooltip beside a control while there is a text for it.
pub fn tipped(control: AnyView, id: String, text: MaybeProp<String>) -> AnyView {
    let shown =
        move || text.get().map(|text| view! { <span class="tip" role="tooltip" id=id.clone()>{text}</span> });
    view! { <span class="tip-anchor">{control} {shown}</span> }.into_any()
}
