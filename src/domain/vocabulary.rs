//! The closed word lists of the service. A word that is not in a list is kept verbatim as `Other`.
//!
//! Source: the enumerations of Microsoft Graph security (incident, alert, evidence). Exports spell them in
//! camelCase or PascalCase, so reading ignores letter case; [`as_str`](Severity::as_str) gives the Graph spelling.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal $(| $alias:literal)*),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A word that the list does not have, kept as it came.
            Other(Box<str>),
        }

        impl $name {
            /// Every known value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Reads a word in any letter case; an unknown one is kept verbatim.
            pub fn parse(word: &str) -> Self {
                let word = word.trim();
                $(if word.eq_ignore_ascii_case($word) $(|| word.eq_ignore_ascii_case($alias))* { return Self::$variant; })+
                Self::Other(word.into())
            }

            /// The word in the spelling of Microsoft Graph, or as it came when unknown.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word,
                }
            }

            /// Whether the word is in the list.
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self::parse(&Cow::<'de, str>::deserialize(deserializer)?))
            }
        }
    };
}

vocabulary! {
    /// How severe an incident or alert is. "Critical" has no place in Graph but occurs in imports: it is kept,
    /// sorts above High and counts as worked.
    Severity {
        /// No level was given.
        Unknown = "unknown" | "unspecified",
        /// For information only.
        Informational = "informational",
        /// Low.
        Low = "low",
        /// Medium, worked by the experts.
        Medium = "medium",
        /// High, worked by the experts.
        High = "high",
        /// Above High, only in imports.
        Critical = "critical",
    }
}

impl Severity {
    /// Orders levels for sorting, highest first when descending: an unknown level sorts below High and above
    /// Medium, so that it is seen.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Critical => 6,
            Self::High => 5,
            Self::Other(_) => 4,
            Self::Medium => 3,
            Self::Low => 2,
            Self::Informational => 1,
            Self::Unknown => 0,
        }
    }

    /// This one, or another where that is higher.
    pub fn or_worse(self, other: &Self) -> Self {
        if other.rank() > self.rank() { other.clone() } else { self }
    }
}

vocabulary! {
    /// Where an incident is in its life (service.md 1.7, incident life cycle).
    Status {
        /// New and untouched, or waiting for the experts.
        Active = "active" | "new",
        /// Somebody works on it.
        InProgress = "inProgress",
        /// The experts published actions that wait for the customer.
        AwaitingAction = "awaitingAction" | "awaitingCustomerAction",
        /// Done.
        Resolved = "resolved" | "closed",
        /// Merged into another incident: not an incident of its own.
        Redirected = "redirected",
    }
}

vocabulary! {
    /// What an incident turned out to be.
    Classification {
        /// Nobody said yet.
        Unknown = "unknown",
        /// A real threat.
        TruePositive = "truePositive",
        /// Real, but expected.
        InformationalExpectedActivity = "informationalExpectedActivity",
        /// Not a threat.
        FalsePositive = "falsePositive",
    }
}

vocabulary! {
    /// Why a classification was given. [`Classification::determinations`] lists the pairs that exist.
    Determination {
        /// Nobody said yet.
        Unknown = "unknown" | "notAvailable",
        /// Withdrawn in August 2022, still in old data.
        Apt = "apt",
        /// Malware.
        Malware = "malware",
        /// Withdrawn in August 2022, still in old data.
        SecurityPersonnel = "securityPersonnel",
        /// Security test.
        SecurityTesting = "securityTesting",
        /// Unwanted software.
        UnwantedSoftware = "unwantedSoftware",
        /// Another reason.
        Other_ = "other",
        /// Multistage attack.
        MultiStagedAttack = "multiStagedAttack",
        /// Compromised account.
        CompromisedAccount = "compromisedAccount" | "compromisedUser",
        /// Phishing.
        Phishing = "phishing",
        /// Malicious user activity.
        MaliciousUserActivity = "maliciousUserActivity",
        /// Not malicious.
        NotMalicious = "notMalicious" | "clean",
        /// Not enough data to validate.
        NotEnoughDataToValidate = "notEnoughDataToValidate" | "insufficientData",
        /// Confirmed activity.
        ConfirmedActivity = "confirmedActivity" | "confirmedUserActivity",
        /// Line-of-business application.
        LineOfBusinessApplication = "lineOfBusinessApplication",
    }
}

impl Classification {
    /// The determinations that go with a classification (service.md 1.7,
    /// classification and determination).
    pub fn determinations(&self) -> &'static [Determination] {
        use Determination as D;
        match self {
            Self::TruePositive => &[
                D::MultiStagedAttack,
                D::MaliciousUserActivity,
                D::CompromisedAccount,
                D::Malware,
                D::Phishing,
                D::UnwantedSoftware,
                D::Other_,
            ],
            Self::InformationalExpectedActivity => {
                &[D::SecurityTesting, D::LineOfBusinessApplication, D::ConfirmedActivity, D::Other_]
            }
            Self::FalsePositive => &[D::NotMalicious, D::NotEnoughDataToValidate, D::Other_],
            Self::Unknown | Self::Other(_) => &[],
        }
    }
}

vocabulary! {
    /// The product that raised an alert (Graph `serviceSource`).
    ServiceSource {
        /// Defender for Endpoint.
        Endpoint = "microsoftDefenderForEndpoint",
        /// Defender for Identity.
        Identity = "microsoftDefenderForIdentity",
        /// Defender for Cloud Apps.
        CloudApps = "microsoftDefenderForCloudApps",
        /// Defender for Office 365.
        Office365 = "microsoftDefenderForOffice365",
        /// Correlation across the products.
        DefenderXdr = "microsoft365Defender" | "microsoftDefenderXDR",
        /// Entra ID Protection.
        EntraIdProtection = "azureAdIdentityProtection",
        /// App governance.
        AppGovernance = "microsoftAppGovernance",
        /// Data Loss Prevention: out of the experts' scope.
        DataLossPrevention = "dataLossPrevention",
        /// Defender for Cloud.
        Cloud = "microsoftDefenderForCloud",
        /// Sentinel.
        Sentinel = "microsoftSentinel",
        /// Insider risk management.
        InsiderRisk = "microsoftInsiderRiskManagement",
        /// Threat intelligence.
        ThreatIntelligence = "microsoftThreatIntelligence",
        /// Security for AI.
        SecurityForAi = "microsoftSecurityForAI",
        /// Not given.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// The state of one alert.
    AlertStatus {
        /// Not given.
        Unknown = "unknown",
        /// New.
        New = "new" | "active",
        /// In progress.
        InProgress = "inProgress",
        /// Resolved.
        Resolved = "resolved",
    }
}

vocabulary! {
    /// What was found about a piece of evidence.
    Verdict {
        /// Nothing yet.
        Unknown = "unknown",
        /// Suspicious.
        Suspicious = "suspicious",
        /// Malicious.
        Malicious = "malicious",
        /// Nothing bad was found.
        NoThreatsFound = "noThreatsFound",
    }
}

vocabulary! {
    /// What was done about a piece of evidence.
    Remediation {
        /// Nothing.
        None = "none",
        /// Remediated.
        Remediated = "remediated",
        /// Prevented before it ran.
        Prevented = "prevented",
        /// Blocked.
        Blocked = "blocked",
        /// It was gone already.
        NotFound = "notFound",
        /// Still active.
        Active = "active",
        /// Waits for an approval.
        PendingApproval = "pendingApproval",
        /// Declined.
        Declined = "declined",
        /// Not remediated.
        Unremediated = "unremediated",
        /// Under way.
        Running = "running",
        /// Partly remediated.
        PartiallyRemediated = "partiallyRemediated",
    }
}

/// A tactic of MITRE ATT&CK for Enterprise, in the order of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are ATT&CK's own")]
pub enum Tactic {
    Reconnaissance,
    ResourceDevelopment,
    InitialAccess,
    Execution,
    Persistence,
    PrivilegeEscalation,
    DefenseEvasion,
    CredentialAccess,
    Discovery,
    LateralMovement,
    Collection,
    CommandAndControl,
    Exfiltration,
    Impact,
}

impl Tactic {
    /// All fourteen in the order of the matrix.
    pub const ALL: [Self; 14] = [
        Self::Reconnaissance,
        Self::ResourceDevelopment,
        Self::InitialAccess,
        Self::Execution,
        Self::Persistence,
        Self::PrivilegeEscalation,
        Self::DefenseEvasion,
        Self::CredentialAccess,
        Self::Discovery,
        Self::LateralMovement,
        Self::Collection,
        Self::CommandAndControl,
        Self::Exfiltration,
        Self::Impact,
    ];

    /// The name as alert categories spell it: `CredentialAccess`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reconnaissance => "Reconnaissance",
            Self::ResourceDevelopment => "ResourceDevelopment",
            Self::InitialAccess => "InitialAccess",
            Self::Execution => "Execution",
            Self::Persistence => "Persistence",
            Self::PrivilegeEscalation => "PrivilegeEscalation",
            Self::DefenseEvasion => "DefenseEvasion",
            Self::CredentialAccess => "CredentialAccess",
            Self::Discovery => "Discovery",
            Self::LateralMovement => "LateralMovement",
            Self::Collection => "Collection",
            Self::CommandAndControl => "CommandAndControl",
            Self::Exfiltration => "Exfiltration",
            Self::Impact => "Impact",
        }
    }

    /// Reads an alert category or a tactic name in any spelling (`credential-access`, `Credential Access`);
    /// `None` for categories that are no tactic, such as Malware.
    pub fn parse(word: &str) -> Option<Self> {
        // Compared without a copy, and as it is spelled nearly always first: an import asks this for every alert.
        let exact = Self::ALL.into_iter().find(|tactic| tactic.as_str() == word);
        exact.or_else(|| Self::ALL.into_iter().find(|tactic| letters(tactic.as_str()).eq(letters(word))))
    }
}

/// The letters and digits of a word in lower case.
fn letters(word: &str) -> impl Iterator<Item = u8> {
    word.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
}

/// A set of tactics, one bit each in the order of the matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TacticSet(u16);

impl TacticSet {
    /// Adds a tactic.
    pub fn insert(&mut self, tactic: Tactic) {
        self.0 |= 1 << tactic as u8;
    }

    /// Whether the tactic is in the set.
    pub fn contains(self, tactic: Tactic) -> bool {
        self.0 & (1 << tactic as u8) != 0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The tactics in the order of the matrix.
    pub fn iter(self) -> impl Iterator<Item = Tactic> {
        Tactic::ALL.into_iter().filter(move |tactic| self.contains(*tactic))
    }

    /// The bits: bit 0 is Reconnaissance, bit 13 Impact.
    pub fn bits(self) -> u16 {
        self.0
    }

    /// The set of the given bits; bits above 13 are dropped.
    pub fn from_bits(bits: u16) -> Self {
        Self(bits & 0x3FFF)
    }
}

impl FromIterator<Tactic> for TacticSet {
    fn from_iter<I: IntoIterator<Item = Tactic>>(tactics: I) -> Self {
        let mut set = Self::default();
        tactics.into_iter().for_each(|tactic| set.insert(tactic));
        set
    }
}
