//! Figures in words: the number, its change, and what its definition says.

use super::View;
use super::about::left_out;
use crate::platform::intl;
use crate::report::figure::{Figure, Measure};
use crate::t;
use crate::ui::clock_face::span;
use crate::ui::parts::{Change, Explanation};
use crate::view::prelude::*;

/// With fewer values a figure is marked small (service.md 6, durations), a share of so few as well.
pub(super) const SMALL: usize = 20;

/// The count of a figure of incidents; 0 for any other.
pub(super) fn count(measure: &Measure) -> usize {
    match measure {
        Measure::Count(count) => *count,
        Measure::Share { part, .. } => *part,
        Measure::Duration(_) => 0,
    }
}

/// Why there is nothing: because of the period, or because of the reader's filter.
pub(super) fn nothing(view: View, plain: String, filtered: String) -> String {
    let is_filtered = view.link.with(|link| !link.filter.filter().is_empty());
    if is_filtered { filtered } else { plain }
}

/// Seconds in words.
#[expect(clippy::cast_possible_truncation, reason = "durations are far below 2^53 milliseconds")]
pub(super) fn seconds(seconds: f64) -> String {
    span((seconds * 1000.0) as i64)
}

/// The number as it leads the tile.
pub(super) fn number(measure: &Measure) -> String {
    match (measure, measure.number()) {
        (_, None) => "–".to_owned(),
        (Measure::Count(_), Some(number)) => intl::number(number),
        (Measure::Share { .. }, Some(number)) => intl::percent(number / 100.0),
        (Measure::Duration(_), Some(number)) => seconds(number),
    }
}

/// The change to the period before. More is neither good nor bad, so only the direction is shown.
pub(super) fn change(figure: &Figure) -> Option<Change> {
    let before = figure.before.as_ref()?;
    let (now_number, before_number) = (figure.measure.number()?, before.number()?);
    let difference = now_number - before_number;
    let up = (difference.abs() >= 0.05).then_some(difference > 0.0);
    let amount = match figure.measure {
        Measure::Count(_) => intl::number(difference.abs()),
        Measure::Share { .. } => t!("report.points", n = (difference.abs() * 10.0).round() / 10.0),
        Measure::Duration(_) => seconds(difference.abs()),
    };
    let was = number(before);
    let text = match up {
        None => t!("report.same", before = was),
        Some(true) => t!("report.more", amount = amount, before = was),
        Some(false) if matches!(figure.measure, Measure::Count(_)) => {
            t!("report.fewer", amount = amount, before = was)
        }
        Some(false) => t!("report.less", amount = amount, before = was),
    };
    Some(Change { up, text })
}

/// What the definition of a figure says.
pub(super) fn explanation(view: View, figure: &Figure) -> Explanation {
    let formula = view.says(&format!("figure.{}.formula", figure.definition.key));
    let mut facts = Vec::new();
    let mut note = None;
    let mut sum = None;
    match &figure.measure {
        Measure::Share { part, whole } => {
            note = (1..SMALL).contains(whole).then(|| t!("report.small", n = *whole));
            sum = Some(t!("report.sum", part = *part, whole = *whole, share = number(&figure.measure)));
        }
        Measure::Duration(Some(durations)) => {
            facts.push((t!("report.fact.n"), intl::number(durations.n as f64)));
            facts.push((t!("report.fact.median"), seconds(durations.median_s)));
            facts.push((t!("report.fact.mean"), seconds(durations.mean_s)));
            facts.push((t!("report.fact.p90"), seconds(durations.p90_s)));
            if durations.assumed > 0 {
                facts.push((t!("report.fact.assumed"), intl::number(durations.assumed as f64)));
            }
            note = durations.is_small().then(|| t!("report.small", n = durations.n));
        }
        Measure::Duration(None) => note = Some(t!("report.no-duration")),
        Measure::Count(_) => {}
    }
    facts.push((t!("report.fact.unclassified"), intl::number(figure.unclassified as f64)));
    for it in &figure.left_out {
        facts.push((left_out(it.reason), intl::number(it.count as f64)));
    }
    Explanation { formula, sum, facts, spreads: Vec::new(), note }
}
