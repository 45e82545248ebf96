//! The report: what was investigated and resolved in a period, by severity, source and tactic, every number leading to
//! its incidents.

mod charts;
mod tiles;
mod words;

use crate::analytics::dimension::Dim;
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::period::Period;
use crate::platform::intl;
use crate::report::overview::Overview;
use crate::route::{FilterParam, Queue, Report as Link, Route};
use crate::t;
use crate::ui::charts::{Legend, Series};
use crate::ui::parts::{Banner, Button, ButtonKind, ButtonLink, Chip, EmptyState, PageHead, Tone};
use crate::ui::periods;
use crate::ui::portal::Portal;
use crate::ui::values;
use leptos::prelude::*;

/// The report as its parts read it. A copy is the same report.
#[derive(Clone, Copy)]
pub(super) struct View {
    pub(super) portal: Portal,
    pub(super) link: Memo<Link>,
    pub(super) overview: Memo<Overview>,
}

impl View {
    fn new(portal: Portal) -> Self {
        let link = Memo::new(move |before: Option<&Link>| match portal.route.get() {
            Route::Reports(link) => link,
            _ => before.cloned().unwrap_or_default(),
        });
        let overview = Memo::new(move |_| {
            let link = link.get();
            let filter = link.filter.filter();
            portal.board(|board| {
                portal.reader.with(|reader| Overview::of(&board.columns, &filter, link.period, reader))
            })
        });
        Self { portal, link, overview }
    }

    /// Changes the filter and with it the address.
    pub(super) fn change(self, edit: impl FnOnce(&mut Filter)) {
        let mut link = self.link.get_untracked();
        let mut filter = link.filter.filter();
        edit(&mut filter);
        link.filter = FilterParam::Good(filter);
        self.portal.replace(Route::Reports(link));
    }

    fn set_period(self, period: Period) {
        let link = Link { period, ..self.link.get_untracked() };
        self.portal.replace(Route::Reports(link));
    }
}

/// The queue with a filter.
pub(super) fn queue_of(filter: &Filter) -> String {
    Route::Incidents(Queue { filter: FilterParam::Good(filter.clone()), ..Queue::default() }).to_string()
}

/// The page.
#[component]
pub fn Report() -> impl IntoView {
    let portal = Portal::get();
    let view = View::new(portal);
    let is_empty = Memo::new(move |_| portal.read(|state| state.catalogue.is_empty()));
    view! {
        <div class="page">
            <PageHead title=t!("report.title")/>
            <Show when=move || !is_empty.get() fallback=nothing_yet>
                <div class="stack">
                    <PeriodCard view/>
                    <Filters view/>
                    <tiles::Tiles view/>
                    <charts::Charts view/>
                </div>
            </Show>
        </div>
    }
}

fn nothing_yet() -> impl IntoView {
    view! {
        <EmptyState title=t!("report.empty") text=t!("report.empty.help") large=true>
            <ButtonLink label=t!("queue.empty.import") href=Route::Import.to_string() kind=ButtonKind::Primary/>
        </EmptyState>
    }
}

/// The period and what it means in days.
#[component]
fn PeriodCard(view: View) -> impl IntoView {
    let period = Memo::new(move |_| view.link.get().period);
    let choose = move |event| {
        if let Some(period) = Period::parse(&event_target_value(&event)) {
            view.set_period(period);
        }
    };
    let options = move || {
        let present = period.get();
        let list = periods::offered(present).into_iter().map(|offered| {
            view! { <option value=offered.to_string() selected=offered == present>{periods::name(offered)}</option> }
        });
        list.collect_view()
    };
    let days = move || {
        view.portal.reader.with(|reader| {
            let window = period.get().window(reader);
            match (window.from, window.to) {
                (Some(from), Some(to)) => {
                    t!("report.days", first = intl::day(from), last = intl::day(to.plus_millis(-1)))
                }
                _ => periods::name(period.get()),
            }
        })
    };
    let counts = move || {
        view.overview.with(|overview| {
            let now = words::count(&overview.investigated.measure);
            match &overview.investigated.before {
                Some(before) => t!("report.counts", n = now, before = words::count(before)),
                None => t!("report.counts.only", n = now),
            }
        })
    };
    view! {
        <section class="card card-body row row-wide" aria-label=t!("report.period")>
            <label class="stack stack-4">
                <span class="caption strong">{t!("report.period")}</span>
                <select class="input" id="period" on:change=choose>{options}</select>
            </label>
            <p class="second" role="status">{days} " · " {counts}</p>
        </section>
    }
}

/// What is filtered, as chips, and where the incidents behind the page are.
#[component]
fn Filters(view: View) -> impl IntoView {
    let chips = Memo::new(move |_| {
        let filter = view.link.get().filter.filter();
        let dims = filter.choices().flat_map(|(dim, choice)| {
            let sides = [(choice.any.clone(), false), (choice.none.clone(), true)];
            sides
                .into_iter()
                .filter(|(values, _)| !values.is_empty())
                .map(move |(values, not)| (dim, values, not))
        });
        dims.collect::<Vec<_>>()
    });
    let chip = move |(dim, values, negative): (Dim, std::collections::BTreeSet<_>, bool)| {
        let words: Vec<String> = values.iter().map(|value| values::value(view.portal, dim, value)).collect();
        let remove = move |()| {
            view.change(|filter| values.iter().for_each(|value| filter.set(dim, value.clone(), Mark::Free)));
        };
        view! {
            <Chip field=values::dimension(dim) value=words.join(", ") negative on_remove=Callback::new(remove)/>
        }
    };
    let behind = move || {
        view.overview.with(|overview| {
            let filter = overview.investigated.filter.clone().unwrap_or_default();
            (queue_of(&filter), t!("report.show", n = overview.investigated.behind))
        })
    };
    let unreadable = move || match view.link.get().filter {
        FilterParam::Good(_) => None,
        FilterParam::Bad(text, problem) => {
            Some(t!("queue.unreadable", text = String::from(text), problem = problem.to_string()))
        }
    };
    let clear = move |_| view.change(|filter| *filter = Filter::default());
    view! {
        {move || unreadable().map(|why| view! { <Banner tone=Tone::Warning>{why}</Banner> })}
        <div class="row row-wide report-filters">
            <span class="caption strong">{t!("queue.filters")}</span>
            <Show
                when=move || !chips.get().is_empty()
                fallback=|| view! { <span class="caption third">{t!("report.no-filter")}</span> }
            >
                <For each=move || chips.get() key=Clone::clone children=chip/>
                <Button label=t!("queue.clear") kind=ButtonKind::Link on_press=clear/>
            </Show>
            <span class="push"><Legend series=Signal::derive(series)/></span>
            <a class="link" href=move || behind().0>{move || behind().1}</a>
        </div>
    }
}

/// The stack that is the same in every chart, the lowest first.
pub(super) fn series() -> Vec<Series> {
    vec![
        Series { name: t!("outcome.resolvedDirectly"), fill: "fill-experts" },
        Series { name: t!("report.with-help"), fill: "fill-you" },
        Series { name: t!("outcome.open"), fill: "fill-open" },
    ]
}
