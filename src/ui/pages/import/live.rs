//! The card of the live source: what is asked, how often, with which token, and how it goes.

use crate::platform::{intl, live as asking};
use crate::t;
use crate::ui::failures::blocked;
use crate::ui::live;
use crate::ui::parts::{Banner, Button, Choice, Field, Select, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The card.
#[component]
pub(super) fn LiveSource() -> impl IntoView {
    let portal = Portal::get();
    let seen = live::seen();
    let is_on = {
        let seen = seen.clone();
        Memo::new(move |_| seen.with(|seen| seen.address.is_some()))
    };
    view! {
        <section class="card" aria-labelledby="live-title">
            <div class="card-head"><h2 id="live-title">{t!("live.title")}</h2></div>
            <div class="card-body stack stack-8">
                {move || if is_on.get() { state(portal, live::seen()) } else { form(portal) }}
            </div>
        </section>
    }
}

fn form(portal: Portal) -> AnyView {
    let (known, minutes) = live::remembered();
    let address = RwSignal::new(known);
    let token = RwSignal::new(String::new());
    let minutes = RwSignal::new(minutes.to_string());
    let error = RwSignal::new(None::<String>);
    let choices: Vec<Choice> =
        live::MINUTES.iter().map(|n| Choice::new(n.to_string(), t!("live.minutes", n = *n))).collect();
    let start = move |_| {
        let asked = address.get_untracked().trim().to_owned();
        if !live::is_address(&asked) {
            error.set(Some(t!("live.address.wrong")));
            return;
        }
        asking::set_token(token.get_untracked().trim());
        live::start(portal, asked, minutes.get_untracked().parse().unwrap_or(live::MINUTES[1]));
    };
    view! {
        <p class="second">{t!("live.intro")}</p>
        <Field
            label=t!("live.address")
            value=address
            error=MaybeProp::derive(move || address.with(|address| blocked(portal, address)).or_else(|| error.get()))
            on_input=move |text| address.set(text)
        />
        <Field
            label=t!("live.token")
            value=token
            kind="password"
            help=t!("live.token.help")
            on_input=move |text| token.set(text)
        />
        <Select label=t!("live.every") choices=choices value=minutes on_change=move |text| minutes.set(text)/>
        <div><Button label=t!("live.start") on_press=start/></div>
    }
    .into_any()
}

fn state(portal: Portal, seen: ArcRwSignal<live::Seen>) -> AnyView {
    view! {
        <div class="stack stack-8" role="status">
            {move || {
                let now = seen.get();
                let line = |label: String, text: String| view! {
                    <div class="row row-spread"><span class="second">{label}</span><span>{text}</span></div>
                };
                let never = || t!("live.never");
                let next = if now.is_asking {
                    t!("live.asking")
                } else {
                    now.next.map_or_else(never, intl::moment)
                };
                view! {
                    <bdi class="cut">{now.address.clone()}</bdi>
                    {line(t!("live.succeeded"), now.succeeded.map_or_else(never, intl::moment))}
                    {line(t!("live.next"), next)}
                    {now.result.map(|result| line(t!("live.result"), result))}
                    {now.error.map(|why| {
                        let why = now.address.as_deref().and_then(|it| blocked(portal, it)).unwrap_or(why);
                        view! { <Banner tone=Tone::Error>{why}</Banner> }
                    })}
                }
            }}
        </div>
        <div><Button label=t!("live.stop") on_press=move |_| live::stop()/></div>
    }
    .into_any()
}
