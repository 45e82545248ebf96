//! The response clock: whose turn it is, until when, and how it stands.
//!
//! The service's documentation gives targets and no promise: the experts' part runs from creation to a published
//! response or conclusion, the customer's from publication to the last action. An approval or a pause does not exist
//! yet, and the clock counts day and night.

use crate::domain::people::Party;
use crate::domain::settings::Targets;
use crate::domain::state::Incident;
use crate::domain::time::{MINUTE_MS, Timestamp};
use crate::domain::work::Stage;

/// At risk once less than one part in this many of the time is left.
const AT_RISK_PART: i64 = 4;

/// How a clock stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClockState {
    /// There is time.
    OnTime,
    /// Under a quarter of the time is left.
    AtRisk,
    /// The due moment has passed.
    Overdue,
}

impl ClockState {
    /// The word of [`crate::analytics::dimension::Dim::Due`].
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnTime => "onTime",
            Self::AtRisk => "atRisk",
            Self::Overdue => "overdue",
        }
    }
}

/// A running clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Whose turn it is.
    pub party: Party,
    /// When it began.
    pub started: Timestamp,
    /// When it is due.
    pub due: Timestamp,
    /// The beginning is assumed: the import says that the customer is awaited, but not since when.
    pub assumed: bool,
}

impl Clock {
    /// The clock that runs on an incident; `None` where nobody of the service is awaited or there is no target.
    pub fn of(incident: Incident<'_>, targets: &Targets) -> Option<Self> {
        let target = targets.of(&incident.severity());
        let (party, minutes, started, assumed) = match incident.stage() {
            Stage::WaitingForExperts | Stage::BeingWorked => {
                (Party::Experts, target.experts_minutes?, incident.known.created(), false)
            }
            Stage::YourTurn => {
                let (started, assumed) = awaited_since(incident);
                (Party::Customer, target.customer_minutes?, started, assumed)
            }
            Stage::New | Stage::OwnTeam | Stage::FinishedByExperts | Stage::Resolved | Stage::Redirected => {
                return None;
            }
        };
        Some(Self { party, started, due: started.plus_millis(i64::from(minutes) * MINUTE_MS), assumed })
    }

    /// The first moment at which less than a quarter of the time is left.
    pub fn risk_from(&self) -> Timestamp {
        let whole = self.due.millis_since(self.started);
        self.due.plus_millis(1 - whole / AT_RISK_PART)
    }

    /// How it stands at a moment.
    pub fn state(&self, now: Timestamp) -> ClockState {
        if now > self.due {
            ClockState::Overdue
        } else if now >= self.risk_from() {
            ClockState::AtRisk
        } else {
            ClockState::OnTime
        }
    }

    /// Milliseconds left; negative once overdue.
    pub fn left_ms(&self, now: Timestamp) -> i64 {
        self.due.millis_since(now)
    }

    /// The share of the time that is left, 1 at the beginning, 0 when due and after.
    pub fn share_left(&self, now: Timestamp) -> f64 {
        let whole = self.due.millis_since(self.started).max(1);
        (self.left_ms(now) as f64 / whole as f64).clamp(0.0, 1.0)
    }
}

/// Since when the customer is awaited, and whether that is assumed.
fn awaited_since(incident: Incident<'_>) -> (Timestamp, bool) {
    let published = incident.response().and_then(|response| response.published.as_ref());
    let claim = incident.known.status_claim();
    let here = incident.work.and_then(|work| work.status.as_ref());
    match (published, here) {
        (Some(publication), _) => (publication.at, false),
        (None, Some(since)) if claim.yields_to(since.at, since.seq) => (since.at, false),
        _ => (incident.known.updated(), true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        let started = Timestamp::from_millis(0);
        Clock {
            party: Party::Customer,
            started,
            due: started.plus_millis(4 * 60 * MINUTE_MS),
            assumed: false,
        }
    }

    #[test]
    fn a_clock_is_at_risk_in_its_last_quarter_and_over_after_it() {
        let state = |minutes: i64, ms: i64| clock().state(Timestamp::from_millis(minutes * MINUTE_MS + ms));
        assert_eq!(state(0, 0), ClockState::OnTime);
        assert_eq!(state(180, 0), ClockState::OnTime);
        assert_eq!(state(180, 1), ClockState::AtRisk);
        assert_eq!(state(240, 0), ClockState::AtRisk);
        assert_eq!(state(240, 1), ClockState::Overdue);
    }

    #[test]
    fn the_share_left_runs_from_one_to_none() {
        let share = |minutes: i64| clock().share_left(Timestamp::from_millis(minutes * MINUTE_MS));
        assert_eq!([share(-5), share(0), share(60), share(240), share(900)], [1.0, 1.0, 0.75, 0.0, 0.0]);
    }
}
