//! The charts of a page take turns while the brush moves: a frame draws as many of them anew as it has time for, so that the
//! window under the hand and the figures keep up. At rest, and after any other choice, all are drawn at once.

use super::past::Past;
use crate::platform::timer;
use crate::route::Report as Link;
use crate::view::prelude::*;
use leptos::task::spawn_local;
use std::collections::VecDeque;

/// So much of a frame goes to charts. The rest is for counting, for the window and the figures, and for the browser, which
/// lays out and paints what has changed.
const FRAME_MS: f64 = 3.0;

/// The turns of a page. A copy is the same.
#[derive(Clone, Copy)]
pub(super) struct Turns {
    charts: StoredValue<Vec<RwSignal<()>>>,
    /// Places in `charts`, whoever has waited longest first.
    waiting: StoredValue<VecDeque<usize>>,
    is_going: StoredValue<bool>,
}

impl Turns {
    /// The turns of a page that follows a link.
    pub(super) fn new(link: Memo<Link>, past: Past) -> Self {
        let turns = Self {
            charts: StoredValue::new(Vec::new()),
            waiting: StoredValue::new(VecDeque::new()),
            is_going: StoredValue::new(false),
        };
        Effect::new(move |before: Option<()>| {
            link.track();
            match before {
                Some(()) if past.is_brushing() => turns.ask(),
                Some(()) => turns.all(),
                None => {}
            }
        });
        turns
    }

    /// What a chart tracks in place of the link: it is told when it is its turn.
    pub(super) fn of_a_chart(self) -> RwSignal<()> {
        let turn = RwSignal::new(());
        self.charts.update_value(|charts| charts.push(turn));
        turn
    }

    /// All at once.
    fn all(self) {
        self.waiting.update_value(VecDeque::clear);
        for turn in self.charts.get_value() {
            turn.try_set(());
        }
    }

    /// Each when its time comes. Those that wait already keep their places, and then show what holds then.
    fn ask(self) {
        let count = self.charts.with_value(Vec::len);
        self.waiting.update_value(|waiting| {
            let late: Vec<usize> = (0..count).filter(|at| !waiting.contains(at)).collect();
            waiting.extend(late);
        });
        if !self.is_going.get_value() {
            self.is_going.set_value(true);
            spawn_local(self.go_on());
        }
    }

    /// The chart that has waited longest; nothing when all are drawn, or the page was left.
    fn next(self) -> Option<RwSignal<()>> {
        let at = self.waiting.try_update_value(VecDeque::pop_front)??;
        self.charts.try_with_value(|charts| charts.get(at).copied())?
    }

    async fn go_on(self) {
        loop {
            timer::next_frame().await;
            let began_ms = timer::elapsed_ms();
            while timer::elapsed_ms() - began_ms < FRAME_MS {
                let Some(turn) = self.next() else {
                    self.is_going.try_update_value(|is_going| *is_going = false);
                    return;
                };
                turn.try_set(());
                // What depends on it is drawn by tasks of its own, which go first.
                timer::settle().await;
            }
        }
    }
}
