//! What a link to the report says: its page, filter and period, and how the page is looked at.

use super::FilterParam;
use super::query::Query;
use crate::analytics::activities::Activities;
use crate::analytics::period::Period;
use crate::analytics::task_state::TaskState;
use crate::domain::brief::AssetKind;

/// The pages of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReportPage {
    /// Figures and charts of one period.
    #[default]
    Overview,
    /// Six months side by side.
    Trends,
    /// What was asked of the customer.
    Required,
    /// The assets that the most incidents touch.
    Assets,
    /// The ATT&CK matrix.
    Matrix,
    /// The hunting report.
    Hunting,
    /// Readiness over time.
    Readiness,
    /// Widgets for other pages.
    Embed,
    /// The business review.
    Review,
}

impl ReportPage {
    /// All of them in the order of the tabs; the review comes last and is reached by a button.
    pub const ALL: [Self; 9] = [
        Self::Overview,
        Self::Trends,
        Self::Required,
        Self::Assets,
        Self::Matrix,
        Self::Hunting,
        Self::Readiness,
        Self::Embed,
        Self::Review,
    ];

    /// The word used in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Trends => "trends",
            Self::Required => "required",
            Self::Assets => "assets",
            Self::Matrix => "matrix",
            Self::Hunting => "hunting",
            Self::Readiness => "readiness",
            Self::Embed => "embed",
            Self::Review => "review",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.as_str() == word)
    }
}

/// Which incidents the matrix counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Counted {
    /// All that were investigated.
    #[default]
    Investigated,
    /// The resolved ones.
    Resolved,
    /// The open ones.
    Open,
}

impl Counted {
    /// All three, in the order of the choice.
    pub const ALL: [Self; 3] = [Self::Investigated, Self::Resolved, Self::Open];

    /// The word used in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Investigated => "investigated",
            Self::Resolved => "resolved",
            Self::Open => "open",
        }
    }
}

/// How the matrix is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct MatrixLook {
    /// Which incidents are counted.
    pub counted: Counted,
    /// Shades say how many groups use a technique, and not how many incidents name it.
    pub by_prevalence: bool,
    /// Only tactics that some incident names.
    pub seen_only: bool,
    /// Sub-techniques are listed below their techniques.
    pub subs: bool,
}

/// What a link to the report says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which page of it.
    pub page: ReportPage,
    /// Which incidents.
    pub filter: FilterParam,
    /// Over which period.
    pub period: Period,
    /// How the matrix is looked at.
    pub matrix: MatrixLook,
    /// Which activities the hunting report counts.
    pub activities: Activities,
    /// Which tasks of the customer are listed; all where none is chosen.
    pub tasks: Option<TaskState>,
    /// Which assets are listed; all where none is chosen.
    pub kind: Option<AssetKind>,
    /// The id of the business review that is open.
    pub review: Option<Box<str>>,
}

impl Default for Report {
    fn default() -> Self {
        Self {
            page: ReportPage::default(),
            filter: FilterParam::default(),
            period: Period::REPORT,
            matrix: MatrixLook::default(),
            activities: Activities::default(),
            tasks: None,
            kind: None,
            review: None,
        }
    }
}

impl Report {
    /// Reads a page and the words of its query.
    pub(super) fn read(page: ReportPage, query: &Query) -> Self {
        let is = |name: &str, word: &str| query.has(name, word);
        let counted = query.read("count", |word| Counted::ALL.into_iter().find(|it| it.as_str() == word));
        Self {
            page,
            filter: query.filter(),
            period: query.read("period", Period::parse).unwrap_or(Period::REPORT),
            matrix: MatrixLook {
                counted: counted.unwrap_or_default(),
                by_prevalence: is("shade", "prevalence"),
                seen_only: is("tactics", "seen"),
                subs: is("subs", "yes"),
            },
            activities: query.read("activities", Activities::parse).unwrap_or_default(),
            tasks: query.read("tasks", TaskState::parse),
            kind: query.read("kind", super::asset_kind),
            review: query.read("review", |id| (!id.is_empty()).then(|| id.into())),
        }
    }

    /// The words that differ from the report as it opens.
    pub(super) fn query(&self) -> Query {
        let mut query = Query::default();
        query.push_filter(&self.filter);
        if self.period != Period::REPORT {
            query.push("period", &self.period.to_string());
        }
        if self.matrix.counted != Counted::default() {
            query.push("count", self.matrix.counted.as_str());
        }
        let words = [
            (self.matrix.by_prevalence, "shade", "prevalence"),
            (self.matrix.seen_only, "tactics", "seen"),
            (self.matrix.subs, "subs", "yes"),
        ];
        words.into_iter().filter(|(holds, ..)| *holds).for_each(|(_, name, word)| query.push(name, word));
        if self.activities != Activities::default() {
            query.push("activities", self.activities.as_str());
        }
        if let Some(tasks) = self.tasks {
            query.push("tasks", tasks.as_str());
        }
        if let Some(kind) = self.kind {
            query.push("kind", kind.as_str());
        }
        if let Some(review) = &self.review {
            query.push("review", review);
        }
        query
    }
}
