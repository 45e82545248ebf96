//! What a message says.

use super::about;
use crate::analytics::notices::{Notice, Subject};
use crate::domain::experts::check_in::CheckInPlan;
use crate::domain::experts::delivery::code_of;
use crate::formats::cards::Card;
use crate::platform::{location, random};
use crate::route::Route;
use crate::t;
use crate::ui::portal::Portal;
use crate::ui::text::text;
use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    /// The codes of messages that were shown: one that is read out on the telephone must not change while one talks.
    static CODES: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// A message before it leaves.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Message {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) facts: Vec<(String, String)>,
    /// Where it leads.
    pub(crate) link: String,
    /// Whether the message itself has the link.
    pub(crate) says_link: bool,
    pub(crate) code: String,
}

impl Message {
    /// A message of its own, with a code that nobody can guess.
    pub(crate) fn new(subject: String, text: String, route: &Route) -> Self {
        let link = location::address_of(&route.to_string());
        Self { subject, text, facts: Vec::new(), link, says_link: true, code: fresh_code() }
    }

    /// The text of a mail: everything in plain words.
    pub(crate) fn mail(&self) -> String {
        let facts: String = self.facts.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        let link = if self.says_link { format!("\n{}\n", self.link) } else { String::new() };
        format!("{}\n\n{facts}{link}\n{}\n", self.text, self.proof())
    }

    /// The line with the code.
    pub(crate) fn proof(&self) -> String {
        t!("notices.proof", code = self.code.as_str())
    }

    /// The message as a card; `proof` and `open` are its words.
    pub(super) fn card<'a>(&'a self, proof: &'a str, open: &'a str) -> Card<'a> {
        let link = self.says_link.then_some((open, self.link.as_str()));
        Card { title: &self.subject, text: &self.text, facts: &self.facts, link, code: proof }
    }
}

/// A code that nobody can guess.
pub(super) fn fresh_code() -> String {
    code_of(&random::hex_id())
}

/// The code of a notice, the same for as long as the app is open.
fn code_for(key: &str) -> String {
    CODES.with_borrow_mut(|codes| codes.entry(key.to_owned()).or_insert_with(fresh_code).clone())
}

/// What a notice says.
pub(super) fn message(portal: Portal, notice: &Notice) -> Message {
    let stem = notice.trigger.as_str();
    let mut parts = about::parts(portal, notice);
    let terms = match &notice.subject {
        Subject::Rule(rule, _) => {
            portal.glance(|state| state.experts.mail_rule(rule).map(|it| it.terms.clone()))
        }
        _ => None,
    };
    if terms.as_ref().is_none_or(|terms| terms.organisation) {
        parts.facts.insert(0, (t!("notices.workspace"), workspace(portal)));
    }
    let what = parts.what.as_str();
    Message {
        subject: text(&format!("notices.subject.{stem}"), &[("what", what.into())]),
        text: parts.text.unwrap_or_else(|| text(&format!("notices.body.{stem}"), &[("what", what.into())])),
        facts: parts.facts,
        link: location::address_of(&parts.route.to_string()),
        says_link: terms.is_none_or(|terms| terms.link),
        code: code_for(&notice.key),
    }
}

/// The name of the workspace.
pub(crate) fn workspace(portal: Portal) -> String {
    portal.glance(|state| state.workspace.as_ref().map(|(_, name)| name.clone()).unwrap_or_default())
}

/// A check-in as a calendar has it, with a code of its own.
pub(super) fn invitation(plan: &CheckInPlan, link: String) -> Message {
    let subject = text("notices.subject.checkIn", &[("what", plan.title.as_str().into())]);
    let text = plan.agenda.clone();
    Message { subject, text, facts: Vec::new(), link, says_link: true, code: fresh_code() }
}

/// A message that says that it is a test.
pub(super) fn test_message(portal: Portal) -> Message {
    let workspace = workspace(portal);
    let mut message = Message::new(
        t!("channels.test.subject", workspace = workspace.as_str()),
        t!("channels.test.body"),
        &Route::Notices,
    );
    message.facts.push((t!("notices.workspace"), workspace));
    message
}
