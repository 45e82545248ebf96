//! The record of an alert of the list, which is read when somebody asks for it.

use crate::analytics::alerts::AlertNumber;
use crate::domain::ids::IncidentId;
use crate::domain::record::IncidentRecord;
use crate::store::failure::LoadFailure;
use crate::ui::portal::Portal;
use std::rc::Rc;

/// The incident of an alert, its record, and the place of the alert in it.
pub(super) type Found = (IncidentId, Rc<IncidentRecord>, usize);

/// Reads it; nothing where no import has it any more.
pub(super) async fn record_of(portal: Portal, number: AlertNumber) -> Result<Option<Found>, LoadFailure> {
    let line = portal.glance(|state| portal.alerts.glance(|index| index.line(number, state)));
    let found = line.and_then(|line| {
        let id = portal.glance(|state| IncidentId::new(state.catalogue.get(line.incident)?.id()))?;
        Some((id, line.at as usize))
    });
    let Some((id, at)) = found else { return Ok(None) };
    let record = portal.desk().record(&id).await?;
    Ok(record.map(|record| (id, record, at)))
}
