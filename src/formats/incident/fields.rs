//! The fields of an incident: kept as text while its members are read, then written in normalised form.

use super::comment;
use super::context::{Context, NEVER, member, named, write_text, write_words};
use crate::domain::brief::{AlertSketch, Brief};
use crate::domain::ids::IncidentId;
use crate::domain::record::IncidentRecord;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{Classification, Determination, Severity, Status};
use crate::formats::finding::Finding;
use crate::formats::problem::excerpt;
use crate::formats::recognise::{self, Recognised};
use serde_json::Map;
use std::borrow::Cow;
use watchfloor_text::cursor::Cursor;
use watchfloor_text::names::Place;
use watchfloor_text::raw::{Raw, Rest, write_string};

/// Why a record is refused, with the byte at which it is seen.
pub(super) struct Refused(pub(super) usize, pub(super) Finding);

/// Highest priority score.
const PRIORITY_MAX: f64 = 100.0;

/// The fields that are read.
#[derive(Default)]
pub(super) struct Fields<'t> {
    id: Option<Raw<'t>>,
    tenant: Option<Raw<'t>>,
    name: Option<Raw<'t>>,
    description: Option<Raw<'t>>,
    summary: Option<Raw<'t>>,
    status: Option<Raw<'t>>,
    severity: Option<Raw<'t>>,
    classification: Option<Raw<'t>>,
    determination: Option<Raw<'t>>,
    assigned_to: Option<Raw<'t>>,
    created: Option<Raw<'t>>,
    updated: Option<Raw<'t>>,
    modified_by: Option<Raw<'t>>,
    resolving_comment: Option<Raw<'t>>,
    priority: Option<Raw<'t>>,
    redirect: Option<Raw<'t>>,
    web_url: Option<Raw<'t>>,
    custom_tags: Option<Raw<'t>>,
    tags: Option<Raw<'t>>,
    system_tags: Option<Raw<'t>>,
    comments: Option<Raw<'t>>,
    pub(super) alerts: String,
    pub(super) sketches: Vec<AlertSketch<'t>>,
    pub(super) rest: Rest<'t>,
}

/// What a member is for.
pub(super) enum Member {
    /// It is read.
    Field(for<'f, 't> fn(&'f mut Fields<'t>) -> &'f mut Option<Raw<'t>>),
    /// The alerts.
    Alerts,
    /// It describes the answer of the service and not the incident.
    Context,
}

/// The members that are known, by the numbers that [`Names`](watchfloor_text::names::Names) has for them.
pub(super) static MEMBERS: [(&str, Member); 28] = [
    ("id", Member::Field(|it| &mut it.id)),
    ("incidentId", Member::Field(|it| &mut it.id)),
    ("tenantId", Member::Field(|it| &mut it.tenant)),
    ("displayName", Member::Field(|it| &mut it.name)),
    ("incidentName", Member::Field(|it| &mut it.name)),
    ("description", Member::Field(|it| &mut it.description)),
    ("summary", Member::Field(|it| &mut it.summary)),
    ("status", Member::Field(|it| &mut it.status)),
    ("severity", Member::Field(|it| &mut it.severity)),
    ("classification", Member::Field(|it| &mut it.classification)),
    ("determination", Member::Field(|it| &mut it.determination)),
    ("assignedTo", Member::Field(|it| &mut it.assigned_to)),
    ("createdDateTime", Member::Field(|it| &mut it.created)),
    ("createdTime", Member::Field(|it| &mut it.created)),
    ("lastUpdateDateTime", Member::Field(|it| &mut it.updated)),
    ("lastUpdateTime", Member::Field(|it| &mut it.updated)),
    ("lastModifiedBy", Member::Field(|it| &mut it.modified_by)),
    ("resolvingComment", Member::Field(|it| &mut it.resolving_comment)),
    ("priorityScore", Member::Field(|it| &mut it.priority)),
    ("redirectIncidentId", Member::Field(|it| &mut it.redirect)),
    ("incidentWebUrl", Member::Field(|it| &mut it.web_url)),
    ("incidentUri", Member::Field(|it| &mut it.web_url)),
    ("customTags", Member::Field(|it| &mut it.custom_tags)),
    ("tags", Member::Field(|it| &mut it.tags)),
    ("systemTags", Member::Field(|it| &mut it.system_tags)),
    ("comments", Member::Field(|it| &mut it.comments)),
    ("alerts", Member::Alerts),
    ("@odata.context", Member::Context),
];

impl<'t> Fields<'t> {
    /// No fields yet; `alerts` is an empty buffer.
    pub(super) fn new(alerts: String) -> Self {
        Self { alerts, ..Self::default() }
    }

    /// Keeps a member that the cursor has just passed.
    pub(super) fn take(
        &mut self,
        context: &mut Context<'t, '_>,
        cursor: &Cursor<'t>,
        (place, number): (&Place, usize),
        raw: Raw<'t>,
    ) {
        match MEMBERS.get(number) {
            Some((field, Member::Field(slot))) => context.set(slot(self), raw, field),
            Some((_, Member::Context)) => {}
            _ => self.rest.add(cursor, place, raw),
        }
    }

    /// Writes the record; `out` is left as it was when the record is refused.
    pub(super) fn write(
        &mut self,
        context: &mut Context<'t, '_>,
        out: &mut String,
    ) -> Result<Brief, Refused> {
        self.must_be_incident(context)?;
        let id = self.id(context)?;
        let (created, created_text) = self.created(context)?;
        if created_text.starts_with(NEVER) {
            context.note_record(Finding::UnsetCreated);
        }
        // What names itself is not merged into anything.
        let redirect = self.redirect.and_then(Raw::word).filter(|other| *other != "0" && *other != id);
        out.push_str("{\"id\":");
        write_string(&id, out);
        context.pass_text(out, self.tenant, named!("tenantId"));
        let name = self.name.and_then(Raw::word);
        if name.is_none() {
            context.note_record(Finding::AssumedName);
        }
        let name = name.unwrap_or(Cow::Borrowed(&id));
        write_text(out, member!("displayName"), &name);
        let mut record = self.write_words(context, out, redirect.is_some());
        record.id.clone_from(&id);
        record.display_name = name.into_owned();
        write_text(out, member!("createdDateTime"), &created_text);
        record.created_date_time = created;
        let updated = context.time(self.updated, "lastUpdateDateTime");
        if updated.is_none() {
            context.note_record(Finding::AssumedUpdated);
        }
        write_text(
            out,
            member!("lastUpdateDateTime"),
            updated.as_ref().map_or(&created_text, |moment| &moment.text),
        );
        record.last_update_date_time = updated.map_or(created, |moment| moment.at);
        if let Some(id) = &redirect {
            write_text(out, member!("redirectIncidentId"), id);
        }
        record.redirect_incident_id = redirect.map(Cow::into_owned);
        self.write_rest(context, out, &mut record);
        let sketches = std::mem::take(&mut self.sketches);
        if !sketches.is_empty() {
            self.write_alerts(context, out, &created_text);
        }
        self.rest.write(out);
        out.push('}');
        Ok(Brief::of_head(&record, sketches))
    }

    /// Refuses a record of another kind. Only one that lacks what every incident has is looked at, since that costs time.
    fn must_be_incident(&self, context: &Context<'t, '_>) -> Result<(), Refused> {
        if [self.id, self.name, self.created, self.updated, self.status].iter().all(Option::is_some) {
            return Ok(());
        }
        match recognise::of_record(context.text) {
            Recognised::As(kind) if !kind.is_read_as_it_is() => Err(Refused(0, Finding::OtherKind { kind })),
            Recognised::Not(finding) => Err(Refused(0, finding)),
            _ => Ok(()),
        }
    }

    /// The id. Without one nothing can be counted or found again.
    fn id(&self, context: &Context<'t, '_>) -> Result<String, Refused> {
        let Some((raw, id)) = self.id.and_then(|raw| Some((raw, raw.word()?))) else {
            return Err(Refused(0, Finding::Missing { field: "id" }));
        };
        match IncidentId::new(&id) {
            Some(id) => Ok(id.as_str().to_owned()),
            None => Err(Refused(raw.offset_in(context.text), Finding::BadId)),
        }
    }

    /// The time of creation. Every figure counts by it, so a zone is not guessed. One that was never set is kept as it is, as
    /// other dates of the first years are: the incident is worth more than its date.
    fn created(&self, context: &Context<'t, '_>) -> Result<(Timestamp, Cow<'t, str>), Refused> {
        let field = "createdDateTime";
        let Some((raw, text)) = self.created.and_then(|raw| Some((raw, raw.word()?))) else {
            return Err(Refused(0, Finding::Missing { field }));
        };
        match Timestamp::parse(&text) {
            Some(moment) => Ok((moment, text)),
            // A moment that was never set is of no zone.
            None if text == NEVER => {
                let text = format!("{NEVER}Z");
                Ok((Timestamp::parse(&text).unwrap_or(Timestamp::MIN), Cow::Owned(text)))
            }
            None => {
                let finding = Finding::BadTime { field, text: excerpt(&text) };
                Err(Refused(raw.offset_in(context.text), finding))
            }
        }
    }

    fn write_words(
        &self,
        context: &mut Context<'t, '_>,
        out: &mut String,
        redirected: bool,
    ) -> IncidentRecord {
        let said = context.word(self.status, "status");
        let status = match (said, redirected) {
            (Some(status), false) => status,
            (None, false) => {
                context.note_record(Finding::AssumedActive);
                Status::Active
            }
            (said, true) => {
                if said != Some(Status::Redirected) {
                    context.note_record(Finding::AssumedRedirected);
                }
                Status::Redirected
            }
        };
        write_text(out, member!("status"), status.as_str());
        let severity = context.word(self.severity, "severity").unwrap_or(Severity::Unknown);
        write_text(out, member!("severity"), severity.as_str());
        let classification =
            context.word(self.classification, "classification").unwrap_or(Classification::Unknown);
        write_text(out, member!("classification"), classification.as_str());
        let determination =
            context.word(self.determination, "determination").unwrap_or(Determination::Unknown);
        write_text(out, member!("determination"), determination.as_str());
        IncidentRecord {
            id: String::new(),
            tenant_id: None,
            display_name: String::new(),
            description: None,
            summary: None,
            status,
            severity,
            classification,
            determination,
            assigned_to: None,
            created_date_time: Timestamp::default(),
            last_update_date_time: Timestamp::default(),
            last_modified_by: None,
            resolving_comment: None,
            priority_score: None,
            redirect_incident_id: None,
            incident_web_url: None,
            custom_tags: Vec::new(),
            system_tags: Vec::new(),
            comments: Vec::new(),
            alerts: Vec::new(),
            extra: Map::new(),
        }
    }

    fn write_rest(&self, context: &mut Context<'t, '_>, out: &mut String, record: &mut IncidentRecord) {
        let assigned_to = context.text(self.assigned_to, "assignedTo");
        if let Some(assignee) = &assigned_to {
            write_text(out, member!("assignedTo"), assignee);
        }
        record.assigned_to = assigned_to.map(Cow::into_owned);
        for (raw, name) in [
            (self.description, named!("description")),
            (self.summary, named!("summary")),
            (self.modified_by, named!("lastModifiedBy")),
            (self.resolving_comment, named!("resolvingComment")),
            (self.web_url, named!("incidentWebUrl")),
        ] {
            context.pass_text(out, raw, name);
        }
        record.priority_score = self.priority(context);
        if let Some(score) = record.priority_score {
            out.push_str(member!("priorityScore"));
            out.push_str(&score.to_string());
        }
        record.custom_tags = owned(context.words(self.custom_tags, "customTags"));
        for tag in context.words(self.tags, "tags") {
            if !record.custom_tags.iter().any(|known| *known == tag) {
                record.custom_tags.push(tag.into_owned());
            }
        }
        write_words(out, member!("customTags"), &record.custom_tags);
        record.system_tags = owned(context.words(self.system_tags, "systemTags"));
        write_words(out, member!("systemTags"), &record.system_tags);
        if let Some(comments) = self.comments {
            comment::write(context, comments, out);
        }
    }

    fn priority(&self, context: &mut Context<'t, '_>) -> Option<u8> {
        let raw = self.priority.filter(|raw| !raw.is_null())?;
        match raw.number().filter(|score| (0.0..=PRIORITY_MAX).contains(score)) {
            // In range, so nothing is lost but a fraction.
            Some(score) => Some(score.round() as u8),
            None => {
                if raw.word().is_some() || !raw.is_string() {
                    context.note(raw, Finding::Dropped { field: "priorityScore" });
                }
                None
            }
        }
    }

    /// Writes the alerts; one without a time of creation gets that of its incident.
    fn write_alerts(&mut self, context: &mut Context<'t, '_>, out: &mut String, created: &str) {
        for offset in std::mem::take(&mut context.undated).into_iter().rev() {
            let mut text = String::new();
            write_string(created, &mut text);
            self.alerts.insert_str(offset, &text);
            context.note_record(Finding::AssumedAlertCreated);
        }
        out.push_str(member!("alerts"));
        out.push('[');
        out.push_str(&self.alerts);
        out.push(']');
    }
}

fn owned(words: Vec<Cow<'_, str>>) -> Vec<String> {
    words.into_iter().map(Cow::into_owned).collect()
}
