//! The life line: the statuses that an incident has passed, is in, and has before it, with their times.

use super::history::Read;
use crate::domain::event::{Event, IncidentEvent};
use crate::domain::ids::CommandId;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Status;
use std::collections::HashSet;

/// Where a status lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// It was passed.
    Past,
    /// It is the one that holds.
    Now,
    /// It is yet to come.
    Ahead,
    /// It was passed, and the incident is at an earlier one again.
    Before,
}

/// One status of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub status: Status,
    /// Where it lies.
    pub when: When,
    /// Since when it holds, or when it was entered last, where that is known.
    pub at: Option<Timestamp>,
}

/// The statuses of the life cycle in order (service.md 1.7, incident life cycle).
const LINE: [Status; 4] = [Status::Active, Status::InProgress, Status::AwaitingAction, Status::Resolved];

/// What the line depends on.
#[derive(Clone, Debug)]
pub struct Life<'a> {
    /// The incident's id.
    pub id: &'a str,
    /// The status that holds.
    pub status: Status,
    /// When the incident was created.
    pub created: Timestamp,
    /// When it was resolved, where it is and that is known and not assumed.
    pub resolved: Option<Timestamp>,
    /// Whether the customer may yet be asked: the experts have it.
    pub with_experts: bool,
}

/// The statuses that the incident was given, oldest first, each with when. What was taken back was never given, and taking
/// it back gives none; taken back twice it stands again, as of then.
fn given<'a>(id: &'a str, entries: &[Read<'a>]) -> Vec<(&'a Status, Timestamp)> {
    let mut given: Vec<(&CommandId, &Status, Timestamp)> = Vec::new();
    // What taking back took away, by the command that did it.
    let mut gone: HashSet<&CommandId> = HashSet::new();
    for (entry, _) in entries {
        let happened = entry.events.iter().flat_map(|event| event.of_incident(id));
        let changes = happened.filter_map(|what| match what {
            IncidentEvent::StatusChanged { to, .. } => Some(to),
            _ => None,
        });
        let mut changes = changes.peekable();
        if changes.peek().is_none() {
            continue;
        }
        let undone = entry.events.iter().find_map(|event| match event {
            Event::Incidents { undoes, .. } => undoes.as_ref(),
            _ => None,
        });
        if let Some(undone) = undone.filter(|undone| !gone.contains(undone)) {
            let before = given.len();
            given.retain(|(command, ..)| *command != undone);
            gone.insert(&entry.command);
            if given.len() < before {
                continue;
            }
        }
        given.extend(changes.map(|to| (&entry.command, to, entry.at)));
    }
    given.into_iter().map(|(_, status, at)| (status, at)).collect()
}

/// The line of an incident. A status outside the line, such as Redirected, is its only step after Active.
pub fn line(life: &Life<'_>, entries: &[Read<'_>]) -> Vec<Step> {
    let given = given(life.id, entries);
    let entered = |status: &Status| given.iter().rev().find(|(known, _)| *known == status).map(|(_, at)| *at);
    let moment = |status: &Status| match status {
        Status::Active => Some(entered(status).unwrap_or(life.created)),
        Status::Resolved => entered(status).or(life.resolved),
        other => entered(other),
    };
    let Some(now) = LINE.iter().position(|status| *status == life.status) else {
        let active = Step { status: Status::Active, when: When::Past, at: moment(&Status::Active) };
        let other = Step { status: life.status.clone(), when: When::Now, at: entered(&life.status) };
        return vec![active, other];
    };
    let steps = LINE.into_iter().enumerate().filter_map(|(at, status)| {
        let when = match at.cmp(&now) {
            std::cmp::Ordering::Less => When::Past,
            std::cmp::Ordering::Equal => When::Now,
            // What was reached stays reached, whatever it went back to.
            std::cmp::Ordering::Greater if entered(&status).is_some() => When::Before,
            std::cmp::Ordering::Greater => When::Ahead,
        };
        let at = if when == When::Ahead { None } else { moment(&status) };
        let is_there = match (when, &status) {
            (When::Now | When::Before, _) | (_, Status::Active | Status::Resolved) => true,
            // What was not seen is not claimed.
            (When::Past, _) => at.is_some(),
            (When::Ahead, Status::AwaitingAction) => life.with_experts,
            (When::Ahead, _) => true,
        };
        is_there.then_some(Step { status, when, at })
    });
    steps.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Entry;
    use crate::domain::event::Group;
    use crate::domain::ids::IncidentId;
    use crate::domain::people::{Actor, Role};

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn changed(minute: i64, to: Status) -> Entry {
        let what = IncidentEvent::StatusChanged { from: Status::Active, to };
        Entry {
            seq: 1,
            at: at(minute),
            by: Actor { person: "x".into(), role: Role::Expert },
            command: CommandId::new("c").unwrap(),
            events: vec![Event::Incident { incident: IncidentId::new("7").unwrap(), what }],
        }
    }

    #[track_caller]
    fn check(
        status: Status,
        with_experts: bool,
        entries: &[Entry],
        expected: &[(Status, When, Option<i64>)],
    ) {
        let read: Vec<Read<'_>> = entries.iter().map(|entry| (entry, 0)).collect();
        let life = Life { id: "7", status, created: at(0), resolved: None, with_experts };
        let found: Vec<_> =
            line(&life, &read).into_iter().map(|step| (step.status, step.when, step.at)).collect();
        let expected: Vec<_> =
            expected.iter().map(|(status, when, minute)| (status.clone(), *when, minute.map(at))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_line_shows_what_was_what_is_and_what_may_come() {
        use Status::{Active, AwaitingAction, InProgress, Redirected, Resolved};
        use When::{Ahead, Now, Past};
        check(
            Active,
            false,
            &[],
            &[(Active, Now, Some(0)), (InProgress, Ahead, None), (Resolved, Ahead, None)],
        );
        check(
            AwaitingAction,
            true,
            &[changed(21, InProgress), changed(59, AwaitingAction)],
            &[
                (Active, Past, Some(0)),
                (InProgress, Past, Some(21)),
                (AwaitingAction, Now, Some(59)),
                (Resolved, Ahead, None),
            ],
        );
        check(
            InProgress,
            true,
            &[changed(21, InProgress)],
            &[
                (Active, Past, Some(0)),
                (InProgress, Now, Some(21)),
                (AwaitingAction, Ahead, None),
                (Resolved, Ahead, None),
            ],
        );
        // Resolved without the customer: what never was is left out.
        check(
            Resolved,
            true,
            &[changed(30, Resolved)],
            &[(Active, Past, Some(0)), (Resolved, Now, Some(30))],
        );
        check(Redirected, false, &[], &[(Active, Past, Some(0)), (Redirected, Now, None)]);
    }

    #[test]
    fn what_was_taken_back_never_was() {
        use Status::{Active, InProgress, Redirected, Resolved};
        use When::{Ahead, Now, Past};
        let many = |minute: i64, command: &str, undoes: Option<&str>, to: Status| {
            let what = vec![IncidentEvent::StatusChanged { from: Active, to }];
            let incidents = vec![IncidentId::new("7").unwrap()];
            let groups = vec![Group { incidents, what, back: Vec::new() }];
            let undoes = undoes.map(|id| CommandId::new(id).unwrap());
            let events = vec![Event::Incidents { groups, undoes, reason: String::new() }];
            Entry { command: CommandId::new(command).unwrap(), events, ..changed(minute, Active) }
        };
        let begun = changed(5, InProgress);
        let merged = many(10, "merge", None, Redirected);
        let let_go = many(20, "undo", Some("merge"), InProgress);
        let again = many(30, "again", Some("undo"), Redirected);
        check(
            InProgress,
            false,
            &[begun.clone(), merged.clone(), let_go.clone()],
            &[(Active, Past, Some(0)), (InProgress, Now, Some(5)), (Resolved, Ahead, None)],
        );
        check(
            Redirected,
            false,
            &[begun, merged, let_go, again],
            &[(Active, Past, Some(0)), (Redirected, Now, Some(30))],
        );
    }

    #[test]
    fn what_was_reached_stays_with_its_moment_when_it_goes_back() {
        use Status::{Active, AwaitingAction, InProgress, Resolved};
        use When::{Ahead, Before, Now, Past};
        check(
            InProgress,
            true,
            &[changed(10, InProgress), changed(20, AwaitingAction), changed(30, InProgress)],
            &[
                (Active, Past, Some(0)),
                (InProgress, Now, Some(30)),
                (AwaitingAction, Before, Some(20)),
                (Resolved, Ahead, None),
            ],
        );
    }

    #[test]
    fn the_latest_time_counts_where_a_status_was_entered_twice() {
        use When::{Before, Now, Past};
        check(
            Status::InProgress,
            false,
            &[
                changed(10, Status::InProgress),
                changed(20, Status::Resolved),
                changed(30, Status::InProgress),
            ],
            &[
                (Status::Active, Past, Some(0)),
                (Status::InProgress, Now, Some(30)),
                (Status::Resolved, Before, Some(20)),
            ],
        );
    }
}
