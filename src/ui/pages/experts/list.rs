//! The list of all conversations: search, what is narrowed, groups.

use super::link;
use crate::domain::experts::inquiry::InquiryState;
use crate::domain::experts::threads::{Summary, Thread, messages, summaries};
use crate::domain::people::Party;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Avatar, Choice, EmptyState, Field, Glyph, Select, ToggleChip};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// Which conversations are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Which {
    #[default]
    All,
    Unread,
    Questions,
    Letters,
    Incidents,
}

impl Which {
    const ALL: [Self; 5] = [Self::All, Self::Unread, Self::Questions, Self::Letters, Self::Incidents];

    fn holds(self, it: &Summary) -> bool {
        match self {
            Self::All => true,
            Self::Unread => it.unread > 0,
            Self::Questions => matches!(it.thread, Thread::Inquiry(_)) && it.letter.is_none(),
            Self::Letters => it.letter.is_some(),
            Self::Incidents => matches!(it.thread, Thread::Incident(_)),
        }
    }

    fn label(self, n: usize) -> String {
        match self {
            Self::All => t!("ask.all", n = n),
            Self::Unread => t!("ask.unread", n = n),
            Self::Questions => t!("ask.questions", n = n),
            Self::Letters => t!("ask.letters", n = n),
            Self::Incidents => t!("ask.incidents", n = n),
        }
    }
}

/// By what the list is grouped.
const GROUPS: [&str; 4] = ["none", "status", "submitter", "reference"];
/// Conversations that are listed at once; the search finds the others.
const ROWS_MAX: usize = 200;

/// The list.
#[component]
pub(super) fn Conversations(thread: Memo<Option<Thread>>) -> impl IntoView {
    let portal = Portal::get();
    let (typed, which) = (RwSignal::new(String::new()), RwSignal::new(Which::default()));
    let group = RwSignal::new(GROUPS[0].to_owned());
    let all = Memo::new(move |_| {
        let actor = portal.actor();
        portal.read(|state| summaries(state, &actor))
    });
    let found = Memo::new(move |_| {
        let (typed, which) = (typed.get().trim().to_lowercase(), which.get());
        let all = all.get();
        let fits = |it: &Summary| which.holds(it) && (typed.is_empty() || has(portal, it, &typed));
        all.into_iter().filter(fits).collect::<Vec<_>>()
    });
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
            return view! { <EmptyState title=t!("ask.none") text=t!("ask.none.help")/> }.into_any();
        }
        grouped(found, &group.get(), open.as_ref(), portal)
    };
    view! {
        <section class="ask-list" aria-label=t!("ask.list")>
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
            <Select
                label=t!("ask.group")
                label_hidden=true
                small=true
                choices=Signal::derive(choices)
                value=group
                on_change=move |word| group.set(word)
            />
            {rows}
        </section>
    }
    .into_any()
}

/// Whether a conversation holds a text anywhere.
fn has(portal: Portal, it: &Summary, typed: &str) -> bool {
    let holds = |text: &str| text.to_lowercase().contains(typed);
    holds(&it.code)
        || holds(&it.title)
        || portal.glance(|state| {
            messages(state, &it.thread).iter().any(|message| holds(&message.text) || holds(&message.by))
        })
}

fn grouped(found: Vec<Summary>, by: &str, open: Option<&Thread>, portal: Portal) -> AnyView {
    let name = |it: &Summary| match by {
        "status" => state_words(it),
        "submitter" => it.asker.clone().unwrap_or_else(|| t!("ask.group.chats")),
        "reference" => match it.thread {
            Thread::Inquiry(_) if it.letter.is_some() => t!("ask.group.letters"),
            Thread::Inquiry(_) => t!("ask.group.chat-questions"),
            Thread::Incident(_) => t!("home.number", id = it.code.as_str()),
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
                    <span class="ask-row-who"><bdi class="cut grow">{it.by.clone()}</bdi><span class="caption third">{time}</span>{unread}</span>
                    <span class="caption third cut"><bdi>{reference} ", " {it.title.clone()}</bdi></span>
                    <span class="data second cut"><bdi>{it.text.clone()}</bdi></span>
                </span>
            </a>
        </li>
    }
    .keyed(key)
}
