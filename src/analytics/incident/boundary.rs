//! Signs that an incident is beyond the service and belongs to incident response.
//!
//! "No recovery or crisis management when a major breach already happened" (service.md 1.15, boundary to
//! incident response). It publishes no signs; these are those for which its experts use the telephone: malware on
//! high-value infrastructure, ransomware, exfiltration, hands on the keyboard.

use crate::domain::brief::{AssetKind, Brief};
use crate::domain::vocabulary::{Severity, Tactic};

/// From so many devices on an attack that moves between them is no longer a single case.
const DEVICES_MANY: usize = 5;

/// One sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Ransomware, or the tactic Impact.
    Ransomware,
    /// Data was taken out.
    Exfiltration,
    /// A critical asset is touched by an attack with several tactics.
    CriticalAsset,
    /// The attacker moves between so many devices.
    Spreading(usize),
}

/// The signs of an incident; only incidents of high severity have any.
pub fn signs(brief: &Brief) -> Vec<Sign> {
    if !matches!(brief.severity, Severity::High | Severity::Critical) {
        return Vec::new();
    }
    let named = |word: &str| brief.categories.iter().any(|known| known.trim().eq_ignore_ascii_case(word));
    let devices = brief.assets.iter().filter(|asset| asset.kind == AssetKind::Device).count();
    let several = brief.tactics.iter().count() >= 2;
    let mut found = Vec::new();
    if named("Ransomware") || brief.tactics.contains(Tactic::Impact) {
        found.push(Sign::Ransomware);
    }
    if brief.tactics.contains(Tactic::Exfiltration) {
        found.push(Sign::Exfiltration);
    }
    if several && brief.assets.iter().any(|asset| asset.is_critical()) {
        found.push(Sign::CriticalAsset);
    }
    if devices >= DEVICES_MANY && brief.tactics.contains(Tactic::LateralMovement) {
        found.push(Sign::Spreading(devices));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::brief::Asset;
    use crate::domain::record::IncidentRecord;
    use serde_json::json;

    fn brief(severity: &str, tactics: &[Tactic], devices: usize, critical: bool) -> Brief {
        let record: IncidentRecord = serde_json::from_value(json!({
            "id": "1", "displayName": "x", "status": "active", "severity": severity, "classification": "unknown",
            "determination": "unknown", "createdDateTime": "2026-11-19T08:00:00Z",
            "lastUpdateDateTime": "2026-11-19T08:00:00Z"
        }))
        .unwrap();
        let device = |at: usize| Asset { kind: AssetKind::Device, critical, ..named(&at.to_string()) };
        Brief {
            tactics: tactics.iter().copied().collect(),
            assets: (0..devices).map(device).collect(),
            ..Brief::of(&record)
        }
    }

    fn named(name: &str) -> Asset {
        let evidence = serde_json::from_value(
            json!({"kind": "device", "hostName": name, "verdict": "unknown", "remediationStatus": "none"}),
        );
        crate::domain::brief::asset_of(&evidence.unwrap()).unwrap()
    }

    #[test]
    fn signs_are_those_that_call_for_the_telephone() {
        assert_eq!(signs(&brief("high", &[Tactic::Impact], 1, false)), [Sign::Ransomware]);
        assert_eq!(signs(&brief("high", &[Tactic::Exfiltration], 1, false)), [Sign::Exfiltration]);
        assert_eq!(signs(&brief("medium", &[Tactic::Impact], 9, true)), []);
        assert_eq!(signs(&brief("high", &[Tactic::Execution], 9, true)), []);
        assert_eq!(
            signs(&brief("critical", &[Tactic::LateralMovement, Tactic::Execution], 6, true)),
            [Sign::CriticalAsset, Sign::Spreading(6)]
        );
    }
}
