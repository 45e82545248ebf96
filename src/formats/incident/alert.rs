//! Alerts of an incident, in Graph's names or in those of the legacy API.

use super::context::{Context, member, named, write_text, write_words};
use super::{evidence, legacy};
use crate::domain::brief::{AlertSketch, Facts, Touched};
use crate::domain::record::EvidenceRecord;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{AlertStatus, Classification, Determination, ServiceSource, Severity};
use crate::formats::finding::Finding;
use serde_json::Map;
use std::borrow::Cow;
use watchfloor_text::cursor::{Cursor, Fault};
use watchfloor_text::names::Place;
use watchfloor_text::raw::{Raw, Rest, write_string};

/// Reads a list of alerts, or one alert (some log exports split them), or `null`: appends the normalised alerts with
/// commas between them to `out`, and what a brief needs of them to `briefs`.
pub(super) fn read<'t>(
    cursor: &mut Cursor<'t>,
    context: &mut Context<'t, '_>,
    out: &mut String,
    briefs: &mut Vec<AlertSketch<'t>>,
) -> Result<(), Fault> {
    match cursor.peek()? {
        b'[' => {
            cursor.open(b'[')?;
            let mut first = true;
            while cursor.next(&mut first, b']')? {
                read_one(cursor, context, out, briefs)?;
            }
            Ok(())
        }
        _ => read_one(cursor, context, out, briefs),
    }
}

fn read_one<'t>(
    cursor: &mut Cursor<'t>,
    context: &mut Context<'t, '_>,
    out: &mut String,
    briefs: &mut Vec<AlertSketch<'t>>,
) -> Result<(), Fault> {
    if cursor.peek()? != b'{' {
        let raw = cursor.value()?;
        if !raw.is_null() {
            context.note(raw, Finding::Dropped { field: "alerts" });
        }
        return Ok(());
    }
    let start = cursor.offset();
    cursor.open(b'{')?;
    let mut fields = Fields { evidence: context.buffer(), ..Fields::default() };
    let mut place = Place::BEGIN;
    while let Some(number) = context.names.alert.next(cursor, &mut place)? {
        match MEMBERS.get(number) {
            Some((_, Member::Evidence)) => {
                evidence::read(cursor, context, &mut fields.evidence, &mut fields.touched)?
            }
            _ => {
                let raw = cursor.value()?;
                fields.take(context, cursor, (&place, number), raw);
            }
        }
    }
    fields.write(context, start, out, briefs);
    context.give_back(fields.evidence);
    Ok(())
}

/// What a member is for.
pub(super) enum Member {
    /// It is read.
    Field(for<'f, 't> fn(&'f mut Fields<'t>) -> &'f mut Option<Raw<'t>>),
    /// The evidence.
    Evidence,
    /// Evidence as the legacy API writes it.
    Legacy(fn(Map<String, serde_json::Value>) -> Option<EvidenceRecord>),
    /// It is passed on, and a brief marks it.
    Mark,
}

/// The members that are known, by the numbers that [`Names`](watchfloor_text::names::Names) has for them.
pub(super) static MEMBERS: [(&str, Member); 36] = [
    ("id", Member::Field(|it| &mut it.id)),
    ("alertId", Member::Field(|it| &mut it.id)),
    ("title", Member::Field(|it| &mut it.title)),
    ("description", Member::Field(|it| &mut it.description)),
    ("recommendedActions", Member::Field(|it| &mut it.recommended_actions)),
    ("category", Member::Field(|it| &mut it.category)),
    ("status", Member::Field(|it| &mut it.status)),
    ("severity", Member::Field(|it| &mut it.severity)),
    ("classification", Member::Field(|it| &mut it.classification)),
    ("determination", Member::Field(|it| &mut it.determination)),
    ("serviceSource", Member::Field(|it| &mut it.service_source)),
    ("detectionSource", Member::Field(|it| &mut it.detection_source)),
    ("mitreTechniques", Member::Field(|it| &mut it.techniques)),
    ("createdDateTime", Member::Field(|it| &mut it.created)),
    ("creationTime", Member::Field(|it| &mut it.created)),
    ("lastUpdateDateTime", Member::Field(|it| &mut it.updated)),
    ("lastUpdatedTime", Member::Field(|it| &mut it.updated)),
    ("resolvedDateTime", Member::Field(|it| &mut it.resolved)),
    ("resolvedTime", Member::Field(|it| &mut it.resolved)),
    ("firstActivityDateTime", Member::Field(|it| &mut it.first_activity)),
    ("firstActivity", Member::Field(|it| &mut it.first_activity)),
    ("lastActivityDateTime", Member::Field(|it| &mut it.last_activity)),
    ("lastActivity", Member::Field(|it| &mut it.last_activity)),
    ("evidence", Member::Evidence),
    ("devices", Member::Legacy(legacy::device)),
    ("entities", Member::Legacy(legacy::entity)),
    ("investigationState", Member::Mark),
    ("threatFamilyName", Member::Mark),
    ("threatDisplayName", Member::Mark),
    ("threatName", Member::Mark),
    ("actorDisplayName", Member::Mark),
    ("actorName", Member::Mark),
    ("alertPolicyId", Member::Mark),
    ("alertPolicyName", Member::Mark),
    ("sensitivityLabel", Member::Mark),
    ("sensitivityLabelName", Member::Mark),
];

/// The fields that are read.
#[derive(Default)]
pub(super) struct Fields<'t> {
    id: Option<Raw<'t>>,
    title: Option<Raw<'t>>,
    description: Option<Raw<'t>>,
    recommended_actions: Option<Raw<'t>>,
    category: Option<Raw<'t>>,
    status: Option<Raw<'t>>,
    severity: Option<Raw<'t>>,
    classification: Option<Raw<'t>>,
    determination: Option<Raw<'t>>,
    service_source: Option<Raw<'t>>,
    detection_source: Option<Raw<'t>>,
    techniques: Option<Raw<'t>>,
    created: Option<Raw<'t>>,
    updated: Option<Raw<'t>>,
    resolved: Option<Raw<'t>>,
    first_activity: Option<Raw<'t>>,
    last_activity: Option<Raw<'t>>,
    /// Whether a field has a name of the legacy API, whose words for products are others.
    legacy: bool,
    evidence: String,
    touched: Touched,
    /// Facts that a brief marks, by name.
    marks: Vec<(&'static str, Raw<'t>)>,
    rest: Rest<'t>,
}

impl<'t> Fields<'t> {
    fn take(
        &mut self,
        context: &mut Context<'t, '_>,
        cursor: &Cursor<'t>,
        (place, number): (&Place, usize),
        raw: Raw<'t>,
    ) {
        match MEMBERS.get(number) {
            Some((field, Member::Field(slot))) => {
                self.legacy |= matches!(*field, "alertId" | "creationTime");
                context.set(slot(self), raw, field);
            }
            Some((_, Member::Legacy(convert))) => self.legacy_evidence(raw, *convert),
            Some((name, Member::Mark)) => {
                self.marks.push((name, raw));
                self.rest.add(cursor, place, raw);
            }
            _ => self.rest.add(cursor, place, raw),
        }
    }

    fn legacy_evidence(
        &mut self,
        raw: Raw<'t>,
        convert: fn(Map<String, serde_json::Value>) -> Option<EvidenceRecord>,
    ) {
        self.legacy = true;
        let objects = raw.list().into_iter().filter_map(|element| serde_json::from_str(element.json()).ok());
        for evidence in objects.filter_map(convert) {
            if let Ok(text) = serde_json::to_string(&evidence) {
                if !self.evidence.is_empty() {
                    self.evidence.push(',');
                }
                self.evidence.push_str(&text);
                self.touched.add(&evidence.kind, &evidence.facts);
            }
        }
    }

    /// Writes the alert that begins at the byte `start`, or leaves it out when it has no id.
    fn write(
        &mut self,
        context: &mut Context<'t, '_>,
        start: usize,
        out: &mut String,
        briefs: &mut Vec<AlertSketch<'t>>,
    ) {
        let Some(id) = self.id.and_then(Raw::word) else {
            context.found.push((start, Finding::AlertWithoutId));
            return;
        };
        if !out.is_empty() {
            out.push(',');
        }
        out.push_str("{\"id\":");
        write_string(&id, out);
        // A name of blanks could not be pressed anywhere.
        let title = context.text(self.title, "title").filter(|title| !title.trim().is_empty());
        let title = title.unwrap_or_else(|| id.clone());
        write_text(out, member!("title"), &title);
        context.pass_text(out, self.description, named!("description"));
        context.pass_text(out, self.recommended_actions, named!("recommendedActions"));
        let sketch = self.write_words(context, out);
        let (said, times) = self.write_times(context, out);
        if !self.evidence.is_empty() {
            out.push_str(member!("evidence"));
            out.push('[');
            out.push_str(&self.evidence);
            out.push(']');
        }
        self.rest.write(out);
        out.push('}');
        briefs.push(sketch.of_id(id, said).with_times(times));
    }

    fn write_words(&mut self, context: &mut Context<'t, '_>, out: &mut String) -> AlertSketch<'t> {
        let category = context.text(self.category, "category").filter(|word| !word.is_empty());
        if let Some(category) = &category {
            write_text(out, member!("category"), category);
        }
        let status = context.word(self.status, "status").unwrap_or(AlertStatus::Unknown);
        write_text(out, member!("status"), status.as_str());
        let severity = context.word(self.severity, "severity").unwrap_or(Severity::Unknown);
        write_text(out, member!("severity"), severity.as_str());
        let classification =
            context.word(self.classification, "classification").unwrap_or(Classification::Unknown);
        write_text(out, member!("classification"), classification.as_str());
        let determination =
            context.word(self.determination, "determination").unwrap_or(Determination::Unknown);
        write_text(out, member!("determination"), determination.as_str());
        let service_source = self.service_source(context);
        write_text(out, member!("serviceSource"), service_source.as_str());
        let detection = context.text(self.detection_source, "detectionSource");
        let detection_source = detection.filter(|word| !word.trim().is_empty()).map(|word| {
            let known = if self.legacy { legacy::detection_source(&word) } else { None };
            known.map_or(word, Cow::Borrowed)
        });
        if let Some(detection) = &detection_source {
            write_text(out, member!("detectionSource"), detection);
        }
        let mitre_techniques = context.words(self.techniques, "mitreTechniques");
        write_words(out, member!("mitreTechniques"), &mitre_techniques);
        AlertSketch::new(
            (status, &severity),
            (service_source, detection_source),
            category,
            mitre_techniques,
            &Marks(&self.marks),
            std::mem::take(&mut self.touched),
        )
    }

    fn service_source(&self, context: &mut Context<'t, '_>) -> ServiceSource {
        let name = if self.legacy { self.service_source.and_then(Raw::word) } else { None };
        let known = name.and_then(|name| legacy::service_source(&name));
        known.or_else(|| context.word(self.service_source, "serviceSource")).unwrap_or(ServiceSource::Unknown)
    }

    /// Writes the times and answers when the source last said something, and those that a sketch has.
    fn write_times(
        &self,
        context: &mut Context<'t, '_>,
        out: &mut String,
    ) -> (Option<Timestamp>, [Option<Timestamp>; 3]) {
        let created = context.time(self.created, "createdDateTime");
        out.push_str(member!("createdDateTime"));
        match &created {
            Some(moment) => write_string(&moment.text, out),
            None => context.undated.push(out.len()),
        }
        let mut write = |raw, (name, member)| {
            let moment = context.time(raw, name)?;
            write_text(out, member, &moment.text);
            Some(moment.at)
        };
        let updated = write(self.updated, named!("lastUpdateDateTime"));
        let times = [
            write(self.resolved, named!("resolvedDateTime")),
            write(self.first_activity, named!("firstActivityDateTime")),
            write(self.last_activity, named!("lastActivityDateTime")),
        ];
        (updated.or(created.map(|moment| moment.at)), times)
    }
}

/// The facts that a brief marks. All of them are words.
struct Marks<'m, 't>(&'m [(&'static str, Raw<'t>)]);

impl Facts for Marks<'_, '_> {
    fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.0.iter().rfind(|(known, _)| *known == name)?.1.word()
    }

    fn number(&self, _: &str) -> Option<u64> {
        None
    }

    fn texts(&self, _: &str) -> Vec<Cow<'_, str>> {
        Vec::new()
    }

    fn account(&self, _: &str) -> Option<Cow<'_, str>> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::brief::MARK_FACTS;

    #[test]
    fn every_fact_that_a_brief_marks_is_kept_for_it() {
        let is_mark = |member: &Member| matches!(member, Member::Mark);
        let marks: Vec<&str> = MEMBERS.iter().filter(|(_, it)| is_mark(it)).map(|(name, _)| *name).collect();
        assert_eq!(marks, MARK_FACTS);
    }
}
