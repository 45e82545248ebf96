//! Eligibility and coverage: which licences and modes the service needs, and what it covers product by product.
//!
//! Source: service.md 1.1, eligibility: "Entra ID P1 is the eligibility floor; at least one of MDE P2,
//! MDO P2, MDI, MDA, Entra ID P2 must be licensed and deployed in active mode; identity coverage needs Entra ID P2.
//! Active mode: fully covered, experts can act. Passive mode: guidance only, no remediation by experts."

use super::estate::licence::Seats;
use super::estate::machine::{Machine, Standing};
use super::response::ActionKind;
use super::vocabulary::ServiceSource;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// From so many seats an advisor is included (service.md 1.1, since 2026).
pub const ADVISOR_SEATS: u32 = 1_500;

/// A product that the service can cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Workload {
    /// Defender for Endpoint Plan 2.
    Endpoint,
    /// Defender for Office 365 Plan 2.
    Office365,
    /// Defender for Identity.
    Identity,
    /// Defender for Cloud Apps.
    CloudApps,
    /// Entra ID Plan 2, with its protection of identities.
    EntraId,
}

impl Workload {
    /// All five.
    pub const ALL: [Self; 5] =
        [Self::Endpoint, Self::Office365, Self::Identity, Self::CloudApps, Self::EntraId];

    /// The word used in documents and in the catalogue of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Endpoint => "endpoint",
            Self::Office365 => "office365",
            Self::Identity => "identity",
            Self::CloudApps => "cloudApps",
            Self::EntraId => "entraId",
        }
    }

    /// The product that carries out a kind of action; `None` for a step by hand.
    pub fn of(kind: ActionKind) -> Option<Self> {
        match kind {
            ActionKind::Text => None,
            ActionKind::IsolateDevice
            | ActionKind::UnIsolateDevice
            | ActionKind::StopAndQuarantineFile
            | ActionKind::RunAntiVirusScan
            | ActionKind::CollectInvestigationPackage
            | ActionKind::RestrictAppExecution
            | ActionKind::UnRestrictAppExecution
            | ActionKind::SubmitIocRule
            | ActionKind::TriggerInvestigation => Some(Self::Endpoint),
            ActionKind::DisableUser | ActionKind::EnableUser | ActionKind::ForceUserPasswordReset => {
                Some(Self::Identity)
            }
            ActionKind::MarkUserAsCompromised | ActionKind::RequireSignIn => Some(Self::EntraId),
            ActionKind::HardDeleteEmail | ActionKind::SoftDeleteEmail => Some(Self::Office365),
            ActionKind::BlockOauthApplication => Some(Self::CloudApps),
        }
    }
}

/// How a product is deployed, in rising order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// There is no licence.
    #[default]
    NotLicensed,
    /// Licensed and not deployed.
    NotDeployed,
    /// Deployed beside another product: it watches and does not act. For Endpoint: antivirus in passive mode.
    Passive,
    /// Deployed and acting. For Endpoint: antivirus in active mode.
    Active,
}

impl Mode {
    /// All four.
    pub const ALL: [Self; 4] = [Self::NotLicensed, Self::NotDeployed, Self::Passive, Self::Active];

    /// The word used in documents and in the catalogue of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotLicensed => "notLicensed",
            Self::NotDeployed => "notDeployed",
            Self::Passive => "passive",
            Self::Active => "active",
        }
    }
}

/// The plan of Entra ID for the users in scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EntraPlan {
    /// Neither.
    #[default]
    Free,
    /// Plan 1: the floor of eligibility.
    P1,
    /// Plan 2, which includes Plan 1.
    P2,
}

impl EntraPlan {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Free, Self::P1, Self::P2];

    /// The word used in documents and in the catalogue of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::P1 => "p1",
            Self::P2 => "p2",
        }
    }
}

/// A platform of devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Platform {
    Windows,
    MacOs,
    Linux,
    Ios,
    Android,
    Iot,
}

impl Platform {
    /// All six, the covered ones first.
    pub const ALL: [Self; 6] = [Self::Windows, Self::MacOs, Self::Linux, Self::Ios, Self::Android, Self::Iot];

    /// The word used in documents and in the catalogue of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::MacOs => "macOs",
            Self::Linux => "linux",
            Self::Ios => "ios",
            Self::Android => "android",
            Self::Iot => "iot",
        }
    }

    /// Reads an `osPlatform` as exports write it: `Windows11`, `WindowsServer2022`, `macOS`, `iOS`. `None` for one that
    /// nobody knows, which does not stand against it.
    pub fn parse(word: &str) -> Option<Self> {
        let word: String =
            word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        const WORDS: [(Platform, &[&str]); 6] = [
            (Platform::Windows, &["windows"]),
            (Platform::MacOs, &["mac", "osx"]),
            (Platform::Ios, &["ios", "ipados", "iphone", "ipad"]),
            (Platform::Android, &["android"]),
            (Platform::Iot, &["iot", "printer", "camera", "networkdevice"]),
            (
                Platform::Linux,
                &["linux", "ubuntu", "debian", "redhat", "centos", "suse", "oracle", "fedora", "amazon"],
            ),
        ];
        let found = WORDS.iter().find(|(_, starts)| starts.iter().any(|start| word.starts_with(start)));
        found.map(|(platform, _)| *platform)
    }

    /// Whether the experts cover it: "in scope platforms: Windows, Linux, macOS; out of scope: iOS, Android and IoT
    /// devices" (service.md 1.1, coverage).
    pub fn is_covered(self) -> bool {
        matches!(self, Self::Windows | Self::MacOs | Self::Linux)
    }
}

/// The cloud in which the tenant lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Cloud {
    /// The commercial cloud, worldwide.
    #[default]
    Commercial,
    /// Any other: government and sovereign clouds.
    Other,
}

/// Which documents hold where they differ by age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reading {
    /// The service as it is now.
    #[default]
    Current,
    /// The preview of 2022: Defender for Endpoint P2 with antivirus in active mode is needed.
    Preview,
}

/// What the customer said of licences and deployment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Prerequisites {
    /// The plan of Entra ID.
    pub entra: EntraPlan,
    /// How each product is deployed; one that is not there is not licensed.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub workloads: BTreeMap<Workload, Mode>,
    /// Seats of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    /// Platforms of the devices.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub platforms: BTreeSet<Platform>,
    /// Where the tenant lives.
    pub cloud: Cloud,
    /// Which documents hold.
    pub reading: Reading,
}

/// How deep the service covers a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Depth {
    /// The experts can act.
    Full,
    /// Guidance, no action by the experts.
    GuidanceOnly,
    /// Nothing.
    NotCovered,
}

/// Why a product is covered as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DepthReason {
    /// It is in active mode.
    Active,
    /// It is in passive mode.
    Passive,
    /// It is not licensed.
    NotLicensed,
    /// It is licensed and not deployed.
    NotDeployed,
    /// It is there, but coverage of identities needs Entra ID P2.
    NeedsEntraP2,
    /// It is there, and no device has a platform that the service covers.
    NoCoveredPlatform,
}

/// Something that is missing to start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// Entra ID P1 for all users.
    EntraP1,
    /// At least one product that is licensed and in active mode.
    ActiveProduct,
    /// Defender for Endpoint P2 (preview rules).
    Endpoint,
    /// Antivirus in active mode (preview rules).
    ActiveAntivirus,
    /// A platform that the service covers.
    CoveredPlatform,
    /// The commercial cloud: "otherwise ask your account team".
    CommercialCloud,
}

impl Prerequisites {
    /// How a product is deployed.
    pub fn mode(&self, workload: Workload) -> Mode {
        self.workloads.get(&workload).copied().unwrap_or_default()
    }

    /// How deep the service covers a product, and why.
    pub fn depth(&self, workload: Workload) -> (Depth, DepthReason) {
        let is_there = self.mode(workload) >= Mode::Passive;
        if workload == Workload::Endpoint && is_there && self.has_no_covered_platform() {
            return (Depth::NotCovered, DepthReason::NoCoveredPlatform);
        }
        self.depth_by_mode(workload)
    }

    /// The same by how the product is deployed, whatever devices there are.
    fn depth_by_mode(&self, workload: Workload) -> (Depth, DepthReason) {
        let is_identity = matches!(workload, Workload::Identity | Workload::EntraId);
        match self.mode(workload) {
            Mode::NotLicensed => (Depth::NotCovered, DepthReason::NotLicensed),
            Mode::NotDeployed => (Depth::NotCovered, DepthReason::NotDeployed),
            _ if is_identity && self.entra < EntraPlan::P2 => {
                (Depth::GuidanceOnly, DepthReason::NeedsEntraP2)
            }
            Mode::Passive => (Depth::GuidanceOnly, DepthReason::Passive),
            Mode::Active => (Depth::Full, DepthReason::Active),
        }
    }

    /// Whether platforms were said, and none of them is covered.
    fn has_no_covered_platform(&self) -> bool {
        !self.platforms.is_empty() && !self.platforms.iter().any(|platform| platform.is_covered())
    }

    /// What is missing to start; nothing when the customer is eligible.
    pub fn missing(&self) -> Vec<Missing> {
        let any_active =
            Workload::ALL.into_iter().any(|workload| self.depth_by_mode(workload).0 == Depth::Full);
        let endpoint = self.mode(Workload::Endpoint);
        let preview = self.reading == Reading::Preview;
        let checks = [
            (self.cloud == Cloud::Other, Missing::CommercialCloud),
            (self.entra < EntraPlan::P1, Missing::EntraP1),
            (preview && endpoint == Mode::NotLicensed, Missing::Endpoint),
            (preview && matches!(endpoint, Mode::NotDeployed | Mode::Passive), Missing::ActiveAntivirus),
            (!preview && !any_active, Missing::ActiveProduct),
            (self.has_no_covered_platform(), Missing::CoveredPlatform),
        ];
        checks.into_iter().filter(|(missing, _)| *missing).map(|(_, what)| what).collect()
    }

    /// The same with what imports prove: a plan or product with seats is licensed, the platforms of devices are there, and
    /// Defender for Endpoint is deployed where a device is onboarded, in active mode where one is protected. What was
    /// said by hand and goes further stays: an export says nothing of how the other products are deployed.
    pub fn with_imports<'a>(&self, seats: Seats, devices: impl IntoIterator<Item = &'a Machine>) -> Self {
        let mut known = self.clone();
        let plan = match (seats.entra_p1, seats.entra_p2) {
            (_, 1..) => EntraPlan::P2,
            (1.., 0) => EntraPlan::P1,
            (0, 0) => EntraPlan::Free,
        };
        known.entra = known.entra.max(plan);
        let licensed = [
            (Workload::Endpoint, seats.endpoint),
            (Workload::Office365, seats.office),
            (Workload::Identity, seats.identity),
            (Workload::CloudApps, seats.cloud_apps),
            (Workload::EntraId, seats.entra_p2),
        ];
        for (workload, _) in licensed.into_iter().filter(|(_, seats)| *seats > 0) {
            known.raise(workload, Mode::NotDeployed);
        }
        known.seats = known.seats.or((seats.endpoint > 0).then_some(seats.endpoint));
        for device in devices.into_iter().filter(|device| !device.standing.is_left_out()) {
            known.platforms.extend(device.platform.as_deref().and_then(Platform::parse));
            match device.standing {
                Standing::Protected => known.raise(Workload::Endpoint, Mode::Active),
                Standing::Silent | Standing::AntivirusOff => known.raise(Workload::Endpoint, Mode::Passive),
                _ => {}
            }
        }
        known
    }

    /// The same with what alerts prove, by the products that raised them: a product that detects is deployed. An alert of
    /// Defender for Endpoint says nothing of the mode of its antivirus.
    pub fn with_alerts<'a>(&self, sources: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known = self.clone();
        for source in sources {
            match ServiceSource::parse(source) {
                ServiceSource::Endpoint => known.raise(Workload::Endpoint, Mode::Passive),
                ServiceSource::Office365 => known.raise(Workload::Office365, Mode::Active),
                ServiceSource::Identity => known.raise(Workload::Identity, Mode::Active),
                ServiceSource::CloudApps => known.raise(Workload::CloudApps, Mode::Active),
                ServiceSource::EntraIdProtection => known.raise(Workload::EntraId, Mode::Active),
                _ => {}
            }
        }
        known
    }

    /// Says that a product is deployed at least so far.
    fn raise(&mut self, workload: Workload, mode: Mode) {
        let known = self.workloads.entry(workload).or_default();
        *known = (*known).max(mode);
    }

    /// Whether an advisor is included.
    pub fn has_advisor(&self) -> bool {
        self.seats.is_some_and(|seats| seats >= ADVISOR_SEATS)
    }
}
