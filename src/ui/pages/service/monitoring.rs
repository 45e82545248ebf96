//! Monitoring: how long it has run, what was learnt of normal activity, latent threats and sources of risk, and the
//! critical assets that are agreed with the customer.

use super::critical::CriticalAssets;
use super::risks::Risks;
use crate::analytics::normal::{Normal, PATTERN_MIN, Pattern, SHARE_MIN, SOURCE_MIN, normal};
use crate::domain::phase::Phase;
use crate::domain::time::DAY_MS;
use crate::platform::intl;
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::parts::{ButtonLink, EmptyState};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// More rows than these are no summary.
const ROWS_MAX: usize = 10;

/// The page below the tabs.
#[component]
pub(super) fn Monitoring() -> impl IntoView {
    view! {
        <div class="stack">
            <Elapsed/>
            <div class="status-columns monitoring-columns">
                <div class="stack">
                    <Learnt/>
                    <Risks/>
                </div>
                <CriticalAssets/>
            </div>
        </div>
    }
}

/// How long monitoring has run, who started it and why; before it began, what it waits for.
#[component]
fn Elapsed() -> impl IntoView {
    let portal = Portal::get();
    let begun = Memo::new(move |_| {
        portal.read(|state| {
            let start = state.phases.iter().find(|change| change.phase == Phase::Monitoring).cloned()?;
            let end = state.phases.iter().find(|change| change.phase == Phase::FullResponse).cloned();
            Some((start, end))
        })
    });
    let title = move || match begun.get() {
        None => t!("service.monitor.not-begun"),
        Some((start, end)) => {
            let until = end.as_ref().map_or_else(|| portal.now(), |end| end.at);
            let days = (until.millis_since(start.at) / DAY_MS).max(0);
            match end {
                None => t!("service.monitor.days", n = days),
                Some(_) => t!("service.monitor.took", n = days),
            }
        }
    };
    let second = move || match begun.get() {
        None => t!("service.monitor.not-begun.help"),
        Some((start, end)) => {
            let line = t!("service.monitor.started", who = start.by, when = intl::moment(start.at));
            let end = end.map(|end| t!("service.monitor.ended", who = end.by, when = intl::moment(end.at)));
            let note = (!start.note.is_empty()).then_some(start.note);
            [Some(line), end, note].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    };
    let link = move || {
        let href = Route::Service(ServicePage::Status).to_string();
        begun
            .with(Option::is_none)
            .then(|| view! { <div class="row"><ButtonLink label=t!("service.monitor.status") href/></div> })
    };
    view! {
        <div class="wizard-question">
            <h1 class="title" tabindex="-1">{title}</h1>
            <p class="second">{second}</p>
            {link}
        </div>
    }
}

/// What was learnt of normal activity.
#[component]
fn Learnt() -> impl IntoView {
    let portal = Portal::get();
    let learnt = Memo::new(move |_| portal.read(normal));
    let body = move || {
        let learnt = learnt.get();
        if learnt.incidents == 0 {
            return view! {
                <EmptyState title=t!("service.normal.none") text=t!("service.normal.none.help")>
                    <ButtonLink label=t!("service.assets.import") href=Route::Import.to_string()/>
                </EmptyState>
            }
            .into_any();
        }
        found(&learnt)
    };
    view! {
        <section class="card" aria-labelledby="normal-title">
            <div class="card-head card-head-lined"><h2 id="normal-title">{t!("service.normal")}</h2></div>
            {body}
        </section>
    }
}

fn found(learnt: &Normal) -> AnyView {
    let basis = t!("service.normal.basis", n = learnt.incidents, classified = learnt.classified);
    view! {
        <div class="card-body stack">
            <p class="data second">{basis}</p>
            {table(
                t!("service.normal.patterns"),
                t!("service.normal.patterns.rule", n = PATTERN_MIN, percent = SHARE_MIN),
                t!("service.normal.patterns.none"),
                &learnt.patterns,
                Pattern::harmless_percent,
                |title| title.to_owned(),
            )}
            {table(
                t!("service.normal.sources"),
                t!("service.normal.sources.rule", n = SOURCE_MIN, percent = SHARE_MIN),
                t!("service.normal.sources.none"),
                &learnt.noisy,
                Pattern::noise_percent,
                crate::ui::detectors::name,
            )}
        </div>
    }
    .into_any()
}

fn table(
    title: String,
    rule: String,
    none: String,
    patterns: &[Pattern],
    share: fn(&Pattern) -> u32,
    name: fn(&str) -> String,
) -> AnyView {
    let rows = patterns.iter().take(ROWS_MAX).map(|it| {
        view! {
            <tr>
                <td data-label=t!("service.normal.what")><bdi>{name(&it.name)}</bdi></td>
                <td class="num" data-label=t!("service.normal.incidents")>{intl::number(f64::from(it.incidents))}</td>
                <td class="num" data-label=t!("service.normal.share")>{intl::percent(f64::from(share(it)) / 100.0)}</td>
                <td class="num" data-label=t!("service.normal.last")>{intl::day_short(it.last)}</td>
            </tr>
        }
    });
    let body = match patterns.is_empty() {
        true => view! { <p class="data third">{none}</p> }.into_any(),
        false => view! {
            <div class="table-frame">
                <table class="table table-cards">
                    <caption class="unseen">{title.clone()}</caption>
                    <thead><tr>
                        <th scope="col">{t!("service.normal.what")}</th>
                        <th scope="col" class="num">{t!("service.normal.incidents")}</th>
                        <th scope="col" class="num">{t!("service.normal.share")}</th>
                        <th scope="col" class="num">{t!("service.normal.last")}</th>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any(),
    };
    view! {
        <div class="stack stack-4">
            <h3 class="card-title">{title}</h3>
            {body}
            <p class="caption third">{rule}</p>
        </div>
    }
    .into_any()
}
