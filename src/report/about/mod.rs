//! What each figure on the pages of the report says of itself: its formula, what it leaves out and how many, its
//! durations, whether there are few values, and the rows behind it.
//!
//! [`Item::ALL`] is the list of everything that the pages show beside the tiles, which bring a definition of their own
//! ([`super::figure`]). The formula in words has the key `about.` and [`Item::as_str`].

mod hunting;
mod incidents;
mod readiness;
mod tasks;

use super::duration::{Durations, SMALL_UNDER};
use super::figure::Reason;
use crate::analytics::activities::Activities;
use crate::analytics::calendar::{CivilDay, Reader};
use crate::analytics::columns::Columns;
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::analytics::task_state::TaskState;
use crate::domain::state::State;
use crate::formats::attack::AttackFacts;

/// A tile, chart or table of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// How many incidents of the period were investigated.
    Investigated,
    /// How many activities the hunting report counts.
    Activities,
    /// Incidents by day.
    ByDay,
    /// By severity.
    BySeverity,
    /// By source.
    BySource,
    /// By category.
    ByCategory,
    /// By tactic.
    ByTactic,
    /// The period against the one before.
    Against,
    /// Incidents by month and outcome.
    MonthOutcomes,
    /// By month and severity.
    MonthSeverities,
    /// Durations by month.
    MonthTimes,
    /// Completed tasks by month.
    MonthTasks,
    /// By month and tactic.
    MonthTactics,
    /// By month and classification.
    MonthClassifications,
    /// The customer's tasks in one state.
    Tasks(TaskState),
    /// The customer's tasks by the severity of their incidents.
    TasksBySeverity,
    /// How long they took.
    TaskTimes,
    /// Why they were the customer's.
    TasksByRule,
    /// The incidents with them.
    TaskList,
    /// The most impacted assets.
    Assets,
    /// The matrix.
    Matrix,
    /// Notifications of the hunters.
    Notifications,
    /// Threat categories by tactic.
    Threats,
    /// Threat categories in sum.
    Categories,
    /// What recurs.
    Trending,
    /// Techniques that are new.
    Emerging,
    /// Hunts that ended.
    Hunts,
    /// The conditions of the gate.
    Gate,
    /// Protected devices over time.
    Devices,
    /// Protected identities over time.
    Identities,
    /// Secure Score by day.
    Score,
    /// The required actions.
    RequiredActions,
}

impl Item {
    /// Everything that has a definition here.
    pub const ALL: [Self; 35] = [
        Self::Investigated,
        Self::Activities,
        Self::ByDay,
        Self::BySeverity,
        Self::BySource,
        Self::ByCategory,
        Self::ByTactic,
        Self::Against,
        Self::MonthOutcomes,
        Self::MonthSeverities,
        Self::MonthTimes,
        Self::MonthTasks,
        Self::MonthTactics,
        Self::MonthClassifications,
        Self::Tasks(TaskState::Completed),
        Self::Tasks(TaskState::Skipped),
        Self::Tasks(TaskState::Failed),
        Self::Tasks(TaskState::Pending),
        Self::TasksBySeverity,
        Self::TaskTimes,
        Self::TasksByRule,
        Self::TaskList,
        Self::Assets,
        Self::Matrix,
        Self::Notifications,
        Self::Threats,
        Self::Categories,
        Self::Trending,
        Self::Emerging,
        Self::Hunts,
        Self::Gate,
        Self::Devices,
        Self::Identities,
        Self::Score,
        Self::RequiredActions,
    ];

    /// The word in keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Investigated => "investigated",
            Self::Activities => "activities",
            Self::ByDay => "byDay",
            Self::BySeverity => "bySeverity",
            Self::BySource => "bySource",
            Self::ByCategory => "byCategory",
            Self::ByTactic => "byTactic",
            Self::Against => "against",
            Self::MonthOutcomes => "monthOutcomes",
            Self::MonthSeverities => "monthSeverities",
            Self::MonthTimes => "monthTimes",
            Self::MonthTasks => "monthTasks",
            Self::MonthTactics => "monthTactics",
            Self::MonthClassifications => "monthClassifications",
            Self::Tasks(state) => state.as_str(),
            Self::TasksBySeverity => "tasksBySeverity",
            Self::TaskTimes => "taskTimes",
            Self::TasksByRule => "tasksByRule",
            Self::TaskList => "taskList",
            Self::Assets => "assets",
            Self::Matrix => "matrix",
            Self::Notifications => "notifications",
            Self::Threats => "threats",
            Self::Categories => "categories",
            Self::Trending => "trending",
            Self::Emerging => "emerging",
            Self::Hunts => "hunts",
            Self::Gate => "gate",
            Self::Devices => "devices",
            Self::Identities => "identities",
            Self::Score => "score",
            Self::RequiredActions => "requiredActions",
        }
    }
}

/// What a definition is worked out from: the report as its reader sees it.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The state of the workspace.
    pub state: &'a State,
    /// Its columns.
    pub columns: &'a Columns,
    /// The facts of ATT&CK, where they are at hand.
    pub facts: Option<&'a AttackFacts>,
    /// The reader's filter.
    pub filter: &'a Filter,
    /// The period.
    pub period: Period,
    /// Which activities the hunting report counts.
    pub activities: Activities,
    /// The moment and the zone.
    pub reader: &'a Reader,
}

/// The name of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// A word under `about.fact`.
    Word(&'static str),
    /// Why incidents are left out.
    Reason(Reason),
    /// A month, by its first day.
    Month(CivilDay),
}

/// What a fact says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// So many.
    Count(usize),
    /// So many of so many; the second is not always known.
    Of(usize, Option<usize>),
    /// Durations, all of them told; `None` where there is none.
    Durations(Option<Durations>),
}

/// Why a number is to be taken with care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Few {
    /// There are only so many values.
    Values(usize),
    /// So many months have few values.
    Months(usize),
}

impl Few {
    /// A note for so many values, where they are few. None at all need no care.
    pub fn of(count: usize) -> Option<Self> {
        (1..SMALL_UNDER).contains(&count).then_some(Self::Values(count))
    }

    fn of_months(counts: impl Iterator<Item = usize>) -> Option<Self> {
        let few = counts.filter(|count| (1..SMALL_UNDER).contains(count)).count();
        (few > 0).then_some(Self::Months(few))
    }
}

/// Where the rows behind a figure are.
#[derive(Clone, Debug, PartialEq)]
pub enum Behind {
    /// These incidents of the queue, so many.
    Incidents(Filter, usize),
    /// The list of the customer's tasks under a filter, narrowed to a state; so many tasks.
    Tasks(Filter, Option<TaskState>, usize),
    /// On the same page, so many.
    Here(usize),
    /// The service's status, which lists what is still missing.
    Status,
}

/// What a figure says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// Which figure.
    pub item: Item,
    /// What is counted, what is left out, and durations.
    pub facts: Vec<(Name, Amount)>,
    /// A warning.
    pub few: Option<Few>,
    /// The rows behind it.
    pub behind: Behind,
}

/// Works out what a figure says of itself.
pub fn about(item: Item, given: &Given<'_>) -> About {
    let (facts, few, behind) = match item {
        Item::Tasks(_) | Item::TasksBySeverity | Item::TaskTimes | Item::TasksByRule | Item::TaskList => {
            tasks::of(item, given)
        }
        Item::MonthTasks => tasks::by_month(given),
        Item::Activities
        | Item::Notifications
        | Item::Threats
        | Item::Categories
        | Item::Trending
        | Item::Emerging
        | Item::Hunts => hunting::of(item, given),
        Item::Gate | Item::Devices | Item::Identities | Item::Score | Item::RequiredActions => {
            readiness::of(item, given)
        }
        _ => incidents::of(item, given),
    };
    About { item, facts, few, behind }
}

/// What the parts give: facts, a warning, and the rows.
type Told = (Vec<(Name, Amount)>, Option<Few>, Behind);

/// A fact that is a count.
fn count(word: &'static str, count: usize) -> (Name, Amount) {
    (Name::Word(word), Amount::Count(count))
}

/// A fact that is durations.
fn durations(word: &'static str, durations: Option<Durations>) -> (Name, Amount) {
    (Name::Word(word), Amount::Durations(durations))
}
