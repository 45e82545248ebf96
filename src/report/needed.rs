//! The register of actions needed as a table to take along, by rank.

use super::table::{Cell, Head, Table};
use crate::domain::time::Timestamp;

/// An action in the words of the reader.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NeededRow {
    /// Its rank; 0 for what is set aside.
    pub rank: usize,
    /// Its key: that of the service's recommendation, of the control of Secure Score, or of planned work.
    pub key: String,
    /// What to do.
    pub action: String,
    /// Its area.
    pub area: String,
    /// Its state, why it has it, and why it has its rank.
    pub state: [String; 3],
    /// The most points that it gives, and those that it gives now.
    pub points: [Option<f64>; 2],
    /// How much work it is, and how much people notice it.
    pub levels: [String; 2],
    /// Who answers for it.
    pub owner: String,
    /// By when.
    pub due: Option<Timestamp>,
    /// What was said: the reason, and what shows that it is done.
    pub said: [String; 2],
}

/// The names of the columns for programs.
const KEYS: [&str; 14] = [
    "rank",
    "key",
    "action",
    "area",
    "state",
    "basis",
    "rankReason",
    "points",
    "pointsNow",
    "effort",
    "userImpact",
    "owner",
    "due",
    "reason",
];

/// The table.
pub fn needed_table(title: &str, rows: &[NeededRow]) -> Table {
    let heads = KEYS.iter().chain([&"evidence"]);
    let heads = heads.map(|key| Head { key: (*key).to_owned(), name: (*key).to_owned() }).collect();
    let text = |text: &String| if text.is_empty() { Cell::None } else { Cell::text(text) };
    let points = |points: Option<f64>| points.map_or(Cell::None, |points| Cell::text(points.to_string()));
    let rows = rows.iter().map(|row| {
        let [state, basis, rank_reason] = &row.state;
        let [most, now] = row.points;
        let [effort, users] = &row.levels;
        let [reason, evidence] = &row.said;
        vec![
            if row.rank == 0 { Cell::None } else { Cell::count(row.rank) },
            text(&row.key),
            text(&row.action),
            text(&row.area),
            text(state),
            text(basis),
            text(rank_reason),
            points(most),
            points(now),
            text(effort),
            text(users),
            text(&row.owner),
            row.due.map_or(Cell::None, Cell::Moment),
            text(reason),
            text(evidence),
        ]
    });
    Table { key: "actions-needed".to_owned(), title: title.to_owned(), heads, rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::export::{csv, json_table};

    #[test]
    fn what_was_typed_cannot_become_a_formula() {
        let row = NeededRow {
            rank: 1,
            key: "audit-log".to_owned(),
            owner: "=cmd()".to_owned(),
            points: [Some(3.5), None],
            ..NeededRow::default()
        };
        let table = needed_table("Actions needed", &[row]);
        assert!(table.rows.iter().all(|row| row.len() == table.heads.len()));
        let text = csv(&table);
        assert!(text.starts_with("rank,key,action,"));
        assert!(text.contains("1,audit-log,") && text.contains("'=cmd()") && text.contains("3.5"));
        assert!(json_table(&table).contains("\"due\": null"));
    }
}
