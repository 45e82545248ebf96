//! The time line of an incident as a file: Markdown, JSON or CSV, and redaction before it is shared.

pub mod redact;

use crate::domain::mention::{mentions, plain};
use crate::domain::text::printable;
use crate::domain::time::Timestamp;
use crate::formats::markdown::inert;
use redact::{Mask, Redaction};
use serde::Serialize;
use std::collections::BTreeSet;

/// One item of the line in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// The number by which a link finds it again.
    pub key: String,
    /// When.
    pub at: Timestamp,
    /// Who, where that is known.
    pub who: String,
    /// Of which side: `experts`, `customer`, or blank for the source.
    pub side: &'static str,
    /// What kind of item it is: `comment`, `action`, `status`.
    pub kind: &'static str,
    /// For the own side only.
    pub internal: bool,
    /// The incident that brought it, where that was merged into this one; else blank.
    pub from: String,
    /// What happened, as a sentence.
    pub text: String,
    /// What was said with it, as it was written.
    pub said: String,
    /// The playbook by which it came, and whether that ran by itself, in words; blank where a person alone did it.
    pub playbook: String,
    /// What was said before it was changed, oldest first.
    pub earlier: Vec<Earlier>,
}

/// A wording that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Earlier {
    /// Until when it said so.
    pub until: Timestamp,
    /// As it was written.
    pub said: String,
}

impl Item {
    /// The item with everything masked that is to be.
    pub fn masked(&self, mask: &mut Mask<'_>) -> Self {
        let earlier = self.earlier.iter().map(|it| (it.until, plain(&mask.text(&it.said))));
        let earlier = earlier.map(|(until, said)| Earlier { until, said }).collect();
        Self {
            who: mask.person(&self.who),
            text: mask.text(&self.text),
            said: plain(&mask.text(&self.said)),
            playbook: mask.text(&self.playbook),
            earlier,
            ..self.clone()
        }
    }
}

/// What is exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeLine {
    /// The incident's id.
    pub incident: String,
    /// Its name.
    pub title: String,
    /// The name of the workspace.
    pub workspace: String,
    /// The items, oldest first.
    pub items: Vec<Item>,
}

impl TimeLine {
    /// The line as it may be shared: what is left out and masked is gone from it.
    pub fn redacted(&self, redaction: &Redaction) -> Self {
        let mut mask = redaction.mask();
        let kept = self.items.iter().filter(|item| redaction.keeps_internal || !item.internal);
        let items = kept.map(|item| item.masked(&mut mask)).collect();
        let (title, workspace) = (mask.text(&self.title), mask.text(&self.workspace));
        Self { incident: self.incident.clone(), title, workspace, items }
    }

    /// Whoever did something in it or is named in what was said, each once.
    pub fn people(&self) -> Vec<String> {
        let earlier = |item: &Item| item.earlier.iter().flat_map(|it| mentions(&it.said)).collect::<Vec<_>>();
        let named = self.items.iter().flat_map(|item| mentions(&item.said).into_iter().chain(earlier(item)));
        let found: BTreeSet<String> = self.items.iter().map(|item| item.who.clone()).chain(named).collect();
        found.into_iter().filter(|name| !name.trim().is_empty()).collect()
    }

    /// As Markdown. What people wrote stands in a quotation, so that it cannot pass for a part of the document.
    pub fn markdown(&self) -> String {
        let mut out = format!("# Incident {}: {}\n", one_line(&self.incident), one_line(&self.title));
        for item in &self.items {
            let internal = if item.internal { " (internal)" } else { "" };
            let from = match item.from.as_str() {
                "" => String::new(),
                from => format!(" (from {})", one_line(from)),
            };
            out.push_str(&format!("\n- **{}**{internal}{from} {}\n", moment(item.at), one_line(&item.text)));
            quote(&mut out, &item.said);
            for it in &item.earlier {
                out.push_str(&format!("\n  Until {}:\n", moment(it.until)));
                quote(&mut out, &it.said);
            }
        }
        inert(&out)
    }

    /// As JSON.
    ///
    /// # Errors
    /// Never in practice: all of it can be written.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(&serde_json::json!({
            "incident": self.incident, "title": self.title, "items": self.items,
        }))
    }

    /// As CSV for spreadsheets. A cell that a spreadsheet would read as a formula gets an apostrophe before it.
    pub fn csv(&self) -> String {
        let mut out = String::from("key,at,who,side,kind,internal,from,text,said,playbook,earlier\r\n");
        for item in &self.items {
            let at = item.at.to_string();
            let internal = item.internal.to_string();
            let [who, from, text, said] = [&item.who, &item.from, &item.text, &item.said];
            let earlier: Vec<_> =
                item.earlier.iter().map(|it| format!("{}: {}", it.until, it.said)).collect();
            let earlier = earlier.join("\n");
            let first: [&str; 6] = [&item.key, &at, who, item.side, item.kind, &internal];
            let last: [&str; 5] = [from, text, said, &item.playbook, &earlier];
            let cells: Vec<&str> = first.into_iter().chain(last).collect();
            out.push_str(&cells.into_iter().map(cell).collect::<Vec<_>>().join(","));
            out.push_str("\r\n");
        }
        out
    }
}

/// A moment as people read it in a document: `2026-11-19 08:00 UTC`. What leaves as data has it to the second.
pub(super) fn moment(at: Timestamp) -> String {
    let text = at.to_string();
    let (day, time) = text.split_once('T').unwrap_or((&text, ""));
    format!("{day} {} UTC", time.get(..5).unwrap_or(time))
}

/// What somebody wrote, apart from the document.
fn quote(out: &mut String, said: &str) {
    for line in said.lines() {
        out.push_str("  > ");
        out.push_str(line);
        out.push('\n');
    }
}

fn cell(text: &str) -> String {
    let text = printable(text);
    // Spaces before a formula do not make it harmless.
    let is_formula =
        text.trim_start_matches([' ', '\u{a0}', '\n']).starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guarded = if is_formula { format!("'{text}") } else { text.into_owned() };
    format!("\"{}\"", guarded.replace('"', "\"\""))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('<', "\\<").replace('`', "\\`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> TimeLine {
        let item = |key: &str, internal: bool, text: &str, said: &str| Item {
            key: key.into(),
            at: Timestamp::parse("2026-11-19T08:00:00Z").unwrap(),
            who: "Mara Lindqvist".into(),
            side: "customer",
            kind: "comment",
            internal,
            from: String::new(),
            text: text.into(),
            said: said.into(),
            playbook: String::new(),
            earlier: Vec::new(),
        };
        TimeLine {
            incident: "29".into(),
            title: "Theft from\n# DISP-LT-0417 <b>".into(),
            workspace: "Northwind".into(),
            items: vec![
                item("1", false, "Mara Lindqvist wrote", "# I called 10.0.0.7\n=1+1"),
                item("2", true, "=cmd()", "mail kim@contoso.example"),
            ],
        }
    }

    #[test]
    fn whoever_is_named_in_it_is_masked_too() {
        let mut line = line();
        line.items[0].said = "@[Night Desk] and @Tom, call kim@contoso.example".into();
        assert_eq!(line.people(), ["Mara Lindqvist", "Night Desk", "Tom"]);
        let redaction = Redaction { people: true, names: line.people(), ..Redaction::default() };
        let shared = line.redacted(&redaction).markdown();
        assert!(shared.contains("> @Person 2 and @Person 3, call"), "{shared}");
    }

    #[test]
    fn markdown_keeps_what_was_written_apart_from_the_document() {
        let text = line().markdown();
        assert!(text.starts_with("# Incident 29: Theft from # DISP-LT-0417 \\<b>\n\n- "), "{text}");
        assert!(text.contains("\n  > # I called 10.0.0.7\n  > =1+1\n"), "{text}");
        assert!(text.contains("**2026-11-19 08:00 UTC** (internal) =cmd()"), "{text}");
    }

    #[test]
    fn markdown_runs_nothing_in_any_viewer() {
        let mut line = line();
        line.title = "\\<img src=x onerror=alert(1)>".into();
        line.items[0].text = "[press](javascript:alert(1))".into();
        line.items[0].said = "<script>alert(1)</script>\n![x](https://evil.example/x.png)".into();
        let text = line.markdown();
        for part in ["\\\\&lt;img", "&#91;press](", "> &lt;script>", "!&#91;x]("] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }

    #[test]
    fn what_another_incident_brought_says_so_in_every_form() {
        let mut line = line();
        line.items[1].from = "9003".into();
        let text = line.markdown();
        assert!(
            text.contains("** (internal) (from 9003) =cmd()") && text.matches("(from").count() == 1,
            "{text}"
        );
        assert!(line.csv().contains(",\"true\",\"9003\","), "{}", line.csv());
        assert!(line.json().unwrap().contains("\"from\": \"9003\""));
    }

    #[test]
    fn earlier_wordings_and_playbooks_leave_in_every_form_and_are_masked() {
        let mut line = line();
        let until = Timestamp::parse("2026-11-19T09:00:00Z").unwrap();
        line.items[0].earlier = vec![Earlier { until, said: "I called 10.0.0.9".into() }];
        line.items[0].playbook = "Phishing, version 2".into();
        let text = line.markdown();
        assert!(text.contains("\n  Until 2026-11-19 09:00 UTC:\n  > I called 10.0.0.9\n"), "{text}");
        let csv = line.csv();
        assert!(csv.contains("\"Phishing, version 2\",\"2026-11-19T09:00:00Z: I called 10.0.0.9\""), "{csv}");
        assert!(line.json().unwrap().contains("\"playbook\": \"Phishing, version 2\""));
        let redaction = Redaction { addresses: true, ..Redaction::default() };
        let shared = line.redacted(&redaction);
        for text in [shared.markdown(), shared.csv(), shared.json().unwrap()] {
            assert!(!text.contains("10.0.0.9"), "{text}");
        }
    }

    #[test]
    fn the_name_of_the_workspace_is_masked_as_any_word() {
        let redaction = Redaction { words: vec!["Northwind".into()], ..Redaction::default() };
        assert_eq!(line().redacted(&redaction).workspace, "Word 1");
    }

    #[test]
    fn a_spreadsheet_runs_nothing() {
        let text = line().csv();
        assert!(text.contains(",\"'=cmd()\","), "{text}");
        assert_eq!(
            text.lines().next(),
            Some("key,at,who,side,kind,internal,from,text,said,playbook,earlier")
        );
        assert!(cell("a\"b").eq("\"a\"\"b\""));
        assert_eq!(cell("\0=a\u{1b}\tb\n"), "\"'=a\tb\n\"");
    }

    #[test]
    fn what_is_masked_is_gone_from_every_form() {
        let redaction = Redaction {
            keeps_internal: false,
            people: true,
            assets: true,
            addresses: true,
            words: Vec::new(),
            names: vec!["Mara Lindqvist".into()],
            asset_names: vec!["disp-lt-0417".into()],
            accounts: Vec::new(),
        };
        let shared = line().redacted(&redaction);
        for text in [shared.markdown(), shared.csv(), shared.json().unwrap()] {
            for gone in ["Mara", "0417", "10.0.0.7", "cmd()", "contoso"] {
                assert!(!text.contains(gone), "{gone} is in {text}");
            }
            assert!(text.contains("Person 1") && text.contains("Address 1"), "{text}");
        }
        // The table has no place for the title, which is where the asset is named.
        for text in [shared.markdown(), shared.json().unwrap()] {
            assert!(text.contains("Asset 1"), "{text}");
        }
    }
}
