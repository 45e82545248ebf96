//! Licences of the tenant, and what they say about readiness: how many devices and users each workload covers.
//!
//! Source: service.md 1.1 (licences of each workload) and 1.5 (the target of protected devices derives from licences).

use serde::{Deserialize, Serialize};

/// A subscription (`subscribedSku` of Microsoft Graph).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Licence {
    /// Its id.
    pub id: String,
    /// The part number, such as `SPE_E5`.
    pub part: String,
    /// How many are bought and in force.
    pub enabled: u32,
    /// How many are assigned.
    pub consumed: u32,
    /// The service plans in it that are provisioned, such as `WINDEFATP`.
    pub plans: Vec<String>,
}

/// Seats by workload over all subscriptions. The names of the plans are those of Microsoft's licensing reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Seats {
    /// Defender for Endpoint Plan 2 (`WINDEFATP`).
    pub endpoint: u32,
    /// Defender for Office 365 Plan 2 (`THREAT_INTELLIGENCE`).
    pub office: u32,
    /// Defender for Identity (`ATA`).
    pub identity: u32,
    /// Defender for Cloud Apps (`ADALLOM_S_STANDALONE`).
    pub cloud_apps: u32,
    /// Entra ID P1 (`AAD_PREMIUM`).
    pub entra_p1: u32,
    /// Entra ID P2 (`AAD_PREMIUM_P2`).
    pub entra_p2: u32,
}

impl Seats {
    /// The seats of subscriptions. A subscription counts once for each workload that it has a plan of.
    pub fn of<'a>(licences: impl IntoIterator<Item = &'a Licence>) -> Self {
        let mut seats = Self::default();
        for licence in licences {
            let has = |plan: &str| licence.plans.iter().any(|known| known.eq_ignore_ascii_case(plan));
            let add = |seats: &mut u32, plan: &str| {
                if has(plan) {
                    *seats = seats.saturating_add(licence.enabled);
                }
            };
            add(&mut seats.endpoint, "WINDEFATP");
            add(&mut seats.office, "THREAT_INTELLIGENCE");
            add(&mut seats.identity, "ATA");
            add(&mut seats.cloud_apps, "ADALLOM_S_STANDALONE");
            add(&mut seats.entra_p1, "AAD_PREMIUM");
            add(&mut seats.entra_p2, "AAD_PREMIUM_P2");
        }
        seats
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_add_up_over_subscriptions() {
        let licence = |part: &str, enabled: u32, plans: &[&str]| Licence {
            part: part.to_owned(),
            enabled,
            plans: plans.iter().map(|plan| (*plan).to_owned()).collect(),
            ..Licence::default()
        };
        let all = [
            licence("SPE_E5", 1_800, &["WINDEFATP", "ATA", "AAD_PREMIUM", "AAD_PREMIUM_P2"]),
            licence("DEFENDER_ENDPOINT_P2", 20, &["windefatp"]),
            licence("POWER_BI", 50, &["BI_AZURE_P0"]),
        ];
        let seats = Seats::of(&all);
        assert_eq!((seats.endpoint, seats.identity, seats.entra_p2, seats.office), (1_820, 1_800, 1_800, 0));
    }
}
