//! What imports prove of the environment, offered to be taken over with one press.

use super::command;
use crate::analytics::dimension::{Dim, MISSING};
use crate::domain::command::Command;
use crate::domain::experts::advisor::AdvisorCommand as Act;
use crate::domain::experts::advisor::discovered::{Discovered, Found, Proof, discovered};
use crate::domain::experts::advisor::environment::ProductPlan;
use crate::platform::{intl, random};
use crate::t;
use crate::ui::parts::{Banner, Button, ButtonKind, Glyph, Tone};
use crate::ui::portal::Portal;
use crate::ui::sending::Sending;
use crate::view::prelude::*;

fn known(portal: Portal) -> Discovered {
    let words = |dim| {
        portal.board(|board| {
            let words = board.columns.dictionary(dim).into_iter().flat_map(|all| all.iter());
            let words = words.map(|word| word.as_str().to_owned());
            words.filter(|word| !word.is_empty() && word != MISSING).collect::<Vec<String>>()
        })
    };
    let (sources, detectors) = (words(Dim::Source), words(Dim::Detection));
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    portal.read(|state| {
        let said = state.settings.prerequisites.as_ref();
        let detectors = detectors.iter().map(String::as_str);
        discovered(said, &state.experts.advising.products, &state.estate, &sources, detectors)
    })
}

/// What is taken over, each part only where it may be: licences are the administrator's to say.
fn commands(portal: Portal, found: &Discovered) -> Vec<Command> {
    let licences = found.prerequisites.clone().map(|prerequisites| {
        let mut settings = portal.glance(|state| state.settings.clone());
        settings.prerequisites = Some(prerequisites);
        Command::ChangeSettings { settings: Box::new(settings) }
    });
    let product = |it: &Found| {
        let note = match &it.proof {
            Proof::Alerts => t!("environment.proof.alerts"),
            Proof::Subscription(part) => t!("environment.proof.plan", part = part.as_str()),
        };
        let plan = ProductPlan {
            name: it.name.clone(),
            maker: it.maker.to_owned(),
            area: it.area,
            is_connected: true,
            note,
        };
        command(Act::SaveProduct { id: random::product_id(), plan: Box::new(plan) })
    };
    let all = licences.into_iter().chain(found.products.iter().map(product));
    all.filter(|command| portal.refusal(command).is_none()).collect()
}

/// The offer; nothing where imports prove nothing more.
#[component]
pub(super) fn Discovery() -> impl IntoView {
    let portal = Portal::get();
    let found = Memo::new(move |_| known(portal));
    let sending = Sending::new(portal);
    let why = Memo::new(move |_| {
        let found = found.get();
        commands(portal, &found).is_empty().then(|| t!("environment.take.not-yours"))
    });
    let take = move |_| {
        let commands = untrack(|| found.with(|found| commands(portal, found)));
        if !commands.is_empty() {
            sending.send(commands, move || portal.say(Tone::Good, t!("environment.taken")));
        }
    };
    let offer = move || {
        let found = found.get();
        if found.is_empty() {
            return None;
        }
        let licences = found.prerequisites.is_some().then(|| t!("environment.found.licences"));
        let names = found.products.into_iter().map(|it| it.name);
        let what = intl::both(&licences.into_iter().chain(names).collect::<Vec<_>>());
        let end = move || {
            view! { <Button label=t!("environment.take") kind=ButtonKind::Link icon=Glyph::Import busy=sending.is_busy disallowed=why on_press=take/> }.into_any()
        };
        Some(view! { <Banner tone=Tone::Info end=end>{t!("environment.found", what = what)}</Banner> })
    };
    view! { <div>{offer}{sending.said()}</div> }.into_any()
}
