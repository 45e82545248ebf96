//! Help beside every page: what the page is for, the words and their other names, and a tour for each role.

mod exports;
mod panel;
mod stops;
mod subject;
mod tour;
mod words;

pub use exports::HowToExport;

use crate::platform::prefs;
use crate::view::prelude::*;

/// The handle by which help is opened. A copy is the same.
#[derive(Clone, Copy)]
pub struct Help {
    /// Whether it was opened since the page was loaded: before that nothing of it is made.
    is_used: RwSignal<bool>,
    is_open: RwSignal<bool>,
    /// The stop of the tour that is shown, counted from 0.
    stop: RwSignal<Option<usize>>,
}

impl Help {
    /// Makes the handle and gives it to the context.
    pub fn provide() -> Self {
        let help =
            Self { is_used: RwSignal::new(false), is_open: RwSignal::new(false), stop: RwSignal::new(None) };
        provide_context(help);
        help
    }

    /// Takes the handle out of the context.
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// Opens the panel.
    pub fn open(self) {
        // Said once: said again it would make the parts anew, and take a tour away from under its card.
        if !self.is_used.get_untracked() {
            self.is_used.set(true);
        }
        self.is_open.set(true);
    }

    /// Whether anything of it is needed.
    pub fn is_used(self) -> bool {
        self.is_used.get()
    }

    /// Whether a tour is on: its card has the focus then, also when a page is opened.
    pub fn is_touring(self) -> bool {
        self.stop.with_untracked(|stop| stop.is_some())
    }

    fn begin_tour(self, stop: usize) {
        self.is_open.set(false);
        self.stop.set(Some(stop));
    }
}

/// The panel and the tour, made when help is first opened.
pub fn parts(help: Help) -> AnyView {
    view! {
        <panel::Panel help/>
        <tour::Tour help/>
    }
    .into_any()
}

/// Preference: the stop at which the tour of a role was left.
fn left_at(role: &str) -> Option<usize> {
    prefs::get(&format!("tour-{role}"))?.parse().ok()
}

/// Keeps where the tour of a role was left; nothing when it was seen to its end.
fn keep_left(role: &str, stop: Option<usize>) {
    prefs::set(&format!("tour-{role}"), &stop.map(|stop| stop.to_string()).unwrap_or_default());
}
