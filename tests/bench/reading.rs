//! How quickly Graph incidents are recognised, parsed and normalised, beside serde_json reading the same text into nothing.

use serde::de::IgnoredAny;
use watchfloor::demo::synth::Synth;
use watchfloor::domain::catalogue::News;
use watchfloor::domain::ids::ImportId;
use watchfloor::domain::time::Timestamp;
use watchfloor::formats::export::graph::GraphList;
use watchfloor::formats::import::Import;

/// Bytes fed at a time, as the page does it.
const PIECE_BYTES: usize = 256 * 1024;

/// An export of so many incidents with alerts and evidence, as `watchfloor synth` writes it.
pub(crate) fn export(incidents: u64) -> String {
    let list = GraphList::new();
    let mut text = list.head();
    let end = Timestamp::parse("2026-11-01T00:00:00Z").unwrap_or_default();
    for (at, line) in Synth::new(1, incidents, 180, end).enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str(&line);
    }
    text.push_str(list.foot());
    text
}

/// Megabytes a second: of the import, and of serde_json reading into nothing. The best of three runs each.
pub(crate) fn speeds(text: &str, elapsed_ms: impl Fn() -> f64) -> (f64, f64) {
    let megabytes = text.len() as f64 / 1e6;
    let (mut ours, mut theirs) = (0.0_f64, 0.0_f64);
    for _ in 0..3 {
        let begun = elapsed_ms();
        assert!(serde_json::from_str::<IgnoredAny>(text).is_ok());
        theirs = theirs.max(megabytes * 1_000.0 / (elapsed_ms() - begun).max(0.001));
        let begun = elapsed_ms();
        let records = import(text);
        ours = ours.max(megabytes * 1_000.0 / (elapsed_ms() - begun).max(0.001));
        assert!(records > 0);
    }
    (ours, theirs)
}

fn import(text: &str) -> u64 {
    let Some(id) = ImportId::new("bench") else { return 0 };
    let mut import = Import::new(id);
    import.begin("incidents.json", Some(text.len() as u64));
    for piece in text.as_bytes().chunks(PIECE_BYTES) {
        import.feed(piece, &|_| News::New);
        // The page keeps the batches; here they go.
        drop(import.take_batches());
    }
    import.end(&|_| News::New);
    import.finish().summary.map_or(0, |summary| u64::from(summary.counts.records))
}
