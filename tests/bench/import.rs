//! `cargo bench --profile native --bench import [INCIDENTS]`: the speed of reading, printed.

#[path = "reading.rs"]
mod reading;

use reading::Speeds;
use std::time::Instant;

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let incidents = asked.unwrap_or(100_000);
    let text = reading::export(incidents);
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
    let begun = Instant::now();
    let elapsed_ms = || processor_ms().unwrap_or_else(|| begun.elapsed().as_secs_f64() * 1_000.0);
    let Speeds { reading, import, nothing } = reading::speeds(&text, elapsed_ms);
    println!(
        "{incidents} incidents, {:.0} MB: recognised, parsed and normalised at {reading:.0} MB/s, imported at \
         {import:.0} MB/s, serde_json into IgnoredAny {nothing:.0} MB/s; reading is {:.2} of that",
        text.len() as f64 / 1e6,
        reading / nothing
    );
}

/// Milliseconds that this thread has run, where the system tells it (Linux): a busy machine then measures the same.
fn processor_ms() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(told.split(' ').next()?.parse::<f64>().ok()? / 1e6)
}
