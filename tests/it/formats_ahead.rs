//! Threads that help with reading change nothing of what is read.

use crate::formats_laws::incident;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::thread;
use watchfloor::domain::catalogue::News;
use watchfloor::domain::ids::ImportId;
use watchfloor::formats::ahead::Helpers;
use watchfloor::formats::batch::BatchText;
use watchfloor::formats::import::{Import, ImportOutcome};

fn at_once(work: &(dyn Fn() + Sync)) {
    thread::scope(|scope| {
        (0..3).for_each(|_| drop(scope.spawn(work)));
        work();
    });
}

/// Imports a text in pieces, with threads that take so many bytes at a time, or without any.
fn import(text: &[u8], piece_bytes: usize, share_bytes: Option<usize>) -> (ImportOutcome, Vec<BatchText>) {
    let mut import = Import::new(ImportId::new("import-1").unwrap());
    if let Some(share_bytes) = share_bytes {
        import = import.with_helpers(Helpers { run: at_once, share_bytes });
    }
    import.begin("file.json", None);
    text.chunks(piece_bytes).for_each(|piece| import.feed(piece, &|_| News::New));
    import.end(&|_| News::New);
    let mut outcome = import.finish();
    let batches = std::mem::take(&mut outcome.batches);
    (outcome, batches)
}

/// An incident that holds incidents where only the evidence of an alert or an unknown field is: each begins like a record.
fn nested(outer: Value, inner: &[Value]) -> Value {
    let mut outer = outer;
    outer["xCopies"] = json!(inner);
    outer["description"] = json!(json!(inner).to_string());
    outer
}

#[derive(Clone, Copy, Debug)]
enum Shape {
    Dense,
    Lines,
    Indented,
    List,
    Stream,
    Broken,
}

const SHAPES: [Shape; 6] =
    [Shape::Dense, Shape::Lines, Shape::Indented, Shape::List, Shape::Stream, Shape::Broken];

fn text_of(incidents: &[Value], shape: Shape) -> String {
    let lines = |between: &str| incidents.iter().map(Value::to_string).collect::<Vec<_>>().join(between);
    match shape {
        Shape::Dense => format!("{{\"value\":[{}]}}", lines(",")),
        Shape::Lines => format!("{{\"value\":[\n{}\n]}}", lines(",\n")),
        Shape::Indented => serde_json::to_string_pretty(&json!({ "value": incidents })).unwrap(),
        Shape::List => format!("[{}]", lines(" , ")),
        Shape::Stream => lines("\n"),
        // No comma, one too many, and something that is no record.
        Shape::Broken => format!("[{},,3,{}\n{},]", lines(" "), lines(",,"), lines(",\"x\",")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(150)))]

    #[test]
    fn helpers_change_nothing(
        incidents in prop::collection::vec(incident(), 3..9),
        shape in prop::sample::select(&SHAPES[..]),
        nests in any::<bool>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3),
        piece_bytes in prop_oneof![Just(usize::MAX), 200_usize..4_000],
        share_bytes in 20_usize..900,
    ) {
        let mut incidents = incidents;
        for (index, incident) in incidents.iter_mut().enumerate() {
            incident["id"] = json!(index);
        }
        if nests {
            let inner = incidents.clone();
            incidents[1] = nested(incidents[1].clone(), &inner);
        }
        let mut bytes = text_of(&incidents, shape).into_bytes();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        // The first piece says what the file holds, so nobody reads ahead of it.
        let piece_bytes = piece_bytes.min(bytes.len() / 2 + 1);
        let (alone, alone_batches) = import(&bytes, piece_bytes, None);
        let (helped, helped_batches) = import(&bytes, piece_bytes, Some(share_bytes));
        prop_assert_eq!(helped_batches, alone_batches);
        prop_assert_eq!(helped.summary, alone.summary);
        for (helped, alone) in helped.files.iter().zip(&alone.files) {
            prop_assert_eq!(helped.findings.list(), alone.findings.list());
            prop_assert_eq!(helped.findings.more(), alone.findings.more());
            prop_assert_eq!(&helped.error, &alone.error);
            let counts = |it: &watchfloor::formats::file::FileReport| {
                (it.kind, it.bytes, it.records, it.accepted, it.refused, it.redirected)
            };
            prop_assert_eq!(counts(helped), counts(alone));
        }
    }
}
