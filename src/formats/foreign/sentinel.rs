//! Sentinel incidents put into Graph's shape (service.md 1.9, SIEM and ITSM view).

use super::fields::Fields;
use super::stand_in::{Part, incident_of_parts};
use crate::formats::finding::Finding;
use crate::formats::position::Position;
use crate::formats::problem::{Findings, Problem};
use serde_json::{Map, Value, json};

/// The tag by which Sentinel shows that the customer's action is awaited; it has no such status.
const AWAITING_TAG: &str = "Awaiting Customer Action";

/// Puts a Sentinel incident into the shape of a Graph incident, as text.
pub(crate) fn incident(text: &str, at: Position, findings: &mut Findings) -> Result<String, Problem> {
    let fields = Fields::read(text, at)?;
    let created = fields.need_time(&["properties/createdTimeUtc"])?;
    let mut incident = Map::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            incident.insert(name.to_owned(), Value::String(value));
        }
    };
    put("id", Some(id(&fields)?));
    put("displayName", fields.text(&["properties/title"]));
    put("description", fields.text(&["properties/description"]));
    put("createdDateTime", Some(created.to_string()));
    let updated = fields.time(&["properties/lastModifiedTimeUtc"])?;
    put("lastUpdateDateTime", updated.map(|moment| moment.to_string()));
    let labels: Vec<String> =
        fields.objects("properties/labels").iter().filter_map(|label| label.text(&["labelName"])).collect();
    put("status", Some(status(&fields, &labels)));
    put("severity", fields.text(&["properties/severity"]));
    put("classification", fields.text(&["properties/classification"]).map(classification));
    put("determination", fields.text(&["properties/classificationReason"]).map(determination));
    put("resolvingComment", fields.text(&["properties/classificationComment"]));
    let owner =
        ["properties/owner/userPrincipalName", "properties/owner/email", "properties/owner/assignedTo"];
    put("assignedTo", fields.text(&owner));
    put("incidentWebUrl", fields.text(&["properties/incidentUrl"]));
    if !labels.is_empty() {
        incident.insert("customTags".to_owned(), json!(labels));
    }
    let products = fields.texts("properties/additionalData/alertProductNames");
    let part = Part {
        categories: fields.texts("properties/additionalData/tactics"),
        techniques: fields.texts("properties/additionalData/techniques"),
        products: if products.is_empty() { vec!["microsoftSentinel".to_owned()] } else { products },
        ..Part::default()
    };
    if incident_of_parts(&mut incident, &part) {
        findings.add(Problem::new(at, Finding::StandInAlerts));
    }
    // The whole record stays findable under a name of its own.
    incident.insert("sentinel".to_owned(), Value::Object(fields.into_members()));
    Ok(Value::Object(incident).to_string())
}

/// An incident that Sentinel took over from Defender has the id that it has there, so that both are one.
fn id(fields: &Fields) -> Result<String, Problem> {
    let provider = fields.text(&["properties/providerName"]).unwrap_or_default().to_ascii_lowercase();
    let of_defender = provider.contains("365 defender") || provider.contains("xdr");
    let theirs = fields.text(&["properties/providerIncidentId"]).filter(|_| of_defender);
    let named = theirs.or_else(|| fields.text(&["name"]));
    let named = named.or_else(|| {
        let path = fields.text(&["id"])?;
        path.rsplit('/').next().map(str::to_owned)
    });
    named.ok_or_else(|| fields.problem(Finding::Missing { field: "name" }))
}

fn status(fields: &Fields, labels: &[String]) -> String {
    let said = fields.text(&["properties/status"]).unwrap_or_default();
    let awaiting = labels.iter().any(|label| label.eq_ignore_ascii_case(AWAITING_TAG));
    let graph = match said.to_ascii_lowercase().as_str() {
        "closed" => "resolved",
        _ if awaiting => "awaitingAction",
        "new" => "active",
        "active" => "inProgress",
        _ => return said,
    };
    graph.to_owned()
}

fn classification(word: String) -> String {
    match word.to_ascii_lowercase().as_str() {
        "undetermined" => "unknown".to_owned(),
        "benignpositive" => "informationalExpectedActivity".to_owned(),
        _ => word,
    }
}

/// Sentinel's four reasons in the closest of Graph's words; the record keeps the original.
fn determination(word: String) -> String {
    match word.to_ascii_lowercase().as_str() {
        "suspiciousactivity" => "maliciousUserActivity".to_owned(),
        "suspiciousbutexpected" => "confirmedActivity".to_owned(),
        "incorrectalertlogic" => "notMalicious".to_owned(),
        "inaccuratedata" => "notEnoughDataToValidate".to_owned(),
        _ => word,
    }
}
