//! What the incident took in: alerts, assets and evidence of those that were merged into it stand with its own.

use crate::domain::brief::Asset;
use crate::domain::ids::IncidentId;
use crate::domain::record::{AlertRecord, IncidentRecord};
use crate::domain::state::State;
use crate::store::failure::LoadFailure;
use crate::t;
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use std::collections::HashSet;
use std::rc::Rc;

/// So many of them are looked into; a merge may take any number.
const TAKEN_MAX: usize = 100;

/// The incidents that it took in, and those that these had taken in before, each once.
pub(super) fn taken(state: &State, id: &str) -> Vec<IncidentId> {
    let of = |id: &str| state.work.get(id).map(|work| work.took_in.clone()).unwrap_or_default();
    let mut found = of(id);
    let mut at = 0;
    while let Some(next) = found.get(at).filter(|_| found.len() < TAKEN_MAX).map(|it| of(it.as_str())) {
        let new: Vec<_> = next.into_iter().filter(|it| it.as_str() != id && !found.contains(it)).collect();
        found.extend(new);
        at += 1;
    }
    found.truncate(TAKEN_MAX);
    found
}

/// The assets of the incident and then those of what it took in, each once, with the number of the incident that brought
/// one that it did not touch itself.
pub(super) fn assets(state: &State, id: &str) -> Vec<(Asset, Option<IncidentId>)> {
    let of = |id: &str| state.incident(id).into_iter().flat_map(|incident| incident.known.assets()).cloned();
    let mut found: Vec<_> = of(id).map(|asset| (asset, None)).collect();
    let mut seen: HashSet<_> = found.iter().map(|(asset, _)| (asset.kind, asset.id.clone())).collect();
    for other in taken(state, id) {
        let new = of(other.as_str()).filter(|asset| seen.insert((asset.kind, asset.id.clone())));
        found.extend(new.map(|asset| (asset, Some(other.clone()))));
    }
    found
}

/// How many alerts it has with those of what it took in.
pub(super) fn alerts(state: &State, id: &str) -> u32 {
    let others = taken(state, id);
    let all = std::iter::once(id).chain(others.iter().map(IncidentId::as_str));
    all.filter_map(|id| Some(state.incident(id)?.known.alerts())).fold(0, u32::saturating_add)
}

/// From which alert on the alerts of a record are those of another incident.
pub(super) type Origins = Vec<(usize, IncidentId)>;

/// The incident that brought an alert of the record, where it is another one.
pub(super) fn origin(origins: &Origins, alert: usize) -> Option<&IncidentId> {
    origins.iter().rev().find(|(from, _)| *from <= alert).map(|(_, id)| id)
}

/// The record with the alerts of what the incident took in behind its own, each as it stood there.
pub(super) async fn whole(
    portal: Portal,
    record: Rc<IncidentRecord>,
    others: Vec<IncidentId>,
) -> Result<(Rc<IncidentRecord>, Origins), LoadFailure> {
    let mut origins = Origins::new();
    if others.is_empty() {
        return Ok((record, origins));
    }
    let mut whole = Rc::unwrap_or_clone(record);
    let mut seen: HashSet<String> = whole.alerts.iter().map(|alert| alert.id.clone()).collect();
    for other in others {
        // What no import has any more brings nothing.
        let Some(record) = portal.desk().record(&other).await? else { continue };
        let from = whole.alerts.len();
        let new = record.alerts.iter().filter(|alert| seen.insert(alert.id.clone()));
        whole.alerts.extend(new.map(|alert| as_it_stood(portal, &other, alert)));
        if whole.alerts.len() > from {
            origins.push((from, other));
        }
    }
    Ok((Rc::new(whole), origins))
}

fn as_it_stood(portal: Portal, incident: &IncidentId, alert: &AlertRecord) -> AlertRecord {
    portal.glance(|state| {
        let mut alert = alert.clone();
        if let Some(incident) = state.incident(incident.as_str()) {
            let (classification, determination) = incident.alert_verdict(&alert);
            alert.status = incident.alert_status(&alert);
            (alert.classification, alert.determination) = (classification, determination);
        }
        alert
    })
}

/// "from 29" behind what another incident brought.
pub(super) fn mark(origin: Option<IncidentId>) -> Option<AnyView> {
    let words = t!("incident.from", id = origin?.as_str());
    Some(view! { <span class="caption third nowrap">{words}</span> }.into_any())
}
