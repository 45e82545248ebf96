//! The numbers of a dimension's values.

use crate::analytics::dimension::{Dim, Value};
use crate::domain::fast_map::FastMap;

/// The values of one dimension, each with a number. The seeds of the dimension come first, in order of display; no
/// value, where the dimension has that, is number 0.
#[derive(Clone, Debug)]
pub struct Dictionary {
    values: Vec<Value>,
    index: FastMap<Box<str>, u32>,
}

impl Dictionary {
    /// The seeds of a dimension.
    pub fn new(dim: Dim) -> Self {
        let mut dictionary = Self { values: Vec::new(), index: FastMap::default() };
        if dim.has_missing() {
            dictionary.values.push(Value::Missing);
        }
        for word in dim.seeds() {
            dictionary.code(word);
        }
        dictionary
    }

    /// The number of a word, which is given one when it is new.
    pub fn code(&mut self, word: &str) -> u32 {
        if let Some(code) = self.index.get(word) {
            return *code;
        }
        let code = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(Value::word(word));
        self.index.insert(word.into(), code);
        code
    }

    /// The number of a value that is there.
    pub fn find(&self, value: &Value) -> Option<u32> {
        match value {
            Value::Missing => self.values.first().filter(|first| **first == Value::Missing).map(|_| 0),
            Value::Word(word) => self.index.get(word).copied(),
        }
    }

    /// The value of a number.
    pub fn value(&self, code: u32) -> Option<&Value> {
        self.values.get(code as usize)
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// All values in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Value> + Clone {
        self.values.iter()
    }
}
