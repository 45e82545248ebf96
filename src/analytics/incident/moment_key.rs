//! What tells a moment of the history from the others in an address: the entry of the journal, which of several it is, and
//! of which incident where that was merged into the one that is looked at.

use crate::domain::ids::IncidentId;
use std::fmt;
use std::str::FromStr;

/// Why an entry has more moments than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Beside {
    /// Something that its command ended first.
    Over,
    /// Something else that was done with it.
    Other,
    /// A question that was put with it.
    Asked,
}

impl Beside {
    const ALL: [Self; 3] = [Self::Over, Self::Other, Self::Asked];

    fn as_str(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Other => "other",
            Self::Asked => "asked",
        }
    }
}

/// The moment: written as `7`, as `7-asked-0` where it stands beside another of the entry, and as `7-from-29` where the
/// entry tells of an incident that was merged as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MomentKey {
    /// The number of the entry.
    pub entry: u64,
    /// Which of several it is.
    pub beside: Option<(Beside, u32)>,
    /// The number of the merged incident, as [`number_of`] has it.
    pub from: Option<u32>,
}

/// What stands for an incident in the key of a moment: its id where that is a number, else a number made of it.
pub fn number_of(incident: &IncidentId) -> u32 {
    let mixed = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    let text = incident.as_str();
    let is_plain = !text.starts_with(['0', '+']) || text == "0";
    let number = text.parse().ok().filter(|_| is_plain);
    number.unwrap_or_else(|| text.bytes().fold(2_166_136_261, mixed))
}

impl From<u64> for MomentKey {
    fn from(entry: u64) -> Self {
        Self { entry, beside: None, from: None }
    }
}

impl fmt::Display for MomentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.beside {
            Some((beside, at)) => write!(f, "{}-{}-{at}", self.entry, beside.as_str()),
            None => write!(f, "{}", self.entry),
        }?;
        self.from.map_or(Ok(()), |from| write!(f, "-from-{from}"))
    }
}

/// The text is no key of a moment that has an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoMomentKey;

impl FromStr for MomentKey {
    type Err = NoMomentKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (text, from) = match text.split_once("-from-") {
            Some((text, from)) => (text, Some(from.parse().map_err(|_| NoMomentKey)?)),
            None => (text, None),
        };
        let mut parts = text.split('-');
        let entry = parts.next().and_then(|it| it.parse().ok()).ok_or(NoMomentKey)?;
        let beside = match (parts.next(), parts.next()) {
            (None, _) => None,
            (Some(word), Some(at)) => {
                let beside = Beside::ALL.into_iter().find(|it| it.as_str() == word).ok_or(NoMomentKey)?;
                Some((beside, at.parse().map_err(|_| NoMomentKey)?))
            }
            (Some(_), None) => return Err(NoMomentKey),
        };
        if parts.next().is_some() { Err(NoMomentKey) } else { Ok(Self { entry, beside, from }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written_and_nothing_else_is_one() {
        for text in ["7", "0", "12-over-0", "12-other-3", "12-asked-1", "7-from-12", "7-other-1-from-29"] {
            assert_eq!(text.parse::<MomentKey>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "created",
            "-1",
            "7-",
            "7-other",
            "7-other-x",
            "7-else-1",
            "7-other-1-2",
            "7-from",
            "7-from-x",
        ] {
            assert_eq!(text.parse::<MomentKey>(), Err(NoMomentKey), "{text}");
        }
        assert_eq!(MomentKey::from(7).to_string(), "7");
    }

    #[test]
    fn an_incident_is_its_number_or_one_made_of_its_id() {
        let number = |id: &str| number_of(&IncidentId::new(id).unwrap());
        assert_eq!([number("29"), number("0")], [29, 0]);
        let others = ["029", "a1", "4294967296", "incident-29"].map(number);
        assert!(others.iter().all(|it| *it != 29), "{others:?}");
        assert_eq!(number("a1"), number("a1"));
        assert_ne!(number("a1"), number("a2"));
    }
}
