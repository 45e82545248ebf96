//! What a person may ask of the advisor's work; [`super::super::super::decide`] answers.

use super::super::super::ids::{FeedbackId, LessonId, ProductId};
use super::AdvisorCard;
use super::education::{LessonPlan, LessonState};
use super::environment::ProductPlan;
use super::feedback::Said;
use serde::{Deserialize, Serialize};

/// What a person may ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "deed")]
pub enum AdvisorCommand {
    /// Says who the advisor is.
    SetCard {
        /// Who.
        card: Box<AdvisorCard>,
    },
    /// Plans an item of the education plan, or changes one.
    SaveLesson {
        /// Its id.
        id: LessonId,
        /// What is planned.
        plan: Box<LessonPlan>,
    },
    /// Says how far an item is.
    SetLesson {
        /// Which.
        id: LessonId,
        /// How far.
        state: LessonState,
    },
    /// Takes an item off the plan.
    DropLesson {
        /// Which.
        id: LessonId,
    },
    /// Names a product, or changes what is known of one.
    SaveProduct {
        /// Its id.
        id: ProductId,
        /// What it is.
        plan: Box<ProductPlan>,
    },
    /// Takes a product off the list.
    DropProduct {
        /// Which.
        id: ProductId,
    },
    /// Gives feedback or escalates.
    GiveFeedback {
        /// Its id.
        id: FeedbackId,
        /// What is said.
        said: Box<Said>,
    },
    /// Says something about feedback.
    AnswerFeedback {
        /// Which.
        id: FeedbackId,
        /// Markdown.
        text: String,
    },
    /// Makes feedback an escalation.
    EscalateFeedback {
        /// Which.
        id: FeedbackId,
        /// Why.
        reason: String,
    },
    /// Says that feedback is resolved.
    ResolveFeedback {
        /// Which.
        id: FeedbackId,
        /// What came of it.
        result: String,
    },
    /// Opens resolved feedback again.
    ReopenFeedback {
        /// Which.
        id: FeedbackId,
        /// Why.
        reason: String,
    },
}
