//! The pages of the service: its status with readiness, and its settings, which stay editable after the set-up.

mod access;
mod action_dialog;
mod actions;
mod approvals;
mod assets;
mod change;
mod coverage_map;
mod critical;
mod difference;
mod forecast;
mod gate;
mod history;
mod missing;
mod monitoring;
mod owner;
mod parameters;
mod phase;
mod plan;
mod proposal;
mod reach;
mod reviews;
mod risks;
mod rows;
mod runs;
mod score;
mod settings;
mod status;
mod targets;
mod week;
mod what_if;

pub(in crate::ui::pages) use action_dialog::{ActionDialog, Editing};
pub(in crate::ui::pages) use actions::change_button;
pub(in crate::ui::pages) use rows::{Row, Sheet, sheet};
pub(in crate::ui::pages) use targets::Typed as TypedTargets;

use crate::domain::readiness::is_stale;
use crate::platform::intl;
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::parts::{ButtonLink, Glyph, Hue, Icon, Pill, TabLink, Tabs};
use crate::ui::portal::Portal;
use crate::ui::shell::service_title;
use crate::view::prelude::*;

/// A page of the service.
#[component]
pub fn Service(
    /// Which one.
    page: ServicePage,
) -> impl IntoView {
    let body = match page {
        ServicePage::Status => view! { <status::Status/> }.into_any(),
        ServicePage::Permissions => view! { <settings::Permissions/> }.into_any(),
        ServicePage::Exclusions => view! { <settings::Exclusions/> }.into_any(),
        ServicePage::Contacts => view! { <settings::Contacts/> }.into_any(),
        ServicePage::Targets => view! { <targets::Targets/> }.into_any(),
        ServicePage::Monitoring => view! { <monitoring::Monitoring/> }.into_any(),
        ServicePage::Reviews => view! { <reviews::Reviews/> }.into_any(),
        ServicePage::Approvals => view! { <approvals::Approvals/> }.into_any(),
        ServicePage::History => view! { <history::History/> }.into_any(),
    };
    let is_form = is_settings(page);
    view! {
        <div class="page">
            <Head page/>
            {body}
        </div>
        {is_form.then(|| view! { <change::SaveBar/> })}
    }
}

/// Whether a page is one of the settings, whose changes have a history.
fn is_settings(page: ServicePage) -> bool {
    matches!(
        page,
        ServicePage::Permissions | ServicePage::Exclusions | ServicePage::Contacts | ServicePage::Approvals
    )
}

/// The name, the tabs, and for the status how old the data is.
#[component]
fn Head(page: ServicePage) -> impl IntoView {
    let tabs = ServicePage::ALL
        .into_iter()
        .filter(|this| *this != ServicePage::History)
        .map(|this| TabLink {
            label: service_title(this),
            href: Route::Service(this).to_string(),
            count: None,
            current: this == page,
        })
        .collect::<Vec<_>>();
    let has_history = is_settings(page) || page == ServicePage::Targets;
    let history = has_history.then(|| {
        let href = Route::Service(ServicePage::History).to_string();
        view! { <ButtonLink label=t!("settings-history.open") href icon=Glyph::History/> }
    });
    // What the experts go by stands beside who acts.
    let playbooks = (page == ServicePage::Approvals).then(|| {
        let href = Route::Playbooks.to_string();
        view! { <ButtonLink label=t!("shell.playbooks") href icon=Glyph::Bookmark/> }
    });
    let end = (page == ServicePage::Status).then(|| {
        view! {
            <DataAge/>
            <ButtonLink label=t!("service.import") href=Route::Import.to_string() icon=Glyph::Import/>
        }
    });
    view! {
        <div class="page-head">
            <p class="page-name">{t!("shell.service")}</p>
            <Tabs label=t!("shell.service") tabs=tabs/>
            <div class="page-head-end">{playbooks} {history} {end}</div>
        </div>
    }
}

/// From when the newest data about assets is.
#[component]
fn DataAge() -> impl IntoView {
    let portal = Portal::get();
    move || {
        let newest = portal.read(|state| {
            let devices = state.assets.devices.map(|(_, at)| at);
            let score = state.assets.score.map(|(point, _)| point.at);
            devices.max(state.assets.identities.map(|(_, at)| at)).max(score)
        })?;
        let millis = portal.now().millis_since(newest).max(0);
        let age = crate::ui::clock_face::span(millis);
        let text = t!("service.data-age", when = intl::moment(newest), age = age);
        let stale = is_stale(newest, portal.now()).then(|| {
            view! { <Pill label=t!("service.stale-now") hue=Hue::Medium icon=Glyph::Clock small=true/> }
        });
        Some(
            view! { <span class="row row-tight row-keep data second"><Icon glyph=Glyph::Clock/>{text}{stale}</span> },
        )
    }
}
