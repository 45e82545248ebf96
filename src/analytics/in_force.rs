//! What holds on an asset now: isolated, restricted, disabled and the like, since when, by which action, and by whom.
//!
//! Responses and imported machine actions tell of it together, and the later word holds (service.md 1.8, actions that undo
//! each other, and 2.5, machine actions). An imported directory tells it too: of an account that is enabled, and of a
//! password that was set.

use crate::domain::brief::{Asset, AssetKind};
use crate::domain::machine_action::Progress;
use crate::domain::people::Party;
use crate::domain::response::{
    Action, ActionKind, ActionPlan, ActionState, ApprovalRequest, ApprovalState, Extent, Publication,
};
use crate::domain::state::State;
use crate::domain::time::Timestamp;

/// The kinds that go on after they were done, in the order of display.
const LASTING: [ActionKind; 6] = [
    ActionKind::IsolateDevice,
    ActionKind::RestrictAppExecution,
    ActionKind::DisableUser,
    ActionKind::MarkUserAsCompromised,
    ActionKind::ForceUserPasswordReset,
    ActionKind::BlockOauthApplication,
];

/// How far it is. The later in this list says more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hold {
    /// A published response plans it, or the customer is asked whether it may be done, and nobody began.
    Asked,
    /// Somebody began.
    Begun,
    /// It was done.
    InForce,
}

/// Something that holds on an asset, or is about to.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding<'a> {
    /// What it is.
    pub kind: ActionKind,
    /// How far it is.
    pub hold: Hold,
    /// Since when.
    pub since: Timestamp,
    /// Who did it, began it or asked for it.
    pub by: &'a str,
    /// The side that carries it out, where a response says it.
    pub party: Option<Party>,
    /// The incident and its action; `None` where only an import of machine actions tells of it.
    pub action: Option<(&'a str, &'a Action)>,
    /// It is the limited form.
    pub limited: bool,
}

/// What holds on an asset and what is about to, as far as a side may see the actions. What was taken back is not there;
/// taking back that was begun or is asked for stands behind what it is to end.
pub fn in_force<'a>(state: &'a State, kind: AssetKind, id: &str, side: Party) -> Vec<Holding<'a>> {
    let told = words(state, kind, id, side);
    let latest = |kind: ActionKind, fits: &dyn Fn(&Holding<'_>) -> bool| {
        let of_kind = told.iter().filter(|it| it.kind == kind && fits(it));
        // A response that an import settled tells of the same moment and says more.
        of_kind.max_by_key(|it| (it.since, it.action.map(|(incident, _)| incident))).cloned()
    };
    let mut found = Vec::new();
    for lasting in LASTING {
        let done = latest(lasting, &is_done);
        let undone = lasting.ended_by().and_then(|undo| latest(undo, &is_done)).map(|it| it.since);
        let ended = undone.max(told_over(state, lasting, kind, id));
        let held = done.filter(|it| ended.is_none_or(|ended| ended < it.since));
        // Of what is under way the last word before it is done counts, and none that is older than what ended it.
        let since = held.as_ref().map(|it| it.since).or(ended);
        let is_coming = |it: &Holding<'_>| !is_done(it) && since.is_none_or(|since| since < it.since);
        match held {
            Some(held) => {
                let ending = lasting.undone_by().and_then(|undo| latest(undo, &is_coming));
                found.push(held);
                found.extend(ending);
            }
            None => found.extend(latest(lasting, &is_coming)),
        }
    }
    found
}

/// When what was done to an asset at a moment was taken back, in this incident, in another, or as an import tells; `None`
/// while it holds, and for what nothing takes back.
pub fn taken_back(state: &State, kind: ActionKind, asset: &Asset, since: Timestamp) -> Option<Timestamp> {
    let undo = kind.undone_by()?;
    let told = words(state, asset.kind, &asset.id, Party::Experts);
    let undone = told.iter().filter(|it| it.kind == undo && is_done(it)).map(|it| it.since);
    let told = told_over(state, kind, asset.kind, &asset.id);
    undone.chain(told).filter(|at| *at >= since).min()
}

/// Since when an imported directory tells that something holds no longer: the account is enabled, or its password is a new
/// one.
fn told_over(state: &State, done: ActionKind, kind: AssetKind, id: &str) -> Option<Timestamp> {
    let person = if kind == AssetKind::User { state.directory.person(id) } else { None }?;
    match done {
        ActionKind::DisableUser => person.enabled_as_of(),
        ActionKind::ForceUserPasswordReset => person.password_set,
        _ => None,
    }
}

fn is_done(it: &Holding<'_>) -> bool {
    it.hold == Hold::InForce
}

/// The assets of a plan on which nothing is in force that it would take back; none of a plan that takes nothing back.
pub fn nothing_to_undo<'a>(state: &State, plan: &'a ActionPlan) -> Vec<&'a Asset> {
    let Some(undone) = plan.kind.undoes() else { return Vec::new() };
    let holds = |asset: &&Asset| {
        let found = in_force(state, asset.kind, &asset.id, Party::Experts);
        found.iter().any(|it| it.kind == undone && it.hold == Hold::InForce)
    };
    plan.targets().filter(|asset| !holds(asset)).collect()
}

/// Everything that is told of an asset.
fn words<'a>(state: &'a State, kind: AssetKind, id: &str, side: Party) -> Vec<Holding<'a>> {
    let mut told = Vec::new();
    for (incident, work) in &state.work {
        for action in work.response.seen_by(side) {
            let target = action.plan.targets().find(|it| it.kind == kind && it.id == id);
            let word =
                target.and_then(|target| word(incident, action, target, work.response.published.as_ref()));
            told.extend(word);
        }
    }
    if kind == AssetKind::Device {
        told.extend(state.machine_actions.of_device(id).into_iter().filter_map(|it| {
            let (hold, since) = match it.progress()? {
                Progress::Done => (Hold::InForce, it.updated),
                Progress::Open => (Hold::Begun, it.created),
                Progress::Failed => return None,
            };
            let kind = it.action_kind()?;
            Some(Holding { kind, hold, since, by: it.doer(), party: None, action: None, limited: false })
        }));
    }
    told
}

/// The question about an action that is open.
fn waits(action: &Action) -> Option<&ApprovalRequest> {
    let question = action.approval.as_ref().filter(|_| action.is_open())?;
    (question.state == ApprovalState::Open).then_some(question)
}

/// What an action tells of one of its assets.
fn word<'a>(
    incident: &'a str,
    action: &'a Action,
    target: &Asset,
    published: Option<&'a Publication>,
) -> Option<Holding<'a>> {
    let by = action.state.by();
    let (hold, since, by) = match (action.done_on(target), &action.state) {
        (Some(at), _) => (Hold::InForce, at, by?),
        (None, ActionState::InProgress { at, .. } | ActionState::Partly { at, .. }) => {
            (Hold::Begun, *at, by?)
        }
        // What the customer is asked about is asked for, published or not.
        (None, ActionState::NotStarted) if waits(action).is_some() => {
            let question = waits(action)?;
            (Hold::Asked, question.asked, question.asked_by.as_str())
        }
        (None, ActionState::NotStarted) if action.published && action.is_open() => {
            let published = published?;
            (Hold::Asked, published.at, published.by.as_str())
        }
        _ => return None,
    };
    Some(Holding {
        kind: action.plan.kind,
        hold,
        since,
        by,
        party: Some(action.party),
        action: Some((incident, action)),
        limited: action.plan.extent == Some(Extent::Limited),
    })
}
