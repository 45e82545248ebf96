//! How far the making of a demonstration is, and the way to break it off.

use crate::t;
use crate::ui::parts::{Button, ButtonKind};
use crate::view::prelude::*;

/// The making of a demonstration. A copy is the same.
#[derive(Clone, Copy)]
pub struct Making {
    /// Whether one is being made.
    pub busy: RwSignal<bool>,
    /// How much of it is made.
    percent: RwSignal<u8>,
    /// Whether it is to be broken off.
    stopped: RwSignal<bool>,
}

impl Making {
    /// None yet; `busy` says so to others too.
    pub fn of(busy: RwSignal<bool>) -> Self {
        Self { busy, percent: RwSignal::new(0), stopped: RwSignal::new(false) }
    }

    pub(super) fn begin(self) {
        self.percent.set(0);
        self.stopped.set(false);
        self.busy.set(true);
    }

    /// Notes how far it is; whether it is to go on.
    pub(super) fn reached(self, percent: u8) -> bool {
        if self.percent.try_get_untracked() != Some(percent) {
            let _ = self.percent.try_set(percent);
        }
        self.stopped.try_get_untracked() != Some(true)
    }

    /// What is said meanwhile, with the way to break it off.
    pub fn said(self) -> AnyView {
        let words = move || {
            let percent = self.percent.get();
            self.busy
                .get()
                .then(|| if percent == 0 { t!("demo.busy") } else { t!("demo.busy.part", n = percent) })
        };
        let cancel = move || {
            self.busy.get().then(|| {
                let press = move |_| self.stopped.set(true);
                view! { <Button label=t!("common.cancel") kind=ButtonKind::Subtle on_press=press/> }
            })
        };
        view! { <span role="status" class="second">{words}</span> {cancel} }.into_any()
    }
}
