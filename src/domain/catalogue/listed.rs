//! What the latest list of devices says of assets that incidents touch: evidence often leaves group and tags out, and
//! the value of a device is set in Defender and known at once by a list, by evidence only with the next alert.
//!
//! So that "adding future high-value devices automatically" (service.md 1.3, exclusions) holds of them too.

use crate::domain::brief::{Asset, AssetKind};
use crate::domain::estate::machine::{Machine, Standing};
use crate::domain::fast_map::FastMap;
use crate::domain::time::Timestamp;

/// The devices of the latest run of devices.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Listed {
    run: u64,
    /// By their ids.
    devices: FastMap<Box<str>, Device>,
    /// The id of the device that a word names ([`Machine::keys`]); `None` where it names several.
    keys: FastMap<Box<str>, Option<Box<str>>>,
}

/// What a list says of a device, and when that was so.
#[derive(Clone, Debug, PartialEq)]
struct Device {
    group: Option<Box<str>>,
    is_ungrouped: bool,
    tags: Box<[String]>,
    platform: Option<Box<str>>,
    high_value: bool,
    seen: Option<Timestamp>,
}

impl Listed {
    /// An empty list of a run.
    pub(super) fn of(run: u64) -> Self {
        Self { run, ..Self::default() }
    }

    /// The run, by the number of its entry of the journal; 0 where there was none.
    pub(super) fn run(&self) -> u64 {
        self.run
    }

    /// The words under which assets may be its devices.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.keys().map(AsRef::as_ref)
    }

    /// Whether a word names this device and no other.
    pub(super) fn names(&self, key: &str, machine: &Machine) -> bool {
        self.keys.get(key).is_some_and(|id| id.as_deref() == Some(machine.id.to_lowercase().as_str()))
    }

    /// Notes a device; of two records with the same id the one that was seen last holds. A record that is left out of
    /// the count is the same machine once more, whose other record speaks for it.
    pub(super) fn note(&mut self, machine: &Machine, keys: &[String]) {
        let id = machine.id.to_lowercase();
        let newer = self.devices.get(id.as_str()).is_none_or(|known| machine.last_seen >= known.seen);
        if !newer || machine.standing == Standing::Merged || machine.standing == Standing::Duplicate {
            return;
        }
        let device = Device {
            group: machine.group.as_deref().map(Into::into),
            is_ungrouped: machine.is_ungrouped,
            tags: machine.tags.clone().into(),
            platform: machine.platform.as_deref().map(Into::into),
            high_value: machine.high_value,
            seen: machine.last_seen,
        };
        for key in keys {
            let named = self.keys.entry(key.as_str().into()).or_insert_with(|| Some(id.as_str().into()));
            // An id is its device's, whatever another is called.
            if named.as_deref() != Some(id.as_str()) && !self.devices.contains_key(key.as_str()) {
                *named = None;
            }
        }
        self.keys.insert(id.as_str().into(), Some(id.as_str().into()));
        self.devices.insert(id.as_str().into(), device);
    }

    /// An asset with what the list adds to what evidence says: value and tags beside those of evidence, a platform where
    /// there is none, and the group where evidence names none or an older one. `None` where it adds nothing.
    pub(super) fn added_to(&self, evident: &Asset, group_said: Timestamp) -> Option<Asset> {
        if self.devices.is_empty() || evident.kind != AssetKind::Device {
            return None;
        }
        let device = self.devices.get(self.keys.get(evident.id.as_str())?.as_deref()?)?;
        let mut asset = evident.clone();
        asset.critical |= device.high_value;
        let missing = device.tags.iter().filter(|tag| !evident.tags.contains(tag));
        asset.tags.extend(missing.cloned());
        if asset.platform.is_none() {
            asset.platform = device.platform.as_deref().map(str::to_owned);
        }
        let is_newer = device.seen.is_some_and(|seen| seen > group_said);
        let says_group = device.group.is_some() || device.is_ungrouped;
        if says_group && (asset.group.is_none() || is_newer) {
            asset.group = device.group.as_deref().map(str::to_owned);
        }
        (asset != *evident).then_some(asset)
    }
}
