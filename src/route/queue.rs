//! What a link to the queue says.

use super::FilterParam;
use super::columns::ColumnSet;
use super::query::Query;
use crate::analytics::dimension::{Dim, Value, stage_word};
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::sort::Sort;
use crate::analytics::turn::Asked;
use crate::domain::vocabulary::Status;
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

    /// The filter of the link, whatever its list: under it the lists are counted. Incidents that were merged into others are
    /// none: they are left out unless somebody asks for them, which leaving out a status does not.
    pub fn of_any_list(&self) -> Filter {
        let mut filter = self.filter.filter();
        let asks_status = filter.choice(Dim::Status).is_some_and(|choice| !choice.any.is_empty());
        if filter.choice(Dim::Redirected).is_none() && !asks_status {
            filter.set(Dim::Redirected, Value::word("no"), Mark::Asked);
        }
        filter
    }

    /// The same whatever its stage: each list has its own, and the tab of each counts its own.
    pub fn of_any_stage(&self) -> Filter {
        let mut filter = self.of_any_list();
        filter.clear(Dim::Stage);
        filter
    }

    /// The filter of the link together with its list.
    pub fn asked(&self) -> Filter {
        let mut filter = self.of_any_list();
        match (self.list, self.list.stage()) {
            (_, Some(stage)) => {
                filter.clear(Dim::Stage);
                filter.set(Dim::Stage, Value::word(stage_word(stage)), Mark::Asked);
            }
            (List::YourTurn, None) => {
                filter.clear(Dim::Stage);
                let held = turns(&filter);
                filter.clear(Dim::Asked);
                for asked in held {
                    filter.set(Dim::Asked, Value::word(asked.as_str()), Mark::Asked);
                }
            }
            (List::Open, _) => narrow_to_open(&mut filter),
            (_, None) => {}
        }
        filter
    }

    /// Whether its list holds incidents of a stage under what the filter says of stages: so many its tab counts.
    pub fn lists(&self, stage: Stage) -> bool {
        let (filter, value) = (self.asked(), Value::word(stage_word(stage)));
        filter.choice(Dim::Stage).is_none_or(|choice| {
            let is_asked = choice.any.is_empty() || choice.any.contains(&value);
            is_asked && !choice.none.contains(&value)
        })
    }

    /// Whether the list holds nothing of what the filter asks for: resolved incidents among the open ones.
    pub fn contradicts(&self) -> bool {
        let filter = self.filter.filter();
        let asks = |status: Status| filter.mark(Dim::Status, &Value::word(status.as_str())) == Mark::Asked;
        self.list == List::Open && (asks(Status::Resolved) || asks(Status::Redirected))
    }

    /// Whether low-level noise is folded away: among all incidents, unless it is asked for. What awaits somebody is never
    /// folded.
    pub fn folds(&self) -> bool {
        matches!(self.list, List::Open | List::All)
            && !self.noise
            && self.filter.filter().choice(Dim::Noise).is_none()
    }

    /// Whether what was put off is folded away, where it could stand and is not asked for.
    pub fn folds_snoozed(&self) -> bool {
        let may_hold = matches!(self.list, List::Open | List::All | List::YourTurn);
        may_hold && !self.snoozed && self.filter.filter().choice(Dim::Asked).is_none()
    }

    /// [`Queue::asked`] without what was put off, where that is folded away: so many the tabs and the page name.
    pub fn unsnoozed(&self) -> Filter {
        let mut filter = self.asked();
        if self.folds_snoozed() {
            filter.set(Dim::Asked, Value::word("snoozed"), Mark::Excluded);
        }
        filter
    }

    /// [`Queue::asked`] without what is folded away.
    pub fn listed(&self) -> Filter {
        let mut filter = self.unsnoozed();
        if self.folds() {
            filter.set(Dim::Noise, Value::word("yes"), Mark::Excluded);
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

/// Of what the filter says of stages that which is open: what it asks for without the closed ones, else all but those and
/// what it leaves out.
fn narrow_to_open(filter: &mut Filter) {
    let marked = |filter: &Filter, mark: Mark| -> Vec<Stage> {
        let is_marked = |stage: &Stage| filter.mark(Dim::Stage, &Value::word(stage_word(*stage))) == mark;
        Stage::ALL.into_iter().filter(is_marked).collect()
    };
    let (mut asked, left_out) = (marked(filter, Mark::Asked), marked(filter, Mark::Excluded));
    asked.retain(|stage| !CLOSED.contains(stage));
    filter.clear(Dim::Stage);
    let (stages, mark) = match asked.is_empty() {
        true => (CLOSED.into_iter().chain(left_out).collect(), Mark::Excluded),
        false => (asked, Mark::Asked),
    };
    for stage in stages {
        filter.set(Dim::Stage, Value::word(stage_word(stage)), mark);
    }
}

/// What the list of the customer's turn holds: what awaits an action or an answer, and what is put off until it is folded
/// away; of these what a filter asks for, where it asks for any.
fn turns(filter: &Filter) -> Vec<Asked> {
    let held = || Asked::AWAITING.into_iter().chain([Asked::Snoozed]);
    let mark = |asked: &Asked| filter.mark(Dim::Asked, &Value::word(asked.as_str()));
    for wanted in [Mark::Asked, Mark::Free] {
        let found: Vec<Asked> = held().filter(|asked| mark(asked) == wanted).collect();
        if !found.is_empty() {
            return found;
        }
    }
    held().collect()
}

/// The stages that are done with.
const CLOSED: [Stage; 3] = [Stage::FinishedByExperts, Stage::Resolved, Stage::Redirected];

/// The lists of the queue: what is open, the four lists of the service, and all incidents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum List {
    /// All.
    #[default]
    All,
    /// Whatever awaits the customer: an action, or a yes or no to what the experts ask.
    YourTurn,
    /// Assigned to experts and In progress.
    BeingWorked,
    /// Assigned to experts and Active.
    WaitingForExperts,
    /// Tagged Defender Experts and Resolved.
    FinishedByExperts,
    /// Whatever nobody resolved, whoever has it: what the queue opens with.
    Open,
}

impl List {
    /// All six in the order of the tabs.
    pub const ALL: [Self; 6] = [
        Self::Open,
        Self::YourTurn,
        Self::BeingWorked,
        Self::WaitingForExperts,
        Self::FinishedByExperts,
        Self::All,
    ];

    /// The word used in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::YourTurn => "yourTurn",
            Self::BeingWorked => "beingWorked",
            Self::WaitingForExperts => "waitingForExperts",
            Self::FinishedByExperts => "finishedByExperts",
            Self::Open => "open",
        }
    }

    /// Whether incidents of a stage are on the list; none by its stage alone on the list of the customer's turn.
    pub fn holds(self, stage: Stage) -> bool {
        match self {
            Self::All => true,
            Self::Open => !stage.is_closed(),
            _ => self.stage() == Some(stage),
        }
    }

    /// The stage that the list holds, where it is one.
    pub fn stage(self) -> Option<Stage> {
        match self {
            Self::All | Self::Open | Self::YourTurn => None,
            Self::BeingWorked => Some(Stage::BeingWorked),
            Self::WaitingForExperts => Some(Stage::WaitingForExperts),
            Self::FinishedByExperts => Some(Stage::FinishedByExperts),
        }
    }

    /// Reads the word used in URLs.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.as_str() == word)
    }
}
