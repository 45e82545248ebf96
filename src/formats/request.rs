//! The calls of a product's interface that carry an action out (Defender for Endpoint; service.md 2.5,
//! machine actions). Shown to be read and copied before anything is done: a dry run.

use crate::domain::brief::{Asset, AssetKind};
use crate::domain::response::{ActionKind, ActionPlan, Extent};
use serde_json::{Value, json};

/// Where the interface of Defender for Endpoint is.
const BASE: &str = "https://api.security.microsoft.com/api";

/// One call.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The address.
    pub url: String,
    /// What is sent.
    pub body: Value,
}

impl Request {
    /// The call as text: a line with the address, then the body.
    pub fn text(&self) -> String {
        format!("POST {}\n{:#}", self.url, self.body)
    }
}

/// Whether there is a call for an action: the others are carried out in the portal.
pub fn has_request(plan: &ActionPlan) -> bool {
    match plan.kind {
        ActionKind::SubmitIocRule => indicator(plan).is_some(),
        ActionKind::StopAndQuarantineFile => true,
        _ => !requests(plan, "", None).is_empty(),
    }
}

/// The calls for an action, one an asset; none for kinds that the interface does not carry out. A file is stopped by its
/// SHA-1 and by nothing else: without one there is no call.
pub fn requests(plan: &ActionPlan, incident: &str, sha1: Option<&str>) -> Vec<Request> {
    if plan.kind == ActionKind::SubmitIocRule {
        return indicator(plan).into_iter().collect();
    }
    let devices = plan.targets().filter(|asset| asset.kind == AssetKind::Device);
    devices.filter_map(|asset| on_device(plan, asset, incident, sha1)).collect()
}

fn on_device(plan: &ActionPlan, asset: &Asset, incident: &str, sha1: Option<&str>) -> Option<Request> {
    let comment = format!("Incident {incident}: {}", plan.title);
    let limited = plan.extent == Some(Extent::Limited);
    let (verb, body) = match plan.kind {
        ActionKind::IsolateDevice => (
            "isolate",
            json!({"Comment": comment, "IsolationType": if limited { "Selective" } else { "Full" }}),
        ),
        ActionKind::UnIsolateDevice => ("unisolate", json!({"Comment": comment})),
        ActionKind::RestrictAppExecution => ("restrictCodeExecution", json!({"Comment": comment})),
        ActionKind::UnRestrictAppExecution => ("unrestrictCodeExecution", json!({"Comment": comment})),
        ActionKind::RunAntiVirusScan => (
            "runAntiVirusScan",
            json!({"Comment": comment, "ScanType": if limited { "Quick" } else { "Full" }}),
        ),
        ActionKind::CollectInvestigationPackage => {
            ("collectInvestigationPackage", json!({"Comment": comment}))
        }
        ActionKind::StopAndQuarantineFile => {
            ("StopAndQuarantineFile", json!({"Comment": comment, "Sha1": sha1?}))
        }
        _ => return None,
    };
    let id = in_address(&asset.id);
    Some(Request { url: format!("{BASE}/machines/{id}/{verb}"), body })
}

/// A part of an address: an id from an export may hold anything.
fn in_address(text: &str) -> String {
    let sign = |byte: u8| match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(sign).collect()
}

/// Whether text is an address of version 4 or looks like one of version 6.
fn is_address(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let four = parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok());
    let is_six = |c: char| c.is_ascii_hexdigit() || c == ':';
    four || (text.matches(':').count() >= 2 && text.chars().all(is_six))
}

fn indicator(plan: &ActionPlan) -> Option<Request> {
    let value = plan.object.as_deref()?.trim();
    let is_hex = value.chars().all(|c| c.is_ascii_hexdigit());
    let kind = match value.len() {
        _ if is_address(value) => "IpAddress",
        40 if is_hex => "FileSha1",
        64 if is_hex => "FileSha256",
        _ if value.contains("://") => "Url",
        _ => "DomainName",
    };
    let body = json!({
        "indicatorValue": value, "indicatorType": kind, "action": "Block", "title": plan.title,
        "description": plan.instructions,
    });
    Some(Request { url: format!("{BASE}/indicators"), body })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ActionId;

    fn plan(kind: ActionKind, object: Option<&str>) -> ActionPlan {
        let device = |id: &str| Asset {
            kind: AssetKind::Device,
            id: id.into(),
            name: id.into(),
            group: None,
            critical: false,
            agreed: false,
            tags: Vec::new(),
            platform: None,
        };
        ActionPlan {
            target: Some(device("ab12")),
            more_targets: vec![device("../x?y")],
            object: object.map(str::to_owned),
            extent: Some(Extent::Limited),
            ..ActionPlan::new(ActionId::new("a").unwrap(), kind, "Do it".into())
        }
    }

    #[test]
    fn one_call_an_asset_and_none_where_there_is_no_interface() {
        let calls = requests(&plan(ActionKind::IsolateDevice, None), "29", None);
        assert_eq!(calls.len(), 2);
        assert_eq!(calls[0].url, "https://api.security.microsoft.com/api/machines/ab12/isolate");
        assert_eq!(calls[0].body["IsolationType"], "Selective");
        assert_eq!(calls[1].url, "https://api.security.microsoft.com/api/machines/%2E%2E%2Fx%3Fy/isolate");
        assert!(requests(&plan(ActionKind::DisableUser, None), "29", None).is_empty());
    }

    #[test]
    fn a_file_is_stopped_by_its_sha1_only() {
        let (sha1, sha256) = ("a1".repeat(20), "c3".repeat(32));
        let stop = plan(ActionKind::StopAndQuarantineFile, Some(&sha256));
        assert!(requests(&stop, "29", None).is_empty() && has_request(&stop));
        let calls = requests(&stop, "29", Some(&sha1));
        assert!(calls.len() == 2 && calls.iter().all(|call| call.body["Sha1"] == sha1.as_str()));
    }

    #[test]
    fn a_request_is_offered_where_there_is_one() {
        for (kind, object, then) in [
            (ActionKind::IsolateDevice, None, true),
            (ActionKind::StopAndQuarantineFile, None, true),
            (ActionKind::SubmitIocRule, Some("a.example"), true),
            (ActionKind::SubmitIocRule, None, false),
            (ActionKind::DisableUser, None, false),
            (ActionKind::SoftDeleteEmail, Some("nm-1"), false),
            (ActionKind::Text, None, false),
        ] {
            assert_eq!(has_request(&plan(kind, object)), then, "{kind:?}");
        }
    }

    #[test]
    fn an_indicator_is_of_the_kind_that_it_looks_like() {
        for (value, kind) in [
            ("203.0.113.4", "IpAddress"),
            ("https://a.example/x", "Url"),
            ("a.example", "DomainName"),
            (&"ab".repeat(20), "FileSha1"),
            (&"ab".repeat(32), "FileSha256"),
        ] {
            let calls = requests(&plan(ActionKind::SubmitIocRule, Some(value)), "29", None);
            assert_eq!(calls[0].body["indicatorType"], kind, "{value}");
        }
    }
}
