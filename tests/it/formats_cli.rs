//! `watchfloor check` as it is called: output, standard input and exit codes.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn fixture(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/formats");
    folder.join(name).display().to_string()
}

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_watchfloor"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[track_caller]
fn check(arguments: &[&str], input: &str, code: i32, expected: &[&str]) {
    let output = run(arguments, input);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(code), "{text}");
    for line in expected {
        assert!(text.contains(line), "{line} is not in:\n{text}");
    }
}

#[test]
fn says_what_files_hold() {
    check(
        &["check", &fixture("graph-incidents.json"), &fixture("machines.json")],
        "",
        0,
        &[
            "graph-incidents.json: Microsoft Graph incidents\n  3 records found, 3 accepted, 1 redirected\n",
            ":127:3: The file is one page of a longer list; the other pages are not in it.\n",
            "machines.json: Defender for Endpoint machines\n  5 records found, 5 accepted\n",
        ],
    );
    let comment = r#"{"comment":"c","createdBy":"a"}"#;
    check(&["check", "-"], comment, 0, &["-: comments", "comments"]);
}

#[test]
fn one_line_of_json_a_file() {
    let expected = "{\"file\":\"-\",\"kind\":\"unknown\",\"records\":0,\"accepted\":0,\"redirected\":0,\"warnings\":[],\
        \"error\":{\"line\":1,\"column\":1,\"message\":\"This is not JSON: “oops”.\"}}\n";
    let output = run(&["check", "--json", "-", &fixture("sensors.json")], "oops");
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with(expected), "{text}");
    assert_eq!(text.lines().count(), 2);
    for line in text.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
}

#[test]
fn a_file_that_cannot_be_read_ends_with_one() {
    check(&["check", "no-such-file.json"], "", 1, &["no-such-file.json: "]);
    check(&["check", "--json", "no-such-file.json"], "", 1, &["\"error\":{\"line\":1,\"column\":1,"]);
    check(&["check", "-"], "{\"value\":[", 1, &["error: -:1:11: The text ends"]);
    check(
        &["check", "-", &fixture("machines.json")],
        "oops",
        1,
        &["machines.json: Defender for Endpoint machines"],
    );
}

/// A file of 2 GB that takes no room: a beginning, and zeros to its end.
fn two_gigabytes(name: &str, beginning: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(beginning.as_bytes()).unwrap();
    file.set_len(2 << 30).unwrap();
    path.display().to_string()
}

#[test]
fn a_file_of_two_gigabytes_is_given_up_where_it_goes_wrong() {
    let empty = two_gigabytes("zeros.json", "");
    check(&["check", &empty], "", 1, &["error: ", ":1:1: The file is not text."]);
    let record = r#"{"id":"1","displayName":"n","status":"active","severity":"low","createdDateTime":"2026-01-01T00:00:00Z"}"#;
    let begun = two_gigabytes("begun.json", &format!("[\n{record},\n"));
    check(&["check", &begun], "", 1, &["1 record found", "error: ", ":3:1: "]);
    let into = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("two-gigabytes");
    let _ = std::fs::remove_dir_all(&into);
    let import =
        |file: &str| run(&["import", "--name", "Two", "--into", &into.display().to_string(), file], "");
    let kept = || {
        let files = std::fs::read_dir(&into).unwrap().map(|entry| entry.unwrap().path());
        files.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect::<BTreeMap<_, _>>()
    };
    assert!(import(&fixture("graph-incidents.json")).status.success());
    let before = kept();
    assert_eq!(import(&empty).status.code(), Some(1));
    assert_eq!(kept(), before, "nothing changed");
}

#[test]
fn wrong_use_ends_with_two() {
    for arguments in [&["check"][..], &["chekc"], &[], &["check", "--yaml", "-"]] {
        assert_eq!(run(arguments, "").status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(run(&["--version"], "").status.code(), Some(0));
}
