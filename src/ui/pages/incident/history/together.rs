//! Merging, linking and pauses in words.

use crate::domain::event::IncidentEvent as E;
use crate::domain::ids::IncidentId;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::Glyph;
use crate::ui::text::text;

/// So many numbers of incidents are named.
const NAMED_MAX: usize = 12;

/// The sentence of an event, and what the person said with it; `None` for other events.
pub(super) fn telling<'a>(event: &'a E, who: &str) -> Option<(Glyph, String, Option<&'a str>)> {
    Some(match event {
        E::MergedInto { into, reason } => {
            (Glyph::Merge, t!("history.merged", who = who, into = into.as_str()), Some(reason))
        }
        E::Unmerged => (Glyph::Undo, t!("history.unmerged", who = who), None),
        E::TookIn { incidents, reason, .. } => {
            (Glyph::Merge, t!("history.took-in", who = who, which = named(incidents)), Some(reason))
        }
        E::LetGo { incidents } => {
            (Glyph::Undo, t!("history.let-go", who = who, which = named(incidents)), None)
        }
        E::Linked { others, reason } => {
            (Glyph::Link, t!("history.linked", who = who, which = named(others)), Some(reason))
        }
        E::Unlinked { others } => {
            (Glyph::Undo, t!("history.unlinked", who = who, which = named(others)), None)
        }
        E::ClockPaused { until, reason, note } => {
            let why = text(&format!("pause.{}", reason.as_str()), &[]);
            let words = t!("history.paused", who = who, until = intl::moment(*until), why = why);
            (Glyph::Pause, words, Some(note))
        }
        E::ClockResumed => (Glyph::Play, t!("history.resumed", who = who), None),
        _ => return None,
    })
}

fn named(incidents: &[IncidentId]) -> String {
    naming::few(incidents.iter().map(ToString::to_string), incidents.len(), NAMED_MAX)
}
