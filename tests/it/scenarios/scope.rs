//! Which incidents are in the scope of the service: one covered alert is enough.
//!
//! service.md 1.1: "incidents in the categories Compliance, Data Loss Prevention, Custom Detections" are out of scope.

use crate::world::*;
use watchfloor::domain::brief::Brief;
use watchfloor::domain::record::AlertRecord;
use watchfloor::domain::scope::in_scope;
use watchfloor::domain::vocabulary::ServiceSource;

/// An alert of a product, a detector and a category.
fn one(source: &str, detection: Option<&str>, category: Option<&str>) -> AlertRecord {
    AlertRecord {
        service_source: ServiceSource::parse(source),
        detection_source: detection.map(Into::into),
        category: category.map(Into::into),
        ..alert(&[])
    }
}

const ENDPOINT: &str = "microsoftDefenderForEndpoint";

/// An incident with these alerts is in scope or not, and so many of its alerts are covered.
#[track_caller]
fn check(alerts: &[AlertRecord], covered: u32) {
    let mut record = incident("1");
    let named = |(at, alert): (usize, &AlertRecord)| AlertRecord { id: at.to_string(), ..alert.clone() };
    record.alerts = alerts.iter().enumerate().map(named).collect();
    let brief = Brief::of(&record);
    assert_eq!(brief.alerts_covered, covered);
    assert_eq!(in_scope(&brief), alerts.is_empty() || covered > 0);
    let mut world = World::new();
    world.import(&[record]);
    assert_eq!(world.one().known.in_scope(), in_scope(&brief));
}

#[test]
fn without_alerts_nothing_stands_against_it() {
    check(&[], 0);
}

#[test]
fn every_product_but_data_loss_prevention_is_covered() {
    for source in ServiceSource::ALL {
        let covered = u32::from(*source != ServiceSource::DataLossPrevention);
        check(&[one(source.as_str(), None, None)], covered);
    }
    check(&[one("productOfTomorrow", None, None)], 1);
}

#[test]
fn own_rules_and_some_detectors_are_not_covered() {
    for detection in [
        "customDetection",
        "CustomDetection",
        "customTi",
        "microsoftDefenderForIoT",
        "microsoftDefenderForDNS",
        "microsoftDataLossPrevention",
    ] {
        check(&[one(ENDPOINT, Some(detection), None)], 0);
    }
    for detection in ["antivirus", "microsoftThreatExperts", "detectorOfTomorrow", ""] {
        check(&[one(ENDPOINT, Some(detection), None)], 1);
    }
}

#[test]
fn compliance_is_not_covered() {
    for category in ["Compliance", "DataLossPrevention", "Data loss prevention", "Custom Detections"] {
        check(&[one(ENDPOINT, None, Some(category))], 0);
    }
    for category in ["Malware", "Exfiltration", ""] {
        check(&[one(ENDPOINT, None, Some(category))], 1);
    }
}

#[test]
fn an_alert_is_judged_as_a_whole() {
    // Neither alert is covered, although each names something that is.
    let prevention = one("dataLossPrevention", Some("antivirus"), None);
    let own_rule = one(ENDPOINT, Some("customDetection"), None);
    check(&[prevention.clone(), own_rule.clone()], 0);
    // An alert that does not name its detector is not the other's.
    check(&[own_rule, one(ENDPOINT, None, None)], 1);
    check(&[prevention, one(ENDPOINT, Some("antivirus"), None)], 1);
}
