//! The whole report as tables: one list of them for the page's exports, the review pack and the command line.

mod asked;
mod months;
mod posture;

use super::chart::{Bars, Stack};
use super::duration::Durations;
use super::figure::{Figure, Measure, Reason};
use super::hunting::Hunting;
use super::impact::Impact;
use super::matrix::Matrix;
use super::overview::Overview;
use super::say::Say;
use super::table::{Book, Cell, Head, Table};
use super::tasks::Tasks;
use crate::analytics::activities::Activities;
use crate::analytics::calendar::{CivilDay, Reader};
use crate::analytics::columns::Columns;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::domain::state::State;
use crate::formats::attack::AttackFacts;
use crate::words::Arg;

/// How many assets the table of a book has.
const ASSETS_MAX: usize = 1_000;

/// What a book is made of.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The state of the workspace.
    pub state: &'a State,
    /// Its columns.
    pub columns: &'a Columns,
    /// The facts of ATT&CK, where they are at hand; without them there is no table of techniques.
    pub facts: Option<&'a AttackFacts>,
    /// The reader's filter.
    pub filter: &'a Filter,
    /// The period.
    pub period: Period,
    /// The moment and the zone.
    pub reader: &'a Reader,
    /// The words.
    pub say: Say<'a>,
}

/// Makes the book of a report.
pub fn book(source: &Source<'_>, workspace: &str) -> Book {
    let Source { reader, period, filter, .. } = source;
    let (first, last) = period.days(reader.today());
    let day = |day: Option<CivilDay>| day.map(|day| day.to_string());
    Book {
        workspace: workspace.to_owned(),
        period: period.to_string(),
        first_day: day(first),
        last_day: day(last),
        zone_minutes: reader.zone.offset_minutes(reader.now),
        filter: filter.to_string(),
        made: reader.now,
        tables: tables(source),
    }
}

/// What a spreadsheet says of itself, since it has nothing around its tables.
pub fn about(book: &Book, say: Say<'_>) -> Table {
    let fact = |key: &str, value: &str| (key.to_owned(), Cell::text(value));
    let day = |key: &str, day: &Option<String>| (key.to_owned(), day.clone().map_or(Cell::None, Cell::Day));
    let facts = [
        fact("workspace", &book.workspace),
        fact("period", &book.period),
        day("first-day", &book.first_day),
        day("last-day", &book.last_day),
        fact("zone", &book.zone_minutes.to_string()),
        fact("filter", &book.filter),
        ("made".to_owned(), Cell::Moment(book.made)),
    ];
    let row = |(key, value): (String, Cell)| vec![Cell::text(say.key(&format!("about-sheet.{key}"))), value];
    table(say, "about", &["name", "value"], facts.into_iter().map(row).collect())
}

/// All tables in the order of the report's pages.
pub fn tables(source: &Source<'_>) -> Vec<Table> {
    let Source { state, columns, facts, filter, period, reader, say } = *source;
    let overview = Overview::narrowed(columns, filter, period, reader);
    let mut tables = overview_tables(&overview, say);
    tables.extend(asked::tables(&Tasks::of(state, columns, filter, period, reader), say));
    tables.push(assets(&Impact::of(state, columns, filter, period, reader, None, ASSETS_MAX), say));
    tables.extend(facts.map(|facts| techniques(&Matrix::of(columns, facts, filter, period, reader), say)));
    tables.extend(months::tables(source));
    let activities = Activities::default();
    tables.extend(hunting(&Hunting::of(state, columns, filter, period, activities, reader), facts, say));
    tables.extend(posture::tables(state, reader.now, say));
    tables
}

/// A table with its words: title under `table`, heads under `column`.
fn table(say: Say<'_>, key: &str, columns: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    let head = |key: &&str| Head { key: (*key).to_owned(), name: say.key(&format!("column.{key}")) };
    Table {
        key: key.to_owned(),
        title: say.key(&format!("table.{key}")),
        heads: columns.iter().map(head).collect(),
        rows,
    }
}

/// The tables of the overview.
pub fn overview_tables(overview: &Overview, say: Say<'_>) -> Vec<Table> {
    let mut tables = vec![figures(overview, say), left_out(overview, say)];
    let bars = [
        ("bySeverity", &overview.by_severity),
        ("bySource", &overview.by_source),
        ("byCategory", &overview.by_category),
        ("byTactic", &overview.by_tactic),
    ];
    tables.extend(bars.map(|(key, bars)| by_value(key, bars, say)));
    // Beside each day the one with its number in the period before.
    let days = overview.by_day.iter().enumerate().map(|(at, day)| {
        let mut cells = stacked(Cell::Day(day.day.to_string()), day.stack);
        cells.push(overview.before_by_day.get(at).map_or(Cell::None, |count| Cell::count(*count)));
        cells
    });
    tables.push(table(
        say,
        "byDay",
        &["day", "directly", "withHelp", "open", "total", "before"],
        days.collect(),
    ));
    tables
}

fn figures(overview: &Overview, say: Say<'_>) -> Table {
    let columns = [
        "figure",
        "name",
        "value",
        "unit",
        "before",
        "n",
        "median",
        "mean",
        "p90",
        "unclassified",
        "formula",
    ];
    let row = |figure: &Figure| {
        let number = |measure: &Measure| match (measure, measure.number()) {
            (_, None) => Cell::None,
            (Measure::Count(count), _) => Cell::count(*count),
            (Measure::Share { .. }, Some(percent)) => Cell::Percent(percent),
            (Measure::Duration(_), Some(seconds)) => Cell::Seconds(seconds),
        };
        let (durations, n) = match &figure.measure {
            Measure::Duration(durations) => (*durations, durations.map_or(0, |durations| durations.n)),
            Measure::Count(_) | Measure::Share { .. } => (None, figure.behind),
        };
        let part = |of: fn(Durations) -> f64| Cell::seconds(durations.map(of));
        vec![
            Cell::text(figure.definition.key),
            Cell::text(say.key(&format!("figure.{}", figure.definition.key))),
            number(&figure.measure),
            Cell::text(say.key(&format!("unit.{}", figure.definition.unit.as_str()))),
            figure.before.as_ref().map_or(Cell::None, number),
            Cell::count(n),
            part(|durations| durations.median_s),
            part(|durations| durations.mean_s),
            part(|durations| durations.p90_s),
            Cell::count(figure.unclassified),
            Cell::text(say.key(&format!("figure.{}.formula", figure.definition.key))),
        ]
    };
    let mut table = table(say, "figures", &columns, overview.figures().into_iter().map(row).collect());
    let days = |(first, last): (CivilDay, CivilDay)| {
        let day = |day: CivilDay| Arg::from(say.day(&day.to_string()));
        say.with("column.before-days", &[("first", day(first)), ("last", day(last))])
    };
    if let Some(Period::Between(Some(first), Some(last))) = overview.before {
        table
            .heads
            .iter_mut()
            .filter(|head| head.key == "before")
            .for_each(|head| head.name = days((first, last)));
    }
    table
}

fn left_out(overview: &Overview, say: Say<'_>) -> Table {
    let row = |reason: Reason, count: usize| {
        let word = match reason {
            Reason::Hidden => "hidden",
            Reason::NotInvestigated(standing) => standing.as_str(),
        };
        vec![Cell::text(word), Cell::text(say.key(&format!("report.left-out.{word}"))), Cell::count(count)]
    };
    let rows = overview.investigated.left_out.iter().map(|left| row(left.reason, left.count)).collect();
    table(say, "leftOut", &["reason", "name", "incidents"], rows)
}

fn stacked(first: Cell, stack: Stack) -> Vec<Cell> {
    let counts = [stack.directly, stack.with_help, stack.open, stack.total()];
    std::iter::once(first).chain(counts.map(Cell::count)).collect()
}

fn by_value(key: &str, bars: &Bars, say: Say<'_>) -> Table {
    let row = |value: &Value, stack: Stack| {
        let mut cells = stacked(Cell::text(value.as_str()), stack);
        cells.insert(1, Cell::text(say.value(bars.dim, value)));
        cells
    };
    let rows = bars.bars.iter().map(|bar| row(&bar.value, bar.stack)).collect();
    table(say, key, &["value", "name", "directly", "withHelp", "open", "total"], rows)
}

fn assets(impact: &Impact, say: Say<'_>) -> Table {
    let columns = ["kind", "id", "name", "group", "critical", "incidents", "open"];
    let row = |asset: &super::impact::ImpactedAsset| {
        let id = asset.value.as_str().split_once('/').map_or("", |(_, id)| id);
        vec![
            Cell::text(asset.kind.as_str()),
            Cell::text(id),
            Cell::text(&asset.name),
            asset.group.as_ref().map_or(Cell::None, Cell::text),
            Cell::text(say.word("yes-no", if asset.critical { "yes" } else { "no" })),
            Cell::count(asset.incidents),
            Cell::count(asset.open),
        ]
    };
    table(say, "impactedAssets", &columns, impact.assets.iter().map(row).collect())
}

fn techniques(matrix: &Matrix, say: Say<'_>) -> Table {
    let columns =
        ["tactic", "technique", "name", "directly", "withHelp", "open", "total", "before", "groups"];
    let mut rows = Vec::new();
    for column in &matrix.tactics {
        let seen = column.techniques.iter().filter(|technique| technique.stack.total() > 0);
        for technique in seen.flat_map(|technique| std::iter::once(technique).chain(&technique.subs)) {
            let mut cells = vec![
                Cell::text(say.word("tactic", column.tactic.as_str())),
                Cell::text(&technique.id),
                Cell::text(&technique.name),
            ];
            cells.extend(stacked(Cell::None, technique.stack).into_iter().skip(1));
            cells.push(technique.before.map_or(Cell::None, Cell::count));
            cells.push(technique.prevalence.map_or(Cell::None, |it| Cell::Count(u64::from(it.groups))));
            rows.push(cells);
        }
    }
    table(say, "techniques", &columns, rows)
}

fn hunting(hunting: &Hunting, facts: Option<&AttackFacts>, say: Say<'_>) -> [Table; 6] {
    let notifications = hunting.notifications.iter().map(|it| {
        vec![
            Cell::text(&*it.id),
            Cell::text(&it.title),
            Cell::text(it.severity.as_str()),
            Cell::text(it.status.as_str()),
            Cell::Moment(it.created),
        ]
    });
    let threats = hunting.threats.iter().flat_map(|threat| {
        threat.by_tactic.iter().filter(|cell| cell.count > 0).map(move |cell| {
            vec![
                Cell::text(say.value(Dim::Determination, &threat.value)),
                Cell::text(say.word("tactic", cell.tactic.as_str())),
                Cell::count(cell.count),
                Cell::count(cell.notified),
            ]
        })
    });
    let trending = hunting.trending.iter().map(|it| {
        vec![
            Cell::text(&it.title),
            Cell::text(it.severity.as_str()),
            Cell::count(it.count),
            Cell::count(it.notified),
            Cell::Moment(it.latest),
        ]
    });
    let emerging = hunting.emerging.iter().flatten().map(|it| {
        vec![
            Cell::text(&it.id),
            facts.and_then(|facts| facts.full_name(&it.id)).map_or(Cell::None, Cell::text),
            Cell::text(it.severity.as_str()),
            Cell::count(it.count),
            Cell::count(it.notified),
            Cell::Moment(it.first),
        ]
    });
    [
        table(
            say,
            "notifications",
            &["incident", "title", "severity", "status", "created"],
            notifications.collect(),
        ),
        table(say, "threats", &["category", "tactic", "incidents", "notified"], threats.collect()),
        categories(hunting, say),
        table(say, "trending", &["title", "severity", "incidents", "notified", "latest"], trending.collect()),
        table(
            say,
            "emerging",
            &["technique", "name", "severity", "incidents", "notified", "first"],
            emerging.collect(),
        ),
        hunts(hunting, say),
    ]
}

/// The categories themselves: an incident can name several tactics or none, so their cells do not add up.
fn categories(hunting: &Hunting, say: Say<'_>) -> Table {
    let rows = hunting.threats.iter().map(|threat| {
        vec![
            Cell::text(threat.value.as_str()),
            Cell::text(say.value(Dim::Determination, &threat.value)),
            Cell::count(threat.total),
            Cell::count(threat.notified),
            Cell::count(threat.without),
        ]
    });
    let heads = ["value", "name", "incidents", "notified", "withoutTactic"];
    table(say, "threatCategories", &heads, rows.collect())
}

fn hunts(hunting: &Hunting, say: Say<'_>) -> Table {
    let rows = hunting.hunts.iter().map(|hunt| {
        vec![
            Cell::text(&hunt.code),
            Cell::text(&hunt.title),
            Cell::text(&hunt.hypothesis),
            Cell::text(say.word("hunting.outcome", hunt.outcome.as_str())),
            Cell::text(&hunt.summary),
            Cell::Moment(hunt.at),
        ]
    });
    table(say, "hunts", &["hunt", "title", "hypothesis", "outcome", "summary", "ended"], rows.collect())
}
