//! What would have happened: the incidents of a month under the matrix in force and under the draft.

use super::Room;
use crate::domain::ids::IncidentId;
use crate::domain::pace::Median;
use crate::domain::simulate::{Change, Shares, Simulation};
use crate::domain::time::Timestamp;
use crate::domain::who_acts::Verdict;
use crate::platform::intl;
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::parts::{Choice, Select};
use crate::ui::portal::Portal;
use crate::ui::{clock_face, naming};
use crate::view::prelude::*;

/// How many months back can be looked at.
const MONTHS_BACK: u32 = 12;
/// How many changes are listed at first.
const LISTED: usize = 5;
/// The verdicts that are counted, each with its class; those together that mean that nothing is done.
const COUNTED: [(&[Verdict], &str); 5] = [
    (&[Verdict::ExpertsAct], "fill-experts"),
    (&[Verdict::AskFirst], "fill-you"),
    (&[Verdict::CustomerActs], "fill-guide"),
    (&[Verdict::RuledOut], "fill-never"),
    (&[Verdict::InformOnly, Verdict::Nobody], "fill-open"),
];

/// How many got one of the verdicts.
fn counted(shares: Shares, verdicts: &[Verdict]) -> u32 {
    verdicts.iter().map(|verdict| shares.of(*verdict)).sum()
}

/// The card beside the matrix.
pub(super) fn card(room: Room) -> AnyView {
    let portal = room.form.portal;
    let Room { month, found, .. } = room;
    let all = RwSignal::new(false);
    let choices = Memo::new(move |_| {
        (1..=MONTHS_BACK)
            .map(|back| {
                let (from, _) = span(portal, back);
                Choice::new(back.to_string(), intl::month(from.plus_millis(86_400_000)))
            })
            .collect::<Vec<_>>()
    });
    let choose = move |word: String| {
        if let Ok(back) = word.parse() {
            month.set(back);
        }
    };
    view! {
        <section class="card card-body stack stack-8" aria-labelledby="simulator-title">
            <h2 class="card-title" id="simulator-title">{t!("approval-matrix.simulator")}</h2>
            <Select
                label=t!("approval-matrix.simulator.month")
                choices
                value=Signal::derive(move || month.get().to_string())
                on_change=Callback::new(choose)
            />
            <div class="stack stack-8" aria-live="polite">{move || result(&found.get(), all)}</div>
        </section>
    }
    .into_any()
}

/// A calendar month of the reader, so many before the present one.
pub(super) fn span(portal: Portal, back: u32) -> (Timestamp, Timestamp) {
    portal.reader.with(|reader| {
        let today = reader.today();
        let starts = |back| reader.zone.start_of(today.month_start(back));
        (starts(back), starts(back.saturating_sub(1)))
    })
}

fn result(found: &Simulation, all: RwSignal<bool>) -> AnyView {
    if found.incidents == 0 {
        return view! { <p class="second">{t!("approval-matrix.simulator.none")}</p> }.into_any();
    }
    let bar = |name: String, shares: Shares| {
        let parts = COUNTED
            .into_iter()
            .map(|(verdicts, class)| (counted(shares, verdicts), class))
            .filter(|(count, _)| *count > 0)
            .map(|(count, class)| view! { <span class=class style:flex-grow=count.to_string()></span> })
            .collect_view();
        view! { <p class="caption second">{name}</p> <div class="bar approval-shares" aria-hidden="true">{parts}</div> }
    };
    let rows = COUNTED.into_iter().filter_map(|(verdicts, class)| {
        let (now, then) = (counted(found.before.shares, verdicts), counted(found.after.shares, verdicts));
        // Out of scope is a row where something is.
        let is_rare = verdicts.len() > 1;
        let name = verdicts.first().copied().map(verdict_name).filter(|_| !is_rare || now + then > 0)?;
        let row = view! {
            <tr>
                <th scope="row" class="name"><span class=format!("swatch {class}")></span> {name}</th>
                <td class="num">{count(now)}</td>
                <td class="num">{count(then)}</td>
                <td class="num">{signed(then, now)}</td>
            </tr>
        };
        Some(row)
    });
    let asked = |found: u32, then: u32| t!("approval-matrix.simulator.pair", now = found, then = then);
    view! {
        <p class="data second">
            {t!("approval-matrix.simulator.basis", n = found.incidents, recorded = found.recorded, assumed = found.assumed)}
        </p>
        {bar(t!("approval-matrix.simulator.now"), found.before.shares)}
        {bar(t!("approval-matrix.simulator.draft"), found.after.shares)}
        <table class="table">
            <thead><tr>
                <th scope="col">{t!("approval-matrix.simulator.verdict")}</th>
                <th scope="col" class="num">{t!("approval-matrix.simulator.now.short")}</th>
                <th scope="col" class="num">{t!("approval-matrix.simulator.draft.short")}</th>
                <th scope="col" class="num">{t!("approval-matrix.simulator.change")}</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <p class="share">
            {t!("approval-matrix.simulator.night")}
            <span class="push">{asked(found.before.asked_at_night, found.after.asked_at_night)}</span>
        </p>
        {time_to_act(found)}
        {changes(&found.changes, all)}
        <p class="caption third">{t!("approval-matrix.simulator.definition")}</p>
    }
    .into_any()
}

/// The median time until an action is done, now and then, and from what it is worked out.
fn time_to_act(found: &Simulation) -> AnyView {
    let span = |median: Median| median.ms.map_or_else(|| "–".to_owned(), clock_face::span);
    let (now, then) = (found.before.time_to_act(), found.after.time_to_act());
    let part = |name: String, median: Median| match median.count {
        0 => t!("approval-matrix.simulator.pace.target", name = name),
        n => t!("approval-matrix.simulator.pace.measured", name = name, time = span(median), n = n),
    };
    let pace = found.pace;
    let basis = [
        part(t!("approval-matrix.simulator.pace.experts"), pace.experts),
        part(t!("approval-matrix.simulator.pace.customer"), pace.customer),
        part(t!("approval-matrix.simulator.pace.answer"), pace.answer),
    ];
    view! {
        <p class="share">
            {t!("approval-matrix.simulator.time")}
            <span class="push">
                {t!("approval-matrix.simulator.times", now = span(now), then = span(then))}
            </span>
        </p>
        <p class="caption third">{basis.join("; ")}</p>
    }
    .into_any()
}

fn count(value: u32) -> String {
    intl::number(f64::from(value))
}

fn signed(then: u32, now: u32) -> String {
    if then == now {
        count(0)
    } else if then > now {
        format!("+{}", count(then - now))
    } else {
        format!("\u{2212}{}", count(now - then))
    }
}

/// A verdict in the words of the matrix.
fn verdict_name(verdict: Verdict) -> String {
    match verdict {
        Verdict::ExpertsAct => t!("approval.expertsAct"),
        Verdict::AskFirst => t!("approval.askFirst"),
        Verdict::CustomerActs => t!("approval.guideOnly"),
        Verdict::RuledOut => t!("approval.never"),
        Verdict::InformOnly | Verdict::Nobody => t!("approval-matrix.out-of-scope"),
    }
}

/// The actions that would have gone another way, each a link to its incident.
fn changes(changes: &[Change], all: RwSignal<bool>) -> AnyView {
    if changes.is_empty() {
        return view! { <p class="second">{t!("approval-matrix.simulator.same")}</p> }.into_any();
    }
    let shown = if all.get() { changes.len() } else { LISTED };
    let rows = changes.iter().take(shown).map(|change| {
        let line = t!(
            "approval-matrix.simulator.line",
            action = naming::action_kind(change.action),
            before = verdict_name(change.before),
            after = verdict_name(change.after)
        );
        let name = t!("approval-matrix.simulator.incident", id = &change.incident, asset = &change.asset);
        let href = IncidentId::new(&change.incident).map(|id| {
            let route = Route::Incident { id, tab: IncidentTab::Response, queue: Queue::default() };
            route.to_string()
        });
        view! {
            <li class="entry">
                <div class="grow">
                    <a class="link" href=href>{name}</a>
                    <p class="caption third">{line}</p>
                </div>
            </li>
        }
    });
    let more = (shown < changes.len()).then(|| {
        view! {
            <button type="button" class="link" on:click=move |_| all.set(true)>
                {t!("approval-matrix.simulator.all", n = changes.len())}
            </button>
        }
    });
    view! {
        <h3 class="card-title">{t!("approval-matrix.simulator.changes", n = changes.len())}</h3>
        <ul class="entries">{rows.collect_view()}</ul>
        {more}
    }
    .into_any()
}
