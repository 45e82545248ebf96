//! The coverage map of exclusions: how much of what is known of the estate the experts may act on, which critical assets
//! they may not, and which excluded assets are in an open incident right now.
//!
//! Ours; service.md section 4 asks for it ("coverage map of excluded vs. critical assets, warning when an excluded asset
//! is under attack").

use crate::domain::brief::{Asset, AssetKind};
use crate::domain::settings::Exclusion;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Status;
use std::collections::BTreeMap;

/// Some assets, and how many of them are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// All of them.
    pub assets: u32,
    /// Those that an exclusion covers.
    pub excluded: u32,
    /// Critical ones.
    pub critical: u32,
    /// Critical ones that an exclusion covers.
    pub critical_excluded: u32,
}

impl Part {
    fn add(&mut self, is_excluded: bool, is_critical: bool) {
        self.assets += 1;
        self.excluded += u32::from(is_excluded);
        self.critical += u32::from(is_critical);
        self.critical_excluded += u32::from(is_excluded && is_critical);
    }
}

/// An excluded asset that deserves a look.
#[derive(Clone, Debug, PartialEq)]
pub struct Exposed {
    /// The asset.
    pub asset: Asset,
    /// The exclusion that covers it: its number in the list.
    pub exclusion: usize,
    /// The open incidents that it is in, by id.
    pub incidents: Vec<String>,
}

/// The map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExclusionMap {
    /// By kind of asset, and by its group where it has one; what has none is under `None`.
    pub parts: BTreeMap<(AssetKind, Option<String>), Part>,
    /// How many assets each exclusion covers, in the order of the list. One that two cover counts for both.
    pub covered: Vec<u32>,
    /// Excluded assets that are critical or in an open incident: those in incidents first.
    pub exposed: Vec<Exposed>,
}

impl ExclusionMap {
    /// Reads the map under some exclusions at a moment. Assets are those of incidents, and devices of the latest export
    /// of machines that are in none.
    pub fn of(state: &State, exclusions: &[Exclusion], now: Timestamp) -> Self {
        let mut map = Self { covered: vec![0; exclusions.len()], ..Self::default() };
        let mut open: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for known in state.catalogue.rows().filter_map(|row| state.catalogue.get(row)) {
            let status = state.incident(known.id()).map(|incident| incident.status());
            if !matches!(status, None | Some(Status::Resolved | Status::Redirected)) {
                for code in known.asset_codes() {
                    open.entry(*code).or_default().push(known.id().to_owned());
                }
            }
        }
        for (code, asset) in (0_u32..).zip(state.catalogue.assets()) {
            map.take(state, exclusions, now, asset, open.remove(&code).unwrap_or_default());
        }
        for machine in state.estate.machines().filter(|machine| !machine.standing.is_left_out()) {
            let mut device = machine.asset();
            device.agreed = state.steering.is_agreed(&device);
            if state.catalogue.assets_of(machine).is_empty() {
                map.take(state, exclusions, now, &device, Vec::new());
            }
        }
        map.exposed.sort_by(|one, other| {
            let rank = |it: &Exposed| (it.incidents.is_empty(), !it.asset.is_critical());
            rank(one).cmp(&rank(other)).then_with(|| one.asset.name.cmp(&other.asset.name))
        });
        map
    }

    fn take(
        &mut self,
        state: &State,
        exclusions: &[Exclusion],
        now: Timestamp,
        asset: &Asset,
        incidents: Vec<String>,
    ) {
        let mut first = None;
        for (number, exclusion) in exclusions.iter().enumerate() {
            let covers =
                exclusion.holds(now) && state.directory.covers(exclusion.kind, &exclusion.name, asset);
            if let Some(count) = self.covered.get_mut(number).filter(|_| covers) {
                *count += 1;
                first = first.or(Some(number));
            }
        }
        let part = self.parts.entry((asset.kind, asset.group.clone())).or_default();
        part.add(first.is_some(), asset.is_critical());
        if let Some(exclusion) = first.filter(|_| asset.is_critical() || !incidents.is_empty()) {
            self.exposed.push(Exposed { asset: asset.clone(), exclusion, incidents });
        }
    }

    /// All parts together.
    pub fn whole(&self) -> Part {
        self.parts.values().fold(Part::default(), |sum, part| Part {
            assets: sum.assets + part.assets,
            excluded: sum.excluded + part.excluded,
            critical: sum.critical + part.critical,
            critical_excluded: sum.critical_excluded + part.critical_excluded,
        })
    }
}
