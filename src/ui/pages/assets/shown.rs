//! The assets that are listed as a table, for files and for paper.

use super::machine;
use crate::analytics::assets::AssetLine;
use crate::domain::brief::AssetKind;
use crate::report::table::{Cell, Head, Table};
use crate::t;
use crate::ui::naming;

/// All of them, in their order.
pub(super) fn table(shown: &[AssetLine], kind: AssetKind) -> Table {
    let head = |key: &str, name: String| Head { key: key.to_owned(), name };
    let heads = vec![
        head("name", naming::asset_kind(kind)),
        head("id", t!("queue.print.number")),
        head("group", t!("incident.asset.group")),
        head("critical", t!("incident.asset.critical")),
        head("openIncidents", t!("assets.open")),
        head("incidents", t!("assets.incidents")),
        head("severity", t!("incident.severity")),
        head("lastActivityDateTime", t!("incident.last-activity")),
    ];
    let has_machines = shown.iter().any(|line| line.machine.is_some());
    let keys = ["operatingSystem", "protection", "riskScore", "exposureLevel"];
    let of_machine = keys.into_iter().zip(machine::heads()).map(|(key, name)| head(key, name));
    let seen = head("lastSeen", t!("assets.machine.seen"));
    let address = head("lastIpAddress", t!("assets.machine.addresses"));
    let heads = match has_machines {
        true => heads.into_iter().chain(of_machine).chain([seen, address]).collect(),
        false => heads,
    };
    let rows = shown.iter().map(|line| row(line, has_machines)).collect();
    Table { key: kind.as_str().to_owned(), title: naming::asset_kinds(kind), heads, rows }
}

fn row(line: &AssetLine, has_machines: bool) -> Vec<Cell> {
    let text = |text: String| if text.is_empty() { Cell::None } else { Cell::Text(text) };
    let critical = if line.asset.is_critical() { t!("yes-no.yes") } else { String::new() };
    let cells = [
        text(line.asset.name.clone()),
        text(line.asset.id.clone()),
        text(line.asset.group.clone().unwrap_or_default()),
        text(critical),
        Cell::count(line.open as usize),
        Cell::count(line.incidents as usize),
        line.severity.as_ref().map_or(Cell::None, |it| text(naming::severity(it))),
        line.last.map_or(Cell::None, Cell::Moment),
    ];
    let known = line.machine.as_deref();
    let [system, standing, risk, exposure, _] = machine::texts(known).map(text);
    let seen = known.and_then(|it| it.seen).map_or(Cell::None, Cell::Moment);
    let address = text(known.and_then(|it| it.address.clone()).unwrap_or_default());
    let of_machine = [system, standing, risk, exposure, seen, address];
    cells.into_iter().chain(of_machine.into_iter().filter(|_| has_machines)).collect()
}
