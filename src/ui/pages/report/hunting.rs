//! The hunting report: notifications, threats by tactic, and what recurs.

use super::about::About;
use super::none::NoneHere;
use super::touched::{Categories, Touched};
use super::{View, filters, look, period, queue_of, side, words};
use crate::analytics::activities::Activities;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::Mark;
use crate::domain::vocabulary::Tactic;
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::hunting::{Hunting as Counted, Notification, Recurring, Threat};
use crate::report::shade::Shades;
use crate::t;
use crate::ui::charts::{ChartFrame, HeatCell, HeatMap, HeatRow, TableTwin};
use crate::ui::parts::{Heading, ReadingTable, Segment, Segmented, SeverityMark};
use crate::ui::text::text;
use crate::ui::{naming, values};
use crate::view::prelude::*;

/// Rows of the table; the queue has all.
const ROWS_MAX: usize = 50;

/// The page.
#[component]
pub(super) fn Hunting(view: View) -> impl IntoView {
    let hunting = view.count(|given| {
        Counted::of(
            given.state,
            given.columns,
            given.filter,
            given.link.period,
            given.link.activities,
            given.reader,
        )
    });
    let activities =
        Signal::derive(move || hunting.with(|it| t!("report.counts.activities", n = it.activities)));
    let behind = move || {
        let (href, n) = hunting.with(|it| (queue_of(&it.activities_filter), it.activities));
        (n > 0).then(|| view! { <a class="link" href=href>{t!("report.show", n = n)}</a> })
    };
    let now = Memo::new(move |_| view.link.with(|link| link.activities));
    let segments = Signal::derive(|| {
        let one = |it: Activities| Segment::new(text(&format!("report.activities.{}", it.as_str()), &[]));
        Activities::ALL.into_iter().map(one).collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || Activities::ALL.iter().position(|it| *it == now.get()).unwrap_or(0));
    let choose = move |at: usize| {
        view.relink(|link| link.activities = Activities::ALL.get(at).copied().unwrap_or_default());
    };
    view! {
        <period::PeriodCard view counted=activities/>
        <filters::Bar view>
            <Segmented label=t!("report.activities") segments chosen on_choose=choose/>
            {behind}
        </filters::Bar>
        <Notifications view hunting/>
        <Threats view hunting/>
        <Trending view hunting/>
        <super::emerging::Emerging view hunting/>
    }
}

/// How many notifications there were, and the newest.
#[component]
fn Notifications(view: View, hunting: Memo<Counted>) -> impl IntoView {
    let count = Memo::new(move |_| hunting.with(|hunting| hunting.notifications.len()));
    let number = move || intl::number(count.get() as f64);
    let before = move || {
        let before = hunting.with(|it| it.before)?;
        Some(view.nothing_before.get().unwrap_or_else(|| t!("report.tasks.before", n = before)))
    };
    let show = move || {
        let href = hunting.with(|hunting| queue_of(&hunting.filter));
        let label = t!("report.notifications.show", n = count.get());
        (count.get() > 0).then(|| view! { <a class="button" href=href>{label}</a> })
    };
    let row = move |it: Notification| {
        view! {
            <tr>
                <td data-label=t!("dimension.severity")><SeverityMark level=it.severity.clone()/></td>
                <td data-label=t!("column.title")><a class="link" href=side::incident_of(&it.id)>{it.title.clone()}</a></td>
                <td data-label=t!("dimension.status")>{naming::status(&it.status, view.portal.party())}</td>
                <td data-label=t!("dimension.created")>{intl::moment(it.created)}</td>
            </tr>
        }
    };
    let rows = move || {
        hunting
            .with(|it| it.notifications.iter().take(ROWS_MAX).cloned().collect::<Vec<_>>())
            .into_iter()
            .map(row)
            .collect_view()
    };
    view! {
        <section class="card card-body">
            <div class="chart-head">
                <h2 class="chart-title">{t!("table.notifications")}</h2>
                <span class="chart-end">
                    {show}
                    <About view item=Item::Notifications title=t!("table.notifications")/>
                </span>
            </div>
            <p class="row row-wide"><strong class="figure">{number}</strong><span class="second">{before}</span></p>
            <Show
                when=move || { count.get() > 0 }
                fallback=move || view! { <p class="second">{move || words::nothing(view, t!("report.notifications.none"), t!("report.notifications.filtered"))}</p> }
            >
                <ReadingTable
                    label=t!("table.notifications")
                    heads=vec![
                        Heading::new(t!("dimension.severity")),
                        Heading::new(t!("column.title")),
                        Heading::new(t!("dimension.status")),
                        Heading::new(t!("dimension.created")),
                    ]
                    rows=rows.into_any()
                    cards=true
                />
            </Show>
        </section>
    }
}

/// Threat categories by tactic. A cell filters by both.
#[component]
fn Threats(view: View, hunting: Memo<Counted>) -> impl IntoView {
    let named = move |threat: &Threat| values::value(view.portal, Dim::Determination, &threat.value);
    let filter = Memo::new(move |_| view.link.with(|link| link.filter.filter().to_string()));
    let shades = Memo::new(move |_| {
        hunting.with(|it| {
            let cells = it.threats.iter().flat_map(|threat| &threat.by_tactic);
            Shades::of(cells.map(|cell| cell.count))
        })
    });
    let rows = Signal::derive(move || {
        filter.with(|_| ());
        let shades = shades.get();
        let asked = view.link.with_untracked(|link| link.filter.filter());
        let is_asked = |threat: &Threat, tactic: Tactic| {
            asked.mark(Dim::Determination, &threat.value) == Mark::Asked
                && asked.mark(Dim::Tactic, &Value::word(tactic.as_str())) == Mark::Asked
        };
        let row = |threat: &Threat| {
            let name = named(threat);
            let cells = threat.by_tactic.iter().map(|cell| HeatCell {
                key: format!("{}/{}", threat.value.as_str(), cell.tactic.as_str()),
                text: if cell.count > 0 { intl::number(cell.count as f64) } else { String::new() },
                note: if cell.notified > 0 { "◆".to_owned() } else { String::new() },
                shade: look::amount_class(shades.step(cell.count)),
                words: t!(
                    "report.threat.cell",
                    name = &name,
                    tactic = naming::tactic(cell.tactic),
                    n = cell.count,
                    notified = cell.notified
                ),
                chosen: is_asked(threat, cell.tactic),
            });
            HeatRow { cells: cells.collect(), total: intl::number(threat.total as f64), name: name.clone() }
        };
        hunting.with(|hunting| hunting.threats.iter().map(row).collect::<Vec<_>>())
    });
    let tactics: Vec<String> = Tactic::ALL.into_iter().map(naming::tactic).collect();
    let heads = tactics.clone();
    let tactics = StoredValue::new(tactics);
    let table = Signal::derive(move || {
        let row = |threat: &Threat| {
            let counts = threat.by_tactic.iter().map(|cell| intl::number(cell.count as f64));
            std::iter::once(named(threat)).chain(counts).collect()
        };
        TableTwin {
            heads: std::iter::once(t!("dimension.determination")).chain(heads.clone()).collect(),
            rows: hunting.with(|hunting| hunting.threats.iter().map(row).collect()),
        }
    });
    let choose = move |key: String| {
        let Some((determination, tactic)) = key.split_once('/') else { return };
        let (determination, tactic) = (Value::word(determination), Value::word(tactic));
        view.change(|filter| {
            let was = filter.mark(Dim::Determination, &determination) == Mark::Asked
                && filter.mark(Dim::Tactic, &tactic) == Mark::Asked;
            filter.clear(Dim::Determination);
            filter.clear(Dim::Tactic);
            if !was {
                filter.set(Dim::Determination, determination, Mark::Asked);
                filter.set(Dim::Tactic, tactic, Mark::Asked);
            }
        });
    };
    let scope = Signal::derive(move || {
        Some(hunting.with(|it| t!("report.threats.scope", n = it.in_threats, unclassified = it.unclassified)))
    });
    let is_empty = Memo::new(move |_| hunting.with(|hunting| hunting.threats.is_empty()));
    let about = move || view! { <About view item=Item::Threats title=t!("table.threats")/> };
    view! {
        <section class="card card-body">
            <ChartFrame title=t!("table.threats") scope table end=about>
                <Show
                    when=move || !is_empty.get()
                    fallback=move || view! { <NoneHere view title=t!("report.threats.none") text=t!("report.threats.none.help")/> }
                >
                    <HeatMap
                        label=t!("table.threats")
                        corner=t!("dimension.determination")
                        columns=tactics.get_value()
                        total=t!("report.total")
                        rows
                        on_choose=choose
                    />
                    <look::ShadeLegend shades/>
                    <Categories view hunting/>
                </Show>
            </ChartFrame>
        </section>
    }
}

/// What recurs over three months.
#[component]
fn Trending(view: View, hunting: Memo<Counted>) -> impl IntoView {
    let row = move |it: Recurring| {
        let notified = (it.notified > 0).then(|| intl::number(it.notified as f64));
        view! {
            <tr>
                <td data-label=t!("dimension.severity")><SeverityMark level=it.severity.clone()/></td>
                <td data-label=t!("column.title")>{it.title.clone()}</td>
                <td class="num" data-label=t!("report.incidents")>{intl::number(it.count as f64)}</td>
                <td class="num" data-label=t!("column.notified")>{notified}</td>
                <td data-label=t!("column.latest")>{intl::moment(it.latest)}</td>
                <td class="not-print" data-label=t!("report.rows")>
                    <span class="row">
                        <a class="link" href=queue_of(&it.filter) aria-label=t!("report.trending.show", name = &it.title)>
                            {t!("report.touched.show")}
                        </a>
                        <Touched view name=it.title filter=it.filter/>
                    </span>
                </td>
            </tr>
        }
    };
    let rows = move || hunting.with(|it| it.trending.clone()).into_iter().map(row).collect_view();
    let is_empty = Memo::new(move |_| hunting.with(|hunting| hunting.trending.is_empty()));
    view! {
        <section class="card card-body">
            <div class="chart-head">
                <h2 class="chart-title">{t!("table.trending")}</h2>
                <span class="chart-scope">{t!("report.trending.scope")}</span>
                <span class="chart-end"><About view item=Item::Trending title=t!("table.trending")/></span>
            </div>
            <Show when=move || !is_empty.get() fallback=move || view! { <p class="second">{move || words::nothing(view, t!("report.trending.none"), t!("report.trending.filtered"))}</p> }>
                <ReadingTable
                    label=t!("table.trending")
                    heads=vec![
                        Heading::new(t!("dimension.severity")),
                        Heading::new(t!("column.title")),
                        Heading::number(t!("report.incidents")),
                        Heading::number(t!("column.notified")),
                        Heading::new(t!("column.latest")),
                        Heading::off_paper(t!("report.rows")),
                    ]
                    rows=rows.into_any()
                    cards=true
                />
            </Show>
        </section>
    }
}
