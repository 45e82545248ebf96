//! Counting time for response targets: business hours only where a target says so, and never during a pause.

use super::hours::Hours;
use super::time::Timestamp;

/// How many spans of work ahead a due time is looked for: the longest target is thirty days, which at two hours a week
/// takes seven years.
const DAYS_AHEAD_MAX: i64 = 3_000;

/// The moment at which so many milliseconds have been counted from `start` on: during `hours` only where they are
/// given, and never during `pauses`.
pub fn after(
    start: Timestamp,
    counted_ms: i64,
    hours: Option<&Hours>,
    pauses: &[(Timestamp, Timestamp)],
) -> Timestamp {
    let hours = hours.filter(|hours| !hours.spans.is_empty());
    let mut at = start;
    let mut left_ms = counted_ms;
    let steps = DAYS_AHEAD_MAX.saturating_add(i64::try_from(pauses.len()).unwrap_or(0) * 2);
    for _ in 0..steps {
        if let Some((_, end)) = pauses.iter().find(|(from, until)| *from <= at && at < *until) {
            at = *end;
            continue;
        }
        let (from, to) =
            hours.map_or(Some((at, Timestamp::MAX)), |hours| hours.span_from(at)).unwrap_or((at, at));
        if from > at {
            at = from;
            continue;
        }
        let next_pause = pauses.iter().map(|(from, _)| *from).filter(|from| *from > at).min();
        let end = next_pause.map_or(to, |pause| pause.min(to));
        let room_ms = end.millis_since(at);
        if left_ms <= room_ms || room_ms <= 0 {
            return at.plus_millis(left_ms);
        }
        left_ms -= room_ms;
        at = end;
    }
    at.plus_millis(left_ms)
}

/// How many milliseconds of the hours lie between two moments; all of them where the hours have no time.
pub fn between(from: Timestamp, to: Timestamp, hours: &Hours) -> i64 {
    if hours.spans.is_empty() {
        return to.millis_since(from).max(0);
    }
    let (mut at, mut counted_ms) = (from, 0);
    for _ in 0..DAYS_AHEAD_MAX {
        let Some((begin, end)) = hours.span_from(at).filter(|(begin, end)| *begin < to && *end > at) else {
            break;
        };
        counted_ms += end.min(to).millis_since(begin);
        at = end;
    }
    counted_ms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hours::LocalZone;
    use crate::domain::time::MINUTE_MS;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn berlin() -> Hours {
        let changes = vec![(at("2026-03-29T01:00:00Z"), 120), (at("2026-10-25T01:00:00Z"), 60)];
        let zone = LocalZone { name: "Europe/Berlin".into(), minutes: 60, changes };
        Hours { zone, ..Hours::default() }
    }

    #[track_caller]
    fn check(start: &str, minutes: i64, hours: Option<&Hours>, pauses: &[(&str, &str)], due: &str) {
        let pauses: Vec<_> = pauses.iter().map(|(from, to)| (at(from), at(to))).collect();
        assert_eq!(after(at(start), minutes * MINUTE_MS, hours, &pauses).to_string(), due);
    }

    #[test]
    fn day_and_night_is_plain_time() {
        check("2026-11-20T22:00:00Z", 180, None, &[], "2026-11-21T01:00:00Z");
    }

    #[test]
    fn business_hours_skip_nights_and_weekends_in_their_zone() {
        let hours = berlin();
        // Friday 16:00 in Berlin: two hours on Friday, the rest from Monday 08:00 on.
        check("2026-11-20T15:00:00Z", 240, Some(&hours), &[], "2026-11-23T09:00:00Z");
        // Saturday counts from Monday morning.
        check("2026-11-21T12:00:00Z", 60, Some(&hours), &[], "2026-11-23T08:00:00Z");
        // In summer eight in Berlin is six in UTC.
        check("2026-07-18T12:00:00Z", 60, Some(&hours), &[], "2026-07-20T07:00:00Z");
        // Over the weekend of the change.
        check("2026-10-23T15:30:00Z", 60, Some(&hours), &[], "2026-10-26T07:30:00Z");
    }

    #[test]
    fn pauses_are_not_counted() {
        let lunch = [("2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z")];
        check("2026-11-20T09:30:00Z", 60, None, &lunch, "2026-11-20T11:30:00Z");
        check("2026-11-20T10:30:00Z", 60, None, &lunch, "2026-11-20T12:00:00Z");
        check("2026-11-20T09:30:00Z", 60, Some(&berlin()), &lunch, "2026-11-20T11:30:00Z");
    }

    #[test]
    fn hours_without_time_count_day_and_night() {
        let none = Hours { spans: Vec::new(), ..Hours::default() };
        check("2026-11-21T12:00:00Z", 60, Some(&none), &[], "2026-11-21T13:00:00Z");
    }

    proptest! {
        #[test]
        fn what_is_counted_until_a_due_moment_lies_between(start in 0..2_000_000_000_i64, minutes in 0..20_000_i64) {
            let start = Timestamp::from_millis(start * 1_000);
            let counted_ms = minutes * MINUTE_MS;
            let due = after(start, counted_ms, Some(&berlin()), &[]);
            prop_assert_eq!(between(start, due, &berlin()), counted_ms);
        }

        #[test]
        fn more_time_is_never_due_earlier(start in 0..2_000_000_000_i64, one in 0..20_000_i64, more in 0..5_000_i64, pause in 0..5_000_i64) {
            let start = Timestamp::from_millis(start * 1_000);
            let pauses = [(start.plus_millis(pause * MINUTE_MS), start.plus_millis((pause + 90) * MINUTE_MS))];
            let due = |minutes: i64| after(start, minutes * MINUTE_MS, Some(&berlin()), &pauses);
            prop_assert!(start <= due(one) && due(one) <= due(one + more));
            prop_assert!(after(start, one * MINUTE_MS, None, &[]) <= due(one));
        }

        #[test]
        fn far_moments_do_no_harm(ticks in any::<i64>(), minutes in 0..43_200_i64) {
            let _ = after(Timestamp::from_ticks(ticks), minutes * MINUTE_MS, Some(&berlin()), &[]);
        }
    }
}
