//! Devices, sensors of domain controllers and health issues.
//!
//! The rule (service.md 1.5 and section 6): a device is protected when it is onboarded, reports and has an active
//! antivirus, over the records that are neither merged, nor duplicates, nor excluded; identities are protected by a
//! healthy sensor on each domain controller.

use super::record::Record;
use crate::domain::estate::machine::{HealthIssue, Machine, MachineDetails, Sensor, Standing};
use crate::formats::finding::Finding;
use crate::formats::position::Position;
use crate::formats::problem::{Findings, Problem};

/// The name that Defender for Endpoint writes for a device that is in no group.
const NO_GROUP: &str = "UnassignedGroup";

/// So many addresses of a device are kept.
const ADDRESSES_MAX: usize = 16;

/// Reads a machine. An export of machines has no antivirus state unless it was added: a missing one is taken as active
/// and a missing onboarding state as onboarded, and both are noted.
pub(super) fn machine(text: &str, at: Position, findings: &mut Findings) -> Result<Machine, Problem> {
    let record = Record::read(text, at)?;
    let id = record.id()?;
    let (standing, why) = standing(&record, findings);
    let is_high = |name: &str| record.word(name).as_deref() == Some("high");
    let group = record.text("rbacGroupName");
    let is_none = |group: &String| group.eq_ignore_ascii_case(NO_GROUP);
    Ok(Machine {
        is_ungrouped: group.as_ref().is_some_and(is_none),
        aad_id: record.text("aadDeviceId"),
        name: record.text("computerDnsName").unwrap_or_else(|| id.clone()),
        standing,
        why,
        group: group.filter(|group| !is_none(group)),
        platform: record.text("osPlatform"),
        last_seen: record.time("lastSeen"),
        high_value: is_high("deviceValue"),
        high_risk: is_high("riskScore"),
        high_exposure: is_high("exposureLevel"),
        tags: record.texts("machineTags"),
        details: details(&record),
        id,
    })
}

/// What it says beside, as it says it.
fn details(record: &Record<'_>) -> MachineDetails {
    let said = |name: &str| record.text(name).unwrap_or_default();
    let number = |name: &str| record.count(name).map(|number| number.to_string()).unwrap_or_default();
    let build = Some(said("osBuild")).filter(|build| !build.is_empty()).unwrap_or_else(|| number("osBuild"));
    MachineDetails {
        version: said("version"),
        build,
        health: said("healthStatus"),
        onboarding: said("onboardingStatus"),
        antivirus: said("defenderAvStatus"),
        risk: said("riskScore"),
        exposure: said("exposureLevel"),
        value: said("deviceValue"),
        addresses: addresses(record),
        external: said("lastExternalIpAddress"),
        agent: said("agentVersion"),
        managed: said("managedBy"),
        first_seen: record.time("firstSeen"),
    }
}

/// The address that it used last, then those of its interfaces, each once.
fn addresses(record: &Record<'_>) -> Vec<String> {
    let interfaces = record.objects("ipAddresses").into_iter().filter_map(|it| it.text("ipAddress"));
    let mut found: Vec<String> = Vec::new();
    for address in record.text("lastIpAddress").into_iter().chain(interfaces) {
        if found.len() < ADDRESSES_MAX && !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

fn standing(record: &Record<'_>, findings: &mut Findings) -> (Standing, String) {
    let said = |name: &str| record.text(name).unwrap_or_default();
    if record.text("mergedIntoMachineId").is_some() {
        return (Standing::Merged, String::new());
    }
    if record.is_true("isPotentialDuplication") {
        return (Standing::Duplicate, String::new());
    }
    if record.is_true("isExcluded") {
        return (Standing::Excluded, said("exclusionReason"));
    }
    match record.word("onboardingStatus").as_deref() {
        Some("onboarded") => {}
        Some(_) => return (Standing::NotOnboarded, said("onboardingStatus")),
        None => findings.add(Problem::new(record.at, Finding::AssumedOnboarded)),
    }
    if record.word("healthStatus").as_deref() != Some("active") {
        return (Standing::Silent, said("healthStatus"));
    }
    match record.word("defenderAvStatus").as_deref() {
        // Signatures that are not up to date are another recommendation: the antivirus runs.
        Some("updated" | "notupdated") => (Standing::Protected, String::new()),
        Some(_) => (Standing::AntivirusOff, said("defenderAvStatus")),
        None => {
            findings.add(Problem::new(record.at, Finding::AssumedAntivirus));
            (Standing::Protected, String::new())
        }
    }
}

/// Reads a sensor. It is healthy when it says so, its service runs, and its deployment is not one of the states that
/// mean silence (service.md 2.7).
pub(super) fn sensor(text: &str, at: Position, findings: &mut Findings) -> Result<Sensor, Problem> {
    let record = Record::read(text, at)?;
    let id = record.id()?;
    let deployment = record.word("deploymentStatus").unwrap_or_default();
    let name = record.text("displayName").unwrap_or_else(|| id.clone());
    let open_issues = record.count("openHealthIssuesCount").unwrap_or(0);
    if deployment == "unreachable" {
        // The controller was deleted: it is none any more.
        findings.add(Problem::new(at, Finding::DeletedController));
        return Ok(Sensor { id, name, why: "unreachable".to_owned(), open_issues, ..Sensor::default() });
    }
    let health = record.text("healthStatus").filter(|word| !word.eq_ignore_ascii_case("healthy"));
    let service = record.text("serviceStatus").filter(|word| !word.eq_ignore_ascii_case("running"));
    let silent = matches!(deployment.as_str(), "disconnected" | "startfailure" | "notconfigured");
    let silent = silent.then(|| record.text("deploymentStatus").unwrap_or_default());
    let said = record.text("healthStatus").is_some();
    let why = silent.or(service).or(health).or((!said).then(|| "unknown".to_owned()));
    let is_controller = record.word("sensorType").unwrap_or_default().starts_with("domaincontroller");
    let controllers = if is_controller { controllers(&record, &id) } else { Vec::new() };
    Ok(Sensor { controllers, healthy: why.is_none(), why: why.unwrap_or_default(), open_issues, id, name })
}

/// The controllers that the settings name, else the machine that the sensor runs on.
fn controllers(record: &Record<'_>, id: &str) -> Vec<String> {
    let settings = record.get("settings").map(|raw| Record::within(raw, record.at));
    let names = settings.map(|settings| settings.texts("domainControllerDnsNames")).unwrap_or_default();
    let names: Vec<String> = names.into_iter().map(|name| name.to_ascii_lowercase()).collect();
    if !names.is_empty() {
        return names;
    }
    vec![match (record.word("displayName"), record.word("domainName")) {
        (Some(name), Some(domain)) if !name.contains('.') => format!("{name}.{domain}"),
        (Some(name), _) => name,
        (None, _) => id.to_owned(),
    }]
}

/// Reads a health issue.
pub(super) fn health_issue(text: &str, at: Position) -> Result<HealthIssue, Problem> {
    let record = Record::read(text, at)?;
    let id = record.id()?;
    let servers = record.texts("sensorDNSNames").into_iter().map(|name| name.to_ascii_lowercase()).collect();
    Ok(HealthIssue {
        title: record.text("displayName").unwrap_or_else(|| id.clone()),
        text: record.plain("description"),
        severity: record.word("severity").unwrap_or_default(),
        is_open: record.word("status").is_none_or(|status| status == "open"),
        servers,
        domains: record.texts("domainNames"),
        steps: record.texts("recommendations").iter().map(|step| super::html::plain(step)).collect(),
        id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(members: &str) -> Machine {
        let text = format!("{{\"id\":\"m\",{members}}}");
        machine(&text, Position::START, &mut Findings::default()).unwrap()
    }

    #[test]
    fn a_machine_is_protected_by_the_rule() {
        let good = r#""onboardingStatus":"Onboarded","healthStatus":"Active""#;
        for (more, standing, why) in [
            ("", Standing::Protected, ""),
            (r#","defenderAvStatus":"updated""#, Standing::Protected, ""),
            (r#","defenderAvStatus":"NotUpdated""#, Standing::Protected, ""),
            (r#","defenderAvStatus":"unknown""#, Standing::AntivirusOff, "unknown"),
            (r#","defenderAvStatus":"disabled""#, Standing::AntivirusOff, "disabled"),
            (
                r#","isExcluded":"True","exclusionReason":"InactiveDevice""#,
                Standing::Excluded,
                "InactiveDevice",
            ),
            (r#","isPotentialDuplication":true"#, Standing::Duplicate, ""),
            (r#","mergedIntoMachineId":"other","isExcluded":true"#, Standing::Merged, ""),
        ] {
            let machine = read(&format!("{good}{more}"));
            assert_eq!((machine.standing, machine.why.as_str()), (standing, why), "{more}");
        }
        assert_eq!(read(r#""onboardingStatus":"CanBeOnboarded""#).standing, Standing::NotOnboarded);
        let silent = read(r#""onboardingStatus":"onboarded","healthStatus":"NoSensorData""#);
        assert_eq!((silent.standing, silent.why.as_str()), (Standing::Silent, "NoSensorData"));
    }

    #[test]
    fn what_is_assumed_is_noted() {
        let mut findings = Findings::default();
        machine(r#"{"id":"m","healthStatus":"Active"}"#, Position::START, &mut findings).unwrap();
        let found: Vec<_> = findings.list().iter().map(|problem| problem.finding.clone()).collect();
        assert_eq!(found, [Finding::AssumedOnboarded, Finding::AssumedAntivirus]);
    }

    #[test]
    fn what_marks_a_device_is_kept() {
        let machine = read(
            r#""computerDnsName":"ws-1","rbacGroupName":"Depots","osPlatform":"Windows11","deviceValue":"High",
            "riskScore":"Low","exposureLevel":"High","machineTags":["till"],"lastSeen":"2026-01-02T00:00:00Z""#,
        );
        assert_eq!((machine.name.as_str(), machine.group.as_deref()), ("ws-1", Some("Depots")));
        assert_eq!((machine.high_value, machine.high_risk, machine.high_exposure), (true, false, true));
        assert_eq!((machine.tags.as_slice(), machine.last_seen.is_some()), (&["till".to_owned()][..], true));
        assert_eq!(read(r#""rbacGroupName":"UnassignedGroup""#).group, None);
    }

    #[test]
    fn what_no_rule_asks_for_is_kept_as_it_was_said() {
        let machine = read(
            r#""osPlatform":"Windows11","version":"23H2","osBuild":22631,"healthStatus":"Active",
            "onboardingStatus":"Onboarded","defenderAvStatus":"Updated","riskScore":"Medium","exposureLevel":"Low",
            "deviceValue":"Normal","lastIpAddress":"10.0.0.7","lastExternalIpAddress":"198.51.100.7",
            "ipAddresses":[{"ipAddress":"10.0.0.7"},{"ipAddress":"fe80::7","macAddress":"aa"},{"type":"Ethernet"}],
            "agentVersion":"10.8","managedBy":"Intune","firstSeen":"2026-01-02T00:00:00Z""#,
        );
        assert_eq!(machine.system().as_deref(), Some("Windows 11 23H2 (22631)"));
        let details = MachineDetails {
            version: "23H2".into(),
            build: "22631".into(),
            health: "Active".into(),
            onboarding: "Onboarded".into(),
            antivirus: "Updated".into(),
            risk: "Medium".into(),
            exposure: "Low".into(),
            value: "Normal".into(),
            addresses: vec!["10.0.0.7".into(), "fe80::7".into()],
            external: "198.51.100.7".into(),
            agent: "10.8".into(),
            managed: "Intune".into(),
            first_seen: crate::domain::time::Timestamp::parse("2026-01-02T00:00:00Z"),
        };
        assert_eq!(machine.details, details);
        assert_eq!(
            (read(r#""osBuild":null"#).details, read(r#""osBuild":null"#).system()),
            Default::default()
        );
    }

    #[test]
    fn a_health_issue_says_what_it_concerns() {
        let text = r#"{"id":"7","displayName":"Sensor stopped","status":"open","severity":"High",
            "sensorDNSNames":["DC1.d.test"],"recommendations":["<b>Restart</b> it"]}"#;
        let issue = health_issue(text, Position::START).unwrap();
        assert_eq!((issue.severity.as_str(), issue.is_open), ("high", true));
        assert_eq!(
            (issue.servers, issue.steps),
            (vec!["dc1.d.test".to_owned()], vec!["Restart it".to_owned()])
        );
        let closed = health_issue(r#"{"id":"8","status":"suppressed"}"#, Position::START).unwrap();
        assert!(!closed.is_open);
    }
}
