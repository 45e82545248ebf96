//! Archives, damaged files and files of any bytes: what is wrong is told with its place, and nothing is taken.

use crate::formats_world::{import_bytes, told};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::Write;
use std::time::{Duration, Instant};
use watchfloor::formats::file::FileReport;
use watchfloor::formats::kind::Kind;

const GRAPH: &str = include_str!("fixtures/formats/graph-incidents.json");
const MACHINES: &str = include_str!("fixtures/formats/machines.json");
const CORPUS: [&str; 6] = [
    GRAPH,
    MACHINES,
    include_str!("fixtures/formats/xdr-incidents.json"),
    include_str!("fixtures/formats/sensors.json"),
    include_str!("fixtures/formats/other-kinds.ndjson"),
    "id,title,created,status,hosts\n1,\"a \"\"b\"\"\",2026-01-02T03:04:05Z,Closed,pc-1;pc-2\n2,,2026-01-02,Open,\n",
];

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// A stored entry of a zip and the end of its directory.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, text) in files {
        let mut check = flate2::Crc::new();
        check.update(text);
        out.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0");
        for number in [check.sum(), text.len() as u32, text.len() as u32] {
            out.extend(number.to_le_bytes());
        }
        out.extend((name.len() as u16).to_le_bytes());
        out.extend([0, 0]);
        out.extend(name.as_bytes());
        out.extend(*text);
    }
    out.extend(b"PK\x05\x06");
    out.extend([0; 18]);
    out
}

fn names(reports: &[FileReport]) -> Vec<&str> {
    reports.iter().map(|report| report.name.as_str()).collect()
}

#[test]
fn archives_are_read_as_the_files_in_them() {
    let whole = import_bytes(GRAPH.as_bytes(), 1_000);
    for piece in [1, 7, 100_000] {
        let packed = import_bytes(&gzip(GRAPH.as_bytes()), piece);
        assert_eq!(packed.summary.as_ref().unwrap().counts, whole.summary.as_ref().unwrap().counts);
        let both = zip(&[("a/incidents.json", GRAPH.as_bytes()), ("machines.json", MACHINES.as_bytes())]);
        let outcome = import_bytes(&both, piece);
        assert_eq!(names(&outcome.files), ["file.json: a/incidents.json", "file.json: machines.json"]);
        let kinds: Vec<_> = outcome.files.iter().filter_map(|report| report.kind).collect();
        assert_eq!(kinds, [Kind::GraphIncidents, Kind::Machines]);
        assert!(outcome.summary.unwrap().devices.is_some());
    }
}

#[test]
fn bad_files_are_told_and_leave_nothing() {
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(GRAPH.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let cut = gzip(GRAPH.as_bytes());
    for (bytes, words) in [
        (&b""[..], "1:1 The file is empty."),
        (b"   \n ", "1:1 The file is empty."),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "1:1 The file is not text."),
        (&utf16, "1:1 The file is UTF-16."),
        (&cut[..cut.len() / 2], "1:1 The archive cannot be unpacked: it is damaged or cut off."),
        (&gzip(&gzip(b"{}")), "1:1 The file is a gzip archive. Unpack it first."),
        (&zip(&[("a", b"\0\0\0\0\0\0")]), "1:1 The file is not text."),
        (b"PK\x03\x04rubbish", "1:1 The archive cannot be unpacked"),
        (b"{\"id\":\"1\",\"displayName\":\"", "1:26 The text ends before"),
        (b"<!doctype html><title>Sign in</title>", "1:1 This is a web page"),
    ] {
        let outcome = import_bytes(bytes, 3);
        let said: Vec<String> =
            outcome.files.iter().filter_map(|file| file.error.as_ref()).map(told).collect();
        assert!(said.iter().any(|line| line.starts_with(words)), "{words}: {said:?}");
        assert!(outcome.summary.is_none());
    }
}

#[test]
fn a_mark_and_half_characters_do_no_harm() {
    let marked = [b"\xEF\xBB\xBF", GRAPH.as_bytes()].concat();
    assert_eq!(import_bytes(&marked, 5).summary.unwrap().counts.new, 3);
    let text = r#"{"id":"1","displayName":"half \ud83d","status":"active","severity":"low",
        "createdDateTime":"2026-01-01T00:00:00Z","lastUpdateDateTime":"2026-01-01T00:00:00Z"}"#;
    let outcome = import_bytes(text.as_bytes(), 5);
    let said: Vec<String> = outcome.files[0].findings.list().iter().map(told).collect();
    assert_eq!(outcome.summary.unwrap().counts.new, 1);
    assert!(said[0].contains("lone surrogate"), "{said:?}");
}

#[test]
fn a_bomb_is_stopped_early_and_told() {
    let bomb = gzip(&vec![b' '; 80 << 20]);
    #[expect(clippy::disallowed_methods, reason = "the time that a bomb may take is what is tested")]
    let begun = Instant::now();
    let outcome = import_bytes(&bomb, 1 << 16);
    assert!(told(outcome.files[0].error.as_ref().unwrap()).contains("beyond all measure"));
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), piece in 1_usize..64) {
        import_bytes(&bytes, piece);
    }

    #[test]
    fn damaged_files_are_read_without_a_panic(
        file in 0..CORPUS.len(),
        packed in any::<bool>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..8),
        cut in any::<prop::sample::Index>(),
        piece in 1_usize..400,
    ) {
        let mut bytes = CORPUS[file].as_bytes().to_vec();
        if packed {
            bytes = gzip(&bytes);
        }
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        bytes.truncate(cut.index(bytes.len() + 1).max(1));
        let pieces = import_bytes(&bytes, piece);
        let whole = import_bytes(&bytes, bytes.len());
        // How far a file was read before it turned out to be damaged is nobody's concern: nothing of it is taken.
        let counts = |outcome: &watchfloor::formats::import::ImportOutcome| {
            let files = outcome.files.iter();
            files.map(|file| file.error.is_none().then_some((file.records, file.accepted))).collect::<Vec<_>>()
        };
        prop_assert_eq!(counts(&pieces), counts(&whole), "pieces do not matter");
    }
}

/// What a file is must not depend on how much of it arrives at once.
#[test]
fn a_table_is_told_by_its_first_lines_in_any_pieces() {
    let bytes = b"id,title,created\n1,a,2026-01-02T03:04:05Z\n2\x0e";
    for piece in 1..=bytes.len() {
        let file = &import_bytes(bytes, piece).files[0];
        assert_eq!((file.kind, file.records), (Some(Kind::Table), 2), "in pieces of {piece}");
    }
}
