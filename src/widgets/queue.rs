//! Incidents as rows to read: the newest first.

use super::ask::Ask;
use super::draw::Scene;
use super::node::{Node, el};
use crate::analytics::columns::Columns;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::linked::Linked;
use crate::report::snapshot::{Detail, Published};
use crate::words::Arg;

impl Scene<'_> {
    /// The rows, and how many there are.
    pub(super) fn queue(&self, published: &Published, ask: &Ask) -> (String, Vec<Node>) {
        let columns = &published.columns;
        let mut filter = ask.filter.clone();
        filter.set_created(ask.counted());
        let rows: Vec<usize> = Linked::new(columns, &filter, self.reader).rows().iter().collect();
        let count = self.say.with("widget.incidents", &[("n", Arg::Number(rows.len() as f64))]);
        if published.detail == Detail::Figures {
            return (count, vec![self.nothing("widget.no-rows")]);
        }
        if rows.is_empty() {
            return (count, vec![self.nothing("widget.no-match")]);
        }
        let word = |row: usize, dim: Dim| self.say.value(dim, &value(columns, row, dim, self));
        let drawn = rows.iter().rev().take(ask.rows).filter_map(|row| {
            let incident = published.incident(u32::try_from(*row).ok()?)?;
            let severity = value(columns, *row, Dim::Severity, self);
            let mark = super::bars::severity(severity.as_str())
                .attr("role", "img")
                .attr("aria-label", word(*row, Dim::Severity));
            Some(
                el("li").child(
                    el("button")
                        .look("incident")
                        .attr("type", "button")
                        .attr("part", "row")
                        .attr("data-go", "incident")
                        .attr("data-id", incident.id.as_str())
                        .child(mark)
                        .child(el("span").look("name").put(incident.title.as_str()))
                        .child(el("span").look("status").put(word(*row, Dim::Status)))
                        .child(el("span").look("when").put(self.dates.moment(incident.created))),
                ),
            )
        });
        let list = el("ul").look("queue").attr("role", "list").children(drawn);
        let left = rows.len().saturating_sub(ask.rows);
        let more = (left > 0 && self.is_live).then(|| {
            el("button")
                .look("more")
                .attr("type", "button")
                .attr("data-more", ask.rows + super::ask::ROWS)
                .put(
                    self.say
                        .with("widget.show-more", &[("n", Arg::Number(left.min(super::ask::ROWS) as f64))]),
                )
        });
        (count, std::iter::once(list).chain(more).collect())
    }
}

fn value(columns: &Columns, row: usize, dim: Dim, scene: &Scene<'_>) -> Value {
    let code = columns.with_column(dim, scene.reader.now, |column| column.first(row)).flatten();
    let found = code.and_then(|code| columns.dictionary(dim)?.value(code));
    found.cloned().unwrap_or(Value::Missing)
}
