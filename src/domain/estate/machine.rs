//! Devices and domain controllers one by one: where each stands in the count of protected assets, and what it misses.

use crate::domain::brief::{Asset, AssetKind};
use crate::domain::text::system_name;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a device stands (service.md 1.5 and 2.5). The first that holds counts: merged, duplicate and excluded records
/// are dropped; of the others it is asked whether they are onboarded, report, and have an active antivirus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// Merged into another record: left out.
    Merged,
    /// Probably the same machine twice: left out.
    Duplicate,
    /// Excluded by the customer: left out.
    Excluded,
    /// Not onboarded to Defender for Endpoint.
    NotOnboarded,
    /// Onboarded, but its sensor does not report.
    Silent,
    /// Onboarded and reporting, but antivirus is off or unknown.
    AntivirusOff,
    /// Onboarded, reporting, antivirus active.
    #[default]
    Protected,
}

impl Standing {
    /// What a device misses, in the order in which it is put right.
    pub const MISSING: [Self; 3] = [Self::NotOnboarded, Self::Silent, Self::AntivirusOff];

    /// Whether the device counts among those that could be protected and is not.
    pub fn is_missing(self) -> bool {
        Self::MISSING.contains(&self)
    }

    /// Whether the record is left out of the count.
    pub fn is_left_out(self) -> bool {
        matches!(self, Self::Merged | Self::Duplicate | Self::Excluded)
    }

    /// The word in documents and in the catalogue of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Duplicate => "duplicate",
            Self::Excluded => "excluded",
            Self::NotOnboarded => "notOnboarded",
            Self::Silent => "silent",
            Self::AntivirusOff => "antivirusOff",
            Self::Protected => "protected",
        }
    }
}

/// A device as an export of Defender for Endpoint machines describes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Machine {
    /// Its id in Defender for Endpoint.
    pub id: String,
    /// Its DNS name, or its id where it has none.
    pub name: String,
    /// Where it stands.
    pub standing: Standing,
    /// The word of the export that says why, such as `NoSensorData`; empty where it is protected.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Its device group (`rbacGroupName`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Whether the export says that it is in no device group, which is more than not saying in which.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_ungrouped: bool,
    /// Its id in Entra ID (`aadDeviceId`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aad_id: Option<String>,
    /// Its platform, such as `Windows11`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// When it last reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<Timestamp>,
    /// Whether Defender rates its value as high (`deviceValue`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub high_value: bool,
    /// Whether its risk score is high (`riskScore`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub high_risk: bool,
    /// Whether it is highly exposed (`exposureLevel`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub high_exposure: bool,
    /// Its tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What else the export says of it.
    #[serde(skip_serializing_if = "MachineDetails::is_empty")]
    pub details: MachineDetails,
}

/// What an export says of a device and no rule asks for (service.md 2.5), in its own words; empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MachineDetails {
    /// The version of its operating system, such as `23H2` (`version`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// The build of its operating system (`osBuild`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub build: String,
    /// How its sensor reports (`healthStatus`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub health: String,
    /// Whether it is onboarded (`onboardingStatus`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub onboarding: String,
    /// How its antivirus is (`defenderAvStatus`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub antivirus: String,
    /// How high its risk is (`riskScore`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub risk: String,
    /// How exposed it is (`exposureLevel`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub exposure: String,
    /// How much it is worth (`deviceValue`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// Its addresses inside, the one that it used last first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<String>,
    /// The address from which it was seen outside (`lastExternalIpAddress`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub external: String,
    /// The version of its sensor (`agentVersion`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub agent: String,
    /// What manages it (`managedBy`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub managed: String,
    /// When it was first seen (`firstSeen`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_seen: Option<Timestamp>,
}

impl MachineDetails {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Machine {
    /// Its operating system in a line, such as `Windows 11 23H2 (22631)`.
    pub fn system(&self) -> Option<String> {
        let details = &self.details;
        let build = Some(format!("({})", details.build)).filter(|_| !details.build.is_empty());
        let version = Some(details.version.clone()).filter(|version| !version.is_empty());
        let parts: Vec<String> =
            [self.platform.as_deref().map(|it| system_name(it).into_owned()), version, build]
                .into_iter()
                .flatten()
                .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// The words under which evidence may know it, in lower case: its ids, its name in full and the first part of it.
    pub fn keys(&self) -> Vec<String> {
        let first = self.name.split('.').next().unwrap_or_default();
        let words = [Some(self.id.as_str()), self.aad_id.as_deref(), Some(&self.name), Some(first)];
        let mut keys: Vec<String> = Vec::new();
        for word in words.into_iter().flatten().map(str::to_lowercase).filter(|word| !word.is_empty()) {
            if !keys.contains(&word) {
                keys.push(word);
            }
        }
        keys
    }

    /// The device as an asset, for what is decided on assets.
    pub fn asset(&self) -> Asset {
        Asset {
            kind: AssetKind::Device,
            id: self.id.to_lowercase(),
            name: self.name.clone(),
            group: self.group.clone(),
            critical: self.high_value,
            agreed: false,
            tags: self.tags.clone(),
            platform: self.platform.clone(),
        }
    }
}

/// A sensor of Defender for Identity (service.md 2.7).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Sensor {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The domain controllers that it watches, lower case; none for a sensor of another server.
    pub controllers: Vec<String>,
    /// Whether it says that it is healthy and its service runs.
    pub healthy: bool,
    /// The word of the export that says why it is not, such as `disconnected`; empty where it is healthy.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// How many health issues of it are open.
    pub open_issues: u32,
}

/// A health issue of Defender for Identity (service.md 2.7).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HealthIssue {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What is wrong, as plain text.
    pub text: String,
    /// `low`, `medium` or `high`; other words as they came.
    pub severity: String,
    /// Whether it is open; closed and suppressed ones are not.
    pub is_open: bool,
    /// The servers that it concerns, lower case; none for an issue of a whole domain.
    pub servers: Vec<String>,
    /// The domains that it concerns.
    pub domains: Vec<String>,
    /// What to do, as plain text.
    pub steps: Vec<String>,
}

/// A domain controller over all sensors that watch it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Controller {
    /// Its name.
    pub name: String,
    /// Whether one of its sensors is healthy.
    pub healthy: bool,
    /// Why not, in the word of a sensor that is not.
    pub why: String,
    /// The open health issues that concern it, by title.
    pub issues: Vec<String>,
}
