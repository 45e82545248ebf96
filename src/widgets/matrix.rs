//! The ATT&CK matrix: one list a tactic, in the order of the tactics, shaded by count.

use super::draw::Scene;
use super::frame::Twin;
use super::node::{Node, el};
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::{Filter, Mark};
use crate::report::matrix::{Matrix, TacticColumn, Technique};
use crate::words::Arg;

/// How many techniques of a tactic are drawn; the table twin has all of them.
const TECHNIQUES: usize = 8;
/// Shades from fewest to most.
const SHADES: usize = 7;

impl Scene<'_> {
    /// The matrix of the techniques that some incident names.
    pub(super) fn matrix(&self, title: &str, matrix: &Matrix, filter: &Filter) -> Vec<Node> {
        let seen = |technique: &&Technique| technique.stack.total() > 0 || technique.mark != Mark::Free;
        let columns: Vec<(&TacticColumn, Vec<&Technique>)> = matrix
            .tactics
            .iter()
            .map(|column| (column, column.techniques.iter().filter(seen).collect::<Vec<_>>()))
            .filter(|(column, techniques)| column.stack.total() > 0 || !techniques.is_empty())
            .collect();
        if columns.is_empty() {
            return vec![self.nothing("widget.no-techniques")];
        }
        let most = columns.iter().flat_map(|(_, list)| list).map(|it| it.stack.total()).max().unwrap_or(1);
        let tactic = |tactic: &TacticColumn| self.say.word("tactic", tactic.tactic.as_str());
        let drawn = columns.iter().map(|(column, techniques)| {
            let cells = techniques
                .iter()
                .take(TECHNIQUES)
                .map(|technique| el("li").child(self.cell(technique, most, filter)));
            let more = techniques.len().saturating_sub(TECHNIQUES);
            let note = (more > 0).then(|| {
                el("p").look("note").put(self.say.with("widget.more", &[("n", Arg::Number(more as f64))]))
            });
            el("div")
                .look("tactic")
                .attr("role", "group")
                .attr("aria-label", tactic(column))
                .child(
                    el("p")
                        .look("tactic-name")
                        .child(el("span").put(tactic(column)))
                        .child(el("span").look("n").put(self.say.number(column.stack.total() as f64))),
                )
                .child(el("ul").look("cells").attr("role", "list").children(cells))
                .children(note)
        });
        let twin = Twin {
            heads: ["dimension.tactic", "dimension.technique", "report.incidents"]
                .map(|key| self.say.key(key))
                .into(),
            rows: columns
                .iter()
                .flat_map(|(column, techniques)| {
                    techniques.iter().map(|it| {
                        let name = format!("{} {}", it.id, it.name);
                        vec![tactic(column), name, self.say.number(it.stack.total() as f64)]
                    })
                })
                .collect(),
        };
        vec![
            el("div").look("matrix").attr("part", "matrix").children(drawn),
            el("p").look("note").put(matrix.source.as_str()),
            self.twin(title, twin),
        ]
    }

    fn cell(&self, technique: &Technique, most: usize, filter: &Filter) -> Node {
        let total = technique.stack.total();
        let shade = (total * SHADES).div_ceil(most.max(1)).clamp(1, SHADES);
        let mut toggled = filter.clone();
        toggled.clear(Dim::Technique);
        if technique.mark != Mark::Asked {
            let named = technique.filter.as_ref().and_then(|filter| filter.choice(Dim::Technique));
            let any: Vec<Value> =
                named.map(|choice| choice.any.iter().cloned().collect()).unwrap_or_default();
            any.into_iter().for_each(|value| toggled.set(Dim::Technique, value, Mark::Asked));
        }
        let words = format!("{} {}: {}", technique.id, technique.name, self.say.number(total as f64));
        el("button")
            .look(&format!("cell amount-{shade}"))
            .attr("type", "button")
            .attr("part", "cell")
            .attr("data-set", toggled)
            .attr("data-dim", Dim::Technique.key())
            .attr("data-value", technique.id.as_str())
            .attr("aria-pressed", technique.mark == Mark::Asked)
            .attr("title", words.as_str())
            .children(self.spoken(&words))
            .child(self.seen(el("span").look("name").put(technique.name.as_str()), true))
            .child(self.seen(el("span").look("n").put(self.say.number(total as f64)), true))
    }
}
