//! Rules of changing the settings, and of the second approval that a change of what the experts may do can need.
//!
//! service.md section 6, second approval: "until then it is a draft that names who may approve it".

use super::super::event::Event;
use super::super::people::{Actor, Role};
use super::super::refusal::Refusal;
use super::super::settings::Settings;
use super::super::state::State;
use super::super::time::Timestamp;
use super::checks::text_fits;
use super::needs;
use super::settings::settings_fit;

type Decision = Result<Vec<Event>, Refusal>;

/// Changes the settings. While a second approval is needed, what bounds the experts is proposed and the rest is changed
/// at once; so is the setting itself, which could be turned off around it otherwise.
pub(super) fn change_settings(state: &State, settings: &Settings, actor: &Actor, now: Timestamp) -> Decision {
    needs(actor, &[Role::Administrator])?;
    let settings = settings_fit(settings, state, now)?;
    if settings == state.settings {
        return Err(Refusal::NothingToDo);
    }
    let rest = settings.with_bounds_of(&state.settings);
    let bounds_change = rest != settings;
    if !bounds_change || !state.settings.second_approval {
        return Ok(vec![Event::SettingsChanged { settings: Box::new(settings) }]);
    }
    if let Some(open) = &state.proposal {
        return Err(Refusal::ProposalOpen(open.by.clone()));
    }
    let changed = (rest != state.settings).then(|| Event::SettingsChanged { settings: Box::new(rest) });
    let proposed = Event::SettingsProposed { settings: Box::new(settings) };
    Ok(changed.into_iter().chain([proposed]).collect())
}

/// Agrees to what was proposed. It is checked again: an end may lie in the past by now.
pub(super) fn approve(state: &State, actor: &Actor, now: Timestamp) -> Decision {
    needs(actor, &[Role::Administrator])?;
    let proposal = state.proposal.as_ref().ok_or(Refusal::NoProposal)?;
    if proposal.by == actor.person {
        return Err(Refusal::OwnProposal);
    }
    let settings = settings_fit(&proposal.applied_to(&state.settings), state, now)?;
    let changed =
        (settings != state.settings).then(|| Event::SettingsChanged { settings: Box::new(settings) });
    let closed = Event::ProposalClosed { approved: true, reason: String::new() };
    Ok(changed.into_iter().chain([closed]).collect())
}

/// Refuses what was proposed, with the reason. Who proposed it may take it back without one.
pub(super) fn decline(state: &State, reason: &str, actor: &Actor) -> Decision {
    needs(actor, &[Role::Administrator])?;
    let proposal = state.proposal.as_ref().ok_or(Refusal::NoProposal)?;
    if proposal.by != actor.person && reason.trim().is_empty() {
        return Err(Refusal::NeedsReason);
    }
    text_fits(reason)?;
    Ok(vec![Event::ProposalClosed { approved: false, reason: reason.trim().to_owned() }])
}
