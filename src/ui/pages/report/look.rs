//! Small things that several pages of the report share.

use super::View;
use crate::analytics::calendar::CivilDay;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::Mark;
use crate::analytics::period::Period;
use crate::platform::intl;
use crate::report::shade::Shades;
use crate::report::trends;
use crate::t;
use crate::view::prelude::*;

/// Asks for a value, or for it no more.
pub(super) fn toggle(view: View, dim: Dim, word: &str) {
    let value = Value::word(word);
    view.change(|filter| {
        let mark = if filter.mark(dim, &value) == Mark::Asked { Mark::Free } else { Mark::Asked };
        filter.set(dim, value, mark);
    });
}

/// The class of a step.
pub(super) fn amount_class(step: usize) -> &'static str {
    match step {
        0 => "amount-0",
        1 => "amount-1",
        2 => "amount-2",
        3 => "amount-3",
        4 => "amount-4",
        5 => "amount-5",
        6 => "amount-6",
        _ => "amount-7",
    }
}

/// What the shades of a table mean: each step with the counts that have it.
pub(super) fn shade_steps(shades: Shades) -> AnyView {
    let number = |count: usize| intl::number(count as f64);
    let step = move |(step, from, to): (usize, usize, Option<usize>)| {
        let range = match to {
            Some(to) if to == from => number(from),
            Some(to) => t!("report.shade.range", from = number(from), to = number(to)),
            None => t!("report.shade.from", from = number(from)),
        };
        view! { <span class=format!("matrix-step {}", amount_class(step))>{range}</span> }
    };
    let steps = shades.ranges().into_iter().map(step).collect_view();
    view! { <span class="row row-tight shade-steps">{steps}</span> }.into_any()
}

/// The legend of a heat map.
#[component]
pub(super) fn ShadeLegend(
    /// Its steps.
    #[prop(into)]
    shades: Signal<Shades>,
) -> impl IntoView {
    view! {
        <p class="row row-wide caption second shade-legend">{t!("report.incidents")} {move || shade_steps(shades.get())}</p>
    }
    .into_any()
}

/// The short name of the month of a day.
pub(super) fn month_name(view: View, first: CivilDay) -> String {
    let zone = view.portal.reader.with_untracked(|reader| reader.zone.clone());
    intl::month_short(zone.start_of(first.plus_days(14)))
}

/// Chooses a month of the trends, or lets it go.
pub(super) fn toggle_month(view: View, key: &str) {
    let Some(first) = CivilDay::parse(key) else { return };
    let is_chosen = untrack(|| chosen_month(view)) == Some(first);
    view.relink(|link| link.period = if is_chosen { Period::REPORT } else { trends::period_of(first) });
}

/// The month that the period of the link is, where it is one of those that the trends show: its first day.
pub(super) fn chosen_month(view: View) -> Option<CivilDay> {
    let today = view.portal.reader.with(|reader| reader.today());
    let period = view.link.with(|link| link.period);
    trends::month_of(period, today)
}
