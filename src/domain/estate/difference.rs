//! What one run of readiness changed against another: the run before it, or any earlier one.
//!
//! Kept is what changed and not what was, so that many runs of a large estate stay small; the changes of several runs
//! one after the other add up to the change from the first to the last.

use super::machine::Standing;
use super::score::ControlScore;
use std::collections::BTreeMap;

/// A device as a run remembers it for the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remembered {
    pub(super) name: String,
    pub(super) standing: Standing,
}

/// Points of a control before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The name of the control.
    pub control: String,
    /// Points before.
    pub from: f64,
    /// Points now.
    pub to: f64,
}

/// What a run changed. Names are in order, so that two readings of the same imports say the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunDifference {
    /// Devices that the run before did not know.
    pub devices_new: Vec<String>,
    /// Devices that the run before knew and this one does not.
    pub devices_gone: Vec<String>,
    /// Devices that are protected now and were not.
    pub devices_gained: Vec<String>,
    /// Devices that were protected and are not any more.
    pub devices_lost: Vec<String>,
    /// Domain controllers that the run before did not know.
    pub controllers_new: Vec<String>,
    /// Domain controllers whose sensor is healthy now and was not.
    pub controllers_gained: Vec<String>,
    /// Domain controllers whose sensor was healthy and is not any more.
    pub controllers_lost: Vec<String>,
    /// Controls that give more points than before.
    pub controls_up: Vec<Moved>,
    /// Controls that give fewer points than before.
    pub controls_down: Vec<Moved>,
}

impl RunDifference {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How many devices and domain controllers are new: what asks for a review (service.md 1.5).
    pub fn new_assets(&self) -> usize {
        self.devices_new.len() + self.controllers_new.len()
    }

    /// Whether something that was met is not any more.
    pub fn regresses(&self) -> bool {
        !(self.devices_lost.is_empty() && self.controllers_lost.is_empty() && self.controls_down.is_empty())
    }
}

/// What something was before a run and after it; `None`: it was not there.
type Change<T> = (Option<T>, Option<T>);

/// What a run changed, thing by thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Changes {
    devices: BTreeMap<String, Change<Remembered>>,
    controllers: BTreeMap<String, Change<bool>>,
    controls: BTreeMap<String, Change<f64>>,
}

impl Changes {
    /// Notes what changed among the devices.
    pub(super) fn note_devices(
        &mut self,
        before: &BTreeMap<String, Remembered>,
        now: &BTreeMap<String, Remembered>,
    ) {
        note(&mut self.devices, before, now);
    }

    /// Notes what changed among the domain controllers, each with whether it is healthy.
    pub(super) fn note_controllers(&mut self, before: &BTreeMap<String, bool>, now: &BTreeMap<String, bool>) {
        note(&mut self.controllers, before, now);
    }

    /// Notes which controls give other points than before.
    pub(super) fn note_controls(&mut self, before: &[ControlScore], now: &[ControlScore]) {
        let points = |scores: &[ControlScore]| -> BTreeMap<String, f64> {
            scores.iter().map(|control| (control.name.clone(), control.score)).collect()
        };
        note(&mut self.controls, &points(before), &points(now));
    }

    /// Adds what came later.
    pub(super) fn then(&mut self, later: &Self) {
        follow(&mut self.devices, &later.devices);
        follow(&mut self.controllers, &later.controllers);
        follow(&mut self.controls, &later.controls);
    }

    /// The changes by what they mean. Records of devices that are left out of the count are none.
    pub(super) fn difference(&self) -> RunDifference {
        let mut found = RunDifference::default();
        for (before, now) in self.devices.values() {
            found.take_device(before.as_ref(), now.as_ref());
        }
        let lists = [
            &mut found.devices_new,
            &mut found.devices_gone,
            &mut found.devices_gained,
            &mut found.devices_lost,
        ];
        lists.into_iter().for_each(|names| names.sort_unstable());
        for (name, change) in &self.controllers {
            match change {
                (None, Some(_)) => found.controllers_new.push(name.clone()),
                (Some(true), Some(false)) => found.controllers_lost.push(name.clone()),
                (Some(false), Some(true)) => found.controllers_gained.push(name.clone()),
                _ => {}
            }
        }
        for (name, change) in &self.controls {
            let (Some(from), Some(to)) = *change else { continue };
            let moved = Moved { control: name.clone(), from, to };
            match to.total_cmp(&from) {
                std::cmp::Ordering::Greater => found.controls_up.push(moved),
                std::cmp::Ordering::Less => found.controls_down.push(moved),
                std::cmp::Ordering::Equal => {}
            }
        }
        found
    }
}

impl RunDifference {
    fn take_device(&mut self, before: Option<&Remembered>, now: Option<&Remembered>) {
        let before = before.filter(|device| !device.standing.is_left_out());
        let now = now.filter(|device| !device.standing.is_left_out());
        match (before, now) {
            (None, Some(device)) => self.devices_new.push(device.name.clone()),
            (Some(device), None) => self.devices_gone.push(device.name.clone()),
            (Some(earlier), Some(device)) => {
                let is_protected = |device: &Remembered| device.standing == Standing::Protected;
                match (is_protected(earlier), is_protected(device)) {
                    (true, false) => self.devices_lost.push(device.name.clone()),
                    (false, true) => self.devices_gained.push(device.name.clone()),
                    _ => {}
                }
            }
            (None, None) => {}
        }
    }
}

fn note<T: Clone + PartialEq>(
    into: &mut BTreeMap<String, Change<T>>,
    before: &BTreeMap<String, T>,
    now: &BTreeMap<String, T>,
) {
    for key in before.keys().chain(now.keys().filter(|key| !before.contains_key(*key))) {
        let (was, is) = (before.get(key), now.get(key));
        if was != is {
            into.insert(key.clone(), (was.cloned(), is.cloned()));
        }
    }
}

fn follow<T: Clone + PartialEq>(into: &mut BTreeMap<String, Change<T>>, later: &BTreeMap<String, Change<T>>) {
    for (key, (before, now)) in later {
        let first = into.remove(key).map_or_else(|| before.clone(), |(first, _)| first);
        if first != *now {
            into.insert(key.clone(), (first, now.clone()));
        }
    }
}
