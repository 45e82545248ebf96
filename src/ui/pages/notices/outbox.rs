//! The outbox: what is to leave now, what could not leave, what is coming, what nobody sent in time, and what need not
//! leave.

use super::aside::SetAside;
use super::deeds::deeds;
use super::deliver::channel_name;
use super::wording::message;
use crate::analytics::notices::{Notice, Standing, Trigger};
use crate::domain::experts::delivery::Channel;
use crate::platform::intl;
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::parts::{
    Banner, Button, ButtonKind, ButtonLink, ButtonSize, Choice, EmptyState, Glyph, Hue, Icon, Pill, Select,
    Tone,
};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// Notices of one kind that are listed at once.
const ROWS_MAX: usize = 50;

/// A part of the list: its heading, which notices it holds, and how many of them are shown at first.
type Part = (fn() -> String, fn(&Standing) -> bool);

/// The card.
#[component]
pub(super) fn Outbox(all: Memo<Vec<Notice>>) -> impl IntoView {
    let portal = Portal::get();
    let (aside, kind) = (RwSignal::new(None::<Notice>), RwSignal::new(String::new()));
    let listed = Memo::new(move |_| {
        let kind = kind.get();
        let fits = |it: &&Notice| kind.is_empty() || it.trigger.as_str() == kind;
        all.with(|all| all.iter().filter(fits).cloned().collect::<Vec<_>>())
    });
    let part = move |(title, holds): Part| {
        let shown = RwSignal::new(ROWS_MAX);
        move || {
            let rows: Vec<Notice> =
                listed.with(|all| all.iter().filter(|it| holds(&it.standing)).cloned().collect());
            if rows.is_empty() {
                return ().into_any();
            }
            let more = more(shown, rows.len());
            let rows = rows.into_iter().take(shown.get()).map(|it| row(portal, it, aside)).collect_view();
            view! { <h3 class="notices-part caption strong">{title()}</h3> <ul class="notices">{rows}</ul> {more} }.into_any()
        }
    };
    let none = move || {
        let waits =
            |it: &Notice| !matches!(it.standing, Standing::Left | Standing::Unneeded(_) | Standing::Lapsed);
        let has = listed.with(|all| all.iter().any(waits));
        (!has).then(|| view! { <EmptyState title=t!("notices.none") text=t!("notices.none.help")/> })
    };
    let lapsed = Memo::new(move |_| {
        let is_lapsed = |it: &&Notice| it.standing == Standing::Lapsed;
        let mut all: Vec<Notice> = listed.with(|all| all.iter().filter(is_lapsed).cloned().collect());
        // Of what is too late anyway the latest comes first.
        all.sort_by_key(|it| std::cmp::Reverse(it.at));
        all
    });
    view! {
        <section class="card" aria-labelledby="notices-outbox">
            <div class="card-head">
                <h2 class="section" id="notices-outbox">{t!("notices.outbox")}</h2>
                <span class="caption">{t!("notices.outbox.help")}</span>
                <span class="push"><Kinds all kind/></span>
            </div>
            {move || nobody(portal)}
            {none}
            {part((|| t!("notices.failed"), |it| matches!(it, Standing::Failed(..))))}
            {part((|| t!("notices.due"), |it| *it == Standing::Due))}
            {part((|| t!("notices.coming"), |it| *it == Standing::Coming))}
            {part((|| t!("notices.unneeded"), |it| matches!(it, Standing::Unneeded(_))))}
            <Lapsed all=lapsed aside/>
        </section>
        <SetAside all asked=aside/>
    }
    .into_any()
}

/// Says that messages have nobody to go to, or that nobody can be called, and where that is mended.
fn nobody(portal: Portal) -> Option<AnyView> {
    let is_begun = portal.read(|state| !state.phases.is_empty());
    let (named, with_phone) = portal.read(|state| {
        let contacts = state.settings.contacts.iter().filter(|it| it.for_incidents);
        contacts.fold((0, 0), |(all, phone), it| (all + 1, phone + usize::from(it.phone.is_some())))
    });
    let text = match (named, with_phone) {
        _ if !is_begun => return None,
        (0, _) => t!("notices.nobody"),
        (_, 0) => t!("notices.no-phone"),
        _ => return None,
    };
    let end = || {
        let href = Route::Service(ServicePage::Contacts).to_string();
        view! { <ButtonLink label=t!("channels.contacts") href kind=ButtonKind::Link/> }.into_any()
    };
    Some(
        view! { <div class="card-row"><Banner tone=Tone::Warning small=true end>{text}</Banner></div> }
            .into_any(),
    )
}

/// What nobody sent in time, folded: it can no longer be sent, and may be noted off with a reason.
#[component]
fn Lapsed(all: Memo<Vec<Notice>>, aside: RwSignal<Option<Notice>>) -> impl IntoView {
    let portal = Portal::get();
    let shown = RwSignal::new(ROWS_MAX);
    let rows = move || {
        let rows = all.get();
        let more = more(shown, rows.len());
        let rows = rows.into_iter().take(shown.get()).map(|it| row(portal, it, aside)).collect_view();
        view! { <ul class="notices">{rows}</ul> {more} }
    };
    let has = Memo::new(move |_| all.with(|all| !all.is_empty()));
    move || {
        has.get().then(|| {
            let title = move || t!("notices.lapsed", n = all.with(Vec::len));
            view! {
                <details class="notices-lapsed">
                    <summary class="caption strong">{title}</summary>
                    <p class="card-row caption third">{t!("notices.lapsed.help")}</p>
                    {rows}
                </details>
            }
        })
    }
}

/// The button that shows more of a part.
fn more(shown: RwSignal<usize>, count: usize) -> Option<AnyView> {
    let left = count.saturating_sub(shown.get());
    (left > 0).then(|| {
        let press = move |_| shown.update(|shown| *shown += ROWS_MAX);
        view! {
            <p class="card-row"><Button label=t!("notices.more", n = left) size=ButtonSize::S28 on_press=press/></p>
        }
        .into_any()
    })
}

/// Narrows the list to one kind; shown where there are several.
#[component]
fn Kinds(all: Memo<Vec<Notice>>, kind: RwSignal<String>) -> impl IntoView {
    let kinds = Memo::new(move |_| {
        let count = |trigger: Trigger| {
            let waits = |it: &&Notice| it.trigger == trigger && it.standing != Standing::Left;
            let count = all.with(|all| all.iter().filter(waits).count());
            (count > 0)
                .then(|| Choice::new(trigger.as_str(), t!("notices.kind", name = name(trigger), n = count)))
        };
        Trigger::ALL.into_iter().filter_map(count).collect::<Vec<_>>()
    });
    let choices = move || {
        let first = Choice::new("", t!("notices.kind.all"));
        std::iter::once(first).chain(kinds.get()).collect::<Vec<_>>()
    };
    // What is narrowed to a kind that is gone would show nothing and not say why.
    Effect::new(move |_| {
        let known = kind.get();
        if !known.is_empty() && !kinds.with(|kinds| kinds.iter().any(|it| it.value == known)) {
            kind.set(String::new());
        }
    });
    move || {
        (kinds.with(Vec::len) > 1).then(|| {
            view! {
                <Select
                    label=t!("notices.kind.label")
                    label_hidden=true
                    small=true
                    choices=Signal::derive(choices)
                    value=kind
                    on_change=move |word| kind.set(word)
                />
            }
        })
    }
}

/// A kind in words.
pub(super) fn name(trigger: Trigger) -> String {
    text(&format!("notices.trigger.{}", trigger.as_str()), &[])
}

fn row(portal: Portal, notice: Notice, aside: RwSignal<Option<Notice>>) -> AnyView {
    // A row says how its notice stands, so it is another row when that changes.
    let key = format!("{} {:?}", notice.key, notice.standing);
    let words = untrack(|| message(portal, &notice));
    let to = match &notice.to {
        Some(to) if to.name.is_empty() => to.email.clone(),
        Some(to) => to.name.clone(),
        None => channel_name(notice.channel),
    };
    let off = notice.to.as_ref().filter(|it| !it.on_call).map(|_| {
        view! { <Pill label=t!("notices.off-call") hue=Hue::Medium icon=Glyph::Moon small=true/> }
    });
    let when = match &notice.standing {
        Standing::Failed(why, again, _) if notice.to.is_none() => {
            t!("notices.again", why = why, when = intl::moment(*again))
        }
        Standing::Failed(why, ..) => why.clone(),
        Standing::Unneeded(why) => t!("notices.unneeded.why", why = why),
        Standing::Lapsed => t!("notices.lapsed.since", when = intl::moment(notice.at)),
        Standing::Coming => t!("notices.at", when = intl::moment(notice.at)),
        _ => t!("notices.since", when = intl::moment(notice.at)),
    };
    let class =
        if matches!(notice.standing, Standing::Failed(..)) { "caption notices-bad" } else { "caption third" };
    let glyph = match notice.channel {
        Channel::Mail => Glyph::Mail,
        Channel::Phone => Glyph::Phone,
        _ => Glyph::Chat,
    };
    let (link, title) = (words.link.clone(), words.subject.clone());
    let is_due = notice.standing == Standing::Due;
    let is_unreachable = notice.trigger == Trigger::BreakGlass && notice.channel == Channel::Mail;
    let says = match notice.channel {
        Channel::Phone if is_due => Some(t!("notices.call.says", code = words.code.as_str())),
        _ if is_due && is_unreachable => Some(t!("notices.call.no-number")),
        _ => None,
    };
    let says = says.map(|says| view! { <p class="data second">{says}</p> });
    view! {
        <li class="notice">
            <Icon glyph class="icon-quiet"/>
            <div class="grow stack stack-2">
                <p><a class="link" href=link><bdi>{title}</bdi></a></p>
                <p class="data second notice-who"><span>{name(notice.trigger)}</span><span><bdi>{t!("notices.to", to = to)}</bdi></span>{off}</p>
                {says}
                <p class=class><bdi>{when}</bdi></p>
            </div>
            {deeds(portal, notice, words, aside)}
        </li>
    }
    .keyed(key)
}
