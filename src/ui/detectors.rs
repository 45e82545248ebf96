//! Names of what raised an alert (`detectionSource` of the API). What we do not know stays as it came.

use super::naming;
use crate::domain::text::spoken;
use crate::domain::vocabulary::ServiceSource;
use crate::t;

/// The name of a detector: that of its product where it is one.
pub fn name(word: &str) -> String {
    let product = match word {
        "cloudAppSecurity" => "microsoftDefenderForCloudApps",
        "microsoftDataLossPrevention" => "dataLossPrevention",
        other => other,
    };
    if ServiceSource::parse(product).is_known() {
        return naming::source(product);
    }
    own(word).or_else(|| plan(word)).unwrap_or_else(|| spoken(word).into_owned())
}

/// Detectors that are no product.
fn own(word: &str) -> Option<String> {
    Some(match word {
        "antivirus" => t!("detector.antivirus"),
        "smartScreen" => t!("detector.smart-screen"),
        "customTi" => t!("detector.custom-ti"),
        "automatedInvestigation" => t!("detector.automated"),
        "microsoftThreatExperts" => t!("detector.experts"),
        "customDetection" => t!("detector.custom"),
        "manual" => t!("detector.manual"),
        "appGovernancePolicy" => t!("detector.app-policy"),
        "appGovernanceDetection" => t!("detector.app-detection"),
        "nrtAlerts" => t!("detector.near-real-time"),
        "scheduledAlerts" => t!("detector.scheduled"),
        "builtInMl" => t!("detector.machine-learning"),
        "microsoftDefenderThreatIntelligenceAnalytics" => t!("detector.intelligence"),
        "securityCopilot" => t!("detector.copilot"),
        _ => return None,
    })
}

/// The plans of Defender for Cloud.
fn plan(word: &str) -> Option<String> {
    let name = match word.strip_prefix("microsoftDefenderFor")? {
        name @ ("IoT" | "Servers" | "Storage" | "DNS" | "Databases" | "Containers" | "Network") => name,
        "AppService" => "App Service",
        "KeyVault" => "Key Vault",
        "ResourceManager" => "Resource Manager",
        "ApiManagement" => "API Management",
        "AIServices" => "AI Services",
        _ => return None,
    };
    Some(t!("detector.defender-for", name = name))
}
