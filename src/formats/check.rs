//! Checks a file without taking anything in: what the command line's `check` does.

use super::ahead::Helpers;
use super::file::{FileReport, Take};
use super::foreign::Fact;
use super::intake::{Intake, Reading};
use super::problem::Problem;
use crate::domain::brief::Brief;
use crate::domain::estate::EstateRecord;
use crate::words::{Catalogue, Locale};
use serde_json::{Value, json};
use std::sync::Arc;

/// Checks one file that arrives in pieces.
#[derive(Debug)]
pub struct Check {
    intake: Intake,
}

impl Check {
    /// Begins a file.
    pub fn new(name: &str) -> Self {
        Self { intake: Intake::new(name, Arc::default()) }
    }

    /// Begins a file that threads help to read.
    pub fn with_helpers(name: &str, helpers: Helpers) -> Self {
        let reading = Reading { helpers: Some(helpers), ..Reading::default() };
        Self { intake: Intake::new(name, Arc::new(reading)) }
    }

    /// Reads the next piece.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.intake.feed(bytes, &mut Nothing);
    }

    /// Whether reading on would change nothing.
    pub fn is_broken(&self) -> bool {
        self.intake.is_broken()
    }

    /// Ends the file and answers what was read of it: one report, or one for each file of an archive.
    pub fn finish(self) -> Vec<FileReport> {
        self.intake.finish(&mut Nothing)
    }
}

/// Takes nothing.
struct Nothing;

impl Take for Nothing {
    fn incident(&mut self, _: Brief, _: &str) {}
    fn estate(&mut self, _: EstateRecord) {}
    fn fact(&mut self, _: Fact) {}
}

/// The report as one line of JSON: `{"file","kind","records","accepted","redirected","warnings","error"}`, where a
/// problem is `{"line","column","message"}` and `kind` is `unknown` where nothing says it.
pub fn json_line(report: &FileReport, words: &Catalogue, locale: &dyn Locale) -> String {
    let problem = |problem: &Problem| -> Value {
        json!({
            "line": problem.at.line,
            "column": problem.at.column,
            "message": problem.sentence(words, locale),
        })
    };
    let line = json!({
        "file": report.name,
        "kind": report.kind.map_or("unknown", super::kind::Kind::as_str),
        "records": report.records,
        "accepted": report.accepted,
        "redirected": report.redirected,
        "warnings": report.findings.list().iter().map(problem).collect::<Vec<_>>(),
        "error": report.error.as_ref().map(problem),
    });
    line.to_string()
}
