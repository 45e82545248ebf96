//! What the incident took in: alerts, assets and evidence of those that were merged into it stand with its own.

use crate::domain::brief::Asset;
use crate::domain::catalogue::Known;
use crate::domain::ids::IncidentId;
use crate::domain::indicator::Indicator;
use crate::domain::record::{AlertRecord, IncidentRecord};
use crate::domain::state::State;
use crate::formats::document::JournalEntry;
use crate::formats::readable::upright_record;
use crate::store::failure::LoadFailure;
use crate::t;
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// The records of so many of them are read; a merge may take any number.
const TAKEN_MAX: usize = 100;

/// The incidents that it took in, and those that these had taken in before, each once.
pub(super) fn taken(state: &State, id: &str) -> Vec<IncidentId> {
    let known = state.catalogue.find(id);
    let taken = known.into_iter().flat_map(Known::taken).take(TAKEN_MAX);
    taken.filter_map(|it| IncidentId::new(it.id())).collect()
}

/// The assets of the incident and then those of what it took in, each once, with the number of the incident that brought
/// one that it did not touch itself.
pub(super) fn assets(known: Known<'_>) -> Vec<(Asset, Option<IncidentId>)> {
    let key = |asset: &Asset| (asset.kind, asset.id.clone());
    let mut origins: HashMap<_, Option<IncidentId>> = HashMap::new();
    for asset in known.own().assets() {
        origins.insert(key(asset), None);
    }
    for other in known.taken() {
        for asset in other.own().assets() {
            origins.entry(key(asset)).or_insert_with(|| IncidentId::new(other.id()));
        }
    }
    known.assets().map(|asset| (asset.clone(), origins.get(&key(asset)).cloned().flatten())).collect()
}

/// From which alert on the alerts of a record are those of another incident.
pub(super) type Origins = Vec<(usize, IncidentId)>;

/// The incident that brought an alert of the record, where it is another one.
pub(super) fn origin(origins: &Origins, alert: usize) -> Option<&IncidentId> {
    origins.iter().rev().find(|(from, _)| *from <= alert).map(|(_, id)| id)
}

/// What the incident took in, as the imports brought it.
pub(super) type Brought = Vec<(IncidentId, Rc<IncidentRecord>)>;

/// What the journal says of each that the incident took in.
pub(super) type Journals = HashMap<IncidentId, Vec<Rc<JournalEntry>>>;

/// The journals of what the incident took in.
pub(super) async fn journals(portal: Portal, others: Vec<IncidentId>) -> Result<Journals, LoadFailure> {
    let mut journals = Journals::new();
    for other in others {
        let entries = portal.desk().history(&other).await?;
        journals.insert(other, entries);
    }
    Ok(journals)
}

/// The record with the alerts of what the incident took in behind its own, each as it stood there, and the records of these.
pub(super) async fn whole(
    portal: Portal,
    record: Rc<IncidentRecord>,
    others: Vec<IncidentId>,
) -> Result<(Rc<IncidentRecord>, Origins, Brought), LoadFailure> {
    let (mut origins, mut brought) = (Origins::new(), Brought::new());
    if others.is_empty() {
        return Ok((record, origins, brought));
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
            origins.push((from, other.clone()));
        }
        brought.push((other, upright_record(record)));
    }
    Ok((Rc::new(whole), origins, brought))
}

/// What the alerts of an incident found, with those of what it took in, as its page shows them.
pub(in crate::ui) async fn indicators(portal: Portal, id: &IncidentId) -> Option<Vec<Indicator>> {
    let record = portal.desk().record(id).await.ok()??;
    let others = portal.glance(|state| taken(state, id.as_str()));
    let (record, ..) = whole(portal, record, others).await.ok()?;
    Some(Indicator::all_of(&upright_record(record)))
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
