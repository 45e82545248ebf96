//! How the columns of a table are read as incidents: proposed by their names, adjusted by a person, kept with the import.

use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $word:literal;)+) => {
        /// What a column of a table says of an incident.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum TableField {
            $($(#[$doc])* $variant,)+
        }

        impl TableField {
            /// All fields, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word of the field in Graph's names, or ours where Graph has none.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The field of the word.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|field| field.as_str() == word)
            }
        }
    };
}

fields! {
    /// The id; without it nothing can be counted or found again.
    Id = "id";
    /// The name.
    Title = "displayName";
    /// When it was created; every figure counts by it.
    Created = "createdDateTime";
    /// When it last changed.
    Updated = "lastUpdateDateTime";
    /// Where it is in its life.
    Status = "status";
    /// How severe it is.
    Severity = "severity";
    /// What it turned out to be.
    Classification = "classification";
    /// Why.
    Determination = "determination";
    /// Who has it.
    AssignedTo = "assignedTo";
    /// What it is about.
    Description = "description";
    /// Tags, separated by commas or semicolons.
    Tags = "customTags";
    /// Products, separated by commas or semicolons.
    Products = "serviceSource";
    /// Tactics or categories, separated by commas or semicolons.
    Categories = "category";
    /// Technique ids, separated by commas or semicolons.
    Techniques = "mitreTechniques";
    /// Names of devices, separated by commas or semicolons.
    Devices = "devices";
    /// Names of accounts, separated by commas or semicolons.
    Users = "users";
    /// The priority score, 0 to 100.
    Priority = "priorityScore";
    /// The address of its page at the source.
    WebUrl = "incidentWebUrl";
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// What it says; nothing for a column that is kept as it is, under its heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<TableField>,
}

/// How a table is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TableMapping {
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// The zone of times that say none, in minutes east of UTC. Without it such a time is refused and not guessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone_minutes: Option<i32>,
}

/// Headings that exports use for a field, without blanks and signs, lower case.
const NAMES: &[(TableField, &[&str])] = &[
    (
        TableField::Id,
        &["id", "incidentid", "incidentnumber", "caseid", "number", "key", "ticket", "ticketid"],
    ),
    (
        TableField::Title,
        &["displayname", "incidentname", "title", "name", "subject", "summary", "shortdescription"],
    ),
    (
        TableField::Created,
        &[
            "createddatetime",
            "created",
            "createdtime",
            "createdat",
            "creationtime",
            "createdon",
            "opened",
            "openedat",
            "createdtimeutc",
            "firstseen",
            "date",
        ],
    ),
    (
        TableField::Updated,
        &[
            "lastupdatedatetime",
            "lastupdatetime",
            "updated",
            "updatedat",
            "lastmodified",
            "lastmodifiedtimeutc",
            "modified",
            "lastactivity",
            "sysupdatedon",
        ],
    ),
    (TableField::Status, &["status", "state", "incidentstatus"]),
    (TableField::Severity, &["severity", "priority", "level", "incidentseverity"]),
    (TableField::Classification, &["classification", "verdict", "reasonforclosing"]),
    (TableField::Determination, &["determination", "closereason", "classificationreason"]),
    (TableField::AssignedTo, &["assignedto", "owner", "assignee", "assigned", "analyst"]),
    (TableField::Description, &["description", "details", "comment", "notes"]),
    (TableField::Tags, &["customtags", "tags", "labels", "tag"]),
    (
        TableField::Products,
        &["servicesource", "servicesources", "product", "products", "source", "sources", "productname"],
    ),
    (TableField::Categories, &["category", "categories", "tactic", "tactics"]),
    (TableField::Techniques, &["mitretechniques", "techniques", "technique", "attacktechniques", "mitre"]),
    (
        TableField::Devices,
        &["devices", "device", "host", "hosts", "hostname", "computer", "machine", "machines"],
    ),
    (TableField::Users, &["users", "user", "account", "accounts", "username", "upn"]),
    (TableField::Priority, &["priorityscore", "score"]),
    (TableField::WebUrl, &["incidentweburl", "url", "link", "incidenturl"]),
];

impl TableMapping {
    /// Proposes a mapping: each field goes to the first column whose heading names it.
    pub fn propose(headings: &[String]) -> Self {
        let plain: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
        let mut columns: Vec<Column> =
            headings.iter().map(|heading| Column { heading: heading.clone(), field: None }).collect();
        for (field, names) in NAMES {
            // The better name first, wherever its column stands.
            let at = names.iter().find_map(|name| {
                plain.iter().zip(&columns).position(|(plain, column)| plain == name && column.field.is_none())
            });
            if let Some(column) = at.and_then(|at| columns.get_mut(at)) {
                column.field = Some(*field);
            }
        }
        Self { columns, zone_minutes: None }
    }

    /// Whether it is for a table with these headings.
    pub fn fits(&self, headings: &[String]) -> bool {
        self.columns.len() == headings.len()
            && self.columns.iter().zip(headings).all(|(column, heading)| column.heading == *heading)
    }

    /// Gives a column a field, which is taken from every other one.
    pub fn assign(&mut self, at: usize, field: Option<TableField>) {
        for (index, column) in self.columns.iter_mut().enumerate() {
            if index == at {
                column.field = field;
            } else if field.is_some() && column.field == field {
                column.field = None;
            }
        }
    }

    /// The number of the column that has a field.
    pub fn column(&self, field: TableField) -> Option<usize> {
        self.columns.iter().position(|column| column.field == Some(field))
    }

    /// The fields without which no record can be taken and that no column has.
    pub fn missing(&self) -> Vec<TableField> {
        [TableField::Id, TableField::Created]
            .into_iter()
            .filter(|field| self.column(*field).is_none())
            .collect()
    }
}

fn plain(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn proposes_by_the_names_of_columns() {
        let names =
            headings(&["Incident Id", "Title", "Created (UTC)", "createdDateTime", "Owner", "Colour"]);
        let mapping = TableMapping::propose(&names);
        let fields: Vec<_> = mapping.columns.iter().map(|column| column.field).collect();
        let expected = [
            Some(TableField::Id),
            Some(TableField::Title),
            None,
            Some(TableField::Created),
            Some(TableField::AssignedTo),
            None,
        ];
        assert_eq!(fields, expected);
        assert!(mapping.fits(&names) && !mapping.fits(&names[1..]));
        assert!(mapping.missing().is_empty());
    }

    #[test]
    fn a_field_has_one_column() {
        let mut mapping = TableMapping::propose(&headings(&["id", "number"]));
        assert_eq!(mapping.column(TableField::Id), Some(0));
        mapping.assign(1, Some(TableField::Id));
        assert_eq!((mapping.column(TableField::Id), mapping.columns[0].field), (Some(1), None));
        mapping.assign(1, None);
        assert_eq!(mapping.missing(), [TableField::Id, TableField::Created]);
    }

    #[test]
    fn every_word_names_one_field() {
        for field in TableField::ALL {
            assert_eq!(TableField::parse(field.as_str()), Some(*field));
        }
    }
}
