//! Rules by which a mail tells of incidents: which ones, to whom, and what the mail names.
//!
//! Source: service.md 1.4, "generic incident e-mail rules of the portal": name and description, severity and source,
//! device groups, one notification for each incident, the name of the organisation, a link, recipients.

use super::super::catalogue::Known;
use super::super::ids::MailRuleId;
use super::super::state::Incident;
use super::super::time::Timestamp;
use super::super::vocabulary::{Severity, Status};
use serde::{Deserialize, Serialize};

/// So many rules a workspace has at most.
pub const RULES_MAX: usize = 100;
/// So many addresses a rule tells at most.
pub const RECIPIENTS_MAX: usize = 20;
/// So many words a condition names at most.
pub const WORDS_MAX: usize = 100;

/// What a rule says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MailTerms {
    /// What people call it.
    pub name: String,
    /// What it is for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Whether it tells anybody.
    pub on: bool,
    /// Incidents of any of these severities; none is any.
    pub severities: Vec<Severity>,
    /// With an alert of any of these products, in Graph's words; none is any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// That touch a device of any of these device groups; none is any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Incidents that were created before tell nobody.
    pub from: Timestamp,
    /// One mail for each incident; else one for each change that imports bring.
    pub once: bool,
    /// The mail names the organisation.
    pub organisation: bool,
    /// The mail has a link to the incident.
    pub link: bool,
    /// Addresses.
    pub recipients: Vec<String>,
}

/// A rule as the workspace has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRule {
    /// Its id.
    pub id: MailRuleId,
    /// What it says.
    pub terms: MailTerms,
    /// Who said so last.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl MailTerms {
    /// Whether the rule tells of an incident. What was merged into another is told with the other.
    pub fn covers(&self, incident: Incident<'_>) -> bool {
        incident.status() != Status::Redirected
            && incident.known.created() >= self.from
            && self.is_about(incident.known, &incident.severity())
    }

    /// Whether an incident of this severity meets the conditions.
    fn is_about(&self, known: Known<'_>, severity: &Severity) -> bool {
        fn any<'a>(wanted: &[String], mut has: impl Iterator<Item = &'a str>) -> bool {
            let is_wanted = |word: &str| wanted.iter().any(|it| it.trim().eq_ignore_ascii_case(word.trim()));
            wanted.is_empty() || has.any(is_wanted)
        }
        (self.severities.is_empty() || self.severities.contains(severity))
            && any(&self.sources, known.sources())
            && any(&self.groups, known.assets().filter_map(|asset| asset.group.as_deref()))
    }
}
