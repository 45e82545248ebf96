//! A playbook that was downloaded, read again.

use crate::domain::playbook::Playbook;

/// A larger file is none: the longest playbook that can be kept has a tenth of it.
pub const PLAYBOOK_BYTES_MAX: u64 = 1_000_000;

/// Reads a playbook as it is downloaded; whether it may be kept is decided where it is kept.
///
/// # Errors
/// Line and column, from 1, of what does not fit.
pub fn read_playbook(text: &str) -> Result<Playbook, (usize, usize)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|fault| (fault.line(), fault.column()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::playbook::shipped;
    use crate::formats::readable::readable_json;

    #[test]
    fn what_was_downloaded_comes_in_again() {
        for playbook in shipped() {
            assert_eq!(read_playbook(&readable_json(playbook)).as_ref(), Ok(playbook));
            assert_eq!(read_playbook(&format!("\u{feff}{}", readable_json(playbook))).as_ref(), Ok(playbook));
        }
    }

    #[test]
    fn anything_else_is_refused_with_its_place() {
        for (text, place) in [("", (1, 0)), ("{\n  \"id\": 7\n}", (2, 9)), ("[]", (1, 2)), ("{} x", (1, 2))] {
            assert_eq!(read_playbook(text), Err(place), "{text}");
        }
    }
}
