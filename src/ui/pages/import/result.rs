//! What came of an import: counts, what was left out and why, and where to go now.

use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::Filter;
use crate::analytics::sort::{Sort, SortKey};
use crate::domain::decide::ImportEffect;
use crate::domain::imports::{ImportKind, ImportSummary};
use crate::domain::time::Timestamp;
use crate::formats::file::FileReport;
use crate::formats::import::ImportOutcome;
use crate::formats::problem::Problem;
use crate::route::{FilterParam, Queue, Route, ServicePage};
use crate::t;
use crate::ui::parts::{Banner, ButtonKind, ButtonLink, Tone};
use crate::ui::portal::Portal;
use crate::ui::text;
use crate::view::prelude::*;
use std::rc::Rc;

/// More messages of one file would bury the ones that help.
const FINDINGS_SHOWN: usize = 50;

/// How an import ended.
#[derive(Clone)]
pub(super) enum Over {
    /// It was taken in, and what it did to the responses.
    Taken(Rc<ImportOutcome>, Option<ImportEffect>),
    /// All of it was known already.
    Known(Rc<ImportOutcome>),
    /// There was nothing in it that can be taken in.
    Nothing(Rc<ImportOutcome>),
    /// The person stopped it.
    Cancelled,
    /// Why it could not be kept.
    Failed(String),
}

/// The card.
pub(super) fn result(over: &Over) -> AnyView {
    match over {
        Over::Cancelled => banner(Tone::Info, t!("import.cancelled")),
        Over::Failed(why) => banner(Tone::Error, t!("import.failed", why = why)),
        Over::Nothing(outcome) => {
            let is_broken = outcome.files.iter().any(|file| !file.is_readable());
            let (tone, said) = if is_broken {
                (Tone::Error, t!("import.broken"))
            } else {
                (Tone::Warning, t!("import.nothing"))
            };
            ended(tone, said, None, outcome)
        }
        Over::Known(outcome) => ended(Tone::Good, t!("import.unchanged"), None, outcome),
        Over::Taken(outcome, effect) => {
            let (tone, said) = taken(outcome);
            let told = effect.as_ref().map(super::effect::effect);
            let end = outcome.summary.as_ref().map(|summary| view! { {told} {next(summary)} }.into_any());
            ended(tone, said, end, outcome)
        }
    }
}

/// That it was taken in, and what was not: a sign of success over records that were left out would hide them.
fn taken(outcome: &ImportOutcome) -> (Tone, String) {
    let unread = outcome.files.iter().filter(|file| !file.is_readable()).count();
    let left_out = [
        Some(skipped(outcome)).filter(|n| *n > 0).map(|n| t!("import.taken.skipped", n = n)),
        Some(unread).filter(|n| *n > 0).map(|n| t!("import.taken.unread", n = n)),
    ];
    let left_out: Vec<String> = left_out.into_iter().flatten().collect();
    let tone = if left_out.is_empty() { Tone::Good } else { Tone::Warning };
    (tone, [vec![t!("import.taken")], left_out].concat().join(" "))
}

fn skipped(outcome: &ImportOutcome) -> u32 {
    outcome.summary.as_ref().map_or(0, |summary| summary.counts.skipped)
}

fn banner(tone: Tone, text: String) -> AnyView {
    view! { <Banner tone>{text}</Banner> }.into_any()
}

fn ended(tone: Tone, said: String, end: Option<AnyView>, outcome: &ImportOutcome) -> AnyView {
    view! {
        <section class="card card-body stack stack-16">
            <Banner tone>{said}</Banner>
            {outcome.summary.as_ref().map(counts)}
            {files(outcome)}
            {end}
        </section>
    }
    .into_any()
}

/// What each file holds and what was found in it.
pub(super) fn files(outcome: &ImportOutcome) -> AnyView {
    let is_open = skipped(outcome) > 0;
    outcome.files.iter().map(|report| file(report, is_open)).collect_view().into_any()
}

/// The counts that are not zero, and always how many records there were.
pub(super) fn counts(summary: &ImportSummary) -> AnyView {
    let counts = summary.counts;
    let all = [
        (t!("import.count.records"), counts.records),
        (t!("import.count.new"), counts.new),
        (t!("import.count.changed"), counts.changed),
        (t!("import.count.unchanged"), counts.unchanged),
        (t!("import.count.repeated"), counts.repeated),
        (t!("import.count.redirected"), counts.redirected),
        (t!("import.count.out-of-scope"), counts.out_of_scope),
        (t!("import.count.skipped"), counts.skipped),
        (t!("import.count.machine-actions"), length(summary.machine_actions.len())),
        (t!("import.count.tasks"), length(summary.tasks.len())),
        (t!("import.count.recommendations"), length(summary.recommendations.len())),
        (t!("import.count.layers"), length(summary.layers.len())),
    ];
    let devices = summary.devices.map(|counts| {
        view! { <p>{t!("import.devices", protected = counts.protected, records = counts.records)}</p> }
    });
    let identities = summary.identities.map(|counts| {
        view! { <p>{t!("import.identities", healthy = counts.healthy, all = counts.controllers)}</p> }
    });
    let score = summary.score.filter(|score| score.max > 0.0).map(|score| {
        let share = crate::platform::intl::percent(score.current / score.max);
        view! { <p>{t!("service.runs.score", score = share)}</p> }
    });
    let seats = summary.seats.map(|seats| view! { <p>{t!("service.runs.seats", n = seats.endpoint)}</p> });
    let rows = all.into_iter().enumerate().filter(|(at, (_, count))| *at == 0 || *count > 0);
    let rows = rows.map(|(_, (name, count))| {
        view! {
            <div class="import-count">
                <dt class="second">{name}</dt>
                <dd class="page-name">{crate::platform::intl::number(f64::from(count))}</dd>
            </div>
        }
    });
    let repeated = (counts.repeated > 0).then(|| {
        view! { <p>{t!("import.repeated", n = counts.repeated)}</p> }
    });
    view! {
        <dl class="import-counts">{rows.collect_view()}</dl>
        {repeated}
        {devices}
        {identities}
        {score}
        {seats}
    }
    .into_any()
}

fn length(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A file; with `is_open` its messages are in view, as where some of them say why a record was left out.
fn file(report: &FileReport, is_open: bool) -> AnyView {
    let kind = report.kind.map_or_else(|| t!("import.file.unknown"), |kind| kind.name().to_owned());
    let not_taken = report.kind.is_some_and(|kind| !kind.is_imported() && report.error.is_none());
    let list = report.findings.list();
    let hidden = list.len().saturating_sub(FINDINGS_SHOWN) as u64 + report.findings.more();
    let findings = list.iter().take(FINDINGS_SHOWN).map(finding).collect_view();
    let details = (!list.is_empty()).then(|| {
        view! {
            <details open=is_open>
                <summary>{t!("import.findings", n = list.len() as u64 + report.findings.more())}</summary>
                <ul class="import-findings">
                    {findings}
                    {(hidden > 0).then(|| view! { <li class="third">{t!("import.findings.more", n = hidden)}</li> })}
                </ul>
            </details>
        }
    });
    view! {
        <div class="stack stack-4">
            <h2 class="card-title"><bdi>{report.name.clone()}</bdi></h2>
            <p class="second">{t!("import.file", kind = kind, n = report.records)}</p>
            {not_taken.then(|| view! { <p class="second">{t!("import.file.not-taken")}</p> })}
            {report.error.as_ref().map(|problem| view! { <p class="text-high">{placed(problem)}</p> })}
            {details}
        </div>
    }
    .into_any()
}

fn finding(problem: &Problem) -> AnyView {
    view! { <li><bdi>{placed(problem)}</bdi></li> }.into_any()
}

fn placed(problem: &Problem) -> String {
    t!("import.at", line = problem.at.line, column = problem.at.column, message = text::problem(problem))
}

/// Where to go now: to the incidents, or to readiness after an export of assets.
fn next(summary: &ImportSummary) -> AnyView {
    let incidents = summary.kind == ImportKind::GraphIncidents;
    let href =
        if incidents { Route::Incidents(Queue::default()) } else { Route::Service(ServicePage::Status) };
    let label = if incidents { t!("import.next.incidents") } else { t!("import.next.readiness") };
    view! {
        <div class="row row-wide">
            <ButtonLink label href=href.to_string() kind=ButtonKind::Primary/>
            {incidents.then(|| view! { <Duplicates/> })}
        </div>
    }
    .into_any()
}

/// How many incidents look like another one under a second id, and the way to merge them.
#[component]
fn Duplicates() -> impl IntoView {
    let portal = Portal::get();
    let count = Memo::new(move |_| {
        portal.board(|board| {
            let twins = board.columns.rows_of(Dim::Duplicate, &Value::word("yes"), Timestamp::default());
            twins.count()
        })
    });
    let filter = Filter::default().with(Dim::Duplicate, "yes");
    let sort = Sort { key: SortKey::Title, descending: false };
    let queue = Queue { filter: FilterParam::Good(filter), sort, noise: true, ..Queue::default() };
    let href = Route::Incidents(queue).to_string();
    move || {
        (count.get() > 0).then(|| {
            view! { <a class="link" href=href.clone()>{t!("import.duplicates", n = count.get())}</a> }
        })
    }
}
