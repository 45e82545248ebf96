//! How much of a clock's time is left, in the hours that count.

use super::clock::Clock;
use crate::domain::counting::between;
use crate::domain::hours::Hours;
use crate::domain::time::Timestamp;

impl Clock {
    /// Milliseconds left until it is due, day and night; negative once overdue.
    pub fn left_ms(&self, now: Timestamp) -> i64 {
        self.due.millis_since(now)
    }

    /// Milliseconds left of the business hours, where only they count: what decides whether it is at risk.
    pub fn business_left_ms(&self, now: Timestamp, hours: &Hours) -> Option<i64> {
        self.business_ms.map(|whole_ms| between(now.max(self.started), self.due, hours).min(whole_ms))
    }

    /// The share of the time that is left, 1 at the beginning, 0 when due and after.
    pub fn share_left(&self, now: Timestamp, hours: &Hours) -> f64 {
        let (left_ms, whole_ms) = match (self.business_left_ms(now, hours), self.business_ms) {
            (Some(left_ms), Some(whole_ms)) => (left_ms, whole_ms),
            _ => (self.left_ms(now), self.due.millis_since(self.started)),
        };
        (left_ms as f64 / whole_ms.max(1) as f64).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::Party;
    use crate::domain::time::MINUTE_MS;

    fn clock(started: &str, due: &str, business_ms: Option<i64>) -> Clock {
        let at = |text: &str| Timestamp::parse(text).unwrap();
        Clock {
            party: Party::Customer,
            started: at(started),
            risk: at(due),
            due: at(due),
            business_ms,
            assumed: false,
            pause: None,
            question: false,
            answer: None,
        }
    }

    #[test]
    fn day_and_night_the_share_left_runs_from_one_to_none() {
        let clock = clock("1970-01-01T00:00:00Z", "1970-01-01T04:00:00Z", None);
        let share =
            |minutes: i64| clock.share_left(Timestamp::from_millis(minutes * MINUTE_MS), &Hours::default());
        assert_eq!([share(-5), share(0), share(60), share(240), share(900)], [1.0, 1.0, 0.75, 0.0, 0.0]);
        assert_eq!(clock.business_left_ms(clock.started, &Hours::default()), None);
    }

    #[test]
    fn in_business_hours_the_night_takes_nothing_of_the_share() {
        // Monday to Friday, 08:00 to 18:00: six hours on Monday, two on Tuesday.
        let clock = clock("2026-11-30T12:00:00Z", "2026-12-01T10:00:00Z", Some(480 * MINUTE_MS));
        for (now, left, share) in [
            ("2026-11-30T11:00:00Z", 480, 1.0),
            ("2026-11-30T14:00:00Z", 360, 0.75),
            ("2026-11-30T18:00:00Z", 120, 0.25),
            ("2026-12-01T03:00:00Z", 120, 0.25),
            ("2026-12-01T09:00:00Z", 60, 0.125),
            ("2026-12-01T10:00:00Z", 0, 0.0),
            ("2026-12-02T10:00:00Z", 0, 0.0),
        ] {
            let (now, hours) = (Timestamp::parse(now).unwrap(), Hours::default());
            let found = (clock.business_left_ms(now, &hours), clock.share_left(now, &hours));
            assert_eq!(found, (Some(left * MINUTE_MS), share), "{now}");
        }
    }
}
