//! The coverage map of the exclusions as they stand on the page: what the experts may act on, and what deserves a look.

use crate::analytics::exclusion_map::{ExclusionMap, Exposed, Part};
use crate::domain::brief::AssetKind;
use crate::domain::ids::IncidentId;
use crate::domain::settings::Exclusion;
use crate::platform::intl;
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::naming;
use crate::ui::pages::setup::Form;
use crate::ui::parts::{Banner, Tone};
use crate::view::prelude::*;

/// More groups or assets than these would bury the ones that matter.
const ROWS_MAX: usize = 12;

/// The card.
#[component]
pub(super) fn CoverageMap(
    /// The form whose exclusions are shown.
    form: Form,
) -> impl IntoView {
    let portal = form.portal;
    let exclusions = Memo::new(move |_| form.draft.with(|draft| draft.exclusions.clone()));
    let map = Memo::new(move |_| {
        let now = untrack(|| portal.now());
        exclusions.with(|exclusions| portal.read(|state| ExclusionMap::of(state, exclusions, now)))
    });
    let body = move || {
        let (map, exclusions) = (map.get(), exclusions.get());
        match map.whole().assets {
            0 => view! { <p class="second">{t!("coverage-map.none")}</p> }.into_any(),
            _ => shown(&map, &exclusions),
        }
    };
    view! {
        <section class="card card-body stack stack-8" aria-labelledby="coverage-map-title">
            <h2 class="card-title" id="coverage-map-title">{t!("coverage-map.title")}</h2>
            <div class="stack stack-8" aria-live="polite">{body}</div>
        </section>
    }
}

fn shown(map: &ExclusionMap, exclusions: &[Exclusion]) -> AnyView {
    let whole = map.whole();
    let attacked = map.exposed.iter().filter(|it| !it.incidents.is_empty()).count();
    let mut parts: Vec<(&(AssetKind, Option<String>), &Part)> = map.parts.iter().collect();
    parts.sort_by_key(|(_, part)| (std::cmp::Reverse(part.excluded), std::cmp::Reverse(part.assets)));
    let more = parts.len().saturating_sub(ROWS_MAX);
    let rows =
        parts.into_iter().take(ROWS_MAX).map(|((kind, group), part)| row(*kind, group.as_deref(), *part));
    let idle = exclusions.iter().zip(&map.covered).filter(|(_, count)| **count == 0);
    let idle: Vec<String> = idle.map(|(exclusion, _)| name(exclusion)).collect();
    view! {
        <p class="data">
            {t!("coverage-map.whole", n = whole.assets, excluded = whole.excluded, critical = whole.critical_excluded)}
        </p>
        {(attacked > 0).then(|| view! {
            <Banner tone=Tone::Warning>{t!("coverage-map.attacked", n = attacked)}</Banner>
        })}
        <div class="table-frame" tabindex="0" role="group" aria-label=t!("coverage-map.title")>
            <table class="table">
                <thead><tr>
                    <th scope="col">{t!("coverage-map.group")}</th>
                    <th scope="col" class="num">{t!("coverage-map.assets")}</th>
                    <th scope="col" class="coverage-share-column">{t!("coverage-map.share")}</th>
                    <th scope="col" class="num">{t!("coverage-map.excluded")}</th>
                    <th scope="col" class="num">
                        <span class="not-phone">{t!("coverage-map.critical")}</span>
                        <span class="only-phone">{t!("coverage-map.critical.short")}</span>
                    </th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p class="caption third">{t!("coverage-map.more", n = more)}</p> })}
        {(!idle.is_empty()).then(|| view! {
            <p class="caption third">{t!("coverage-map.idle", names = intl::both(&idle))}</p>
        })}
        {exposed(map, exclusions)}
    }
    .into_any()
}

fn row(kind: AssetKind, group: Option<&str>, part: Part) -> AnyView {
    let number = |count: u32| intl::number(f64::from(count));
    let name = match group {
        Some(group) => t!("coverage-map.of", kind = naming::asset_kinds(kind), group = group),
        None => naming::asset_kinds(kind),
    };
    // A share of nothing would show as a hair line.
    let shares = [("fill-experts", part.assets - part.excluded), ("fill-guide", part.excluded)]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(fill, count)| view! { <span class=fill style:flex-grow=count.to_string()></span> })
        .collect_view();
    let critical = t!("coverage-map.critical.of", n = part.critical_excluded, all = part.critical);
    view! {
        <tr>
            <th scope="row" class="name">{name}</th>
            <td class="num">{number(part.assets)}</td>
            <td class="coverage-share-column">
                <div class="bar coverage-share" aria-hidden="true">
                    {shares}
                </div>
            </td>
            <td class="num">{number(part.excluded)}</td>
            <td class="num">{critical}</td>
        </tr>
    }
    .into_any()
}

fn name(exclusion: &Exclusion) -> String {
    if exclusion.kind.has_name() { exclusion.name.clone() } else { naming::exclusion_kind(exclusion.kind) }
}

/// Excluded assets that are critical or in an open incident.
fn exposed(map: &ExclusionMap, exclusions: &[Exclusion]) -> Option<AnyView> {
    if map.exposed.is_empty() {
        return None;
    }
    let rows = map.exposed.iter().take(ROWS_MAX).map(|it| exposed_row(it, exclusions.get(it.exclusion)));
    let more = map.exposed.len().saturating_sub(ROWS_MAX);
    Some(
        view! {
            <h3 class="card-title">{t!("coverage-map.exposed")}</h3>
            <ul class="list">{rows.collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="caption third">{t!("coverage-map.exposed.more", n = more)}</p> })}
        }
        .into_any(),
    )
}

fn exposed_row(it: &Exposed, exclusion: Option<&Exclusion>) -> AnyView {
    let critical = it.asset.is_critical().then(|| t!("coverage-map.is-critical"));
    let by = exclusion.map(|exclusion| t!("coverage-map.by", name = name(exclusion)));
    let line = [Some(naming::asset_kind(it.asset.kind)), critical, by].into_iter().flatten();
    let links = it.incidents.iter().take(3).filter_map(|id| {
        let id = IncidentId::new(id)?;
        let label = t!("coverage-map.incident", id = id.as_str());
        let route = Route::Incident { id, tab: IncidentTab::Response, queue: Queue::default() };
        Some(view! { <a class="link" href=route.to_string()>{label}</a> })
    });
    view! {
        <li class="list-row">
            <span class="stack stack-2 grow">
                <bdi class="name cut">{it.asset.name.clone()}</bdi>
                <span class="caption third">{line.collect::<Vec<_>>().join(" · ")}</span>
            </span>
            <span class="row row-tight">{links.collect_view()}</span>
        </li>
    }
    .into_any()
}
