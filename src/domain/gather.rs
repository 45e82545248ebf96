//! Which incidents were merged into which here, followed to the end: for the catalogue, which puts together what they hold.

use super::catalogue::{Merge, Row, Taken};
use super::event::{Entry, Event, IncidentEvent};
use super::state::{Incident, State};
use super::time::Timestamp;
use std::collections::{BTreeMap, HashSet};

impl State {
    /// Says to the catalogue anew what every incident holds that took others in: after incidents came or went, and after
    /// one of them changed that was merged or took others in.
    pub fn gather(&mut self) {
        self.catalogue.let_merges_go();
        if self.catalogue.is_empty() {
            return;
        }
        let takers = self.work.iter().filter(|(_, work)| !work.took_in.is_empty());
        let takers = takers.filter_map(|(id, _)| Some((self.catalogue.row(id)?, &**id)));
        let all: BTreeMap<Row, Vec<Taken>> = takers.map(|(row, id)| (row, self.taken_by(id))).collect();
        let mut resolved: BTreeMap<Row, Option<Timestamp>> = BTreeMap::new();
        for taken in all.values().flatten() {
            let known = resolved.entry(taken.row).or_default();
            *known = (*known).max(taken.resolved);
        }
        let active = |row: Row| {
            let incident = self.catalogue.get(row).and_then(|known| self.incident(known.id()));
            let with = resolved.get(&row).copied().flatten();
            incident.map_or(0, |incident| incident.own_alerts_active(with))
        };
        let with_others = all.into_iter().filter(|(_, taken)| !taken.is_empty());
        let merges: Vec<Merge> = with_others
            .map(|(survivor, taken)| {
                let others = taken.iter().map(|taken| active(taken.row));
                let alerts_active = others.fold(active(survivor), u32::saturating_add);
                Merge { survivor, taken, alerts_active }
            })
            .collect();
        self.catalogue.hold(&merges);
    }

    /// What one took in and still holds, and what these had taken in before, each once. What the source has said since
    /// goes on by itself.
    fn taken_by(&self, survivor: &str) -> Vec<Taken> {
        let resolved = self.work.get(survivor).and_then(|work| work.alerts_resolved);
        let mut found: Vec<(Incident<'_>, Timestamp)> = Vec::new();
        let mut seen = HashSet::from([survivor]);
        let mut at = 0;
        let mut next = Some((survivor, None));
        while let Some((taker, since)) = next {
            let took_in = self.work.get(taker).map_or(&[][..], |work| &work.took_in);
            for incident in took_in.iter().filter_map(|id| self.incident(id.as_str())) {
                if incident.merged_into() == Some(taker) && seen.insert(incident.id()) {
                    let merged = incident.status_since();
                    found.push((incident, since.map_or(merged, |since| merged.max(since))));
                }
            }
            next = found.get(at).map(|(incident, since)| (incident.id(), Some(*since)));
            at += 1;
        }
        let with = |since: Timestamp| resolved.filter(|at| *at >= since);
        let row = |incident: Incident<'_>| self.catalogue.row(incident.id());
        let taken = |(incident, since)| Some(Taken { row: row(incident)?, resolved: with(since) });
        found.into_iter().filter_map(taken).collect()
    }

    /// Whether an entry changes what incidents hold together.
    pub(super) fn regroups(&self, entry: &Entry) -> bool {
        use IncidentEvent::{LetGo, MergedInto, TookIn, Unmerged};
        let merges = |what: &IncidentEvent| {
            matches!(what, LetGo { .. } | MergedInto { .. } | TookIn { .. } | Unmerged)
        };
        entry.events.iter().any(|event| match event {
            Event::Incident { incident, what } => merges(what) || self.catalogue.is_merged(incident.as_str()),
            Event::Incidents { groups, .. } => groups.iter().any(|group| {
                group.what.iter().any(merges)
                    || group.incidents.iter().any(|id| self.catalogue.is_merged(id.as_str()))
            }),
            _ => false,
        })
    }
}

impl Incident<'_> {
    /// How many of its own alerts are not resolved, given when they were resolved with one that it was merged into.
    pub(super) fn own_alerts_active(self, with: Option<Timestamp>) -> u32 {
        let resolved = self.work.and_then(|work| work.alerts_resolved).max(with);
        let own = self.known.own();
        if resolved.is_some_and(|at| own.updated() <= at) { 0 } else { own.alerts_active() }
    }
}
