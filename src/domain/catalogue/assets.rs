//! The assets that incidents touch, each held once under its kind and id.

use crate::domain::brief::{Asset, AssetKind};
use crate::domain::fast_map::FastMap;
use crate::domain::steering::CriticalAsset;
use crate::domain::time::Timestamp;

/// How old the latest words on an asset are: on its name, and on its group where one was given.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ages {
    name: Timestamp,
    group: Timestamp,
}

/// All assets in the order of arrival.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Assets {
    list: Vec<Asset>,
    ages: Vec<Ages>,
    /// Whether the source marks each as critical; the list itself says whether it weighs, which people have a say in.
    marked: Vec<bool>,
    agreed: Vec<CriticalAsset>,
    index: [FastMap<Box<str>, u32>; AssetKind::ALL.len()],
}

impl Assets {
    pub(super) fn list(&self) -> &[Asset] {
        &self.list
    }

    pub(super) fn get(&self, code: u32) -> Option<&Asset> {
        self.list.get(code as usize)
    }

    pub(super) fn find(&self, kind: AssetKind, id: &str) -> Option<u32> {
        self.index.get(kind as usize)?.get(id).copied()
    }

    /// The number of an asset, which is given one when it is new. The latest word on an asset holds, whatever the order
    /// of arrival; but a source that does not say its group takes nothing away, and what one marks as critical stays so.
    pub(super) fn code(&mut self, asset: &Asset, said: Timestamp) -> u32 {
        let Some(code) = self.find(asset.kind, &asset.id) else {
            return self.push(asset, said);
        };
        let Some((known, ages)) = self.list.get_mut(code as usize).zip(self.ages.get_mut(code as usize))
        else {
            return code;
        };
        // A tag that one source gives is not taken away by another that gives none.
        for tag in &asset.tags {
            if !known.tags.contains(tag) {
                known.tags.push(tag.clone());
            }
        }
        if known.platform.is_none() {
            known.platform.clone_from(&asset.platform);
        }
        if said >= ages.name {
            ages.name = said;
            known.name.clone_from(&asset.name);
        }
        if let Some(marked) = self.marked.get_mut(code as usize) {
            *marked |= asset.critical;
            known.critical = *marked || weighs(&self.agreed, known);
        }
        if asset.group.is_some() && (said >= ages.group || known.group.is_none()) {
            ages.group = said;
            known.group.clone_from(&asset.group);
        }
        code
    }

    /// Weighs the assets anew: those that the source marks as critical, and those that are agreed with the customer.
    pub(super) fn weigh(&mut self, critical: &[CriticalAsset]) {
        self.agreed = critical.iter().filter(|asset| asset.agreed.is_some()).cloned().collect();
        for (asset, marked) in self.list.iter_mut().zip(&self.marked) {
            asset.critical = *marked || weighs(&self.agreed, asset);
        }
    }

    fn push(&mut self, asset: &Asset, said: Timestamp) -> u32 {
        let code = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let critical = asset.critical || weighs(&self.agreed, asset);
        self.list.push(Asset { critical, ..asset.clone() });
        self.marked.push(asset.critical);
        self.ages.push(Ages { name: said, group: said });
        if let Some(index) = self.index.get_mut(asset.kind as usize) {
            index.insert(asset.id.as_str().into(), code);
        }
        code
    }
}

fn weighs(agreed: &[CriticalAsset], asset: &Asset) -> bool {
    agreed.iter().any(|critical| critical.is(asset))
}
