//! Whether the experts may look at an incident that has no response yet, and why: the first rules of who acts.

use super::super::room::Room;
use super::card::{step_line, unseen};
use crate::domain::phase::Phase;
use crate::domain::who_acts::{Verdict, may_investigate};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{RuleTrace, TraceLine, TraceOutcome};
use crate::view::prelude::*;

/// The trace; nothing where the incident is not known.
pub(super) fn sight(room: Room) -> AnyView {
    let lines = Memo::new(move |_| {
        let now = room.portal.reader.with_untracked(|reader| reader.now);
        room.portal.read(|state| {
            let incident = state.incident(room.id().as_str())?;
            let brief = incident.brief();
            let (may, why) = may_investigate(state.facts(&brief, now));
            let is_worked = state.settings.worked_severities.contains(&brief.severity);
            let result = match (may, is_worked) {
                (true, _) if state.phase() < Phase::Monitoring => t!("rule.result.not-begun"),
                (true, true) => t!("rule.result.may-investigate"),
                (true, false) => {
                    t!("rule.result.not-worked", severity = naming::severity(&brief.severity))
                }
                (false, _) if Verdict::of(&why) == Verdict::Nobody => t!("rule.result.nobody"),
                (false, _) => unseen(room.side()),
            };
            let result = TraceLine { outcome: TraceOutcome::Result, text: result };
            Some(why.iter().map(step_line).chain([result]).collect::<Vec<_>>())
        })
    });
    let known = move || lines.get().unwrap_or_default();
    view! {
        {move || lines.with(Option::is_some).then(|| view! {
            <RuleTrace title=t!("response.sight") lines=Signal::derive(known)/>
        })}
    }
    .into_any()
}
