//! `watchfloor import`, `publish`, `synth` and `completions` as they are called.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/formats");
    folder.join(name).display().to_string()
}

/// A folder for one test, empty at its start.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{test}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_watchfloor")).args(arguments).output().unwrap()
}

#[track_caller]
fn said(arguments: &[&str], code: i32) -> String {
    let output = run(arguments);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}{wrong}");
    text
}

#[track_caller]
fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&said(arguments, 0)).unwrap()
}

#[test]
fn an_import_is_taken_once_and_a_look_takes_nothing() {
    let place = folder("import").join("workspace");
    let path = place.display().to_string();
    let incidents = fixture("graph-incidents.json");
    let look = json(&["import", "--into", &path, "--dry-run", "--json", &incidents]);
    assert_eq!((&look["taken"], &look["summary"]["new"]), (&Value::Bool(false), &Value::from(3)));
    assert!(!place.exists(), "a look makes no folder");
    let first = json(&["import", "--into", &path, "--json", &incidents]);
    assert_eq!((&first["taken"], &first["summary"]["new"]), (&Value::Bool(true), &Value::from(3)));
    let again = json(&["import", "--into", &path, "--json", &incidents]);
    assert_eq!((&again["taken"], &again["summary"]["unchanged"]), (&Value::Bool(false), &Value::from(3)));
    assert!(said(&["import", "--into", &path, &incidents], 0).contains("known already"));
    assert!(said(&["import", &incidents], 0).contains("Nothing was taken in: this was a look."));
    assert_eq!(run(&["import", "--into", &path, "no-such-file.json"]).status.code(), Some(1));
    assert_eq!(run(&["import"]).status.code(), Some(2));
}

#[test]
fn a_workspace_is_published_in_every_shape() {
    let place = folder("publish");
    let workspace = place.join("workspace").display().to_string();
    let incidents = fixture("graph-incidents.json");
    said(&["import", "--into", &workspace, &incidents], 0);
    let graph = json(&["publish", "--as", "graph", &workspace]);
    let ids: Vec<&str> =
        graph["value"].as_array().unwrap().iter().filter_map(|it| it["id"].as_str()).collect();
    assert_eq!(ids.len(), 3);
    assert_eq!(
        graph,
        json(&["publish", "--as", "graph", &incidents]),
        "a workspace and its exports say the same"
    );
    let figures = said(&["publish", &workspace], 0);
    let title = graph["value"][0]["displayName"].as_str().unwrap();
    assert!(!figures.contains(title), "figures name nothing");
    assert!(said(&["publish", "--as", "rows", &workspace], 0).contains(title));
    let layer = json(&["publish", "--as", "navigator", &workspace]);
    assert_eq!(layer["versions"]["layer"], "4.5");
    let lines = said(&["publish", "--as", "ocsf", &workspace], 0);
    assert_eq!(lines.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count(), 3);
    let bundle = json(&["publish", "--as", "stix", "--incident", ids[0], &workspace]);
    assert_eq!(bundle["type"], "bundle");
    assert_eq!(
        run(&["publish", "--as", "stix", &workspace]).status.code(),
        Some(1),
        "a bundle is of one incident"
    );
    assert_eq!(said(&["publish", "--as", "csv", &workspace], 0).lines().count(), 4);
    assert_eq!(json(&["publish", "--as", "json", &workspace]).as_array().unwrap().len(), 3);
    let site = place.join("site").display().to_string();
    said(&["publish", "--out", &site, &workspace], 0);
    assert!(place.join("site/snapshot.json").is_file());
    assert_eq!(run(&["publish", "no-such-file.json"]).status.code(), Some(1));
}

#[test]
fn made_up_incidents_are_the_same_for_a_seed_and_can_be_read() {
    let end = "2026-11-01T00:00:00Z";
    let one = said(&["synth", "-n", "20", "--seed", "7", "--end", end], 0);
    assert_eq!(one, said(&["synth", "-n", "20", "--seed", "7", "--end", end], 0));
    assert_ne!(one, said(&["synth", "-n", "20", "--seed", "8", "--end", end], 0));
    let file = folder("synth").join("lines.ndjson").display().to_string();
    said(&["synth", "-n", "20", "--ndjson", "--end", end, "--out", &file], 0);
    assert_eq!(fs::read_to_string(&file).unwrap().lines().count(), 20);
    assert!(said(&["check", &file], 0).contains("20 records found, 20 accepted"));
    assert_eq!(run(&["synth", "--end", "yesterday"]).status.code(), Some(2));
}

#[test]
fn completions_name_every_subcommand() {
    for shell in ["bash", "zsh", "fish"] {
        let text = said(&["completions", shell], 0);
        for subcommand in ["check", "import", "publish", "report", "synth"] {
            assert!(text.contains(subcommand), "{subcommand} in {shell}");
        }
    }
    assert_eq!(run(&["completions", "cmd"]).status.code(), Some(2));
}
