//! The chapters of the story: from the welcome mail to the monthly review.

use crate::domain::time::{DAY_MS, HOUR_MS, Timestamp};

/// How many chapters there are.
pub const CHAPTERS: u8 = 10;
/// So many days of full response lie behind the end of the story.
pub(super) const SERVICE_DAYS: u64 = 180;
/// So many days the experts learn what is normal.
pub(super) const MONITORING_DAYS: i64 = 8;
/// The night of the ninth chapter begins at this hour of a day, in UTC, and so many hours before the end at least.
const NIGHT_HOUR: i64 = 19;
const NIGHT_LEAST_HOURS: i64 = 9;

/// When the chapters begin, the first one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    starts: [Timestamp; CHAPTERS as usize],
    /// The end of the story.
    pub end: Timestamp,
}

impl Times {
    /// The chapters of a story that ends at a moment.
    pub fn new(end: Timestamp) -> Self {
        let days = i64::try_from(SERVICE_DAYS).unwrap_or(0);
        // The service begins on a Friday, so that nobody sets it up or meets at a weekend; day 0 was a Thursday.
        let day = end.as_millis().div_euclid(DAY_MS) - days;
        let midnight = Timestamp::from_millis((day - (day - 1).rem_euclid(7)) * DAY_MS);
        let before = |days: i64, hour: i64| midnight.plus_millis(-days * DAY_MS + hour * HOUR_MS);
        let back = |at: Timestamp, hours: i64| at.plus_millis(-hours * HOUR_MS);
        // A mailbox is misused in the morning, and the night after is the one of the ransomware.
        let latest = back(end, NIGHT_LEAST_HOURS + NIGHT_HOUR).as_millis();
        let night = Timestamp::from_millis(latest.div_euclid(DAY_MS) * DAY_MS + NIGHT_HOUR * HOUR_MS);
        let starts = [
            before(17, 8),
            before(16, 9),
            before(15, 9),
            before(11, 8),
            before(MONITORING_DAYS, 8),
            before(1, 14),
            before(-3, 0),
            back(night, 11),
            night,
            back(end, 2),
        ];
        Self { starts, end }
    }

    /// When a chapter begins; the first one has the number 1.
    pub fn start(&self, chapter: u8) -> Timestamp {
        let at = usize::from(chapter.max(1)) - 1;
        self.starts.get(at).copied().unwrap_or(self.end)
    }

    /// The chapter of a moment.
    pub fn chapter_at(&self, at: Timestamp) -> u8 {
        let begun = self.starts.iter().filter(|start| **start <= at).count();
        u8::try_from(begun.max(1)).unwrap_or(CHAPTERS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chapter_begins_after_the_one_before() {
        for text in ["2026-11-28T07:30:00Z", "2024-03-01T00:00:00Z", "2027-01-01T23:59:59Z"] {
            let times = Times::new(Timestamp::parse(text).unwrap());
            for chapter in 1..CHAPTERS {
                assert!(times.start(chapter) < times.start(chapter + 1), "{chapter}");
                assert_eq!(times.chapter_at(times.start(chapter)), chapter);
            }
            assert_eq!(times.chapter_at(times.end), CHAPTERS);
            assert_eq!(times.chapter_at(Timestamp::MIN), 1);
        }
    }
}
