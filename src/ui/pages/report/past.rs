//! The way back of the report: each choice is a step of the browser's history, and a whole drag is one.

use crate::route::{Report as Link, Route};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use std::cell::{Cell, RefCell};

/// Steps that can be taken back in the page; the browser keeps more.
const STEPS_MAX: usize = 50;

thread_local! {
    // Not owned by a page: whoever looks at incidents or at another page of the report comes back and can still undo.
    /// What the link was before each choice.
    static STEPS: ArcRwSignal<Vec<Link>> = ArcRwSignal::new(Vec::new());
    /// The link as the report has last set or heard it.
    static PRESENT: RefCell<Option<Link>> = const { RefCell::new(None) };
    /// Whether the last choice was one of a brush, whose every move belongs to the same step.
    static IS_BRUSHING: Cell<bool> = const { Cell::new(false) };
    /// How many of the last steps were made since the page was opened: so many the browser can go back to. Whatever was
    /// there before lies behind other pages in its history.
    static BEHIND: Cell<usize> = const { Cell::new(0) };
}

fn steps() -> ArcRwSignal<Vec<Link>> {
    STEPS.with(ArcRwSignal::clone)
}

/// What the link was before each choice. A copy is the same past.
#[derive(Clone, Copy)]
pub(super) struct Past {
    portal: Portal,
}

impl Past {
    /// The past of a page that is open. It follows the browser's own Back and Forward.
    pub(super) fn new(portal: Portal, link: Memo<Link>) -> Self {
        let past = Self { portal };
        BEHIND.set(0);
        let opened = link.get_untracked();
        // Another page of the report under the same filter is no choice to take back.
        let is_elsewhere =
            PRESENT.with_borrow(|present| present.as_ref().is_none_or(|it| it.page != opened.page));
        if is_elsewhere {
            let before = PRESENT.replace(Some(opened.clone()));
            let is_same = before.is_some_and(|before| Link { page: opened.page, ..before } == opened);
            if !is_same {
                steps().set(Vec::new());
            }
        }
        Effect::new(move |_| past.hear(link.get()));
        past
    }

    /// Whether there is nothing to take back.
    pub(super) fn is_empty(self) -> bool {
        steps().with(Vec::is_empty)
    }

    /// Whether the last change was one of a drag.
    pub(super) fn is_brushing(self) -> bool {
        IS_BRUSHING.get()
    }

    /// Sets the link after a choice.
    pub(super) fn choose(self, link: Link) {
        if self.step(&link, false) {
            self.portal.replace(Route::Reports(link));
        }
    }

    /// Sets the link while the brush moves. The address follows when the hand rests.
    pub(super) fn brush(self, link: Link) {
        if self.step(&link, true) {
            self.portal.replace_soon(Route::Reports(link));
        }
    }

    /// Leaves a step behind, where the link changes and no drag goes on. Says whether it changes.
    fn step(self, link: &Link, brushing: bool) -> bool {
        let present = PRESENT.with_borrow(Option::clone);
        if present.as_ref() == Some(link) {
            return false;
        }
        let goes_on = brushing && IS_BRUSHING.get();
        IS_BRUSHING.set(brushing);
        PRESENT.set(Some(link.clone()));
        if !goes_on {
            self.portal.step();
            present.into_iter().for_each(push);
        }
        true
    }

    /// Takes the last choice back, as the browser's Back does, on the page that is open.
    pub(super) fn undo(self) {
        let Some(step) = steps().try_update(Vec::pop).flatten() else { return };
        let page = PRESENT.with_borrow(|present| present.as_ref().map_or(step.page, |it| it.page));
        let link = Link { page, ..step };
        IS_BRUSHING.set(false);
        PRESENT.set(Some(link.clone()));
        if BEHIND.get() > 0 {
            BEHIND.set(BEHIND.get() - 1);
            self.portal.step_back(Route::Reports(link));
        } else {
            self.portal.replace(Route::Reports(link));
        }
    }

    /// The link changed without a choice: the reader went back, forward or followed a link.
    fn hear(self, link: Link) {
        let present = PRESENT.replace(Some(link.clone()));
        if present.as_ref() == Some(&link) {
            return;
        }
        IS_BRUSHING.set(false);
        let place = steps().with_untracked(|steps| steps.iter().rposition(|step| *step == link));
        match place {
            Some(place) => steps().update(|steps| {
                BEHIND.set(BEHIND.get().saturating_sub(steps.len() - place));
                steps.truncate(place);
            }),
            None => present.into_iter().for_each(push),
        }
    }
}

fn push(link: Link) {
    BEHIND.set(BEHIND.get() + 1);
    steps().update(|steps| {
        steps.push(link);
        let surplus = steps.len().saturating_sub(STEPS_MAX);
        steps.drain(..surplus);
    });
}
