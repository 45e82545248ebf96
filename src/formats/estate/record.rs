//! A record of the estate while it is read: its members by name, as text, number, list.

use crate::domain::time::Timestamp;
use crate::formats::finding::Finding;
use crate::formats::json::fault;
use crate::formats::position::Position;
use crate::formats::problem::Problem;
use watchfloor_text::cursor::Fault;
use watchfloor_text::raw::{Key, Raw, read_members};

/// The members of a record, read one by one.
pub(super) struct Record<'t> {
    pub(super) at: Position,
    members: Vec<(Key<'t>, Raw<'t>)>,
}

impl<'t> Record<'t> {
    pub(super) fn read(text: &'t str, at: Position) -> Result<Self, Problem> {
        let mut members = Vec::new();
        read_members(text, &mut members).map_err(|Fault| fault(text, at))?;
        Ok(Self { at, members })
    }

    /// The members of an object inside a record.
    pub(super) fn within(raw: Raw<'t>, at: Position) -> Self {
        Self { at, members: raw.members() }
    }

    pub(super) fn get(&self, name: &str) -> Option<Raw<'t>> {
        self.members.iter().find(|(key, _)| key.as_str() == name).map(|(_, raw)| *raw)
    }

    /// The text of a member; `None` when it is blank.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.word().map(|word| word.into_owned())
    }

    /// The first of the members that says something.
    pub(super) fn either(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(name))
    }

    /// The text of a member in lower case.
    pub(super) fn word(&self, name: &str) -> Option<String> {
        self.text(name).map(|word| word.to_ascii_lowercase())
    }

    /// The text of a member that may hold HTML, as plain text.
    pub(super) fn plain(&self, name: &str) -> String {
        self.text(name).map(|text| super::html::plain(&text)).unwrap_or_default()
    }

    pub(super) fn is_true(&self, name: &str) -> bool {
        self.get(name).and_then(Raw::boolean) == Some(true)
    }

    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.get(name).and_then(Raw::number)
    }

    /// A count: a whole number that is not negative, also as text (`"5"`).
    pub(super) fn count(&self, name: &str) -> Option<u32> {
        let number = self.number(name).filter(|number| (0.0..=f64::from(u32::MAX)).contains(number))?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was checked")]
        Some(number as u32)
    }

    pub(super) fn time(&self, name: &str) -> Option<Timestamp> {
        Timestamp::parse(&self.text(name)?)
    }

    /// The texts of a list, or of one text that stands for a list.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        let words = self.get(name).map(Raw::list).unwrap_or_default();
        words.into_iter().filter_map(Raw::word).map(|word| word.into_owned()).collect()
    }

    /// The objects of a list.
    pub(super) fn objects(&self, name: &str) -> Vec<Record<'t>> {
        let list = self.get(name).map(Raw::list).unwrap_or_default();
        list.into_iter().filter(|raw| raw.is_object()).map(|raw| Record::within(raw, self.at)).collect()
    }

    /// The id, which a record must have.
    pub(super) fn id(&self) -> Result<String, Problem> {
        self.text("id").ok_or(Problem::new(self.at, Finding::Missing { field: "id" }))
    }
}
