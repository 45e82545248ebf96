//! What is said of an incident: classification, tags, comments (the service's documentation, incident life cycle).

use super::super::event::IncidentEvent as Happened;
use super::super::people::Role;
use super::super::refusal::Refusal;
use super::super::vocabulary::{Classification, Determination};
use super::super::work::{Comment, Stage, is_experts_tag};
use super::checks::{line, said, text_fits};
use super::incident::{Asked, Decision, WORKERS};
use super::needs;

/// Longest tag, in characters; the service's own are far shorter.
const TAG_CHARS_MAX: usize = 100;

/// Refuses a pair that does not exist (the service's documentation, classification and determination).
pub(super) fn pair(classification: &Classification, determination: &Determination) -> Result<(), Refusal> {
    let fits =
        *determination == Determination::Unknown || classification.determinations().contains(determination);
    if fits { Ok(()) } else { Err(Refusal::NotAPair) }
}

/// What the experts have, they classify; what is the customer's or closed, both sides do.
pub(super) fn classify(
    asked: &Asked<'_>,
    classification: &Classification,
    determination: &Determination,
) -> Decision {
    match asked.stage() {
        Stage::Redirected => return Err(Refusal::WrongStage(Stage::Redirected)),
        Stage::WaitingForExperts | Stage::BeingWorked | Stage::YourTurn => {
            needs(asked.actor, &[Role::Expert])?
        }
        _ => needs(asked.actor, &WORKERS)?,
    }
    if asked.actor.role == Role::Expert {
        asked.experts_may_work()?;
    }
    pair(classification, determination)?;
    // Actions wait for a true positive only: another conclusion is published, so that what is open is dealt with.
    let waits = asked.response().actions.iter().any(|action| action.published && !action.state.is_settled());
    if waits && !asked.stage().is_closed() && *classification != Classification::TruePositive {
        return Err(Refusal::ConclusionPublished);
    }
    if asked.incident.verdict() == (classification.clone(), determination.clone()) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Happened::Classified {
        classification: classification.clone(),
        determination: determination.clone(),
    }])
}

pub(super) fn add_tag(asked: &Asked<'_>, tag: &str) -> Decision {
    let tag = own_tag(asked, tag)?;
    if asked.incident.tags().iter().any(|known| known.eq_ignore_ascii_case(tag)) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Happened::TagAdded { tag: tag.to_owned() }])
}

pub(super) fn remove_tag(asked: &Asked<'_>, tag: &str) -> Decision {
    let tag = own_tag(asked, tag)?;
    // Imports may bring a tag in several spellings: all of them go.
    let known = asked.incident.tags().into_iter().filter(|known| known.eq_ignore_ascii_case(tag));
    Ok(known.map(|known| Happened::TagRemoved { tag: known.to_owned() }).collect())
}

/// A tag that people may give and take.
fn own_tag<'a>(asked: &Asked<'_>, tag: &'a str) -> Result<&'a str, Refusal> {
    needs(asked.actor, &WORKERS)?;
    if asked.stage() == Stage::Redirected {
        return Err(Refusal::WrongStage(Stage::Redirected));
    }
    let tag = tag.trim();
    line("tag", tag, TAG_CHARS_MAX)?;
    if is_experts_tag(tag) { Err(Refusal::SystemTag) } else { Ok(tag) }
}

/// Everybody comments, at any time.
pub(super) fn comment(asked: &Asked<'_>, comment: Comment) -> Decision {
    said("text", &comment.text)?;
    text_fits(&comment.text)?;
    let known =
        asked.incident.work.is_some_and(|work| work.comments.iter().any(|other| other.id == comment.id));
    if known { Err(Refusal::NothingToDo) } else { Ok(vec![Happened::Commented { comment }]) }
}
