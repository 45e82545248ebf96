//! `cargo bench --profile native --bench import [INCIDENTS]`: the speed of reading, printed.

#[path = "reading.rs"]
mod reading;

use std::time::Instant;

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let incidents = asked.unwrap_or(100_000);
    let text = reading::export(incidents);
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
    let begun = Instant::now();
    let (ours, theirs) = reading::speeds(&text, || begun.elapsed().as_secs_f64() * 1_000.0);
    println!(
        "{incidents} incidents, {:.0} MB: import {ours:.0} MB/s, serde_json into IgnoredAny {theirs:.0} MB/s, {:.2} of it",
        text.len() as f64 / 1e6,
        ours / theirs
    );
}
