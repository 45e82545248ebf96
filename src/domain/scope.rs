//! Which incidents are in the scope of the service (the service's documentation, coverage).

use super::brief::Brief;
use super::record::AlertRecord;
use super::vocabulary::ServiceSource;

/// Detectors whose alerts are not covered: the customer's own rules, Data Loss Prevention, IoT and DNS.
const DETECTIONS_OUT: [&str; 5] = [
    "customDetection",
    "customTi",
    "microsoftDataLossPrevention",
    "microsoftDefenderForIoT",
    "microsoftDefenderForDNS",
];
/// The device group to which coverage is limited, where it is: its name is fixed (the service's documentation, scoped
/// coverage).
pub const SCOPED_DEVICES: &str = "Defender_Experts_Scoped_Coverage_Devices";
/// The group of users to which coverage is limited, where it is.
pub const SCOPED_USERS: &str = "Defender_Experts_Scoped_Coverage_Users";

/// Products whose alerts are not covered.
const SOURCES_OUT: [ServiceSource; 1] = [ServiceSource::DataLossPrevention];
/// Categories that are not covered, without white space.
const CATEGORIES_OUT: [&str; 3] = ["Compliance", "DataLossPrevention", "CustomDetections"];

/// Whether the experts cover an alert: its product, its detector and its category. What an alert does not say, or what
/// nobody knows, does not stand against it.
pub fn covers(alert: &AlertRecord) -> bool {
    let among = |list: &[&str], word: Option<&str>| {
        let word: String = word.unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
        list.iter().any(|out| out.eq_ignore_ascii_case(&word))
    };
    !SOURCES_OUT.contains(&alert.service_source)
        && !among(&DETECTIONS_OUT, alert.detection_source.as_deref())
        && !among(&CATEGORIES_OUT, alert.category.as_deref())
}

/// Whether an incident is in the scope of the service: the experts cover at least one of its alerts. An incident
/// without alerts says nothing against it and is in scope.
pub fn in_scope(brief: &Brief) -> bool {
    any_covered(brief.alerts, brief.alerts_covered)
}

/// The rule of [`in_scope`] over the counts alone.
pub fn any_covered(alerts: u32, covered: u32) -> bool {
    alerts == 0 || covered > 0
}
