//! How quickly Graph incidents are recognised, parsed and normalised, beside serde_json reading the same text into nothing.

use serde::de::IgnoredAny;
use watchfloor::demo::synth::Synth;
use watchfloor::domain::catalogue::News;
use watchfloor::domain::ids::ImportId;
use watchfloor::domain::time::Timestamp;
use watchfloor::formats::ahead::Helpers;
use watchfloor::formats::check::Check;
use watchfloor::formats::export::graph::GraphList;
use watchfloor::formats::import::Import;

/// How a text is read.
#[derive(Clone, Copy)]
pub(crate) struct Feed {
    /// Bytes fed at a time.
    pub(crate) piece_bytes: usize,
    /// Threads that help.
    pub(crate) helpers: Option<Helpers>,
}

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

/// Megabytes a second, the best of some rounds each.
pub(crate) struct Speeds {
    /// Recognising, parsing and normalising: all but what is kept.
    pub(crate) reading: f64,
    /// The whole import, with the batches and their digests.
    pub(crate) import: f64,
    /// serde_json reading into nothing.
    pub(crate) nothing: f64,
}

/// Measures in turn, so that what else the machine does meets all three alike.
pub(crate) fn speeds(text: &str, feed: Feed, elapsed_ms: impl Fn() -> f64) -> Speeds {
    let megabytes = text.len() as f64 / 1e6;
    let mut best = [0.0_f64; 3];
    for _ in 0..5 {
        for (best, run) in best.iter_mut().zip([read, import, ignore]) {
            let begun = elapsed_ms();
            assert!(run(text, feed) > 0);
            *best = best.max(megabytes * 1_000.0 / (elapsed_ms() - begun).max(0.001));
        }
    }
    let [reading, import, nothing] = best;
    Speeds { reading, import, nothing }
}

fn ignore(text: &str, _: Feed) -> u64 {
    u64::from(serde_json::from_str::<IgnoredAny>(text).is_ok())
}

fn read(text: &str, feed: Feed) -> u64 {
    let name = "incidents.json";
    let mut check =
        feed.helpers.map_or_else(|| Check::new(name), |helpers| Check::with_helpers(name, helpers));
    text.as_bytes().chunks(feed.piece_bytes).for_each(|piece| check.feed(piece));
    check.finish().iter().map(|report| report.accepted).sum()
}

fn import(text: &str, feed: Feed) -> u64 {
    let Some(id) = ImportId::new("bench") else { return 0 };
    let mut import = Import::new(id);
    if let Some(helpers) = feed.helpers {
        import = import.with_helpers(helpers);
    }
    import.begin("incidents.json", Some(text.len() as u64));
    for piece in text.as_bytes().chunks(feed.piece_bytes) {
        import.feed(piece, &|_| News::New);
        // The page keeps the batches; here they go.
        drop(import.take_batches());
    }
    import.end(&|_| News::New);
    import.finish().summary.map_or(0, |summary| u64::from(summary.counts.records))
}
