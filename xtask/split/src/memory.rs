//! What memory holds from the start, cut along stretches of addresses.

use std::ops::Range;

/// Pieces of memory: their addresses and bytes.
pub(crate) type Pieces<'a> = Vec<(u32, &'a [u8])>;

/// What lies within some of the stretches, which are in order and apart.
pub(crate) fn within<'a>(data: &[(u32, &'a [u8])], stretches: &[Range<u32>]) -> Pieces<'a> {
    cut(data, stretches)
        .into_iter()
        .filter(|(_, _, is_within)| *is_within)
        .map(|(at, it, _)| (at, it))
        .collect()
}

/// What lies in none of the stretches, which are in order and apart.
pub(crate) fn without<'a>(data: &[(u32, &'a [u8])], stretches: &[Range<u32>]) -> Pieces<'a> {
    cut(data, stretches)
        .into_iter()
        .filter(|(_, _, is_within)| !*is_within)
        .map(|(at, it, _)| (at, it))
        .collect()
}

/// The data in pieces, each with whether it lies within a stretch.
fn cut<'a>(data: &[(u32, &'a [u8])], stretches: &[Range<u32>]) -> Vec<(u32, &'a [u8], bool)> {
    let mut pieces = Vec::new();
    for (address, bytes) in data {
        let (mut at, mut left) = (*address, *bytes);
        let first = stretches.partition_point(|stretch| stretch.end <= at);
        for stretch in stretches.iter().skip(first) {
            for (until, is_within) in [(stretch.start, false), (stretch.end, true)] {
                let length = (until.saturating_sub(at) as usize).min(left.len());
                let (piece, after) = left.split_at(length);
                pieces.push((at, piece, is_within));
                (at, left) = (at.max(until), after);
            }
            if left.is_empty() {
                break;
            }
        }
        pieces.push((at, left, false));
    }
    pieces.retain(|(_, bytes, _)| !bytes.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::{within, without};

    #[expect(clippy::single_range_in_vec_init, reason = "stretches are ranges, and one is a list of one")]
    #[test]
    fn memory_is_cut_along_stretches() {
        let data: [(u32, &[u8]); 2] = [(10, b"abcdefgh"), (20, b"ijkl")];
        let cases = [
            (vec![], vec![], vec![(10, "abcdefgh"), (20, "ijkl")]),
            (vec![0..10, 18..20, 24..30], vec![], vec![(10, "abcdefgh"), (20, "ijkl")]),
            (vec![12..14], vec![(12, "cd")], vec![(10, "ab"), (14, "efgh"), (20, "ijkl")]),
            (vec![5..11, 13..14], vec![(10, "a"), (13, "d")], vec![(11, "bc"), (14, "efgh"), (20, "ijkl")]),
            (vec![16..22], vec![(16, "gh"), (20, "ij")], vec![(10, "abcdef"), (22, "kl")]),
            (vec![0..100], vec![(10, "abcdefgh"), (20, "ijkl")], vec![]),
        ];
        for (stretches, inside, outside) in cases {
            let shown = |pieces: Vec<(u32, &[u8])>| {
                pieces
                    .iter()
                    .map(|(at, it)| (*at, String::from_utf8_lossy(it).into_owned()))
                    .collect::<Vec<_>>()
            };
            let expected = |pieces: Vec<(u32, &str)>| {
                pieces.iter().map(|(at, it)| (*at, (*it).to_owned())).collect::<Vec<_>>()
            };
            assert_eq!(shown(within(&data, &stretches)), expected(inside), "{stretches:?}");
            assert_eq!(shown(without(&data, &stretches)), expected(outside), "{stretches:?}");
        }
    }
}
