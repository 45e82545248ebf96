//! How the service stands: phase, readiness, whom it reaches.

use crate::domain::phase::{Phase, PhaseChange};
use crate::domain::readiness::{Condition, Gate};
use crate::domain::settings::Contact;
use crate::domain::state::State;
use crate::platform::intl;
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Arc, ArcState, Avatar, GateRing, Glyph, Icon};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// Contacts that the card names; the page of contacts shows all.
const CONTACTS_SHOWN: usize = 3;

/// The phase and how it was reached.
#[component]
pub(super) fn PhaseCard() -> impl IntoView {
    let portal = Portal::get();
    let last = Memo::new(move |_| portal.read(|state| state.phases.last().cloned()));
    let now = move || last.get().map_or(Phase::NotStarted, |change| change.phase);
    let since = move || match last.get() {
        Some(PhaseChange { at, by, .. }) => t!("home.phase.since", day = intl::day(at), who = by),
        None => t!("home.phase.none"),
    };
    let step = move |phase: Phase| {
        let class = move || match phase.cmp(&now()) {
            std::cmp::Ordering::Less => "phase-step phase-step-past",
            std::cmp::Ordering::Equal => "phase-step phase-step-now",
            std::cmp::Ordering::Greater => "phase-step",
        };
        view! {
            <li class=class aria-current=move || (phase == now()).then_some("step")>{naming::phase(phase)}</li>
        }
    };
    view! {
        <section class="card" aria-labelledby="phase-title">
            <div class="card-head">
                <h2 class="section" id="phase-title">{t!("home.phase")}</h2>
                <a class="link push" href=Route::Service(ServicePage::Status).to_string()>{t!("home.history")}</a>
            </div>
            <div class="card-body">
                <p class="section">{move || naming::phase(now())}</p>
                <p class="caption third">{since}</p>
                <ol class="phase-line">{Phase::ALL.into_iter().map(step).collect_view()}</ol>
            </div>
        </section>
    }
}

/// The three conditions of the gate.
#[component]
pub(super) fn ReadinessCard() -> impl IntoView {
    let portal = Portal::get();
    let gate = Memo::new(move |_| portal.gate());
    let is_passed = Memo::new(move |_| portal.read(State::has_passed_gate));
    view! {
        <section class="card" aria-labelledby="readiness-title">
            <div class="card-head">
                <h2 class="section" id="readiness-title">{t!("home.readiness")}</h2>
                <a class="link push" href=Route::Service(ServicePage::Status).to_string()>
                    {t!("home.readiness.status")}
                </a>
            </div>
            <div class="card-body row row-keep row-wide">
                <GateRing
                    arcs=Signal::derive(move || arcs(gate.get(), is_passed.get()))
                    text=Signal::derive(move || t!("home.readiness.middle", n = gate.get().met_count()))
                />
                <ul class="conditions grow">
                    {condition(t!("home.condition.actions"), Signal::derive(move || gate.get().actions))}
                    {condition(t!("home.condition.devices"), Signal::derive(move || gate.get().devices))}
                    {condition(t!("home.condition.identities"), Signal::derive(move || gate.get().identities))}
                </ul>
            </div>
        </section>
    }
}

/// The arcs of the ring for a gate; behind it, what does not hold has regressed.
fn arcs(gate: Gate, is_passed: bool) -> [Arc; 3] {
    let open = if is_passed { ArcState::Regressed } else { ArcState::OnTheWay };
    [gate.actions, gate.devices, gate.identities].map(|condition| {
        let needed = condition.needed.unwrap_or(0);
        let share = if needed == 0 { 0.0 } else { f64::from(condition.met) / f64::from(needed) };
        let is_met = condition.holds();
        Arc { share: if is_met { 1.0 } else { share }, state: if is_met { ArcState::Met } else { open } }
    })
}

fn condition(name: String, condition: Signal<Condition>) -> impl IntoView {
    let mark = move || {
        if condition.get().holds() {
            view! { <Icon glyph=Glyph::CheckCircleFilled class="icon-good"/> }
        } else {
            view! { <Icon glyph=Glyph::Clock class="icon-quiet"/> }
        }
    };
    let value = move || {
        let Condition { met, needed } = condition.get();
        match needed {
            Some(0) => t!("home.not-asked"),
            Some(needed) if met > needed => t!("home.more", met = met, needed = needed),
            Some(needed) => t!("home.of", met = met, needed = needed),
            None => t!("home.unknown"),
        }
    };
    view! {
        <li class="condition">{mark}<span>{name}</span><span class="condition-value">{value}</span></li>
    }
}

/// Who is named for incidents.
#[component]
pub(super) fn ReachCard() -> impl IntoView {
    let portal = Portal::get();
    let contacts = Memo::new(move |_| {
        portal.read(|state| {
            let named = state.settings.contacts.iter().filter(|contact| contact.for_incidents);
            named.cloned().collect::<Vec<Contact>>()
        })
    });
    let rows = move || {
        let all = contacts.get();
        if all.is_empty() {
            return view! { <p class="second">{t!("home.reach.none")}</p> }.into_any();
        }
        let more = all.len().saturating_sub(CONTACTS_SHOWN);
        let shown = all.into_iter().take(CONTACTS_SHOWN).map(|contact| {
            view! {
                <li class="condition">
                    <Avatar name=contact.name.clone() party=Some(crate::domain::people::Party::Customer)/>
                    <bdi class="cut">{contact.name}</bdi>
                    <span class="condition-value third">{contact.phone.unwrap_or_default()}</span>
                </li>
            }
        });
        let more =
            (more > 0).then(|| view! { <li class="caption third">{t!("home.reach.more", n = more)}</li> });
        view! { <ul class="conditions">{shown.collect_view()}{more}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="reach-title">
            <div class="card-head">
                <h2 class="section" id="reach-title">{t!("home.reach")}</h2>
                <a class="link push" href=Route::Service(ServicePage::Contacts).to_string()>
                    {t!("home.reach.contacts")}
                </a>
            </div>
            <div class="card-body">{rows}</div>
        </section>
    }
}
