//! The pages of the work with the advisor.

/// A page of the work with the advisor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AdvisorPage {
    /// Who the advisor is, the duties of the customer, and what comes next.
    #[default]
    Overview,
    /// Education, and what protects the environment.
    Support,
    /// Recommendations with the incidents that they would have changed.
    Recommendations,
    /// Feedback and escalations.
    Feedback,
}

impl AdvisorPage {
    /// All of them in the order of the tabs.
    pub const ALL: [Self; 4] = [Self::Overview, Self::Support, Self::Recommendations, Self::Feedback];

    /// The word used in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Support => "support",
            Self::Recommendations => "recommendations",
            Self::Feedback => "feedback",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.as_str() == word)
    }
}
