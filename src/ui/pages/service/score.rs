//! Secure Score at the foot of the actions: now, planned, achievable, how it moved, and how old it is.

use super::assets::age;
use super::rows::Sheet;
use crate::platform::intl;
use crate::t;
use crate::ui::charts::{LineChart, LinePoint};
use crate::ui::help::HowToExport;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The foot.
#[component]
pub(super) fn ScoreBar(
    /// The register.
    sheet: Memo<Sheet>,
    /// Further controls at its end.
    more: ViewFn,
) -> impl IntoView {
    let portal = Portal::get();
    let scores = Memo::new(move |_| sheet.with(|sheet| sheet.scores));
    let body = move || {
        let Some(scores) = scores.get() else {
            return view! {
                <p class="data second">{t!("service.score.none")}</p>
                <div class="row"><HowToExport/></div>
            }
            .into_any();
        };
        let known = portal.read(|state| state.assets.score).map(|(point, _)| age(portal, point.at));
        let percent = |value: f64| intl::percent(value / 100.0);
        let width = |value: f64| format!("{:.3}%", value.max(0.0));
        view! {
            <dl class="score-words">
                <div><dt><span class="swatch fill-amount"></span>{t!("service.score.now")}</dt>
                    <dd>{percent(scores.current)}</dd></div>
                <div><dt><span class="swatch fill-amount-soft"></span>{t!("service.score.planned")}</dt>
                    <dd>{percent(scores.planned)}</dd></div>
                <div><dt><span class="swatch fill-open"></span>{t!("service.score.achievable")}</dt>
                    <dd>{percent(scores.achievable)}</dd></div>
            </dl>
            <div class="row">{known}</div>
            <div class="bar score-bar" aria-hidden="true">
                <span class="fill-amount" style:inline-size=width(scores.current)></span>
                <span class="fill-amount-soft" style:inline-size=width(scores.planned - scores.current)></span>
                <span class="fill-open" style:inline-size=width(scores.achievable - scores.planned)></span>
            </div>
        }
        .into_any()
    };
    let points = Memo::new(move |_| {
        portal.read(|state| {
            let days = state.estate.days().filter(|(_, _, max)| *max > 0.0);
            days.map(|(at, current, max)| (at, current / max * 100.0)).collect::<Vec<_>>()
        })
    });
    let trend = move || {
        let points = points.get();
        (points.len() > 1).then(|| {
            let last = points.len() - 1;
            let marks = points.iter().enumerate().map(|(at, (day, percent))| LinePoint {
                #[expect(clippy::cast_precision_loss, reason = "a place on a line needs no more precision")]
                x: day.as_millis() as f64,
                y: *percent,
                axis: (at == 0 || at == last).then(|| intl::day_short(*day)),
                note: (at == last).then(|| intl::percent(percent / 100.0)),
                words: t!(
                    "service.score.point",
                    day = intl::day(*day),
                    score = intl::percent(percent / 100.0)
                ),
                foreseen: false,
            });
            let marks = marks.collect::<Vec<_>>();
            view! { <LineChart label=t!("service.score.trend") points=marks number=Callback::new(|share: f64| intl::percent(share / 100.0)) height=90/> }
        })
    };
    view! {
        <div class="card-body stack stack-8 score-foot">
            <div class="row row-spread">
                <h3 class="card-title">{t!("service.score")}</h3>
                {move || more.run()}
            </div>
            {body}
            {trend}
        </div>
    }
}
