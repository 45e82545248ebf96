//! Where messages go: mail, Teams, Slack, notices of this browser; with a test for each.

use super::deliver::{address, post_to_address, record, save_card};
use super::tests_sent::{MailTest, card_file, test_button, test_key};
use super::wording::test_message;
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::delivery::{ByItself, Channel, Channels, Outcome};
use crate::platform::{intl, notify};
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::failures::blocked;
use crate::ui::parts::{Button, ButtonSize, Checkbox, Field, Tone};
use crate::ui::portal::Portal;
use crate::ui::refusals;
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
                <MailTest/>
                <div class="stack stack-4">
                    <h3 class="caption strong">{t!("notices.channel.teams")}</h3>
                    <p class="data second">{teams_line}</p>
                    <div class="row">
                        <a class="link" href=Route::Service(ServicePage::Contacts).to_string()>{t!("channels.contacts")}</a>
                        {move || teams().map(|_| test_button(portal, Channel::Teams))}
                        {card_file(portal, Channel::Teams)}
                    </div>
                </div>
                <Hook
                    label=t!("channels.hunting")
                    help=t!("channels.hunting.help")
                    field="hunting"
                    read=|it| it.hunting.clone()
                    with=|it, address| Channels { hunting: address, ..it }
                />
                <Slack/>
                <PostsByItself/>
                <BrowserNotices/>
            </div>
        </section>
    }
    .into_any()
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
                post_to_address(portal, url, test_key(), Channel::Teams, message, move || {
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

/// Slack: where its messages go, and a test.
#[component]
fn Slack() -> impl IntoView {
    let portal = Portal::get();
    let has = Memo::new(move |_| portal.read(|state| state.experts.channels.slack.is_some()));
    view! {
        <div class="stack stack-4">
            <h3 class="caption strong">{t!("notices.channel.slack")}</h3>
            <Hook
                label=t!("channels.slack")
                field="slack"
                read=|it| it.slack.clone()
                with=|it, address| Channels { slack: address, ..it }
            />
            <div class="row">
                {move || has.get().then(|| test_button(portal, Channel::Slack))}
                {card_file(portal, Channel::Slack)}
            </div>
        </div>
    }
    .into_any()
}

/// Whether posts leave by themselves; offered where there is a web-hook.
#[component]
fn PostsByItself() -> impl IntoView {
    let portal = Portal::get();
    let kept = Memo::new(move |_| portal.read(|state| state.experts.channels.clone()));
    let has_hook = Memo::new(move |_| {
        let teams =
            portal.read(|state| state.settings.teams.enabled && state.settings.teams.webhook.is_some());
        teams || kept.with(|it| it.slack.is_some() || it.hunting.is_some())
    });
    let is_on = Memo::new(move |_| kept.with(|it| it.by_itself.is_some()));
    let command = move || {
        // Who and since when is written by the rules.
        let by_itself = (!is_on.get()).then(ByItself::default);
        Command::Experts {
            act: Act::SetChannels { channels: Box::new(Channels { by_itself, ..kept.get() }) },
        }
    };
    let why = Memo::new(move |_| portal.why_not(&command()));
    let toggle = move |_| portal.act(untrack(command), |_| ());
    let help = move || match kept.with(|it| it.by_itself.clone()) {
        Some(it) => t!("channels.by-itself.on", who = it.by.as_str(), when = intl::moment(it.since)),
        None => t!("channels.by-itself.off"),
    };
    move || {
        (has_hook.get() || is_on.get()).then(|| {
            view! {
                <div class="stack stack-4">
                    <h3 class="caption strong">{t!("channels.by-itself")}</h3>
                    <Checkbox label=t!("channels.by-itself.box") checked=is_on disallowed=why on_change=toggle/>
                    <p class="caption third"><bdi>{help}</bdi></p>
                </div>
            }
        })
    }
}

/// The address of a web-hook, with the button that keeps it.
#[component]
fn Hook(
    /// What it is called.
    label: String,
    /// A sentence below.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// Its field in what the rules refuse.
    field: &'static str,
    /// The address among the channels.
    read: fn(&Channels) -> Option<String>,
    /// The channels with another address.
    with: fn(Channels, Option<String>) -> Channels,
) -> impl IntoView {
    let portal = Portal::get();
    let kept = Memo::new(move |_| portal.read(|state| state.experts.channels.clone()));
    let typed = RwSignal::new(kept.with_untracked(read).unwrap_or_default());
    let command = move || {
        let address = Some(typed.get().trim().to_owned()).filter(|it| !it.is_empty());
        Command::Experts { act: Act::SetChannels { channels: Box::new(with(kept.get(), address)) } }
    };
    let refusal = Memo::new(move |_| portal.refusal(&command()));
    let why = Memo::new(move |_| refusal.with(|it| it.as_ref().map(refusals::refusal)));
    let error = MaybeProp::derive(move || {
        let refused = refusal.with(|it| refusals::at_field(it.as_ref(), field));
        refused.or_else(|| typed.with(|typed| blocked(portal, typed)))
    });
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if why.get_untracked().is_none() {
            portal.act(untrack(command), move |outcome| {
                if outcome.is_ok() {
                    portal.say(Tone::Good, t!("channels.saved"));
                }
            });
        }
    };
    view! {
        <form class="stack stack-4" on:submit=save novalidate=true>
            <Field label kind="url" optional=true help error value=typed on_input=move |text| typed.set(text)/>
            <div class="row"><Button label=t!("common.save") size=ButtonSize::S28 disallowed=why submit=true/></div>
        </form>
    }
    .into_any()
}

/// Notices of this browser: asked for once, and shown while the app is open.
#[component]
fn BrowserNotices() -> impl IntoView {
    let portal = Portal::get();
    let standing = RwSignal::new(notify::permission());
    let ask = move |_| {
        spawn_local(async move {
            notify::ask().await;
            let _ = standing.try_set(notify::permission());
        });
    };
    let test = move |_| {
        let words = test_message(portal);
        notify::show(&words.subject, &format!("{}\n{}", words.text, words.proof()));
        let to = t!("notices.channel.browser");
        record(portal, &test_key(), Channel::Browser, &to, &words, Outcome::Handed);
    };
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
