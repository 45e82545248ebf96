//! What the program says by itself: banners, toasts, empty states, and bars in place of what is not there yet.

use super::button::{Button, ButtonSize};
use super::{Glyph, Icon, IconButton};
use crate::platform::elements::{self, Pause};
use crate::t;
use crate::view::prelude::*;
use leptos::html;

/// How something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// Done, met.
    Good,
    /// It will become trouble.
    Warning,
    /// It is trouble, and stays until somebody acts.
    Error,
}

/// A sentence across a page or a card, with at most one thing to do about it.
#[component]
pub fn Banner(
    /// How it stands.
    #[prop(optional)]
    tone: Tone,
    /// The form inside cards.
    #[prop(optional)]
    small: bool,
    /// The link or the button at the right.
    #[prop(optional, into)]
    end: ViewFn,
    /// The sentence.
    children: Children,
) -> impl IntoView {
    let (class, glyph, role) = match (tone, small) {
        (Tone::Info, _) => ("banner", Glyph::Info20, "status"),
        (Tone::Good, _) => ("banner banner-good", Glyph::CheckCircle20Filled, "status"),
        (Tone::Warning, false) => ("banner banner-warning", Glyph::Warning20, "status"),
        (Tone::Warning, true) => ("banner banner-warning", Glyph::WarningFilled, "status"),
        (Tone::Error, _) => ("banner banner-error", Glyph::Error20, "alert"),
    };
    view! {
        <div class=class class:banner-small=small role=role>
            <Icon glyph/>
            <div class="banner-text">{children()}</div>
            {end.run()}
        </div>
    }
    .into_any()
}

/// A result that is told once.
#[derive(Clone, Debug)]
pub struct Toast {
    /// Tells it from others; larger is newer.
    pub id: u64,
    /// How it stands.
    pub tone: Tone,
    /// The result with its numbers.
    pub text: String,
    /// A second line.
    pub second: Option<String>,
    /// What was refused, one a line, behind "see why".
    pub reasons: Vec<String>,
    /// Takes the result back.
    pub undo: Option<Callback<()>>,
}

/// How long a toast stays when nobody looks at it closer.
const TOAST_MS: i32 = 8_000;
/// The same for one that offers to take something back: its button must be found by keyboard or with a screen reader too
/// (WCAG 2.2, 2.2.1). The palette takes back as well, for as long as one likes.
const UNDO_TOAST_MS: i32 = 15_000;
/// The same for one that is to be read with care: it has reasons, or tells of a failure.
const LONG_TOAST_MS: i32 = 30_000;
/// More toasts than these at once would cover the page.
const TOASTS_MAX: usize = 2;

impl Toast {
    /// Whether it must not go unread: it tells of a failure, or why something was not done.
    pub fn is_grave(&self) -> bool {
        self.tone == Tone::Error || !self.reasons.is_empty()
    }

    fn stays_ms(&self) -> i32 {
        match self.undo {
            _ if self.is_grave() => LONG_TOAST_MS,
            Some(_) => UNDO_TOAST_MS,
            None => TOAST_MS,
        }
    }

    /// Puts a toast behind those that are told. A result takes the place of the result before it: a pile of them is read by
    /// nobody, and what can be taken back is what was done last. What is grave stays beside it, each of it once.
    pub fn told(self, list: &mut Vec<Self>) {
        list.retain(|told| told.is_grave() && (told.tone != self.tone || told.text != self.text));
        list.push(self);
        let surplus = list.len().saturating_sub(TOASTS_MAX);
        list.drain(..surplus);
    }
}

/// The place of the toasts, at the bottom of the page. It stays in the page, so that what comes is announced.
#[component]
pub fn Toasts(
    /// Those that are shown.
    #[prop(into)]
    toasts: Signal<Vec<Toast>>,
    /// One was closed, or its time was over.
    #[prop(into)]
    on_close: Callback<u64>,
) -> impl IntoView {
    view! {
        <section class="toasts" aria-label=move || t!("parts.results") aria-live="polite">
            <For each=move || toasts.get() key=|toast| toast.id children=move |toast| one_toast(toast, on_close)/>
        </section>
    }
    .into_any()
}

fn one_toast(toast: Toast, on_close: Callback<u64>) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let id = toast.id;
    let pause = StoredValue::new_local(Pause::default());
    let is_watched = StoredValue::new(false);
    // It goes after its time, but not from under a pointer or a focus: then the time begins again.
    let stays_ms = toast.stays_ms();
    let wait = move || {
        pause.with_value(|pause| pause.then(stays_ms, move || on_close.run(id)));
    };
    let hold = move || pause.with_value(Pause::stop);
    let let_go = move || {
        let focused = node.get_untracked().is_some_and(|toast| elements::has_focus_within(&toast));
        if !is_watched.get_value() && !focused {
            wait();
        }
    };
    wait();
    on_cleanup(hold);
    let (class, glyph) = match toast.tone {
        Tone::Info => ("", Glyph::Info),
        Tone::Good => ("icon-good", Glyph::CheckCircleFilled),
        Tone::Warning => ("icon-warm", Glyph::WarningFilled),
        Tone::Error => ("icon-bad", Glyph::Error),
    };
    let reasons = (!toast.reasons.is_empty()).then(|| {
        let lines = toast.reasons.iter().cloned().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <details class="toast-text"><summary>{t!("parts.see-why")}</summary><ul>{lines}</ul></details> }
    });
    view! {
        <div
            node_ref=node
            class="toast"
            on:pointerenter=move |_| { is_watched.set_value(true); hold(); }
            on:pointerleave=move |_| { is_watched.set_value(false); let_go(); }
            on:focusin=move |_| hold()
            on:focusout=move |_| wait()
        >
            <Icon glyph class/>
            <div class="grow">
                <div class="toast-title">{toast.text}</div>
                {toast.second.map(|line| view! { <div class="toast-text"><bdi>{line}</bdi></div> })}
                {reasons}
            </div>
            {toast.undo.map(|undo| {
                let press = move |_| { undo.run(()); on_close.run(id); };
                view! { <Button label=t!("parts.undo") size=ButtonSize::S24 on_press=press/> }
            })}
            <IconButton label=t!("common.close") glyph=Glyph::Close size=ButtonSize::S24 on_press=move |_| on_close.run(id)/>
        </div>
    }
    .into_any()
}

/// Says what is so when there is nothing to show, and what can be done, in order of use.
#[component]
pub fn EmptyState(
    /// What is so.
    #[prop(into)]
    title: Signal<String>,
    /// One sentence more.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// The form of a whole page.
    #[prop(optional)]
    large: bool,
    /// In the middle of what is around it.
    #[prop(optional)]
    middle: bool,
    /// The next steps.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty" class:empty-large=large class:empty-middle=middle>
            <h2 class="empty-title">{title}</h2>
            {move || text.get().map(|text| view! { <p class="empty-text">{text}</p> })}
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// A bar of the width that the text will have, in percent of its place.
#[component]
pub fn Skeleton(
    /// The width in percent.
    #[prop(default = 100)]
    width: u8,
) -> impl IntoView {
    view! { <span class="skeleton skeleton-shimmer" aria-hidden="true" style:inline-size=format!("{width}%")></span> }
}

/// Lines of bars in place of a text or of rows.
#[component]
pub fn SkeletonLines(
    /// How many.
    #[prop(default = 3)]
    lines: u8,
) -> impl IntoView {
    let bars = (0..lines).map(|line| view! { <Skeleton width={90 - (line % 3) * 17}/> }).collect_view();
    view! { <div class="stack stack-16" role="status" aria-label=t!("parts.loading")>{bars}</div> }.into_any()
}
