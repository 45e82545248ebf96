//! Over time: every import that says something of readiness is a run, with what it changed against the run before.

use crate::domain::estate::RunDifference;
use crate::domain::imports::ImportSummary;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Choice, Glyph, Icon, Select};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// More names than these of one change are counted.
const NAMES_MAX: usize = 12;
/// More runs than these are of no use on the page; the journal has them all.
const RUNS_MAX: usize = 30;

/// A run as the page shows it.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    seq: u64,
    at: Timestamp,
    by: String,
    import: ImportSummary,
    difference: RunDifference,
}

/// The card.
#[component]
pub(super) fn Runs() -> impl IntoView {
    let portal = Portal::get();
    let runs = Memo::new(move |_| {
        portal.read(|state| {
            let mut differences = state.estate.differences();
            let imports = state
                .imports
                .iter()
                .zip(&state.runs)
                .rev()
                .filter(|((import, ..), _)| import.is_run() && !state.is_undone(&import.id));
            let shown = imports.take(RUNS_MAX).map(|((import, at, by), run)| Shown {
                seq: run.seq,
                at: *at,
                by: by.clone(),
                import: import.clone(),
                difference: differences.remove(&run.seq).unwrap_or_default(),
            });
            shown.collect::<Vec<_>>()
        })
    });
    let list = move || {
        let runs = runs.get();
        if runs.is_empty() {
            return view! { <p class="card-row third data">{t!("service.runs.none")}</p> }.into_any();
        }
        view! { <ol class="entries">{runs.into_iter().map(row).collect_view()}</ol> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="runs-title">
            <div class="card-head"><h2 id="runs-title">{t!("service.runs")}</h2></div>
            {list}
            <Compare runs/>
        </section>
    }
}

/// Any two runs against each other.
#[component]
fn Compare(runs: Memo<Vec<Shown>>) -> impl IntoView {
    let portal = Portal::get();
    let (from, to) = (RwSignal::new(None::<u64>), RwSignal::new(None::<u64>));
    let choices = Memo::new(move |_| {
        runs.with(|runs| {
            let choice = |run: &Shown| Choice::new(run.seq.to_string(), name(run));
            runs.iter().map(choice).collect::<Vec<_>>()
        })
    });
    // The oldest that is shown against the newest, until others are chosen.
    let first = move || from.get().or_else(|| runs.with(|runs| runs.last().map(|run| run.seq)));
    let last = move || to.get().or_else(|| runs.with(|runs| runs.first().map(|run| run.seq)));
    let found = Memo::new(move |_| {
        let (from, to) = (first()?, last()?);
        Some(portal.read(|state| state.estate.compare(from.min(to), from.max(to))))
    });
    let result = move || {
        let found = found.get()?;
        let changes = changes(&found);
        Some(match changes.is_empty() {
            true => view! { <p class="second">{t!("service.runs.compare.same")}</p> }.into_any(),
            false => change_list(changes),
        })
    };
    let word = |seq: Option<u64>| seq.map(|seq| seq.to_string()).unwrap_or_default();
    let is_open = RwSignal::new(false);
    let fields = move || {
        is_open.get().then(|| {
            view! {
                <div class="stack stack-8">
                    <Select
                        label=t!("service.runs.compare.from")
                        choices
                        value=Signal::derive(move || word(first()))
                        on_change=Callback::new(move |word: String| from.set(word.parse().ok()))
                    />
                    <Select
                        label=t!("service.runs.compare.to")
                        choices
                        value=Signal::derive(move || word(last()))
                        on_change=Callback::new(move |word: String| to.set(word.parse().ok()))
                    />
                    <div aria-live="polite">{result}</div>
                </div>
            }
        })
    };
    view! {
        {move || (choices.with(Vec::len) > 1).then(|| view! {
            <div class="card-body stack stack-8">
                <div class="row">
                    <Button
                        label=t!("service.runs.compare")
                        kind=ButtonKind::Link
                        on_press=move |_| is_open.update(|open| *open = !*open)
                    />
                </div>
                {fields}
            </div>
        })}
    }
}

/// A run in the list of choices: when it was, and what it brought.
fn name(run: &Shown) -> String {
    t!("service.runs.compare.run", when = intl::moment(run.at), what = intl::both(&said(run)))
}

fn change_list(changes: Vec<(String, String)>) -> AnyView {
    let rows = changes.into_iter().map(|(what, names)| {
        view! { <li><strong>{what}</strong> " " <span class="second">{names}</span></li> }
    });
    view! { <ul class="stack stack-4">{rows.collect_view()}</ul> }.into_any()
}

/// What a run says, part by part.
fn said(run: &Shown) -> Vec<String> {
    let said = [
        run.import.devices.map(|it| t!("service.runs.devices", n = it.protected)),
        run.import.identities.map(|it| t!("service.runs.identities", n = it.healthy, all = it.controllers)),
        run.import
            .score
            .filter(|it| it.max > 0.0)
            .map(|it| t!("service.runs.score", score = intl::percent(it.current / it.max))),
        run.import.seats.map(|it| t!("service.runs.seats", n = it.endpoint)),
    ];
    said.into_iter().flatten().collect()
}

fn row(run: Shown) -> AnyView {
    let said = said(&run);
    let changes = changes(&run.difference);
    let count = changes.len();
    let details = (count > 0).then(|| {
        let warns = run.difference.regresses();
        view! {
            <details class="run-changes">
                <summary>
                    {warns.then(|| view! { <Icon glyph=Glyph::Warning class="icon-warm"/> })}
                    {t!("service.runs.changes", n = count)}
                </summary>
                {change_list(changes)}
            </details>
        }
    });
    view! {
        <li class="entry" data-run=run.seq.to_string()>
            <div class="grow">
                <p class="entry-name">{intl::both(&said)}</p>
                <p class="caption third">{t!("service.history.line", who = run.by, when = intl::moment(run.at))}</p>
                {details}
            </div>
        </li>
    }
    .into_any()
}

/// What a run changed: how many of what, and their names.
fn changes(difference: &RunDifference) -> Vec<(String, String)> {
    let names = |names: &[String]| {
        let shown: Vec<&str> = names.iter().take(NAMES_MAX).map(String::as_str).collect();
        let more = names.len().saturating_sub(NAMES_MAX);
        match more {
            0 => shown.join(", "),
            n => t!("service.runs.names-more", names = shown.join(", "), n = n),
        }
    };
    let moved = |list: &[crate::domain::estate::Moved]| {
        let words = list.iter().map(|it| {
            let (from, to) = (intl::number(it.from), intl::number(it.to));
            t!("service.runs.moved", name = &it.control, from = from, to = to)
        });
        names(&words.collect::<Vec<_>>())
    };
    let all = [
        (t!("service.runs.lost", n = difference.devices_lost.len()), names(&difference.devices_lost)),
        (t!("service.runs.gained", n = difference.devices_gained.len()), names(&difference.devices_gained)),
        (t!("service.runs.new", n = difference.devices_new.len()), names(&difference.devices_new)),
        (t!("service.runs.gone", n = difference.devices_gone.len()), names(&difference.devices_gone)),
        (
            t!("service.runs.controllers-lost", n = difference.controllers_lost.len()),
            names(&difference.controllers_lost),
        ),
        (
            t!("service.runs.controllers-gained", n = difference.controllers_gained.len()),
            names(&difference.controllers_gained),
        ),
        (
            t!("service.runs.controllers-new", n = difference.controllers_new.len()),
            names(&difference.controllers_new),
        ),
        (t!("service.runs.down", n = difference.controls_down.len()), moved(&difference.controls_down)),
        (t!("service.runs.up", n = difference.controls_up.len()), moved(&difference.controls_up)),
    ];
    all.into_iter().filter(|(_, names)| !names.is_empty()).collect()
}
