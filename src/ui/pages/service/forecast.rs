//! When the gate opens at the pace so far, and whether it would if something were done.

use crate::domain::forecast::{
    Forecast, device_points, gate_forecast, missing, open_required, pace_per_day, reach, what_if,
};
use crate::domain::phase::Phase;
use crate::domain::readiness::{Gate, device_target};
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::t;
use crate::ui::charts::{LineChart, LinePoint};
use crate::ui::naming;
use crate::ui::parts::{Checkbox, Glyph, Icon};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use std::collections::BTreeSet;

/// More choices than these would bury the ones that matter.
const CHOICES_MAX: usize = 8;

/// When a condition is met, in words.
pub(super) fn words(forecast: Forecast) -> String {
    match forecast {
        Forecast::Met => t!("service.forecast.met"),
        Forecast::About(at) => t!("service.forecast.about", day = intl::day(at)),
        Forecast::Unknown => t!("service.forecast.unknown"),
        Forecast::NoPace => t!("service.forecast.no-pace"),
        Forecast::Never => t!("service.forecast.never"),
        Forecast::NoDueDate => t!("service.forecast.no-due-date"),
    }
}

/// The card.
#[component]
pub(super) fn ForecastCard() -> impl IntoView {
    let portal = Portal::get();
    let opens = Memo::new(move |_| {
        let now = portal.now();
        portal.read(|state| gate_forecast(state, now))
    });
    let pace = move || {
        let pace = portal.read(|state| pace_per_day(&device_points(state)))?;
        let rounded = (pace * 10.0).round() / 10.0;
        Some(t!("service.forecast.pace", n = intl::number(rounded)))
    };
    let is_before_monitoring = move || portal.read(|state| state.phase()) < Phase::Monitoring;
    view! {
        <section class="card" aria-labelledby="forecast-title">
            <div class="card-head">
                <h2 id="forecast-title">{t!("service.forecast")}</h2>
                <span class="push caption third">{pace}</span>
            </div>
            <div class="card-body stack">
                {move || is_before_monitoring().then(|| view! { <p class="data">{words(opens.get())}</p> })}
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
        portal.read(|state| {
            let points = device_points(state);
            let target = device_target(&state.settings.readiness, &state.assets);
            let reached = match reach(&points, target) {
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
            view! { <LineChart label=t!("service.forecast.devices") points=marks target=aim/> }
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

/// Something that could be done: its words and what it adds.
#[derive(Clone, Debug, PartialEq)]
struct Choice {
    key: String,
    label: String,
    devices: u32,
    identities: u32,
    actions: u32,
}

fn choices(portal: Portal) -> Vec<Choice> {
    let now = portal.now();
    portal.read(|state| {
        let devices = missing(state).into_iter().map(|it| {
            let group = it.group.clone().unwrap_or_else(|| t!("service.what-if.no-group"));
            let args = [("n", it.devices.into()), ("group", group.clone().into())];
            Choice {
                key: format!("{}/{group}", it.standing.as_str()),
                label: crate::ui::text::text(&format!("service.what-if.{}", it.standing.as_str()), &args),
                devices: it.devices,
                identities: 0,
                actions: 0,
            }
        });
        let blind = state.estate.controllers().iter().filter(|it| !it.healthy).count();
        let blind = u32::try_from(blind).unwrap_or(u32::MAX);
        let controllers = (blind > 0).then(|| Choice {
            key: "controllers".to_owned(),
            label: t!("service.what-if.controllers", n = blind),
            devices: 0,
            identities: blind,
            actions: 0,
        });
        let actions = open_required(state, now).into_iter().map(|(key, _)| Choice {
            key: key.to_owned(),
            label: t!("service.what-if.action", name = naming::recommendation(key)),
            devices: 0,
            identities: 0,
            actions: 1,
        });
        let devices: Vec<Choice> = devices.take(CHOICES_MAX).collect();
        devices.into_iter().chain(controllers).chain(actions).collect()
    })
}

/// Boxes for what could be done, and what would come of it.
#[component]
fn WhatIf() -> impl IntoView {
    let portal = Portal::get();
    let ticked = RwSignal::new(BTreeSet::<String>::new());
    let all = Memo::new(move |_| choices(portal));
    let then = Memo::new(move |_| {
        let mut sums = (0_u32, 0_u32, 0_u32);
        all.with(|all| {
            for it in all.iter().filter(|it| ticked.with(|ticked| ticked.contains(&it.key))) {
                sums.0 = sums.0.saturating_add(it.devices);
                sums.1 = sums.1.saturating_add(it.identities);
                sums.2 = sums.2.saturating_add(it.actions);
            }
        });
        what_if(portal.gate(), sums.0, sums.1, sums.2)
    });
    let boxes = move || {
        let boxes = all.get().into_iter().map(|it| {
            let (key, wanted) = (it.key.clone(), it.key.clone());
            let toggle = move |on: bool| {
                ticked.update(|ticked| {
                    if on {
                        ticked.insert(wanted.clone());
                    } else {
                        ticked.remove(&wanted);
                    }
                });
            };
            let adds = it.devices.max(it.identities).max(it.actions);
            view! {
                <li class="row row-spread row-keep">
                    <Checkbox
                        label=it.label
                        checked=Signal::derive(move || ticked.with(|ticked| ticked.contains(&key)))
                        on_change=Callback::new(toggle)
                    />
                    <span class="data second">{format!("+{}", intl::number(f64::from(adds)))}</span>
                </li>
            }
        });
        boxes.collect_view()
    };
    let any = move || all.with(|all| !all.is_empty());
    view! {
        {move || any().then(|| view! {
            <h3 class="card-title">{t!("service.what-if")}</h3>
            <ul class="stack stack-4">{boxes}</ul>
            <p class="what-if" role="status">{move || outcome(then.get())}</p>
        })}
    }
}

fn outcome(gate: Gate) -> AnyView {
    let left = |met: u32, needed: Option<u32>| needed.map(|needed| needed.saturating_sub(met));
    if gate.is_open() {
        return view! { <Icon glyph=Glyph::CheckCircleFilled class="icon-good"/><span>{t!("service.what-if.opens")}</span> }
            .into_any();
    }
    let remains = [
        left(gate.actions.met, gate.actions.needed)
            .filter(|n| *n > 0)
            .map(|n| t!("service.what-if.actions-left", n = n)),
        match left(gate.devices.met, gate.devices.needed) {
            None => Some(t!("service.devices.no-target")),
            Some(0) => None,
            Some(n) => Some(t!("service.what-if.devices-left", n = n)),
        },
        match left(gate.identities.met, gate.identities.needed) {
            None => Some(t!("service.what-if.no-identities")),
            Some(0) => None,
            Some(n) => Some(t!("service.what-if.identities-left", n = n)),
        },
    ];
    let remains: Vec<String> = remains.into_iter().flatten().collect();
    view! { <span>{t!("service.what-if.remains", what = intl::both(&remains))}</span> }.into_any()
}
