//! Incidents of sources that have no alerts: what such a source says of tactics, techniques, products and assets is put
//! into stand-in alerts, since that is where everything else looks for it.

use crate::domain::vocabulary::ServiceSource;
use serde_json::{Map, Value, json};

/// What a source says of an incident beside its own fields.
#[derive(Clone, Debug, Default)]
pub(crate) struct Part {
    /// Tactics or categories.
    pub(crate) categories: Vec<String>,
    /// Technique ids.
    pub(crate) techniques: Vec<String>,
    /// The products.
    pub(crate) products: Vec<String>,
    /// The detector.
    pub(crate) detection: Option<String>,
    /// Names of devices.
    pub(crate) devices: Vec<String>,
    /// Names of accounts.
    pub(crate) users: Vec<String>,
}

impl Part {
    fn is_empty(&self) -> bool {
        self.categories.is_empty()
            && self.techniques.is_empty()
            && self.products.is_empty()
            && self.devices.is_empty()
            && self.users.is_empty()
    }
}

/// Adds stand-in alerts to an incident in Graph's shape; whether there are any. There is one alert, or one for each
/// category and each product beyond the first; techniques and assets are the first one's.
pub(crate) fn incident_of_parts(incident: &mut Map<String, Value>, part: &Part) -> bool {
    if part.is_empty() {
        return false;
    }
    let count = part.categories.len().max(part.products.len()).max(1);
    let member = |name: &str| incident.get(name).cloned().unwrap_or(Value::Null);
    let id = incident.get("id").and_then(Value::as_str).unwrap_or_default();
    let resolved = incident.get("status").and_then(Value::as_str).is_some_and(|status| {
        status.eq_ignore_ascii_case("resolved") || status.eq_ignore_ascii_case("closed")
    });
    let mut alerts = Vec::with_capacity(count);
    for at in 0..count {
        let product = part.products.get(at).or_else(|| part.products.first());
        let mut alert = json!({
            "id": format!("{id}-{}", at + 1),
            "title": member("displayName"),
            "severity": member("severity"),
            "status": if resolved { "resolved" } else { "new" },
            "createdDateTime": member("createdDateTime"),
            "standIn": true,
        });
        if let Some(fields) = alert.as_object_mut() {
            if let Some(product) = product {
                fields.insert("serviceSource".to_owned(), json!(product_word(product)));
            }
            if let Some(detection) = &part.detection {
                fields.insert("detectionSource".to_owned(), json!(detection));
            }
            if let Some(category) = part.categories.get(at) {
                fields.insert("category".to_owned(), json!(category));
            }
            if at == 0 {
                fields.insert("mitreTechniques".to_owned(), json!(part.techniques));
                fields.insert("evidence".to_owned(), evidence(part));
            }
        }
        alerts.push(alert);
    }
    incident.insert("alerts".to_owned(), Value::Array(alerts));
    true
}

fn evidence(part: &Part) -> Value {
    let devices = part.devices.iter().map(|name| {
        json!({"kind": "device", "deviceDnsName": name, "verdict": "unknown", "remediationStatus": "none"})
    });
    let users = part.users.iter().map(|name| {
        json!({"kind": "user", "userAccount": {"userPrincipalName": name}, "verdict": "unknown",
               "remediationStatus": "none"})
    });
    devices.chain(users).collect()
}

/// The name of a product in Graph's word where it has one: `Microsoft Defender for Endpoint` is
/// `microsoftDefenderForEndpoint`.
pub(crate) fn product_word(name: &str) -> String {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let known = match plain.to_ascii_lowercase().as_str() {
        "azuresentinel" | "sentinel" => ServiceSource::parse("microsoftSentinel"),
        "microsoftdefenderxdr" | "microsoftxdr" | "microsoft365defender" => {
            ServiceSource::parse("microsoft365Defender")
        }
        "microsoftentraidprotection" | "azureactivedirectoryidentityprotection" | "aadidentityprotection" => {
            ServiceSource::parse("azureAdIdentityProtection")
        }
        "microsoftdefenderforoffice" => ServiceSource::parse("microsoftDefenderForOffice365"),
        _ => ServiceSource::parse(&plain),
    };
    if known.is_known() { known.as_str().to_owned() } else { name.to_owned() }
}
