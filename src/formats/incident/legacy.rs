//! The words and shapes of the legacy Defender XDR incident API, put into Graph's.

use crate::domain::record::EvidenceRecord;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{Remediation, ServiceSource, Verdict};
use serde_json::{Map, Value};

/// A product in the legacy spelling.
pub(super) fn service_source(word: &str) -> Option<ServiceSource> {
    let known = [
        ("MicrosoftDefenderATP", ServiceSource::Endpoint),
        ("MicrosoftCloudAppSecurity", ServiceSource::CloudApps),
        ("OfficeATP", ServiceSource::Office365),
        ("AzureATP", ServiceSource::Identity),
        ("MicrosoftThreatProtection", ServiceSource::DefenderXdr),
        ("AadIdentityProtection", ServiceSource::EntraIdProtection),
        ("AppGovernance", ServiceSource::AppGovernance),
        ("MicrosoftDataLossPrevention", ServiceSource::DataLossPrevention),
        ("MicrosoftInsiderRisk", ServiceSource::InsiderRisk),
    ];
    known.into_iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, source)| source)
}

/// A detector in the legacy spelling, in Graph's: the scope of the service goes by these words.
pub(super) fn detection_source(word: &str) -> Option<&'static str> {
    let known = [
        ("WindowsDefenderAtp", "microsoftDefenderForEndpoint"),
        ("WindowsDefenderAv", "antivirus"),
        ("WindowsDefenderSmartScreen", "smartScreen"),
        ("CustomerTI", "customTi"),
        ("CustomDetection", "customDetection"),
        ("AutomatedInvestigation", "automatedInvestigation"),
        ("ThreatExperts", "microsoftThreatExperts"),
        ("MTP", "microsoft365Defender"),
        ("MCAS", "cloudAppSecurity"),
        ("OfficeATP", "microsoftDefenderForOffice365"),
        ("AzureATP", "microsoftDefenderForIdentity"),
        ("AAD", "azureAdIdentityProtection"),
    ];
    known.into_iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, graph)| graph)
}

/// An entry of `devices`.
pub(super) fn device(mut facts: Map<String, Value>) -> Option<EvidenceRecord> {
    facts.retain(|_, value| !value.is_null());
    for (old, new) in [
        ("mdatpDeviceId", "mdeDeviceId"),
        ("DeviceId", "mdeDeviceId"),
        ("deviceId", "mdeDeviceId"),
        ("aadDeviceId", "azureAdDeviceId"),
        ("firstSeen", "firstSeenDateTime"),
    ] {
        rename(&mut facts, old, new);
    }
    (!facts.is_empty()).then(|| evidence("device", facts))
}

/// An entry of `entities`: a flat record in which only the fields of its type are set.
pub(super) fn entity(mut facts: Map<String, Value>) -> Option<EvidenceRecord> {
    facts.retain(|_, value| !value.is_null() && value.as_str() != Some(""));
    let entity_type = text(&facts.remove("entityType")?)?;
    let kind = match entity_type.to_ascii_lowercase().as_str() {
        "user" => "user",
        "mailbox" => "mailbox",
        "ip" => "ip",
        "url" => "url",
        "file" => "file",
        "process" => "process",
        "mailmessage" => "analyzedMessage",
        "mailcluster" => "mailCluster",
        "securitygroup" => "securityGroup",
        "registrykey" => "registryKey",
        "registryvalue" => "registryValue",
        "cloudapplication" => "cloudApplication",
        "oauthapplication" => "oauthApplication",
        "device" | "machine" => return device(facts),
        _ => return Some(evidence(&decapitalised(&entity_type), facts)),
    };
    rename(&mut facts, "deviceId", "mdeDeviceId");
    match kind {
        "user" => gather(&mut facts, "userAccount", &ACCOUNT),
        "mailbox" => {
            gather(&mut facts, "userAccount", &ACCOUNT);
            rename(&mut facts, "mailboxAddress", "primaryAddress");
            rename(&mut facts, "mailboxDisplayName", "displayName");
        }
        "file" => gather(&mut facts, "fileDetails", &FILE),
        "process" => {
            gather(&mut facts, "imageFile", &FILE);
            gather(&mut facts, "userAccount", &ACCOUNT);
            rename(&mut facts, "processCreationTime", "processCreationDateTime");
            rename(&mut facts, "parentProcessCreationTime", "parentProcessCreationDateTime");
        }
        "analyzedMessage" => {
            rename(&mut facts, "recipient", "recipientEmailAddress");
            if let Some(sender) = facts.remove("sender") {
                facts.insert("p1Sender".to_owned(), serde_json::json!({ "emailAddress": sender }));
            }
        }
        "securityGroup" => rename(&mut facts, "securityGroupName", "displayName"),
        _ => {}
    }
    Some(evidence(kind, facts))
}

/// Fields of an account, old name and new.
const ACCOUNT: [(&str, &str); 5] = [
    ("accountName", "accountName"),
    ("domainName", "domainName"),
    ("userSid", "userSid"),
    ("aadUserId", "azureAdUserId"),
    ("userPrincipalName", "userPrincipalName"),
];

/// Fields of a file.
const FILE: [(&str, &str); 4] =
    [("sha1", "sha1"), ("sha256", "sha256"), ("fileName", "fileName"), ("filePath", "filePath")];

fn rename(facts: &mut Map<String, Value>, old: &str, new: &str) {
    if old != new
        && !facts.contains_key(new)
        && let Some(value) = facts.shift_remove(old)
    {
        facts.insert(new.to_owned(), value);
    }
}

/// Moves fields into an object of their own.
fn gather(facts: &mut Map<String, Value>, into: &str, fields: &[(&str, &str)]) {
    let mut inner = Map::new();
    for (old, new) in fields {
        if let Some(value) = facts.shift_remove(*old) {
            inner.insert((*new).to_owned(), value);
        }
    }
    if !inner.is_empty() {
        facts.insert(into.to_owned(), Value::Object(inner));
    }
}

/// A piece of evidence of a kind; the common part is taken out of the facts.
fn evidence(kind: &str, mut facts: Map<String, Value>) -> EvidenceRecord {
    let mut take = |names: &[&str]| names.iter().find_map(|name| text(&facts.shift_remove(*name)?));
    let verdict = take(&["verdict"]).map_or(Verdict::Unknown, |word| Verdict::parse(&word));
    let remediation =
        take(&["remediationStatus"]).map_or(Remediation::None, |word| Remediation::parse(&word));
    let created = take(&["createdDateTime", "evidenceCreationTime"]);
    // `kind` is the name of the type in our records, so a fact of that name cannot be kept.
    facts.shift_remove("kind");
    EvidenceRecord {
        kind: kind.to_owned(),
        created_date_time: created.as_deref().and_then(Timestamp::parse),
        verdict,
        remediation_status: remediation,
        facts,
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn decapitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}
