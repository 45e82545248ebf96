//! Secure Score now, planned and achievable (service.md 1.5: views current, planned, current licence, achievable).

use super::readiness::ActionStatus;
use super::register::Needed;
use super::state::State;

/// Secure Score in three numbers, in percent of the points that the tenant could have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreOutlook {
    /// Now.
    pub current: f64,
    /// With everything that is in progress done.
    pub planned: f64,
    /// With everything done that applies and whose risk is not accepted: what the licences allow.
    pub achievable: f64,
}

/// Secure Score now, planned and achievable; `None` before a day of it was imported.
pub fn outlook(state: &State, register: &[Needed<'_>]) -> Option<ScoreOutlook> {
    let day = state.estate.score().filter(|day| day.max > 0.0)?;
    let left = |wanted: &dyn Fn(&Needed<'_>) -> bool| -> f64 {
        register.iter().filter(|it| it.score.is_some() && wanted(it)).map(Needed::points_left).sum()
    };
    let given_up = left(&|it| it.aside.is_some() || it.status == ActionStatus::RiskAccepted);
    let planned = left(&|it| it.aside.is_none() && it.status == ActionStatus::InProgress);
    let percent = |points: f64| (points / day.max * 100.0).clamp(0.0, 100.0);
    let current = percent(day.current);
    Some(ScoreOutlook {
        current,
        planned: percent(day.current + planned),
        achievable: percent(day.max - given_up).max(current),
    })
}
