//! The monthly business reviews of the story: each goes on with what was left open, is held, and is signed with its figures;
//! the last one is still open.

use super::autopilot::{ADMINISTRATOR, ADVISOR, ANALYST, actor};
use super::chapters::Times;
use super::onboarding::Fixed;
use super::titles::MONTHLY_REVIEW;
use super::together::{newest, on_a_workday};
use crate::domain::business_review::{Notable, Point, PointKind, Review};
use crate::domain::command::Command;
use crate::domain::ids::{IncidentId, ReviewId};
use crate::domain::people::Role;
use crate::domain::playbook_words::own;
use crate::domain::state::State;
use crate::domain::time::{DAY_MS, MINUTE_MS, Timestamp};
use crate::formats::script::Deed;

/// How many there are: five months that are signed, and the current one.
const REVIEWS: i64 = 6;
/// A review is signed so many days after it was written.
const SIGNED_AFTER_DAYS: i64 = 3;

/// Something that comes up in a review.
pub(super) struct Said {
    /// In which review.
    since: i64,
    kind: PointKind,
    text: &'static str,
    owner: &'static str,
    /// So many days later it is due.
    days: i64,
    /// In which review it is done.
    done: i64,
}

/// What comes up in the reviews.
const SAID: [Said; 8] = [
    said(
        (1, 3),
        PointKind::Recommendation,
        "Block legacy authentication for the last three accounts",
        (ANALYST, 50),
    ),
    said((1, 2), PointKind::OpenAction, "Name a second contact for nights at weekends", (ADMINISTRATOR, 14)),
    said(
        (1, 1),
        PointKind::Decision,
        "The management stays excluded for another half year",
        (ADMINISTRATOR, 180),
    ),
    said((2, 4), PointKind::OpenAction, "Keep a copy of the backups that no server can reach", (ANALYST, 45)),
    said((3, 3), PointKind::Decision, "On servers the experts go on asking first", (ADMINISTRATOR, 90)),
    said(
        (4, 99),
        PointKind::Recommendation,
        "Let only compliant devices reach the finance applications",
        (ANALYST, 75),
    ),
    said(
        (5, 99),
        PointKind::OpenAction,
        "Train the service desk on calls that ask for a new password",
        (ADMINISTRATOR, 40),
    ),
    said(
        (6, 99),
        PointKind::Recommendation,
        "Block new mailbox rules that hide mails of banks",
        (ANALYST, 21),
    ),
];

const fn said(
    (since, done): (i64, i64),
    kind: PointKind,
    text: &'static str,
    (owner, days): (&'static str, i64),
) -> Said {
    Said { since, kind, text, owner, days, done }
}

impl Said {
    fn due_at(&self, times: &Times) -> Timestamp {
        written_at(times, self.since).plus_millis(self.days * DAY_MS)
    }

    /// The day on which it is due.
    fn due(&self, times: &Times) -> String {
        date(self.due_at(times))
    }
}

/// What was agreed in a review, as notes of the meeting: what, who, by when.
pub(super) fn notes(times: &Times, number: i64) -> String {
    let agreed = SAID.iter().filter(|it| it.since == number).map(|it| {
        let kind = if it.kind == PointKind::Decision { "Decided" } else { "Agreed" };
        let (year, month, day) = it.due_at(times).utc_date();
        let due = format!("{day} {} {year}", month_name(month));
        format!("\n- {kind}: {}. {}, by {due}", it.text, it.owner)
    });
    let agreed: String = agreed.collect();
    format!("Went through the figures and what was left open.\n{agreed}")
}

/// What the months were like.
const SUMMARIES: [&str; 6] = [
    "The first month of full response. The team found its way into the managed responses; most were done on the day.",
    "A quiet month. What waited longest waited for a new password on a weekend.",
    "Ransomware reached one server and was stopped there. Its cause is known, and what follows from it is below.",
    "Nothing got far. What waited longest waited for somebody to come back from leave.",
    "A month without surprises: what came was answered, mostly on the day.",
    "The hunters found a loader before any alert. A mailbox was used for payment fraud, and in the night after it ransomware was stopped on a server. No payment was made.",
];

/// When a review is written; the first one has the number 1, and 0 is the beginning of the months.
fn written_at(times: &Times, number: i64) -> Timestamp {
    if number >= REVIEWS {
        // It is open when its chapter begins.
        return times.start(10).plus_millis(-20 * MINUTE_MS);
    }
    on_a_workday(times.start(7).plus_millis(number * 30 * DAY_MS))
}

fn date(at: Timestamp) -> String {
    let (year, month, day) = at.utc_date();
    format!("{year:04}-{month:02}-{day:02}")
}

/// Names of the months in notes.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(month: u32) -> &'static str {
    let at = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    at.and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

/// Incidents that are worth a word: in which review, by a part of the title, and why.
const NOTABLE: [(i64, &str, &str); 3] = [
    (3, "ransomware", "Stopped on the server where it began; its cause was found and is settled."),
    (
        6,
        "ransomware",
        "Stopped within two hours, at night; the backups that were deleted were copies of those that no server reaches.",
    ),
    (6, "email compromise", "The rule in the mailbox was found before money was paid."),
];

/// The last day of its period.
fn last_day(times: &Times, number: i64) -> String {
    date(written_at(times, number).plus_millis(-DAY_MS))
}

fn id(times: &Times, number: i64) -> Option<ReviewId> {
    ReviewId::new(&format!("review-{}", last_day(times, number)))
}

/// The id of the one that is open at the end.
pub(super) fn last_id(times: &Times) -> Option<ReviewId> {
    id(times, REVIEWS)
}

/// All steps.
pub(super) fn plan(times: &Times) -> Vec<Fixed> {
    let mut plan = Plan { fixed: Vec::new(), times: *times };
    for number in 1..=REVIEWS {
        let at = written_at(times, number);
        let is_last = number == REVIEWS;
        // In the last chapter it is looked at first, and what the meeting adds is written down then.
        plan.save(at, number, !is_last);
        if is_last {
            plan.save(times.start(10).plus_millis(55 * MINUTE_MS), number, true);
        } else {
            plan.sign(on_a_workday(at.plus_millis(SIGNED_AFTER_DAYS * DAY_MS)), number);
        }
    }
    plan.fixed
}

struct Plan {
    fixed: Vec<Fixed>,
    times: Times,
}

impl Plan {
    fn put(&mut self, at: Timestamp, make: impl Fn(&State) -> Option<Command> + 'static) {
        let deed = Box::new(move |_: &_, state: &State, _| make(state).map(Deed::Ask));
        self.fixed.push(Fixed { at, by: actor(ADVISOR, Role::Advisor), deed });
    }

    fn save(&mut self, at: Timestamp, number: i64, is_whole: bool) {
        let times = self.times;
        self.put(at, move |state| {
            let review = review(state, &times, number, is_whole)?;
            Some(Command::SaveReview { review: Box::new(review) })
        });
    }

    fn sign(&mut self, at: Timestamp, number: i64) {
        let times = self.times;
        // The figures are filled in by whoever can count them.
        self.put(at, move |_| {
            Some(Command::SignReview { review: id(&times, number)?, figures: Box::default() })
        });
    }
}

/// A review as it is written. What the one before left open is carried over.
fn review(state: &State, times: &Times, number: i64, is_whole: bool) -> Option<Review> {
    let last = last_day(times, number);
    let title = format!("{} {number}", own(MONTHLY_REVIEW));
    let period = format!("{}..{last}", date(written_at(times, number - 1)));
    let id = id(times, number)?;
    let before = (number > 1).then(|| self::id(times, number - 1)).flatten();
    let mut review = match before.and_then(|before| state.review(&before)) {
        Some(known) => known.review.carried_over(id, title, period),
        None => Review::new(id, title, period),
    };
    let at = usize::try_from(number - 1).ok()?;
    review.summary = SUMMARIES.get(at).map_or_else(String::new, |text| (*text).to_owned());
    for (_, part, text) in NOTABLE.iter().filter(|(of, ..)| *of == number) {
        let Some((incident, title)) = newest(state, part) else { continue };
        let incident = IncidentId::new(incident)?;
        review.notable.push(Notable {
            incident,
            title: title.to_owned(),
            text: (*text).to_owned(),
            proposed: false,
        });
    }
    for it in &SAID {
        if let Some(point) = review.points.iter_mut().find(|point| point.text == it.text) {
            point.done = it.done <= number;
        }
        if it.since == number && (is_whole || number < REVIEWS) {
            review.points.push(Point {
                kind: it.kind,
                text: it.text.to_owned(),
                owner: it.owner.to_owned(),
                due: it.due(times),
                done: it.done <= number,
                since: None,
                proposed: false,
            });
        }
    }
    Some(review)
}
