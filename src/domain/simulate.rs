//! The simulator of the approval matrix: what would have happened to incidents under other settings (service.md section
//! 4: "what would have happened to last month's incidents").
//!
//! Counted from the workspace's own incidents by [`who_acts`] itself, at the moment at which each incident was created.
//! An incident whose response has actions is counted by them; one without is counted by the usual containment of each
//! asset that it touches, and such actions are called assumed.

use super::approvals::{Approvals, AssetGroup};
use super::brief::{Asset, AssetKind, Brief};
use super::pace::{Median, Pace};
use super::response::ActionKind;
use super::settings::Settings;
use super::state::{Incident, State};
use super::time::Timestamp;
use super::vocabulary::Status;
use super::who_acts::{Facts, Verdict, who_acts};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The action by which an asset is usually contained.
pub fn containment(kind: AssetKind) -> ActionKind {
    match kind {
        AssetKind::Device => ActionKind::IsolateDevice,
        AssetKind::User => ActionKind::DisableUser,
        AssetKind::Mailbox => ActionKind::SoftDeleteEmail,
        AssetKind::CloudApp => ActionKind::BlockOauthApplication,
    }
}

/// How many actions got each verdict, in the order of [`Verdict::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares([u32; Verdict::ALL.len()]);

impl Shares {
    /// How many got a verdict.
    pub fn of(self, verdict: Verdict) -> u32 {
        self.0.get(verdict as usize).copied().unwrap_or_default()
    }

    /// All together.
    pub fn total(self) -> u32 {
        self.0.iter().sum()
    }

    fn add(&mut self, verdict: Verdict) {
        if let Some(count) = self.0.get_mut(verdict as usize) {
            *count += 1;
        }
    }
}

/// What one set of settings would have led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All actions.
    pub shares: Shares,
    /// By cell: the kind of action and the column of the matrix into which the asset falls.
    pub cells: BTreeMap<(ActionKind, Option<AssetGroup>), Shares>,
    /// Questions to the customer outside business hours.
    pub asked_at_night: u32,
    /// How long each action would have taken, in milliseconds; those that nobody does are not among them.
    times: Vec<i64>,
}

impl Tally {
    /// The median time until an action is done, and over how many.
    pub fn time_to_act(&self) -> Median {
        Median::of(self.times.clone())
    }

    /// What a cell would have led to.
    pub fn cell(&self, action: ActionKind, column: Option<&AssetGroup>) -> Shares {
        self.cells.get(&(action, column.cloned())).copied().unwrap_or_default()
    }
}

/// An action that would have gone another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The id of the incident.
    pub incident: String,
    /// The kind of action.
    pub action: ActionKind,
    /// The name of the asset; blank where it aims at none.
    pub asset: String,
    /// Under the settings in force.
    pub before: Verdict,
    /// Under the other settings.
    pub after: Verdict,
}

/// What a draft would have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Simulation {
    /// Incidents looked at.
    pub incidents: u32,
    /// Actions of their responses.
    pub recorded: u32,
    /// Actions assumed where no response has any.
    pub assumed: u32,
    /// Under the settings in force.
    pub before: Tally,
    /// Under the other settings.
    pub after: Tally,
    /// What was measured of how long it takes.
    pub pace: Pace,
    /// Actions that would have gone another way, in the order of the incidents.
    pub changes: Vec<Change>,
}

/// Counts what settings would have led to in the incidents that were created from `from` up to `to`, those merged into
/// others left out.
pub fn simulate(state: &State, draft: &Settings, from: Timestamp, to: Timestamp) -> Simulation {
    let mut simulation = Simulation { pace: Pace::of(state), ..Simulation::default() };
    for row in state.catalogue.rows() {
        let Some(known) = state.catalogue.get(row) else { continue };
        if known.created() < from || known.created() >= to {
            continue;
        }
        let Some(incident) = state.incident(known.id()) else { continue };
        if incident.status() != Status::Redirected {
            simulation.take(state, draft, incident);
        }
    }
    simulation
}

impl Simulation {
    fn take(&mut self, state: &State, draft: &Settings, incident: Incident<'_>) {
        let brief = incident.brief();
        self.incidents += 1;
        let response = incident.response().map(|response| response.actions.as_slice()).unwrap_or_default();
        let planned = response.iter().map(|action| (action.plan.kind, action.plan.target.clone()));
        let assumed = brief.assets.iter().map(|asset| (containment(asset.kind), Some(asset.clone())));
        let actions: Vec<(ActionKind, Option<Asset>)> =
            if response.is_empty() { assumed.collect() } else { planned.collect() };
        let count = u32::try_from(actions.len()).unwrap_or(u32::MAX);
        if response.is_empty() {
            self.assumed += count;
        } else {
            self.recorded += count;
        }
        for (kind, target) in actions {
            let target =
                target.map(|asset| state.catalogue.asset(asset.kind, &asset.id).cloned().unwrap_or(asset));
            self.take_action(state, draft, &brief, kind, target.as_ref());
        }
    }

    fn take_action(
        &mut self,
        state: &State,
        draft: &Settings,
        brief: &Brief,
        kind: ActionKind,
        target: Option<&Asset>,
    ) {
        let pace = self.pace;
        let judge = |settings: &Settings, tally: &mut Tally| {
            let settings = &*as_of(settings, brief.created);
            let facts = Facts { settings, directory: &state.directory, brief, now: brief.created };
            let (verdict, trace) = who_acts(facts, kind, target);
            tally.shares.add(verdict);
            tally.times.extend(pace.until_done(verdict, &trace, &brief.severity, settings));
            let column = column_of(&settings.approvals, state, target);
            tally.cells.entry((kind, column)).or_default().add(verdict);
            let at_night = !settings.business_hours.cover(brief.created);
            tally.asked_at_night += u32::from(verdict == Verdict::AskFirst && at_night);
            verdict
        };
        let before = judge(&state.settings, &mut self.before);
        let after = judge(draft, &mut self.after);
        if before != after {
            let asset = target.map(|asset| asset.name.clone()).unwrap_or_default();
            self.changes.push(Change { incident: brief.id.clone(), action: kind, asset, before, after });
        }
    }
}

/// Settings without the temporary access that was granted after a moment: it opened nothing before.
fn as_of(settings: &Settings, then: Timestamp) -> Cow<'_, Settings> {
    if settings.access.iter().all(|access| access.was_granted(then)) {
        return Cow::Borrowed(settings);
    }
    let mut settings = settings.clone();
    settings.access.retain(|access| access.was_granted(then));
    Cow::Owned(settings)
}

/// The first column of the matrix that holds an asset.
fn column_of(approvals: &Approvals, state: &State, target: Option<&Asset>) -> Option<AssetGroup> {
    let asset = target?;
    let mut columns = approvals.columns.iter();
    columns.find(|column| state.directory.covers(column.kind, &column.name, asset)).cloned()
}
