//! What is known of each contact beside its settings: that it was told it is one, and that it answers.
//!
//! service.md 1.4, contacts: "each added person or team gets a mail that they were named". The product
//! sends no mail by itself, so somebody says that it was sent. A contact is verified by a test message with a code that
//! comes back; another address is not verified by it.

use super::people::Actor;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that somebody notes of a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "note")]
pub enum ContactNote {
    /// It was told that it is a contact.
    Told,
    /// A test message with this code went to it.
    TestSent {
        /// The code.
        code: String,
    },
    /// It answered with this code.
    Answered {
        /// The code.
        code: String,
    },
}

/// Something that was noted, of the address that it is true of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The address.
    pub email: String,
    /// When it was noted.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// What is known of a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactNotes {
    named: Option<Noted>,
    told: Option<Noted>,
    test: Option<(Noted, String)>,
    answered: Option<Noted>,
}

impl ContactNotes {
    /// Takes a note in.
    pub fn take(&mut self, note: &ContactNote, email: &str, at: Timestamp, by: &Actor) {
        let noted = Noted { email: email.to_owned(), at, by: by.person.clone() };
        match note {
            ContactNote::Told => self.told = Some(noted),
            ContactNote::TestSent { code } => self.test = Some((noted, code.clone())),
            ContactNote::Answered { .. } => self.answered = Some(noted),
        }
    }

    /// Notes that it is a contact, unless it is known under this address.
    pub fn name(&mut self, email: &str, at: Timestamp, by: &Actor) {
        if self.named(email).is_none() {
            self.named = Some(Noted { email: email.to_owned(), at, by: by.person.clone() });
        }
    }

    /// Since when it is a contact under this address.
    pub fn named(&self, email: &str) -> Option<&Noted> {
        of(self.named.as_ref(), email)
    }

    /// That the contact was told, where it was under this address.
    pub fn told(&self, email: &str) -> Option<&Noted> {
        of(self.told.as_ref(), email)
    }

    /// That the contact answered a test, where it did under this address.
    pub fn answered(&self, email: &str) -> Option<&Noted> {
        of(self.answered.as_ref(), email)
    }

    /// The code that went to this address last.
    pub fn code(&self, email: &str) -> Option<&str> {
        let (noted, code) = self.test.as_ref()?;
        of(Some(noted), email).map(|_| code.as_str())
    }
}

fn of<'a>(noted: Option<&'a Noted>, email: &str) -> Option<&'a Noted> {
    noted.filter(|noted| noted.email.eq_ignore_ascii_case(email))
}
