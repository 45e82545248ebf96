//! Unpacks gzip and zip files piece by piece, so that neither has to be in memory, and stops at what grows beyond measure.

mod gzip;
mod zip;

use super::finding::Finding;

/// So many bytes may come out of any archive, whatever went in. Fewer in tests, which run without optimisation.
const OUT_BYTES_FREE: u64 = if cfg!(test) { 1 } else { 64 } * 1024 * 1024;
/// Beyond that, an archive that grows by more than this factor is a bomb: real exports grow by 10 to 60.
const GROWTH_MAX: u64 = 200;
/// How many files one archive may hold.
const FILES_MAX: usize = 10_000;

/// What an archive turns out to hold, in order.
#[derive(Debug, PartialEq)]
pub(crate) enum Unpacked {
    /// A file begins; nothing for the one file of a gzip.
    Begin(Option<String>),
    /// The next bytes of the file.
    Data(Vec<u8>),
    /// The file ends.
    End,
    /// The archive cannot be read on.
    Broken(Finding),
}

/// Counts what goes in and what comes out.
#[derive(Debug, Default)]
struct Growth {
    bytes_in: u64,
    bytes_out: u64,
}

impl Growth {
    /// Counts; whether it is still within measure.
    fn is_fair(&self) -> bool {
        self.bytes_out <= OUT_BYTES_FREE || self.bytes_out / GROWTH_MAX <= self.bytes_in
    }
}

/// Unpacks one archive.
#[derive(Debug)]
pub(crate) enum Unpacker {
    /// A gzip file, of one member or several.
    Gzip(gzip::Gzip),
    /// A zip file.
    Zip(zip::Zip),
    /// Nothing comes any more.
    Over,
}

impl Unpacker {
    /// For a file that begins like this; `None` when it is no archive.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, ..] => Some(Self::Gzip(gzip::Gzip::new())),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Self::Zip(zip::Zip::new())),
            _ => None,
        }
    }

    /// Takes the next bytes and hands over what they hold.
    pub(crate) fn feed(&mut self, bytes: &[u8], take: &mut dyn FnMut(Unpacked)) {
        let broken = match self {
            Self::Gzip(gzip) => gzip.feed(bytes, take),
            Self::Zip(zip) => zip.feed(bytes, take),
            Self::Over => Ok(()),
        };
        self.ends(broken, take);
    }

    /// No more bytes come.
    pub(crate) fn finish(&mut self, take: &mut dyn FnMut(Unpacked)) {
        let broken = match self {
            Self::Gzip(gzip) => gzip.finish(take),
            Self::Zip(zip) => zip.finish(),
            Self::Over => Ok(()),
        };
        self.ends(broken, take);
        *self = Self::Over;
    }

    fn ends(&mut self, outcome: Result<(), Finding>, take: &mut dyn FnMut(Unpacked)) {
        if let Err(finding) = outcome {
            take(Unpacked::Broken(finding));
            *self = Self::Over;
        }
    }
}

/// How many bytes go in at a time: a bomb makes a thousand times as many of them.
const STEP_BYTES: usize = 4 * 1024;

fn damaged() -> Finding {
    Finding::BadArchive { detail: "it is damaged or cut off" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    /// What comes out: the text, or the finding that ended it.
    fn unpacked(bytes: &[u8], piece: usize) -> Result<Vec<u8>, Finding> {
        let mut unpacker = Unpacker::of(bytes).unwrap();
        let (mut out, mut broken) = (Vec::new(), None);
        let mut take = |part| match part {
            Unpacked::Data(bytes) => out.extend(bytes),
            Unpacked::Broken(finding) => broken = Some(finding),
            Unpacked::Begin(_) | Unpacked::End => {}
        };
        for piece in bytes.chunks(piece) {
            unpacker.feed(piece, &mut take);
        }
        unpacker.finish(&mut take);
        broken.map_or(Ok(out), Err)
    }

    #[test]
    fn gunzips_in_pieces_and_several_members() {
        let text = b"[{\"id\":1}]".repeat(1_000);
        let two = [gzip(&text), gzip(b"more")].concat();
        for piece in [1, 7, 1 << 20] {
            assert_eq!(unpacked(&two, piece).unwrap(), [&text[..], b"more"].concat());
        }
    }

    #[test]
    fn a_damaged_gzip_is_told() {
        let whole = gzip(&b"text".repeat(100));
        assert!(unpacked(&whole[..whole.len() - 4], 5).is_err(), "cut off");
        let mut wrong = whole.clone();
        let end = wrong.len() - 6;
        wrong[end] ^= 1;
        assert!(unpacked(&wrong, 5).is_err(), "another check value");
    }

    #[test]
    fn a_bomb_is_stopped() {
        let bomb = gzip(&vec![b' '; 4 << 20]);
        assert!(bomb.len() < 1 << 14);
        assert!(matches!(unpacked(&bomb, 1 << 16), Err(Finding::ArchiveBomb)));
    }

    #[test]
    fn other_files_are_no_archives() {
        for head in [&b"{}"[..], b"", b"PK", b"P", b"\x1f"] {
            assert!(Unpacker::of(head).is_none());
        }
    }
}
