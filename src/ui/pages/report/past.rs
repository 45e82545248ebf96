//! The way back of the report: each choice is a step of the browser's history, and a whole drag is one.

use crate::route::{Report as Link, Route};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// Steps that can be taken back in the page; the browser keeps more.
const STEPS_MAX: usize = 50;

/// What the link was before each choice. A copy is the same past.
#[derive(Clone, Copy)]
pub(super) struct Past {
    portal: Portal,
    steps: RwSignal<Vec<Link>>,
    /// The link as this page has last set or heard it.
    present: StoredValue<Link>,
    /// Whether the last choice was one of a brush, whose every move belongs to the same step.
    is_brushing: StoredValue<bool>,
}

impl Past {
    /// The past of a page that is open. It follows the browser's own Back and Forward.
    pub(super) fn new(portal: Portal, link: Memo<Link>) -> Self {
        let past = Self {
            portal,
            steps: RwSignal::new(Vec::new()),
            present: StoredValue::new(link.get_untracked()),
            is_brushing: StoredValue::new(false),
        };
        Effect::new(move |_| past.hear(link.get()));
        past
    }

    /// Whether there is nothing to take back.
    pub(super) fn is_empty(self) -> bool {
        self.steps.with(Vec::is_empty)
    }

    /// Whether the last change was one of a drag.
    pub(super) fn is_brushing(self) -> bool {
        self.is_brushing.get_value()
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
        let present = self.present.get_value();
        if present == *link {
            return false;
        }
        let goes_on = brushing && self.is_brushing.get_value();
        self.is_brushing.set_value(brushing);
        self.present.set_value(link.clone());
        if !goes_on {
            self.portal.step();
            self.push(present);
        }
        true
    }

    fn push(self, link: Link) {
        self.steps.update(|steps| {
            steps.push(link);
            let surplus = steps.len().saturating_sub(STEPS_MAX);
            steps.drain(..surplus);
        });
    }

    /// Takes the last choice back, as the browser's Back does.
    pub(super) fn undo(self) {
        if let Some(link) = self.steps.try_update(Vec::pop).flatten() {
            self.is_brushing.set_value(false);
            self.present.set_value(link.clone());
            self.portal.step_back(Route::Reports(link));
        }
    }

    /// The link changed without a choice: the reader went back, forward or followed a link.
    fn hear(self, link: Link) {
        let present = self.present.get_value();
        if present == link {
            return;
        }
        self.is_brushing.set_value(false);
        self.present.set_value(link.clone());
        let place = self.steps.with_untracked(|steps| steps.iter().rposition(|step| *step == link));
        match place {
            Some(place) => self.steps.update(|steps| steps.truncate(place)),
            None => self.push(present),
        }
    }
}
