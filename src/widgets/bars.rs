//! Bars by value in the stack of outcomes: rows that are buttons, each with its bar and its number.

use super::draw::Scene;
use super::frame::Twin;
use super::node::{Node, el, share};
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::standing::Outcome;
use crate::report::chart::{Bars, Stack};
use crate::report::impact::Impact;
use crate::report::tasks::{TaskState, Tasks};

/// What is open is hatched, in the bars as in the legend: by a pattern that the mark in the footer of each card brings
/// along. Pictures measure in parts of their room, so that nothing stretches it.
pub(super) const HATCH: &str = "hatch";
/// What was resolved with help is dotted where the system forces its colours on the page: the style sheet says so.
pub(super) const DOTS: &str = "dots";

/// The class and the colour of a part where no style sheet may come.
pub(super) fn paint(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::ResolvedDirectly => ("directly", "#0b6f69"),
        Outcome::ResolvedWithHelp => ("help", "#2f86d3"),
        Outcome::Open => ("open", "url(#hatch)"),
    }
}

/// A bar of parts, each a number with its class and colour.
pub(super) fn bar(parts: &[(f64, (&'static str, &'static str))], most: f64) -> Node {
    let most = if most > 0.0 { most } else { 1.0 };
    let mut from = 0.0;
    let rects = parts.iter().filter(|(number, _)| *number > 0.0).map(|(number, (class, colour))| {
        let wide = number / most * 100.0;
        let rect = el("rect")
            .look(class)
            .attr("fill", colour)
            .attr("x", share(from))
            .attr("width", share((wide - 0.2).max(0.1)))
            .attr("height", "100%");
        from += wide;
        rect
    });
    el("svg")
        .look("bar")
        .attr("width", "100%")
        .attr("height", "12")
        .attr("aria-hidden", "true")
        .children(rects)
}

/// The mark of a severity: as many bars as it weighs, a ring for what asks nothing. Words that we do not know look like none.
pub(super) fn severity(word: &str) -> Node {
    let level = match word {
        "critical" | "high" => "high",
        "medium" | "low" => word,
        _ => "info",
    };
    el("span").look(&format!("severity {level}"))
}

/// A row that is chosen by pressing it.
pub(super) struct Row {
    pub(super) name: String,
    /// The severity that is marked before the name.
    pub(super) severity: Option<String>,
    pub(super) words: String,
    pub(super) number: String,
    pub(super) bar: Node,
    /// The filter after pressing it, its mark now, and what a selection is told; none where it cannot be chosen.
    pub(super) choice: Option<(Filter, Mark, Dim, Value)>,
}

impl Scene<'_> {
    /// Rows one below the other.
    pub(super) fn rows(&self, rows: Vec<Row>) -> Node {
        let row = |row: Row| {
            let mark = row.severity.as_deref().map(|word| severity(word).attr("aria-hidden", "true"));
            let name = el("span").look("name").children(mark).put(row.name.as_str());
            let inside = [
                self.seen(name, row.choice.is_some()),
                row.bar,
                self.seen(el("span").look("n").put(row.number.as_str()), row.choice.is_some()),
            ];
            let node = match &row.choice {
                Some((filter, mark, dim, value)) => el("button")
                    .look("row")
                    .attr("type", "button")
                    .attr("part", "bar")
                    .attr("data-set", filter)
                    .attr("data-dim", dim.key())
                    .attr("data-value", value.as_str())
                    .attr("aria-pressed", *mark == Mark::Asked)
                    .children(self.spoken(&row.words)),
                None => el("div").look("row"),
            };
            el("li").child(node.children(inside))
        };
        el("ul").look("rows").attr("role", "list").children(rows.into_iter().map(row))
    }

    /// What a button says to those who hear it, in place of what is seen.
    pub(super) fn spoken(&self, words: &str) -> Option<Node> {
        self.is_live.then(|| el("span").look("spoken").put(words))
    }

    /// What is only seen, since the button says it in its own words.
    pub(super) fn seen(&self, node: Node, is_spoken: bool) -> Node {
        if self.is_live && is_spoken { node.attr("aria-hidden", "true") } else { node }
    }

    /// What the colours mean.
    pub(super) fn legend(&self) -> Node {
        let entry = |outcome: Outcome| {
            let (class, _) = paint(outcome);
            let mark = el("span").look(&format!("mark {class}")).attr("aria-hidden", "true");
            el("span").look("key").child(mark).put(self.outcome(outcome))
        };
        el("div").look("legend").attr("part", "legend").children(Outcome::ALL.into_iter().map(entry))
    }

    /// The name of an outcome.
    pub(super) fn outcome(&self, outcome: Outcome) -> String {
        self.say.word("outcome", outcome.as_str())
    }

    /// The parts of a stack for a bar.
    pub(super) fn parts(stack: &Stack) -> Vec<(f64, (&'static str, &'static str))> {
        Outcome::ALL.into_iter().map(|outcome| (stack.part(outcome) as f64, paint(outcome))).collect()
    }

    /// A stack in one sentence.
    pub(super) fn stack_words(&self, name: &str, stack: &Stack) -> String {
        let number = |n: usize| crate::words::Arg::Number(n as f64);
        self.say.with(
            "report.bar",
            &[
                ("name", name.into()),
                ("n", number(stack.total())),
                ("directly", number(stack.directly)),
                ("help", number(stack.with_help)),
                ("open", number(stack.open)),
            ],
        )
    }

    /// The filter after a value is pressed.
    pub(super) fn toggled(filter: &Filter, dim: Dim, value: &Value, mark: Mark) -> Filter {
        let mut filter = filter.clone();
        let next = if mark == Mark::Asked { Mark::Free } else { Mark::Asked };
        filter.set(dim, value.clone(), next);
        filter
    }

    /// A chart by value, with its table twin.
    pub(super) fn bars(&self, title: &str, bars: &Bars, filter: &Filter) -> Vec<Node> {
        let shown: Vec<_> = bars
            .bars
            .iter()
            .filter(|bar| bar.stack.total() > 0 || bar.mark != Mark::Free || bars.dim == Dim::Severity)
            .filter(|bar| bar.stack.total() > 0 || bar.mark != Mark::Free || bar.value.as_str() != "unknown")
            .collect();
        if shown.iter().all(|bar| bar.stack.total() == 0) {
            return vec![self.nothing("report.nothing")];
        }
        let most = shown.iter().map(|bar| bar.stack.total()).max().unwrap_or(0) as f64;
        let rows = shown.iter().map(|it| {
            let name = self.say.value(bars.dim, &it.value);
            Row {
                words: self.stack_words(&name, &it.stack),
                name,
                severity: (bars.dim == Dim::Severity).then(|| it.value.as_str().to_owned()),
                number: self.say.number(it.stack.total() as f64),
                bar: bar(&Self::parts(&it.stack), most),
                choice: Some((
                    Self::toggled(filter, bars.dim, &it.value, it.mark),
                    it.mark,
                    bars.dim,
                    it.value.clone(),
                )),
            }
        });
        let list = self.rows(rows.collect());
        let twin = Twin {
            heads: self.stack_heads(self.dimension(bars.dim)),
            rows: shown
                .iter()
                .map(|bar| self.stack_cells(self.say.value(bars.dim, &bar.value), &bar.stack))
                .collect(),
        };
        vec![list, self.twin(title, twin)]
    }

    /// The heads of a table of stacks.
    pub(super) fn stack_heads(&self, first: String) -> Vec<String> {
        let outcomes = Outcome::ALL.into_iter().map(|outcome| self.outcome(outcome));
        [first, self.say.key("report.total")].into_iter().chain(outcomes).collect()
    }

    /// The cells of one.
    pub(super) fn stack_cells(&self, first: String, stack: &Stack) -> Vec<String> {
        let number = |n: usize| self.say.number(n as f64);
        let outcomes = Outcome::ALL.into_iter().map(|outcome| number(stack.part(outcome)));
        [first, number(stack.total())].into_iter().chain(outcomes).collect()
    }

    /// What was asked of the customer, by state.
    pub(super) fn tasks(&self, title: &str, tasks: &Tasks) -> Vec<Node> {
        let total = tasks.counts.total();
        if total == 0 {
            return vec![self.nothing("widget.no-tasks")];
        }
        let name = |state: TaskState| self.say.word("widget.task", state.as_str());
        let paint = |state: TaskState| match state {
            TaskState::Completed => ("good", "#1a8738"),
            TaskState::Skipped => ("skipped", "#7a8794"),
            TaskState::Failed => ("failed", "#ad1c28"),
            TaskState::Pending => ("help", "#2f86d3"),
        };
        let rows = TaskState::ALL.into_iter().map(|state| {
            let count = tasks.counts.of(state);
            Row {
                name: name(state),
                severity: None,
                words: String::new(),
                number: self.say.number(count as f64),
                bar: bar(&[(count as f64, paint(state))], total as f64),
                choice: None,
            }
        });
        let median = tasks.time_to_complete.map(|time| {
            let time = self.say.seconds(time.median_s);
            el("p").look("note").put(self.say.with("widget.task.median", &[("time", time.into())]))
        });
        let twin = Twin {
            heads: vec![self.say.key("report.state"), self.say.key("report.tasks")],
            rows: TaskState::ALL
                .into_iter()
                .map(|state| vec![name(state), self.say.number(tasks.counts.of(state) as f64)])
                .collect(),
        };
        let mut nodes = vec![self.rows(rows.collect())];
        nodes.extend(median);
        nodes.push(self.twin(title, twin));
        nodes
    }

    /// The most touched assets.
    pub(super) fn assets(&self, title: &str, impact: &Impact, filter: &Filter) -> Vec<Node> {
        if impact.assets.is_empty() {
            return vec![self.nothing("widget.no-assets")];
        }
        let most = impact.assets.iter().map(|asset| asset.incidents).max().unwrap_or(0) as f64;
        let number = |n: usize| self.say.number(n as f64);
        let rows = impact.assets.iter().map(|asset| {
            let closed = asset.incidents.saturating_sub(asset.open);
            let parts = [
                (closed as f64, paint(Outcome::ResolvedDirectly)),
                (asset.open as f64, paint(Outcome::Open)),
            ];
            let words = [
                ("name", asset.name.as_str().into()),
                ("n", crate::words::Arg::Number(asset.incidents as f64)),
                ("open", crate::words::Arg::Number(asset.open as f64)),
            ];
            Row {
                name: asset.name.clone(),
                severity: None,
                words: self.say.with("report.assets.bar", &words),
                number: number(asset.incidents),
                bar: bar(&parts, most),
                choice: Some((
                    Self::toggled(filter, Dim::Asset, &asset.value, asset.mark),
                    asset.mark,
                    Dim::Asset,
                    asset.value.clone(),
                )),
            }
        });
        let twin = Twin {
            heads: ["dimension.asset", "report.incidents", "report.open"].map(|key| self.say.key(key)).into(),
            rows: impact
                .assets
                .iter()
                .map(|asset| vec![asset.name.clone(), number(asset.incidents), number(asset.open)])
                .collect(),
        };
        vec![self.rows(rows.collect()), self.twin(title, twin)]
    }
}
