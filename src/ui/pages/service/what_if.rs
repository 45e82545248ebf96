//! What if something were done: boxes for what is missing, what would come of it, and the way to plan it.

use super::plan::{PlanDialog, Plans};
use crate::domain::forecast::{missing, open_required, what_if};
use crate::domain::phase::Phase;
use crate::domain::plan::PlannedWork;
use crate::domain::readiness::Gate;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonSize, Checkbox, Glyph, Icon};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use std::collections::BTreeSet;

/// More choices than these would bury the ones that matter.
const CHOICES_MAX: usize = 8;

/// Work in words: `Onboard 12 devices (Depots)`.
pub(super) fn work_name(work: &PlannedWork, count: u32) -> String {
    match work {
        PlannedWork::Devices { standing, group } => {
            let group = group.clone().unwrap_or_else(|| t!("service.what-if.no-group"));
            let args = [("n", count.into()), ("group", group.into())];
            crate::ui::text::text(&format!("service.what-if.{}", standing.as_str()), &args)
        }
        PlannedWork::Controllers => t!("service.what-if.controllers", n = count),
    }
}

/// Something that could be done: its words and what it adds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    pub(super) key: String,
    pub(super) label: String,
    devices: u32,
    identities: u32,
    actions: u32,
    /// What is planned when it is chosen; `None` for a required action, whose key it has.
    pub(super) work: Option<PlannedWork>,
}

fn choices(portal: Portal) -> Vec<Choice> {
    let now = portal.now();
    portal.read(|state| {
        let devices = missing(state).into_iter().map(|it| {
            let work = PlannedWork::Devices { standing: it.standing, group: it.group };
            Choice {
                key: work.key(),
                label: work_name(&work, it.devices),
                devices: it.devices,
                identities: 0,
                actions: 0,
                work: Some(work),
            }
        });
        let blind = PlannedWork::Controllers.left(state);
        let controllers = (blind > 0).then(|| Choice {
            key: PlannedWork::Controllers.key(),
            label: work_name(&PlannedWork::Controllers, blind),
            devices: 0,
            identities: blind,
            actions: 0,
            work: Some(PlannedWork::Controllers),
        });
        let actions = open_required(state, now).into_iter().map(|(key, _)| Choice {
            key: key.to_owned(),
            label: t!("service.what-if.action", name = naming::recommendation(key)),
            devices: 0,
            identities: 0,
            actions: 1,
            work: None,
        });
        let devices: Vec<Choice> = devices.take(CHOICES_MAX).collect();
        devices.into_iter().chain(controllers).chain(actions).collect()
    })
}

/// Boxes for what could be done, and what would come of it.
#[component]
pub(super) fn WhatIf() -> impl IntoView {
    let portal = Portal::get();
    let ticked = RwSignal::new(BTreeSet::<String>::new());
    let all = Memo::new(move |_| choices(portal));
    let then = Memo::new(move |_| {
        let mut sums = (0_u32, 0_u32, 0_u32);
        all.with(|all| {
            for it in all.iter().filter(|it| ticked.with(|ticked| ticked.contains(&it.key))) {
                sums.0 = sums.0.saturating_add(it.devices);
                sums.1 = sums.1.saturating_add(it.identities);
                sums.2 = sums.2.saturating_add(it.actions);
            }
        });
        what_if(portal.gate(), sums.0, sums.1, sums.2)
    });
    let boxes = move || {
        let boxes = all.get().into_iter().map(|it| {
            let (key, wanted) = (it.key.clone(), it.key.clone());
            let toggle = move |on: bool| {
                ticked.update(|ticked| {
                    if on {
                        ticked.insert(wanted.clone());
                    } else {
                        ticked.remove(&wanted);
                    }
                });
            };
            let adds = it.devices.max(it.identities).max(it.actions);
            let row_key = it.key.clone();
            view! {
                <li class="row row-spread row-keep">
                    <Checkbox
                        label=it.label
                        checked=Signal::derive(move || ticked.with(|ticked| ticked.contains(&key)))
                        on_change=Callback::new(toggle)
                    />
                    <span class="data second">{format!("+{}", intl::number(f64::from(adds)))}</span>
                </li>
            }
            .keyed(row_key)
        });
        boxes.collect_view()
    };
    // An open gate asks for nothing: what if is a question of those that do not hold.
    let any = move || all.with(|all| !all.is_empty()) && !portal.gate().is_open();
    let planning = RwSignal::new(false);
    let chosen = Memo::new(move |_| {
        let is_ticked = |it: &&Choice| ticked.with(|ticked| ticked.contains(&it.key));
        all.with(|all| all.iter().filter(is_ticked).cloned().collect::<Vec<_>>())
    });
    let why = Memo::new(move |_| chosen.with(Vec::is_empty).then(|| t!("service.plan.choose")));
    view! {
        {move || any().then(|| view! {
            <h3 class="card-title">{t!("service.what-if")}</h3>
            <ul class="stack stack-4">{boxes}</ul>
            <p class="what-if" role="status">{move || outcome(portal, then.get())}</p>
            <div class="row">
                <Button
                    label=t!("service.plan")
                    size=ButtonSize::S28
                    icon=Glyph::Calendar
                    disallowed=why
                    on_press=move |_| planning.set(true)
                />
            </div>
        })}
        <Plans/>
        <PlanDialog open=planning chosen on_done=Callback::new(move |()| ticked.set(BTreeSet::new()))/>
    }
}

pub(super) fn outcome(portal: Portal, gate: Gate) -> AnyView {
    let left = |met: u32, needed: Option<u32>| needed.map(|needed| needed.saturating_sub(met));
    if gate.is_open() {
        // Once it was open it stays so for the service: what fell behind since holds again.
        let text = match portal.read(|state| state.phase()) < Phase::Monitoring {
            true => t!("service.what-if.opens"),
            false => t!("service.what-if.holds"),
        };
        return view! { <Icon glyph=Glyph::CheckCircleFilled class="icon-good"/><span>{text}</span> }
            .into_any();
    }
    let remains = [
        left(gate.actions.met, gate.actions.needed)
            .filter(|n| *n > 0)
            .map(|n| t!("service.what-if.actions-left", n = n)),
        match left(gate.devices.met, gate.devices.needed) {
            None => Some(t!("service.what-if.no-target")),
            Some(0) => None,
            Some(n) => Some(t!("service.what-if.devices-left", n = n)),
        },
        match left(gate.identities.met, gate.identities.needed) {
            None => Some(t!("service.what-if.no-identities")),
            Some(0) => None,
            Some(n) => Some(t!("service.what-if.identities-left", n = n)),
        },
    ];
    let remains: Vec<String> = remains.into_iter().flatten().collect();
    view! { <span>{t!("service.what-if.remains", what = intl::both(&remains))}</span> }.into_any()
}
