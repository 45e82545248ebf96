//! What can be done with a message of the outbox: the ways in which it can leave, and that it need not.

use super::calendar;
use super::deliver::{address_for, post_to, receiver, record, take_card, take_file};
use super::wording::Message;
use crate::analytics::notices::{Notice, Standing, Subject};
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::delivery::{Channel, Outcome};
use crate::formats::eml::mailto;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, ButtonSize, Glyph, Icon, IconButton, Menu, MenuItem, fresh_id};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The notice with its words, held for the buttons.
type Held = StoredValue<(Notice, Message)>;

/// The buttons of a row.
pub(super) fn deeds(
    portal: Portal,
    notice: Notice,
    words: Message,
    aside: RwSignal<Option<Notice>>,
) -> AnyView {
    let standing = notice.standing.clone();
    let held = Held::new((notice, words));
    match standing {
        Standing::Coming | Standing::Left => ().into_any(),
        Standing::Unneeded(_) => put_back(portal, held),
        Standing::Lapsed => note_off(held, aside),
        Standing::Due | Standing::Failed(..) => {
            let ways = held.with_value(|(notice, _)| match (&notice.to, notice.channel) {
                (None, _) => posting(portal, held),
                (Some(_), Channel::Phone) => calling(portal, held),
                (Some(_), _) => mailing(portal, held),
            });
            view! { <div class="row row-tight">{ways} {more(portal, held, aside)}</div> }.into_any()
        }
    }
}

/// Of what is too old to be sent only the reason can be given why nobody was told.
fn note_off(held: Held, aside: RwSignal<Option<Notice>>) -> AnyView {
    let press = move |_| aside.set(Some(held.with_value(|(notice, _)| notice.clone())));
    view! { <Button label=t!("notices.not-needed") size=ButtonSize::S28 on_press=press/> }.into_any()
}

fn put_back(portal: Portal, held: Held) -> AnyView {
    let press = move |_| {
        let notices = vec![held.with_value(|(notice, _)| notice.key.clone())];
        portal.act(Command::Experts { act: Act::PutBack { notices } }, |_| ());
    };
    view! { <Button label=t!("notices.put-back") icon=Glyph::Undo size=ButtonSize::S28 on_press=press/> }
        .into_any()
}

/// To a channel that many read: posted where an address is known, else a file.
fn posting(portal: Portal, held: Held) -> AnyView {
    let has_address = held.with_value(|(notice, _)| address_for(portal, notice).is_some());
    if !has_address {
        let file =
            move |_| held.with_value(|(notice, words)| take_card(portal, notice, notice.channel, words));
        return view! { <Button label=t!("notices.card") icon=Glyph::Download size=ButtonSize::S28 on_press=file/> }
            .into_any();
    }
    let busy = RwSignal::new(false);
    let press = move |_| {
        busy.set(true);
        let (notice, words) = held.get_value();
        post_to(portal, notice, words, move || {
            let _ = busy.try_set(false);
        });
    };
    view! { <Button label=t!("notices.post") icon=Glyph::Send size=ButtonSize::S28 busy on_press=press/> }
        .into_any()
}

/// By telephone: whoever calls says whether somebody answered.
fn calling(portal: Portal, held: Held) -> AnyView {
    let phone = held.with_value(|(notice, _)| receiver(notice));
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let note = move |outcome: Outcome| {
        held.with_value(|(notice, words)| {
            record(portal, &notice.key, Channel::Phone, &receiver(notice), words, outcome);
        });
    };
    let missed = move |_| note(Outcome::Failed(t!("notices.call.missed")));
    view! {
        <a class="button button-28" href=format!("tel:{digits}")><Icon glyph=Glyph::Phone/><span>{t!("notices.call", phone = phone.as_str())}</span></a>
        <Button label=t!("notices.call.reached") size=ButtonSize::S28 on_press=move |_| note(Outcome::Handed)/>
        <Button label=t!("notices.call.no-answer") size=ButtonSize::S28 on_press=missed/>
    }
    .into_any()
}

/// By mail: written in the person's mail program, or taken along as a file.
fn mailing(portal: Portal, held: Held) -> AnyView {
    let (href, phone, check_in) = held.with_value(|(notice, words)| {
        let href = mailto(&receiver(notice), &words.subject, &words.mail());
        let check_in = match &notice.subject {
            Subject::CheckIn(id) => Some(id.clone()),
            _ => None,
        };
        (href, notice.to.as_ref().and_then(|to| to.phone.clone()), check_in)
    });
    let opened = move |_| {
        held.with_value(|(notice, words)| {
            record(portal, &notice.key, Channel::Mail, &receiver(notice), words, Outcome::Handed);
        })
    };
    let file = move |_| held.with_value(|(notice, words)| take_file(portal, notice, words));
    let call = phone.map(|phone| {
        let label = t!("notices.called", phone = phone.as_str());
        let press = move |_| {
            held.with_value(|(notice, words)| {
                record(portal, &notice.key, Channel::Phone, &phone, words, Outcome::Handed);
            })
        };
        view! { <Button label icon=Glyph::Phone size=ButtonSize::S28 on_press=press/> }
    });
    let calendar = check_in.map(|id| calendar::button(portal, id));
    view! {
        <a class="button button-28" href=href on:click=opened><Icon glyph=Glyph::Mail/><span>{t!("notices.write")}</span></a>
        <Button label=t!("notices.file") size=ButtonSize::S28 icon=Glyph::Download on_press=file/>
        {call}
        {calendar}
    }
    .into_any()
}

/// What is seldom needed: the card of each channel as a file, and that the message need not leave.
fn more(portal: Portal, held: Held, aside: RwSignal<Option<Notice>>) -> AnyView {
    let name = fresh_id("notice-more");
    let label = held.with_value(|(_, words)| t!("notices.more-for", what = words.subject.as_str()));
    let (target, said) = (name.clone(), label.clone());
    let items = || {
        vec![
            MenuItem { glyph: Some(Glyph::Download), ..MenuItem::new(t!("notices.card.teams")) },
            MenuItem { glyph: Some(Glyph::Download), ..MenuItem::new(t!("notices.card.slack")) },
            MenuItem {
                glyph: Some(Glyph::Close),
                line_above: true,
                ..MenuItem::new(t!("notices.not-needed"))
            },
        ]
    };
    let choose = move |at: usize| {
        let card = |channel| held.with_value(|(notice, words)| take_card(portal, notice, channel, words));
        match at {
            0 => card(Channel::Teams),
            1 => card(Channel::Slack),
            _ => aside.set(Some(held.with_value(|(notice, _)| notice.clone()))),
        }
    };
    let trigger = move || {
        view! { <IconButton label=said.clone() glyph=Glyph::Menu kind=ButtonKind::Subtle controls=target.clone()/> }
    };
    view! { <Menu id=name label trigger items=Signal::derive(items) on_choose=choose/> }.into_any()
}
