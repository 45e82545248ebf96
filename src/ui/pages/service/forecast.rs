//! When the gate opens at the pace so far, and whether it would if something were done.

use super::what_if::WhatIf;
use crate::domain::forecast::{Forecast, condition_forecasts, device_points, pace_per_day, reach};
use crate::domain::phase::Phase;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::t;
use crate::ui::charts::{LineChart, LinePoint};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// When the gate opens, in words.
fn whole(forecast: Forecast) -> String {
    match forecast {
        Forecast::Met => t!("service.forecast.met"),
        Forecast::About(at) => t!("service.forecast.about", day = intl::day(at)),
        _ => t!("service.forecast.none"),
    }
}

/// When one condition is met, or what a forecast lacks.
fn part(forecast: Forecast) -> String {
    match forecast {
        Forecast::Met => t!("service.forecast.part.met"),
        Forecast::About(at) => t!("service.forecast.part.about", day = intl::day(at)),
        Forecast::Unknown => t!("service.forecast.unknown"),
        Forecast::NoPace => t!("service.forecast.no-pace"),
        Forecast::Never => t!("service.forecast.never"),
        Forecast::NoDueDate => t!("service.forecast.no-due-date"),
    }
}

/// The whole, and what each condition that is not met adds to it.
fn answer(parts: [Forecast; 3]) -> AnyView {
    let forecast = parts.into_iter().fold(Forecast::Met, Forecast::and);
    let names = [t!("service.actions"), t!("service.devices"), t!("service.identities")];
    let rows = names.into_iter().zip(parts).filter(|(_, part)| *part != Forecast::Met).map(|(name, it)| {
        view! { <li>{t!("service.forecast.part", name = name, forecast = part(it))}</li> }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <p class="data">{whole(forecast)}</p>
        {(!rows.is_empty()).then(|| view! { <ul class="list caption second">{rows}</ul> })}
    }
    .into_any()
}

/// The card.
#[component]
pub(super) fn ForecastCard() -> impl IntoView {
    let portal = Portal::get();
    let opens = Memo::new(move |_| {
        let now = portal.now();
        portal.read(|state| condition_forecasts(state, now))
    });
    let pace = move || {
        let pace = portal.read(|state| pace_per_day(&device_points(state)))?;
        let rounded = (pace * 10.0).round() / 10.0;
        Some(t!("service.forecast.pace", n = intl::number(rounded)))
    };
    // When it opens is no question any more once monitoring runs, unless all holds: then the card says so and asks nothing.
    let has_answer =
        move || portal.read(|state| state.phase()) < Phase::Monitoring || portal.gate().is_open();
    view! {
        <section class="card" aria-labelledby="forecast-title">
            <div class="card-head">
                <h2 id="forecast-title">{t!("service.forecast")}</h2>
                <span class="push caption third">{pace}</span>
            </div>
            <div class="card-body stack">
                {move || has_answer().then(|| answer(opens.get()))}
                <DeviceLine/>
                <WhatIf/>
            </div>
        </section>
    }
}

/// Protected devices over the runs, with the target and where the pace leads.
#[component]
fn DeviceLine() -> impl IntoView {
    let portal = Portal::get();
    let line = Memo::new(move |_| {
        let now = portal.now();
        portal.read(|state| {
            let points = device_points(state);
            let target = state.device_target();
            let reached = match reach(&points, target, now) {
                Forecast::About(at) => Some(at),
                _ => None,
            };
            (points, target, reached)
        })
    });
    move || {
        let (points, target, reached) = line.get();
        (points.len() > 1).then(|| {
            let last = points.len() - 1;
            let mut marks: Vec<LinePoint> = points
                .iter()
                .enumerate()
                .map(|(at, point)| mark(point.at, point.met, at == 0 || at == last, at == last, false))
                .collect();
            if let (Some(target), Some(at)) = (target, reached) {
                marks.push(mark(at, target, true, false, true));
            }
            let aim = target.map(|target| (f64::from(target), t!("service.target", n = target)));
            view! { <LineChart label=t!("service.forecast.devices") points=marks target=aim number=Callback::new(intl::number)/> }
        })
    }
}

fn mark(at: Timestamp, met: u32, on_axis: bool, is_noted: bool, foreseen: bool) -> LinePoint {
    let count = intl::number(f64::from(met));
    LinePoint {
        #[expect(clippy::cast_precision_loss, reason = "a place on a line needs no more precision")]
        x: at.as_millis() as f64,
        y: f64::from(met),
        axis: on_axis.then(|| intl::day_short(at)),
        note: is_noted.then(|| count.clone()),
        words: t!("service.forecast.point", day = intl::day(at), n = count),
        foreseen,
    }
}
