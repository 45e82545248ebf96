//! Backups of a workspace: what goes into the file, and a new place filled from it.

use super::backend::{Backend, BackendError, Document, Swap};
use super::failure::LoadFailure;
use super::ledger::Ledger;
use super::reader::read_ledger;
use crate::domain::time::Timestamp;
use crate::formats::backup::{BackedUp, BackupManifest, Restored, head_digest};
use crate::formats::document::{HEAD, LoadProblem, verified};

/// What a backup is made of, in order: the manifest and the names of the documents, the head last.
#[derive(Clone, Debug)]
pub struct BackupPlan {
    /// The manifest.
    pub manifest: BackupManifest,
    /// The text of the head, as it was when the plan was made.
    pub head: String,
}

/// Plans a backup of what is on disk now; `counts` are the incidents and the imports. Other pages may write meanwhile: the plan names
/// immutable documents and holds the head.
///
/// # Errors
/// The place does not answer, there is no workspace, or the list of documents is damaged.
pub async fn plan<B: Backend>(
    backend: &B,
    counts: (u64, u64),
    made: Timestamp,
) -> Result<BackupPlan, LoadFailure> {
    loop {
        let missing = || LoadFailure::from(LoadProblem::missing(HEAD));
        let ledger = read_ledger(backend, &[]).await?.ok_or_else(missing)?;
        let stored = backend.head().await?.ok_or_else(missing)?;
        if stored.tag != ledger.tag {
            continue;
        }
        let head = String::from_utf8_lossy(&stored.bytes).into_owned();
        let mut documents = sizes(backend, &ledger).await?;
        documents.push(BackedUp {
            name: HEAD.to_owned(),
            bytes: head.len() as u64,
            sha256: Some(head_digest(head.as_bytes())),
        });
        let (incidents, imports) = counts;
        let manifest = BackupManifest {
            workspace: ledger.head.workspace.clone(),
            name: ledger.head.name.clone(),
            made,
            revision: ledger.head.revision,
            entries: ledger.head.last().seq,
            incidents: Some(incidents),
            imports: Some(imports),
            documents,
        };
        return Ok(BackupPlan { manifest, head });
    }
}

/// The immutable documents with their sizes. Those of listed documents are in the list; pieces of it are read.
async fn sizes<B: Backend>(backend: &B, ledger: &Ledger) -> Result<Vec<BackedUp>, LoadFailure> {
    let mut seen = std::collections::HashSet::new();
    let mut documents: Vec<BackedUp> = ledger
        .listings()
        .filter(|listing| seen.insert(listing.name.clone()))
        .map(|listing| BackedUp { name: listing.name.clone(), bytes: listing.bytes, sha256: None })
        .collect();
    for (name, _) in &ledger.pieces {
        let found = backend.read(std::slice::from_ref(name)).await?.pop().flatten();
        let bytes = found.ok_or_else(|| LoadProblem::missing(name))?.len() as u64;
        documents.push(BackedUp { name: name.clone(), bytes, sha256: None });
    }
    Ok(documents)
}

/// The text of one immutable document of a plan.
///
/// # Errors
/// The place does not answer, or the document is damaged or gone: plan anew.
pub async fn text<B: Backend>(backend: &B, name: &str) -> Result<String, LoadFailure> {
    let found = backend.read(std::slice::from_ref(&name.to_owned())).await?.pop().flatten();
    let bytes = found.ok_or_else(|| LoadProblem::missing(name))?;
    Ok(verified(name, &bytes)?.to_owned())
}

/// Puts documents of a backup into a new place; the head, which comes last, makes the workspace appear there.
///
/// # Errors
/// What the place says; [`BackendError::Conflict`] when there is a workspace already.
pub async fn restore<B: Backend>(backend: &B, documents: Vec<Restored>) -> Result<(), BackendError> {
    let (heads, others): (Vec<Restored>, Vec<Restored>) =
        documents.into_iter().partition(|document| document.name == HEAD);
    let others: Vec<Document> =
        others.into_iter().map(|Restored { name, text }| Document { name, text }).collect();
    if !others.is_empty() {
        backend.put(&others).await?;
    }
    for head in heads {
        backend.swap(None, &Swap { head: head.text, ..Swap::default() }).await?;
    }
    Ok(())
}
