//! `cargo bench --profile native --bench import [INCIDENTS]`: the speed of reading, printed.

#[path = "reading.rs"]
mod reading;

use reading::{Feed, Speeds};
use std::num::NonZero;
use std::sync::LazyLock;
use std::thread;
use std::time::Instant;
use watchfloor::formats::ahead::Helpers;

/// Bytes that the page and the command line read at a time.
const PAGE_BYTES: usize = 256 * 1024;
const COMMAND_BYTES: usize = 2 << 20;
/// As the command line has them.
const HELPERS: Helpers = Helpers { run: at_once, share_bytes: 64 * 1024 };

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let incidents = asked.unwrap_or(100_000);
    let text = reading::export(incidents);
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
    let begun = Instant::now();
    let wall_ms = || begun.elapsed().as_secs_f64() * 1_000.0;
    println!("{incidents} incidents, {:.0} MB", text.len() as f64 / 1e6);
    let alone = reading::speeds(&text, Feed { piece_bytes: PAGE_BYTES, helpers: None }, || {
        processor_ms().unwrap_or_else(wall_ms)
    });
    tell("One thread, by its own time", &alone);
    // Several threads are measured by the clock on the wall, so by what else the machine does as well.
    let helped = Feed { piece_bytes: COMMAND_BYTES, helpers: Some(HELPERS) };
    tell(&format!("{} threads, by the clock", threads()), &reading::speeds(&text, helped, wall_ms));
}

fn tell(how: &str, speeds: &Speeds) {
    let Speeds { reading, import, nothing } = speeds;
    println!(
        "{how}: recognised, parsed and normalised at {reading:.0} MB/s, imported at {import:.0} MB/s, serde_json \
         into IgnoredAny {nothing:.0} MB/s; reading is {:.2} of that",
        reading / nothing
    );
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get).min(8)
}

fn at_once(work: &(dyn Fn() + Sync)) {
    static MORE: LazyLock<usize> = LazyLock::new(|| threads() - 1);
    thread::scope(|scope| {
        (0..*MORE).for_each(|_| drop(scope.spawn(work)));
        work();
    });
}

/// Milliseconds that this thread has run, where the system tells it (Linux): a busy machine then measures the same.
fn processor_ms() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(told.split(' ').next()?.parse::<f64>().ok()? / 1e6)
}
