//! The brief of an incident record: what it keeps of ordinary records, and of odd ones.

use crate::world::{alert, at, incident};
use serde_json::{Value, json};
use watchfloor::domain::brief::{Asset, AssetKind, Brief, asset_of};
use watchfloor::domain::record::{AlertRecord, IncidentRecord, each_once};
use watchfloor::domain::vocabulary::{AlertStatus, ServiceSource, Status, Tactic};

fn brief(change: impl FnOnce(&mut IncidentRecord)) -> Brief {
    let mut record = incident("1");
    change(&mut record);
    Brief::of(&record)
}

#[test]
fn an_ordinary_record() {
    let brief = brief(|_| {});
    assert_eq!((brief.id.as_str(), brief.title.as_str()), ("1", "Incident 1"));
    assert_eq!(brief.sources, ["microsoftDefenderForEndpoint"]);
    assert_eq!(brief.techniques, ["T1059.001"]);
    assert_eq!(brief.tactics.iter().collect::<Vec<_>>(), [Tactic::Execution]);
    assert_eq!(brief.assets.iter().map(|asset| asset.name.as_str()).collect::<Vec<_>>(), ["ws-1", "kim"]);
    assert_eq!((brief.alerts, brief.alerts_active, brief.alerts_covered), (1, 1, 1));
    assert_eq!(brief.first_activity, Some(at("2026-04-30T19:00:00Z")));
}

#[test]
fn a_record_without_alerts_says_nothing_of_them() {
    let brief = brief(|record| record.alerts.clear());
    assert_eq!((brief.alerts, brief.alerts_active, brief.alerts_covered), (0, 0, 0));
    assert!(brief.sources.is_empty() && brief.assets.is_empty() && brief.tactics.is_empty());
    assert_eq!((brief.first_activity, brief.last_activity, brief.alerts_resolved), (None, None, None));
}

#[test]
fn words_are_kept_once_and_blank_ones_not_at_all() {
    let brief = brief(|record| {
        record.custom_tags = vec!["vip".into(), "".into(), "vip".into(), " ".into()];
        record.system_tags = vec!["Defender Experts".into(), "vip".into()];
        let other = AlertRecord {
            category: Some("Malware".into()),
            service_source: ServiceSource::parse("productOfTomorrow"),
            detection_source: Some("".into()),
            mitre_techniques: vec!["T1059.001".into(), "T1".into()],
            ..alert(&[])
        };
        let third = AlertRecord { category: Some("credential access".into()), ..other.clone() };
        let blank = AlertRecord { category: Some("  ".into()), ..other.clone() };
        record.alerts.extend([other, third, blank]);
    });
    assert_eq!(brief.tags, ["vip", "Defender Experts"]);
    assert_eq!(brief.categories, ["Malware"]);
    assert_eq!(brief.tactics.iter().collect::<Vec<_>>(), [Tactic::Execution, Tactic::CredentialAccess]);
    assert_eq!(brief.sources, ["microsoftDefenderForEndpoint", "productOfTomorrow"]);
    assert_eq!(brief.detections, ["microsoftDefenderForEndpoint"]);
    assert_eq!(brief.techniques, ["T1059.001", "T1"]);
}

/// A hostile export may name an alert twice: it counts once, as it comes first, with what both touch.
#[test]
fn an_alert_that_is_named_twice_is_one() {
    let device = |name: &str| ("device", json!({"mdeDeviceId": name, "deviceDnsName": name}));
    let again = AlertRecord { status: AlertStatus::Resolved, ..alert(&[device("srv-9")]) };
    let other = AlertRecord { id: "b".into(), ..alert(&[device("ws-1")]) };
    let alerts = vec![alert(&[device("ws-1")]), again, other];
    let once = each_once(alerts.clone());
    let on = |at: usize| once[at].evidence.iter().filter_map(asset_of).map(|it| it.id).collect::<Vec<_>>();
    assert_eq!((once.len(), on(0), on(1)), (2, vec!["ws-1".into(), "srv-9".into()], vec!["ws-1".into()]));
    for alerts in [alerts, once] {
        let brief = brief(|record| record.alerts = alerts);
        assert_eq!((brief.alerts, brief.alerts_active, brief.alerts_covered), (2, 2, 2));
        assert_eq!(brief.assets.iter().map(|asset| asset.id.as_str()).collect::<Vec<_>>(), ["ws-1", "srv-9"]);
    }
}

#[test]
fn the_latest_resolution_and_the_whole_span_of_activity() {
    let brief = brief(|record| {
        let done = |resolved: Option<&str>, first: Option<&str>, last: Option<&str>| AlertRecord {
            status: AlertStatus::Resolved,
            resolved_date_time: resolved.map(at),
            first_activity_date_time: first.map(at),
            last_activity_date_time: last.map(at),
            ..alert(&[])
        };
        record.alerts = vec![
            done(Some("2026-05-02T00:00:00Z"), None, Some("2026-04-02T00:00:00Z")),
            done(Some("2026-05-01T00:00:00Z"), Some("2026-04-01T00:00:00Z"), None),
            done(None, Some("2026-04-03T00:00:00Z"), Some("0000-01-01T00:00:00Z")),
        ];
    });
    assert_eq!(brief.alerts_active, 0);
    assert_eq!(brief.alerts_resolved, Some(at("2026-05-02T00:00:00Z")));
    assert_eq!(brief.first_activity, Some(at("2026-04-01T00:00:00Z")));
    assert_eq!(brief.last_activity, Some(at("2026-04-02T00:00:00Z")));
}

#[test]
fn what_was_merged_is_redirected() {
    let merged = |status: Status, to: Option<&str>| {
        let brief = brief(|record| {
            record.status = status;
            record.redirect_incident_id = to.map(Into::into);
        });
        (brief.status, brief.redirect_to)
    };
    assert_eq!(merged(Status::Redirected, Some("2")), (Status::Redirected, Some("2".into())));
    assert_eq!(merged(Status::Active, Some(" 2 ")), (Status::Redirected, Some("2".into())));
    assert_eq!(merged(Status::Redirected, None), (Status::Redirected, None));
    assert_eq!(merged(Status::Active, Some(" ")), (Status::Active, None));
    // Merged into itself is not merged.
    assert_eq!(merged(Status::Active, Some("1")), (Status::Active, None));
}

#[test]
fn nobody_is_written_in_many_ways() {
    for nobody in [None, Some(""), Some("  ")] {
        assert_eq!(brief(|record| record.assigned_to = nobody.map(Into::into)).assigned_to, None);
    }
    assert_eq!(brief(|record| record.assigned_to = Some(" Kim ".into())).assigned_to.as_deref(), Some("Kim"));
}

/// A piece of evidence describes this asset: kind, id, name, group.
#[track_caller]
fn check(kind: &str, facts: Value, then: Option<(AssetKind, &str, &str)>) -> Option<Asset> {
    let asset = asset_of(&alert(&[(kind, facts)]).evidence[0]);
    let told = asset.as_ref().map(|asset| (asset.kind, asset.id.as_str(), asset.name.as_str()));
    assert_eq!(told, then);
    asset
}

const ZERO: &str = "00000000-0000-0000-0000-000000000000";

#[test]
fn devices() {
    use AssetKind::Device;
    check(
        "device",
        json!({"mdeDeviceId": "ABC", "azureAdDeviceId": "x", "deviceDnsName": "WS-1.contoso.example"}),
        Some((Device, "abc", "WS-1.contoso.example")),
    );
    check(
        "device",
        json!({"mdeDeviceId": null, "azureAdDeviceId": "X", "hostName": "ws-1"}),
        Some((Device, "x", "ws-1")),
    );
    check("device", json!({"mdeDeviceId": "", "hostName": "WS-1"}), Some((Device, "ws-1", "WS-1")));
    check("device", json!({"mdeDeviceId": "abc"}), Some((Device, "abc", "abc")));
    check("device", json!({"azureAdDeviceId": ZERO, "hostName": "ws-1"}), Some((Device, "ws-1", "ws-1")));
    check("device", json!({}), None);
    check("device", json!({"mdeDeviceId": 7, "hostName": ["ws-1"]}), None);
    let of = |group: Value, value: Value| {
        let facts = json!({"mdeDeviceId": "abc", "rbacGroupName": group, "deviceValue": value});
        let device = check("device", facts, Some((Device, "abc", "abc"))).unwrap();
        (device.group, device.critical)
    };
    assert_eq!(of(json!("Servers"), json!("High")), (Some("Servers".into()), true));
    assert_eq!(of(json!("UnassignedGroup"), json!("Normal")), (None, false));
    assert_eq!(of(json!(null), json!(null)), (None, false));
}

#[test]
fn users_mailboxes_and_applications() {
    use AssetKind::{CloudApp, Mailbox, User};
    let account = |facts: Value| json!({ "userAccount": facts });
    check(
        "user",
        account(json!({"azureAdUserId": "G-1", "userPrincipalName": "Kim@contoso.example"})),
        Some((User, "g-1", "Kim@contoso.example")),
    );
    check(
        "user",
        account(json!({"azureAdUserId": ZERO, "userSid": "S-1-5-21-1", "accountName": "kim"})),
        Some((User, "s-1-5-21-1", "kim")),
    );
    check("user", account(json!({"displayName": "Kim"})), Some((User, "kim", "Kim")));
    check("user", account(json!({})), None);
    check("user", json!({"userAccount": "kim"}), None);
    check("user", json!({}), None);
    check(
        "mailbox",
        json!({"primaryAddress": "Kim@contoso.example"}),
        Some((Mailbox, "kim@contoso.example", "Kim@contoso.example")),
    );
    check("mailbox", json!({"displayName": "Kim"}), Some((Mailbox, "kim", "Kim")));
    check(
        "cloudApplication",
        json!({"appId": 20893, "displayName": "Box"}),
        Some((CloudApp, "20893", "Box")),
    );
    check("oauthApplication", json!({"appId": "A-1", "displayName": "App"}), Some((CloudApp, "a-1", "App")));
    check("oauthApplication", json!({"appId": null, "displayName": "App"}), Some((CloudApp, "app", "App")));
    check("oauthApplication", json!({"appId": null}), None);
    check("oauthApplication", json!({"appId": [1]}), None);
    check("file", json!({"displayName": "x"}), None);
    check("kindOfTomorrow", json!({"mdeDeviceId": "abc"}), None);
}

#[test]
fn an_asset_is_named_once_in_an_incident() {
    let evidence = |name: &str| ("device", json!({"mdeDeviceId": name}));
    let brief = brief(|record| {
        record.alerts = vec![alert(&[evidence("a"), evidence("A"), evidence("b")]), alert(&[evidence("b")])];
        record.alerts[0].evidence.extend(alert(&[("mailbox", json!({"primaryAddress": "a"}))]).evidence);
    });
    let named: Vec<_> = brief.assets.iter().map(|asset| (asset.kind.as_str(), asset.id.as_str())).collect();
    assert_eq!(named, [("device", "a"), ("device", "b"), ("mailbox", "a")]);
}

/// Ten thousand pieces of evidence and as many techniques in one incident are work for moments, not minutes.
#[test]
fn a_hostile_record_is_summed_up_in_one_pass() {
    let brief = brief(|record| {
        let evidence: Vec<_> =
            (0..10_000).map(|n| ("device", json!({"mdeDeviceId": format!("device-{n}")}))).collect();
        record.alerts = vec![alert(&evidence)];
        record.alerts[0].mitre_techniques = (0..100_000).map(|n| format!("T{n}")).collect();
        record.display_name = "x".repeat(1_000_000);
    });
    assert_eq!(brief.assets.len(), 10_000);
    assert_eq!(brief.techniques.len(), 100_000);
    assert_eq!(brief.title.len(), 1_000_000);
}
