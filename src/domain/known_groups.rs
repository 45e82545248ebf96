//! Which groups there are to choose from, those of the directory and the device groups that devices name; and whether
//! an asset of a name is known.
//!
//! service.md 1.3: "only existing groups can be picked". A group that no import can know of is taken as typed.

use super::brief::AssetKind;
use super::settings::ExclusionKind;
use super::state::State;
use super::steering::is_called;
use std::collections::BTreeSet;

impl State {
    /// Whether there is a group of a name for an exclusion, an access or a column of the matrix. `None` where no import
    /// lists groups of this kind, so that the name is taken as it was typed. A list of devices names every device group
    /// that has a device; incidents name only those of the devices that they touch, which proves nothing of the others.
    pub fn knows_group(&self, kind: ExclusionKind, name: &str) -> Option<bool> {
        let known = self.directory.knows_group(kind, name);
        if kind != ExclusionKind::DeviceGroup || known == Some(true) {
            return known;
        }
        if self.device_groups().any(|group| group.trim().eq_ignore_ascii_case(name.trim())) {
            return Some(true);
        }
        let is_listed = self.estate.machines().any(|machine| machine.group.is_some());
        known.or(is_listed.then_some(false))
    }

    /// The device groups that devices name, of the list of devices and of incidents.
    pub fn device_groups(&self) -> impl Iterator<Item = &str> {
        let listed = self.estate.machines().filter_map(|machine| machine.group.as_deref());
        let devices = self.catalogue.assets().iter().filter(|asset| asset.kind == AssetKind::Device);
        listed.chain(devices.filter_map(|asset| asset.group.as_deref()))
    }

    /// Whether an import knows an asset of this kind by its name or id; of devices the first part of the name is enough.
    pub fn knows_asset(&self, kind: AssetKind, name: &str) -> bool {
        let name = name.trim();
        let is_user = matches!(kind, AssetKind::User | AssetKind::Mailbox);
        self.catalogue.assets().iter().any(|asset| is_called(asset, kind, name))
            || self.estate.machines().any(|machine| is_called(&machine.asset(), kind, name))
            || (is_user && self.directory.person(name).is_some())
    }

    /// Whether an exclusion finds anything that an import knows: an asset, or a group that is empty so far. One of
    /// everything of high value names nothing that could be unknown.
    pub fn finds_asset(&self, kind: ExclusionKind, name: &str) -> bool {
        if !kind.has_name() || self.knows_group(kind, name) == Some(true) {
            return true;
        }
        let covers = |asset: &super::brief::Asset| self.directory.covers(kind, name, asset);
        self.catalogue.assets().iter().any(covers)
            || self.estate.machines().any(|machine| covers(&machine.asset()))
            || (kind == ExclusionKind::Asset && self.directory.person(name.trim()).is_some())
    }

    /// The names of the two groups of scoped coverage that no import knows with a member: without one of them nothing of
    /// its kind is in scope (service.md 1.3).
    pub fn scoped_groups_missing(&self) -> BTreeSet<&'static str> {
        let members = super::scope::Members::of(&self.directory);
        let by_device =
            || self.device_groups().any(|group| group.eq_ignore_ascii_case(super::scope::SCOPED_DEVICES));
        [
            (members.has_devices() || by_device(), super::scope::SCOPED_DEVICES),
            (members.has_users(), super::scope::SCOPED_USERS),
        ]
        .into_iter()
        .filter_map(|(is_there, name)| (!is_there).then_some(name))
        .collect()
    }
}
