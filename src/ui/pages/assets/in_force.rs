//! What holds on an asset now: isolated, disabled and the like, since when, by whom, and the incident that it belongs to.

use crate::analytics::in_force::{Hold, Holding, in_force};
use crate::domain::brief::AssetKind;
use crate::domain::ids::IncidentId;
use crate::domain::response::ActionKind;
use crate::domain::text::clip;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Glyph, NoteLine};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// Longest name of a person, in characters.
const NAME_CHARS: usize = 80;

/// One thing that holds, apart from the state.
struct Line {
    kind: ActionKind,
    hold: Hold,
    since: Timestamp,
    by: String,
    incident: Option<IncidentId>,
    limited: bool,
    /// The customer's word is awaited.
    waits: bool,
}

impl Line {
    fn of(it: &Holding<'_>, now: Timestamp) -> Self {
        Self {
            kind: it.kind,
            hold: it.hold,
            since: it.since,
            by: clip(it.by, NAME_CHARS).into_owned(),
            incident: it.action.and_then(|(incident, _)| IncidentId::new(incident)),
            limited: it.limited,
            waits: it.action.is_some_and(|(_, action)| action.is_asked(now)),
        }
    }

    fn words(&self) -> String {
        let when = intl::moment(self.since);
        let kind = naming::action_kind(self.kind);
        match self.hold {
            Hold::InForce => holds(self.kind, self.limited, self.since),
            Hold::Begun => t!("in-force.begun", kind = kind, when = when, who = self.by.as_str()),
            Hold::Asked if self.waits => {
                t!("in-force.waits", kind = kind, when = when, who = self.by.as_str())
            }
            Hold::Asked => t!("in-force.planned", kind = kind, when = when, who = self.by.as_str()),
        }
    }

    /// Where it is told: who did what is in force stands there, of what is not yet with the words.
    fn origin(&self) -> String {
        let who = self.by.as_str();
        match (&self.incident, self.hold) {
            (Some(id), Hold::InForce) => t!("in-force.by", who = who, incident = id.as_str()),
            (Some(id), _) => t!("in-force.incident", incident = id.as_str()),
            (None, Hold::InForce) => t!("in-force.imported", who = who),
            (None, _) => t!("in-force.told"),
        }
    }

    fn glyph(&self) -> Glyph {
        match self.hold {
            Hold::InForce => Glyph::Lock,
            Hold::Begun => Glyph::Refresh,
            Hold::Asked => Glyph::Clock,
        }
    }
}

/// That something holds, in words: isolated, isolated selectively, disabled, since when.
pub(in crate::ui::pages) fn holds(kind: ActionKind, limited: bool, since: Timestamp) -> String {
    holds_from(kind, limited, intl::moment(since))
}

/// The same with the moment as it is to be written.
pub(in crate::ui::pages) fn holds_from(kind: ActionKind, limited: bool, when: String) -> String {
    if limited && kind == ActionKind::IsolateDevice {
        return t!("in-force.isolated-in-part", when = when);
    }
    text(&format!("in-force.{}", kind.as_str()), &[("when", when.into())])
}

/// The same as sentences, for what leaves: what is in force, and what is not yet.
pub(in crate::ui::pages) fn sentences(portal: Portal, kind: AssetKind, id: &str) -> [Vec<String>; 2] {
    parted(portal, kind, id).map(|lines| {
        let sentence = |it: Line| match it.hold {
            Hold::InForce => format!("{} {}", it.words(), it.origin()),
            Hold::Begun | Hold::Asked => format!("{} ({})", it.words(), it.origin()),
        };
        lines.into_iter().map(sentence).collect()
    })
}

/// The incident where what holds on an asset can be taken back.
pub(super) fn to_release(portal: Portal, kind: AssetKind, id: &str) -> Option<IncidentId> {
    let side = portal.party();
    portal.read(|state| {
        let held = in_force(state, kind, id, side);
        let ends = held.iter().find(|it| it.hold == Hold::InForce && it.kind.undone_by().is_some())?;
        ends.action.and_then(|(incident, _)| IncidentId::new(incident))
    })
}

/// What is in force, and what was begun or asked for.
fn parted(portal: Portal, kind: AssetKind, id: &str) -> [Vec<Line>; 2] {
    let (holds, comes) = lines(portal, kind, id).into_iter().partition(|it| it.hold == Hold::InForce);
    [holds, comes]
}

fn lines(portal: Portal, kind: AssetKind, id: &str) -> Vec<Line> {
    let (now, side) = (portal.now(), portal.party());
    portal.read(|state| in_force(state, kind, id, side).iter().map(|it| Line::of(it, now)).collect())
}

/// The part of the page and of the flyout.
pub(super) fn list(portal: Portal, kind: AssetKind, id: &str) -> AnyView {
    let [holds, comes] = parted(portal, kind, id);
    let none = holds.is_empty().then(|| view! { <p class="second">{t!("in-force.none")}</p> });
    let holds = holds.into_iter().map(line).collect_view();
    let comes = (!comes.is_empty()).then(|| {
        let items = comes.into_iter().map(line).collect_view();
        view! { <h3 class="section">{t!("in-force.coming")}</h3> <ul class="stack stack-4">{items}</ul> }
    });
    view! {
        <h3 class="section">{t!("in-force.title")}</h3>
        {none}
        <ul class="stack stack-4">{holds}</ul>
        {comes}
    }
    .into_any()
}

fn line(it: Line) -> AnyView {
    let (words, glyph) = (it.words(), it.glyph());
    let class = if it.hold == Hold::InForce { "icon-warm" } else { "" };
    let origin = it.origin();
    let by = match it.incident {
        Some(id) => {
            let href =
                Route::Incident { id, tab: IncidentTab::Response, queue: Queue::default() }.to_string();
            view! { <a class="link" href=href><bdi>{origin}</bdi></a> }.into_any()
        }
        None => view! { <bdi>{origin}</bdi> }.into_any(),
    };
    view! { <li><NoteLine glyph class><bdi>{words}</bdi> " " <span class="caption">{by}</span></NoteLine></li> }
        .into_any()
}
