//! Tabs whose pages have addresses, and the way back to where one came from.

use super::{Glyph, Icon};
use crate::platform::elements;
use crate::t;
use crate::view::prelude::*;
use leptos::html;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabLink {
    /// What it says.
    pub label: String,
    /// Where it leads: the fragment of a route.
    pub href: String,
    /// The count after the word.
    pub count: Option<String>,
    /// Whether it is the page that is shown.
    pub current: bool,
}

/// Links to the sub-pages of a page.
#[component]
pub fn Tabs(
    /// What the tabs belong to.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<TabLink>>,
    /// Draws the line below that separates tabs from what they show.
    #[prop(optional)]
    lined: bool,
) -> impl IntoView {
    let items = move || {
        tabs.get()
            .into_iter()
            .map(|tab| {
                view! {
                    <a class="tab" href=tab.href aria-current=tab.current.then_some("page")>
                        {tab.label}
                        {tab.count.map(|count| view! { <span class="tab-count">{count}</span> })}
                    </a>
                }
            })
            .collect_view()
    };
    // Where not all of them have room, the one that is open is seen.
    let node = NodeRef::<html::Nav>::new();
    // Which one, and not where it leads: an address that changes with every move of a brush must not have the page laid out.
    let current = Memo::new(move |_| tabs.with(|tabs| tabs.iter().position(|tab| tab.current)));
    Effect::new(move |_| {
        // Read and not only tracked: a memo that nobody reads never runs. The links are drawn anew before the next frame.
        let _ = current.get();
        if let Some(nav) = node.get() {
            request_animation_frame(move || elements::show_across(&nav, "[aria-current=page]"));
        }
    });
    view! { <nav node_ref=node class="tabs" class:tabs-lined=lined aria-label=label>{items}</nav> }.into_any()
}

/// Where one is: the list one came from, then this place.
#[component]
pub fn Breadcrumb(
    /// The name and the address of the list.
    #[prop(into)]
    from: Signal<(String, String)>,
    /// The name of this place.
    #[prop(into)]
    here: Signal<String>,
) -> impl IntoView {
    view! {
        <nav class="breadcrumb" aria-label=move || t!("parts.breadcrumb")>
            <a class="link" href=move || from.get().1>{move || from.get().0}</a>
            <Icon glyph=Glyph::ChevronRight class="icon-turns icon-quiet"/>
            <span aria-current="page">{here}</span>
        </nav>
    }
    .into_any()
}

/// The head of a page: its name, its tabs, and up to three actions at the right.
#[component]
pub fn PageHead(
    /// The name of the page.
    #[prop(into)]
    title: Signal<String>,
    /// What stands at the right.
    #[prop(optional, into)]
    end: ViewFn,
    /// What stands beside the name: tabs or a view switcher.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="page-head">
            <h1 class="page-name" tabindex="-1">{title}</h1>
            {children.map(|children| children())}
            <div class="page-head-end">{end.run()}</div>
        </div>
    }
    .into_any()
}

/// The head of a status page, whose title is the answer.
#[component]
pub fn AnswerHead(
    /// The line above, such as the moment.
    #[prop(into)]
    over: Signal<String>,
    /// The answer.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="answer">
            <p class="caption">{over}</p>
            <h1 class="title" tabindex="-1">{title}</h1>
        </div>
    }
    .into_any()
}
