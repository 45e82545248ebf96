//! A backup: one file with all documents of a workspace, byte for byte, and a manifest with counts and digests.
//!
//! The file is JSON, laid out so that it is written and read a document at a time however big it is: the manifest on
//! the first line, one document on each further line, the closing braces on the last.
//!
//! ```text
//! {"format":"watchfloor","document":"backup","schema":1,"manifest":{…},"documents":{
//! "batch-….json":{…},
//! "head.json":{…}
//! }}
//! ```
//!
//! The head comes last: a copy that was cut off has none.

use super::document::{Digest, FORMAT, HEAD, Head, LoadProblem, SCHEMA, Wrong, kind_of, verified};
use super::migrate;
use crate::domain::ids::WorkspaceId;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// No line is longer: a batch holds 4 MB of records, or one bigger record.
const LINE_BYTES_MAX: usize = 256 * 1024 * 1024;

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupManifest {
    /// The id of the workspace.
    pub workspace: WorkspaceId,
    /// Its name.
    pub name: String,
    /// When the backup was made.
    pub made: Timestamp,
    /// The revision of the head.
    pub revision: u64,
    /// How many entries the journal has.
    pub entries: u64,
    /// How many incidents are known; nothing in a backup that was made when the application could not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incidents: Option<u64>,
    /// How many imports were taken; likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imports: Option<u64>,
    /// The documents, the head last.
    pub documents: Vec<BackedUp>,
}

/// A document in the manifest of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackedUp {
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// The SHA-256 digest of the head; of the other documents the name says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

impl BackupManifest {
    /// The first line of the file.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub fn first_line(&self) -> Result<String, serde_json::Error> {
        let manifest = serde_json::to_string(self)?;
        Ok(format!(
            "{{\"format\":\"{FORMAT}\",\"document\":\"backup\",\"schema\":{SCHEMA},\"manifest\":{manifest},\"documents\":{{\n"
        ))
    }

    /// All bytes of the documents.
    pub fn bytes(&self) -> u64 {
        self.documents.iter().map(|document| document.bytes).sum()
    }
}

/// What stands before the text of a document.
pub fn before_document(name: &str) -> String {
    format!("\"{name}\":")
}

/// What stands after the text of a document.
pub fn after_document(is_last: bool) -> &'static str {
    if is_last { "\n}}\n" } else { ",\n" }
}

/// A document as a line of its own, where there is no whole backup to put it in.
pub fn line_of(name: &str, text: &str) -> String {
    format!("{{\"name\":\"{name}\",\"text\":{text}}}\n")
}

/// The digest of a head as the manifest keeps it.
pub fn head_digest(bytes: &[u8]) -> String {
    Digest::of(bytes).to_string()
}

/// Why a file cannot be restored, or not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupProblem {
    /// It is no backup of ours.
    NotOurs,
    /// A newer version made it; its schema.
    Newer(u32),
    /// It ends too early: documents are missing; how many.
    CutOff(usize),
    /// A document is damaged.
    Document(LoadProblem),
}

/// A document that came out of a backup whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Its name; [`HEAD`] for the head.
    pub name: String,
    /// Its text.
    pub text: String,
}

#[derive(Deserialize)]
struct FirstLine {
    format: String,
    document: String,
    schema: u32,
    manifest: serde_json::Value,
}

/// Reads a backup in pieces of any size.
#[derive(Debug, Default)]
pub struct BackupReader {
    line: Vec<u8>,
    manifest: Option<BackupManifest>,
    awaited: HashMap<String, BackedUp>,
    is_closed: bool,
    problems: Vec<BackupProblem>,
}

impl BackupReader {
    /// What the file says of itself, once its first line was read.
    pub fn manifest(&self) -> Option<&BackupManifest> {
        self.manifest.as_ref()
    }

    /// What is wrong so far.
    pub fn problems(&self) -> &[BackupProblem] {
        &self.problems
    }

    /// Whether nothing of the file can be used.
    pub fn is_hopeless(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| matches!(problem, BackupProblem::NotOurs | BackupProblem::Newer(_)))
    }

    /// Takes the next piece and answers the documents that it completes.
    pub fn feed(&mut self, piece: &[u8]) -> Vec<Restored> {
        let mut found = Vec::new();
        let mut rest = piece;
        while !self.is_hopeless() {
            let Some(end) = memchr::memchr(b'\n', rest) else {
                self.line.extend_from_slice(rest);
                if self.line.len() > LINE_BYTES_MAX {
                    self.problems.push(BackupProblem::NotOurs);
                }
                break;
            };
            let (line, later) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            rest = later.get(1..).unwrap_or_default();
            self.line.extend_from_slice(line);
            let line = std::mem::take(&mut self.line);
            found.extend(self.take_line(line));
        }
        found
    }

    /// Ends the file and answers what is wrong with it.
    pub fn end(mut self) -> Vec<BackupProblem> {
        if self.manifest.is_none() && !self.is_hopeless() {
            self.problems.push(BackupProblem::NotOurs);
        }
        let missing = self.awaited.len();
        if self.manifest.is_some() && (missing > 0 || !self.is_closed || !self.line.is_empty()) {
            self.problems.push(BackupProblem::CutOff(missing));
        }
        self.problems
    }

    fn take_line(&mut self, line: Vec<u8>) -> Option<Restored> {
        if self.manifest.is_none() {
            match read_first_line(&line) {
                Ok(manifest) => {
                    let by_name = |document: &BackedUp| (document.name.clone(), document.clone());
                    self.awaited = manifest.documents.iter().map(by_name).collect();
                    self.manifest = Some(manifest);
                }
                Err(problem) => self.problems.push(problem),
            }
            return None;
        }
        if line == b"}}" && !self.is_closed {
            self.is_closed = true;
            return None;
        }
        match self.read_document(line) {
            Ok(document) => Some(document),
            Err(problem) => {
                self.problems.push(BackupProblem::Document(problem));
                None
            }
        }
    }

    fn read_document(&mut self, line: Vec<u8>) -> Result<Restored, LoadProblem> {
        let unknown = || LoadProblem { document: "?".to_owned(), what: Wrong::Name };
        let text = String::from_utf8(line)
            .map_err(|_| LoadProblem { document: "?".to_owned(), what: Wrong::NotText })?;
        let (name, text) =
            text.strip_prefix('"').and_then(|rest| rest.split_once("\":")).ok_or_else(unknown)?;
        if kind_of(name).is_none() || self.is_closed {
            return Err(unknown());
        }
        let awaited = self.awaited.remove(name).ok_or_else(unknown)?;
        let text = text.strip_suffix(',').unwrap_or(text);
        let wrong = |what| LoadProblem { document: name.to_owned(), what };
        if name == HEAD {
            Head::read(text.as_bytes())?;
            if awaited.sha256 != Some(head_digest(text.as_bytes())) {
                return Err(wrong(Wrong::Digest));
            }
        } else {
            verified(name, text.as_bytes())?;
        }
        if awaited.bytes != text.len() as u64 {
            return Err(wrong(Wrong::Listing("the number of bytes")));
        }
        Ok(Restored { name: name.to_owned(), text: text.to_owned() })
    }
}

fn read_first_line(line: &[u8]) -> Result<BackupManifest, BackupProblem> {
    let whole = [line, b"}}"].concat();
    let first: FirstLine = serde_json::from_slice(&whole).map_err(|_| BackupProblem::NotOurs)?;
    if first.format != FORMAT || first.document != "backup" {
        return Err(BackupProblem::NotOurs);
    }
    let newer =
        |problem| if migrate::is_newer(first.schema) { BackupProblem::Newer(first.schema) } else { problem };
    migrate::readable(first.schema).map_err(|_| BackupProblem::NotOurs)?;
    serde_json::from_value(first.manifest).map_err(|_| newer(BackupProblem::NotOurs))
}
