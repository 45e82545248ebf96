//! Posture facts that imports bring beside incidents: recommendations of vulnerability management and ATT&CK layers.

use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many recommendations one import brings at most: a page of the API holds 10,000.
pub const RECOMMENDATIONS_MAX: usize = 10_000;
/// How many techniques one layer may hold: ATT&CK has some 700, each may stand once for every tactic.
pub const LAYER_TECHNIQUES_MAX: usize = 5_000;

/// A recommendation of vulnerability management (service.md 2.5, Defender for Endpoint).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceRecommendation {
    /// Its id at the source.
    pub id: String,
    /// What to do: `Update Chrome`.
    pub name: String,
    /// The product that it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// `Active`, `Exception`, in the source's word.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub status: String,
    /// `Update`, `ConfigurationChange`, in the source's word.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remediation: String,
    /// How severe, 0 to 10.
    #[serde(default)]
    pub severity_score: f64,
    /// Points of the device score that it is worth.
    #[serde(default)]
    pub score_impact: f64,
    /// Points of exposure that it takes away.
    #[serde(default)]
    pub exposure_impact: f64,
    /// Devices on which it is open.
    #[serde(default)]
    pub exposed: u32,
    /// Devices that it concerns.
    #[serde(default)]
    pub machines: u32,
}

/// An ATT&CK Navigator layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Layer {
    /// Its name.
    pub name: String,
    /// `enterprise-attack`, in the spelling of today.
    pub domain: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Its techniques.
    pub techniques: Vec<LayerTechnique>,
}

/// A technique of a layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LayerTechnique {
    /// Such as `T1546.003`.
    pub id: String,
    /// The tactic under which it is marked, where it is not marked under all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tactic: Option<String>,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// What was said of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
}

/// What imports said of the posture, by id and by name; the import taken last holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Posture {
    /// Recommendations by id, with the moment of their import.
    pub recommendations: BTreeMap<String, (DeviceRecommendation, Timestamp)>,
    /// Layers by name.
    pub layers: BTreeMap<String, Layer>,
}
