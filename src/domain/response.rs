//! The managed response: investigation summary, response actions and their states (the service's
//! documentation, managed response).

use super::brief::Asset;
use super::ids::ActionId;
use super::people::Party;
use super::playbook::Applied;
use super::time::Timestamp;
use super::vocabulary::{Classification, Determination};
use super::who_acts::Verdict;
use serde::{Deserialize, Serialize};

pub use super::action::{Action, ActionState, ApprovalRequest, ApprovalState, Delegation, LeftOutOn, Snooze};
pub use super::action_kind::ActionKind;

/// Longest text of a comment, note or section of a summary (service.md 1.7, comments).
pub const TEXT_CHARS_MAX: usize = 30_000;
/// How many actions a response may have.
pub const ACTIONS_MAX: usize = 200;
/// How many assets one action may aim at.
pub const TARGETS_MAX: usize = 500;

/// What the experts found out (first section of the managed response). Texts are Markdown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InvestigationSummary {
    /// What happened.
    pub what_happened: String,
    /// What happened on the devices, in order.
    pub device_timeline: String,
    /// Indicators of attack.
    pub indicators_of_attack: String,
    /// Indicators of compromise.
    pub indicators_of_compromise: String,
    /// Severity and impact.
    pub impact: String,
}

/// An action as an expert plans it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionPlan {
    /// Its id.
    pub id: ActionId,
    /// What kind.
    pub kind: ActionKind,
    /// The title on the card.
    pub title: String,
    /// What to do and why, in Markdown.
    #[serde(default)]
    pub instructions: String,
    /// The asset it aims at, where it aims at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Asset>,
    /// What changes for people while it holds.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub impact: String,
    /// The action that must be finished first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ActionId>,
    /// Others that must be finished first too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_after: Vec<ActionId>,
    /// The other assets that it aims at: the action is done when it is done on all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_targets: Vec<Asset>,
    /// What it is about on the asset: the SHA-1 of a file, an indicator, the id of a message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// How much of it: full or selective isolation, full or quick scan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extent: Option<Extent>,
    /// Whether a person or a playbook planned it.
    #[serde(default, skip_serializing_if = "Origin::is_person")]
    pub origin: Origin,
}

impl ActionPlan {
    /// A plan with nothing but its name.
    pub fn new(id: ActionId, kind: ActionKind, title: String) -> Self {
        Self {
            id,
            kind,
            title,
            instructions: String::new(),
            target: None,
            impact: String::new(),
            after: None,
            more_after: Vec::new(),
            more_targets: Vec::new(),
            object: None,
            extent: None,
            origin: Origin::Person,
        }
    }

    /// All actions that must be finished first.
    pub fn firsts(&self) -> impl Iterator<Item = &ActionId> + Clone {
        self.after.iter().chain(&self.more_after)
    }

    /// All assets that it aims at.
    pub fn targets(&self) -> impl Iterator<Item = &Asset> + Clone {
        self.target.iter().chain(&self.more_targets)
    }
}

/// How much of an action (`isolationType` and `scanType` of the API).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Extent {
    /// Full isolation, full scan.
    Full,
    /// Selective isolation, quick scan.
    Limited,
}

/// Who planned an action: every expert action says whether it came by automation or a playbook, and by which.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "by")]
pub enum Origin {
    /// An expert by hand.
    #[default]
    Person,
    /// A playbook.
    Playbook {
        /// Its id.
        id: String,
        /// Its name then.
        name: String,
        /// Its version.
        version: u32,
        /// It ran by itself.
        #[serde(default)]
        automatic: bool,
    },
}

impl Origin {
    /// Whether a person planned it.
    pub fn is_person(&self) -> bool {
        *self == Self::Person
    }
}

/// A published response.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Publication {
    /// When it was published last.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// The conclusion.
    pub classification: Classification,
    /// Its reason.
    pub determination: Determination,
}

/// The managed response of one incident.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Response {
    /// The summary as it was saved last: the experts' draft.
    pub summary: InvestigationSummary,
    /// The summary as of the last publication, while the draft is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary_published: Option<Box<InvestigationSummary>>,
    /// The actions in order.
    pub actions: Vec<Action>,
    /// Set from publication on.
    pub published: Option<Publication>,
    /// The playbooks that were applied, each as it was then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub playbooks: Vec<Applied>,
}

impl Action {
    /// Whether it waits for somebody: neither settled nor ruled out.
    pub fn is_open(&self) -> bool {
        !self.state.is_settled() && Verdict::of(&self.why).is_offered()
    }

    /// Why it is for nobody to do although nothing came of it: the verdict of what was ruled out, or is reported only.
    pub fn withheld(&self) -> Option<Verdict> {
        Some(Verdict::of(&self.why)).filter(|verdict| !self.state.is_settled() && !verdict.is_offered())
    }
}

impl Response {
    /// The action with an id.
    pub fn action(&self, id: &ActionId) -> Option<&Action> {
        self.actions.iter().find(|action| action.plan.id == *id)
    }

    /// The actions that a side may see.
    pub fn seen_by(&self, side: Party) -> impl Iterator<Item = &Action> + Clone {
        self.actions.iter().filter(move |action| action.is_seen_by(side))
    }

    /// The same in the order in which they are numbered: what the customer does, then what the experts do. The numbers go
    /// on over both, so that "after 2" is one action and not two.
    pub fn numbered(&self, side: Party) -> Vec<&Action> {
        let of = |party: Party| self.seen_by(side).filter(move |action| action.party == party);
        of(Party::Customer).chain(of(Party::Experts)).collect()
    }

    /// The summary as a side reads it: the experts their draft, the customer what was published; `None` before that.
    pub fn summary_for(&self, side: Party) -> Option<&InvestigationSummary> {
        match side {
            Party::Experts => Some(&self.summary),
            Party::Customer if self.published.is_none() => None,
            Party::Customer => Some(self.summary_published.as_deref().unwrap_or(&self.summary)),
        }
    }

    /// The playbook that published the response as it is, where one did so by itself.
    pub fn published_by_itself(&self) -> Option<&Applied> {
        let published = self.published.as_ref()?;
        self.playbooks.iter().rev().find(|it| it.automatic && it.at == published.at)
    }

    /// Keeps another draft of the summary. What the customer reads stays as it was published.
    pub(super) fn save_summary(&mut self, summary: InvestigationSummary) {
        let before = std::mem::replace(&mut self.summary, summary);
        if self.published.is_some() {
            let read = self.summary_published.take().unwrap_or_else(|| Box::new(before));
            self.summary_published = (*read != self.summary).then_some(read);
        }
    }

    /// The actions that wait for a side.
    pub fn open_for(&self, party: Party) -> impl Iterator<Item = &Action> {
        self.actions.iter().filter(move |action| action.party == party && action.is_open())
    }

    /// The open action that takes back the same on an asset already, such as a release that is planned or under way. One
    /// before what is to be done there again takes that back no more.
    pub fn taking_back(&self, undo: ActionKind, asset: &Asset) -> Option<&Action> {
        let is_left = |action: &Action| {
            action.done_on(asset).is_none()
                && action.left().any(|left| left.kind == asset.kind && left.id == asset.id)
        };
        let last = |kind: ActionKind| {
            self.actions.iter().rposition(|it| it.plan.kind == kind && it.is_open() && is_left(it))
        };
        let (at, again) = (last(undo)?, last(undo.undoes()?));
        self.actions.get(at).filter(|_| again.is_none_or(|again| again < at))
    }

    /// The completed actions that still hold on an asset, such as an isolation that nobody released, each with the asset.
    pub fn in_force(&self) -> Vec<(&Action, &Asset)> {
        let done = |kind: ActionKind, asset: &Asset| {
            let of_kind = self.actions.iter().filter(move |action| action.plan.kind == kind);
            of_kind.filter_map(|action| action.done_on(asset)).max()
        };
        let mut held = Vec::new();
        for action in &self.actions {
            let Some(undo) = action.plan.kind.undone_by() else { continue };
            for asset in action.plan.targets() {
                let Some(since) = action.done_on(asset) else { continue };
                let is_latest = done(action.plan.kind, asset) == Some(since);
                if is_latest && done(undo, asset).is_none_or(|released| released < since) {
                    held.push((action, asset));
                }
            }
        }
        held
    }
}
