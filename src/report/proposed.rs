//! What a new business review proposes: incidents worth a word with the reason, actions that the customer still has to
//! take, and what the last review left open. The service publishes no rule for it; this one is ours and is said on the
//! page (service.md 1.13, monthly business review).

use super::basis::Basis;
use super::book::Source;
use super::say::Say;
use super::tasks::{TaskState, is_task};
use crate::analytics::calendar::CivilDay;
use crate::analytics::clock::{answer_due, asked_since};
use crate::analytics::columns::Columns;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::period::Period;
use crate::analytics::standing::Outcome;
use crate::domain::business_review::{KnownReview, Notable, Point, PointKind, Review};
use crate::domain::ids::{IncidentId, ReviewId};
use crate::domain::on_call::call_order;
use crate::domain::response::Action;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::words::Arg;
use std::cmp::Reverse;

/// So many incidents are proposed.
pub const NOTABLE_MAX: usize = 5;
/// So many actions are proposed.
pub const ACTIONS_MAX: usize = 10;

/// Why an incident is worth a word, the strongest reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The hunters notified the customer of it.
    Notified,
    /// It is of high severity.
    High,
    /// Of all of the period it took the most seconds to resolve.
    Longest(u32),
    /// It is not resolved.
    Open,
}

impl Why {
    /// How much a reason weighs. A notification counts as much as two of the least.
    fn weight(self) -> u32 {
        match self {
            Self::Notified => 4,
            Self::High => 3,
            Self::Longest(_) | Self::Open => 2,
        }
    }

    /// The place of the reason among the four.
    fn place(self) -> usize {
        match self {
            Self::Notified => 0,
            Self::High => 1,
            Self::Longest(_) => 2,
            Self::Open => 3,
        }
    }

    /// The reason in words.
    fn said(self, say: Say<'_>) -> String {
        match self {
            Self::Notified => say.key("review.why.notified"),
            Self::High => say.key("review.why.high"),
            Self::Longest(seconds) => {
                say.with("review.why.longest", &[("time", Arg::from(say.seconds(f64::from(seconds))))])
            }
            Self::Open => say.key("review.why.open"),
        }
    }
}

/// A new review of the source's period, under its filter, with everything that is proposed for it. It goes on with the
/// review that was signed last.
pub fn begun(source: &Source<'_>, id: ReviewId, title: String) -> Review {
    let signed = source.state.reviews.iter().filter(|known| known.signed.is_some());
    let last = signed.max_by_key(|known| known.signed.as_ref().map(|signed| signed.at));
    let review = match last {
        Some(last) => Review {
            // Whoever carries the last one over is brought to the review that came of it first.
            previous: Some(last.review.id.clone()).filter(|_| next_of(source.state, last).is_none()),
            ..last.review.carried_over(id, title, source.period.to_string())
        },
        None => Review::new(id, title, source.period.to_string()),
    };
    proposed(source, Review { filter: source.filter.to_string(), ..review })
}

/// The review that goes on with another.
pub fn next_of<'a>(state: &'a State, of: &KnownReview) -> Option<&'a KnownReview> {
    state.reviews.iter().find(|known| known.review.previous.as_ref() == Some(&of.review.id))
}

/// A review with the incidents and actions that are proposed for its period and filter.
pub fn proposed(source: &Source<'_>, mut review: Review) -> Review {
    let found =
        notable(source.columns, &Basis::new(source.columns, source.filter, source.period, source.reader));
    for (row, whys) in found {
        let known = u32::try_from(row).ok().and_then(|row| source.columns.catalogue_row(row));
        let Some(known) = known.and_then(|row| source.state.catalogue.get(row)) else { continue };
        let Some(incident) = IncidentId::new(known.id()) else { continue };
        let text = whys.iter().map(|why| why.said(source.say)).collect::<Vec<_>>().join(" ");
        review.notable.push(Notable { incident, title: known.title().to_owned(), text, proposed: true });
    }
    for point in actions(source) {
        // What the last review already said goes on from there.
        if !review.points.iter().any(|known| known.text == point.text) {
            review.points.push(point);
        }
    }
    review
}

/// Incidents worth a word with their reasons. Each reason in turn names the one for which the most speaks, so that many
/// of one kind do not hide the only one of another.
fn notable(columns: &Columns, basis: &Basis<'_>) -> Vec<(usize, Vec<Why>)> {
    let now = basis.linked.reader().now;
    let notified = columns.rows_of(Dim::Notification, &Value::word("yes"), now);
    let high = columns.rows_of(Dim::Severity, &Value::word("high"), now);
    let resolved = basis.resolved();
    let mut longest: Option<(u32, usize)> = None;
    resolved.for_each(|row| {
        let took = columns.numbers().resolved_after_s(row).map(|seconds| (seconds, row));
        longest = longest.max(took);
    });
    // The longest of one says nothing.
    let longest = longest.filter(|_| resolved.count() > 1);
    let (notified, high) = (basis.rows.with(&notified), basis.rows.with(&high));
    let open = basis.of_outcome(&basis.rows, Outcome::Open);
    let mut candidates: Vec<(usize, Vec<Why>)> = Vec::new();
    basis.rows.for_each(|row| {
        let whys = [
            notified.contains(row).then_some(Why::Notified),
            high.contains(row).then_some(Why::High),
            longest.filter(|(_, of)| *of == row).map(|(seconds, _)| Why::Longest(seconds)),
            open.contains(row).then_some(Why::Open),
        ];
        let whys: Vec<Why> = whys.into_iter().flatten().collect();
        if !whys.is_empty() {
            candidates.push((row, whys));
        }
    });
    let weight = |whys: &[Why]| whys.iter().map(|why| why.weight()).sum::<u32>();
    // Rows are in order of time: of two alike the newer one.
    candidates.sort_by_key(|(row, whys)| Reverse((weight(whys), *row)));
    let mut chosen: Vec<usize> = Vec::new();
    for turn in 0..NOTABLE_MAX * 4 {
        let speaks = |whys: &[Why]| whys.iter().any(|why| why.place() == turn % 4);
        let next = (0..candidates.len())
            .find(|at| !chosen.contains(at) && candidates.get(*at).is_some_and(|(_, whys)| speaks(whys)));
        chosen.extend(next.filter(|_| chosen.len() < NOTABLE_MAX));
    }
    chosen.sort_unstable();
    chosen.into_iter().filter_map(|at| candidates.get(at).cloned()).collect()
}

/// An action that waits for the customer.
struct Waiting<'a> {
    incident: &'a str,
    action: &'a Action,
    due: Option<Timestamp>,
    rank: u8,
    asked: Timestamp,
}

/// The actions of the customer that are not settled, of the incidents until the end of the period: what is late first, then
/// the most severe, then what was asked first.
fn actions(source: &Source<'_>) -> Vec<Point> {
    let Source { state, columns, reader, period, say, .. } = *source;
    let end = period.window(reader).to;
    let basis = Basis::new(columns, source.filter, Period::All, reader);
    let mut waiting: Vec<Waiting<'_>> = Vec::new();
    for (id, work) in &state.work {
        let published = work.response.published.as_ref().filter(|it| end.is_none_or(|end| it.at < end));
        let row = state.catalogue.row(id).and_then(|row| columns.row(row));
        let is_counted = row.is_some_and(|row| basis.rows.contains(row as usize));
        let (Some(published), Some(incident)) = (published.filter(|_| is_counted), state.incident(id)) else {
            continue;
        };
        let due = answer_due(incident, &state.settings);
        let is_open = |action: &&Action| {
            is_task(action) && matches!(TaskState::of(action).0, TaskState::Pending | TaskState::Failed)
        };
        waiting.extend(work.response.actions.iter().filter(is_open).map(|action| Waiting {
            incident: id,
            action,
            due,
            rank: incident.severity().rank(),
            asked: asked_since(incident).unwrap_or(published.at),
        }));
    }
    waiting.sort_by(|one, other| {
        let is_late = |it: &Waiting<'_>| it.due.is_some_and(|due| due < reader.now);
        let key = |it: &Waiting<'_>| (!is_late(it), Reverse(it.rank), it.asked);
        // The order of a hash map must not show.
        let name = |it: &Waiting<'_>| format!("{} {}", it.incident, it.action.plan.id.as_str());
        key(one).cmp(&key(other)).then_with(|| name(one).cmp(&name(other)))
    });
    let contact = call_order(&state.settings.contacts).first().map(|contact| contact.name.clone());
    let point = |it: &Waiting<'_>| Point {
        kind: PointKind::OpenAction,
        text: say.with(
            "review.proposed.action",
            &[("action", Arg::from(&it.action.plan.title)), ("incident", Arg::from(it.incident))],
        ),
        owner: it
            .action
            .delegated
            .as_ref()
            .map(|to| to.to.clone())
            .or_else(|| contact.clone())
            .unwrap_or_default(),
        due: it.due.map(|due| reader.zone.day_of(due).to_string()).unwrap_or_default(),
        done: false,
        since: None,
        proposed: true,
    };
    waiting.iter().take(ACTIONS_MAX).map(point).collect()
}

/// The newest review with the same filter whose days are in part those of a period: it would count the same incidents.
pub fn overlapping<'a>(
    state: &'a State,
    period: Period,
    filter: &str,
    today: CivilDay,
) -> Option<&'a KnownReview> {
    let (first, last) = period.days(today);
    let overlaps = |known: &&KnownReview| {
        let Some(other) = Period::parse(&known.review.period) else { return false };
        let (from, to) = other.days(today);
        let is_before = |end: Option<CivilDay>, start: Option<CivilDay>| {
            end.zip(start).is_some_and(|(end, start)| end < start)
        };
        known.review.filter == filter && !is_before(last, from) && !is_before(to, first)
    };
    state.reviews.iter().rev().find(overlaps)
}
