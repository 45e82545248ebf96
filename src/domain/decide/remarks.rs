//! What is said of an incident: classification, tags, comments (service.md 1.7, incident life cycle).

use super::super::event::IncidentEvent as Happened;
use super::super::ids::CommentId;
use super::super::mention::mentions;
use super::super::people::Role;
use super::super::refusal::Refusal;
use super::super::settings::LINE_CHARS_MAX;
use super::super::vocabulary::{AlertStatus, Classification, Determination};
use super::super::work::{Comment, Stage, Visibility, is_experts_tag};
use super::checks::{line, said, text_fits};
use super::incident::{Asked, Decision, WORKERS};
use super::{needs, reason};

/// Longest tag, in characters; the service's own are far shorter.
const TAG_CHARS_MAX: usize = 100;

/// Refuses a pair that does not exist (service.md 1.7, classification and determination).
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
    let waits = asked.response().actions.iter().any(|action| action.published && action.is_open());
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
pub(super) fn comment(asked: &Asked<'_>, id: &CommentId, text: &str, visibility: Visibility) -> Decision {
    said("text", text)?;
    text_fits(text)?;
    if comment_of(asked, id).is_some() {
        return Err(Refusal::NothingToDo);
    }
    let comment = Comment {
        id: id.clone(),
        text: text.to_owned(),
        visibility,
        by: asked.actor.person.clone(),
        party: asked.actor.party(),
        at: asked.now,
        mentions: mentions(text),
        before: Vec::new(),
    };
    Ok(vec![Happened::Commented { comment }])
}

fn comment_of<'a>(asked: &'a Asked<'_>, id: &CommentId) -> Option<&'a Comment> {
    asked.incident.work?.comments.iter().find(|comment| comment.id == *id)
}

/// Who wrote a comment changes it, at any time; what it said before is kept.
pub(super) fn edit_comment(asked: &Asked<'_>, id: &CommentId, text: &str) -> Decision {
    let known = comment_of(asked, id).ok_or(Refusal::NoSuchComment)?;
    let reads = known.visibility == Visibility::Shared || known.party == asked.actor.party();
    if !reads {
        return Err(Refusal::NoSuchComment);
    }
    if known.by != asked.actor.person || known.party != asked.actor.party() {
        return Err(Refusal::NotTheWriter);
    }
    said("text", text)?;
    text_fits(text)?;
    if known.text == text {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Happened::CommentEdited { id: id.clone(), text: text.to_owned(), mentions: mentions(text) }])
}

/// State and verdict of one alert. Whoever has the incident says them; a closed incident has no open alert.
pub(super) fn manage_alert(
    asked: &Asked<'_>,
    alert: &str,
    status: Option<&AlertStatus>,
    verdict: Option<&(Classification, Determination)>,
) -> Decision {
    match asked.stage() {
        stage @ (Stage::Redirected | Stage::FinishedByExperts | Stage::Resolved) => {
            return Err(Refusal::WrongStage(stage));
        }
        Stage::WaitingForExperts | Stage::BeingWorked => needs(asked.actor, &[Role::Expert])?,
        Stage::New | Stage::OwnTeam | Stage::YourTurn => needs(asked.actor, &WORKERS)?,
    }
    if asked.actor.role == Role::Expert {
        asked.experts_may_work()?;
    }
    line("alert", alert, super::super::ids::ID_CHARS_MAX)?;
    if let Some((classification, determination)) = verdict {
        pair(classification, determination)?;
    }
    let known = asked.incident.work.and_then(|work| work.alerts.get(alert));
    let new_status = status
        .filter(|new| known.and_then(|known| known.status.as_ref()).is_none_or(|old| old.value != **new));
    let new_verdict = verdict
        .filter(|new| known.and_then(|known| known.verdict.as_ref()).is_none_or(|old| old.value != **new));
    if new_status.is_none() && new_verdict.is_none() {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Happened::AlertManaged {
        alert: alert.to_owned(),
        status: new_status.cloned(),
        verdict: new_verdict.cloned(),
    }])
}

/// Recovery after a breach is not part of the service (service.md 1.15, boundary to incident response).
/// Whoever works on the incident hands it over; the incident itself goes on as it is.
pub(super) fn hand_over(asked: &Asked<'_>, to: &str, why: &str) -> Decision {
    needs(asked.actor, &WORKERS)?;
    if asked.stage() == Stage::Redirected {
        return Err(Refusal::WrongStage(Stage::Redirected));
    }
    line("to", to, LINE_CHARS_MAX)?;
    reason(why, Refusal::NeedsReason)?;
    let (to, why) = (to.trim(), why.trim());
    let known = asked.incident.work.and_then(|work| work.handed_over.as_ref());
    if known.is_some_and(|known| known.to == to && known.reason == why) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Happened::HandedOver { to: to.to_owned(), reason: why.to_owned() }])
}
