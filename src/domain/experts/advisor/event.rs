//! What happened in the advisor's work. Names never change, as those of [`super::super::super::event`].

use super::super::super::ids::{FeedbackId, LessonId, ProductId};
use super::AdvisorCard;
use super::education::{LessonPlan, LessonState};
use super::environment::ProductPlan;
use super::feedback::Said;
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "done")]
pub enum AdvisorEvent {
    /// It was said who the advisor is.
    CardSet {
        /// Who.
        card: Box<AdvisorCard>,
    },
    /// An item of the education plan was planned or changed.
    LessonSaved {
        /// Its id.
        id: LessonId,
        /// What is planned.
        plan: Box<LessonPlan>,
    },
    /// An item got further, or back.
    LessonSet {
        /// Which.
        id: LessonId,
        /// How far.
        state: LessonState,
    },
    /// An item was taken off the plan.
    LessonDropped {
        /// Which.
        id: LessonId,
    },
    /// A product was named or changed.
    ProductSaved {
        /// Its id.
        id: ProductId,
        /// What it is.
        plan: Box<ProductPlan>,
    },
    /// A product was taken off the list.
    ProductDropped {
        /// Which.
        id: ProductId,
    },
    /// Feedback was given.
    FeedbackGiven {
        /// Its id.
        id: FeedbackId,
        /// What was said.
        said: Box<Said>,
    },
    /// Something was said about feedback.
    FeedbackAnswered {
        /// Which.
        id: FeedbackId,
        /// Markdown.
        text: String,
    },
    /// Feedback became an escalation.
    FeedbackEscalated {
        /// Which.
        id: FeedbackId,
        /// Why.
        reason: String,
    },
    /// Feedback was resolved.
    FeedbackResolved {
        /// Which.
        id: FeedbackId,
        /// What came of it.
        result: String,
    },
    /// Feedback was opened again.
    FeedbackReopened {
        /// Which.
        id: FeedbackId,
        /// Why.
        reason: String,
    },
}
