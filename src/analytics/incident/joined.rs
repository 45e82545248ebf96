//! The time line of an incident together with those of what it took in: one order of time, each moment with its origin.

use super::history::{Moment, What};
use super::moment_key::number_of;
use crate::domain::event::IncidentEvent;
use crate::domain::ids::IncidentId;
use std::collections::HashSet;

/// One line, newest first, out of an incident's own and those of what it took in. That one was merged is told once: by
/// the one that took it in.
pub fn joined(own: Vec<Moment>, others: Vec<(IncidentId, Vec<Moment>)>) -> Vec<Moment> {
    let all = own.iter().chain(others.iter().flat_map(|(_, moments)| moments));
    let told: HashSet<String> = all.filter(|it| takes_or_lets_go(it)).map(|it| it.key.clone()).collect();
    let mut keys: HashSet<String> = own.iter().map(|moment| moment.key.clone()).collect();
    let mut line = own;
    for (from, moments) in others {
        for mut moment in moments.into_iter().filter(|it| !(is_taken_or_let_go(it) && told.contains(&it.key)))
        {
            // One command on several incidents has one number, so the key says of which of them it is.
            if keys.contains(&moment.key) {
                moment.key = format!("{}-from-{}", moment.key, number_of(&from));
            }
            keys.insert(moment.key.clone());
            moment.from.get_or_insert_with(|| from.clone());
            line.push(moment);
        }
    }
    // A stable order: what one line tells of one moment stays as it tells it.
    line.sort_by_key(|moment| std::cmp::Reverse(moment.at));
    line
}

/// Where the history of one that was taken in begins in the line: its first moment that has a number, else the one at
/// which it was taken in.
pub fn begins(line: &[Moment], incident: &IncidentId) -> Option<u64> {
    let number = |moment: &Moment| moment.key.parse().ok();
    let of_it = line.iter().rev().filter(|moment| moment.from.as_ref() == Some(incident));
    let takes = |moment: &&Moment| {
        let What::Happened { event, .. } = &moment.what else { return false };
        matches!(&**event, IncidentEvent::TookIn { incidents, .. } if incidents.contains(incident))
    };
    of_it.filter_map(number).next().or_else(|| line.iter().find(takes).and_then(number))
}

fn takes_or_lets_go(moment: &Moment) -> bool {
    let What::Happened { event, .. } = &moment.what else { return false };
    matches!(&**event, IncidentEvent::TookIn { .. } | IncidentEvent::LetGo { .. })
}

fn is_taken_or_let_go(moment: &Moment) -> bool {
    let What::Happened { event, .. } = &moment.what else { return false };
    matches!(&**event, IncidentEvent::MergedInto { .. } | IncidentEvent::Unmerged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;

    fn moment(key: &str, at: &str, what: Option<IncidentEvent>) -> Moment {
        let what =
            what.map_or(What::Created, |event| What::Happened { event: Box::new(event), also: Vec::new() });
        let at = Timestamp::parse(&format!("2026-11-19T{at}:00Z")).unwrap();
        Moment { key: key.into(), at, by: None, role: None, from: None, what }
    }

    fn id(id: &str) -> IncidentId {
        IncidentId::new(id).unwrap()
    }

    fn tag() -> Option<IncidentEvent> {
        Some(IncidentEvent::TagAdded { tag: "x".into() })
    }

    fn took(incident: &str) -> Option<IncidentEvent> {
        let (incidents, reason) = (vec![id(incident)], String::new());
        Some(IncidentEvent::TookIn { incidents, severities: Vec::new(), reason })
    }

    fn gone(into: &str) -> Option<IncidentEvent> {
        Some(IncidentEvent::MergedInto { into: id(into), reason: String::new() })
    }

    #[track_caller]
    fn told(line: &[Moment]) -> Vec<String> {
        let from = |it: &Moment| it.from.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
        line.iter().map(|it| format!("{}{}", it.key, from(it))).collect()
    }

    #[test]
    fn the_moments_of_all_are_one_line_and_say_whose_they_are() {
        let own = vec![
            moment("9", "10:00", took("2")),
            moment("3", "08:30", tag()),
            moment("created", "08:00", None),
        ];
        let second = vec![
            moment("9", "10:00", gone("1")),
            moment("8", "09:30", took("3")),
            moment("3", "08:30", tag()),
            moment("created", "08:10", None),
        ];
        let third = vec![moment("8", "09:30", gone("2")), moment("5", "09:00", tag())];
        let line = joined(own, vec![(id("2"), second), (id("3"), third)]);
        let then = ["9", "8 2", "5 3", "3", "3-from-2 2", "created-from-2 2", "created"];
        assert_eq!(told(&line), then);
        assert_eq!(begins(&line, &id("3")), Some(5));
        assert_eq!(begins(&line, &id("2")), Some(8), "a number that is told of another leads elsewhere");
        assert_eq!(begins(&line, &id("4")), None);
    }

    #[test]
    fn one_of_which_nothing_was_done_here_begins_where_it_was_taken_in() {
        let own = vec![moment("9", "10:00", took("2"))];
        let line = joined(
            own,
            vec![(id("2"), vec![moment("9", "10:00", gone("1")), moment("created", "08:00", None)])],
        );
        assert_eq!(told(&line), ["9", "created 2"]);
        assert_eq!(begins(&line, &id("2")), Some(9));
    }

    #[test]
    fn a_merge_that_the_other_does_not_tell_is_told_by_itself() {
        let line = joined(Vec::new(), vec![(id("2"), vec![moment("4", "09:00", gone("7"))])]);
        assert_eq!(told(&line), ["4 2"]);
    }
}
