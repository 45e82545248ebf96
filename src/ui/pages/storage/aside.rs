//! Commands that no longer held after what somebody else did: both versions, and what can be done about them.

use super::Section;
use crate::platform::intl;
use crate::store::audit::words_of;
use crate::store::backend::Backend;
use crate::store::session::Ask;
use crate::store::sync::aside::{self, Aside};
use crate::t;
use crate::ui::parts::{Banner, Button, ButtonKind, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The section; nothing while nothing is set aside.
#[component]
pub(super) fn SetAside() -> impl IntoView {
    let portal = Portal::get();
    let asides = RwSignal::new(Vec::<Aside>::new());
    let read = move || {
        spawn_local(async move {
            asides.set(aside::read(portal.desk().backend()).await.unwrap_or_default());
        });
    };
    Effect::new(move |_| {
        portal.storage.track();
        portal.revision.track();
        read();
    });
    move || {
        let list = asides.get();
        (!list.is_empty()).then(move || {
            let rows = list.into_iter().map(move |aside| row(portal, aside, Callback::new(move |()| read())));
            view! {
                <Section title=t!("storage.aside")>
                    <Banner tone=Tone::Warning>{t!("storage.aside.help")}</Banner>
                    <ul class="list">{rows.collect_view()}</ul>
                </Section>
            }
        })
    }
}

fn row(portal: Portal, aside: Aside, done: Callback<()>) -> AnyView {
    let row_key = aside.command.clone();
    let (key, asked) = (StoredValue::new(aside.command.to_string()), aside.asked.clone());
    let forget = move || {
        spawn_local(async move {
            let _ = portal.desk().backend().delete_aside(&key.get_value()).await;
            done.run(());
        });
    };
    let (id, by, at) = (aside.command.clone(), aside.by.clone(), aside.at);
    let why = asked.as_ref().and_then(|command| portal.why_not(command));
    let again = asked.map(|command| {
        let ask = StoredValue::new(Ask { id, by, at, command });
        let press = move |_| {
            spawn_local(async move {
                if portal.send_again(ask.get_value()).await.is_ok() {
                    forget();
                }
            });
        };
        view! { <Button label=t!("storage.aside.again") disallowed=why.clone() on_press=press/> }
    });
    let reason = why.map(|why| view! { <p class="second">{t!("storage.aside.why", why = why)}</p> });
    let theirs = aside.theirs.iter().map(|entry| {
        let what = t!("storage.aside.line", who = entry.by.person.as_str(), when = intl::moment(entry.at));
        view! { <li><span class="second">{what}</span>" "{words_of(&entry.events)}</li> }
    });
    let ours = t!("storage.aside.line", who = aside.by.person.as_str(), when = intl::moment(aside.at));
    view! {
        <li class="list-row stack stack-8" data-aside>
            <div><h3 class="card-title">{t!("storage.aside.ours")}</h3>
                <p><span class="second">{ours}</span>" "{words_of(&aside.ours)}</p></div>
            <div><h3 class="card-title">{t!("storage.aside.theirs")}</h3><ul>{theirs.collect_view()}</ul></div>
            {reason}
            <div class="row">
                {again}
                <Button label=t!("storage.aside.forget") kind=ButtonKind::Subtle on_press=move |_| forget()/>
            </div>
        </li>
    }
    .keyed(row_key)
}
