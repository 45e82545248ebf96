//! Credits by the published rule: service.md 1.11, "10 credits at the start of each calendar quarter; unused roll to the
//! next quarter; at most 20 usable per quarter; all expire at calendar year end or subscription end".

use crate::world::at;
use proptest::prelude::*;
use watchfloor::domain::experts::credits::{EntryKind, Ledger, Quarter, USABLE_PER_QUARTER, ledger};
use watchfloor::domain::ids::InquiryId;
use watchfloor::domain::time::{DAY_MS, Timestamp};

/// Questions taken at these moments: so many each.
fn used(times: &[(&str, u32)]) -> Vec<(Timestamp, InquiryId)> {
    let each = times.iter().flat_map(|(moment, count)| (0..*count).map(move |n| (at(moment), n)));
    each.enumerate().map(|(id, (at, _))| (at, InquiryId::new(&format!("q{id}")).unwrap())).collect()
}

fn count(since: &str, end: Option<&str>, times: &[(&str, u32)], now: &str) -> Ledger {
    ledger(at(since), end.map(at), &used(times), at(now))
}

/// Held, usable and began with, in a row.
#[track_caller]
fn check(since: &str, times: &[(&str, u32)], now: &str, expected: (u32, u32, u32)) {
    let ledger = count(since, None, times, now);
    assert_eq!((ledger.held, ledger.usable(), ledger.began_with), expected, "{now}");
}

#[test]
fn ten_come_with_each_quarter_and_what_is_left_goes_on() {
    let since = "2026-01-15T00:00:00Z";
    // The quarter that has begun counts whole.
    check(since, &[], "2026-01-15T00:00:00Z", (10, 10, 10));
    check(since, &[], "2026-03-31T23:59:59.9999999Z", (10, 10, 10));
    check(since, &[], "2026-04-01T00:00:00Z", (20, 20, 20));
    // Kept are 30, and no quarter lets more than 20 be used.
    check(since, &[], "2026-07-01T00:00:00Z", (30, 20, 30));
    check(since, &[], "2026-10-01T00:00:00Z", (40, 20, 40));
    check(since, &[("2026-02-01T00:00:00Z", 4)], "2026-04-01T00:00:00Z", (16, 16, 16));
    check(since, &[("2026-07-02T00:00:00Z", 20)], "2026-07-03T00:00:00Z", (10, 0, 30));
    check(since, &[("2026-07-02T00:00:00Z", 15)], "2026-07-03T00:00:00Z", (15, 5, 30));
    // The next quarter may be used again.
    check(since, &[("2026-07-02T00:00:00Z", 20)], "2026-10-01T00:00:00Z", (20, 20, 20));
}

#[test]
fn everything_expires_with_the_year() {
    let since = "2026-01-15T00:00:00Z";
    check(since, &[], "2026-12-31T23:59:59.9999999Z", (40, 20, 40));
    check(since, &[], "2027-01-01T00:00:00Z", (10, 10, 10));
    check("2026-12-31T23:59:59Z", &[], "2027-01-01T00:00:00Z", (10, 10, 10));
    let new_year = count(since, None, &[], "2027-01-01T00:00:00Z");
    let kinds: Vec<_> = new_year.entries.iter().rev().take(2).map(|entry| entry.change).collect();
    assert_eq!(kinds, [10, -40]);
    assert_eq!(new_year.expires, at("2028-01-01T00:00:00Z"));
    // An account of many years says what happened in this one and the last.
    let old = count("1999-05-01T00:00:00Z", None, &[], "2026-11-19T00:00:00Z");
    assert!(old.entries.len() < 20 && old.held == 40);
}

#[test]
fn leap_days_belong_to_the_first_quarter() {
    for (moment, year, number) in [
        ("2028-02-29T23:59:59Z", 2028, 1),
        ("2028-03-31T23:59:59Z", 2028, 1),
        ("2028-04-01T00:00:00Z", 2028, 2),
        ("2027-02-28T23:59:59Z", 2027, 1),
        ("2100-02-28T12:00:00Z", 2100, 1),
        ("2100-03-01T00:00:00Z", 2100, 1),
        ("2026-06-30T23:59:59Z", 2026, 2),
        ("2026-07-01T00:00:00Z", 2026, 3),
        ("2026-09-30T23:59:59Z", 2026, 3),
        ("2026-10-01T00:00:00Z", 2026, 4),
        ("9999-12-31T23:59:59Z", 9999, 4),
    ] {
        assert_eq!(Quarter::of(at(moment)), Quarter { year, number }, "{moment}");
    }
    check("2028-01-01T00:00:00Z", &[("2028-02-29T12:00:00Z", 3)], "2028-04-01T00:00:00Z", (17, 17, 17));
    // The end of time is no trap.
    assert_eq!(count("9999-11-01T00:00:00Z", None, &[], "9999-12-31T00:00:00Z").held, 10);
}

#[test]
fn a_subscription_takes_its_credits_with_it() {
    let since = "2026-01-15T00:00:00Z";
    let end = Some("2026-08-15T00:00:00Z");
    let before = count(since, end, &[], "2026-08-14T23:59:59Z");
    assert_eq!((before.held, before.expires), (30, at("2026-08-15T00:00:00Z")));
    assert_eq!(before.next, None, "no quarter begins before the end");
    let after = count(since, end, &[], "2026-08-15T00:00:00Z");
    assert_eq!((after.held, after.usable()), (0, 0));
    assert_eq!(after.entries.last().unwrap().kind, EntryKind::Expired);
    let later = count(since, end, &[], "2026-11-01T00:00:00Z");
    assert_eq!((later.held, later.usable()), (0, 0));
    // An end on the first day of a quarter brings none of it.
    assert_eq!(count(since, Some("2026-07-01T00:00:00Z"), &[], "2026-07-01T00:00:00Z").held, 0);
    // A later end than the year's changes nothing.
    assert_eq!(
        count(since, Some("2027-06-01T00:00:00Z"), &[], "2026-11-01T00:00:00Z").expires,
        at("2027-01-01T00:00:00Z")
    );
}

#[test]
fn the_account_adds_up_line_by_line() {
    let times = [("2026-10-22T09:00:00Z", 2), ("2026-11-06T09:00:00Z", 1), ("2026-11-16T09:00:00Z", 1)];
    let ledger = count(
        "2026-08-17T00:00:00Z",
        None,
        &[&[("2026-09-01T00:00:00Z", 4)], &times[..]].concat(),
        "2026-11-19T09:00:00Z",
    );
    let lines: Vec<(i64, u32)> = ledger.entries.iter().map(|entry| (entry.change, entry.left)).collect();
    let first = [(10, 10), (-1, 9), (-1, 8), (-1, 7), (-1, 6)];
    let second = [(10, 10), (6, 16), (-1, 15), (-1, 14), (-1, 13), (-1, 12)];
    assert_eq!(lines, [&first[..], &second[..]].concat());
    assert_eq!((ledger.began_with, ledger.used, ledger.usable()), (16, 4, 12));
    assert_eq!(ledger.next, Some(at("2027-01-01T00:00:00Z")));
}

proptest! {
    /// Whatever is used when, no quarter gives more than 20 and the account never holds more than 40.
    #[test]
    fn the_bounds_hold(since_days in 0_i64..4_000, now_days in 0_i64..4_000, uses in prop::collection::vec(0_i64..4_000, 0..60)) {
        let day = |days: i64| at("2020-01-01T00:00:00Z").plus_millis(days * DAY_MS);
        let now = day(since_days + now_days);
        let uses: Vec<_> = uses.iter().enumerate()
            .map(|(id, days)| (day(since_days + days), InquiryId::new(&format!("q{id}")).unwrap()))
            .filter(|(at, _)| *at <= now).collect();
        let ledger = ledger(day(since_days), None, &uses, now);
        prop_assert!(ledger.held <= 40 && ledger.usable() <= USABLE_PER_QUARTER);
        prop_assert!(ledger.usable() <= ledger.held);
        prop_assert!(ledger.expires > now);
        prop_assert!(ledger.entries.windows(2).all(|pair| pair[0].at <= pair[1].at));
    }
}
