//! The right column of the overview: how long it took, what was asked of the customer, which assets were hit most.

use super::about::About;
use super::{View, look, queue_of, words};
use crate::domain::brief::AssetKind;
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::duration::Durations;
use crate::report::figure::{Figure, Measure};
use crate::report::impact::Impact;
use crate::report::overview::Overview;
use crate::report::tasks::{TaskState, Tasks};
use crate::route::{IncidentTab, Queue, Report as Link, ReportPage, Route};
use crate::t;
use crate::ui::charts::{
    BarRow, BoxRow, ChartFrame, DurationBoxes, Series, StackedBar, StackedBars, TableTwin,
};
use crate::ui::parts::{Definition, Glyph, Icon, InfoPopover, SeverityMark, Steady};
use crate::ui::text::text;
use crate::view::prelude::*;

/// So many incidents and assets are listed; their pages have all.
const LISTED: usize = 3;

/// Boxes of the experts' and the customer's time.
#[component]
pub(super) fn Times(view: View) -> impl IntoView {
    let figures = view.drawn(|overview: &Overview| {
        [&overview.time_to_resolve, &overview.time_to_resolve_experts, &overview.time_to_resolve_customer]
            .map(Clone::clone)
    });
    let measures = Memo::new(move |_| figures.with(|figures| figures.each_ref().map(|it| it.measure)));
    // The whole time has the incidents of both parts.
    let foot = move || {
        figures.with(|[all, ..]| {
            let filter = all.filter.as_ref().filter(|_| all.behind > 0)?;
            Some(view! { <a class="link" href=queue_of(filter)>{t!("report.show", n = all.behind)}</a> })
        })
    };
    let definitions = move || {
        view! { <InfoPopover title=t!("report.times") foot=foot>{times(view, figures)}</InfoPopover> }
    };
    let rows = Signal::derive(move || {
        let [all, experts, customer] = measures.get();
        vec![
            row(t!("report.times.all"), "fill-amount", "stroke-amount", &all),
            row(t!("party.experts"), "fill-experts", "stroke-experts", &experts),
            row(view.says("report.times.you"), "fill-you", "stroke-you", &customer),
        ]
    });
    let table = Signal::derive(move || {
        let names = [t!("report.times.all"), t!("party.experts"), view.says("report.times.you")];
        let line = |(name, measure): (String, Measure)| {
            let durations = durations(&measure);
            let cell = |of: fn(&Durations) -> f64| {
                durations.as_ref().map_or_else(|| "–".to_owned(), |it| words::seconds(of(it)))
            };
            let n = intl::number(durations.as_ref().map_or(0, |it| it.n) as f64);
            vec![name, n, cell(|it| it.median_s), cell(|it| it.mean_s), cell(|it| it.p90_s)]
        };
        TableTwin {
            heads: vec![
                t!("report.times.who"),
                t!("report.times.count"),
                t!("report.fact.median"),
                t!("report.fact.mean"),
                t!("report.fact.p90"),
            ],
            rows: names.into_iter().zip(measures.get()).map(line).collect(),
        }
    });
    view! {
        <section class="card card-body">
            <ChartFrame title=t!("report.times") scope=t!("report.times.scope") table end=definitions>
                <DurationBoxes label=t!("report.times") rows duration=Callback::new(words::seconds)/>
            </ChartFrame>
        </section>
    }
}

/// The definitions of the whole time and of both parts.
fn times(view: View, figures: Memo<[Figure; 3]>) -> AnyView {
    let one = |at: usize| {
        let explanation = Signal::derive(move || {
            figures.with(|figures| figures.get(at).map(|it| words::explanation(view, it)).unwrap_or_default())
        });
        let name = move || {
            figures
                .with(|figures| figures.get(at).map(|it| view.says(&format!("figure.{}", it.definition.key))))
        };
        view! { <h3 class="strong">{name}</h3> <Definition explanation/> }
    };
    [0_usize, 1, 2].map(one).into_iter().collect_view().into_any()
}

fn durations(measure: &Measure) -> Option<Durations> {
    match measure {
        Measure::Duration(durations) => *durations,
        Measure::Count(_) | Measure::Share { .. } => None,
    }
}

pub(super) fn row(name: String, fill: &'static str, stroke: &'static str, measure: &Measure) -> BoxRow {
    let durations = durations(measure);
    let second = match &durations {
        Some(it) if it.is_small() => t!("report.times.few", n = it.n),
        Some(it) => t!("report.times.n", n = it.n),
        None => t!("report.times.none"),
    };
    let median =
        durations.map(|it| t!("report.times.median", time = words::seconds(it.median_s))).unwrap_or_default();
    let high =
        durations.map(|it| t!("report.times.high", time = words::seconds(it.p90_s))).unwrap_or_default();
    BoxRow {
        key: String::new(),
        words: format!("{name}: {second} {median} {high}"),
        percentiles_s: durations.map(|it| [it.p10_s, it.p25_s, it.median_s, it.p75_s, it.p90_s]),
        name,
        second,
        fill,
        stroke,
        median,
        high,
    }
}

/// The fills of the four states of a task.
pub(super) fn task_series() -> Vec<Series> {
    let fill = |state| match state {
        TaskState::Completed => "fill-you",
        TaskState::Skipped => "fill-informational",
        TaskState::Failed => "fill-high",
        TaskState::Pending => "fill-open",
    };
    TaskState::ALL
        .map(|state| Series { name: text(&format!("task.{}", state.as_str()), &[]), fill: fill(state) })
        .to_vec()
}

/// The page of an incident, opened on its response.
pub(super) fn incident_of(id: &str) -> Option<String> {
    let id = crate::domain::ids::IncidentId::new(id)?;
    Some(Route::Incident { id, tab: IncidentTab::Response, queue: Queue::default() }.to_string())
}

/// Tasks by state, and the incidents that wait longest.
#[component]
pub(super) fn RequiredAction(view: View) -> impl IntoView {
    let tasks = view.count_drawn(|given| {
        Tasks::of(given.state, given.columns, given.filter, given.link.period, given.reader)
    });
    let page = move || Route::Reports(Link { page: ReportPage::Required, ..view.rested.get() }).to_string();
    let scope = move || {
        tasks.with(|tasks| {
            t!("report.required.scope", incidents = tasks.incidents.len(), n = tasks.counts.total())
        })
    };
    let parts = Signal::derive(move || {
        tasks.with(|tasks| TaskState::ALL.map(|state| tasks.counts.of(state) as f64).to_vec())
    });
    let said = move || {
        let parts = parts.get().into_iter().zip(TaskState::ALL);
        let said = parts
            .filter(|(count, _)| *count > 0.0)
            .map(|(count, state)| text(&format!("report.task.{}", state.as_str()), &[("n", count.into())]));
        said.collect::<Vec<_>>()
    };
    let list = move || {
        let listed = tasks.with(|tasks| tasks.incidents.iter().take(LISTED).cloned().collect::<Vec<_>>());
        listed.into_iter().map(|incident| {
            let pending = incident.counts.of(TaskState::Pending);
            let state = if pending > 0 { t!("report.task.pending", n = pending) } else { t!("report.task.settled") };
            view! {
                <li>
                    <SeverityMark level=incident.severity.clone() bare=true/>
                    <span class="third num">{incident.id.to_string()}</span>
                    <a class="link report-list-name" href=incident_of(&incident.id)>{incident.title.clone()}</a>
                    <span class="second">{state}</span>
                </li>
            }
        }).collect_view()
    };
    let is_empty = Memo::new(move |_| tasks.with(|tasks| tasks.incidents.is_empty()));
    let title = Signal::derive(move || view.says("report.page.required"));
    view! {
        <section class="card card-body" aria-labelledby="required-title">
            <Steady>
                <div class="chart-head">
                    <h2 class="chart-title" id="required-title">{title}</h2>
                    <span class="chart-scope">{scope}</span>
                    <span class="chart-end">
                        <About view item=Item::TaskList title/>
                        <a class="link chart-toggle" href=page>{t!("report.open")}</a>
                    </span>
                </div>
                <Show when=move || !is_empty.get() fallback=move || view! { <p class="second">{move || view.says("report.required.none")}</p> }>
                    <StackedBar
                        series=Signal::derive(task_series)
                        parts
                        words=Signal::derive(move || said().join(", "))
                    />
                    <p class="row row-wide caption second">{move || said().into_iter().map(|it| view! { <span>{it}</span> }).collect_view()}</p>
                    <ul class="report-list">{list}</ul>
                </Show>
            </Steady>
        </section>
    }
}

/// The assets that the most incidents touch.
#[component]
pub(super) fn Impacted(view: View) -> impl IntoView {
    let impact = view.count_drawn(|given| {
        Impact::of(given.state, given.columns, given.filter, given.link.period, given.reader, None, LISTED)
    });
    let page = move || Route::Reports(Link { page: ReportPage::Assets, ..view.rested.get() }).to_string();
    let all = move || impact.with(|impact| t!("report.assets.all", n = impact.touched));
    let end = move || {
        view! {
            <About view item=Item::Assets title=t!("report.page.assets")/>
            <a class="link chart-toggle" href=page>{all}</a>
        }
    };
    let is_empty = Memo::new(move |_| impact.with(|impact| impact.assets.is_empty()));
    view! {
        <section class="card card-body" id="impacted">
            <ChartFrame title=t!("report.page.assets") table=asset_twin(impact) end>
                <Show when=move || !is_empty.get() fallback=|| view! { <p class="second">{t!("report.assets.none")}</p> }>
                    <AssetBars view impact/>
                </Show>
            </ChartFrame>
        </section>
    }
}

/// The bars of assets as a table.
pub(super) fn asset_twin(impact: Memo<Impact>) -> Signal<TableTwin> {
    Signal::derive(move || {
        let row = |asset: &crate::report::impact::ImpactedAsset| {
            let numbers = [asset.incidents, asset.open].map(|count| intl::number(count as f64));
            std::iter::once(asset.name.clone()).chain(numbers).collect()
        };
        TableTwin {
            heads: vec![t!("dimension.asset"), t!("report.incidents"), t!("outcome.open")],
            rows: impact.with(|impact| impact.assets.iter().map(row).collect()),
        }
    })
}

/// The bars of assets. Choosing one filters everything else.
#[component]
pub(super) fn AssetBars(view: View, impact: Memo<Impact>) -> impl IntoView {
    let series = vec![Series { name: t!("report.incidents"), fill: "fill-amount" }];
    let rows = Signal::derive(move || {
        impact.with(|impact| {
            let row = |asset: &crate::report::impact::ImpactedAsset| BarRow {
                key: asset.value.as_str().to_owned(),
                name: asset.name.clone(),
                parts: vec![asset.incidents as f64],
                total: intl::number(asset.incidents as f64),
                words: t!("report.assets.bar", name = &asset.name, n = asset.incidents, open = asset.open),
                chosen: asset.mark == crate::analytics::filter::Mark::Asked,
            };
            impact.assets.iter().map(row).collect::<Vec<_>>()
        })
    });
    let mark = Callback::new(move |key: String| {
        let kind = key.split_once('/').map_or("", |(kind, _)| kind);
        let glyph = AssetKind::ALL
            .into_iter()
            .find(|it| it.as_str() == kind)
            .map_or(Glyph::Circle, crate::ui::asset_glyph::asset_glyph);
        view! { <Icon glyph/> }.into_any()
    });
    view! {
        <StackedBars
            label=t!("report.page.assets")
            series
            rows
            on_choose=Callback::new(move |word: String| look::toggle(view, crate::analytics::dimension::Dim::Asset, &word))
            mark
        />
    }
}
