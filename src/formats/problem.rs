//! Findings with their places: one, and all those of a file.

use super::finding::Finding;
use super::position::Position;
use crate::words::{Arg, Catalogue, Locale, format};
use std::collections::HashMap;

/// Longest excerpt of a file that a message shows, in characters.
const EXCERPT_CHARS_MAX: usize = 60;

/// What was found, where first, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The first place.
    pub at: Position,
    /// What it is.
    pub finding: Finding,
    /// How often it was found.
    pub count: u64,
}

impl Problem {
    /// Something found once.
    pub fn new(at: Position, finding: Finding) -> Self {
        Self { at, finding, count: 1 }
    }

    /// The sentence for a person, without the place.
    pub fn sentence(&self, words: &Catalogue, locale: &dyn Locale) -> String {
        let key = self.finding.key();
        let message = format(words.get(key).unwrap_or(key), &self.finding.args(), locale);
        match words.get("files.times") {
            Some(times) if self.count > 1 => {
                let args = [("message", Arg::from(message)), ("n", Arg::from(self.count))];
                format(times, &args, locale)
            }
            _ => message,
        }
    }
}

/// Text for a message: one line, not too long.
pub(crate) fn excerpt(text: &str) -> String {
    let line: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= EXCERPT_CHARS_MAX {
        return line;
    }
    line.chars().take(EXCERPT_CHARS_MAX).chain(['…']).collect()
}

/// What was found in one file, in the order of first places.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Problem>,
    index: HashMap<Finding, usize>,
    more: u64,
}

/// So many different findings of one file are kept with their places; the others are counted. A file in which every
/// record is wrong would otherwise fill the memory with messages that nobody reads.
pub const FINDINGS_MAX: usize = 1_000;

impl Findings {
    /// Adds what was found.
    pub fn add(&mut self, problem: Problem) {
        if problem.finding.adds_up()
            && let Some(known) = self.index.get(&problem.finding).and_then(|at| self.list.get_mut(*at))
        {
            known.count += problem.count;
            return;
        }
        if self.list.len() >= FINDINGS_MAX {
            self.more += problem.count;
            return;
        }
        if problem.finding.adds_up() {
            self.index.insert(problem.finding.clone(), self.list.len());
        }
        self.list.push(problem);
    }

    /// Adds what was found once at a place, which is asked for only when it has to be told.
    pub(crate) fn add_at(&mut self, finding: Finding, at: impl FnOnce() -> Position) {
        if finding.adds_up()
            && let Some(known) = self.index.get(&finding).and_then(|at| self.list.get_mut(*at))
        {
            known.count += 1;
        } else if self.list.len() >= FINDINGS_MAX {
            self.more += 1;
        } else {
            self.add(Problem::new(at(), finding));
        }
    }

    /// What was found.
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// How many more there were than [`FINDINGS_MAX`].
    pub fn more(&self) -> u64 {
        self.more
    }

    /// Takes one out again: it is told in another place.
    pub(crate) fn remove(&mut self, problem: Option<&Problem>) {
        if let Some(at) = self.list.iter().position(|known| Some(known) == problem) {
            self.list.remove(at);
            // The places of the others moved; nothing is added to them by now.
            self.index.clear();
        }
    }
}
