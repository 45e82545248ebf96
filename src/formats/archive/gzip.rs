//! Gzip files (RFC 1952), of one member or several, piece by piece.

use super::{Growth, STEP_BYTES, Unpacked, damaged};
use crate::formats::finding::Finding;
use flate2::{Crc, Decompress, FlushDecompress, Status};

/// Bytes of a header before the parts that may be left out.
const HEADER_BYTES: usize = 10;
/// Check value and size behind the data.
const TRAILER_BYTES: usize = 8;
/// The longest header that is read: a name and a comment are a few words.
const HEADER_BYTES_MAX: usize = 64 * 1024;

#[derive(Debug)]
enum State {
    Header,
    Data(Box<(Decompress, Crc)>),
    Trailer(u32),
}

/// A gzip file.
#[derive(Debug)]
pub(crate) struct Gzip {
    state: State,
    /// Bytes that were not used yet.
    rest: Vec<u8>,
    growth: Growth,
    /// How many members were begun.
    members: u64,
    is_padding: bool,
}

impl Gzip {
    pub(super) fn new() -> Self {
        Self {
            state: State::Header,
            rest: Vec::new(),
            growth: Growth::default(),
            members: 0,
            is_padding: false,
        }
    }

    pub(super) fn feed(&mut self, bytes: &[u8], take: &mut dyn FnMut(Unpacked)) -> Result<(), Finding> {
        for step in bytes.chunks(STEP_BYTES) {
            self.growth.bytes_in += step.len() as u64;
            self.rest.extend_from_slice(step);
            while self.step(take)? {}
        }
        Ok(())
    }

    pub(super) fn finish(&mut self, take: &mut dyn FnMut(Unpacked)) -> Result<(), Finding> {
        let at_end = matches!(self.state, State::Header) && self.members > 0;
        if !at_end || !(self.rest.is_empty() || self.is_padding) {
            return Err(damaged());
        }
        take(Unpacked::End);
        Ok(())
    }

    /// Does what the bytes at hand allow; whether there may be more to do.
    fn step(&mut self, take: &mut dyn FnMut(Unpacked)) -> Result<bool, Finding> {
        match &mut self.state {
            State::Header => self.header(take),
            State::Data(parts) => {
                let (inflate, check) = &mut **parts;
                let mut out = Vec::with_capacity(STEP_BYTES * 8);
                let before = inflate.total_in();
                let status = inflate
                    .decompress_vec(&self.rest, &mut out, FlushDecompress::None)
                    .map_err(|_| damaged())?;
                let used = (inflate.total_in() - before) as usize;
                check.update(&out);
                let sum = check.sum();
                self.rest.drain(..used);
                self.growth.bytes_out += out.len() as u64;
                if !self.growth.is_fair() {
                    return Err(Finding::ArchiveBomb);
                }
                let goes_on = used > 0 || !out.is_empty();
                if !out.is_empty() {
                    take(Unpacked::Data(out));
                }
                if status == Status::StreamEnd {
                    self.state = State::Trailer(sum);
                    return Ok(true);
                }
                Ok(goes_on)
            }
            State::Trailer(sum) => {
                let Some(trailer) = self.rest.first_chunk::<TRAILER_BYTES>() else { return Ok(false) };
                let said = trailer.first_chunk::<4>().copied().map(u32::from_le_bytes);
                if said != Some(*sum) {
                    return Err(damaged());
                }
                self.rest.drain(..TRAILER_BYTES);
                self.state = State::Header;
                Ok(true)
            }
        }
    }

    fn header(&mut self, take: &mut dyn FnMut(Unpacked)) -> Result<bool, Finding> {
        // Some packers fill the end of a file with zeros.
        if self.members > 0 && self.rest.first() == Some(&0) {
            self.is_padding = true;
            self.rest.clear();
        }
        if self.is_padding || self.rest.is_empty() {
            return Ok(false);
        }
        let Some(length) = header_length(&self.rest)? else {
            return if self.rest.len() > HEADER_BYTES_MAX { Err(damaged()) } else { Ok(false) };
        };
        self.rest.drain(..length);
        if self.members == 0 {
            take(Unpacked::Begin(None));
        }
        self.members += 1;
        self.state = State::Data(Box::new((Decompress::new(false), Crc::new())));
        Ok(true)
    }
}

/// The length of the header that `bytes` begin with; `None` when it is not whole yet.
fn header_length(bytes: &[u8]) -> Result<Option<usize>, Finding> {
    let Some(fixed) = bytes.first_chunk::<HEADER_BYTES>() else { return Ok(None) };
    let [0x1F, 0x8B, 8, flags, ..] = *fixed else { return Err(damaged()) };
    let mut at = HEADER_BYTES;
    if flags & 4 != 0 {
        let Some(size) = bytes.get(at..).and_then(|rest| rest.first_chunk::<2>()) else { return Ok(None) };
        at += 2 + usize::from(u16::from_le_bytes(*size));
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            let end = bytes.get(at..).and_then(|rest| memchr::memchr(0, rest));
            let Some(end) = end else { return Ok(None) };
            at += end + 1;
        }
    }
    at += if flags & 2 != 0 { 2 } else { 0 };
    Ok((bytes.len() >= at).then_some(at))
}
