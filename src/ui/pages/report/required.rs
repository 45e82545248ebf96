//! Required your action: what was asked of the customer, where it is, and how long it took.

use super::about::{About, explanation, told};
use super::none::NoneHere;
use super::{View, because, filters, period, side, words};
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::Mark;
use crate::domain::vocabulary::Severity;
use crate::platform::{elements, intl};
use crate::report::about::Item;
use crate::report::figure::Measure;
use crate::report::tasks::{AskedIncident, TaskCounts, TaskState, Tasks};
use crate::route::{Report as Link, Route};
use crate::t;
use crate::ui::charts::{BarRow, ChartFrame, DurationBoxes, Legend, StackedBars, TableTwin};
use crate::ui::naming;
use crate::ui::parts::{Change, Definition, Segment, Segmented, SeverityMark, Tile};
use crate::ui::text::text;
use crate::view::prelude::*;
use leptos::html;

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
        <filters::Bar view>
            <Legend series=Signal::derive(side::task_series)/>
            <filters::Behind view/>
        </filters::Bar>
        <Counts view tasks/>
        <Show
            when=move || !is_empty.get()
            fallback=move || nothing(view)
        >
            <div class="report-halves">
                <BySeverity view tasks/>
                <Times view tasks/>
            </div>
            <because::Because view tasks/>
            <List view tasks/>
        </Show>
    }
}

/// Nothing was asked: of the reader, or of the customer where an expert looks.
fn nothing(view: View) -> AnyView {
    let (title, text) = (view.says("report.required.none"), view.says("report.required.none.help"));
    view! { <section class="card"><NoneHere view title text/></section> }.into_any()
}

/// A tile for each state. Its number leads to the tasks in the list.
#[component]
fn Counts(view: View, tasks: Memo<Tasks>) -> impl IntoView {
    let tile = move |state: TaskState| {
        let label = Signal::derive(move || text(&format!("task.{}", state.as_str()), &[]));
        let count = move || tasks.with(|tasks| tasks.counts.of(state));
        let figure = Signal::derive(move || intl::number(count() as f64));
        let change = Signal::derive(move || {
            let before = tasks.with(|tasks| tasks.before.map(|before| before.of(state)))?;
            let text = view.nothing_before.get().unwrap_or_else(|| t!("report.tasks.before", n = before));
            Some(Change { up: None, text })
        });
        let told = told(view, Item::Tasks(state));
        view.define(Item::Tasks(state), label);
        let explained = Signal::derive(move || told.with(|told| explanation(view, told)));
        let definition = move || view! { <Definition explanation=explained/> };
        let link = move || {
            let link = Link { tasks: Some(state), ..view.rested.get() };
            (count() > 0).then(|| Route::Reports(link).to_string())
        };
        let foot = move || {
            let href = link()?;
            Some(view! { <a class="link" href=href>{t!("about.show-tasks", n = count())}</a> })
        };
        view! { <Tile label figure change definition foot href=Signal::derive(link)/> }
    };
    view! {
        <section class="card tiles" aria-label=move || view.says("report.page.required")>
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
            chosen: view.link.with(|link| {
                let value = Value::word(severity.as_str());
                link.filter.filter().mark(Dim::Severity, &value) == Mark::Asked
            }),
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
    let about = move || view! { <About view item=Item::TasksBySeverity title=t!("report.by-severity")/> };
    view! {
        <section class="card card-body">
            <ChartFrame title=t!("report.by-severity") table end=about>
                <StackedBars
                    label=t!("report.by-severity")
                    series=Signal::derive(side::task_series)
                    rows
                    on_choose=move |word: String| super::look::toggle(view, Dim::Severity, &word)
                    mark
                />
            </ChartFrame>
        </section>
    }
}

/// How long completed tasks took, against the period before.
#[component]
fn Times(view: View, tasks: Memo<Tasks>) -> impl IntoView {
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
            let n = intl::number(it.map_or(0, |it| it.n) as f64);
            vec![name, n, cell(|it| it.median_s), cell(|it| it.mean_s), cell(|it| it.p90_s)]
        };
        TableTwin {
            heads: vec![
                t!("report.period"),
                t!("report.times.count"),
                t!("report.fact.median"),
                t!("report.fact.mean"),
                t!("report.fact.p90"),
            ],
            rows: [(t!("report.against.now"), now), (t!("report.against.before"), before)].map(row).to_vec(),
        }
    });
    let about = move || view! { <About view item=Item::TaskTimes title=t!("report.tasks.times")/> };
    view! {
        <section class="card card-body">
            <ChartFrame title=t!("report.tasks.times") scope=t!("report.tasks.times.scope") table end=about>
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

/// By which column the table is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Severity,
    Incident,
    Asked,
    Tasks,
    State,
}

/// The order of the table: a column, and whether its largest come first. What is open comes first until somebody presses
/// a head.
type Order = (Column, bool);
const OPEN_FIRST: Order = (Column::State, true);

/// Puts incidents into an order; those alike stay by the moment of asking, the latest first.
fn put_in_order(list: &mut [AskedIncident], (column, descending): Order) {
    // What failed is not settled either, and needs somebody more than what waits.
    let state = |it: &AskedIncident| {
        [TaskState::Failed, TaskState::Pending, TaskState::Skipped].map(|state| it.counts.of(state))
    };
    list.sort_by(|one, other| other.asked.cmp(&one.asked).then_with(|| one.id.cmp(&other.id)));
    list.sort_by(|one, other| {
        let order = match column {
            Column::Severity => one.severity.rank().cmp(&other.severity.rank()),
            Column::Incident => one.title.to_lowercase().cmp(&other.title.to_lowercase()),
            Column::Asked => one.asked.cmp(&other.asked),
            Column::Tasks => one.tasks.len().cmp(&other.tasks.len()),
            Column::State => state(one).cmp(&state(other)),
        };
        if descending { order.reverse() } else { order }
    });
}

fn segments() -> Vec<Segment> {
    let label = |state: TaskState| text(&format!("task.{}", state.as_str()), &[]);
    KINDS.map(|state| Segment::new(state.map_or_else(|| t!("report.total"), label))).into()
}

/// Whoever follows a number to its tasks is brought to their list.
fn bring(state: Memo<Option<TaskState>>, list: NodeRef<html::Section>) {
    Effect::new(move |before: Option<Option<TaskState>>| {
        let state = state.get();
        let list = list.get()?;
        if state.is_some() && before.flatten() != state {
            elements::scroll_near(&list);
        }
        state
    });
}

/// The incidents with their tasks, which can be narrowed to a state and ordered.
#[component]
fn List(view: View, tasks: Memo<Tasks>) -> impl IntoView {
    let state = Memo::new(move |_| view.link.with(|link| link.tasks));
    let kind = Signal::derive(move || KINDS.iter().position(|it| *it == state.get()).unwrap_or(0));
    let choose = move |at: usize| view.relink(|link| link.tasks = KINDS.get(at).copied().flatten());
    let order = RwSignal::new(OPEN_FIRST);
    let listed = Memo::new(move |_| {
        let state = state.get();
        let mut list = tasks.with(|tasks| {
            let has = |it: &&AskedIncident| state.is_none_or(|state| it.counts.of(state) > 0);
            tasks.incidents.iter().filter(has).cloned().collect::<Vec<_>>()
        });
        put_in_order(&mut list, order.get());
        list
    });
    let segments = Signal::derive(segments);
    let title = Signal::derive(move || view.says("report.required.list"));
    let head = move |label: String, column: Column| sort_head(order, label, column);
    let rows =
        move || listed.get().into_iter().take(ROWS_MAX).map(|incident| row(view, incident)).collect_view();
    let more = move || {
        let count = listed.with(Vec::len);
        (count > ROWS_MAX).then(
            || view! { <p class="caption third">{t!("report.more-in-export", n = count - ROWS_MAX)}</p> },
        )
    };
    let node = NodeRef::<html::Section>::new();
    bring(state, node);
    let scope = move || {
        listed.with(|list| {
            let in_state =
                |it: &AskedIncident| state.get().map_or(it.tasks.len(), |state| it.counts.of(state));
            t!("report.required.scope", incidents = list.len(), n = list.iter().map(in_state).sum::<usize>())
        })
    };
    view! {
        <section class="card card-body" node_ref=node>
            <div class="chart-head">
                <h2 class="chart-title">{title}</h2>
                <span class="chart-scope" role="status">{scope}</span>
                <span class="chart-end">
                    <Segmented label=title segments chosen=kind on_choose=choose/>
                    <About view item=Item::TaskList title/>
                </span>
            </div>
            <div class="table-frame" tabindex="0" role="region" aria-label=title>
                <table class="table table-cards table-sorted required-table">
                    <thead>
                        <tr>
                            {head(t!("dimension.severity"), Column::Severity)}
                            {head(t!("report.incident"), Column::Incident)}
                            {head(t!("report.asked"), Column::Asked)}
                            {head(t!("report.tasks"), Column::Tasks)}
                            {head(t!("report.state"), Column::State)}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more}
        </section>
    }
}

/// The head of a column: a press orders by it, the next one turns the order.
fn sort_head(order: RwSignal<Order>, label: String, column: Column) -> AnyView {
    let sorted = move || match order.get() {
        (by, true) if by == column => "descending",
        (by, false) if by == column => "ascending",
        _ => "none",
    };
    // Names begin with A, everything else with what is most.
    let press = move |_| {
        order.update(|order| {
            *order =
                if order.0 == column { (column, !order.1) } else { (column, column != Column::Incident) };
        });
    };
    view! {
        <th scope="col" aria-sort=sorted>
            <button type="button" class="table-sort" on:click=press>{label}</button>
        </th>
    }
    .into_any()
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
            <td data-label=t!("dimension.severity")><SeverityMark level=incident.severity.clone()/></td>
            <td data-label=t!("report.incident")>
                <span>
                    <a class="link" href=side::incident_of(&incident.id)>{incident.title.clone()}</a>
                    <span class="third">" " {incident.id.to_string()}</span>
                </span>
            </td>
            <td class="cell-date" data-label=t!("report.asked")>{asked}</td>
            <td data-label=t!("report.tasks")><ul>{tasks.collect_view()}</ul></td>
            <td data-label=t!("report.state")>{states.collect::<Vec<_>>().join(", ")}</td>
        </tr>
    }
}
