//! Days of the reader's calendar: which day a moment falls on and when a day begins.
//!
//! There is no time zone database here. Whoever knows the zone (the browser) says by how many minutes local time is
//! ahead of UTC and when that changes; the command line uses UTC.

use crate::domain::time::{DAY_MS, MINUTE_MS, Timestamp};
use chrono::{DateTime, Datelike, Months, NaiveDate};
use std::fmt;

/// A day of the calendar, without a zone, from 0000-01-01 to 9999-12-31. A day beyond is held at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CivilDay {
    /// Days since 1970-01-01.
    number: i32,
}

impl CivilDay {
    /// 0000-01-01.
    pub const MIN: Self = Self { number: -719_528 };
    /// 9999-12-31.
    pub const MAX: Self = Self { number: 2_932_896 };

    /// The day so many days after 1970-01-01.
    pub fn from_number(number: i64) -> Self {
        let held = number.clamp(i64::from(Self::MIN.number), i64::from(Self::MAX.number));
        Self { number: i32::try_from(held).unwrap_or(0) }
    }

    /// Days since 1970-01-01, negative before.
    pub fn number(self) -> i32 {
        self.number
    }

    /// A day by year, month (1 to 12) and day of the month; `None` for one that does not exist.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| (0..=9999).contains(&year))?;
        Some(Self::from_date(date))
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// The day so many days later, earlier when negative.
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_number(i64::from(self.number).saturating_add(days))
    }

    /// Days from `earlier` to this day.
    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from(self.number) - i64::from(earlier.number)
    }

    /// The first day of the month that lies so many months before this day's month.
    pub fn month_start(self, months_before: u32) -> Self {
        let first = self.date().with_day(1).unwrap_or(NaiveDate::MIN);
        Self::from_date(first.checked_sub_months(Months::new(months_before)).unwrap_or(NaiveDate::MIN))
    }

    /// The same day of the next month, or the last one of a month that is shorter.
    pub fn month_later(self) -> Self {
        Self::from_date(self.date().checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX))
    }

    /// Reads `2026-10-20`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut part = |digits: usize| {
            let is_number =
                |part: &&str| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            parts.next().filter(is_number)?.parse::<u32>().ok()
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        if parts.next().is_some() {
            return None;
        }
        Self::from_ymd(i32::try_from(year).ok()?, month, day)
    }

    fn from_date(date: NaiveDate) -> Self {
        let epoch = DateTime::UNIX_EPOCH.date_naive();
        Self::from_number(date.signed_duration_since(epoch).num_days())
    }

    fn date(self) -> NaiveDate {
        DateTime::from_timestamp(i64::from(self.number) * 86_400, 0)
            .map_or(NaiveDate::MIN, |moment| moment.date_naive())
    }
}

impl fmt::Display for CivilDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// By how many minutes local time is ahead of UTC, and when that changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zone {
    first_minutes: i32,
    changes: Vec<(Timestamp, i32)>,
}

/// Zones are at most this far from UTC (the farthest is 14 hours); more is held here.
const OFFSET_MINUTES_MAX: i32 = 18 * 60;
/// How far back and forth a reader's zone is asked for its changes: reports reach back years, targets a few weeks.
pub const ZONE_BACK_MS: i64 = 3 * 366 * DAY_MS;
const ZONE_AHEAD_MS: i64 = 366 * DAY_MS;
/// How far apart [`Zone::probe`] looks: no zone changes twice in a week.
const PROBE_STEP_MS: i64 = 7 * DAY_MS;

impl Zone {
    /// The zone that is always so many minutes ahead of UTC.
    pub fn fixed(minutes: i32) -> Self {
        Self { first_minutes: minutes.clamp(-OFFSET_MINUTES_MAX, OFFSET_MINUTES_MAX), changes: Vec::new() }
    }

    /// UTC.
    pub fn utc() -> Self {
        Self::default()
    }

    /// Builds the zone by asking `offset_minutes` at moments from `from` to `to`; changes are found to the minute.
    /// Outside that span the nearest answer holds.
    pub fn probe(from: Timestamp, to: Timestamp, offset_minutes: impl Fn(Timestamp) -> i32) -> Self {
        let ask = |at: Timestamp| offset_minutes(at).clamp(-OFFSET_MINUTES_MAX, OFFSET_MINUTES_MAX);
        let mut zone = Self::fixed(ask(from));
        let (mut at, mut known) = (from, zone.first_minutes);
        while at < to {
            let next = at.plus_millis(PROBE_STEP_MS).min(to);
            let found = ask(next);
            if found != known {
                let (mut before, mut after) = (at, next);
                while after.millis_since(before) > MINUTE_MS {
                    let middle = before.plus_millis(after.millis_since(before) / 2);
                    if ask(middle) == known {
                        before = middle;
                    } else {
                        after = middle;
                    }
                }
                let minute = after.as_millis().div_euclid(MINUTE_MS) * MINUTE_MS;
                zone.changes.push((Timestamp::from_millis(minute), found));
                known = found;
            }
            at = next;
        }
        zone
    }

    /// The zone of somebody who reads at this moment, so that pages and the command line know the same changes.
    pub fn around(now: Timestamp, offset_minutes: impl Fn(Timestamp) -> i32) -> Self {
        Self::probe(now.plus_millis(-ZONE_BACK_MS), now.plus_millis(ZONE_AHEAD_MS), offset_minutes)
    }

    /// By how many minutes it is ahead of UTC before the first change.
    pub fn first_minutes(&self) -> i32 {
        self.first_minutes
    }

    /// From when on it is so many minutes ahead of UTC.
    pub fn changes(&self) -> &[(Timestamp, i32)] {
        &self.changes
    }

    /// By how many minutes local time is ahead of UTC at a moment.
    pub fn offset_minutes(&self, at: Timestamp) -> i32 {
        let after = self.changes.partition_point(|(change, _)| *change <= at);
        after
            .checked_sub(1)
            .and_then(|index| self.changes.get(index))
            .map_or(self.first_minutes, |(_, minutes)| *minutes)
    }

    /// When a day begins: at local midnight, or at the first moment after where a change of the clocks skips it.
    pub fn start_of(&self, day: CivilDay) -> Timestamp {
        let midnight = Timestamp::from_millis(i64::from(day.number) * DAY_MS);
        let offset_before = self.offset_minutes(midnight.plus_millis(-DAY_MS));
        let offset_after = self.offset_minutes(midnight.plus_millis(DAY_MS));
        let by_before = midnight.plus_millis(-i64::from(offset_before) * MINUTE_MS);
        let by_after = midnight.plus_millis(-i64::from(offset_after) * MINUTE_MS);
        if self.offset_minutes(by_before) == offset_before {
            by_before
        } else if self.offset_minutes(by_after) == offset_after {
            by_after
        } else {
            by_before.max(by_after)
        }
    }

    /// The day on which a moment falls: the last one that began by then.
    pub fn day_of(&self, at: Timestamp) -> CivilDay {
        let local = at.plus_millis(i64::from(self.offset_minutes(at)) * MINUTE_MS);
        let day = CivilDay::from_number(local.as_millis().div_euclid(DAY_MS));
        let next = day.plus_days(1);
        if at < self.start_of(day) {
            day.plus_days(-1)
        } else if next > day && at >= self.start_of(next) {
            next
        } else {
            day
        }
    }
}

/// Who looks: the present moment and the zone in which days are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The present moment.
    pub now: Timestamp,
    /// The zone in which days are counted.
    pub zone: Zone,
}

impl Reader {
    /// The day on which the present moment falls.
    pub fn today(&self) -> CivilDay {
        self.zone.day_of(self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    /// Berlin in 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC.
    fn berlin() -> Zone {
        let summer = at("2026-03-29T01:00:00Z")..at("2026-10-25T01:00:00Z");
        Zone::probe(at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z"), |moment| {
            if summer.contains(&moment) { 120 } else { 60 }
        })
    }

    #[test]
    fn probing_finds_the_changes_to_the_minute() {
        let changes: Vec<_> = berlin().changes.iter().map(|(moment, _)| moment.to_string()).collect();
        assert_eq!(changes, ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"]);
    }

    #[test]
    fn a_day_of_the_change_has_23_or_25_hours() {
        let hours = |text: &str| {
            let day = CivilDay::parse(text).unwrap();
            berlin().start_of(day.plus_days(1)).millis_since(berlin().start_of(day)) / 3_600_000
        };
        assert_eq!([hours("2026-03-29"), hours("2026-10-25"), hours("2026-06-01")], [23, 25, 24]);
    }

    #[test]
    fn a_skipped_midnight_begins_the_day_at_the_change() {
        // The clocks jump from 24:00 to 01:00: at 02:00 UTC the local time goes from +22 h to +23 h of the day.
        let zone = Zone { first_minutes: -120, changes: vec![(at("2026-03-29T02:00:00Z"), -60)] };
        let day = CivilDay::parse("2026-03-29").unwrap();
        assert_eq!(zone.start_of(day), at("2026-03-29T02:00:00Z"));
        assert_eq!(zone.day_of(at("2026-03-29T01:59:59Z")), day.plus_days(-1));
    }

    #[test]
    fn days_read_and_print() {
        for text in ["0000-01-01", "1969-12-31", "2024-02-29", "9999-12-31"] {
            assert_eq!(CivilDay::parse(text).map(|day| day.to_string()).as_deref(), Some(text));
        }
        for text in ["2026-02-29", "2026-2-1", "26-02-01", "2026-02-01T", " 2026-02-1", "+026-02-01", ""] {
            assert_eq!(CivilDay::parse(text), None, "{text}");
        }
        assert_eq!(CivilDay::parse("2026-03-31").unwrap().month_start(1).to_string(), "2026-02-01");
        for (day, later) in
            [("2026-11-29", "2026-12-29"), ("2026-12-01", "2027-01-01"), ("2026-01-31", "2026-02-28")]
        {
            assert_eq!(CivilDay::parse(day).unwrap().month_later().to_string(), later);
        }
        assert_eq!(CivilDay::MAX.month_later(), CivilDay::MAX);
        assert_eq!(CivilDay::MIN.to_string(), "0000-01-01");
        assert_eq!(CivilDay::MAX.plus_days(1).to_string(), "9999-12-31");
    }

    proptest! {
        #[test]
        fn each_moment_lies_within_its_day(
            first in -840..840_i32, second in -840..840_i32, change in 0..400_000_000_000_i64, millis in 0..400_000_000_000_i64,
        ) {
            let zone = Zone { first_minutes: first, changes: vec![(Timestamp::from_millis(change), second)] };
            let moment = Timestamp::from_millis(millis);
            let day = zone.day_of(moment);
            prop_assert!(zone.start_of(day) <= moment);
            prop_assert!(moment < zone.start_of(day.plus_days(1)), "{} {}", day, moment);
        }
    }
}
