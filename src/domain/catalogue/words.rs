//! Words that repeat, each held once and named by number.

use crate::domain::fast_map::FastMap;

/// Words that repeat, each held once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    list: Vec<Box<str>>,
    index: FastMap<Box<str>, u32>,
}

impl Words {
    /// The number of a word, which is given one when it is new.
    pub fn code(&mut self, word: &str) -> u32 {
        if let Some(code) = self.index.get(word) {
            return *code;
        }
        let code = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(word.into());
        self.index.insert(word.into(), code);
        code
    }

    /// The number of a word that is there.
    pub fn find(&self, word: &str) -> Option<u32> {
        self.index.get(word).copied()
    }

    /// The word of a number; empty for a number that is none.
    pub fn word(&self, code: u32) -> &str {
        self.list.get(code as usize).map_or("", |word| word)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All words in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.list.iter().map(|word| &**word)
    }
}
