//! Dialogs and drawers: the browser's own `dialog`, so that focus, Escape and the ground behind are its work.

use super::{Glyph, IconButton};
use crate::platform::elements;
use crate::t;
use crate::view::prelude::*;
use leptos::ev::{Event, SubmitEvent};
use leptos::html;

/// A dialog that asks one thing. Its content is made when it opens; Enter in a field submits.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// The reader closed it without an answer.
    #[prop(into)]
    on_close: Callback<()>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence below.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// 360 px for one question, else 480.
    #[prop(optional)]
    narrow: bool,
    /// Its answer, when a field is left by Enter or a submitting button is pressed.
    #[prop(optional, into)]
    on_submit: Option<Callback<()>>,
    /// The buttons: the way back first, the verb last.
    #[prop(into)]
    buttons: ViewFn,
    /// What stands between the question and the buttons.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let open = changes_of(open);
    drive(node, open);
    let title_id = super::fresh_id("dialog");
    let labelled_by = title_id.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(on_submit) = on_submit {
            on_submit.run(());
        }
    };
    let content = move || {
        let inside = children.clone().map(|children| children());
        view! {
            <form class="dialog-form" on:submit=submit>
                <h2 class="dialog-title" id=title_id.clone()>{title}</h2>
                {move || text.get().map(|text| view! { <p class="dialog-text">{text}</p> })}
                {inside}
                <div class="dialog-buttons">{buttons.run()}</div>
            </form>
        }
        .into_any()
    };
    view! {
        <dialog
            node_ref=node
            class="dialog"
            class:dialog-360=narrow
            aria-labelledby=labelled_by
            on:cancel=move |event: Event| cancelled(&event, open, on_close)
            on:close=move |_| closed(node, open, on_close)
        >
            {move || open.get().then(&content)}
        </dialog>
    }
    .into_any()
}

/// A panel over the page at its end, such as the response on a narrow screen; `start` puts it at the other side.
#[component]
pub fn Drawer(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// The reader closed it.
    #[prop(into)]
    on_close: Callback<()>,
    /// What it shows.
    #[prop(into)]
    title: Signal<String>,
    /// At the start of the line, for filters.
    #[prop(optional)]
    start: bool,
    /// Its content.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let open = changes_of(open);
    drive(node, open);
    let close = move |_| on_close.run(());
    let content = move || {
        view! {
            <div class="panel-head">
                <h2>{title}</h2>
                <IconButton label=t!("common.close") glyph=Glyph::Close on_press=close/>
            </div>
            <div class="panel-body">{children()}</div>
        }
        .into_any()
    };
    view! {
        <dialog
            node_ref=node
            class="drawer"
            class:drawer-start=start
            aria-label=title
            on:cancel=move |event: Event| cancelled(&event, open, on_close)
            on:close=move |_| closed(node, open, on_close)
        >
            {move || open.get().then(&content)}
        </dialog>
    }
    .into_any()
}

/// A panel that stands beside the page where there is room (1,280 px and more), and is a drawer where there is not.
#[component]
pub fn SidePanel(
    /// Whether there is room.
    #[prop(into)]
    wide: Signal<bool>,
    /// Whether the drawer is open.
    #[prop(into)]
    open: Signal<bool>,
    /// The reader closed the drawer.
    #[prop(into)]
    on_close: Callback<()>,
    /// What it shows.
    #[prop(into)]
    title: Signal<String>,
    /// What stands at the right of the head.
    #[prop(optional, into)]
    end: ViewFn,
    /// Its content.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    move || {
        let end = end.clone();
        if wide.get() {
            view! {
                <aside class="panel" aria-label=title>
                    <div class="panel-head"><h2>{title}</h2>{end.run()}</div>
                    <div class="panel-body">{children.with_value(|children| children())}</div>
                </aside>
            }
            .into_any()
        } else {
            view! { <Drawer open on_close title>{children.with_value(|children| children())}</Drawer> }
                .into_any()
        }
    }
}

/// Whether it is open, told only when that changes: callers derive it from what is edited, and the content that a reader
/// types into must not be made anew with each key.
fn changes_of(open: Signal<bool>) -> Signal<bool> {
    Memo::new(move |_| open.get()).into()
}

/// Escape was pressed. Heard before the browser closes the element, since it says so only a moment after: what is pressed
/// within that moment would find the dialog open, and be lost.
pub(in crate::ui) fn cancelled(event: &Event, open: Signal<bool>, on_close: Callback<()>) {
    // A field for files within tells in the same way that no file was chosen.
    if elements::is_on_itself(event) && open.get_untracked() {
        on_close.run(());
    }
}

/// The element says that it was closed. The browser tells so a moment later: by then it may be open again, for another
/// thing.
pub(in crate::ui) fn closed(node: NodeRef<html::Dialog>, open: Signal<bool>, on_close: Callback<()>) {
    let is_shown = node.get_untracked().is_some_and(|dialog| dialog.open());
    if open.get_untracked() && !is_shown {
        on_close.run(());
    }
}

/// Opens and closes the element as the signal says, once the content is in the page.
pub(in crate::ui) fn drive(node: NodeRef<html::Dialog>, open: Signal<bool>) {
    Effect::new(move |_| {
        let is_open = open.get();
        if let Some(dialog) = node.get() {
            if is_open {
                elements::open_dialog(&dialog);
            } else {
                elements::close_dialog(&dialog);
            }
        }
    });
}
