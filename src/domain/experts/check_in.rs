//! Check-ins: business reviews and other meetings of both sides on a schedule.
//!
//! Source: service.md 1.13 (monthly business review, periodic check-ins) and 1.4 (service review contacts are told).

use super::super::ids::{CheckInId, ReviewId};
use super::super::time::{DAY_MS, MINUTE_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// A check-in further ahead than this is none, in days.
pub const AHEAD_DAYS_MAX: i64 = 732;
/// How long a check-in may last, in minutes.
pub const MINUTES_MAX: u16 = 480;

/// What a check-in is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CheckInKind {
    /// The monthly business review.
    #[default]
    BusinessReview,
    /// A regular call between them.
    Call,
    /// A review of readiness.
    Readiness,
    /// A briefing on threats.
    Briefing,
}

impl CheckInKind {
    /// All of them in the order of the choice.
    pub const ALL: [Self; 4] = [Self::BusinessReview, Self::Call, Self::Readiness, Self::Briefing];

    /// The word in documents and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BusinessReview => "businessReview",
            Self::Call => "call",
            Self::Readiness => "readiness",
            Self::Briefing => "briefing",
        }
    }
}

/// A check-in as it is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckInPlan {
    /// What it is.
    pub kind: CheckInKind,
    /// Its name.
    pub title: String,
    /// When it begins.
    pub starts: Timestamp,
    /// How long it lasts.
    pub minutes: u16,
    /// What it is about, Markdown.
    #[serde(default)]
    pub agenda: String,
    /// Who of the provider holds it.
    #[serde(default)]
    pub host: String,
    /// The business review that is looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<ReviewId>,
}

impl CheckInPlan {
    /// When it ends.
    pub fn ends(&self) -> Timestamp {
        self.starts.plus_millis(i64::from(self.minutes) * MINUTE_MS)
    }
}

/// How a check-in ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckInEnd {
    /// It was held; what was said.
    Held(String),
    /// It was called off; why.
    Cancelled(String),
}

/// A check-in as the workspace has it.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckIn {
    /// Its id.
    pub id: CheckInId,
    /// What is planned now.
    pub plan: CheckInPlan,
    /// How often it was changed: the number of the version in calendars.
    pub version: u32,
    /// Who planned it last, and when.
    pub planned: (String, Timestamp),
    /// How it ended, by whom and when.
    pub ended: Option<(CheckInEnd, String, Timestamp)>,
}

/// The next check-in that is not over.
pub fn next(check_ins: &[CheckIn], now: Timestamp) -> Option<&CheckIn> {
    let open = check_ins.iter().filter(|it| it.ended.is_none() && it.plan.ends() > now);
    open.min_by_key(|it| it.plan.starts)
}

/// The same time of day one month later, as the monthly rhythm wants it: four weeks on, so that the day of the week
/// stays, or five where the month would not change. Days and times are those of the place where local time is
/// `offset_minutes` ahead of UTC at a moment, so that a change of clocks moves no meeting.
pub fn month_later(starts: Timestamp, offset_minutes: impl Fn(Timestamp) -> i32) -> Timestamp {
    let ahead_ms = |at: Timestamp| i64::from(offset_minutes(at)) * MINUTE_MS;
    // Written as if it were UTC.
    let local = starts.plus_millis(ahead_ms(starts));
    let weeks = |weeks: i64| local.plus_millis(weeks * 7 * DAY_MS);
    let later = if weeks(4).utc_date().1 == local.utc_date().1 { weeks(5) } else { weeks(4) };
    let about = later.plus_millis(-ahead_ms(starts));
    later.plus_millis(-ahead_ms(about))
}
