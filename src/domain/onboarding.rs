//! The onboarding wizard as types: its steps and the draft that survives leaving.
//!
//! Source: service.md 1.2, onboarding.

use super::access::{AccessLevel, TemporaryAccess};
use super::approvals::Approvals;
use super::coverage::Prerequisites;
use super::hours::Hours;
use super::ids::ContactId;
use super::settings::{Contact, Exclusion, ExclusionKind, Permissions, Settings, Teams};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A step of the wizard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WizardStep {
    /// What will happen and what is needed.
    #[default]
    GetStarted,
    /// What the experts may do.
    Permissions,
    /// On what they never act; optional.
    Exclusions,
    /// Whom they reach about incidents.
    IncidentContacts,
    /// Whom they reach about reviews.
    ReviewContacts,
    /// Whether they post to Teams; optional.
    Teams,
    /// Everything on one page, then submit.
    Review,
    /// What comes now.
    NextSteps,
}

impl WizardStep {
    /// All steps in order.
    pub const ALL: [Self; 8] = [
        Self::GetStarted,
        Self::Permissions,
        Self::Exclusions,
        Self::IncidentContacts,
        Self::ReviewContacts,
        Self::Teams,
        Self::Review,
        Self::NextSteps,
    ];

    /// Whether the step may be skipped.
    pub fn is_optional(self) -> bool {
        matches!(self, Self::Exclusions | Self::Teams)
    }

    /// The word used in documents and URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GetStarted => "get-started",
            Self::Permissions => "permissions",
            Self::Exclusions => "exclusions",
            Self::IncidentContacts => "incident-contacts",
            Self::ReviewContacts => "review-contacts",
            Self::Teams => "teams",
            Self::Review => "review",
            Self::NextSteps => "next-steps",
        }
    }

    /// Reads the word of [`WizardStep::as_str`].
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }

    /// The step after this one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|step| *step > self)
    }

    /// The step before this one.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|step| *step < self)
    }
}

/// What service provider access creates in the customer's tenant (service.md 1.2, onboarding). The
/// product cannot look into the tenant: the administrator says which of them are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TenantObject {
    /// The registration of the service provider, with delegated administration (GDAP).
    PartnerRegistration,
    /// The roles that were chosen, assigned to the experts.
    RoleAssignments,
    /// The cross-tenant access policy `Microsoft Experts`, which trusts their MFA and compliant devices.
    CrossTenantPolicy,
    /// The two conditional access policies `Microsoft Security Experts-<name>-DO NOT DELETE`.
    ConditionalAccess,
}

impl TenantObject {
    /// All four in the order in which they are created.
    pub const ALL: [Self; 4] =
        [Self::PartnerRegistration, Self::RoleAssignments, Self::CrossTenantPolicy, Self::ConditionalAccess];
}

/// A contact as it is being typed: before it is in the list, or while one of the list is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ContactEntry {
    /// The contact of the list that is being changed; `None` for a new one.
    pub changes: Option<ContactId>,
    /// The name as typed.
    pub name: String,
    /// The address as typed.
    pub email: String,
    /// The telephone number as typed.
    pub phone: String,
    /// Whether it is a team and not one person.
    pub is_team: bool,
    /// Whether it serves the other purpose too: incidents and reviews.
    pub for_both: bool,
    /// Where it stands in the order of calls, as typed.
    pub call_order: String,
    /// When it is on call; `None` is at all times.
    pub hours: Option<Hours>,
    /// The id of the person or group in the directory that was chosen.
    pub directory_id: Option<String>,
}

impl ContactEntry {
    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        [&self.name, &self.email, &self.phone].into_iter().all(|text| text.trim().is_empty())
    }
}

/// An exclusion as it is being typed, before it is in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ExclusionEntry {
    /// What it will name; the list that is open.
    pub kind: ExclusionKind,
    /// The name as typed.
    pub name: String,
    /// The last day on which it holds, as typed: `2026-11-30`, or blank for no end.
    pub last_day: String,
}

/// An access as it is being typed, before it is in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AccessEntry {
    /// What for.
    pub purpose: String,
    /// What it allows.
    pub level: AccessLevel,
    /// On what: nothing is everything.
    pub on: AccessTarget,
    /// The id of the incident or the name of the group.
    pub name: String,
    /// How many hours it lasts, as typed.
    pub hours: String,
}

impl AccessEntry {
    /// Whether nothing is typed.
    pub fn is_blank(&self) -> bool {
        [&self.purpose, &self.name, &self.hours].into_iter().all(|text| text.trim().is_empty())
    }
}

/// What the name of an access that is being typed names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AccessTarget {
    /// One incident.
    #[default]
    Incident,
    /// A group of devices.
    DeviceGroup,
    /// A group of users.
    UserGroup,
    /// Nothing: it holds on everything.
    Everything,
}

/// What was entered so far. Unfinished input is kept as it is; checks come with [`super::decide`] at submission.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Draft {
    /// The step that was open last.
    pub step: WizardStep,
    /// The furthest step that was open: what lies before it was seen.
    pub furthest: WizardStep,
    /// Permissions as chosen.
    pub permissions: Permissions,
    /// What the administrator has seen in the tenant.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tenant_seen: BTreeSet<TenantObject>,
    /// Exclusions as entered.
    pub exclusions: Vec<Exclusion>,
    /// The exclusion that is being typed.
    pub exclusion_entry: ExclusionEntry,
    /// Skip was pressed on the exclusions: they stay here, restorable, and are not submitted.
    pub exclusions_skipped: bool,
    /// Contacts of both kinds as entered.
    pub contacts: Vec<Contact>,
    /// The incident contact that is being typed.
    pub incident_entry: ContactEntry,
    /// The service review contact that is being typed.
    pub review_entry: ContactEntry,
    /// Teams as entered.
    pub teams: Teams,
    /// Skip was pressed on Teams: the input stays here and is not submitted.
    pub teams_skipped: bool,
    /// Licences and deployment, once something was said of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prerequisites: Option<Prerequisites>,
    /// What was typed for the seats and is no number; blank otherwise.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub seats_typed: String,
    /// Whether the service is limited to two groups.
    pub scoped_coverage: bool,
    /// Access as granted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub access: Vec<TemporaryAccess>,
    /// The access that is being typed.
    pub access_entry: AccessEntry,
    /// The matrix as chosen.
    pub approvals: Approvals,
    /// What counts as day.
    pub business_hours: Hours,
    /// Whether a second administrator must agree.
    pub second_approval: bool,
}

impl Draft {
    /// A draft that holds what is set, so that settings are changed with the fields of the wizard.
    pub fn of(settings: &Settings) -> Self {
        Self {
            permissions: settings.permissions,
            exclusions: settings.exclusions.clone(),
            contacts: settings.contacts.clone(),
            teams: settings.teams.clone(),
            prerequisites: settings.prerequisites.clone(),
            scoped_coverage: settings.scoped_coverage,
            access: settings.access.clone(),
            approvals: settings.approvals.clone(),
            business_hours: settings.business_hours.clone(),
            second_approval: settings.second_approval,
            ..Self::default()
        }
    }

    /// The settings with what the draft says in place of what they said. What was skipped is not set; what is still
    /// being typed is not either.
    pub fn applied_to(&self, settings: &Settings) -> Settings {
        Settings {
            permissions: self.permissions,
            exclusions: if self.exclusions_skipped { Vec::new() } else { self.exclusions.clone() },
            contacts: self.contacts.clone(),
            teams: if self.teams_skipped { Teams::default() } else { self.teams.clone() },
            prerequisites: self.prerequisites.clone(),
            scoped_coverage: self.scoped_coverage,
            access: self.access.clone(),
            approvals: self.approvals.clone(),
            business_hours: self.business_hours.clone(),
            second_approval: self.second_approval,
            ..settings.clone()
        }
    }

    /// Every text that was typed.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let contacts = self.contacts.iter().flat_map(|contact| {
            [Some(&contact.name), Some(&contact.email), contact.phone.as_ref()].into_iter().flatten()
        });
        let entries = [&self.incident_entry, &self.review_entry]
            .into_iter()
            .flat_map(|entry| [&entry.name, &entry.email, &entry.phone, &entry.call_order]);
        let exclusions = self.exclusions.iter().map(|exclusion| &exclusion.name);
        let exclusion_entry = [&self.exclusion_entry.name, &self.exclusion_entry.last_day];
        let access = self.access.iter().map(|access| &access.purpose);
        let typed = &self.access_entry;
        let access = access.chain([&typed.purpose, &typed.name, &typed.hours]);
        let columns = self.approvals.columns.iter().map(|column| &column.name);
        let all = contacts.chain(entries).chain(exclusions).chain(exclusion_entry);
        let all = all.chain(access).chain(columns).chain(&self.teams.webhook).chain([&self.seats_typed]);
        all.map(String::as_str)
    }
}

/// How far onboarding is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Onboarding {
    /// The latest draft.
    pub draft: Option<Draft>,
    /// When the draft was saved.
    pub draft_saved: Option<Timestamp>,
    /// When it was submitted, and by whom.
    pub submitted: Option<(Timestamp, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exclusion(name: &str) -> Exclusion {
        Exclusion { kind: ExclusionKind::UserGroup, name: name.to_owned(), since: None, expires: None }
    }

    #[test]
    fn a_draft_of_settings_gives_the_settings_back() {
        let settings = Settings { exclusions: vec![exclusion("Executives")], ..Settings::default() };
        assert_eq!(Draft::of(&settings).applied_to(&settings), settings);
    }

    #[test]
    fn what_was_skipped_is_kept_and_not_set() {
        let teams = Teams { enabled: true, webhook: Some("https://example.com/hook".to_owned()) };
        let draft = Draft {
            exclusions: vec![exclusion("Executives")],
            exclusions_skipped: true,
            teams: teams.clone(),
            teams_skipped: true,
            ..Draft::default()
        };
        let settings = draft.applied_to(&Settings::default());
        assert_eq!((settings.exclusions, settings.teams), (Vec::new(), Teams::default()));
        let restored = Draft { exclusions_skipped: false, teams_skipped: false, ..draft };
        let settings = restored.applied_to(&Settings::default());
        assert_eq!((settings.exclusions, settings.teams), (vec![exclusion("Executives")], teams));
    }

    #[test]
    fn half_typed_input_survives_writing_and_reading() {
        let draft = Draft {
            incident_entry: ContactEntry { email: "soc@exa".to_owned(), ..ContactEntry::default() },
            exclusion_entry: ExclusionEntry { last_day: "2026-13-4".to_owned(), ..ExclusionEntry::default() },
            tenant_seen: BTreeSet::from([TenantObject::RoleAssignments]),
            ..Draft::default()
        };
        let text = serde_json::to_string(&draft).unwrap();
        assert_eq!(serde_json::from_str::<Draft>(&text).unwrap(), draft);
    }

    #[test]
    fn a_draft_of_an_older_version_is_read() {
        let draft: Draft = serde_json::from_str(r#"{"step":"teams","teamsSkipped":true}"#).unwrap();
        assert_eq!(draft, Draft { step: WizardStep::Teams, teams_skipped: true, ..Draft::default() });
    }

    #[test]
    fn every_typed_text_is_named() {
        let contact = Contact {
            id: ContactId::new("c").unwrap(),
            name: "1".to_owned(),
            email: "2".to_owned(),
            phone: Some("3".to_owned()),
            is_team: false,
            for_incidents: true,
            for_reviews: false,
            call_order: None,
            hours: None,
            directory_id: None,
        };
        let entry = |texts: [&str; 3]| ContactEntry {
            name: texts[0].to_owned(),
            email: texts[1].to_owned(),
            phone: texts[2].to_owned(),
            ..ContactEntry::default()
        };
        let draft = Draft {
            contacts: vec![contact],
            incident_entry: entry(["4", "5", "6"]),
            review_entry: entry(["7", "8", "9"]),
            exclusions: vec![exclusion("10")],
            exclusion_entry: ExclusionEntry {
                kind: ExclusionKind::Asset,
                name: "11".to_owned(),
                last_day: "12".to_owned(),
            },
            teams: Teams { enabled: true, webhook: Some("13".to_owned()) },
            ..Draft::default()
        };
        let mut found: Vec<u32> = draft.texts().filter_map(|text| text.parse().ok()).collect();
        found.sort_unstable();
        assert_eq!(found, (1..=13).collect::<Vec<_>>());
    }
}
