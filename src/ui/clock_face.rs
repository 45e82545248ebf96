//! The response clock as it is drawn, and spans of time in words.

use super::parts::{Band, ClockFace};
use super::portal::Portal;
use super::text::text;
use crate::analytics::clock::{Clock, ClockState};
use crate::domain::hours::{Coverage, Hours};
use crate::domain::people::Party;
use crate::domain::text::clip;
use crate::domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use crate::domain::work::Pause;
use crate::platform::{clock, intl};
use crate::t;

/// Longest name of a person, in characters.
const NAME_CHARS: usize = 120;
/// Longest note to a pause, in characters.
const NOTE_CHARS: usize = 300;
/// From so far away on a day is told with its year.
const FAR_MS: i64 = 300 * DAY_MS;

/// The moment for which a clock is told. The one that the page stands at is up to a minute old: what a command has begun
/// or ended since, such as a pause or a question, holds all the same.
pub fn moment_of(clock: &Clock, now: Timestamp) -> Timestamp {
    let newest = clock::now();
    if clock.turns(now, newest) { newest } else { now }
}

/// The face of a running clock as the portal's reader sees it now.
pub fn portal_face(portal: Portal, clock: &Clock) -> ClockFace {
    let (now, reader) = (portal.now(), portal.party());
    portal.read(|state| clock_face(clock, now, reader, &state.settings.business_hours))
}

/// The face of a running clock for a reader of one side; `hours` are those in which a target of business hours counts.
pub fn clock_face(clock: &Clock, now: Timestamp, reader: Party, hours: &Hours) -> ClockFace {
    let now = moment_of(clock, now);
    let clock = &clock.running(now);
    let (band, word) = match clock.state(now) {
        ClockState::OnTime if is_for_answer(clock) => (Band::OnTime, answer_word(reader)),
        ClockState::OnTime => (Band::OnTime, party_word(clock.party, reader)),
        ClockState::AtRisk => (Band::AtRisk, t!("clock.at-risk")),
        ClockState::Overdue => (Band::Over, t!("clock.overdue")),
        ClockState::Paused => (Band::Paused, t!("clock.paused")),
    };
    if let Some(until) = clock.paused_until(now) {
        return ClockFace {
            share_left: clock.share_left(now, hours),
            left: t!("clock.resumes", when = when(until, now)),
            word,
            due: Some(due(clock, now, hours)),
            party: clock.party,
            band,
        };
    }
    ClockFace {
        share_left: clock.share_left(now, hours),
        left: rough(clock.left_ms(now).abs()),
        word,
        due: Some(due(clock, now, hours)),
        party: clock.party,
        band,
    }
}

/// "you" for one's own side, "experts" or "customer" for the other.
fn party_word(party: Party, reader: Party) -> String {
    match party {
        _ if party == reader => t!("clock.you"),
        Party::Experts => t!("clock.experts"),
        Party::Customer => t!("clock.customer"),
    }
}

/// The same in a row of a list, where there is room for one word.
pub fn row_face(portal: Portal, clock: &Clock) -> ClockFace {
    let face = portal_face(portal, clock);
    let moment = moment_of(clock, portal.now());
    let running = clock.running(moment);
    if let Some(until) = running.paused_until(moment) {
        return ClockFace { left: t!("clock.resumes", when = soon(until, moment)), ..face };
    }
    match face.band {
        Band::OnTime if is_for_answer(&running) => ClockFace { word: t!("clock.answer"), ..face },
        _ => face,
    }
}

/// Whether the customer owes no response but a yes or no.
pub fn is_for_answer(running: &Clock) -> bool {
    running.question && running.party == Party::Customer
}

/// "for your answer": whose answer is awaited.
fn answer_word(reader: Party) -> String {
    match reader {
        Party::Customer => t!("clock.answer.you"),
        Party::Experts => t!("clock.answer.customer"),
    }
}

/// "due 12:30", with the day where that is not today; an answer is not taken for a response. Where a night lies before it
/// that does not count, how much of the time is left is told too: by it the clock is at risk.
fn due(running: &Clock, now: Timestamp, hours: &Hours) -> String {
    let when = when(running.due, now);
    let counted =
        running.business_left_ms(now, hours).filter(|left| *left > 0 && *left < running.left_ms(now));
    match counted {
        _ if is_for_answer(running) => t!("clock.due.answer", when = when),
        Some(left_ms) => t!("clock.due.business", when = when, left = span(left_ms)),
        None => t!("clock.due", when = when),
    }
}

/// The same where there is little room: the day alone where it is another.
fn soon(at: Timestamp, now: Timestamp) -> String {
    if intl::day(at) == intl::day(now) { intl::time(at) } else { intl::day_short(at) }
}

/// Why the clock of an incident stands still, where that is the pause that it tells of: who paused it, until when, and what
/// else was said.
pub fn pause_line(clock: &Clock, pause: &Pause, now: Timestamp) -> Option<String> {
    let now = moment_of(clock, now);
    let is_own = clock.running(now).paused_until(now) == Some(pause.until);
    is_own.then(|| {
        let why = text(&format!("pause.{}", pause.reason.as_str()), &[]);
        let who = clip(&pause.by, NAME_CHARS);
        let line = t!("clock.paused.why", who = who.as_ref(), why = why, until = intl::moment(pause.until));
        match pause.note.trim() {
            "" => line,
            note => format!("{line} {}", clip(note, NOTE_CHARS)),
        }
    })
}

/// The time alone where it is today, else with its day.
fn when(at: Timestamp, now: Timestamp) -> String {
    let (day, time) = (intl::day(at), intl::time(at));
    if day == intl::day(now) {
        time
    } else if day == intl::day(now.plus_millis(DAY_MS)) {
        t!("clock.tomorrow", time = time)
    } else if at.millis_since(now).abs() > FAR_MS {
        // A day without its year could be of any.
        t!("clock.on-day", day = day, time = time)
    } else {
        t!("clock.on-day", day = intl::day_short(at), time = time)
    }
}

/// A target as it is set: `3 h`, `8 h in business hours`, where a day has no 24 hours.
pub fn target(minutes: u32, coverage: Coverage) -> String {
    let millis = i64::from(minutes) * MINUTE_MS;
    match coverage {
        Coverage::Business if millis % HOUR_MS == 0 => {
            let hours = text("span.hours", &[("n", (millis / HOUR_MS).into())]);
            t!("clock.in-business-hours", span = hours)
        }
        Coverage::Business => t!("clock.in-business-hours", span = span(millis)),
        Coverage::Always => span(millis),
    }
}

/// From so many days on hours say nothing any more, where there is little room.
const ROUGH_DAYS: i64 = 10;

/// [`span`] where there is little room: days alone where there are many.
fn rough(millis: i64) -> String {
    let days = millis / DAY_MS;
    if days < ROUGH_DAYS { span(millis) } else { text("span.days", &[("n", days.into())]) }
}

/// A span in the two largest units that say something: `1 h 48 min`, `3 d 2 h`, `23 min`, `under 1 min`.
pub fn span(millis: i64) -> String {
    let (days, hours, minutes) = (millis / DAY_MS, millis % DAY_MS / HOUR_MS, millis % HOUR_MS / MINUTE_MS);
    let unit = |key: &str, n: i64| text(key, &[("n", n.into())]);
    let two = |large: (&str, i64), small: (&str, i64)| match small.1 {
        0 => unit(large.0, large.1),
        _ => format!("{}\u{a0}{}", unit(large.0, large.1), unit(small.0, small.1)),
    };
    match (days, hours, minutes) {
        (0, 0, 0) => t!("span.moment"),
        (0, 0, minutes) => unit("span.minutes", minutes),
        (0, hours, minutes) => two(("span.hours", hours), ("span.minutes", minutes)),
        (days, hours, _) => two(("span.days", days), ("span.hours", hours)),
    }
}
