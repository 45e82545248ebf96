//! What the alerts of an incident found to be bad: the indicators that a playbook names in the summary that it proposes.

use super::command::IncidentCommand;
use super::evidence::{exhibits, hashes_of, kind_words};
use super::ids::IncidentId;
use super::record::IncidentRecord;
use super::text::clip;
use super::vocabulary::Verdict;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// So many are handed over together.
pub const INDICATORS_MAX: usize = 50;
/// So many are named in a section.
const NAMED_MAX: usize = 10;
/// Longest name, in characters.
const NAME_CHARS: usize = 200;
/// Evidence that is an asset, which the summary names in other places.
const ASSETS: [&str; 3] = ["device", "user", "mailbox"];

/// One indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Indicator {
    /// The kind in the word of the source: `file`, `ip`.
    pub kind: String,
    /// What people call it; of a process the line by which it was started, where that is known.
    pub name: String,
    /// The SHA-256 of a file, else another hash, with the name of how it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<(String, String)>,
    /// What was found about it.
    pub verdict: Verdict,
}

/// What the alerts of incidents found: pages read it from the records, which rules do not see.
pub type Found = BTreeMap<IncidentId, Vec<Indicator>>;

impl IncidentCommand {
    /// The beginning of an investigation, before anything was read of what the alerts found.
    pub fn start() -> Self {
        Self::StartInvestigation { found: Found::new() }
    }
}

impl Indicator {
    /// What the alerts of a record call malicious or suspicious, the malicious first.
    pub fn all_of(record: &IncidentRecord) -> Vec<Self> {
        let bad = exhibits(record).into_iter().filter(|it| {
            matches!(it.verdict, Verdict::Malicious | Verdict::Suspicious)
                && !ASSETS.contains(&it.kind.as_str())
        });
        let mut found: Vec<Self> = bad
            .map(|it| {
                let (alert, item) = it.place;
                let item = record.alerts.get(alert).and_then(|alert| alert.evidence.get(item));
                let hash = item.and_then(|item| hashes_of(item).into_iter().next());
                let line = it.detail.filter(|_| it.kind == "process");
                Self {
                    name: clip(line.as_deref().unwrap_or(&it.name), NAME_CHARS).into_owned(),
                    hash: hash.filter(|_| it.kind == "file").map(|(name, hash)| (name.to_owned(), hash)),
                    kind: it.kind,
                    verdict: it.verdict,
                }
            })
            .collect();
        found.sort_by_key(|it| it.verdict != Verdict::Malicious);
        found.truncate(INDICATORS_MAX);
        found
    }

    /// Whether it shows how the attack was made, and not only by what it is known again.
    fn is_of_attack(&self) -> bool {
        self.kind == "process"
    }

    fn line(&self) -> String {
        let kind = match self.kind.as_str() {
            "file" => "File".to_owned(),
            "process" => "Process".to_owned(),
            "ip" => "IP address".to_owned(),
            "url" => "URL".to_owned(),
            "analyzedMessage" => "Message".to_owned(),
            "mailCluster" => "Messages".to_owned(),
            "cloudApplication" | "oauthApplication" => "Application".to_owned(),
            other => kind_words(other),
        };
        let hash = self.hash.as_ref().map(|(name, hash)| format!(", {name} {}", code(hash)));
        let verdict = self.verdict.as_str();
        format!("- {kind} {}, {verdict}{}\n", code(&self.name), hash.unwrap_or_default())
    }
}

/// A fact from outside, which may hold Markdown, stands as code.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", clip(text, NAME_CHARS).replace(['`', '\n', '\r'], " "))
}

/// A section with the indicators that belong there: those of the attack itself, or those by which it is known again.
pub(super) fn with_indicators(section: String, all: &[Indicator], of_attack: bool) -> String {
    let found: Vec<&Indicator> = all.iter().filter(|it| it.is_of_attack() == of_attack).collect();
    if found.is_empty() {
        return section;
    }
    let lines: String = found.iter().take(NAMED_MAX).map(|it| it.line()).collect();
    let more = match found.len().saturating_sub(NAMED_MAX) {
        0 => String::new(),
        more => format!("- and {more} more among the evidence\n"),
    };
    let list = format!("Found by the alerts:\n\n{lines}{more}");
    if section.trim().is_empty() { list } else { format!("{}\n\n{list}", section.trim_end()) }
}
