//! Latent threats and sources of risk that the workspace's own data shows (service.md 1.6). What experts find beside that
//! is recorded by them; see `domain::steering`.

use crate::domain::catalogue::Known;
use crate::domain::settings::ExclusionKind;
use crate::domain::state::State;
use crate::domain::time::{DAY_MS, Timestamp};
use crate::domain::vocabulary::{Classification, Status};
use std::collections::BTreeMap;

/// An incident that nobody resolved for so long may hide something.
pub const OPEN_DAYS: i64 = 7;
/// An asset that so many true positives touched is worth a look of its own.
pub const REPEATED_MIN: u32 = 3;

/// Something that the data shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Incidents that have been open for more than [`OPEN_DAYS`] days.
    OldOpen {
        /// How many.
        incidents: u32,
    },
    /// Resolved incidents whose alerts are partly active.
    ActiveAlerts {
        /// How many.
        incidents: u32,
    },
    /// Assets that true positives keep touching.
    Repeated {
        /// Their names.
        assets: Vec<String>,
    },
    /// Devices with a high risk score.
    HighRisk {
        /// Their names.
        devices: Vec<String>,
    },
    /// Highly exposed devices that are not protected.
    Exposed {
        /// Their names.
        devices: Vec<String>,
    },
    /// Critical devices that are not protected.
    CriticalUnprotected {
        /// Their names.
        devices: Vec<String>,
    },
    /// Critical assets on which the experts may not act.
    CriticalExcluded {
        /// Their names.
        assets: Vec<String>,
    },
    /// Domain controllers without a healthy sensor.
    BlindControllers {
        /// Their names.
        controllers: Vec<String>,
    },
    /// Open health issues of Defender for Identity with high severity.
    HealthIssues {
        /// Their titles.
        titles: Vec<String>,
    },
}

impl Shown {
    /// Whether it points to something hostile; else to something that invites it.
    pub fn is_latent(&self) -> bool {
        matches!(
            self,
            Self::OldOpen { .. } | Self::ActiveAlerts { .. } | Self::Repeated { .. } | Self::HighRisk { .. }
        )
    }
}

/// Everything that the data shows at a moment, latent threats first.
pub fn shown(state: &State, now: Timestamp) -> Vec<Shown> {
    let mut all = of_incidents(state, now);
    all.extend(of_estate(state, now));
    all.sort_by_key(|it| !it.is_latent());
    all
}

fn of_incidents(state: &State, now: Timestamp) -> Vec<Shown> {
    let long_ago = now.plus_millis(-OPEN_DAYS * DAY_MS);
    let (mut old, mut active) = (0_u32, 0_u32);
    let mut touched: BTreeMap<u32, u32> = BTreeMap::new();
    for known in state.catalogue.rows().filter_map(|row| state.catalogue.get(row)) {
        let Some(incident) = state.incident(known.id()) else { continue };
        match incident.status() {
            Status::Redirected => continue,
            Status::Resolved => active += u32::from(incident.alerts_active() > 0),
            _ => old += u32::from(known.in_scope() && known.created() < long_ago),
        }
        if incident.verdict().0 == Classification::TruePositive {
            count(&mut touched, known);
        }
    }
    let repeated = touched.into_iter().filter(|(_, times)| *times >= REPEATED_MIN);
    let assets = state.catalogue.assets();
    let repeated =
        repeated.filter_map(|(code, _)| assets.get(code as usize)).map(|it| it.name.clone()).collect();
    let all = [
        (old > 0).then_some(Shown::OldOpen { incidents: old }),
        (active > 0).then_some(Shown::ActiveAlerts { incidents: active }),
        names(repeated).map(|assets| Shown::Repeated { assets }),
    ];
    all.into_iter().flatten().collect()
}

fn count(touched: &mut BTreeMap<u32, u32>, known: Known<'_>) {
    for code in known.asset_codes() {
        *touched.entry(*code).or_default() += 1;
    }
}

fn of_estate(state: &State, now: Timestamp) -> Vec<Shown> {
    let critical = &state.steering.critical;
    let agreed = || critical.iter().filter(|it| it.agreed.is_some());
    let machines = || state.estate.machines().filter(|machine| !machine.standing.is_left_out());
    let is_critical = |name: &str| agreed().any(|it| crate::domain::estate::same_host(&it.name, name));
    let devices = |wanted: &dyn Fn(&crate::domain::estate::machine::Machine) -> bool| {
        names(machines().filter(|machine| wanted(machine)).map(|machine| machine.name.clone()).collect())
    };
    let excluded = agreed().filter(|it| {
        state.settings.exclusions.iter().any(|exclusion| {
            exclusion.kind == ExclusionKind::Asset
                && exclusion.holds(now)
                && exclusion.name.eq_ignore_ascii_case(&it.name)
        })
    });
    let blind = state.estate.controllers().into_iter().filter(|it| !it.healthy).map(|it| it.name).collect();
    let issues = state.estate.open_issues().filter(|issue| issue.severity == "high");
    let all = [
        devices(&|machine| machine.high_risk).map(|devices| Shown::HighRisk { devices }),
        devices(&|machine| {
            machine.standing.is_missing() && (machine.high_value || is_critical(&machine.name))
        })
        .map(|devices| Shown::CriticalUnprotected { devices }),
        devices(&|machine| machine.high_exposure && machine.standing.is_missing())
            .map(|devices| Shown::Exposed { devices }),
        names(excluded.map(|it| it.name.clone()).collect()).map(|assets| Shown::CriticalExcluded { assets }),
        names(blind).map(|controllers| Shown::BlindControllers { controllers }),
        names(issues.map(|issue| issue.title.clone()).collect()).map(|titles| Shown::HealthIssues { titles }),
    ];
    all.into_iter().flatten().collect()
}

fn names(mut names: Vec<String>) -> Option<Vec<String>> {
    names.sort_unstable();
    names.dedup();
    (!names.is_empty()).then_some(names)
}
