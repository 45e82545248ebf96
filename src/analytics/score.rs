//! Our priority score, 0 to 100, with its parts: a plain sum that anybody can check.
//!
//! | part | points |
//! |---|---|
//! | severity | Critical 45, High 40, a level that we do not know 27, Medium 25, Low 8, Informational 2, none given 5 |
//! | tactics | the heaviest one (table below) and 1 for each further one, together at most 22 |
//! | critical assets | 10 for the first, 2 for each further one, at most 14 |
//! | alerts | 2 for each doubling: 1 alert 2, 3 alerts 4, 7 alerts 6, 15 and more 8 |
//! | rare technique here | its rarest technique is in at most 1% of your incidents 4, in at most 5% 2; from 20 incidents on |
//! | rare technique anywhere | one of its techniques is used by at most 5 known groups 2, by at most 20 1 |
//! | targeting | an actor is named, or the experts hunted it down: 5 |
//!
//! Tactics weigh by how far an attack has come: Exfiltration and Impact 20, Lateral movement 18, Credential access and
//! Command and control 16, Privilege escalation and Collection 14, Execution, Persistence and Defense evasion 10,
//! Initial access and Discovery 8, Reconnaissance and Resource development 4.
//!
//! Over 85 is top, under 15 is low. The score that an import brings (`priorityScore`) stands beside ours and is never
//! mixed into it.

use super::spread::{Spread, spread};
use crate::domain::brief::MarkKind;
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
    /// How rare its rarest technique is among all incidents of the workspace, and among the known groups.
    Prevalence,
    /// Whether it is aimed at this organisation.
    Targeting,
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
    pub parts: [Part; 6],
}

/// Fewer incidents than these say nothing of what is rare.
const RARE_FROM: usize = 20;

/// What the score depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Basis<'a> {
    /// How severe it is.
    pub severity: &'a Severity,
    /// Its tactics.
    pub tactics: TacticSet,
    /// How many critical assets it touches.
    pub critical_assets: usize,
    /// How many alerts it has.
    pub alerts: u32,
    /// In how many incidents its rarest technique was seen, and among how many.
    pub rarest: Option<(u32, usize)>,
    /// How widely known groups use that of its techniques which the fewest use.
    pub spread: Option<Spread>,
    /// Whether an actor is named or the experts hunted it down.
    pub targeted: bool,
}

impl Score {
    /// The score of an incident.
    pub fn of(incident: Incident<'_>) -> Self {
        let known = incident.known;
        Self::new(&Basis {
            severity: &incident.severity(),
            tactics: known.tactics(),
            critical_assets: known.assets().filter(|asset| asset.is_critical()).count(),
            alerts: known.alerts(),
            rarest: known.rarest_technique(),
            spread: known.techniques().map(spread).min(),
            targeted: known.marks(MarkKind::Targeted).next().is_some(),
        })
    }

    /// The score from what it depends on.
    pub fn new(basis: &Basis<'_>) -> Self {
        let part = |kind, points: usize, max: u8| {
            let points = u8::try_from(points).unwrap_or(u8::MAX).min(max);
            Part { kind, points, max }
        };
        let heaviest = basis.tactics.iter().map(weight).max().unwrap_or(0);
        let further = basis.tactics.iter().count().saturating_sub(1);
        let assets = match basis.critical_assets {
            0 => 0,
            more => more.saturating_mul(2).saturating_add(8),
        };
        let doublings = basis.alerts.saturating_add(1).ilog2() as usize;
        Self {
            parts: [
                part(PartKind::Severity, severity_points(basis.severity), 45),
                part(PartKind::Tactics, heaviest + further, 22),
                part(PartKind::CriticalAssets, assets, 14),
                part(PartKind::Alerts, doublings * 2, 8),
                part(PartKind::Prevalence, rarity_points(basis.rarest) + spread_points(basis.spread), 6),
                part(PartKind::Targeting, if basis.targeted { 5 } else { 0 }, 5),
            ],
        }
    }

    /// The score, 0 to 100.
    pub fn total(self) -> u8 {
        self.parts.iter().map(|part| part.points).sum()
    }
}

/// Points for a technique that few known groups use.
fn spread_points(spread: Option<Spread>) -> usize {
    match spread {
        Some(Spread::Few) => 2,
        Some(Spread::Some) => 1,
        Some(Spread::Many) | None => 0,
    }
}

/// Points for a rare technique: seen in at most 1% of the incidents, or in at most 5%.
pub(super) fn rarity_points(rarest: Option<(u32, usize)>) -> usize {
    match rarest {
        Some((seen, all)) if all >= RARE_FROM => match seen as usize * 100 {
            share if share <= all => 4,
            share if share <= all * 5 => 2,
            _ => 0,
        },
        _ => 0,
    }
}

fn severity_points(severity: &Severity) -> usize {
    match severity {
        Severity::Critical => 45,
        Severity::High => 40,
        Severity::Other(_) => 27,
        Severity::Medium => 25,
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

    fn basis(severity: &Severity) -> Basis<'_> {
        Basis {
            severity,
            tactics: TacticSet::default(),
            critical_assets: 0,
            alerts: 0,
            rarest: None,
            spread: None,
            targeted: false,
        }
    }

    #[track_caller]
    fn check(basis: &Basis<'_>, parts: [u8; 6], expected: Band) {
        let score = Score::new(basis);
        assert_eq!(score.parts.map(|part| part.points), parts);
        assert_eq!(band(score.total()), expected, "{}", score.total());
    }

    #[test]
    fn parts_add_up_as_the_table_says() {
        use Tactic::{CredentialAccess, Execution, Exfiltration, Impact, InitialAccess, LateralMovement};
        let tactics = |list: &[Tactic]| list.iter().copied().collect::<TacticSet>();
        let several = tactics(&[Execution, CredentialAccess, LateralMovement, Impact]);
        let high = Basis { tactics: several, critical_assets: 2, alerts: 31, ..basis(&Severity::High) };
        check(&Basis { rarest: Some((2, 100)), ..high }, [40, 22, 12, 8, 2, 0], Band::Medium);
        let few = Some(Spread::Few);
        check(&Basis { spread: few, ..high }, [40, 22, 12, 8, 2, 0], Band::Medium);
        check(&Basis { spread: Some(Spread::Some), ..high }, [40, 22, 12, 8, 1, 0], Band::Medium);
        check(&Basis { rarest: Some((1, 100)), spread: few, ..high }, [40, 22, 12, 8, 6, 0], Band::Top);
        check(&Basis { rarest: Some((1, 19)), targeted: true, ..high }, [40, 22, 12, 8, 0, 5], Band::Top);
        let all = Basis {
            tactics: tactics(&Tactic::ALL),
            critical_assets: 9,
            alerts: u32::MAX,
            rarest: Some((0, 20)),
            spread: few,
            targeted: true,
            ..basis(&Severity::Critical)
        };
        check(&all, [45, 22, 14, 8, 6, 5], Band::Top);
        let medium = Basis { tactics: tactics(&[InitialAccess]), alerts: 1, ..basis(&Severity::Medium) };
        check(&medium, [25, 8, 0, 2, 0, 0], Band::Medium);
        let moved = Basis { tactics: tactics(&[Exfiltration]), critical_assets: 1, alerts: 3, ..medium };
        check(&Basis { rarest: Some((6, 100)), ..moved }, [25, 20, 10, 4, 0, 0], Band::Medium);
        check(&Basis { alerts: 3, ..basis(&Severity::Low) }, [8, 0, 0, 4, 0, 0], Band::Low);
        check(&basis(&Severity::Informational), [2, 0, 0, 0, 0, 0], Band::Low);
        check(&basis(&Severity::Other("catastrophic".into())), [27, 0, 0, 0, 0, 0], Band::Medium);
    }

    #[test]
    fn bands_meet_at_15_and_85() {
        assert_eq!([14, 15, 85, 86].map(band), [Band::Low, Band::Medium, Band::Medium, Band::Top]);
    }

    proptest! {
        #[test]
        fn more_of_anything_never_lowers_the_score(bits in 0..0x4000_u16, more in 0..14_usize, critical in 0..20_usize, alerts in 0..100_u32) {
            let total = |bits, critical_assets, alerts, seen| {
                let tactics = TacticSet::from_bits(bits);
                let rarest = Some((seen, 100));
                Score::new(&Basis { tactics, critical_assets, alerts, rarest, ..basis(&Severity::High) }).total()
            };
            let score = total(bits, critical, alerts, alerts);
            prop_assert!(score <= 100);
            prop_assert!(score <= total(bits | 1 << more, critical, alerts, alerts));
            prop_assert!(score <= total(bits, critical + 1, alerts + 1, alerts));
            prop_assert!(score <= total(bits, critical, alerts, alerts / 2));
        }
    }
}
