//! What the latest list of devices says of assets that incidents touch: evidence often leaves group and tags out, and
//! the value of a device is set in Defender and known at once by a list, by evidence only with the next alert.
//!
//! So that "adding future high-value devices automatically" (service.md 1.3, exclusions) holds of them too.

use crate::domain::brief::{Asset, AssetKind};
use crate::domain::estate::machine::Machine;
use crate::domain::fast_map::FastMap;
use crate::domain::time::Timestamp;

/// The devices of the latest run of devices, by the id of their asset.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Listed {
    run: u64,
    devices: FastMap<Box<str>, Device>,
}

/// What a list says of a device, and when that was so.
#[derive(Clone, Debug, PartialEq)]
struct Device {
    group: Option<Box<str>>,
    tags: Box<[String]>,
    platform: Option<Box<str>>,
    high_value: bool,
    seen: Option<Timestamp>,
}

impl Listed {
    /// An empty list of a run.
    pub(super) fn of(run: u64) -> Self {
        Self { run, devices: FastMap::default() }
    }

    /// The run, by the number of its entry of the journal; 0 where there was none.
    pub(super) fn run(&self) -> u64 {
        self.run
    }

    /// The ids of its devices.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.devices.keys().map(AsRef::as_ref)
    }

    /// Notes a device, and says the id of its asset; `None` where a newer record of it is there.
    pub(super) fn note(&mut self, machine: &Machine) -> Option<String> {
        let id = machine.id.to_lowercase();
        let newer = self.devices.get(id.as_str()).is_none_or(|known| machine.last_seen >= known.seen);
        let device = Device {
            group: machine.group.as_deref().map(Into::into),
            tags: machine.tags.clone().into(),
            platform: machine.platform.as_deref().map(Into::into),
            high_value: machine.high_value,
            seen: machine.last_seen,
        };
        newer.then(|| {
            self.devices.insert(id.as_str().into(), device);
            id
        })
    }

    /// An asset with what the list adds to what evidence says: value and tags beside those of evidence, a platform where
    /// there is none, and the group where evidence names none or an older one. `None` where it adds nothing.
    pub(super) fn added_to(&self, evident: &Asset, group_said: Timestamp) -> Option<Asset> {
        if self.devices.is_empty() || evident.kind != AssetKind::Device {
            return None;
        }
        let device = self.devices.get(evident.id.as_str())?;
        let mut asset = evident.clone();
        asset.critical |= device.high_value;
        let missing = device.tags.iter().filter(|tag| !evident.tags.contains(tag));
        asset.tags.extend(missing.cloned());
        if asset.platform.is_none() {
            asset.platform = device.platform.as_deref().map(str::to_owned);
        }
        let is_newer = device.seen.is_some_and(|seen| seen > group_said);
        if device.group.is_some() && (asset.group.is_none() || is_newer) {
            asset.group = device.group.as_deref().map(str::to_owned);
        }
        (asset != *evident).then_some(asset)
    }
}
