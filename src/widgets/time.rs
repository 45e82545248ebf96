//! Charts over time and of durations. Pictures are stretched to their room, so nothing is measured.

use super::ask::Ask;
use super::bars::{bar, paint};
use super::draw::Scene;
use super::frame::Twin;
use super::node::{Node, el, length, share};
use crate::analytics::calendar::CivilDay;
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::analytics::scale::{LogScale, count_ticks};
use crate::analytics::standing::Outcome;
use crate::report::chart::{DayBar, Stack};
use crate::report::duration::Durations;
use crate::report::figure::Measure;
use crate::report::overview::Overview;
use crate::report::trends::Trends;

/// At most so many columns; longer periods put several days into one.
const COLUMNS: usize = 62;
/// How much of its column a bar fills.
const BAR: f64 = 0.8;

/// One column over time.
struct Span {
    first: CivilDay,
    last: CivilDay,
    stack: Stack,
}

impl Scene<'_> {
    /// Incidents by day, or by several days where the period is long.
    pub(super) fn trend(&self, title: &str, days: &[DayBar], ask: &Ask) -> Vec<Node> {
        let spans = spans(days);
        if spans.iter().all(|span| span.stack.total() == 0) {
            return vec![self.nothing("report.nothing")];
        }
        let most = spans.iter().map(|span| span.stack.total()).max().unwrap_or(0) as f64;
        let ticks = count_ticks(most, 3);
        let top = ticks.iter().copied().fold(most, f64::max).max(1.0);
        let chosen =
            (ask.filter.created() != Period::All).then(|| ask.filter.created().days(self.reader.today()));
        let columns = spans.iter().enumerate().map(|(place, span)| {
            let is_chosen = chosen.map(|(from, to)| {
                from.is_none_or(|from| from <= span.last) && to.is_none_or(|to| span.first <= to)
            });
            self.column((place, 100.0 / spans.len() as f64), span, top, is_chosen, &ask.filter)
        });
        let lines = ticks.iter().map(|tick| {
            let y = share(100.0 - tick / top * 100.0);
            el("line")
                .look("grid")
                .attr("stroke", "#e0e5ea")
                .attr("x1", 0)
                .attr("x2", "100%")
                .attr("y1", &y)
                .attr("y2", &y)
        });
        let picture = el("svg")
            .look("columns")
            .attr("width", "100%")
            .attr("height", "140")
            .attr("role", "group")
            .attr("aria-label", title)
            .attr("data-roving", "")
            .children(lines)
            .children(columns);
        let ends = [spans.first(), spans.get(spans.len() / 2), spans.last()];
        let axis = ends.into_iter().flatten().map(|span| el("span").put(self.dates.day(span.first)));
        let heights = el("div")
            .look("heights")
            .attr("aria-hidden", "true")
            .children(ticks.iter().rev().map(|tick| el("span").put(self.say.number(*tick))));
        let plot = el("div").look("plot").child(heights).child(
            el("div")
                .look("picture")
                .child(picture)
                .child(el("div").look("axis").attr("aria-hidden", "true").children(axis)),
        );
        let twin = Twin {
            heads: self.stack_heads(self.say.key("report.day")),
            rows: spans
                .iter()
                .filter(|span| span.stack.total() > 0)
                .map(|span| self.stack_cells(self.span_name(span), &span.stack))
                .collect(),
        };
        vec![plot, self.twin(title, twin)]
    }

    fn span_name(&self, span: &Span) -> String {
        self.period(Period::Between(Some(span.first), Some(span.last)))
    }

    fn column(
        &self,
        (place, step): (usize, f64),
        span: &Span,
        top: f64,
        is_chosen: Option<bool>,
        filter: &Filter,
    ) -> Node {
        let from = place as f64 * step;
        let mut base = 100.0;
        let rects: Vec<Node> = Outcome::ALL
            .into_iter()
            .filter(|outcome| span.stack.part(*outcome) > 0)
            .map(|outcome| {
                let high = span.stack.part(outcome) as f64 / top * 100.0;
                base -= high;
                let (class, colour) = paint(outcome);
                el("rect")
                    .look(class)
                    .attr("fill", colour)
                    .attr("x", share(from + step * (1.0 - BAR) / 2.0))
                    .attr("y", share(base))
                    .attr("width", share(step * BAR))
                    .attr("height", share(high))
            })
            .collect();
        let mut toggled = filter.clone();
        let own = Period::Between(Some(span.first), Some(span.last));
        toggled.set_created(if filter.created() == own { Period::All } else { own });
        let words = self.stack_words(&self.span_name(span), &span.stack);
        let hit = el("rect")
            .look("hit")
            .attr("fill", "none")
            .attr("x", share(from))
            .attr("width", share(step))
            .attr("height", "100%");
        el("g")
            .look(if is_chosen == Some(false) { "column dim" } else { "column" })
            .attr("role", "button")
            .attr("tabindex", if place == 0 { 0 } else { -1 })
            .attr("aria-pressed", is_chosen.unwrap_or(false))
            .attr("aria-label", words.as_str())
            .attr("data-set", toggled)
            .attr("data-dim", "created")
            .attr("data-value", span.first)
            .attr("data-day", span.first)
            .attr("data-last", span.last)
            .child(el("title").put(words.as_str()))
            .child(hit)
            .children(rects)
    }

    /// Six complete months side by side.
    pub(super) fn months(&self, title: &str, trends: &Trends) -> Vec<Node> {
        let most = trends.months.iter().map(|month| month.stack.total()).max().unwrap_or(0);
        if most == 0 {
            return vec![self.nothing("report.nothing")];
        }
        let rows = trends.months.iter().map(|month| super::bars::Row {
            name: self.dates.month(month.first),
            severity: None,
            words: String::new(),
            number: self.say.number(month.stack.total() as f64),
            bar: bar(&Self::parts(&month.stack), most as f64),
            choice: None,
        });
        let mut heads = self.stack_heads(self.say.key("report.month"));
        heads.push(self.say.key("figure.timeToResolve"));
        let twin = Twin {
            heads,
            rows: trends
                .months
                .iter()
                .map(|month| {
                    let mut cells = self.stack_cells(self.dates.month(month.first), &month.stack);
                    let time = month.time_to_resolve.map(|time| self.say.seconds(time.median_s));
                    cells.push(time.unwrap_or_default());
                    cells
                })
                .collect(),
        };
        vec![self.rows(rows.collect()), self.legend(), self.twin(title, twin)]
    }

    /// How long it took: all, the experts' part, the customer's part, on one logarithmic scale.
    pub(super) fn times(&self, title: &str, overview: &Overview) -> Vec<Node> {
        let durations = |measure: &Measure| match measure {
            Measure::Duration(durations) => *durations,
            Measure::Count(_) | Measure::Share { .. } => None,
        };
        let rows: Vec<(String, &'static str, Option<Durations>)> = vec![
            (self.say.key("report.times.all"), "all", durations(&overview.time_to_resolve.measure)),
            (self.say.key("party.experts"), "directly", durations(&overview.time_to_resolve_experts.measure)),
            (self.say.key("report.times.you"), "help", durations(&overview.time_to_resolve_customer.measure)),
        ];
        let measured = || rows.iter().filter_map(|(_, _, durations)| *durations);
        if measured().next().is_none() {
            return vec![self.nothing("report.no-duration")];
        }
        let low = measured().map(|it| it.p10_s).fold(f64::INFINITY, f64::min);
        let high = measured().map(|it| it.p90_s).fold(0.0, f64::max);
        let scale = LogScale::new(low * 0.8, high * 1.2);
        let row = |(name, class, durations): &(String, &'static str, Option<Durations>)| {
            let median = durations.map_or_else(
                || self.say.key("common.none"),
                |durations| self.say.seconds(durations.median_s),
            );
            let line = el("div").look("time").child(el("span").look("name").put(name.as_str()));
            el("li").child(
                line.children(durations.map(|durations| box_of(&durations, class, &scale)))
                    .child(el("span").look("n").put(median)),
            )
        };
        let list = el("ul").look("rows").attr("role", "list").children(rows.iter().map(row));
        let cells = |(name, _, durations): &(String, &'static str, Option<Durations>)| {
            let seconds = |value: fn(&Durations) -> f64| {
                durations.as_ref().map_or_else(String::new, |durations| self.say.seconds(value(durations)))
            };
            vec![
                name.clone(),
                self.say.number(durations.map_or(0.0, |durations| durations.n as f64)),
                seconds(|it| it.median_s),
                seconds(|it| it.mean_s),
                seconds(|it| it.p90_s),
            ]
        };
        let heads = [
            "report.times.who",
            "report.times.count",
            "report.fact.median",
            "report.fact.mean",
            "report.fact.p90",
        ];
        let twin =
            Twin { heads: heads.map(|key| self.say.key(key)).into(), rows: rows.iter().map(cells).collect() };
        vec![list, el("p").look("note").put(self.say.key("report.times.scope")), self.twin(title, twin)]
    }
}

fn box_of(durations: &Durations, class: &'static str, scale: &LogScale) -> Node {
    let place = |seconds: f64| length(scale.place(seconds) * 1_000.0);
    let wide = |from: f64, to: f64| length(((scale.place(to) - scale.place(from)) * 1_000.0).max(2.0));
    let rect = |class: &str, from: f64, to: f64, y: u32, high: u32, colour: &str| {
        el("rect")
            .look(class)
            .attr("fill", colour)
            .attr("x", place(from))
            .attr("width", wide(from, to))
            .attr("y", y)
            .attr("height", high)
    };
    let colour = match class {
        "directly" => "#0b6f69",
        "help" => "#2f86d3",
        _ => "#7a8794",
    };
    el("svg")
        .look("bar box")
        .attr("viewBox", "0 0 1000 16")
        .attr("width", "100%")
        .attr("height", "16")
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(rect("whisker", durations.p10_s, durations.p90_s, 7, 2, "#6e7883"))
        .child(rect(class, durations.p25_s, durations.p75_s, 2, 12, colour))
        .child(
            el("rect")
                .look("median")
                .attr("fill", "#1d2329")
                .attr("x", place(durations.median_s))
                .attr("width", 4)
                .attr("y", 0)
                .attr("height", 16),
        )
}

fn spans(days: &[DayBar]) -> Vec<Span> {
    let size = match days.len() {
        count if count <= COLUMNS => 1,
        count => count.div_ceil(COLUMNS).next_multiple_of(7),
    };
    days.chunks(size)
        .filter_map(|chunk| {
            let mut stack = Stack::default();
            for day in chunk {
                stack.directly += day.stack.directly;
                stack.with_help += day.stack.with_help;
                stack.open += day.stack.open;
            }
            Some(Span { first: chunk.first()?.day, last: chunk.last()?.day, stack })
        })
        .collect()
}
