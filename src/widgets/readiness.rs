//! Readiness: three rings, one a condition of the gate, and the same in words.

use super::draw::Scene;
use super::frame::Twin;
use super::node::{Node, el, length};
use crate::domain::readiness::Condition;
use crate::report::readiness::Readiness;
use crate::words::Arg;

/// Radius of the outermost ring, and how much less each further one has.
const RADIUS: f64 = 46.0;
const STEP: f64 = 11.0;
/// How thick a ring is.
const THICK: f64 = 7.0;

impl Scene<'_> {
    /// The gate as it was when the snapshot was made.
    pub(super) fn readiness(&self, title: &str, readiness: &Readiness) -> Vec<Node> {
        let gate = readiness.gate;
        let conditions =
            [("actions", gate.actions), ("devices", gate.devices), ("identities", gate.identities)];
        if conditions.iter().all(|(_, condition)| condition.met == 0 && condition.needed.is_none()) {
            return vec![self.nothing("widget.no-readiness")];
        }
        let name = |word: &str| self.say.word("widget.condition", word);
        let number = |n: u32| Arg::Number(f64::from(n));
        let words = |condition: Condition| match condition.needed {
            Some(needed) => {
                self.say.with("widget.of", &[("n", number(condition.met)), ("whole", number(needed))])
            }
            None => self.say.key("widget.no-target"),
        };
        let met = self.say.with("widget.of", &[("n", number(gate.met_count())), ("whole", number(3))]);
        let rings = conditions
            .iter()
            .zip(0_u32..)
            .flat_map(|((_, condition), place)| ring(*condition, RADIUS - STEP * f64::from(place)));
        let picture = el("svg")
            .look("rings")
            .attr("viewBox", "0 0 100 100")
            .attr("width", "120")
            .attr("height", "120")
            .attr("role", "img")
            .attr("aria-label", self.say.with("widget.met", &[("n", number(gate.met_count()))]))
            .children(rings)
            .child(
                el("text")
                    .look("middle")
                    .attr("x", 50)
                    .attr("y", 54)
                    .attr("text-anchor", "middle")
                    .attr("font-size", 11)
                    .put(met),
            );
        let line = |(word, condition): &(&str, Condition)| {
            let (class, sign, state) = if condition.holds() {
                ("condition holds", "\u{2713}", "widget.holds")
            } else {
                ("condition short", "!", "widget.short")
            };
            el("li")
                .look(class)
                .child(
                    el("span")
                        .look("sign")
                        .attr("role", "img")
                        .attr("aria-label", self.say.key(state))
                        .put(sign),
                )
                .child(el("span").look("name").put(name(word)))
                .child(el("span").look("n").put(words(*condition)))
        };
        let list = el("ul").look("conditions").attr("role", "list").children(conditions.iter().map(line));
        let rows = self.imported(readiness);
        let mut nodes = vec![el("div").look("gate").child(picture).child(list)];
        if !rows.is_empty() {
            let heads =
                ["widget.condition", "widget.imported", "widget.value"].map(|key| self.say.key(key)).into();
            nodes.push(self.twin(title, Twin { heads, rows }));
        }
        nodes
    }

    /// What every import counted, as rows of a table.
    fn imported(&self, readiness: &Readiness) -> Vec<Vec<String>> {
        let way = [("devices", &readiness.devices), ("identities", &readiness.identities)];
        let points = way
            .into_iter()
            .flat_map(|(word, way)| way.points.iter().map(move |point| (word, point.at, point.count)));
        let row = |(word, at, count): (&str, _, u32)| {
            let name = self.say.word("widget.condition", word);
            vec![name, self.dates.moment(at), self.say.number(f64::from(count))]
        };
        points.map(row).collect()
    }
}

fn ring(condition: Condition, radius: f64) -> [Node; 2] {
    let around = std::f64::consts::TAU * radius;
    let share = match condition.needed {
        Some(0) => 1.0,
        Some(needed) => (f64::from(condition.met) / f64::from(needed)).min(1.0),
        None => 0.0,
    };
    let (class, colour) =
        if condition.holds() { ("ring good", "#1a8738") } else { ("ring short", "#bf5600") };
    let circle = |class: &str, colour: &str| {
        el("circle")
            .look(class)
            .attr("cx", 50)
            .attr("cy", 50)
            .attr("r", length(radius))
            .attr("fill", "none")
            .attr("stroke", colour)
            .attr("stroke-width", length(THICK))
    };
    [
        circle("ring track", "#dde2e7"),
        circle(class, colour)
            .attr("stroke-dasharray", format!("{} {}", length(around * share), length(around)))
            .attr("transform", "rotate(-90 50 50)"),
    ]
}
