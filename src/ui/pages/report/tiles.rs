//! The figures against the period before. Each opens its definition and leads to its incidents.

use super::{View, queue_of, words};
use crate::report::figure::{Figure, Measure};
use crate::report::overview::Overview;
use crate::t;
use crate::ui::parts::{Change, Definition, Tile};
use crate::view::prelude::*;

/// Which figure a tile shows, and the swatch of the legend before its name.
type Entry = (fn(&Overview) -> &Figure, Option<&'static str>);

const TILES: [Entry; 6] = [
    (|overview| &overview.investigated, None),
    (|overview| &overview.resolved_share, None),
    (|overview| &overview.resolved_directly, Some("fill-experts")),
    (|overview| &overview.resolved_with_help, Some("fill-you")),
    (|overview| &overview.third_party, None),
    (|overview| &overview.time_to_resolve, None),
];

/// The row of tiles.
#[component]
pub(super) fn Tiles(view: View) -> impl IntoView {
    view! {
        <section class="card tiles" aria-label=t!("report.figures")>
            {TILES.into_iter().map(|entry| tile(view, entry)).collect_view()}
        </section>
    }
}

fn tile(view: View, (which, swatch): Entry) -> AnyView {
    let figure = Memo::new(move |_| view.overview.with(|overview| which(overview).clone()));
    let label =
        Signal::derive(move || figure.with(|figure| view.says(&format!("figure.{}", figure.definition.key))));
    let number = Signal::derive(move || figure.with(|figure| words::number(&figure.measure)));
    let second = Signal::derive(move || {
        figure.with(|figure| match &figure.measure {
            Measure::Share { part, whole } if (1..words::SMALL).contains(whole) => {
                t!("report.of-few", part = *part, whole = *whole)
            }
            Measure::Share { part, whole } => t!("home.of", met = *part, needed = *whole),
            Measure::Duration(Some(durations)) if durations.is_small() => {
                t!("report.median-few", n = durations.n)
            }
            Measure::Duration(Some(_)) => t!("report.median"),
            _ => String::new(),
        })
    });
    let change = Signal::derive(move || match view.nothing_before.get() {
        Some(text) => Some(Change { up: None, text }),
        None => figure.with(words::change),
    });
    let explanation = Signal::derive(move || figure.with(|figure| words::explanation(view, figure)));
    let definition = move || view! { <Definition explanation/> };
    let foot = move || {
        figure.with(|figure| {
            let filter = figure.filter.clone()?;
            let label = t!("report.show", n = figure.behind);
            Some(view! { <a class="link" href=queue_of(&filter)>{label}</a> })
        })
    };
    let href = view.at_rest(move |overview| {
        let figure = which(overview);
        figure.filter.as_ref().filter(|_| figure.behind > 0).map(queue_of)
    });
    match swatch {
        Some(swatch) => view! {
            <Tile label figure=number second change definition foot href=href swatch=swatch/>
        }
        .into_any(),
        None => view! { <Tile label figure=number second change definition foot href=href/> }.into_any(),
    }
}
