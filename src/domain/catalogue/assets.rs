//! The assets that incidents touch, each held once under its kind and id.

use super::listed::Listed;
use crate::domain::brief::{Asset, AssetKind};
use crate::domain::estate::machine::Machine;
use crate::domain::fast_map::FastMap;
use crate::domain::steering::CriticalAsset;
use crate::domain::time::Timestamp;
use watchfloor_packed::{Packer, Unpacker};

/// How old the latest words on an asset are: on its name, and on its group where one was given.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ages {
    name: Timestamp,
    group: Timestamp,
}

/// All assets in the order of arrival, as evidence and the latest list of devices together know them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Assets {
    list: Vec<Asset>,
    ages: Vec<Ages>,
    agreed: Vec<CriticalAsset>,
    listed: Listed,
    /// What evidence alone says of those assets that a list of devices adds to.
    evident: FastMap<u32, Asset>,
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
        self.leave_listed(code);
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
        known.critical |= asset.critical;
        if asset.group.is_some() && (said >= ages.group || known.group.is_none()) {
            ages.group = said;
            known.group.clone_from(&asset.group);
        }
        known.agreed = is_agreed(&self.agreed, known);
        self.add_listed(code);
        code
    }

    /// Takes in what a list of devices says of one of them. The list of another run takes the place of the one before,
    /// so that what Defender does not say any more holds no longer.
    pub(super) fn note_listed(&mut self, run: u64, machine: &Machine) {
        if self.listed.run() != run {
            self.listed = Listed::of(run);
            let codes: Vec<u32> = self.evident.keys().copied().collect();
            codes.into_iter().for_each(|code| self.leave_listed(code));
        }
        let keys = machine.keys();
        self.listed.note(machine, &keys);
        for code in keys.iter().filter_map(|key| self.find(AssetKind::Device, key)).collect::<Vec<_>>() {
            self.leave_listed(code);
            self.add_listed(code);
        }
    }

    /// The assets that are a device of the latest list.
    pub(super) fn of_machine(&self, machine: &Machine) -> Vec<u32> {
        let keys = machine.keys();
        let named = keys.iter().filter(|key| self.listed.names(key, machine));
        named.filter_map(|key| self.find(AssetKind::Device, key)).collect()
    }

    /// Makes an asset again what evidence alone says of it.
    fn leave_listed(&mut self, code: u32) {
        let Some(mut evident) = self.evident.remove(&code) else { return };
        evident.agreed = is_agreed(&self.agreed, &evident);
        if let Some(known) = self.list.get_mut(code as usize) {
            *known = evident;
        }
    }

    /// Adds to an asset that is what evidence says what the list of devices says of it.
    fn add_listed(&mut self, code: u32) {
        let place = code as usize;
        let Some((known, ages)) = self.list.get_mut(place).zip(self.ages.get(place)) else { return };
        if let Some(mut added) = self.listed.added_to(known, ages.group) {
            added.agreed = is_agreed(&self.agreed, &added);
            let evident = std::mem::replace(known, added);
            self.evident.insert(code, Asset { agreed: false, ..evident });
        }
    }

    /// Marks anew which assets are agreed with the customer to be critical.
    pub(super) fn weigh(&mut self, critical: &[CriticalAsset]) {
        self.agreed = critical.iter().filter(|asset| asset.agreed.is_some()).cloned().collect();
        for asset in &mut self.list {
            asset.agreed = is_agreed(&self.agreed, asset);
        }
    }

    fn push(&mut self, asset: &Asset, said: Timestamp) -> u32 {
        let code = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let agreed = is_agreed(&self.agreed, asset);
        self.list.push(Asset { agreed, ..asset.clone() });
        self.ages.push(Ages { name: said, group: said });
        if let Some(index) = self.index.get_mut(asset.kind as usize) {
            index.insert(asset.id.as_str().into(), code);
        }
        self.add_listed(code);
        code
    }

    /// The assets as evidence alone knows them.
    fn evident(&self) -> Vec<&Asset> {
        (0..).zip(&self.list).map(|(code, shown)| self.evident.get(&code).unwrap_or(shown)).collect()
    }
}

/// The assets as bytes and back.
impl Assets {
    pub(super) fn pack(&self, packer: &mut Packer) {
        let byte = |yes: bool| u8::from(yes);
        let list = self.evident();
        packer.bytes(&list.iter().map(|asset| asset.kind as u8).collect::<Vec<_>>());
        packer.texts(list.iter().map(|asset| asset.id.as_str()));
        packer.texts(list.iter().map(|asset| asset.name.as_str()));
        let mut optional = |of: fn(&Asset) -> &Option<String>| {
            packer.bytes(&list.iter().map(|asset| byte(of(asset).is_some())).collect::<Vec<_>>());
            packer.texts(list.iter().filter_map(|asset| of(asset).as_deref()));
        };
        optional(|asset| &asset.group);
        optional(|asset| &asset.platform);
        let tags = |asset: &&Asset| u32::try_from(asset.tags.len()).unwrap_or(u32::MAX);
        packer.numbers(&list.iter().map(tags).collect::<Vec<_>>());
        packer.texts(list.iter().flat_map(|asset| asset.tags.iter().map(String::as_str)));
        packer.bytes(&list.iter().map(|asset| byte(asset.critical)).collect::<Vec<_>>());
        packer.moments(&self.ages.iter().map(|ages| ages.name.as_ticks()).collect::<Vec<_>>());
        packer.moments(&self.ages.iter().map(|ages| ages.group.as_ticks()).collect::<Vec<_>>());
    }

    /// Reads assets again and weighs them by what is agreed and listed; `None` where the bytes are none.
    pub(super) fn unpack(unpacker: &mut Unpacker<'_>, known: &Self) -> Option<Self> {
        let kinds = unpacker.bytes()?;
        let count = kinds.len();
        let (ids, names) = (unpacker.texts()?, unpacker.texts()?);
        let mut optional = || {
            let there = unpacker.bytes().filter(|there| there.len() == count)?;
            let texts = unpacker.texts()?;
            let mut words = texts.iter().map(str::to_owned);
            Some(there.iter().map(|there| if *there == 1 { words.next() } else { None }).collect::<Vec<_>>())
        };
        let (groups, platforms) = (optional()?, optional()?);
        let tag_counts = unpacker.numbers(count)?;
        let tags = unpacker.texts()?;
        let mut tags = tags.iter().map(str::to_owned);
        let marked: Vec<bool> = unpacker.bytes()?.iter().map(|marked| *marked == 1).collect();
        let ages = unpacker.moments(count)?.into_iter().zip(unpacker.moments(count)?);
        let at = Timestamp::from_ticks;
        let mut found = Self {
            ages: ages.map(|(name, group)| Ages { name: at(name), group: at(group) }).collect(),
            agreed: known.agreed.clone(),
            ..Self::default()
        };
        let rest = groups.into_iter().zip(platforms).zip(tag_counts);
        for ((kind, (id, name)), ((group, platform), tag_count)) in
            kinds.iter().zip(ids.iter().zip(names.iter())).zip(rest)
        {
            let kind = *AssetKind::ALL.get(usize::from(*kind))?;
            let tags = tags.by_ref().take(tag_count as usize).collect();
            let (id, name) = (id.to_owned(), name.to_owned());
            let code = u32::try_from(found.list.len()).ok()?;
            if let Some(index) = found.index.get_mut(kind as usize) {
                index.insert(id.as_str().into(), code);
            }
            found.list.push(Asset { kind, id, name, group, critical: false, agreed: false, tags, platform });
        }
        for (asset, marked) in found.list.iter_mut().zip(&marked) {
            asset.critical = *marked;
            asset.agreed = is_agreed(&found.agreed, asset);
        }
        found.listed.clone_from(&known.listed);
        let listed = found.listed.keys().filter_map(|id| found.find(AssetKind::Device, id));
        listed.collect::<Vec<_>>().into_iter().for_each(|code| found.add_listed(code));
        (found.list.len() == count && marked.len() == count).then_some(found)
    }
}

fn is_agreed(agreed: &[CriticalAsset], asset: &Asset) -> bool {
    agreed.iter().any(|critical| critical.is(asset))
}
