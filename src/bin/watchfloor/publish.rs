//! `watchfloor publish`: writes what a workspace or a set of exports holds in the shape that others read.

use crate::source::{self, Source};
use crate::workspace::{Workspace, now};
use clap::{Args, ValueEnum};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use watchfloor::analytics::calendar::{Reader, Zone};
use watchfloor::domain::ids::IncidentId;
use watchfloor::domain::record::IncidentRecord;
use watchfloor::formats::attack::AttackFacts;
use watchfloor::formats::export::graph::{self, GraphList};
use watchfloor::formats::export::navigator::Coverage;
use watchfloor::formats::export::{ocsf, stix};
use watchfloor::report::export::{csv, json_table};
use watchfloor::report::incidents::incidents;
use watchfloor::report::say::Say;
use watchfloor::report::snapshot::{Detail, FILE_NAME, Published, snapshot};
use watchfloor::store::backend::Backend;
use watchfloor::widgets::ask::{Ask, Attributes};
use watchfloor::widgets::page::{EnglishDates, document};
use watchfloor::words::{Catalogue, English};

/// The facts of ATT&CK that the site carries.
const ATTACK: &str = include_str!("../../../public/attack.json");
/// How many incidents a list without scripts has.
const ROWS_STILL: usize = 50;

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// A snapshot for widgets: figures only, no titles, names or ids.
    Figures,
    /// A snapshot for widgets, with a row for each incident.
    Rows,
    /// A widget as a page without scripts, with pictures and tables.
    Html,
    /// Graph incidents.
    Graph,
    /// An ATT&CK Navigator layer (format 4.5).
    Navigator,
    /// OCSF Incident Findings, one a line.
    Ocsf,
    /// A STIX 2.1 bundle of one incident: needs --incident.
    Stix,
    /// A table of the incidents.
    Csv,
    /// The same table as JSON.
    Json,
}

/// The arguments.
#[derive(Args)]
pub(crate) struct Publish {
    /// What to write.
    #[arg(long = "as", value_enum, default_value = "figures")]
    shape: Shape,
    /// With --as html, which widget: report, matrix, readiness, queue, chart:severity, metric:resolved-share and so on.
    #[arg(long, value_name = "NAME", default_value = "report")]
    widget: String,
    /// With --as html, over which period: 30d, 6m, 2026-10-01..2026-10-31, all.
    #[arg(long, value_name = "PERIOD", default_value = "30d")]
    period: String,
    /// With --as html, which incidents: the text of a filter, as in links of the application.
    #[arg(long, value_name = "FILTER", default_value = "")]
    filter: String,
    /// Only the incident with this id; may be given several times.
    #[arg(long, value_name = "ID")]
    incident: Vec<String>,
    /// A file; or a folder, made when it is not there, that any web server can hand out; the standard output without it.
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// The folder of a workspace, a backup of one, or exports to read.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,
}

/// Runs the subcommand.
pub(crate) fn run(publish: &Publish) -> ExitCode {
    let text = source::open(&publish.sources, "Published").and_then(|(source, _)| match source {
        Source::Folder(workspace) => write(publish, &workspace),
        Source::Memory(workspace) => write(publish, &workspace),
    });
    match text.and_then(|text| hand_over(publish, &text).map_err(|error| error.to_string())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(1)
        }
    }
}

fn hand_over(publish: &Publish, text: &str) -> io::Result<()> {
    match &publish.out {
        None => io::stdout().lock().write_all(text.as_bytes()),
        Some(path) if path == Path::new("-") => io::stdout().lock().write_all(text.as_bytes()),
        Some(path) if path.extension().is_some() && !path.is_dir() => fs::write(path, text),
        Some(folder) => {
            fs::create_dir_all(folder)?;
            let name = match publish.shape {
                Shape::Figures | Shape::Rows => FILE_NAME,
                Shape::Html => "widget.html",
                Shape::Graph => "incidents.json",
                Shape::Navigator => "layer.json",
                Shape::Ocsf => "findings.ndjson",
                Shape::Stix => "bundle.json",
                Shape::Csv => "incidents.csv",
                Shape::Json => "incidents-table.json",
            };
            fs::write(folder.join(name), text)
        }
    }
}

fn write<B: Backend>(publish: &Publish, workspace: &Workspace<B>) -> Result<String, String> {
    let asked = publish.incident.iter().filter_map(|id| IncidentId::new(id));
    let ids: Vec<IncidentId> = if publish.incident.is_empty() { workspace.ids() } else { asked.collect() };
    let state = workspace.session.state();
    if let Some(id) = ids.iter().find(|id| state.incident(id.as_str()).is_none()) {
        return Err(format!("there is no incident {id}"));
    }
    let names = || ids.iter().map(IncidentId::as_str);
    let text = match publish.shape {
        Shape::Figures => snapshot(state, names(), Detail::Figures, now()),
        Shape::Rows => snapshot(state, names(), Detail::Rows, now()),
        Shape::Html => still(publish, &snapshot(state, names(), Detail::Rows, now()))?,
        Shape::Csv => csv(&incidents(state, names())),
        Shape::Json => json_table(&incidents(state, names())),
        Shape::Navigator => {
            let mut coverage = Coverage::default();
            for incident in names().filter_map(|id| state.incident(id)) {
                coverage.add(incident.known.title(), incident.known.techniques());
            }
            coverage.layer("Watchfloor", "Techniques of the incidents", |count, title| {
                format!("{count} incidents, the last one: {title}")
            })
        }
        Shape::Graph => {
            let mut list = GraphList::new();
            let mut text = list.head();
            each(workspace, &ids, |record| text.push_str(&list.next(&record)))?;
            text.push_str(list.foot());
            text
        }
        Shape::Ocsf => {
            let mut text = String::new();
            each(workspace, &ids, |record| {
                text.push_str(&ocsf::incident_finding(&record).to_string());
                text.push('\n');
            })?;
            text
        }
        Shape::Stix => {
            let [_] = ids.as_slice() else {
                return Err("a bundle is of one incident: name it with --incident".to_owned());
            };
            let mut text = String::new();
            each(workspace, &ids, |record| text = stix::bundle(&record, |_| None))?;
            text
        }
    };
    Ok(text)
}

/// A widget without scripts; of the snapshot only what it shows leaves.
fn still(publish: &Publish, snapshot: &str) -> Result<String, String> {
    let published = Published::read(snapshot).map_err(|error| error.to_string())?;
    let (widget, kind) = publish.widget.split_once(':').unwrap_or((&publish.widget, ""));
    let attributes =
        Attributes { widget, kind, period: &publish.period, filter: &publish.filter, rows: ROWS_STILL };
    let ask = Ask::read(&attributes).map_err(|error| format!("{}: {}", error.attribute, error.why))?;
    let facts = AttackFacts::read(ATTACK).ok_or("the facts of ATT&CK cannot be read")?;
    let catalogue = Catalogue::for_widgets();
    let say = Say { catalogue: &catalogue, locale: &English };
    let reader = Reader { now: published.made, zone: Zone::utc() };
    Ok(document(&published, Some(&facts), &ask, say, &EnglishDates, &reader))
}

fn each<B: Backend>(
    workspace: &Workspace<B>,
    ids: &[IncidentId],
    mut take: impl FnMut(IncidentRecord),
) -> Result<(), String> {
    for id in ids {
        let Some(record) = workspace.record(id)? else { continue };
        if let Some(incident) = workspace.session.state().incident(id.as_str()) {
            take(graph::with_work(&record, incident));
        }
    }
    Ok(())
}
