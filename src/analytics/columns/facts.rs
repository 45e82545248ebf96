//! What the columns hold of one incident, read from the state.

use crate::analytics::clock::{Clock, first_owed};
use crate::analytics::dimension::{Dim, party_word, stage_word};
use crate::analytics::score::Score;
use crate::analytics::standing::{Outcome, Standing};
use crate::analytics::turn::Turn;
use crate::domain::brief::Asset;
use crate::domain::people::Party;
use crate::domain::scope::Scope;
use crate::domain::state::{Incident, State};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{Classification, Determination, ServiceSource, Severity, Status};
use crate::domain::work::{Assignment, Stage};

/// Milliseconds in a second.
const SECOND_MS: i64 = 1_000;

/// One incident as the columns see it.
pub(super) struct Facts<'a> {
    incident: Incident<'a>,
    severity: Severity,
    status: Status,
    stage: Stage,
    assignment: Assignment,
    verdict: (Classification, Determination),
    standing: Standing,
    outcome: Outcome,
    in_scope: bool,
    critical: bool,
    fold_under: u8,
    /// Our score.
    pub(super) score: u8,
    /// Since when it has its status.
    pub(super) status_since: Timestamp,
    /// The clock that runs.
    pub(super) clock: Option<Clock>,
    /// What the customer is asked for.
    pub(super) turn: Option<Turn>,
    /// How many of its alerts are not resolved.
    pub(super) alerts_active: u32,
    /// Seconds from creation to resolution.
    pub(super) resolved_after_s: Option<u32>,
    /// Whether the moment of resolution is assumed to be the last update.
    pub(super) resolved_assumed: bool,
    /// The experts' and the customer's part of it, where the journal shows them.
    pub(super) parts: Parts,
}

/// How a time to resolve divides between the two sides. The experts' part begins as their clock does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Seconds from creation, or from the start of monitoring where that is later, to the first published response.
    pub experts_s: Option<u32>,
    /// Seconds from the first published response to resolution, where an action was the customer's.
    pub customer_s: Option<u32>,
}

impl<'a> Facts<'a> {
    /// Reads an incident.
    pub(super) fn of(incident: Incident<'a>, state: &State, scope: &Scope) -> Self {
        let settings = &state.settings;
        let known = incident.known;
        let status = incident.status();
        let (resolved, assumed) = incident.resolved_at().unzip();
        let resolved_after_s = resolved.and_then(|at| seconds(known.created(), at));
        let score = Score::of(incident).total();
        let in_scope = scope.holds(known);
        Self {
            severity: incident.severity(),
            stage: incident.stage(),
            assignment: incident.assignment(),
            verdict: incident.verdict(),
            standing: Standing::of(incident, settings, scope),
            outcome: Outcome::of(incident),
            in_scope,
            critical: known.assets().any(Asset::is_critical),
            score,
            clock: Clock::of(incident, state, in_scope),
            turn: Turn::of(incident),
            alerts_active: incident.alerts_active(),
            fold_under: settings.fold_under,
            status_since: incident.status_since(),
            resolved_after_s,
            resolved_assumed: resolved_after_s.is_some() && assumed.unwrap_or(false),
            parts: resolved.map(|at| parts(incident, state, at)).unwrap_or_default(),
            status,
            incident,
        }
    }

    /// Whether it is low-level noise.
    fn is_noise(&self) -> bool {
        self.score < self.fold_under && !self.critical
    }

    /// Gives the words of a dimension to `say`, which may get one twice. No word: the incident has no value.
    ///
    /// [`Dim::Asset`] is not among them: assets have numbers already; [`Dim::Due`] and [`Dim::Asked`] depend on
    /// the moment and [`Dim::Duplicate`] on all other incidents.
    pub(super) fn words(&self, dim: Dim, mut say: impl FnMut(&str)) {
        let known = self.incident.known;
        let yes_no = |yes: bool| if yes { "yes" } else { "no" };
        match dim {
            Dim::Severity => say(self.severity.as_str()),
            Dim::Status => say(self.status.as_str()),
            Dim::Stage => say(stage_word(self.stage)),
            Dim::Assigned => say(party_word(self.assignment.party)),
            Dim::Person => self.assignment.person.iter().for_each(|person| say(person)),
            Dim::Classification => say(self.verdict.0.as_str()),
            Dim::Determination => say(self.verdict.1.as_str()),
            Dim::Source => known.sources().for_each(say),
            Dim::Detection => known.detections().for_each(say),
            Dim::Tactic => known.tactics().iter().for_each(|tactic| say(tactic.as_str())),
            Dim::Technique => known.techniques().for_each(say),
            Dim::Group => known.assets().filter_map(|asset| asset.group.as_deref()).for_each(say),
            Dim::Tag if self.incident.work.is_none() => known.tags().for_each(say),
            Dim::Tag => self.incident.tags().into_iter().for_each(say),
            Dim::Category => known.categories().for_each(say),
            Dim::Redirected => say(yes_no(self.stage == Stage::Redirected)),
            Dim::Scope => say(if self.in_scope { "in" } else { "out" }),
            Dim::Investigated => say(self.standing.as_str()),
            Dim::Outcome => say(self.outcome.as_str()),
            Dim::Critical => say(yes_no(self.critical)),
            Dim::Noise => say(yes_no(self.is_noise())),
            Dim::Notification => say(yes_no(known.is_notification())),
            Dim::ThirdParty => say(yes_no(known.sources().any(is_third_party))),
            Dim::Products => say(several(known.sources().take(2).count())),
            Dim::Categories => {
                let others = known.categories().take(2).count();
                say(several(known.tactics().iter().take(2).count() + others));
            }
            Dim::Platform
            | Dim::AlertSeverity
            | Dim::Investigation
            | Dim::Threat
            | Dim::Policy
            | Dim::Subscription
            | Dim::Sensitivity => {
                dim.mark().into_iter().for_each(|kind| known.marks(kind).for_each(&mut say));
            }
            Dim::Asset | Dim::Due | Dim::Asked | Dim::Duplicate => {}
        }
    }
}

/// Whether a source is none of Microsoft's own products. Third-party signals reach the service through Sentinel (service.md
/// 1.1, coverage), so that counts as one.
fn is_third_party(source: &str) -> bool {
    let source = ServiceSource::parse(source);
    source == ServiceSource::Sentinel || !source.is_known()
}

/// None, one or several.
fn several(count: usize) -> &'static str {
    match count {
        0 => "none",
        1 => "one",
        _ => "several",
    }
}

/// The experts' and the customer's part of an incident resolved at a moment.
fn parts(incident: Incident<'_>, state: &State, resolved: Timestamp) -> Parts {
    let response = incident.response();
    let Some(published) = response.and_then(|response| response.published.as_ref()) else {
        return Parts::default();
    };
    let answered = incident.work.and_then(|work| work.passed.answered.as_ref());
    let answered = answered.map_or(published.at, |answered| answered.at);
    // What was answered before anybody watched here was answered at the source, from creation on.
    let watched = state.watched_since().filter(|watched| *watched <= answered);
    let customers = response
        .is_some_and(|response| response.actions.iter().any(|action| action.party == Party::Customer));
    Parts {
        experts_s: seconds(first_owed(incident, watched), answered.min(resolved)),
        customer_s: seconds(answered, resolved).filter(|_| customers),
    }
}

/// Whole seconds between two moments; `None` when the later one comes first, which is a fault of the source.
fn seconds(from: Timestamp, to: Timestamp) -> Option<u32> {
    u32::try_from(to.millis_since(from).div_euclid(SECOND_MS)).ok()
}
