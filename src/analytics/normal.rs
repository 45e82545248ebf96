//! What the workspace's own incidents teach of normal activity: patterns that keep turning out to be harmless, and
//! sources that make much noise (service.md 1.6: the monitoring phase learns normal activity).

use crate::analytics::score::{LOW_UNDER, Score};
use crate::domain::state::{Incident, State};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{Classification, Status};
use std::collections::BTreeMap;

/// Fewer incidents than this make no pattern.
pub const PATTERN_MIN: u32 = 3;
/// From this share on, in percent, a pattern counts as harmless, and a source as noisy.
pub const SHARE_MIN: u32 = 80;
/// Fewer incidents than this say nothing of a source.
pub const SOURCE_MIN: u32 = 5;

/// Incidents of one kind, and how many of them were harmless.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    /// What they have in common: the title without what differs, or the name of the source.
    pub name: String,
    /// How many there are.
    pub incidents: u32,
    /// How many of them were classified as false positive or as expected activity.
    pub harmless: u32,
    /// How many of them score so low that the queue folds them.
    pub low: u32,
    /// When the last one was created.
    pub last: Timestamp,
}

impl Pattern {
    fn add(&mut self, incident: Incident<'_>, harmless: bool, low: bool) {
        self.incidents += 1;
        self.harmless += u32::from(harmless);
        self.low += u32::from(low);
        self.last = self.last.max(incident.known.created());
    }

    /// The share of harmless ones in percent, rounded down.
    pub fn harmless_percent(&self) -> u32 {
        self.harmless * 100 / self.incidents.max(1)
    }

    /// The share of harmless or low ones would count some twice: the larger of the two shares in percent.
    pub fn noise_percent(&self) -> u32 {
        self.harmless.max(self.low) * 100 / self.incidents.max(1)
    }
}

/// What was learnt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normal {
    /// How many incidents were looked at: all but merged ones.
    pub incidents: u32,
    /// How many of them were classified.
    pub classified: u32,
    /// Patterns of which nearly all turned out harmless, the most frequent first.
    pub patterns: Vec<Pattern>,
    /// Sources of detection of which nearly all incidents are harmless or low, the most frequent first.
    pub noisy: Vec<Pattern>,
}

/// What the incidents of a workspace teach.
pub fn normal(state: &State) -> Normal {
    let mut learnt = Normal::default();
    let (mut titles, mut sources) = (BTreeMap::<String, Pattern>::new(), BTreeMap::<String, Pattern>::new());
    for known in state.catalogue.rows().filter_map(|row| state.catalogue.get(row)) {
        let Some(incident) = state.incident(known.id()).filter(|it| it.status() != Status::Redirected) else {
            continue;
        };
        learnt.incidents += 1;
        let classification = incident.verdict().0;
        learnt.classified += u32::from(classification != Classification::Unknown);
        let harmless = matches!(
            classification,
            Classification::FalsePositive | Classification::InformationalExpectedActivity
        );
        let low = Score::of(incident).total() < LOW_UNDER;
        let assets: Vec<&str> = known.assets().map(|asset| asset.name.as_str()).collect();
        titles.entry(pattern_of(known.title(), &assets)).or_default().add(incident, harmless, low);
        for source in known.detections() {
            sources.entry(source.to_owned()).or_default().add(incident, harmless, low);
        }
    }
    learnt.patterns = chosen(titles, |it| it.incidents >= PATTERN_MIN && it.harmless_percent() >= SHARE_MIN);
    learnt.noisy = chosen(sources, |it| it.incidents >= SOURCE_MIN && it.noise_percent() >= SHARE_MIN);
    learnt
}

fn chosen(all: BTreeMap<String, Pattern>, wanted: impl Fn(&Pattern) -> bool) -> Vec<Pattern> {
    let named = all.into_iter().map(|(name, pattern)| Pattern { name, ..pattern });
    let mut chosen: Vec<Pattern> = named.filter(|pattern| wanted(pattern)).collect();
    chosen.sort_by(|a, b| b.incidents.cmp(&a.incidents).then_with(|| a.name.cmp(&b.name)));
    chosen
}

/// A title without what differs between incidents of one kind: products end titles with the assets ("on one endpoint",
/// "involving one user"), or name one of the incident's own, and numbers differ.
pub fn pattern_of(title: &str, assets: &[&str]) -> String {
    const TAILS: [&str; 4] = [" on one endpoint", " on multiple endpoints", " involving ", " reported by "];
    let cut = TAILS.iter().filter_map(|tail| title.find(tail)).min();
    let head = cut.and_then(|at| title.get(..at)).unwrap_or(title);
    let words = head.split_whitespace().map(|word| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let is_number = digits > 0 && digits * 2 >= word.chars().count();
        if is_number || names_one(word, assets) { "#" } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Shorter first parts of names, such as the initial of a person, are no names of devices.
const HOST_CHARS_MIN: usize = 4;

/// Whether a word of a title is the name of an asset: whole, or of a device without its domain.
fn names_one(word: &str, assets: &[&str]) -> bool {
    let word = word.trim_matches(|it: char| !it.is_alphanumeric());
    !word.is_empty()
        && assets.iter().any(|asset| {
            let host = asset.split('.').next().unwrap_or_default();
            let is_host = host.len() >= HOST_CHARS_MIN && host.eq_ignore_ascii_case(word);
            is_host || asset.eq_ignore_ascii_case(word)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_leaves_out_what_differs() {
        for (title, pattern) in [
            ("Suspicious sign-in involving one user", "Suspicious sign-in"),
            ("'Wacatac' malware on one endpoint", "'Wacatac' malware"),
            ("Multi-stage incident involving Execution & Impact on one endpoint", "Multi-stage incident"),
            ("Backup job 4711 failed", "Backup job # failed"),
            ("Backup reads many files on 'SRV-1'.", "Backup reads many files on #"),
            ("Backup reads many files on SRV-2", "Backup reads many files on SRV-2"),
            ("Sign-in of i.brandt from a new place", "Sign-in of # from a new place"),
            ("", ""),
        ] {
            assert_eq!(pattern_of(title, &["srv-1.northwind.example", "i.brandt", ""]), pattern, "{title}");
        }
    }
}
