//! Dimensions and their values in the words of the interface, for facets, chips and charts.

use super::portal::Portal;
use super::text::{text, text_for};
use super::{attack, naming};
use crate::analytics::dimension::{Dim, Value};
use crate::domain::brief::AssetKind;
use crate::domain::people::Party;
use crate::domain::text::system_name;
use crate::domain::vocabulary::{Classification, Determination, Severity, Status, Tactic};
use crate::report::say::category_key;
use crate::t;
use crate::view::prelude::*;

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
        Dim::Stage if word == "yourTurn" && portal.party() == Party::Experts => t!("stage.theirTurn"),
        Dim::Stage => text(&format!("stage.{word}"), &[]),
        Dim::Assigned => {
            let party = match word {
                "experts" => Some(Party::Experts),
                "customer" => Some(Party::Customer),
                _ => None,
            };
            naming::party(party, portal.party())
        }
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
        Dim::Outcome => text_for(portal.party(), &format!("outcome.{word}"), &[]),
        Dim::Due => text(&format!("due.{word}"), &[]),
        Dim::Asked => text(&format!("asked.{word}"), &[]),
        Dim::Asset => asset_name(portal, word),
        Dim::Technique => technique(word),
        Dim::Detection => super::detectors::name(word),
        Dim::Investigation => investigation(word),
        Dim::Category => category_key(word).map_or_else(|| word.to_owned(), |key| text(key, &[])),
        Dim::Platform => system_name(word).into_owned(),
        Dim::Person
        | Dim::Group
        | Dim::Tag
        | Dim::Threat
        | Dim::Policy
        | Dim::Subscription
        | Dim::Sensitivity => word.to_owned(),
    }
}

/// States of an automated investigation (service.md 2.2), as the sources write them.
const INVESTIGATIONS: [&str; 18] = [
    "unknown",
    "terminated",
    "successfullyRemediated",
    "benign",
    "failed",
    "partiallyRemediated",
    "running",
    "pendingApproval",
    "pendingResource",
    "queued",
    "innerFailure",
    "preexistingAlert",
    "unsupportedOs",
    "unsupportedAlertType",
    "suppressedAlert",
    "partiallyInvestigated",
    "terminatedByUser",
    "terminatedBySystem",
];

/// The words for a state of an automated investigation; one that we do not know stays as it is.
fn investigation(word: &str) -> String {
    let known = INVESTIGATIONS.into_iter().find(|known| known.eq_ignore_ascii_case(word));
    known.map_or_else(|| word.to_owned(), |known| text(&format!("investigation.{known}"), &[]))
}

/// The name of a value as it is now: that of a technique is known once the facts of ATT&CK are loaded.
pub fn live(portal: Portal, dim: Dim, of: Value) -> Signal<String> {
    Signal::derive(move || {
        follow(dim);
        value(portal, dim, &of)
    })
}

/// Lets what is drawn follow the names of a dimension's values.
pub fn follow(dim: Dim) {
    if dim == Dim::Technique {
        attack::facts().track();
    }
}

/// `T1059.001 Command and Scripting Interpreter: PowerShell`, the id alone while the names load.
fn technique(id: &str) -> String {
    let name = attack::facts().with_untracked(|facts| facts.as_ref()?.full_name(id));
    name.map_or_else(|| id.to_owned(), |name| t!("incident.technique", id = id, name = name))
}

/// The name that people know behind `device/id`, with its kind: a person is often an identity and a mailbox.
fn asset_name(portal: Portal, word: &str) -> String {
    let known = word.split_once('/').and_then(|(kind, id)| {
        let kind = AssetKind::ALL.into_iter().find(|known| known.as_str() == kind)?;
        let name = portal.glance(|state| Some(state.catalogue.asset(kind, id)?.name.clone()))?;
        Some(t!("value.asset", name = name, kind = naming::asset_kind(kind)))
    });
    known.unwrap_or_else(|| word.to_owned())
}
