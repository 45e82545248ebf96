//! The outbox: what is to leave now, what could not leave, and what is coming.

use super::calendar;
use super::deliver::{address, post_to, record, take_card, take_file};
use super::wording::message;
use crate::analytics::notices::{Notice, Standing, Subject};
use crate::domain::experts::delivery::{Channel, Outcome};
use crate::domain::time::Timestamp;
use crate::formats::eml::mailto;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Button, ButtonSize, EmptyState, Glyph, Hue, Icon, Pill};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;
use std::collections::BTreeSet;

/// Notices of one kind that are listed at once.
const ROWS_MAX: usize = 50;

/// The card.
#[component]
pub(super) fn Outbox(all: Memo<Vec<Notice>>) -> impl IntoView {
    let portal = Portal::get();
    retry(portal, all);
    let part = move |title: fn() -> String, holds: fn(&Standing) -> bool| {
        move || {
            let rows: Vec<Notice> =
                all.with(|all| all.iter().filter(|it| holds(&it.standing)).cloned().collect());
            if rows.is_empty() {
                return ().into_any();
            }
            let more = rows.len().saturating_sub(ROWS_MAX);
            let more = (more > 0)
                .then(|| view! { <li class="caption third card-row">{t!("notices.more", n = more)}</li> });
            let rows = rows.into_iter().take(ROWS_MAX).map(|it| row(portal, it)).collect_view();
            view! { <h3 class="notices-part caption strong">{title()}</h3> <ul class="notices">{rows}{more}</ul> }.into_any()
        }
    };
    let none = move || {
        let has = all.with(|all| all.iter().any(|it| it.standing != Standing::Left));
        (!has).then(|| view! { <EmptyState title=t!("notices.none") text=t!("notices.none.help")/> })
    };
    view! {
        <section class="card" aria-labelledby="notices-outbox">
            <div class="card-head">
                <h2 class="section" id="notices-outbox">{t!("notices.outbox")}</h2>
                <span class="caption">{t!("notices.outbox.help")}</span>
            </div>
            {none}
            {part(|| t!("notices.failed"), |it| matches!(it, Standing::Failed(..)))}
            {part(|| t!("notices.due"), |it| *it == Standing::Due)}
            {part(|| t!("notices.coming"), |it| *it == Standing::Coming)}
        </section>
    }
    .into_any()
}

/// Tries a post again whose time has come, one at a time, for as long as the page is open.
fn retry(portal: Portal, all: Memo<Vec<Notice>>) {
    let busy = RwSignal::new(false);
    let tried = StoredValue::new(BTreeSet::<(String, Timestamp)>::new());
    Effect::new(move |_| {
        let now = portal.now();
        let next = all.with(|all| {
            all.iter().find_map(|it| match &it.standing {
                Standing::Failed(_, again) if *again <= now && it.channel != Channel::Mail => {
                    let mark = (it.key.clone(), *again);
                    tried.with_value(|tried| !tried.contains(&mark)).then(|| (it.clone(), mark))
                }
                _ => None,
            })
        });
        let Some((notice, mark)) = next.filter(|_| !busy.get()) else { return };
        tried.update_value(|tried| {
            tried.insert(mark);
        });
        busy.set(true);
        let words = untrack(|| message(portal, &notice));
        post_to(portal, notice.key, notice.channel, words, move || {
            let _ = busy.try_set(false);
        });
    });
}

fn row(portal: Portal, notice: Notice) -> AnyView {
    let key = notice.key.clone();
    let words = untrack(|| message(portal, &notice));
    let kind = text(&format!("notices.trigger.{}", notice.trigger.as_str()), &[]);
    let to = match &notice.to {
        Some(to) if to.name.is_empty() => to.email.clone(),
        Some(to) => to.name.clone(),
        None => text(&format!("notices.channel.{}", notice.channel.as_str()), &[]),
    };
    let off = notice.to.as_ref().filter(|it| !it.on_call).map(|_| {
        view! { <Pill label=t!("notices.off-call") hue=Hue::Medium icon=Glyph::Moon small=true/> }
    });
    let when = match &notice.standing {
        Standing::Failed(why, again) => t!("notices.again", why = why, when = intl::moment(*again)),
        Standing::Coming => t!("notices.at", when = intl::moment(notice.at)),
        _ => t!("notices.since", when = intl::moment(notice.at)),
    };
    let class =
        if matches!(notice.standing, Standing::Failed(..)) { "caption notices-bad" } else { "caption third" };
    let glyph = match notice.channel {
        Channel::Mail => Glyph::Mail,
        _ => Glyph::Chat,
    };
    let link = words.link.clone();
    let title = words.subject.clone();
    view! {
        <li class="notice">
            <Icon glyph class="icon-quiet"/>
            <div class="grow stack stack-2">
                <p><a class="link" href=link><bdi>{title}</bdi></a></p>
                <p class="data second row row-tight"><span>{kind}</span><span><bdi>{t!("notices.to", to = to)}</bdi></span>{off}</p>
                <p class=class>{when}</p>
            </div>
            {deeds(portal, notice, words)}
        </li>
    }
    .keyed(key)
}

/// The ways in which a message can leave.
fn deeds(portal: Portal, notice: Notice, words: super::wording::Message) -> AnyView {
    if notice.standing == Standing::Coming {
        return ().into_any();
    }
    let Some(to) = notice.to.clone() else {
        if address(portal, notice.channel).is_none() {
            let file = move |_| take_card(portal, &notice, &words);
            return view! { <Button label=t!("notices.card") icon=Glyph::Download size=ButtonSize::S28 on_press=file/> }
                .into_any();
        }
        let busy = RwSignal::new(false);
        let press = move |_| {
            busy.set(true);
            post_to(portal, notice.key.clone(), notice.channel, words.clone(), move || {
                let _ = busy.try_set(false);
            });
        };
        return view! { <Button label=t!("notices.post") icon=Glyph::Send size=ButtonSize::S28 busy on_press=press/> }
            .into_any();
    };
    let href = mailto(&to.email, &words.subject, &words.mail());
    let stored = StoredValue::new((notice.clone(), words));
    let opened = move |_| {
        stored.with_value(|(notice, words)| {
            let to = notice.to.as_ref().map(|it| it.email.clone()).unwrap_or_default();
            record(portal, &notice.key, Channel::Mail, &to, words, Outcome::Handed);
        })
    };
    let file = move |_| stored.with_value(|(notice, words)| take_file(portal, notice, words));
    let call = to.phone.clone().map(|phone| {
        let label = t!("notices.called", phone = phone.as_str());
        let press = move |_| {
            stored.with_value(|(notice, words)| {
                record(portal, &notice.key, Channel::Phone, &phone, words, Outcome::Handed);
            })
        };
        view! { <Button label icon=Glyph::Phone size=ButtonSize::S28 on_press=press/> }
    });
    let calendar = match &notice.subject {
        Subject::CheckIn(id) => Some(calendar::button(portal, id.clone())),
        _ => None,
    };
    view! {
        <div class="row row-tight">
            <a class="button button-28" href=href on:click=opened><Icon glyph=Glyph::Mail/><span>{t!("notices.write")}</span></a>
            <Button label=t!("notices.file") size=ButtonSize::S28 icon=Glyph::Download on_press=file/>
            {call}
            {calendar}
        </div>
    }
    .into_any()
}
