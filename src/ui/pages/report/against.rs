//! This period against the one before: incidents that were counted until each day, as two lines.

use super::View;
use super::about::About;
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::overview::Overview;
use crate::t;
use crate::ui::charts::{ChartFrame, TableTwin, TwoLines, TwoPoint};
use crate::view::prelude::*;

/// About so many days have a text below.
const AXIS_TEXTS: usize = 4;

/// Sums up to each day.
fn running(counts: impl Iterator<Item = usize>) -> Vec<f64> {
    let mut sum = 0;
    let sums = counts.map(|count| {
        sum += count;
        sum as f64
    });
    sums.collect()
}

fn points(overview: &Overview) -> Vec<TwoPoint> {
    let now = running(overview.by_day.iter().map(|day| day.stack.total()));
    let before = running(overview.before_by_day.iter().copied());
    let count = now.len().max(before.len());
    let every = count.div_ceil(AXIS_TEXTS).max(1);
    let number = |amount: Option<f64>| amount.map_or_else(|| "–".to_owned(), intl::number);
    (0..count)
        .map(|at| {
            let (now, before) = (now.get(at).copied(), before.get(at).copied());
            let day = at + 1;
            TwoPoint {
                axis: (at % every == 0).then(|| t!("report.against.day", n = day)),
                words: t!("report.against.words", n = day, now = number(now), before = number(before)),
                now,
                before,
            }
        })
        .collect()
}

/// The chart; nothing for a period that has none before it.
#[component]
pub(super) fn Against(view: View) -> impl IntoView {
    let points = view.drawn(points);
    let has_before = view.drawn(|overview| overview.before.is_some());
    let table = Signal::derive(move || {
        let number = |amount: Option<f64>| amount.map_or_else(|| "–".to_owned(), intl::number);
        let row = |(at, point): (usize, &TwoPoint)| {
            vec![t!("report.against.day", n = at + 1), number(point.now), number(point.before)]
        };
        TableTwin {
            heads: vec![t!("report.day"), t!("report.against.now"), t!("report.against.before")],
            rows: points.with(|points| points.iter().enumerate().map(row).collect()),
        }
    });
    let about = move || view! { <About view item=Item::Against title=t!("report.against")/> };
    view! {
        <Show when=move || has_before.get()>
            <section class="card card-body">
                <ChartFrame title=t!("report.against") scope=t!("report.against.scope") table end=about>
                    <TwoLines label=t!("report.against") points number=Callback::new(intl::number)/>
                    <ul class="legend">
                        <li><span class="swatch fill-amount"></span>{t!("report.against.now")}</li>
                        <li><span class="swatch swatch-dashed"></span>{t!("report.against.before")}</li>
                    </ul>
                </ChartFrame>
            </section>
        </Show>
    }
}
