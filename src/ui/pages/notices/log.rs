//! The log of what left, and the check of a code that somebody got.

use crate::domain::experts::delivery::{Delivery, Outcome, same_code};
use crate::platform::intl;
use crate::report::table::{Cell, Head, Table};
use crate::t;
use crate::ui::leaving::Leaving;
use crate::ui::parts::{Banner, Button, EmptyState, Field, Glyph, Heading, Hue, Pill, ReadingTable, Tone};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// Lines that are shown; the file has all.
const ROWS_MAX: usize = 100;
const KEYS: [&str; 8] = ["at", "channel", "to", "subject", "code", "outcome", "why", "by"];

/// The card.
#[component]
pub(super) fn Log() -> impl IntoView {
    let portal = Portal::get();
    let all = Memo::new(move |_| portal.read(|state| state.experts.deliveries.clone()));
    let body = move || {
        let all = all.get();
        if all.is_empty() {
            return view! { <EmptyState title=t!("log.none") text=t!("log.none.help")/> }.into_any();
        }
        let rows = all.iter().rev().take(ROWS_MAX).map(row).collect_view();
        view! {
            <ReadingTable
                label=t!("log.title")
                heads=vec![
                    Heading::new(t!("log.at")),
                    Heading::new(t!("log.channel")),
                    Heading::new(t!("log.to")),
                    Heading::new(t!("log.subject")),
                    Heading::new(t!("log.code")),
                    Heading::new(t!("log.outcome")),
                ]
                rows=rows.into_any()
                cards=true
            />
        }
        .into_any()
    };
    let table = Callback::new(move |()| {
        let rows = all.with_untracked(|all| all.iter().map(cells).collect());
        let heads = KEYS.iter().map(|key| Head { key: (*key).to_owned(), name: (*key).to_owned() }).collect();
        Table { key: "deliveries".to_owned(), title: t!("log.title"), heads, rows }
    });
    view! {
        <section class="card" aria-labelledby="log-title">
            <div class="card-head">
                <h2 class="section" id="log-title">{t!("log.title")}</h2>
                <span class="push"><Leaving portal what="deliveries" table/></span>
            </div>
            {body}
        </section>
    }
    .into_any()
}

fn outcome(outcome: &Outcome) -> String {
    text(&format!("log.outcome.{}", outcome.as_str()), &[])
}

fn channel(delivery: &Delivery) -> String {
    text(&format!("notices.channel.{}", delivery.dispatch.channel.as_str()), &[])
}

fn cells(delivery: &Delivery) -> Vec<Cell> {
    let it = &delivery.dispatch;
    vec![
        Cell::Moment(delivery.at),
        Cell::text(it.channel.as_str()),
        Cell::text(it.to.as_str()),
        Cell::text(it.subject.as_str()),
        Cell::text(it.code.as_str()),
        Cell::text(it.outcome.as_str()),
        Cell::text(match &it.outcome {
            Outcome::Failed(why) | Outcome::Unneeded(why) => why.as_str(),
            _ => "",
        }),
        Cell::text(delivery.by.as_str()),
    ]
}

fn row(delivery: &Delivery) -> AnyView {
    let it = &delivery.dispatch;
    let (hue, icon) = match it.outcome {
        Outcome::Handed | Outcome::Sent => (Hue::Good, Glyph::CheckCircle),
        Outcome::Unconfirmed => (Hue::Neutral, Glyph::Clock),
        Outcome::Failed(_) => (Hue::High, Glyph::Error),
        Outcome::Unneeded(_) => (Hue::Neutral, Glyph::Close),
        Outcome::PutBack => (Hue::Neutral, Glyph::Undo),
    };
    let why = match &it.outcome {
        Outcome::Failed(why) | Outcome::Unneeded(why) => {
            Some(view! { <span class="caption third log-more"><bdi>{why.clone()}</bdi></span> })
        }
        _ => None,
    };
    view! {
        <tr>
            <td data-label=t!("log.at")>{intl::moment(delivery.at)}</td>
            <td data-label=t!("log.channel")>{channel(delivery)}</td>
            <td data-label=t!("log.to")><bdi>{it.to.clone()}</bdi></td>
            <td data-label=t!("log.subject")><bdi>{it.subject.clone()}</bdi></td>
            <td data-label=t!("log.code")><code>{it.code.clone()}</code></td>
            <td data-label=t!("log.outcome")>
                <div>
                    <Pill label=outcome(&it.outcome) hue icon small=true/>
                    <span class="caption third log-more"><bdi>{t!("log.by", who = delivery.by.as_str())}</bdi></span>
                    {why}
                </div>
            </td>
        </tr>
    }
    .into_any()
}

/// Whether a message came from here: its code is in the log.
#[component]
pub(super) fn CheckCode() -> impl IntoView {
    let portal = Portal::get();
    let typed = RwSignal::new(String::new());
    let asked = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        asked.set(typed.get_untracked());
    };
    let answer = move || {
        let code = asked.get();
        if code.trim().is_empty() {
            return ().into_any();
        }
        let found = portal.read(|state| {
            // The code of a message that need not leave proves nothing: nobody got it from here.
            let left = state.experts.deliveries.iter().rev().filter(|it| it.dispatch.outcome.has_gone());
            left.into_iter().find(|it| same_code(&it.dispatch.code, &code)).cloned()
        });
        match found {
            Some(it) => {
                let said = t!(
                    "code.known",
                    subject = it.dispatch.subject.as_str(),
                    to = it.dispatch.to.as_str(),
                    when = intl::moment(it.at)
                );
                view! { <Banner tone=Tone::Good small=true>{said}</Banner> }.into_any()
            }
            None => view! { <Banner tone=Tone::Error small=true>{t!("code.unknown")}</Banner> }.into_any(),
        }
    };
    view! {
        <section class="card" aria-labelledby="code-title">
            <div class="card-head"><h2 class="section" id="code-title">{t!("code.title")}</h2></div>
            <div class="card-body stack stack-8">
                <p class="data second">{t!("code.help")}</p>
                <form class="row row-keep notices-code" on:submit=submit novalidate=true>
                    <Field label=t!("code.field") label_hidden=true placeholder="7K3M-QDX2" value=typed on_input=move |text| typed.set(text)/>
                    <Button label=t!("code.check") submit=true/>
                </form>
                {answer}
            </div>
        </section>
    }
    .into_any()
}
