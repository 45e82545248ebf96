//! Which incidents were merged into which here, followed to the end: for the catalogue, which puts together what they hold.

use super::alert_words::AlertWords;
use super::catalogue::{AlertCounts, Merge, Row, Taken};
use super::event::{Entry, Event, IncidentEvent};
use super::fast_map::FastMap;
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
        let with_others = all.into_iter().filter(|(_, taken)| !taken.is_empty());
        let merges: Vec<Merge> = with_others
            .map(|(survivor, taken)| {
                let alerts = self.alerts_of(survivor, &taken, &resolved);
                Merge { survivor, taken, alerts }
            })
            .collect();
        self.catalogue.hold(&merges);
    }

    /// Counts the alerts of one and of what it took in. An alert that several of them hold is one: as the first of them
    /// has it, as the page lists it.
    fn alerts_of(
        &self,
        survivor: Row,
        taken: &[Taken],
        resolved: &BTreeMap<Row, Option<Timestamp>>,
    ) -> AlertCounts {
        let mut counts = AlertCounts::default();
        let mut seen: FastMap<u32, ()> = FastMap::default();
        let incident = |row: Row| self.incident(self.catalogue.get(row)?.id());
        let here = incident(survivor).map(AlertWords::single).unwrap_or_default();
        for row in std::iter::once(survivor).chain(taken.iter().map(|taken| taken.row)) {
            let Some(incident) = incident(row) else { continue };
            let own = AlertWords::of(incident, resolved.get(&row).copied().flatten());
            for key in incident.known.own_alerts() {
                if seen.insert(key.number(), ()).is_none() {
                    counts.all += 1;
                    counts.covered += u32::from(key.is_covered());
                    let is_active = own.leave_active(*key, key.is_active());
                    let is_brought = row != survivor;
                    counts.active +=
                        u32::from(if is_brought { here.leave_active(*key, is_active) } else { is_active });
                }
            }
        }
        counts
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
