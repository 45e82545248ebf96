//! The kinds of records that are recognised.

use std::fmt;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $name:literal;)+) => {
        /// What kind of records a file holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind {
            $($(#[$doc])* $variant,)+
        }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable word of the command line and of documents.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// What the products call such records.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

kinds! {
    /// Microsoft Graph security incidents, with or without their alerts.
    GraphIncidents = "graphIncidents", "Microsoft Graph incidents";
    /// Microsoft Graph alerts (`alerts_v2`).
    GraphAlerts = "graphAlerts", "Microsoft Graph alerts";
    /// Tasks of incidents: the actions of a managed response.
    IncidentTasks = "incidentTasks", "Microsoft Graph incident tasks";
    /// Comments of an incident or alert.
    Comments = "comments", "comments of an incident or alert";
    /// Single pieces of evidence.
    Evidence = "evidence", "Microsoft Graph alert evidence";
    /// Secure Score, one a day.
    SecureScores = "secureScores", "Secure Score days";
    /// The controls of Secure Score.
    ControlProfiles = "secureScoreControlProfiles", "Secure Score control profiles";
    /// Defender for Endpoint machines.
    Machines = "machines", "Defender for Endpoint machines";
    /// Defender for Endpoint machine actions.
    MachineActions = "machineActions", "Defender for Endpoint machine actions";
    /// Alerts of the Defender for Endpoint API.
    EndpointAlerts = "endpointAlerts", "Defender for Endpoint alerts";
    /// Vulnerability management recommendations.
    Recommendations = "recommendations", "vulnerability management recommendations";
    /// Vulnerability management remediation activities.
    Remediations = "remediationActivities", "vulnerability management remediation activities";
    /// Indicators of compromise of Defender for Endpoint.
    Indicators = "indicators", "Defender for Endpoint indicators";
    /// The score of the devices.
    DeviceSecureScore = "deviceSecureScore", "device secure score";
    /// Defender for Identity sensors.
    Sensors = "sensors", "Defender for Identity sensors";
    /// Defender for Identity health issues.
    HealthIssues = "healthIssues", "Defender for Identity health issues";
    /// Subscriptions of the tenant (`subscribedSkus`).
    Licences = "subscribedSkus", "Microsoft Graph subscriptions";
    /// Users of the directory.
    People = "users", "Microsoft Graph users";
    /// Groups of the directory, with or without their members.
    Groups = "groups", "Microsoft Graph groups";
    /// Incidents of the legacy Defender XDR API.
    XdrIncidents = "xdrIncidents", "legacy Defender XDR incidents";
    /// Sentinel incidents.
    SentinelIncidents = "sentinelIncidents", "Microsoft Sentinel incidents";
    /// Records of advanced hunting as the streaming API sends them.
    HuntingRecords = "huntingRecords", "advanced hunting records";
    /// An ATT&CK Navigator layer.
    NavigatorLayer = "navigatorLayer", "ATT&CK Navigator layer";
    /// OCSF Detection Findings (class 2004).
    OcsfDetections = "ocsfDetections", "OCSF detection findings";
    /// OCSF Incident Findings (class 2005).
    OcsfIncidents = "ocsfIncidents", "OCSF incident findings";
    /// A table whose columns are mapped to the fields of an incident.
    Table = "table", "a table of incidents (CSV)";
    /// Alerts of the older Graph security API.
    LegacyGraphAlerts = "legacyGraphAlerts", "legacy Microsoft Graph alerts";
    /// The body of a request that changes an incident, or of its answer: without an id.
    IncidentUpdate = "incidentUpdate", "incident update body";
    /// The body of a request that changes the state of a Secure Score control.
    ControlProfileUpdate = "controlProfileUpdate", "Secure Score control update body";
}

impl Kind {
    /// Whether the workspace takes such records in. The others are recognised, counted and checked.
    pub fn is_imported(self) -> bool {
        self.is_incident()
            || self.is_estate()
            || matches!(
                self,
                Self::GraphAlerts
                    | Self::IncidentTasks
                    | Self::Comments
                    | Self::MachineActions
                    | Self::EndpointAlerts
                    | Self::Recommendations
                    | Self::HuntingRecords
                    | Self::NavigatorLayer
                    | Self::OcsfDetections
            )
    }

    /// Whether the records say something of the estate, of Secure Score or of the directory.
    pub fn is_estate(self) -> bool {
        matches!(
            self,
            Self::Machines
                | Self::Sensors
                | Self::HealthIssues
                | Self::SecureScores
                | Self::ControlProfiles
                | Self::Licences
                | Self::People
                | Self::Groups
        )
    }

    /// Whether the records become incidents of the workspace.
    pub fn is_incident(self) -> bool {
        self.is_read_as_it_is() || matches!(self, Self::SentinelIncidents | Self::OcsfIncidents | Self::Table)
    }

    /// Whether the reader of incidents takes the records as they are, without putting them into another shape first.
    pub(crate) fn is_read_as_it_is(self) -> bool {
        matches!(self, Self::GraphIncidents | Self::XdrIncidents)
    }

    /// The kind of the word, as [`as_str`](Self::as_str) writes it.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_names_one_kind() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(*kind));
        }
        assert_eq!(Kind::parse("somethingElse"), None);
    }
}
