//! Comments & History: one time line of both sides, from the journal and from what the source brought.

use super::apart::{Drafts, apart, ended, headed};
use super::rest::Rest;
use crate::domain::event::{Entry, IncidentEvent};
use crate::domain::ids::{CommentId, IncidentId};
use crate::domain::people::{Party, Role};
use crate::domain::record::IncidentRecord;
use crate::domain::time::Timestamp;
use crate::domain::work::{Visibility, Wording};

/// What a moment is about, for filters. A moment can be about several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Somebody said something.
    Comment,
    /// The response: summary, actions, publication.
    Action,
    /// The incident itself: status, assignment, classification, tags.
    Status,
}

/// What happened at a moment.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The source created the incident.
    Created,
    /// The source changed it last.
    UpdatedAtSource,
    /// A comment that the source brought.
    SourceComment {
        /// What was said, as plain text.
        text: String,
    },
    /// Something that was done here.
    Happened {
        /// What it was.
        event: Box<IncidentEvent>,
        /// What followed from it by the rules.
        also: Vec<IncidentEvent>,
    },
    /// So many events that a newer version wrote and this one does not know.
    NotKnown(usize),
}

/// One item of the time line.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Tells it from the others.
    pub key: String,
    /// When.
    pub at: Timestamp,
    /// Who, where that is known.
    pub by: Option<String>,
    /// Looking as what, for what was done here.
    pub role: Option<Role>,
    /// The incident that brought it, where that was merged into the one of the line.
    pub from: Option<IncidentId>,
    /// What.
    pub what: What,
}

impl Moment {
    /// Whether a filter for a kind shows it.
    pub fn is_about(&self, kind: Kind) -> bool {
        match &self.what {
            What::Created | What::UpdatedAtSource | What::NotKnown(_) => kind == Kind::Status,
            What::SourceComment { .. } => kind == Kind::Comment,
            What::Happened { event, also } => {
                kind_of(event) == kind || also.iter().any(|event| kind_of(event) == kind)
            }
        }
    }

    /// Whether it is for the own side only.
    pub fn is_internal(&self) -> bool {
        matches!(&self.what, What::Happened { event, .. }
            if matches!(&**event, IncidentEvent::Commented { comment } if comment.visibility == Visibility::Internal))
    }
}

/// An entry of the journal and how many of its events this version does not know.
pub type Read<'a> = (&'a Entry, usize);

/// The time line of an incident as one side may read it, newest first. Internal comments of the other side and what
/// the experts prepare before they publish it are left out.
pub fn time_line(record: &IncidentRecord, entries: &[Read<'_>], reader: Party) -> Vec<Moment> {
    let mut moments = of_source(record);
    let (mut drafts, mut rest) = (Drafts::default(), Rest::default());
    for (entry, unknown) in entries {
        let events = || entry.events.iter().flat_map(|event| event.of_incident(&record.id));
        let left: Vec<IncidentEvent> = events().filter_map(|what| rest.follow(what)).collect();
        let readable: Vec<&IncidentEvent> =
            events().filter(|what| may_read(what, entry.by.party(), reader)).collect();
        for event in &readable {
            if let IncidentEvent::CommentEdited { id, text, mentions } = event {
                reword(&mut moments, entry.at, id, text, mentions);
            }
        }
        let told: Vec<&IncidentEvent> = readable
            .into_iter()
            .filter(|what| !matches!(what, IncidentEvent::CommentEdited { .. }))
            .collect();
        let (over, told) = ended(told);
        for (at, end) in over.into_iter().enumerate() {
            let what = What::Happened { event: Box::new(end.clone()), also: Vec::new() };
            moments.push(here(entry, &format!("-over-{at}"), what));
        }
        let (questions, mut told) = apart(told);
        told.extend(drafts.published_with(events()));
        let (head, others) = headed(told);
        moments.extend(head.map(|what| here(entry, "", with_rest(what, left))));
        for (at, other) in others.into_iter().enumerate() {
            let what = What::Happened { event: Box::new(other.clone()), also: Vec::new() };
            moments.push(here(entry, &format!("-other-{at}"), what));
        }
        // What was asked with a publication is asked of somebody: each question is a moment of its own.
        for (at, question) in questions.into_iter().enumerate() {
            let what = What::Happened { event: Box::new(question.clone()), also: Vec::new() };
            moments.push(here(entry, &format!("-asked-{at}"), what));
        }
        if *unknown > 0 {
            moments.push(here(entry, "-unknown", What::NotKnown(*unknown)));
        }
    }
    moments.sort_by_key(|moment| moment.at);
    moments.reverse();
    moments
}

/// What was skipped as a whole, with the assets on which it was open still.
fn with_rest(mut what: What, left: Vec<IncidentEvent>) -> What {
    if let What::Happened { event, also } = &mut what
        && let IncidentEvent::ActionSkipped { action, .. } = &**event
    {
        let is_its = |what: &IncidentEvent| matches!(what, IncidentEvent::ActionSkippedOn { action: of, .. } if of == action);
        also.splice(0..0, left.into_iter().filter(is_its));
    }
    what
}

/// A comment that was changed stands where it was written, with what it says now and what it said before.
fn reword(moments: &mut [Moment], at: Timestamp, id: &CommentId, text: &str, mentions: &[String]) {
    for moment in moments {
        let What::Happened { event, .. } = &mut moment.what else { continue };
        let IncidentEvent::Commented { comment } = &mut **event else { continue };
        if comment.id == *id {
            let before = std::mem::replace(&mut comment.text, text.to_owned());
            comment.before.push(Wording { text: before, until: at });
            comment.mentions = mentions.to_vec();
        }
    }
}

fn here(entry: &Entry, suffix: &str, what: What) -> Moment {
    Moment {
        key: format!("{}{suffix}", entry.seq),
        at: entry.at,
        by: Some(entry.by.person.clone()),
        role: Some(entry.by.role),
        from: None,
        what,
    }
}

/// What the source brought, oldest first.
fn of_source(record: &IncidentRecord) -> Vec<Moment> {
    let moment = |key: String, at, by: Option<&String>, what| Moment {
        key,
        at,
        by: by.cloned(),
        role: None,
        from: None,
        what,
    };
    let created = record.created_date_time;
    let mut moments = vec![moment("created".to_owned(), created, None, What::Created)];
    for (at, comment) in record.comments.iter().enumerate() {
        if comment.comment.trim().is_empty() {
            continue;
        }
        let what = What::SourceComment { text: comment.comment.clone() };
        let when = comment.created_date_time.unwrap_or(created);
        moments.push(moment(format!("source-{at}"), when, comment.created_by_display_name.as_ref(), what));
    }
    let updated = record.last_update_date_time;
    if updated > created {
        moments.push(moment(
            "updated".to_owned(),
            updated,
            record.last_modified_by.as_ref(),
            What::UpdatedAtSource,
        ));
    }
    moments
}

/// What a side may read: internal comments only its own, and the customer nothing of a response before it is published.
fn may_read(event: &IncidentEvent, by: Party, reader: Party) -> bool {
    match event {
        IncidentEvent::Commented { comment } => {
            comment.visibility == Visibility::Shared || comment.party == reader
        }
        IncidentEvent::SummarySaved { .. }
        | IncidentEvent::ActionPlanned { .. }
        | IncidentEvent::ActionChanged { .. }
        | IncidentEvent::ActionWithdrawn { .. } => reader == Party::Experts || by == reader,
        // What ran by itself is published with the same command.
        IncidentEvent::PlaybookApplied { automatic, .. } => *automatic || reader == Party::Experts,
        _ => true,
    }
}

fn kind_of(event: &IncidentEvent) -> Kind {
    match event {
        IncidentEvent::Commented { .. } | IncidentEvent::CommentEdited { .. } => Kind::Comment,
        IncidentEvent::AlertManaged { .. } | IncidentEvent::HandedOver { .. } => Kind::Status,
        IncidentEvent::StatusChanged { .. }
        | IncidentEvent::Assigned { .. }
        | IncidentEvent::Classified { .. }
        | IncidentEvent::TagAdded { .. }
        | IncidentEvent::TagRemoved { .. }
        | IncidentEvent::Resolved { .. }
        | IncidentEvent::Reopened { .. }
        | IncidentEvent::MergedInto { .. }
        | IncidentEvent::Unmerged
        | IncidentEvent::TookIn { .. }
        | IncidentEvent::LetGo { .. }
        | IncidentEvent::Linked { .. }
        | IncidentEvent::Unlinked { .. }
        | IncidentEvent::ClockPaused { .. }
        | IncidentEvent::ClockResumed => Kind::Status,
        _ => Kind::Action,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Event;
    use crate::domain::ids::{ActionId, CommandId};
    use crate::domain::people::Actor;
    use crate::domain::vocabulary::{Classification, Determination, Status};
    use crate::domain::work::{Assignment, Comment};
    use serde_json::json;

    fn record() -> IncidentRecord {
        serde_json::from_value(json!({
            "id": "7", "displayName": "x", "status": "active", "severity": "high", "classification": "unknown",
            "determination": "unknown", "createdDateTime": "2026-11-19T08:00:00Z",
            "lastUpdateDateTime": "2026-11-19T08:30:00Z", "lastModifiedBy": "API",
            "comments": [
                {"comment": "From the source", "createdByDisplayName": "Ada", "createdDateTime": "2026-11-19T08:10:00Z"},
                {"comment": "  "}
            ]
        }))
        .unwrap()
    }

    fn entry(seq: u64, role: Role, whats: Vec<IncidentEvent>) -> Entry {
        let incident = IncidentId::new("7").unwrap();
        Entry {
            seq,
            at: Timestamp::parse("2026-11-19T09:00:00Z").unwrap().plus_millis(i64::try_from(seq).unwrap()),
            by: Actor { person: "T. Herrera".into(), role },
            command: CommandId::new(&seq.to_string()).unwrap(),
            events: whats
                .into_iter()
                .map(|what| Event::Incident { incident: incident.clone(), what })
                .collect(),
        }
    }

    fn said(visibility: Visibility, party: Party) -> IncidentEvent {
        let comment = Comment {
            id: CommentId::new("c").unwrap(),
            text: "hello".into(),
            visibility,
            by: "x".into(),
            party,
            at: Timestamp::default(),
            mentions: Vec::new(),
            before: Vec::new(),
        };
        IncidentEvent::Commented { comment }
    }

    #[track_caller]
    fn keys(entries: &[Entry], reader: Party) -> Vec<String> {
        let read: Vec<Read<'_>> = entries.iter().map(|entry| (entry, 0)).collect();
        time_line(&record(), &read, reader).into_iter().map(|moment| moment.key).collect()
    }

    #[test]
    fn the_source_and_the_journal_are_one_line_newest_first() {
        let took =
            IncidentEvent::Assigned { from: Assignment::default(), to: Assignment::to(Party::Experts) };
        let entries = [entry(1, Role::Expert, vec![took])];
        assert_eq!(keys(&entries, Party::Customer), ["1", "updated", "source-0", "created"]);
    }

    #[test]
    fn what_was_done_after_a_question_ended_is_told_beside_it() {
        let action = ActionId::new("a").unwrap();
        let expired = IncidentEvent::ApprovalExpired { action: action.clone() };
        let begun = IncidentEvent::ActionStarted { action };
        let entries =
            [entry(1, Role::Expert, vec![expired.clone(), begun]), entry(2, Role::Expert, vec![expired])];
        assert_eq!(keys(&entries, Party::Experts)[..3], ["2", "1", "1-over-0"]);
    }

    #[test]
    fn internal_comments_and_preparations_stay_with_their_side() {
        let entries = [
            entry(1, Role::Expert, vec![said(Visibility::Internal, Party::Experts)]),
            entry(2, Role::Analyst, vec![said(Visibility::Internal, Party::Customer)]),
            entry(3, Role::Expert, vec![said(Visibility::Shared, Party::Experts)]),
            entry(4, Role::Expert, vec![IncidentEvent::SummarySaved { summary: Box::default() }]),
        ];
        assert_eq!(keys(&entries, Party::Customer)[..2], ["3", "2"]);
        assert_eq!(keys(&entries, Party::Experts)[..3], ["4", "3", "1"]);
    }

    #[test]
    fn one_command_is_one_moment_headed_by_what_says_most() {
        let entries = [entry(
            1,
            Role::Expert,
            vec![
                IncidentEvent::Classified {
                    classification: Classification::TruePositive,
                    determination: Determination::Malware,
                },
                IncidentEvent::ResponsePublished {
                    classification: Classification::TruePositive,
                    determination: Determination::Malware,
                    actions: Vec::new(),
                },
                IncidentEvent::StatusChanged { from: Status::InProgress, to: Status::AwaitingAction },
            ],
        )];
        let read: Vec<Read<'_>> = entries.iter().map(|entry| (entry, 2)).collect();
        let line = time_line(&record(), &read, Party::Customer);
        assert_eq!(line[0].what, What::NotKnown(2));
        let What::Happened { event, also } = &line[1].what else { panic!("{:?}", line[1]) };
        assert!(matches!(**event, IncidentEvent::ResponsePublished { .. }));
        assert_eq!(also.len(), 2);
        assert!(line[1].is_about(Kind::Action) && line[1].is_about(Kind::Status));
        assert!(!line[1].is_about(Kind::Comment) && !line[1].is_internal());
    }

    #[test]
    fn what_a_publication_asks_is_a_moment_of_its_own() {
        let asked = IncidentEvent::ApprovalAsked {
            action: crate::domain::ids::ActionId::new("x").unwrap(),
            note: String::new(),
            expires: None,
        };
        let published = IncidentEvent::ResponsePublished {
            classification: Classification::TruePositive,
            determination: Determination::Malware,
            actions: Vec::new(),
        };
        let entries =
            [entry(1, Role::Expert, vec![published, asked.clone()]), entry(2, Role::Expert, vec![asked])];
        assert_eq!(keys(&entries, Party::Customer)[..3], ["2", "1-asked-0", "1"]);
    }

    #[test]
    fn what_a_playbook_published_by_itself_is_told_as_a_publication() {
        let playbook = Box::new(crate::domain::playbook::shipped()[0].clone());
        let applied = IncidentEvent::PlaybookApplied { playbook, automatic: true };
        let published = IncidentEvent::ResponsePublished {
            classification: Classification::TruePositive,
            determination: Determination::Malware,
            actions: Vec::new(),
        };
        let line = [entry(1, Role::Expert, vec![applied.clone(), published.clone()])];
        let reads: Vec<Read<'_>> = line.iter().map(|entry| (entry, 0)).collect();
        let moments = time_line(&record(), &reads, Party::Customer);
        let what = What::Happened { event: Box::new(published), also: vec![applied] };
        assert!(moments.iter().any(|moment| moment.what == what));
    }

    #[test]
    fn events_of_other_incidents_are_left_out() {
        let mut other = entry(1, Role::Expert, vec![said(Visibility::Shared, Party::Experts)]);
        if let Some(Event::Incident { incident, .. }) = other.events.first_mut() {
            *incident = IncidentId::new("8").unwrap();
        }
        assert_eq!(keys(&[other], Party::Customer).len(), 3);
    }
}
