//! Who is told what: of each kind whether it tells anybody, by which channels, and who is told beside the usual.

use super::deliver::channel_name;
use super::outbox::name;
use crate::analytics::notices::Trigger;
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::delivery::{Channel, Channels, Way};
use crate::domain::ids::ContactId;
use crate::domain::settings::Contact;
use crate::platform::intl;
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::parts::{Checkbox, Glyph, IconButton};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// The card.
#[component]
pub(super) fn ToldCard() -> impl IntoView {
    let portal = Portal::get();
    let kept = Memo::new(move |_| portal.read(|state| state.experts.channels.clone()));
    let asked = RwSignal::new(None::<Trigger>);
    let toggle = move |trigger: Trigger| {
        set(Channels { silent: switched(&kept.get_untracked(), trigger), ..kept.get_untracked() })
    };
    let one = move |trigger: Trigger| {
        let is_on = Signal::derive(move || !kept.with(|it| is_silent(it, trigger)));
        let why = Memo::new(move |_| {
            kept.track();
            portal.why_not(&toggle(trigger))
        });
        let line = move || kept.with(|it| summary(portal, it, trigger));
        view! {
            <li class="told">
                <div class="grow stack stack-2">
                    <Checkbox label=name(trigger) checked=is_on disallowed=why on_change=move |_| portal.act(toggle(trigger), |_| ())/>
                    <p class="caption third told-how"><bdi>{line}</bdi></p>
                </div>
                <IconButton label=t!("told.change", kind = name(trigger)) glyph=Glyph::Edit disallowed=why on_press=move |_| asked.set(Some(trigger))/>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="told-title">
            <div class="card-head"><h2 class="section" id="told-title">{t!("channels.triggers")}</h2></div>
            <ul class="notices-triggers">{Trigger::ALL.into_iter().map(one).collect_view()}</ul>
            <div class="card-body">
                <p class="caption third">{t!("channels.ladder")} " " <a class="link" href=Route::Service(ServicePage::Targets).to_string()>{t!("channels.targets")}</a></p>
            </div>
        </section>
        {move || asked.get().map(|trigger| view! { <WayDialog trigger asked/> })}
    }
    .into_any()
}

fn set(channels: Channels) -> Command {
    Command::Experts { act: Act::SetChannels { channels: Box::new(channels) } }
}

fn is_silent(channels: &Channels, trigger: Trigger) -> bool {
    channels.silent.iter().any(|word| word == trigger.as_str())
}

fn switched(channels: &Channels, trigger: Trigger) -> Vec<String> {
    let mut silent = channels.silent.clone();
    if is_silent(channels, trigger) {
        silent.retain(|word| word != trigger.as_str());
    } else {
        silent.push(trigger.as_str().to_owned());
    }
    silent
}

/// Who is told of a kind, by what, in a line.
fn summary(portal: Portal, channels: &Channels, trigger: Trigger) -> String {
    let way = channels.ways.get(trigger.as_str()).cloned().unwrap_or_default();
    let by: Vec<String> = trigger
        .channels()
        .into_iter()
        .filter(|it| !way.without.contains(it) && is_there(portal, channels, *it))
        .map(channel_name)
        .collect();
    let who = text(&format!("told.who.{}", trigger.as_str()), &[]);
    let also: Vec<String> = portal.glance(|state| {
        let contacts = state.settings.contacts.iter();
        contacts.filter(|it| way.also.contains(&it.id)).map(|it| it.name.clone()).collect()
    });
    let line =
        if by.is_empty() { t!("told.nobody") } else { t!("told.line", who = who, by = intl::both(&by)) };
    if also.is_empty() { line } else { format!("{line} {}", t!("told.also", names = intl::both(&also))) }
}

/// Whether a channel is set up; a mail and a call need nothing.
fn is_there(portal: Portal, channels: &Channels, channel: Channel) -> bool {
    match channel {
        Channel::Teams => portal.glance(|state| state.settings.teams.enabled),
        Channel::Slack => channels.slack.is_some(),
        _ => true,
    }
}

/// What differs for a kind.
#[component]
fn WayDialog(trigger: Trigger, asked: RwSignal<Option<Trigger>>) -> impl IntoView {
    let portal = Portal::get();
    let kept = portal.glance(|state| state.experts.channels.clone());
    let way = RwSignal::new(kept.ways.get(trigger.as_str()).cloned().unwrap_or_default());
    let contacts = portal.glance(|state| state.settings.contacts.clone());
    let command = Signal::derive(move || {
        let mut channels = portal.read(|state| state.experts.channels.clone());
        let known: Vec<ContactId> =
            portal.glance(|state| state.settings.contacts.iter().map(|it| it.id.clone()).collect());
        // A contact that was taken away is told no longer.
        channels.ways.values_mut().for_each(|way| way.also.retain(|id| known.contains(id)));
        let chosen = way.get();
        if chosen == Way::default() {
            channels.ways.remove(trigger.as_str());
        } else {
            channels.ways.insert(trigger.as_str().to_owned(), chosen);
        }
        Some(set(channels))
    });
    let contacts = StoredValue::new(contacts);
    view! {
        <CommandDialog
            open=Signal::stored(true)
            on_close=move |_| asked.set(None)
            title=t!("told.question", kind = name(trigger))
            text=text(&format!("told.help.{}", trigger.as_str()), &[])
            verb=t!("common.save")
            command
            done=t!("channels.saved")
        >
            <fieldset class="stack stack-4 told-set"><legend class="caption strong">{t!("told.by.legend")}</legend>{by(trigger, way)}</fieldset>
            {people(trigger, way, &contacts.get_value())}
        </CommandDialog>
    }
    .into_any()
}

/// A box for each channel of a kind.
fn by(trigger: Trigger, way: RwSignal<Way>) -> AnyView {
    let one = |channel: Channel| {
        let is_on = Signal::derive(move || way.with(|it| !it.without.contains(&channel)));
        let change = move |on: bool| {
            way.update(|it| {
                it.without.retain(|known| *known != channel);
                if !on {
                    it.without.push(channel);
                }
            });
        };
        view! { <Checkbox label=channel_name(channel) checked=is_on on_change=change/> }.into_any()
    };
    trigger.channels().into_iter().map(one).collect::<Vec<_>>().into_any()
}

/// A box for each contact that may be told as well; a rule names its addresses itself.
fn people(trigger: Trigger, way: RwSignal<Way>, contacts: &[Contact]) -> Option<AnyView> {
    let one = |contact: &Contact| {
        let (id, known) = (contact.id.clone(), contact.id.clone());
        let is_on = Signal::derive(move || way.with(|it| it.also.contains(&known)));
        let change = move |on: bool| {
            way.update(|it| {
                it.also.retain(|known| *known != id);
                if on {
                    it.also.push(id.clone());
                }
            });
        };
        view! { <Checkbox label=contact.name.clone() checked=is_on on_change=change/> }.into_any()
    };
    let boxes: Vec<AnyView> = contacts.iter().map(one).collect();
    (!trigger.names_its_readers() && !boxes.is_empty()).then(|| {
        view! { <fieldset class="stack stack-4 told-set"><legend class="caption strong">{t!("told.also.legend")}</legend>{boxes}</fieldset> }
            .into_any()
    })
}
