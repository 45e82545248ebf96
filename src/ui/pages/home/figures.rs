//! The previous calendar month in four figures.

use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::domain::people::Party;
use crate::platform::intl;
use crate::report::figure::{Figure, Measure};
use crate::report::overview::Overview;
use crate::route::{FilterParam, Queue, Report, Route};
use crate::t;
use crate::ui::periods;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// "Last month" on Home is the previous calendar month.
const LAST_MONTH: Period = Period::Months(1);

/// The card; nothing before the first import.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let portal = Portal::get();
    let overview = Memo::new(move |_| {
        portal.board(|board| {
            portal.reader.with(|reader| Overview::of(&board.columns, &Filter::default(), LAST_MONTH, reader))
        })
    });
    let month = move |months: u16| {
        portal.reader.with(|reader| {
            let window = Period::Months(months).window(reader);
            window.from.map(intl::month_name).unwrap_or_default()
        })
    };
    let has_data = Memo::new(move |_| portal.read(|state| !state.catalogue.is_empty()));
    let link = Route::Reports(Report { period: LAST_MONTH, ..Report::default() }).to_string();
    let body = move || {
        let overview = overview.get();
        if count(&overview.investigated) == 0 {
            return view! { <p class="card-body second">{none(&overview, &month(1))}</p> }.into_any();
        }
        let resolved = count(&overview.resolved);
        let open = count(&overview.investigated).saturating_sub(resolved);
        let share = intl::percent(overview.resolved_share.measure.number().unwrap_or(0.0) / 100.0);
        let left = t!("home.figures.left", percent = share, n = open);
        let change = periods::nothing_before(portal, LAST_MONTH)
            .unwrap_or_else(|| compared(&overview.investigated, &month(2)));
        view! {
            <div class="tiles">
                {tile(None, t!("home.figures.investigated"), &overview.investigated, change)}
                {tile(None, t!("home.figures.resolved"), &overview.resolved, left)}
                {tile(Some("swatch fill-experts"), t!("home.figures.directly"), &overview.resolved_directly, t!("home.figures.directly.by"))}
                {tile(Some("swatch fill-you"), help(portal), &overview.resolved_with_help, String::new())}
            </div>
            <div class="card-body">{bar(&overview, open)}</div>
        }
        .into_any()
    };
    view! {
        <Show when=move || has_data.get()>
            <section class="card" aria-labelledby="figures-title">
                <div class="card-head">
                    <h2 id="figures-title">{move || t!("home.figures", month = month(1))}</h2>
                    <a class="link push" href=link.clone()>{t!("home.figures.open")}</a>
                </div>
                {body}
            </section>
        </Show>
    }
}

/// What was resolved with the help of the customer, in the words of whoever looks.
fn help(portal: Portal) -> String {
    match portal.party() {
        Party::Customer => t!("home.figures.help"),
        Party::Experts => t!("home.figures.help.experts"),
    }
}

/// Why there are no figures: nothing was created, or nothing of it was for the experts.
fn none(overview: &Overview, month: &str) -> String {
    match overview.investigated.left_out.iter().map(|it| it.count).sum::<usize>() {
        0 => t!("home.figures.none", month = month),
        n => t!("home.figures.none-investigated", month = month, n = n),
    }
}

fn count(figure: &Figure) -> usize {
    match figure.measure {
        Measure::Count(count) => count,
        Measure::Share { part, .. } => part,
        Measure::Duration(_) => 0,
    }
}

fn compared(figure: &Figure, before_name: &str) -> String {
    let Some(Measure::Count(before)) = figure.before else { return String::new() };
    let now = count(figure);
    if now >= before {
        t!("home.figures.more", n = now - before, month = before_name)
    } else {
        t!("home.figures.fewer", n = before - now, month = before_name)
    }
}

/// A figure; one that is a part of the bar below has its colour before the name.
fn tile(colour: Option<&'static str>, name: String, figure: &Figure, second: String) -> impl IntoView {
    let key = colour.map(|class| view! { <span class=class aria-hidden="true"></span> });
    let number = intl::number(count(figure) as f64);
    let filter = figure.filter.clone().unwrap_or_default();
    let href = Route::Incidents(Queue { filter: FilterParam::Good(filter), ..Queue::default() }).to_string();
    view! {
        <div class="tile">
            <div class="tile-head">{key}<span>{name}</span></div>
            <div class="tile-figure"><a class="figure" href=href>{number}</a></div>
            <span class="tile-change">{second}</span>
        </div>
    }
}

/// One bar in the stack that is the same everywhere; the figures above say its numbers.
fn bar(overview: &Overview, open: usize) -> impl IntoView {
    let whole = count(&overview.investigated).max(1) as f64;
    let part = move |class: &'static str, count: usize| {
        let share = count as f64 * 100.0 / whole;
        (count > 0).then(|| view! { <span class=class style:inline-size=format!("{share:.2}%")></span> })
    };
    view! {
        <div class="bar bar-8" aria-hidden="true">
            {part("fill-experts", count(&overview.resolved_directly))}
            {part("fill-you", count(&overview.resolved_with_help))}
            {part("fill-open", open)}
        </div>
    }
}
