//! Sorting row numbers by a key, in time that grows with the rows and not with their logarithm.

/// Bits of a key that one pass looks at: 2,048 counters stay in the nearest cache.
const DIGIT_BITS: u32 = 11;
const DIGITS: usize = 1 << DIGIT_BITS;

/// The row numbers in ascending order of their keys; rows with equal keys stay in order.
pub fn ascending(keys: &[u64]) -> Vec<u32> {
    let lowest = keys.iter().copied().min().unwrap_or(0);
    let highest = keys.iter().copied().max().unwrap_or(0);
    let key_bits = u64::BITS - (highest - lowest).leading_zeros();
    let row_bits = u64::BITS - (keys.len() as u64).leading_zeros();
    if key_bits + row_bits > u64::BITS {
        let mut rows: Vec<(u64, u32)> = keys.iter().copied().zip(0..).collect();
        rows.sort_unstable();
        return rows.into_iter().map(|(_, row)| row).collect();
    }
    // Key and row in one word: the row stays below and moves along.
    let mut packed: Vec<u64> =
        keys.iter().zip(0..).map(|(key, row)| (key - lowest) << row_bits | row).collect();
    let mut other = vec![0; packed.len()];
    let mut shift = row_bits;
    while shift < key_bits + row_bits {
        pass(&packed, &mut other, shift);
        std::mem::swap(&mut packed, &mut other);
        shift += DIGIT_BITS;
    }
    let row = (1_u64 << row_bits) - 1;
    packed.into_iter().map(|word| u32::try_from(word & row).unwrap_or(u32::MAX)).collect()
}

/// The same of keys of one byte.
pub fn ascending_bytes(keys: &[u8]) -> Vec<u32> {
    let mut places = [0_u32; 1 << u8::BITS];
    let mut count = |key: &u8| {
        if let Some(place) = places.get_mut(usize::from(*key)) {
            *place += 1;
        }
    };
    keys.iter().for_each(&mut count);
    let mut start = 0;
    for place in &mut places {
        start += std::mem::replace(place, start);
    }
    let mut rows = vec![0; keys.len()];
    for (row, key) in (0..).zip(keys) {
        if let Some(place) = places.get_mut(usize::from(*key)) {
            if let Some(target) = rows.get_mut(*place as usize) {
                *target = row;
            }
            *place += 1;
        }
    }
    rows
}

/// Puts words in ascending order of one digit; words with the same digit stay in order.
fn pass(from: &[u64], to: &mut [u64], shift: u32) {
    let digit = |word: u64| (word >> shift) as usize % DIGITS;
    let mut places = vec![0_usize; DIGITS];
    for word in from {
        if let Some(count) = places.get_mut(digit(*word)) {
            *count += 1;
        }
    }
    let mut start = 0;
    for place in &mut places {
        start += std::mem::replace(place, start);
    }
    for word in from {
        if let Some(place) = places.get_mut(digit(*word)) {
            if let Some(target) = to.get_mut(*place) {
                *target = *word;
            }
            *place += 1;
        }
    }
}
