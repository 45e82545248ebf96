//! What the advisor does beside meetings: education, a view of the whole environment, and one place for feedback and
//! escalations.
//!
//! Source: service.md 1.13 (readiness support: education from sign-up to escalation, environment discovery of own and
//! third-party products; operations support: single point of contact for feedback and escalation).

mod apply;
mod command;
pub mod discovered;
pub mod education;
pub mod environment;
mod event;
pub mod feedback;

pub use command::AdvisorCommand;
pub use event::AdvisorEvent;

use super::super::hours::Hours;
use super::super::ids::{FeedbackId, LessonId, ProductId};
use super::super::time::Timestamp;
use education::Lesson;
use environment::Product;
use feedback::Feedback;
use serde::{Deserialize, Serialize};

/// The single point of contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdvisorCard {
    /// The name.
    pub name: String,
    /// Where mail goes.
    pub email: String,
    /// Optional; digits, spaces and `+ ( ) - .` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// When the advisor can be reached; `None` is at all times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// Who stands in outside these hours and in absence; empty for nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deputy: String,
    /// Where mail goes to whoever stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy_email: Option<String>,
}

impl AdvisorCard {
    /// Whether the advisor can be reached at a moment.
    pub fn is_on_call(&self, at: Timestamp) -> bool {
        self.hours.as_ref().is_none_or(|hours| hours.cover(at))
    }
}

/// What the journal says of the advisor's work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Advising {
    /// Who the advisor is; `None` until it was said.
    pub card: Option<AdvisorCard>,
    /// The education plan, in the order in which it was written.
    pub lessons: Vec<Lesson>,
    /// Products and services beside the vendor's own, in the order in which they were named.
    pub products: Vec<Product>,
    /// Feedback and escalations, oldest first.
    pub feedback: Vec<Feedback>,
}

impl Advising {
    /// An item of the education plan by its id.
    pub fn lesson(&self, id: &LessonId) -> Option<&Lesson> {
        self.lessons.iter().find(|it| it.id == *id)
    }

    /// A product by its id.
    pub fn product(&self, id: &ProductId) -> Option<&Product> {
        self.products.iter().find(|it| it.id == *id)
    }

    /// Feedback by its id.
    pub fn feedback(&self, id: &FeedbackId) -> Option<&Feedback> {
        self.feedback.iter().find(|it| it.id == *id)
    }
}
