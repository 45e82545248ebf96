//! Rules of the advisor's work: the education plan, what protects the environment, feedback and escalations (service.md
//! 1.13).

use super::super::experts::advisor::education::{LESSONS_MAX, LessonPlan};
use super::super::experts::advisor::environment::{PRODUCTS_MAX, ProductPlan};
use super::super::experts::advisor::feedback::{Feedback, FeedbackKind, NOTES_MAX, Said};
use super::super::experts::advisor::{Advising, AdvisorCard, AdvisorCommand, AdvisorEvent};
use super::super::experts::{ExpertsEvent, ExpertsRefusal};
use super::super::ids::FeedbackId;
use super::super::people::{Actor, Party, Role};
use super::super::refusal::{Problem, Refusal};
use super::super::settings::LINE_CHARS_MAX;
use super::super::state::State;
use super::bounds_fit::check_hours;
use super::checks::{Problems, is_email, is_phone, line_problem, said, text_fits};
use super::experts::Outcome;
use super::{needs, reason};

/// Who writes down what both sides agreed on: the advisor, and the customer's administrator.
const WRITERS: [Role; 2] = [Role::Advisor, Role::Administrator];
/// Who of the customer gives feedback.
const CUSTOMERS: [Role; 2] = [Role::Administrator, Role::Analyst];

pub(super) fn decide(state: &State, act: &AdvisorCommand, actor: &Actor) -> Outcome {
    let known = &state.experts.advising;
    let event = match act {
        AdvisorCommand::SetCard { card } => set_card(known, card, actor),
        AdvisorCommand::SaveLesson { .. }
        | AdvisorCommand::SetLesson { .. }
        | AdvisorCommand::DropLesson { .. } => lesson(known, act, actor),
        AdvisorCommand::SaveProduct { .. } | AdvisorCommand::DropProduct { .. } => product(known, act, actor),
        AdvisorCommand::GiveFeedback { id, said } => give(state, id, said, actor),
        AdvisorCommand::AnswerFeedback { id, text } => answer(known, id, text, actor),
        AdvisorCommand::EscalateFeedback { id, reason: why } => {
            needs(actor, &CUSTOMERS)?;
            let open = open(known, id)?;
            if open.said.kind == FeedbackKind::Escalation {
                return Err(ExpertsRefusal::IsEscalation.into());
            }
            reason(why, Refusal::NeedsReason)?;
            Ok(AdvisorEvent::FeedbackEscalated { id: id.clone(), reason: why.trim().to_owned() })
        }
        AdvisorCommand::ResolveFeedback { id, result } => {
            needs(actor, &[Role::Advisor])?;
            open(known, id)?;
            reason(result, Refusal::NeedsNote)?;
            Ok(AdvisorEvent::FeedbackResolved { id: id.clone(), result: result.trim().to_owned() })
        }
        AdvisorCommand::ReopenFeedback { id, reason: why } => {
            needs(actor, &CUSTOMERS)?;
            if !found(known, id)?.is_resolved() {
                return Err(ExpertsRefusal::FeedbackOpen.into());
            }
            reason(why, Refusal::NeedsReason)?;
            Ok(AdvisorEvent::FeedbackReopened { id: id.clone(), reason: why.trim().to_owned() })
        }
    }?;
    Ok(vec![ExpertsEvent::Advisor { what: Box::new(event) }])
}

type Decision = Result<AdvisorEvent, Refusal>;

fn set_card(known: &Advising, card: &AdvisorCard, actor: &Actor) -> Decision {
    needs(actor, &WRITERS)?;
    let mut problems = Problems::default();
    problems.note("name", line_problem(&card.name, LINE_CHARS_MAX));
    if !is_email(&card.email) {
        problems.add("email", Problem::NotAnEmail);
    }
    if card.phone.as_ref().is_some_and(|phone| !is_phone(phone)) {
        problems.add("phone", Problem::NotAPhone);
    }
    if let Some(hours) = &card.hours {
        check_hours(&mut problems, "hours", hours);
    }
    if card.deputy_email.as_ref().is_some_and(|email| !is_email(email)) {
        problems.add("deputyEmail", Problem::NotAnEmail);
    }
    // An address without a name says not whose it is.
    let has_name = !card.deputy.trim().is_empty();
    problems.note("deputy", (card.deputy_email.is_some() && !has_name).then_some(Problem::Missing));
    problems.refuse()?;
    text_fits(&card.deputy)?;
    if known.card.as_ref() == Some(card) {
        return Err(Refusal::NothingToDo);
    }
    Ok(AdvisorEvent::CardSet { card: Box::new(card.clone()) })
}

/// Both sides write the plan; the advisor says how far it is, and so does the administrator, whose people learn.
fn lesson(known: &Advising, act: &AdvisorCommand, actor: &Actor) -> Decision {
    needs(actor, &WRITERS)?;
    let found = |id| known.lesson(id).ok_or(Refusal::from(ExpertsRefusal::NoSuchLesson));
    match act {
        AdvisorCommand::SaveLesson { id, plan } => {
            let before = known.lesson(id);
            if before.is_none() && known.lessons.len() >= LESSONS_MAX {
                return Err(Refusal::TooMany(LESSONS_MAX));
            }
            let LessonPlan { topic, who, usual, .. } = &**plan;
            let mut problems = Problems::default();
            problems.note("topic", line_problem(topic, LINE_CHARS_MAX));
            problems.refuse()?;
            text_fits(who)?;
            usual.as_deref().map_or(Ok(()), text_fits)?;
            if before.is_some_and(|before| before.plan == **plan) {
                return Err(Refusal::NothingToDo);
            }
            Ok(AdvisorEvent::LessonSaved { id: id.clone(), plan: plan.clone() })
        }
        AdvisorCommand::SetLesson { id, state } => {
            if found(id)?.state == *state {
                return Err(Refusal::NothingToDo);
            }
            Ok(AdvisorEvent::LessonSet { id: id.clone(), state: *state })
        }
        AdvisorCommand::DropLesson { id } => {
            found(id)?;
            Ok(AdvisorEvent::LessonDropped { id: id.clone() })
        }
        _ => Err(Refusal::NothingToDo),
    }
}

fn product(known: &Advising, act: &AdvisorCommand, actor: &Actor) -> Decision {
    needs(actor, &WRITERS)?;
    match act {
        AdvisorCommand::SaveProduct { id, plan } => {
            let before = known.product(id);
            if before.is_none() && known.products.len() >= PRODUCTS_MAX {
                return Err(Refusal::TooMany(PRODUCTS_MAX));
            }
            let ProductPlan { name, maker, note, .. } = &**plan;
            let mut problems = Problems::default();
            problems.note("name", line_problem(name, LINE_CHARS_MAX));
            problems.refuse()?;
            text_fits(maker)?;
            text_fits(note)?;
            if before.is_some_and(|before| before.plan == **plan) {
                return Err(Refusal::NothingToDo);
            }
            Ok(AdvisorEvent::ProductSaved { id: id.clone(), plan: plan.clone() })
        }
        AdvisorCommand::DropProduct { id } => {
            known.product(id).ok_or(Refusal::from(ExpertsRefusal::NoSuchProduct))?;
            Ok(AdvisorEvent::ProductDropped { id: id.clone() })
        }
        _ => Err(Refusal::NothingToDo),
    }
}

fn give(state: &State, id: &FeedbackId, what: &Said, actor: &Actor) -> Decision {
    needs(actor, &CUSTOMERS)?;
    if state.experts.advising.feedback(id).is_some() {
        return Err(Refusal::NothingToDo);
    }
    let mut problems = Problems::default();
    problems.note("subject", line_problem(&what.subject, LINE_CHARS_MAX));
    let needs_text = what.kind >= FeedbackKind::Complaint && what.text.trim().is_empty();
    problems.note("text", needs_text.then_some(Problem::Missing));
    problems.refuse()?;
    text_fits(&what.text)?;
    if what.incident.as_ref().is_some_and(|incident| state.incident(incident.as_str()).is_none()) {
        return Err(Refusal::NoSuchIncident);
    }
    let said = Said { subject: what.subject.trim().to_owned(), ..what.clone() };
    Ok(AdvisorEvent::FeedbackGiven { id: id.clone(), said: Box::new(said) })
}

/// The advisor answers, and the customer writes back; both while it is open.
fn answer(known: &Advising, id: &FeedbackId, text: &str, actor: &Actor) -> Decision {
    if actor.party() == Party::Experts {
        needs(actor, &[Role::Advisor])?;
    }
    if open(known, id)?.notes.len() >= NOTES_MAX {
        return Err(Refusal::TooMany(NOTES_MAX));
    }
    said("text", text)?;
    text_fits(text)?;
    Ok(AdvisorEvent::FeedbackAnswered { id: id.clone(), text: text.to_owned() })
}

fn found<'a>(known: &'a Advising, id: &FeedbackId) -> Result<&'a Feedback, Refusal> {
    known.feedback(id).ok_or_else(|| ExpertsRefusal::NoSuchFeedback.into())
}

fn open<'a>(known: &'a Advising, id: &FeedbackId) -> Result<&'a Feedback, Refusal> {
    let feedback = found(known, id)?;
    if feedback.is_resolved() { Err(ExpertsRefusal::FeedbackResolved.into()) } else { Ok(feedback) }
}
