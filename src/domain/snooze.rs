//! For how long an action can be put off, and how long one is put off by default: never past the moment at which it is due.

use super::time::{DAY_MS, HOUR_MS, Timestamp};

/// The spans that can be chosen, shortest first: the word of each and its length in milliseconds.
pub const SPANS: [(&str, i64); 5] =
    [("1h", HOUR_MS), ("4h", 4 * HOUR_MS), ("1d", DAY_MS), ("3d", 3 * DAY_MS), ("7d", 7 * DAY_MS)];
/// So long where nothing is due: a shift has room for it.
const USUAL: usize = 1;

/// The word of the span to begin with: the usual one, or the longest shorter one that ends before it is due. Where none
/// does, or it is overdue already, the shortest.
pub fn usual_span(now: Timestamp, due: Option<Timestamp>) -> &'static str {
    let in_time = |(_, length): &&(&str, i64)| due.is_none_or(|due| now.plus_millis(*length) < due);
    let found = SPANS.iter().take(USUAL + 1).rev().find(in_time);
    found.or(SPANS.first()).map_or("", |(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_before_it_is_due_wherever_a_span_does() {
        let now = Timestamp::from_millis(0);
        for (due, then) in [
            (None, "4h"),
            (Some(5 * HOUR_MS), "4h"),
            (Some(4 * HOUR_MS), "1h"),
            (Some(2 * HOUR_MS), "1h"),
            (Some(HOUR_MS / 2), "1h"),
            (Some(-HOUR_MS), "1h"),
        ] {
            assert_eq!(usual_span(now, due.map(Timestamp::from_millis)), then, "{due:?}");
        }
    }
}
