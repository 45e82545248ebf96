//! What a subcommand reads from: the folder of a workspace, a backup of one, or exports.

use crate::folder::Folder;
use crate::workspace::{Workspace, block_on};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use watchfloor::formats::backup::{BackupProblem, BackupReader};
use watchfloor::store::backup::restore;
use watchfloor::store::memory::Memory;

/// How every backup begins.
const BACKUP: &[u8] = br#"{"format":"watchfloor","document":"backup","#;
/// How gzip begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// Bytes of a backup read at a time.
const SLICE_BYTES: usize = 1 << 20;

/// A workspace, wherever it lies.
pub(crate) enum Source {
    /// In a folder.
    Folder(Workspace<Folder>),
    /// In memory: restored from a backup, or imported from exports.
    Memory(Workspace<Memory>),
}

/// Opens what was named; `name` is for a workspace that is made of exports. Also answers whether every file could be
/// read; those that could not are named on standard error.
pub(crate) fn open(sources: &[PathBuf], name: &str) -> Result<(Source, bool), String> {
    if let [one] = sources {
        if one.is_dir() {
            let folder = Folder::open(one, false).map_err(|error| format!("{}: {error}", one.display()))?;
            return Ok((Source::Folder(Workspace::open(folder, None)?), true));
        }
        if let Some(backup) = backup(one).map_err(|error| format!("{}: {error}", one.display()))? {
            let place = restored(backup).map_err(|error| format!("{}: {error}", one.display()))?;
            return Ok((Source::Memory(Workspace::open(place, None)?), true));
        }
    }
    let mut workspace = Workspace::open(Memory::new(), Some(name))?;
    let taken = workspace.import(sources, false)?;
    let mut all_readable = true;
    for report in taken.outcome.files.iter().filter(|report| !report.is_readable()) {
        all_readable = false;
        eprintln!("{}: cannot be read; `watchfloor check` says why", report.name);
    }
    Ok((Source::Memory(workspace), all_readable))
}

/// The unpacked text of a backup; `None` when the file is none.
fn backup(path: &Path) -> io::Result<Option<Box<dyn BufRead>>> {
    if path == Path::new("-") {
        return Ok(None);
    }
    let mut file = BufReader::with_capacity(SLICE_BYTES, File::open(path)?);
    let text: Box<dyn Read> = if file.fill_buf()?.starts_with(&GZIP) {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut text = BufReader::with_capacity(SLICE_BYTES, text);
    // What cannot be unpacked is for the import to tell.
    let begins = text.fill_buf().unwrap_or_default().starts_with(BACKUP);
    Ok(begins.then(|| Box::new(text) as _))
}

fn restored(mut text: impl BufRead) -> Result<Memory, String> {
    let (place, mut reader) = (Memory::new(), BackupReader::default());
    loop {
        let piece = text.fill_buf().map_err(|error| error.to_string())?;
        let bytes = piece.len();
        if bytes == 0 || reader.is_hopeless() {
            break;
        }
        let documents = reader.feed(piece);
        text.consume(bytes);
        block_on(restore(&place, documents)).map_err(|error| error.to_string())?;
    }
    match reader.end().first() {
        None => Ok(place),
        Some(BackupProblem::NotOurs) => Err("this is no backup".to_owned()),
        Some(BackupProblem::Newer(_)) => Err("a newer version made this backup".to_owned()),
        Some(BackupProblem::CutOff(missing)) => {
            Err(format!("the backup is cut off: {missing} documents are missing"))
        }
        Some(BackupProblem::Document(problem)) => Err(problem.to_string()),
    }
}
