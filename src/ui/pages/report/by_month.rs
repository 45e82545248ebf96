//! A dimension by month: a cell is one choice of a value and a month.

use super::about::About;
use super::look::{ShadeLegend, month_name};
use super::trends::twin;
use super::{View, look};
use crate::analytics::calendar::CivilDay;
use crate::analytics::dimension::Value;
use crate::analytics::filter::Mark;
use crate::analytics::period::Period;
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::shade::Shades;
use crate::report::trends::{ByMonth, Line, Trends, period_of};
use crate::route::FilterParam;
use crate::t;
use crate::ui::charts::{ChartFrame, HeatCell, HeatMap, HeatRow};
use crate::ui::values;
use crate::view::prelude::*;

/// The table. Its cells do not obey what is chosen in itself, and months are never narrowed: the chosen one is marked.
#[component]
pub(super) fn Heat(
    view: View,
    trends: Memo<Trends>,
    /// The month that is chosen.
    chosen: Memo<Option<CivilDay>>,
    item: Item,
    title: String,
    which: fn(&Trends) -> &ByMonth,
) -> impl IntoView {
    let by_month = Memo::new(move |_| trends.with(|trends| which(trends).clone()));
    let dim = by_month.with_untracked(|by_month| by_month.dim);
    let firsts = Memo::new(move |_| {
        trends.with(|trends| trends.months.iter().map(|month| month.first).collect::<Vec<_>>())
    });
    let months = Memo::new(move |_| {
        firsts.with(|firsts| firsts.iter().map(|first| month_name(view, *first)).collect::<Vec<_>>())
    });
    let shades = Memo::new(move |_| {
        by_month.with(|it| Shades::of(it.lines.iter().flat_map(|line| line.counts.iter().copied())))
    });
    let rows = Signal::derive(move || {
        let (months, firsts, shades, chosen) = (months.get(), firsts.get(), shades.get(), chosen.get());
        let row = |line: &Line| {
            let name = values::value(view.portal, dim, &line.value);
            let cell = |((month, first), count): ((&String, &CivilDay), &usize)| HeatCell {
                key: format!("{first}/{}", line.value.as_str()),
                text: if *count > 0 { intl::number(*count as f64) } else { String::new() },
                note: String::new(),
                shade: look::amount_class(shades.step(*count)),
                words: t!("report.heat.cell", name = &name, month = month, n = *count),
                chosen: line.mark == Mark::Asked && chosen.is_none_or(|chosen| chosen == *first),
            };
            HeatRow {
                cells: months.iter().zip(&firsts).zip(&line.counts).map(cell).collect(),
                total: intl::number(line.counts.iter().sum::<usize>() as f64),
                name: name.clone(),
            }
        };
        by_month.with(|by_month| by_month.lines.iter().map(row).collect::<Vec<_>>())
    });
    let table =
        Signal::derive(move || trends.with(|trends| twin(view, dim, &trends.months, &which(trends).lines)));
    let label = StoredValue::new(title.clone());
    let about = move || view! { <About view item title=label.get_value()/> };
    let choose = move |key: String| {
        if let Some((first, word)) = key.split_once('/') {
            toggle(view, which, trends, CivilDay::parse(first), &Value::word(word));
        }
    };
    view! {
        <section class="card card-body">
            <ChartFrame title scope=t!("report.trends.scope") table end=about>
                <HeatMap
                    label=label.get_value()
                    corner=values::dimension(dim)
                    columns=months
                    total=t!("report.total")
                    rows
                    on_choose=choose
                />
                <ShadeLegend shades/>
            </ChartFrame>
        </section>
    }
}

/// Chooses a value and a month together, or takes that choice back.
pub(super) fn toggle(
    view: View,
    which: fn(&Trends) -> &ByMonth,
    trends: Memo<Trends>,
    first: Option<CivilDay>,
    value: &Value,
) {
    let Some(first) = first else { return };
    let dim = trends.with_untracked(|trends| which(trends).dim);
    let was_month = untrack(|| look::chosen_month(view)) == Some(first);
    view.relink(|link| {
        let mut filter = link.filter.filter();
        let was = was_month && filter.mark(dim, value) == Mark::Asked;
        filter.clear(dim);
        if was {
            link.period = Period::REPORT;
        } else {
            filter.set(dim, value.clone(), Mark::Asked);
            link.period = period_of(first);
        }
        link.filter = FilterParam::Good(filter);
    });
}
