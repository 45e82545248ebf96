//! How wide the columns are that nobody has drawn: as the words of the language need it in the font of this browser.

use crate::domain::people::Party;
use crate::domain::time::{HOUR_MS, MINUTE_MS, Timestamp};
use crate::domain::vocabulary::{Severity, Status};
use crate::platform::{intl, measure};
use crate::route::Column;
use crate::t;
use crate::ui::clock_face::span;
use crate::ui::naming;

/// A mark before a word, with its gap.
const MARK_PX: f64 = 22.0;
/// How much wider a span of time is in strong type.
const STRONG_PX: f64 = 10.0;
/// The arrow of a column that is sorted by, with its gap.
const ARROW_PX: f64 = 20.0;
/// No column takes more by itself: what is longer gives way at its end.
const COLUMN_PX_MAX: f64 = 180.0;
/// The types of the grid, as `style/page-queue.css` has them.
const PLAIN: &str = "measured-plain";
const STRONG: &str = "measured-strong";
const HEAD: &str = "measured-head";

/// The widths that words ask for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fit(Vec<(Column, u16)>);

impl Fit {
    /// Measures the words that the columns can hold, for a reader of one side, and the severities that no list has.
    pub(super) fn measure(party: Party, severities: &[String]) -> Self {
        let others = severities.iter().map(|word| (Column::Severity, MARK_PX, PLAIN, word.clone()));
        let words: Vec<_> = words(party).into_iter().chain(others).collect();
        let lines: Vec<_> = words.iter().map(|(_, _, class, word)| (*class, word.clone())).collect();
        let widths = measure::widths_px(&lines);
        let mut fit = Self::default();
        for ((column, extra_px, ..), width_px) in words.iter().zip(widths) {
            fit.widen(*column, width_px + extra_px);
        }
        fit
    }

    fn widen(&mut self, column: Column, width_px: f64) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the widest column"
        )]
        let width_px = width_px.ceil().clamp(0.0, COLUMN_PX_MAX) as u16;
        match self.0.iter_mut().find(|(known, _)| *known == column) {
            Some((_, widest_px)) => *widest_px = width_px.max(*widest_px),
            None => self.0.push((column, width_px)),
        }
    }

    /// The least and the most of a column in px, where words decide it. With little room the heads and what is long give
    /// way before the page has to be pushed sideways.
    pub(super) fn of(&self, column: Column) -> Option<(u16, u16)> {
        let (_, wanted_px) = *self.0.iter().find(|(known, _)| *known == column)?;
        let least_px = match column {
            Column::Severity => 92,
            Column::Assigned => 80,
            _ => wanted_px,
        };
        Some((least_px.min(wanted_px), wanted_px))
    }
}

/// What the columns can hold: the column, what stands beside the word in px, its type, and the word.
fn words(party: Party) -> Vec<(Column, f64, &'static str, String)> {
    let mut words = Vec::new();
    const HEADED: [Column; 7] = [
        Column::Score,
        Column::Severity,
        Column::Status,
        Column::Assigned,
        Column::Assets,
        Column::Alerts,
        Column::Due,
    ];
    for column in HEADED {
        let arrow_px = if column == Column::Alerts { 0.0 } else { ARROW_PX };
        words.push((column, arrow_px, HEAD, super::columns::name(column)));
    }
    for severity in [Severity::High, Severity::Medium, Severity::Low, Severity::Informational] {
        words.push((Column::Severity, MARK_PX, PLAIN, naming::severity(&severity)));
    }
    for status in [Status::Active, Status::InProgress, Status::Resolved] {
        words.push((Column::Status, MARK_PX, PLAIN, naming::status(&status, party)));
    }
    words.push((Column::Status, MARK_PX, STRONG, naming::status(&Status::AwaitingAction, party)));
    for assigned in [None, Some(Party::Customer), Some(Party::Experts)] {
        words.push((Column::Assigned, 0.0, PLAIN, naming::party(assigned, party)));
    }
    // Two kinds with a figure or two, and how many are of others; what needs more is counted sooner.
    words.push((Column::Assets, 2.0 * MARK_PX + STRONG_PX, PLAIN, "888+8".to_owned()));
    let left = span(22 * HOUR_MS + 59 * MINUTE_MS);
    let of_whom = match party {
        Party::Customer => [t!("clock.you"), t!("clock.experts")],
        Party::Experts => [t!("clock.you"), t!("clock.customer")],
    };
    for word in of_whom.into_iter().chain([t!("clock.at-risk"), t!("clock.overdue")]) {
        words.push((Column::Due, MARK_PX + STRONG_PX, PLAIN, format!("{left} {word}")));
    }
    let resumes = t!("clock.resumes", when = intl::day_short(Timestamp::from_millis(LATE_IN_MONTH_MS)));
    words.push((Column::Due, MARK_PX, PLAIN, format!("{resumes} {}", t!("clock.paused"))));
    words
}

/// A day whose name is long in most languages: 28 November 2026.
const LATE_IN_MONTH_MS: i64 = 1_795_867_200_000;
