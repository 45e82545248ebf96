//! Published samples of the products, where the folder with them lies beside the repository: each is recognised, and each
//! bad one says what is wrong with it.

use crate::formats_world::{all_told, check, import, records, told};
use std::path::PathBuf;
use watchfloor::domain::brief::Brief;
use watchfloor::formats::kind::Kind;

fn samples() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/samples");
    folder.is_dir().then_some(folder)
}

/// The beginning of a file's name, its kind and how many records it holds. The first line that fits counts.
const EXPECTED: &[(&str, Kind, u64)] = &[
    ("attack_navigator_layer", Kind::NavigatorLayer, 1),
    ("graph_alert_", Kind::GraphAlerts, 1),
    ("graph_controlprofile_state_update_body", Kind::ControlProfileUpdate, 1),
    ("graph_controlprofiles_real_subset_a", Kind::ControlProfiles, 176),
    ("graph_evidence_", Kind::Evidence, 1),
    ("graph_incident_comments_list", Kind::Comments, 2),
    ("graph_incident_", Kind::GraphIncidents, 1),
    ("graph_incidents_list", Kind::GraphIncidents, 1),
    ("graph_incidenttask", Kind::IncidentTasks, 1),
    ("graph_mdi_sensors_list", Kind::Sensors, 1),
    ("graph_securescore", Kind::SecureScores, 1),
    ("mde_alert_", Kind::EndpointAlerts, 1),
    ("mde_device_secure_score", Kind::DeviceSecureScore, 1),
    ("mde_indicator", Kind::Indicators, 1),
    ("mde_machineactions_list_2", Kind::MachineActions, 2),
    ("mde_machineactions_list_3", Kind::MachineActions, 3),
    ("mde_machineaction_", Kind::MachineActions, 1),
    ("mde_machines_empty_list", Kind::Machines, 0),
    ("mde_machines_", Kind::Machines, 2),
    ("mde_machine_", Kind::Machines, 1),
    ("mde_recommendation", Kind::Recommendations, 1),
    ("mde_remediation_activity", Kind::Remediations, 1),
    ("sentinel_incidents", Kind::SentinelIncidents, 1),
    ("streaming_", Kind::HuntingRecords, 1),
    ("xdr_incident_update_body", Kind::IncidentUpdate, 1),
    ("xdr_update_incident", Kind::IncidentUpdate, 1),
    ("xdr_", Kind::XdrIncidents, 1),
];

/// Bad files: how many records are accepted, and the place of the first thing that is told.
const INVALID: &[(&str, u64, &str)] = &[
    ("graph_beta_controlprofiles_wrong_types.json", 0, "10:37"),
    ("graph_beta_securescores_wrong_types.json", 0, "5:32"),
    ("graph_beta_securescores_wrong_types_2019.json", 0, "5:32"),
    ("graph_controlprofile_get_trailing_comma.json", 1, "28:20"),
    ("graph_controlprofile_update_trailing_comma.json", 1, "29:20"),
    ("graph_controlprofiles_list_trailing_comma.json", 1, "30:24"),
    ("graph_legacy_alert_placeholder_types.json", 0, "20:20"),
    ("mde_machine_two_strings_no_comma.json", 0, "7:31"),
    ("mde_machines_list_ellipsis.json", 1, "24:9"),
    ("rapid7_invalid_json_response.json", 0, "1:1"),
    ("xdr_list_incidents_with_ellipsis.json", 3, "517:9"),
];

#[test]
fn every_sample_is_recognised() {
    let Some(folder) = samples() else { return };
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".json") {
            continue;
        }
        seen += 1;
        let expected = EXPECTED.iter().find(|(prefix, ..)| name.starts_with(prefix));
        let (_, kind, records) = expected.unwrap_or_else(|| panic!("{name} is new"));
        let report = check(&std::fs::read(&path).unwrap());
        assert_eq!(
            (report.kind, report.records, report.accepted),
            (Some(*kind), *records, *records),
            "{name}"
        );
        assert!(report.is_readable(), "{name}");
    }
    assert!(seen >= 40, "{seen} samples");
}

#[test]
fn every_bad_sample_says_where_it_is_bad() {
    let Some(folder) = samples() else { return };
    for (name, accepted, place) in INVALID {
        let report = check(&std::fs::read(folder.join("invalid").join(name)).unwrap());
        assert_eq!(report.accepted, *accepted, "{name}");
        assert_eq!(report.is_readable(), *accepted > 0, "{name}");
        let mut lines = all_told(&report);
        lines.extend(report.error.as_ref().map(told));
        assert!(lines.iter().any(|line| line.starts_with(&format!("{place} "))), "{name}: {lines:?}");
    }
}

#[test]
fn incidents_of_the_samples_survive_the_way_through_a_batch() {
    let Some(folder) = samples() else { return };
    for name in [
        "graph_incidents_list_with_alerts_2026.json",
        "graph_incident_sekoia.json",
        "graph_incident_redirected_tenzir.json",
        "xdr_get_incident_rapid7.json",
        "xdr_incident_phish_report_office365_924518.json",
        "xdr_incident_ransomware_cloudapps_924565.json",
        "invalid/xdr_list_incidents_with_ellipsis.json",
    ] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let (_, batches) = import(&[&text], 1_000);
        let records = records(&batches);
        assert!(!records.is_empty(), "{name}");
        let briefs: Vec<Brief> = records.iter().map(Brief::of).collect();
        assert_eq!(batches[0].briefs, briefs, "{name}");
    }
}
