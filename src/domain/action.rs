//! An action of a response and where it is: its state, and what was agreed about it.

mod on_assets;

pub use on_assets::{DoneOn, FailedOn, LeftOutOn};

use super::brief::Asset;
use super::people::Party;
use super::response::ActionPlan;
use super::time::{DAY_MS, Timestamp};
use super::who_acts::{RuleStep, Verdict};
use serde::{Deserialize, Serialize};

/// After so long an action that still holds, such as an isolation, is to be looked at again. The service publishes no
/// number; a day is ours.
pub const RELEASE_REMINDER_MS: i64 = DAY_MS;

/// Where an action is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "state")]
pub enum ActionState {
    /// Nobody began.
    NotStarted,
    /// Somebody began.
    InProgress {
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
    },
    /// Done on some of its assets.
    Partly {
        /// Who did the last of them.
        by: String,
        /// When.
        at: Timestamp,
        /// On how many.
        done: u32,
        /// Of how many.
        of: u32,
    },
    /// Done.
    Completed {
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
        /// What they said of it.
        #[serde(default)]
        note: String,
    },
    /// It did not work.
    Failed {
        /// Who tried.
        by: String,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
    /// Left out on purpose.
    Skipped {
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

impl ActionState {
    /// Since when it is so; `None` for what nobody began.
    pub fn at(&self) -> Option<Timestamp> {
        match self {
            Self::NotStarted => None,
            Self::InProgress { at, .. }
            | Self::Partly { at, .. }
            | Self::Completed { at, .. }
            | Self::Failed { at, .. }
            | Self::Skipped { at, .. } => Some(*at),
        }
    }

    /// Who brought it there; `None` for what nobody began.
    pub fn by(&self) -> Option<&str> {
        match self {
            Self::NotStarted => None,
            Self::InProgress { by, .. }
            | Self::Partly { by, .. }
            | Self::Completed { by, .. }
            | Self::Failed { by, .. }
            | Self::Skipped { by, .. } => Some(by),
        }
    }

    /// Whether nothing more is expected: completed or skipped.
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Completed { .. } | Self::Skipped { .. })
    }
}

/// An action that is put off. It hides the action and stops no clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Snooze {
    /// Until when.
    pub until: Timestamp,
    /// Who put it off.
    pub by: String,
}

/// Somebody else was asked to carry an action out; the side stays answerable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delegation {
    /// Who was asked: a contact or any other name.
    pub to: String,
    /// Who asked them.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What was said with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The customer's word on an action that the experts may take only after asking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalRequest {
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked: Timestamp,
    /// What was said with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Until when an answer is awaited; without it the question waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// The answer.
    pub state: ApprovalState,
}

impl ApprovalRequest {
    /// Since when it is not awaited any more: it was answered, or its time was over. `None` while it waits with no end.
    pub fn ended(&self) -> Option<Timestamp> {
        match &self.state {
            ApprovalState::Open => self.expires,
            ApprovalState::Given { at, .. } | ApprovalState::Refused { at, .. } => Some(*at),
            ApprovalState::Expired { at } => Some(self.expires.unwrap_or(*at)),
        }
    }

    /// Whether the answer is awaited no longer, since its time is over.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.state == ApprovalState::Open && self.expires.is_some_and(|end| now >= end)
    }
}

/// Where a question for approval is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "answer")]
pub enum ApprovalState {
    /// Nobody has answered.
    Open,
    /// Yes.
    Given {
        /// Who said so.
        by: String,
        /// When.
        at: Timestamp,
        /// What they said with it.
        #[serde(default)]
        note: String,
    },
    /// No.
    Refused {
        /// Who said so.
        by: String,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
    /// Nobody answered in time.
    Expired {
        /// When that was noted.
        at: Timestamp,
    },
}

/// An action of a response.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Action {
    /// What is asked.
    pub plan: ActionPlan,
    /// Which side carries it out.
    pub party: Party,
    /// The rules that said so, when the response was published; before that the rules as they stand.
    pub why: Vec<RuleStep>,
    /// When it was planned; of a task when the source created it. Unknown of tasks that were imported before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Timestamp>,
    /// Whether the customer sees it; an action planned after publication waits for the next one.
    #[serde(default)]
    pub published: bool,
    /// Where it is.
    pub state: ActionState,
    /// The ids of the assets on which it is done, and when, while it is not done on all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<DoneOn>,
    /// The assets on which it was left out on purpose, while it goes on on the others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOutOn>,
    /// The assets on which it was said to have failed, while nobody has tried again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<FailedOn>,
    /// Put off, where somebody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed: Option<Snooze>,
    /// Given to somebody, where somebody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegated: Option<Delegation>,
    /// The customer's word, where the experts asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<ApprovalRequest>,
    /// From when until when earlier questions waited, where it was asked again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waited: Vec<(Timestamp, Timestamp)>,
}

impl Action {
    /// An action that nobody has touched.
    pub fn new(plan: ActionPlan, party: Party, why: Vec<RuleStep>) -> Self {
        Self {
            plan,
            party,
            why,
            planned: None,
            published: false,
            state: ActionState::NotStarted,
            done: Vec::new(),
            left_out: Vec::new(),
            failed: Vec::new(),
            snoozed: None,
            delegated: None,
            approval: None,
            waited: Vec::new(),
        }
    }

    /// Whether a publication asks the customer about it: the matrix says to ask first, and nobody did.
    pub fn is_to_be_asked(&self) -> bool {
        let asks = self.party == Party::Experts && Verdict::of(&self.why) == Verdict::AskFirst;
        asks && self.approval.is_none() && !self.state.is_settled()
    }

    /// Whether an answer about it is awaited at a moment.
    pub fn is_asked(&self, now: Timestamp) -> bool {
        let awaits = |it: &ApprovalRequest| it.state == ApprovalState::Open && !it.is_over(now);
        self.approval.as_ref().is_some_and(awaits) && !self.state.is_settled()
    }

    /// Whether the customer refused the experts to do it.
    pub fn is_refused(&self) -> bool {
        let said = self.approval.as_ref().map(|approval| &approval.state);
        matches!(said, Some(ApprovalState::Refused { .. }))
    }

    /// Whether somebody began to carry it out, on one of its assets at least.
    pub fn was_begun(&self) -> bool {
        !self.done.is_empty() || !matches!(self.state, ActionState::NotStarted | ActionState::Skipped { .. })
    }

    /// Whether a side may see it: the experts all of them; the customer what was published, what it was asked about, and
    /// what was carried out, which is a plan no more but a fact.
    pub fn is_seen_by(&self, side: Party) -> bool {
        side == Party::Experts || self.published || self.approval.is_some() || self.was_begun()
    }

    /// When it was done on an asset, where it was.
    pub fn done_on(&self, asset: &Asset) -> Option<Timestamp> {
        let is_target = self.plan.targets().any(|known| known.kind == asset.kind && known.id == asset.id);
        let part = self.done.iter().find(|done| done.asset == asset.id).map(|done| done.at);
        match &self.state {
            _ if !is_target || self.left_out_on(asset).is_some() => None,
            ActionState::Completed { at, .. } => Some(part.unwrap_or(*at)),
            // What was left out on the others was done on this one all the same.
            ActionState::Partly { .. }
            | ActionState::InProgress { .. }
            | ActionState::Failed { .. }
            | ActionState::Skipped { .. } => part,
            ActionState::NotStarted => None,
        }
    }

    /// How it was left out on an asset, where it was.
    pub fn left_out_on(&self, asset: &Asset) -> Option<&LeftOutOn> {
        self.left_out.iter().find(|left_out| left_out.asset == asset.id)
    }

    /// How it failed on an asset on which it is still to be done, where somebody said so.
    pub fn failed_on(&self, asset: &Asset) -> Option<&FailedOn> {
        self.failed.iter().find(|failed| failed.asset == asset.id)
    }

    /// The assets on which it is still to be done.
    pub fn left(&self) -> impl Iterator<Item = &Asset> {
        let is_done = |asset: &Asset| self.done.iter().any(|done| done.asset == asset.id);
        self.plan.targets().filter(move |asset| !is_done(asset) && self.left_out_on(asset).is_none())
    }

    /// On how many of its assets it is done and how many it has, where it is done on some and not on all.
    pub fn progress(&self) -> Option<(usize, usize)> {
        let of = self.plan.targets().count();
        let done = self.plan.targets().filter(|asset| self.done_on(asset).is_some()).count();
        (0 < done && done < of).then_some((done, of))
    }

    /// Notes that it was done on some of its assets. Whoever does something about it has taken it up again.
    pub fn advance(&mut self, assets: &[String], by: String, at: Timestamp) {
        for asset in assets {
            let is_left = self.left().any(|target| target.id == *asset);
            if is_left {
                self.done.push(DoneOn { asset: asset.clone(), at });
            }
        }
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let (done, of) = (count(self.done.len()), count(self.plan.targets().count()));
        self.state = ActionState::Partly { by, at, done, of };
        self.snoozed = None;
    }

    /// Notes that it is left out on some of its assets; on the others it goes on as it was.
    pub fn leave_out(&mut self, assets: &[String], by: &str, at: Timestamp, reason: &str) {
        for asset in assets {
            if self.left().any(|target| target.id == *asset) {
                let (asset, by, reason) = (asset.clone(), by.to_owned(), reason.to_owned());
                self.left_out.push(LeftOutOn { asset, by, at, reason });
            }
        }
        self.snoozed = None;
    }

    /// Keeps how long the present question waited, before it is asked again.
    pub fn remember_wait(&mut self) {
        let wait = self.approval.as_ref().and_then(|approval| Some((approval.asked, approval.ended()?)));
        self.waited.extend(wait);
    }

    /// From when until when the experts waited for the customer's word on it: the experts' clock stands still over
    /// these (service.md 6, clocks). `None` as the end: they wait with no end.
    pub fn waits(&self) -> impl Iterator<Item = (Timestamp, Option<Timestamp>)> {
        let settled = self.state.at().filter(|_| self.state.is_settled());
        let present = self.approval.as_ref().map(|approval| {
            // An action that was settled while the question was open waits no longer.
            let end = match (approval.ended(), settled) {
                (Some(end), Some(settled)) => Some(end.min(settled)),
                (end, settled) => end.or(settled),
            };
            (approval.asked, end)
        });
        self.waited.iter().map(|(from, until)| (*from, Some(*until))).chain(present)
    }

    /// Whether it is put off at a moment.
    pub fn is_snoozed(&self, now: Timestamp) -> bool {
        !self.state.is_settled() && self.snoozed.as_ref().is_some_and(|snooze| now < snooze.until)
    }
}
