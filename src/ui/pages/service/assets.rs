//! Protected assets: devices and identities against their targets, with the formula and what it leaves out.

use super::missing::MissingDrawer;
use super::parameters::ParametersDialog;
use crate::domain::command::Command;
use crate::domain::coverage::Workload;
use crate::domain::readiness::{
    DeviceCounts, KnownAssets, LicensedBy, identity_target, is_stale, known_controllers, licensed_devices,
};
use crate::domain::refusal::Refusal;
use crate::domain::settings::ReadinessParameters;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::route::Route;
use crate::t;
use crate::ui::clock_face::span;
use crate::ui::help::HowToExport;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, ButtonLink, ButtonSize, Glyph, Hue, Pill};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::view::prelude::*;

/// The card.
#[component]
pub(super) fn Assets() -> impl IntoView {
    let portal = Portal::get();
    let open = RwSignal::new(false);
    let missing = RwSignal::new(false);
    let known = Memo::new(move |_| {
        portal.read(|state| {
            // While coverage is limited to groups only their members count.
            let assets = KnownAssets { devices: state.device_counts(), ..state.assets.clone() };
            Figures {
                licensed: licensed_devices(&state.settings, &assets),
                parameters: state.settings.readiness,
                target: state.device_target(),
                limited: state.settings.scoped_coverage,
                lacks_endpoint: state.lacks(Workload::Endpoint),
                lacks_identity: state.lacks(Workload::Identity),
                assets,
            }
        })
    });
    let body = move || {
        let known = known.get();
        view! {
            {devices(portal, &known, open)}
            {identities(portal, &known)}
        }
    };
    view! {
        <section class="card" aria-labelledby="assets-title">
            <div class="card-head">
                <h2 id="assets-title">{t!("service.assets")}</h2>
                <span class="push">
                    <Button
                        label=t!("service.missing")
                        kind=ButtonKind::Link
                        on_press=move |_| missing.set(true)
                    />
                </span>
            </div>
            <div class="card-body stack">{body}</div>
        </section>
        <ParametersDialog open/>
        <MissingDrawer open=missing/>
    }
}

/// The pill of what is too old to trust; otherwise from when it is.
pub(super) fn age(portal: Portal, at: Timestamp) -> AnyView {
    let age = portal.now().millis_since(at);
    if is_stale(at, portal.now()) {
        let label = t!("service.stale", age = span(age));
        return view! { <Pill label hue=Hue::Medium icon=Glyph::Clock small=true/> }.into_any();
    }
    view! { <span class="caption third">{t!("service.known", when = intl::moment(at))}</span> }.into_any()
}

fn number(count: u32) -> String {
    intl::number(f64::from(count))
}

/// The head of one kind of asset: its name, and how many of how many.
fn head(name: String, met: Option<u32>, target: Option<u32>) -> AnyView {
    let figures = match (met, target) {
        (Some(met), Some(target)) if met > target => t!("home.more", met = met, needed = target),
        (Some(met), Some(target)) => t!("service.met-of", met = met, target = target),
        (Some(met), None) => number(met),
        (None, Some(target)) => t!("service.target", n = target),
        (None, None) => String::new(),
    };
    view! { <h3 class="assets-head"><span>{name}</span><span class="push data">{figures}</span></h3> }
        .into_any()
}

fn import(text: String) -> AnyView {
    view! {
        <p class="data second">{text}</p>
        <div class="row"><ButtonLink label=t!("service.assets.import") href=Route::Import.to_string() icon=Glyph::Import size=ButtonSize::S28/><HowToExport/></div>
    }
    .into_any()
}

/// What the card shows.
#[derive(Clone, PartialEq)]
struct Figures {
    assets: KnownAssets,
    parameters: ReadinessParameters,
    licensed: Option<(u32, LicensedBy)>,
    target: Option<u32>,
    /// Whether coverage is limited to groups.
    limited: bool,
    /// Whether the customer has no licence of Defender for Endpoint, so that devices are not asked for.
    lacks_endpoint: bool,
    /// The same of Defender for Identity and identities.
    lacks_identity: bool,
}

/// A part that is not asked of this customer, and why.
fn not_asked(name: String, workload: Workload) -> AnyView {
    let why = t!("service.assets.not-asked", product = naming::workload(workload));
    view! { <div class="stack stack-8">{head(name, None, None)}<p class="data second">{why}</p></div> }
        .into_any()
}

fn devices(portal: Portal, shown: &Figures, open: RwSignal<bool>) -> AnyView {
    let Figures { assets, target, .. } = shown;
    if shown.lacks_endpoint {
        return not_asked(t!("service.assets.devices"), Workload::Endpoint);
    }
    let (known, target) = (assets.devices, *target);
    let name = head(t!("service.assets.devices"), known.map(|(counts, _)| counts.protected), target);
    let figures = match known {
        Some((counts, at)) => view! {
            {bar(&counts, target)}
            {legend(&counts)}
            <div class="row">{age(portal, at)}</div>
        }
        .into_any(),
        None => import(t!("service.assets.no-devices")),
    };
    view! {
        <div class="stack stack-8">
            {name}
            {figures}
            {formula(portal, shown, open)}
        </div>
    }
    .into_any()
}

/// The parts of the bar: fill, name, count.
fn parts(counts: &DeviceCounts) -> [(&'static str, String, u32); 4] {
    [
        ("fill-met", t!("service.assets.protected"), counts.protected),
        ("fill-amount", t!("service.assets.antivirus"), counts.antivirus_off),
        ("fill-amount-soft", t!("service.assets.silent"), counts.silent),
        ("fill-open", t!("service.assets.not-onboarded"), counts.not_onboarded),
    ]
}

fn bar(counts: &DeviceCounts, target: Option<u32>) -> AnyView {
    let parts = parts(counts);
    let known: u32 = parts.iter().map(|(.., count)| *count).fold(0, u32::saturating_add);
    let all = f64::from(known.max(target.unwrap_or(0)).max(1));
    let percent = move |count: u32| format!("{:.3}%", f64::from(count) / all * 100.0);
    let spans = parts
        .into_iter()
        .filter(|(.., count)| *count > 0)
        .map(|(fill, _, count)| view! { <span class=fill style:inline-size=percent(count)></span> })
        .collect_view();
    let mark = target.map(|target| {
        view! { <span class="assets-target" style:inset-inline-start=percent(target)></span> }
    });
    view! { <div class="assets-bar" aria-hidden="true"><div class="bar">{spans}</div>{mark}</div> }.into_any()
}

fn legend(counts: &DeviceCounts) -> AnyView {
    let rows = parts(counts)
        .into_iter()
        .map(|(fill, name, count)| {
            view! {
                <div class="assets-part">
                    <dt><span class=format!("swatch {fill}")></span>{name}</dt>
                    <dd>{number(count)}</dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="assets-parts">{rows}</dl> }.into_any()
}

/// How the devices are counted, with the numbers put in, and the way to change the parameters.
fn formula(portal: Portal, shown: &Figures, open: RwSignal<bool>) -> AnyView {
    let Figures { assets, parameters, licensed, target, limited, .. } = shown;
    let (licensed, target, limited) = (*licensed, *target, *limited);
    let counts = assets.devices.map(|(counts, _)| counts);
    let percent = parameters.device_target_percent;
    let outside =
        counts.filter(|_| limited).map(|counts| t!("service.formula.out-of-scope", n = counts.out_of_scope));
    let controllers = limited.then(|| t!("service.formula.controllers-whole"));
    let target = match (licensed, target) {
        (_, Some(target)) if limited => {
            let members = counts.map_or(0, DeviceCounts::counted);
            t!("service.formula.members", percent = percent, members = members, target = target)
        }
        (_, None) if limited => t!("service.formula.no-members"),
        (Some((licensed, _)), Some(target)) => {
            t!("service.formula.target", percent = percent, licensed = licensed, target = target)
        }
        _ if assets.seats.is_some() => t!("service.formula.no-seats", percent = percent),
        _ => t!("service.formula.no-target", percent = percent),
    };
    let left_out = counts.map(|counts| {
        let left = counts.merged.saturating_add(counts.duplicates).saturating_add(counts.excluded);
        match left {
            0 => t!("service.formula.all", n = counts.records),
            _ => t!(
                "service.formula.left-out",
                merged = counts.merged,
                duplicates = counts.duplicates,
                excluded = counts.excluded,
                records = counts.records
            ),
        }
    });
    // Nothing to change yet is no reason: the dialog is where that begins.
    let probe = Command::SetReadinessParameters { parameters: *parameters };
    let why = Memo::new(move |_| {
        portal.refusal(&probe).filter(|found| *found != Refusal::NothingToDo).as_ref().map(refusals::refusal)
    });
    let by = licensed.filter(|_| !limited).map(|(_, by)| by);
    let imported = assets.seats.map(|(_, at)| at).filter(|_| by == Some(LicensedBy::Import));
    let source = match (by, imported) {
        (_, Some(at)) => Some(t!("service.formula.imported", when = intl::moment(at))),
        (Some(LicensedBy::Seats), _) => Some(t!("service.formula.seats")),
        _ => None,
    };
    let stale = imported.filter(|at| is_stale(*at, portal.now())).map(|at| age(portal, at));
    let label = match licensed {
        None => t!("service.formula.enter"),
        Some(_) => t!("service.formula.change"),
    };
    view! {
        <div class="inset inset-edged stack stack-2">
            <p class="row row-spread">
                <strong>{t!("service.formula")}</strong>
                <Button
                    label
                    kind=ButtonKind::Link
                    size=ButtonSize::S24
                    disallowed=why
                    on_press=move |_| open.set(true)
                />
            </p>
            <p>{target} " " {source} " " {stale}</p>
            <p>{t!("service.formula.protected")} " " {left_out} " " {outside}</p>
            <p>{t!("service.formula.identities", percent = parameters.identity_target_percent)} " " {controllers}</p>
        </div>
    }
    .into_any()
}

fn identities(portal: Portal, shown: &Figures) -> AnyView {
    if shown.lacks_identity {
        return not_asked(t!("service.assets.identities"), Workload::Identity);
    }
    let (known, parameters) = (shown.assets.identities, &shown.parameters);
    let target = known.and_then(|(counts, _)| identity_target(parameters, counts));
    let known = known.filter(|_| target.is_some());
    let figures = match known {
        Some((counts, at)) => {
            let missing = known_controllers(parameters, counts).saturating_sub(counts.healthy);
            view! {
                <div class="row">
                    <p class="data second">{t!("service.assets.controllers", n = missing)}</p>
                    {age(portal, at)}
                </div>
            }
            .into_any()
        }
        None => import(t!("service.assets.no-identities")),
    };
    view! {
        <div class="stack stack-8">
            {head(t!("service.assets.identities"), known.map(|(counts, _)| counts.healthy), target)}
            {figures}
        </div>
    }
    .into_any()
}
