//! Secure Score: days and control profiles, with the quirks of real exports (service.md 2.4): booleans and numbers as
//! text, HTML in descriptions, spelling variants of levels, `createdDate` for `createdDateTime`.

use super::record::Record;
use crate::domain::estate::score::{Control, ControlScore, ControlState, ScoreDay};
use crate::domain::readiness::Level;
use crate::formats::finding::Finding;
use crate::formats::position::Position;
use crate::formats::problem::Problem;

/// The state of a control as nobody has changed it.
const UNCHANGED: &str = "Default";

/// Reads a day.
pub(super) fn day(text: &str, at: Position) -> Result<ScoreDay, Problem> {
    let record = Record::read(text, at)?;
    let missing = |field| Problem::new(at, Finding::Missing { field });
    let when = record.time("createdDateTime").or_else(|| record.time("createdDate"));
    let mut controls: Vec<ControlScore> =
        record.objects("controlScores").iter().filter_map(control_score).collect();
    controls.sort_by(|a, b| a.name.cmp(&b.name));
    // Some exports hold a control twice; the first one counts, as in the list of the portal.
    controls.dedup_by(|a, b| a.name == b.name);
    let averages = record.objects("averageComparativeScores");
    Ok(ScoreDay {
        id: record.id()?,
        at: when.ok_or_else(|| missing("createdDateTime"))?,
        current: record.number("currentScore").ok_or_else(|| missing("currentScore"))?,
        max: record.number("maxScore").ok_or_else(|| missing("maxScore"))?,
        averages: averages
            .iter()
            .filter_map(|average| Some((average.text("basis")?, average.number("averageScore")?)))
            .collect(),
        controls,
    })
}

/// A control without a name cannot be joined with anything.
fn control_score(record: &Record<'_>) -> Option<ControlScore> {
    Some(ControlScore {
        name: record.text("controlName")?,
        category: record.text("controlCategory").unwrap_or_default(),
        score: record.number("score").unwrap_or(0.0),
        percentage: record.number("scoreInPercentage"),
        state: record.plain("implementationStatus"),
        text: record.plain("description"),
        count: record.count("count").zip(record.count("total")),
    })
}

/// Reads the profile of a control.
pub(super) fn profile(text: &str, at: Position) -> Result<Control, Problem> {
    let record = Record::read(text, at)?;
    let id = record.id()?;
    let level = |name: &str| record.text(name).and_then(|word| Level::parse(&word));
    let url = record.either(&["actionUrl"]).filter(|url| url.starts_with("https://"));
    let compliance = record.objects("complianceInformation");
    Ok(Control {
        title: record.text("title").unwrap_or_else(|| id.clone()),
        category: record.text("controlCategory").unwrap_or_default(),
        service: record.text("service").unwrap_or_default(),
        tier: record.text("tier").unwrap_or_default(),
        deprecated: record.is_true("deprecated"),
        effort: level("implementationCost"),
        user_impact: level("userImpact"),
        max: record.number("maxScore"),
        remediation: record.plain("remediation"),
        impact: record.plain("remediationImpact"),
        url,
        threats: record.texts("threats"),
        standards: compliance.iter().filter_map(|standard| standard.text("certificationName")).collect(),
        state: state(&record),
        id,
    })
}

/// The newest update says the state; without one it is as nobody has changed it.
fn state(record: &Record<'_>) -> Option<ControlState> {
    let updates = record.objects("controlStateUpdates");
    let newest = updates.iter().max_by_key(|update| update.time("updatedDateTime"))?;
    let word = newest.text("state").filter(|word| !word.eq_ignore_ascii_case(UNCHANGED))?;
    Some(ControlState {
        word,
        assigned_to: newest.text("assignedTo").unwrap_or_default(),
        comment: newest.plain("comment"),
        at: newest.time("updatedDateTime"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::readiness::ActionStatus;

    #[test]
    fn a_day_is_read_with_its_quirks() {
        let text = r#"{"id":"t_2026-08-27","createdDate":"2026-08-27T00:00:00Z","currentScore":"53.5","maxScore":64,
            "averageComparativeScores":[{"basis":"AllTenants","averageScore":52.82,"SeatSizeRangeLowerValue":"1"}],
            "controlScores":[
              {"controlName":"AdminMFAV2","controlCategory":"Identity","score":10.0,"count":"1","total":"2","on":"false",
               "scoreInPercentage":50.0,"description":"<p>Require&nbsp;MFA</p>","implementationStatus":"1 of 2."},
              {"controlName":"AdminMFAV2","score":0}, {"score":3}]}"#;
        let day = day(text, Position::START).unwrap();
        assert_eq!((day.current, day.max, day.averages.len()), (53.5, 64.0, 1));
        let [control] = &day.controls[..] else { panic!("{:?}", day.controls) };
        assert_eq!((control.text.as_str(), control.count), ("Require MFA", Some((1, 2))));
        assert_eq!((control.score, control.percentage), (10.0, Some(50.0)));
    }

    #[test]
    fn the_newest_update_says_the_state() {
        let update = |state: &str, at: &str| {
            format!(
                r#"{{"state":"{state}","updatedDateTime":"2026-01-{at}T00:00:00.1234567Z","comment":null}}"#
            )
        };
        for (updates, status) in [
            (vec![], None),
            (vec![update("Default", "01")], None),
            (
                vec![update("ThirdParty", "02"), update("Default", "01")],
                Some(ActionStatus::ResolvedThirdParty),
            ),
            (vec![update("Ignored", "01"), update("default", "03")], None),
            (vec![update("ignored", "05")], Some(ActionStatus::RiskAccepted)),
            (vec![update("Reviewed", "05")], Some(ActionStatus::InProgress)),
            (vec![update("somethingNew", "05")], None),
        ] {
            let text = format!(r#"{{"id":"c","title":"t","controlStateUpdates":[{}]}}"#, updates.join(","));
            let profile = profile(&text, Position::START).unwrap();
            assert_eq!(profile.state.as_ref().and_then(ControlState::status), status, "{text}");
        }
    }

    #[test]
    fn levels_are_read_in_every_spelling() {
        for (word, level) in [
            ("High", Some(Level::High)),
            ("high", Some(Level::High)),
            ("Moderate", Some(Level::Medium)),
            ("medium", Some(Level::Medium)),
            ("Low", Some(Level::Low)),
            ("Unknown", None),
        ] {
            let text = format!(
                r#"{{"id":"c","userImpact":"{word}","implementationCost":"{word}","actionUrl":"javascript:x"}}"#
            );
            let profile = profile(&text, Position::START).unwrap();
            assert_eq!((profile.user_impact, profile.effort, profile.url), (level, level, None));
        }
        assert_eq!(profile(r#"{"id":"c","userImpact":null}"#, Position::START).unwrap().user_impact, None);
    }
}
