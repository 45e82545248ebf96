//! Conversations of both kinds in one list: the chats of incidents and the questions.
//!
//! Source: service.md 1.11, follow-up: "Messages: conversations (managed-response chats and inquiries)". Nothing is
//! dropped after six months here: what was said stays.

use super::super::ids::{CommentId, IncidentId, InquiryId};
use super::super::mention::names;
use super::super::people::{Actor, Party};
use super::super::state::State;
use super::super::text::clip;
use super::super::time::Timestamp;
use super::super::work::{Comment, Visibility};
use super::inquiry::{About, Inquiry, InquiryState, LetterKind, Message};
use serde::{Deserialize, Serialize};

/// How much of the last message stands in a list, in characters.
const EXCERPT_CHARS: usize = 160;

/// Which conversation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "of", content = "id")]
pub enum Thread {
    /// A question.
    Inquiry(InquiryId),
    /// The comments of an incident that both sides read.
    Incident(IncidentId),
}

/// A conversation as a list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Which.
    pub thread: Thread,
    /// Its number as people say it: `Q-0031`, or the incident's id.
    pub code: String,
    /// The subject of the question, the title of the incident.
    pub title: String,
    /// Who asked, of a question.
    pub asker: Option<String>,
    /// The incident that it belongs to: that of the chat, the one that was made of the question, or the first that the
    /// question is about.
    pub incident: Option<IncidentId>,
    /// Where a question is.
    pub state: Option<InquiryState>,
    /// What the experts write about, where they began it.
    pub letter: Option<LetterKind>,
    /// Who spoke last.
    pub by: String,
    /// Of which side.
    pub party: Party,
    /// The beginning of what was said last.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// How many messages there are.
    pub count: usize,
    /// How many of the other side, or that name the reader, were not read.
    pub unread: usize,
    /// Whether one of them names the reader.
    pub named: bool,
}

impl Summary {
    /// What kind of conversation it is: the word in documents.
    pub fn kind(&self) -> &'static str {
        match (&self.thread, self.letter) {
            (Thread::Incident(_), _) => "incident",
            (Thread::Inquiry(_), Some(_)) => "letter",
            (Thread::Inquiry(_), None) => "question",
        }
    }

    /// Where it is, as the word in documents: a letter awaits an answer where a question has one. A chat is nowhere.
    pub fn standing(&self) -> &'static str {
        match (self.state, self.letter) {
            (Some(InquiryState::Answered), Some(_)) => "awaitsAnswer",
            (state, _) => state.map_or("", InquiryState::as_str),
        }
    }
}

/// All conversations that a person's side may read, the latest first.
pub fn summaries(state: &State, reader: &Actor) -> Vec<Summary> {
    let questions = state.experts.inquiries.iter().map(|inquiry| of_inquiry(state, inquiry, reader));
    let chats = state.work.iter().filter_map(|(id, work)| {
        let id = IncidentId::new(id)?;
        of_chat(state, &id, &work.comments, reader)
    });
    let mut all: Vec<Summary> = questions.chain(chats).collect();
    all.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.thread.cmp(&other.thread)));
    all
}

/// How many messages of the other side a person has not read, in all conversations.
pub fn unread(state: &State, reader: &Actor) -> usize {
    let questions = state.experts.inquiries.iter().map(|inquiry| {
        let seen = seen(state, reader, &Thread::Inquiry(inquiry.id.clone()));
        inquiry.messages.iter().filter(|it| is_new(it.party, it.at, reader, seen)).count()
    });
    let chats = state.work.iter().filter(|(_, work)| !work.comments.is_empty()).map(|(id, work)| {
        let seen = IncidentId::new(id).and_then(|id| seen(state, reader, &Thread::Incident(id)));
        let shared = work.comments.iter().filter(|it| it.visibility == Visibility::Shared);
        let known = known_up_to(state, id, &work.comments, reader);
        shared.filter(|it| is_new(it.party, it.at, reader, seen) || is_named(it, reader, known)).count()
    });
    questions.chain(chats).sum()
}

/// The comments that name a person, of either side, and that the person has neither read nor answered, each with its
/// incident.
pub fn naming<'a>(state: &'a State, reader: &Actor) -> Vec<(&'a str, &'a Comment)> {
    let mut found = Vec::new();
    for (id, work) in state.work.iter().filter(|(_, work)| !work.comments.is_empty()) {
        let named = named_in(state, id, &work.comments, reader);
        found.extend(named.map(|comment| (&**id, comment)));
    }
    found
}

/// Those of one incident.
pub fn naming_in<'a>(state: &'a State, id: &'a str, reader: &'a Actor) -> Vec<&'a Comment> {
    let comments = state.work.get(id).map_or(&[][..], |work| &work.comments);
    named_in(state, id, comments, reader).collect()
}

fn named_in<'a>(
    state: &State,
    id: &str,
    comments: &'a [Comment],
    reader: &Actor,
) -> impl Iterator<Item = &'a Comment> {
    let known = known_up_to(state, id, comments, reader);
    let reader = reader.clone();
    comments.iter().filter(move |it| is_named(it, &reader, known))
}

/// Up to when a person knows what was said in an incident: whoever wrote since has read what was said before.
fn known_up_to(state: &State, id: &str, comments: &[Comment], reader: &Actor) -> Option<Timestamp> {
    let seen = IncidentId::new(id).and_then(|id| seen(state, reader, &Thread::Incident(id)));
    let own = comments.iter().rev().find(|it| it.by == reader.person && it.party == reader.party());
    seen.max(own.map(|it| it.at))
}

/// Whether a comment names a person who has not read it.
fn is_named(comment: &Comment, reader: &Actor, seen: Option<Timestamp>) -> bool {
    names(comment, reader) && seen.is_none_or(|seen| comment.at > seen)
}

/// The questions about an incident, and the one that it was made of, in the order in which they were asked.
pub fn questions_of<'a>(state: &'a State, id: &'a IncidentId) -> impl Iterator<Item = &'a Inquiry> {
    state.experts.inquiries.iter().filter(move |it| {
        it.incident.as_ref() == Some(id)
            || it.question.about.iter().any(|about| about.of_incident().as_ref() == Some(id))
    })
}

/// The messages of a conversation that both sides read, oldest first.
pub fn messages(state: &State, thread: &Thread) -> Vec<Message> {
    match thread {
        Thread::Inquiry(id) => state.experts.inquiry(id).map(|it| it.messages.clone()).unwrap_or_default(),
        Thread::Incident(id) => {
            let comments = state.work.get(id.as_str()).map_or(&[][..], |work| &work.comments);
            let shared = comments.iter().filter(|it| it.visibility == Visibility::Shared);
            shared.map(of_comment).collect()
        }
    }
}

/// Up to when a person has read a conversation.
pub fn seen(state: &State, reader: &Actor, thread: &Thread) -> Option<Timestamp> {
    state.experts.seen.get(&reader.person)?.get(thread).copied()
}

/// A message as the conversation has it; of the other side or not.
pub fn message(state: &State, thread: &Thread, id: &CommentId) -> Option<Message> {
    messages(state, thread).into_iter().find(|message| message.id == *id)
}

/// Whether a message is of the other side and was not read.
pub fn is_new(party: Party, at: Timestamp, reader: &Actor, seen: Option<Timestamp>) -> bool {
    party != reader.party() && seen.is_none_or(|seen| at > seen)
}

fn of_comment(comment: &Comment) -> Message {
    Message {
        id: comment.id.clone(),
        text: comment.text.clone(),
        by: comment.by.clone(),
        party: comment.party,
        at: comment.at,
    }
}

fn of_inquiry(state: &State, inquiry: &Inquiry, reader: &Actor) -> Summary {
    let thread = Thread::Inquiry(inquiry.id.clone());
    let seen = seen(state, reader, &thread);
    let unread = inquiry.messages.iter().filter(|it| is_new(it.party, it.at, reader, seen)).count();
    let last = inquiry.messages.last();
    Summary {
        thread,
        code: inquiry.code(),
        title: inquiry.question.subject.clone(),
        asker: Some(inquiry.by.person.clone()),
        incident: inquiry
            .incident
            .clone()
            .or_else(|| inquiry.question.about.iter().find_map(About::of_incident)),
        state: Some(inquiry.state()),
        letter: inquiry.letter,
        by: last.map(|it| it.by.clone()).unwrap_or_default(),
        party: last.map_or(Party::Customer, |it| it.party),
        text: last.map(|it| clip(&it.text, EXCERPT_CHARS).into_owned()).unwrap_or_default(),
        at: inquiry.latest(),
        count: inquiry.messages.len(),
        unread,
        named: false,
    }
}

fn of_chat(state: &State, id: &IncidentId, comments: &[Comment], reader: &Actor) -> Option<Summary> {
    let shared: Vec<&Comment> = comments.iter().filter(|it| it.visibility == Visibility::Shared).collect();
    let last = *shared.last()?;
    let thread = Thread::Incident(id.clone());
    let seen = seen(state, reader, &thread);
    let known = known_up_to(state, id.as_str(), comments, reader);
    let named = shared.iter().any(|it| is_named(it, reader, known));
    let is_unread = |it: &&&Comment| is_new(it.party, it.at, reader, seen) || is_named(it, reader, known);
    let unread = shared.iter().filter(is_unread).count();
    let title = state.incident(id.as_str()).map(|it| clip(it.known.title(), EXCERPT_CHARS).into_owned());
    Some(Summary {
        thread,
        code: id.as_str().to_owned(),
        title: title.unwrap_or_default(),
        asker: None,
        incident: Some(id.clone()),
        state: None,
        letter: None,
        by: last.by.clone(),
        party: last.party,
        text: clip(&last.text, EXCERPT_CHARS).into_owned(),
        at: last.at,
        count: shared.len(),
        unread,
        named,
    })
}
