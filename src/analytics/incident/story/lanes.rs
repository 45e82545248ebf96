//! Which assets have a lane in the attack story, in which order, and at which lanes an alert stands.

use crate::domain::brief::{Asset, AssetKind, asset_of};
use crate::domain::record::AlertRecord;
use std::collections::{BTreeSet, HashMap};

/// How many lanes are drawn; further assets share the last one.
pub const LANES_MAX: usize = 8;

/// A lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lane {
    /// One asset.
    Asset(Asset),
    /// So many assets that have no lane of their own.
    Others(usize),
    /// Alerts that name no asset.
    NoAsset,
}

/// Where an alert stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stand {
    /// The lane of its mark: that of the asset it is about, a device before an account.
    pub(super) lane: usize,
    /// The assets that it names beside the one of that lane, by number.
    pub(super) also: BTreeSet<usize>,
    /// The other lanes of those.
    pub(super) reaches: BTreeSet<usize>,
}

/// The lanes of some alerts, and where each alert stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Places {
    /// Every asset that they name, in the order in which the attack reached them.
    pub(super) assets: Vec<Asset>,
    /// The lanes in the order in which the attack reached them; the one that is shared comes last.
    pub(super) lanes: Vec<Lane>,
    /// Where the alerts stand, in their order.
    pub(super) stands: Vec<Stand>,
}

impl Places {
    /// The places of alerts that come in order of time.
    pub(super) fn of<'a>(alerts: impl Iterator<Item = &'a AlertRecord>) -> Self {
        let (mut assets, mut known) = (Vec::new(), HashMap::new());
        let named: Vec<Vec<usize>> = alerts
            .map(|alert| {
                let found = assets_of(alert).into_iter();
                found.map(|asset| number_of(asset, &mut assets, &mut known)).collect()
            })
            .collect();
        let chosen = chosen(&named, assets.len());
        let (mut lanes, mut lane_of) = (Vec::new(), HashMap::new());
        for named in &named {
            if named.is_empty() && !lanes.contains(&Lane::NoAsset) {
                lanes.push(Lane::NoAsset);
            }
            for number in named.iter().filter(|number| chosen.contains(number)) {
                if let (None, Some(asset)) = (lane_of.get(number), assets.get(*number)) {
                    lane_of.insert(*number, lanes.len());
                    lanes.push(Lane::Asset(Asset::clone(asset)));
                }
            }
        }
        let shared = lanes.len();
        if chosen.len() < assets.len() {
            lanes.push(Lane::Others(assets.len() - chosen.len()));
        }
        let without = lanes.iter().position(|lane| *lane == Lane::NoAsset).unwrap_or_default();
        let lane = |number: &usize| lane_of.get(number).copied().unwrap_or(shared);
        let stands = named.iter().map(|named| stand(named, lane, (shared, without))).collect();
        Self { assets, lanes, stands }
    }
}

/// Which of so many assets have a lane of their own: all where there is room, else first those that an alert is about and
/// then those that one only names.
fn chosen(named: &[Vec<usize>], count: usize) -> BTreeSet<usize> {
    let room = LANES_MAX - usize::from(named.iter().any(Vec::is_empty));
    if count <= room {
        return (0..count).collect();
    }
    let mut chosen = BTreeSet::new();
    let firsts = named.iter().filter_map(|named| named.first().copied());
    for number in firsts.chain(0..count) {
        if chosen.len() + 1 >= room {
            break;
        }
        chosen.insert(number);
    }
    chosen
}

/// Where an alert stands that names these assets, of which the first is the one it is about.
fn stand(named: &[usize], lane: impl Fn(&usize) -> usize, (shared, without): (usize, usize)) -> Stand {
    let own = named.first().map_or(without, &lane);
    // The lane that is shared says of none of its assets which it is.
    let also = named.iter().copied().filter(|number| lane(number) != own || own == shared).collect();
    let reaches = named.iter().map(lane).filter(|other| *other != own).collect();
    Stand { lane: own, also, reaches }
}

/// The assets that an alert names, each once: first the one it is about, a device before an account.
pub fn assets_of(alert: &AlertRecord) -> Vec<Asset> {
    let (mut seen, mut assets) = (BTreeSet::new(), Vec::new());
    for asset in alert.evidence.iter().filter_map(asset_of) {
        if seen.insert((asset.kind, asset.id.clone())) {
            assets.push(asset);
        }
    }
    let first = assets.iter().position(|asset| asset.kind == AssetKind::Device).unwrap_or_default();
    if let Some(before) = assets.get_mut(..=first) {
        before.rotate_right(1);
    }
    assets
}

/// The number of an asset among those that are known, of which it is one from now on.
fn number_of(
    asset: Asset,
    assets: &mut Vec<Asset>,
    known: &mut HashMap<(AssetKind, String), usize>,
) -> usize {
    *known.entry((asset.kind, asset.id.clone())).or_insert_with(|| {
        assets.push(asset);
        assets.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// An alert about devices.
    fn alert(devices: &[usize]) -> AlertRecord {
        let device = |number: &usize| json!({"kind": "device", "hostName": format!("D{number}"), "verdict": "unknown", "remediationStatus": "none"});
        serde_json::from_value(json!({
            "id": "a", "title": "a", "status": "new", "severity": "low", "classification": "unknown",
            "determination": "unknown", "serviceSource": "unknown", "createdDateTime": "2026-01-01T00:00:00Z",
            "evidence": devices.iter().map(device).collect::<Vec<_>>()
        }))
        .unwrap()
    }

    fn places(alerts: &[AlertRecord]) -> Places {
        Places::of(alerts.iter())
    }

    #[test]
    fn assets_beyond_the_last_lane_share_one() {
        // Twice each: the lane names assets and not alerts.
        let alerts: Vec<_> = (0..24).map(|number| alert(&[number % 12])).collect();
        let found = places(&alerts);
        assert_eq!(found.lanes.len(), LANES_MAX);
        assert_eq!(found.lanes.last(), Some(&Lane::Others(5)));
        let last = found.stands.last().unwrap();
        assert_eq!((last.lane, &last.also), (7, &BTreeSet::from([11])), "which of them it is is said");
        // As many as there are lanes have one each.
        let alerts: Vec<_> = (0..8).map(|number| alert(&[number])).collect();
        assert!(places(&alerts).lanes.iter().all(|lane| matches!(lane, Lane::Asset(_))));
    }

    #[test]
    fn hundreds_of_assets_of_one_alert_need_no_more_lanes() {
        let found = places(&[alert(&(0..300).collect::<Vec<_>>()), alert(&[299]), alert(&[])]);
        assert_eq!(found.lanes.len(), LANES_MAX);
        // The one that a later alert is about has a lane before those that are only named.
        let own = |lane: &Lane| matches!(lane, Lane::Asset(asset) if asset.name == "D299");
        assert!(found.lanes.iter().any(own), "{:?}", found.lanes);
        assert_eq!(found.lanes.last(), Some(&Lane::Others(294)));
        let first = &found.stands[0];
        assert_eq!((first.also.len(), first.reaches.len()), (299, 6));
        assert!(!first.reaches.contains(&found.stands[2].lane), "nothing reaches the lane without assets");
    }
}
