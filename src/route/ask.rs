//! What a link to the conversations says: which one is open, or what a new question is about.

use super::query::Query;
use crate::domain::experts::inquiry::AboutKind;
use crate::domain::experts::threads::Thread;
use crate::domain::ids::{IncidentId, InquiryId};

/// What a new question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// What it is.
    pub kind: AboutKind,
    /// Its id.
    pub id: Box<str>,
    /// The incident in which it stands, for an alert.
    pub incident: Option<IncidentId>,
}

/// What a link to the conversations says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// The conversation that is open.
    pub thread: Option<Thread>,
    /// What a new question is about.
    pub about: Option<Subject>,
    /// Whether a new question is asked that is about nothing yet.
    pub blank: bool,
}

impl Ask {
    /// A conversation.
    pub fn of(thread: Thread) -> Self {
        Self { thread: Some(thread), ..Self::default() }
    }

    /// A new question about something.
    pub fn about(kind: AboutKind, id: &str, incident: Option<IncidentId>) -> Self {
        Self { about: Some(Subject { kind, id: id.into(), incident }), ..Self::default() }
    }

    /// A new question about nothing yet.
    pub fn fresh() -> Self {
        Self { blank: true, ..Self::default() }
    }

    /// Whether the link is for a new question.
    pub fn is_fresh(&self) -> bool {
        self.blank || self.about.is_some()
    }

    pub(super) fn read(query: &Query) -> Self {
        let question = query.read("question", InquiryId::new).map(Thread::Inquiry);
        let thread = question.or_else(|| query.read("incident", IncidentId::new).map(Thread::Incident));
        let kind = query.read("about", |word| AboutKind::ALL.into_iter().find(|it| it.as_str() == word));
        let id = query.read("id", |id| (!id.is_empty()).then_some(id));
        let incident = query.read("in", IncidentId::new);
        let about = kind.zip(id).map(|(kind, id)| Subject { kind, id: id.into(), incident });
        Self { thread, about, blank: query.get("new").is_some() }
    }

    pub(super) fn query(&self) -> Query {
        let mut query = Query::default();
        match &self.thread {
            Some(Thread::Inquiry(id)) => query.push("question", id.as_str()),
            Some(Thread::Incident(id)) => query.push("incident", id.as_str()),
            None => {}
        }
        if self.blank {
            query.push("new", "yes");
        }
        if let Some(Subject { kind, id, incident }) = &self.about {
            query.push("about", kind.as_str());
            query.push("id", id);
            if let Some(incident) = incident {
                query.push("in", incident.as_str());
            }
        }
        query
    }
}
