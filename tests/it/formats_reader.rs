//! The reader of records: wrappers, faults with their places, and pieces of any size.

use proptest::prelude::*;
use watchfloor::formats::finding::Finding;
use watchfloor::formats::json::{Piece, Reader};

/// What the reader hands out for a text in pieces of the given size, one line each.
fn pieces(text: &[u8], size: usize) -> Vec<String> {
    let mut reader = Reader::new();
    let mut out = Vec::new();
    for chunk in text.chunks(size.max(1)) {
        reader.feed(chunk);
        drain(&mut reader, &mut out);
    }
    reader.finish();
    drain(&mut reader, &mut out);
    out
}

fn drain(reader: &mut Reader, out: &mut Vec<String>) {
    while let Some(piece) = reader.piece() {
        out.push(match piece {
            Piece::Record { text, at } => format!("{}:{} {text}", at.line, at.column),
            Piece::Refused(found) => {
                format!("{}:{} refused {}", found.at.line, found.at.column, word(&found.finding))
            }
            Piece::Note(found) => {
                format!("{}:{} note {}", found.at.line, found.at.column, word(&found.finding))
            }
            Piece::Broken(found) => {
                format!("{}:{} broken {}", found.at.line, found.at.column, word(&found.finding))
            }
            Piece::Context(context) => format!("context {context}"),
        });
    }
}

fn word(finding: &Finding) -> String {
    match finding {
        Finding::Syntax { detail } => detail.clone(),
        Finding::Junk { excerpt } | Finding::NotJson { excerpt } => {
            format!("{} {excerpt}", finding.key().trim_start_matches("files."))
        }
        other => other.key().trim_start_matches("files.").to_owned(),
    }
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    for size in [1, 2, 3, 7, 64, text.len().max(1)] {
        let mut found = pieces(text.as_bytes(), size);
        let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        // Notes may come before or after the record that they are in, as the pieces fall.
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "pieces of {size} of {text:?}");
    }
}

#[test]
fn takes_records_out_of_every_wrapper() {
    check(r#"{"value":[{"a":1},{"a":2}]}"#, &[r#"1:11 {"a":1}"#, r#"1:19 {"a":2}"#]);
    check(r#"{"records":[{"a":1}]}"#, &[r#"1:13 {"a":1}"#]);
    check(r#"[{"a":1}, {"a":2}]"#, &[r#"1:2 {"a":1}"#, r#"1:11 {"a":2}"#]);
    check(r#"{"a":[1]}"#, &[r#"1:1 {"a":[1]}"#]);
    check("{\"a\":1}\n\n{\"a\":2}\r\n", &[r#"1:1 {"a":1}"#, r#"3:1 {"a":2}"#]);
    check("{\n \"a\": 1\n}\n{\n \"a\": 2\n}", &["1:1 {\n \"a\": 1\n}", "4:1 {\n \"a\": 2\n}"]);
    check("\u{FEFF}{\"a\":1}", &[r#"1:1 {"a":1}"#]);
    check(r#"{"value":[]}"#, &[]);
    check("{\"value\":[{\"a\":1}]}\n{\"value\":[{\"a\":2}]}", &[r#"1:11 {"a":1}"#, r#"2:11 {"a":2}"#]);
}

#[test]
fn reads_what_stands_around_the_list() {
    check(
        r#"{"@odata.context":"c","value":[{"a":1}],"@odata.nextLink":"https://x"}"#,
        &["context c", r#"1:32 {"a":1}"#, "1:41 note one-page"],
    );
    check(r#"{"@odata.nextLink":"https://x","value":[]}"#, &["1:2 note one-page"]);
    check(r#"{"value":[],"@odata.nextLink":null,"@odata.context":"c"}"#, &["context c"]);
    check(r#"{"value":[{"a":1}],"more":{},"value":[{"a":2}]}"#, &[r#"1:11 {"a":1}"#, r#"1:39 {"a":2}"#]);
}

#[test]
fn puts_commas_right_and_says_where() {
    check(r#"[{"a":1,},]"#, &[r#"1:2 {"a":1 }"#, "1:8 note trailing-comma", "1:10 note trailing-comma"]);
    check(
        "{\"value\":[{\n\"a\":[1,\n]}],}",
        &["1:11 {\n\"a\":[1 \n]}", "2:7 note trailing-comma", "3:4 note trailing-comma"],
    );
    check(r#"[{"a":1}{"a":2}]"#, &[r#"1:2 {"a":1}"#, "1:9 note missing-comma", r#"1:9 {"a":2}"#]);
    check(
        r#"[,{"a":1},,{"a":2}]"#,
        &["1:2 note extra-comma", r#"1:3 {"a":1}"#, "1:11 note extra-comma", r#"1:12 {"a":2}"#],
    );
}

#[test]
fn passes_over_what_is_no_record() {
    check("[{\"a\":1}, ...\n]", &[r#"1:2 {"a":1}"#, "1:11 note junk ..."]);
    check("[{\"a\":1}\n ... \n]", &[r#"1:2 {"a":1}"#, "2:2 note junk ..."]);
    check(
        r#"["x, y", 12, null, [1], {"a":1}]"#,
        &[
            "1:2 refused not-a-record",
            "1:10 refused not-a-record",
            "1:14 refused not-a-record",
            "1:20 refused not-a-record",
            r#"1:25 {"a":1}"#,
        ],
    );
    check("{\"a\":1}\noops\n{\"a\":2}", &[r#"1:1 {"a":1}"#, "2:1 refused not-json oops", r#"3:1 {"a":2}"#]);
}

#[test]
fn steps_over_a_broken_record() {
    // A line of NDJSON without its end, once known to be one and once not.
    check("{\"a\":1}\n{\"a\":{\n{\"a\":3}", &[r#"1:1 {"a":1}"#, "2:7 refused cut-off", r#"3:1 {"a":3}"#]);
    check("{\"a\":{}\n{\"a\":3}", &["1:8 refused cut-off", r#"2:1 {"a":3}"#]);
    // A string without its end.
    check(
        "{\"a\":\"x\n{\"a\":3}",
        &["1:8 refused control character (\\u0000-\\u001F) found while parsing a string", r#"2:1 {"a":3}"#],
    );
    // A bracket without its partner, in a list written over lines.
    check("[\n  {\"a\":[1},\n  {\"a\":2}\n]", &["2:10 refused expected `,` or `]`", r#"3:3 {"a":2}"#]);
    // Brackets that match do not need a search: the parser of the record tells what is wrong.
    check(r#"[{"a":"b" "c"},{"a":2}]"#, &[r#"1:2 {"a":"b" "c"}"#, r#"1:16 {"a":2}"#]);
}

#[test]
fn gives_up_with_a_place() {
    check("", &["1:1 broken empty"]);
    check("  \n ", &["1:1 broken empty"]);
    check("WRONG JSON RESPONSE\n", &["1:1 broken not-json WRONG JSON RESPONSE"]);
    check("\n<!DOCTYPE html><html>\n", &["2:1 broken web-page"]);
    check(r#"{"value":[{"a":1},{"a":"#, &[r#"1:11 {"a":1}"#, "1:24 broken cut-off"]);
    check(r#"{"value":[{"a":1}"#, &[r#"1:11 {"a":1}"#, "1:18 broken cut-off"]);
    check(r#"{"value":[{"a":1}]"#, &[r#"1:11 {"a":1}"#, "1:19 broken cut-off"]);
    check(r#"{"a":"ö"#, &["1:8 broken cut-off"]);
    check(r#"[{"a":[1},{"a":2}]"#, &["1:9 refused expected `,` or `]`", "1:9 broken rest-lost"]);
    check(&format!("[{}]", "[".repeat(50_000)), &["1:50003 broken cut-off"]);
}

#[test]
fn refuses_other_encodings() {
    assert_eq!(pieces(b"\xFF\xFE{\0}\0", 3), ["1:1 broken utf16"]);
    assert_eq!(pieces(b"{\0}\0", 1), ["1:1 broken utf16"]);
    assert_eq!(pieces(b"\x1F\x8B\x08\0\0\0\0\0", 8), ["1:1 broken compressed"]);
    assert_eq!(pieces(b"\x00\x01\x02\x03\x04\x05\x06\x07\x08", 4), ["1:1 broken binary"]);
    let replaced = ["1:7 note bad-utf8", "1:1 {\"a\":\"\u{FFFD}\"}"];
    assert_eq!(pieces(b"{\"a\":\"\xE9\"}", 4), replaced);
}

#[test]
fn refuses_a_record_that_is_nested_too_deeply() {
    let deep = format!("[{{\"a\":{}{}}},{{\"a\":2}}]", "[".repeat(200), "]".repeat(200));
    check(&deep, &["1:2 refused too-deep", r#"1:409 {"a":2}"#]);
}

#[test]
fn lets_a_record_go_that_is_too_large() {
    let mut reader = Reader::new();
    let mut out = Vec::new();
    reader.feed(b"[{\"a\":\"");
    let piece = vec![b'x'; 1_000_000];
    for _ in 0..40 {
        reader.feed(&piece);
        drain(&mut reader, &mut out);
    }
    reader.feed(b"\"},{\"a\":2}]");
    reader.finish();
    drain(&mut reader, &mut out);
    assert_eq!(out, ["1:2 refused too-large", r#"1:40000011 {"a":2}"#]);
}

/// A JSON value with strings that look like structure.
fn value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i32>().prop_map(Into::into),
        "[\\PC\n\"\\\\{}\\[\\],:]{0,12}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map("[a-z\"\\\\\n]{0,6}", inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

fn record() -> impl Strategy<Value = serde_json::Value> {
    prop::collection::btree_map("[a-z\"\\\\]{0,6}", value(), 0..5).prop_map(|mut map| {
        map.remove("value");
        serde_json::Value::Object(map.into_iter().collect())
    })
}

fn texts_of(records: &[serde_json::Value], wrapper: u8, pretty: bool) -> String {
    let text = |value: &serde_json::Value| {
        if pretty { serde_json::to_string_pretty(value).unwrap() } else { value.to_string() }
    };
    match wrapper {
        0 => text(&serde_json::Value::Array(records.to_vec())),
        1 => text(&serde_json::json!({"@odata.context": "c", "value": records})),
        2 => text(&serde_json::json!({"value": records, "@odata.nextLink": "n"})),
        _ => records.iter().map(|record| format!("{}\n", text(record))).collect(),
    }
}

proptest! {
    #[test]
    fn any_cut_gives_the_same_records(
        records in prop::collection::vec(record(), 1..6),
        wrapper in 0_u8..4,
        pretty in any::<bool>(),
        size in 1_usize..40,
    ) {
        let text = texts_of(&records, wrapper, pretty);
        let mut reader = Reader::new();
        let mut found = Vec::new();
        let mut take = |reader: &mut Reader| {
            while let Some(piece) = reader.piece() {
                match piece {
                    Piece::Record { text, .. } => found.push(serde_json::from_str::<serde_json::Value>(text).unwrap()),
                    Piece::Context(_) => {}
                    Piece::Note(note) => assert_eq!(note.finding, Finding::OnePage),
                    other => panic!("{other:?} in {text}"),
                }
            }
        };
        for chunk in text.as_bytes().chunks(size) {
            reader.feed(chunk);
            take(&mut reader);
        }
        reader.finish();
        take(&mut reader);
        prop_assert_eq!(found, records);
    }

    #[test]
    fn any_cut_of_any_text_gives_the_same(text in "[\\[\\]{},:\"\\\\a1 \n.u]{0,60}", size in 1_usize..20) {
        let mut whole = pieces(text.as_bytes(), text.len());
        let mut cut = pieces(text.as_bytes(), size);
        whole.sort();
        cut.sort();
        prop_assert_eq!(whole, cut);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), size in 1_usize..50) {
        pieces(&bytes, size);
    }
}
