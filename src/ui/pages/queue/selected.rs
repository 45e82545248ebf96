//! The bar that rises at the bottom while rows are selected, and what is folded away.

use super::view::QueueView;
use crate::route::Queue;
use crate::t;
use crate::ui::bulk::{self, Bulk, Kind};
use crate::ui::parts::{Button, ButtonKind, ButtonSize, Glyph, Menu, MenuItem, fresh_id};
use crate::view::prelude::*;

/// The bar.
#[component]
pub(super) fn SelectedBar(view: QueueView) -> impl IntoView {
    let bulk = Bulk::get();
    let count = Memo::new(move |_| view.chosen.with(Vec::len));
    let is_all = Memo::new(move |_| count.get() >= view.listed.get() as usize);
    // What was done is done: the selection is let go.
    Effect::new(move |before: Option<u64>| {
        let now = bulk.done.get();
        if before.is_some_and(|before| before != now) {
            view.pick_none();
        }
        now
    });
    let ask = move |kind: Kind| bulk.ask(kind, view.chosen_ids());
    let buttons = move || {
        bulk::BUTTONS
            .into_iter()
            .map(|(kind, glyph)| {
                let why =
                    MaybeProp::derive(move || bulk::why_not(view.portal, kind, view.chosen.with(Vec::len)));
                view! {
                    <Button
                        label=kind.name()
                        kind=ButtonKind::Subtle
                        size=ButtonSize::S28
                        icon=glyph
                        disallowed=why
                        on_press=move |_| ask(kind)
                    />
                }
            })
            .collect_view()
    };
    let menu_id = fresh_id("more");
    let controls = menu_id.clone();
    let trigger = move || {
        view! {
            <Button label=t!("bulk.more") kind=ButtonKind::Subtle size=ButtonSize::S28 icon_end=Glyph::ChevronDown controls=controls.clone()/>
        }
    };
    let items = Signal::derive(move || {
        bulk::MORE
            .into_iter()
            .map(|(kind, glyph)| MenuItem {
                glyph: Some(glyph),
                disallowed: bulk::why_not(view.portal, kind, view.chosen.with(Vec::len)),
                ..MenuItem::new(kind.name())
            })
            .collect::<Vec<_>>()
    });
    let choose = move |at: usize| {
        if let Some((kind, _)) = bulk::MORE.get(at) {
            ask(*kind);
        }
    };
    let select_all = move || {
        (!is_all.get()).then(|| {
            view! {
                <Button
                    label=t!("queue.select-matching", n = view.listed.get())
                    kind=ButtonKind::Link
                    on_press=move |_| view.pick_all()
                />
            }
        })
    };
    // What is folded away is not selected with the rest, which has to be said.
    let left_out = move || {
        let folded = view.total.get().saturating_sub(view.listed.get());
        (is_all.get() && folded > 0)
            .then(|| view! { <span class="caption">{t!("queue.select-folded", n = folded)}</span> })
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="bulk-bar" role="region" aria-label=t!("queue.selection")>
                <strong role="status">{move || t!("queue.selected", n = count.get())}</strong>
                {select_all}
                {left_out}
                <span class="bulk-actions">
                    {buttons()}
                    <Menu id=menu_id.clone() label=t!("bulk.more") trigger=trigger.clone() items on_choose=choose/>
                </span>
                <span class="push">
                    <Button label=t!("queue.unselect") kind=ButtonKind::Subtle size=ButtonSize::S28 on_press=move |_| view.pick_none()/>
                    <kbd aria-hidden="true" class="not-phone">"Esc"</kbd>
                </span>
            </div>
        </Show>
    }
    .into_any()
}

/// How many are folded away, and the way to see them.
#[component]
pub(super) fn Folded(view: QueueView) -> impl IntoView {
    let snoozed = Memo::new(move |_| if view.link.with(Queue::folds_snoozed) { view.snoozed() } else { 0 });
    let noise = Memo::new(move |_| view.total.get().saturating_sub(view.listed.get()));
    let shown = Memo::new(move |_| view.link.with(|link| (link.noise, link.snoozed)));
    let under = move || view.portal.read(|state| state.settings.fold_under);
    let noisy = move |noise: bool| move |_| view.go(|link| link.noise = noise);
    let sleepy = move |snoozed: bool| move |_| view.go(|link| link.snoozed = snoozed);
    move || {
        let (noise_shown, snoozed_shown) = shown.get();
        let of_noise = if noise.get() > 0 {
            let line = t!("queue.folded", n = noise.get(), under = under());
            let counted = view! { <span class="third not-phone">{t!("queue.folded.counted")}</span> };
            Some(folded(line, t!("queue.folded.show"), Callback::new(noisy(true)), Some(counted.into_any())))
        } else {
            // With none among the others there is nothing to fold.
            (noise_shown && view.noisy() > 0).then(|| {
                folded(t!("queue.folded.none"), t!("queue.folded.hide"), Callback::new(noisy(false)), None)
            })
        };
        let of_snoozed = if snoozed.get() > 0 {
            let line = t!("queue.snoozed", n = snoozed.get());
            Some(folded(line, t!("queue.snoozed.show"), Callback::new(sleepy(true)), None))
        } else {
            (snoozed_shown && view.snoozed() > 0).then(|| {
                folded(t!("queue.snoozed.none"), t!("queue.snoozed.hide"), Callback::new(sleepy(false)), None)
            })
        };
        view! { {of_noise} {of_snoozed} }
    }
}

fn folded(
    line: String,
    label: String,
    press: Callback<leptos::ev::MouseEvent>,
    more: Option<AnyView>,
) -> AnyView {
    view! {
        <div class="folded">
            <span>{line}</span>
            <Button label kind=ButtonKind::Link on_press=press/>
            {more}
        </div>
    }
    .into_any()
}
