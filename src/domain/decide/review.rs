//! Rules of the business review: who may write and sign it, and that a signed one stays as it is.

use super::super::business_review::{POINTS_MAX, Review, is_period};
use super::super::event::Event;
use super::super::ids::ReviewId;
use super::super::people::{Actor, Role};
use super::super::refusal::{Problem, Refusal};
use super::super::settings::LINE_CHARS_MAX;
use super::super::state::State;
use super::checks::{Problems, line, short_line, text_fits};
use super::needs;
use serde_json::Value;

/// The advisor prepares a review and signs it; the customer reads it (service.md 1.13, monthly business review).
const WRITERS: [Role; 1] = [Role::Advisor];
/// A frozen report larger than this would make the journal unwieldy: about a thousand rows of tables.
const FIGURES_BYTES_MAX: usize = 400_000;

type Decision = Result<Vec<Event>, Refusal>;

/// Keeps a review as it is now; the first time it is begun.
pub(super) fn save(state: &State, review: &Review, actor: &Actor) -> Decision {
    needs(actor, &WRITERS)?;
    let known = state.review(&review.id);
    if known.is_some_and(|known| known.signed.is_some()) {
        return Err(Refusal::ReviewSigned);
    }
    line("title", &review.title, LINE_CHARS_MAX)?;
    line("period", &review.period, LINE_CHARS_MAX)?;
    text_fits(&review.summary)?;
    text_fits(&review.filter)?;
    if review.points.len() > POINTS_MAX || review.notable.len() > POINTS_MAX {
        return Err(Refusal::TooManyPoints(POINTS_MAX));
    }
    for point in &review.points {
        text_fits(&point.text)?;
        short_line("owner", &point.owner)?;
        short_line("due", &point.due)?;
    }
    review.notable.iter().try_for_each(|notable| text_fits(&notable.text))?;
    if known.is_some_and(|known| known.review == *review) {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Event::ReviewSaved { review: Box::new(review.clone()) }])
}

/// Deletes a draft.
pub(super) fn remove(state: &State, review: &ReviewId, actor: &Actor) -> Decision {
    needs(actor, &WRITERS)?;
    let known = state.review(review).ok_or(Refusal::NoSuchReview)?;
    if known.signed.is_some() {
        return Err(Refusal::ReviewSigned);
    }
    Ok(vec![Event::ReviewRemoved { review: review.clone() }])
}

/// Signs a review off with the figures that it shows. Empty points are left out, and proposals are the review's own.
pub(super) fn sign(state: &State, review: &ReviewId, figures: &Value, actor: &Actor) -> Decision {
    needs(actor, &WRITERS)?;
    let known = state.review(review).ok_or(Refusal::NoSuchReview)?;
    if known.signed.is_some() {
        return Err(Refusal::ReviewSigned);
    }
    let mut problems = Problems::default();
    problems.note("period", (!is_period(&known.review.period)).then_some(Problem::NotAPeriod));
    problems.refuse()?;
    if figures.to_string().len() > FIGURES_BYTES_MAX {
        return Err(Refusal::TextTooLong(FIGURES_BYTES_MAX));
    }
    let tidied = known.review.tidied();
    let saved = (tidied != known.review).then(|| Event::ReviewSaved { review: Box::new(tidied) });
    let signed = Event::ReviewSigned { review: review.clone(), figures: Box::new(figures.clone()) };
    Ok(saved.into_iter().chain([signed]).collect())
}
