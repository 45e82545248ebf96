//! The tactics of an incident in the order of the matrix, each with its techniques.

use crate::domain::record::IncidentRecord;
use crate::domain::technique_tactics::tactic_of_technique;
use crate::domain::vocabulary::{Tactic, TacticSet};

/// One tactic that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Which; `None` gathers techniques of which nobody says the tactic.
    pub tactic: Option<Tactic>,
    /// Its techniques in the order in which alerts name them.
    pub techniques: Vec<String>,
    /// How many alerts belong to it.
    pub alerts: usize,
}

/// The tactics of an incident, as its brief has them for the queue and the score. The category of an alert says the tactic
/// of its techniques; where it is no tactic, such as Malware, each technique says its own.
pub fn seen(record: &IncidentRecord) -> Vec<Seen> {
    let mut by_tactic: Vec<Seen> = Tactic::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .map(|tactic| Seen { tactic, techniques: Vec::new(), alerts: 0 })
        .collect();
    for alert in &record.alerts {
        let own = alert.category.as_deref().and_then(Tactic::parse);
        let mut counted = TacticSet::default();
        if let Some(tactic) = own {
            counted.insert(tactic);
        }
        for technique in alert.mitre_techniques.iter().map(|id| id.trim()).filter(|id| !id.is_empty()) {
            let tactic = own.or_else(|| tactic_of_technique(technique));
            if let Some(tactic) = tactic {
                counted.insert(tactic);
            }
            let list = by_tactic.iter_mut().find(|seen| seen.tactic == tactic);
            if let Some(seen) = list.filter(|seen| !seen.techniques.iter().any(|known| known == technique)) {
                seen.techniques.push(technique.to_owned());
            }
        }
        for seen in &mut by_tactic {
            seen.alerts += usize::from(seen.tactic.is_some_and(|tactic| counted.contains(tactic)));
        }
    }
    by_tactic.retain(|seen| seen.alerts > 0 || !seen.techniques.is_empty());
    by_tactic
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::brief::Brief;
    use serde_json::json;

    fn record(alerts: &[(&str, &[&str])]) -> IncidentRecord {
        let alerts: Vec<_> = alerts
            .iter()
            .map(|(category, techniques)| {
                json!({"id": "a", "title": "a", "status": "new", "severity": "high", "classification": "unknown",
                       "determination": "unknown", "serviceSource": "unknown", "category": category,
                       "mitreTechniques": techniques, "createdDateTime": "2026-01-01T00:00:00Z"})
            })
            .collect();
        serde_json::from_value(json!({
            "id": "1", "displayName": "x", "status": "active", "severity": "high", "classification": "unknown",
            "determination": "unknown", "createdDateTime": "2026-01-01T00:00:00Z",
            "lastUpdateDateTime": "2026-01-01T00:00:00Z", "alerts": alerts
        }))
        .unwrap()
    }

    #[test]
    fn tactics_come_in_the_order_of_the_matrix_with_their_techniques() {
        let record = record(&[
            ("CommandAndControl", &["T1105"]),
            ("Malware", &["T1003.001", "T9999"]),
            ("Execution", &["T1204", "T1204", " "]),
            ("SuspiciousActivity", &[]),
        ]);
        let found = seen(&record);
        let names: Vec<_> =
            found.iter().map(|seen| (seen.tactic, seen.techniques.join(","), seen.alerts)).collect();
        assert_eq!(
            names,
            [
                (Some(Tactic::Execution), "T1204".to_owned(), 1),
                (Some(Tactic::CredentialAccess), "T1003.001".to_owned(), 1),
                (Some(Tactic::CommandAndControl), "T1105".to_owned(), 1),
                (None, "T9999".to_owned(), 0),
            ]
        );
    }

    #[test]
    fn they_are_those_of_the_brief() {
        let record = record(&[("Malware", &["t1566.001", "T1059.001"]), ("Persistence", &["T1105"])]);
        let found: TacticSet = seen(&record).into_iter().filter_map(|seen| seen.tactic).collect();
        let wanted = [Tactic::InitialAccess, Tactic::Execution, Tactic::Persistence];
        assert_eq!(found, wanted.into_iter().collect());
        assert_eq!(Brief::of(&record).tactics, found);
    }

    #[test]
    fn without_alerts_there_are_none() {
        assert_eq!(seen(&record(&[])), []);
    }
}
