//! The incidents of a filter as a table that leaves: one row each, as they are now.

use super::table::{Cell, Head, Table};
use crate::analytics::score::Score;
use crate::domain::brief::{Asset, AssetKind};
use crate::domain::state::State;

/// The headings, in Graph's names where Graph has one.
const HEADINGS: [&str; 23] = [
    "id",
    "displayName",
    "severity",
    "status",
    "classification",
    "determination",
    "assignedTo",
    "createdDateTime",
    "lastUpdateDateTime",
    "resolvedDateTime",
    "priorityScore",
    "watchfloorScore",
    "customTags",
    "serviceSource",
    "category",
    "mitreTechniques",
    "devices",
    "users",
    "mailboxes",
    "apps",
    "alerts",
    "activeAlerts",
    "redirectIncidentId",
];

/// The incidents with these ids. A table that was read from such a file gives the same incidents again.
pub fn incidents<'a>(state: &State, ids: impl IntoIterator<Item = &'a str>) -> Table {
    let rows = ids.into_iter().filter_map(|id| row(state, id)).collect();
    let head = |name: &&str| Head { key: (*name).to_owned(), name: (*name).to_owned() };
    let heads = HEADINGS.iter().map(head).collect();
    Table { key: "incidents".to_owned(), title: "Incidents".to_owned(), heads, rows }
}

fn row(state: &State, id: &str) -> Option<Vec<Cell>> {
    let incident = state.incident(id)?;
    let brief = incident.brief();
    let (classification, determination) = incident.verdict();
    let text = |text: &str| if text.is_empty() { Cell::None } else { Cell::text(text) };
    let joined = |words: &[String]| text(&words.join("; "));
    let assets = |kind: AssetKind| {
        let names = brief.assets.iter().filter(|asset| asset.kind == kind);
        text(&names.map(|asset: &Asset| asset.name.as_str()).collect::<Vec<_>>().join("; "))
    };
    let tactics = brief.tactics.iter().map(|tactic| tactic.as_str().to_owned());
    let categories: Vec<String> = tactics.chain(brief.categories.iter().cloned()).collect();
    let tags: Vec<String> = incident.tags().into_iter().map(str::to_owned).collect();
    Some(vec![
        text(&brief.id),
        text(&brief.title),
        text(brief.severity.as_str()),
        text(incident.status().as_str()),
        text(classification.as_str()),
        text(determination.as_str()),
        text(&crate::formats::export::graph::assigned(&incident.assignment()).unwrap_or_default()),
        Cell::Moment(brief.created),
        Cell::Moment(brief.updated),
        incident.resolved_at().map_or(Cell::None, |(at, _)| Cell::Moment(at)),
        brief.priority_score.map_or(Cell::None, |score| Cell::Count(u64::from(score))),
        // Ours stands beside the imported one, as in the queue.
        Cell::Count(u64::from(Score::of(incident).total())),
        joined(&tags),
        joined(&brief.sources),
        joined(&categories),
        joined(&brief.techniques),
        assets(AssetKind::Device),
        assets(AssetKind::User),
        assets(AssetKind::Mailbox),
        assets(AssetKind::CloudApp),
        Cell::Count(u64::from(brief.alerts)),
        Cell::Count(u64::from(brief.alerts_active)),
        text(brief.redirect_to.as_deref().unwrap_or_default()),
    ])
}
