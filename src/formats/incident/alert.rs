//! Alerts of an incident, in Graph's names or in those of the legacy API.

use super::context::{Context, write_name, write_text, write_words};
use super::{evidence, legacy};
use crate::domain::brief::MARK_FACTS;
use crate::domain::record::{AlertRecord, EvidenceRecord};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{AlertStatus, Classification, Determination, ServiceSource, Severity};
use crate::formats::finding::Finding;
use crate::formats::json::cursor::{Cursor, Fault};
use crate::formats::json::raw::{Key, Raw, Rest, write_string};
use serde_json::Map;

/// Reads a list of alerts, or one alert (some log exports split them), or `null`: appends the normalised alerts with
/// commas between them to `out`, and what a brief needs of them to `briefs`.
pub(super) fn read<'t>(
    cursor: &mut Cursor<'t>,
    context: &mut Context<'t, '_>,
    out: &mut String,
    briefs: &mut Vec<AlertRecord>,
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
    briefs: &mut Vec<AlertRecord>,
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
    let mut first = true;
    while let Some(key) = cursor.key(&mut first)? {
        match key.as_str() {
            "evidence" => evidence::read(cursor, context, &mut fields.evidence, &mut fields.assets)?,
            _ => {
                let raw = cursor.value()?;
                fields.take(context, cursor, key, raw);
            }
        }
    }
    fields.write(context, start, out, briefs);
    context.give_back(fields.evidence);
    Ok(())
}

/// The fields that are read.
#[derive(Default)]
struct Fields<'t> {
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
    assets: Vec<EvidenceRecord>,
    /// Facts that a brief marks, by name.
    marks: Vec<(&'static str, Raw<'t>)>,
    rest: Rest<'t>,
}

impl<'t> Fields<'t> {
    fn take(&mut self, context: &mut Context<'t, '_>, cursor: &Cursor<'t>, key: Key<'t>, raw: Raw<'t>) {
        let (slot, field) = match key.as_str() {
            "id" => (&mut self.id, "id"),
            "alertId" => (&mut self.id, "alertId"),
            "title" => (&mut self.title, "title"),
            "description" => (&mut self.description, "description"),
            "recommendedActions" => (&mut self.recommended_actions, "recommendedActions"),
            "category" => (&mut self.category, "category"),
            "status" => (&mut self.status, "status"),
            "severity" => (&mut self.severity, "severity"),
            "classification" => (&mut self.classification, "classification"),
            "determination" => (&mut self.determination, "determination"),
            "serviceSource" => (&mut self.service_source, "serviceSource"),
            "detectionSource" => (&mut self.detection_source, "detectionSource"),
            "mitreTechniques" => (&mut self.techniques, "mitreTechniques"),
            "createdDateTime" => (&mut self.created, "createdDateTime"),
            "creationTime" => (&mut self.created, "creationTime"),
            "lastUpdateDateTime" => (&mut self.updated, "lastUpdateDateTime"),
            "lastUpdatedTime" => (&mut self.updated, "lastUpdatedTime"),
            "resolvedDateTime" => (&mut self.resolved, "resolvedDateTime"),
            "resolvedTime" => (&mut self.resolved, "resolvedTime"),
            "firstActivityDateTime" => (&mut self.first_activity, "firstActivityDateTime"),
            "firstActivity" => (&mut self.first_activity, "firstActivity"),
            "lastActivityDateTime" => (&mut self.last_activity, "lastActivityDateTime"),
            "lastActivity" => (&mut self.last_activity, "lastActivity"),
            "devices" => return self.legacy_evidence(raw, legacy::device),
            "entities" => return self.legacy_evidence(raw, legacy::entity),
            name => {
                if let Some(name) = MARK_FACTS.into_iter().find(|known| *known == name) {
                    self.marks.push((name, raw));
                }
                return self.rest.add(cursor, key, raw);
            }
        };
        self.legacy |= matches!(field, "alertId" | "creationTime");
        context.set(slot, raw, field);
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
                self.assets.push(evidence);
            }
        }
    }

    /// Writes the alert that begins at the byte `start`, or leaves it out when it has no id.
    fn write(
        &mut self,
        context: &mut Context<'t, '_>,
        start: usize,
        out: &mut String,
        briefs: &mut Vec<AlertRecord>,
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
        let title = context.text(self.title, "title").unwrap_or_else(|| id.clone());
        write_text(out, "title", &title);
        for (raw, name) in
            [(self.description, "description"), (self.recommended_actions, "recommendedActions")]
        {
            context.pass_text(out, raw, name);
        }
        let mut slim = self.write_words(context, out);
        slim.id = id.into_owned();
        self.write_times(context, out, &mut slim);
        if !self.evidence.is_empty() {
            write_name(out, "evidence");
            out.push('[');
            out.push_str(&self.evidence);
            out.push(']');
        }
        self.rest.write(out);
        out.push('}');
        slim.evidence = std::mem::take(&mut self.assets);
        briefs.push(slim);
    }

    fn write_words(&self, context: &mut Context<'t, '_>, out: &mut String) -> AlertRecord {
        let category = context.text(self.category, "category").filter(|word| !word.is_empty());
        if let Some(category) = &category {
            write_text(out, "category", category);
        }
        let status = context.word(self.status, "status").unwrap_or(AlertStatus::Unknown);
        write_text(out, "status", status.as_str());
        let severity = context.word(self.severity, "severity").unwrap_or(Severity::Unknown);
        write_text(out, "severity", severity.as_str());
        let classification =
            context.word(self.classification, "classification").unwrap_or(Classification::Unknown);
        write_text(out, "classification", classification.as_str());
        let determination =
            context.word(self.determination, "determination").unwrap_or(Determination::Unknown);
        write_text(out, "determination", determination.as_str());
        let service_source = self.service_source(context);
        write_text(out, "serviceSource", service_source.as_str());
        let detection = context.text(self.detection_source, "detectionSource");
        let detection_source = detection.filter(|word| !word.trim().is_empty()).map(|word| {
            let known = if self.legacy { legacy::detection_source(&word) } else { None };
            known.map_or_else(|| word.into_owned(), str::to_owned)
        });
        if let Some(detection) = &detection_source {
            write_text(out, "detectionSource", detection);
        }
        let mitre_techniques = context.words(self.techniques, "mitreTechniques");
        write_words(out, "mitreTechniques", &mitre_techniques);
        AlertRecord {
            id: String::new(),
            title: String::new(),
            description: None,
            recommended_actions: None,
            category: category.map(|word| word.into_owned()),
            status,
            severity,
            classification,
            determination,
            service_source,
            detection_source,
            mitre_techniques,
            created_date_time: Timestamp::default(),
            last_update_date_time: None,
            resolved_date_time: None,
            first_activity_date_time: None,
            last_activity_date_time: None,
            evidence: Vec::new(),
            extra: self
                .marks
                .iter()
                .filter_map(|(name, raw)| Some(((*name).to_owned(), raw.word()?.into())))
                .collect(),
        }
    }

    fn service_source(&self, context: &mut Context<'t, '_>) -> ServiceSource {
        let name = if self.legacy { self.service_source.and_then(Raw::word) } else { None };
        let known = name.and_then(|name| legacy::service_source(&name));
        known.or_else(|| context.word(self.service_source, "serviceSource")).unwrap_or(ServiceSource::Unknown)
    }

    fn write_times(&self, context: &mut Context<'t, '_>, out: &mut String, slim: &mut AlertRecord) {
        let created = context.time(self.created, "createdDateTime");
        write_name(out, "createdDateTime");
        match &created {
            Some(moment) => write_string(&moment.text, out),
            None => context.undated.push(out.len()),
        }
        slim.created_date_time = created.map(|moment| moment.at).unwrap_or_default();
        for (raw, name, slot) in [
            (self.updated, "lastUpdateDateTime", &mut slim.last_update_date_time),
            (self.resolved, "resolvedDateTime", &mut slim.resolved_date_time),
            (self.first_activity, "firstActivityDateTime", &mut slim.first_activity_date_time),
            (self.last_activity, "lastActivityDateTime", &mut slim.last_activity_date_time),
        ] {
            if let Some(moment) = context.time(raw, name) {
                write_text(out, name, &moment.text);
                *slot = Some(moment.at);
            }
        }
    }
}
