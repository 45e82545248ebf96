//! The ends of questions that nobody answered, each at its moment: the clock says it, and nobody has to act for it.

use super::history::{Moment, Read, What};
use crate::domain::event::IncidentEvent;
use crate::domain::ids::ActionId;
use crate::domain::time::Timestamp;

/// A question that waits until a moment.
struct Open {
    action: ActionId,
    /// The entry of the journal that asked.
    seq: u64,
    until: Timestamp,
}

/// The time line of an incident with the end of each question that nobody answered at the moment at which it was over,
/// and not when somebody went on without an answer.
pub fn with_lapsed(line: Vec<Moment>, entries: &[Read<'_>], incident: &str, now: Timestamp) -> Vec<Moment> {
    let is_noted = |moment: &Moment| matches!(&moment.what, What::Happened { event, .. } if is_end(event));
    let mut open: Vec<Open> = Vec::new();
    let mut ends = Vec::new();
    let mut known = Vec::new();
    for (entry, _) in entries {
        // What is over by now ended, whatever came after.
        ends.extend(open.extract_if(.., |it| it.until <= entry.at).map(end));
        for event in entry.events.iter().flat_map(|event| event.of_incident(incident)) {
            match event {
                IncidentEvent::ApprovalAsked { action, expires, .. } => {
                    open.retain(|it| it.action != *action);
                    let until = expires.map(|until| Open { action: action.clone(), seq: entry.seq, until });
                    known.extend(until.iter().map(|it| it.action.clone()));
                    open.extend(until);
                }
                IncidentEvent::ApprovalAnswered { action, .. }
                | IncidentEvent::ActionCompleted { action, .. }
                | IncidentEvent::ActionSkipped { action, .. }
                | IncidentEvent::ActionWithdrawn { action } => open.retain(|it| it.action != *action),
                IncidentEvent::Resolved { .. } | IncidentEvent::MergedInto { .. } => open.clear(),
                _ => {}
            }
        }
    }
    ends.extend(open.extract_if(.., |it| it.until <= now).map(end));
    // What was noted of such a question later is that same end.
    let is_told =
        |moment: &Moment| is_noted(moment) && action_of(moment).is_some_and(|it| known.contains(it));
    let mut line: Vec<Moment> = line.into_iter().filter(|moment| !is_told(moment)).rev().collect();
    line.extend(ends);
    line.sort_by_key(|moment| moment.at);
    line.reverse();
    line
}

fn is_end(event: &IncidentEvent) -> bool {
    matches!(event, IncidentEvent::ApprovalExpired { .. })
}

fn action_of(moment: &Moment) -> Option<&ActionId> {
    match &moment.what {
        What::Happened { event, .. } => match &**event {
            IncidentEvent::ApprovalExpired { action } => Some(action),
            _ => None,
        },
        _ => None,
    }
}

fn end(it: Open) -> Moment {
    let key = format!("{}-over-{}", it.seq, it.action);
    let what = What::Happened {
        event: Box::new(IncidentEvent::ApprovalExpired { action: it.action }),
        also: Vec::new(),
    };
    Moment { key, at: it.until, by: None, role: None, from: None, what }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{Entry, Event};
    use crate::domain::ids::{CommandId, IncidentId};
    use crate::domain::people::{Actor, Role};
    use crate::domain::time::MINUTE_MS;

    fn minute(at: i64) -> Timestamp {
        Timestamp::from_millis(at * MINUTE_MS)
    }

    fn entry(at: i64, what: IncidentEvent) -> Entry {
        let incident = IncidentId::new("7").unwrap();
        Entry {
            seq: u64::try_from(at).unwrap(),
            at: minute(at),
            by: Actor { person: "Eve".into(), role: Role::Expert },
            command: CommandId::new(&at.to_string()).unwrap(),
            events: vec![Event::Incident { incident, what }],
        }
    }

    fn noted(entry: &Entry) -> Moment {
        let [Event::Incident { what, .. }] = entry.events.as_slice() else { panic!("{entry:?}") };
        let what = What::Happened { event: Box::new(what.clone()), also: Vec::new() };
        Moment { key: entry.seq.to_string(), at: entry.at, by: None, role: None, from: None, what }
    }

    #[test]
    fn a_question_that_nobody_answered_ends_at_its_moment_whoever_acts_later() {
        let action = || ActionId::new("a").unwrap();
        let asked = |at: i64, until: Option<i64>| {
            entry(
                at,
                IncidentEvent::ApprovalAsked {
                    action: action(),
                    note: String::new(),
                    expires: until.map(minute),
                },
            )
        };
        let expired = |at| entry(at, IncidentEvent::ApprovalExpired { action: action() });
        let yes = |at| {
            entry(at, IncidentEvent::ApprovalAnswered { action: action(), yes: true, note: String::new() })
        };
        for (entries, now, then) in [
            (vec![asked(1, None)], 99, &[][..]),
            (vec![asked(1, Some(16))], 15, &[]),
            (vec![asked(1, Some(16))], 16, &[16]),
            (vec![asked(1, Some(16)), expired(40)], 99, &[16]),
            (vec![asked(1, Some(16)), yes(10)], 99, &[]),
            (vec![asked(1, Some(16)), yes(40)], 99, &[16]),
            (vec![asked(1, Some(16)), asked(5, Some(20))], 99, &[20]),
            (vec![asked(1, Some(16)), expired(40), asked(41, Some(56))], 99, &[56, 16]),
            (vec![asked(1, Some(16)), asked(41, None)], 99, &[16]),
            // Noted by a journal that does not say until when it was asked.
            (vec![expired(40)], 99, &[40]),
        ] {
            let read: Vec<Read<'_>> = entries.iter().map(|entry| (entry, 0)).collect();
            let line = entries.iter().rev().map(noted).collect();
            let line = with_lapsed(line, &read, "7", minute(now));
            assert!(line.is_sorted_by(|one, next| one.at >= next.at), "newest first");
            let ends = line.iter().filter(|moment| action_of(moment).is_some());
            let ends: Vec<i64> = ends.map(|moment| moment.at.as_millis() / MINUTE_MS).collect();
            assert_eq!(ends, then, "{entries:?} at {now}");
        }
    }
}
