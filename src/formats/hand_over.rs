//! The bundle that goes to incident response: why, who, what was found, what was done, and the time line.

use super::markdown::inert;
use super::timeline::{Item, TimeLine, moment};
use crate::domain::evidence::Exhibit;
use crate::domain::record::{AlertRecord, IncidentRecord};
use crate::domain::time::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many assets the line of an alert names.
const ASSETS_MAX: usize = 10;

/// How many entries of a list the document names; the data names all.
const LISTED_MAX: usize = 500;

/// An indicator that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Indicator {
    /// The kind in the word of the source: `file`, `ip`.
    pub kind: String,
    /// The kind as people call it.
    pub kind_name: String,
    /// What people call it.
    pub name: String,
    /// What tells it from others.
    pub detail: String,
    /// The hashes of a file, by the name of how each was made.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub hashes: BTreeMap<String, String>,
    /// What was found about it.
    pub verdict: String,
    /// What was done about it.
    pub remediation: String,
}

/// An action of the response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Deed {
    /// Its title.
    pub title: String,
    /// Where it is, in words.
    pub state: String,
    /// On what.
    pub assets: Vec<String>,
    /// On which of them it is done, where it is not done on all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub done_on: Vec<String>,
    /// On which of them it is not done then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_done_on: Vec<String>,
    /// Who brought it there; blank for what nobody began.
    pub by: String,
    /// When.
    pub at: Option<Timestamp>,
}

/// The whole bundle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bundle {
    /// The incident's id.
    pub incident: String,
    /// Its name.
    pub title: String,
    /// Severity and status in words.
    pub standing: String,
    /// To whom it is handed over.
    pub to: String,
    /// Why.
    pub reason: String,
    /// Whom to call: name, address and telephone.
    pub contacts: Vec<String>,
    /// What the experts wrote that happened, as Markdown.
    pub what_happened: String,
    /// The assets that it touches.
    pub assets: Vec<String>,
    /// What was found.
    pub indicators: Vec<Indicator>,
    /// What holds on the assets now, each with its asset.
    pub in_force: Vec<String>,
    /// What was begun or asked for on them and is not in force yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coming: Vec<String>,
    /// What was done and what is open.
    pub actions: Vec<Deed>,
    /// The time line, oldest first.
    pub items: Vec<Item>,
}

impl Bundle {
    /// As Markdown.
    pub fn markdown(&self) -> String {
        let mut out = format!(
            "# Incident {}: hand-over to incident response\n\n{}\n\n",
            line(&self.incident),
            line(&self.title)
        );
        out.push_str(&format!("{}\n\nAll times are UTC.\n", self.standing));
        // Before it was handed over there is nobody to name.
        for (word, said) in [("To", &self.to), ("Why", &self.reason)] {
            if !said.trim().is_empty() {
                out.push_str(&format!("\n{word}: {}\n", line(said)));
            }
        }
        section(&mut out, "Contacts", self.contacts.iter().map(|it| line(it)));
        if !self.what_happened.trim().is_empty() {
            out.push_str("\n## What happened\n\n");
            for text in self.what_happened.lines() {
                out.push_str(&format!("> {text}\n"));
            }
        }
        section(&mut out, "Assets", self.assets.iter().map(|it| line(it)));
        let indicators = self.indicators.iter().map(|it| {
            let detail = if it.detail.is_empty() { String::new() } else { format!(", {}", line(&it.detail)) };
            let hash = |(name, hash): (&String, &String)| format!(", {} `{}`", line(name), line(hash));
            let hashes: String = it.hashes.iter().map(hash).collect();
            let kind = if it.kind_name.is_empty() { &it.kind } else { &it.kind_name };
            let found = format!("{}, {}", it.verdict, it.remediation);
            format!("{}: {}{detail}{hashes} ({found})", line(kind), line(&it.name))
        });
        section(&mut out, "Indicators", indicators);
        section(&mut out, "In force now", self.in_force.iter().map(|it| line(it)));
        if !self.coming.is_empty() {
            section(&mut out, "Not in force yet", self.coming.iter().map(|it| line(it)));
        }
        let actions = self.actions.iter().map(|it| {
            // A title often names its asset.
            let others = it.assets.iter().filter(|asset| !it.title.contains(asset.as_str()));
            let assets: Vec<String> = others.map(|it| line(it)).collect();
            let on = if assets.is_empty() { String::new() } else { format!(" ({})", assets.join(", ")) };
            let at = it.at.map(|at| format!(", {}", moment(at))).unwrap_or_default();
            let by = if it.by.is_empty() { String::new() } else { format!(", {}", line(&it.by)) };
            let part = |word: &str, assets: &[String]| match assets {
                [] => String::new(),
                some => {
                    format!("; {word} on {}", some.iter().map(|it| line(it)).collect::<Vec<_>>().join(", "))
                }
            };
            let parts = part("done", &it.done_on) + &part("not done", &it.not_done_on);
            format!("{}{on}: {}{at}{by}{parts}", line(&it.title), line(&it.state))
        });
        section(&mut out, "Actions", actions);
        let items = TimeLine {
            incident: String::new(),
            title: String::new(),
            workspace: String::new(),
            items: self.items.clone(),
        };
        let whole = items.markdown();
        let list = whole.split_once("\n\n").map_or("", |(_, list)| list);
        out.push_str("\n## Time line\n\n");
        out.push_str(list);
        inert(&out)
    }

    /// As JSON.
    ///
    /// # Errors
    /// Never in practice: all of it can be written.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }
}

/// The kinds of evidence that are assets.
pub const ASSET_KINDS: [&str; 4] = ["device", "user", "mailbox", "cloudApplication"];

/// The alerts of an incident as items of its time line: what was seen, by which technique, on which assets.
pub fn alerts(record: &IncidentRecord, exhibits: &[Exhibit]) -> Vec<Item> {
    let item = |(number, alert): (usize, &AlertRecord)| {
        // An application that was consented to is an indicator, and where it happened as the story has it.
        let is_named = |kind: &str| ASSET_KINDS.contains(&kind) || kind == "oauthApplication";
        let on = exhibits.iter().filter(|it| is_named(&it.kind));
        let names = on.filter(|it| it.alerts.contains(&number)).map(|it| it.name.as_str());
        let all: Vec<&str> = names.collect();
        let mut assets: Vec<String> = all.iter().take(ASSETS_MAX).map(|it| (*it).to_owned()).collect();
        if let Some(more) = all.len().checked_sub(ASSETS_MAX).filter(|more| *more > 0) {
            assets.push(format!("and {more} more"));
        }
        let facts = [alert.mitre_techniques.join(", "), assets.join(", ")];
        let facts: Vec<String> = facts.into_iter().filter(|it| !it.is_empty()).collect();
        let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join("; ")) };
        Item {
            key: format!("alert-{}", alert.id),
            at: alert.first_activity_date_time.unwrap_or(alert.created_date_time),
            who: String::new(),
            side: "",
            kind: "alert",
            internal: false,
            from: String::new(),
            text: format!("Alert: {}{facts}", alert.title),
            said: String::new(),
            playbook: String::new(),
            earlier: Vec::new(),
        }
    };
    record.alerts.iter().enumerate().map(item).collect()
}

fn section(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    out.push_str(&format!("\n## {title}\n\n"));
    let before = out.len();
    let mut more = 0_usize;
    for (at, text) in lines.enumerate() {
        if at < LISTED_MAX {
            out.push_str(&format!("- {text}\n"));
        } else {
            more += 1;
        }
    }
    if out.len() == before {
        out.push_str("none\n");
    }
    if more > 0 {
        out.push_str(&format!("\nand {more} more: the JSON file of this bundle has all.\n"));
    }
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('<', "\\<").replace('`', "\\`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done() -> Item {
        Item {
            key: "1".into(),
            at: Timestamp::parse("2026-11-19T08:00:00Z").unwrap(),
            who: "Eve".into(),
            side: "experts",
            kind: "action",
            internal: false,
            from: String::new(),
            text: "Eve isolated".into(),
            said: String::new(),
            playbook: String::new(),
            earlier: Vec::new(),
        }
    }

    #[test]
    fn what_the_document_leaves_out_it_counts_and_the_data_has() {
        let bundle =
            Bundle { assets: (0..620).map(|at| format!("host-{at}")).collect(), ..Bundle::default() };
        let text = bundle.markdown();
        assert!(text.contains("- host-499\n\nand 120 more: the JSON file of this bundle has all.\n"));
        assert!(!text.contains("host-500"));
        assert!(bundle.json().unwrap().contains("\"host-619\""));
    }

    #[test]
    fn an_alert_names_the_application_that_was_consented_to() {
        let record: IncidentRecord = serde_json::from_value(serde_json::json!({
            "id": "1", "displayName": "x", "status": "active", "severity": "high", "classification": "unknown",
            "determination": "unknown", "createdDateTime": "2026-01-01T00:00:00Z",
            "lastUpdateDateTime": "2026-01-01T00:00:00Z",
            "alerts": [{"id": "a", "title": "Consent", "status": "new", "severity": "high",
                "classification": "unknown", "determination": "unknown", "serviceSource": "unknown",
                "createdDateTime": "2026-01-01T00:00:00Z", "mitreTechniques": ["T1098.003"], "evidence": [
                    {"kind": "oauthApplication", "displayName": "MailSync Pro", "appId": "7",
                     "verdict": "malicious", "remediationStatus": "none"},
                    {"kind": "ip", "ipAddress": "203.0.113.7", "verdict": "malicious", "remediationStatus": "none"}]}]
        }))
        .unwrap();
        let items = alerts(&record, &crate::domain::evidence::exhibits(&record));
        let texts: Vec<_> = items.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["Alert: Consent (T1098.003; MailSync Pro)"]);
    }

    #[test]
    fn the_bundle_says_why_who_what_and_when() {
        let bundle = Bundle {
            incident: "29".into(),
            title: "Ransomware <b>".into(),
            standing: "High, In progress".into(),
            to: "Responders".into(),
            reason: "Files are encrypted\n# now".into(),
            contacts: vec!["Mara, +49 30 1".into()],
            what_happened: "It began **here**".into(),
            assets: Vec::new(),
            indicators: vec![Indicator {
                kind: "analyzedMessage".into(),
                kind_name: "Message".into(),
                name: "Your invoice".into(),
                detail: String::new(),
                hashes: [("SHA-1", "ab"), ("SHA-256", "cd")]
                    .map(|(name, hash)| (name.into(), hash.into()))
                    .into(),
                verdict: "Malicious".into(),
                remediation: "Blocked".into(),
            }],
            in_force: vec!["WS-1: Isolated since 09:00".into()],
            coming: vec!["WS-2: Isolate: asked for 09:00, not begun".into()],
            actions: vec![Deed {
                title: "Isolate".into(),
                state: "Failed".into(),
                assets: vec!["WS-1".into(), "WS-2".into()],
                done_on: vec!["WS-1".into()],
                not_done_on: vec!["WS-2".into()],
                by: "Eve".into(),
                at: Timestamp::parse("2026-11-19T09:00:00Z"),
            }],
            items: vec![done()],
        };
        let text = bundle.markdown();
        for part in [
            "# Incident 29: hand-over to incident response\n\nRansomware \\<b>\n",
            "Why: Files are encrypted # now\n",
            "- Mara, +49 30 1\n",
            "> It began **here**\n",
            "## Assets\n\nnone\n",
            "- Message: Your invoice, SHA-1 `ab`, SHA-256 `cd` (Malicious, Blocked)\n",
            "## In force now\n\n- WS-1: Isolated since 09:00\n",
            "- Isolate (WS-1, WS-2): Failed, 2026-11-19 09:00 UTC, Eve; done on WS-1; not done on WS-2\n",
            "High, In progress\n\nAll times are UTC.\n\nTo: Responders\n\nWhy",
            "## Not in force yet\n\n- WS-2: Isolate: asked for 09:00, not begun\n",
            "## Time line\n\n- **",
            "- **2026-11-19 08:00 UTC** Eve isolated\n",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        let open = Bundle { to: String::new(), reason: " ".into(), ..bundle.clone() }.markdown();
        assert!(!open.contains("To:") && !open.contains("Why:"), "{open}");
        let json = bundle.json().unwrap();
        for part in [
            "\"to\": \"Responders\"",
            "\"SHA-256\": \"cd\"",
            "\"notDoneOn\": [",
            "\"kind\": \"analyzedMessage\"",
        ] {
            assert!(json.contains(part), "{part} is not in {json}");
        }
    }
}
