//! Zip files read from their beginning to their end, by the headers before each file (APPNOTE 6.3, section 4.3): stored and
//! deflated files, with and without sizes in the header. What only the directory at the end could tell is not needed.

use super::{FILES_MAX, Growth, STEP_BYTES, Unpacked, damaged};
use crate::formats::finding::Finding;
use flate2::{Crc, Decompress, FlushDecompress, Status};

/// A header of a file.
const LOCAL: [u8; 4] = *b"PK\x03\x04";
/// What may follow the last file: the directory, or its end when there is no file.
const DIRECTORY: [[u8; 4]; 3] = [*b"PK\x01\x02", *b"PK\x05\x06", *b"PK\x06\x06"];
/// Before check value and sizes behind a file; it may be left out.
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";
/// Bytes of a header before the name.
const LOCAL_BYTES: usize = 30;
/// So many bytes of a name are shown.
const NAME_BYTES_MAX: usize = 512;

#[derive(Debug)]
enum State {
    /// Before a header.
    Between,
    /// In the bytes of a file.
    Inside(Box<Entry>),
    /// Behind a file whose header did not know its size.
    Descriptor { check: u32 },
    /// In the directory: nothing more comes.
    Over,
}

#[derive(Debug)]
struct Entry {
    inflate: Option<Decompress>,
    check: Crc,
    /// What the header says; 0 where a descriptor follows.
    expected_check: u32,
    /// Bytes in the archive that are left, of a stored file.
    left: u64,
    has_descriptor: bool,
    /// A folder, or a file that its maker put in for itself.
    is_passed_over: bool,
}

/// A zip file.
#[derive(Debug)]
pub(crate) struct Zip {
    state: State,
    /// Bytes that were not used yet.
    rest: Vec<u8>,
    growth: Growth,
    files: usize,
}

fn number(bytes: &[u8], at: usize, count: usize) -> u64 {
    let bytes = bytes.get(at..at + count).unwrap_or_default();
    bytes.iter().rev().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

impl Zip {
    pub(super) fn new() -> Self {
        Self { state: State::Between, rest: Vec::new(), growth: Growth::default(), files: 0 }
    }

    pub(super) fn feed(&mut self, bytes: &[u8], take: &mut dyn FnMut(Unpacked)) -> Result<(), Finding> {
        for step in bytes.chunks(STEP_BYTES) {
            self.growth.bytes_in += step.len() as u64;
            self.rest.extend_from_slice(step);
            while self.step(take)? {}
        }
        Ok(())
    }

    pub(super) fn finish(&mut self) -> Result<(), Finding> {
        match self.state {
            State::Over => Ok(()),
            _ => Err(damaged()),
        }
    }

    /// Does what the bytes at hand allow; whether there may be more to do.
    fn step(&mut self, take: &mut dyn FnMut(Unpacked)) -> Result<bool, Finding> {
        match std::mem::replace(&mut self.state, State::Over) {
            State::Over => {
                self.rest.clear();
                Ok(false)
            }
            State::Between => self.header(take),
            State::Inside(entry) => self.inside(entry, take),
            State::Descriptor { check } => self.descriptor(check),
        }
    }

    fn wait(&mut self, state: State) -> Result<bool, Finding> {
        self.state = state;
        Ok(false)
    }

    fn header(&mut self, take: &mut dyn FnMut(Unpacked)) -> Result<bool, Finding> {
        let Some(sign) = self.rest.first_chunk::<4>() else { return self.wait(State::Between) };
        if DIRECTORY.contains(sign) {
            return Ok(true);
        }
        if *sign != LOCAL {
            return Err(damaged());
        }
        let bytes = &self.rest;
        let name_bytes = number(bytes, 26, 2) as usize;
        let length = LOCAL_BYTES + name_bytes + number(bytes, 28, 2) as usize;
        if bytes.len() < LOCAL_BYTES || bytes.len() < length {
            return self.wait(State::Between);
        }
        let (flags, method) = (number(bytes, 6, 2), number(bytes, 8, 2));
        if flags & 1 != 0 {
            return Err(Finding::BadArchive { detail: "it is encrypted" });
        }
        let has_descriptor = flags & 8 != 0;
        let inflate = match method {
            0 if has_descriptor => {
                return Err(Finding::BadArchive { detail: "a stored file does not say its size" });
            }
            0 => None,
            8 => Some(Decompress::new(false)),
            _ => return Err(Finding::BadArchive { detail: "it is compressed in another way than deflate" }),
        };
        let name = bytes.get(LOCAL_BYTES..LOCAL_BYTES + name_bytes.min(NAME_BYTES_MAX)).unwrap_or_default();
        let name = String::from_utf8_lossy(name).into_owned();
        let is_passed_over =
            name.ends_with('/') || name.starts_with("__MACOSX/") || name.ends_with(".DS_Store");
        let entry = Entry {
            inflate,
            check: Crc::new(),
            expected_check: number(bytes, 14, 4) as u32,
            left: number(bytes, 18, 4),
            has_descriptor,
            is_passed_over,
        };
        if entry.left == u64::from(u32::MAX) && entry.inflate.is_none() {
            return Err(Finding::BadArchive { detail: "a stored file is larger than 4 GB" });
        }
        self.files += 1;
        if self.files > FILES_MAX {
            return Err(Finding::TooMany { most: FILES_MAX });
        }
        if !is_passed_over {
            take(Unpacked::Begin(Some(name)));
        }
        self.rest.drain(..length);
        self.state = State::Inside(Box::new(entry));
        Ok(true)
    }

    fn inside(&mut self, mut entry: Box<Entry>, take: &mut dyn FnMut(Unpacked)) -> Result<bool, Finding> {
        let (used, out, ended) = match &mut entry.inflate {
            None => {
                let count = (self.rest.len() as u64).min(entry.left);
                entry.left -= count;
                let count = count as usize;
                (count, self.rest.get(..count).unwrap_or_default().to_vec(), entry.left == 0)
            }
            Some(inflate) => {
                let mut out = Vec::with_capacity(STEP_BYTES * 8);
                let before = inflate.total_in();
                let status = inflate
                    .decompress_vec(&self.rest, &mut out, FlushDecompress::None)
                    .map_err(|_| damaged())?;
                ((inflate.total_in() - before) as usize, out, status == Status::StreamEnd)
            }
        };
        self.rest.drain(..used);
        self.growth.bytes_out += out.len() as u64;
        if !self.growth.is_fair() {
            return Err(Finding::ArchiveBomb);
        }
        let goes_on = used > 0 || !out.is_empty();
        entry.check.update(&out);
        if !out.is_empty() && !entry.is_passed_over {
            take(Unpacked::Data(out));
        }
        if !ended {
            self.state = State::Inside(entry);
            return Ok(goes_on);
        }
        let check = entry.check.sum();
        if !entry.has_descriptor && check != entry.expected_check {
            return Err(damaged());
        }
        if !entry.is_passed_over {
            take(Unpacked::End);
        }
        self.state = if entry.has_descriptor { State::Descriptor { check } } else { State::Between };
        Ok(true)
    }

    /// Check value and both sizes, of 4 or of 8 bytes, with or without a sign before them.
    fn descriptor(&mut self, check: u32) -> Result<bool, Finding> {
        // The longest one and the sign of what follows it; at the end of an archive the directory is longer.
        const ENOUGH: usize = 28;
        if self.rest.len() < ENOUGH {
            return self.wait(State::Descriptor { check });
        }
        let signed = if self.rest.first_chunk() == Some(&DESCRIPTOR) { 4 } else { 0 };
        if number(&self.rest, signed, 4) as u32 != check {
            return Err(damaged());
        }
        let follows = |length: usize| {
            let next = self.rest.get(signed + length..).and_then(|rest| rest.first_chunk::<4>());
            next.is_some_and(|sign| *sign == LOCAL || DIRECTORY.contains(sign))
        };
        let length = [12, 20].into_iter().find(|length| follows(*length)).ok_or_else(damaged)?;
        self.rest.drain(..signed + length);
        self.state = State::Between;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Unpacker;
    use super::*;
    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use std::io::Write;

    /// An entry of an archive as a packer writes it.
    fn entry(name: &str, text: &[u8], deflated: bool, descriptor: bool) -> Vec<u8> {
        let body = if deflated {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        } else {
            text.to_vec()
        };
        let mut check = Crc::new();
        check.update(text);
        let facts = [check.sum(), body.len() as u32, text.len() as u32].map(u32::to_le_bytes).concat();
        let mut out = LOCAL.to_vec();
        out.extend([20, 0, if descriptor { 8 } else { 0 }, 0, if deflated { 8 } else { 0 }, 0, 0, 0, 0, 0]);
        out.extend(if descriptor { vec![0; 12] } else { facts.clone() });
        out.extend((name.len() as u16).to_le_bytes());
        out.extend([0, 0]);
        out.extend(name.as_bytes());
        out.extend(body);
        if descriptor {
            out.extend(DESCRIPTOR);
            out.extend(facts);
        }
        out
    }

    fn archive(entries: &[Vec<u8>]) -> Vec<u8> {
        let listed = if entries.is_empty() { Vec::new() } else { [&DIRECTORY[0][..], &[0; 60]].concat() };
        [entries.concat(), listed, DIRECTORY[1].to_vec(), vec![0; 18]].concat()
    }

    fn unpacked(bytes: &[u8], piece: usize) -> Vec<String> {
        let mut unpacker = Unpacker::of(bytes).unwrap();
        let mut out: Vec<String> = Vec::new();
        let mut take = |part| match part {
            Unpacked::Begin(name) => out.push(format!("{}: ", name.unwrap_or_default())),
            Unpacked::Data(data) => out.last_mut().unwrap().push_str(&String::from_utf8(data).unwrap()),
            Unpacked::End => out.last_mut().unwrap().push('.'),
            Unpacked::Broken(finding) => out.push(format!("{finding:?}")),
        };
        for piece in bytes.chunks(piece) {
            unpacker.feed(piece, &mut take);
        }
        unpacker.finish(&mut take);
        out
    }

    #[test]
    fn every_kind_of_entry_comes_out_whatever_the_pieces() {
        let bytes = archive(&[
            entry("a.json", b"[1]", true, false),
            entry("folder/", b"", false, false),
            entry("folder/b.json", b"[2]", false, false),
            entry("c.json", b"[3]", true, true),
            entry("__MACOSX/._a", b"x", true, true),
            entry("d.json", b"", false, false),
        ]);
        for piece in [1, 3, 50, 1 << 20] {
            let out = unpacked(&bytes, piece);
            assert_eq!(out, ["a.json: [1].", "folder/b.json: [2].", "c.json: [3].", "d.json: ."], "{piece}");
        }
        assert!(unpacked(&archive(&[]), 4).is_empty());
    }

    #[test]
    fn what_is_wrong_is_told() {
        let good = entry("a", b"text", true, false);
        let mut wrong_check = good.clone();
        wrong_check[14] ^= 1;
        let mut encrypted = good.clone();
        encrypted[6] = 1;
        let mut other_way = good.clone();
        other_way[8] = 12;
        for (bytes, word) in [
            (archive(&[wrong_check]), "damaged"),
            (archive(&[encrypted]), "encrypted"),
            (archive(&[other_way]), "another way"),
            (good.clone(), "cut off"),
            (good[..36].to_vec(), "cut off"),
            (archive(&[entry("a", b"t", false, true)]), "does not say its size"),
            ([good, b"rubbish".to_vec()].concat(), "damaged"),
        ] {
            let last = unpacked(&bytes, 7).pop().unwrap();
            assert!(last.contains(word), "{word}: {last}");
        }
    }

    #[test]
    fn a_bomb_is_stopped() {
        let bomb = archive(&[entry("a", &vec![b' '; 100 << 20], true, false)]);
        assert!(unpacked(&bomb, 1 << 16).iter().any(|line| line.contains("ArchiveBomb")));
    }
}
