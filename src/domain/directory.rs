//! The directory of the customer: people and groups as imports bring them, and who belongs to which group.
//!
//! Contacts are searched here and exclusions, approvals and scoped coverage ask it for members. Groups nest: a member of
//! a member is a member.
//!
//! Source: service.md 1.2 (searching and adding contacts) and 1.3 (groups of exclusions and of scoped coverage).

use super::brief::{Asset, AssetKind, HIGH_VALUE_TAGS};
use super::estate::same_host;
use super::settings::ExclusionKind;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A person of the directory (Graph `user`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Person {
    /// The id, in lower case.
    pub id: String,
    /// The display name.
    pub name: String,
    /// Where mail goes; blank where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mail: String,
    /// The name under which the person signs in; blank where it is not known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub principal: String,
    /// The telephone number; blank where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// The job title; blank where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub job: String,
    /// Known on premises only: cannot be excluded (service.md 1.3, exclusions).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub on_premises_only: bool,
    /// Whether the account is enabled (`accountEnabled`); `None` where it is not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// When the password was set last (`lastPasswordChangeDateTime`), where it is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_set: Option<Timestamp>,
    /// When an import told whether the account is enabled.
    #[serde(skip)]
    pub told: Option<Timestamp>,
}

impl Person {
    /// As of when the account is known to be enabled, where it is.
    pub fn enabled_as_of(&self) -> Option<Timestamp> {
        self.told.filter(|_| self.enabled == Some(true))
    }
}

/// What a group is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GroupKind {
    /// A security group of Entra ID.
    #[default]
    Security,
    /// A team or other group with a mailbox.
    Team,
    /// A device group of Defender for Endpoint (`rbacGroupName`).
    Device,
    /// A tag of devices (`machineTags`), with those that carry it.
    Tag,
}

/// A group of the directory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Group {
    /// The id, in lower case; device groups and tags have their name.
    pub id: String,
    /// The display name.
    pub name: String,
    /// What it is of.
    pub kind: GroupKind,
    /// Where mail goes; blank where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mail: String,
    /// Ids of its members in lower case: people, devices or groups.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub members: BTreeSet<String>,
}

/// Something that a search found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// A person.
    Person(&'a Person),
    /// A group that is reached by mail.
    Group(&'a Group),
}

/// People and groups, each once by its id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Directory {
    people: BTreeMap<String, Person>,
    groups: BTreeMap<(GroupKind, String), Group>,
    /// Ids of people by address and by the name under which they sign in, in lower case.
    by_address: HashMap<String, String>,
}

impl Directory {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.groups.is_empty()
    }

    /// Takes a person in; the latest word on an id holds. A word that is silent on the account takes nothing away: lists of
    /// members come without.
    pub fn take_person(&mut self, mut person: Person) {
        person.id = person.id.trim().to_lowercase();
        if let Some(known) = self.people.get(&person.id) {
            if person.enabled.is_none() {
                (person.enabled, person.told) = (known.enabled, known.told);
            }
            person.password_set = person.password_set.or(known.password_set);
        }
        for address in [&person.mail, &person.principal] {
            if !address.trim().is_empty() {
                self.by_address.insert(address.trim().to_lowercase(), person.id.clone());
            }
        }
        self.people.insert(person.id.clone(), person);
    }

    /// Takes a group in. A word on a group that names no members takes none away: lists of groups come without.
    pub fn take_group(&mut self, mut group: Group) {
        group.id = group.id.trim().to_lowercase();
        group.members = group.members.iter().map(|id| id.trim().to_lowercase()).collect();
        let key = (group.kind, group.id.clone());
        if let Some(known) = self.groups.get(&key).filter(|_| group.members.is_empty()) {
            group.members.clone_from(&known.members);
        }
        self.groups.insert(key, group);
    }

    /// All people in the order of their ids.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }

    /// A person by id, address, or the name under which they sign in.
    pub fn person(&self, key: &str) -> Option<&Person> {
        let key = key.trim().to_lowercase();
        self.people.get(&key).or_else(|| self.people.get(self.by_address.get(&key)?))
    }

    /// The groups of a kind in the order of their ids.
    pub fn groups(&self, kind: GroupKind) -> impl Iterator<Item = &Group> {
        self.groups.values().filter(move |group| group.kind == kind)
    }

    /// The groups that bear a name, in any letter case.
    pub fn named(&self, kind: GroupKind, name: &str) -> impl Iterator<Item = &Group> {
        let name = name.trim().to_lowercase();
        self.groups(kind).filter(move |group| group.name.trim().to_lowercase() == name || group.id == name)
    }

    /// Whether there is a group of a name for an exclusion; `None` while nothing is known of groups of this kind.
    pub(super) fn knows_group(&self, kind: ExclusionKind, name: &str) -> Option<bool> {
        let kinds = group_kinds(kind)?;
        let any = kinds.iter().any(|kind| self.groups(*kind).next().is_some());
        any.then(|| kinds.iter().any(|kind| self.named(*kind, name).next().is_some()))
    }

    /// People and groups with an address whose name, address, or job holds every word of `query`, at most `limit`; names
    /// that begin with it come first. A blank query finds nothing.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Found<'_>> {
        let query = query.trim().to_lowercase();
        if query.is_empty() {
            return Vec::new();
        }
        let holds = |texts: &[&str]| {
            let text = texts.join(" ").to_lowercase();
            query.split_whitespace().all(|word| text.contains(word))
        };
        let people = self
            .people()
            .filter(|person| holds(&[&person.name, &person.mail, &person.principal, &person.job]))
            .map(Found::Person);
        let teams = [GroupKind::Team, GroupKind::Security].into_iter().flat_map(|kind| self.groups(kind));
        let teams = teams.filter(|group| holds(&[&group.name, &group.mail])).map(Found::Group);
        let mut found: Vec<Found<'_>> = people.chain(teams).collect();
        found.sort_by_cached_key(|one| {
            let name = one.name().to_lowercase();
            (!name.starts_with(&query), name)
        });
        found.truncate(limit);
        found
    }

    /// Whether an asset is one of those that a kind and a name speak of: the members of a group, everything that bears a
    /// tag, everything of high value, or one asset by name or id.
    pub fn covers(&self, kind: ExclusionKind, name: &str, asset: &Asset) -> bool {
        let same = |text: &str| text.trim().eq_ignore_ascii_case(name.trim());
        let is_device = asset.kind == AssetKind::Device;
        let is_user = matches!(asset.kind, AssetKind::User | AssetKind::Mailbox);
        let in_group = || asset.group.as_deref().is_some_and(same);
        match kind {
            ExclusionKind::DeviceGroup => {
                is_device && (in_group() || self.has_member(&[GroupKind::Device], name, asset))
            }
            ExclusionKind::UserGroup => {
                is_user
                    && (in_group() || self.has_member(&[GroupKind::Security, GroupKind::Team], name, asset))
            }
            // Exports name a host in full or by its first part, as people do.
            ExclusionKind::Asset => {
                same(&asset.id) || same(&asset.name) || (is_device && same_host(name.trim(), &asset.name))
            }
            ExclusionKind::Tag => {
                asset.tags.iter().any(|tag| same(tag)) || self.has_member(&[GroupKind::Tag], name, asset)
            }
            ExclusionKind::HighValueDevices => is_device && asset.critical,
            // A product marks them by a tag, which evidence gives, or an imported list of who bears it.
            ExclusionKind::HighValueUsers => {
                let tagged =
                    || HIGH_VALUE_TAGS.iter().any(|tag| self.has_member(&[GroupKind::Tag], tag, asset));
                is_user && (asset.critical || tagged())
            }
        }
    }

    /// Whether an asset is a direct member of a group: groups of scoped coverage cannot be nested (the service's
    /// documentation, scoped coverage).
    pub fn has_direct_member(&self, kind: GroupKind, name: &str, asset: &Asset) -> bool {
        let keys = self.keys_of(asset);
        self.named(kind, name).any(|group| keys.iter().any(|key| group.members.contains(key)))
    }

    /// Every word under which an asset is a direct member of a group: the ids that the group lists, and the addresses of
    /// the people among them. The same answer as [`Directory::has_direct_member`], for many assets at once.
    pub fn direct_member_keys(&self, kind: GroupKind, name: &str) -> BTreeSet<String> {
        let mut keys: BTreeSet<String> =
            self.named(kind, name).flat_map(|group| group.members.iter().cloned()).collect();
        if !keys.is_empty() {
            let addresses = self.by_address.iter().filter(|(_, id)| keys.contains(*id));
            let addresses: Vec<String> = addresses.map(|(address, _)| address.clone()).collect();
            keys.extend(addresses);
        }
        keys
    }

    fn has_member(&self, kinds: &[GroupKind], name: &str, asset: &Asset) -> bool {
        let keys = self.keys_of(asset);
        let mut open: Vec<&Group> = kinds.iter().flat_map(|kind| self.named(*kind, name)).collect();
        let mut seen: BTreeSet<(GroupKind, &str)> = BTreeSet::new();
        while let Some(group) = open.pop() {
            // Groups may hold each other; each is looked into once.
            if !seen.insert((group.kind, group.id.as_str())) {
                continue;
            }
            if keys.iter().any(|key| group.members.contains(key)) {
                return true;
            }
            let inner = group.members.iter().flat_map(|id| {
                [GroupKind::Security, GroupKind::Team, GroupKind::Device]
                    .into_iter()
                    .filter_map(move |kind| self.groups.get(&(kind, id.clone())))
            });
            open.extend(inner);
        }
        false
    }

    /// The words under which groups may list an asset.
    fn keys_of(&self, asset: &Asset) -> Vec<String> {
        let mut keys = vec![asset.id.to_lowercase(), asset.name.to_lowercase()];
        if asset.kind != AssetKind::Device {
            let people = [&asset.id, &asset.name].into_iter().filter_map(|key| self.person(key));
            keys.extend(people.map(|person| person.id.clone()));
        }
        keys
    }
}

impl<'a> Found<'a> {
    /// The name that is shown.
    pub fn name(self) -> &'a str {
        match self {
            Self::Person(person) => &person.name,
            Self::Group(group) => &group.name,
        }
    }

    /// Where mail goes; blank where there is no address.
    pub fn mail(self) -> &'a str {
        match self {
            Self::Person(person) if person.mail.is_empty() => &person.principal,
            Self::Person(person) => &person.mail,
            Self::Group(group) => &group.mail,
        }
    }
}

/// The kinds of group of which an exclusion names one; `None` where it names no group.
fn group_kinds(kind: ExclusionKind) -> Option<&'static [GroupKind]> {
    match kind {
        ExclusionKind::DeviceGroup => Some(&[GroupKind::Device]),
        // "On-premises-only users cannot be excluded, only Entra security groups."
        ExclusionKind::UserGroup => Some(&[GroupKind::Security]),
        ExclusionKind::Tag => Some(&[GroupKind::Tag]),
        ExclusionKind::Asset | ExclusionKind::HighValueDevices | ExclusionKind::HighValueUsers => None,
    }
}
