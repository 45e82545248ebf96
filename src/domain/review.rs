//! Reviews of readiness: when the next one is, and what asks for one before its time.
//!
//! Source: service.md 1.5: reviewed periodically and on environment change (new devices, identities); to be repeated
//! after onboarding. The rhythm is a setting.

use super::phase::Phase;
use super::state::State;
use super::time::{DAY_MS, Timestamp};

/// When the next review is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextReview {
    /// On this day.
    pub on: Timestamp,
    /// What it is about, where somebody scheduled it; `None` when it follows from the rhythm.
    pub planned: Option<String>,
}

/// An import that brought something new since the last review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newcomers {
    /// When it was taken.
    pub at: Timestamp,
    /// New devices.
    pub devices: usize,
    /// New domain controllers.
    pub controllers: usize,
}

/// The next review: the one that was scheduled, else one a rhythm after the last, or after monitoring began; `None`
/// before that.
pub fn next(state: &State) -> Option<NextReview> {
    if let Some((on, note)) = &state.steering.planned {
        return Some(NextReview { on: *on, planned: Some(note.clone()) });
    }
    let since = since(state)?;
    let days = i64::from(state.settings.readiness.review_days);
    Some(NextReview { on: since.plus_millis(days * DAY_MS), planned: None })
}

/// The imports since the last review that brought new devices or domain controllers: each asks for a review. Before
/// monitoring nothing asks, because readiness is looked at anyway.
pub fn newcomers(state: &State) -> Vec<Newcomers> {
    let Some(since) = since(state) else { return Vec::new() };
    let differences = state.estate.differences();
    let runs = state.runs.iter().filter(|run| run.at > since);
    runs.filter_map(|run| {
        let difference = differences.get(&run.seq).filter(|difference| difference.new_assets() > 0)?;
        let (devices, controllers) = (difference.devices_new.len(), difference.controllers_new.len());
        Some(Newcomers { at: run.at, devices, controllers })
    })
    .collect()
}

/// Whether a review is due: its day has come, or newcomers ask for one.
pub fn is_due(state: &State, now: Timestamp) -> bool {
    next(state).is_some_and(|next| next.on <= now) || !newcomers(state).is_empty()
}

/// Since when a review is awaited: since the last one, else since monitoring began.
fn since(state: &State) -> Option<Timestamp> {
    let held = state.steering.held.last().map(|held| held.at);
    let begun = state.phases.iter().find(|change| change.phase == Phase::Monitoring).map(|change| change.at);
    held.max(begun).filter(|_| begun.is_some())
}
