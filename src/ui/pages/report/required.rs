//! Required your action: what was asked of the customer, where it is, and how long it took.

use super::{View, because, filters, period, side, words};
use crate::domain::vocabulary::Severity;
use crate::platform::intl;
use crate::report::figure::Measure;
use crate::report::tasks::{AskedIncident, TaskCounts, TaskState, Tasks};
use crate::t;
use crate::ui::charts::{BarRow, ChartFrame, DurationBoxes, Legend, StackedBars, TableTwin};
use crate::ui::naming;
use crate::ui::parts::{Definition, EmptyState, Explanation, InfoPopover, Segment, Segmented, SeverityMark};
use crate::ui::text::text;
use crate::view::prelude::*;

/// Rows of the table; the export has all.
const ROWS_MAX: usize = 200;

/// The page.
#[component]
pub(super) fn Required(view: View) -> impl IntoView {
    let tasks = view
        .count(|given| Tasks::of(given.state, given.columns, given.filter, given.link.period, given.reader));
    let is_empty = Memo::new(move |_| tasks.with(|tasks| tasks.incidents.is_empty()));
    view! {
        <period::PeriodCard view/>
        <filters::Bar view><Legend series=Signal::derive(side::task_series)/></filters::Bar>
        <Counts tasks/>
        <Show
            when=move || !is_empty.get()
            fallback=|| view! { <section class="card"><EmptyState title=t!("report.required.none") text=t!("report.required.none.help")/></section> }
        >
            <div class="report-halves">
                <BySeverity view tasks/>
                <Times tasks/>
            </div>
            <because::Because tasks/>
            <List view tasks/>
        </Show>
    }
}

/// A tile for each state.
#[component]
fn Counts(tasks: Memo<Tasks>) -> impl IntoView {
    let tile = move |state: TaskState| {
        let name = move || text(&format!("task.{}", state.as_str()), &[]);
        let label = Signal::derive(name);
        let count = move || tasks.with(|tasks| intl::number(tasks.counts.of(state) as f64));
        let before = move || {
            let before = tasks.with(|tasks| tasks.before.map(|before| before.of(state)));
            before.map(|before| t!("report.tasks.before", n = before))
        };
        let explanation = Signal::derive(move || Explanation {
            formula: text(&format!("report.task-formula.{}", state.as_str()), &[]),
            facts: tasks.with(|tasks| {
                vec![
                    (t!("report.tasks.all"), intl::number(tasks.counts.total() as f64)),
                    (t!("report.tasks.incidents"), intl::number(tasks.incidents.len() as f64)),
                ]
            }),
            ..Explanation::default()
        });
        view! {
            <div class="tile">
                <div class="tile-head"><span>{name}</span></div>
                <div class="tile-figure"><span class="figure">{count}</span></div>
                <span class="tile-change">{before}</span>
                <span class="tile-info">
                    <InfoPopover title=label><Definition explanation/></InfoPopover>
                </span>
            </div>
        }
    };
    view! {
        <section class="card tiles" aria-label=t!("report.page.required")>
            {TaskState::ALL.into_iter().map(tile).collect_view()}
        </section>
    }
}

fn parts(counts: &TaskCounts) -> Vec<f64> {
    TaskState::ALL.map(|state| counts.of(state) as f64).to_vec()
}

/// Tasks by the severity of their incidents.
#[component]
fn BySeverity(view: View, tasks: Memo<Tasks>) -> impl IntoView {
    let rows = Signal::derive(move || {
        let row = |(severity, counts): &(Severity, TaskCounts)| BarRow {
            key: severity.as_str().to_owned(),
            name: naming::severity(severity),
            parts: parts(counts),
            total: intl::number(counts.total() as f64),
            words: t!("report.tasks.severity", name = naming::severity(severity), n = counts.total()),
            chosen: false,
        };
        tasks.with(|tasks| tasks.by_severity.iter().map(row).collect::<Vec<_>>())
    });
    let table = Signal::derive(move || {
        let row = |(severity, counts): &(Severity, TaskCounts)| {
            let counts = parts(counts).into_iter().map(intl::number);
            std::iter::once(naming::severity(severity)).chain(counts).collect()
        };
        let heads = side::task_series().into_iter().map(|series| series.name);
        TableTwin {
            heads: std::iter::once(t!("dimension.severity")).chain(heads).collect(),
            rows: tasks.with(|tasks| tasks.by_severity.iter().map(row).collect()),
        }
    });
    let mark = Callback::new(|word: String| {
        view! { <span aria-hidden="true"><SeverityMark level=Severity::parse(&word) bare=true/></span> }
            .into_any()
    });
    view! {
        <section class="card card-body">
            <ChartFrame title=t!("report.by-severity") table>
                <StackedBars
                    label=t!("report.by-severity")
                    series=Signal::derive(side::task_series)
                    rows
                    on_choose=move |word: String| super::look::toggle(view, crate::analytics::dimension::Dim::Severity, &word)
                    mark
                />
            </ChartFrame>
        </section>
    }
}

/// How long completed tasks took, against the period before.
#[component]
fn Times(tasks: Memo<Tasks>) -> impl IntoView {
    let measures = Memo::new(move |_| tasks.with(|tasks| (tasks.time_to_complete, tasks.time_before)));
    let rows = Signal::derive(move || {
        let (now, before) = measures.get();
        vec![
            side::row(t!("report.against.now"), "fill-you", "stroke-you", &Measure::Duration(now)),
            side::row(
                t!("report.against.before"),
                "fill-amount-soft",
                "stroke-amount",
                &Measure::Duration(before),
            ),
        ]
    });
    let table = Signal::derive(move || {
        let (now, before) = measures.get();
        let row = |(name, it): (String, Option<crate::report::duration::Durations>)| {
            let cell = |of: fn(&crate::report::duration::Durations) -> f64| {
                it.as_ref().map_or_else(|| "–".to_owned(), |it| words::seconds(of(it)))
            };
            vec![name, cell(|it| it.median_s), cell(|it| it.mean_s), cell(|it| it.p90_s)]
        };
        TableTwin {
            heads: vec![
                t!("report.period"),
                t!("report.fact.median"),
                t!("report.fact.mean"),
                t!("report.fact.p90"),
            ],
            rows: [(t!("report.against.now"), now), (t!("report.against.before"), before)].map(row).to_vec(),
        }
    });
    view! {
        <section class="card card-body">
            <ChartFrame title=t!("report.tasks.times") scope=t!("report.tasks.times.scope") table>
                <DurationBoxes label=t!("report.tasks.times") rows duration=Callback::new(words::seconds)/>
            </ChartFrame>
        </section>
    }
}

/// Which incidents the table lists.
const KINDS: [Option<TaskState>; 5] = [
    None,
    Some(TaskState::Pending),
    Some(TaskState::Failed),
    Some(TaskState::Skipped),
    Some(TaskState::Completed),
];

/// In which order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Asked,
    Severity,
    Tasks,
}

/// The incidents with their tasks, which can be narrowed to a state and ordered.
#[component]
fn List(view: View, tasks: Memo<Tasks>) -> impl IntoView {
    let kind = RwSignal::new(0_usize);
    let order = RwSignal::new(Order::Asked);
    let listed = Memo::new(move |_| {
        let state = KINDS.get(kind.get()).copied().flatten();
        let mut list = tasks.with(|tasks| {
            let has = |it: &&AskedIncident| state.is_none_or(|state| it.counts.of(state) > 0);
            tasks.incidents.iter().filter(has).cloned().collect::<Vec<_>>()
        });
        match order.get() {
            Order::Asked => {}
            Order::Severity => list.sort_by_key(|it| std::cmp::Reverse(it.severity.rank())),
            Order::Tasks => list.sort_by_key(|it| std::cmp::Reverse(it.tasks.len())),
        }
        list
    });
    let segments = Signal::derive(move || {
        KINDS
            .into_iter()
            .map(|state| {
                let label = state.map_or_else(
                    || t!("report.total"),
                    |state| text(&format!("task.{}", state.as_str()), &[]),
                );
                Segment::new(label)
            })
            .collect::<Vec<_>>()
    });
    let head = move |label: String, by: Order| {
        view! {
            <th scope="col" aria-sort=move || if order.get() == by { "descending" } else { "none" }>
                <button type="button" class="table-sort" on:click=move |_| order.set(by)>{label}</button>
            </th>
        }
    };
    let rows =
        move || listed.get().into_iter().take(ROWS_MAX).map(|incident| row(view, incident)).collect_view();
    let more = move || {
        let count = listed.with(Vec::len);
        (count > ROWS_MAX).then(
            || view! { <p class="caption third">{t!("report.more-in-export", n = count - ROWS_MAX)}</p> },
        )
    };
    view! {
        <section class="card card-body">
            <div class="chart-head">
                <h2 class="chart-title">{t!("report.required.list")}</h2>
                <span class="chart-end">
                    <Segmented label=t!("report.required.list") segments chosen=kind on_choose=move |at| kind.set(at)/>
                </span>
            </div>
            <div class="table-frame" tabindex="0" role="region" aria-label=t!("report.required.list")>
                <table class="table">
                    <thead>
                        <tr>
                            {head(t!("dimension.severity"), Order::Severity)}
                            <th scope="col">{t!("report.incident")}</th>
                            {head(t!("report.asked"), Order::Asked)}
                            {head(t!("report.tasks"), Order::Tasks)}
                            <th scope="col">{t!("report.state")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more}
        </section>
    }
}

fn row(view: View, incident: AskedIncident) -> impl IntoView {
    let asked = view.portal.reader.with_untracked(|_| intl::moment(incident.asked));
    let tasks = incident.tasks.iter().map(|task| {
        let state = text(&format!("task.{}", task.state.as_str()), &[]);
        let took = task.took_s.map(|seconds| words::seconds(f64::from(seconds)));
        view! { <li>{task.title.clone()} <span class="third">" · " {state} {took.map(|took| format!(", {took}"))}</span></li> }
    });
    let states = TaskState::ALL.into_iter().filter_map(|state| {
        let count = incident.counts.of(state);
        (count > 0).then(|| text(&format!("report.task.{}", state.as_str()), &[("n", count.into())]))
    });
    view! {
        <tr>
            <td><SeverityMark level=incident.severity.clone()/></td>
            <td>
                <a class="link" href=side::incident_of(&incident.id)>{incident.title.clone()}</a>
                <span class="third">" " {incident.id.to_string()}</span>
            </td>
            <td>{asked}</td>
            <td><ul>{tasks.collect_view()}</ul></td>
            <td>{states.collect::<Vec<_>>().join(", ")}</td>
        </tr>
    }
}
