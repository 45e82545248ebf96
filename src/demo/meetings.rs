//! The check-ins of both sides: one before monitoring, one a month with what was agreed, and one that is still ahead.

use super::autopilot::{ADVISOR, actor};
use super::chapters::Times;
use super::onboarding::Fixed;
use super::reviews::notes;
use super::titles::{ARE_WE_READY, MONTHLY_REVIEW};
use super::together::{days_before, minutes_after, on_a_workday};
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::check_in::{CheckInKind, CheckInPlan};
use crate::domain::ids::CheckInId;
use crate::domain::people::Role;
use crate::domain::playbook_words::own;
use crate::domain::time::{DAY_MS, HOUR_MS, Timestamp};
use crate::formats::script::Deed;

/// So many days before it a meeting is planned.
const PLANNED_DAYS: i64 = 9;

/// All of them.
pub(super) fn plan(times: &Times) -> Vec<Fixed> {
    let mut fixed = Vec::new();
    let first = times.start(5).plus_millis(-2 * HOUR_MS);
    let agenda = "- What is missing at the gate\n- When monitoring begins";
    let readiness = meeting(CheckInKind::Readiness, ARE_WE_READY, first, agenda);
    let said = "Every condition is met.\n\n- Decided: monitoring begins today. Helen Brandt tells the teams, by noon";
    let planned = minutes_after(times.start(4), 30);
    fixed.extend(meet("check-in-readiness", planned, readiness, Some(said.to_owned())));
    let agenda = "- Figures of the month\n- Open actions\n- Decisions";
    for month in 1..=6 {
        let starts = on_a_workday(times.start(7).plus_millis(month * 30 * DAY_MS));
        let is_held = starts < days_before(times, 3);
        // The last one is always still ahead.
        let starts = if is_held { starts } else { on_a_workday(times.end.plus_millis(6 * DAY_MS)) };
        let review = meeting(CheckInKind::BusinessReview, MONTHLY_REVIEW, starts, agenda);
        let planned = starts.plus_millis(-PLANNED_DAYS * DAY_MS);
        let said = is_held.then(|| notes(times, month));
        fixed.extend(meet(&format!("check-in-{month}"), planned, review, said));
        if !is_held {
            break;
        }
    }
    fixed
}

fn meeting(kind: CheckInKind, title: &str, starts: Timestamp, agenda: &str) -> CheckInPlan {
    CheckInPlan {
        kind,
        title: own(title),
        starts,
        minutes: 45,
        agenda: agenda.to_owned(),
        host: ADVISOR.to_owned(),
        review: None,
    }
}

fn meet(id: &str, planned: Timestamp, plan: CheckInPlan, notes: Option<String>) -> Vec<Fixed> {
    let Some(id) = CheckInId::new(id) else { return Vec::new() };
    let ends = plan.ends();
    let planning = put(planned, Act::PlanCheckIn { id: id.clone(), plan: Box::new(plan) });
    let held = notes.map(|notes| put(minutes_after(ends, 20), Act::HoldCheckIn { id, notes }));
    std::iter::once(planning).chain(held).collect()
}

fn put(at: Timestamp, act: Act) -> Fixed {
    let deed = Box::new(move |_: &_, _: &_, _| Some(Deed::Ask(Command::Experts { act: act.clone() })));
    Fixed { at, by: actor(ADVISOR, Role::Advisor), deed }
}
