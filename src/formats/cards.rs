//! Messages for the web-hooks of Teams (an Adaptive Card in a message) and Slack (blocks).
//!
//! What comes from outside is put where the receiver reads plain text: runs of a rich text block and `plain_text`
//! objects know no markup. What Slack shows where it shows no blocks is escaped as its documentation says.

use crate::domain::text::clip;
use serde_json::{Value, json};

/// Slack takes at most so many characters in a header.
const SLACK_HEADER_MAX: usize = 149;
/// Slack takes at most so many characters in a section.
const SLACK_SECTION_MAX: usize = 2_900;
/// Teams takes messages of up to 28 kB; the text is the only part that grows.
const CARD_TEXT_MAX: usize = 4_000;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card<'a> {
    /// In one line.
    pub title: &'a str,
    /// The text, line by line.
    pub text: &'a str,
    /// Names and values.
    pub facts: &'a [(String, String)],
    /// What the button says and where it leads; only `http` and `https` make a button.
    pub link: Option<(&'a str, &'a str)>,
    /// The code by which the message can be checked.
    pub code: &'a str,
}

fn safe<'a>(link: Option<(&'a str, &'a str)>) -> Option<(&'a str, &'a str)> {
    link.filter(|(_, href)| {
        let scheme = href.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        matches!(scheme.as_deref(), Some("http" | "https")) && !href.contains(char::is_control)
    })
}

fn run(text: &str, bold: bool) -> Value {
    let weight = if bold { "Bolder" } else { "Default" };
    json!({ "type": "TextRun", "text": text, "weight": weight })
}

fn block(runs: &[Value]) -> Value {
    json!({ "type": "RichTextBlock", "inlines": runs })
}

/// The message as Teams takes it.
pub fn teams(card: &Card<'_>) -> Value {
    let title = json!({ "type": "TextRun", "text": clip(card.title, SLACK_SECTION_MAX), "weight": "Bolder", "size": "Large" });
    let mut body = vec![block(&[title])];
    body.extend(
        clip(card.text, CARD_TEXT_MAX)
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| block(&[run(line, false)])),
    );
    body.extend(card.facts.iter().map(|(name, value)| {
        block(&[run(&format!("{name}: "), true), run(&clip(value, CARD_TEXT_MAX), false)])
    }));
    body.push(block(&[run(card.code, true)]));
    let actions: Vec<Value> = safe(card.link)
        .map(|(title, url)| json!({ "type": "Action.OpenUrl", "title": title, "url": url }))
        .into_iter()
        .collect();
    json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": {
                "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                "type": "AdaptiveCard",
                "version": "1.4",
                "body": body,
                "actions": actions,
            },
        }],
    })
}

/// The message as Slack takes it.
pub fn slack(card: &Card<'_>) -> Value {
    let plain = |text: &str, most: usize| json!({ "type": "plain_text", "text": filled(&clip(text, most)), "emoji": false });
    let mut blocks = vec![
        json!({ "type": "header", "text": plain(card.title, SLACK_HEADER_MAX) }),
        json!({ "type": "section", "text": plain(card.text, SLACK_SECTION_MAX) }),
    ];
    blocks.extend(card.facts.iter().map(|(name, value)| {
        json!({ "type": "section", "text": plain(&format!("{name}: {value}"), SLACK_SECTION_MAX) })
    }));
    blocks.extend(safe(card.link).map(|(title, url)| {
        json!({ "type": "actions", "elements": [{ "type": "button", "text": plain(title, 70), "url": url }] })
    }));
    blocks.push(json!({ "type": "context", "elements": [plain(card.code, 100)] }));
    json!({ "text": slack_escaped(card.title), "blocks": blocks })
}

/// Slack refuses empty text.
fn filled(text: &str) -> &str {
    if text.trim().is_empty() { "-" } else { text }
}

fn slack_escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every text of a card that its receiver reads as markup.
    fn marked_up(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                let kind = members.get("type").and_then(Value::as_str).unwrap_or_default();
                if matches!(kind, "TextBlock" | "FactSet" | "mrkdwn") {
                    found.push(value.to_string());
                }
                members.values().for_each(|it| marked_up(it, found));
            }
            Value::Array(items) => items.iter().for_each(|it| marked_up(it, found)),
            _ => {}
        }
    }

    proptest! {
        #[test]
        fn nothing_from_outside_is_markup_or_a_link(title in "\\PC*|<!channel>|<http://x\\|y>", text in "(\\PC|\\n)*", href in "\\PC*|javascript:alert\\(1\\)|https://example.org/\\PC{0,10}") {
            let facts = vec![("Name".to_owned(), title.clone())];
            let card = Card { title: &title, text: &text, facts: &facts, link: Some(("Open", &href)), code: "Code 1" };
            for message in [teams(&card), slack(&card)] {
                let mut found = Vec::new();
                marked_up(&message, &mut found);
                prop_assert!(found.is_empty(), "{found:?}");
                let urls: Vec<String> = message.to_string().split("\"url\":\"").skip(1).map(|rest| rest.chars().take(8).collect()).collect();
                prop_assert!(urls.iter().all(|url| url.to_lowercase().starts_with("http://") || url.to_lowercase().starts_with("https://")), "{urls:?}");
            }
            let plain = slack(&card)["text"].as_str().unwrap_or_default().to_owned();
            prop_assert!(!plain.contains(['<', '>']));
        }
    }

    #[test]
    fn a_card_says_what_it_is_to_say() {
        let facts = vec![("Severity".to_owned(), "High".to_owned())];
        let card = Card {
            title: "3 actions",
            text: "Isolate\nReset",
            facts: &facts,
            link: Some(("Open", "https://example.org/#/incidents/1")),
            code: "Code 7K-31-QD",
        };
        let teams = teams(&card);
        assert_eq!(teams["attachments"][0]["content"]["body"].as_array().unwrap().len(), 5);
        assert_eq!(
            teams["attachments"][0]["content"]["actions"][0]["url"],
            "https://example.org/#/incidents/1"
        );
        assert_eq!(slack(&card)["blocks"].as_array().unwrap().len(), 5);
    }
}
