//! Readiness over time: protected devices and identities after every import, towards what the gate needs.

use super::about::About;
use super::{View, score};
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::readiness::{Readiness as Read, Way};
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::charts::{ChartFrame, LineChart, LinePoint, TableTwin};
use crate::ui::help::HowToExport;
use crate::ui::parts::{ButtonKind, ButtonLink, EmptyState};
use crate::view::prelude::*;

/// So many texts stand below a line at most, one more for its end.
const AXIS_TEXTS: i64 = 5;

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
            <About view item=Item::Gate title=t!("report.page.readiness")/>
            <a class="link push" href=Route::Service(ServicePage::Status).to_string()>{t!("report.readiness.status")}</a>
        </div>
        <div class="report-halves">
            <One view item=Item::Devices title=t!("readiness.devices") way=devices lacks=t!("report.import.machines")/>
            <One view item=Item::Identities title=t!("readiness.identities") way=identities lacks=t!("report.import.sensors")/>
            <score::Score view/>
            <score::Actions view/>
        </div>
    }
}

/// The points that have a text below: the last one, and before it those that leave room for a text.
pub(super) fn axis_texts(at_millis: &[i64]) -> Vec<usize> {
    let (Some(first), Some(last)) = (at_millis.first(), at_millis.last()) else { return Vec::new() };
    let room = (last - first) / AXIS_TEXTS;
    let mut next = *last;
    let mut texts = Vec::new();
    for (place, at) in at_millis.iter().enumerate().rev() {
        if texts.is_empty() || next - at >= room.max(1) {
            next = *at;
            texts.push(place);
        }
    }
    texts
}

#[component]
fn One(
    view: View,
    item: Item,
    title: String,
    way: Memo<Way>,
    /// The way to import what a point is made of.
    lacks: String,
) -> impl IntoView {
    let lacks = StoredValue::new(lacks);
    let points = Signal::derive(move || {
        way.with(|way| {
            let last = way.points.len().saturating_sub(1);
            let at = way.points.iter().map(|point| point.at.as_millis()).collect::<Vec<_>>();
            let texts = axis_texts(&at);
            let point = |(at, point): (usize, &crate::report::readiness::Point)| LinePoint {
                x: point.at.as_millis() as f64,
                y: f64::from(point.count),
                axis: texts.contains(&at).then(|| intl::day_short(point.at)),
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
    let named = StoredValue::new(title.clone());
    let about = move || view! { <About view item title=named.get_value()/> };
    let is_empty = Memo::new(move |_| way.with(|way| way.points.is_empty()));
    let label = StoredValue::new(title.clone());
    view! {
        <section class="card card-body">
            <ChartFrame title scope=t!("report.readiness.scope") table end=about>
                <Show
                    when=move || !is_empty.get()
                    fallback=move || view! {
                        <EmptyState title=t!("report.readiness.none") text=t!("report.readiness.none.help")>
                            <div class="row row-wide">
                                <ButtonLink label=lacks.get_value() href=Route::Import.to_string() kind=ButtonKind::Default/>
                                <HowToExport/>
                            </div>
                        </EmptyState>
                    }
                >
                    <LineChart label=label.get_value() points target number=Callback::new(intl::number) height=160/>
                </Show>
            </ChartFrame>
        </section>
    }
}
