//! What one run of readiness changed against the run before it.

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

    /// Notes what changed among the devices. Records that are left out of the count are none.
    pub(super) fn note_devices(
        &mut self,
        before: &BTreeMap<String, Remembered>,
        now: &BTreeMap<String, Remembered>,
    ) {
        let counts = |known: Option<&Remembered>| known.is_some_and(|known| !known.standing.is_left_out());
        let is_protected =
            |known: Option<&Remembered>| known.is_some_and(|known| known.standing == Standing::Protected);
        for (id, device) in now {
            let earlier = before.get(id);
            if device.standing.is_left_out() {
                continue;
            }
            if !counts(earlier) {
                self.devices_new.push(device.name.clone());
            } else if is_protected(earlier) && device.standing != Standing::Protected {
                self.devices_lost.push(device.name.clone());
            } else if !is_protected(earlier) && device.standing == Standing::Protected {
                self.devices_gained.push(device.name.clone());
            }
        }
        let gone =
            before.iter().filter(|(id, device)| !device.standing.is_left_out() && !counts(now.get(*id)));
        self.devices_gone.extend(gone.map(|(_, device)| device.name.clone()));
        for names in
            [&mut self.devices_new, &mut self.devices_gone, &mut self.devices_gained, &mut self.devices_lost]
        {
            names.sort_unstable();
        }
    }

    /// Notes what changed among the domain controllers, each with whether it is healthy.
    pub(super) fn note_controllers(&mut self, before: &BTreeMap<String, bool>, now: &BTreeMap<String, bool>) {
        for (name, healthy) in now {
            match before.get(name) {
                None => self.controllers_new.push(name.clone()),
                Some(true) if !healthy => self.controllers_lost.push(name.clone()),
                Some(false) if *healthy => self.controllers_gained.push(name.clone()),
                Some(_) => {}
            }
        }
    }

    /// Notes which controls give other points than before.
    pub(super) fn note_controls(&mut self, before: &[ControlScore], now: &[ControlScore]) {
        let earlier: BTreeMap<&str, f64> =
            before.iter().map(|control| (control.name.as_str(), control.score)).collect();
        for control in now {
            let Some(from) = earlier.get(control.name.as_str()).copied() else { continue };
            let moved = Moved { control: control.name.clone(), from, to: control.score };
            match control.score.total_cmp(&from) {
                std::cmp::Ordering::Greater => self.controls_up.push(moved),
                std::cmp::Ordering::Less => self.controls_down.push(moved),
                std::cmp::Ordering::Equal => {}
            }
        }
    }
}
