//! What the response put in force, as bars in the lanes of its assets: isolated, disabled and the like, from then on.

use super::super::room::Room;
use super::chart::{LANE_PX, percent};
use crate::analytics::held::of_incident;
use crate::analytics::incident::story::{Lane, Story};
use crate::domain::brief::AssetKind;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::t;
use crate::ui::pages::assets::in_force_at;
use crate::ui::parts::{Glyph, Icon};
use crate::view::prelude::*;

/// A bar that is shorter than this share of the line has its words before it.
const WORDS_ROOM: f64 = 0.3;

/// Something that holds on an asset by an action of the incident.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Held {
    kind: AssetKind,
    id: String,
    pub(super) since: Timestamp,
    words: String,
}

/// What holds on the assets of the incident, as far as the reader may see it, in order of time.
pub(super) fn held(room: Room) -> Vec<Held> {
    let side = room.side();
    let mut found: Vec<Held> = room.portal.read(|state| {
        let Some(incident) = state.incident(room.id().as_str()) else { return Vec::new() };
        let told = of_incident(state, incident, side);
        let held = told.iter().map(|it| Held {
            kind: it.asset.kind,
            id: it.asset.id.clone(),
            since: it.holding.since,
            words: in_force_at(it.holding.kind, it.holding.limited, intl::time(it.holding.since)),
        });
        held.collect()
    });
    found.sort_by_key(|it| it.since);
    found
}

/// A lane on which something holds.
pub(super) struct Bar {
    pub(super) lane: usize,
    pub(super) since: Timestamp,
    words: Vec<String>,
}

/// The bars of a story: one a lane, from the first of what holds there. What began after the line ends is not on it.
pub(super) fn bars(story: &Story, held: Vec<Held>) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    for it in held.into_iter().filter(|it| it.since <= story.span.1) {
        let is_its =
            |lane: &Lane| matches!(lane, Lane::Asset(asset) if asset.kind == it.kind && asset.id == it.id);
        let Some(lane) = story.lanes.iter().position(is_its) else { continue };
        match bars.iter_mut().find(|bar| bar.lane == lane) {
            Some(bar) => bar.words.push(it.words),
            None => bars.push(Bar { lane, since: it.since, words: vec![it.words] }),
        }
    }
    bars
}

/// The bars as they are drawn.
pub(super) fn drawn(story: &Story, bars: Vec<Bar>) -> Option<AnyView> {
    let items = bars.into_iter().map(|bar| {
        let place = story.place(bar.since);
        let class = if 1.0 - place < WORDS_ROOM { "story-held story-held-short" } else { "story-held" };
        let words = intl::both(&bar.words);
        view! {
            <li
                class=class
                title=words.clone()
                style:inset-inline-start=percent(place)
                style:inset-block-start=format!("{}px", bar.lane * LANE_PX)
            >
                <span class="story-held-words"><Icon glyph=Glyph::Lock/><span class="cut">{words.clone()}</span></span>
            </li>
        }
    });
    let items = items.collect::<Vec<_>>();
    (!items.is_empty())
        .then(|| view! { <ul class="story-marks" aria-label=t!("response.held")>{items}</ul> }.into_any())
}
