//! Rules of questions to the experts and of conversations (service.md 1.11; section 6, credits).

use super::super::event::Event;
use super::super::experts::inquiry::{
    ABOUT_MAX, Inquiry, InquiryState, LetterKind, Message, Question, TELL_MAX,
};
use super::super::experts::question_scope::check_in;
use super::super::experts::threads::{self, Thread};
use super::super::experts::{ExpertsCommand, ExpertsEvent, ExpertsRefusal, credits_since, ledger};
use super::super::ids::{CommentId, InquiryId};
use super::super::people::{Actor, Party, Role};
use super::super::refusal::{Problem, Refusal};
use super::super::settings::LINE_CHARS_MAX;
use super::super::state::State;
use super::super::time::Timestamp;
use super::checks::{Problems, is_email, line_problem, said, text_fits};
use super::{advisor, check_ins, hunts, messages, needs};

/// "Security Administrator, Operator and Reader read and submit" (service.md 1.11).
const ASKERS: [Role; 2] = [Role::Administrator, Role::Analyst];

pub(super) type Outcome = Result<Vec<ExpertsEvent>, Refusal>;

pub(super) fn decide(
    state: &State,
    act: &ExpertsCommand,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let what = match act {
        ExpertsCommand::Ask { id, question, message } => ask(state, id, question, message, actor, now),
        ExpertsCommand::Write { id, kind, question, message } => {
            write(state, id, *kind, question, message, actor)
        }
        ExpertsCommand::Take { id } => take(state, id, actor),
        ExpertsCommand::Reply { id, message, text } => reply(state, id, message, text, actor),
        ExpertsCommand::Withdraw { id } => withdraw(state, id, actor),
        ExpertsCommand::Close { id } => close(state, id, actor),
        ExpertsCommand::Reopen { id } => reopen(state, id, actor),
        ExpertsCommand::LinkIncident { id, incident } => {
            needs(actor, &[Role::Administrator, Role::Analyst, Role::Expert])?;
            let known = found(state, id)?;
            if known.incident.is_some() {
                return Err(ExpertsRefusal::IsIncident.into());
            }
            state.incident(incident.as_str()).ok_or(Refusal::NoSuchIncident)?;
            Ok(vec![ExpertsEvent::BecameIncident { id: id.clone(), incident: incident.clone() }])
        }
        ExpertsCommand::See { thread, upto } => see(state, thread, *upto, actor),
        ExpertsCommand::Unsee { thread, from } => unsee(state, thread, from, actor),
        ExpertsCommand::Rate { thread, message, up } => rate(state, thread, message, *up, actor),
        ExpertsCommand::SetSubscriptionEnd { end } => {
            needs(actor, &[Role::Administrator])?;
            if state.experts.subscription_end == *end {
                return Err(Refusal::NothingToDo);
            }
            Ok(vec![ExpertsEvent::SubscriptionEndSet { end: *end }])
        }
        ExpertsCommand::SaveHunt { id, plan } => hunts::save(state, id, plan, actor),
        ExpertsCommand::AddFinding { id, text } => hunts::find(state, id, text, actor),
        ExpertsCommand::EndHunt { id, outcome, summary } => hunts::end(state, id, *outcome, summary, actor),
        ExpertsCommand::NotifyHunt { id, incident } => hunts::notify(state, id, incident, actor),
        ExpertsCommand::PlanCheckIn { id, plan } => check_ins::plan(state, id, plan, actor, now),
        ExpertsCommand::HoldCheckIn { id, notes } => check_ins::hold(state, id, notes, actor),
        ExpertsCommand::CancelCheckIn { id, reason } => check_ins::cancel(state, id, reason, actor),
        ExpertsCommand::SetChannels { channels } => messages::set_channels(state, channels, actor, now),
        ExpertsCommand::SetAside { dispatches, reason } => messages::set_aside(state, dispatches, reason),
        ExpertsCommand::PutBack { notices } => messages::put_back(state, notices),
        ExpertsCommand::SaveMailRule { id, terms } => messages::save_rule(state, id, terms, actor),
        ExpertsCommand::RemoveMailRule { id } => messages::remove_rule(state, id, actor),
        ExpertsCommand::Record { dispatch } => messages::record(dispatch),
        ExpertsCommand::RecordAll { dispatches } => messages::record_all(dispatches),
        ExpertsCommand::Advisor { act } => advisor::decide(state, act, actor),
    }?;
    Ok(what.into_iter().map(|what| Event::Experts { what }).collect())
}

/// A question is asked where the service has begun, in scope, and a credit is free for it.
fn ask(
    state: &State,
    id: &InquiryId,
    question: &Question,
    message: &CommentId,
    actor: &Actor,
    now: Timestamp,
) -> Outcome {
    needs(actor, &ASKERS)?;
    if state.experts.inquiry(id).is_some() {
        return Err(Refusal::NothingToDo);
    }
    let ledger = ledger(state, now).ok_or(Refusal::WrongPhase(state.phase()))?;
    if let Some(out) = check_in(state, question.nature, &question.about) {
        return Err(ExpertsRefusal::NotAnswered(out).into());
    }
    problems_of(question).refuse()?;
    text_fits(&question.text)?;
    if ledger.free() == 0 {
        return Err(ExpertsRefusal::NoCredit.into());
    }
    let question = Question { subject: question.subject.trim().to_owned(), ..question.clone() };
    Ok(vec![ExpertsEvent::Asked { id: id.clone(), question: Box::new(question), message: message.clone() }])
}

fn problems_of(question: &Question) -> Problems {
    let mut problems = Problems::default();
    problems.note("subject", line_problem(&question.subject, LINE_CHARS_MAX));
    problems.note("text", question.text.trim().is_empty().then_some(Problem::Missing));
    if question.about.len() > ABOUT_MAX {
        problems.add("about", Problem::TooLong(ABOUT_MAX));
    }
    if question.tell.len() > TELL_MAX || question.tell.iter().any(|address| !is_email(address)) {
        problems.add("tell", Problem::NotAnEmail);
    }
    problems
}

/// The experts write by themselves: more context needed, or a finding outside any incident (service.md 1.4, e-mail by an
/// expert). It is a mail, so it has an address.
fn write(
    state: &State,
    id: &InquiryId,
    kind: LetterKind,
    question: &Question,
    message: &CommentId,
    actor: &Actor,
) -> Outcome {
    needs(actor, &[Role::Expert])?;
    if state.experts.inquiry(id).is_some() {
        return Err(Refusal::NothingToDo);
    }
    credits_since(state).ok_or(Refusal::WrongPhase(state.phase()))?;
    let mut problems = problems_of(question);
    problems.note("tell", question.tell.is_empty().then_some(Problem::Missing));
    problems.refuse()?;
    text_fits(&question.text)?;
    let question = Box::new(Question { subject: question.subject.trim().to_owned(), ..question.clone() });
    Ok(vec![ExpertsEvent::Wrote { id: id.clone(), kind, question, message: message.clone() }])
}

fn found<'a>(state: &'a State, id: &InquiryId) -> Result<&'a Inquiry, Refusal> {
    state.experts.inquiry(id).ok_or_else(|| ExpertsRefusal::NoSuchInquiry.into())
}

fn wrong(inquiry: &Inquiry) -> Refusal {
    ExpertsRefusal::WrongState(inquiry.state()).into()
}

fn take(state: &State, id: &InquiryId, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Expert])?;
    let known = found(state, id)?;
    if !known.is_waiting() {
        return Err(wrong(known));
    }
    Ok(vec![ExpertsEvent::Taken { id: id.clone() }])
}

/// Replies are free; the first of an expert takes the question.
fn reply(state: &State, id: &InquiryId, message: &CommentId, text: &str, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Administrator, Role::Analyst, Role::Expert])?;
    let known = found(state, id)?;
    if known.ended.is_some() {
        return Err(wrong(known));
    }
    said("text", text)?;
    text_fits(text)?;
    if known.messages.iter().any(|it| it.id == *message) {
        return Err(Refusal::NothingToDo);
    }
    let takes =
        (actor.role == Role::Expert && known.is_waiting()).then(|| ExpertsEvent::Taken { id: id.clone() });
    let said = ExpertsEvent::Replied { id: id.clone(), message: message.clone(), text: text.to_owned() };
    Ok(takes.into_iter().chain([said]).collect())
}

/// What no expert has costs nothing and is taken back.
fn withdraw(state: &State, id: &InquiryId, actor: &Actor) -> Outcome {
    needs(actor, &ASKERS)?;
    let known = found(state, id)?;
    if !known.is_waiting() {
        return Err(wrong(known));
    }
    Ok(vec![ExpertsEvent::Ended { id: id.clone() }])
}

fn close(state: &State, id: &InquiryId, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Administrator, Role::Analyst, Role::Expert])?;
    let known = found(state, id)?;
    match known.state() {
        InquiryState::WithExpert | InquiryState::Answered => Ok(vec![ExpertsEvent::Ended { id: id.clone() }]),
        _ => Err(wrong(known)),
    }
}

fn reopen(state: &State, id: &InquiryId, actor: &Actor) -> Outcome {
    needs(actor, &[Role::Administrator, Role::Analyst, Role::Expert])?;
    let known = found(state, id)?;
    if known.state() != InquiryState::Closed {
        return Err(wrong(known));
    }
    Ok(vec![ExpertsEvent::Reopened { id: id.clone() }])
}

/// Who has read something says so once.
fn see(state: &State, thread: &Thread, upto: Timestamp, actor: &Actor) -> Outcome {
    let before = threads::seen(state, actor, thread);
    let messages = threads::messages(state, thread);
    let news = messages.iter().filter(|it| threads::is_new(it.party, it.at, actor, before));
    let news = news.map(|it| it.at);
    // What names somebody is news also where a colleague wrote it, and where it is internal.
    let named = match thread {
        Thread::Incident(id) => threads::naming_in(state, id.as_str(), actor),
        Thread::Inquiry(_) => Vec::new(),
    };
    if !news.chain(named.iter().map(|it| it.at)).any(|at| at <= upto) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![ExpertsEvent::Seen { thread: thread.clone(), upto }])
}

/// What a person marks as unread is new again from that message on: read is only what was said before it.
fn unsee(state: &State, thread: &Thread, from: &CommentId, actor: &Actor) -> Outcome {
    let message = of_other_side(state, thread, from, actor)?;
    if threads::is_new(message.party, message.at, actor, threads::seen(state, actor, thread)) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![ExpertsEvent::Seen { thread: thread.clone(), upto: message.at.plus_millis(-1) }])
}

/// A message that the other side wrote.
fn of_other_side(state: &State, thread: &Thread, id: &CommentId, actor: &Actor) -> Result<Message, Refusal> {
    let known = threads::message(state, thread, id).filter(|it| it.party != actor.party());
    known.ok_or_else(|| ExpertsRefusal::NoSuchMessage.into())
}

/// Thumbs rate answers: the customer says of what the experts wrote whether it helped.
fn rate(state: &State, thread: &Thread, message: &CommentId, up: Option<bool>, actor: &Actor) -> Outcome {
    let known = of_other_side(state, thread, message, actor)?;
    if known.party != Party::Experts {
        return Err(ExpertsRefusal::NoSuchMessage.into());
    }
    if state.experts.rating(message, &actor.person) == up {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![ExpertsEvent::Rated { message: message.clone(), up }])
}
