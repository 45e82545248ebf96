//! A message as a file that mail programs open: plain text in UTF-8 (RFC 5322 with MIME).

/// The longest line of quoted-printable text (RFC 2045, 6.7), without the soft break.
const LINE_CHARS_MAX: usize = 73;

/// A message to an address, or to several with commas between them; it may be blank where the sender is to choose it.
/// Nothing that was put in can add a header of its own.
pub fn eml(to: &str, subject: &str, text: &str) -> String {
    let one_line = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>();
    // A line for each address: mail servers take lines of 998 characters at most.
    let to = one_line(to).split(", ").collect::<Vec<_>>().join(",\r\n ");
    format!(
        "X-Unsent: 1\r\nTo: {to}\r\nSubject: {}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n",
        encoded_words(&one_line(subject)),
        quoted(text),
    )
}

/// A header in encoded words (RFC 2047) of at most 75 characters each, or as it is where it is plain.
fn encoded_words(text: &str) -> String {
    if text.chars().all(|c| c.is_ascii() && c != '=') && text.len() < 60 {
        return text.to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        let bytes = c.to_string();
        let next: String = bytes
            .bytes()
            .map(|byte| match byte {
                b' ' => "_".to_owned(),
                byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
                byte => format!("={byte:02X}"),
            })
            .collect();
        if word.len() + next.len() > 60 {
            words.push(std::mem::take(&mut word));
        }
        word.push_str(&next);
    }
    words.push(word);
    let words: Vec<String> = words.into_iter().map(|word| format!("=?utf-8?Q?{word}?=")).collect();
    words.join("\r\n ")
}

/// Text in quoted-printable.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            out.push_str("\r\n");
        }
        let mut length = 0;
        for byte in line.bytes() {
            let plain = (b' '..=b'~').contains(&byte) && byte != b'=';
            let next = if plain { char::from(byte).to_string() } else { format!("={byte:02X}") };
            if length + next.len() > LINE_CHARS_MAX {
                out.push_str("=\r\n");
                length = 0;
            }
            length += next.len();
            out.push_str(&next);
        }
        // A space at the end of a line may be lost on the way.
        if out.ends_with(' ') {
            out.pop();
            out.push_str("=20");
        }
    }
    out
}

/// The link that opens a message in the person's mail program. Everything is encoded, so that it stays text.
pub fn mailto(to: &str, subject: &str, text: &str) -> String {
    let encode = |text: &str| -> String {
        let byte = |byte: u8| match byte {
            byte if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    let to = to.split(", ").map(encode).collect::<Vec<_>>().join(",");
    format!("mailto:{to}?subject={}&body={}", encode(subject), encode(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_its_headers_and_its_text() {
        let message = eml("ada@northwind.example", "Welcome", "Hello Ada,\nüber = 1 ");
        assert!(message.starts_with("X-Unsent: 1\r\nTo: ada@northwind.example\r\nSubject: Welcome\r\n"));
        assert!(message.ends_with("\r\n\r\nHello Ada,\r\n=C3=BCber =3D 1=20\r\n"));
    }

    #[test]
    fn nothing_adds_a_header() {
        let message = eml("a@b.example\r\nBcc: c@d.example", "x\r\nBcc: c@d.example", "");
        assert!(!message.lines().any(|line| line.starts_with("Bcc:")));
    }

    #[test]
    fn a_link_holds_only_what_was_put_in() {
        let link = mailto("a&b@c.example", "x?", "1 & 2\n");
        assert_eq!(link, "mailto:a%26b%40c.example?subject=x%3F&body=1%20%26%202%0A");
    }

    #[test]
    fn one_message_goes_to_several() {
        assert!(eml("a@b.example, c@d.example", "x", "").contains("To: a@b.example,\r\n c@d.example\r\n"));
        assert_eq!(
            mailto("a@b.example, c@d.example", "x", ""),
            "mailto:a%40b.example,c%40d.example?subject=x&body="
        );
    }

    #[test]
    fn long_lines_are_broken() {
        let message = eml("", &"Größe ".repeat(30), &"ä".repeat(500));
        assert!(message.lines().all(|line| line.chars().count() <= 78), "{message}");
    }
}
