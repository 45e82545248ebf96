//! The assets that the incident touches.

use super::nothing;
use super::room::Room;
use super::taken::mark;
use crate::domain::brief::{Asset, asset_of};
use crate::domain::ids::IncidentId;
use crate::domain::text::{clip, upright};
use crate::route::Route;
use crate::t;
use crate::ui::naming;
use crate::ui::pages::assets::row_menu;
use crate::ui::parts::{Badge, Glyph, Icon, breakable};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use std::collections::HashMap;

/// How many rows are shown at first, and with each press for more.
const STEP: usize = 100;
/// Longest name, in characters.
const NAME_CHARS: usize = 200;

/// The part of the page.
#[component]
pub(super) fn AssetsTab() -> impl IntoView {
    let room = Room::get();
    let most = RwSignal::new(STEP);
    // In how many alerts each asset occurs.
    let alerts = Memo::new(move |_| {
        let mut counts: HashMap<(u8, String), usize> = HashMap::new();
        room.record.with(|record| {
            for alert in record.here().map_or(&[][..], |record| &record.alerts) {
                let mut seen: Vec<(u8, String)> =
                    alert.evidence.iter().filter_map(asset_of).map(|asset| key_of(&asset)).collect();
                seen.sort();
                seen.dedup();
                seen.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
            }
        });
        counts
    });
    let content = move || {
        let assets =
            room.of(|it| it.assets.iter().cloned().zip(it.asset_origins.clone()).collect::<Vec<_>>());
        if assets.is_empty() {
            return nothing(t!("incident.assets.none"), t!("incident.assets.none.help"));
        }
        let left = assets.len().saturating_sub(most.get());
        let rows = assets.into_iter().take(most.get()).map(|(asset, origin)| {
            let count = alerts.with(|alerts| alerts.get(&key_of(&asset)).copied());
            row(room.portal, asset, origin, count.unwrap_or_default())
        });
        let more = (left > 0).then(|| super::alerts::more_row(left, most, STEP));
        view! {
            <div class="table-frame">
                <table class="table table-40 table-cards">
                    <thead>
                        <tr>
                            <th scope="col">{t!("incident.asset")}</th>
                            <th scope="col">{t!("incident.asset.kind")}</th>
                            <th scope="col">{t!("incident.asset.group")}</th>
                            <th scope="col" class="num">{t!("incident.alerts")}</th>
                            <th scope="col">{t!("incident.asset.id")}</th>
                            <th scope="col"><span class="unseen">{t!("assets.actions")}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            {more}
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="assets-title">
            <div class="card-head"><h2 class="card-title" id="assets-title">{t!("incident.assets")}</h2></div>
            {content}
        </section>
    }
    .into_any()
}

/// What an asset is counted under: the record on the page is turned upright, the catalogue keeps ids as they came. Letters
/// that were turned are written in capitals, which ids are not.
fn key_of(asset: &Asset) -> (u8, String) {
    (asset.kind as u8, upright(&asset.id).to_lowercase())
}

/// The page of an asset.
pub(super) fn page_of(asset: &Asset) -> String {
    Route::Asset { kind: asset.kind, id: asset.id.as_str().into() }.to_string()
}

fn row(portal: Portal, asset: Asset, origin: Option<IncidentId>, alerts: usize) -> AnyView {
    let glyph = super::story::glyph_of(asset.kind);
    let critical = asset
        .is_critical()
        .then(|| view! { <Badge label=t!("incident.asset.critical") icon=Glyph::Warning outlined=true/> });
    let group = asset
        .group
        .as_deref()
        .map_or_else(|| t!("incident.not-said"), |group| clip(&upright(group), NAME_CHARS).into_owned());
    let href = page_of(&asset);
    view! {
        <tr>
            <td data-label=t!("incident.asset")>
                <span class="row row-keep">
                    <Icon glyph/>
                    <a class="link" href=href><bdi>{breakable(&clip(&asset.name, NAME_CHARS))}</bdi></a>
                    {critical}
                    {mark(origin)}
                </span>
            </td>
            <td data-label=t!("incident.asset.kind") class="nowrap">{naming::asset_kind(asset.kind)}</td>
            <td data-label=t!("incident.asset.group")><bdi>{group}</bdi></td>
            <td data-label=t!("incident.alerts") class="num">{alerts}</td>
            <td data-label=t!("incident.asset.id")><bdi class="code">{clip(&upright(&asset.id), NAME_CHARS).into_owned()}</bdi></td>
            <td class="num cell-menu">{row_menu(portal, &asset)}</td>
        </tr>
    }
    .into_any()
}
