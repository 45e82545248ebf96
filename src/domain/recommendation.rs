//! The service's own recommendations, and the task that a regression asks for.
//!
//! Source: service.md 1.5 ("basis: Secure Score plus Defender Experts' own policy recommendations").

use super::coverage::Workload;
use serde::{Deserialize, Serialize};

/// A recommendation of the service. Its words are in the catalogue of the interface under its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// Its key in documents and in the catalogue.
    pub key: &'static str,
    /// Identity, Device, Apps or Data, as in Secure Score.
    pub area: Area,
    /// Whether the gate waits for it ("Complete now").
    pub required: bool,
    /// Points as in Secure Score, 0 for the service's own.
    pub points: u8,
    /// How much work it is.
    pub effort: Level,
    /// How much people notice it.
    pub user_impact: Level,
    /// Answered by the settings of the workspace and not by hand.
    pub derived: bool,
    /// The controls of Secure Score that measure it. It is done when all of them that a day scores give full points.
    pub controls: &'static [&'static str],
    /// The ATT&CK techniques that it makes harder, to find the incidents that it concerns.
    pub techniques: &'static [&'static str],
    /// The ATT&CK mitigation that it puts in place, such as `M1032`; empty for none.
    pub mitigation: &'static str,
    /// The product without which it does not apply; `None` for one that every tenant can carry out.
    pub product: Option<Workload>,
}

/// The groups of Secure Score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are Secure Score's own")]
pub enum Area {
    Service,
    Identity,
    Device,
    Apps,
    Data,
}

/// A rough amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Level {
    None,
    Low,
    Medium,
    High,
}

impl Level {
    /// Reads a level as Secure Score writes it: `High`, `high`, `Moderate`, `moderate` (service.md 2.4); `None` for
    /// `Unknown`, nothing and other words.
    pub fn parse(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().as_str() {
            "none" => Some(Self::None),
            "low" => Some(Self::Low),
            "medium" | "moderate" => Some(Self::Medium),
            "high" => Some(Self::High),
            _ => None,
        }
    }
}

const fn by_settings(key: &'static str) -> Recommendation {
    Recommendation {
        key,
        area: Area::Service,
        required: true,
        points: 0,
        effort: Level::Low,
        user_impact: Level::None,
        derived: true,
        controls: &[],
        techniques: &[],
        mitigation: "",
        product: None,
    }
}

const fn by_hand(
    key: &'static str,
    area: Area,
    points: u8,
    effort: Level,
    user_impact: Level,
) -> Recommendation {
    Recommendation { area, required: false, points, effort, user_impact, derived: false, ..by_settings(key) }
}

/// What the gate waits for.
const fn required(entry: Recommendation) -> Recommendation {
    Recommendation { required: true, ..entry }
}

/// How Secure Score measures it, and what it helps against.
const fn against(
    entry: Recommendation,
    controls: &'static [&'static str],
    techniques: &'static [&'static str],
    mitigation: &'static str,
) -> Recommendation {
    Recommendation { controls, techniques, mitigation, ..entry }
}

/// A setting of Defender for Endpoint.
const fn on_devices(entry: Recommendation) -> Recommendation {
    Recommendation { product: Some(Workload::Endpoint), ..entry }
}

/// A setting of Defender for Office 365.
const fn on_mail(entry: Recommendation) -> Recommendation {
    Recommendation { product: Some(Workload::Office365), ..entry }
}

/// The service's own recommendations. The ids of device controls are those that public tools read for the same settings
/// (Microsoft's Zero Trust assessment, and the configuration ids of vulnerability management with a hyphen): tamper
/// protection 2003, antivirus 2010, cloud protection 2016, EDR in block mode 2004, credential theft from LSASS 2509,
/// network protection 96, BitLocker 2090.
pub const RECOMMENDATIONS: &[Recommendation] = {
    use Area::{Apps, Data, Device, Identity};
    use Level::{High, Low, Medium, None};
    &[
        by_settings("submit-onboarding"),
        by_settings("grant-investigate"),
        by_settings("name-incident-contact"),
        by_settings("name-review-contact"),
        required(against(
            by_hand("mfa-administrators", Identity, 10, Low, Low),
            &["AdminMFAV2"],
            &["T1078", "T1110"],
            "M1032",
        )),
        required(against(
            on_devices(by_hand("antivirus-active", Device, 9, Medium, None)),
            &["scid_2010"],
            &["T1204", "T1486"],
            "M1040",
        )),
        required(against(
            on_devices(by_hand("tamper-protection", Device, 9, Low, None)),
            &["scid_2003"],
            &["T1562"],
            "M1054",
        )),
        required(against(
            by_hand("audit-log", Data, 3, Low, None),
            &["mip_search_auditlog"],
            &["T1114"],
            "M1047",
        )),
        against(
            by_hand("block-legacy-authentication", Identity, 8, Medium, Medium),
            &["BlockLegacyAuthentication"],
            &["T1110", "T1078"],
            "M1036",
        ),
        against(
            on_devices(by_hand("edr-block-mode", Device, 8, Low, None)),
            &["scid_2004"],
            &["T1055", "T1059"],
            "M1040",
        ),
        against(
            on_devices(by_hand("cloud-protection", Device, 8, Low, None)),
            &["scid_2016"],
            &["T1204"],
            "M1040",
        ),
        against(
            on_devices(by_hand("credential-theft-rule", Device, 9, Medium, Low)),
            &["scid_2509"],
            &["T1003"],
            "M1043",
        ),
        against(
            on_devices(by_hand("network-protection", Device, 8, Medium, Medium)),
            &["scid_96"],
            &["T1071", "T1105"],
            "M1031",
        ),
        against(
            on_mail(by_hand("safe-links", Apps, 8, Low, Low)),
            &["mdo_safelinksforemail"],
            &["T1566"],
            "M1021",
        ),
        against(by_hand("user-consent", Apps, 4, Low, Medium), &["IntegratedApps"], &["T1528"], "M1018"),
        on_devices(by_hand("automated-investigation", Device, 5, Low, Low)),
        against(
            by_hand("unused-administrators", Identity, 5, High, Low),
            &["RoleOverlap"],
            &["T1078"],
            "M1026",
        ),
        against(by_hand("encrypt-devices", Device, 6, High, Low), &["scid_2090"], &[], ""),
    ]
};

/// The task that a regression asks for: the gate was open, and one of its conditions does not hold any more. It is in the
/// register for as long as that is so (service.md section 6: "a regression shows a banner and a task").
pub const RESTORE: Recommendation =
    required(by_hand("restore-readiness", Area::Service, 0, Level::Medium, Level::None));

/// The recommendation with a key.
pub fn recommendation(key: &str) -> Option<&'static Recommendation> {
    RECOMMENDATIONS.iter().chain([&RESTORE]).find(|entry| entry.key == key)
}
