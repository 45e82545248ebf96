//! What was said and not read yet, and the way to ask.

use crate::domain::experts::ledger;
use crate::domain::experts::threads::{Summary, Thread, summaries};
use crate::domain::people::Party;
use crate::formats::markdown::excerpt;
use crate::platform::intl;
use crate::route::{Ask, Route};
use crate::t;
use crate::ui::parts::{Avatar, ButtonLink, Glyph};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The year ends in UTC: noon of its last day is on that day in every zone but the farthest.
const HALF_DAY_MS: i64 = crate::domain::time::DAY_MS / 2;
/// So much of the last message stands in its row, in characters.
const EXCERPT_CHARS: usize = 140;
/// Conversations that the card shows; the page has all.
const SHOWN_MAX: usize = 3;

/// The card; nothing while nobody said anything and nothing can be asked.
#[component]
pub(super) fn Messages() -> impl IntoView {
    let portal = Portal::get();
    let is_begun = Memo::new(move |_| {
        portal.read(|state| {
            !state.experts.inquiries.is_empty() || !state.work.is_empty() || !state.phases.is_empty()
        })
    });
    move || is_begun.get().then(|| card(portal))
}

#[inline(never)]
fn card(portal: Portal) -> AnyView {
    let all = Memo::new(move |_| {
        let actor = portal.actor();
        portal.read(|state| summaries(state, &actor))
    });
    let unread = Memo::new(move |_| all.with(|all| all.iter().map(|it| it.unread).sum::<usize>()));
    let title = move || t!("home.messages", n = unread.get());
    let rows = move || {
        let mut all = all.get();
        if all.is_empty() {
            return view! { <p class="card-body third data">{t!("home.messages.none")}</p> }.into_any();
        }
        all.sort_by_key(|it| it.unread == 0);
        all.truncate(SHOWN_MAX);
        let rows = all.into_iter().map(|it| row(portal, it)).collect_view();
        view! { <ul class="list">{rows}</ul> }.into_any()
    };
    let left = move || {
        let account = portal.read(|state| ledger(state, portal.now()))?;
        let day = intl::day_short(account.expires.plus_millis(-HALF_DAY_MS));
        Some(t!("home.messages.left", n = account.free(), day = day))
    };
    let ask = move || {
        (portal.party() == Party::Customer).then(|| {
            view! {
                <div class="card-foot">
                    <ButtonLink label=t!("shell.ask.open") href=Route::Ask(Ask::default()).to_string() icon=Glyph::Ask/>
                    <span class="caption third">{left}</span>
                </div>
            }
        })
    };
    view! {
        <section class="card" aria-labelledby="messages-title">
            <div class="card-head">
                <h2 class="section" id="messages-title">{title}</h2>
                <a class="link push" href=Route::Ask(Ask::default()).to_string()>{t!("home.messages.all")}</a>
            </div>
            {rows}
            {ask}
        </section>
    }
    .into_any()
}

fn row(portal: Portal, it: Summary) -> AnyView {
    let key = it.thread.clone();
    let reference = match it.thread {
        Thread::Inquiry(_) if it.letter.is_some() => t!("ask.letter", code = it.code.as_str()),
        Thread::Inquiry(_) => t!("home.messages.question", code = it.code.as_str()),
        Thread::Incident(_) => t!("home.number", id = it.code.as_str()),
    };
    let is_today = intl::day(it.at) == intl::day(untrack(|| portal.now()));
    let time = if is_today { intl::time(it.at) } else { intl::day_short(it.at) };
    let unread = (it.unread > 0).then(|| view! { <span class="dot"></span> });
    view! {
        <li class="list-row list-row-two">
            <Avatar name=it.by.clone() party=Signal::stored(Some(it.party))/>
            <a class="grow message" href=Route::Ask(Ask::of(it.thread)).to_string()>
                <span class="cut"><strong><bdi>{it.by}</bdi></strong> " " <span class="caption third">{reference}</span></span>
                <span class="cut data second"><bdi>{excerpt(&it.text, EXCERPT_CHARS)}</bdi></span>
            </a>
            <span class="caption third">{time}</span>
            {unread}
        </li>
    }
    .keyed(key)
}
