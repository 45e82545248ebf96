//! Puts values into a message and chooses its plural.

/// A value for a placeholder.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Text that stands as it is.
    Text(String),
    /// A number, written by the locale.
    Number(f64),
}

macro_rules! number_args {
    ($($kind:ty),+) => {
        $(impl From<$kind> for Arg {
            fn from(value: $kind) -> Self {
                Self::Number(value as f64)
            }
        })+
    };
}
number_args!(u8, u16, u32, u64, usize, i32, i64, f32);

impl From<f64> for Arg {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

/// What a language does with numbers.
pub trait Locale {
    /// Writes a number.
    fn number(&self, value: f64) -> String;
    /// The plural category of a number: `zero`, `one`, `two`, `few`, `many` or `other`.
    fn plural(&self, value: f64) -> String;
    /// Writes a calendar day given in ISO form, or a month (`2026-05`); where nobody knows better it stays so.
    fn day(&self, iso: &str) -> String {
        iso.to_owned()
    }
    /// Writes a number of hundredths as percent.
    fn percent(&self, percent: f64) -> String {
        format!("{} %", self.number(percent))
    }
}

/// Fills a message in. A placeholder without a value stays as it is, so that a mistake is seen and nothing fails.
pub fn format(message: &str, args: &[(&str, Arg)], locale: &dyn Locale) -> String {
    let mut out = String::with_capacity(message.len() + 16);
    fill(message, args, None, locale, &mut out);
    out
}

fn fill(message: &str, args: &[(&str, Arg)], hash: Option<&str>, locale: &dyn Locale, out: &mut String) {
    let mut rest = message;
    while let Some(at) = rest.find(['{', '#']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = from.strip_prefix('#') {
            out.push_str(hash.unwrap_or("#"));
            rest = after;
            continue;
        }
        let Some((inside, after)) = braced(from) else {
            out.push_str(from);
            return;
        };
        placeholder(inside, args, hash, locale, out);
        rest = after;
    }
    out.push_str(rest);
}

fn placeholder(
    inside: &str,
    args: &[(&str, Arg)],
    hash: Option<&str>,
    locale: &dyn Locale,
    out: &mut String,
) {
    let mut pieces = inside.splitn(3, ',');
    let name = pieces.next().unwrap_or_default().trim();
    let Some((_, arg)) = args.iter().find(|(known, _)| *known == name) else {
        out.push('{');
        out.push_str(inside);
        out.push('}');
        return;
    };
    match (arg, pieces.next().map(str::trim), pieces.next()) {
        (Arg::Number(value), Some("plural"), Some(choices)) => {
            let number = locale.number(*value);
            let exact = exact(*value);
            let category = locale.plural(*value);
            let choice = [exact.as_str(), &category, "other"].iter().find_map(|word| choose(choices, word));
            fill(choice.unwrap_or_default(), args, Some(&number), locale, out);
        }
        (Arg::Text(text), Some("select"), Some(choices)) => {
            let choice = choose(choices, text).or_else(|| choose(choices, "other"));
            fill(choice.unwrap_or_default(), args, hash, locale, out);
        }
        (Arg::Number(value), ..) => out.push_str(&locale.number(*value)),
        (Arg::Text(text), ..) => out.push_str(text),
    }
}

/// The label of exactly this number. Labels are whole: writing any other number would bring tables of digits with it.
fn exact(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "compared right away")]
    let whole = value as i32;
    if f64::from(whole) == value { format!("={whole}") } else { String::new() }
}

/// Splits text that begins with `{` into what is inside the matching braces and what comes after.
pub(super) fn braced(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some((text.get(1..at)?, text.get(at + 1..)?));
        }
    }
    None
}

/// The text behind `word` in `one {…} other {…}`.
fn choose<'a>(choices: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = choices.trim_start();
    while let Some(open) = rest.find('{') {
        let (label, from) = rest.split_at(open);
        let (inside, after) = braced(from)?;
        if label.trim() == word {
            return Some(inside);
        }
        rest = after.trim_start();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Plain;
    impl Locale for Plain {
        fn number(&self, value: f64) -> String {
            value.to_string()
        }
        fn plural(&self, value: f64) -> String {
            if value == 1.0 { "one".into() } else { "other".into() }
        }
    }

    #[track_caller]
    fn check(message: &str, args: &[(&str, Arg)], expected: &str) {
        assert_eq!(format(message, args, &Plain), expected);
    }

    #[test]
    fn fills_in_values_and_plurals() {
        let n = |value: u32| ("n", Arg::from(value));
        check(
            "{n, plural, one {# incident awaits} other {# incidents await}} you",
            &[n(1)],
            "1 incident awaits you",
        );
        check(
            "{n, plural, one {# incident awaits} other {# incidents await}} you",
            &[n(3)],
            "3 incidents await you",
        );
        check("{n, plural, =0 {none} other {#}}", &[n(0)], "none");
        check("{n, plural, =0 {none} other {#}}", &[("n", 0.5.into())], "0.5");
        check("{who} asked", &[("who", "Priya".into())], "Priya asked");
        check("{n, plural, one {# by {who}} other {# by {who}}}", &[n(2), ("who", "x".into())], "2 by x");
        check("{side, select, experts {teal} other {blue}}", &[("side", "experts".into())], "teal");
    }

    #[test]
    fn leaves_what_it_does_not_know() {
        check("{missing} {", &[], "{missing} {");
        check("a } b", &[], "a } b");
    }

    proptest::proptest! {
        #[test]
        fn never_fails(message in ".{0,60}", n in 0_u32..5) {
            format(&message, &[("n", n.into())], &Plain);
        }
    }
}
