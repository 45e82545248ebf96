//! The alerts that are listed as a table, for files and for paper.

use super::detail::category_of;
use super::rows::assets;
use super::{Alerts, asked};
use crate::analytics::alerts::AlertLine;
use crate::analytics::period::Period;
use crate::domain::state::State;
use crate::domain::vocabulary::{AlertStatus, Severity};
use crate::report::table::{Cell, Head, Table};
use crate::t;
use crate::ui::portal::Portal;
use crate::ui::{detectors, naming, periods};
use crate::view::prelude::*;

/// All of them, in their order.
pub(super) fn table(alerts: Alerts) -> Table {
    let head = |key: &str, name: String| Head { key: key.to_owned(), name };
    let heads = vec![
        head("id", t!("queue.print.number")),
        head("title", t!("incident.alert")),
        head("severity", t!("incident.severity")),
        head("status", t!("incident.status")),
        head("serviceSource", t!("incident.source")),
        head("detectionSource", t!("incident.detector")),
        head("category", t!("incident.category")),
        head("assets", t!("incident.assets")),
        head("incident", t!("alerts.incident")),
        head("firstActivityDateTime", t!("incident.first-activity")),
        head("lastActivityDateTime", t!("incident.last-activity")),
        head("createdDateTime", t!("incident.created")),
    ];
    let shown = alerts.shown.get_untracked();
    let rows = alerts.portal.glance(|state| {
        alerts.portal.alerts.glance(|index| {
            let lines = shown.iter().filter_map(|number| index.line(*number, state));
            lines.map(|line| row(&line, state)).collect()
        })
    });
    Table { key: "alerts".to_owned(), title: t!("shell.alerts"), heads, rows }
}

fn row(line: &AlertLine, state: &State) -> Vec<Cell> {
    let text = |text: String| if text.is_empty() { Cell::None } else { Cell::Text(text) };
    let incident = state.catalogue.get(line.incident).map(|known| known.id().to_owned());
    vec![
        text(line.id.clone()),
        text(line.title.clone()),
        text(naming::severity(&line.severity)),
        text(naming::alert_status(&line.status)),
        text(naming::source(&line.source)),
        text(detectors::name(&line.detector)),
        text(category_of(&line.category)),
        if line.assets.is_empty() { Cell::None } else { text(assets(line)) },
        text(incident.unwrap_or_default()),
        line.first_activity.map_or(Cell::None, Cell::Moment),
        line.last_activity.map_or(Cell::None, Cell::Moment),
        Cell::Moment(line.created),
    ]
}

/// What narrows the list, in words.
pub(super) fn narrowed(portal: Portal) -> String {
    let asked = asked(portal);
    let said = |field: String, value: String| format!("{field}: {value}");
    let any_of = |field: String, words: &[Box<str>], name: &dyn Fn(&str) -> String| {
        let names: Vec<String> = words.iter().map(|word| name(word)).collect();
        (!names.is_empty()).then(|| said(field, names.join(", ")))
    };
    let severity = |word: &str| naming::severity(&Severity::parse(word));
    let state = |word: &str| naming::alert_status(&AlertStatus::parse(word));
    let text = Some(asked.text.to_string()).filter(|text| !text.is_empty());
    let parts = [
        text.map(|text| said(t!("queue.chip.text"), text)),
        any_of(t!("incident.severity"), &asked.severities, &severity),
        any_of(t!("incident.status"), &asked.states, &state),
        any_of(t!("incident.source"), &asked.sources, &naming::source),
        (asked.period != Period::All)
            .then(|| said(t!("incident.first-activity"), periods::name(asked.period))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return t!("report.print.no-filter");
    }
    t!("report.print.filters", filters = parts.join("; "))
}
