//! Where messages go beside mail: Teams, Slack, notices of this browser; a test for each; and which triggers are silent.

use super::deliver::{address, post_to, post_to_address, save_card};
use super::wording::{Message, fresh_code};
use crate::analytics::notices::Trigger;
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::delivery::{Channel, Channels};
use crate::platform::{location, notify};
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::parts::{Button, ButtonSize, Checkbox, Field, Tone};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::ui::text::text;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The card.
#[component]
pub(super) fn ChannelsCard() -> impl IntoView {
    let portal = Portal::get();
    let teams = move || {
        portal.revision.track();
        address(portal, Channel::Teams)
    };
    let teams_line = move || {
        if teams().is_some() { t!("channels.teams.on") } else { t!("channels.teams.off") }
    };
    view! {
        <section class="card" aria-labelledby="channels-title">
            <div class="card-head"><h2 class="section" id="channels-title">{t!("channels.title")}</h2></div>
            <div class="card-body stack">
                <div class="stack stack-4">
                    <h3 class="caption strong">{t!("notices.channel.teams")}</h3>
                    <p class="data second">{teams_line}</p>
                    <div class="row">
                        <a class="link" href=Route::Service(ServicePage::Contacts).to_string()>{t!("channels.contacts")}</a>
                        {move || teams().map(|_| test_button(portal, Channel::Teams))}
                    </div>
                </div>
                <Slack/>
                <BrowserNotices/>
                <Silent/>
            </div>
        </section>
    }
    .into_any()
}

/// A message that says that it is a test.
fn test_message(portal: Portal) -> Message {
    let workspace =
        portal.glance(|state| state.workspace.as_ref().map(|(_, name)| name.clone()).unwrap_or_default());
    Message {
        subject: t!("channels.test.subject", workspace = workspace.as_str()),
        text: t!("channels.test.body"),
        facts: vec![(t!("notices.workspace"), workspace)],
        link: location::address_of(&Route::Notices.to_string()),
        code: fresh_code(),
    }
}

/// A test of a Teams channel whose web-hook is being entered; without one the card is a file (service.md section 6, wizard
/// steps).
pub fn teams_test(portal: Portal, webhook: Signal<Option<String>>) -> AnyView {
    let busy = RwSignal::new(false);
    let press = move |_| {
        let message = test_message(portal);
        match webhook.get_untracked() {
            Some(url) => {
                busy.set(true);
                let key = format!("test {}", crate::platform::random::hex_id());
                post_to_address(portal, url, key, Channel::Teams, message, move || {
                    let _ = busy.try_set(false);
                });
            }
            None => save_card(Channel::Teams, &message),
        }
    };
    let label = Signal::derive(move || match webhook.with(Option::is_some) {
        true => t!("channels.test.card"),
        false => t!("channels.test.file"),
    });
    view! { <Button label size=ButtonSize::S28 busy on_press=press/> }.into_any()
}

fn test_button(portal: Portal, channel: Channel) -> AnyView {
    let busy = RwSignal::new(false);
    let press = move |_| {
        busy.set(true);
        let key = format!("test {}", crate::platform::random::hex_id());
        post_to(portal, key, channel, test_message(portal), move || {
            let _ = busy.try_set(false);
        });
    };
    view! { <Button label=t!("channels.test") size=ButtonSize::S28 busy on_press=press/> }.into_any()
}

#[component]
fn Slack() -> impl IntoView {
    let portal = Portal::get();
    let kept = Memo::new(move |_| portal.read(|state| state.experts.channels.clone()));
    let typed = RwSignal::new(kept.get_untracked().slack.unwrap_or_default());
    let command = move || {
        let address = typed.get().trim().to_owned();
        let slack = Some(address).filter(|it| !it.is_empty());
        Command::Experts { act: Act::SetChannels { channels: Box::new(Channels { slack, ..kept.get() }) } }
    };
    let refusal = Memo::new(move |_| portal.refusal(&command()));
    let why = Memo::new(move |_| refusal.with(|it| it.as_ref().map(refusals::refusal)));
    let error = MaybeProp::derive(move || refusal.with(|it| refusals::at_field(it.as_ref(), "slack")));
    let save = move |_| {
        if why.get_untracked().is_none() {
            portal.act(untrack(command), move |outcome| {
                if outcome.is_ok() {
                    portal.say(Tone::Good, t!("channels.saved"));
                }
            });
        }
    };
    view! {
        <div class="stack stack-4">
            <h3 class="caption strong">{t!("notices.channel.slack")}</h3>
            <Field label=t!("channels.slack") kind="url" error value=typed on_input=move |text| typed.set(text)/>
            <div class="row">
                <Button label=t!("common.save") size=ButtonSize::S28 disallowed=why on_press=save/>
                {move || kept.get().slack.map(|_| test_button(portal, Channel::Slack))}
            </div>
        </div>
    }
    .into_any()
}

/// Notices of this browser: asked for once, and shown while the app is open.
#[component]
fn BrowserNotices() -> impl IntoView {
    let standing = RwSignal::new(notify::permission());
    let ask = move |_| {
        spawn_local(async move {
            notify::ask().await;
            let _ = standing.try_set(notify::permission());
        });
    };
    let test = |_| notify::show(&t!("channels.browser.test"), &t!("channels.test.body"));
    let body = move || match standing.get() {
        notify::Permission::Granted => view! {
            <p class="data second">{t!("channels.browser.on")}</p>
            <Button label=t!("channels.test") size=ButtonSize::S28 on_press=test/>
        }
        .into_any(),
        notify::Permission::Asked => view! {
            <p class="data second">{t!("channels.browser.off")}</p>
            <Button label=t!("channels.browser.allow") size=ButtonSize::S28 on_press=ask/>
        }
        .into_any(),
        notify::Permission::Denied => {
            view! { <p class="data second">{t!("channels.browser.denied")}</p> }.into_any()
        }
    };
    view! {
        <div class="stack stack-4">
            <h3 class="caption strong">{t!("notices.channel.browser")}</h3>
            <div class="stack stack-4 notices-start">{body}</div>
        </div>
    }
    .into_any()
}

/// Which triggers tell nobody.
#[component]
fn Silent() -> impl IntoView {
    let portal = Portal::get();
    let kept = Memo::new(move |_| portal.read(|state| state.experts.channels.clone()));
    let toggle = move |trigger: Trigger| {
        let mut channels = kept.get_untracked();
        let word = trigger.as_str();
        if channels.silent.iter().any(|it| it == word) {
            channels.silent.retain(|it| it != word);
        } else {
            channels.silent.push(word.to_owned());
        }
        Command::Experts { act: Act::SetChannels { channels: Box::new(channels) } }
    };
    let one = move |trigger: Trigger| {
        let is_on =
            Signal::derive(move || !kept.with(|it| it.silent.iter().any(|word| word == trigger.as_str())));
        let why = Memo::new(move |_| {
            kept.track();
            portal.why_not(&toggle(trigger))
        });
        view! {
            <Checkbox
                label=text(&format!("notices.trigger.{}", trigger.as_str()), &[])
                checked=is_on
                disallowed=why
                on_change=move |_| portal.act(toggle(trigger), |_| ())
            />
        }
    };
    view! {
        <fieldset class="notices-triggers">
            <legend class="caption strong">{t!("channels.triggers")}</legend>
            {Trigger::ALL.into_iter().map(one).collect_view()}
        </fieldset>
        <p class="caption third">{t!("channels.ladder")} " " <a class="link" href=Route::Service(ServicePage::Targets).to_string()>{t!("channels.targets")}</a></p>
    }
    .into_any()
}
