//! The three duties of the customer as a scorecard: take part in readiness, act on responses in time, apply recommended
//! settings (service.md 1.15). The service names them and does not measure them; how we count is said beside each figure.

use crate::analytics::clock::{answer_due, asked_since};
use crate::domain::people::Party;
use crate::domain::register::{Needed, register};
use crate::domain::response::{Action, ActionState};
use crate::domain::review;
use crate::domain::state::State;
use crate::domain::time::{DAY_MS, Timestamp};

/// Answers are counted for so many days.
pub const DUTY_DAYS: i64 = 30;

/// A duty in numbers: so many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// So many are as they should be.
    pub met: u32,
    /// Of so many.
    pub of: u32,
}

impl Score {
    fn add(&mut self, is_met: bool) {
        self.of += 1;
        self.met += u32::from(is_met);
    }

    /// Whether everything is as it should be; nothing to do is.
    pub fn is_kept(self) -> bool {
        self.met == self.of
    }

    /// The share, 1 where there is nothing to do.
    pub fn share(self) -> f64 {
        if self.of == 0 { 1.0 } else { f64::from(self.met) / f64::from(self.of) }
    }
}

/// The three duties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duties {
    /// Readiness: the three conditions of the gate, a review that is not due, and education that was due.
    pub readiness: Score,
    /// Actions asked of the customer in the last 30 days whose time is over or that are settled: those in time.
    pub action: Score,
    /// Recommended settings that apply: those in place or settled otherwise.
    pub settings: Score,
    /// Actions that are late now.
    pub late: u32,
    /// The median time from the publication of a response to the customer's word on an action of it, in milliseconds, over
    /// the actions that are settled among those counted; of two in the middle the later one. `None` where none is.
    pub answer_ms: Option<i64>,
}

/// Counts the duties at a moment.
pub fn duties(state: &State, now: Timestamp) -> Duties {
    let gate = state.gate(now);
    let mut duties = Duties::default();
    for condition in [gate.actions, gate.devices, gate.identities] {
        if condition.is_asked() {
            duties.readiness.add(condition.holds());
        }
    }
    if review::next(state).is_some() {
        duties.readiness.add(!review::is_due(state, now));
    }
    for lesson in state.experts.advising.lessons.iter().filter(|it| it.plan.due.is_some_and(|due| due <= now))
    {
        duties.readiness.add(!lesson.is_late(now));
    }
    let mut answers_ms: Vec<i64> = Vec::new();
    let since = now.plus_millis(-DUTY_DAYS * DAY_MS);
    for (id, work) in &state.work {
        let Some(incident) = state.incident(id) else { continue };
        let Some(asked) = asked_since(incident).filter(|asked| *asked >= since) else { continue };
        let Some(due) = answer_due(incident, &state.settings) else { continue };
        for action in work.response.actions.iter().filter(|action| action.party == Party::Customer) {
            match settled(action) {
                Some(at) => {
                    duties.action.add(at <= due);
                    answers_ms.push(at.millis_since(asked).max(0));
                }
                None if due < now => {
                    duties.action.add(false);
                    duties.late += 1;
                }
                None => {}
            }
        }
    }
    answers_ms.sort_unstable();
    duties.answer_ms = answers_ms.get(answers_ms.len() / 2).copied();
    let applies =
        |it: &Needed<'_>| it.aside.is_none() && it.plan.is_none() && (it.own.is_some() || it.score.is_some());
    for it in register(state, now, &|_| 0).iter().filter(|it| applies(it)) {
        duties.settings.add(it.status.is_settled());
    }
    duties
}

fn settled(action: &Action) -> Option<Timestamp> {
    match &action.state {
        ActionState::Completed { at, .. } | ActionState::Skipped { at, .. } => Some(*at),
        _ => None,
    }
}
