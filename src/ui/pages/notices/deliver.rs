//! How a message leaves, and the line of the log that says so.

use super::wording::Message;
use crate::analytics::notices::Notice;
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

/// Writes down that a message left.
pub(super) fn record(
    portal: Portal,
    notice: &str,
    channel: Channel,
    to: &str,
    message: &Message,
    outcome: Outcome,
) {
    let dispatch = Dispatch {
        notice: notice.to_owned(),
        channel,
        to: to.to_owned(),
        subject: message.subject.clone(),
        code: message.code.clone(),
        outcome,
    };
    portal.act(Command::Experts { act: Act::Record { dispatch: Box::new(dispatch) } }, |_| ());
}

/// The message as a mail file.
pub(super) fn take_file(portal: Portal, notice: &Notice, message: &Message) {
    let to = notice.to.as_ref().map(|it| it.email.clone()).unwrap_or_default();
    files::download("message.eml", "message/rfc822", &eml(&to, &message.subject, &message.mail()));
    record(portal, &notice.key, Channel::Mail, &to, message, Outcome::Handed);
}

/// The message as a card in a file, for a channel without an address.
pub(super) fn take_card(portal: Portal, notice: &Notice, message: &Message) {
    save_card(notice.channel, message);
    let name = text(&format!("notices.channel.{}", notice.channel.as_str()), &[]);
    record(portal, &notice.key, notice.channel, &name, message, Outcome::Handed);
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

/// The message as the channel takes it.
pub(super) fn body(channel: Channel, message: &Message) -> String {
    let (proof, open) = (message.proof(), t!("notices.open"));
    let card = message.card(&proof, &open);
    match channel {
        Channel::Slack => cards::slack(&card).to_string(),
        _ => cards::teams(&card).to_string(),
    }
}

/// Posts a message to a web-hook; the log says how it went, and one that failed is there again.
pub(super) fn post_to(
    portal: Portal,
    key: String,
    channel: Channel,
    message: Message,
    done: impl FnOnce() + 'static,
) {
    let Some(url) = address(portal, channel) else { return done() };
    post_to_address(portal, url, key, channel, message, done);
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
        let name = text(&format!("notices.channel.{}", channel.as_str()), &[]);
        record(portal, &key, channel, &name, &message, outcome);
        done();
    });
}
