//! Figures: one as a widget of its own, several as tiles above the charts of a report.

use super::bars::bar;
use super::draw::Scene;
use super::frame::Twin;
use super::node::{Node, el};
use crate::report::chart::Stack;
use crate::report::figure::{Figure, Measure, Unit};
use crate::words::Arg;

impl Scene<'_> {
    /// The number of a figure.
    pub(super) fn measure(&self, measure: &Measure) -> String {
        match measure {
            Measure::Count(count) => self.say.number(*count as f64),
            Measure::Share { .. } => measure
                .number()
                .map_or_else(|| "\u{2013}".to_owned(), |percent| self.dates.percent(percent / 100.0)),
            Measure::Duration(durations) => durations
                .as_ref()
                .map_or_else(|| "\u{2013}".to_owned(), |durations| self.say.seconds(durations.median_s)),
        }
    }

    /// What stands beside the number.
    fn beside(&self, figure: &Figure) -> String {
        match &figure.measure {
            Measure::Share { part, whole } => self.say.with(
                "widget.share",
                &[("part", Arg::Number(*part as f64)), ("whole", Arg::Number(*whole as f64))],
            ),
            Measure::Duration(Some(durations)) => {
                self.say.with("widget.median", &[("n", Arg::Number(durations.n as f64))])
            }
            Measure::Count(_) | Measure::Duration(None) => String::new(),
        }
    }

    /// The name of a figure.
    pub(super) fn figure_name(&self, figure: &Figure) -> String {
        self.say
            .catalogue
            .get(&format!("figure.{}", figure.definition.key))
            .map_or_else(|| figure.definition.name.to_owned(), str::to_owned)
    }

    /// The number of the period before.
    fn before(&self, figure: &Figure) -> Option<String> {
        let before = figure.before.as_ref()?;
        Some(self.say.with("widget.before", &[("before", self.measure(before).into())]))
    }

    /// Some figures side by side.
    pub(super) fn tiles(&self, figures: &[&Figure]) -> Node {
        let tile = |figure: &&Figure| {
            el("div").look("tile").attr("part", "tile").child(el("dt").put(self.figure_name(figure))).child(
                el("dd")
                    .child(
                        el("span").look("figure").attr("part", "figure").put(self.measure(&figure.measure)),
                    )
                    .child(el("span").look("beside").put(self.beside(figure))),
            )
        };
        el("dl").look("tiles").children(figures.iter().map(tile))
    }

    /// One figure with what it means.
    pub(super) fn metric(&self, figure: &Figure, stack: &Stack) -> Vec<Node> {
        let mut nodes = vec![
            el("p").look("figure large").attr("part", "figure").put(self.measure(&figure.measure)),
            el("p").look("scope").put(self.beside(figure)),
        ];
        if figure.definition.unit != Unit::Duration && stack.total() > 0 {
            nodes.push(bar(&Self::parts(stack), stack.total() as f64));
        }
        nodes.extend(self.before(figure).map(|before| el("p").look("note").put(before)));
        let formula = self
            .say
            .catalogue
            .get(&format!("figure.{}.formula", figure.definition.key))
            .unwrap_or(figure.definition.formula);
        let means = el("details")
            .look("twin")
            .child(el("summary").put(self.say.key("widget.means")))
            .child(el("p").look("note").put(formula));
        nodes.push(if self.is_live { means } else { el("p").look("note").put(formula) });
        nodes
    }

    /// Figures as a table, for a report without scripts.
    pub(super) fn figures_twin(&self, figures: &[&Figure]) -> Node {
        let before = |figure: &Figure| figure.before.as_ref().map_or_else(String::new, |it| self.measure(it));
        let rows = figures
            .iter()
            .map(|figure| vec![self.figure_name(figure), self.measure(&figure.measure), before(figure)])
            .collect();
        let heads =
            ["widget.figure", "widget.value", "report.against.before"].map(|key| self.say.key(key)).into();
        self.twin(&self.say.key("report.figures"), Twin { heads, rows })
    }
}
