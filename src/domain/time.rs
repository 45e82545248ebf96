//! Moments in UTC as exports give them: 100 nanosecond ticks, no clock, no time zone database.

use chrono::{DateTime, Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use watchfloor_text::moment;

/// Ticks of 100 ns in a second. Exports carry up to seven fraction digits, so nothing finer is needed.
pub const TICKS_PER_SECOND: i64 = moment::TICKS_PER_SECOND;
/// Milliseconds in a day.
pub const DAY_MS: i64 = 86_400_000;
/// Milliseconds in an hour.
pub const HOUR_MS: i64 = 3_600_000;
/// Milliseconds in a minute.
pub const MINUTE_MS: i64 = 60_000;

/// The years in which incidents happen, with room at both ends.
const LIKELY_YEARS: std::ops::RangeInclusive<i32> = 1_990..=2_199;

/// A moment in UTC in the years 0 to 9999: those that ISO 8601 writes with four digits, so that whatever is kept can be
/// read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Timestamp {
    ticks: i64,
}

impl Timestamp {
    /// The beginning of the year 0.
    pub const MIN: Self = Self { ticks: -62_167_219_200 * TICKS_PER_SECOND };
    /// The end of the year 9999.
    pub const MAX: Self = Self { ticks: 253_402_300_800 * TICKS_PER_SECOND - 1 };

    /// The moment so many milliseconds after 1970 began; what does not fit is held at the end of the range.
    pub fn from_millis(millis: i64) -> Self {
        Self::from_ticks(millis.saturating_mul(10_000))
    }

    /// The moment so many ticks of 100 ns after 1970 began; what does not fit is held at the end of the range.
    pub fn from_ticks(ticks: i64) -> Self {
        Self { ticks: ticks.clamp(Self::MIN.ticks, Self::MAX.ticks) }
    }

    /// Milliseconds since 1970 began, rounded down.
    pub fn as_millis(self) -> i64 {
        self.ticks.div_euclid(10_000)
    }

    /// Ticks of 100 ns since 1970 began.
    pub fn as_ticks(self) -> i64 {
        self.ticks
    }

    /// The moment `millis` later (earlier when negative), held at the ends of the range.
    pub fn plus_millis(self, millis: i64) -> Self {
        Self::from_ticks(self.ticks.saturating_add(millis.saturating_mul(10_000)))
    }

    /// Milliseconds from `earlier` to this moment; negative when this moment comes first.
    pub fn millis_since(self, earlier: Self) -> i64 {
        self.ticks.saturating_sub(earlier.ticks).div_euclid(10_000)
    }

    /// Reads ISO 8601 with a zone: `2026-01-22T12:09:23.1433333Z`, `2026-01-22T13:09+01:00`, 0 to 9 fraction
    /// digits. `None` for anything else, a missing zone included: guessing a zone would make a figure wrong.
    ///
    /// Our own reader and not chrono's because an import reads some twenty moments a record and this is
    /// several times as quick; a property test holds it to chrono's answers.
    pub fn parse(text: &str) -> Option<Self> {
        let ticks = moment::ticks(text.as_bytes()).or_else(|| moment::ticks(text.trim().as_bytes()))?;
        // With its zone a date of the year 0 or 9999 may lie outside.
        Some(Self { ticks }).filter(|moment| (Self::MIN..=Self::MAX).contains(moment))
    }

    /// The UTC calendar day as (year, month 1 to 12, day 1 to 31).
    pub fn utc_date(self) -> (i32, u32, u32) {
        let days = self.as_millis().div_euclid(DAY_MS);
        let date = DateTime::from_timestamp(days.saturating_mul(86_400), 0).map(|moment| moment.date_naive());
        date.map_or((1970, 1, 1), |date| (date.year(), date.month(), date.day()))
    }

    /// Whether something could have happened then. The first years of all, 1970 and 9999 are what programs write that know
    /// no date, and what is drawn along a line of time leaves them out.
    pub fn is_likely(self) -> bool {
        LIKELY_YEARS.contains(&self.utc_date().0)
    }

    /// Midnight UTC at the beginning of a calendar day; `None` for a day that does not exist.
    pub fn from_utc_date(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(0, 0, 0)?;
        Some(Self::from_millis(date.and_utc().timestamp_millis()))
    }
}

impl fmt::Display for Timestamp {
    /// ISO 8601 in UTC with as many fraction digits as are needed: none, three or seven. Written digit by digit: an
    /// import writes some twenty moments a record.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = self.ticks.rem_euclid(TICKS_PER_SECOND);
        let second = self.ticks.div_euclid(TICKS_PER_SECOND).rem_euclid(86_400);
        let (year, month, day) = self.utc_date();
        let mut text = *b"0000-00-00T00:00:00.0000000Z";
        let places = [
            (0..4, i64::from(year)),
            (5..7, i64::from(month)),
            (8..10, i64::from(day)),
            (11..13, second / 3_600),
            (14..16, second / 60 % 60),
            (17..19, second % 60),
            (20..27, fraction),
        ];
        for (place, number) in places {
            put_digits(text.get_mut(place).unwrap_or_default(), number);
        }
        // "Z" follows the last digit that is needed.
        let length = match fraction {
            0 => 19,
            ticks if ticks % 10_000 == 0 => 23,
            _ => 27,
        };
        if let Some(end) = text.get_mut(length) {
            *end = b'Z';
        }
        f.write_str(text.get(..=length).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default())
    }
}

/// Fills a run of bytes with the last digits of a number.
fn put_digits(place: &mut [u8], mut number: i64) {
    for digit in place.iter_mut().rev() {
        *digit = b"0123456789".get((number.rem_euclid(10)) as usize).copied().unwrap_or(b'0');
        number /= 10;
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a moment needs a date, a time and a zone"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Timestamp::parse(text).map(|moment| moment.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn reads_the_shapes_of_real_exports() {
        check("2026-01-22T12:09:23.1433333Z", Some("2026-01-22T12:09:23.1433333Z"));
        check("2026-02-25T16:29:33.1Z", Some("2026-02-25T16:29:33.100Z"));
        check("2026-05-01T12:00:00Z", Some("2026-05-01T12:00:00Z"));
        check("2026-05-01T14:00:00+02:00", Some("2026-05-01T12:00:00Z"));
        check("0000-01-01T00:00:00Z", Some("0000-01-01T00:00:00Z"));
        check("9999-12-31T23:59:59.9999999Z", Some("9999-12-31T23:59:59.9999999Z"));
    }

    #[test]
    fn refuses_what_would_make_a_figure_wrong() {
        for text in
            ["2026-05-01T12:00:00", "2026-02-30T12:00:00Z", "2026-13-01T12:00:00Z", "String (timestamp)", ""]
        {
            check(text, None);
        }
        // With its zone it lies before the year 0 or after 9999, and could not be written down.
        check("0000-01-01T00:00:00+00:01", None);
        check("9999-12-31T23:59:59-00:01", None);
        check("2026-05-01T12:00:00+24:00", None);
        check("0000-01-01T00:00:00-00:01", Some("0000-01-01T00:01:00Z"));
        check("9999-12-31T23:59:59+00:01", Some("9999-12-31T23:58:59Z"));
    }

    #[test]
    fn every_moment_can_be_written_and_read() {
        for far in [i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX] {
            for moment in [
                Timestamp::from_millis(far),
                Timestamp::from_ticks(far),
                Timestamp::default().plus_millis(far),
                Timestamp::default().plus_millis(far).plus_millis(far),
            ] {
                let text = moment.to_string();
                assert_eq!(Timestamp::parse(&text), Some(moment), "{text}");
                let (year, month, day) = moment.utc_date();
                assert_eq!(text.get(..10).unwrap(), format!("{year:04}-{month:02}-{day:02}"));
            }
        }
        assert!(Timestamp::MIN < Timestamp::default() && Timestamp::default() < Timestamp::MAX);
        assert!(Timestamp::MAX.millis_since(Timestamp::MIN) > 0);
    }

    proptest! {
        #[test]
        fn any_number_of_ticks_survives_a_round_trip(ticks in any::<i64>()) {
            let moment = Timestamp::from_ticks(ticks);
            prop_assert_eq!(Timestamp::parse(&moment.to_string()), Some(moment));
        }

        #[test]
        fn reading_never_fails_badly(text in "\\PC{0,40}|[0-9TZ:.+-]{10,35}") {
            if let Some(moment) = Timestamp::parse(&text) {
                prop_assert_eq!(Timestamp::parse(&moment.to_string()), Some(moment));
            }
        }

        #[test]
        fn agrees_with_chrono_and_survives_a_round_trip(ticks in -62_135_596_800_i64 * TICKS_PER_SECOND..253_402_300_799 * TICKS_PER_SECOND) {
            let moment = Timestamp::from_ticks(ticks);
            let text = moment.to_string();
            prop_assert_eq!(Timestamp::parse(&text), Some(moment));
            let by_chrono = DateTime::parse_from_rfc3339(&text).unwrap();
            prop_assert_eq!(by_chrono.timestamp_millis(), moment.as_millis());
        }
    }
}
