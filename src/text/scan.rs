//! Finds where one JSON object or array ends, without building anything and over any number of pieces of text.
//!
//! Our own scanner and not a parser's: it has to stop at the end of a piece and go on with the next one, and to pass
//! over a record that is not valid JSON so that its neighbours are kept. It checks strings and brackets only; the
//! parser that reads the record checks the rest.

/// Deepest nesting that is read. Exports nest about twelve levels; `serde_json` gives up at 128, so this is below.
pub const DEPTH_MAX: u32 = 100;

/// A token outside a string that is longer than this could be a number that no `f64` holds.
const TOKEN_BYTES_ODD: usize = 300;

/// What a newline inside the value means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newlines {
    /// Nothing, not even inside a string: the value is an element of a list written on one line.
    Free,
    /// A string cannot hold one; the value is an element of a list written over lines.
    EndStrings,
    /// The value is a text of its own: a line that begins with `{` where none can stand begins the next record.
    Separate,
    /// Records so far were on lines of their own: a line that begins with `{` begins the next one.
    EndRecord,
}

/// How a run of the scanner ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The text ends first; go on at this index when there is more.
    More(usize),
    /// The value ends before this index.
    Closed(usize),
    /// A list opens here as a member of the outermost object.
    List(usize),
    /// This byte cannot be here: a bracket without its partner, or a line that ends too early.
    Wrong(usize),
}

/// The state between two pieces of text.
#[derive(Clone, Debug)]
pub struct Scan {
    depth: u32,
    /// One bit a level, the innermost lowest: whether it is an object.
    objects: u128,
    in_string: bool,
    newlines: Newlines,
    /// The last bracket, quote or comma, counted from the beginning of the value.
    last_mark: usize,
    /// Whether the nesting went below [`DEPTH_MAX`].
    pub too_deep: bool,
    /// Whether a surrogate escape or a number beyond `f64` may be inside.
    pub odd: bool,
    /// Commas before a closing bracket, counted from the beginning of the value.
    pub trailing_commas: Vec<usize>,
}

impl Scan {
    /// A scanner at the beginning of a value.
    pub fn new(newlines: Newlines) -> Self {
        Self {
            depth: 0,
            objects: 0,
            in_string: false,
            newlines,
            last_mark: 0,
            too_deep: false,
            odd: false,
            trailing_commas: Vec::new(),
        }
    }

    /// A scanner that stands inside an object: what comes after its list.
    pub fn inside_object() -> Self {
        Self { depth: 1, objects: 1, ..Self::new(Newlines::Free) }
    }

    /// Reads `text` from `at` on; the value began at `start`. `ended` says that no more text will come.
    pub fn run(&mut self, text: &[u8], start: usize, mut at: usize, ended: bool) -> Step {
        loop {
            if self.in_string {
                match self.string(text, at, ended) {
                    Ok(after) => {
                        at = after;
                        self.last_mark = at - start;
                    }
                    Err(step) => return step,
                }
            }
            let Some(byte) = text.get(at).copied() else { return Step::More(at) };
            match byte {
                b'"' => {
                    self.mark(at - start);
                    self.in_string = true;
                }
                b'{' | b'[' => {
                    self.mark(at - start);
                    self.open(byte == b'{');
                    if byte == b'[' && self.depth == 2 && self.objects & 2 != 0 {
                        return Step::List(at);
                    }
                }
                b'}' | b']' => {
                    self.mark(at - start);
                    if !self.close(byte == b'}') {
                        return Step::Wrong(at);
                    }
                    if let Some(comma) = trailing_comma(text.get(start..at).unwrap_or_default()) {
                        self.trailing_commas.push(comma);
                    }
                    if self.depth == 0 {
                        return Step::Closed(at + 1);
                    }
                }
                b',' => self.mark(at - start),
                b'e' | b'E' => self.odd |= at > 0 && text.get(at - 1).is_some_and(u8::is_ascii_digit),
                b'\n' if matches!(self.newlines, Newlines::Separate | Newlines::EndRecord) => {
                    match text.get(at + 1) {
                        None if !ended => return Step::More(at),
                        next => {
                            let before = text.get(start..at).unwrap_or_default();
                            let may_go_on = self.newlines == Newlines::Separate && expects_value(before);
                            if next == Some(&b'{') && !may_go_on {
                                return Step::Wrong(at);
                            }
                        }
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Reads to the end of a string; answers the index behind its quote.
    fn string(&mut self, text: &[u8], mut at: usize, ended: bool) -> Result<usize, Step> {
        loop {
            let Some(stop) = string_stop(text, at) else { return Err(Step::More(text.len())) };
            match text.get(stop) {
                Some(b'"') => {
                    self.in_string = false;
                    return Ok(stop + 1);
                }
                Some(b'\\') => {
                    let (next, hex) = (text.get(stop + 1), text.get(stop + 2));
                    if hex.is_none() && !ended {
                        return Err(Step::More(stop));
                    }
                    self.odd |= next == Some(&b'u') && matches!(hex, Some(b'd' | b'D'));
                    at = (stop + 2).min(text.len());
                }
                Some(b'\n') if self.newlines != Newlines::Free => return Err(Step::Wrong(stop)),
                _ => at = stop + 1,
            }
        }
    }

    fn mark(&mut self, offset: usize) {
        self.odd |= offset.saturating_sub(self.last_mark) > TOKEN_BYTES_ODD;
        self.last_mark = offset;
    }

    fn open(&mut self, object: bool) {
        self.depth += 1;
        self.objects = self.objects << 1 | u128::from(object);
        self.too_deep |= self.depth > DEPTH_MAX;
    }

    /// Closes a level; `false` when the bracket is not the partner of the one that opened it. Levels below those that
    /// fit into the bits are not compared: such a value is refused as too deep anyway.
    fn close(&mut self, object: bool) -> bool {
        if self.too_deep {
            self.depth -= 1;
            return true;
        }
        let partner = (self.objects & 1 != 0) == object;
        self.objects >>= 1;
        self.depth -= 1;
        partner
    }
}

/// The next byte from `at` on that a string cannot simply hold: a quote, a backslash, a control character.
#[inline]
pub fn string_stop(text: &[u8], at: usize) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    let rest = text.get(at..)?;
    let (words, tail) = rest.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        // Eight bytes at a time (Mycroft's test for a zero byte), since strings are most of an export.
        let word = u64::from_le_bytes(*word);
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let quote = word ^ (ONES * u64::from(b'"'));
        let quote = quote.wrapping_sub(ONES) & !quote;
        let backslash = word ^ (ONES * u64::from(b'\\'));
        let backslash = backslash.wrapping_sub(ONES) & !backslash;
        let found = (control | quote | backslash) & (ONES << 7);
        if found != 0 {
            return Some(at + index * 8 + (found.trailing_zeros() / 8) as usize);
        }
    }
    let begin = at + words.len() * 8;
    tail.iter().position(|byte| matches!(byte, b'"' | b'\\') || *byte < 0x20).map(|found| begin + found)
}

/// The last byte that is no blank.
fn last_significant(text: &[u8]) -> Option<usize> {
    text.iter().rposition(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// The comma at the end of `text` when a value stands before it, so that it may be left out before a bracket.
fn trailing_comma(text: &[u8]) -> Option<usize> {
    let comma = last_significant(text).filter(|at| text.get(*at) == Some(&b','))?;
    let before = last_significant(text.get(..comma)?);
    let follows_value = before.and_then(|at| text.get(at)).is_none_or(|byte| !b"{[,:".contains(byte));
    follows_value.then_some(comma)
}

/// Whether a value or a name may come behind `text`.
fn expects_value(text: &[u8]) -> bool {
    last_significant(text).and_then(|at| text.get(at)).is_some_and(|byte| b"{[,:".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, newlines: Newlines, expected: Step) {
        for cut in 0..text.len() {
            let mut scan = Scan::new(newlines);
            let step = match scan.run(text.as_bytes().get(..cut).unwrap(), 0, 0, false) {
                Step::More(at) => scan.run(text.as_bytes(), 0, at, true),
                step => step,
            };
            assert_eq!(step, expected, "{text} cut at {cut}");
        }
    }

    #[test]
    fn finds_the_end_of_a_value_wherever_it_is_cut() {
        check(r#"{"a":{"b":["x"]}} {"#, Newlines::Free, Step::Closed(17));
        check(r#"{"a\"}":"\\"}"#, Newlines::Free, Step::Closed(13));
        check(r#"{"long string with } and ]":1} "#, Newlines::Free, Step::Closed(30));
        check("{\"a\"\n:1}", Newlines::Separate, Step::Closed(8));
        check(r#"{"a":{}"#, Newlines::Free, Step::More(7));
    }

    #[test]
    fn stops_where_a_bracket_or_a_line_does_not_fit() {
        check(r#"{"a":{]}"#, Newlines::Free, Step::Wrong(6));
        check("{\"a\n\":1}", Newlines::EndStrings, Step::Wrong(3));
        check("{\"a\n\":1}", Newlines::Free, Step::Closed(8));
        check("{\"a\":1\n{\"b\":2}", Newlines::Separate, Step::Wrong(6));
        check("{\"a\":\n{\"b\":2}}", Newlines::Separate, Step::Closed(14));
        check("{\"a\":\n{\"b\":2}}", Newlines::EndRecord, Step::Wrong(5));
        check("{\"a\":\n 1}", Newlines::EndRecord, Step::Closed(9));
    }

    #[test]
    fn reports_a_list_in_the_outermost_object_only() {
        check(r#"{"value":[1]}"#, Newlines::Free, Step::List(9));
        check(r#"[["a"]]"#, Newlines::Free, Step::Closed(7));
    }

    #[test]
    fn finds_trailing_commas_and_leaves_others_to_the_parser() {
        for (text, commas) in [(r#"{"a":{"c":1, },"b":2,}"#, vec![11, 20]), (r#"[[1,],[,],[1,,]]"#, vec![3])]
        {
            let mut scan = Scan::new(Newlines::Free);
            assert_eq!(scan.run(text.as_bytes(), 0, 0, true), Step::Closed(text.len()));
            assert_eq!(scan.trailing_commas, commas, "{text}");
        }
    }

    #[test]
    fn notices_what_needs_a_repair() {
        for (text, odd) in [
            (r#"{"a":"\ud83d"}"#, true),
            (r#"{"a":1e999}"#, true),
            (&format!("{{\"a\":{}}}", "9".repeat(400)), true),
            (r#"{"a":"\u00fc","b":true,"c":12.5}"#, false),
            (&format!("{{\"a\":\"{}\"}}", "9".repeat(400)), false),
        ] {
            let mut scan = Scan::new(Newlines::Free);
            assert_eq!(scan.run(text.as_bytes(), 0, 0, true), Step::Closed(text.len()));
            assert_eq!(scan.odd, odd, "{text}");
        }
    }
}
