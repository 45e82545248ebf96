//! Test messages: a mail to whom one likes, a post, a card as a file. Each has a code and its line in the log.

use super::deliver::{address, channel_name, post_to_address, record, save_card, save_mail};
use super::wording::{Message, test_message};
use crate::domain::decide::is_email;
use crate::domain::experts::delivery::{Channel, Outcome};
use crate::formats::eml::mailto;
use crate::platform::random;
use crate::t;
use crate::ui::parts::{Button, ButtonSize, Choice, Field, Glyph, Icon, Select};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The key of a test in the log: of each its own.
pub(super) fn test_key() -> String {
    format!("test {}", random::hex_id())
}

/// The button that posts a test to an address that is kept.
pub(super) fn test_button(portal: Portal, channel: Channel) -> AnyView {
    let busy = RwSignal::new(false);
    let press = move |_| {
        let Some(url) = address(portal, channel) else { return };
        busy.set(true);
        post_to_address(portal, url, test_key(), channel, test_message(portal), move || {
            let _ = busy.try_set(false);
        });
    };
    view! { <Button label=t!("channels.test") size=ButtonSize::S28 busy on_press=press/> }.into_any()
}

/// The button that saves a test card, to be posted by hand where there is no web-hook.
pub(super) fn card_file(portal: Portal, channel: Channel) -> AnyView {
    let press = move |_| {
        let words = test_message(portal);
        save_card(channel, &words);
        record(portal, &test_key(), channel, &channel_name(channel), &words, Outcome::Handed);
    };
    let label = t!("channels.test.save", channel = channel_name(channel));
    view! { <Button label size=ButtonSize::S28 icon=Glyph::Download on_press=press/> }.into_any()
}

/// The two ways of a test mail: the person's mail program, and a file. `to` are its addresses; `make` writes it, anew
/// after each test, since each has a code of its own.
pub(super) fn mail_buttons(
    portal: Portal,
    to: Signal<String>,
    make: impl Fn() -> Message + Send + Sync + 'static,
    why: Signal<Option<String>>,
) -> AnyView {
    let turn = RwSignal::new(0_u32);
    let words = Memo::new(move |_| {
        turn.track();
        make()
    });
    let note = move || {
        let to = to.get_untracked();
        words.with_untracked(|it| record(portal, &test_key(), Channel::Mail, &to, it, Outcome::Handed));
        turn.update(|turn| *turn += 1);
    };
    let take = move |_| {
        words.with_untracked(|it| save_mail(&to.get_untracked(), it));
        note();
    };
    let write = move || {
        match why.get() {
        Some(_) => view! { <Button label=t!("channels.test.write") size=ButtonSize::S28 icon=Glyph::Mail disallowed=why/> }
            .into_any(),
        None => {
            let href = words.with(|it| mailto(&to.get(), &it.subject, &it.mail()));
            view! {
                <a class="button button-28" href=href on:click=move |_| note()><Icon glyph=Glyph::Mail/><span>{t!("channels.test.write")}</span></a>
            }
            .into_any()
        }
    }
    };
    view! {
        {write}
        <Button label=t!("channels.test.mail-file") size=ButtonSize::S28 icon=Glyph::Download disallowed=why on_press=take/>
    }
    .into_any()
}

/// A test by mail: to a contact, or to an address that is typed.
#[component]
pub(super) fn MailTest() -> impl IntoView {
    let portal = Portal::get();
    let (chosen, typed) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let contacts = Memo::new(move |_| {
        portal.read(|state| {
            let list = state.settings.contacts.iter();
            list.map(|it| (it.email.clone(), it.name.clone())).collect::<Vec<_>>()
        })
    });
    let choices = move || {
        let known = contacts.get().into_iter().map(|(email, name)| Choice::new(email, name));
        known.chain([Choice::new("", t!("channels.mail.other"))]).collect::<Vec<_>>()
    };
    // The first contact until somebody chooses; who was chosen may be gone.
    let to_contact = Memo::new(move |_| {
        let (known, chosen) = (contacts.get(), chosen.get());
        let is_known = |email: &str| known.iter().any(|(it, _)| it == email);
        match chosen.as_str() {
            "-" => String::new(),
            chosen if is_known(chosen) => chosen.to_owned(),
            _ => known.first().map(|(email, _)| email.clone()).unwrap_or_default(),
        }
    });
    let to = Signal::derive(move || {
        let contact = to_contact.get();
        if contact.is_empty() { typed.get().trim().to_owned() } else { contact }
    });
    let why = Signal::derive(move || (!is_email(&to.get())).then(|| t!("channels.mail.needs-address")));
    let field = move || {
        to_contact.with(String::is_empty).then(|| {
            view! { <Field label=t!("channels.mail.address") kind="email" value=typed on_input=move |text| typed.set(text)/> }
        })
    };
    let choose = move |email: String| chosen.set(if email.is_empty() { "-".to_owned() } else { email });
    view! {
        <div class="stack stack-4">
            <h3 class="caption strong">{t!("notices.channel.mail")}</h3>
            <Select label=t!("channels.mail.to") choices=Signal::derive(choices) value=to_contact on_change=choose/>
            {field}
            <div class="row">{mail_buttons(portal, to, move || test_message(portal), why)}</div>
        </div>
    }
    .into_any()
}
