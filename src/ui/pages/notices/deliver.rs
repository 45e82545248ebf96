//! How a message leaves, and the line of the log that says so.

use super::wording::Message;
use crate::analytics::notices::{Notice, Trigger};
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::delivery::{Channel, Dispatch, Outcome};
use crate::formats::cards;
use crate::formats::eml::eml;
use crate::platform::{files, post};
use crate::t;
use crate::ui::parts::Tone;
use crate::ui::portal::Portal;
use crate::ui::text::text;
use leptos::task::spawn_local;

/// The line of the log of a message.
pub(super) fn dispatch(
    notice: &str,
    channel: Channel,
    to: &str,
    message: &Message,
    outcome: Outcome,
) -> Dispatch {
    Dispatch {
        notice: notice.to_owned(),
        channel,
        to: to.to_owned(),
        subject: message.subject.clone(),
        code: message.code.clone(),
        outcome,
    }
}

/// Writes down that a message left.
pub(crate) fn record(
    portal: Portal,
    notice: &str,
    channel: Channel,
    to: &str,
    message: &Message,
    outcome: Outcome,
) {
    let dispatch = Box::new(dispatch(notice, channel, to, message, outcome));
    portal.act(Command::Experts { act: Act::Record { dispatch } }, |_| ());
}

/// To whom a notice goes: the address, or the name of the channel.
pub(super) fn receiver(notice: &Notice) -> String {
    match &notice.to {
        Some(to) if notice.channel == Channel::Phone => to.phone.clone().unwrap_or_else(|| to.name.clone()),
        Some(to) => to.email.clone(),
        None => channel_name(notice.channel),
    }
}

/// A channel in words.
pub(super) fn channel_name(channel: Channel) -> String {
    text(&format!("notices.channel.{}", channel.as_str()), &[])
}

/// Hands a message over as a mail file.
pub(super) fn save_mail(to: &str, message: &Message) {
    files::download("message.eml", "message/rfc822", &eml(to, &message.subject, &message.mail()));
}

/// The message as a mail file.
pub(super) fn take_file(portal: Portal, notice: &Notice, message: &Message) {
    let to = receiver(notice);
    save_mail(&to, message);
    record(portal, &notice.key, Channel::Mail, &to, message, Outcome::Handed);
}

/// The message as a card in a file, for a channel without an address. Of a notice that goes by another channel the card
/// is one more way, and the notice itself stays.
pub(super) fn take_card(portal: Portal, notice: &Notice, channel: Channel, message: &Message) {
    save_card(channel, message);
    let key = if channel == notice.channel {
        notice.key.clone()
    } else {
        format!("card {} {}", channel.as_str(), notice.key)
    };
    record(portal, &key, channel, &channel_name(channel), message, Outcome::Handed);
}

/// Saves a card as a file that a person posts by hand.
pub(super) fn save_card(channel: Channel, message: &Message) {
    files::download("card.json", "application/json", &body(channel, message));
}

/// Where a channel's messages go.
pub(super) fn address(portal: Portal, channel: Channel) -> Option<String> {
    portal.glance(|state| match channel {
        Channel::Teams => state.settings.teams.webhook.clone().filter(|_| state.settings.teams.enabled),
        Channel::Slack => state.experts.channels.slack.clone(),
        _ => None,
    })
}

/// Where a notice is posted: what the hunters notify has a channel of its own in Teams, where one was entered.
pub(super) fn address_for(portal: Portal, notice: &Notice) -> Option<String> {
    let hunting = || portal.glance(|state| state.experts.channels.hunting.clone());
    let own =
        (notice.channel == Channel::Teams && notice.trigger == Trigger::Hunting).then(hunting).flatten();
    own.or_else(|| address(portal, notice.channel))
}

/// The message as the channel takes it.
fn body(channel: Channel, message: &Message) -> String {
    let (proof, open) = (message.proof(), t!("notices.open"));
    let card = message.card(&proof, &open);
    match channel {
        Channel::Slack => cards::slack(&card).to_string(),
        _ => cards::teams(&card).to_string(),
    }
}

/// Posts a notice to its web-hook; the log says how it went, and one that failed is there again.
pub(super) fn post_to(portal: Portal, notice: Notice, message: Message, done: impl FnOnce() + 'static) {
    let Some(url) = address_for(portal, &notice) else { return done() };
    post_to_address(portal, url, notice.key, notice.channel, message, done);
}

/// Posts a message to a web-hook that is not kept yet.
pub(super) fn post_to_address(
    portal: Portal,
    url: String,
    key: String,
    channel: Channel,
    message: Message,
    done: impl FnOnce() + 'static,
) {
    spawn_local(async move {
        let outcome = match post::post(&url, &body(channel, &message)).await {
            post::Answer::Taken => Outcome::Sent,
            post::Answer::Hidden => Outcome::Unconfirmed,
            post::Answer::Refused(status) => {
                Outcome::Failed(t!("notices.refused", status = u32::from(status)))
            }
            post::Answer::Broken => Outcome::Failed(t!("notices.broken")),
        };
        let tone = if outcome.is_good() { Tone::Good } else { Tone::Warning };
        portal.say(tone, text(&format!("notices.said.{}", outcome.as_str()), &[]));
        let line = Box::new(dispatch(&key, channel, &channel_name(channel), &message, outcome));
        // Whoever waits goes on when the log has it: else it would be posted once more.
        portal.act(Command::Experts { act: Act::Record { dispatch: line } }, move |_| done());
    });
}
