//! Published snapshots: what a widget on another page reads. Figures only, which name nothing and nobody, or with rows.

use crate::domain::brief::Brief;
use crate::domain::people::Party;
use crate::domain::scope::Scope;
use crate::domain::state::{Incident, State};
use crate::domain::time::Timestamp;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// The number of the shape; it goes up when a reader of the old one would read it wrong.
pub const SCHEMA: u32 = 1;
/// The name of the file in a static folder.
pub const FILE_NAME: &str = "snapshot.json";
const MINUTE_MS: i64 = 60_000;

/// How much of the workspace leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Counts by day and by closed or technical words: no titles, names or ids.
    Figures,
    /// Also a row for each incident, with its id, title, tags and assets.
    Rows,
}

/// Columns of a cell that hold one word.
const SINGLE: [&str; 6] = ["severity", "status", "classification", "determination", "party", "scope"];
/// Columns of a cell that hold several words.
const SEVERAL: [&str; 4] = ["source", "tactic", "category", "technique"];

/// Counts of a cell.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    incidents: u32,
    resolved: u32,
    minutes_to_resolve: i64,
    alerts: u32,
}

type Key = (String, [u32; SINGLE.len()], [Vec<u32>; SEVERAL.len()]);

#[derive(Default)]
struct Words {
    codes: HashMap<String, u32>,
    list: Vec<String>,
}

impl Words {
    fn code(&mut self, word: &str) -> u32 {
        if let Some(code) = self.codes.get(word) {
            return *code;
        }
        let code = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.codes.insert(word.to_owned(), code);
        self.list.push(word.to_owned());
        code
    }
}

/// The snapshot of the incidents with these ids, as text. Redirected incidents are no incidents and are left out.
pub fn snapshot<'a>(
    state: &State,
    ids: impl IntoIterator<Item = &'a str>,
    detail: Detail,
    made: Timestamp,
) -> String {
    let mut words = Words::default();
    let mut cells: BTreeMap<Key, Counts> = BTreeMap::new();
    let mut rows: Vec<Brief> = Vec::new();
    let scope = Scope::of(state);
    for id in ids {
        let Some(incident) = state.incident(id) else { continue };
        let mut brief = incident.brief();
        brief.status = incident.status();
        (brief.classification, brief.determination) = incident.verdict();
        if brief.redirect_to.is_some() {
            continue;
        }
        let counts = cells.entry(key_of(&incident, &brief, &scope, &mut words)).or_default();
        counts.incidents += 1;
        counts.alerts += brief.alerts;
        if let Some((at, _)) = incident.resolved_at() {
            counts.resolved += 1;
            counts.minutes_to_resolve += at.millis_since(brief.created).max(0) / MINUTE_MS;
        }
        if detail == Detail::Rows {
            brief.tags = incident.tags().into_iter().map(str::to_owned).collect();
            rows.push(brief);
        }
    }
    let cells: Vec<Value> = cells
        .into_iter()
        .map(|((day, single, several), counts)| {
            json!([
                day,
                single,
                several,
                counts.incidents,
                counts.resolved,
                counts.minutes_to_resolve,
                counts.alerts
            ])
        })
        .collect();
    let mut document = json!({
        "format": "watchfloor",
        "document": "snapshot",
        "schema": SCHEMA,
        "made": made.to_string(),
        "detail": if detail == Detail::Rows { "rows" } else { "figures" },
        "cube": {
            "single": SINGLE,
            "several": SEVERAL,
            "counts": ["incidents", "resolved", "minutesToResolve", "alerts"],
            "words": words.list,
            "cells": cells,
        },
    });
    if let (Detail::Rows, Some(members)) = (detail, document.as_object_mut()) {
        members.insert("rows".to_owned(), json!(rows));
    }
    format!("{document}\n")
}

fn key_of(incident: &Incident<'_>, brief: &Brief, scope: &Scope, words: &mut Words) -> Key {
    let (year, month, day) = brief.created.utc_date();
    let party = match incident.assignment().party {
        Some(Party::Experts) => "experts",
        Some(Party::Customer) => "customer",
        None => "nobody",
    };
    let scope = if scope.holds(incident.known) { "in" } else { "out" };
    // A word that is in no list may be anything, a name included: figures say "other" for it.
    let closed = |is_known: bool, word: &str| if is_known { word.to_owned() } else { "other".to_owned() };
    let single = [
        closed(brief.severity.is_known(), brief.severity.as_str()),
        closed(brief.status.is_known(), brief.status.as_str()),
        closed(brief.classification.is_known(), brief.classification.as_str()),
        closed(brief.determination.is_known(), brief.determination.as_str()),
        party.to_owned(),
        scope.to_owned(),
    ];
    let single = single.map(|word| words.code(&word));
    let source = |word: &String| {
        let known = crate::domain::vocabulary::ServiceSource::parse(word);
        closed(known.is_known(), word)
    };
    let is_category = |word: &&String| CATEGORIES.iter().any(|known| known.eq_ignore_ascii_case(word));
    let category = |word: &String| closed(is_category(&word), word);
    let is_technique = |word: &&String| {
        word.starts_with('T') && word.chars().skip(1).all(|c| c.is_ascii_digit() || c == '.')
    };
    let lists: [Vec<String>; SEVERAL.len()] = [
        brief.sources.iter().map(source).collect(),
        brief.tactics.iter().map(|tactic| tactic.as_str().to_owned()).collect(),
        brief.categories.iter().map(category).collect(),
        brief.techniques.iter().filter(is_technique).cloned().collect(),
    ];
    let several = lists.map(|list| {
        let mut codes: Vec<u32> = list.iter().map(|word| words.code(word)).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    });
    (format!("{year:04}-{month:02}-{day:02}"), single, several)
}

/// Categories of alerts that are no tactic (the service's documentation, tactic of an incident).
const CATEGORIES: [&str; 6] =
    ["Malware", "Ransomware", "SuspiciousActivity", "UnwantedSoftware", "Exploit", "Phishing"];
