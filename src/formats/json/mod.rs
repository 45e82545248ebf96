//! The tolerant layer over JSON: finds the records of a text piece by piece, with the place of every problem.

mod encoding;
mod envelope;
mod input;
mod reader;
mod repair;

pub(crate) use input::Origin;
pub use reader::{Piece, RECORD_BYTES_MAX, Reader};
pub use watchfloor_text::scan::DEPTH_MAX;

use super::finding::Finding;
use super::position::Position;
use super::problem::Problem;
use serde::de::IgnoredAny;

/// The place and the words of the fault in a record that begins at `start` and that a cursor refused.
pub(crate) fn fault(text: &str, start: Position) -> Problem {
    match serde_json::from_str::<IgnoredAny>(text) {
        Err(error) => {
            let (offset, finding) = parse_error(text, &error);
            Problem::new(start.after(text.as_bytes().get(..offset).unwrap_or_default()), finding)
        }
        // The parser counts the levels a little differently; everything else it sees as the cursor does.
        Ok(IgnoredAny) => Problem::new(start, Finding::TooDeep { levels: DEPTH_MAX }),
    }
}

/// The byte at which a parser stopped, and its words.
fn parse_error(text: &str, error: &serde_json::Error) -> (usize, Finding) {
    let words = error.to_string();
    let detail = words.rsplit_once(" at line ").map_or(words.as_str(), |(detail, _)| detail).to_owned();
    (error_offset(text, error), Finding::Syntax { detail })
}

/// The byte at which a parser stopped. It counts lines from 1 and, in a line, bytes from 1; an error at the end of
/// a line has column 0 of the next.
fn error_offset(text: &str, error: &serde_json::Error) -> usize {
    let line = error.line().saturating_sub(1);
    let begin = match line {
        0 => 0,
        _ => memchr::memchr_iter(b'\n', text.as_bytes()).nth(line - 1).map_or(text.len(), |at| at + 1),
    };
    let at = (begin + error.column().saturating_sub(1)).min(text.len());
    // The parser stops before a control character and behind everything else that it does not expect.
    let is_control = |at: usize| text.as_bytes().get(at).is_some_and(|byte| *byte < 0x20);
    at + usize::from(
        error.to_string().starts_with("control character") && !is_control(at) && is_control(at + 1),
    )
}
