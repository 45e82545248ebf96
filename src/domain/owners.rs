//! Whose the accounts are that evidence names, and what such a person is called.

use super::record::{EvidenceRecord, IncidentRecord};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What is shorter is found in too many words to be taken for a name.
const NAME_CHARS_MIN: usize = 3;

/// The accounts in the evidence of a record: what each is called as an asset, and the names of whoever it belongs to.
pub fn accounts_of(record: &IncidentRecord) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for item in record.alerts.iter().flat_map(|alert| &alert.evidence) {
        for (account, name) in owner(item) {
            found.entry(account).or_default().extend(person_names(&name));
        }
    }
    found
}

/// How a person may be called: by the name as it stands, and with its two parts in the other order.
pub fn person_names(name: &str) -> Vec<String> {
    let name = name.trim();
    if name.chars().count() < NAME_CHARS_MIN {
        return Vec::new();
    }
    let turned = match name.split_once(',') {
        Some((last, first)) => format!("{} {}", first.trim(), last.trim()),
        None => match name.rsplit_once(' ') {
            Some((first, last)) => format!("{last}, {first}"),
            None => return vec![name.to_owned()],
        },
    };
    vec![name.to_owned(), turned]
}

/// Whose account or mailbox a piece of evidence is: every address and name of the account, each with every name of the
/// person. An address such as `dora.dent@` says the name too.
fn owner(item: &EvidenceRecord) -> Vec<(String, String)> {
    let inside = match item.kind.as_str() {
        "user" => item.facts.get("userAccount").and_then(Value::as_object),
        "mailbox" => item.facts.get("userAccount").and_then(Value::as_object).or(Some(&item.facts)),
        _ => None,
    };
    let said = |key: &str| {
        let found =
            [inside, Some(&item.facts)].into_iter().flatten().find_map(|facts| facts.get(key)?.as_str());
        found.map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty())
    };
    let Some(inside) = inside else { return Vec::new() };
    let keys = ["userPrincipalName", "primaryAddress", "accountName"];
    let mut accounts: Vec<String> = keys.into_iter().filter_map(said).collect();
    let shown = inside.get("displayName").and_then(Value::as_str).map(str::to_owned);
    if accounts.is_empty() {
        accounts.extend(said("displayName"));
    }
    let told = accounts.iter().filter_map(|account| name_in(account));
    let names: Vec<String> = shown.into_iter().chain(told).filter(|name| !name.trim().is_empty()).collect();
    let all = accounts.iter().flat_map(|account| names.iter().map(|name| (account.clone(), name.clone())));
    all.collect()
}

/// The name that an account of two parts says: `dora.dent@corp.example` is "dora dent".
fn name_in(account: &str) -> Option<String> {
    let local = account.split('@').next()?;
    let (first, last) = local.split_once('.')?;
    let is_part = |part: &str| part.chars().count() > 1 && part.chars().all(char::is_alphabetic);
    (is_part(first) && is_part(last)).then(|| format!("{first} {last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_an_account_belongs_to_is_known_by_each_of_its_names() {
        let evidence = serde_json::json!([
            {"kind": "user", "userAccount": {"userPrincipalName": "Quentin.Quinn@corp.example",
             "displayName": "Quinn, Quentin"}},
            {"kind": "mailbox", "primaryAddress": "desk@corp.example", "displayName": "Night desk"},
            {"kind": "device", "deviceDnsName": "dora.dent"},
        ]);
        let mut evidence = evidence;
        for item in evidence.as_array_mut().unwrap() {
            item["verdict"] = "unknown".into();
            item["remediationStatus"] = "none".into();
        }
        let record: IncidentRecord = serde_json::from_value(serde_json::json!({
            "id": "1", "displayName": "x", "status": "active", "severity": "high", "classification": "unknown",
            "determination": "unknown", "createdDateTime": "2026-01-01T00:00:00Z",
            "lastUpdateDateTime": "2026-01-01T00:00:00Z",
            "alerts": [{"id": "a", "title": "a", "status": "new", "severity": "high",
                "classification": "unknown", "determination": "unknown", "serviceSource": "unknown",
                "createdDateTime": "2026-01-01T00:00:00Z", "evidence": evidence}]
        }))
        .unwrap();
        let found: Vec<(String, Vec<String>)> = accounts_of(&record)
            .into_iter()
            .map(|(account, names)| (account, names.into_iter().collect()))
            .collect();
        let quinn = ["Quentin Quinn", "Quinn, Quentin", "quentin quinn", "quinn, quentin"];
        assert_eq!(
            found,
            [
                ("desk@corp.example".to_owned(), vec!["Night desk".to_owned(), "desk, Night".to_owned()]),
                ("quentin.quinn@corp.example".to_owned(), quinn.map(str::to_owned).to_vec()),
            ]
        );
    }
}
