//! What is left to ask: the balance with its expiry, and the ledger line by line.

use crate::analytics::calendar::CivilDay;
use crate::domain::command::Command;
use crate::domain::experts::credits::{EntryKind, Ledger, LedgerEntry, USABLE_PER_QUARTER};
use crate::domain::experts::{ExpertsCommand as Act, ledger};
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::parts::{Button, ButtonKind, Field, Glyph, Icon, InfoPopover};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// Lines of the ledger that are shown before "Show all".
const LINES_SHOWN: usize = 8;
/// Quarters and years begin in UTC: noon of a day is on that day in every zone but the farthest.
const HALF_DAY_MS: i64 = crate::domain::time::DAY_MS / 2;
/// From so many days before they expire on, the line is a warning.
const SOON_DAYS: i64 = 60;

/// The card.
#[component]
pub(super) fn Account() -> impl IntoView {
    let portal = Portal::get();
    let ending = RwSignal::new(false);
    let account = Memo::new(move |_| {
        let now = portal.now();
        portal.read(|state| ledger(state, now))
    });
    let body = move || match account.get() {
        None => view! { <p class="card-body second data">{t!("ask.account.not-yet")}</p> }.into_any(),
        Some(ledger) => balance(portal, &ledger, ending),
    };
    view! {
        <section class="card" aria-labelledby="ask-account">
            <div class="card-head">
                <h2 class="section" id="ask-account">{t!("ask.account")}</h2>
                <span class="push">
                    <InfoPopover title=t!("ask.account")>
                        <p>{t!("ask.account.rule")}</p>
                        <p>{t!("ask.account.cost")}</p>
                        <p>{t!("ask.account.utc")}</p>
                    </InfoPopover>
                </span>
            </div>
            {body}
            <EndDialog open=ending/>
        </section>
    }
    .into_any()
}

fn balance(portal: Portal, ledger: &Ledger, ending: RwSignal<bool>) -> AnyView {
    let free = ledger.free();
    let of = t!("ask.account.of", began = ledger.began_with, most = USABLE_PER_QUARTER);
    let marks = (0..USABLE_PER_QUARTER).map(|at| {
        let class = if at < free {
            "ask-mark ask-mark-left"
        } else if at < free + ledger.reserved + ledger.used {
            "ask-mark ask-mark-used"
        } else {
            "ask-mark"
        };
        view! { <span class=class></span> }
    });
    let last_day = intl::day(ledger.expires.plus_millis(-HALF_DAY_MS));
    let is_soon = ledger.expires.millis_since(portal.now()) < SOON_DAYS * crate::domain::time::DAY_MS;
    let expiry = match (ledger.held, ledger.next) {
        (0, Some(next)) => t!("ask.account.next", day = intl::day(next.plus_millis(HALF_DAY_MS))),
        (0, None) => t!("ask.account.over"),
        (held, Some(next)) => {
            t!(
                "ask.account.expire",
                n = held,
                day = last_day,
                next = intl::day(next.plus_millis(HALF_DAY_MS))
            )
        }
        (held, None) => t!("ask.account.expire-all", n = held, day = last_day),
    };
    let reserved = (ledger.reserved > 0)
        .then(|| view! { <p class="caption third">{t!("ask.account.reserved", n = ledger.reserved)}</p> });
    let class = if is_soon && ledger.held > 0 { "ask-expiry ask-expiry-soon" } else { "ask-expiry" };
    view! {
        <div class="card-body stack stack-8">
            <p class="ask-figure"><span class="figure">{intl::number(f64::from(free))}</span> <span class="data second">{of}</span></p>
            <div class="ask-marks" aria-hidden="true">{marks.collect_view()}</div>
            {reserved}
            <p class=class><Icon glyph=Glyph::Clock/><span>{expiry}</span></p>
        </div>
        {lines(portal, ledger)}
        <div class="card-foot">
            <Button label=t!("ask.account.end") kind=ButtonKind::Link on_press=move |_| ending.set(true)/>
        </div>
    }
    .into_any()
}

fn lines(portal: Portal, ledger: &Ledger) -> AnyView {
    let all = RwSignal::new(false);
    let entries = StoredValue::new(ledger.entries.clone());
    let count = ledger.entries.len();
    let rows = move || {
        let most = if all.get() { usize::MAX } else { LINES_SHOWN };
        entries.with_value(|entries| {
            entries.iter().rev().take(most).map(|entry| row(portal, entry)).collect_view()
        })
    };
    let more = (count > LINES_SHOWN).then(|| {
        view! {
            <Show when=move || !all.get()>
                <p class="card-row"><Button label=t!("ask.account.all", n = count) kind=ButtonKind::Link on_press=move |_| all.set(true)/></p>
            </Show>
        }
    });
    view! {
        <table class="table ask-ledger">
            <thead><tr>
                <th scope="col">{t!("ask.ledger.day")}</th>
                <th scope="col">{t!("ask.ledger.entry")}</th>
                <th scope="col" class="num">{t!("ask.ledger.change")}</th>
                <th scope="col" class="num">{t!("ask.ledger.left")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {more}
    }
    .into_any()
}

fn row(portal: Portal, entry: &LedgerEntry) -> AnyView {
    let words = match &entry.kind {
        EntryKind::NewQuarter(quarter) => {
            t!("ask.ledger.new", quarter = u32::from(quarter.number), year = quarter.year.to_string())
        }
        EntryKind::RolledOver(quarter) => t!(
            "ask.ledger.rolled",
            quarter = u32::from(if quarter.number == 1 { 4 } else { quarter.number - 1 })
        ),
        EntryKind::Used(id) => {
            let known = portal
                .glance(|state| state.experts.inquiry(id).map(|it| (it.code(), it.question.subject.clone())));
            let (code, subject) = known.unwrap_or_default();
            t!("ask.ledger.used", code = code, subject = subject)
        }
        EntryKind::Expired => t!("ask.ledger.expired"),
    };
    let change =
        if entry.change > 0 { format!("+{}", entry.change) } else { format!("\u{2212}{}", -entry.change) };
    let class = if entry.change > 0 { "num ask-plus" } else { "num" };
    view! {
        <tr>
            <td>{day(entry.at)}</td>
            <td><bdi>{words}</bdi></td>
            <td class=class>{change}</td>
            <td class="num">{intl::number(f64::from(entry.left))}</td>
        </tr>
    }
    .into_any()
}

/// The day of an entry. Quarters begin in UTC, and are not to stand on the day before in zones behind it.
fn day(at: Timestamp) -> String {
    let noon =
        if at.as_millis() % crate::domain::time::DAY_MS == 0 { at.plus_millis(HALF_DAY_MS) } else { at };
    intl::day_short(noon)
}

/// When the subscription ends: credits end with it.
#[component]
fn EndDialog(open: RwSignal<bool>) -> impl IntoView {
    let portal = Portal::get();
    let typed = RwSignal::new(String::new());
    let command = move || {
        let zone = portal.reader.with(|reader| reader.zone.clone());
        let end = CivilDay::parse(&typed.get()).map(|day| zone.start_of(day.plus_days(1)));
        Command::Experts { act: Act::SetSubscriptionEnd { end } }
    };
    view! {
        <CommandDialog
            open
            on_close=move |_| open.set(false)
            title=t!("ask.account.end")
            text=t!("ask.account.end.help")
            verb=t!("common.save")
            command=Signal::derive(move || Some(command()))
        >
            <Field label=t!("ask.account.end.day") kind="date" optional=true value=typed on_input=move |text| typed.set(text)/>
        </CommandDialog>
    }
    .into_any()
}
