//! The register of actions needed: the service's own recommendations and the controls of Secure Score as one list, each
//! with its state and why it has it, its points, and its rank with the reason for the rank.
//!
//! Source: service.md 1.5 (basis: Secure Score and the service's own policy recommendations; ranking by points left,
//! difficulty, user impact) and 2.4 (the states of a control). The service advises; it never changes a setting itself.

pub use super::score_outlook::{ScoreOutlook, outlook};

use super::coverage::Workload;
use super::estate::score::{Control, ControlScore, ControlState};
use super::plan::{Plan, needed};
use super::readiness::{
    ActionRecord, ActionStatus, Area, Level, RECOMMENDATIONS, RESTORE, Recommendation, derived_status,
};
use super::state::State;
use super::steering::{Placed, SetAside};
use super::time::Timestamp;
use std::collections::HashSet;

/// Why an action has its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The settings of the workspace answer it.
    Settings,
    /// Secure Score measured it on this day.
    Measured(Timestamp),
    /// A person said so at this time.
    Said(Timestamp),
    /// A person said that it is done, and no later day of Secure Score confirms it yet.
    Unconfirmed(Timestamp),
    /// The state that the control has in the portal.
    Portal,
    /// A risk was accepted until this time, which has passed.
    Expired(Timestamp),
    /// A condition of the gate does not hold any more.
    Regressed,
    /// It is planned, and so many devices or domain controllers are still missing.
    Planned(u32),
    /// Nobody said anything.
    Nothing,
}

/// What Secure Score measured of an action.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// When.
    pub at: Timestamp,
    /// Whether it gives full points.
    pub full: bool,
}

/// What the state of an action follows from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// What the settings answer.
    pub settings: Option<ActionStatus>,
    /// What Secure Score measured.
    pub measure: Option<Measure>,
    /// What a person said here.
    pub record: Option<&'a ActionRecord>,
    /// The state that the control has in the portal.
    pub portal: Option<&'a ControlState>,
}

/// The state of an action and why. The first rule that says something decides:
///
/// 1. the settings answer it;
/// 2. Secure Score gives full points: completed, whatever anybody said (*Completed* is confirmed by the system);
/// 3. what a person said here, unless the portal was changed later. "Completed" holds until a later day of Secure Score
///    says otherwise; an accepted risk holds until it expires;
/// 4. the state of the control in the portal;
/// 5. to do.
pub fn status_of(known: Known<'_>, now: Timestamp) -> (ActionStatus, Basis) {
    if let Some(status) = known.settings {
        return (status, Basis::Settings);
    }
    let measure = known.measure;
    if let Some(measure) = measure.filter(|measure| measure.full) {
        return (ActionStatus::Completed, Basis::Measured(measure.at));
    }
    let portal = known.portal.and_then(|state| Some((state.status()?, state.at)));
    let later = |record: &ActionRecord| portal.is_none_or(|(_, at)| at.is_none_or(|at| record.at >= at));
    if let Some(record) = known.record.filter(|record| later(record)) {
        return said(record, measure, now);
    }
    match portal {
        Some((status, _)) => (status, Basis::Portal),
        None => (ActionStatus::ToDo, Basis::Nothing),
    }
}

fn said(record: &ActionRecord, measure: Option<Measure>, now: Timestamp) -> (ActionStatus, Basis) {
    match (record.status, measure) {
        (ActionStatus::Completed, Some(measure)) if measure.at > record.at => {
            (ActionStatus::ToDo, Basis::Measured(measure.at))
        }
        (ActionStatus::Completed, Some(_)) => (ActionStatus::Completed, Basis::Unconfirmed(record.at)),
        (ActionStatus::RiskAccepted, _) => match record.expires.filter(|end| *end <= now) {
            Some(end) => (ActionStatus::ToDo, Basis::Expired(end)),
            None => (ActionStatus::RiskAccepted, Basis::Said(record.at)),
        },
        (status, _) => (status, Basis::Said(record.at)),
    }
}

/// Why an action does not apply here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside<'a> {
    /// A person set it aside.
    By(&'a SetAside),
    /// Secure Score does not use the control any more.
    Deprecated,
    /// Secure Score does not score the control for this tenant: its product is not licensed or not in use.
    NotScored,
    /// The customer said that it has no licence of the product, and no import shows one.
    NotLicensed(Workload),
}

/// Why an action has its rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankReason<'a> {
    /// The gate waits for it.
    Blocks,
    /// Readiness regressed.
    Regressed,
    /// It is planned for this day.
    Planned(Timestamp),
    /// A person placed it.
    Placed(&'a Placed),
    /// So many incidents of the last 90 days used what it makes harder.
    Incidents(u32),
    /// Its points against its effort and what people notice.
    Worth,
    /// It is settled.
    Settled,
}

/// An action needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Needed<'a> {
    /// Its key: that of the service's recommendation, or the id of the control.
    pub key: &'a str,
    /// The service's recommendation; `None` for a control that no recommendation covers.
    pub own: Option<&'static Recommendation>,
    /// The planned work that it is; `None` for a recommendation or control.
    pub plan: Option<&'a Plan>,
    /// The profile of its control.
    pub control: Option<&'a Control>,
    /// How far its control is on the newest day.
    pub score: Option<&'a ControlScore>,
    /// Its area.
    pub area: Area,
    /// Whether the gate waits for it.
    pub required: bool,
    /// The most points that it gives; `None` where nothing says it.
    pub points: Option<f64>,
    /// The points that it gives now, where Secure Score measures it.
    pub earned: Option<f64>,
    /// How much work it is, where that is known.
    pub effort: Option<Level>,
    /// How much people notice it, where that is known.
    pub user_impact: Option<Level>,
    /// Its state.
    pub status: ActionStatus,
    /// Why it has it.
    pub basis: Basis,
    /// What a person said of it.
    pub record: Option<&'a ActionRecord>,
    /// Why it does not apply here, when it does not.
    pub aside: Option<Aside<'a>>,
    /// How many incidents used what it makes harder.
    pub incidents: u32,
    /// Its rank, from 1; 0 for what is set aside.
    pub rank: usize,
    /// Why it has this rank.
    pub reason: RankReason<'a>,
}

impl Needed<'_> {
    /// Points that it could still give; 0 where nothing says it.
    pub fn points_left(&self) -> f64 {
        (self.points.unwrap_or(0.0) - self.earned.unwrap_or(0.0)).max(0.0)
    }

    /// What it is worth doing: points left by effort and by what people notice, and 3 for each incident that it
    /// concerns, at most 5 of them.
    fn worth(&self) -> f64 {
        let left = if self.earned.is_some() { self.points_left() } else { self.points.unwrap_or(0.0) };
        let effort = match self.effort {
            Some(Level::None | Level::Low) => 1.0,
            Some(Level::Medium) | None => 0.6,
            Some(Level::High) => 0.35,
        };
        let notice = match self.user_impact {
            Some(Level::None | Level::Low) | None => 1.0,
            Some(Level::Medium) => 0.8,
            Some(Level::High) => 0.6,
        };
        left * effort * notice + 3.0 * f64::from(self.incidents.min(5))
    }
}

/// The whole register: first what applies, by rank, then what is set aside.
///
/// `incidents` answers how many incidents used one of the techniques of a recommendation.
pub fn register<'a>(
    state: &'a State,
    now: Timestamp,
    incidents: &dyn Fn(&Recommendation) -> u32,
) -> Vec<Needed<'a>> {
    let mut all: Vec<Needed<'a>> =
        RECOMMENDATIONS.iter().map(|entry| own(state, entry, now, incidents)).collect();
    if state.has_regressed(now) {
        all.push(own(state, &RESTORE, now, incidents));
    }
    let covered: HashSet<&str> = RECOMMENDATIONS.iter().flat_map(|entry| entry.controls).copied().collect();
    all.extend(state.steering.plans.iter().map(|(key, plan)| needed(state, key, plan)));
    let profiles = state.estate.controls().map(|control| control.id.as_str());
    let scored = state.estate.score().into_iter().flat_map(|day| &day.controls);
    let unprofiled =
        scored.map(|score| score.name.as_str()).filter(|name| state.estate.control(name).is_none());
    let mut names: Vec<&str> = profiles.chain(unprofiled).filter(|name| !covered.contains(name)).collect();
    names.sort_unstable();
    names.dedup();
    all.extend(names.into_iter().map(|name| control(state, name, now)));
    rank(state, all)
}

fn measured(state: &State, scores: &[&ControlScore]) -> Option<Measure> {
    let at = state.estate.score()?.at;
    (!scores.is_empty()).then(|| Measure { at, full: scores.iter().all(|score| is_full(state, score)) })
}

/// The most points of a control: from its profile, else from its share.
fn most(state: &State, score: &ControlScore) -> Option<f64> {
    let profile = state.estate.control(&score.name).and_then(|control| control.max);
    let share = score.percentage.filter(|share| *share > 0.0);
    profile.or_else(|| share.map(|share| score.score * 100.0 / share))
}

fn is_full(state: &State, score: &ControlScore) -> bool {
    score.percentage.is_some_and(|share| share >= 100.0)
        || (score.score > 0.0 && most(state, score).is_some_and(|most| score.score >= most))
}

/// The state of one of the service's recommendations and why it has it.
pub fn own_status(state: &State, entry: &Recommendation, now: Timestamp) -> (ActionStatus, Basis) {
    if entry.key == RESTORE.key {
        // The gate says when it is done.
        let begun = state.actions.get(entry.key).is_some_and(|it| it.status == ActionStatus::InProgress);
        let status = if begun { ActionStatus::InProgress } else { ActionStatus::ToDo };
        return (status, Basis::Regressed);
    }
    let profile = entry.controls.iter().find_map(|name| state.estate.control(name));
    let known = Known {
        settings: derived_status(entry.key, &state.settings, state.onboarding.submitted.is_some()),
        measure: measured(state, &scores_of(state, entry)),
        record: state.actions.get(entry.key),
        portal: profile.and_then(|control| control.state.as_ref()),
    };
    status_of(known, now)
}

fn scores_of<'a>(state: &'a State, entry: &Recommendation) -> Vec<&'a ControlScore> {
    entry.controls.iter().filter_map(|name| state.estate.control_score(name)).collect()
}

fn own<'a>(
    state: &'a State,
    entry: &'static Recommendation,
    now: Timestamp,
    incidents: &dyn Fn(&Recommendation) -> u32,
) -> Needed<'a> {
    let measured_by = scores_of(state, entry);
    let profile = entry.controls.iter().find_map(|name| state.estate.control(name));
    let record = state.actions.get(entry.key);
    let (status, basis) = own_status(state, entry, now);
    let by = state.steering.aside.get(entry.key);
    let points: Option<f64> = measured_by.iter().map(|score| most(state, score)).sum();
    let points = points.filter(|points| *points > 0.0).unwrap_or(f64::from(entry.points));
    Needed {
        key: entry.key,
        own: Some(entry),
        plan: None,
        control: profile,
        score: measured_by.first().copied(),
        area: entry.area,
        required: entry.required,
        points: Some(points).filter(|points| *points > 0.0),
        earned: (!measured_by.is_empty()).then(|| measured_by.iter().map(|score| score.score).sum()),
        effort: Some(profile.and_then(|control| control.effort).unwrap_or(entry.effort)),
        user_impact: Some(profile.and_then(|control| control.user_impact).unwrap_or(entry.user_impact)),
        status,
        basis,
        record,
        aside: by.map(Aside::By).or(state.lacking(entry).map(Aside::NotLicensed)),
        incidents: if entry.techniques.is_empty() { 0 } else { incidents(entry) },
        rank: 0,
        reason: RankReason::Worth,
    }
}

fn control<'a>(state: &'a State, name: &'a str, now: Timestamp) -> Needed<'a> {
    let score = state.estate.control_score(name);
    let profile = state.estate.control(name);
    let record = state.actions.get(name);
    let known = Known {
        settings: None,
        measure: score.and_then(|score| measured(state, &[score])),
        record,
        portal: profile.and_then(|control| control.state.as_ref()),
    };
    let (status, basis) = status_of(known, now);
    let automatic = match (profile, score) {
        (Some(control), _) if control.deprecated => Some(Aside::Deprecated),
        (_, None) if state.estate.score().is_some() => Some(Aside::NotScored),
        _ => None,
    };
    let category = profile.map(|control| control.category.as_str()).filter(|word| !word.is_empty());
    let category = category.or(score.map(|score| score.category.as_str())).unwrap_or_default();
    Needed {
        key: name,
        own: None,
        plan: None,
        control: profile,
        score,
        area: Area::of_category(category),
        required: false,
        points: score.and_then(|score| most(state, score)).or(profile.and_then(|control| control.max)),
        earned: score.map(|score| score.score),
        effort: profile.and_then(|control| control.effort),
        user_impact: profile.and_then(|control| control.user_impact),
        status,
        basis,
        record,
        aside: state.steering.aside.get(name).map(Aside::By).or(automatic),
        incidents: 0,
        rank: 0,
        reason: RankReason::Worth,
    }
}

/// Ranks what applies: first what the gate waits for, then open actions by what they are worth, then accepted risks,
/// then what is done; and within that what a person placed stands where it was placed.
fn rank<'a>(state: &'a State, all: Vec<Needed<'a>>) -> Vec<Needed<'a>> {
    let (mut applies, mut aside): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.aside.is_none());
    let group = |it: &Needed<'_>| match it.status {
        status if !status.is_settled() => u8::from(!it.required),
        ActionStatus::RiskAccepted => 2,
        _ => 3,
    };
    for it in &mut applies {
        it.reason = match group(it) {
            0 if it.key == RESTORE.key => RankReason::Regressed,
            0 if it.plan.is_some() => it.reason,
            0 => RankReason::Blocks,
            1 if it.incidents > 0 => RankReason::Incidents(it.incidents),
            1 => RankReason::Worth,
            _ => RankReason::Settled,
        };
    }
    applies.sort_by(|a, b| {
        group(a).cmp(&group(b)).then(b.worth().total_cmp(&a.worth())).then_with(|| a.key.cmp(b.key))
    });
    let (mut placed, mut ranked): (Vec<_>, Vec<_>) =
        applies.into_iter().partition(|it| state.steering.order.contains_key(it.key));
    placed.sort_by_key(|it| state.steering.order.get(it.key).map(|place| (place.rank, place.at)));
    for mut it in placed {
        let Some(place) = state.steering.order.get(it.key) else { continue };
        it.reason = RankReason::Placed(place);
        let at = (place.rank.max(1) as usize - 1).min(ranked.len());
        ranked.insert(at, it);
    }
    for (at, it) in ranked.iter_mut().enumerate() {
        it.rank = at + 1;
    }
    aside.sort_by(|a, b| a.key.cmp(b.key));
    ranked.append(&mut aside);
    ranked
}
