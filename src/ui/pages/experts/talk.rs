//! The conversation that is open: what was said, whether it helped, and the place to answer.

use super::list::state_of;
use super::raise::RaiseDialog;
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::inquiry::{Inquiry, InquiryState, Message};
use crate::domain::experts::threads::{self, Thread};
use crate::domain::ids::InquiryId;
use crate::domain::people::Party;
use crate::domain::time::Timestamp;
use crate::domain::work::Visibility;
use crate::platform::{intl, random};
use crate::route::{Ask, IncidentTab, Queue, Route};
use crate::t;
use crate::ui::markdown::Markdown;
use crate::ui::parts::{
    Avatar, Button, ButtonKind, ButtonLink, ButtonSize, EmptyState, Glyph, Hue, Icon, Pill, TextArea, Tone,
};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// What stands in the middle while no conversation is open.
pub(super) fn none() -> AnyView {
    view! {
        <section class="card ask-talk not-narrow">
            <EmptyState title=t!("ask.choose") text=t!("ask.choose.help") middle=true/>
        </section>
    }
    .into_any()
}

/// The conversation.
#[component]
pub(super) fn Talk(thread: Thread) -> impl IntoView {
    let portal = Portal::get();
    let thread = StoredValue::new(thread);
    let actor = untrack(|| portal.actor());
    // What was new when it was opened stays marked until it is left.
    let before = portal.glance(|state| thread.with_value(|it| threads::seen(state, &actor, it)));
    let said = Memo::new(move |_| portal.read(|state| thread.with_value(|it| threads::messages(state, it))));
    let is_there = Memo::new(move |_| {
        portal.read(|state| {
            thread.with_value(|it| match it {
                Thread::Inquiry(id) => state.experts.inquiry(id).is_some(),
                Thread::Incident(id) => state.incident(id.as_str()).is_some(),
            })
        })
    });
    see(portal, thread, said);
    move || {
        if !is_there.get() {
            return view! {
                <section class="card ask-talk"><EmptyState title=t!("ask.gone") text=t!("ask.gone.help") middle=true/></section>
            }
            .into_any();
        }
        view! {
            <section class="card ask-talk" aria-label=t!("ask.conversation")>
                <Head thread/>
                <ol class="ask-said" tabindex="0">{move || lines(portal, thread, &said.get(), before)}</ol>
                <Reply thread/>
            </section>
        }
        .into_any()
    }
}

/// Says that what is shown was read, once it is on the screen.
fn see(portal: Portal, thread: StoredValue<Thread>, said: Memo<Vec<Message>>) {
    Effect::new(move |_| {
        let latest = said.with(|said| said.iter().map(|it| it.at).max());
        // Only what is said, and who reads it, counts: what is marked as unread stays so.
        portal.actor();
        let Some(upto) = latest else { return };
        let command = Command::Experts { act: Act::See { thread: thread.get_value(), upto } };
        if untrack(|| portal.refusal(&command)).is_none() {
            portal.act(command, |_| ());
        }
    });
}

/// The name, where it is, and what can be done with it.
#[component]
fn Head(thread: StoredValue<Thread>) -> impl IntoView {
    let portal = Portal::get();
    let back = Route::Ask(Ask::default()).to_string();
    let body = move || match thread.get_value() {
        Thread::Inquiry(id) => {
            let known = portal.read(|state| state.experts.inquiry(&id).cloned());
            known.map(|known| of_inquiry(portal, known))
        }
        Thread::Incident(id) => {
            let title =
                portal.read(|state| state.incident(id.as_str()).map(|it| it.known.title().to_owned()));
            let href = Route::Incident { id: id.clone(), tab: IncidentTab::History, queue: Queue::default() };
            let over = t!("home.number", id = id.as_str());
            Some(
                view! {
                    <div class="grow">
                        <p class="caption third">{over}</p>
                        <h2 class="section"><bdi>{title.unwrap_or_default()}</bdi></h2>
                    </div>
                    <ButtonLink label=t!("home.open-incident") href=href.to_string() icon=Glyph::Shield/>
                }
                .into_any(),
            )
        }
    };
    view! {
        <header class="ask-head">
            <span class="only-narrow"><ButtonLink label=t!("ask.back") href=back kind=ButtonKind::Subtle icon=Glyph::ChevronLeft/></span>
            {body}
            <Unread thread/>
        </header>
    }
    .into_any()
}

/// Marks what the other side said last as unread and leaves the conversation, which would read it again.
#[component]
fn Unread(thread: StoredValue<Thread>) -> impl IntoView {
    let portal = Portal::get();
    let last = Memo::new(move |_| {
        let party = portal.party();
        portal.read(|state| {
            let said = thread.with_value(|it| threads::messages(state, it));
            said.into_iter().rev().find(|it| it.party != party).map(|it| it.id)
        })
    });
    let press = move |_| {
        let Some(from) = last.get_untracked() else { return };
        let command = Command::Experts { act: Act::Unsee { thread: thread.get_value(), from } };
        portal.act(command, move |outcome| {
            if outcome.is_ok() {
                portal.go(&Route::Ask(Ask::default()));
            }
        });
    };
    move || {
        let is_there = last.with(Option::is_some);
        is_there.then(|| {
            view! { <Button label=t!("ask.mark-unread") kind=ButtonKind::Subtle size=ButtonSize::S28 icon=Glyph::Mail on_press=press/> }
        })
    }
}

fn hue(state: InquiryState) -> (Hue, Glyph) {
    match state {
        InquiryState::Waiting => (Hue::Neutral, Glyph::Clock),
        InquiryState::WithExpert => (Hue::Experts, Glyph::Experts),
        InquiryState::Answered => (Hue::Good, Glyph::CheckCircle),
        InquiryState::Closed => (Hue::Neutral, Glyph::Check),
        InquiryState::Withdrawn => (Hue::Neutral, Glyph::Undo),
    }
}

fn of_inquiry(portal: Portal, known: Inquiry) -> AnyView {
    let state = known.state();
    let (hue, icon) = hue(state);
    let raising = RwSignal::new(false);
    let (who, when) = (known.by.person.as_str(), intl::day(known.asked));
    let over = match known.letter {
        Some(kind) => {
            let kind = text(&format!("ask.letter.{}", kind.as_str()), &[]);
            t!("ask.letter.over", code = known.code(), kind = kind, who = who, when = when)
        }
        None => t!("ask.over", code = known.code(), who = who, when = when),
    };
    let raised = known.incident.clone().map(|id| {
        let label = t!("ask.is-incident", id = id.as_str());
        let href = Route::Incident { id, tab: IncidentTab::default(), queue: Queue::default() }.to_string();
        view! { <ButtonLink label href icon=Glyph::Shield/> }
    });
    let can_raise = raised.is_none() && state != InquiryState::Withdrawn;
    let raise = can_raise.then(|| {
        view! {
            <Button label=t!("ask.make-incident") icon=Glyph::Shield on_press=move |_| raising.set(true)/>
            <RaiseDialog inquiry=known.id.clone() open=raising/>
        }
    });
    let about = known.question.about.iter().map(about_line).collect_view();
    view! {
        <div class="grow">
            <p class="caption third"><bdi>{over}</bdi></p>
            <h2 class="section"><bdi>{known.question.subject.clone()}</bdi></h2>
            <div class="row row-tight">{about}</div>
        </div>
        <Pill label=state_of(state, known.letter.is_some()) hue icon/>
        {deeds(portal, known.id.clone(), state)}
        {raised}
        {raise}
    }
    .into_any()
}

/// Something that the question is about, with the way to it.
fn about_line(about: &crate::domain::experts::inquiry::About) -> AnyView {
    let name = if about.name.is_empty() { about.id.clone() } else { about.name.clone() };
    match super::draft::route_of(about) {
        Some(route) => {
            view! { <a class="link caption" href=route.to_string()><bdi>{name}</bdi></a> }.into_any()
        }
        None => view! { <span class="caption second"><bdi>{name}</bdi></span> }.into_any(),
    }
}

/// Take, close, open again, take back: what the rules allow the side that looks.
fn deeds(portal: Portal, id: InquiryId, state: InquiryState) -> AnyView {
    let is_expert = portal.party() == Party::Experts;
    let deed = |label: String, act: Act, done: String| {
        let command = Command::Experts { act };
        let why = {
            let command = command.clone();
            Memo::new(move |_| portal.why_not(&command))
        };
        let press = move |_| {
            let (command, done) = (command.clone(), done.clone());
            portal.act(command, move |outcome| {
                if outcome.is_ok() {
                    portal.say(Tone::Good, done);
                }
            });
        };
        view! { <Button label disallowed=why on_press=press/> }.into_any()
    };
    match state {
        InquiryState::Waiting if is_expert => deed(t!("ask.take"), Act::Take { id }, t!("ask.taken")),
        InquiryState::Waiting => deed(t!("ask.withdraw"), Act::Withdraw { id }, t!("ask.withdrawn")),
        InquiryState::WithExpert | InquiryState::Answered => {
            deed(t!("ask.close"), Act::Close { id }, t!("ask.closed"))
        }
        InquiryState::Closed => deed(t!("ask.reopen"), Act::Reopen { id }, t!("ask.reopened")),
        InquiryState::Withdrawn => ().into_any(),
    }
}

/// What was said, with the line above what was new when the conversation was opened.
fn lines(
    portal: Portal,
    thread: StoredValue<Thread>,
    said: &[Message],
    before: Option<Timestamp>,
) -> AnyView {
    let actor = portal.actor();
    let first_new = said.iter().position(|it| threads::is_new(it.party, it.at, &actor, before));
    let mut views = Vec::new();
    for (at, message) in said.iter().enumerate() {
        // The first words of a conversation need no line above them.
        if first_new == Some(at) && at > 0 {
            views.push(view! { <li class="since-line">{t!("parts.new-since")}</li> }.into_any());
        }
        views.push(line(portal, thread, message.clone(), &actor.person));
    }
    views.into_any()
}

fn line(portal: Portal, thread: StoredValue<Thread>, message: Message, person: &str) -> AnyView {
    // Thumbs rate answers: what a customer asked has none.
    let rates = portal.party() == Party::Customer && message.party == Party::Experts;
    let who = match message.party {
        Party::Experts => t!("ask.expert", who = message.by.as_str()),
        Party::Customer => message.by.clone(),
    };
    let helped = rates.then(|| {
        let now = portal.read(|state| state.experts.rating(&message.id, person));
        helpful(portal, thread, &message, now)
    });
    let thumbs = thumbs(portal, &message, person);
    let party = Signal::stored(Some(message.party));
    view! {
        <li class="ask-message">
            <Avatar name=message.by.clone() party large=true/>
            <div class="grow">
                <p class="ask-who"><strong><bdi>{who}</bdi></strong> <span class="caption third">{intl::moment(message.at)}</span></p>
                <Markdown text=message.text.clone() named=true/>
                {helped}
                {thumbs}
            </div>
        </li>
    }
    .into_any()
}

/// What others said of a message: whoever wrote it learns whether it helped.
fn thumbs(portal: Portal, message: &Message, person: &str) -> AnyView {
    let said: Vec<(String, bool)> = portal.read(|state| {
        let others = state.experts.ratings_of(&message.id).filter(|(who, _)| *who != person);
        others.map(|(who, up)| (who.to_owned(), up)).collect()
    });
    let line = |(who, up): (String, bool)| {
        let words = if up { t!("ask.helped", who = who) } else { t!("ask.helped-not", who = who) };
        let icon = if up { Glyph::CheckCircle } else { Glyph::Info };
        view! { <p class="row row-tight caption third ask-helped"><Icon glyph=icon/> <bdi>{words}</bdi></p> }
    };
    said.into_iter().map(line).collect_view().into_any()
}

/// Thumbs: whether a message helped.
fn helpful(portal: Portal, thread: StoredValue<Thread>, message: &Message, now: Option<bool>) -> AnyView {
    let id = message.id.clone();
    let button = |up: bool, label: String, name: String| {
        let id = id.clone();
        let is_on = now == Some(up);
        let press = move |_| {
            let up = (!is_on).then_some(up);
            let act = Act::Rate { thread: thread.get_value(), message: id.clone(), up };
            portal.act(Command::Experts { act }, |_| ());
        };
        view! {
            <button type="button" class="chip ask-thumb" aria-pressed=is_on.to_string() aria-label=name on:click=press>
                <span class="chip-body">{label}</span>
            </button>
        }
    };
    view! {
        <p class="row row-tight caption third ask-helped">
            <span>{t!("ask.helpful")}</span>
            {button(true, t!("ask.yes"), t!("ask.helpful.yes"))}
            {button(false, t!("ask.no"), t!("ask.helpful.no"))}
        </p>
    }
    .into_any()
}

/// The place to answer.
#[component]
fn Reply(thread: StoredValue<Thread>) -> impl IntoView {
    let portal = Portal::get();
    let typed = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let probe = move |text: String| match thread.get_value() {
        Thread::Inquiry(id) => {
            Command::Experts { act: Act::Reply { id, message: random::comment_id(), text } }
        }
        Thread::Incident(incident) => {
            let (id, visibility) = (random::comment_id(), Visibility::Shared);
            Command::Incident { incident, act: IncidentCommand::Comment { id, text, visibility } }
        }
    };
    let why = Memo::new(move |_| {
        let text = typed.get();
        if text.trim().is_empty() { Some(t!("comment.empty")) } else { portal.why_not(&probe(text)) }
    });
    // A closed question is read and not answered.
    let is_open = Memo::new(move |_| portal.refusal(&probe("-".to_owned())).is_none());
    let send = move || {
        if busy.get_untracked() || why.get_untracked().is_some() {
            return;
        }
        busy.set(true);
        portal.act(probe(typed.get_untracked()), move |outcome| {
            let _ = busy.try_set(false);
            if outcome.is_ok() {
                let _ = typed.try_set(String::new());
            }
        });
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send();
        }
    };
    let note = move || match thread.get_value() {
        Thread::Inquiry(_) => t!("ask.reply.free"),
        Thread::Incident(_) => t!("ask.reply.chat"),
    };
    let form = move || {
        view! {
            <div class="ask-reply" on:keydown=keys>
                <TextArea
                    label=t!("ask.reply")
                    label_hidden=true
                    placeholder=t!("ask.reply")
                    rows=2
                    value=typed
                    on_input=move |text| typed.set(text)
                />
                <div class="row">
                    <span class="caption third">{note}</span>
                    <span class="push"><Button label=t!("ask.send") icon=Glyph::Send busy disallowed=why on_press=move |_| send() size=ButtonSize::S32/></span>
                </div>
            </div>
        }
        .into_any()
    };
    move || {
        if is_open.get() {
            form()
        } else {
            let why = portal.why_not(&probe("-".to_owned())).unwrap_or_default();
            view! { <p class="ask-reply data third">{why}</p> }.into_any()
        }
    }
}
