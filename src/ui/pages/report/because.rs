//! Why the tasks were the customer's: the rule of who acts that decided, counted.

use super::about::About;
use super::{View, side};
use crate::domain::who_acts::Rule;
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::tasks::{TaskCounts, TaskState, Tasks};
use crate::t;
use crate::ui::parts::{Heading, ReadingTable};
use crate::view::prelude::*;

/// The table.
#[component]
pub(super) fn Because(view: View, tasks: Memo<Tasks>) -> impl IntoView {
    let title = Signal::derive(move || view.says("report.because"));
    let rows = move || tasks.with(|tasks| tasks.by_rule.iter().map(|it| row(view, it)).collect_view());
    let heads = std::iter::once(Heading::new(t!("report.because.rule")))
        .chain(columns().map(Heading::number))
        .collect();
    view! {
        <section class="card card-body stack stack-8" aria-labelledby="because-title">
            <div class="chart-head">
                <h2 class="chart-title" id="because-title">{title}</h2>
                <span class="chart-end"><About view item=Item::TasksByRule title/></span>
            </div>
            <ReadingTable label=title heads rows=rows.into_any() cards=true/>
            <p class="caption third">{t!("report.because.help")}</p>
        </section>
    }
}

/// The names of the columns of numbers.
fn columns() -> impl Iterator<Item = String> {
    side::task_series().into_iter().map(|series| series.name).chain([t!("report.total")])
}

fn row(view: View, (rule, counts): &(Option<Rule>, TaskCounts)) -> AnyView {
    let name = view.says(&format!("report.because.{}", rule.map_or("none", Rule::as_str)));
    let numbers = TaskState::ALL.map(|state| counts.of(state)).into_iter().chain([counts.total()]);
    let numbers = numbers
        .zip(columns())
        .map(|(count, name)| view! { <td class="num" data-label=name>{intl::number(count as f64)}</td> });
    view! { <tr><th scope="row" class="name">{name}</th>{numbers.collect_view()}</tr> }.into_any()
}
