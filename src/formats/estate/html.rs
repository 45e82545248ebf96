//! Plain text out of the HTML that descriptions of Secure Score hold: tags go, their breaks and list marks stay, and
//! entities become their signs. Nothing of it is ever shown as HTML.

/// Longest text that is kept of a description.
const TEXT_CHARS_MAX: usize = 4_000;
/// Longest tag or entity that is taken for one; what is longer is text.
const MARK_BYTES_MAX: usize = 2_000;

/// The text of HTML, or of text that holds none.
pub(super) fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len().min(TEXT_CHARS_MAX));
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (text, mark) = rest.split_at_checked(at).unwrap_or((rest, ""));
        push(&mut out, text);
        rest = match mark.strip_prefix('<') {
            Some(inner) => tag(inner, &mut out).unwrap_or_else(|| literal(&mut out, '<', inner)),
            None => {
                let inner = mark.strip_prefix('&').unwrap_or_default();
                entity(inner, &mut out).unwrap_or_else(|| literal(&mut out, '&', inner))
            }
        };
    }
    push(&mut out, rest);
    let lines: Vec<&str> = out.lines().map(str::trim).collect();
    let mut text = String::new();
    for line in lines {
        // One blank line parts paragraphs; more part nothing.
        if !(line.is_empty() && (text.is_empty() || text.ends_with("\n\n"))) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.trim().chars().take(TEXT_CHARS_MAX).collect()
}

fn literal<'t>(out: &mut String, sign: char, rest: &'t str) -> &'t str {
    out.push(sign);
    rest
}

/// Adds text with each run of blanks as one; breaks in HTML source are blanks.
fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        let c = if c.is_whitespace() || c == '\u{a0}' { ' ' } else { c };
        if c != ' ' || !out.ends_with([' ', '\n']) {
            out.push(c);
        }
    }
}

/// Reads the tag behind `<` and answers what follows it.
fn tag<'t>(inner: &'t str, out: &mut String) -> Option<&'t str> {
    let is_tag = inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let end = inner.find('>').filter(|end| is_tag && *end <= MARK_BYTES_MAX)?;
    let (name, rest) = inner.split_at_checked(end)?;
    let rest = rest.strip_prefix('>')?;
    let closes = name.starts_with('/');
    let word: String = name.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
    match word.to_ascii_lowercase().as_str() {
        // What stands in them is code and no text.
        element @ ("script" | "style") if !closes => {
            let close = format!("</{element}");
            let lower = rest.to_ascii_lowercase();
            let after = lower.find(&close).and_then(|at| rest.split_at_checked(at))?.1;
            return after.find('>').and_then(|at| after.split_at_checked(at + 1)).map(|(_, rest)| rest);
        }
        "br" | "tr" => out.push('\n'),
        "li" if !closes => out.push_str("\n• "),
        "p" | "div" | "ul" | "ol" | "table" | "h1" | "h2" | "h3" | "h4" => out.push_str("\n\n"),
        "td" | "th" => out.push(' '),
        _ => {}
    }
    Some(rest)
}

/// Reads the entity behind `&` and answers what follows it.
fn entity<'t>(inner: &'t str, out: &mut String) -> Option<&'t str> {
    let end = inner.find(';').filter(|end| *end <= 10)?;
    let (name, rest) = inner.split_at_checked(end)?;
    let sign = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "rsquo" => '’',
        "lsquo" => '‘',
        "rdquo" => '”',
        "ldquo" => '“',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" => '•',
        number => {
            let digits = number.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|sign| !sign.is_control())?
        }
    };
    if !(sign == ' ' && out.ends_with([' ', '\n'])) {
        out.push(sign);
    }
    rest.strip_prefix(';')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tags_become_breaks_and_entities_signs() {
        for (html, text) in [
            ("plain text", "plain text"),
            (
                "<p>At a minimum:&nbsp;</p><ul><li>Global&nbsp;admin</li><li>Helpdesk</li></ul>",
                "At a minimum:\n\n• Global admin\n• Helpdesk",
            ),
            ("a<br/>b<BR>c", "a\nb\nc"),
            ("A &amp; B &lt;C&gt; &#39;D&#x27;", "A & B <C> 'D'"),
            ("5 < 6 && 7", "5 < 6 && 7"),
            ("<script>alert(1)</script>safe<style>p{}</style>", "safe"),
            ("<a href=\"javascript:alert(1)\">link</a>", "link"),
            ("one\n   two\t three", "one two three"),
            ("unfinished <b", "unfinished <b"),
            ("&unknown; &", "&unknown; &"),
        ] {
            assert_eq!(plain(html), text, "{html}");
        }
    }

    proptest! {
        #[test]
        fn any_text_becomes_text(html in "[<>&;a-z#/! \\n0-9]{0,200}") {
            let text = plain(&html);
            prop_assert_eq!(text.trim(), text.as_str());
            prop_assert!(text.chars().count() <= TEXT_CHARS_MAX);
        }
    }
}
