//! What the machine actions of an import do to the responses, with the way to each incident that they change.

use crate::domain::decide::{ImportEffect, import_effect};
use crate::domain::ids::IncidentId;
use crate::domain::imports::ImportSummary;
use crate::domain::response::Action;
use crate::domain::text::clip;
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::naming;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// Longest title of an action, in characters.
const TITLE_CHARS: usize = 120;
/// More response actions than these are counted.
const LISTED_MAX: usize = 20;

/// The effect of an import on the workspace as it is; `None` where it brings no machine actions.
pub(super) fn of(portal: Portal, summary: Option<&ImportSummary>) -> Option<ImportEffect> {
    let summary = summary.filter(|summary| !summary.machine_actions.is_empty())?;
    let (actor, now) = untrack(|| (portal.actor(), portal.now()));
    Some(portal.glance(|state| import_effect(state, summary, &actor, now)))
}

/// The effect in words.
pub(super) fn effect(effect: &ImportEffect) -> AnyView {
    let count = effect.changed.len();
    let more = count.saturating_sub(LISTED_MAX);
    let more = (more > 0).then(|| view! { <li class="third">{t!("import.findings.more", n = more)}</li> });
    let lines = effect.changed.iter().take(LISTED_MAX).map(|(incident, action)| line(incident, action));
    let list = (count > 0).then(|| view! { <ul class="import-lines">{lines.collect_view()} {more}</ul> });
    let resolved = effect.resolved.len();
    let unmatched = effect.unmatched;
    view! {
        <div class="stack stack-8">
            <h3 class="caption second">{t!("import.effect")}</h3>
            <p>{t!("import.effect.changed", n = count)}</p>
            {list}
            {(resolved > 0).then(|| view! { <p>{t!("import.effect.resolved", n = resolved)}</p> })}
            {(unmatched > 0).then(|| view! { <p>{t!("import.effect.unmatched", n = unmatched)}</p> })}
        </div>
    }
    .into_any()
}

/// One response action with the state that it is told to have.
fn line(incident: &IncidentId, action: &Action) -> AnyView {
    let href = Route::Incident { id: incident.clone(), tab: IncidentTab::Response, queue: Queue::default() };
    let title = clip(&action.plan.title, TITLE_CHARS).into_owned();
    let state = match action.progress() {
        Some((done, of)) => {
            let state = naming::action_state(&action.state);
            t!("response.line.done-on", line = state, done = done, of = of)
        }
        None => naming::action_state(&action.state),
    };
    let link = t!("shell.incident", id = incident.as_str());
    view! { <li><a class="link" href=href.to_string()>{link}</a> " · " <bdi>{title}</bdi> " · " {state}</li> }
        .into_any()
}
