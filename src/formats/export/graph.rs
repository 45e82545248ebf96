//! Incidents in the shape of Microsoft Graph again, unknown fields included, so that export, import and export is a fixed
//! point.

use crate::domain::record::{CommentRecord, IncidentRecord};
use crate::domain::state::Incident;
use crate::domain::time::Timestamp;
use crate::domain::work::{Assignment, Visibility};
use serde_json::{Map, Value, json};

/// What a list of incidents is called.
const CONTEXT: &str = "https://graph.microsoft.com/v1.0/$metadata#security/incidents(alerts())";

/// A record as it is now: what people did here is put into it. Internal comments stay here.
pub fn with_work(record: &IncidentRecord, incident: Incident<'_>) -> IncidentRecord {
    let mut now = record.clone();
    let (classification, determination) = incident.verdict();
    now.status = incident.status();
    (now.classification, now.determination) = (classification, determination);
    now.assigned_to = assigned(&incident.assignment()).or_else(|| record.assigned_to.clone());
    let Some(work) = incident.work else { return now };
    if work.assignment.is_some() {
        now.assigned_to = assigned(&incident.assignment());
    }
    now.custom_tags.retain(|tag| !work.tags_removed.contains(tag));
    now.system_tags.retain(|tag| !work.tags_removed.contains(tag));
    for tag in &work.tags_added {
        if !now.custom_tags.contains(tag) && !now.system_tags.contains(tag) {
            now.custom_tags.push(tag.clone());
        }
    }
    for comment in work.comments.iter().filter(|comment| comment.visibility == Visibility::Shared) {
        now.comments.push(CommentRecord {
            comment: comment.text.clone(),
            created_by_display_name: Some(comment.by.clone()),
            created_date_time: Some(comment.at),
            extra: Map::new(),
        });
    }
    if let Some(resolution) = work.resolution.as_ref().filter(|resolution| !resolution.note.is_empty()) {
        now.resolving_comment = Some(resolution.note.clone());
    }
    let changes: [Option<Timestamp>; 4] = [
        work.status.as_ref().map(|since| since.at),
        work.assignment.as_ref().map(|since| since.at),
        work.verdict.as_ref().map(|since| since.at),
        work.comments.iter().map(|comment| comment.at).max(),
    ];
    let latest = changes.into_iter().flatten().max().unwrap_or_default();
    now.last_update_date_time = now.last_update_date_time.max(latest);
    now
}

/// How an assignment is written: as the name of the side, or as the person where one is set (section 6, assignment).
pub fn assigned(assignment: &Assignment) -> Option<String> {
    use crate::domain::brief::{CUSTOMER_ASSIGNEE, EXPERTS_ASSIGNEE};
    use crate::domain::people::Party;
    let side = assignment.party.map(|party| match party {
        Party::Experts => EXPERTS_ASSIGNEE,
        Party::Customer => CUSTOMER_ASSIGNEE,
    });
    assignment.person.clone().or_else(|| side.map(str::to_owned))
}

/// A record in Graph's shape: evidence has a type and no kind.
pub fn incident(record: &IncidentRecord) -> Value {
    let mut value = serde_json::to_value(record).unwrap_or_else(|_| json!({}));
    let alerts = value.get_mut("alerts").and_then(Value::as_array_mut);
    let evidence = alerts.into_iter().flatten().filter_map(|alert| alert.get_mut("evidence")?.as_array_mut());
    for piece in evidence.flatten().filter_map(Value::as_object_mut) {
        let kind = piece.shift_remove("kind").and_then(|kind| kind.as_str().map(str::to_owned));
        if let Some(kind) = kind.filter(|kind| kind != "unknown") {
            let mut typed = Map::new();
            typed
                .insert("@odata.type".to_owned(), json!(format!("#microsoft.graph.security.{kind}Evidence")));
            typed.append(piece);
            *piece = typed;
        }
    }
    value
}

/// Writes a list of incidents piece by piece, as Graph answers one: `{"@odata.context", "value": […]}`.
#[derive(Debug)]
pub struct GraphList {
    count: usize,
}

impl Default for GraphList {
    fn default() -> Self {
        Self::new()
    }
}

impl GraphList {
    /// An empty list.
    pub fn new() -> Self {
        Self { count: 0 }
    }

    /// The text before the first incident.
    pub fn head(&self) -> String {
        format!("{{\"@odata.context\":{},\"value\":[", Value::from(CONTEXT))
    }

    /// The text of the next incident.
    pub fn next(&mut self, record: &IncidentRecord) -> String {
        self.count += 1;
        let separator = if self.count == 1 { "\n" } else { ",\n" };
        format!("{separator}{}", incident(record))
    }

    /// The text behind the last one.
    pub fn foot(&self) -> &'static str {
        "\n]}\n"
    }
}

/// A list of incidents in Graph's shape, as one text.
pub fn list<'a>(records: impl IntoIterator<Item = &'a IncidentRecord>) -> String {
    let mut list = GraphList::new();
    let mut text = list.head();
    for record in records {
        text.push_str(&list.next(record));
    }
    text.push_str(list.foot());
    text
}
