//! The report: what was investigated and resolved in a period and what it took, every number leading to its incidents,
//! every choice filtering the rest.

mod about;
mod against;
mod assets;
mod because;
mod by_month;
mod charts;
mod dates;
mod embed;
mod emerging;
mod export;
mod filters;
mod hunting;
mod look;
mod matrix;
mod month_tasks;
mod none;
mod past;
mod period;
mod print_head;
mod readiness;
mod required;
mod review;
mod score;
mod side;
mod technique;
mod tiles;
mod touched;
mod trends;
mod turns;
mod words;

use crate::analytics::calendar::Reader;
use crate::analytics::columns::Columns;
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::domain::people::Party;
use crate::domain::state::State;
use crate::platform::{dom, location};
use crate::report::about::Item;
use crate::report::overview::Overview;
use crate::route::{FilterParam, Queue, Report as Link, ReportPage, Route};
use crate::t;
use crate::ui::charts::Series;
use crate::ui::parts::{ButtonKind, ButtonLink, EmptyState, Glyph, IconButton, TabLink, Tabs, Tone};
use crate::ui::periods;
use crate::ui::portal::Portal;
use crate::ui::text::text_for;
use crate::view::prelude::*;

/// The report as its parts read it. A copy is the same report.
#[derive(Clone, Copy)]
pub(super) struct View {
    pub(super) portal: Portal,
    pub(super) link: Memo<Link>,
    /// Counted when a part first reads it.
    pub(super) overview: Memo<Overview>,
    /// The link for what nobody looks at while the brush moves, such as where links lead: that of the last rest.
    pub(super) rested: Memo<Link>,
    /// What is counted on the page, with its names.
    defined: RwSignal<Vec<(Item, Signal<String>)>>,
    /// What is said instead of comparisons: see [`periods::nothing_before`].
    nothing_before: Memo<Option<String>>,
    past: past::Past,
    turns: turns::Turns,
}

/// What a part counts from.
pub(super) struct Given<'a> {
    pub(super) state: &'a State,
    pub(super) columns: &'a Columns,
    pub(super) filter: &'a Filter,
    pub(super) link: &'a Link,
    pub(super) reader: &'a Reader,
}

impl View {
    fn new(portal: Portal) -> Self {
        let link = Memo::new(move |before: Option<&Link>| match portal.route.get() {
            Route::Reports(link) => link,
            _ => before.cloned().unwrap_or_default(),
        });
        let overview = counted(portal, link, |given| {
            Overview::of(given.columns, given.filter, given.link.period, given.reader)
        });
        let past = past::Past::new(portal, link);
        let turns = turns::Turns::new(link, past);
        let rest = turns.at_rest();
        let rested = Memo::new(move |_| {
            rest.track();
            link.get_untracked()
        });
        let nothing_before =
            Memo::new(move |_| periods::nothing_before(portal, link.with(|link| link.period)));
        let defined = RwSignal::new(Vec::new());
        Self { portal, link, overview, rested, defined, nothing_before, past, turns }
    }

    /// Puts what a figure means among the definitions that close the page on paper, for as long as it is shown.
    fn define(self, item: Item, title: Signal<String>) {
        self.defined.update(|defined| defined.push((item, title)));
        on_cleanup(move || {
            self.defined.try_update(|defined| defined.retain(|(known, _)| *known != item));
        });
    }

    /// Counts something, and again when the filter, the period, the data or the moment change.
    pub(super) fn count<T: PartialEq + Send + Sync + 'static>(
        self,
        of: impl Fn(Given<'_>) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        counted(self.portal, self.link, of)
    }

    /// A part of the overview for a chart, which takes its turn while the brush moves.
    pub(super) fn drawn<T: PartialEq + Send + Sync + 'static>(
        self,
        of: impl Fn(&Overview) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let turn = self.turns.of_a_chart();
        Memo::new(move |_| {
            turn.track();
            // What changes the figures beside the link is not waited for.
            self.portal.board(|_| ());
            self.portal.reader.track();
            self.overview.with_untracked(&of)
        })
    }

    /// A part of the overview that nobody looks at while the brush moves.
    pub(super) fn at_rest<T: PartialEq + Send + Sync + 'static>(
        self,
        of: impl Fn(&Overview) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| {
            self.rested.track();
            self.portal.board(|_| ());
            self.portal.reader.track();
            self.overview.with_untracked(&of)
        })
    }

    /// Counts something for a chart, which takes its turn while the brush moves.
    pub(super) fn count_drawn<T: PartialEq + Send + Sync + 'static>(
        self,
        of: impl Fn(Given<'_>) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let turn = self.turns.of_a_chart();
        let link = Memo::new(move |_| {
            turn.track();
            self.link.get_untracked()
        });
        counted(self.portal, link, of)
    }

    /// Changes the filter and with it the address.
    pub(super) fn change(self, edit: impl FnOnce(&mut Filter)) {
        let mut filter = self.link.with_untracked(|link| link.filter.filter());
        edit(&mut filter);
        self.relink(|link| link.filter = FilterParam::Good(filter));
    }

    /// Changes what the link says. It is a step that "undo" and the browser's Back take back.
    pub(super) fn relink(self, edit: impl FnOnce(&mut Link)) {
        let mut link = self.link.get_untracked();
        edit(&mut link);
        self.past.choose(link);
    }

    /// The text of a key for whoever looks: the provider's people read of the customer where the customer is spoken to.
    pub(super) fn says(self, key: &str) -> String {
        text_for(self.portal.party(), key, &[])
    }

    /// Moves the window of the brush.
    fn brush(self, period: Period) {
        self.past.brush(Link { period, ..self.link.get_untracked() });
    }
}

fn counted<T: PartialEq + Send + Sync + 'static>(
    portal: Portal,
    link: Memo<Link>,
    of: impl Fn(Given<'_>) -> T + Send + Sync + 'static,
) -> Memo<T> {
    Memo::new(move |_| {
        let link = link.get();
        let filter = link.filter.filter();
        portal.board(|board| {
            portal.glance(|state| {
                portal.reader.with(|reader| {
                    of(Given { state, columns: &board.columns, filter: &filter, link: &link, reader })
                })
            })
        })
    })
}

/// The queue with a filter.
pub(super) fn queue_of(filter: &Filter) -> String {
    Route::Incidents(Queue { filter: FilterParam::Good(filter.clone()), ..Queue::default() }).to_string()
}

/// A page of the report.
#[component]
pub fn Report(
    /// Which one.
    page: ReportPage,
) -> impl IntoView {
    let portal = Portal::get();
    let view = View::new(portal);
    let is_empty = Memo::new(move |_| portal.read(|state| state.catalogue.is_empty()));
    let body = move || match page {
        ReportPage::Overview => overview(view),
        ReportPage::Trends => view! { <trends::Trends view/> }.into_any(),
        ReportPage::Required => view! { <required::Required view/> }.into_any(),
        ReportPage::Assets => view! { <assets::Assets view/> }.into_any(),
        ReportPage::Matrix => view! { <matrix::Matrix view/> }.into_any(),
        ReportPage::Hunting => view! { <hunting::Hunting view/> }.into_any(),
        ReportPage::Readiness => view! { <readiness::Readiness view/> }.into_any(),
        ReportPage::Embed => view! { <embed::Embed view/> }.into_any(),
        ReportPage::Review => view! { <review::Review view/> }.into_any(),
    };
    // Readiness has figures before the first incident.
    let has_body = move || !is_empty.get() || matches!(page, ReportPage::Readiness | ReportPage::Review);
    // Whoever presses or reaches something is done with the brush.
    let rest = move || view.turns.rest();
    view! {
        <div class="page report" on:pointerdown=move |_| rest() on:focusin=move |_| rest()>
            <Head view page/>
            // A review says itself what it covers.
            {(page != ReportPage::Review).then(|| view! { <print_head::PrintHead view page/> })}
            <Show when=has_body fallback=move || nothing_yet(view, page)>
                <div class="stack">{body()} {definitions(view, page)}</div>
            </Show>
        </div>
    }
}

fn overview(view: View) -> AnyView {
    view! {
        <period::PeriodCard view/>
        <filters::Filters view/>
        <tiles::Tiles view/>
        <charts::Charts view/>
    }
    .into_any()
}

/// On paper nothing can be opened: what the figures mean closes it.
fn definitions(view: View, page: ReportPage) -> AnyView {
    let one = |name: String, formula: String| view! { <dt class="strong">{name}</dt><dd>{formula}</dd> };
    let keys = (page == ReportPage::Overview).then(|| {
        Memo::new(move |_| view.overview.with(|overview| overview.figures().map(|it| it.definition.key)))
    });
    let figures = move || {
        let named = keys?
            .get()
            .map(|key| one(view.says(&format!("figure.{key}")), view.says(&format!("figure.{key}.formula"))));
        Some(named.into_iter().collect_view())
    };
    let charts = move || {
        let defined = view.defined.get().into_iter();
        defined
            .map(|(item, title)| one(title.get(), view.says(&format!("about.{}", item.as_str()))))
            .collect_view()
    };
    let is_empty = Memo::new(move |_| keys.is_none() && view.defined.with(Vec::is_empty));
    view! {
        <Show when=move || !is_empty.get()>
            <section class="only-print">
                <h2 class="chart-title">{t!("html.definitions")}</h2>
                <dl class="review-definitions caption">{figures}{charts}</dl>
            </section>
        </Show>
    }
    .into_any()
}

/// The name, the tabs of the pages, and what can be done with all of them.
#[component]
fn Head(view: View, page: ReportPage) -> impl IntoView {
    let tabs = Signal::derive(move || {
        let link = view.rested.get();
        let tab = |this: ReportPage| TabLink {
            label: view.says(&format!("report.page.{}", this.as_str())),
            href: Route::Reports(Link { page: this, ..link.clone() }).to_string(),
            count: None,
            current: this == page,
        };
        ReportPage::ALL.into_iter().filter(|page| *page != ReportPage::Review).map(tab).collect::<Vec<_>>()
    });
    let copy = move |_| {
        leptos::task::spawn_local(async move {
            if dom::copy(&location::address()).await {
                view.portal.say(Tone::Good, t!("report.copied"));
            } else {
                view.portal.say(Tone::Warning, t!("report.not-copied"));
            }
        });
    };
    let review = Route::Reports(Link { page: ReportPage::Review, review: None, ..view.link.get_untracked() })
        .to_string();
    view! {
        <div class="page-head">
            // Paper is titled by what it shows, which its own head says.
            <h1 class="page-name not-print" tabindex="-1">{t!("report.title")}</h1>
            <Tabs label=t!("report.title") tabs=tabs/>
            <div class="page-head-end">
                <IconButton label=t!("report.copy-link") glyph=Glyph::Link on_press=copy/>
                // A review leaves by its own buttons: its period is not that of the report.
                {(page != ReportPage::Review).then(|| view! { <export::Export view/> })}
                <ButtonLink label=t!("report.page.review") href=review icon=Glyph::Note/>
            </div>
        </div>
    }
}

/// What will stand on a page once there is something to count, in the order of the page.
fn ghosts(page: ReportPage) -> &'static [&'static str] {
    match page {
        ReportPage::Overview => &[
            "report.by-day",
            "report.times",
            "report.by-severity",
            "report.by-tactic",
            "report.page.required",
        ],
        ReportPage::Trends => &["report.trends.outcome", "report.times", "report.by-severity"],
        ReportPage::Required => &["report.required.list", "report.because"],
        ReportPage::Assets => &["report.page.assets"],
        ReportPage::Matrix => &["report.page.matrix"],
        ReportPage::Hunting => &["table.threats", "table.notifications", "table.trending"],
        ReportPage::Readiness | ReportPage::Embed | ReportPage::Review => &[],
    }
}

fn nothing_yet(view: View, page: ReportPage) -> impl IntoView {
    let ghost = move |key: &&'static str| {
        let key = *key;
        view! { <div class="report-ghost">{move || view.says(key)}</div> }
    };
    view! {
        <section class="card report-nothing">
            <EmptyState title=t!("report.empty") text=t!("report.empty.help") large=true>
                <div class="row">
                    <ButtonLink
                        label=t!("queue.empty.import")
                        href=Route::Import.to_string()
                        kind=ButtonKind::Primary
                        icon=Glyph::Import
                    />
                    <ButtonLink label=t!("report.empty.demo") href=Route::Demo.to_string()/>
                </div>
            </EmptyState>
            <ol class="report-steps">
                <li><strong>{t!("report.empty.step1")}</strong><span>{t!("report.empty.step1.help")}</span></li>
                <li><strong>{t!("report.empty.step2")}</strong><span>{t!("report.empty.step2.help")}</span></li>
                <li>
                    <strong>{t!("report.empty.step3")}</strong>
                    <a class="link" href=Route::Service(crate::route::ServicePage::Status).to_string()>
                        {t!("report.empty.step3.help")}
                    </a>
                </li>
            </ol>
        </section>
        <div class="report-ghosts" aria-hidden="true">
            {ghosts(page).iter().map(ghost).collect_view()}
        </div>
    }
}

/// The stack that is the same in every chart, the lowest first, in the words of whoever looks.
pub(super) fn series(view: View) -> Vec<Series> {
    series_for(view.portal.party())
}

/// The same in the words for a side.
pub(super) fn series_for(reader: Party) -> Vec<Series> {
    vec![
        Series { name: t!("outcome.resolvedDirectly"), fill: "fill-experts" },
        Series { name: text_for(reader, "report.with-help", &[]), fill: "fill-you" },
        Series { name: t!("outcome.open"), fill: "fill-open" },
    ]
}
