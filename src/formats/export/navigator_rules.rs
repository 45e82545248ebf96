//! The rules of Navigator layer format 4.5 that concern our output (the Navigator's own description of the format).
#![expect(
    clippy::indexing_slicing,
    reason = "reading a member of a JSON value by its name answers null and never panics"
)]

use super::navigator::LAYER_VERSION;
use crate::domain::technique::is_technique;
use serde_json::Value;

const DOMAINS: [&str; 3] = ["enterprise-attack", "mobile-attack", "ics-attack"];
const TACTICS: [&str; 14] = [
    "reconnaissance",
    "resource-development",
    "initial-access",
    "execution",
    "persistence",
    "privilege-escalation",
    "defense-evasion",
    "credential-access",
    "discovery",
    "lateral-movement",
    "collection",
    "command-and-control",
    "exfiltration",
    "impact",
];
const LAYOUTS: [&str; 3] = ["side", "flat", "mini"];
const AGGREGATES: [&str; 4] = ["average", "min", "max", "sum"];

/// What is wrong with a layer, each problem with where it is; empty for a layer that the Navigator opens.
pub fn problems(text: &str) -> Vec<String> {
    let Ok(layer) = serde_json::from_str::<Value>(text) else {
        return vec!["the text is not JSON".to_owned()];
    };
    if !layer.is_object() {
        return vec!["a layer is an object".to_owned()];
    }
    let mut found = Vec::new();
    let mut must = |holds: bool, what: String| {
        if !holds {
            found.push(what);
        }
    };
    let name = layer["name"].as_str().unwrap_or_default();
    must(!name.trim().is_empty(), "name: a text is needed".to_owned());
    let versions = &layer["versions"];
    must(versions["layer"] == LAYER_VERSION, format!("versions/layer: not {LAYER_VERSION}"));
    for key in ["attack", "navigator"] {
        must(versions[key].is_null() || versions[key].is_string(), format!("versions/{key}: not a text"));
    }
    must(DOMAINS.iter().any(|domain| layer["domain"] == *domain), "domain: not one of ATT&CK's".to_owned());
    must(
        layer["description"].is_null() || layer["description"].is_string(),
        "description: not a text".to_owned(),
    );
    must(
        layer["sorting"].is_null() || layer["sorting"].as_u64().is_some_and(|sorting| sorting <= 3),
        "sorting: not 0 to 3".to_owned(),
    );
    let layout = &layer["layout"];
    if !layout.is_null() {
        must(LAYOUTS.iter().any(|word| layout["layout"] == *word), "layout/layout: unknown".to_owned());
        must(
            AGGREGATES.iter().any(|word| layout["aggregateFunction"] == *word),
            "layout/aggregateFunction: unknown".to_owned(),
        );
    }
    found.extend(gradient(&layer["gradient"]));
    match layer["techniques"].as_array() {
        None => found.push("techniques: a list is needed".to_owned()),
        Some(list) => found.extend(list.iter().enumerate().flat_map(|(at, entry)| technique(at, entry))),
    }
    found
}

fn gradient(gradient: &Value) -> Vec<String> {
    if gradient.is_null() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let colours = gradient["colors"].as_array().map(Vec::as_slice).unwrap_or_default();
    if colours.len() < 2 || !colours.iter().all(is_colour) {
        found.push("gradient/colors: two colours are needed".to_owned());
    }
    match (gradient["minValue"].as_f64(), gradient["maxValue"].as_f64()) {
        (Some(least), Some(most)) if least < most => {}
        _ => found.push("gradient: minValue is not below maxValue".to_owned()),
    }
    found
}

fn is_colour(value: &Value) -> bool {
    let digits = value.as_str().and_then(|text| text.strip_prefix('#')).unwrap_or_default();
    matches!(digits.len(), 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit())
}

fn technique(at: usize, entry: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            found.push(format!("techniques/{at}/{what}"));
        }
    };
    must(entry["techniqueID"].as_str().is_some_and(is_technique), "techniqueID: not an id");
    let absent = |key: &str| entry[key].is_null();
    must(absent("tactic") || TACTICS.iter().any(|tactic| entry["tactic"] == *tactic), "tactic: not a tactic");
    must(absent("score") || entry["score"].is_number(), "score: not a number");
    must(absent("color") || entry["color"] == "" || is_colour(&entry["color"]), "color: not a colour");
    must(absent("comment") || entry["comment"].is_string(), "comment: not a text");
    must(absent("enabled") || entry["enabled"].is_boolean(), "enabled: not true or false");
    must(
        absent("showSubtechniques") || entry["showSubtechniques"].is_boolean(),
        "showSubtechniques: not true or false",
    );
    for (list, keys) in [("metadata", ["name", "value"]), ("links", ["label", "url"])] {
        let entries = entry[list].as_array().map(Vec::as_slice).unwrap_or_default();
        let fits =
            |item: &Value| item["divider"].is_boolean() || keys.iter().all(|key| item[*key].is_string());
        must(absent(list) || (entry[list].is_array() && entries.iter().all(fits)), list);
    }
    found
}
