//! Laws of reading foreign files: nothing makes it panic, cuts do not matter, nothing unknown is lost.

use crate::formats_world::{check, import, records};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use watchfloor::domain::brief::Brief;
use watchfloor::formats::batch::batch_briefs;

/// Text with what makes JSON hard: quotes, escapes, braces, characters of two to four bytes.
const TEXT: &str = "[a-zA-Z0-9 \"\\\\/{}\\[\\],:\nüß€𝄞]{0,10}";

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        TEXT.prop_map(Value::from),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(TEXT, inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Members that no record of ours knows.
fn unknown_members() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::btree_map("x[a-zü\" ]{0,5}", value(), 0..4).prop_map(|map| map.into_iter().collect())
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => prop::sample::select(words).prop_map(Value::from),
        1 => TEXT.prop_map(Value::from),
        1 => Just(Value::Null),
        1 => (0_u32..300).prop_map(Value::from),
    ]
}

fn moment() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => (0_u32..60, 0_u32..10_000_000).prop_map(|(s, f)| Value::from(format!("2026-03-04T05:06:{s:02}.{f}Z"))),
        1 => Just(Value::Null),
        1 => Just(Value::from("2026-03-04T05:06:07")),
        1 => leaf(),
    ]
}

/// An object of members that are each there or not, and unknown ones.
fn object(members: Vec<(&'static str, BoxedStrategy<Value>)>) -> impl Strategy<Value = Value> {
    let (names, values): (Vec<_>, Vec<_>) =
        members.into_iter().map(|(name, value)| (name, prop::option::weighted(0.8, value))).unzip();
    (values, unknown_members()).prop_map(move |(values, unknown)| {
        let known = names.iter().zip(values).filter_map(|(name, value)| Some(((*name).to_owned(), value?)));
        Value::Object(known.chain(unknown).collect())
    })
}

fn evidence() -> impl Strategy<Value = Value> {
    let types: &[&str] = &[
        "#microsoft.graph.security.deviceEvidence",
        "microsoft.graph.security.userEvidence",
        "#microsoft.graph.mailboxEvidence",
        "#microsoft.graph.security.cloudApplicationEvidence",
        "#microsoft.graph.security.oauthApplicationEvidence",
        "#microsoft.graph.security.processEvidence",
    ];
    let account = object(vec![
        ("accountName", leaf().boxed()),
        ("azureAdUserId", leaf().boxed()),
        ("userPrincipalName", leaf().boxed()),
    ]);
    object(vec![
        ("@odata.type", word(types).boxed()),
        ("createdDateTime", moment().boxed()),
        ("verdict", word(&["suspicious", "Malicious"]).boxed()),
        ("remediationStatus", word(&["none", "Blocked"]).boxed()),
        ("mdeDeviceId", leaf().boxed()),
        ("deviceDnsName", leaf().boxed()),
        ("rbacGroupName", leaf().boxed()),
        ("userAccount", prop_oneof![4 => account.boxed(), 1 => value().boxed()].boxed()),
        ("primaryAddress", leaf().boxed()),
        ("displayName", leaf().boxed()),
        ("appId", leaf().boxed()),
    ])
}

fn alert() -> impl Strategy<Value = Value> {
    let list = prop::collection::vec(evidence(), 0..3).prop_map(Value::from);
    object(vec![
        ("id", prop_oneof![6 => "a[0-9]".prop_map(Value::from), 1 => leaf()].boxed()),
        ("title", leaf().boxed()),
        ("description", leaf().boxed()),
        ("category", word(&["Execution", "Malware", "credential-access"]).boxed()),
        ("status", word(&["new", "Resolved"]).boxed()),
        ("severity", word(&["low", "High"]).boxed()),
        ("serviceSource", word(&["microsoftDefenderForEndpoint", "dataLossPrevention"]).boxed()),
        ("detectionSource", leaf().boxed()),
        (
            "mitreTechniques",
            prop_oneof![prop::collection::vec(leaf(), 0..3).prop_map(Value::from), leaf()].boxed(),
        ),
        ("createdDateTime", moment().boxed()),
        ("resolvedDateTime", moment().boxed()),
        ("firstActivityDateTime", moment().boxed()),
        ("evidence", prop_oneof![6 => list.boxed(), 1 => evidence().boxed(), 1 => leaf().boxed()].boxed()),
    ])
}

pub(crate) fn incident() -> impl Strategy<Value = Value> {
    let list = prop::collection::vec(alert(), 0..3).prop_map(Value::from);
    let words = || prop_oneof![prop::collection::vec(leaf(), 0..3).prop_map(Value::from), leaf()].boxed();
    object(vec![
        ("tenantId", leaf().boxed()),
        ("description", leaf().boxed()),
        ("severity", word(&["high", "LOW"]).boxed()),
        ("classification", word(&["truePositive", "Unknown"]).boxed()),
        ("determination", word(&["malware", "clean"]).boxed()),
        ("assignedTo", leaf().boxed()),
        ("priorityScore", leaf().boxed()),
        ("redirectIncidentId", prop_oneof![6 => Just(Value::Null), 1 => leaf()].boxed()),
        ("customTags", words()),
        ("tags", words()),
        ("systemTags", words()),
        ("comments", prop_oneof![words(), Just(json!([{ "comment": "c", "x": 1 }])).boxed()].boxed()),
        ("alerts", prop_oneof![6 => list.boxed(), 1 => alert().boxed(), 1 => leaf().boxed()].boxed()),
    ])
    .prop_map(|mut incident| {
        incident["id"] = json!("1");
        incident["displayName"] = json!("n");
        incident["status"] = json!("active");
        incident["createdDateTime"] = json!("2026-03-04T05:06:07.1Z");
        incident["lastUpdateDateTime"] = json!("2026-03-05T05:06:07Z");
        incident
    })
}

/// The members that begin with `x`: the unknown ones of the strategies above.
fn unknown(object: &Value) -> Map<String, Value> {
    let members = object.as_object().into_iter().flatten();
    members
        .filter(|(name, _)| name.starts_with('x'))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

proptest! {
    // PROPTEST_CASES asks for more where one fuzzes.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(200)))]

    #[test]
    fn a_record_survives_with_everything_unknown(incident in incident(), pretty in any::<bool>()) {
        let list = json!([incident]);
        let text = if pretty { serde_json::to_string_pretty(&list).unwrap() } else { list.to_string() };
        let (_, batches) = import(&[&text], 1_000);
        let read = records(&batches);
        prop_assert_eq!(read.len(), 1, "{}", text);
        let record = &read[0];
        prop_assert_eq!(&record.extra, &unknown(&incident));
        let alerts = match &incident["alerts"] {
            Value::Array(alerts) => alerts.clone(),
            Value::Object(alert) => vec![Value::Object(alert.clone())],
            _ => Vec::new(),
        };
        let kept = alerts.iter().filter(|alert| {
            matches!(&alert["id"], Value::String(id) if !id.trim().is_empty())
                || alert["id"].is_number() || alert["id"].is_boolean()
        });
        for (alert, normal) in kept.zip(&record.alerts) {
            prop_assert_eq!(&normal.extra, &unknown(alert));
            let evidence = match &alert["evidence"] {
                Value::Array(evidence) => evidence.clone(),
                Value::Object(evidence) => vec![Value::Object(evidence.clone())],
                _ => Vec::new(),
            };
            prop_assert_eq!(normal.evidence.len(), evidence.len());
            for (evidence, normal) in evidence.iter().zip(&normal.evidence) {
                for (name, value) in unknown(evidence) {
                    prop_assert_eq!(&normal.facts[&name], &value);
                }
            }
        }

        // What was written is what our own types write and read.
        let written = serde_json::to_string(record).unwrap();
        prop_assert_eq!(&serde_json::from_str::<watchfloor::domain::record::IncidentRecord>(&written).unwrap(), record);
        // The brief that the import makes on its way is the brief of the record.
        prop_assert_eq!(&batches[0].briefs[0], &Brief::of(record));
        prop_assert_eq!(&batch_briefs(&batches[0].reference.name, batches[0].text.as_bytes()).unwrap(), &batches[0].briefs);
        // Normalising what is normal changes nothing.
        let (_, again) = import(&[&format!("[{written}]")], 100);
        prop_assert_eq!(&records(&again)[0], record);
    }

    #[test]
    fn cuts_do_not_matter(incidents in prop::collection::vec(incident(), 1..4), size in 1_usize..200, lines in any::<bool>()) {
        let mut incidents = incidents;
        for (index, incident) in incidents.iter_mut().enumerate() {
            incident["id"] = json!(index);
        }
        let text = if lines {
            incidents.iter().map(|incident| format!("{incident}\n")).collect::<String>()
        } else {
            json!({ "value": incidents }).to_string()
        };
        let (whole, whole_batches) = import(&[&text], text.len());
        let (cut, cut_batches) = import(&[&text], size);
        prop_assert_eq!(cut_batches, whole_batches);
        prop_assert_eq!(cut.summary, whole.summary);
        prop_assert_eq!(cut.files[0].findings.list(), whole.files[0].findings.list());
    }

    #[test]
    fn damage_never_makes_it_panic(
        incidents in prop::collection::vec(incident(), 1..4),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        pretty in any::<bool>(),
    ) {
        let value = json!({ "value": incidents });
        let text = if pretty { serde_json::to_string_pretty(&value).unwrap() } else { value.to_string() };
        let mut bytes = text.into_bytes();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        let report = check(&bytes);
        prop_assert_eq!(report.records, report.accepted + report.refused);
        prop_assert!(report.error.is_some() || report.accepted > 0 || report.records == 0);
    }

    #[test]
    fn no_text_makes_it_panic(text in "[\\[\\]{}\",:a-e0-9\\\\u\n ]{0,200}") {
        let report = check(text.as_bytes());
        prop_assert_eq!(report.records, report.accepted + report.refused);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&bytes);
    }
}
