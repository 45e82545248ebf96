//! Names in what people write, `@Mara` or `@[Mara Lindqvist]`: where they stand, whom they mean, and one that is typed.

use super::people::Actor;
use super::work::{Comment, Visibility};

/// So many names are kept of one text.
const NAMES_MAX: usize = 50;
/// Longest name, in characters.
const NAME_CHARS_MAX: usize = 100;
/// What is typed after an @ is looked up up to so many characters.
const TYPED_CHARS_MAX: usize = 40;

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// A name, without its @.
    Name(&'a str),
}

/// A text with the names that stand in it.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('@')) {
        let sign = at + next;
        at = sign + 1;
        let Some((name, end)) = name_at(text, sign) else { continue };
        if let Some(before) = text.get(from..sign).filter(|before| !before.is_empty()) {
            found.push(Piece::Text(before));
        }
        found.push(Piece::Name(name));
        (from, at) = (end, end);
    }
    found.extend(text.get(from..).filter(|rest| !rest.is_empty()).map(Piece::Text));
    found
}

/// The name that an @ begins, and where it ends. An address such as kim@contoso.example names nobody.
fn name_at(text: &str, sign: usize) -> Option<(&str, usize)> {
    if !begins(text, sign) {
        return None;
    }
    let tail = text.get(sign + 1..)?;
    let (name, end) = match tail.strip_prefix('[').and_then(|named| named.split_once(']')) {
        Some((name, _)) => (name.trim(), sign + name.len() + 3),
        None => {
            let name = tail.split(|c: char| !is_of_word(c)).next().unwrap_or_default();
            (name, sign + 1 + name.len())
        }
    };
    let fits = !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX && !name.contains(char::is_control);
    fits.then_some((name, end))
}

/// Whether an @ may begin a name where it stands.
fn begins(text: &str, sign: usize) -> bool {
    let before = text.get(..sign).and_then(|before| before.chars().next_back());
    before.is_none_or(|before| !before.is_alphanumeric() && before != '.')
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// Who is named in a text, each once.
pub fn mentions(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in pieces(text) {
        if let Piece::Name(name) = piece
            && found.len() < NAMES_MAX
            && !found.iter().any(|known| known == name)
        {
            found.push(name.to_owned());
        }
    }
    found
}

/// Whether a name in a text means a person: all of the person's name, or its first word.
pub fn means(mention: &str, person: &str) -> bool {
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    let (mention, person) = (mention.trim(), person.trim());
    let first = person.split_whitespace().next().unwrap_or_default();
    !mention.is_empty() && (same(mention, person) || same(mention, first))
}

/// Whether a comment names somebody else who may read it.
pub fn names(comment: &Comment, reader: &Actor) -> bool {
    let may_read = comment.visibility == Visibility::Shared || comment.party == reader.party();
    may_read
        && comment.by != reader.person
        && comment.mentions.iter().any(|mention| means(mention, &reader.person))
}

/// Where the @ stands whose name is being typed, in bytes, and what was typed of it up to the caret.
pub fn typed(text: &str, caret: usize) -> Option<(usize, &str)> {
    let before = text.get(..caret)?;
    let sign = before.rfind('@')?;
    let typed = before.get(sign + 1..)?;
    let words = typed.strip_prefix('[').unwrap_or(typed);
    let is_name = |c: char| is_of_word(c) || matches!(c, ' ' | '.' | '\'');
    let fits = begins(text, sign)
        && words.chars().count() <= TYPED_CHARS_MAX
        && !words.starts_with(' ')
        && words.chars().all(is_name);
    fits.then_some((sign, words))
}

/// The text with the whole name of everybody who is known in brackets, where it follows an @ without them: otherwise only
/// its first word would be the mention.
pub fn bracketed(text: &str, people: &[String]) -> String {
    let mut whole = String::with_capacity(text.len());
    let (mut from, mut at) = (0, 0);
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('@')) {
        let sign = at + next;
        at = sign + 1;
        let tail = text.get(at..).unwrap_or_default();
        let named = people.iter().filter(|_| begins(text, sign));
        let found = named.filter_map(|name| Some((name, begins_with(tail, name)?))).max_by_key(|it| it.1);
        let Some((name, length)) = found else { continue };
        whole.push_str(text.get(from..sign).unwrap_or_default());
        whole.push_str(&mention_of(name));
        at += length;
        from = at;
    }
    whole.push_str(text.get(from..).unwrap_or_default());
    whole
}

/// How many bytes of a text are the name with which it begins, in any letter case.
fn begins_with(text: &str, name: &str) -> Option<usize> {
    let mut signs = text.char_indices();
    for wanted in name.chars() {
        let (_, sign) = signs.next()?;
        if !sign.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    let next = signs.next();
    let is_whole = !name.is_empty() && next.is_none_or(|(_, sign)| !is_of_word(sign));
    is_whole.then(|| next.map_or(text.len(), |(at, _)| at))
}

/// The text as it is read where nothing but plain text can stand: names without brackets.
pub fn plain(text: &str) -> String {
    let spoken = |piece: Piece<'_>| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Name(name) => format!("@{name}"),
    };
    pieces(text).into_iter().map(spoken).collect()
}

/// A name as a mention.
fn mention_of(name: &str) -> String {
    let name: String = name.chars().filter(|c| !matches!(c, '[' | ']') && !c.is_control()).collect();
    let is_word = !name.is_empty() && name.chars().all(is_of_word);
    if is_word { format!("@{name}") } else { format!("@[{}]", name.trim()) }
}

/// The text with a name in place of what was typed from an @ to the caret, and where the caret stands then.
pub fn completed(text: &str, sign: usize, caret: usize, name: &str) -> (String, usize) {
    let mention = mention_of(name);
    let before = text.get(..sign).unwrap_or_default();
    let after = text.get(caret..).unwrap_or_default();
    // A space follows, and there is one only.
    let space = if after.starts_with(' ') { "" } else { " " };
    let whole = format!("{before}{mention}{space}{after}");
    (whole, before.len() + mention.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::CommentId;
    use crate::domain::people::{Party, Role};
    use crate::domain::time::Timestamp;
    use Piece::{Name, Text};

    #[test]
    fn names_stand_among_text() {
        for (text, then) in [
            ("", &[][..]),
            ("call @Mara now", &[Text("call "), Name("Mara"), Text(" now")]),
            ("@[Ana B]: yes", &[Name("Ana B"), Text(": yes")]),
            ("kim@contoso.example", &[Text("kim@contoso.example")]),
            ("a @ b @[] c", &[Text("a @ b @[] c")]),
            ("(@Tom-2)@", &[Text("("), Name("Tom-2"), Text(")@")]),
            ("@[a\nb]", &[Text("@[a\nb]")]),
            ("@@y", &[Text("@"), Name("y")]),
            ("@Größe é", &[Name("Größe"), Text(" é")]),
        ] {
            assert_eq!(pieces(text), then, "{text}");
        }
    }

    #[test]
    fn a_name_means_a_person_by_all_of_it_or_its_first_word() {
        for (mention, person, then) in [
            ("Mara Lindqvist", "Mara Lindqvist", true),
            ("mara lindqvist", "Mara Lindqvist", true),
            ("Mara", "Mara Lindqvist", true),
            ("Lindqvist", "Mara Lindqvist", false),
            ("Mar", "Mara Lindqvist", false),
            ("Mara Lind", "Mara Lindqvist", false),
            ("Mara Lindqvist", "Mara", false),
            ("", "", false),
        ] {
            assert_eq!(means(mention, person), then, "{mention} / {person}");
        }
    }

    #[test]
    fn a_comment_names_who_may_read_it_and_did_not_write_it() {
        let comment = |visibility, party, by: &str| Comment {
            id: CommentId::new("c").unwrap(),
            text: "@[Mara Lindqvist]".into(),
            visibility,
            by: by.into(),
            party,
            at: Timestamp::default(),
            mentions: vec!["Mara Lindqvist".into()],
            before: Vec::new(),
        };
        let mara = |role| Actor { person: "Mara Lindqvist".into(), role };
        let (shared, internal) = (Visibility::Shared, Visibility::Internal);
        for (comment, reader, then) in [
            (comment(shared, Party::Customer, "Kim"), mara(Role::Expert), true),
            (comment(internal, Party::Customer, "Kim"), mara(Role::Expert), false),
            (comment(internal, Party::Experts, "Kim"), mara(Role::Expert), true),
            (comment(shared, Party::Experts, "Mara Lindqvist"), mara(Role::Expert), false),
            (
                comment(shared, Party::Experts, "Kim"),
                Actor { person: "Ana".into(), role: Role::Analyst },
                false,
            ),
        ] {
            assert_eq!(names(&comment, &reader), then, "{comment:?} {reader:?}");
        }
    }

    #[test]
    fn what_is_typed_after_an_at_sign_is_looked_up() {
        for (text, then) in [
            ("ask @", Some((4, ""))),
            ("ask @Ma", Some((4, "Ma"))),
            ("@Mara L", Some((0, "Mara L"))),
            ("@[Mara L", Some((0, "Mara L"))),
            ("@[Mara L] ", None),
            ("kim@con", None),
            ("@ x", None),
            ("@Mara, then", None),
            ("@Mara\nthen", None),
            ("none", None),
        ] {
            assert_eq!(typed(text, text.len()), then, "{text}");
        }
        assert_eq!(typed("ask @Ma of it", 6), Some((4, "M")));
        assert_eq!(typed("é", 1), None, "not between characters");
    }

    #[test]
    fn the_whole_name_of_somebody_known_is_the_mention() {
        let people = ["Tomas Oliveira", "Tomas", "Ana", "Ana B."].map(str::to_owned);
        for (text, then) in [
            ("@Tomas Oliveira, look", "@[Tomas Oliveira], look"),
            ("ask @tomas oliveira", "ask @[Tomas Oliveira]"),
            ("@Tomas Oliveiras and @Tomas", "@Tomas Oliveiras and @Tomas"),
            ("@[Tomas Oliveira] and @Ana B.", "@[Tomas Oliveira] and @[Ana B.]"),
            ("mail x@Tomas Oliveira", "mail x@Tomas Oliveira"),
            ("@Kim Lee", "@Kim Lee"),
            ("", ""),
        ] {
            assert_eq!(bracketed(text, &people), then, "{text}");
        }
        assert_eq!(mentions(&bracketed("@Tomas Oliveira", &people)), ["Tomas Oliveira"]);
    }

    #[test]
    fn plain_text_has_names_without_brackets() {
        for (text, then) in
            [("@[Person 3]: yes, @Kim", "@Person 3: yes, @Kim"), ("[a](b) x@[y]", "[a](b) x@[y]")]
        {
            assert_eq!(plain(text), then, "{text}");
        }
    }

    #[test]
    fn a_chosen_name_stands_in_place_of_what_was_typed() {
        for (text, (sign, caret), name, then) in [
            ("ask @Ma", (4, 7), "Mara", ("ask @Mara ", 10)),
            ("ask @Ma now", (4, 7), "Mara Lindqvist", ("ask @[Mara Lindqvist] now", 22)),
            ("@", (0, 1), "A]b [c", ("@[Ab c] ", 8)),
        ] {
            let (whole, caret) = completed(text, sign, caret, name);
            assert_eq!((whole.as_str(), caret), then, "{text}");
        }
    }
}
