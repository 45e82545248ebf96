//! The response clock: whose turn it is, until when, and how it stands.
//!
//! The service's documentation gives targets and no promise: the experts' part runs from creation to a published
//! response or conclusion, the customer's from publication to the last action. Day and night, or during business hours
//! where the target says so; a pause is not counted and resumes by itself. While the experts wait for the customer's word
//! on an action theirs stands still and the customer's runs (service.md 6, clocks): by its target, or until the experts may
//! act without an answer where the matrix says when ([`Clock::running`]). Where the customer is awaited with a response and
//! is asked as well, whatever is due sooner is told.
//!
//! Where the documentation is silent the rules are ours. The experts owe nothing to a time at which they did not watch
//! yet. It runs on what they work before anybody has taken it: nobody's having it is no reason to wait. Once they have
//! published, nothing of theirs is open until it comes back to them: by the customer's last action, an
//! answer, or because somebody opens it again; their part begins anew then. The customer's part goes on when the experts
//! publish changes meanwhile, and when what was resolved during it is opened again: what time was used stays used, and only
//! while it was resolved none ran.

use crate::domain::action::{Action, ApprovalState};
use crate::domain::counting::after;
use crate::domain::hours::Coverage;
use crate::domain::on_call::call_order;
use crate::domain::people::Party;
use crate::domain::settings::Settings;
use crate::domain::state::{Incident, State};
use crate::domain::time::{MINUTE_MS, Timestamp};
use crate::domain::work::Stage;

/// How a clock stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClockState {
    /// There is time.
    OnTime,
    /// Little of the time is left: under a quarter unless the settings say otherwise.
    AtRisk,
    /// The due moment has passed.
    Overdue,
    /// It stands still for a while.
    Paused,
}

impl ClockState {
    /// The word of [`crate::analytics::dimension::Dim::Due`].
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnTime => "onTime",
            Self::AtRisk => "atRisk",
            Self::Overdue => "overdue",
            Self::Paused => "paused",
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
    /// From when on it is at risk.
    pub risk: Timestamp,
    /// When it is due.
    pub due: Timestamp,
    /// The whole time in milliseconds, where it counts in business hours only.
    pub business_ms: Option<i64>,
    /// The beginning is assumed: the import says that the customer is awaited, but not since when.
    pub assumed: bool,
    /// The pause that ends last, from when until when.
    pub pause: Option<(Timestamp, Timestamp)>,
    /// It waits for the customer's word on an action: the customer's clock, or the experts' that stands still until
    /// they may act without an answer.
    pub question: bool,
    /// The time that the customer has for an answer: where the experts' clock stands still over it, and where it ends
    /// before the customer's own is due.
    pub answer: Option<Answer>,
}

/// The time for an answer after which the experts may act without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Since when it is awaited.
    pub from: Timestamp,
    /// From when on it is at risk.
    pub risk: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

impl Clock {
    /// The clock that runs on an incident; `None` where nobody of the service is awaited or there is no target. The
    /// experts owe nothing to an incident that is out of scope ([`State::covers`]): theirs does not run on it.
    ///
    /// [`State::covers`]: crate::domain::state::State::covers
    pub fn of(incident: Incident<'_>, state: &State, in_scope: bool) -> Option<Self> {
        let settings = &state.settings;
        let target = settings.targets.of(&incident.severity());
        let waits: Vec<_> = incident
            .response()
            .into_iter()
            .flat_map(|response| response.actions.iter().flat_map(Action::waits))
            .collect();
        // A question without an end: the experts' clock stands still and the customer's runs.
        let question = waits.iter().filter(|(_, until)| until.is_none()).map(|(from, _)| *from).min();
        let (party, minutes, started, assumed) = match incident.stage() {
            Stage::New if question.is_some() || !state.is_to_be_taken(incident, in_scope) => return None,
            Stage::New | Stage::WaitingForExperts | Stage::BeingWorked => match question {
                Some(asked) => (Party::Customer, target.customer_minutes?, asked, false),
                None if !in_scope => return None,
                None => (Party::Experts, target.experts_minutes?, experts_since(incident, state)?, false),
            },
            Stage::YourTurn => {
                let (started, assumed) = customer_since(incident);
                (Party::Customer, target.customer_minutes?, started, assumed)
            }
            Stage::OwnTeam | Stage::FinishedByExperts | Stage::Resolved | Stage::Redirected => {
                return None;
            }
        };
        // From a date at which nothing can have happened no time runs: the source knew none.
        if !started.is_likely() {
            return None;
        }
        let own = incident.work.into_iter().flat_map(|work| work.stops(party));
        let waited = waits.iter().filter_map(|(from, until)| Some((*from, (*until)?)));
        let pauses: Vec<_> = own.chain(waited.filter(|_| party == Party::Experts)).collect();
        let pause = pauses.iter().copied().max_by_key(|(_, until)| *until);
        let is_asked = incident.has_open_approval() && incident.stage() != Stage::YourTurn;
        let hours = (target.coverage == Coverage::Business).then_some(&settings.business_hours);
        let whole_ms = i64::from(minutes) * MINUTE_MS;
        let left_ms = whole_ms * i64::from(settings.at_risk_percent.min(100)) / 100;
        let due = after(started, whole_ms, hours, &pauses);
        Some(Self {
            party,
            started,
            risk: after(started, whole_ms - left_ms + 1, hours, &pauses),
            due,
            business_ms: hours.map(|_| whole_ms),
            assumed,
            pause,
            question: is_asked,
            answer: answer(incident, settings, party).filter(|it| party == Party::Experts || it.until < due),
        })
    }

    /// The clock that runs at a moment: that of the customer's answer, while the experts wait for one that has an end.
    pub fn running(&self, now: Timestamp) -> Self {
        match self.answer.filter(|answer| answer.from <= now && now < answer.until) {
            Some(Answer { from, risk, until }) => Self {
                party: Party::Customer,
                started: from,
                risk,
                due: until,
                business_ms: None,
                assumed: false,
                pause: None,
                question: true,
                answer: None,
            },
            None => *self,
        }
    }

    /// Whether something of it begins or ends after one moment and until another: whoever told it for the first would tell
    /// it wrong for the second.
    pub fn turns(&self, after: Timestamp, until: Timestamp) -> bool {
        let pause = self.pause.into_iter().flat_map(|(from, until)| [from, until]);
        let answer = self.answer.into_iter().flat_map(|answer| [answer.from, answer.until]);
        pause.chain(answer).chain([self.started]).any(|at| after < at && at <= until)
    }

    /// When the customer's answer or the response is due, whichever the clock tells first. An order by it does not change
    /// with the time of day.
    pub fn owed(&self) -> Timestamp {
        self.answer.map_or(self.due, |answer| answer.until)
    }

    /// Until when it stands still, where it does at a moment.
    pub fn paused_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.pause.filter(|(from, until)| *from <= now && now < *until).map(|(_, until)| until)
    }

    /// How it stands at a moment.
    pub fn state(&self, now: Timestamp) -> ClockState {
        let running = self.running(now);
        if running != *self {
            return running.state(now);
        }
        if self.paused_until(now).is_some() {
            ClockState::Paused
        } else if now > self.due {
            ClockState::Overdue
        } else if now >= self.risk {
            ClockState::AtRisk
        } else {
            ClockState::OnTime
        }
    }
}

/// The time for the answer to an open question: the experts wait for the one that ends last, and the customer owes the one
/// that ends first.
fn answer(incident: Incident<'_>, settings: &Settings, party: Party) -> Option<Answer> {
    let open = incident.response()?.actions.iter().filter(|action| !action.state.is_settled());
    let questions = open.filter_map(|action| action.approval.as_ref());
    let waits = questions.filter(|question| question.state == ApprovalState::Open);
    let ends = waits.filter_map(|question| Some((question.expires?, question.asked)));
    let (until, from) = match party {
        Party::Experts => ends.max(),
        Party::Customer => ends.min(),
    }?;
    let left_ms = until.millis_since(from) * i64::from(settings.at_risk_percent.min(100)) / 100;
    Some(Answer { from, risk: until.plus_millis(1 - left_ms), until })
}

/// By when the customer was to act on the published response of an incident: its target from then on, without pauses;
/// `None` where nothing is published or there is no target.
pub fn answer_due(incident: Incident<'_>, settings: &Settings) -> Option<Timestamp> {
    let asked = asked_since(incident)?;
    let target = settings.targets.of(&incident.severity());
    let hours = (target.coverage == Coverage::Business).then_some(&settings.business_hours);
    let stops: Vec<_> = incident.work.into_iter().flat_map(|work| work.stops(Party::Customer)).collect();
    Some(after(asked, i64::from(target.customer_minutes?) * MINUTE_MS, hours, &stops))
}

/// One rung of the escalation along the contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// From when on this contact is to be told.
    pub at: Timestamp,
    /// Its number among the contacts for incidents in the order of calls.
    pub contact: usize,
}

/// Who is to be told when: the first contact for incidents once the clock is at risk, the second when it is due, each
/// further one after another span of [`Settings::escalate_minutes`]. A clock that is paused tells nobody.
pub fn ladder(clock: &Clock, settings: &Settings) -> Vec<Rung> {
    let count = call_order(&settings.contacts).len();
    let step_ms = i64::from(settings.escalate_minutes) * MINUTE_MS;
    (0..count)
        .map(|contact| {
            let at = match contact.checked_sub(1) {
                None => clock.risk,
                Some(later) => {
                    clock.due.plus_millis(step_ms.saturating_mul(i64::try_from(later).unwrap_or(i64::MAX)))
                }
            };
            Rung { at, contact }
        })
        .collect()
}

/// When the experts' part of an incident begins that nobody has answered: with its creation, or when they began to watch.
pub fn first_owed(incident: Incident<'_>, watched: Option<Timestamp>) -> Timestamp {
    let created = incident.known.created();
    // A date that is none stays one: from it no time runs.
    watched.filter(|_| created.is_likely()).map_or(created, |watched| watched.max(created))
}

/// Since when the experts owe something to an incident that they have; `None` where they have answered and it did not
/// come back to them.
fn experts_since(incident: Incident<'_>, state: &State) -> Option<Timestamp> {
    let back = incident.work.and_then(|work| work.passed.back);
    let response = incident.response();
    let Some(published) = response.and_then(|response| response.published.as_ref()).map(|it| it.at) else {
        let first = first_owed(incident, state.watched_since());
        return Some(back.map_or(first, |back| back.max(first)));
    };
    let answered = response.into_iter().flat_map(|response| &response.actions).filter_map(|action| {
        let asked = action.approval.as_ref().filter(|_| !action.state.is_settled())?;
        asked.ended()
    });
    let since_then = |at: &Timestamp| *at > published;
    back.filter(since_then)
        .or_else(|| answered.filter(since_then).min())
        .or_else(|| passed_at_source(incident).filter(since_then))
}

/// When the source gave an incident its status, where that was after a response was known here and holds: whoever has it
/// got it then.
fn passed_at_source(incident: Incident<'_>) -> Option<Timestamp> {
    let work = incident.work?;
    let answered = work.passed.answered.as_ref()?;
    let claim = incident.known.status_claim();
    let is_own = work.status.as_ref().is_some_and(|here| claim.yields_to(here.at, here.seq));
    (!is_own && claim.seq > answered.seq).then_some(claim.at)
}

/// Since when the customer is awaited with a published response: from the first publication that asked it on, whatever
/// was published while it was awaited. `None` where nothing is published.
pub fn asked_since(incident: Incident<'_>) -> Option<Timestamp> {
    let published = incident.response()?.published.as_ref()?.at;
    Some(incident.work.and_then(|work| work.passed.awaited).unwrap_or(published))
}

/// Since when the customer is awaited, and whether that is assumed.
fn customer_since(incident: Incident<'_>) -> (Timestamp, bool) {
    let claim = incident.known.status_claim();
    let here = incident.work.and_then(|work| work.status.as_ref());
    match (asked_since(incident), here) {
        (Some(asked), _) => (asked, false),
        (None, Some(since)) if claim.yields_to(since.at, since.seq) => (since.at, false),
        _ => (incident.known.updated(), true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        let at = |minutes: i64, ms: i64| Timestamp::from_millis(minutes * MINUTE_MS + ms);
        Clock {
            party: Party::Customer,
            started: at(0, 0),
            risk: at(180, 1),
            due: at(240, 0),
            business_ms: None,
            assumed: false,
            pause: Some((at(30, 0), at(60, 0))),
            question: false,
            answer: None,
        }
    }

    #[test]
    fn while_an_answer_is_awaited_the_customers_clock_runs_until_its_end() {
        let at = |minutes: i64| Timestamp::from_millis(minutes * MINUTE_MS);
        let answer = Answer { from: at(30), risk: at(50), until: at(60) };
        let waits = Clock { party: Party::Experts, answer: Some(answer), question: true, ..clock() };
        let seen = |minutes: i64| {
            let running = waits.running(at(minutes));
            (running.party, running.due.as_millis() / MINUTE_MS, waits.state(at(minutes)))
        };
        assert_eq!(seen(29), (Party::Experts, 240, ClockState::OnTime));
        assert_eq!(seen(30), (Party::Customer, 60, ClockState::OnTime));
        assert_eq!(seen(50), (Party::Customer, 60, ClockState::AtRisk));
        assert_eq!(seen(60), (Party::Experts, 240, ClockState::OnTime));
    }

    #[test]
    fn it_turns_where_something_of_it_begins_or_ends() {
        let at = |minutes: i64| Timestamp::from_millis(minutes * MINUTE_MS);
        let answer = Answer { from: at(90), risk: at(100), until: at(120) };
        let asked = Clock { answer: Some(answer), ..clock() };
        let turns = |(after, until)| asked.turns(at(after), at(until));
        assert_eq!((asked.owed(), clock().owed()), (at(120), clock().due));
        assert!([(-1, 0), (29, 30), (59, 61), (89, 90), (119, 120)].into_iter().all(turns));
        assert!(![(0, 29), (30, 59), (61, 89), (90, 119), (120, 900)].into_iter().any(turns));
    }

    #[test]
    fn a_clock_is_at_risk_in_its_last_quarter_and_over_after_it() {
        let state = |minutes: i64, ms: i64| clock().state(Timestamp::from_millis(minutes * MINUTE_MS + ms));
        assert_eq!(state(0, 0), ClockState::OnTime);
        assert_eq!(state(30, 0), ClockState::Paused);
        assert_eq!(state(60, 0), ClockState::OnTime);
        assert_eq!(state(180, 0), ClockState::OnTime);
        assert_eq!(state(180, 1), ClockState::AtRisk);
        assert_eq!(state(240, 0), ClockState::AtRisk);
        assert_eq!(state(240, 1), ClockState::Overdue);
    }

    #[test]
    fn contacts_are_told_one_after_the_other() {
        use crate::domain::ids::ContactId;
        use crate::domain::settings::Contact;
        let contact = |id: &str, for_incidents| Contact {
            id: ContactId::new(id).unwrap(),
            name: id.into(),
            email: format!("{id}@northwind.example"),
            phone: None,
            is_team: false,
            for_incidents,
            for_reviews: !for_incidents,
            call_order: None,
            hours: None,
            directory_id: None,
        };
        let contacts = vec![contact("a", true), contact("b", false), contact("c", true), contact("d", true)];
        let settings = Settings { contacts, ..Settings::default() };
        let at: Vec<i64> =
            ladder(&clock(), &settings).iter().map(|rung| rung.at.as_millis() / MINUTE_MS).collect();
        assert_eq!(at, [180, 240, 300]);
    }
}
