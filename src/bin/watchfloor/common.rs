//! What the subcommands share: reading in pieces, progress on standard error, and reports in words.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};
use watchfloor::formats::ahead::Helpers;
use watchfloor::formats::file::FileReport;
use watchfloor::words::{Catalogue, English};

/// Bytes read at a time: enough for several threads.
const SLICE_BYTES: usize = 2 << 20;
/// Findings of one file that are printed; the others are counted.
const FINDINGS_SHOWN_MAX: usize = 50;
/// How often progress is told.
const PROGRESS_EVERY: Duration = Duration::from_millis(200);

/// So many threads read at once at most; behind some, what a single one does with the records is what takes time.
const THREADS_MAX: usize = 8;

/// Threads that help with reading.
pub(crate) const HELPERS: Helpers = Helpers { run: at_once, share_bytes: 64 * 1024 };

fn at_once(work: &(dyn Fn() + Sync)) {
    static MORE: LazyLock<usize> =
        LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get).min(THREADS_MAX) - 1);
    thread::scope(|scope| {
        for _ in 0..*MORE {
            // Where the system has no thread left, the others do all of the work.
            drop(thread::Builder::new().spawn_scoped(scope, work));
        }
        work();
    });
}

/// Tells on standard error how far reading is, when a person looks at it.
pub(crate) struct Progress {
    begun: Instant,
    told: Instant,
    bytes: u64,
    shown: bool,
}

impl Progress {
    pub(crate) fn new() -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "nothing but the speed that a person sees depends on it"
        )]
        let now = Instant::now();
        Self { begun: now, told: now, bytes: 0, shown: io::stderr().is_terminal() }
    }

    pub(crate) fn add(&mut self, bytes: usize) {
        self.bytes += bytes as u64;
        if self.shown && self.told.elapsed() >= PROGRESS_EVERY {
            self.told += self.told.elapsed();
            eprint!("\r{}  ", self.words());
        }
    }

    fn words(&self) -> String {
        let megabytes = self.bytes as f64 / 1e6;
        let seconds = self.begun.elapsed().as_secs_f64().max(1e-9);
        format!("{megabytes:.1} MB, {:.0} MB/s", megabytes / seconds)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown && self.begun.elapsed() >= PROGRESS_EVERY {
            eprintln!("\r{}  ", self.words());
        }
    }
}

/// Reads a file, or standard input for `-`, in pieces; `take` answers whether to go on.
pub(crate) fn read(
    path: &Path,
    progress: &mut Progress,
    mut take: impl FnMut(&[u8]) -> bool,
) -> io::Result<()> {
    let mut input: Box<dyn Read> =
        if path == Path::new("-") { Box::new(io::stdin().lock()) } else { Box::new(File::open(path)?) };
    let mut slice = vec![0; SLICE_BYTES];
    loop {
        match input.read(&mut slice) {
            Ok(0) => return Ok(()),
            Ok(bytes) => {
                progress.add(bytes);
                if !take(&slice[..bytes]) {
                    return Ok(());
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Prints what a file holds and what was found in it.
pub(crate) fn print(out: &mut impl Write, report: &FileReport, words: &Catalogue) -> io::Result<()> {
    let name = &report.name;
    writeln!(out, "{name}: {}", report.kind.map_or("unknown records", |kind| kind.name()))?;
    write!(out, "  {} found, {} accepted", records(report.records), report.accepted)?;
    if report.redirected > 0 {
        write!(out, ", {} redirected", report.redirected)?;
    }
    if report.refused > 0 {
        write!(out, ", {} refused", report.refused)?;
    }
    writeln!(out)?;
    if let Some(kind) = report.kind.filter(|kind| !kind.is_imported()) {
        writeln!(out, "  recognised ({kind}) and checked; not among the kinds that are taken in")?;
    }
    let findings = report.findings.list();
    for problem in findings.iter().take(FINDINGS_SHOWN_MAX) {
        let at = problem.at;
        writeln!(out, "  {name}:{}:{}: {}", at.line, at.column, problem.sentence(words, &English))?;
    }
    let more = findings.len().saturating_sub(FINDINGS_SHOWN_MAX) as u64 + report.findings.more();
    if more > 0 {
        writeln!(out, "  … and {more} more")?;
    }
    if let Some(error) = &report.error {
        let at = error.at;
        writeln!(out, "  error: {name}:{}:{}: {}", at.line, at.column, error.sentence(words, &English))?;
    }
    Ok(())
}

fn records(count: u64) -> String {
    if count == 1 { "1 record".to_owned() } else { format!("{count} records") }
}
