//! What the alerts of an incident found: the indicators that a playbook names in the summary that it proposes, and the
//! alerts themselves, which its device timeline tells in their order.

use super::brief::{AssetKind, asset_of};
use super::command::IncidentCommand;
use super::evidence::{exhibits, hashes_of, kind_words};
use super::ids::IncidentId;
use super::playbook_words::Phrase;
use super::record::{AlertRecord, IncidentRecord};
use super::text::clip;
use super::time::Timestamp;
use super::vocabulary::Verdict;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// So many are handed over together.
pub const FOUND_MAX: usize = INDICATORS_MAX + ALERTS_MAX;
const INDICATORS_MAX: usize = 50;
/// So many alerts are told of, those that came first.
const ALERTS_MAX: usize = 20;
/// On so many devices an alert is said to be.
const DEVICES_MAX: usize = 3;
/// The kind of an alert among what was found.
const ALERT: &str = "alert";
/// So many are named in a section.
const NAMED_MAX: usize = 10;
/// Longest name, in characters.
const NAME_CHARS: usize = 200;
/// Evidence that is an asset, which the summary names in other places.
const ASSETS: [&str; 3] = ["device", "user", "mailbox"];

/// One indicator, or an alert (of the kind `alert`).
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
    /// When an alert saw its first activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// On which devices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<String>,
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
    /// What the alerts of a record call malicious or suspicious, the malicious first, and the alerts in their order.
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
                    at: None,
                    on: Vec::new(),
                }
            })
            .collect();
        found.sort_by_key(|it| it.verdict != Verdict::Malicious);
        found.truncate(INDICATORS_MAX);
        let mut alerts: Vec<&AlertRecord> = record.alerts.iter().collect();
        alerts.sort_by_key(|alert| began(alert));
        found.extend(alerts.into_iter().take(ALERTS_MAX).map(Self::of_alert));
        found
    }

    fn of_alert(alert: &AlertRecord) -> Self {
        let devices = alert.evidence.iter().filter_map(asset_of).filter(|it| it.kind == AssetKind::Device);
        let names: BTreeSet<String> =
            devices.map(|device| clip(&device.name, NAME_CHARS).into_owned()).collect();
        Self {
            kind: ALERT.to_owned(),
            name: clip(&alert.title, NAME_CHARS).into_owned(),
            hash: None,
            verdict: Verdict::Unknown,
            at: Some(began(alert)),
            on: names.into_iter().take(DEVICES_MAX).collect(),
        }
    }

    /// Whether it shows how the attack was made, and not only by what it is known again.
    fn is_of_attack(&self) -> bool {
        self.kind == "process"
    }

    fn is_alert(&self) -> bool {
        self.kind == ALERT
    }

    /// When, what, and on which devices.
    fn moment(&self) -> String {
        let at = self.at.map_or_else(String::new, |at| format!("{} ", moment(at)));
        let devices: Vec<String> = self.on.iter().map(|name| code(name)).collect();
        let alert = code(&self.name);
        let what = match devices.as_slice() {
            [] => alert,
            _ => Phrase::AlertOn.with(&[("alert", &alert), ("devices", &devices.join(", "))]),
        };
        format!("- {at}{what}\n")
    }

    fn line(&self) -> String {
        let kind = match self.kind.as_str() {
            "file" => Phrase::File.said(),
            "process" => Phrase::Process.said(),
            "ip" => Phrase::Address.said(),
            "url" => Phrase::Url.said(),
            "analyzedMessage" => Phrase::Message.said(),
            "mailCluster" => Phrase::Messages.said(),
            "cloudApplication" | "oauthApplication" => Phrase::Application.said(),
            "registryKey" => Phrase::RegistryKey.said(),
            "registryValue" => Phrase::RegistryValue.said(),
            "securityGroup" => Phrase::SecurityGroup.said(),
            other => kind_words(other),
        };
        let hash = self.hash.as_ref().map(|(name, hash)| format!(", {name} {}", code(hash)));
        let verdict = match &self.verdict {
            Verdict::Malicious => Phrase::Malicious.said(),
            Verdict::Suspicious => Phrase::Suspicious.said(),
            other => other.as_str().to_owned(),
        };
        format!("- {kind} {}, {verdict}{}\n", code(&self.name), hash.unwrap_or_default())
    }
}

/// A fact from outside, which may hold Markdown, stands as code.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", clip(text, NAME_CHARS).replace(['`', '\n', '\r'], " "))
}

/// A section with the indicators that belong there: those of the attack itself, or those by which it is known again.
pub(super) fn with_indicators(section: String, all: &[Indicator], of_attack: bool) -> String {
    let named = all.iter().filter(|it| !it.is_alert());
    let found: Vec<&Indicator> = named.filter(|it| it.is_of_attack() == of_attack).collect();
    if found.is_empty() {
        return section;
    }
    let lines: String = found.iter().take(NAMED_MAX).map(|it| it.line()).collect();
    let more = match found.len().saturating_sub(NAMED_MAX) {
        0 => String::new(),
        1 => format!("- {}\n", Phrase::OneMoreFound.said()),
        more => format!("- {}\n", Phrase::MoreFound.with(&[("n", &more.to_string())])),
    };
    followed_by(section, &format!("{}\n\n{lines}{more}", Phrase::Found.said()))
}

/// A section with the alerts in their order: when, what, and on which devices.
pub(super) fn with_alerts(section: String, all: &[Indicator]) -> String {
    let lines: String = all.iter().filter(|it| it.is_alert()).map(Indicator::moment).collect();
    if lines.is_empty() {
        return section;
    }
    followed_by(section, &format!("{}\n\n{lines}", Phrase::Alerts.said()))
}

fn followed_by(section: String, list: &str) -> String {
    if section.trim().is_empty() { list.to_owned() } else { format!("{}\n\n{list}", section.trim_end()) }
}

/// A moment to the minute, `2026-08-09 07:44 UTC`. It stands as code, by which pages know it and show it in the time of
/// the reader.
pub(super) fn moment(at: Timestamp) -> String {
    let text = at.to_string().replace('T', " ");
    text.get(..16).map_or_else(|| Phrase::Unknown.said(), |minute| format!("`{minute} UTC`"))
}

/// The moment that the summary of a playbook wrote as code.
pub fn moment_in(code: &str) -> Option<Timestamp> {
    let (day, time) = code.strip_suffix(" UTC")?.split_once(' ')?;
    let is_minute = day.len() == 10 && time.len() == 5;
    is_minute.then(|| Timestamp::parse(&format!("{day}T{time}:00Z"))).flatten()
}

fn began(alert: &AlertRecord) -> Timestamp {
    alert.first_activity_date_time.unwrap_or(alert.created_date_time)
}
