//! What the first bytes of a file say: UTF-8 text, or something that cannot be read as such.

use crate::formats::finding::Finding;

/// How many bytes are looked at: enough for every mark below.
pub(super) const SNIFF_BYTES: usize = 8;

/// What the first bytes say.
#[derive(Debug, PartialEq)]
pub(super) enum Encoding {
    /// Text that begins after so many bytes of byte order mark.
    Utf8(usize),
    /// Something else.
    Refused(Finding),
}

/// Judges the first [`SNIFF_BYTES`] bytes, or all there are of a shorter file.
pub(super) fn sniff(first: &[u8]) -> Encoding {
    match first {
        [] => Encoding::Utf8(0),
        [0xEF, 0xBB, 0xBF, ..] => Encoding::Utf8(3),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Encoding::Refused(Finding::Utf16),
        // UTF-16 without a mark: every other byte of an ASCII character is zero.
        [0, b'{' | b'[' | b' ' | b'\n' | b'\r', ..] | [b'{' | b'[' | b' ' | b'\n' | b'\r', 0, ..] => {
            Encoding::Refused(Finding::Utf16)
        }
        [0x1F, 0x8B, ..] => Encoding::Refused(Finding::Compressed { format: "gzip" }),
        [b'P', b'K', 3 | 5, ..] => Encoding::Refused(Finding::Compressed { format: "zip" }),
        _ if first.iter().any(|byte| is_binary(*byte)) => Encoding::Refused(Finding::Binary),
        _ => Encoding::Utf8(0),
    }
}

/// Whether a byte never occurs in a text file: a control character other than tab, line feed, form feed and return.
pub(super) fn is_binary(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | 0x0C | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(first: &[u8], expected: Encoding) {
        assert_eq!(sniff(first), expected, "{first:?}");
    }

    #[test]
    fn tells_text_from_other_files() {
        check(b"", Encoding::Utf8(0));
        check(b"{\"value\"", Encoding::Utf8(0));
        check("ü".as_bytes(), Encoding::Utf8(0));
        check(b"\xEF\xBB\xBF{}", Encoding::Utf8(3));
        check(b"\xFF\xFE{\0", Encoding::Refused(Finding::Utf16));
        check(b"\xFE\xFF\0{", Encoding::Refused(Finding::Utf16));
        check(b"{\0\"\0", Encoding::Refused(Finding::Utf16));
        check(b"\0[\0{", Encoding::Refused(Finding::Utf16));
        check(b"\x1F\x8B\x08\0", Encoding::Refused(Finding::Compressed { format: "gzip" }));
        check(b"PK\x03\x04", Encoding::Refused(Finding::Compressed { format: "zip" }));
        check(b"\x89PNG\r\n\x1A\n", Encoding::Refused(Finding::Binary));
        check(b"MZ\x90\0\x03\0", Encoding::Refused(Finding::Binary));
    }
}
