//! The list of all conversations: search, what is narrowed, groups.

use super::link;
use super::narrow::{Narrow, Which};
use crate::domain::experts::inquiry::InquiryState;
use crate::domain::experts::threads::{Summary, Thread};
use crate::domain::people::Party;
use crate::formats::markdown::excerpt;
use crate::platform::intl;
use crate::route::{Ask, Route};
use crate::t;
use crate::ui::parts::{
    Avatar, Badge, ButtonKind, ButtonLink, Choice, EmptyState, Field, Glyph, Select, ToggleChip,
};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// By what the list is grouped.
const GROUPS: [&str; 4] = ["none", "status", "submitter", "reference"];
/// So much of the last message stands in its row, in characters.
const EXCERPT_CHARS: usize = 140;
/// Conversations that are listed at once; the search finds the others.
const ROWS_MAX: usize = 200;

/// The list.
#[component]
pub(super) fn Conversations(thread: Memo<Option<Thread>>, narrow: Narrow) -> impl IntoView {
    let portal = Portal::get();
    let Narrow { typed, which, period, all } = narrow;
    let is_customer = untrack(|| portal.party()) == Party::Customer;
    let group = RwSignal::new(GROUPS[0].to_owned());
    let found = Memo::new(move |_| narrow.found(portal));
    let chips = move || {
        let chip = |it: Which| {
            let n = Memo::new(move |_| all.with(|all| all.iter().filter(|row| it.holds(row)).count()));
            view! {
                <ToggleChip
                    label=Signal::derive(move || it.label(n.get()))
                    pressed=Signal::derive(move || which.get() == it)
                    on_press=move |()| which.set(it)
                />
            }
        };
        Which::ALL.into_iter().map(chip).collect_view()
    };
    let choices = || {
        let choice = |it: &&str| Choice::new(*it, text(&format!("ask.group.{it}"), &[]));
        GROUPS.iter().map(choice).collect::<Vec<_>>()
    };
    let rows = move || {
        let (found, open) = (found.get(), thread.get());
        if found.is_empty() {
            let (title, text) = if all.with(Vec::is_empty) {
                (t!("ask.none"), t!("ask.none.help"))
            } else {
                (t!("ask.none.found"), t!("ask.none.found.help"))
            };
            return view! { <EmptyState title text/> }.into_any();
        }
        grouped(found, &group.get(), open.as_ref(), portal)
    };
    view! {
        <section class="ask-list" aria-label=t!("ask.list")>
            {is_customer.then(|| view! {
                <div class="ask-new">
                    <ButtonLink label=t!("ask.new") href=Route::Ask(Ask::fresh()).to_string() kind=ButtonKind::Primary icon=Glyph::Chat/>
                </div>
            })}
            <Field
                label=t!("ask.search")
                label_hidden=true
                placeholder=t!("ask.search")
                kind="search"
                icon=Glyph::Search
                value=typed
                on_input=move |text| typed.set(text)
            />
            <div class="chips ask-chips">{chips()}</div>
            <div class="row row-keep ask-narrow">
                <Select
                    label=t!("ask.period")
                    label_hidden=true
                    small=true
                    choices=Signal::derive(Narrow::periods)
                    value=period
                    on_change=move |word| period.set(word)
                />
                <Select
                    label=t!("ask.group")
                    label_hidden=true
                    small=true
                    choices=Signal::derive(choices)
                    value=group
                    on_change=move |word| group.set(word)
                />
            </div>
            {rows}
        </section>
    }
    .into_any()
}

fn grouped(found: Vec<Summary>, by: &str, open: Option<&Thread>, portal: Portal) -> AnyView {
    let name = |it: &Summary| match by {
        "status" => state_words(it),
        "submitter" => it.asker.clone().unwrap_or_else(|| t!("ask.group.chats")),
        "reference" => match &it.incident {
            Some(id) => t!("home.number", id = id.as_str()),
            None if it.letter.is_some() => t!("ask.group.letters"),
            None => t!("ask.group.no-incident"),
        },
        _ => String::new(),
    };
    let mut groups: Vec<(String, Vec<Summary>)> = Vec::new();
    for it in found.into_iter().take(ROWS_MAX) {
        let name = name(&it);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, rows)) => rows.push(it),
            None => groups.push((name, vec![it])),
        }
    }
    let group = |(name, rows): (String, Vec<Summary>)| {
        let head =
            (!name.is_empty()).then(|| view! { <h2 class="ask-group caption strong"><bdi>{name}</bdi></h2> });
        let rows = rows.into_iter().map(|it| row(it, open, portal)).collect_view();
        view! { {head} <ul class="ask-rows">{rows}</ul> }
    };
    groups.into_iter().map(group).collect_view().into_any()
}

/// Where a conversation is, in words.
pub(super) fn state_words(it: &Summary) -> String {
    it.state.map_or_else(|| t!("ask.state.chat"), |state| state_of(state, it.letter.is_some()))
}

/// Where a question is; a letter of the experts awaits an answer where a question has one.
pub(super) fn state_of(state: InquiryState, is_letter: bool) -> String {
    match (state, is_letter) {
        (InquiryState::Answered, true) => t!("ask.state.letter"),
        _ => text(&format!("ask.state.{}", state.as_str()), &[]),
    }
}

fn row(it: Summary, open: Option<&Thread>, portal: Portal) -> AnyView {
    let key = it.thread.clone();
    let is_open = open == Some(&it.thread);
    let reference = match it.thread {
        Thread::Inquiry(_) if it.letter.is_some() => t!("ask.letter", code = it.code.as_str()),
        Thread::Inquiry(_) => t!("ask.question", code = it.code.as_str()),
        Thread::Incident(_) => t!("home.number", id = it.code.as_str()),
    };
    let is_today = intl::day(it.at) == intl::day(untrack(|| portal.now()));
    let time = if is_today { intl::time(it.at) } else { intl::day_short(it.at) };
    let unread = (it.unread > 0).then(|| {
        view! { <span class="dot"></span><span class="unseen">{t!("ask.unread", n = it.unread)}</span> }
    });
    let named = it.named.then(|| view! { <Badge label=t!("ask.named") icon=Glyph::Person outlined=true/> });
    let party = Some(it.party).filter(|party| *party == Party::Experts || it.asker.is_some() || it.count > 0);
    view! {
        <li>
            <a
                class="ask-row"
                class:ask-row-new={it.unread > 0}
                href=link(&it.thread)
                aria-current=is_open.then_some("true")
            >
                <Avatar name=it.by.clone() party=Signal::stored(party) large=true/>
                <span class="ask-row-text">
                    <span class="ask-row-who"><bdi class="cut grow">{it.by.clone()}</bdi>{named}<span class="caption third">{time}</span>{unread}</span>
                    <span class="caption third cut"><bdi>{reference} ", " {it.title.clone()}</bdi></span>
                    <span class="data second cut"><bdi>{excerpt(&it.text, EXCERPT_CHARS)}</bdi></span>
                </span>
            </a>
        </li>
    }
    .keyed(key)
}
