//! What a link to the queue says.

use super::FilterParam;
use super::columns::ColumnSet;
use super::query::Query;
use crate::analytics::dimension::{Dim, Value, stage_word};
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::sort::Sort;
use crate::domain::work::Stage;

/// What a link to the queue says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Which incidents.
    pub filter: FilterParam,
    /// In which order.
    pub sort: Sort,
    /// Which of the lists.
    pub list: List,
    /// Which columns.
    pub columns: ColumnSet,
    /// Rows with room around them, 40 px instead of 32.
    pub roomy: bool,
    /// Low-level noise is shown among the others.
    pub noise: bool,
    /// What one's side has put off is shown among the others.
    pub snoozed: bool,
    /// The saved view that it came from, [`Queue::EVERYTHING`] for none.
    pub view: Option<Box<str>>,
}

impl Queue {
    /// Stands in the place of a saved view where nobody wants the default one.
    pub const EVERYTHING: &'static str = "all";

    /// The filter of the link together with its list. Incidents that were merged into others are none: they are left
    /// out unless somebody asks for them.
    pub fn asked(&self) -> Filter {
        let mut filter = self.filter.filter();
        if filter.choice(Dim::Redirected).is_none() && filter.choice(Dim::Status).is_none() {
            filter.set(Dim::Redirected, Value::word("no"), Mark::Asked);
        }
        match self.list.stage() {
            Some(stage) => {
                filter.clear(Dim::Stage);
                filter.with(Dim::Stage, stage_word(stage))
            }
            None => filter,
        }
    }

    /// Whether low-level noise is folded away: among all incidents, unless it is asked for. What awaits somebody is never
    /// folded.
    pub fn folds(&self) -> bool {
        self.list == List::All && !self.noise && self.filter.filter().choice(Dim::Noise).is_none()
    }

    /// Whether what was put off is folded away, where it could stand and is not asked for.
    pub fn folds_snoozed(&self) -> bool {
        let may_hold = matches!(self.list, List::All | List::YourTurn);
        may_hold && !self.snoozed && self.filter.filter().choice(Dim::Asked).is_none()
    }

    /// [`Queue::asked`] without what is folded away.
    pub fn listed(&self) -> Filter {
        let mut filter = self.asked();
        if self.folds() {
            filter.set(Dim::Noise, Value::word("yes"), Mark::Excluded);
        }
        if self.folds_snoozed() {
            filter.set(Dim::Asked, Value::word("snoozed"), Mark::Excluded);
        }
        filter
    }

    /// The words of the link after `?`, without the name of the view: what a saved view keeps.
    pub fn to_words(&self) -> String {
        let link = Self { view: None, ..self.clone() };
        let text = Query::of_queue(&link).to_string();
        text.strip_prefix('?').unwrap_or_default().to_owned()
    }

    /// Reads [`Queue::to_words`].
    pub fn of_words(words: &str) -> Self {
        Query::parse(words).queue()
    }
}

/// The lists of the queue: all incidents and the four lists of the service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum List {
    /// All.
    #[default]
    All,
    /// Awaiting Customer Action.
    YourTurn,
    /// Assigned to experts and In progress.
    BeingWorked,
    /// Assigned to experts and Active.
    WaitingForExperts,
    /// Tagged Defender Experts and Resolved.
    FinishedByExperts,
}

impl List {
    /// All five in the order of the tabs.
    pub const ALL: [Self; 5] =
        [Self::All, Self::YourTurn, Self::BeingWorked, Self::WaitingForExperts, Self::FinishedByExperts];

    /// The word used in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::YourTurn => "yourTurn",
            Self::BeingWorked => "beingWorked",
            Self::WaitingForExperts => "waitingForExperts",
            Self::FinishedByExperts => "finishedByExperts",
        }
    }

    /// The stage that the list holds; `None` for all.
    pub fn stage(self) -> Option<Stage> {
        match self {
            Self::All => None,
            Self::YourTurn => Some(Stage::YourTurn),
            Self::BeingWorked => Some(Stage::BeingWorked),
            Self::WaitingForExperts => Some(Stage::WaitingForExperts),
            Self::FinishedByExperts => Some(Stage::FinishedByExperts),
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.as_str() == word)
    }
}
