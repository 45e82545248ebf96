//! The names of the members of objects of one kind: each is guessed by the one before it, and read only where it differs.
//!
//! The objects of an export have the same members in nearly the same order. Comparing a name with the one that came at
//! this place before costs a fraction of finding its end and looking it up, and both are what reading mostly does.

use crate::cursor::{Cursor, Fault};
use std::borrow::Cow;

/// So many different names are kept. An object of people's making may have more; they are read as they come.
const NAMES_MAX: usize = 500;
/// Longer names are read as they come.
const NAME_BYTES_MAX: usize = 100;
/// So many names are tried behind one: kinds of evidence share their first members and part ways behind them.
const FOLLOWERS: usize = 4;
/// How many wrong guesses may come before right ones for nothing more to be learned.
const TRUST_MAX: u32 = 20_000;
/// What learning a name costs, in right guesses.
const MISS_COST: u32 = 10;

/// The names in objects of one kind.
#[derive(Clone, Debug)]
pub struct Names {
    /// The number that a reader has for a name.
    number_of: fn(&str) -> usize,
    /// The first one stands for the beginning of an object.
    known: Vec<Known>,
    trust: u32,
}

#[derive(Clone, Debug)]
struct Known {
    /// In its quotes and with its colon.
    text: String,
    number: usize,
    /// The names that came behind it, by their places in the list; 0 is none.
    followers: [usize; FOLLOWERS],
}

/// Where a reader is among the members of an object.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    first: bool,
    last: usize,
    /// The byte of the opening quote of the name at hand.
    pub(crate) at: usize,
    /// The byte behind its closing quote.
    pub(crate) end: usize,
}

impl Place {
    /// Behind the opening brace.
    pub const BEGIN: Self = Self { first: true, last: 0, at: 0, end: 0 };
}

impl Names {
    /// No names yet. `number_of` tells the number of a name, the same one every time.
    pub fn new(number_of: fn(&str) -> usize) -> Self {
        let begin = Known { text: String::new(), number: 0, followers: [0; FOLLOWERS] };
        Self { number_of, known: vec![begin], trust: TRUST_MAX }
    }

    /// Passes the name of the next member of an object with its colon and answers its number; `None` behind the closing
    /// brace.
    pub fn next(&mut self, cursor: &mut Cursor<'_>, place: &mut Place) -> Result<Option<usize>, Fault> {
        if !cursor.next(&mut place.first, b'}')? {
            return Ok(None);
        }
        place.at = cursor.offset();
        let followers = self.known.get(place.last).map_or([0; FOLLOWERS], |known| known.followers);
        for follower in followers.into_iter().take_while(|follower| *follower > 0) {
            if let Some(known) = self.known.get(follower)
                && cursor.pass_text(&known.text)
            {
                place.last = follower;
                place.end = cursor.offset() - 1;
                self.trust += u32::from(self.trust < TRUST_MAX);
                return Ok(Some(known.number));
            }
        }
        self.read(cursor, place).map(Some)
    }

    /// Reads a name that was not expected.
    #[inline(never)]
    fn read(&mut self, cursor: &mut Cursor<'_>, place: &mut Place) -> Result<usize, Fault> {
        let key = cursor.name()?;
        place.end = key.end;
        let number = (self.number_of)(key.as_str());
        let before = std::mem::take(&mut place.last);
        if let Some(trust) = self.trust.checked_sub(MISS_COST)
            && let Cow::Borrowed(name) = key.name
            && name.len() <= NAME_BYTES_MAX
        {
            self.trust = trust;
            place.last = self.learn(name, number);
            if place.last > 0
                && let Some(before) = self.known.get_mut(before)
            {
                before.followers.rotate_right(1);
                let [latest, ..] = &mut before.followers;
                *latest = place.last;
            }
        }
        Ok(number)
    }

    /// The place of a name in the list; 0 where there is no room for it.
    fn learn(&mut self, name: &str, number: usize) -> usize {
        let is_same = |known: &Known| known.text.get(1..known.text.len().saturating_sub(2)) == Some(name);
        if let Some(at) = self.known.iter().position(is_same) {
            return at;
        }
        if self.known.len() > NAMES_MAX {
            return 0;
        }
        self.known.push(Known { text: format!("\"{name}\":"), number, followers: [0; FOLLOWERS] });
        self.known.len() - 1
    }
}

/// Whether two texts of one length are the same: eight bytes at a time, since a name is shorter than a call is worth.
#[inline]
pub(crate) fn is_same(here: &[u8], text: &[u8]) -> bool {
    match (here.last_chunk::<8>(), text.last_chunk::<8>()) {
        (Some(here_end), Some(end)) => {
            let words = here.as_chunks::<8>().0.iter().zip(text.as_chunks::<8>().0);
            here_end == end && words.into_iter().all(|(here, word)| here == word)
        }
        _ => here == text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Number, place and value of each member.
    type Members = Vec<(usize, usize, usize, String)>;

    fn names_of(names: &mut Names, text: &str) -> Result<Members, Fault> {
        let mut cursor = Cursor::new(text);
        cursor.open(b'{')?;
        let (mut place, mut read) = (Place::BEGIN, Vec::new());
        while let Some(number) = names.next(&mut cursor, &mut place)? {
            read.push((number, place.at, place.end, cursor.value()?.json().to_owned()));
        }
        cursor.end()?;
        Ok(read)
    }

    fn plainly(text: &str) -> Result<Members, Fault> {
        let mut cursor = Cursor::new(text);
        cursor.open(b'{')?;
        let (mut first, mut read) = (true, Vec::new());
        while let Some(key) = cursor.key(&mut first)? {
            read.push((key.as_str().len(), key.at, key.end, cursor.value()?.json().to_owned()));
        }
        cursor.end()?;
        Ok(read)
    }

    #[test]
    fn knows_a_name_by_the_one_before_it() {
        let mut names = Names::new(str::len);
        let texts = [r#"{"id":1,"bc":2}"#, r#"{"id":1,"x\"":3,"bc":2}"#, r#"{ "id": 1 , "bc" :2}"#, "{}"];
        for text in texts.into_iter().chain(texts) {
            assert_eq!(names_of(&mut names, text), plainly(text), "{text}");
        }
        assert_eq!(
            names.known.iter().map(|known| known.text.as_str()).collect::<Vec<_>>(),
            ["", "\"id\":", "\"bc\":"]
        );
    }

    #[test]
    fn keeps_no_more_names_than_it_may() {
        let mut names = Names::new(str::len);
        for at in 0..3 * TRUST_MAX / MISS_COST {
            assert!(names_of(&mut names, &format!("{{\"a{at}\":1}}")).is_ok());
        }
        assert_eq!((names.known.len(), names.trust), (NAMES_MAX + 1, 0));
        let long = format!("{{\"{}\":1}}", "a".repeat(NAME_BYTES_MAX + 1));
        assert_eq!(names_of(&mut Names::new(str::len), &long), plainly(&long));
    }

    proptest! {
        #[test]
        fn guesses_change_nothing(
            texts in prop::collection::vec("\\{(\"[ab]{1,2}\" ?: ?[1\"],?){0,4}\\}?", 1..12),
        ) {
            let mut names = Names::new(str::len);
            for text in texts {
                prop_assert_eq!(names_of(&mut names, &text), plainly(&text), "{}", text);
            }
        }
    }
}
