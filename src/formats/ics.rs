//! Check-ins as calendar files (RFC 5545). Text from outside stays text: every value is escaped, no line is taken over.

use crate::domain::time::Timestamp;

/// A line has at most so many bytes before it is folded (RFC 5545, 3.1).
const LINE_BYTES_MAX: usize = 73;
/// The reminder comes so many minutes before.
const ALARM_MINUTES: u32 = 15;

/// An appointment.
#[derive(Clone, Debug, PartialEq)]
pub struct Appointment<'a> {
    /// Tells it from every other; the same in each newer version.
    pub uid: &'a str,
    /// The number of the version: a larger one takes the place of a smaller.
    pub sequence: u32,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Its name.
    pub title: &'a str,
    /// What it is about.
    pub text: &'a str,
    /// Where it leads; blank for none.
    pub link: &'a str,
    /// When it begins.
    pub starts: Timestamp,
    /// How long it lasts, in minutes.
    pub minutes: u32,
    /// When the file is written.
    pub stamp: Timestamp,
}

/// A calendar of one appointment.
pub fn calendar(it: &Appointment<'_>) -> String {
    let method = if it.cancelled { "CANCEL" } else { "PUBLISH" };
    let status = if it.cancelled { "CANCELLED" } else { "CONFIRMED" };
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Watchfloor//Check-ins//EN".to_owned(),
        format!("METHOD:{method}"),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", escaped(it.uid)),
        format!("SEQUENCE:{}", it.sequence),
        format!("STATUS:{status}"),
        format!("DTSTAMP:{}", moment(it.stamp)),
        format!("DTSTART:{}", moment(it.starts)),
        format!("DTEND:{}", moment(it.starts.plus_millis(i64::from(it.minutes) * 60_000))),
        format!("SUMMARY:{}", escaped(it.title)),
        format!("DESCRIPTION:{}", escaped(it.text)),
    ];
    // An address is no text: what could end it is left out.
    let link: String = it.link.chars().filter(|c| c.is_ascii_graphic()).collect();
    if !link.is_empty() {
        lines.push(format!("URL:{link}"));
    }
    if !it.cancelled {
        lines.push("BEGIN:VALARM".to_owned());
        lines.push("ACTION:DISPLAY".to_owned());
        lines.push(format!("TRIGGER:-PT{ALARM_MINUTES}M"));
        lines.push(format!("DESCRIPTION:{}", escaped(it.title)));
        lines.push("END:VALARM".to_owned());
    }
    lines.push("END:VEVENT".to_owned());
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// `20261119T094200Z`.
fn moment(at: Timestamp) -> String {
    let text = at.to_string();
    let digits: String = text.chars().take(19).filter(|c| !matches!(c, '-' | ':')).collect();
    format!("{digits}Z")
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => {}
            // Line ends of other kinds end no line here, but some programs take them for one.
            '\u{2028}' | '\u{2029}' | '\u{85}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn folded(line: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE_BYTES_MAX {
            out.push_str("\r\n ");
            length = 1;
        }
        length += c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn appointment<'a>(title: &'a str, text: &'a str, link: &'a str) -> Appointment<'a> {
        let starts = Timestamp::parse("2026-11-26T13:00:00Z").unwrap();
        let uid = "check-in-1@watchfloor";
        Appointment {
            uid,
            sequence: 2,
            cancelled: false,
            title,
            text,
            link,
            starts,
            minutes: 45,
            stamp: starts,
        }
    }

    #[test]
    fn an_appointment_is_a_calendar() {
        let text = calendar(&appointment(
            "Business review; November",
            "Agenda:\n- figures, notes",
            "https://example.org/#/x",
        ));
        for line in [
            "DTSTART:20261126T130000Z",
            "DTEND:20261126T134500Z",
            "SUMMARY:Business review\\; November",
            "DESCRIPTION:Agenda:\\n- figures\\, notes",
            "URL:https://example.org/#/x",
            "SEQUENCE:2",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
        }
    }

    proptest! {
        /// Whatever is put in, the lines are those of one calendar with one appointment.
        #[test]
        fn nothing_adds_a_line(title in "\\PC*|[\\r\\n:;A-Z ]{0,80}", text in "(\\PC|[\\r\\n\\u{2028}])*", link in "(\\PC|[\\r\\n])*") {
            let calendar = calendar(&appointment(&title, &text, &link));
            let unfolded = calendar.replace("\r\n ", "");
            let names: Vec<&str> = unfolded.split("\r\n").filter_map(|line| line.split(':').next()).filter(|it| !it.is_empty()).collect();
            let expected: Vec<&str> = ["BEGIN", "VERSION", "PRODID", "METHOD", "BEGIN", "UID", "SEQUENCE", "STATUS", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION"].into_iter()
                .chain((!link.chars().filter(char::is_ascii_graphic).collect::<String>().is_empty()).then_some("URL"))
                .chain(["BEGIN", "ACTION", "TRIGGER", "DESCRIPTION", "END", "END", "END"]).collect();
            prop_assert_eq!(names, expected);
            prop_assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        }
    }
}
