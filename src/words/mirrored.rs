//! Makes English strange: accents on its letters, marks around each message. What is then still plain English is in no
//! catalogue, and what is then cut off has no room for longer languages.

/// Where a message begins and ends. Told apart from the brackets of real text.
pub const MARKS: [char; 2] = ['⟦', '⟧'];

/// A message in the strange language; values and choices stay what they are.
pub fn message(english: &str) -> String {
    let mut out = String::with_capacity(english.len() * 2);
    out.push(MARKS[0]);
    strange(english, &mut out);
    out.push(MARKS[1]);
    out
}

/// Writes text with accents; what stands in braces is a value or a choice, whose texts are made strange in turn.
fn strange(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        out.extend(before.chars().map(accented));
        let Some((inside, after)) = super::message::braced(from) else {
            out.push_str(from);
            return;
        };
        out.push('{');
        match inside.splitn(3, ',').collect::<Vec<_>>().as_slice() {
            [name, kind, choices] => {
                out.push_str(name);
                out.push(',');
                out.push_str(kind);
                out.push(',');
                strange_choices(choices, out);
            }
            _ => out.push_str(inside),
        }
        out.push('}');
        rest = after;
    }
    out.extend(rest.chars().map(accented));
}

/// `one {…} other {…}`: the labels stay.
fn strange_choices(choices: &str, out: &mut String) {
    let mut rest = choices;
    while let Some(open) = rest.find('{') {
        let (label, from) = rest.split_at(open);
        let Some((inside, after)) = super::message::braced(from) else { break };
        out.push_str(label);
        out.push('{');
        strange(inside, out);
        out.push('}');
        rest = after;
    }
    out.push_str(rest);
}

/// A letter with an accent; anything else as it is.
const fn accented(letter: char) -> char {
    match letter {
        'a' => 'á',
        'e' => 'é',
        'i' => 'í',
        'o' => 'ö',
        'u' => 'ú',
        'c' => 'ç',
        'n' => 'ñ',
        's' => 'š',
        't' => 'ţ',
        'y' => 'ý',
        'A' => 'Á',
        'E' => 'É',
        'I' => 'Í',
        'O' => 'Ö',
        'U' => 'Ú',
        'S' => 'Š',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::message;

    #[test]
    fn only_what_is_text_becomes_strange() {
        for (english, expected) in [
            ("Save", "⟦Šávé⟧"),
            ("{who} asked", "⟦{who} áškéd⟧"),
            (
                "{n, plural, one {# incident} other {# incidents of {who}}}",
                "⟦{n, plural, one {# íñçídéñţ} other {# íñçídéñţš öƒ {who}}}⟧",
            ),
            ("a {", "⟦á {⟧"),
        ] {
            assert_eq!(message(english), expected.replace('ƒ', "f"));
        }
    }
}
