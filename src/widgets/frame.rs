//! What stands around every widget: title, what is filtered, the table twin, age and source, and faults with a retry.

use super::bars::{DOTS, HATCH};
use super::draw::Scene;
use super::node::{Node, el};
use crate::analytics::dimension::Dim;
use crate::analytics::filter::{Filter, Mark, Number};
use crate::analytics::period::Period;

/// The mark of the product, with the pattern of what is open and the one that tells parts where colours are forced.
fn logo() -> Node {
    // Texts and no numbers: writing those of a kind that nothing else here writes would weigh more than all of the mark.
    let shape = |tag: &'static str, colour: &str| el(tag).attr("fill", colour);
    let lines = el("path").look("lines").attr("stroke", "#6e7883").attr("d", "M0 0v4");
    let pattern = |id: &str| {
        el("pattern")
            .attr("id", id)
            .attr("patternUnits", "userSpaceOnUse")
            .attr("width", "4")
            .attr("height", "4")
    };
    let hatch = pattern(HATCH).attr("patternTransform", "rotate(45)").child(lines);
    let dot = shape("circle", "CanvasText").attr("cx", "2").attr("cy", "2").attr("r", "1");
    let dots = pattern(DOTS).child(dot);
    let ground = shape("rect", "#13314b").attr("width", "24").attr("height", "24").attr("rx", "6");
    let watch = shape("path", "none")
        .attr("stroke", "#fff")
        .attr("stroke-width", "2")
        .attr("d", "M4 17v-1a8 8 0 0 1 16 0v1");
    let eye = shape("circle", "#fff").attr("cx", "12").attr("cy", "14").attr("r", "2.5");
    let floor = shape("path", "#8fd0c9").attr("d", "M3 18h18v2H3z");
    el("svg")
        .look("logo")
        .attr("viewBox", "0 0 24 24")
        .attr("width", "16")
        .attr("height", "16")
        .attr("aria-hidden", "true")
        .children([hatch, dots, ground, watch, eye, floor])
}

/// A table: its heads, and rows of cells of which the first names the row.
pub(super) struct Twin {
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Scene<'_> {
    /// A card with everything around what it shows.
    pub(super) fn card(&self, title: &str, scope: &str, filter: &Filter, body: Vec<Node>) -> Node {
        let head = el("div")
            .look("head")
            .child(el("p").look("title").attr("part", "title").put(title))
            .child(el("p").look("scope").put(scope))
            .children(self.chips(filter));
        self.shell(title, "card", head, body)
    }

    fn shell(&self, label: &str, class: &str, head: Node, body: Vec<Node>) -> Node {
        let foot = el("div")
            .look("foot")
            .attr("part", "footer")
            .child(el("span").look("by").child(logo()).put(self.say.key("common.product")))
            .child(el("span").put(self.age()));
        el("div")
            .look(class)
            .attr("part", "frame")
            .attr("role", "group")
            .attr("aria-label", label)
            .child(head)
            .child(el("div").look("body").attr("part", "body").children(body))
            .child(foot)
    }

    /// What is filtered, each with the way to take it back.
    fn chips(&self, filter: &Filter) -> Option<Node> {
        let mut chips = Vec::new();
        let mut chip = |name: String, value: String, without: Filter| {
            let words =
                self.say.with("widget.chip", &[("name", name.into()), ("value", value.clone().into())]);
            let label = self.say.with("widget.chip.remove", &[("filter", words.clone().into())]);
            chips.push(
                el("button")
                    .look("chip")
                    .attr("type", "button")
                    .attr("part", "chip")
                    .attr("data-set", without)
                    .attr("aria-label", label)
                    .attr("title", words)
                    .put(value)
                    .child(el("span").look("x").attr("aria-hidden", "true").put("\u{d7}")),
            );
        };
        for (dim, choice) in filter.choices() {
            for (values, mark) in [(&choice.any, Mark::Asked), (&choice.none, Mark::Excluded)] {
                if values.is_empty() {
                    continue;
                }
                let words: Vec<String> = values.iter().map(|value| self.say.value(dim, value)).collect();
                let mut without = filter.clone();
                values.iter().for_each(|value| without.set(dim, value.clone(), Mark::Free));
                let words = words.join(", ");
                let words = match mark {
                    Mark::Excluded => self.say.with("widget.not", &[("value", words.into())]),
                    Mark::Asked | Mark::Free => words,
                };
                chip(self.dimension(dim), words, without);
            }
        }
        for number in Number::ALL {
            if let Some(span) = filter.span(number) {
                let (mut only, mut without) = (Filter::default(), filter.clone());
                only.set_span(number, Some(span));
                without.set_span(number, None);
                chip(number.key().to_owned(), only.to_string(), without);
            }
        }
        if filter.created() != Period::All {
            let mut without = filter.clone();
            without.set_created(Period::All);
            chip(self.say.key("dimension.created"), self.period(filter.created()), without);
        }
        (!chips.is_empty()).then(|| {
            let label = self.say.key("widget.filters");
            el("div").look("chips").attr("role", "group").attr("aria-label", label).children(chips)
        })
    }

    /// The name of a dimension.
    pub(super) fn dimension(&self, dim: Dim) -> String {
        self.say.word("dimension", dim.key())
    }

    /// A period in words.
    pub(super) fn period(&self, period: Period) -> String {
        let n = |days: u16| [("n", u32::from(days).into())];
        match period {
            Period::All => self.say.key("period.all"),
            Period::Since(0) => self.say.key("period.today"),
            Period::Since(days) => self.say.with("period.since", &n(days)),
            Period::Days(days) => self.say.with("period.days", &n(days)),
            Period::ThisMonth => self.say.key("period.this-month"),
            Period::Months(months) => self.say.with("period.months", &n(months)),
            Period::Between(Some(first), Some(last)) if first == last => self.dates.day(first),
            Period::Between(first, last) => {
                let day = |day: Option<_>| day.map_or_else(String::new, |day| self.dates.day(day));
                self.say.with("period.between", &[("first", day(first).into()), ("last", day(last).into())])
            }
        }
    }

    fn age(&self) -> String {
        self.dates.moment(self.reader.now)
    }

    /// The same numbers as a table, folded where it can be unfolded.
    pub(super) fn twin(&self, caption: &str, twin: Twin) -> Node {
        let head = |text: &String| el("th").attr("scope", "col").put(text.as_str());
        let row = |cells: &Vec<String>| {
            let cells = cells.iter().enumerate().map(|(place, text)| match place {
                0 => el("th").attr("scope", "row").put(text.as_str()),
                _ => el("td").put(text.as_str()),
            });
            el("tr").children(cells)
        };
        let table = el("table")
            .attr("part", "table")
            .child(el("caption").put(caption))
            .child(el("thead").child(el("tr").children(twin.heads.iter().map(head))))
            .child(el("tbody").children(twin.rows.iter().map(row)));
        if !self.is_live {
            return table;
        }
        let label = self.say.with("widget.table.of", &[("name", caption.into())]);
        el("details")
            .look("twin")
            .child(el("summary").attr("aria-label", label).put(self.say.key("widget.table")))
            .child(
                el("div")
                    .look("scroll")
                    .attr("tabindex", "0")
                    .attr("role", "group")
                    .attr("aria-label", caption)
                    .child(table),
            )
    }

    /// A sentence where there is nothing to draw.
    pub(super) fn nothing(&self, key: &str) -> Node {
        el("p").look("nothing").put(self.say.key(key))
    }

    /// A fault inside the frame: what is wrong, the place where it is known, and a retry.
    pub fn problem(&self, word: &str, place: &str) -> Node {
        let title = self.say.key("widget.problem");
        let text = self.say.with(&format!("widget.problem.{word}"), &[("place", place.into())]);
        let retry =
            el("button").look("retry").attr("type", "button").attr("data-retry", "").attr("part", "retry");
        let head = el("div").look("head").child(el("p").look("title").put(title.as_str()));
        let body = vec![
            el("p").look("why").attr("role", "status").put(text),
            retry.put(self.say.key("widget.retry")),
        ];
        el("div")
            .look("card problem")
            .attr("part", "frame problem")
            .attr("role", "group")
            .attr("aria-label", title)
            .child(head)
            .child(el("div").look("body").children(body))
    }
}
