//! A period as people name it: the last 30 days, the last month, a span of days, everything.

use super::calendar::{CivilDay, Reader, Zone};
use crate::domain::time::Timestamp;
use std::fmt;
use std::ops::RangeInclusive;

/// A period counted by the day on which incidents were created, in the reader's zone.
///
/// Its text form is that of URLs and saved views: `30d`, `30d..`, `6m`, `0m..`, `2026-10-20..2026-11-18`, `all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum Period {
    /// Everything: `all`.
    #[default]
    All,
    /// The complete days before today: `30d`.
    Days(u16),
    /// From so many days ago until now, today included: `30d..`. `0d..` is today.
    Since(u16),
    /// The complete calendar months before this one: `1m` is the last month.
    Months(u16),
    /// The calendar month of today, today included: `0m..`.
    ThisMonth,
    /// From the first to the last day, both included; open where none is given: `2026-10-20..`.
    Between(Option<CivilDay>, Option<CivilDay>),
}

/// A span of moments, from the first included to the last excluded; open where none is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Window {
    /// The first moment within.
    pub from: Option<Timestamp>,
    /// The first moment after.
    pub to: Option<Timestamp>,
}

impl Window {
    /// Whether a moment lies within.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to)
    }
}

impl Period {
    /// Reports open on the 30 complete days before today.
    pub const REPORT: Self = Self::Days(30);

    /// The first and last day, open where the period is.
    pub fn days(self, today: CivilDay) -> (Option<CivilDay>, Option<CivilDay>) {
        let before = |days: u16| today.plus_days(-i64::from(days));
        match self {
            Self::All => (None, None),
            Self::Days(days) => (Some(before(days)), Some(before(1))),
            Self::Since(days) => (Some(before(days)), None),
            Self::Months(months) => {
                (Some(today.month_start(u32::from(months))), Some(today.month_start(0).plus_days(-1)))
            }
            Self::ThisMonth => (Some(today.month_start(0)), None),
            Self::Between(first, last) => (first, last),
        }
    }

    /// The span of moments that the period covers for a reader.
    pub fn window(self, reader: &Reader) -> Window {
        let (first, last) = self.days(reader.today());
        window_of(first, last, &reader.zone)
    }

    /// The days to draw: the period itself, its open ends closed by the days of the data (or today).
    pub fn axis(self, reader: &Reader, data: Option<RangeInclusive<CivilDay>>) -> RangeInclusive<CivilDay> {
        let today = reader.today();
        let (first, last) = self.days(today);
        let (data_first, data_last) =
            data.map_or((today, today), |days| (*days.start(), (*days.end()).max(today)));
        first.unwrap_or(data_first)..=last.unwrap_or(data_last)
    }

    /// The period of the same length just before, for comparison; `None` for one with an open end. Before whole calendar
    /// months are as many calendar months, however they were given: "the last month" and a review of it compare alike.
    pub fn before(self, today: CivilDay) -> Option<Self> {
        let (first, last) = self.days(today);
        let (first, last) = (first?, last?);
        if matches!(self, Self::Months(_) | Self::Between(..))
            && let Some(months) = whole_months(first, last)
        {
            return Some(Self::Between(Some(first.month_start(months)), Some(first.plus_days(-1))));
        }
        let length = last.days_since(first) + 1;
        (length > 0).then(|| Self::Between(Some(first.plus_days(-length)), Some(first.plus_days(-1))))
    }

    /// Reads the text form.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "all" => return Some(Self::All),
            "0m.." => return Some(Self::ThisMonth),
            _ => {}
        }
        if let Some((first, last)) = text.split_once("..") {
            if let Some(days) = first.strip_suffix('d').filter(|_| last.is_empty()).and_then(count) {
                return Some(Self::Since(days));
            }
            let day = |text: &str| match text {
                "" => Some(None),
                text => CivilDay::parse(text).map(Some),
            };
            let (first, last) = (day(first)?, day(last)?);
            let ordered = first.zip(last).is_none_or(|(first, last)| first <= last);
            return (ordered && (first.is_some() || last.is_some())).then_some(Self::Between(first, last));
        }
        if let Some(day) = CivilDay::parse(text) {
            return Some(Self::Between(Some(day), Some(day)));
        }
        let some = |number: u16| (number > 0).then_some(number);
        if let Some(days) = text.strip_suffix('d').and_then(count).and_then(some) {
            return Some(Self::Days(days));
        }
        text.strip_suffix('m').and_then(count).and_then(some).map(Self::Months)
    }
}

/// How many calendar months a span of days is; `None` where it does not begin and end with one.
fn whole_months(first: CivilDay, last: CivilDay) -> Option<u32> {
    let end = last.plus_days(1);
    let is_whole = first < end && first == first.month_start(0) && end == end.month_start(0);
    let months = |day: CivilDay| {
        let (year, month, _) = day.ymd();
        i64::from(year) * 12 + i64::from(month)
    };
    is_whole.then(|| u32::try_from(months(end) - months(first)).ok()).flatten()
}

/// The span of moments from the beginning of the first day to the end of the last.
fn window_of(first: Option<CivilDay>, last: Option<CivilDay>, zone: &Zone) -> Window {
    Window { from: first.map(|day| zone.start_of(day)), to: last.map(|day| zone.start_of(day.plus_days(1))) }
}

/// A plain number without sign.
fn count(text: &str) -> Option<u16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Days(days) => write!(f, "{days}d"),
            Self::Since(days) => write!(f, "{days}d.."),
            Self::Months(months) => write!(f, "{months}m"),
            Self::ThisMonth => f.write_str("0m.."),
            Self::Between(Some(first), Some(last)) if first == last => write!(f, "{first}"),
            Self::Between(first, last) => {
                first.iter().try_for_each(|day| write!(f, "{day}"))?;
                f.write_str("..")?;
                last.iter().try_for_each(|day| write!(f, "{day}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(now: &str) -> Reader {
        Reader { now: Timestamp::parse(now).unwrap(), zone: Zone::fixed(60) }
    }

    #[track_caller]
    fn check(period: &str, from: Option<&str>, to: Option<&str>) {
        let read = Period::parse(period).unwrap();
        assert_eq!(read.to_string(), period);
        let window = read.window(&reader("2026-11-19T09:42:00Z"));
        let text = |at: Option<Timestamp>| at.map(|at| at.to_string());
        assert_eq!((text(window.from).as_deref(), text(window.to).as_deref()), (from, to), "{period}");
    }

    #[test]
    fn periods_cover_complete_days_in_the_readers_zone() {
        check("all", None, None);
        check("30d", Some("2026-10-19T23:00:00Z"), Some("2026-11-18T23:00:00Z"));
        check("30d..", Some("2026-10-19T23:00:00Z"), None);
        check("0d..", Some("2026-11-18T23:00:00Z"), None);
        check("0m..", Some("2026-10-31T23:00:00Z"), None);
        check("1m", Some("2026-09-30T23:00:00Z"), Some("2026-10-31T23:00:00Z"));
        check("6m", Some("2026-04-30T23:00:00Z"), Some("2026-10-31T23:00:00Z"));
        check("2026-10-20..2026-11-18", Some("2026-10-19T23:00:00Z"), Some("2026-11-18T23:00:00Z"));
        check("2026-10-20", Some("2026-10-19T23:00:00Z"), Some("2026-10-20T23:00:00Z"));
        check("2026-10-20..", Some("2026-10-19T23:00:00Z"), None);
        check("..2026-10-20", None, Some("2026-10-20T23:00:00Z"));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "..",
            "d",
            "0d",
            "0m",
            "1m..",
            "-3d",
            "+3d",
            "30 d",
            "30D",
            "70000d",
            "2026-11-18..2026-10-20",
            "2026-13-01",
            "last",
        ] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_period_before_has_the_same_length() {
        let today = CivilDay::parse("2026-11-19").unwrap();
        let before = |text: &str| Period::parse(text).unwrap().before(today).map(|period| period.to_string());
        assert_eq!(before("30d").as_deref(), Some("2026-09-20..2026-10-19"));
        assert_eq!(before("1m").as_deref(), Some("2026-09-01..2026-09-30"));
        assert_eq!(before("2m").as_deref(), Some("2026-07-01..2026-08-31"));
        assert_eq!(before("2026-10-20").as_deref(), Some("2026-10-19"));
        // Whole months given as two dates step like the months that they are.
        assert_eq!(before("2026-10-01..2026-10-31"), before("1m"));
        assert_eq!(before("2026-05-01..2026-10-31"), before("6m"));
        assert_eq!(before("6m").as_deref(), Some("2025-11-01..2026-04-30"));
        assert_eq!(before("2026-03-01..2026-03-31").as_deref(), Some("2026-02-01..2026-02-28"));
        assert_eq!(before("2026-02-01..2026-02-28").as_deref(), Some("2026-01-01..2026-01-31"));
        // Anything else steps by its days.
        assert_eq!(before("2026-10-01..2026-10-30").as_deref(), Some("2026-09-01..2026-09-30"));
        assert_eq!(before("2026-10-02..2026-10-31").as_deref(), Some("2026-09-02..2026-10-01"));
        let first_of_may = CivilDay::parse("2026-05-01").unwrap();
        let thirty = Period::Days(30).before(first_of_may).map(|period| period.to_string());
        assert_eq!(thirty.as_deref(), Some("2026-03-02..2026-03-31"), "30 days that happen to be April");
        assert_eq!(before("all"), None);
        assert_eq!(before("30d.."), None);
        assert_eq!(before("0m.."), None);
    }

    #[test]
    fn the_axis_closes_open_ends_with_the_data() {
        let day = |text: &str| CivilDay::parse(text).unwrap();
        let now = reader("2026-11-19T09:42:00Z");
        let data = Some(day("2026-10-01")..=day("2026-11-10"));
        assert_eq!(Period::All.axis(&now, data.clone()), day("2026-10-01")..=day("2026-11-19"));
        assert_eq!(Period::Days(2).axis(&now, data), day("2026-11-17")..=day("2026-11-18"));
        assert_eq!(Period::All.axis(&now, None), day("2026-11-19")..=day("2026-11-19"));
    }
}
