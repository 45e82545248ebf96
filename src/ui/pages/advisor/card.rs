//! Who the advisor is, when to reach them, and who stands in.

use super::command;
use crate::domain::experts::advisor::{AdvisorCard, AdvisorCommand as Act};
use crate::domain::experts::check_in::next;
use crate::domain::hours::Hours;
use crate::domain::people::Party;
use crate::platform::intl;
use crate::route::{AdvisorPage, Route};
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::pages::setup::{HoursFields, hours_text, reader_zone};
use crate::ui::parts::{Avatar, Button, ButtonLink, ButtonSize, Checkbox, Field, Glyph, Hue, Icon, Pill};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::view::prelude::*;

/// So many people who might stand in are offered at once.
const OFFERED_MAX: usize = 6;

/// The card.
#[component]
pub(super) fn Card() -> impl IntoView {
    let portal = Portal::get();
    let open = RwSignal::new(false);
    let known = Memo::new(move |_| portal.read(|state| state.experts.advising.card.clone()));
    let probe = command(Act::SetCard {
        card: Box::new(AdvisorCard {
            name: "-".to_owned(),
            email: "a@b.c".to_owned(),
            ..AdvisorCard::default()
        }),
    });
    let why = Memo::new(move |_| portal.why_not(&probe));
    let body = move || match known.get() {
        None => view! { <p class="second data">{t!("advisor.card.none")}</p> }.into_any(),
        Some(card) => told(portal, card),
    };
    let label = Signal::derive(move || match known.with(Option::is_some) {
        true => t!("advisor.card.change"),
        false => t!("advisor.card.set"),
    });
    let next = move || {
        let now = portal.now();
        let coming = portal.read(|state| next(&state.experts.check_ins, now).map(|it| it.plan.clone()));
        match coming {
            Some(plan) => {
                t!("advisor.card.next", what = plan.title.as_str(), when = intl::moment(plan.starts))
            }
            None => t!("advisor.card.no-next"),
        }
    };
    view! {
        <section class="card" aria-labelledby="advisor-card-title">
            <div class="card-head"><h2 class="section" id="advisor-card-title">{t!("advisor.card")}</h2></div>
            <div class="card-body stack stack-8">
                {body}
                <p class="data second row row-tight row-keep row-top"><Icon glyph=Glyph::Calendar class="icon-quiet"/><span>{next}</span></p>
                <div class="row row-tight">
                    <ButtonLink label=t!("advisor.card.feedback") href=Route::Advisor(AdvisorPage::Feedback).to_string() icon=Glyph::Chat/>
                    <Button label disallowed=why on_press=move |_| open.set(true)/>
                </div>
            </div>
        </section>
        {move || open.get().then(|| view! { <CardDialog known=known.get_untracked() open/> })}
    }
    .into_any()
}

fn told(portal: Portal, card: AdvisorCard) -> AnyView {
    let phone = card.phone.clone().map(|phone| {
        view! { <p class="data second row row-tight"><Icon glyph=Glyph::Phone class="icon-quiet"/><bdi>{phone}</bdi></p> }
    });
    let mail = format!("mailto:{}", card.email);
    let deputy = (!card.deputy.trim().is_empty()).then(|| {
        let who = match &card.deputy_email {
            Some(email) => format!("{}, {email}", card.deputy),
            None => card.deputy.clone(),
        };
        view! { <p class="caption third"><bdi>{t!("advisor.card.deputy", who = who)}</bdi></p> }
    });
    let hours = card.hours.as_ref().map(hours_text);
    let name = card.name.clone();
    let stored = StoredValue::new(card.clone());
    let standing = move || {
        let now = portal.now();
        let (is_on, window) = stored.with_value(|card| {
            (card.is_on_call(now), card.hours.as_ref().and_then(|hours| hours.span_from(now)))
        });
        let (label, hue, icon) = match (is_on, window) {
            (true, Some((_, until))) => {
                (t!("advisor.card.on-until", time = intl::moment(until)), Hue::Good, Glyph::CheckCircle)
            }
            (true, None) => (t!("advisor.card.on"), Hue::Good, Glyph::CheckCircle),
            (false, Some((from, _))) => {
                (t!("advisor.card.off-until", time = intl::moment(from)), Hue::Neutral, Glyph::Moon)
            }
            (false, None) => (t!("advisor.card.off"), Hue::Neutral, Glyph::Moon),
        };
        view! { <Pill label hue icon small=true/> }
    };
    view! {
        <div class="row row-tight row-keep">
            <Avatar name=name.clone() party=Some(Party::Experts)/>
            <span class="card-title"><bdi>{name}</bdi></span>
        </div>
        <p>{standing}</p>
        <p class="data second row row-tight"><Icon glyph=Glyph::Mail class="icon-quiet"/><a class="link" href=mail><bdi>{card.email.clone()}</bdi></a></p>
        {phone}
        {hours.map(|hours| view! { <p class="caption third">{hours}</p> })}
        {deputy}
    }
    .into_any()
}

/// Who it is.
#[component]
fn CardDialog(known: Option<AdvisorCard>, open: RwSignal<bool>) -> impl IntoView {
    let portal = Portal::get();
    let first = known.unwrap_or_default();
    let hours = RwSignal::new(
        first.hours.clone().unwrap_or_else(|| Hours { zone: reader_zone(), ..Hours::default() }),
    );
    let always = RwSignal::new(first.hours.is_none());
    let card = RwSignal::new(first);
    let act = move || {
        let mut card = card.get();
        card.hours = (!always.get()).then(|| hours.get());
        command(Act::SetCard { card: Box::new(card) })
    };
    let refusal = Memo::new(move |_| portal.refusal(&act()));
    let error = move |field: &'static str| {
        MaybeProp::derive(move || refusal.with(|it| refusals::at_field(it.as_ref(), field)))
    };
    let fields = move || {
        (!always.get()).then(|| {
            let problem =
                Signal::derive(move || refusal.with(|it| refusals::at_field(it.as_ref(), "hours.spans")));
            view! { <HoursFields hours on_change=move |next| hours.set(next) problem/> }
        })
    };
    view! {
        <CommandDialog
            open
            on_close=move |_| open.set(false)
            title=t!("advisor.card.question")
            text=t!("advisor.card.help")
            verb=t!("common.save")
            command=Signal::derive(move || Some(act()))
            done=t!("advisor.card.saved")
        >
            <Field label=t!("advisor.card.name") error=error("name") value=Signal::derive(move || card.with(|it| it.name.clone())) on_input=move |text| card.update(|it| it.name = text)/>
            <Field label=t!("advisor.card.email") kind="email" error=error("email") value=Signal::derive(move || card.with(|it| it.email.clone())) on_input=move |text| card.update(|it| it.email = text)/>
            <Field label=t!("advisor.card.phone") kind="tel" optional=true error=error("phone") value=Signal::derive(move || card.with(|it| it.phone.clone().unwrap_or_default())) on_input=move |text: String| card.update(|it| it.phone = (!text.trim().is_empty()).then_some(text))/>
            <Deputy card email_error=error("deputyEmail") name_error=error("deputy")/>
            <Checkbox label=t!("advisor.card.always") checked=always on_change=move |on| always.set(on)/>
            {fields}
        </CommandDialog>
    }
    .into_any()
}

/// Who stands in: somebody whom the contacts or the directory know, or a name that is typed.
#[component]
fn Deputy(
    card: RwSignal<AdvisorCard>,
    name_error: MaybeProp<String>,
    email_error: MaybeProp<String>,
) -> impl IntoView {
    let portal = Portal::get();
    let name = Memo::new(move |_| card.with(|it| it.deputy.clone()));
    let found = Memo::new(move |_| {
        let typed = name.get().trim().to_lowercase();
        let chosen = card.with(|it| it.deputy_email.clone());
        let mut found: Vec<(String, String)> = portal.read(|state| {
            let contacts =
                state.settings.contacts.iter().filter(|it| it.name.to_lowercase().contains(&typed));
            let contacts = contacts.map(|it| (it.name.clone(), it.email.clone()));
            let listed = state.directory.search(&typed, OFFERED_MAX).into_iter();
            contacts.chain(listed.map(|it| (it.name().to_owned(), it.mail().to_owned()))).collect()
        });
        found.retain(|(_, email)| !email.is_empty() && chosen.as_ref() != Some(email));
        found.sort();
        found.dedup_by(|one, other| one.1.eq_ignore_ascii_case(&other.1));
        found.truncate(OFFERED_MAX);
        found
    });
    let offered = move || {
        let one = |(name, email): (String, String)| {
            let key = email.clone();
            let label = t!("advisor.card.stands-in.take", name = name.as_str(), email = email.as_str());
            let press = move |_| {
                card.update(|it| {
                    it.deputy.clone_from(&name);
                    it.deputy_email = Some(email.clone());
                });
            };
            view! { <Button label size=ButtonSize::S28 icon=Glyph::Add on_press=press/> }.keyed(key)
        };
        found.get().into_iter().map(one).collect_view()
    };
    view! {
        <Field label=t!("advisor.card.stands-in") optional=true help=t!("advisor.card.stands-in.help") error=name_error value=name on_input=move |text| card.update(|it| it.deputy = text)/>
        <div class="row row-tight" aria-live="polite">{offered}</div>
        <Field label=t!("advisor.card.stands-in.email") kind="email" optional=true error=email_error value=Signal::derive(move || card.with(|it| it.deputy_email.clone().unwrap_or_default())) on_input=move |text: String| card.update(|it| it.deputy_email = (!text.trim().is_empty()).then(|| text.trim().to_owned()))/>
    }
    .into_any()
}

/// The size of the buttons in rows.
pub(super) const ROW_BUTTON: ButtonSize = ButtonSize::S28;
