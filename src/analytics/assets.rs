//! Readings over assets: the inventory, and what is known of one of them.

use crate::domain::brief::{Asset, AssetKind};
use crate::domain::catalogue::Row;
use crate::domain::estate::machine::{Machine, Standing};
use crate::domain::people::Party;
use crate::domain::response::Action;
use crate::domain::settings::Exclusion;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{Severity, Status};
use std::collections::HashSet;

/// An asset with its incidents counted. Redirected ones are none.
#[derive(Clone, Debug, PartialEq)]
pub struct AssetLine {
    /// The asset.
    pub asset: Asset,
    /// How many incidents touch it.
    pub incidents: u32,
    /// How many of them are not closed.
    pub open: u32,
    /// The highest severity of one that is not closed.
    pub severity: Option<Severity>,
    /// The last activity in any.
    pub last: Option<Timestamp>,
    /// What the latest export of machines says of a device.
    pub machine: Option<Box<MachineLine>>,
}

/// A device of the latest export of machines in short.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineLine {
    /// Its operating system with its version.
    pub system: Option<String>,
    /// Where it stands in the count of protected devices.
    pub standing: Standing,
    /// How high its risk is, in the word of the export.
    pub risk: String,
    /// How exposed it is, in the word of the export.
    pub exposure: String,
    /// When it last reported.
    pub seen: Option<Timestamp>,
    /// Its last address.
    pub address: Option<String>,
}

impl MachineLine {
    fn of(machine: &Machine) -> Self {
        Self {
            system: machine.system(),
            standing: machine.standing,
            risk: machine.details.risk.clone(),
            exposure: machine.details.exposure.clone(),
            seen: machine.last_seen,
            address: machine.details.addresses.first().cloned(),
        }
    }
}

/// The assets of a kind: those in open incidents first, then those with the latest activity, then the devices that are
/// known from an export of machines alone.
pub fn inventory(state: &State, kind: AssetKind) -> Vec<AssetLine> {
    let all = state.catalogue.assets();
    let mut lines: Vec<Option<AssetLine>> = all
        .iter()
        .map(|asset| {
            (asset.kind == kind).then(|| AssetLine {
                asset: asset.clone(),
                incidents: 0,
                open: 0,
                severity: None,
                last: None,
                machine: None,
            })
        })
        .collect();
    for row in state.catalogue.rows() {
        let Some(known) = state.catalogue.get(row) else { continue };
        let Some(incident) = state.incident(known.id()) else { continue };
        let status = incident.status();
        if status == Status::Redirected {
            continue;
        }
        let is_open = status != Status::Resolved;
        for code in known.asset_codes() {
            let Some(Some(line)) = lines.get_mut(*code as usize) else { continue };
            line.incidents += 1;
            line.last = line.last.max(known.last_activity().or(Some(known.updated())));
            if is_open {
                line.open += 1;
                let severity = incident.severity();
                if line.severity.as_ref().is_none_or(|known| known.rank() < severity.rank()) {
                    line.severity = Some(severity);
                }
            }
        }
    }
    if kind == AssetKind::Device {
        describe(state, &mut lines);
    }
    let mut lines: Vec<AssetLine> = lines.into_iter().flatten().collect();
    if kind == AssetKind::Device {
        add_machines(state, &mut lines);
    }
    lines.sort_by(|one, other| {
        (other.open, other.last, &one.asset.name).cmp(&(one.open, one.last, &other.asset.name))
    });
    lines
}

/// Says of the devices of incidents what the latest export of machines says of them; of several records of one device
/// the one that counts holds.
fn describe(state: &State, lines: &mut [Option<AssetLine>]) {
    for machine in state.estate.machines() {
        for code in state.catalogue.assets_of(machine) {
            let Some(Some(line)) = lines.get_mut(code as usize) else { continue };
            let is_better =
                |known: &MachineLine| known.standing.is_left_out() && !machine.standing.is_left_out();
            if line.machine.as_deref().is_none_or(is_better) {
                line.machine = Some(Box::new(MachineLine::of(machine)));
            }
        }
    }
}

/// Adds the devices of the latest export of machines that no incident touches.
fn add_machines(state: &State, lines: &mut Vec<AssetLine>) {
    let known: HashSet<String> = lines.iter().map(|line| line.asset.id.to_lowercase()).collect();
    let machines = state.estate.machines().filter(|machine| !machine.standing.is_left_out());
    let is_known = |code: u32| {
        let asset = state.catalogue.assets().get(code as usize);
        asset.is_some_and(|asset| known.contains(&asset.id.to_lowercase()))
    };
    let quiet = machines.filter(|machine| {
        !known.contains(&machine.id.to_lowercase())
            && !state.catalogue.assets_of(machine).into_iter().any(is_known)
    });
    lines.extend(quiet.map(|machine| AssetLine {
        asset: machine.asset(),
        incidents: 0,
        open: 0,
        severity: None,
        last: None,
        machine: Some(Box::new(MachineLine::of(machine))),
    }));
}

/// The record of a device in the latest export of machines, duplicates and merged ones included: by its id, else by
/// another word under which evidence knows it.
pub fn machine_of<'a>(state: &'a State, id: &str) -> Option<&'a Machine> {
    let by_id = state.estate.machines().find(|machine| machine.id.eq_ignore_ascii_case(id));
    let is_it = |machine: &&Machine| {
        let codes = state.catalogue.assets_of(machine);
        let assets = state.catalogue.assets();
        codes.into_iter().filter_map(|code| assets.get(code as usize)).any(|asset| asset.id == id)
    };
    by_id.or_else(|| state.estate.machines().find(is_it))
}

/// An asset as all imports know it: those of incidents, and the devices of the latest export of machines.
pub fn asset_of(state: &State, kind: AssetKind, id: &str) -> Option<Asset> {
    let machine = || machine_of(state, id).filter(|_| kind == AssetKind::Device).map(Machine::asset);
    state.catalogue.asset(kind, id).cloned().or_else(machine)
}

/// The exclusion that holds over an asset at a moment, by the rule of `who_acts`.
pub fn exclusion_over<'a>(state: &'a State, asset: &Asset, now: Timestamp) -> Option<&'a Exclusion> {
    let mut holding = state.settings.exclusions.iter().filter(|exclusion| exclusion.holds(now));
    holding.find(|exclusion| state.directory.covers(exclusion.kind, &exclusion.name, asset))
}

/// The incidents that touch an asset, latest activity first. Redirected ones are none.
pub fn incidents_of(state: &State, kind: AssetKind, id: &str) -> Vec<Row> {
    let all = state.catalogue.assets();
    let Some(code) = all.iter().position(|asset| asset.kind == kind && asset.id == id) else {
        return Vec::new();
    };
    let mut rows: Vec<(Timestamp, Row)> = state
        .catalogue
        .rows()
        .filter_map(|row| {
            let known = state.catalogue.get(row)?;
            let touches = known.asset_codes().iter().any(|known| *known as usize == code);
            let is_merged = || state.incident(known.id()).is_none_or(|it| it.status() == Status::Redirected);
            (touches && !is_merged()).then(|| (known.last_activity().unwrap_or(known.updated()), row))
        })
        .collect();
    rows.sort_by(|one, other| other.cmp(one));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The response actions that aim at an asset, each with its incident, as far as a side may see them.
pub fn actions_on<'a>(
    state: &'a State,
    kind: AssetKind,
    id: &str,
    side: Party,
) -> Vec<(&'a str, &'a Action)> {
    let mut found: Vec<(&str, &Action)> = Vec::new();
    for (incident, work) in &state.work {
        let actions = work.response.seen_by(side);
        let aimed =
            actions.filter(|action| action.plan.targets().any(|asset| asset.kind == kind && asset.id == id));
        found.extend(aimed.map(|action| (&**incident, action)));
    }
    found.sort_by_key(|(incident, _)| *incident);
    found
}
