//! The page of one asset.

use super::known::{asset, fact_lines, facts, incidents, menu, moment};
use crate::analytics::assets::{actions_on, incidents_of};
use crate::domain::brief::{AssetKind, asset_of};
use crate::domain::evidence::{Fact, facts_of};
use crate::domain::ids::IncidentId;
use crate::domain::response::Action;
use crate::domain::text::{clip, upright};
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::facts::{fact_name, fact_value};
use crate::ui::naming;
use crate::ui::pages::incident::glyph_of;
use crate::ui::parts::{Breadcrumb, ButtonKind, ButtonLink, Icon};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// Longest name, in characters.
const NAME_CHARS: usize = 160;
/// In how many incidents the newest word of a source is looked for.
const RECORDS_MAX: usize = 5;
/// How many incidents and actions are listed.
const LISTED_MAX: usize = 50;

/// What stands above the words of the source too: the platform, the group, the number and the name.
const TOLD_ABOVE: [&str; 7] = [
    "osPlatform",
    "rbacGroupName",
    "mdeDeviceId",
    "userAccount.azureAdUserId",
    "userAccount.displayName",
    "primaryAddress",
    "appId",
];

/// What a source said last of the asset.
#[derive(Clone, Default)]
struct Said {
    facts: Vec<Fact>,
    more: usize,
    at: Option<Timestamp>,
}

/// The page.
#[component]
pub fn AssetPage(
    /// Of which kind.
    kind: AssetKind,
    /// Which.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    let portal = Portal::get();
    let stored = StoredValue::new(id.clone());
    let said = RwSignal::new(Said::default());
    look(portal, kind, id.clone(), said);
    let Some(known) = untrack(|| asset(portal, kind, &id)) else { return unknown(kind, &id) };
    let back = move || (naming::asset_kinds(kind), Route::Assets(kind).to_string());
    let name = clip(&upright(&known.name), NAME_CHARS).into_owned();
    let critical = super::critical(known.is_critical());
    view! {
        <div class="page">
            <Breadcrumb from=Signal::derive(back) here=clip(&name, 60).into_owned()/>
            <div class="row asset-head">
                <Icon glyph=glyph_of(kind)/>
                <h1 class="title" tabindex="-1"><bdi>{name}</bdi></h1>
                {critical}
                <span class="push">{menu(portal, kind, id)}</span>
            </div>
            <div class="incident-two asset-cards">
                <section class="card" aria-labelledby="asset-facts">
                    <div class="card-head"><h2 class="card-title" id="asset-facts">{t!("assets.known")}</h2></div>
                    <div class="card-body stack">
                        {move || stored.with_value(|id| super::in_force::list(portal, kind, id))}
                        {move || stored.with_value(|id| facts(portal, kind, id))}
                        {move || stored.with_value(|id| source_facts(portal, kind, id, &said.get()))}
                    </div>
                </section>
                <section class="card" aria-labelledby="asset-incidents">
                    <div class="card-head"><h2 class="card-title" id="asset-incidents">{t!("assets.incidents")}</h2></div>
                    <div class="card-body">{move || stored.with_value(|id| incidents(portal, kind, id, LISTED_MAX))}</div>
                </section>
            </div>
            <section class="card" aria-labelledby="asset-actions">
                <div class="card-head"><h2 class="card-title" id="asset-actions">{t!("assets.done")}</h2></div>
                <div class="card-body">{move || stored.with_value(|id| actions(portal, kind, id))}</div>
            </section>
        </div>
    }
    .into_any()
}

fn unknown(kind: AssetKind, id: &str) -> AnyView {
    view! {
        <div class="page">
            <div class="empty empty-large">
                <h1 class="empty-title" tabindex="-1"><bdi>{t!("assets.unknown", id = clip(&upright(id), 60).as_ref())}</bdi></h1>
                <p class="empty-text">{t!("assets.unknown.help")}</p>
                <ButtonLink label=naming::asset_kinds(kind) href=Route::Assets(kind).to_string() kind=ButtonKind::Primary/>
            </div>
        </div>
    }
    .into_any()
}

/// Looks for the newest words of a source in the latest incidents.
fn look(portal: Portal, kind: AssetKind, id: String, said: RwSignal<Said>) {
    let latest: Vec<IncidentId> = portal.glance(|state| {
        let rows = incidents_of(state, kind, &id).into_iter().take(RECORDS_MAX);
        rows.filter_map(|row| IncidentId::new(state.catalogue.get(row)?.id())).collect()
    });
    spawn_local(async move {
        let mut newest = Said::default();
        for incident in latest {
            // What cannot be read now says nothing; the page of the incident tells why.
            let Ok(Some(record)) = portal.desk().record(&incident).await else { continue };
            for alert in &record.alerts {
                for item in &alert.evidence {
                    let is_it = asset_of(item).is_some_and(|it| it.kind == kind && it.id == id);
                    let at = item.created_date_time.or(alert.last_activity_date_time);
                    if is_it && (newest.facts.is_empty() || at > newest.at) {
                        let (facts, more) = facts_of(item);
                        newest = Said { facts, more, at };
                    }
                }
            }
        }
        let _ = said.try_set(newest);
    });
}

/// How an export of machines calls what evidence says of a device by this path.
fn as_exported(path: &str) -> Option<String> {
    Some(match path {
        "healthStatus" => t!("assets.machine.health"),
        "riskScore" => t!("assets.machine.risk-score"),
        "onboardingStatus" => t!("assets.machine.onboarding"),
        "defenderAvStatus" => t!("assets.machine.antivirus"),
        "deviceValue" => t!("assets.machine.value"),
        "firstSeenDateTime" => t!("assets.machine.first"),
        _ => return None,
    })
}

/// What a source says that does not stand above it with the same value already: of two that differ each says whose it is.
fn source_facts(portal: Portal, kind: AssetKind, id: &str, said: &Said) -> Option<AnyView> {
    let known = fact_lines(portal, kind, id);
    let above: Vec<(String, String)> =
        known.into_iter().flat_map(|known| known.lines.into_iter().chain(known.of_machine)).collect();
    let is_above = |fact: &&Fact| {
        let name = as_exported(&fact.path);
        let said = fact_value(fact);
        let is_told = TOLD_ABOVE.contains(&fact.path.as_str())
            && above.iter().any(|(_, value)| value.eq_ignore_ascii_case(said.trim()));
        is_told || name.is_some_and(|name| above.contains(&(name, said)))
    };
    let mut own = said.facts.iter().filter(|fact| !is_above(fact)).peekable();
    own.peek()?;
    let lines = own
        .map(|fact| view! { <dt>{fact_name(&fact.path)}</dt><dd><bdi>{upright(&fact_value(fact)).into_owned()}</bdi></dd> })
        .collect_view();
    let more =
        (said.more > 0).then(|| view! { <p class="caption third">{t!("assets.more", n = said.more)}</p> });
    let list = view! {
        <h3 class="caption strong">{t!("assets.said", when = moment(said.at))}</h3>
        <dl class="facts">{lines}</dl>
        {more}
    };
    Some(list.into_any())
}

/// The response actions that aim at it.
fn actions(portal: Portal, kind: AssetKind, id: &str) -> AnyView {
    let side = portal.party();
    let list: Vec<(String, Action)> = portal.read(|state| {
        let found = actions_on(state, kind, id, side).into_iter().take(LISTED_MAX);
        found.map(|(incident, action)| (incident.to_owned(), action.clone())).collect()
    });
    if list.is_empty() {
        return view! { <p class="second">{t!("assets.done.none")}</p> }.into_any();
    }
    let asset = id;
    let items = list
        .into_iter()
        .filter_map(|(incident, action)| {
            let id = IncidentId::new(&incident)?;
            let href =
                Route::Incident { id, tab: IncidentTab::Response, queue: Queue::default() }.to_string();
            let title = clip(&upright(&action.plan.title), NAME_CHARS).into_owned();
            let line = t!(
                "assets.done.line",
                kind = naming::action_kind(action.plan.kind),
                state = naming::action_state_on(&action, kind, asset, portal.now()),
                incident = clip(&incident, 40).as_ref()
            );
            let target = action.plan.targets().find(|it| it.kind == kind && it.id == asset);
            let at = target.and_then(|it| action.done_on(it)).or_else(|| action.state.at());
            let by = action.state.by().map(|by| clip(by, NAME_CHARS).into_owned());
            let done = by.into_iter().chain(at.map(intl::moment)).map(|it| format!(" · {it}")).collect::<String>();
            Some(view! {
                <li class="asset-incident"><a class="link" href=href><bdi>{title}</bdi></a><span class="caption third"><bdi>{line}</bdi><bdi>{done}</bdi></span></li>
            })
        })
        .collect_view();
    view! { <ul class="asset-incidents">{items}</ul> }.into_any()
}
