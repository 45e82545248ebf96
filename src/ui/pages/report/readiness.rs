//! Readiness over time: protected devices and identities after every import, towards what the gate needs.

use super::View;
use crate::platform::intl;
use crate::report::readiness::{Readiness as Read, Way};
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::charts::{ChartFrame, LineChart, LinePoint, TableTwin};
use crate::ui::parts::{ButtonKind, ButtonLink, EmptyState};
use crate::view::prelude::*;

/// About so many points have a text below.
const AXIS_TEXTS: usize = 5;

/// The page.
#[component]
pub(super) fn Readiness(view: View) -> impl IntoView {
    let read = Memo::new(move |_| {
        let now = view.portal.now();
        view.portal.read(|state| Read::of(state, now))
    });
    let devices = Memo::new(move |_| read.with(|read| read.devices.clone()));
    let identities = Memo::new(move |_| read.with(|read| read.identities.clone()));
    let gate = move || {
        let gate = read.with(|read| read.gate);
        let met = [gate.actions, gate.devices, gate.identities].into_iter().filter(|it| it.holds()).count();
        t!("report.readiness.gate", met = met)
    };
    view! {
        <div class="row row-wide">
            <p class="second">{gate}</p>
            <a class="link push" href=Route::Service(ServicePage::Status).to_string()>{t!("report.readiness.status")}</a>
        </div>
        <div class="report-halves">
            <One title=t!("readiness.devices") way=devices/>
            <One title=t!("readiness.identities") way=identities/>
        </div>
    }
}

#[component]
fn One(title: String, way: Memo<Way>) -> impl IntoView {
    let points = Signal::derive(move || {
        way.with(|way| {
            let every = way.points.len().div_ceil(AXIS_TEXTS).max(1);
            let last = way.points.len().saturating_sub(1);
            let point = |(at, point): (usize, &crate::report::readiness::Point)| LinePoint {
                x: point.at.as_millis() as f64,
                y: f64::from(point.count),
                axis: (at % every == 0 || at == last).then(|| intl::day_short(point.at)),
                note: (at == last).then(|| intl::number(f64::from(point.count))),
                words: format!("{}: {}", intl::moment(point.at), intl::number(f64::from(point.count))),
                foreseen: false,
            };
            way.points.iter().enumerate().map(point).collect::<Vec<_>>()
        })
    });
    let target = MaybeProp::derive(move || {
        let target = way.with(|way| way.target)?;
        Some((f64::from(target), t!("report.readiness.target", n = target)))
    });
    let table = Signal::derive(move || {
        let row = |point: &crate::report::readiness::Point| {
            vec![intl::moment(point.at), intl::number(f64::from(point.count))]
        };
        TableTwin {
            heads: vec![t!("column.at"), t!("column.protected")],
            rows: way.with(|way| way.points.iter().map(row).collect()),
        }
    });
    let is_empty = Memo::new(move |_| way.with(|way| way.points.is_empty()));
    let label = StoredValue::new(title.clone());
    view! {
        <section class="card card-body">
            <ChartFrame title scope=t!("report.readiness.scope") table>
                <Show
                    when=move || !is_empty.get()
                    fallback=|| view! {
                        <EmptyState title=t!("report.readiness.none") text=t!("report.readiness.none.help")>
                            <ButtonLink label=t!("queue.empty.import") href=Route::Import.to_string() kind=ButtonKind::Default/>
                        </EmptyState>
                    }
                >
                    <LineChart label=label.get_value() points target height=160/>
                </Show>
            </ChartFrame>
        </section>
    }
}
