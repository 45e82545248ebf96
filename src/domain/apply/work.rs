//! What an event does to the work on an incident.

use super::relations::apply_relation;
use super::response::apply_response;
use crate::domain::event::{Entry, IncidentEvent};
use crate::domain::people::{Actor, Party};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Status;
use crate::domain::work::{HandOver, Resolution, Since, Wording, Work};

/// When, in which entry and by whom.
pub(in crate::domain) struct Stamp<'a> {
    pub(in crate::domain) at: Timestamp,
    pub(in crate::domain) seq: u64,
    pub(in crate::domain) by: &'a Actor,
    /// Whether it takes something back.
    pub(in crate::domain) undoes: bool,
}

impl<'a> Stamp<'a> {
    pub(super) fn of(entry: &'a Entry) -> Self {
        Self { at: entry.at, seq: entry.seq, by: &entry.by, undoes: false }
    }

    fn since<T>(&self, value: T) -> Since<T> {
        Since { value, at: self.at, seq: self.seq }
    }
}

#[inline(never)]
pub(in crate::domain) fn apply_work(work: &mut Work, stamp: &Stamp<'_>, what: &IncidentEvent) {
    let at = stamp.at;
    match what {
        IncidentEvent::StatusChanged { from, to } => {
            work.passed.change(from, to, at);
            if *to == Status::InProgress && stamp.by.party() == Party::Experts {
                work.investigated.get_or_insert(at);
            }
            let before = work.status.replace(stamp.since(to.clone()));
            let earlier = work.status_before.replace(before);
            work.status_resumed = earlier.filter(|_| stamp.undoes);
        }
        IncidentEvent::Assigned { from, to } => {
            if to.party == Some(Party::Experts) {
                work.taken.get_or_insert(at);
                if from.party != to.party {
                    work.passed.take(at);
                }
            }
            work.assignment = Some(stamp.since(to.clone()));
        }
        IncidentEvent::Classified { classification, determination } => {
            work.verdict = Some(stamp.since((classification.clone(), determination.clone())));
        }
        IncidentEvent::TagAdded { tag } => {
            work.tags_removed.retain(|gone| gone != tag);
            if !work.tags_added.contains(tag) {
                work.tags_added.push(tag.clone());
            }
        }
        IncidentEvent::TagRemoved { tag } => {
            work.tags_added.retain(|known| known != tag);
            if !work.tags_removed.contains(tag) {
                work.tags_removed.push(tag.clone());
            }
        }
        IncidentEvent::Resolved { note, forced } => {
            let by = stamp.by.person.clone();
            let alerts_before = work.alerts_resolved;
            work.resolution = Some(Resolution { at, by, note: note.clone(), forced: *forced, alerts_before });
            // Resolving an incident resolves its alerts.
            work.alerts_resolved = Some(at);
        }
        // Its alerts are as they were before they were resolved with it.
        IncidentEvent::Reopened { reason } => {
            // Without a reason it is a resolution that was taken back, and everything goes on as it was.
            if !reason.trim().is_empty() {
                work.passed.reopen(at);
            }
            if let Some(resolution) = work.resolution.take() {
                work.alerts_resolved = resolution.alerts_before;
            }
        }
        IncidentEvent::HandedOver { to, reason } => {
            let by = stamp.by.person.clone();
            work.handed_over = Some(HandOver { to: to.clone(), reason: reason.clone(), by, at });
        }
        _ if apply_relation(work, stamp, what) => {}
        _ => apply_remark(work, stamp, what),
    }
}

fn apply_remark(work: &mut Work, stamp: &Stamp<'_>, what: &IncidentEvent) {
    match what {
        IncidentEvent::Commented { comment } => work.comments.push(comment.clone()),
        IncidentEvent::CommentEdited { id, text, mentions } => {
            if let Some(comment) = work.comments.iter_mut().find(|comment| comment.id == *id) {
                let text = std::mem::replace(&mut comment.text, text.clone());
                comment.before.push(Wording { text, until: stamp.at });
                comment.mentions.clone_from(mentions);
            }
        }
        IncidentEvent::AlertManaged { alert, status, verdict } => {
            let known = work.alerts.entry(alert.clone()).or_default();
            if let Some(status) = status {
                known.status = Some(stamp.since(status.clone()));
            }
            if let Some(verdict) = verdict {
                known.verdict = Some(stamp.since(verdict.clone()));
            }
        }
        _ => {
            apply_response(&mut work.response, stamp, what);
            match what {
                IncidentEvent::ResponsePublished { .. } => work.passed.publish(stamp.since(())),
                IncidentEvent::TaskImported { publication, .. } => {
                    work.passed.publish(Since { value: (), at: publication.at, seq: stamp.seq });
                }
                _ => {}
            }
        }
    }
}
