//! The history of the settings to take along, as the audit log of a tenant writes such records.
//!
//! service.md 1.10, auditing: workload MicrosoftDefenderExperts, record type 237 DefenderExpertsforXDRAdmin.

use super::table::{Cell, Head, Table};
use crate::analytics::settings_history::{AUDIT_RECORD_TYPE, AUDIT_WORKLOAD, SettingsRecord};
use serde_json::json;

/// A record with its words: what was done, and for each change its name, before and after.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// The record.
    pub record: &'a SettingsRecord,
    /// What was done.
    pub said: String,
    /// What it changed.
    pub changes: Vec<[String; 3]>,
}

/// The names of the columns, as the audit log has them.
const HEADS: [&str; 10] = [
    "CreationTime",
    "Id",
    "RecordType",
    "Workload",
    "Operation",
    "UserId",
    "Description",
    "Name",
    "OldValue",
    "NewValue",
];

/// A row for each change; a record that changed nothing of the settings has one row.
pub fn audit_table(records: &[Told<'_>]) -> Table {
    let heads = HEADS.iter().map(|key| Head { key: (*key).to_owned(), name: (*key).to_owned() }).collect();
    let none = vec![[const { String::new() }; 3]];
    let mut rows = Vec::new();
    for Told { record, said, changes } in records {
        for change in if changes.is_empty() { &none } else { changes } {
            let mut row = vec![
                Cell::Moment(record.at),
                Cell::Count(record.seq),
                Cell::Count(u64::from(AUDIT_RECORD_TYPE)),
                Cell::text(AUDIT_WORKLOAD),
                Cell::text(record.operation.as_str()),
                Cell::text(&record.by),
                Cell::text(said),
            ];
            row.extend(change.iter().map(Cell::text));
            rows.push(row);
        }
    }
    Table { key: "settings-audit".to_owned(), title: AUDIT_WORKLOAD.to_owned(), heads, rows }
}

/// The records as JSON.
pub fn audit_json(records: &[Told<'_>]) -> String {
    let list: Vec<_> = records
        .iter()
        .map(|Told { record, said, changes }| {
            let property =
                |[name, old, new]: &[String; 3]| json!({"Name": name, "OldValue": old, "NewValue": new});
            json!({
                "CreationTime": record.at.to_string(),
                "Id": record.seq.to_string(),
                "RecordType": AUDIT_RECORD_TYPE,
                "Workload": AUDIT_WORKLOAD,
                "Operation": record.operation.as_str(),
                "UserId": record.by,
                "Description": said,
                "ModifiedProperties": changes.iter().map(property).collect::<Vec<_>>(),
            })
        })
        .collect();
    serde_json::to_string_pretty(&list).unwrap_or_default()
}
