//! Earlier incidents that are like this one, each with the reason for the likeness.

use super::nothing;
use super::room::Room;
use crate::analytics::incident::similar::{POINTS_MIN, Similar, similar};
use crate::domain::ids::IncidentId;
use crate::domain::text::clip;
use crate::platform::intl;
use crate::route::{IncidentTab, Route};
use crate::t;
use crate::ui::attack;
use crate::ui::parts::{SeverityMark, StatusMark};
use crate::view::prelude::*;

/// Longest name, in characters.
const NAME_CHARS: usize = 160;
/// Longest number of an incident, in characters.
const NUMBER_CHARS: usize = 40;

/// The part of the page.
#[component]
pub(super) fn SimilarTab() -> impl IntoView {
    let room = Room::get();
    let found = Memo::new(move |_| room.portal.read(|state| similar(state, room.id().as_str())));
    let content = move || {
        let found = found.get();
        if found.is_empty() {
            return nothing(t!("similar.none"), t!("similar.none.help", n = POINTS_MIN));
        }
        let rows = found.iter().filter_map(|it| row(room, it)).collect_view();
        view! {
            <div class="table-frame">
                <table class="table table-48 table-cards">
                    <thead>
                        <tr>
                            <th scope="col">{t!("similar.incident")}</th>
                            <th scope="col">{t!("similar.why")}</th>
                            <th scope="col">{t!("incident.severity")}</th>
                            <th scope="col">{t!("incident.status")}</th>
                            <th scope="col">{t!("incident.classification")}</th>
                            <th scope="col">{t!("incident.created")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="similar-title">
            <div class="card-head">
                <h2 class="card-title" id="similar-title">{t!("similar.title")}</h2>
                <span class="caption">{t!("similar.scale")}</span>
            </div>
            {content}
        </section>
    }
    .into_any()
}

fn row(room: Room, it: &Similar) -> Option<AnyView> {
    let side = room.side();
    let (id, title, level, status, verdict, created) = room.portal.read(|state| {
        let known = state.catalogue.get(it.row)?;
        let incident = state.incident(known.id())?;
        let (classification, determination) = incident.verdict();
        Some((
            IncidentId::new(known.id())?,
            clip(known.title(), NAME_CHARS).into_owned(),
            incident.severity(),
            incident.status(),
            super::verdict_words(&classification, &determination),
            known.created(),
        ))
    })?;
    let key = id.clone();
    let number = clip(id.as_str(), NUMBER_CHARS).into_owned();
    let is_same = room.of(|own| clip(&own.title, NAME_CHARS) == title);
    let reason = reason(it, is_same);
    let href = Route::Incident { id, tab: IncidentTab::default(), queue: room.queue() }.to_string();
    let row = view! {
        <tr>
            <td data-label=t!("similar.incident") class="similar-incident">
                <div>
                    <a class="link line-two" href=href title=title.clone()><bdi>{title.clone()}</bdi></a>
                    <bdi class="line-2">{number}</bdi>
                </div>
            </td>
            <td data-label=t!("similar.why") class="similar-why"><bdi>{reason}</bdi></td>
            <td data-label=t!("incident.severity")><SeverityMark level/></td>
            <td data-label=t!("incident.status")><StatusMark status reader=Signal::stored(side)/></td>
            <td data-label=t!("incident.classification")>{verdict}</td>
            <td data-label=t!("incident.created") class="nowrap">{intl::moment(created)}</td>
        </tr>
    };
    Some(row.keyed(key))
}

/// "62 of 100: same name; DISP-LT-0417; LSASS Memory".
fn reason(it: &Similar, is_same: bool) -> String {
    let facts = attack::facts().get();
    let technique = |id: &String| {
        let name = facts.as_ref().and_then(|facts| facts.full_name(id));
        clip(&name.unwrap_or_else(|| id.clone()), NAME_CHARS).into_owned()
    };
    let mut parts: Vec<String> = Vec::new();
    match (it.same_title, is_same) {
        (true, true) => parts.push(t!("similar.same-name")),
        (true, false) => parts.push(t!("similar.same-but-numbers")),
        (false, _) => {}
    }
    parts.extend(it.assets.iter().map(|name| clip(name, 60).into_owned()));
    parts.extend(it.techniques.iter().map(technique));
    t!("similar.reason", points = it.points, parts = parts.join("; "))
}
