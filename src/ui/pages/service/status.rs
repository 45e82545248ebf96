//! Service status: the phase and its gate, the actions needed, the protected assets, and how it came to this.

use super::action_dialog::{ActionDialog, Editing};
use super::actions::Actions;
use super::assets::Assets;
use super::forecast::ForecastCard;
use super::gate::GateCard;
use super::rows;
use super::runs::Runs;
use crate::domain::phase::Phase;
use crate::domain::review;
use crate::domain::state::State;
use crate::platform::intl;
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Banner, ButtonKind, ButtonLink, Tone, begun};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The page below the tabs.
#[component]
pub(super) fn Status() -> impl IntoView {
    let portal = Portal::get();
    let editing = RwSignal::new(None::<Editing>);
    let sheet = rows::sheet(portal);
    let begun = begun();
    // What the readiness stands on comes first; what came before and what may come lies below it.
    let below = move || begun.get().then(|| view! { <ForecastCard/><Runs/><History/> });
    let regressed = move || {
        let (phase, gate) = (portal.read(State::phase), portal.gate());
        let lost = 3 - gate.met_count();
        (phase >= Phase::Monitoring && lost > 0)
            .then(|| view! { <Banner tone=Tone::Warning>{t!("service.regressed", n = lost)}</Banner> })
    };
    let review = move || {
        let now = portal.now();
        portal.read(|state| review::is_due(state, now)).then(|| {
            let to = || {
                let href = Route::Service(ServicePage::Reviews).to_string();
                view! { <ButtonLink label=t!("service.reviews.open") href kind=ButtonKind::Link/> }
            };
            view! { <Banner tone=Tone::Info end=to>{t!("service.reviews.due")}</Banner> }
        })
    };
    view! {
        <div class="stack">
            {regressed}
            {review}
            <GateCard/>
            <div class="status-columns">
                <Actions sheet editing begun/>
                <div class="stack">
                    <Assets/>
                    {below}
                </div>
            </div>
        </div>
        <ActionDialog sheet editing/>
    }
}

/// The phases so far, the latest first.
#[component]
fn History() -> impl IntoView {
    let portal = Portal::get();
    let rows = move || {
        let phases = portal.read(|state| state.phases.clone());
        if phases.is_empty() {
            return view! { <p class="card-row third data">{t!("service.history.none")}</p> }.into_any();
        }
        let rows = phases
            .into_iter()
            .rev()
            .map(|change| {
                let line = t!("service.history.line", who = change.by, when = intl::moment(change.at));
                view! {
                    <li class="entry">
                        <div class="grow">
                            <p class="entry-name">{naming::phase(change.phase)}</p>
                            <p class="caption third">{line}</p>
                            {(!change.note.is_empty()).then(|| view! { <p class="data second">{change.note}</p> })}
                        </div>
                    </li>
                }
            })
            .collect_view();
        view! { <ol class="entries">{rows}</ol> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="history-title">
            <div class="card-head"><h2 id="history-title">{t!("service.history")}</h2></div>
            {rows}
        </section>
    }
}
