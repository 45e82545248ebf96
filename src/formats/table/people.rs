//! A table of the directory: people and groups, as the administration pages of Entra ID and of mail write them or as
//! somebody wrote them by hand. A row is a person unless it says that it is a group.

use crate::domain::directory::{Group, GroupKind, Person};
use crate::domain::estate::EstateRecord;
use crate::formats::finding::Finding;
use crate::formats::position::Position;
use crate::formats::problem::Problem;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Id,
    Name,
    Principal,
    Mail,
    Phone,
    Job,
    /// Whether the row is a user or a group, and which kind of group.
    Kind,
    /// The groups that a person is in.
    Groups,
    /// The members of a group.
    Members,
    /// Whether an account is known on premises only.
    OnPremisesOnly,
}

/// Headings without blanks and signs, lower case.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Id, &["id", "objectid", "userid", "groupid", "externaldirectoryobjectid"]),
    (Field::Name, &["displayname", "name", "fullname", "groupname"]),
    (Field::Principal, &["userprincipalname", "upn", "signinname", "username", "login"]),
    (Field::Mail, &["mail", "email", "emailaddress", "primarysmtpaddress", "address"]),
    (
        Field::Phone,
        &["mobilephone", "mobile", "phone", "telephone", "telephonenumber", "phonenumber", "businessphones"],
    ),
    (Field::Job, &["jobtitle", "position"]),
    (Field::Kind, &["objecttype", "grouptype", "type", "kind", "recipienttypedetails"]),
    (Field::Groups, &["groups", "memberof", "group", "teams"]),
    (Field::Members, &["members", "memberids"]),
    (Field::OnPremisesOnly, &["onpremisesonly"]),
];
/// Headings that say a table is of something that happens and no directory.
const OTHERS: [&str; 4] = ["severity", "status", "classification", "determination"];
/// What stands between several values of a cell.
const BETWEEN: [char; 3] = [';', '|', '\n'];

/// The columns of a table of the directory.
#[derive(Debug)]
pub(super) struct People {
    columns: Vec<Option<Field>>,
    people: HashMap<String, String>,
    groups: BTreeMap<(GroupKind, String), Group>,
}

impl People {
    /// The columns by their headings; `None` when it is a table of something else.
    pub(super) fn of(headings: &[String]) -> Option<Self> {
        let plain = |heading: &String| -> String {
            heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let words: Vec<String> = headings.iter().map(plain).collect();
        if words.iter().any(|word| OTHERS.contains(&word.as_str())) {
            return None;
        }
        let field =
            |word: &str| NAMES.iter().find(|(_, names)| names.contains(&word)).map(|(field, _)| *field);
        let mut columns: Vec<Option<Field>> = Vec::new();
        for word in &words {
            // Of two columns of a meaning the first holds.
            columns.push(field(word).filter(|found| !columns.contains(&Some(*found))));
        }
        let has = |field| columns.contains(&Some(field));
        let reached = has(Field::Principal) || has(Field::Mail);
        let is_directory = (has(Field::Principal) && columns.iter().flatten().count() > 1)
            || (has(Field::Name) && (reached || has(Field::Members)));
        is_directory.then(|| Self { columns, people: HashMap::new(), groups: BTreeMap::new() })
    }

    /// Reads a row: the person that it describes, or `None` for a group, which comes at the end with its members.
    pub(super) fn read(&mut self, cells: &[String], at: Position) -> Result<Option<EstateRecord>, Problem> {
        if cells.len() != self.columns.len() {
            return Err(Problem::new(
                at,
                Finding::RowLength { cells: cells.len(), columns: self.columns.len() },
            ));
        }
        let of = |field: Field| {
            let column = self.columns.iter().position(|known| *known == Some(field));
            column.and_then(|at| cells.get(at)).map(|cell| cell.trim()).unwrap_or_default().to_owned()
        };
        let (name, principal, mail) = (of(Field::Name), of(Field::Principal), of(Field::Mail));
        let first = |texts: [&String; 3]| texts.into_iter().find(|text| !text.is_empty()).cloned();
        let (kind, members) = (of(Field::Kind).to_lowercase(), several(&of(Field::Members)));
        if let Some(kind) = group_kind(&kind, !members.is_empty()) {
            let id = first([&of(Field::Id), &name, &mail]).ok_or(Problem::new(at, missing(Field::Name)))?;
            let group = self.group(kind, &id.to_lowercase(), if name.is_empty() { &id } else { &name });
            group.mail = mail;
            group.members.extend(members.into_iter().map(|member| member.to_lowercase()));
            return Ok(None);
        }
        let id = first([&of(Field::Id), &principal, &mail]).ok_or(Problem::new(at, missing(Field::Mail)))?;
        let id = id.to_lowercase();
        for address in [&principal, &mail].into_iter().filter(|text| !text.is_empty()) {
            self.people.insert(address.to_lowercase(), id.clone());
        }
        let yes = ["true", "yes", "1"];
        let person = Person {
            name: first([&name, &principal, &mail]).unwrap_or_else(|| id.clone()),
            phone: several(&of(Field::Phone)).into_iter().next().unwrap_or_default(),
            job: of(Field::Job),
            on_premises_only: yes.contains(&of(Field::OnPremisesOnly).to_lowercase().as_str()),
            principal,
            mail,
            id: id.clone(),
            ..Person::default()
        };
        for name in several(&of(Field::Groups)) {
            self.group(GroupKind::Security, &name.to_lowercase(), &name).members.insert(id.clone());
        }
        Ok(Some(EstateRecord::Person(person)))
    }

    fn group(&mut self, kind: GroupKind, id: &str, name: &str) -> &mut Group {
        self.groups.entry((kind, id.to_owned())).or_insert_with(|| Group {
            id: id.to_owned(),
            name: name.to_owned(),
            kind,
            ..Group::default()
        })
    }

    /// The groups. A member that is named by an address is the person of that address, where the table has one.
    pub(super) fn finish(self) -> impl Iterator<Item = EstateRecord> {
        let people = self.people;
        self.groups.into_values().map(move |mut group| {
            let known = |member: String| people.get(&member).cloned().unwrap_or(member);
            group.members = group.members.into_iter().map(known).collect::<BTreeSet<_>>();
            EstateRecord::Group(group)
        })
    }
}

/// A row that says what it is: `Group`, `Security`, `Microsoft 365`, `MailUniversalSecurityGroup`; a row with members
/// is a group whatever it says.
fn group_kind(word: &str, has_members: bool) -> Option<GroupKind> {
    let is_team = ["365", "team", "unified"].iter().any(|part| word.contains(part));
    let is_group = has_members || word.contains("group") || word.contains("security");
    match (is_team, is_group) {
        (true, _) => Some(GroupKind::Team),
        (false, true) => Some(GroupKind::Security),
        (false, false) => None,
    }
}

fn several(cell: &str) -> Vec<String> {
    cell.split(BETWEEN).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

fn missing(field: Field) -> Finding {
    Finding::Missing { field: if field == Field::Name { "displayName" } else { "userPrincipalName" } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[track_caller]
    fn check(text: &str, is_directory: bool) {
        assert_eq!(People::of(&headings(text)).is_some(), is_directory, "{text}");
    }

    #[test]
    fn a_directory_is_told_by_its_headings() {
        check("User principal name,Display name,Object Id,Created date time", true);
        check("Name,E-mail,Phone,Groups", true);
        check("displayName,members", true);
        check("id,displayName,groupType,mail,securityEnabled", true);
        check("id,title,created,status,hosts", false);
        check("Incident name,Email,Name,Severity", false);
        check("userPrincipalName,colour", false);
        check("name,hosts", false);
    }

    #[test]
    fn members_are_people() {
        let mut table = People::of(&headings("displayName,mail,type,members,groups")).unwrap();
        let row = |cells: [&str; 5]| cells.map(str::to_owned);
        let at = Position::START;
        let person = table.read(&row(["Jo", "Jo@d.test", "User", "", "Night; Day"]), at).unwrap();
        assert!(matches!(person, Some(EstateRecord::Person(person)) if person.id == "jo@d.test"));
        assert_eq!(
            table.read(&row(["SOC", "soc@d.test", "Microsoft 365", "JO@d.test;u-7", ""]), at),
            Ok(None)
        );
        assert!(table.read(&row(["Kim", "", "User", "", ""]), at).is_err(), "nobody without an address");
        assert!(table.read(&row(["Kim", "", "User", "", ""])[..4], at).is_err());
        let groups: Vec<_> = table
            .finish()
            .map(|record| match record {
                EstateRecord::Group(group) => (group.kind, group.name, group.members.into_iter().collect()),
                other => panic!("{other:?}"),
            })
            .collect();
        let list = |members: &[&str]| members.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            groups,
            [
                (GroupKind::Security, "Day".to_owned(), list(&["jo@d.test"])),
                (GroupKind::Security, "Night".to_owned(), list(&["jo@d.test"])),
                (GroupKind::Team, "SOC".to_owned(), list(&["jo@d.test", "u-7"])),
            ]
        );
    }
}
