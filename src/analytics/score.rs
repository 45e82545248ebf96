//! Our priority score, 0 to 100, with its parts: a plain sum that anybody can check.
//!
//! | part | points |
//! |---|---|
//! | severity | Critical 50, High 45, a level that we do not know 30, Medium 28, Low 8, Informational 2, none given 5 |
//! | tactics | the heaviest one (table below) and 1 for each further one, together at most 25 |
//! | critical assets | 11 for the first, 2 for each further one, at most 15 |
//! | alerts | 2 for each doubling: 1 alert 2, 3 alerts 4, 7 alerts 6, 15 alerts 8, 31 and more 10 |
//!
//! Tactics weigh by how far an attack has come: Exfiltration and Impact 20, Lateral movement 18, Credential access and
//! Command and control 16, Privilege escalation and Collection 14, Execution, Persistence and Defense evasion 10,
//! Initial access and Discovery 8, Reconnaissance and Resource development 4.
//!
//! Over 85 is top, under 15 is low. The score that an import brings (`priorityScore`) stands beside ours and is never
//! mixed into it.

use crate::domain::state::Incident;
use crate::domain::vocabulary::{Severity, Tactic, TacticSet};

/// Scores over this are top.
pub const TOP_OVER: u8 = 85;
/// Scores under this are low.
pub const LOW_UNDER: u8 = 15;

/// What a part of the score stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// How severe the incident is.
    Severity,
    /// How far the attack has come and how broad it is.
    Tactics,
    /// How many critical assets it touches.
    CriticalAssets,
    /// How many alerts it has.
    Alerts,
}

/// One part of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it stands for.
    pub kind: PartKind,
    /// The points it gives.
    pub points: u8,
    /// The most that it can give.
    pub max: u8,
}

/// In which band a score lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Band {
    /// Over 85.
    Top,
    /// 15 to 85.
    Medium,
    /// Under 15.
    Low,
}

/// The band of any score, ours or an imported one.
pub fn band(total: u8) -> Band {
    match total {
        total if total > TOP_OVER => Band::Top,
        total if total < LOW_UNDER => Band::Low,
        _ => Band::Medium,
    }
}

/// A score with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// The parts; they add up to the score.
    pub parts: [Part; 4],
}

impl Score {
    /// The score of an incident.
    pub fn of(incident: Incident<'_>) -> Self {
        let critical = incident.known.assets().filter(|asset| asset.critical).count();
        Self::new(&incident.severity(), incident.known.tactics(), critical, incident.known.alerts())
    }

    /// The score from what it depends on.
    pub fn new(severity: &Severity, tactics: TacticSet, critical_assets: usize, alerts: u32) -> Self {
        let part = |kind, points: usize, max: u8| {
            let points = u8::try_from(points).unwrap_or(u8::MAX).min(max);
            Part { kind, points, max }
        };
        let heaviest = tactics.iter().map(weight).max().unwrap_or(0);
        let further = tactics.iter().count().saturating_sub(1);
        let assets =
            if critical_assets == 0 { 0 } else { critical_assets.saturating_mul(2).saturating_add(9) };
        let doublings = alerts.saturating_add(1).ilog2() as usize;
        Self {
            parts: [
                part(PartKind::Severity, severity_points(severity), 50),
                part(PartKind::Tactics, heaviest + further, 25),
                part(PartKind::CriticalAssets, assets, 15),
                part(PartKind::Alerts, doublings * 2, 10),
            ],
        }
    }

    /// The score, 0 to 100.
    pub fn total(self) -> u8 {
        self.parts.iter().map(|part| part.points).sum()
    }
}

fn severity_points(severity: &Severity) -> usize {
    match severity {
        Severity::Critical => 50,
        Severity::High => 45,
        Severity::Other(_) => 30,
        Severity::Medium => 28,
        Severity::Low => 8,
        Severity::Informational => 2,
        Severity::Unknown => 5,
    }
}

fn weight(tactic: Tactic) -> usize {
    match tactic {
        Tactic::Exfiltration | Tactic::Impact => 20,
        Tactic::LateralMovement => 18,
        Tactic::CredentialAccess | Tactic::CommandAndControl => 16,
        Tactic::PrivilegeEscalation | Tactic::Collection => 14,
        Tactic::Execution | Tactic::Persistence | Tactic::DefenseEvasion => 10,
        Tactic::InitialAccess | Tactic::Discovery => 8,
        Tactic::Reconnaissance | Tactic::ResourceDevelopment => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(
        severity: Severity,
        tactics: &[Tactic],
        critical: usize,
        alerts: u32,
        parts: [u8; 4],
        expected: Band,
    ) {
        let score = Score::new(&severity, tactics.iter().copied().collect(), critical, alerts);
        assert_eq!(score.parts.map(|part| part.points), parts);
        assert_eq!(band(score.total()), expected, "{}", score.total());
    }

    #[test]
    fn parts_add_up_as_the_table_says() {
        use Tactic::{CredentialAccess, Execution, Exfiltration, Impact, InitialAccess, LateralMovement};
        check(
            Severity::High,
            &[Execution, CredentialAccess, LateralMovement, Impact],
            2,
            31,
            [45, 23, 13, 10],
            Band::Top,
        );
        check(Severity::Critical, &Tactic::ALL, 9, u32::MAX, [50, 25, 15, 10], Band::Top);
        check(Severity::Medium, &[InitialAccess], 0, 1, [28, 8, 0, 2], Band::Medium);
        check(Severity::Medium, &[Exfiltration], 1, 3, [28, 20, 11, 4], Band::Medium);
        check(Severity::Low, &[], 0, 3, [8, 0, 0, 4], Band::Low);
        check(Severity::Informational, &[], 0, 0, [2, 0, 0, 0], Band::Low);
        check(Severity::Other("catastrophic".into()), &[], 0, 0, [30, 0, 0, 0], Band::Medium);
    }

    #[test]
    fn bands_meet_at_15_and_85() {
        assert_eq!([14, 15, 85, 86].map(band), [Band::Low, Band::Medium, Band::Medium, Band::Top]);
    }

    proptest! {
        #[test]
        fn more_of_anything_never_lowers_the_score(bits in 0..0x4000_u16, more in 0..14_usize, critical in 0..20_usize, alerts in 0..100_u32) {
            let total = |bits, critical, alerts| {
                Score::new(&Severity::High, TacticSet::from_bits(bits), critical, alerts).total()
            };
            let score = total(bits, critical, alerts);
            prop_assert!(score <= 100);
            prop_assert!(score <= total(bits | 1 << more, critical, alerts));
            prop_assert!(score <= total(bits, critical + 1, alerts + 1));
        }
    }
}
