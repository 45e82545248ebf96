//! From a snapshot and what is asked to the tree that is shown.

use super::ask::{Ask, Kind, Widget};
use super::node::{Node, el};
use crate::analytics::calendar::{CivilDay, Reader};
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::domain::time::Timestamp;
use crate::formats::attack::AttackFacts;
use crate::report::chart::Stack;
use crate::report::figure::Figure;
use crate::report::impact::Impact;
use crate::report::matrix::Matrix;
use crate::report::overview::Overview;
use crate::report::say::Say;
use crate::report::snapshot::{Detail, Published};
use crate::report::tasks::Tasks;
use crate::report::trends::Trends;

/// How many assets are listed.
const ASSETS: usize = 8;

/// Days and shares as the reader's language writes them.
pub trait Dates {
    /// A day: `19 Nov`.
    fn day(&self, day: CivilDay) -> String;
    /// A month: `October 2026`.
    fn month(&self, day: CivilDay) -> String;
    /// A moment with its zone: `19 Nov 2026, 10:40 CET`.
    fn moment(&self, at: Timestamp) -> String;
    /// A share from 0 to 1 as percent.
    fn percent(&self, share: f64) -> String;
}

/// For whom is drawn.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The words.
    pub say: Say<'a>,
    /// The dates.
    pub dates: &'a dyn Dates,
    /// The moment of the snapshot and the reader's zone.
    pub reader: &'a Reader,
    /// Whether a script answers presses; else everything is unfolded.
    pub is_live: bool,
}

impl std::fmt::Debug for Scene<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scene").field("reader", self.reader).field("is_live", &self.is_live).finish()
    }
}

impl Scene<'_> {
    /// Draws a widget. `facts` are needed by the matrix alone.
    pub fn draw(&self, published: &Published, facts: Option<&AttackFacts>, ask: &Ask) -> Node {
        if let Some(missing) = published.cannot_answer(&ask.filter) {
            return self.problem("not-held", missing);
        }
        if published.columns.is_empty() && ask.widget != Widget::Readiness {
            return self.card(&self.title(ask.widget), "", &ask.filter, vec![self.nothing("widget.empty")]);
        }
        let title = self.title(ask.widget);
        let scope = self.period(ask.counted());
        let (columns, filter, reader) = (&published.columns, &ask.filter, self.reader);
        let overview = |period: Period| Overview::of(columns, filter, period, reader);
        match ask.widget {
            Widget::Report => self.report(&title, published, ask),
            Widget::Metric(key) => {
                let overview = overview(ask.counted());
                let figure = overview.figures().into_iter().find(|figure| figure.definition.key == key);
                let body = figure.map(|figure| self.metric(figure, &stack(&overview)));
                let title = figure.map_or(title, |figure| self.figure_name(figure));
                self.card(&title, &scope, filter, body.unwrap_or_default())
            }
            Widget::Readiness => {
                self.card(&title, "", &Filter::default(), self.readiness(&title, &published.readiness))
            }
            Widget::Queue => {
                let (count, body) = self.queue(published, ask);
                self.card(&title, &count, filter, body)
            }
            Widget::Matrix => {
                let Some(facts) = facts else { return self.problem("no-facts", "") };
                let matrix = Matrix::of(columns, facts, filter, ask.counted(), reader);
                self.card(&title, &scope, filter, self.matrix(&title, &matrix, filter))
            }
            Widget::Chart(kind) => self.chart(kind, &title, published, ask),
        }
    }

    fn title(&self, widget: Widget) -> String {
        let key = match widget {
            Widget::Report => "widget.report",
            Widget::Matrix => "report.page.matrix",
            Widget::Readiness => "report.page.readiness",
            Widget::Queue => "report.incidents",
            Widget::Metric(_) => "widget.figure",
            Widget::Chart(kind) => match kind {
                Kind::Severity => "report.by-severity",
                Kind::Source => "report.by-source",
                Kind::Category => "report.by-category",
                Kind::Tactic => "report.by-tactic",
                Kind::Trend => "report.by-day",
                Kind::Months => "report.page.trends",
                Kind::ResolutionTime => "report.times",
                Kind::RequiredAction => "report.required",
                Kind::ImpactedAssets => "report.page.assets",
            },
        };
        self.say.key(key)
    }

    fn chart(&self, kind: Kind, title: &str, published: &Published, ask: &Ask) -> Node {
        let (columns, filter, reader) = (&published.columns, &ask.filter, self.reader);
        let overview = || Overview::of(columns, filter, ask.counted(), reader);
        let mut scope = self.period(ask.counted());
        let with_legend = |mut nodes: Vec<Node>| {
            if nodes.len() > 1 {
                nodes.insert(1, self.legend());
            }
            nodes
        };
        let body = match kind {
            Kind::Severity => with_legend(self.bars(title, &overview().by_severity, filter)),
            Kind::Source => with_legend(self.bars(title, &overview().by_source, filter)),
            Kind::Category => with_legend(self.bars(title, &overview().by_category, filter)),
            Kind::Tactic => with_legend(self.bars(title, &overview().by_tactic, filter)),
            Kind::Trend => {
                scope = self.period(ask.period);
                let days = Overview::of(columns, filter, ask.period, reader).by_day;
                with_legend(self.trend(title, &days, ask))
            }
            Kind::Months => {
                scope = self.say.key("report.trends.scope");
                self.months(title, &Trends::of(columns, filter, reader))
            }
            Kind::ResolutionTime => self.times(title, &overview()),
            Kind::RequiredAction => {
                let tasks = Tasks::among(&published.asked, columns, filter, ask.counted(), reader);
                self.tasks(title, &tasks)
            }
            Kind::ImpactedAssets if published.detail == Detail::Figures => {
                vec![self.nothing("widget.no-rows")]
            }
            Kind::ImpactedAssets => {
                let asset = |code| published.asset(code);
                let impact = Impact::among(asset, columns, filter, ask.counted(), reader, None, ASSETS);
                self.assets(title, &impact, filter)
            }
        };
        self.card(title, &scope, filter, body)
    }

    /// The whole overview in one card.
    fn report(&self, title: &str, published: &Published, ask: &Ask) -> Node {
        let (columns, filter, reader) = (&published.columns, &ask.filter, self.reader);
        let overview = Overview::of(columns, filter, ask.counted(), reader);
        let days = Overview::of(columns, filter, ask.period, reader).by_day;
        let figures: [&Figure; 5] = [
            &overview.investigated,
            &overview.resolved_share,
            &overview.resolved_directly,
            &overview.resolved_with_help,
            &overview.time_to_resolve,
        ];
        let section = |key: &str, nodes: &dyn Fn(&str) -> Vec<Node>| {
            let name = self.say.key(key);
            el("div")
                .look("section")
                .child(el("p").look("subtitle").put(name.as_str()))
                .children(nodes(&name))
        };
        let sections = el("div")
            .look("sections")
            .child(section("report.by-day", &|name| self.trend(name, &days, ask)))
            .child(section("report.by-severity", &|name| self.bars(name, &overview.by_severity, filter)))
            .child(section("report.by-source", &|name| self.bars(name, &overview.by_source, filter)))
            .child(section("report.by-tactic", &|name| self.bars(name, &overview.by_tactic, filter)))
            .child(section("report.times", &|name| self.times(name, &overview)));
        let mut body = vec![self.tiles(&figures), self.legend(), sections];
        if !self.is_live {
            body.push(self.figures_twin(&figures));
        }
        self.card(title, &self.period(ask.counted()), filter, body)
    }
}

fn stack(overview: &Overview) -> Stack {
    let count = |figure: &Figure| figure.measure.number().map_or(0, |number| number as usize);
    let all = count(&overview.investigated);
    let (directly, with_help) = (count(&overview.resolved_directly), count(&overview.resolved_with_help));
    Stack { directly, with_help, open: all.saturating_sub(directly + with_help) }
}
