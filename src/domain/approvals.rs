//! The approval matrix: kind of action by group of assets by severity by time of day decides whether the experts act,
//! ask first, guide only, or never.
//!
//! The real service offers permission by asset and not by action; the matrix is ours (service.md section 4: "action type x
//! asset group x severity x time of day"; the order of rules in section 6). It only tightens: what exclusions
//! and permissions do not allow stays with the customer ("the matrix cannot loosen it").

use super::brief::{Asset, AssetKind};
use super::directory::Directory;
use super::response::ActionKind;
use super::settings::ExclusionKind;
use super::vocabulary::Severity;
use serde::{Deserialize, Serialize};

/// How many columns the matrix may have beside "all others".
pub const COLUMNS_MAX: usize = 40;
/// The longest that the experts wait for an answer before they act: a week.
pub const AFTER_MINUTES_MAX: u32 = 7 * 24 * 60;

/// What a cell says, from the loosest to the strictest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Approval {
    /// The experts act and tell.
    #[default]
    ExpertsAct,
    /// The experts ask and wait for the answer.
    AskFirst,
    /// The experts guide, the customer acts.
    GuideOnly,
    /// Ruled out: nobody is offered it.
    Never,
}

impl Approval {
    /// All four from the loosest to the strictest.
    pub const ALL: [Self; 4] = [Self::ExpertsAct, Self::AskFirst, Self::GuideOnly, Self::Never];

    /// The word used in documents and in the catalogue of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ExpertsAct => "expertsAct",
            Self::AskFirst => "askFirst",
            Self::GuideOnly => "guideOnly",
            Self::Never => "never",
        }
    }

    /// Reads the word of [`Approval::as_str`].
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|approval| approval.as_str() == word)
    }
}

/// Severities as the matrix tells them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Band {
    /// Critical, High, and levels that nobody knows but that sort beside High.
    #[default]
    High,
    /// Medium.
    Medium,
    /// Everything below.
    Low,
}

impl Band {
    /// All three.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];

    /// The band of a severity. A level that nobody knows is taken as high: the stricter column of most matrices.
    pub fn of(severity: &Severity) -> Self {
        match severity {
            Severity::Critical | Severity::High | Severity::Other(_) => Self::High,
            Severity::Medium => Self::Medium,
            Severity::Low | Severity::Informational | Severity::Unknown => Self::Low,
        }
    }

    /// The word used in documents and in the catalogue of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// A group of assets: what a column of the matrix or an access that was granted speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssetGroup {
    /// How the name is meant.
    pub kind: ExclusionKind,
    /// The name; blank for everything of high value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

impl AssetGroup {
    /// Whether both speak of the same assets.
    pub fn is_same(&self, other: &Self) -> bool {
        self.kind == other.kind && self.name.trim().eq_ignore_ascii_case(other.name.trim())
    }

    /// Its name, or the word of its kind where that needs none.
    pub fn label(&self) -> &str {
        if self.kind.has_name() { &self.name } else { self.kind.as_str() }
    }

    /// Whether it speaks of assets of a kind.
    pub fn may_hold(&self, kind: AssetKind) -> bool {
        let is_user = matches!(kind, AssetKind::User | AssetKind::Mailbox);
        match self.kind {
            ExclusionKind::DeviceGroup | ExclusionKind::HighValueDevices => kind == AssetKind::Device,
            ExclusionKind::UserGroup | ExclusionKind::HighValueUsers => is_user,
            ExclusionKind::Asset | ExclusionKind::Tag => true,
        }
    }
}

/// What holds in business hours and what at all other times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ByTime {
    /// In business hours.
    pub day: Approval,
    /// At all other times.
    pub other: Approval,
}

impl ByTime {
    /// The same at all times.
    pub fn always(approval: Approval) -> Self {
        Self { day: approval, other: approval }
    }

    /// What holds then.
    pub fn at(self, in_business_hours: bool) -> Approval {
        if in_business_hours { self.day } else { self.other }
    }
}

/// A cell of the matrix: what holds for a kind of action on a group of assets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    /// The kind of action.
    pub action: ActionKind,
    /// The column; `None` is "all others".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<AssetGroup>,
    /// For high severity.
    #[serde(default)]
    pub high: ByTime,
    /// For medium severity.
    #[serde(default)]
    pub medium: ByTime,
    /// For what is below.
    #[serde(default)]
    pub low: ByTime,
    /// Where they ask first and nobody answers for so many minutes, the experts act; `None`: they wait and remind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_minutes: Option<u32>,
}

impl Cell {
    /// A cell by which the experts act at any time.
    pub fn new(action: ActionKind, column: Option<AssetGroup>) -> Self {
        let free = ByTime::default();
        Self { action, column, high: free, medium: free, low: free, after_minutes: None }
    }

    /// What holds for a band of severity.
    pub fn by_time(&self, band: Band) -> ByTime {
        match band {
            Band::High => self.high,
            Band::Medium => self.medium,
            Band::Low => self.low,
        }
    }

    /// Sets what holds for a band of severity.
    pub fn set(&mut self, band: Band, value: ByTime) {
        match band {
            Band::High => self.high = value,
            Band::Medium => self.medium = value,
            Band::Low => self.low = value,
        }
    }

    /// Whether it asks first anywhere.
    pub fn asks(&self) -> bool {
        Band::ALL.into_iter().any(|band| {
            let by_time = self.by_time(band);
            [by_time.day, by_time.other].contains(&Approval::AskFirst)
        })
    }

    /// Whether it is the cell of this place.
    fn is_at(&self, action: ActionKind, column: Option<&AssetGroup>) -> bool {
        let same_column = match (&self.column, column) {
            (None, None) => true,
            (Some(one), Some(other)) => one.is_same(other),
            _ => false,
        };
        self.action == action && same_column
    }
}

/// The matrix. Empty, it lets everything pass that the permissions allow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Approvals {
    /// The columns beside "all others", in the order in which they are shown.
    pub columns: Vec<AssetGroup>,
    /// The cells that were set; one that was not follows "all others", and that one lets the experts act.
    pub cells: Vec<Cell>,
}

/// What the matrix says to one action, and where it says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ruling {
    /// What holds.
    pub approval: Approval,
    /// The column that says so; `None` is "all others".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<AssetGroup>,
    /// For which severities.
    pub band: Band,
    /// Whether it is said for business hours.
    pub in_business_hours: bool,
    /// After so many minutes without an answer the experts act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_minutes: Option<u32>,
}

impl Approvals {
    /// Whether nothing was set.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.cells.is_empty()
    }

    /// The cell at a place, where one was set.
    pub fn cell(&self, action: ActionKind, column: Option<&AssetGroup>) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.is_at(action, column))
    }

    /// The cell as it holds at a place: the one that was set, else that of "all others", else the experts act.
    pub fn effective(&self, action: ActionKind, column: Option<&AssetGroup>) -> Cell {
        let found = self.cell(action, column).or_else(|| self.cell(action, None));
        let cell = found.cloned().unwrap_or_else(|| Cell::new(action, None));
        Cell { column: column.cloned(), ..cell }
    }

    /// Sets a cell. One that says what holds without it is taken out.
    pub fn set(&mut self, cell: Cell) {
        self.cells.retain(|known| !known.is_at(cell.action, cell.column.as_ref()));
        if self.effective(cell.action, cell.column.as_ref()) != cell {
            self.cells.push(cell);
        }
    }

    /// Takes a column out, with its cells.
    pub fn remove_column(&mut self, column: &AssetGroup) {
        self.columns.retain(|known| !known.is_same(column));
        self.cells.retain(|cell| !cell.column.as_ref().is_some_and(|known| known.is_same(column)));
    }

    /// What the matrix says. Of several columns that hold the asset the strictest decides, so that their order does not
    /// matter; of two that ask, the one that waits longer.
    pub fn ruling(
        &self,
        directory: &Directory,
        action: ActionKind,
        target: Option<&Asset>,
        severity: &Severity,
        in_business_hours: bool,
    ) -> Ruling {
        let band = Band::of(severity);
        let ruling = |column: Option<&AssetGroup>| {
            let cell = self.effective(action, column);
            let approval = cell.by_time(band).at(in_business_hours);
            let after_minutes = cell.after_minutes.filter(|_| approval == Approval::AskFirst);
            Ruling { approval, column: cell.column, band, in_business_hours, after_minutes }
        };
        let holds = |column: &&AssetGroup| {
            target.is_some_and(|asset| directory.covers(column.kind, &column.name, asset))
        };
        // A column without a cell of its own follows "all others" and is not what decides.
        let own =
            self.columns.iter().filter(holds).filter(|column| self.cell(action, Some(column)).is_some());
        let rulings = own.map(|column| ruling(Some(column)));
        rulings.reduce(stricter).unwrap_or_else(|| ruling(None))
    }
}

fn stricter(one: Ruling, other: Ruling) -> Ruling {
    let rank = |ruling: &Ruling| (ruling.approval, ruling.after_minutes.unwrap_or(u32::MAX));
    if rank(&other) > rank(&one) { other } else { one }
}
