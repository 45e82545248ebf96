//! One row of a table as an incident in Graph's shape.

use crate::domain::mapping::{TableField, TableMapping};
use crate::domain::time::Timestamp;
use crate::formats::finding::Finding;
use crate::formats::foreign::{Part, incident_of_parts};
use crate::formats::position::Position;
use crate::formats::problem::{Findings, Problem, excerpt};
use serde_json::{Map, Value, json};

/// Puts a row into the shape of a Graph incident, as text. Cells of columns without a field are kept under their heading.
pub(super) fn incident_of(
    mapping: &TableMapping,
    cells: &[String],
    at: Position,
    findings: &mut Findings,
) -> Result<String, Problem> {
    let mut incident = Map::new();
    let mut part = Part::default();
    let mut others = Map::new();
    for (column, cell) in mapping.columns.iter().zip(cells) {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        let Some(field) = column.field else {
            others.insert(column.heading.clone(), json!(cell));
            continue;
        };
        match field {
            TableField::Created | TableField::Updated => {
                let moment = moment(cell, mapping.zone_minutes);
                let Some((moment, assumed)) = moment else {
                    let (field, text) = (field.as_str(), excerpt(cell));
                    return Err(Problem::new(at, Finding::BadTime { field, text }));
                };
                if assumed {
                    findings.add(Problem::new(at, Finding::AssumedZone));
                }
                incident.insert(field.as_str().to_owned(), json!(moment.to_string()));
            }
            TableField::Tags => {
                incident.insert(field.as_str().to_owned(), json!(list(cell)));
            }
            TableField::Products => part.products = list(cell),
            TableField::Categories => part.categories = list(cell),
            TableField::Techniques => part.techniques = list(cell),
            TableField::Devices => part.devices = list(cell),
            TableField::Users => part.users = list(cell),
            TableField::Severity => {
                incident.insert(field.as_str().to_owned(), json!(severity(cell)));
            }
            TableField::Status => {
                incident.insert(field.as_str().to_owned(), json!(status(cell)));
            }
            _ => {
                incident.insert(field.as_str().to_owned(), json!(word(field, cell)));
            }
        }
    }
    for field in [TableField::Id, TableField::Created] {
        if !incident.contains_key(field.as_str()) {
            return Err(Problem::new(at, Finding::Missing { field: field.as_str() }));
        }
    }
    if incident_of_parts(&mut incident, &part) {
        findings.add(Problem::new(at, Finding::StandInAlerts));
    }
    if !others.is_empty() {
        incident.insert("columns".to_owned(), Value::Object(others));
    }
    Ok(Value::Object(incident).to_string())
}

/// Words of closed lists are written with blanks in tables: `True positive`.
fn word(field: TableField, cell: &str) -> String {
    match field {
        TableField::Classification | TableField::Determination => {
            let plain: String = cell.chars().filter(|c| c.is_alphanumeric()).collect();
            match plain.to_ascii_lowercase().as_str() {
                "benignpositive" | "informational" | "benign" | "expectedactivity" => {
                    "informationalExpectedActivity".to_owned()
                }
                "notset" | "none" | "undetermined" => "unknown".to_owned(),
                _ => plain,
            }
        }
        _ => cell.to_owned(),
    }
}

fn severity(cell: &str) -> String {
    match cell.to_ascii_lowercase().as_str() {
        "info" => "informational".to_owned(),
        "med" | "moderate" => "medium".to_owned(),
        _ => cell.to_owned(),
    }
}

fn status(cell: &str) -> String {
    let plain: String = cell.chars().filter(|c| c.is_alphanumeric()).collect();
    match plain.to_ascii_lowercase().as_str() {
        "open" => "active".to_owned(),
        "done" | "complete" | "completed" => "resolved".to_owned(),
        "merged" => "redirected".to_owned(),
        "workinprogress" | "assigned" | "investigating" => "inProgress".to_owned(),
        "onhold" | "pending" | "waiting" | "awaitingcustomer" => "awaitingAction".to_owned(),
        _ => plain,
    }
}

fn list(cell: &str) -> Vec<String> {
    let parts = cell.split([',', ';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// A time, and whether its zone is the one that was chosen for the table.
fn moment(cell: &str, zone_minutes: Option<i32>) -> Option<(Timestamp, bool)> {
    if let Some(moment) = Timestamp::parse(cell) {
        return Some((moment, false));
    }
    let zone = i64::from(zone_minutes?);
    // A date alone is the beginning of its day.
    let local = if cell.len() == 10 { format!("{cell}T00:00Z") } else { format!("{cell}Z") };
    let moment = Timestamp::parse(&local)?;
    Some((moment.plus_millis(-zone * 60_000), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(headings: &[&str], cells: &[&str], zone: Option<i32>) -> Result<Value, Finding> {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let mapping = TableMapping { zone_minutes: zone, ..TableMapping::propose(&owned(headings)) };
        let read = incident_of(&mapping, &owned(cells), Position::START, &mut Findings::default());
        read.map(|text| serde_json::from_str(&text).unwrap()).map_err(|problem| problem.finding)
    }

    #[test]
    fn cells_become_fields() {
        let row = told(
            &["id", "title", "created", "status", "severity", "tags", "tactics", "hosts", "colour"],
            &[
                "7",
                "Odd sign-in",
                "2026-01-02T03:04:05Z",
                "In Progress",
                "Med",
                "a; b",
                "Execution,Impact",
                "pc-1",
                "red",
            ],
            None,
        )
        .unwrap();
        assert_eq!((&row["status"], &row["severity"]), (&json!("InProgress"), &json!("medium")));
        assert_eq!(row["customTags"], json!(["a", "b"]));
        assert_eq!(row["columns"], json!({"colour": "red"}));
        let alerts = row["alerts"].as_array().unwrap();
        assert_eq!((alerts.len(), &alerts[1]["category"]), (2, &json!("Impact")));
        assert_eq!(alerts[0]["evidence"][0]["deviceDnsName"], json!("pc-1"));
    }

    #[test]
    fn a_time_needs_a_zone_or_one_that_was_chosen() {
        let cells = ["7", "2026-01-02 03:04"];
        let bad = Finding::BadTime { field: "createdDateTime", text: "2026-01-02 03:04".to_owned() };
        assert_eq!(told(&["id", "created"], &cells, None), Err(bad));
        let row = told(&["id", "created"], &cells, Some(60)).unwrap();
        assert!(row["createdDateTime"].as_str().unwrap().starts_with("2026-01-02T02:04:00"), "{row}");
        let day = told(&["id", "created"], &["7", "2026-01-02"], Some(0)).unwrap();
        assert!(day["createdDateTime"].as_str().unwrap().starts_with("2026-01-02T00:00:00"), "{day}");
        assert!(told(&["id", "created"], &["", "2026-01-02"], Some(0)).is_err(), "no id");
    }
}
