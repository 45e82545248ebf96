//! Where the service is, what holds the gate, and the next step.

use super::phase::PhaseStep;
use crate::domain::coverage::Workload;
use crate::domain::forecast::{Forecast, gate_forecast};
use crate::domain::onboarding::WizardStep;
use crate::domain::phase::Phase;
use crate::domain::readiness::{Condition, Gate};
use crate::platform::intl;
use crate::route::Route;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Arc, ArcState, ButtonKind, ButtonLink, GateRing, Glyph, Icon, ProgressBar};
use crate::ui::portal::Portal;
use crate::ui::text::text_for;
use crate::view::prelude::*;
use crate::words::Arg;

/// What the card shows.
#[derive(Clone, Copy, PartialEq)]
struct Standing {
    phase: Phase,
    gate: Gate,
    knows_devices: bool,
    knows_identities: bool,
}

/// The card.
#[component]
pub(super) fn GateCard() -> impl IntoView {
    let portal = Portal::get();
    let standing = Memo::new(move |_| {
        let now = portal.now();
        portal.read(|state| {
            let gate = state.gate(now);
            Standing {
                phase: state.phase(),
                gate,
                knows_devices: state.assets.devices.is_some(),
                knows_identities: gate.identities.needed.is_some(),
            }
        })
    });
    let arcs = move || {
        let Standing { phase, gate, .. } = standing.get();
        [gate.actions, gate.devices, gate.identities].map(|condition| arc(condition, phase))
    };
    let number = move || {
        let at = standing.get().phase as usize;
        t!(
            "service.phase-of",
            n = at + 1,
            all = Phase::ALL.len(),
            phase = naming::phase(standing.get().phase)
        )
    };
    view! {
        <section class="card gate" aria-label=t!("service.gate")>
            <div class="gate-answer">
                <GateRing
                    arcs=Signal::derive(arcs)
                    text=Signal::derive(move || Some(t!("service.gate.of", n = standing.get().gate.met_count())))
                />
                <div class="gate-words">
                    <p class="caption second">{number}</p>
                    <h1 class="section" tabindex="-1">{move || answer(&standing.get())}</h1>
                    <p class="data second">{move || second(portal, &standing.get())}</p>
                    <div class="row gate-step">{move || next_step(portal, standing.get().phase)}</div>
                </div>
            </div>
            <ul class="gate-conditions">{move || conditions(&standing.get())}</ul>
        </section>
    }
}

fn share(condition: Condition) -> f64 {
    match condition.needed {
        _ if condition.holds() => 1.0,
        Some(needed) if needed > 0 => f64::from(condition.met) / f64::from(needed),
        _ => 0.0,
    }
}

fn arc(condition: Condition, phase: Phase) -> Arc {
    let state = match condition.holds() {
        true => ArcState::Met,
        false if phase >= Phase::Monitoring => ArcState::Regressed,
        false => ArcState::OnTheWay,
    };
    Arc { share: share(condition), state }
}

/// The title is the answer.
fn answer(standing: &Standing) -> String {
    match standing.phase {
        Phase::NotStarted => t!("service.answer.not-started"),
        Phase::Onboarding => t!("service.answer.onboarding"),
        Phase::Readiness => t!("service.answer.readiness", n = 3 - standing.gate.met_count()),
        Phase::Monitoring => t!("service.answer.monitoring"),
        Phase::FullResponse => t!("service.answer.full"),
    }
}

fn second(portal: Portal, standing: &Standing) -> String {
    let now = portal.now();
    let last = portal.read(|state| state.phases.last().cloned());
    let (who, when) = last.map(|last| (last.by, intl::day(last.at))).unwrap_or_default();
    // The advisor does not read of an advisor who starts monitoring.
    let by_side = |key: &str, args: &[(&str, Arg)]| text_for(portal.party(), key, args);
    match standing.phase {
        Phase::NotStarted => t!("service.second.not-started"),
        Phase::Onboarding => by_side("service.second.onboarding", &[]),
        Phase::Readiness if standing.gate.is_open() => by_side("service.second.open", &[]),
        Phase::Readiness => match portal.read(|state| gate_forecast(state, now)) {
            Forecast::About(at) => by_side("service.second.closed.about", &[("day", intl::day(at).into())]),
            _ => by_side("service.second.closed", &[]),
        },
        Phase::Monitoring => t!("service.second.monitoring", who = who, when = when),
        Phase::FullResponse => t!("service.second.full", who = who, when = when),
    }
}

/// The one thing to do next. Nothing is due once the service responds in full.
fn next_step(portal: Portal, phase: Phase) -> Option<AnyView> {
    match phase {
        Phase::NotStarted | Phase::Onboarding => {
            let step = portal.read(|state| state.onboarding.draft.as_ref().map(|draft| draft.step));
            let label = if step.is_some() { t!("service.setup.continue") } else { t!("service.setup.start") };
            let href = Route::Setup(step.unwrap_or(WizardStep::GetStarted)).to_string();
            Some(view! { <ButtonLink label href kind=ButtonKind::Primary/> }.into_any())
        }
        Phase::Readiness | Phase::Monitoring => Some(view! { <PhaseStep phase/> }.into_any()),
        Phase::FullResponse => None,
    }
}

fn conditions(standing: &Standing) -> AnyView {
    let Standing { gate, knows_devices, knows_identities, .. } = *standing;
    let missing = |condition: Condition| condition.needed.unwrap_or(0).saturating_sub(condition.met);
    let actions = match missing(gate.actions) {
        0 => t!("service.actions.met"),
        n => t!("service.actions.missing", n = n),
    };
    let devices = match gate.devices.needed {
        _ if !gate.devices.is_asked() => not_asked(Workload::Endpoint),
        _ if !knows_devices => t!("service.devices.unknown"),
        None => t!("service.devices.no-target"),
        Some(_) if gate.devices.holds() => t!("service.devices.met"),
        Some(_) => t!("service.devices.missing", n = missing(gate.devices)),
    };
    let identities = match missing(gate.identities) {
        _ if !gate.identities.is_asked() => not_asked(Workload::Identity),
        _ if !knows_identities => t!("service.identities.unknown"),
        0 => t!("service.identities.met"),
        n => t!("service.identities.missing", n = n),
    };
    view! {
        {condition(t!("service.actions"), gate.actions, true, actions)}
        {condition(t!("service.devices"), gate.devices, knows_devices, devices)}
        {condition(t!("service.identities"), gate.identities, knows_identities, identities)}
    }
    .into_any()
}

/// Why a condition is not asked.
fn not_asked(workload: Workload) -> String {
    t!("service.not-asked", product = naming::workload(workload))
}

fn condition(name: String, condition: Condition, is_known: bool, below: String) -> AnyView {
    let holds = condition.holds();
    let met = if is_known && condition.is_asked() {
        intl::number(f64::from(condition.met))
    } else {
        "–".to_owned()
    };
    let (glyph, class, bar) = match holds {
        true => (Glyph::CheckCircleFilled, "icon-good", "progress-good"),
        false => (Glyph::Circle, "icon-quiet", ""),
    };
    let of = condition.needed.filter(|_| condition.is_asked()).map(|needed| {
        // More than needed is no share of it.
        if condition.met > needed { t!("service.at-least", n = needed) } else { t!("service.of", n = needed) }
    });
    view! {
        <li class="gate-condition">
            <p class="row row-tight data"><Icon glyph class/>{name.clone()}</p>
            <p><span class="page-name">{met}</span> " " <span class="data">{of}</span></p>
            <ProgressBar label=name share=Some(share(condition)) class=bar/>
            <p class="caption second">{below}</p>
        </li>
    }
    .into_any()
}
