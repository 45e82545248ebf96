//! Tells what a record is by what it holds. The name of a file says nothing.

use super::finding::Finding;
use super::foreign::ocsf::{DETECTION, INCIDENT};
use super::kind::Kind;
use watchfloor_text::raw::{Key, Raw, read_members};

/// What a record turns out to be.
#[derive(Debug, PartialEq)]
pub(crate) enum Recognised {
    /// A record of a kind.
    As(Kind),
    /// Something that is not a record, with what it is.
    Not(Finding),
    /// None of the known kinds.
    Unknown,
}

/// The kind that a service's name for a list says: `https://…/$metadata#security/incidents(alerts())`.
pub(crate) fn of_context(context: &str) -> Option<Kind> {
    let name = context.rsplit_once("$metadata").map_or(context, |(_, name)| name).to_ascii_lowercase();
    // The longer name first where one is part of another.
    let known = [
        ("/comments", Kind::Comments),
        ("secureScoreControlProfiles", Kind::ControlProfiles),
        ("secureScores", Kind::SecureScores),
        ("incidentTasks", Kind::IncidentTasks),
        ("security/incidents", Kind::GraphIncidents),
        ("alerts_v2", Kind::GraphAlerts),
        ("sensors", Kind::Sensors),
        ("healthIssues", Kind::HealthIssues),
        ("subscribedSkus", Kind::Licences),
        ("#users", Kind::People),
        ("#groups", Kind::Groups),
        ("MachineActions", Kind::MachineActions),
        ("Machine", Kind::Machines),
        ("RemediationTasks", Kind::Remediations),
        ("Recommendation", Kind::Recommendations),
        ("ConfigurationScore", Kind::DeviceSecureScore),
        ("Indicators", Kind::Indicators),
        ("Incidents", Kind::XdrIncidents),
        ("Alerts", Kind::EndpointAlerts),
    ];
    known.into_iter().find(|(word, _)| name.contains(&word.to_ascii_lowercase())).map(|(_, kind)| kind)
}

/// The kind of a record. Of a record whose JSON is broken, what comes before the fault is looked at.
pub(crate) fn of_record(text: &str) -> Recognised {
    let mut members = Vec::new();
    let parsed = read_members(text, &mut members);
    let record = Shape(&members);
    if let Some(kind) = of_type(&record).or_else(|| of_members(&record)) {
        return Recognised::As(kind);
    }
    match parsed {
        Ok(()) => record.no_record().map_or(Recognised::Unknown, Recognised::Not),
        Err(_) => Recognised::Unknown,
    }
}

/// The members of a record.
struct Shape<'m, 'a>(&'m [(Key<'a>, Raw<'a>)]);

impl<'a> Shape<'_, 'a> {
    fn get(&self, name: &str) -> Option<Raw<'a>> {
        self.0.iter().find(|(key, _)| key.as_str() == name).map(|(_, raw)| *raw)
    }

    fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.get(name).is_some())
    }

    fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.get(name).is_some())
    }

    fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.word().map(|word| word.into_owned())
    }

    /// Things that are often saved for an export and are none.
    fn no_record(&self) -> Option<Finding> {
        let error = self.get("error");
        if let Some(error) = error.filter(|error| error.is_object()) {
            let word = |name: &str| error.member(name).and_then(Raw::word).unwrap_or_default();
            let message = super::problem::excerpt(&word("message"));
            return Some(Finding::ErrorAnswer { code: word("code").into_owned(), message });
        }
        let ours = self.text("format").is_some_and(|format| format.starts_with("watchfloor"));
        ours.then_some(Finding::OwnDocument)
    }
}

/// The kind that `@odata.type` says, with or without `#` and `security.`.
fn of_type(record: &Shape<'_, '_>) -> Option<Kind> {
    let name = record.text("@odata.type")?;
    match name.rsplit(['.', '#']).next()? {
        "incident" => Some(Kind::GraphIncidents),
        "incidentTask" => Some(Kind::IncidentTasks),
        "alertComment" => Some(Kind::Comments),
        "secureScore" => Some(Kind::SecureScores),
        "secureScoreControlProfile" => Some(Kind::ControlProfiles),
        "sensor" => Some(Kind::Sensors),
        "healthIssue" => Some(Kind::HealthIssues),
        "subscribedSku" => Some(Kind::Licences),
        "user" => Some(Kind::People),
        "group" => Some(Kind::Groups),
        "alert" if record.has(&["vendorInformation"]) => Some(Kind::LegacyGraphAlerts),
        "alert" => Some(Kind::GraphAlerts),
        name if name.ends_with("Evidence") => Some(Kind::Evidence),
        _ => None,
    }
}

/// The kind that the names of the members say: each rule asks for what no other kind has.
fn of_members(record: &Shape<'_, '_>) -> Option<Kind> {
    ocsf_members(record)
        .or_else(|| defender_members(record))
        .or_else(|| graph_members(record))
        .or_else(|| other_members(record))
}

fn ocsf_members(record: &Shape<'_, '_>) -> Option<Kind> {
    let class = record.get("class_uid").and_then(Raw::number)?;
    if class == DETECTION {
        Some(Kind::OcsfDetections)
    } else if class == INCIDENT {
        Some(Kind::OcsfIncidents)
    } else {
        None
    }
}

fn defender_members(record: &Shape<'_, '_>) -> Option<Kind> {
    if record.has(&["incidentName", "incidentId"]) {
        Some(Kind::XdrIncidents)
    } else if record.has(&["alertCreationTime"]) {
        Some(Kind::EndpointAlerts)
    } else if record.has(&["indicatorValue"]) {
        Some(Kind::Indicators)
    } else if record.has(&["machineId", "type"]) && record.has_any(&["creationDateTimeUtc", "requestor"]) {
        Some(Kind::MachineActions)
    } else if record.has(&["recommendationName"]) {
        Some(Kind::Recommendations)
    } else if record.has(&["statusLastModifiedOn"]) || record.has(&["targetDevices", "fixedDevices"]) {
        Some(Kind::Remediations)
    } else if record.has(&["id", "computerDnsName"]) && record.has_any(&["osPlatform", "healthStatus"]) {
        Some(Kind::Machines)
    } else {
        None
    }
}

fn graph_members(record: &Shape<'_, '_>) -> Option<Kind> {
    if record.has(&["sensorType"]) || record.has(&["deploymentStatus", "domainName"]) {
        Some(Kind::Sensors)
    } else if record.has(&["healthIssueType"]) {
        Some(Kind::HealthIssues)
    } else if record.has(&["controlScores"]) || record.has(&["currentScore", "maxScore"]) {
        Some(Kind::SecureScores)
    } else if record.has(&["id", "vendorInformation"])
        && record.has_any(&["userImpact", "implementationCost", "remediationImpact", "tier"])
    {
        Some(Kind::ControlProfiles)
    } else if record.has(&["skuPartNumber"]) && record.has_any(&["prepaidUnits", "consumedUnits"]) {
        Some(Kind::Licences)
    } else if record.has(&["userPrincipalName"]) && record.has_any(&["displayName", "mail"]) {
        Some(Kind::People)
    } else if record.has(&["displayName"])
        && record.has_any(&["groupTypes", "securityEnabled", "mailEnabled"])
    {
        Some(Kind::Groups)
    } else if record.has(&["actionStatus"]) || record.has(&["responseAction", "incident"]) {
        Some(Kind::IncidentTasks)
    } else if record.has(&["eventDateTime", "vendorInformation"]) {
        Some(Kind::LegacyGraphAlerts)
    } else if record.has(&["providerAlertId"]) || record.has(&["title", "serviceSource"]) {
        Some(Kind::GraphAlerts)
    } else if record.has(&["displayName", "createdDateTime"])
        && record.has_any(&["status", "severity", "classification", "alerts", "incidentWebUrl"])
    {
        Some(Kind::GraphIncidents)
    } else if record.has(&["verdict", "remediationStatus"]) {
        Some(Kind::Evidence)
    } else if record.has(&["comment"]) && record.has_any(&["createdByDisplayName", "createdBy"]) {
        Some(Kind::Comments)
    } else if record.has(&["state", "vendorInformation"]) {
        Some(Kind::ControlProfileUpdate)
    } else {
        None
    }
}

fn other_members(record: &Shape<'_, '_>) -> Option<Kind> {
    let sentinel = || {
        let resource = record.text("type").is_some_and(|name| name.ends_with("SecurityInsights/incidents"));
        resource || record.get("properties").is_some_and(|inner| inner.member("incidentNumber").is_some())
    };
    if record.has(&["techniques"]) && record.has_any(&["domain", "versions", "version"]) {
        Some(Kind::NavigatorLayer)
    } else if record.has(&["properties"]) && sentinel() {
        Some(Kind::SentinelIncidents)
    } else if record.has(&["properties", "category"]) && record.has_any(&["operationName", "time"]) {
        Some(Kind::HuntingRecords)
    } else if record.has(&["time", "score"]) {
        Some(Kind::DeviceSecureScore)
    } else if record.get("id").is_none()
        && record.has(&["status"])
        && record.has_any(&["classification", "determination", "assignedTo"])
    {
        Some(Kind::IncidentUpdate)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Recognised) {
        assert_eq!(of_record(text), expected, "{text}");
    }

    #[test]
    fn tells_kinds_apart_by_their_members() {
        for (text, kind) in [
            (r##"{"@odata.type":"#microsoft.graph.incident","id":"1"}"##, Kind::GraphIncidents),
            (r#"{"id":"1","displayName":"n","createdDateTime":"t","status":"s"}"#, Kind::GraphIncidents),
            (r#"{"incidentId":1,"incidentName":"n"}"#, Kind::XdrIncidents),
            (r#"{"id":"1","title":"t","serviceSource":"s"}"#, Kind::GraphAlerts),
            (r#"{"id":"1","computerDnsName":"n","healthStatus":"Active"}"#, Kind::Machines),
            (r#"{"id":"1","machineId":"m","type":"Isolate","requestor":"r"}"#, Kind::MachineActions),
            (r#"{"@odata.type":"microsoft.graph.security.fileEvidence"}"#, Kind::Evidence),
            (r#"{"properties":{"incidentNumber":7}}"#, Kind::SentinelIncidents),
            (r#"{"time":"t","category":"AdvancedHunting-AlertInfo","properties":{}}"#, Kind::HuntingRecords),
            (r#"{"name":"n","domain":"enterprise-attack","techniques":[]}"#, Kind::NavigatorLayer),
            (r#"{"status":"Resolved","assignedTo":"a"}"#, Kind::IncidentUpdate),
            // Broken behind the members that say what it is.
            (r#"{"id":"1","computerDnsName":"n","osPlatform":"a" "b"}"#, Kind::Machines),
        ] {
            check(text, Recognised::As(kind));
        }
    }

    #[test]
    fn says_what_is_no_record() {
        let refused = Finding::ErrorAnswer { code: "Forbidden".to_owned(), message: "No.".to_owned() };
        check(r#"{"error":{"code":"Forbidden","message":"No."}}"#, Recognised::Not(refused));
        check(r#"{"format":"watchfloor-backup"}"#, Recognised::Not(Finding::OwnDocument));
        check(r#"{"a":1}"#, Recognised::Unknown);
    }

    #[test]
    fn reads_the_name_of_a_list() {
        for (context, kind) in [
            ("https://graph.microsoft.com/v1.0/$metadata#security/incidents(alerts())", Kind::GraphIncidents),
            ("https://graph.microsoft.com/v1.0/$metadata#security/alerts_v2('1')/comments", Kind::Comments),
            ("https://api.securitycenter.microsoft.com/api/$metadata#Machines", Kind::Machines),
            ("https://api.securitycenter.microsoft.com/api/$metadata#MachineActions", Kind::MachineActions),
            ("https://api.security.microsoft.com/api/$metadata#Incidents", Kind::XdrIncidents),
        ] {
            assert_eq!(of_context(context), Some(kind), "{context}");
        }
        assert_eq!(of_context("https://graph.microsoft.com/v1.0/$metadata#users"), Some(Kind::People));
        assert_eq!(of_context("https://example.com/$metadata#applications"), None);
    }
}
