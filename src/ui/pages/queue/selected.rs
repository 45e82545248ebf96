//! The bar that rises at the bottom while rows are selected, and what is folded away.

use super::view::QueueView;
use crate::domain::people::Role;
use crate::t;
use crate::ui::bulk::{Bulk, Kind};
use crate::ui::parts::{Button, ButtonKind, ButtonSize, Glyph, Menu, MenuItem, fresh_id};
use crate::view::prelude::*;

/// Actions that have a button of their own, with their icons.
const BUTTONS: [(Kind, Glyph); 5] = [
    (Kind::Assign, Glyph::Assign),
    (Kind::Classify, Glyph::ShieldCheck),
    (Kind::Tag, Glyph::Tag),
    (Kind::Merge, Glyph::Merge),
    (Kind::Resolve, Glyph::CheckCircle),
];
/// Those in the menu behind them.
const MORE: [(Kind, Glyph); 7] = [
    (Kind::Take, Glyph::Experts),
    (Kind::Comment, Glyph::Comment),
    (Kind::Untag, Glyph::Close),
    (Kind::Link, Glyph::Link),
    (Kind::Pause, Glyph::Pause),
    (Kind::Resume, Glyph::Play),
    (Kind::Reopen, Glyph::Undo),
];

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
        BUTTONS
            .into_iter()
            .map(|(kind, glyph)| {
                let why = MaybeProp::derive(move || why_not(view, kind));
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
        MORE.into_iter()
            .map(|(kind, glyph)| MenuItem {
                glyph: Some(glyph),
                disallowed: why_not(view, kind),
                ..MenuItem::new(kind.name())
            })
            .collect::<Vec<_>>()
    });
    let choose = move |at: usize| {
        if let Some((kind, _)) = MORE.get(at) {
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
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="bulk-bar" role="region" aria-label=t!("queue.selection")>
                <strong role="status">{move || t!("queue.selected", n = count.get())}</strong>
                {select_all}
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

/// What the role alone forbids; what stands against single incidents is counted in the dialog.
fn why_not(view: QueueView, kind: Kind) -> Option<String> {
    let role = view.portal.role.get();
    let needs = |roles: &[Role]| {
        (!roles.contains(&role)).then(|| {
            crate::ui::refusals::refusal(&crate::domain::refusal::Refusal::NeedsRole(roles.to_vec()))
        })
    };
    match kind {
        Kind::Resolve => needs(&[Role::Administrator, Role::Analyst]),
        Kind::Take => needs(&[Role::Expert]),
        Kind::Merge | Kind::Link if view.chosen.with(Vec::len) < 2 => Some(t!("bulk.needs-two")),
        Kind::Comment => None,
        _ => needs(&[Role::Administrator, Role::Analyst, Role::Expert]),
    }
}

/// How many are folded away, and the way to see them.
#[component]
pub(super) fn Folded(view: QueueView) -> impl IntoView {
    let count = Memo::new(move |_| view.total.get().saturating_sub(view.listed.get()));
    let is_shown = Memo::new(move |_| view.link.with(|link| link.noise));
    let under = move || view.portal.read(|state| state.settings.fold_under);
    let show = move |noise: bool| move |_| view.go(|link| link.noise = noise);
    move || {
        if count.get() > 0 {
            view! {
                <div class="folded">
                    <span>{t!("queue.folded", n = count.get(), under = under())}</span>
                    <Button label=t!("queue.folded.show") kind=ButtonKind::Link on_press=show(true)/>
                    <span class="third not-phone">{t!("queue.folded.counted")}</span>
                </div>
            }
            .into_any()
        } else if is_shown.get() {
            view! {
                <div class="folded">
                    <span>{t!("queue.folded.none")}</span>
                    <Button label=t!("queue.folded.hide") kind=ButtonKind::Link on_press=show(false)/>
                </div>
            }
            .into_any()
        } else {
            ().into_any()
        }
    }
}
