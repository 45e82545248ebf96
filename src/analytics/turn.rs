//! What the customer is asked for on an incident: to act, to say yes or no, or nothing for the moment.
//!
//! Service.md 6, clocks: a snooze hides and does not pause; an open approval waits for the customer although the experts
//! have the incident.

use crate::domain::people::Party;
use crate::domain::response::ApprovalState;
use crate::domain::state::Incident;
use crate::domain::time::Timestamp;
use crate::domain::work::Stage;

/// What is asked at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// It is the customer's turn.
    Action,
    /// The experts ask whether they may act.
    Approval,
    /// It is the customer's turn and all of it is put off.
    Snoozed,
    /// Nothing.
    Nothing,
}

impl Asked {
    /// What awaits the customer: what the list, its count, the badge and Home hold. What is put off does not.
    pub const AWAITING: [Self; 2] = [Self::Action, Self::Approval];

    /// The word of [`crate::analytics::dimension::Dim::Asked`].
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Action => "action",
            Self::Approval => "approval",
            Self::Snoozed => "snoozed",
            Self::Nothing => "none",
        }
    }
}

/// What is asked of the customer, at any moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    is_turn: bool,
    /// Until when every open action is put off: the first of them wakes then.
    asleep_until: Option<Timestamp>,
    /// Until when an answer to a question is awaited; the end of time where it waits with no end.
    question_until: Option<Timestamp>,
}

impl Turn {
    /// What is asked on an incident; `None` where nothing is, at any moment.
    pub fn of(incident: Incident<'_>) -> Option<Self> {
        let stage = incident.stage();
        if stage.is_closed() {
            return None;
        }
        let actions = incident.response().map_or(&[][..], |response| &response.actions);
        let questions = actions.iter().filter(|action| !action.state.is_settled());
        let questions = questions.filter_map(|action| action.approval.as_ref());
        let open = questions.filter(|question| question.state == ApprovalState::Open);
        let question_until = open.map(|question| question.expires.unwrap_or(Timestamp::MAX)).max();
        let is_turn = stage == Stage::YourTurn;
        let own = actions.iter().filter(|it| it.party == Party::Customer && it.published && it.is_open());
        let mut wakes = own.map(|action| action.snoozed.as_ref().map(|snooze| snooze.until));
        // One that is not put off, or none at all, keeps the incident awake.
        let asleep_until = is_turn.then(|| wakes.try_fold(None, first_to_wake)).flatten().flatten();
        (is_turn || question_until.is_some()).then_some(Self { is_turn, asleep_until, question_until })
    }

    /// Its parts, from which [`Turn::of_parts`] makes it again.
    pub(super) fn parts(self) -> (bool, [Option<Timestamp>; 2]) {
        (self.is_turn, [self.asleep_until, self.question_until])
    }

    pub(super) fn of_parts(is_turn: bool, [asleep_until, question_until]: [Option<Timestamp>; 2]) -> Self {
        Self { is_turn, asleep_until, question_until }
    }

    /// Whether the answer to a question of the experts is awaited at a moment, whatever else is asked.
    pub fn has_question(&self, now: Timestamp) -> bool {
        self.question_until.is_some_and(|until| now < until)
    }

    /// What is asked at a moment.
    pub fn at(&self, now: Timestamp) -> Asked {
        let is_later = |until: Option<Timestamp>| until.is_some_and(|until| now < until);
        if self.is_turn && !is_later(self.asleep_until) {
            Asked::Action
        } else if is_later(self.question_until) {
            Asked::Approval
        } else if self.is_turn {
            Asked::Snoozed
        } else {
            Asked::Nothing
        }
    }
}

/// The earlier of two wakings; nothing at all where one of the actions is not put off.
#[expect(
    clippy::option_option,
    reason = "outside: whether all are put off; inside: whether there was one before"
)]
fn first_to_wake(first: Option<Timestamp>, next: Option<Timestamp>) -> Option<Option<Timestamp>> {
    next.map(|next| Some(first.map_or(next, |first: Timestamp| first.min(next))))
}
