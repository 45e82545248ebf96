//! The loops with the 128-bit vectors of WebAssembly, which every current browser has.
//!
//! No unsafe code: words are put into vectors by value, and the compiler makes plain loads of that.

use super::{ByteSet, Needle, plain};
use std::arch::wasm32::{
    i8x16_add, i8x16_bitmask, i8x16_eq, i8x16_lt, i8x16_ne, i8x16_popcnt, i8x16_splat, i8x16_swizzle,
    i32x4_add, i32x4_extract_lane, i32x4_splat, u8x16_shr, u8x16_splat, u16x8_extadd_pairwise_u8x16,
    u32x4_extadd_pairwise_u16x8, u64x2, v128, v128_and, v128_any_true, v128_bitselect, v128_or,
};

/// Words in a stretch after which counts by byte are summed up: 30 pairs of up to 8 bits a byte stay below 256.
const STRETCH_WORDS: usize = 60;

/// The power of two of a value's high bits, for [`ByteSet`].
const POWERS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];

/// How many bits are set in a run of words.
pub fn count(words: &[u64]) -> usize {
    count_common(words, words)
}

/// How many bits are set in both of two runs of words.
pub fn count_common(left: &[u64], right: &[u64]) -> usize {
    let (left, left_rest) = left.as_chunks::<2>();
    let (right, right_rest) = right.as_chunks::<2>();
    let rest = plain::count_common(left_rest, right_rest);
    rest + pairs_common(left, right)
}

#[target_feature(enable = "simd128")]
fn pairs_common(left: &[[u64; 2]], right: &[[u64; 2]]) -> usize {
    let mut total = i32x4_splat(0);
    for (left, right) in left.chunks(STRETCH_WORDS / 2).zip(right.chunks(STRETCH_WORDS / 2)) {
        let mut bytes = i8x16_splat(0);
        for (left, right) in left.iter().zip(right) {
            bytes = i8x16_add(bytes, i8x16_popcnt(v128_and(vector(left), vector(right))));
        }
        total = widen(total, bytes);
    }
    sum(total)
}

/// How many bits each of four runs of words has in common with a fifth.
pub fn count_common_by_four(mask: &[u64], sets: [&[u64]; 4]) -> [usize; 4] {
    let (pairs, rest) = mask.as_chunks::<2>();
    let split = sets.map(|set| set.as_chunks::<2>());
    if split.iter().any(|(set, _)| set.len() != pairs.len()) {
        return plain::count_common_by_four(mask, sets);
    }
    let mut counts = pairs_common_by_four(pairs, split.map(|(set, _)| set));
    for (count, (_, set)) in counts.iter_mut().zip(split) {
        *count += plain::count_common(rest, set);
    }
    counts
}

#[target_feature(enable = "simd128")]
fn pairs_common_by_four(mask: &[[u64; 2]], sets: [&[[u64; 2]]; 4]) -> [usize; 4] {
    let none = i32x4_splat(0);
    let mut totals = [none; 4];
    let mut left = sets.map(|set| set.chunks(STRETCH_WORDS / 2));
    let [one, two, three, four] = &mut left;
    let stretches = mask.chunks(STRETCH_WORDS / 2).zip(one).zip(two).zip(three).zip(four);
    for ((((mask, one), two), three), four) in stretches {
        let mut bytes = [none; 4];
        for ((((mask, one), two), three), four) in mask.iter().zip(one).zip(two).zip(three).zip(four) {
            let mask = vector(mask);
            for (bytes, set) in bytes.iter_mut().zip([one, two, three, four]) {
                *bytes = i8x16_add(*bytes, i8x16_popcnt(v128_and(mask, vector(set))));
            }
        }
        for (total, bytes) in totals.iter_mut().zip(bytes) {
            *total = widen(*total, bytes);
        }
    }
    totals.map(|total| sum(total))
}

/// A bit for each code: whether it is in the set.
pub fn members(codes: &[u8], set: &ByteSet) -> Vec<u64> {
    let (chunks, rest) = codes.as_chunks::<64>();
    let mut words = Vec::with_capacity(chunks.len() + 1);
    members_of_chunks(chunks, set, &mut words);
    words.extend(plain::members(rest, set));
    words
}

#[target_feature(enable = "simd128")]
fn members_of_chunks(chunks: &[[u8; 64]], set: &ByteSet, words: &mut Vec<u64>) {
    let (low, high, powers) = (bytes(&set.low), bytes(&set.high), bytes(&POWERS));
    let (fifteen, none) = (i8x16_splat(15), i8x16_splat(0));
    for chunk in chunks {
        let mut word = 0;
        for (quarter, codes) in chunk.as_chunks::<16>().0.iter().enumerate() {
            let codes = bytes(codes);
            let place = v128_and(codes, fifteen);
            let is_high = i8x16_lt(codes, none);
            let row = v128_bitselect(i8x16_swizzle(high, place), i8x16_swizzle(low, place), is_high);
            let bit = i8x16_swizzle(powers, u8x16_shr(codes, 4));
            let found = i8x16_bitmask(i8x16_ne(v128_and(row, bit), none));
            word |= u64::from(found) << (16 * quarter);
        }
        words.push(word);
    }
}

/// Whether all bytes are ASCII.
pub fn is_ascii(bytes: &[u8]) -> bool {
    let (blocks, rest) = bytes.as_chunks::<64>();
    rest.is_ascii() && blocks_are_ascii(blocks)
}

#[target_feature(enable = "simd128")]
fn blocks_are_ascii(blocks: &[[u8; 64]]) -> bool {
    let mut seen = i8x16_splat(0);
    for block in blocks {
        for quarter in block.as_chunks::<16>().0 {
            seen = v128_or(seen, bytes(quarter));
        }
    }
    i8x16_bitmask(seen) == 0
}

/// The first place from `from` on at which a text begins, in either case of ASCII letters: looks for its first and its
/// last byte at sixteen places at once.
pub fn find(text: &[u8], from: usize, needle: &Needle) -> Option<usize> {
    let (firsts, lasts) = (text.get(from..)?, text.get(from + needle.bytes().len() - 1..)?);
    let (blocks, _) = lasts.as_chunks::<64>();
    match find_in_blocks(firsts, blocks, needle) {
        Some(at) => Some(from + at),
        None => plain::find(text, from + 64 * blocks.len(), needle),
    }
}

#[target_feature(enable = "simd128")]
fn find_in_blocks(firsts: &[u8], lasts: &[[u8; 64]], needle: &Needle) -> Option<usize> {
    let (first, last) = (needle.first()?, needle.last()?);
    // A letter with this bit set is in lower case; other bytes are compared as they are.
    let case = |byte: u8| if byte.is_ascii_lowercase() { 0x20 } else { 0 };
    let (first_case, last_case) = (u8x16_splat(case(first)), u8x16_splat(case(last)));
    let (first, last) = (u8x16_splat(first), u8x16_splat(last));
    for (block, (one, other)) in firsts.as_chunks::<64>().0.iter().zip(lasts).enumerate() {
        let mut found = [first; 4];
        let quarters = one.as_chunks::<16>().0.iter().zip(other.as_chunks::<16>().0);
        for (found, (one, other)) in found.iter_mut().zip(quarters) {
            let one = i8x16_eq(v128_or(bytes(one), first_case), first);
            let other = i8x16_eq(v128_or(bytes(other), last_case), last);
            *found = v128_and(one, other);
        }
        let [a, b, c, d] = found;
        if !v128_any_true(v128_or(v128_or(a, b), v128_or(c, d))) {
            continue;
        }
        for (quarter, found) in found.into_iter().enumerate() {
            let mut places = i8x16_bitmask(found);
            while places != 0 {
                let at = 64 * block + 16 * quarter + places.trailing_zeros() as usize;
                if needle.is_at(firsts, at) {
                    return Some(at);
                }
                places &= places - 1;
            }
        }
    }
    None
}

#[target_feature(enable = "simd128")]
fn vector(pair: &[u64; 2]) -> v128 {
    let [low, high] = *pair;
    u64x2(low, high)
}

#[target_feature(enable = "simd128")]
fn bytes(bytes: &[u8; 16]) -> v128 {
    let (halves, _) = bytes.as_chunks::<8>();
    let mut words = halves.iter().map(|half| u64::from_le_bytes(*half));
    u64x2(words.next().unwrap_or(0), words.next().unwrap_or(0))
}

/// Adds counts by byte to counts by lane.
#[target_feature(enable = "simd128")]
fn widen(total: v128, bytes: v128) -> v128 {
    i32x4_add(total, u32x4_extadd_pairwise_u16x8(u16x8_extadd_pairwise_u8x16(bytes)))
}

#[target_feature(enable = "simd128")]
fn sum(total: v128) -> usize {
    let lanes = [
        i32x4_extract_lane::<0>(total),
        i32x4_extract_lane::<1>(total),
        i32x4_extract_lane::<2>(total),
        i32x4_extract_lane::<3>(total),
    ];
    lanes.into_iter().map(|lane| usize::try_from(lane).unwrap_or(0)).sum()
}
