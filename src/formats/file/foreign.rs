//! Reading a record that is no Graph incident: into another shape first, or into a fact.

use super::{Records, Take};
use crate::domain::ids::IncidentId;
use crate::domain::record::CommentRecord;
use crate::formats::finding::Finding;
use crate::formats::foreign::alerts::{Hunted, endpoint, hunted, note_other};
use crate::formats::foreign::{Fact, LooseAlert, facts, fields::Fields, ocsf, sentinel};
use crate::formats::kind::Kind;
use crate::formats::minimal;
use crate::formats::position::Position;
use crate::formats::problem::{Findings, Problem};

impl Records<'_> {
    /// Reads a record of a kind that the reader of incidents does not take as it is.
    pub(super) fn read_foreign(
        &mut self,
        kind: Kind,
        text: &str,
        at: Position,
        take: &mut impl Take,
    ) -> Result<(), Problem> {
        minimal::check(kind, text, at)?;
        match kind {
            Kind::SentinelIncidents => {
                let graph = sentinel::incident(text, at, &mut self.report.findings)?;
                return self.read_converted(&graph, at, take);
            }
            Kind::OcsfIncidents => {
                let graph = ocsf::incident(text, at, &mut self.report.findings)?;
                return self.read_converted(&graph, at, take);
            }
            Kind::GraphAlerts => self.read_alert(text, at, take)?,
            Kind::EndpointAlerts => self.read_alert(&endpoint(text, at)?, at, take)?,
            Kind::OcsfDetections => self.read_alert(&ocsf::detection(text, at)?, at, take)?,
            Kind::HuntingRecords => match hunted(text, at)? {
                Hunted::Alert(alert) => self.read_alert(&alert, at, take)?,
                Hunted::Evidence(alert, evidence) => take.fact(Fact::Evidence(alert, evidence)),
                Hunted::Other => note_other(at, &mut self.report.findings),
            },
            Kind::Comments => self.read_comment(text, at, take)?,
            Kind::Evidence => self.report.findings.add(Problem::new(at, Finding::EvidenceOfNobody)),
            Kind::MachineActions => {
                let action = facts::machine_action(text, at, &mut self.report.findings)?;
                take.fact(Fact::MachineAction(Box::new(action)));
            }
            Kind::IncidentTasks => {
                let task = facts::task(text, at, &mut self.report.findings)?;
                take.fact(Fact::Task(Box::new(task)));
            }
            Kind::Recommendations => {
                take.fact(Fact::Recommendation(Box::new(facts::recommendation(text, at)?)));
            }
            Kind::NavigatorLayer => {
                let layer = facts::layer(text, at, &mut self.report.findings)?;
                take.fact(Fact::Layer(Box::new(layer)));
            }
            _ => {}
        }
        self.report.accepted += 1;
        Ok(())
    }

    /// Reads an incident that was put into Graph's shape. Its places are those of the record that it was made of.
    pub(crate) fn read_converted(
        &mut self,
        graph: &str,
        at: Position,
        take: &mut impl Take,
    ) -> Result<(), Problem> {
        self.scratch.clear();
        let mut findings = Findings::default();
        let read = self.normaliser.read(graph, Position::START, &mut findings, self.scratch);
        let brief = read.map_err(|problem| Problem { at, ..problem })?;
        self.note_at(&findings, at);
        self.take_incident(brief, take);
        Ok(())
    }

    fn note_at(&mut self, findings: &Findings, at: Position) {
        for problem in findings.list() {
            self.report.findings.add(Problem { at, ..problem.clone() });
        }
    }

    fn read_alert(&mut self, text: &str, at: Position, take: &mut impl Take) -> Result<(), Problem> {
        let mut findings = Findings::default();
        let read = self.normaliser.read_alert(text, Position::START, &mut findings);
        let record = read.map_err(|problem| Problem { at, ..problem })?;
        self.note_at(&findings, at);
        let named = record.extra.get("incidentId").and_then(crate::formats::foreign::fields::text_of);
        let named = named.filter(|id| id != "0");
        let is_named = named.is_some();
        let id = named.unwrap_or_else(|| record.id.clone());
        let incident = IncidentId::new(&id).ok_or_else(|| Problem::new(at, Finding::BadId))?;
        if !is_named {
            self.report.findings.add(Problem::new(at, Finding::OwnIncident));
        }
        take.fact(Fact::Alert(Box::new(LooseAlert { incident, is_named, record })));
        Ok(())
    }

    /// A comment of the incident that its list names: `…#security/incidents('29')/comments`.
    fn read_comment(&mut self, text: &str, at: Position, take: &mut impl Take) -> Result<(), Problem> {
        let fields = Fields::read(text, at)?;
        let named = fields.text(&["incidentId"]).and_then(|id| IncidentId::new(&id));
        let Some(incident) = named.or_else(|| self.comments_of.clone()) else {
            self.report.findings.add(Problem::new(at, Finding::CommentOfNobody));
            return Ok(());
        };
        let created = fields.time(&["createdDateTime", "createdTime"])?;
        let comment = CommentRecord {
            comment: fields.need(&["comment"])?,
            created_by_display_name: fields.text(&["createdByDisplayName", "createdBy"]),
            created_date_time: created,
            extra: Default::default(),
        };
        take.fact(Fact::Comment(incident, Box::new(comment)));
        Ok(())
    }
}

/// The incident that the name of a list of comments names.
pub(super) fn incident_of_comments(context: &str) -> Option<IncidentId> {
    let (_, path) = context.split_once("incidents('")?;
    let (id, rest) = path.split_once("')")?;
    rest.trim_start_matches('/').starts_with("comments").then(|| IncidentId::new(id)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_list_of_comments_names_the_incident() {
        let name = "https://graph.microsoft.com/v1.0/$metadata#security/incidents('29')/comments";
        assert_eq!(incident_of_comments(name), IncidentId::new("29"));
        for other in ["", "security/incidents", "security/alerts_v2('1')/comments", "incidents('29')/alerts"]
        {
            assert_eq!(incident_of_comments(other), None, "{other}");
        }
    }
}
