//! Hours of a week in a zone: business hours, and when a contact is on call (service.md section 4: "on-call windows, time
//! zones"; section 6, response targets: "business hours for Medium").
//!
//! There is no time zone database here. Who sets hours (the browser) says by how many minutes the zone is ahead of UTC
//! and when that changes in the years around; so the same hours mean the same moments wherever the journal is read.

use super::time::{MINUTE_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// Minutes in a day.
pub const DAY_MINUTES: u16 = 1_440;
/// Minutes from Monday 00:00, 1 January 1970 having been a Thursday.
const EPOCH_WEEK_MINUTE: i64 = 3 * 1_440;
const WEEK_MINUTES: i64 = 7 * 1_440;
/// How far apart [`LocalZone::probe`] looks: no zone changes twice in a week.
const PROBE_STEP_MS: i64 = 7 * super::time::DAY_MS;

/// A zone: its name, and its distance to UTC over the years for which it was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LocalZone {
    /// The name in the zone database, such as `Europe/Berlin`; blank is UTC.
    pub name: String,
    /// Minutes ahead of UTC before the first change.
    pub minutes: i32,
    /// Changes in order: from when, and minutes ahead of UTC from then on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<(Timestamp, i32)>,
}

impl LocalZone {
    /// By how many minutes local time is ahead of UTC at a moment.
    pub fn offset_minutes(&self, at: Timestamp) -> i32 {
        let latest = self.changes.iter().rev().find(|(from, _)| *from <= at);
        latest.map_or(self.minutes, |(_, minutes)| *minutes)
    }

    /// Asks `offset_minutes` from one moment to another; changes are found to the minute.
    pub fn probe(
        name: String,
        from: Timestamp,
        to: Timestamp,
        offset_minutes: impl Fn(Timestamp) -> i32,
    ) -> Self {
        let mut zone = Self { name, minutes: offset_minutes(from), changes: Vec::new() };
        let (mut at, mut known) = (from, zone.minutes);
        while at < to {
            let next = at.plus_millis(PROBE_STEP_MS).min(to);
            let found = offset_minutes(next);
            if found != known {
                let (mut before, mut after) = (at, next);
                while after.millis_since(before) > MINUTE_MS {
                    let middle = before.plus_millis(after.millis_since(before) / 2);
                    if offset_minutes(middle) == known { before = middle } else { after = middle }
                }
                let minute = after.as_millis().div_euclid(MINUTE_MS) * MINUTE_MS;
                zone.changes.push((Timestamp::from_millis(minute), found));
                known = found;
            }
            at = next;
        }
        zone
    }

    /// The minute of the local week: 0 is Monday 00:00.
    fn week_minute(&self, at: Timestamp) -> i64 {
        let minutes = at.as_millis().div_euclid(MINUTE_MS);
        (minutes + i64::from(self.offset_minutes(at)) + EPOCH_WEEK_MINUTE).rem_euclid(WEEK_MINUTES)
    }
}

/// The same hours on some days of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// On which days it begins: bit 0 is Monday, bit 6 Sunday.
    pub days: u8,
    /// From this minute of the day.
    pub from: u16,
    /// Up to this minute, not included; at or before `from` it is the next day's.
    pub to: u16,
}

impl Span {
    /// Monday to Friday.
    pub const WEEKDAYS: u8 = 0b001_1111;
    /// Every day.
    pub const ALL_DAYS: u8 = 0b111_1111;

    /// Whether it names a day and minutes of a day.
    pub fn is_sound(self) -> bool {
        self.days & Self::ALL_DAYS != 0 && self.from < DAY_MINUTES && self.to <= DAY_MINUTES
    }

    /// How many minutes it lasts.
    fn length(self) -> i64 {
        let (from, to) = (i64::from(self.from), i64::from(self.to));
        if to > from { to - from } else { to + i64::from(DAY_MINUTES) - from }
    }

    fn covers(self, week_minute: i64) -> bool {
        (0..7).filter(|day| self.days & (1 << day) != 0).any(|day| {
            let begins = day * i64::from(DAY_MINUTES) + i64::from(self.from);
            (week_minute - begins).rem_euclid(WEEK_MINUTES) < self.length()
        })
    }
}

/// When the clock of a target runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Coverage {
    /// Day and night.
    #[default]
    Always,
    /// During business hours only.
    Business,
}

/// Hours of a week. Without any span they are never.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Hours {
    /// Whose clock is read.
    pub zone: LocalZone,
    /// When.
    pub spans: Vec<Span>,
}

impl Default for Hours {
    /// Monday to Friday, 08:00 to 18:00: ours, since the service publishes none.
    fn default() -> Self {
        let spans = vec![Span { days: Span::WEEKDAYS, from: 8 * 60, to: 18 * 60 }];
        Self { zone: LocalZone::default(), spans }
    }
}

impl Hours {
    /// Whether a moment lies in them.
    pub fn cover(&self, at: Timestamp) -> bool {
        let minute = self.zone.week_minute(at);
        self.spans.iter().any(|span| span.covers(minute))
    }

    /// The span that holds a moment, from then on, or the one that comes next.
    pub fn span_from(&self, at: Timestamp) -> Option<(Timestamp, Timestamp)> {
        let now = self.zone.week_minute(at);
        let floor = Timestamp::from_millis(at.as_millis().div_euclid(MINUTE_MS).saturating_mul(MINUTE_MS));
        // So many minutes of local time later, over a change of the clocks as well.
        let later = |minutes: i64| {
            let plain = floor.plus_millis(minutes.saturating_mul(MINUTE_MS));
            let moved = self.zone.offset_minutes(floor) - self.zone.offset_minutes(plain);
            plain.plus_millis(i64::from(moved) * MINUTE_MS)
        };
        let begins = self.spans.iter().flat_map(|span| {
            let days = (0..7).filter(|day| span.days & (1 << day) != 0);
            days.map(|day| (day * i64::from(DAY_MINUTES) + i64::from(span.from), span.length()))
        });
        let open = begins.clone().filter_map(|(begin, length)| {
            let since = (now - begin).rem_euclid(WEEK_MINUTES);
            (since < length).then_some(length - since)
        });
        if let Some(left) = open.max() {
            return Some((at, later(left)));
        }
        let (wait, length) =
            begins.map(|(begin, length)| ((begin - now).rem_euclid(WEEK_MINUTES), length)).min()?;
        Some((later(wait), later(wait + length)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn business_hours_are_those_of_the_zone() {
        let berlin = LocalZone {
            name: "Europe/Berlin".to_owned(),
            minutes: 60,
            changes: vec![(at("2026-03-29T01:00:00Z"), 120), (at("2026-10-25T01:00:00Z"), 60)],
        };
        let hours = Hours { zone: berlin, ..Hours::default() };
        for (moment, expected) in [
            // Thursday in summer: 08:00 there is 06:00 UTC.
            ("2026-05-07T05:59:00Z", false),
            ("2026-05-07T06:00:00Z", true),
            ("2026-05-07T15:59:00Z", true),
            ("2026-05-07T16:00:00Z", false),
            // Thursday in winter.
            ("2026-11-19T06:30:00Z", false),
            ("2026-11-19T07:00:00Z", true),
            // Saturday.
            ("2026-11-21T10:00:00Z", false),
        ] {
            assert_eq!(hours.cover(at(moment)), expected, "{moment}");
        }
    }

    #[test]
    fn a_zone_is_asked_for_its_changes() {
        let (spring, autumn) = (at("2026-03-29T01:00:00Z"), at("2026-10-25T01:00:00Z"));
        let offset = |moment| if (spring..autumn).contains(&moment) { 120 } else { 60 };
        let (from, to) = (at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"));
        let zone = LocalZone::probe("Europe/Berlin".to_owned(), from, to, offset);
        assert_eq!((zone.minutes, zone.changes), (60, vec![(spring, 120), (autumn, 60)]));
    }

    #[test]
    fn a_span_may_reach_into_the_next_day_and_the_next_week() {
        let sunday_night = Span { days: 1 << 6, from: 22 * 60, to: 6 * 60 };
        let hours = Hours { spans: vec![sunday_night], ..Hours::default() };
        for (moment, expected) in [
            ("2026-11-22T21:59:00Z", false),
            ("2026-11-22T22:00:00Z", true),
            ("2026-11-23T05:59:00Z", true),
            ("2026-11-23T06:00:00Z", false),
        ] {
            assert_eq!(hours.cover(at(moment)), expected, "{moment}");
        }
    }

    #[test]
    fn from_a_time_to_the_same_time_is_a_whole_day() {
        let always = Span { days: Span::ALL_DAYS, from: 0, to: 0 };
        assert!(Hours { spans: vec![always], ..Hours::default() }.cover(at("2026-11-22T23:59:00Z")));
        assert!(!Hours { spans: Vec::new(), ..Hours::default() }.cover(at("2026-11-22T23:59:00Z")));
        assert!(always.is_sound() && !Span { days: 0, ..always }.is_sound());
        assert!(!Span { from: DAY_MINUTES, ..always }.is_sound());
    }
}
