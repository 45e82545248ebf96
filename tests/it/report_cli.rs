//! `watchfloor report` as it is called: the same figures as the report itself, in every form.

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};
use watchfloor::analytics::calendar::{Reader, Zone};
use watchfloor::analytics::columns::Columns;
use watchfloor::analytics::filter::Filter;
use watchfloor::analytics::period::Period;
use watchfloor::domain::catalogue::{News, Place};
use watchfloor::domain::ids::ImportId;
use watchfloor::domain::state::State;
use watchfloor::domain::time::Timestamp;
use watchfloor::formats::backup::{BackedUp, BackupManifest, after_document, before_document, head_digest};
use watchfloor::formats::document::{HEAD, Head};
use watchfloor::formats::import::Import;
use watchfloor::report::overview::Overview;

const NOW: &str = "2026-06-01T12:00:00Z";

fn fixture() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/formats/graph-incidents.json")
}

fn run(arguments: &[&str]) -> Output {
    call(arguments, &fixture())
}

fn call(arguments: &[&str], source: &std::path::Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_watchfloor"));
    command.args(["report", "--now", NOW, "--period", "all"]).args(arguments).arg(source);
    command.output().unwrap()
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The overview by the library, from the same file.
fn overview(filter: &str) -> Overview {
    let mut import = Import::new(ImportId::new("1").unwrap());
    import.begin("graph-incidents.json", None);
    import.feed(&std::fs::read(fixture()).unwrap(), &|_| News::New);
    let now = Timestamp::parse(NOW).unwrap();
    import.end(&|_| News::New);
    let mut state = State::default();
    for batch in import.finish().batches {
        for (index, brief) in (0..).zip(&batch.briefs) {
            state.catalogue.absorb(brief, Place { batch: 0, index });
        }
    }
    let filter: Filter = filter.parse().unwrap();
    Overview::of(&Columns::build(&state), &filter, Period::All, &Reader { now, zone: Zone::fixed(0) })
}

#[test]
fn prints_the_figures_of_the_report() {
    for filter in ["", "severity:high"] {
        let json: Value = serde_json::from_str(&text(&run(&["--form", "json", "--filter", filter]))).unwrap();
        let figures = json["tables"]["figures"].as_array().unwrap();
        let overview = overview(filter);
        for figure in overview.figures() {
            let told = figures.iter().find(|it| it["figure"] == figure.definition.key).unwrap();
            let number = figure.measure.number().map(|number| match told["unit"].as_str() {
                Some("percent") => (number * 10.0).round() / 10.0,
                _ => number.round(),
            });
            assert_eq!(told["value"].as_f64(), number, "{} under `{filter}`", figure.definition.key);
        }
        assert_eq!(json["filter"], filter);
    }
}

/// Days begin where the named zone says, on both sides of a change of its clocks.
#[test]
fn a_named_zone_knows_when_its_clocks_change() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli-zone");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("incidents.json");
    // 28 March 23:30 in Berlin (UTC+1) and 29 March 00:30, then 30 March 00:30 (UTC+2).
    let moments = ["2026-03-28T22:30:00Z", "2026-03-28T23:30:00Z", "2026-03-29T22:30:00Z"];
    let incidents: Vec<Value> = (1..)
        .zip(moments)
        .map(|(id, at)| {
            serde_json::json!({"id": id.to_string(), "displayName": "Made up", "severity": "high", "status": "inProgress", "assignedTo": "Defender Experts",
                "createdDateTime": at, "lastUpdateDateTime": at, "alerts": []})
        })
        .collect();
    std::fs::write(&file, serde_json::json!({ "value": incidents }).to_string()).unwrap();
    let days = |zone: &[&str]| {
        let arguments = [&["--form", "json", "--table", "byDay"], zone].concat();
        let json: Value = serde_json::from_str(&text(&call(&arguments, &file))).unwrap();
        let rows = json["tables"]["byDay"].as_array().unwrap().clone();
        let counted = rows.iter().filter(|row| row["total"] == 1);
        counted.map(|row| row["day"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(days(&["--zone", "Europe/Berlin"]), ["2026-03-28", "2026-03-29", "2026-03-30"]);
    // In UTC the first two share a day.
    assert_eq!(days(&[]), ["2026-03-29"]);
    let unknown = call(&["--zone", "Europe/Atlantis"], &file);
    assert!(!unknown.status.success());
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("not a time zone such as Europe/Berlin"));
}

/// The same workspace from its exports, its folder and its backup.
#[test]
fn a_workspace_tells_the_same_wherever_it_lies() {
    let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli-report");
    let _ = std::fs::remove_dir_all(&place);
    let import = Command::new(env!("CARGO_BIN_EXE_watchfloor"))
        .args(["import", "--name", "Report", "--into"])
        .arg(&place)
        .arg(fixture())
        .output()
        .unwrap();
    assert!(import.status.success());
    let backup = place.with_extension("watchfloor.json");
    std::fs::write(&backup, backed_up(&place)).unwrap();
    let packed = place.with_extension("watchfloor.json.gz");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, &std::fs::read(&backup).unwrap()).unwrap();
    std::fs::write(&packed, gzip.finish().unwrap()).unwrap();
    let told = |source: &std::path::Path| text(&call(&["--form", "json"], source));
    let from_files = told(&fixture());
    for source in [&place, &backup, &packed] {
        assert_eq!(told(source), from_files, "{}", source.display());
    }
    let cut = std::fs::read(&backup).unwrap();
    std::fs::write(&backup, &cut[..cut.len() / 2]).unwrap();
    let damaged = call(&[], &backup);
    assert_eq!(damaged.status.code(), Some(1));
}

/// A backup as the page writes it, of the documents in a folder.
fn backed_up(folder: &std::path::Path) -> String {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let head = read(HEAD);
    let known = Head::read(head.as_bytes()).unwrap();
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != HEAD)
        .collect();
    names.sort();
    let documents = names.iter().map(|name| BackedUp {
        name: name.clone(),
        bytes: read(name).len() as u64,
        sha256: None,
    });
    let last = BackedUp {
        name: HEAD.to_owned(),
        bytes: head.len() as u64,
        sha256: Some(head_digest(head.as_bytes())),
    };
    let manifest = BackupManifest {
        workspace: known.workspace.clone(),
        name: "Report".to_owned(),
        made: Timestamp::parse(NOW).unwrap(),
        revision: known.revision,
        entries: 0,
        incidents: Some(3),
        imports: Some(1),
        documents: documents.chain([last]).collect(),
    };
    let mut file = manifest.first_line().unwrap();
    for name in &names {
        file.push_str(&format!("{}{}{}", before_document(name), read(name), after_document(false)));
    }
    file + &format!("{}{head}{}", before_document(HEAD), after_document(true))
}

#[test]
fn writes_one_table_as_csv_and_a_page_without_scripts() {
    let csv = text(&run(&["--form", "csv", "--table", "bySeverity"]));
    let csv = csv.trim_start_matches('\u{feff}');
    assert!(csv.starts_with("value,name,directly,withHelp,open,total\r\n"), "{csv}");
    let high =
        overview("").by_severity.bars.iter().find(|bar| bar.value.as_str() == "high").unwrap().stack.total();
    assert!(csv.contains(&format!(",{high}\r\n")), "{csv}");
    let page = text(&run(&["--form", "html"]));
    assert!(page.starts_with("<!doctype html>") && !page.contains("<script"));
    let plain = text(&run(&["--table", "figures"]));
    assert!(plain.starts_with("Figures\n") && plain.contains("Investigated"), "{plain}");
}

#[test]
fn says_what_is_wrong_and_ends_with_1() {
    for (arguments, words) in [
        (&["--table", "nothing"][..], "there is no table `nothing`"),
        (&["--filter", "severity:catastrophic"], "the filter"),
        (&["no-such-file.json"], "no-such-file.json"),
    ] {
        let output = run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.contains(words)), (Some(1), true), "{said}");
    }
}
