//! The rules of STIX 2.1 that concern our output (the OASIS standard, sections 2.9, 3.2, 4.1, 4.6, 4.7, 4.16 and 8).
#![expect(
    clippy::indexing_slicing,
    reason = "reading a member of a JSON value by its name answers null and never panics"
)]

use crate::domain::time::Timestamp;
use serde_json::Value;
use std::collections::HashSet;

/// What is wrong with a bundle, each problem with where it is; empty for a bundle that keeps the rules.
pub fn problems(text: &str) -> Vec<String> {
    let Ok(bundle) = serde_json::from_str::<Value>(text) else {
        return vec!["the text is not JSON".to_owned()];
    };
    let mut found = Vec::new();
    if bundle["type"] != "bundle" {
        found.push("type: not a bundle".to_owned());
    }
    if !is_id(&bundle["id"], Some("bundle")) {
        found.push("id: not an id of a bundle".to_owned());
    }
    let Some(objects) = bundle["objects"].as_array().filter(|objects| !objects.is_empty()) else {
        found.push("objects: a list that is not empty is needed".to_owned());
        return found;
    };
    let mut ids = HashSet::new();
    for (at, object) in objects.iter().enumerate() {
        if !ids.insert(object["id"].as_str().unwrap_or_default()) {
            found.push(format!("objects/{at}/id: there twice"));
        }
    }
    for (at, object) in objects.iter().enumerate() {
        found.extend(of_object(object, &ids).into_iter().map(|what| format!("objects/{at}/{what}")));
    }
    found
}

fn of_object(object: &Value, ids: &HashSet<&str>) -> Vec<String> {
    let mut found = Vec::new();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            found.push(what.to_owned());
        }
    };
    let kind = object["type"].as_str().unwrap_or_default();
    must(is_id(&object["id"], Some(kind)), "id: not an id of its type");
    must(object["spec_version"] == "2.1", "spec_version: not 2.1");
    let (created, modified) = (moment(&object["created"]), moment(&object["modified"]));
    must(created.is_some(), "created: not a moment");
    must(modified.is_some() && modified >= created, "modified: not a moment, or before created");
    let said = |key: &str| object[key].as_str().is_some_and(|text| !text.trim().is_empty());
    let is_there = |value: &Value| value.as_str().is_some_and(|id| ids.contains(id));
    match kind {
        "identity" => must(said("name"), "name: is needed"),
        "attack-pattern" => must(said("name"), "name: is needed"),
        "indicator" => {
            must(said("pattern") && is_pattern(&object["pattern"]), "pattern: not a pattern");
            must(said("pattern_type"), "pattern_type: is needed");
            must(moment(&object["valid_from"]).is_some(), "valid_from: not a moment");
        }
        "report" => {
            must(said("name"), "name: is needed");
            must(moment(&object["published"]).is_some(), "published: not a moment");
            let refs = object["object_refs"].as_array().map(Vec::as_slice).unwrap_or_default();
            must(!refs.is_empty() && refs.iter().all(is_there), "object_refs: not objects of the bundle");
        }
        "relationship" => {
            must(said("relationship_type"), "relationship_type: is needed");
            must(is_there(&object["source_ref"]), "source_ref: not an object of the bundle");
            must(is_there(&object["target_ref"]), "target_ref: not an object of the bundle");
        }
        _ => must(false, "type: none that we write"),
    }
    let maker = &object["created_by_ref"];
    must(
        maker.is_null() || (is_there(maker) && is_id(maker, Some("identity"))),
        "created_by_ref: no identity",
    );
    let references = object["external_references"].as_array();
    let named = |reference: &Value| {
        let has = |key: &str| reference[key].is_string();
        reference["source_name"].is_string() && (has("description") || has("external_id") || has("url"))
    };
    must(references.is_none_or(|list| list.iter().all(named)), "external_references: without a source");
    let empty = object
        .as_object()
        .into_iter()
        .flatten()
        .find(|(_, value)| value.as_array().is_some_and(Vec::is_empty) || value.is_null());
    must(empty.is_none(), "a list or value that is empty: it must be left out");
    found
}

/// `type--UUID`, the type as asked for.
fn is_id(value: &Value, kind: Option<&str>) -> bool {
    let Some((prefix, uuid)) = value.as_str().and_then(|id| id.split_once("--")) else { return false };
    let groups: Vec<&str> = uuid.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let is_hex = groups.iter().all(|group| group.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')));
    let variant = groups.get(3).and_then(|group| group.chars().next());
    kind.is_none_or(|kind| prefix == kind)
        && lengths == [8, 4, 4, 4, 12]
        && is_hex
        && matches!(variant, Some('8' | '9' | 'a' | 'b'))
}

/// A moment in UTC with the `Z` that STIX asks for.
fn moment(value: &Value) -> Option<Timestamp> {
    let text = value.as_str().filter(|text| text.ends_with('Z') && text.contains('T'))?;
    Timestamp::parse(text)
}

/// `[object:path = 'text']`, every quote in the text escaped.
fn is_pattern(value: &Value) -> bool {
    let inner = value.as_str().and_then(|text| text.strip_prefix('[')?.strip_suffix(']'));
    let Some((path, rest)) = inner.and_then(|inner| inner.split_once(" = ")) else { return false };
    let Some(text) = rest.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) else { return false };
    let mut escaped = false;
    for letter in text.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\'' => return false,
            _ => {}
        }
    }
    !escaped && !text.is_empty() && path.contains(':')
}
