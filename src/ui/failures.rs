//! Failures of saving and opening in the words of the interface: what happened and what to do next.

use super::portal::Portal;
use super::refusals;
use crate::platform::policy;
use crate::store::failure::{LoadFailure, SaveFailure};
use crate::t;
use crate::view::prelude::*;

/// The sentence for a workspace that could not be opened, with what of it is whole.
pub fn load_failure(failure: &LoadFailure) -> String {
    match failure {
        LoadFailure::Backend(error) => save_failure(&error.clone().into()),
        LoadFailure::Document { problem, entries_intact } => {
            t!("failure.damaged-from", problem = problem.to_string(), n = *entries_intact)
        }
    }
}

/// The sentence for a command that was not saved.
pub fn save_failure(failure: &SaveFailure) -> String {
    match failure {
        SaveFailure::Refused(refusal) => refusals::refusal(refusal),
        SaveFailure::Overtaken(refusal) => {
            t!("failure.overtaken", reason = refusals::refusal(refusal))
        }
        SaveFailure::ReadOnly(_) => t!("failure.read-only"),
        SaveFailure::Quota => t!("failure.quota"),
        SaveFailure::Blocked => t!("failure.blocked"),
        SaveFailure::Superseded | SaveFailure::Diverged => t!("failure.superseded"),
        SaveFailure::Unavailable(_) => t!("failure.unavailable"),
        SaveFailure::ImportGone => t!("failure.import-gone"),
        SaveFailure::ConnectionLost(_) => t!("failure.connection"),
        SaveFailure::Contended => t!("failure.contended"),
        SaveFailure::Damaged(problem) => t!("failure.damaged", problem = problem.to_string()),
        SaveFailure::Closed => t!("failure.closed"),
        SaveFailure::Other(why) => t!("failure.other", why = why.as_str()),
    }
}

/// That the policy of the site blocks connections to an address, with the line that lets them through; nothing before one
/// was tried in vain.
pub fn blocked(portal: Portal, address: &str) -> Option<String> {
    let origin = policy::origin(address)?;
    let is_blocked = portal.blocked.with(|blocked| blocked.contains(&origin));
    is_blocked.then(|| t!("failure.policy", origin = origin))
}
