//! The playbooks that come with the product, and what fills their texts, in the language of who reads and applies them.
//!
//! A shipped text is known by its English original, wherever it stands: only what a person has not changed is
//! translated, and what a person keeps unchanged is kept as the original, so that others read it in theirs.

use super::playbook::{Playbook, shipped};
use std::cell::Cell;

/// Answers an English text in the language that is spoken; nothing where that has no words for it.
pub type Translator = fn(&str) -> Option<String>;

thread_local! {
    // Not an argument of each rule: only what people write differs by it, and nothing that is written is read by it.
    static TRANSLATOR: Cell<Translator> = const { Cell::new(untranslated) };
}

fn untranslated(_: &str) -> Option<String> {
    None
}

/// Speaks through a translator from now on.
pub fn translate_by(translator: Translator) {
    TRANSLATOR.set(translator);
}

/// A text that comes with the product, by its English original, in the language that is spoken.
pub fn own(english: &str) -> String {
    TRANSLATOR.get()(english).unwrap_or_else(|| english.to_owned())
}

/// What is written into the texts of a playbook beside the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// A list with nothing in it.
    None,
    /// A moment that nobody knows.
    Unknown,
    /// A list of which one name is left out.
    AndOneMore,
    /// A list of which some names are left out.
    AndMore,
    /// So many devices.
    Devices,
    /// So many accounts.
    Accounts,
    /// So many mailboxes.
    Mailboxes,
    /// So many applications.
    Applications,
    /// So many assets of several kinds.
    Assets,
    /// Above the alerts.
    Alerts,
    /// An alert with the devices that it names.
    AlertOn,
    /// Above the indicators.
    Found,
    /// Below them, where one is left out.
    OneMoreFound,
    /// Below them, where some are left out.
    MoreFound,
    /// A verdict.
    Malicious,
    /// A verdict.
    Suspicious,
    /// A kind of indicator, as the others here.
    File,
    /// A process.
    Process,
    /// An address.
    Address,
    /// A link.
    Url,
    /// A mail.
    Message,
    /// Several mails.
    Messages,
    /// An application of the cloud.
    Application,
    /// A key of the registry.
    RegistryKey,
    /// A value of the registry.
    RegistryValue,
    /// A group.
    SecurityGroup,
}

impl Phrase {
    /// All of them.
    pub const ALL: [Self; 26] = [
        Self::None,
        Self::Unknown,
        Self::AndOneMore,
        Self::AndMore,
        Self::Devices,
        Self::Accounts,
        Self::Mailboxes,
        Self::Applications,
        Self::Assets,
        Self::Alerts,
        Self::AlertOn,
        Self::Found,
        Self::OneMoreFound,
        Self::MoreFound,
        Self::Malicious,
        Self::Suspicious,
        Self::File,
        Self::Process,
        Self::Address,
        Self::Url,
        Self::Message,
        Self::Messages,
        Self::Application,
        Self::RegistryKey,
        Self::RegistryValue,
        Self::SecurityGroup,
    ];

    /// The original, by which translations know it.
    pub fn english(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unknown => "unknown",
            Self::AndOneMore => "{names} and 1 more",
            Self::AndMore => "{names} and {n} more",
            Self::Devices => "{n} devices",
            Self::Accounts => "{n} accounts",
            Self::Mailboxes => "{n} mailboxes",
            Self::Applications => "{n} applications",
            Self::Assets => "{n} assets",
            Self::Alerts => "The alerts in their order:",
            Self::AlertOn => "{alert} on {devices}",
            Self::Found => "Found by the alerts:",
            Self::OneMoreFound => "and 1 more among the evidence",
            Self::MoreFound => "and {n} more among the evidence",
            Self::Malicious => "malicious",
            Self::Suspicious => "suspicious",
            Self::File => "File",
            Self::Process => "Process",
            Self::Address => "IP address",
            Self::Url => "URL",
            Self::Message => "Message",
            Self::Messages => "Messages",
            Self::Application => "Application",
            Self::RegistryKey => "Registry key",
            Self::RegistryValue => "Registry value",
            Self::SecurityGroup => "Security group",
        }
    }

    /// In the language that is spoken.
    pub(super) fn said(self) -> String {
        own(self.english())
    }

    /// In the language that is spoken, with its values.
    pub(super) fn with(self, values: &[(&str, &str)]) -> String {
        filled_in(&self.said(), values)
    }
}

/// A text with values in the place of their names in braces. What a value holds in braces stays as it is.
pub(super) fn filled_in(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let known = behind.split_once('}').and_then(|(name, after)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (value, after))
        });
        match known {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = behind;
            }
        }
    }
    filled.push_str(rest);
    filled
}

impl Playbook {
    /// In the language that is spoken, as far as it says what came with the product.
    #[must_use]
    pub fn spoken(&self) -> Self {
        self.reworded(|original| (original.clone(), own(&original)))
    }

    /// With the originals of what [`Playbook::spoken`] says.
    #[must_use]
    pub fn original(&self) -> Self {
        self.reworded(|original| (own(&original), original))
    }

    /// With other words for the texts of the shipped playbook of the same id: what stands there, and what is to.
    fn reworded(&self, of: impl Fn(String) -> (String, String)) -> Self {
        let mut reworded = self.clone();
        if let Some(came) = shipped().iter().find(|came| came.id == self.id) {
            let words: Vec<(String, String)> = came.texts().into_iter().map(of).collect();
            for text in reworded.texts_mut() {
                if let Some((_, other)) = words.iter().find(|(known, _)| known == text) {
                    text.clone_from(other);
                }
            }
        }
        reworded
    }

    /// All that it says.
    pub fn texts(&self) -> Vec<String> {
        self.clone().texts_mut().into_iter().map(std::mem::take).filter(|text| !text.is_empty()).collect()
    }

    fn texts_mut(&mut self) -> Vec<&mut String> {
        let summary = &mut self.summary;
        let sections = [
            &mut summary.what_happened,
            &mut summary.device_timeline,
            &mut summary.indicators_of_attack,
            &mut summary.indicators_of_compromise,
            &mut summary.impact,
        ];
        let steps = self.actions.iter_mut();
        let steps = steps.flat_map(|step| [&mut step.title, &mut step.instructions, &mut step.impact]);
        [&mut self.name, &mut self.about].into_iter().chain(sections).chain(steps).collect()
    }
}
