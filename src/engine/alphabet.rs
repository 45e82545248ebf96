//! Rows in the order of their first texts, letter case ignored.

use super::haystack::Haystack;

/// Bytes that are compared at once.
const STEP: usize = 8;

impl Haystack {
    /// The row numbers in ascending order of their first texts in lower case; rows with equal texts stay in order.
    pub fn alphabetical(&self) -> Vec<u32> {
        let mut keyed: Vec<(u64, u32)> = (0..).take(self.len()).map(|row| (0, row)).collect();
        // Runs that are equal so far, and from which byte on they are not yet compared. A list and not a recursion,
        // since texts may be long.
        let mut open = vec![(0..keyed.len(), 0)];
        while let Some((run, from)) = open.pop() {
            let base = run.start;
            let Some(rows) = keyed.get_mut(run) else { continue };
            for (key, row) in rows.iter_mut() {
                *key = self.key(*row as usize, from);
            }
            rows.sort_unstable();
            let mut start = base;
            for equal in rows.chunk_by(|(one, _), (other, _)| one == other) {
                let ended = equal.first().is_none_or(|(key, _)| key & 0xFF == 0);
                if equal.len() > 1 && !ended {
                    open.push((start..start + equal.len(), from + STEP));
                }
                start += equal.len();
            }
        }
        keyed.into_iter().map(|(_, row)| row).collect()
    }

    /// Eight bytes of a row's first text in lower case, as a number that sorts like them. What is beyond the end is 0;
    /// a text with that character in it sorts as if it ended there.
    fn key(&self, row: usize, from: usize) -> u64 {
        let text = self.lower_bytes(row);
        let rest = text.get(from..).unwrap_or_default();
        let mut key = [0; STEP];
        for (key, byte) in key.iter_mut().zip(rest.iter().take_while(|byte| **byte != b'\n')) {
            *key = byte.to_ascii_lowercase();
        }
        u64::from_be_bytes(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_sort_without_regard_to_letter_case() {
        let titles =
            ["b", "Ähre", "a long title, B", "A long title, a", "", "ähre", "A long title", "B", "zebra"];
        let mut haystack = Haystack::default();
        titles.iter().for_each(|title| haystack.push(&[title, "id"]));
        let sorted: Vec<&str> = haystack.alphabetical().iter().map(|row| titles[*row as usize]).collect();
        let expected =
            ["", "A long title", "A long title, a", "a long title, B", "b", "B", "zebra", "Ähre", "ähre"];
        assert_eq!(sorted, expected);
    }
}
