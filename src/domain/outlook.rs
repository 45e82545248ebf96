//! What a choice of permissions means before anything has happened: who would carry out each kind of action.
//!
//! Source: service.md 1.3, by the rules of [`super::who_acts`].

use super::brief::Brief;
use super::directory::Directory;
use super::record::IncidentRecord;
use super::response::ActionKind;
use super::settings::Settings;
use super::time::Timestamp;
use super::vocabulary::{Classification, Determination, Severity, Status};
use super::who_acts::{Facts, Verdict, who_acts};

/// Who carries out each of the eighteen kinds of action under these settings, by [`who_acts`] itself: in an incident
/// that is in scope and touches no device group, on an asset that nothing excludes.
pub fn outlook(settings: &Settings, now: Timestamp) -> Vec<(ActionKind, Verdict)> {
    let brief = plain_incident(now);
    let directory = Directory::default();
    let facts = Facts { settings, directory: &directory, brief: &brief, now };
    ActionKind::ALL.into_iter().map(|kind| (kind, who_acts(facts, kind, None).0)).collect()
}

/// The kinds of action that have a verdict.
pub fn kinds_with(outlook: &[(ActionKind, Verdict)], verdict: Verdict) -> Vec<ActionKind> {
    outlook.iter().filter(|(_, said)| *said == verdict).map(|(kind, _)| *kind).collect()
}

/// An incident about which nothing special is known.
fn plain_incident(now: Timestamp) -> Brief {
    Brief::of(&IncidentRecord {
        id: "outlook".to_owned(),
        tenant_id: None,
        display_name: String::new(),
        description: None,
        summary: None,
        status: Status::Active,
        severity: Severity::High,
        classification: Classification::Unknown,
        determination: Determination::Unknown,
        assigned_to: None,
        created_date_time: now,
        last_update_date_time: now,
        last_modified_by: None,
        resolving_comment: None,
        priority_score: None,
        redirect_incident_id: None,
        incident_web_url: None,
        custom_tags: Vec::new(),
        system_tags: Vec::new(),
        comments: Vec::new(),
        alerts: Vec::new(),
        extra: serde_json::Map::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::{Exclusion, ExclusionKind, Permissions};

    #[track_caller]
    fn check(investigate: bool, respond: bool, all_devices: bool, experts: usize, customer: usize) {
        let permissions = Permissions { investigate, respond, all_devices };
        let settings = Settings { permissions, ..Settings::default() };
        let found = outlook(&settings, Timestamp::default());
        let counts = [Verdict::ExpertsAct, Verdict::CustomerActs, Verdict::Nobody]
            .map(|verdict| kinds_with(&found, verdict).len());
        assert_eq!(counts, [experts, customer, 0], "{permissions:?}");
    }

    #[test]
    fn permissions_decide_who_acts() {
        check(true, true, true, 17, 1);
        check(true, true, false, 17, 1);
        check(true, false, true, 0, 18);
        check(false, false, true, 0, 18);
        check(false, true, true, 0, 18);
    }

    #[test]
    fn what_stays_with_the_customer_is_the_step_by_hand() {
        let permissions = Permissions { respond: true, ..Permissions::default() };
        let found = outlook(&Settings { permissions, ..Settings::default() }, Timestamp::default());
        assert_eq!(kinds_with(&found, Verdict::CustomerActs), [ActionKind::Text]);
    }

    #[test]
    fn an_exclusion_of_something_else_changes_nothing() {
        let permissions = Permissions { respond: true, ..Permissions::default() };
        let exclusion =
            Exclusion { kind: ExclusionKind::Asset, name: "fs-01".to_owned(), since: None, expires: None };
        let plain = Settings { permissions, ..Settings::default() };
        let excluding = Settings { exclusions: vec![exclusion], ..plain.clone() };
        let now = Timestamp::default();
        assert_eq!(outlook(&plain, now), outlook(&excluding, now));
    }
}
