//! Dimensions and their values in the words of the interface, for facets, chips and charts.

use super::naming;
use super::portal::Portal;
use super::text::text;
use crate::analytics::dimension::{Dim, Value};
use crate::domain::people::Party;
use crate::domain::vocabulary::{Classification, Determination, Severity, Status, Tactic};
use crate::t;

/// The name of a dimension.
pub fn dimension(dim: Dim) -> String {
    text(&format!("dimension.{}", dim.key()), &[])
}

/// The name of a value. Words of imports that we do not know stay as they came.
pub fn value(portal: Portal, dim: Dim, value: &Value) -> String {
    let word = match value {
        Value::Missing => return t!("common.none"),
        Value::Word(word) => &**word,
    };
    match dim {
        Dim::Severity => naming::severity(&Severity::parse(word)),
        Dim::Status => naming::status(&Status::parse(word), portal.party()),
        Dim::Stage => text(&format!("stage.{word}"), &[]),
        Dim::Assigned => naming::party(match word {
            "experts" => Some(Party::Experts),
            "customer" => Some(Party::Customer),
            _ => None,
        }),
        Dim::Classification => naming::classification(&Classification::parse(word)),
        Dim::Determination => naming::determination(&Determination::parse(word)),
        Dim::Source => naming::source(word),
        Dim::Tactic => Tactic::parse(word).map_or_else(|| word.to_owned(), naming::tactic),
        Dim::AlertSeverity => naming::severity(&Severity::parse(word)),
        Dim::Products | Dim::Categories => text(&format!("several.{word}"), &[]),
        Dim::Redirected
        | Dim::Critical
        | Dim::Noise
        | Dim::Duplicate
        | Dim::Notification
        | Dim::ThirdParty => text(&format!("yes-no.{word}"), &[]),
        Dim::Scope => text(&format!("scope.{word}"), &[]),
        Dim::Investigated => text(&format!("investigated.{word}"), &[]),
        Dim::Outcome => text(&format!("outcome.{word}"), &[]),
        Dim::Due => text(&format!("due.{word}"), &[]),
        Dim::Asked => text(&format!("asked.{word}"), &[]),
        Dim::Asset => asset_name(portal, word),
        Dim::Person
        | Dim::Detection
        | Dim::Technique
        | Dim::Group
        | Dim::Tag
        | Dim::Category
        | Dim::Platform
        | Dim::Investigation
        | Dim::Threat
        | Dim::Policy
        | Dim::Subscription
        | Dim::Sensitivity => word.to_owned(),
    }
}

/// The name that people know behind `device/id`.
fn asset_name(portal: Portal, word: &str) -> String {
    let known = word.split_once('/').and_then(|(kind, id)| {
        portal.glance(|state| {
            let assets = state.catalogue.assets().iter();
            let mut of_kind = assets.filter(|asset| asset.kind.as_str() == kind);
            of_kind.find(|asset| asset.id == id).map(|asset| asset.name.clone())
        })
    });
    known.unwrap_or_else(|| word.to_owned())
}
