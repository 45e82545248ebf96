//! The charts of a page take turns while the brush moves: a frame draws as many of them anew as this machine has time for,
//! so that the window under the hand and the figures keep up. At rest, and after any other choice, all are drawn at once.
//! What nobody looks at, such as where links lead, waits until the hand rests.

use super::past::Past;
use crate::platform::timer;
use crate::route::Report as Link;
use crate::view::prelude::*;
use leptos::task::spawn_local;
use std::collections::VecDeque;

/// So long after the last move the hand rests.
const REST_MS: f64 = 120.0;
/// A frame that came later than this after the one before was late: a browser shows sixty a second.
const LATE_MS: f64 = 21.0;
/// So many charts a frame at most, where the machine is quick, and at least, one in so many frames, where it is not.
const PACE: (f64, f64) = (8.0, 0.25);
/// A frame whose input took longer than this has enough to do with what the move changed: its charts wait for the next.
const SPENT_MS: f64 = 3.0;
/// But so many frames in a row at most.
const WAITS: u32 = 2;

/// How many charts are drawn a frame. What a chart costs is mostly spent after it is drawn, when the browser lays out and
/// paints, so it is not measured here but seen at the next frame: late frames halve the pace, those in time raise it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pace {
    charts: f64,
    /// The part of a chart that is owed.
    owed: f64,
    /// When the frame before began.
    last_ms: f64,
    /// Frames in a row that drew no chart since their input took long.
    waited: u32,
}

impl Pace {
    fn new() -> Self {
        Self { charts: 1.0, owed: 0.0, last_ms: f64::NEG_INFINITY, waited: 0 }
    }

    /// How many charts the frame that began then may draw now.
    fn frame(&mut self, begun_ms: f64, now_ms: f64) -> u32 {
        let gap_ms = begun_ms - self.last_ms;
        self.last_ms = begun_ms;
        let (most, least) = PACE;
        self.charts = match gap_ms {
            gap_ms if !gap_ms.is_finite() => self.charts,
            gap_ms if gap_ms > LATE_MS => (self.charts / 2.0).max(least),
            _ => (self.charts + 0.125).min(most),
        };
        if now_ms - begun_ms > SPENT_MS && self.waited < WAITS {
            self.waited += 1;
            return 0;
        }
        self.waited = 0;
        self.owed += self.charts;
        let now = self.owed.floor();
        self.owed -= now;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the most a frame"
        )]
        let now = now as u32;
        now
    }
}

/// The turns of a page. A copy is the same.
#[derive(Clone, Copy)]
pub(super) struct Turns {
    charts: StoredValue<Vec<RwSignal<()>>>,
    /// Places in `charts`, whoever has waited longest first.
    waiting: StoredValue<VecDeque<usize>>,
    is_going: StoredValue<bool>,
    pace: StoredValue<Pace>,
    /// Told when the hand rests after moves of the brush, and at any other choice.
    rest: RwSignal<()>,
    /// When the brush moved last, while that is waited for.
    moved_ms: StoredValue<Option<f64>>,
}

impl Turns {
    /// The turns of a page that follows a link.
    pub(super) fn new(link: Memo<Link>, past: Past) -> Self {
        let turns = Self {
            charts: StoredValue::new(Vec::new()),
            waiting: StoredValue::new(VecDeque::new()),
            is_going: StoredValue::new(false),
            pace: StoredValue::new(Pace::new()),
            rest: RwSignal::new(()),
            moved_ms: StoredValue::new(None),
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

    /// What may wait until the hand rests tracks this in place of the link.
    pub(super) fn at_rest(self) -> ReadSignal<()> {
        self.rest.read_only()
    }

    /// The hand rests: somebody is about to use what waited for it.
    pub(super) fn rest(self) {
        if self.moved_ms.try_update_value(Option::take).flatten().is_some() {
            self.rest.set(());
        }
    }

    /// All at once.
    fn all(self) {
        self.moved_ms.set_value(None);
        self.rest.set(());
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
        if self.moved_ms.try_update_value(|moved| moved.replace(timer::elapsed_ms())).flatten().is_none() {
            spawn_local(self.wait_for_rest());
        }
    }

    /// Tells when the brush has not moved for a while. Ends where that was told meanwhile, or the page was left.
    async fn wait_for_rest(self) {
        let mut left_ms = REST_MS;
        while left_ms > 0.0 {
            #[expect(clippy::cast_possible_truncation, reason = "at most the time of rest")]
            timer::sleep(left_ms.ceil() as i32).await;
            let Some(Some(moved_ms)) = self.moved_ms.try_get_value() else { return };
            left_ms = moved_ms + REST_MS - timer::elapsed_ms();
        }
        self.rest();
    }

    /// The chart that has waited longest; nothing when all are drawn, or the page was left.
    fn next(self) -> Option<RwSignal<()>> {
        let at = self.waiting.try_update_value(VecDeque::pop_front)??;
        self.charts.try_with_value(|charts| charts.get(at).copied())?
    }

    async fn go_on(self) {
        // The frame before was long ago: how late this one is says nothing.
        self.pace.try_update_value(|pace| pace.last_ms = f64::NEG_INFINITY);
        loop {
            let begun_ms = timer::next_frame().await;
            let Some(turns) = self.pace.try_update_value(|pace| pace.frame(begun_ms, timer::elapsed_ms()))
            else {
                return;
            };
            for _ in 0..turns {
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
