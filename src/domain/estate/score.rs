//! Secure Score: the score of a day with its controls, and the profiles of the controls (service.md 2.4).

use crate::domain::readiness::{ActionStatus, Area, Level};
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How far a control is on one day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ControlScore {
    /// The name of the control: the id of its profile.
    pub name: String,
    /// Its category in Secure Score's word.
    pub category: String,
    /// Points that it gives now.
    pub score: f64,
    /// The share of its points in percent, where the export says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percentage: Option<f64>,
    /// A sentence on its state, as plain text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub state: String,
    /// What it is about, as plain text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// How many of how many objects fulfil it, where it counts any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<(u32, u32)>,
}

/// Secure Score of one day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ScoreDay {
    /// Tenant and date.
    pub id: String,
    /// When it was computed.
    pub at: Timestamp,
    /// Points that the tenant has.
    pub current: f64,
    /// Points that it could have with what it has licensed.
    pub max: f64,
    /// Averages of others to compare with, in percent: `AllTenants` and its value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub averages: Vec<(String, f64)>,
    /// The controls. Only the newest day of an import has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<ControlScore>,
}

/// A state that somebody gave to a control in the portal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ControlState {
    /// `Default`, `Ignored`, `ThirdParty`, `Reviewed`, or another word as it came.
    pub word: String,
    /// Who has it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub assigned_to: String,
    /// What was said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

impl ControlState {
    /// The state in our words; `None` for `Default` and for words that are not known.
    ///
    /// Secure Score's list calls them To address, Planned, Risk accepted, Resolved through third party and through
    /// alternate mitigation; its API writes `Ignored` for an accepted risk and `Reviewed` for one that was looked at.
    pub fn status(&self) -> Option<ActionStatus> {
        match self.word.to_ascii_lowercase().as_str() {
            "ignored" | "ignore" | "riskaccepted" => Some(ActionStatus::RiskAccepted),
            "thirdparty" => Some(ActionStatus::ResolvedThirdParty),
            "alternatemitigation" => Some(ActionStatus::ResolvedAnotherWay),
            "reviewed" | "planned" => Some(ActionStatus::InProgress),
            _ => None,
        }
    }
}

/// The profile of a control.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Control {
    /// Its id: the name under which a day scores it.
    pub id: String,
    /// What to do.
    pub title: String,
    /// Its category in Secure Score's word.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// The service that it belongs to.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub service: String,
    /// Core, Defense In Depth or Advanced.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tier: String,
    /// Whether Secure Score does not use it any more.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// How much work it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort: Option<Level>,
    /// How much people notice it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_impact: Option<Level>,
    /// Points that it can give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// How to do it, as plain text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remediation: String,
    /// What it changes for people, as plain text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub impact: String,
    /// Where it is set, an `https` address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What it helps against.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub threats: Vec<String>,
    /// Names of the standards that ask for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<String>,
    /// The state that was given last; absent is `Default`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ControlState>,
}

impl Area {
    /// The area of a category of Secure Score. Infrastructure goes with devices, as Secure Score's own list shows it.
    pub fn of_category(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "identity" => Self::Identity,
            "device" | "infrastructure" => Self::Device,
            "data" => Self::Data,
            _ => Self::Apps,
        }
    }
}
