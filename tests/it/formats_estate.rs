//! The estate through the import: Secure Score, profiles, machines, sensors, health issues, licences and the directory
//! become counts for the journal and records in batches, and a session reads them back.

use crate::formats_world::check;
use serde_json::json;
use watchfloor::domain::catalogue::News;
use watchfloor::domain::directory::GroupKind;
use watchfloor::domain::estate::{Estate, EstateRecord, Run};
use watchfloor::domain::ids::ImportId;
use watchfloor::domain::imports::ImportKind;
use watchfloor::domain::state::State;
use watchfloor::formats::document::{batch_record, batch_records};
use watchfloor::formats::import::{Import, ImportOutcome};
use watchfloor::formats::kind::Kind;

fn import(files: &[String]) -> ImportOutcome {
    let mut import = Import::new(ImportId::new("i").unwrap());
    for file in files {
        import.begin("file.json", None);
        for piece in file.as_bytes().chunks(97) {
            import.feed(piece, &|_| News::New);
        }
        import.end(&|_| News::New);
    }
    import.finish()
}

/// The records of the batches, as a session reads them.
fn records(outcome: &ImportOutcome) -> Vec<EstateRecord> {
    let mut all = Vec::new();
    for batch in &outcome.batches {
        assert_eq!(batch.reference.kind, Some(ImportKind::Estate));
        assert!(batch.briefs.is_empty());
        let texts = batch_records(&batch.reference.name, batch.text.as_bytes()).unwrap();
        assert_eq!(texts.len(), batch.reference.records as usize);
        all.extend(texts.iter().map(|text| batch_record::<EstateRecord>("b", 0, text).unwrap()));
    }
    all
}

fn state(outcome: &ImportOutcome) -> State {
    let mut state = State::default();
    let run = Run { seq: 2, at: Default::default() };
    records(outcome).into_iter().for_each(|record| state.absorb(run, record));
    state
}

fn score(day: u32, points: f64) -> serde_json::Value {
    json!({
        "id": format!("tenant_2026-08-{day:02}"), "createdDateTime": format!("2026-08-{day:02}T00:00:00Z"),
        "currentScore": points, "maxScore": 100,
        "controlScores": [{"controlName": "AdminMFAV2", "controlCategory": "Identity", "score": points / 10.0,
            "scoreInPercentage": points, "on": "false", "count": "3", "total": "5", "description": "<p>MFA</p>"}],
    })
}

#[test]
fn only_the_newest_day_keeps_its_controls() {
    for order in [[27, 26, 25], [25, 26, 27], [26, 27, 25]] {
        let days: Vec<_> = order.iter().map(|day| score(*day, f64::from(*day))).collect();
        let outcome = import(&[json!({"value": days}).to_string()]);
        let summary = outcome.summary.as_ref().unwrap();
        assert_eq!((summary.kind, summary.score.unwrap().current), (ImportKind::SecureScores, 27.0));
        let estate: Estate = state(&outcome).estate;
        let day = estate.score().unwrap();
        assert_eq!((day.current, day.controls.len()), (27.0, 1));
        assert_eq!(day.controls[0].count, Some((3, 5)));
        assert_eq!(estate.days().count(), 3);
    }
}

#[test]
fn several_kinds_come_together() {
    let files = [
        json!({"value": [score(27, 50.0)]}).to_string(),
        json!([{"id": "AdminMFAV2", "title": "Require MFA", "tier": "Core", "userImpact": "moderate",
            "implementationCost": "Low", "maxScore": "10", "vendorInformation": {}}])
        .to_string(),
        json!([{"id": "m1", "computerDnsName": "WS-1.test", "healthStatus": "Active", "onboardingStatus": "Onboarded",
            "defenderAvStatus": "Updated", "rbacGroupName": "Depots", "machineTags": ["till"]}])
        .to_string(),
        json!([{"id": "s1", "sensorType": "domainControllerIntegrated", "displayName": "DC1", "domainName": "d.test",
            "healthStatus": "healthy", "serviceStatus": "running"}])
        .to_string(),
        json!([{"id": "h1", "healthIssueType": "sensor", "displayName": "Stopped", "status": "open",
            "severity": "high", "sensorDNSNames": ["DC1.d.test"]}])
        .to_string(),
        json!([{"skuPartNumber": "SPE_E5", "prepaidUnits": {"enabled": 25}, "consumedUnits": 3,
            "servicePlans": [{"servicePlanName": "WINDEFATP", "provisioningStatus": "Success"}]}])
        .to_string(),
        json!([{"id": "U1", "displayName": "Mara", "userPrincipalName": "mara@d.test", "jobTitle": "Lead"}])
            .to_string(),
        json!([{"id": "G1", "displayName": "Desk", "groupTypes": ["Unified"], "mail": "desk@d.test",
            "members": [{"id": "U1"}]}])
        .to_string(),
    ];
    let outcome = import(&files);
    let summary = outcome.summary.as_ref().unwrap();
    assert!(outcome.files.iter().all(|file| file.accepted == 1), "{:?}", outcome.files);
    assert_eq!((summary.devices.unwrap().protected, summary.identities.unwrap().healthy), (1, 1));
    assert_eq!(summary.seats.unwrap().endpoint, 25);
    let state = state(&outcome);
    assert_eq!(state.estate.machines().count(), 1);
    assert_eq!(state.estate.controllers()[0].issues, ["Stopped"]);
    assert_eq!(state.estate.control("AdminMFAV2").unwrap().max, Some(10.0));
    assert_eq!(state.directory.person("MARA@d.test").unwrap().job, "Lead");
    let members = |kind, name| {
        let found = state.directory.named(kind, name).next();
        found.map(|group| group.members.iter().cloned().collect::<Vec<_>>()).unwrap_or_default()
    };
    assert_eq!(members(GroupKind::Team, "Desk"), ["u1"]);
    assert_eq!(members(GroupKind::Device, "Depots"), ["m1", "ws-1.test"]);
    assert_eq!(members(GroupKind::Tag, "till"), ["m1", "ws-1.test"]);
}

#[test]
fn users_are_known_by_their_members() {
    for text in [
        r#"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users","value":[{"id":"1","displayName":"A"}]}"#,
        r##"[{"@odata.type":"#microsoft.graph.user","id":"1"}]"##,
        r#"[{"userPrincipalName":"a@d.test","displayName":"A"}]"#,
    ] {
        let report = check(text.as_bytes());
        assert_eq!((report.kind, report.accepted), (Some(Kind::People), 1), "{text}");
    }
}

/// A batch has a limit of records; nothing is lost at it.
#[test]
fn a_large_estate_fills_several_batches() {
    let machines: Vec<_> = (0..2_500)
        .map(|number| json!({"id": format!("m{number}"), "computerDnsName": "w", "healthStatus": "Active"}))
        .collect();
    let outcome = import(&[json!(machines).to_string()]);
    assert_eq!(outcome.batches.len(), 3);
    assert_eq!(state(&outcome).estate.machines().count(), 2_500);
    // Bytes are the same whenever the same is imported.
    let names = |outcome: &ImportOutcome| -> Vec<String> {
        outcome.batches.iter().map(|batch| batch.reference.name.clone()).collect()
    };
    assert_eq!(names(&outcome), names(&import(&[json!(machines).to_string()])));
}

/// People and groups as a table: a row is a person unless it says that it is a group; members are found by address.
#[test]
fn a_table_of_people_fills_the_directory() {
    let text = "User principal name;Display name;Job title;Object type;Members\r\n\
                kim@d.test;Kim Lund;Analyst;User;\r\n\
                ;SOC;;Group;KIM@d.test\r\n\
                lee@d.test;\"Lee; night\";;User;\r\n\
                ;;;User;\r\n";
    let outcome = import(&[text.to_owned()]);
    let report = &outcome.files[0];
    assert_eq!(
        (report.kind, report.records, report.accepted, report.refused),
        (Some(Kind::People), 4, 3, 1),
        "{report:?}"
    );
    let directory = state(&outcome).directory;
    assert_eq!(directory.search("kim", 9).len(), 1);
    assert_eq!(directory.person("lee@d.test").unwrap().name, "Lee; night");
    let soc = directory.named(GroupKind::Security, "soc").next().unwrap();
    assert!(soc.members.contains("kim@d.test"));
}
