//! Earlier incidents that are like one, with the reason for the likeness, and how often its techniques are seen here.

use crate::domain::catalogue::{Known, Row};
use crate::domain::state::State;
use crate::domain::time::{DAY_MS, Timestamp};
use crate::domain::vocabulary::Status;
use std::collections::{HashMap, HashSet};

/// How many are listed.
const LISTED_MAX: usize = 20;
/// How many common assets, and how many techniques, are named.
const NAMED_MAX: usize = 5;
/// What counts for less than this is chance: one common technique.
pub const POINTS_MIN: u32 = 20;
/// Over how many days the techniques of the tenant are counted.
pub const DAYS: i64 = 30;

/// An incident that is like another.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar {
    /// Its row in the catalogue.
    pub row: Row,
    /// How like, from 0 to 100.
    pub points: u32,
    /// Names of assets that both touch.
    pub assets: Vec<String>,
    /// Techniques of both.
    pub techniques: Vec<String>,
    /// Both have the same name but for numbers.
    pub same_title: bool,
}

/// The incidents that are like one, most like first, of equal ones the latest first.
///
/// Points: 40 for the same name but for numbers; up to 40 for the share of techniques that both have (Jaccard index);
/// up to 20 for common assets, 10 each, or as many as needed to be listed where nothing else is known. Of one that took
/// others in what is most alike counts: merging takes no likeness away.
pub fn similar(state: &State, id: &str) -> Vec<Similar> {
    let Some(own) = state.catalogue.find(id) else { return Vec::new() };
    let parts = Parts::of(own);
    let techniques: HashSet<u32> = own.technique_codes().iter().copied().collect();
    let assets: HashSet<u32> = own.asset_codes().iter().copied().collect();
    let mut found: Vec<(u32, Timestamp, Row)> = Vec::new();
    for row in state.catalogue.rows() {
        let Some(known) = state.catalogue.get(row).filter(|known| known.id() != id) else { continue };
        let both = known.technique_codes().iter().filter(|code| techniques.contains(code)).count();
        let common = known.asset_codes().iter().filter(|code| assets.contains(code)).count();
        if both == 0 && common == 0 {
            continue;
        }
        let touched = u32::try_from(common).unwrap_or(u32::MAX).min(2) * 10;
        let points = touched + parts.points(&Parts::of(known));
        if points >= POINTS_MIN && !is_merged(state, known) {
            found.push((points, known.created(), row));
        }
    }
    found.sort_by(|one, other| other.cmp(one));
    found
        .into_iter()
        .take(LISTED_MAX)
        .filter_map(|(points, _, row)| reasons(state, id, row, points))
        .collect()
}

/// What is compared: an incident with all that it took in, and each of these by itself.
struct Parts<'a> {
    titles: Vec<String>,
    techniques: Vec<&'a [u32]>,
}

impl<'a> Parts<'a> {
    fn of(known: Known<'a>) -> Self {
        let mut parts = Self { titles: vec![bare(known.title())], techniques: vec![known.technique_codes()] };
        if known.holds_others() {
            for part in std::iter::once(known).chain(known.taken()) {
                parts.titles.push(bare(part.title()));
                parts.techniques.push(part.own().technique_codes());
            }
        }
        parts
    }

    /// For names and techniques, of the two parts that are most alike.
    fn points(&self, other: &Self) -> u32 {
        let pairs =
            self.techniques.iter().flat_map(|mine| other.techniques.iter().map(|its| share(mine, its)));
        pairs.max().unwrap_or(0) + if self.has_name_of(other) { 40 } else { 0 }
    }

    fn has_name_of(&self, other: &Self) -> bool {
        self.titles.iter().any(|title| other.titles.contains(title))
    }
}

/// Up to 40 points for the techniques that both have, of those that either has.
fn share(mine: &[u32], its: &[u32]) -> u32 {
    let both = its.iter().filter(|code| mine.contains(code)).count();
    let any = (mine.len() + its.len()).saturating_sub(both).max(1);
    u32::try_from(both * 40 / any).unwrap_or(40).min(40)
}

fn reasons(state: &State, id: &str, row: Row, points: u32) -> Option<Similar> {
    let (own, known) = (state.catalogue.find(id)?, state.catalogue.get(row)?);
    let mine: HashSet<&str> = own.techniques().collect();
    let touched: HashSet<u32> = own.asset_codes().iter().copied().collect();
    let common = known.asset_codes().iter().zip(known.assets()).filter(|(code, _)| touched.contains(code));
    Some(Similar {
        row,
        points,
        assets: each_once(common.map(|(_, asset)| asset.name.as_str())).take(NAMED_MAX).collect(),
        techniques: known
            .techniques()
            .filter(|word| mine.contains(word))
            .map(str::to_owned)
            .take(NAMED_MAX)
            .collect(),
        same_title: Parts::of(own).has_name_of(&Parts::of(known)),
    })
}

/// Each name once: a person and a mailbox may have the same, and one account may be known by two ids.
fn each_once<'a>(names: impl Iterator<Item = &'a str>) -> impl Iterator<Item = String> {
    let mut seen = HashSet::new();
    let is_new = move |name: &&str| seen.insert(name.trim().to_lowercase());
    names.filter(is_new).map(str::to_owned)
}

/// Whether it was merged into another, here or at the source.
fn is_merged(state: &State, known: Known<'_>) -> bool {
    state.incident(known.id()).is_none_or(|incident| incident.status() == Status::Redirected)
}

/// A name without numbers and ids, so that "on 4 endpoints" is like "on 7 endpoints".
fn bare(title: &str) -> String {
    let letters = title.chars().take(200).filter(|c| c.is_alphabetic() || c.is_whitespace());
    letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// In how many incidents of the last [`DAYS`] days each of these techniques was seen. Redirected ones are none; the
/// incident itself counts.
pub fn seen_here(state: &State, techniques: &[String], now: Timestamp) -> HashMap<String, u32> {
    let words = state.catalogue.words();
    let wanted: HashMap<u32, &String> =
        techniques.iter().filter_map(|word| Some((words.find(word)?, word))).collect();
    let since = now.plus_millis(-DAYS * DAY_MS);
    let mut counts = HashMap::new();
    for row in state.catalogue.rows() {
        let Some(known) = state.catalogue.get(row) else { continue };
        if known.created() < since || known.created() > now {
            continue;
        }
        let found = || known.technique_codes().iter().filter_map(|code| wanted.get(code));
        if found().next().is_none() || is_merged(state, known) {
            continue;
        }
        for word in found() {
            *counts.entry((*word).clone()).or_default() += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::brief::Brief;
    use crate::domain::catalogue::Place;
    use crate::domain::record::IncidentRecord;
    use serde_json::json;

    fn state(incidents: &[(&str, &str, &[&str], &[&str])]) -> State {
        let mut state = State::default();
        for (index, (id, title, techniques, devices)) in incidents.iter().enumerate() {
            let evidence: Vec<_> = devices
                .iter()
                .map(|name| json!({"kind": "device", "hostName": name, "verdict": "unknown", "remediationStatus": "none"}))
                .collect();
            let record: IncidentRecord = serde_json::from_value(json!({
                "id": id, "displayName": title, "status": "active", "severity": "high", "classification": "unknown",
                "determination": "unknown", "createdDateTime": "2026-11-19T08:00:00Z",
                "lastUpdateDateTime": "2026-11-19T08:00:00Z",
                "alerts": [{"id": "a", "title": "a", "status": "new", "severity": "high", "classification": "unknown",
                    "determination": "unknown", "serviceSource": "unknown", "mitreTechniques": techniques,
                    "createdDateTime": "2026-11-19T08:00:00Z", "evidence": evidence}]
            }))
            .unwrap();
            let place = Place { batch: 0, index: u32::try_from(index).unwrap() };
            state.catalogue.absorb(&Brief::of(&record), place);
        }
        state
    }

    #[test]
    fn likeness_has_its_reasons_and_chance_is_left_out() {
        let state = state(&[
            ("1", "Malware on 4 devices", &["T1003", "T1021"], &["ws-1"]),
            ("2", "Malware on 7 devices", &["T1003", "T1021"], &["ws-1"]),
            ("3", "Something else", &["T1003", "T1021", "T1105"], &["ws-2"]),
            ("4", "Chance", &["T1003", "T1", "T2", "T3", "T4", "T5"], &["ws-3"]),
            ("5", "Malware on 4 devices", &[], &["ws-9"]),
        ]);
        let found: Vec<_> =
            similar(&state, "1").into_iter().map(|it| (it.row, it.points, it.same_title)).collect();
        assert_eq!(found, [(1, 90, true), (2, 26, false)]);
        let first = similar(&state, "1").remove(0);
        assert_eq!((first.assets, first.techniques.len()), (vec!["ws-1".to_owned()], 2));
        assert_eq!(similar(&state, "none"), []);
    }

    #[test]
    fn a_name_that_two_assets_share_stands_once() {
        let names = ["kim@n.example", "WS-1", "Kim@n.example ", "ws-2"];
        let once: Vec<_> = each_once(names.into_iter()).collect();
        assert_eq!(once, ["kim@n.example", "WS-1", "ws-2"]);
        // One account by two ids, as two products know it.
        let state = state(&[
            ("1", "Malware on 4 devices", &["T1003", "T1021"], &["ws-1", "WS-1 "]),
            ("2", "Malware on 7 devices", &["T1003", "T1021"], &["ws-1", "WS-1 "]),
        ]);
        assert_eq!(similar(&state, "1").remove(0).assets.len(), 1);
    }

    #[test]
    fn techniques_are_counted_over_thirty_days() {
        let state = state(&[("1", "a", &["T1003"], &[]), ("2", "b", &["T1003", "T1021"], &[])]);
        let techniques = ["T1003".to_owned(), "T1021".to_owned(), "T9".to_owned()];
        let now = Timestamp::parse("2026-12-01T00:00:00Z").unwrap();
        let counts = seen_here(&state, &techniques, now);
        assert_eq!((counts.get("T1003"), counts.get("T1021"), counts.get("T9")), (Some(&2), Some(&1), None));
        assert!(seen_here(&state, &techniques, Timestamp::parse("2027-02-01T00:00:00Z").unwrap()).is_empty());
    }
}
