//! Backups as files: made of the place that is open, checked, and restored into a new one.

use super::seal::{self, SealProblem};
use super::storage::{self, Place};
use super::{clock, random, timer};
use crate::formats::backup::{
    BackupManifest, BackupProblem, BackupReader, Restored, after_document, before_document, line_of,
};
use crate::formats::document::{HEAD, Head, verified};
use crate::store::backend::{Backend, BackendError};
use crate::store::backup::{plan, restore, text};
use crate::store::desk::Desk;
use crate::store::failure::LoadFailure;
use crate::store::known::KnownWorkspace;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// How much of a file is read at once.
const SLICE_BYTES: u64 = 512 * 1024;

/// A file that is ready to be handed out.
#[derive(Clone, Debug)]
pub struct BackupFile {
    /// A name that says what it is and when it was made.
    pub name: String,
    /// The file.
    pub blob: Blob,
    /// What is in it.
    pub manifest: BackupManifest,
}

/// Why a backup was not made.
#[derive(Clone, Debug, PartialEq)]
pub enum MakeProblem {
    /// The workspace could not be read.
    Load(LoadFailure),
    /// It could not be packed.
    Seal(SealProblem),
}

/// How a backup is packed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packing {
    /// Whether it is compressed.
    pub compress: bool,
    /// Seals it; empty for none.
    pub passphrase: String,
}

/// Makes a backup of the open workspace. Documents go one at a time into the browser's own memory for files.
///
/// # Errors
/// See [`MakeProblem`].
pub async fn make(desk: &Desk<Place>, packing: &Packing) -> Result<BackupFile, MakeProblem> {
    let counts = desk.read(|session| {
        let state = session.state();
        (state.catalogue.len() as u64, state.imports.len() as u64)
    });
    let made = clock::now();
    let plan = plan(desk.backend(), counts, made).await.map_err(MakeProblem::Load)?;
    let parts = Array::new();
    parts.push(&JsValue::from_str(&plan.manifest.first_line().unwrap_or_default()));
    for document in &plan.manifest.documents {
        let is_last = document.name == HEAD;
        let text = if is_last {
            plan.head.clone()
        } else {
            text(desk.backend(), &document.name).await.map_err(MakeProblem::Load)?
        };
        let line = format!("{}{text}{}", before_document(&document.name), after_document(is_last));
        // A file of its own each: the browser may put them on disk, and the page need not hold them all.
        let part = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(&line)));
        parts.push(&part.map_or_else(|_| JsValue::from_str(&line), JsValue::from));
        timer::give_way().await;
    }
    let damaged = |_| MakeProblem::Seal(SealProblem::Damaged);
    let mut blob = Blob::new_with_blob_sequence(&parts).map_err(damaged)?;
    let day = made.to_string().chars().take(16).filter(|sign| *sign != ':').collect::<String>();
    let title: String = plan
        .manifest
        .name
        .chars()
        .map(|sign| if sign.is_alphanumeric() { sign } else { '-' })
        .take(40)
        .collect();
    let mut name = format!("{title}-{day}.watchfloor.json");
    if packing.compress {
        blob = seal::compress(&blob).await;
        name.push_str(".gz");
    }
    if !packing.passphrase.is_empty() {
        blob = seal::seal(&blob, &packing.passphrase).await.map_err(MakeProblem::Seal)?;
        name.push_str(".sealed");
    }
    Ok(BackupFile { name, blob, manifest: plan.manifest })
}

/// What of a workspace that cannot be opened is whole.
#[derive(Clone, Debug)]
pub struct Salvaged {
    /// Each whole document as a line of JSON with its name and its text.
    pub lines: String,
    /// How many they are.
    pub whole: u64,
    /// How many are damaged.
    pub damaged: u64,
}

/// Reads every document of a place on its own and keeps those that are whole, whatever the others are.
///
/// # Errors
/// The place cannot be opened or does not answer.
pub async fn salvage(place: &str) -> Result<Salvaged, BackendError> {
    let (place, in_memory) = Place::open(place).await?;
    if let Some(error) = in_memory {
        return Err(error);
    }
    let mut salvaged = Salvaged { lines: String::new(), whole: 0, damaged: 0 };
    let mut take = |name: &str, text: Option<&str>| match text {
        Some(text) => {
            salvaged.lines.push_str(&line_of(name, text));
            salvaged.whole += 1;
        }
        None => salvaged.damaged += 1,
    };
    let head = place.head().await?.map(|stored| stored.bytes);
    let head = head.filter(|bytes| Head::read(bytes).is_ok());
    take(HEAD, head.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok()));
    for name in place.names().await?.unwrap_or_default() {
        let found = place.read(std::slice::from_ref(&name)).await?.pop().flatten();
        take(&name, found.as_deref().and_then(|bytes| verified(&name, bytes).ok()));
        timer::give_way().await;
    }
    Ok(salvaged)
}

/// A backup that was read through once.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The unpacked file.
    blob: Blob,
    /// What it says of itself; `None` when it is none of ours.
    pub manifest: Option<BackupManifest>,
    /// What is wrong with it; nothing when it can be restored whole.
    pub problems: Vec<BackupProblem>,
}

/// Reads a backup through and checks every document, without keeping anything.
///
/// # Errors
/// It cannot be unpacked.
pub async fn check(file: &Blob, passphrase: &str) -> Result<Checked, SealProblem> {
    let blob = seal::unpack(file, passphrase).await?;
    let mut reader = BackupReader::default();
    let mut manifest = None;
    each_slice(&blob, &mut reader, &mut manifest, async |_| Ok(()))
        .await
        .map_err(|_| SealProblem::Damaged)?;
    Ok(Checked { blob, manifest, problems: reader.end() })
}

async fn each_slice(
    blob: &Blob,
    reader: &mut BackupReader,
    manifest: &mut Option<BackupManifest>,
    mut take: impl AsyncFnMut(Vec<Restored>) -> Result<(), BackendError>,
) -> Result<(), BackendError> {
    let gone = |_: JsValue| BackendError::Other("the file cannot be read any more".to_owned());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are below 2^53")]
    let size = blob.size() as u64;
    let mut start = 0;
    while start < size && !reader.is_hopeless() {
        let end = (start + SLICE_BYTES).min(size);
        #[expect(clippy::cast_precision_loss, reason = "sizes are below 2^53")]
        let part = blob.slice_with_f64_and_f64(start as f64, end as f64).map_err(gone)?;
        let bytes = JsFuture::from(part.array_buffer()).await.map_err(gone)?;
        take(reader.feed(&Uint8Array::new(&bytes).to_vec())).await?;
        start = end;
        timer::give_way().await;
    }
    *manifest = reader.manifest().cloned();
    Ok(())
}

/// Restores a backup into a new place of its own and lists it. Answers the key of the place.
///
/// # Errors
/// What the place says; what was put by then is gone again.
pub async fn restore_new(checked: &Checked, name: &str) -> Result<String, BackendError> {
    let Some(manifest) = &checked.manifest else {
        return Err(BackendError::Other("there is no backup".to_owned()));
    };
    let key = random::hex_id();
    let (place, in_memory) = Place::open(&key).await?;
    if let Some(error) = in_memory {
        return Err(error);
    }
    let mut reader = BackupReader::default();
    let outcome =
        each_slice(&checked.blob, &mut reader, &mut None, async |documents| restore(&place, documents).await)
            .await;
    drop(place);
    let mut known = KnownWorkspace::new(manifest.workspace.clone(), name.to_owned(), clock::now());
    known.place = Some(key.clone());
    known.backed_up = Some((manifest.made, manifest.entries));
    let listed = match outcome {
        Ok(()) => storage::note_workspace(&known).await,
        Err(error) => Err(error),
    };
    if let Err(error) = listed {
        let _ = storage::delete_workspace(&key).await;
        return Err(error);
    }
    Ok(key)
}
